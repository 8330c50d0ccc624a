"""Notes and files on things: who reads and writes them, what is refused, what is kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from topsheet.kernel.errors import InvalidInput, NotAllowed, NotFound
from topsheet.people.models import Role
from topsheet.platform import files
from topsheet.platform.models import User
from topsheet.production import notes
from topsheet.production.changes import recording
from topsheet.production.file_types import checked
from topsheet.production.models import Attachment, Note, Production
from topsheet.production.notes import add_note, attach, delete_remark, edit_note, find_thing
from topsheet.production.selectors import scenario_of
from topsheet.production.snapshot import OnExisting, export_production, import_production

pytestmark = pytest.mark.django_db


def _picture(side: int = 40, kind: str = "PNG") -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (side, side), "tomato").save(out, kind)
    return out.getvalue()


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.fixture
def orchard(production: Callable[..., Production], owner: User, office: Any) -> Production:
    found = production("The Orchard")
    with recording(found, owner, "Mia cast") as changes:
        changes.create(Role(production=found, uid="mia", name="Mia", board_id="1", deal="day"))
    return found


def _mia(user: User, production: Production) -> notes.Thing:
    return find_thing(user, scenario_of(production), "role", "mia")


def test_a_note_is_read_by_all_who_see_the_room_and_written_by_those_who_edit_there(
    orchard: Production, owner: User, member: Callable[..., User]
):
    casting, assistant = member(orchard, "casting"), member(orchard, "first-ad")
    add_note(casting, _mia(casting, orchard), "Ask about Tuesday")
    found, _ = notes.notes_on(_mia(assistant, orchard))
    assert [(note.text, note.by_name) for note in found] == [("Ask about Tuesday", str(casting))]
    with pytest.raises(NotAllowed):
        add_note(assistant, _mia(assistant, orchard), "Me too")
    with pytest.raises(NotAllowed):
        _mia(member(orchard, "guest"), orchard)


def test_only_who_wrote_a_note_changes_it_and_who_approves_may_delete_it(
    orchard: Production, owner: User, member: Callable[..., User]
):
    casting, second = member(orchard, "casting"), member(orchard, "second-ad")
    note = add_note(casting, _mia(casting, orchard), "Ask about Tuesday")
    with pytest.raises(NotAllowed):
        edit_note(second, note, "Asked")
    with pytest.raises(NotAllowed):
        delete_remark(second, note)
    edit_note(casting, note, "Asked: free on Tuesday")
    delete_remark(owner, note)
    assert not Note.objects.exists()


def test_there_is_no_note_on_what_is_not_there(orchard: Production, owner: User):
    for kind, uid in (("role", "nobody"), ("no such kind", "mia"), ("role", "\x00")):
        with pytest.raises(NotFound):
            find_thing(owner, scenario_of(orchard), kind, uid)


def test_a_picture_is_kept_with_a_small_one_beside_it(orchard: Production, owner: User):
    kept = attach(owner, _mia(owner, orchard), _picture(900), "../../face.png")
    assert kept.name == "face.png"
    assert kept.media_type == "image/png"
    assert files.read(kept.content) == _picture(900)
    assert files.read(kept.thumbnail)[8:12] == b"WEBP"


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (b"%PDF-1.4 not much of one", "a.pdf", "application/pdf"),
        (b"Scene, place\n1, mill\n", "list.csv", "text/csv"),
        ("Grüße".encode("utf-16"), "letter.txt", "text/plain"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "take.wav", "audio/wav"),
        (b"ID3\x04rest", "song.mp3", "audio/mpeg"),
        (_picture(kind="JPEG"), "called-something-else.txt", "image/jpeg"),
        (_zip(**{"[Content_Types].xml": b"x", "word__document.xml": b"x"}), "deal.docx",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (_zip(mimetype=b"application/vnd.oasis.opendocument.text"), "deal.odt",
         "application/vnd.oasis.opendocument.text"),
    ],
)  # fmt: skip
def test_a_file_is_what_it_holds_and_not_what_it_is_called(data: bytes, name: str, media_type: str):
    assert checked(data, name).media_type == media_type


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\x00rest", "budget.pdf"),
        (b"\x7fELF\x02", "picture.png"),
        (b"#!/bin/sh\nrm -rf /\n", "notes.txt"),
        (b"<!DOCTYPE html><html></html>", "notes.txt"),
        (b"<?xml version='1.0'?>\n<svg xmlns='x'><script/></svg>", "logo.txt"),
        (b"see <SCRIPT src=x>", "notes.txt"),
        (b"alert(1)", "a.js"),
        (b"plain", "a.html"),
        (_zip(**{"a.txt": b"x"}), "many.zip"),
        (_zip(**{"[Content_Types].xml": b"x", "word__vbaProject.bin": b"x"}), "deal.docx"),
        (b"PK\x03\x04broken", "deal.docx"),
        (b"\x00\x01\x02\x03", "data.bin"),
        (_picture()[:60], "half.png"),
        (b"", "empty.txt"),
    ],
)
def test_what_could_run_or_cannot_be_read_is_refused_in_a_sentence(data: bytes, name: str):
    with pytest.raises(InvalidInput, match=name.split(".")[0]):
        checked(data, name)


def test_a_picture_that_is_far_larger_once_opened_is_refused():
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0"))
    with pytest.raises(InvalidInput, match="large"):
        checked(bomb + chunk(b"IEND", b""), "sky.png")


def test_what_is_left_is_told_when_a_file_does_not_fit(
    orchard: Production, owner: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(notes, "QUOTA", 3 * 1024 * 1024)
    attach(owner, _mia(owner, orchard), b"a" * 2 * 1024 * 1024, "one.txt")
    with pytest.raises(InvalidInput, match=r"1\.0 MB of this production's 3\.0 MB are left"):
        attach(owner, _mia(owner, orchard), b"b" * 2 * 1024 * 1024, "two.txt")
    monkeypatch.setattr(notes, "LARGEST", 10)
    with pytest.raises(InvalidInput, match="a file may have"):
        attach(owner, _mia(owner, orchard), b"c" * 11, "three.txt")


def test_a_file_is_handed_out_to_be_kept_and_never_to_be_run(
    client: Client, orchard: Production, owner: User, member: Callable[..., User]
):
    kept = attach(owner, _mia(owner, orchard), _picture(), "Gesicht – Ü.png")
    client.force_login(owner)
    url = f"/p/{orchard.uid}/attachments/{kept.uid}/"
    got = client.get(url)
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got.content == _picture()
    assert client.get(f"{url}thumbnail/")["Content-Type"] == "image/webp"
    client.force_login(member(orchard, "guest"))
    assert client.get(url).status_code in (403, 404)


def test_the_api_adds_edits_counts_and_removes(client: Client, orchard: Production, owner: User):
    client.force_login(owner)
    base = f"/api/v1/productions/{orchard.uid}"
    about = {"kind": "role", "uid": "mia"}

    def send(method: str, path: str, body: dict[str, Any]) -> Any:
        act = getattr(client, method)
        return act(f"{base}/{path}", body, content_type="application/json")

    told = send("post", "notes", {**about, "text": "Ask about Tuesday"}).json()
    assert told["change"] == "Note on 1 Mia" or "Note on" in told["change"]
    note = told["notes"][0]
    told = send("patch", f"notes/{note['uid']}", {"text": "Asked", "version": 1}).json()
    assert told["notes"][0]["text"] == "Asked"
    upload = SimpleUploadedFile("face.png", _picture())
    told = client.post(f"{base}/attachments", {**about, "file": upload}).json()
    assert told["attachments"][0]["thumbnail"]
    assert client.get(f"{base}/notes/counts?kinds=role,scene").json()["role"] == {"mia": 2}
    told = send("delete", f"attachments/{told['attachments'][0]['uid']}", {}).json()
    assert told["attachments"] == []
    assert send("post", "notes", {**about, "text": " "}).status_code == 422
    assert send("post", "notes", {"kind": "role", "uid": "x", "text": "y"}).status_code == 404


def test_files_travel_with_the_production(orchard: Production, owner: User):
    attach(owner, _mia(owner, orchard), b"Keep me", "letter.txt")
    copy = import_production(owner, export_production(owner, orchard), OnExisting.COPY)
    kept = Attachment.objects.get(production=copy)
    assert files.read(kept.content) == b"Keep me"


def test_the_command_line_notes_lists_and_attaches(
    command: Callable[..., Any], orchard: Production, tmp_path: Any
):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Mia")
    on_mia = ["--kind", "role", "--uid", "mia"]
    command("note", "add", orchard.uid, "Ask about Tuesday", *on_mia)
    command("attach", orchard.uid, str(letter), *on_mia)
    told = command("note", "list", orchard.uid, *on_mia).output
    assert "Ask about Tuesday" in told and "letter.txt" in told


def test_the_command_line_finds_a_thing_by_its_name_and_says_what_is_missing(
    command: Callable[..., Any], orchard: Production, owner: User
):
    thing = _mia(owner, orchard)
    named = ["--kind", "role", "--uid", thing.title.split(" ", 1)[1].lower()]
    assert "Noted on" in command("note", "add", orchard.uid, "By name", *named).output
    for kind, uid, said in (("role", "zzz", "There is no part “zzz”"),
                            ("dragon", "x", "Say production, scene")):  # fmt: skip
        done = command("note", "add", orchard.uid, "?", "--kind", kind, "--uid", uid)
        assert done.exit_code == 2 and said in done.stderr
