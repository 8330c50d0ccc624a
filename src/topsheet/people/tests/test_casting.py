"""Who plays a part, for what, and when they are away: what schedule and budget are told."""

from datetime import date

import pytest

from topsheet.kernel.errors import Conflict, InvalidInput, NotAllowed
from topsheet.kernel.money import UnitPrice
from topsheet.people.casting import cast_by_name, cast_person
from topsheet.people.contacts import (
    delete_company,
    delete_person,
    merge_persons,
    new_company,
    new_person,
)
from topsheet.people.engaging import edit_engagement, end_engagement, engage, keep_away
from topsheet.people.models import Engagement, Person
from topsheet.people.selectors import cast_list, find_role, numbers_issued
from topsheet.people.services import agree_deal, keep_part_away, renumber, save_roles
from topsheet.people.tests.parts import part
from topsheet.production.changes import recording
from topsheet.production.models import ChangeSet


def test_a_part_is_away_when_it_or_its_player_is(made, owner):
    keep_part_away(owner, find_role(made, "odile"), [date(2027, 5, 1)])
    ada = new_person(owner, made, name="Ada Lens")
    cast_person(owner, find_role(made, "odile"), ada)
    keep_away(owner, ada, "2027-05-03", "2027-05-04", "another film")
    odile, samir = cast_list(made)
    assert odile.away == {date(2027, 5, 1), date(2027, 5, 3), date(2027, 5, 4)}
    assert (odile.person, odile.minor, samir.away) == (ada.uid, True, frozenset())


def test_a_rate_counts_once_it_is_agreed(made, owner):
    role = find_role(made, "odile")
    engaged = cast_person(owner, role, new_person(owner, made, name="Ada"))
    assert cast_list(made)[0].rate is None
    agree_deal(owner, role, deal="week", minimum_days=5, rate="1,200.50", rate_unit="week")
    odile = cast_list(made)[0]
    assert (odile.rate, odile.rate_unit) == (UnitPrice(120050, 2, "EUR"), "week")
    assert (odile.deal, odile.minimum_days, odile.assumed) == ("week", 5, False)
    engaged.refresh_from_db()
    assert engaged.status == "agreed"


def test_terms_may_be_agreed_before_anybody_is_cast(made, owner):
    agree_deal(owner, find_role(made, "samir"), deal="day", rate="800")
    assert str(cast_list(made)[1].rate) == "800"
    cast_by_name(owner, find_role(made, "samir"), "Bo Om", add=True)
    assert Engagement.objects.get().person == Person.objects.get(name="Bo Om")
    assert str(cast_list(made)[1].rate) == "800"


def test_a_part_is_recast_and_two_cannot_take_it_at_once(made, owner):
    role = find_role(made, "odile")
    one, other = (new_person(owner, made, name=name) for name in ("Ada", "Bo"))
    cast_person(owner, role, one)
    cast_person(owner, role, other, version=1)
    with pytest.raises(Conflict):
        cast_person(owner, role, one, version=1)
    assert cast_list(made)[0].person == other.uid


def test_casting_somebody_new_is_one_act(made, owner):
    before = ChangeSet.objects.filter(production=made).count()
    cast_by_name(owner, find_role(made, "odile"), "Ada Lens", add=True)
    assert ChangeSet.objects.filter(production=made).count() == before + 1
    assert ChangeSet.objects.latest("sequence").verb == "Ada Lens cast as Odile"


def test_who_is_cast_or_engaged_is_not_deleted(made, owner):
    ada = new_person(owner, made, name="Ada Lens")
    engaged = cast_person(owner, find_role(made, "odile"), ada)
    gaffer = engage(owner, ada, position="Gaffer")
    with pytest.raises(InvalidInput, match=r"plays Odile \(1\) and is engaged as Gaffer"):
        delete_person(owner, ada)
    end_engagement(owner, engaged)
    end_engagement(owner, gaffer)
    delete_person(owner, ada)
    assert not Person.objects.exists()


def test_a_part_somebody_plays_outlives_a_draft_without_it(made, owner):
    cast_by_name(owner, find_role(made, "odile"), "Ada", add=True)
    with recording(made, owner, "New draft") as changes:
        save_roles(changes, made, [part("jean", "1")])
    assert [member.role for member in cast_list(made)] == ["odile", "jean"]


def test_a_number_is_never_given_twice_not_even_after_its_part_is_gone(made, owner):
    with recording(made, owner, "Second draft") as changes:
        save_roles(changes, made, [part("odile", "1")])
    with recording(made, owner, "Third draft") as changes:
        save_roles(changes, made, [part("odile", "1"), part("jean", "2"), part("samir", "3")])
    assert {m.role: m.board_id for m in cast_list(made)} == {
        "odile": "1", "jean": "3", "samir": "2",
    }  # fmt: skip


def test_renumbering_is_an_act_and_refuses_numbers_that_were_given(made, owner):
    renumber(owner, find_role(made, "odile"), "1X")
    with pytest.raises(InvalidInput, match="1 was given to Odile"):
        renumber(owner, find_role(made, "samir"), "1")
    renumber(owner, find_role(made, "odile"), "1")
    assert numbers_issued(made) == {"1": "odile", "2": "samir", "1X": "odile"}


def test_merging_moves_engagements_and_dates_and_fills_what_is_missing(made, owner):
    ada = new_person(owner, made, name="Ada Lens", email="ada@example.org", phones="07700 900123")
    double = new_person(owner, made, name="Lens, Ada", city="London", phones="020 1234")
    cast_person(owner, find_role(made, "odile"), double)
    keep_away(owner, double, "2027-05-03")
    merge_persons(owner, double, ada)
    assert Person.objects.get() == ada
    ada.refresh_from_db()
    assert (ada.city, ada.phones) == ("London", ["07700 900123", "020 1234"])
    assert cast_list(made)[0].away == {date(2027, 5, 3)}


def test_without_pay_in_sight_no_rate_is_set(made, owner, member):
    casting = member(made, "casting")
    ada = new_person(casting, made, name="Ada")
    engage(casting, ada, position="Gaffer")
    with pytest.raises(NotAllowed, match="see pay"):
        engage(casting, ada, position="Grip", rate="500")
    with pytest.raises(NotAllowed, match="see pay"):
        agree_deal(casting, find_role(made, "odile"), deal="day")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"), ({"name": "A", "email": "nope"}, "email"),
        ({"name": "A", "phones": "tbc"}, "phones"), ({"name": "A", "country": "Narnia"}, "country"),
        ({"name": "A" * 201}, "name"), ({"name": "A", "shoe_size": "44"}, "shoe_size"),
    ],
)  # fmt: skip
def test_a_bad_field_is_named(made, owner, fields, field):
    with pytest.raises(InvalidInput) as refused:
        new_person(owner, made, **fields)
    assert refused.value.field == field


def test_companies_represent_and_are_not_deleted_then(made, owner):
    agency = new_company(owner, made, name="Stars Ltd", kind="agency", country="United Kingdom")
    engaged = cast_by_name(owner, find_role(made, "odile"), "Ada", add=True)
    edit_engagement(owner, engaged, agent=agency)
    assert agency.country == "GB"
    with pytest.raises(InvalidInput, match="represents Ada"):
        delete_company(owner, agency)
