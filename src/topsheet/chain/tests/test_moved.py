"""What a write moved, and what changed since: exactly, after a gap, and for whom."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client

from tests.harness.pages import assert_clean_fragment, assert_clean_page
from topsheet.budget.models import Line
from topsheet.chain import standings
from topsheet.chain.changed import changed_since
from topsheet.chain.changed_text import changed_as_text
from topsheet.chain.demo_film import DEMO, demo_script
from topsheet.chain.models import Look, Stood
from topsheet.chain.moved import headline, moved_since
from topsheet.chain.services import save_plan
from topsheet.chain.since import looked, since_of
from topsheet.chain.standings import standing_now
from topsheet.kernel.errors import InvalidInput
from topsheet.platform import clock
from topsheet.production.changes import recording
from topsheet.production.models import ChangeSet
from topsheet.production.selectors import scenario_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(made, owner, office):
    standings.forget()
    return save_plan(made, demo_script(), DEMO, owner)


@pytest.fixture
def scenario(planned):
    found = scenario_of(planned)
    standing_now(found)
    return found


def _dearer(scenario, actor, *, pay: bool = False, by: int = 3) -> Line:
    """One line's price made ``by`` times what it was."""
    lines = Line.objects.filter(scenario=scenario, price_coefficient__gt=100)
    line = next(one for one in lines if (one.component != "not pay") == pay and not one.group)
    with recording(scenario.production, actor, f"{line.name} made dearer") as changes:
        changes.update(line, price_coefficient=line.price_coefficient * by)
    return line


def test_a_write_tells_every_figure_it_moved_before_and_after(scenario, owner):
    since = scenario.production.sequence
    before = standing_now(scenario).standing.figures["budget"].value
    line = _dearer(scenario, owner)
    moved = moved_since(scenario, owner, since)
    by = {move.address: move for move in moved.moves}
    assert moved.exact and moved.before == since
    assert by["budget"].before == before
    assert by["budget"].after == standing_now(scenario).standing.figures["budget"].value
    assert any(address.endswith(f"/{line.uid}") for address in by)
    assert headline(moved).startswith("Estimate €")


def test_nothing_written_is_nothing_moved(scenario, owner):
    moved = moved_since(scenario, owner, scenario.production.sequence)
    assert moved.exact and not moved.moves and not headline(moved)


def test_two_writes_are_told_together_and_one_by_one(scenario, owner):
    since = scenario.production.sequence
    _dearer(scenario, owner)
    first = moved_since(scenario, owner, since)
    _dearer(scenario, owner, by=5)
    both = moved_since(scenario, owner, since)
    second = moved_since(scenario, owner, since + 1)
    totals = [next(m for m in one.moves if m.address == "budget") for one in (first, second, both)]
    assert totals[0].difference + totals[1].difference == totals[2].difference


def test_a_restart_keeps_accounts_and_says_nothing_of_lines(scenario, owner):
    since = scenario.production.sequence
    _dearer(scenario, owner)
    standings.forget()
    moved = moved_since(scenario, owner, since)
    assert moved.exact and not moved.lines
    assert "budget" in {move.address for move in moved.moves}


def test_what_nobody_looked_at_in_between_is_one_step_and_says_so(scenario, owner):
    noted = scenario.production.sequence
    _dearer(scenario, owner)
    _dearer(scenario, owner, by=5)
    moved = moved_since(scenario, owner, noted + 1)
    assert not moved.exact
    assert moved.before == noted
    assert "budget" in {move.address for move in moved.moves}


def test_a_change_that_moves_no_figure_leaves_no_row(scenario, owner):
    rows = Stood.objects.count()
    with recording(scenario.production, owner, "Renamed") as changes:
        changes.update(scenario.production, title="Another title")
    assert not moved_since(scenario, owner, scenario.production.sequence - 1).moves
    assert Stood.objects.count() == rows


def test_one_persons_rise_is_withheld_from_those_who_may_not_see_pay(scenario, owner, member):
    financier = member(scenario.production, "financier")
    standing_now(scenario)
    since = scenario.production.sequence
    _dearer(scenario, owner, pay=True)
    theirs = moved_since(scenario, financier, since)
    money = [move for move in theirs.moves if move.unit == "money"]
    assert money and all(move.withheld for move in money)
    assert "€" not in headline(theirs)
    assert "€" in headline(moved_since(scenario, owner, since))


