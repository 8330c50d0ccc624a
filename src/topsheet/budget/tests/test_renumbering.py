"""An account gets another number; everything that names it follows, in one act."""

import pytest

from topsheet.budget import charge_editing, held, models, versions
from topsheet.budget.chart_editing import add_account
from topsheet.budget.editing import insert_lines
from topsheet.budget.following import _by_code
from topsheet.budget.live import live
from topsheet.budget.renumbering import renumber_account
from topsheet.budget.selectors import load_estimate
from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.production.models import Note
from topsheet.production.undo import undo


@pytest.fixture
def crew(scenario):
    """The account with the most lines, which stands in a category."""
    budget = live(scenario).budget
    inside = [a.code for a in budget.accounts if a.category]
    return max(inside, key=lambda code: sum(line.account == code for line in budget.lines))


def test_lines_go_along_and_every_total_stays(owner, scenario, crew):
    before = load_estimate(scenario)
    keys = [line.key for line in before.budget.lines if line.account == crew]
    renumber_account(owner, scenario, crew, "7777", name="Crew")
    after = load_estimate(scenario)
    assert [line.key for line in after.budget.lines if line.account == "7777"] == keys
    assert after.result.total == before.result.total
    assert after.result.accounts["7777"].total == before.result.accounts[crew].total
    assert after.result.accounts["7777"].account.name == "Crew"
    assert crew not in after.result.accounts
    assert held.read(scenario).budget == live(scenario).budget


def test_bases_and_postings_that_name_it_follow(owner, scenario, crew):
    item = live(scenario).budget.contractuals[0]
    charge_editing.set_contractual(owner, scenario, item.key, {"exclude": crew})
    charge_editing.add_fringe(
        owner, scenario, {"name": "Levy", "percent": "1", "posting": "own account", "account": crew}
    )
    total = load_estimate(scenario).result.total
    renumber_account(owner, scenario, crew, "7777")
    budget = live(scenario).budget
    assert next(c for c in budget.contractuals if c.key == item.key).exclude == ("7777",)
    assert next(f for f in budget.fringes if f.key == "levy").account == "7777"
    assert load_estimate(scenario).result.total == total


def test_a_category_takes_its_accounts_along(owner, scenario, crew):
    category = next(a.category for a in live(scenario).budget.accounts if a.code == crew)
    inside = {a.code for a in live(scenario).budget.accounts if a.category == category}
    renumber_account(owner, scenario, category, "ZZ")
    assert {a.code for a in live(scenario).budget.accounts if a.category == "ZZ"} == inside


def test_undo_gives_the_old_number_back(owner, scenario, crew):
    before = live(scenario).budget
    note = Note.objects.create(
        production=scenario.production, text="Ask Ana", about_kind="account", about_uid=crew,
        about_scenario=scenario.uid,
    )  # fmt: skip
    renumber_account(owner, scenario, crew, "7777")
    note.refresh_from_db()
    assert note.about_uid == "7777"
    undo(owner, scenario.production)
    note.refresh_from_db()
    assert note.about_uid == crew
    assert live(scenario).budget == held.read(scenario).budget == before


def test_lines_of_the_plan_still_find_it(owner, scenario, crew):
    renumber_account(owner, scenario, crew, "7777")
    renumber_account(owner, scenario, "7777", "8888")
    assert _by_code(scenario)[crew].uid == "8888"
    renumber_account(owner, scenario, "8888", crew)
    assert models.Account.objects.get(scenario=scenario, uid=crew).charted == ""


def test_a_number_that_was_issued_stays_and_the_version_is_named(owner, scenario, crew, office):
    versions.approve(owner, scenario, "Green light")
    with pytest.raises(InvalidInput, match="“Green light”, so it stays"):
        renumber_account(owner, scenario, crew, "7777")
    add_account(owner, scenario, "ZZ1", "New", level="other")
    insert_lines(owner, scenario, account="ZZ1", cells=[{"name": "Boat", "price": "5"}])
    renumber_account(owner, scenario, "ZZ1", "ZZ2")
    assert live(scenario).budget.lines[-1].account == "ZZ2"


def test_a_number_that_cannot_be_is_refused(owner, scenario, crew):
    taken = live(scenario).budget.accounts[0].code
    for new in ("", "33/1", "9" * 13, taken, crew):
        with pytest.raises(InvalidInput):
            renumber_account(owner, scenario, crew, new)
    with pytest.raises(NotFound):
        renumber_account(owner, scenario, "nowhere", "1")
