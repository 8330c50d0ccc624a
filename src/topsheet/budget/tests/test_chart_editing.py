"""Accounts, globals, fringes, contractuals, groups and rates; what is in use is not deleted."""

import pytest

from topsheet.budget import charge_editing, chart_editing, held
from topsheet.budget.editing import CellEdit, insert_lines, set_cells
from topsheet.budget.live import live
from topsheet.budget.selectors import load_estimate
from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.kernel.money import Percent


def global_of(scenario, name):
    return next((g for g in live(scenario).budget.globals if g.name == name), None)


def test_an_account_is_added_between_its_neighbours_renamed_and_deleted(owner, scenario):
    accounts = live(scenario).budget.accounts
    one = next(a for a in accounts if a.category)
    code = f"{one.code}5"[:12]
    chart_editing.add_account(owner, scenario, code, "Drones", category=one.category)
    codes = [a.code for a in live(scenario).budget.accounts if a.category == one.category]
    assert codes == sorted(codes) and code in codes
    chart_editing.rename_account(owner, scenario, code, "Drones and cranes")
    insert_lines(owner, scenario, account=code, cells=[{"name": "Drone"}])
    with pytest.raises(InvalidInput, match="is used by line “Drone”"):
        chart_editing.delete_account(owner, scenario, code)
    assert held.read(scenario).budget == live(scenario).budget


def test_an_account_in_use_names_what_uses_it(owner, scenario):
    budget = live(scenario).budget
    for code in {c.account for c in budget.contractuals}:
        with pytest.raises(InvalidInput, match="is used by"):
            chart_editing.delete_account(owner, scenario, code)
    category = next(a.category for a in budget.accounts if a.category)
    with pytest.raises(InvalidInput, match="account"):
        chart_editing.delete_account(owner, scenario, category)


@pytest.mark.parametrize(
    ("code", "name"), [("", "X"), ("33/1", "X"), ("fringe", "X"), ("9" * 13, "X"), ("3305", " ")]
)
def test_an_account_that_cannot_be_is_refused(owner, scenario, code, name):
    with pytest.raises(InvalidInput):
        chart_editing.add_account(owner, scenario, code, name, level="production")


def test_a_global_is_renamed_in_every_formula(owner, scenario):
    total = load_estimate(scenario).result.total
    set_cells(owner, scenario, [CellEdit("gaffer", "amount", "shoot_weeks * 2")])
    set_cells(owner, scenario, [CellEdit("gaffer", "amount", "3")])  # the override keeps a formula
    doubled = load_estimate(scenario).result.total
    chart_editing.rename_global(owner, scenario, "shoot_weeks", "weeks_of_shoot")
    budget = live(scenario).budget
    texts = [line.amount + line.times + line.amount_derived for line in budget.lines]
    texts += [item.formula for item in budget.globals]
    assert not any("shoot_weeks" in text for text in texts)
    assert any("weeks_of_shoot" in text for text in texts)
    assert load_estimate(scenario).result.total == doubled != total
    assert held.read(scenario).budget == budget


def test_a_global_in_use_is_not_deleted_and_one_that_is_free_is(owner, scenario):
    with pytest.raises(InvalidInput, match="Global shoot_weeks is used by"):
        chart_editing.delete_global(owner, scenario, "shoot_weeks")
    chart_editing.add_global(owner, scenario, "spare", "1 234.5")
    assert global_of(scenario, "spare").formula == "1234.5"
    chart_editing.delete_global(owner, scenario, "spare")
    assert global_of(scenario, "spare") is None


def test_a_circle_of_globals_is_named_and_nothing_is_written(owner, scenario):
    chart_editing.add_global(owner, scenario, "a", "2")
    chart_editing.add_global(owner, scenario, "b", "a + 1")
    with pytest.raises(InvalidInput, match="a → b → a"):
        chart_editing.set_global(owner, scenario, "a", {"formula": "b * 2"})
    assert global_of(scenario, "a").formula == "2"


