"""``topsheet budget``: lines are said by their names."""

from __future__ import annotations

import pytest

from topsheet.budget.models import Line
from topsheet.budget.services import save_budget
from topsheet.budget.tests.samples import ferry
from topsheet.production.changes import recording
from topsheet.production.selectors import scenario_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(production, owner):
    made = production()
    with recording(made, owner, "Budget made") as changes:
        save_budget(changes, scenario_of(made), ferry("GB"))
    return made


@pytest.fixture
def budget(made, command):
    """``budget("set", …)`` on the production; the command's result."""
    return lambda verb, *words: command("budget", verb, made.uid, *words)


def test_a_line_is_inserted_edited_and_deleted_by_its_name(made, budget):
    code = Line.objects.filter(scenario__production=made).first().account.uid
    assert budget("insert", "name=Crane", "price=100", "amount=2", "--account", code).exit_code == 0
    assert budget("set", "crane", "price", "120").exit_code == 0
    assert Line.objects.get(scenario__production=made, name="Crane").price_coefficient == 120
    assert budget("delete", "Crane").exit_code == 0
    assert not Line.objects.filter(scenario__production=made, name="Crane").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [(("set", "Dragon", "price", "1"), "There is no line “Dragon”"),
     (("insert", "name=Crane"), "--account CODE")],
)  # fmt: skip
def test_what_is_missing_is_said_in_one_line(budget, words, said):
    done = budget(*words)
    assert done.exit_code == 2
    assert said in done.stderr and done.stderr.count("\n") == 1
