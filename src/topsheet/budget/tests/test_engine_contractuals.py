"""Contingency, bond, overhead: declared bases, caps, and those that stand on each other."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.budget.engine import compute
from topsheet.budget.tests.samples import budget, charge, line, percent
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Money


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


LINES = (
    line("star", "20000", account="1400", department="Cast"),
    line("crew", "30000"),
    line("lens", "10000", account="3310", component="not pay"),
    line("cut", "15000", account="5000", stage="post", department="Editing"),
    line("policy", "5000", account="6700", component="not pay"),
)  # in all 80,000


def settled(*items, lines=LINES, fringes=()):
    result = compute(budget(*lines, contractuals=items, fringes=fringes), facts={})
    return {key: found.amount for key, found in result.contractuals.items()}, result


def test_contingency_is_on_everything_unless_told_otherwise():
    found, result = settled(charge("contingency", "10"))
    assert found["contingency"] == eur("8000")
    assert (result.before_contractuals, result.total) == (eur("80000"), eur("88000"))


def test_a_base_leaves_out_a_level_an_account_and_a_category():
    # 80,000 − 20,000 above the line; − 10,000 equipment; − 5,000 insurance
    found, _ = settled(
        charge("contingency", "10", exclude=("atl",)),
        charge("bond", "10", exclude=("3310",)),
        charge("overhead", "10", exclude=("3300", "6700")),
    )
    assert found == {
        "contingency": eur("6000"), "bond": eur("7000"), "overhead": eur("3500"),
    }  # fmt: skip


def test_a_base_may_be_one_category():
    found, _ = settled(charge("contingency", "10", include=("3300",)))
    assert found["contingency"] == eur("4000")


def test_one_contractual_stands_on_another_whatever_their_order():
    # overhead 5 % of 80,000 = 4,000; contingency 10 % of 84,000 = 8,400
    everything = ("atl", "production", "post", "other")
    over = charge("overhead", "5")
    on_top = charge("contingency", "10", include=(*everything, "overhead"))
    for order in ((over, on_top), (on_top, over)):
        found, result = settled(*order)
        assert found["contingency"] == eur("8400")
        assert result.contractuals["contingency"].rounds == ()


def test_a_contractual_posted_on_a_level_is_in_no_base_unless_named():
    # insurance 2 % of 75,000 = 1,500 in level other; contingency still of 80,000
    insured = charge("insurance", "2", include=("atl", "production", "post"))
    found, result = settled(insured, charge("contingency", "10"))
    assert found == {"insurance": eur("1500"), "contingency": eur("8000")}
    assert result.levels["other"] == eur("6500")
    assert result.accounts["6700"].total == eur("6500")


def test_mutual_ones_come_to_rest_with_their_rounds():
    # bond 3 % of (80,000 + overhead), overhead 7 % of (80,000 + bond):
    # 2,400 → 5,768 → 2,573.04 → 5,780.11 → 2,573.40 → 5,780.14 → 2,573.40 → 5,780.14
    everything = ("atl", "production", "post", "other")
    bond = charge("bond", "3", include=(*everything, "overhead"), mutual=True)
    over = charge("overhead", "7", include=(*everything, "bond"), mutual=True)
    found, result = settled(bond, over)
    assert found == {"bond": eur("2573.40"), "overhead": eur("5780.14")}
    assert [str(m) for m in result.contractuals["overhead"].rounds] == [
        "5768.00", "5780.11", "5780.14", "5780.14",
    ]  # fmt: skip


def test_an_undeclared_circle_is_an_error_that_names_it():
    bond = charge("bond", "3", include=("atl", "overhead"), mutual=True)
    over = charge("overhead", "7", include=("atl", "bond"))
    with pytest.raises(InvalidInput, match="Bond → Overhead → Bond go in a circle"):
        settled(bond, over)


def test_one_that_stands_on_itself_must_say_so():
    with pytest.raises(InvalidInput, match="Bond → Bond"):
        settled(charge("bond", "3", include=("atl", "bond")))
    # 10 % of (20,000 + itself): 2,222.22
    found, _ = settled(charge("bond", "10", include=("atl", "bond"), mutual=True))
    assert found["bond"] == eur("2222.22")


def test_mutual_ones_that_never_settle_are_an_error():
    bond = charge("bond", "110", include=("atl", "bond"), mutual=True)
    with pytest.raises(InvalidInput, match="do not settle"):
        settled(bond)


def test_a_cap_holds():
    found, _ = settled(charge("overhead", "10", cap=eur("2500")))
    assert found["overhead"] == eur("2500")


def test_a_credit_is_a_negative_sum():
    found, result = settled(charge("contingency", flat=eur("-1200")))
    assert result.total == eur("78800")
    assert found["contingency"] == eur("-1200")


def test_more_than_a_hundred_percent_is_legal():
    found, _ = settled(charge("contingency", "120"))
    assert found["contingency"] == eur("96000")


def test_fringes_are_in_the_base_of_the_account_they_are_posted_to():
    lines = (line("crew", "1000", fringes=("x",)),)
    fringe = percent("x", "20", posting="own account", account="6700")
    found, _ = settled(
        charge("contingency", "10", include=("production",)),
        charge("bond", "10", include=("other",)),
        lines=lines,
        fringes=(fringe,),
    )
    assert found == {"contingency": eur("100"), "bond": eur("20")}


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (charge("bond", "3", include=("nothing",)), "The base of “Bond” names “nothing”"),
        (charge("bond"), "needs either a percentage or a flat sum"),
        (charge("bond", "3", account="1"), "which the chart lacks"),
        (charge("bond", "3", cap=Money.of("3", "USD")), "write it in EUR"),
    ],
)
def test_a_mistake_is_one_sentence(item, words):
    with pytest.raises(InvalidInput, match=words):
        settled(item)


def test_a_key_that_is_an_account_is_refused():
    with pytest.raises(InvalidInput, match="is a word of the budget already"):
        settled(replace(charge("bond", "3"), key="3300"))


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 10**8))
def test_mutual_amounts_satisfy_both_and_do_not_depend_on_order(first, second, minor):
    lines = (line("crew", f"{minor / 100:.2f}"),)
    bond = charge("bond", str(first), include=("production", "overhead"), mutual=True)
    over = charge("overhead", str(second), include=("production", "bond"), mutual=True)
    found, _ = settled(bond, over, lines=lines)
    again, _ = settled(over, bond, lines=lines)
    assert found == again
    a, b = found["bond"].minor, found["overhead"].minor
    assert a == ((minor + b) * first * 2 + 100) // 200
    assert b == ((minor + a) * second * 2 + 100) // 200
