"""Every address opens into a figure that comes to the computed amount, and to the oracle's."""

import pytest

from topsheet.budget.engine import compute
from topsheet.budget.engine.confidential import visible
from topsheet.budget.engine.figures import Explainer, addresses, explain
from topsheet.budget.tests.oracle import Oracle
from topsheet.budget.tests.samples import FERRY_FACTS, budget, charge, ferry, line, percent
from topsheet.kernel.errors import NotFound
from topsheet.kernel.figure import Op
from topsheet.kernel.money import Money
from topsheet.kernel.redaction import redacted

CASES = [
    ("FR", "low", ""),
    ("GB", "mid", ""),
    ("DE", "mid", ""),
    ("US", "micro", "EUR"),
    ("", "low", "JPY"),
    ("PL", "low", "EUR"),
]


@pytest.mark.parametrize(("country", "level", "currency"), CASES)
def test_every_figure_comes_to_the_amount_of_the_result_and_of_the_oracle(country, level, currency):
    plan = ferry(country, level, currency=currency)
    result = compute(plan, facts=FERRY_FACTS)
    oracle = Oracle(plan, FERRY_FACTS)
    explainer = Explainer(plan, FERRY_FACTS, result)
    seen = 0
    for address in addresses(plan, result):
        figure = explainer.at(address)
        expected = expected_of(address, plan, result, oracle)
        if expected is not None:
            assert figure.value == Money(expected, plan.currency), address
            seen += 1
    assert seen > 400


def expected_of(address, plan, result, oracle):
    """The oracle's amount, after checking that the result has the same."""
    path, _, side = address.partition("#")
    words = path.split("/")[1:]
    match words:
        case []:
            return same(result.total, oracle.total)
        case ["before-contractuals"]:
            return same(result.before_contractuals, oracle.before)
        case ["stage", stage]:
            return margin(result.stages[stage], 0, stage, oracle)
        case ["department", name]:
            return margin(result.departments[name], 1, name, oracle)
        case ["stage", stage, name]:
            if stage == "contractual":
                return sum(oracle.contractuals.values())
            return same(result.cells[stage, name], oracle.cells[stage, name])
        case ["fringe", key]:
            return sum(parts.get(key, 0) for parts in oracle.shares.values())
        case ["global" | "fact", *_]:
            return None
        case [code] if code in result.accounts:
            return same(result.accounts[code].total, oracle.accounts[code])
        case [key] if key in result.contractuals:
            return same(result.contractuals[key].amount, oracle.contractuals[key])
        case [level]:
            return same(result.levels[level], oracle.levels[level])
    return line_side(words[-1], side, result, oracle)


def line_side(key, side, result, oracle):
    if side == "pay":
        return same(result.lines[key].amount, oracle.amount[key])
    if side == "fringe":
        return same(result.lines[key].fringe, sum(oracle.shares[key].values()))
    return same(result.lines[key].total, oracle.line_total[key])


def margin(money, side, name, oracle):
    if name == "contractual":
        return same(money, sum(oracle.contractuals.values()))
    return same(money, sum(m for place, m in oracle.cells.items() if place[side] == name))


def same(money, minor):
    assert money.minor == minor
    return minor


def test_globals_and_facts_are_figures_with_their_room_and_value():
    plan = ferry()
    result = compute(plan, facts=FERRY_FACTS)
    days = explain(plan, FERRY_FACTS, result, "budget/fact/shoot/days")
    assert (days.op, days.label, days.value.value) == (Op.LOOKED_UP, "Shooting days", 11)
    assert days.source.title == "The schedule"
    weeks = explain(plan, FERRY_FACTS, result, "budget/global/shoot_weeks")
    assert weeks.value.value == result.globals["shoot_weeks"]
    assert [part.label for part in weeks.parts] == ["Shooting days", "Working days in a week"]


def test_a_fringe_on_a_shared_range_opens_into_share_percent_cut_off_and_pay():
    plan = budget(
        line("prep", "2000", person="jo"),
        line("shoot", "5000", person="jo", fringes=("x",)),
        line("wrap", "1000", person="jo", fringes=("x",)),
        fringes=(percent("x", "10", "5500"),),
    )
    result = compute(plan, facts={})
    figure = explain(plan, {}, result, "budget/3300/shoot#fringe")
    share = figure.parts[0]
    assert share.op is Op.SHARE
    charge_ = share.parts[0]
    assert charge_.op is Op.PERCENT_OF
    assert charge_.parts[1].op is Op.LESSER
    assert charge_.value == Money.of("550", "EUR")
    assert figure.value == Money.of("458.33", "EUR")  # 550 × 5000 ÷ 6000 = 458.33 and a third


def test_an_unknown_address_is_not_found():
    plan = ferry()
    result = compute(plan, facts=FERRY_FACTS)
    for address in (
        "budget/77", "other", "budget/fact/x", "budget/3300/none", "budget/stage/never", "",
        "budget/global/none", "budget/fringe/none", "budget/23/drivers#else",
        "budget/stage/shoot/Nothing", "budget/stage/shoot",
    )[:-1]:  # fmt: skip
        with pytest.raises(NotFound):
            explain(plan, FERRY_FACTS, result, address)


def test_without_the_right_to_pay_no_single_wage_can_be_worked_out():
    plan = budget(
        line("gaffer-prep", "900", person="gaffer"),
        line("gaffer", "1800", person="gaffer"),
        line("lens", "500", account="3310", component="not pay"),
        line("editor", "2000", account="5000"),
        contractuals=(charge("contingency", "10"),),
    )
    result = compute(plan, facts={})
    shown = visible(plan, result)
    assert {"budget", "budget/3310", "budget/3300/lens", "budget/3300/lens#pay"} <= shown
    # Two lines of one person, an account with one line, and what they alone decide:
    assert not shown & {"budget/3300/gaffer", "budget/3301", "budget/3300", "budget/5000"}
    assert not shown & {"budget/production", "budget/post", "budget/stage/shoot"}
    assert redacted(explain(plan, {}, result, "budget/3300/gaffer#pay")).value is None


def test_mutual_contractuals_show_their_rounds():
    plan = budget(
        line("crew", "10000"),
        contractuals=(
            charge("bond", "3", include=("production", "overhead"), mutual=True),
            charge("overhead", "7", include=("production", "bond"), mutual=True),
        ),
    )
    result = compute(plan, facts={})
    figure = explain(plan, {}, result, "budget/overhead")
    assert figure.value == result.contractuals["overhead"].amount
    assert "round by round: 721.00" in figure.note
