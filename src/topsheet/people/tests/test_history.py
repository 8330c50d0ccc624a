"""People and places can be taken back, and travel whole in a file."""

import pytest

from topsheet.people.casting import cast_by_name
from topsheet.people.contacts import merge_persons, new_company, new_person
from topsheet.people.engaging import edit_engagement, engage, keep_away
from topsheet.people.importing import save_import
from topsheet.people.models import Away, Company, Engagement, Person, Role
from topsheet.people.selectors import cast_list, find_role
from topsheet.people.services import agree_deal
from topsheet.production.journal import Asked, journal
from topsheet.production.models import Production
from topsheet.production.rows import as_json
from topsheet.production.snapshot import export_production, import_production
from topsheet.production.undo import undo

_KINDS = (Role, Company, Person, Engagement, Away)


def rows_of(production) -> dict[str, dict]:
    found = {}
    for model in _KINDS:
        for row in model.objects.filter(production=production):
            found[f"{model.KIND} {row.uid}"] = as_json([row])[0]
    return found


@pytest.fixture
def manned(made, owner):
    ada = new_person(owner, made, name="Ada Lens", email="ada@example.org", diet="no nuts")
    engaged = cast_by_name(owner, find_role(made, "odile"), "Ada Lens")
    edit_engagement(owner, engaged, agent=new_company(owner, made, name="Stars Ltd"))
    agree_deal(owner, find_role(made, "odile"), deal="week", rate="1200.5", rate_unit="week")
    engage(owner, ada, position="Gaffer")
    keep_away(owner, ada, "2027-05-01", "2027-05-03", "another film")
    return made


def test_a_file_carries_everybody_with_terms_and_dates(manned, owner, office):
    before = (rows_of(manned), cast_list(manned))
    data = export_production(owner, manned)
    Production.objects.all().delete()
    back = import_production(owner, data)
    assert (rows_of(back), cast_list(back)) == before


def test_a_merge_and_an_import_are_taken_back_whole(manned, owner):
    before = rows_of(manned)
    double = new_person(owner, manned, name="Lens, Ada")
    merge_persons(owner, Person.objects.get(email="ada@example.org"), double)
    save_import(owner, manned, b"Name,E-mail\nBo Om,bo@example.org\nADA,ada@example.org\n", "x.csv")
    for _ in range(3):
        undo(owner, manned)
    after = rows_of(manned)
    assert after == before


def test_the_journal_calls_an_engagement_by_its_part_and_an_absence_by_its_person(manned, owner):
    keep_away(owner, Person.objects.get(name="Ada Lens"), "2027-06-01")
    entries = journal(owner, manned, Asked()).entries
    told = {f"{one.word} {one.title}" for entry in entries for one in entry.records or ()}
    assert {"engagement odile", "time away another film", "time away Ada Lens"} <= {
        one.replace("Odile", "odile") for one in told
    }
