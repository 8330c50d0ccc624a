"""Published and derived cases of budget arithmetic, by id, with where they were found."""

from fractions import Fraction

from topsheet.budget.engine import compute
from topsheet.budget.engine.types import Global
from topsheet.budget.tests.samples import budget, line, percent
from topsheet.kernel.money import Money, Percent, share_out


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def test_budget_fringe_cap():
    """github.com/Scognamiglio1969/scognamiglio-budgeting-system, src/engine.test.ts (published)"""
    plan = budget(
        line("worker", "250", amount="10", unit="day", person="worker", fringes=("f",)),
        fringes=(percent("f", "10", "2000"),),
    )
    result = compute(plan, facts={})
    assert result.lines["worker"].amount == eur("2500")
    assert result.lines["worker"].fringe == eur("200")
    assert result.total == eur("2700")


def test_budget_fringe_range():
    """https://mmb-docs-uat.adc-np.ep.com/ApplyTools/Applying_Fringes.html (Fringe Ranges)

    min(2,000 + 5,000 + 1,000, 7,000) × 0.6 % = 42.00. Capping each line would give 48.00.
    """
    lines = [
        line(stage, pay, person="jo", fringes=("futa",))
        for stage, pay in (("prep", "2000"), ("shoot", "5000"), ("wrap", "1000"))
    ]
    plan = budget(*lines, fringes=(percent("futa", "0.6", "7000"),))
    (charged,) = compute(plan, facts={}).fringes
    assert charged.amount == eur("42.00")


def test_budget_rounding_payroll():
    """https://jeopardylabs.com/print/calculate-18 (published, its last two truncated)"""
    cases = [
        ("550", "6.2", "34.10"),
        ("9546", "6.2", "591.85"),
        ("9546", "1.45", "138.42"),
        ("596", "2.7", "16.09"),
        ("550", "1.45", "7.98"),  # 7.975, published as 7.97
        ("5768", "6.2", "357.62"),  # 357.616, published as 357.61
    ]
    for gross, rate, expected in cases:
        assert Percent.of(rate).of_money(eur(gross)) == eur(expected)
        plan = budget(line("x", gross, fringes=("f",)), fringes=(percent("f", rate),))
        assert compute(plan, facts={}).lines["x"].fringe == eur(expected)


def test_budget_amort():
    """http://www.trekbbs.com/showpost.php?p=8293363&postcount=34 (published)

    1,000,000 over 20 episodes is 50,000 each, over 10 it is 100,000.
    """
    for episodes, each in ((20, "50000"), (10, "100000")):
        plan = budget(
            line("amort", "1000000", amount="1 / episodes", unit="amort", component="not pay"),
            globals=(Global(name="episodes", label="Episodes", formula=str(episodes)),),
        )
        assert compute(plan, facts={}).total == eur(each)


def test_the_shares_of_an_amort_add_up_to_it():
    """1,000,000 ÷ 13 = 76,923.0769…: four episodes 76,923.07 and nine 76,923.08."""
    shares = share_out(eur("1000000"), [Fraction(1)] * 13)
    assert Money.sum(shares, "EUR") == eur("1000000")
    assert sorted({str(s) for s in shares}) == ["76923.07", "76923.08"]
    assert sum(str(s) == "76923.07" for s in shares) == 4
