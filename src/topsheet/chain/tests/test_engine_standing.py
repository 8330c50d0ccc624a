"""Moves between two standings, and who may see which."""

from topsheet.chain.engine.standing import (
    MONEY,
    Standing,
    Worth,
    moves,
    standing,
    without_money,
    without_pay,
)


def _standing(pay: dict[str, int] | None = None, days: int = 9, **figures: int) -> Standing:
    worths = {
        name.replace("__", "/"): Worth(label=name, value=value, unit=MONEY, fine="line" in name)
        for name, value in figures.items()
    }
    worths["schedule/shoot/days"] = Worth(label="Days", value=days, unit="days")
    return Standing(currency="EUR", figures=worths, pay=pay or {})


def test_only_what_is_not_as_it_was_has_moved():
    before, after = _standing(budget=10, budget__1=4), _standing(budget=12, budget__1=4)
    assert [(m.address, m.before, m.after, m.difference) for m in moves(before, after)] == [
        ("budget", 10, 12, 2)
    ]


def test_what_came_and_what_went_has_moved_from_or_to_nothing():
    found = moves(_standing(budget__1=4), _standing(budget__2=5))
    assert {(m.address, m.before, m.after) for m in found} == {
        ("budget/1", 4, None),
        ("budget/2", None, 5),
    }


def test_a_coarse_standing_says_nothing_of_lines():
    found = moves(_standing(budget=1), _standing(budget=2, budget__line=2), coarse=True)
    assert [m.address for m in found] == ["budget"]


def test_moves_there_and_back_cancel_out():
    one, two = _standing(budget=10), _standing(budget=12)
    there, back = moves(one, two)[0], moves(two, one)[0]
    assert there.difference == -back.difference
    assert not moves(one, one)


def test_without_the_right_to_pay_only_shown_amounts_are_told():
    before = _standing({"ana": 1, "ben": 1}, budget=10, budget__1=4)
    after = _standing({"ana": 2, "ben": 2}, budget=12, budget__1=6)
    told = without_pay(moves(before, after), before, after, {"budget"})
    assert {m.address: m.withheld for m in told} == {"budget": False, "budget/1": True}
    assert all(m.before is None and m.after is None for m in told if m.withheld)


def test_where_one_persons_pay_is_all_that_moved_no_sum_is_told():
    before = _standing({"ana": 1, "ben": 1}, budget=10, days=9)
    after = _standing({"ana": 3, "ben": 1}, budget=12, days=8)
    told = without_pay(moves(before, after), before, after, {"budget"})
    assert {m.address: m.withheld for m in told} == {"budget": True, "schedule/shoot/days": False}


def test_without_the_budget_there_is_no_money_at_all():
    before, after = _standing(budget=10, days=9), _standing(budget=12, days=8)
    assert [m.address for m in without_money(moves(before, after))] == ["schedule/shoot/days"]


def test_every_figure_of_a_plan_stands_somewhere(plan):
    full = standing(
        budget=plan.budget, result=plan.result, judged=plan.schedule.best, scenes=3, eighths=9,
        currency="EUR",
    )  # fmt: skip
    assert full.figures["budget"].value == plan.result.total.minor
    for code in plan.result.accounts:
        assert f"budget/{code}" in full.figures
    for fact, count in plan.schedule.best.facts.items():
        assert full.figures[f"schedule/{fact}"].value == count
    lines = [worth for worth in full.figures.values() if worth.fine and worth.unit == MONEY]
    assert len(lines) == len(plan.result.lines)
    assert sum(full.pay.values()) <= plan.result.total.minor
