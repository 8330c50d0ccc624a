"""Keeping a budget and reading it again; who sees what; API and commands."""

from dataclasses import replace

import pytest

from topsheet.budget import models
from topsheet.budget.engine import compute
from topsheet.budget.engine.types import Group
from topsheet.budget.selectors import explain_address, load_budget, load_estimate, load_result
from topsheet.budget.services import save_budget
from topsheet.budget.tests.samples import charge, ferry
from topsheet.budget.tests.test_workbook import hard_case
from topsheet.kernel.errors import InvalidInput, NotAllowed, NotFound
from topsheet.kernel.money import Money
from topsheet.production.changes import recording
from topsheet.production.selectors import scenario_of


@pytest.fixture
def saved(production, owner):
    """``saved(budget)``: a production that keeps it."""

    def save(plan=None, made=None):
        made = made or production()
        with recording(made, owner, "Budget made") as changes:
            save_budget(changes, scenario_of(made), plan or ferry("GB"))
        return made

    return save


@pytest.mark.parametrize(
    "plan",
    [
        ferry("FR"),
        ferry("PL", currency="EUR"),
        ferry("DE", "mid"),
        replace(
            hard_case(),
            groups=(Group(name="winter", on=False),),
            contractuals=(
                charge("bond", flat=Money.of("-5", "EUR")),
                charge("overhead", "7.50", cap=Money.of("3", "EUR"), exclude=("6700",)),
            ),
        ),
    ],
    ids=["own account", "another currency", "cut-offs", "everything else"],
)
def test_a_budget_reads_back_exactly_as_saved(saved, plan):
    assert load_budget(scenario_of(saved(plan))) == plan


def test_saving_again_keeps_the_rows_that_stand(saved):
    plan = ferry("GB")
    made = saved(plan)
    before = dict(models.Line.objects.values_list("uid", "pk"))
    sequence = made.sequence
    saved(plan, made)
    assert made.sequence == sequence  # nothing changed, so no change set
    fewer = replace(plan, lines=plan.lines[3:], globals=plan.globals)
    saved(fewer, made)
    after = dict(models.Line.objects.values_list("uid", "pk"))
    assert after == {uid: before[uid] for uid in after}
    assert load_budget(scenario_of(made)) == fewer


def test_another_chart_takes_the_place_of_the_first(saved):
    made = saved(ferry("GB"))
    french = ferry("FR")
    saved(french, made)
    assert load_budget(scenario_of(made)) == french


def test_a_budget_that_does_not_hold_together_is_not_saved(saved):
    plan = ferry("GB")
    with pytest.raises(InvalidInput):
        saved(replace(plan, accounts=plan.accounts[1:]))
    assert not models.Line.objects.exists()


def test_the_result_is_computed_with_the_facts_of_the_board(saved):
    made = saved()
    assert load_result(scenario_of(made)) == compute(ferry("GB"), facts={})  # no board yet


def test_without_a_budget_the_remedy_is_told(production):
    with pytest.raises(NotFound, match="Plan it from a script first"):
        load_budget(scenario_of(production()))


def test_a_line_of_pay_is_withheld_from_those_who_may_not_see_pay(saved):
    scenario = scenario_of(saved())
    line = next(x for x in load_estimate(scenario).budget.lines if x.key == "gaffer")
    address = f"budget/E/{line.key}"
    assert explain_address(scenario, address, with_pay=True).value is not None
    assert explain_address(scenario, address, with_pay=False).value is None
    open_ = explain_address(scenario, "budget/J/camera-package", with_pay=False)
    assert open_.value is not None


def test_api(saved, client, owner, member):
    made = saved()
    url = f"/api/v1/productions/{made.uid}/budget"
    assert client.get(url).status_code == 401
    client.force_login(owner)
    body = client.get(url).json()
    assert {"currency", "total", "by_level", "by_stage", "by_department", "assumed"} <= set(body)
    assert body["total"] == str(load_result(scenario_of(made)).total)
    lines = client.get(f"{url}/lines?account=E").json()["lines"]
    assert {line["account"] for line in lines} <= {"E1", "E2", "E3", "E4", "E5", "E6"}
    assert all(line["total"] for line in lines)
    assert client.get(f"{url}?level=cellar").status_code == 422


def test_api_withholds_pay_and_hides_the_budget(saved, client, member):
    made = saved()
    url = f"/api/v1/productions/{made.uid}/budget"
    client.force_login(member(made, "financier"))
    body = client.get(f"{url}/lines").json()
    gaffer = next(line for line in body["lines"] if line["key"] == "gaffer")
    assert gaffer["total"] is None
    assert gaffer["price"] is None
    package = next(line for line in body["lines"] if line["key"] == "camera-package")
    assert package["total"] is not None


def test_commands(saved, command, tmp_path):
    made = saved()
    shown = command("budget", "show", made.uid)
    assert shown.exit_code == 0
    assert "Above the line" in shown.stdout
    detail = command("budget", "show", made.uid, "--level", "detail", "--json")
    assert '"lines"' in detail.stdout
    assert command("budget", "show", made.uid, "--level", "cellar").exit_code == 2
    file = tmp_path / "out.xlsx"
    assert command("budget", "xlsx", made.uid, str(file)).exit_code == 0
    assert file.stat().st_size > 10_000
    assert command("budget", "xlsx", made.uid, str(tmp_path / "no" / "x.xlsx")).exit_code == 2


def test_the_workbook_is_for_those_who_see_pay(saved, tmp_path):
    from topsheet.budget.services import export_workbook

    found = load_estimate(scenario_of(saved()))
    with pytest.raises(NotAllowed):
        export_workbook(found, frozenset(), tmp_path / "x.xlsx")