def test_a_role_without_the_budget_hears_of_no_money(scenario, owner, member):
    assistant = member(scenario.production, "first-ad")
    since = scenario.production.sequence
    _dearer(scenario, owner)
    assert not moved_since(scenario, assistant, since).moves


def test_since_before_the_plan_is_compared_with_the_first_figures_kept(scenario, owner):
    first = scenario.production.sequence
    _dearer(scenario, owner)
    changed = changed_since(scenario, owner, "yesterday")
    assert changed.since.sequence == 0
    assert changed.kept_from == first
    assert changed.moved.moves == moved_since(scenario, owner, first).moves != ()
    assert f"kept from change {first} on" in changed_as_text(changed)


def test_since_a_day_is_since_that_morning(planned, owner):
    now = clock.now()
    sets = list(ChangeSet.objects.filter(production=planned).order_by("sequence"))
    ChangeSet.objects.filter(pk=sets[0].pk).update(at=now - timedelta(days=9))
    for one in sets[1:]:
        ChangeSet.objects.filter(pk=one.pk).update(at=now)
    assert since_of("today", owner, planned).sequence == sets[0].sequence
    assert since_of("friday", owner, planned).sequence == sets[0].sequence
    assert since_of((now - timedelta(days=30)).date().isoformat(), owner, planned).sequence == 0
    assert since_of("#2", owner, planned).sequence == 2
    with pytest.raises(InvalidInput, match="no time to look back to"):
        since_of("the other day", owner, planned)


def test_a_visit_lasts_and_a_pause_begins_another(planned, scenario, owner):
    looked(owner, planned)
    first = planned.sequence
    _dearer(scenario, owner)
    assert since_of("look", owner, planned).sequence == first
    planned.refresh_from_db()
    looked(owner, planned)
    assert since_of("look", owner, planned).sequence == first
    Look.objects.update(at=clock.now() - timedelta(hours=2))
    assert since_of("look", owner, planned).sequence == planned.sequence


def test_the_page_tells_figures_and_people(client: Client, scenario, owner):
    client.force_login(owner)
    since = scenario.production.sequence
    line = _dearer(scenario, owner)
    url = f"/p/{scenario.production.uid}/changes/?since={since}"
    html = assert_clean_page(client.get(url))
    assert "Estimate" in html and f"{line.name} made dearer" in html
    assert_clean_fragment(client.get(url, headers={"HX-Request": "true"}))
    assert client.get(f"/p/{scenario.production.uid}/changes/?since=soon").status_code == 422


def test_an_open_page_is_told_the_headline_and_the_marks_of_the_rail(
    client: Client, scenario, owner
):
    client.force_login(owner)
    since = scenario.production.sequence
    _dearer(scenario, owner)
    told = client.get(f"/p/{scenario.production.uid}/moved/?since={since}").json()
    assert told["headline"] and told["count"] == len(told["moves"])
    assert any(mark for mark in told["marks"].values())


def test_the_api_tells_the_same(client: Client, scenario, owner):
    client.force_login(owner)
    base = f"/api/v1/productions/{scenario.production.uid}"
    since = scenario.production.sequence
    _dearer(scenario, owner)
    moved = client.get(f"{base}/moved?since={since}").json()
    assert moved["exact"] is True
    changes = client.get(f"{base}/changes?since={since}").json()
    assert changes["moves"] == moved["moves"]
    assert [one["who"] for one in changes["changes"]] == [str(owner)]
    assert client.get(f"{base}/moved?since=-1").status_code == 422
    assert client.get(f"{base}/changes?since=%00").status_code == 422


def test_the_command_line_tells_the_same(command, scenario, owner):
    since = scenario.production.sequence
    _dearer(scenario, owner)
    told = command("changes", scenario.production.uid, "--since", str(since), "--json")
    assert json.loads(told.output)["headline"].startswith("Estimate")


def test_changed_since_lists_the_newest_first(scenario, owner):
    since = scenario.production.sequence
    _dearer(scenario, owner)
    last = _dearer(scenario, owner, by=5)
    changed = changed_since(scenario, owner, str(since))
    assert changed.told[0].verb == f"{last.name} made dearer"
    assert len(changed.told) == 2
