"""The table of roles, cell by cell, and what people who are no members see."""

import pytest

from topsheet.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from topsheet.production.access import Level, allowed, level_in, may_see_pay, require
from topsheet.production.models import Membership
from topsheet.production.roles import LEVELS, ROOMS, SEE_PAY, ProductionRole
from topsheet.production.services import add_member, remove_member

# Written a second time and otherwise than in roles.py, so that a slip in either is seen:
# for each room who may view it, who of these may edit, who of these approve.
_ALL = set(ProductionRole.values)
_VIEW = {
    "production": _ALL,
    "people": _ALL - {"guest"},
    "places": _ALL - {"guest", "payroll", "casting", "post", "music"},
    "script": _ALL - {"guest", "payroll"},
    "breakdown": _ALL - {"guest", "payroll"},
    "schedule": _ALL - {"guest"},
    "budget": {"producer", "line-producer", "upm", "accountant", "payroll", "financier",
               "bond-company", "auditor"},
}  # fmt: skip
_EDIT = {
    "production": {"producer", "line-producer", "upm"},
    "people": {"producer", "line-producer", "upm", "coordinator", "second-ad", "casting"},
    "places": {"producer", "line-producer", "upm", "coordinator", "first-ad", "location-manager"},
    "script": {"producer", "line-producer", "upm", "script-supervisor"},
    "breakdown": {"producer", "line-producer", "upm", "coordinator", "first-ad", "second-ad",
                  "script-supervisor", "department-head"},
    "schedule": {"producer", "line-producer", "upm", "coordinator", "first-ad", "second-ad"},
    "budget": {"producer", "line-producer", "upm", "accountant"},
}  # fmt: skip
_APPROVE = {
    "production": {"producer"},
    "people": {"producer", "line-producer", "upm"},
    "places": {"producer", "line-producer", "upm"},
    "script": {"producer"},
    "breakdown": {"producer", "line-producer"},
    "schedule": {"producer", "line-producer", "upm"},
    "budget": {"producer", "line-producer"},
}
_PAY = {"producer", "line-producer", "upm", "accountant", "payroll", "bond-company", "auditor"}


def expected(role: str, room: str) -> Level:
    for level, who in ((Level.APPROVE, _APPROVE), (Level.EDIT, _EDIT), (Level.VIEW, _VIEW)):
        if role in who[room]:
            return level
    return Level.NONE


def test_the_table_has_every_role_and_room_and_no_other():
    assert set(LEVELS) == _ALL
    assert set(ROOMS) == set(_VIEW)
    assert all(set(rooms) == set(ROOMS) for rooms in LEVELS.values())


@pytest.mark.parametrize("role", ProductionRole.values)
def test_a_role_reaches_as_far_as_the_table_says(role, production, member):
    made = production()
    user = member(made, role)
    for room in ROOMS:
        assert level_in(user, made, room) == expected(role, room), room
        for level in Level:
            assert allowed(user, made, room, level) == (expected(role, room) >= level)
    assert may_see_pay(user, made) == (role in _PAY) == (role in SEE_PAY)


def test_who_edits_or_approves_also_views():
    for room in ROOMS:
        assert _APPROVE[room] <= _EDIT[room] <= _VIEW[room]


def test_an_owner_may_do_everything(production, owner):
    made = production()
    Membership.objects.all().delete()
    assert all(level_in(owner, made, room) == Level.APPROVE for room in ROOMS)
    assert may_see_pay(owner, made)


def test_two_roles_reach_as_far_as_the_farther(production, member, owner):
    made = production()
    user = member(made, "first-ad")
    add_member(owner, made, user, "accountant")
    assert level_in(user, made, "schedule") == Level.EDIT
    assert level_in(user, made, "budget") == Level.EDIT
    assert may_see_pay(user, made)


def test_somebody_from_another_production_finds_nothing(production, member):
    mine, other = production("Mine"), production("Other")
    user = member(other, "producer")
    with pytest.raises(NotFound):
        require(user, mine, "production", Level.VIEW)


def test_a_member_whose_role_does_not_reach_is_told_so(production, member):
    made = production()
    with pytest.raises(NotAllowed, match="The Orchard"):
        require(member(made, "guest"), made, "budget", Level.VIEW)


def test_somebody_who_was_let_go_finds_nothing(production, member, owner):
    made = production()
    user = member(made, "upm")
    user.is_active = False
    with pytest.raises(NotFound):
        require(user, made, "schedule", Level.VIEW)
    assert not may_see_pay(user, made)


def test_members_come_and_go_in_the_history(production, member, owner):
    made = production()
    user = member(made, "upm")
    with pytest.raises(Conflict):
        add_member(owner, made, user, "upm")
    with pytest.raises(InvalidInput):
        add_member(owner, made, user, "emperor")
    remove_member(owner, Membership.objects.get(user=user))
    verbs = [change_set.verb for change_set in made.change_sets.all()]
    assert verbs[1:] == [f"{user} joined as Unit production manager", f"{user} left"]


def test_only_who_may_approve_lets_people_in(production, member, person):
    made = production()
    with pytest.raises(NotAllowed):
        add_member(member(made, "upm"), made, person("Eve"), "guest")
