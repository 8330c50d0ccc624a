"""Who is told what of a change set."""

from collections.abc import Callable

import pytest

from topsheet.platform.models import User
from topsheet.production.changes import recording
from topsheet.production.models import Membership, Production
from topsheet.production.rows import kinds
from topsheet.production.selectors import scenario_of
from topsheet.production.telling import changes_after
from topsheet.script.models import Draft

pytestmark = pytest.mark.django_db


def _draft(production: Production, actor: User) -> None:
    scenario = scenario_of(production)
    with recording(production, actor, "Blue draft read") as changes:
        changes.create(
            Draft(scenario=scenario, number=1, title="Orchard", file_name="a", format="fountain",
                  colour="blue", pages=1, pages_by_eighths=8, eighths_source="nearest")
        )  # fmt: skip


def test_a_change_in_a_room_one_may_not_see_is_not_told(
    owner: User, production: Callable[..., Production], member: Callable[..., User]
):
    orchard = production()
    guest, writer = member(orchard, "guest"), member(orchard, "upm")
    since = orchard.sequence
    _draft(orchard, owner)
    scenario = scenario_of(orchard)
    assert [one.verb for one in changes_after(guest, orchard, scenario, since)] == [""]
    assert [one.verb for one in changes_after(writer, orchard, scenario, since)] == [
        "Blue draft read"
    ]


def test_what_pay_was_changed_to_is_told_only_to_those_who_see_pay(
    owner: User,
    production: Callable[..., Production],
    member: Callable[..., User],
    monkeypatch: pytest.MonkeyPatch,
):
    """A member's role stands in for a rate: any field may be said to be pay."""
    monkeypatch.setattr(Membership, "PAY", frozenset({"role"}))
    orchard = production()
    ad, upm = member(orchard, "first-ad"), member(orchard, "upm")
    since = orchard.sequence
    row = Membership.objects.get(production=orchard, user=ad)
    with recording(orchard, owner, "Ada from 300 to 320 a day") as changes:
        changes.update(row, role="casting")
    scenario = scenario_of(orchard)
    assert "320" not in changes_after(ad, orchard, scenario, since)[0].verb
    assert "320" in changes_after(upm, orchard, scenario, since)[0].verb


def test_a_change_in_another_scenario_is_told_as_elsewhere(
    owner: User, production: Callable[..., Production]
):
    from topsheet.production.models import Scenario

    orchard = production()
    winter = Scenario(production=orchard, uid="winter", title="Winter")
    with recording(orchard, owner, "Winter forked") as changes:
        changes.create(winter)
    since = orchard.sequence
    _draft(orchard, owner)
    assert [one.here for one in changes_after(owner, orchard, winter, since)] == [False]


def test_a_verb_with_a_figure_is_not_told_to_those_who_may_not_see_pay(production, owner, member):
    made = production()
    financier = member(made, "financier")
    scenario = scenario_of(made)
    with recording(made, owner, "Quay added at € 900 a day") as changes:
        changes.create(kinds()["place"](production=made, uid="quay", name="Quay"))
    assert changes_after(financier, made, scenario, 0)[-1].verb == "Place changed"
    assert changes_after(owner, made, scenario, 0)[-1].verb == "Quay added at € 900 a day"