@pytest.mark.parametrize("formula", ["nothing_known", "1 / 0", "2 +"])
def test_a_global_that_does_not_hold_is_refused_by_name(owner, scenario, formula):
    with pytest.raises(InvalidInput) as refusal:
        chart_editing.set_global(owner, scenario, "pages", {"formula": formula})
    assert refusal.value.message.endswith(".") or "did you mean" in refusal.value.message


def test_a_counted_global_typed_over_can_follow_the_plan_again(owner, scenario):
    counted = global_of(scenario, "pages").formula
    chart_editing.set_global(owner, scenario, "pages", {"formula": "120"})
    assert global_of(scenario, "pages").formula_derived == counted
    chart_editing.restore_global(owner, scenario, "pages")
    assert global_of(scenario, "pages").formula == counted
    with pytest.raises(InvalidInput, match="nothing to restore"):
        chart_editing.restore_global(owner, scenario, "pages")


def test_a_fringe_is_edited_added_and_kept_while_lines_carry_it(owner, scenario):
    key = live(scenario).budget.fringes[0].key
    charge_editing.set_fringe(
        owner, scenario, key, {"percent": "14.2 %", "cut_off": "", "name": "NI"}
    )
    fringe = live(scenario).budget.fringes[0]
    assert (fringe.percent, fringe.cut_off, fringe.name) == (Percent.of("14.2"), None, "NI")
    with pytest.raises(InvalidInput, match="is carried by"):
        charge_editing.delete_fringe(owner, scenario, key)
    charge_editing.add_fringe(owner, scenario, {"name": "Apprentice levy", "percent": "0.5"})
    charge_editing.delete_fringe(owner, scenario, "apprentice-levy")
    for bad in ({"percent": "x"}, {"posting": "moon"}, {"on": "none"}, {"what": "1"}):
        with pytest.raises(InvalidInput):
            charge_editing.set_fringe(owner, scenario, key, bad)
    assert held.read(scenario).budget == live(scenario).budget


def test_a_contractual_is_edited_added_and_deleted(owner, scenario):
    item = live(scenario).budget.contractuals[0]
    before = load_estimate(scenario).result.contractuals[item.key].amount
    charge_editing.set_contractual(owner, scenario, item.key, {"percent": "20", "exclude": "post"})
    assert load_estimate(scenario).result.contractuals[item.key].amount != before
    charge_editing.add_contractual(
        owner, scenario, {"name": "Gift", "flat": "-500", "account": item.account}
    )
    charge_editing.delete_contractual(owner, scenario, "gift")
    for bad in ({"percent": "-1"}, {"include": "nowhere"}, {"account": "none"}):
        with pytest.raises((InvalidInput, NotFound)):
            charge_editing.set_contractual(owner, scenario, item.key, bad)
    assert held.read(scenario).budget == live(scenario).budget


def test_a_group_switched_off_costs_nothing_and_comes_back(owner, scenario):
    set_cells(
        owner, scenario, [CellEdit("gaffer", "group", "Winter"), CellEdit("gaffer", "amount", "3")]
    )
    total = load_estimate(scenario).result.total
    charge_editing.switch_group(owner, scenario, "Winter", on=False)
    assert load_estimate(scenario).result.total < total
    charge_editing.switch_group(owner, scenario, "Winter", on=True)
    assert load_estimate(scenario).result.total == total


def test_a_rate_in_use_is_not_taken_out(owner, scenario):
    charge_editing.set_rate(owner, scenario, "usd", "0.8", source="Bank")
    (done,) = insert_lines(
        owner, scenario, account=live(scenario).budget.lines[0].account,
        cells=[{"currency": "USD", "price": "100"}],
    ).lines  # fmt: skip
    assert load_estimate(scenario).result.lines[done].amount.minor == 8000
    with pytest.raises(InvalidInput, match="lock a rate from USD"):
        charge_editing.set_rate(owner, scenario, "USD", "")
