"""API of notes and attachments: on anything, by its kind and uid."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, File, Form, Query, Router, Schema, UploadedFile

from topsheet.kernel.errors import InvalidInput
from topsheet.platform.accounts import person_of
from topsheet.platform.models import User
from topsheet.production import notes
from topsheet.production.access import Level, allowed, require
from topsheet.production.models import Attachment, Note
from topsheet.production.notes import Thing, find_thing
from topsheet.production.selectors import find_production, scenario_of

router = Router(tags=["notes"])

Kind = Annotated[str, Query(max_length=40)]
Uid = Annotated[str, Query(max_length=64)]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]


class AboutIn(Schema):
    """The thing: ``scene``, ``strip``, ``element``, ``person``, ``place``, ``budget-line``,
    ``account``, ``production`` or any other kind of record.
    """

    kind: Annotated[str, Field(max_length=40)]
    uid: Annotated[str, Field(max_length=64)]


class NoteIn(AboutIn):
    text: str


class NoteEdit(Schema):
    text: str
    version: Version


@router.get("/productions/{production}/notes", summary="Notes and files on a thing")
def on_a_thing(
    request: HttpRequest, production: str, kind: Kind, uid: Uid, scenario: str = ""
) -> dict[str, Any]:
    """Oldest first; ``left`` is how many bytes of files the production may still take."""
    user = person_of(request)
    return told(user, _thing(user, production, scenario, kind, uid))


@router.get("/productions/{production}/notes/counts", summary="How many notes lie where")
def how_many(
    request: HttpRequest, production: str, kinds: Annotated[str, Query(max_length=400)],
    scenario: str = "",
) -> dict[str, dict[str, int]]:  # fmt: skip
    """Notes and files by kind and uid; ``kinds`` separated by commas."""
    user = person_of(request)
    found = find_production(production, user)
    require(user, found, "production", Level.VIEW)
    counted = notes.counts(user, scenario_of(found, scenario), kinds.split(",")[:20])
    return {kind: dict(of_kind) for kind, of_kind in counted.items()}


@router.post("/productions/{production}/notes", summary="Lay a note on a thing")
def add(request: HttpRequest, production: str, note: NoteIn, scenario: str = "") -> dict[str, Any]:
    user = person_of(request)
    thing = _thing(user, production, scenario, note.kind, note.uid)
    notes.add_note(user, thing, note.text)
    return _written(user, thing)


@router.patch("/productions/{production}/notes/{uid}", summary="Change one's own note")
def edit(
    request: HttpRequest, production: str, uid: str, note: NoteEdit, scenario: str = ""
) -> dict[str, Any]:
    user = person_of(request)
    found = notes.find_remark(user, find_production(production, user), Note, uid)
    notes.edit_note(user, found, note.text, note.version)
    return _written(user, _about(user, found, scenario))


@router.delete("/productions/{production}/notes/{uid}", summary="Take a note off")
def remove(request: HttpRequest, production: str, uid: str, scenario: str = "") -> dict[str, Any]:
    return _removed(request, production, Note, uid, scenario)


@router.post("/productions/{production}/attachments", summary="Attach a file to a thing")
def attach(
    request: HttpRequest, production: str, about: Form[AboutIn], file: File[UploadedFile],
    scenario: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Pictures, PDF, office documents, sound and text, by their content."""
    user = person_of(request)
    thing = _thing(user, production, scenario, about.kind, about.uid)
    name = file.name or "file"
    notes.refuse_too_large(file.size or 0, name)
    notes.attach(user, thing, file.read(), name)
    return _written(user, thing)


@router.delete("/productions/{production}/attachments/{uid}", summary="Take a file off")
def detach(request: HttpRequest, production: str, uid: str, scenario: str = "") -> dict[str, Any]:
    return _removed(request, production, Attachment, uid, scenario)


def _removed(
    request: HttpRequest, production: str, model: Any, uid: str, scenario: str
) -> dict[str, Any]:
    user = person_of(request)
    found = notes.find_remark(user, find_production(production, user), model, uid)
    thing = _about(user, found, scenario)
    notes.delete_remark(user, found)
    return _written(user, thing)


def _thing(user: User, production: str, scenario: str, kind: str, uid: str) -> Thing:
    if "\x00" in kind + uid:
        raise InvalidInput("A kind and a uid have no such letters.", field="uid")
    found = find_production(production, user)
    require(user, found, "production", Level.VIEW)
    return find_thing(user, scenario_of(found, scenario), kind, uid)


def _about(user: User, remark: Any, scenario: str) -> Thing:
    """The thing a remark lies on, even when the thing itself is gone."""
    where = scenario_of(remark.production, scenario or remark.about_scenario)
    return Thing(kind=remark.about_kind, uid=remark.about_uid, room=notes.room_of(remark),
                 title=remark.about_uid, scenario=where)  # fmt: skip


def _written(user: User, thing: Thing) -> dict[str, Any]:
    last = thing.production.change_sets.order_by("-sequence").first()
    change = last.verb if last else ""
    sequence = last.sequence if last else 0
    return {"sequence": sequence, "change": change, **told(user, thing)}


def told(user: User, thing: Thing) -> dict[str, Any]:
    """All that lies on a thing, as rows."""
    found, attached = notes.notes_on(thing)
    approves = allowed(user, thing.production, thing.room, Level.APPROVE)
    return {
        "kind": thing.kind,
        "uid": thing.uid,
        "title": thing.title,
        "may_add": allowed(user, thing.production, thing.room, Level.EDIT),
        "left": notes.left_of_quota(thing.production),
        "largest": notes.LARGEST,
        "notes": [_note_row(note, user, approves) for note in found],
        "attachments": [_file_row(one, user, approves) for one in attached],
    }


def _note_row(note: Note, user: User, approves: bool) -> dict[str, Any]:
    own = note.by_id == user.pk
    return {
        "uid": note.uid, "version": note.version, "text": note.text, "by": note.by_name,
        "at": note.at.isoformat(), "own": own, "may_delete": own or approves,
    }  # fmt: skip


def _file_row(one: Attachment, user: User, approves: bool) -> dict[str, Any]:
    url = reverse("production:attachment", args=[one.production.uid, one.uid])
    own = one.by_id == user.pk
    return {
        "uid": one.uid, "name": one.name, "size": one.size, "media_type": one.media_type,
        "by": one.by_name, "at": one.at.isoformat(), "url": url,
        "thumbnail": f"{url}thumbnail/" if one.thumbnail else "", "may_delete": own or approves,
    }  # fmt: skip
