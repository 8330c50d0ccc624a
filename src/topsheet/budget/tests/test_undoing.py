"""Every act on a budget is taken back and done again, whole."""

import pytest

from topsheet.budget import charge_editing, chart_editing, editing, held, pasting, versions
from topsheet.budget.live import live
from topsheet.budget.models import BudgetDecision
from topsheet.budget.renumbering import renumber_account
from topsheet.production.undo import redo, undo

KEYS = ["gaffer", "production-designer"]


def paste(owner, scenario):
    rows = "\n".join(f"Thing {n}\t{n}\tday\t1\t12.5" for n in range(1, 30))
    pasting.paste(owner, scenario, rows, account=live(scenario).budget.lines[0].account)


def move(owner, scenario):
    editing.move_lines(owner, scenario, KEYS, account=live(scenario).budget.lines[0].account)


def delete_account(owner, scenario):
    chart_editing.delete_account(owner, scenario, "ZZ9")


def rename_global(owner, scenario):
    chart_editing.rename_global(owner, scenario, "shoot_weeks", "weeks_of_shoot")


ACTS = {
    "a paste": paste,
    "a move": move,
    "an account deleted": delete_account,
    "an account renumbered": lambda o, s: renumber_account(o, s, "ZZ9", "ZZ8"),
    "a global renamed": rename_global,
    "lines deleted": lambda o, s: editing.delete_lines(o, s, KEYS),
    "lines duplicated": lambda o, s: editing.duplicate_lines(o, s, KEYS),
    "a rate locked": lambda o, s: charge_editing.set_rate(o, s, "USD", "0.8"),
    "a charge added": lambda o, s: charge_editing.add_contractual(
        o, s, {"name": "Gift", "flat": "-5", "account": "ZZ9"}
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=list(ACTS))
def test_an_act_is_taken_back_and_done_again(owner, scenario, act):
    chart_editing.add_account(owner, scenario, "ZZ9", "Spare", level="other")
    before = live(scenario).budget
    act(owner, scenario)
    after = live(scenario).budget
    assert after != before
    undo(owner, scenario.production)
    assert live(scenario).budget == held.read(scenario).budget == before
    redo(owner, scenario.production)
    assert live(scenario).budget == held.read(scenario).budget == after


def test_a_draw_taken_back_is_in_the_contingency_again(owner, scenario, office):
    versions.approve(owner, scenario)
    whole = versions.beside(owner, scenario).contingency.left
    code = live(scenario).budget.lines[0].account
    versions.decide(owner, scenario, "draw", code, "1000", "Storm")
    undo(owner, scenario.production)
    assert versions.beside(owner, scenario).contingency.left == whole
    redo(owner, scenario.production)
    assert versions.beside(owner, scenario).contingency.left == whole - 100000
    assert BudgetDecision.objects.get().reason == "Storm"
