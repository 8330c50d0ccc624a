"""Bad input at every door: one sentence and nothing kept, or a plan with a remark."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.harness.pages import assert_clean_page
from topsheet.chain.tests.bad_scripts import PLANNED, REFUSED, SMALL
from topsheet.platform.jobs import work
from topsheet.platform.models import Job, JobState
from topsheet.production.models import Production

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("", "script/", "breakdown/", "breakdown/elements/", "breakdown/places/", "board/",
         "day-out-of-days/", "budget/")  # fmt: skip


@pytest.fixture
def signed_in(client: Client, owner, office) -> Client:
    client.force_login(owner)
    return client


def web_form(name: str, content: bytes, **choices: str) -> dict[str, object]:
    sent = {"kind": "feature", "level": "low", "days_per_week": "5", "effort": "3"}
    return {"file": SimpleUploadedFile(name, content), **sent, **choices}


def saved(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def assert_sentence(done, says: str) -> None:
    """Exit code 2 and one line that says what must be said."""
    assert done.exit_code == 2, (done.stderr, done.exception)
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_script_is_refused_at_the_terminal(command, tmp_path, case):
    name, content, says = REFUSED[case]
    file = saved(tmp_path, name, content)
    assert_sentence(command("plan", file, "--effort", "1", "--json"), says)
    assert_sentence(command("script", "read", file, "--json"), says)
    assert not Production.objects.exists()


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_script_fails_its_job_with_the_sentence(signed_in, case):
    name, content, says = REFUSED[case]
    answers = [
        signed_in.post("/new/", web_form(name, content)),
        signed_in.post("/api/v1/plans", {"file": SimpleUploadedFile(name, content)}),
    ]
    work(once=True)
    assert [answer.status_code for answer in answers] == [302, 202]
    for job in Job.objects.all():
        assert job.state == JobState.FAILED
        assert says in job.error
        assert "unforeseen" not in job.error
        assert_clean_page(signed_in.get(f"/jobs/{job.id}/"))
    assert not Production.objects.exists()


@pytest.mark.parametrize("case", PLANNED)
def test_an_odd_script_is_planned_and_remarked_on(command, tmp_path, signed_in, case):
    name, content, says = PLANNED[case]
    file = saved(tmp_path, name, content)
    done = command("plan", file, "--effort", "1", "--json", "--out", str(tmp_path / "out"))
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    remarks = [problem["message"] for problem in told["script"]["problems"]]
    assert not says or any(says in remark for remark in remarks), remarks
    uid = told["production"]["uid"]
    for page in PAGES:
        text = assert_clean_page(signed_in.get(f"/p/{uid}/{page}"))
        assert "<script>alert" not in text
        assert "<IMG" not in text
    for page in ("topsheet", "script"):
        answer = signed_in.get(f"/api/v1/productions/{uid}/{page}")
        assert answer.status_code == 200


@pytest.mark.parametrize("case", ["NUL bytes", "long names in an FDX", "emoji in a PDF", "markup"])
def test_an_odd_script_is_planned_from_the_form(signed_in, case):
    name, content, _ = PLANNED[case]
    asked = signed_in.post("/new/", web_form(name, content))
    work(once=True)
    arrived = signed_in.get(asked["Location"])
    job = Job.objects.get()
    assert job.state == JobState.DONE, job.error
    assert_clean_page(signed_in.get(arrived["Location"]))


def test_a_script_of_omitted_scenes_has_nothing_to_shoot(command, tmp_path):
    file = saved(tmp_path, "gone.fountain", b".OMITTED #1#\n\nINT. OMITTED\n\n.OMITTED #3#\n")
    assert_sentence(command("plan", file), "nothing to shoot")
    assert command("script", "read", file).exit_code == 0
    assert not Production.objects.exists()


OPTIONS = [
    ("start", "1800-01-01", "1800-01-01"),
    ("start", "soon", "2027-04-05"),
    ("country", "XX", "XX"),
    ("country", "F\x00", ""),
    ("agreements", "no-such", "no-such"),
    ("level", "huge", "micro, low or mid"),
    ("kind", "opera", "feature, short or episode"),
    ("currency", "ABC", "ABC"),
    ("days_per_week", "9", "between 4 and 7"),
    ("effort", "lots", "whole number"),
    ("effort", "0", "between 1 and 1000"),
    ("eighths", "floor", "nearest, ceil or reconciled"),
]


@pytest.mark.parametrize(("field", "given", "says"), OPTIONS)
def test_a_wrong_option_is_named_over_the_api(signed_in, field, given, says):
    file = SimpleUploadedFile("two.fountain", SMALL.encode())
    refused = signed_in.post("/api/v1/plans", {"file": file, field: given})
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    told = refused.json()
    assert told["field"] == field
    assert says in told["detail"]
    assert not Job.objects.exists()


@pytest.mark.parametrize(("field", "given", "says"), OPTIONS)
def test_a_wrong_choice_is_said_at_its_field(signed_in, field, given, says):
    page = signed_in.post("/new/", web_form("two.fountain", SMALL.encode(), **{field: given}))
    text = assert_clean_page(page)
    assert f'id="id_{field}_error"' in text
    assert not Job.objects.exists()


def test_a_request_without_a_script_or_with_a_misspelt_option_is_refused(signed_in):
    file = SimpleUploadedFile("two.fountain", SMALL.encode())
    for sent, field in (({}, "file"), ({"file": file, "contry": "FR"}, "contry")):
        refused = signed_in.post("/api/v1/plans", sent)
        assert (refused.status_code, refused.json()["field"]) == (422, field)
    body = signed_in.post("/api/v1/plans", {"kind": "short"}, content_type="application/json")
    assert body.status_code == 422
    assert body["Content-Type"] == "application/problem+json"


def test_what_is_too_large_for_a_script_is_refused_at_every_door(
    command, signed_in, tmp_path, monkeypatch
):
    monkeypatch.setattr("topsheet.chain.services.LARGEST", 100)
    monkeypatch.setattr("topsheet.chain.planning.LARGEST", 100)
    large = SMALL.encode() * 9
    assert_sentence(command("plan", saved(tmp_path, "large.fountain", large)), "50 MB")
    page = signed_in.post("/new/", web_form("large.fountain", large))
    assert 'id="id_file_error"' in assert_clean_page(page)
    sent = {"file": SimpleUploadedFile("large.fountain", large)}
    assert signed_in.post("/api/v1/plans", sent).json()["field"] == "file"


def test_a_title_is_cut_and_freed_of_what_cannot_be_printed(signed_in):
    file = SimpleUploadedFile("two.fountain", SMALL.encode())
    sent = {"file": file, "title": "Two\x00 Rooms\u202e " + "x" * 999, "effort": "1"}
    assert signed_in.post("/api/v1/plans", sent).status_code == 202
    work(once=True)
    assert Job.objects.get().error == ""
    assert Production.objects.get().title.startswith("Two Rooms x")


def test_a_folder_that_cannot_be_written_is_named_before_any_work(command, tmp_path):
    file = saved(tmp_path, "two.fountain", SMALL.encode())
    assert_sentence(command("plan", file, "--out", file), "--out")
    assert_sentence(command("plan", file, "--out", f"{file}/below"), "--out")
    assert_sentence(command("plan", file, "--out", "/proc/none"), "--out")
    assert not Production.objects.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_a_file_name_in_another_encoding_is_mended(command, tmp_path):
    file = saved(tmp_path, os.fsdecode(b"caf\xe9.fountain"), SMALL.encode())
    assert command("script", "read", file).exit_code == 0
    done = command("plan", file, "--effort", "1", "--json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["production"]["title"] == "caf\ufffd"


def test_no_text_of_a_script_becomes_a_formula_of_the_workbook(command, tmp_path):
    import openpyxl

    name, content, _ = PLANNED["formulas"]
    out = tmp_path / "out"
    done = command("plan", saved(tmp_path, name, content), "--effort", "1", "--out", str(out))
    assert done.exit_code == 0, done.stderr
    book = openpyxl.load_workbook(out / "budget.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert "=cmd|'/c calc'!A1" in texts
    for formula in (str(cell.value) for cell in cells if cell.data_type == "f"):
        assert "|" not in formula
        assert "http" not in formula
