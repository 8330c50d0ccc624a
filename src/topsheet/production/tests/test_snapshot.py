"""A production leaves as one file and comes back the same."""

import io
import json
import zipfile
from datetime import date

import pytest

from topsheet.kernel.errors import Conflict, InvalidInput, NotAllowed
from topsheet.platform.models import User
from topsheet.production.changes import recording
from topsheet.production.container import SCHEMA, unpack
from topsheet.production.models import ChangeSet, Membership, Production, Scenario
from topsheet.production.snapshot import OnExisting, export_production, import_production

pytestmark = pytest.mark.django_db


@pytest.fixture
def orchard(production, owner):
    made = production(title="Le Verger — 果樹園", country="FR", start=date(2026, 5, 4))
    with recording(made, owner, "Winter laid beside") as changes:
        changes.create(Scenario(production=made, uid="winter", title="Winter", base_sequence=1))
    return made


def changed(data: bytes, name: str, change) -> bytes:
    """The same file with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            text = old.read(info.filename)
            new.writestr(info, change(text) if info.filename == name else text)
    return out.getvalue()


def test_export_import_export_gives_the_same_bytes(orchard, owner, office):
    first = export_production(owner, orchard)
    Production.objects.all().delete()
    back = import_production(owner, first)
    assert export_production(owner, back) == first
    assert (back.uid, back.sequence, back.start) == (orchard.uid, 2, date(2026, 5, 4))


def test_the_file_is_readable_lines(orchard, owner, office):
    document = unpack(export_production(owner, orchard))
    assert [row["uid"] for row in document.records["scenario"]] == ["main", "winter"]
    assert [row["verb"] for row in document.history] == ["Production opened", "Winter laid beside"]


def test_members_and_their_e_mails_stay_in_the_office(orchard, owner, office):
    with zipfile.ZipFile(io.BytesIO(export_production(owner, orchard))) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"@example.org" not in everything


def test_a_production_that_is_here_is_refused_until_the_person_chooses(orchard, owner, office):
    data = export_production(owner, orchard)
    with pytest.raises(Conflict, match="--replace"):
        import_production(owner, data)


def test_a_copy_lies_beside_under_a_uid_of_its_own(orchard, owner, office):
    copy = import_production(owner, export_production(owner, orchard), OnExisting.COPY)
    assert copy.uid != orchard.uid
    assert copy.title == f"{orchard.title} (copy)"
    assert Scenario.objects.filter(production=copy).count() == 2
    assert Scenario.objects.filter(production=orchard).count() == 2


def test_replacing_puts_the_file_in_the_place_of_what_is_here(orchard, owner, member, office):
    data = export_production(owner, orchard)
    guest = member(orchard, "guest")
    with recording(orchard, owner, "Too much") as changes:
        changes.update(Scenario.objects.get(uid="winter"), title="Summer")
    back = import_production(owner, data, OnExisting.REPLACE)
    assert export_production(owner, back) == data
    assert Membership.objects.filter(production=back, user=guest).exists()


def test_only_an_approver_replaces(orchard, owner, member, office):
    data = export_production(owner, orchard)
    with pytest.raises(NotAllowed):
        import_production(member(orchard, "line-producer"), data, OnExisting.REPLACE)


@pytest.mark.parametrize("role", ["first-ad", "financier", "guest"])
def test_who_may_not_see_pay_takes_no_file_out(orchard, member, role, office):
    with pytest.raises(NotAllowed):
        export_production(member(orchard, role), orchard)


def test_a_newer_schema_is_refused(orchard, owner, office):
    def newer(text):
        return json.dumps(json.loads(text) | {"schema": SCHEMA + 1}).encode()

    data = changed(export_production(owner, orchard), "topsheet.json", newer)
    with pytest.raises(InvalidInput, match="newer Topsheet"):
        import_production(owner, data, OnExisting.COPY)


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("records/scenario.jsonl", lambda t: t.replace(b'"title"', b'"toitle"'), "toitle"),
        ("records/scenario.jsonl", lambda t: t + t, "twice"),
        ("records/scenario.jsonl", lambda t: t[:-9], "line 2"),
        ("records/scenario.jsonl", lambda t: t.replace(b'"Winter"', b"null"), "title is damaged"),
        ("records/scenario.jsonl", lambda t: t.replace(b"Winter", b"W" * 999), "title is damaged"),
        ("production.json", lambda t: t.replace(b"2026-05-04", b"never"), "start is damaged"),
        ("history.jsonl", lambda t: t.replace(b'"before"', b'"befor"'), "change set 1"),
        ("topsheet.json", lambda t: b"{}", "does not hold"),
    ],
)
def test_a_damaged_file_changes_nothing_and_says_where(
    orchard, owner, office, name, change, message
):
    data = changed(export_production(owner, orchard), name, change)
    with pytest.raises(InvalidInput, match=message):
        import_production(owner, data, OnExisting.REPLACE)
    assert ChangeSet.objects.filter(production=orchard).count() == 2


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut short", b"INT. KITCHEN - DAY"])
def test_what_is_no_file_of_ours_is_refused(owner, office, data):
    with pytest.raises(InvalidInput):
        import_production(owner, data)


def test_a_file_cut_short_is_refused(orchard, owner, office):
    with pytest.raises(InvalidInput, match="cut short"):
        import_production(owner, export_production(owner, orchard)[:-100])


def test_a_member_who_imports_becomes_its_producer(orchard, owner, person, office):
    data = export_production(owner, orchard)
    Production.objects.all().delete()
    ada: User = person("Ada")
    back = import_production(ada, data)
    assert export_production(ada, back) == data
