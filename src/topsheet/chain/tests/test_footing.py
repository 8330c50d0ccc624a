"""A printed page adds up by hand, and no figure on it is off by a whole unit."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from topsheet.chain.engine.footing import footed, footed_departments
from topsheet.chain.engine.topsheet import BudgetRow, DepartmentRow, RowKind
from topsheet.kernel.money import Money

minors = st.integers(-(10**8), 10**8)


def row(kind, amount, currency="EUR"):
    money = None if amount is None else Money(amount, currency)
    return BudgetRow(kind=kind, number="", title="", amount=money, address="")


def page(groups, contractuals):
    """A budget as it is printed: categories under subtotals, contractuals, the total."""
    rows = []
    for group in groups:
        rows += [row(RowKind.CATEGORY, amount) for amount in group]
        rows.append(row(RowKind.SUBTOTAL, sum(group)))
    rows += [row(RowKind.CONTRACTUAL, amount) for amount in contractuals]
    total = sum(map(sum, groups)) + sum(contractuals)
    return [*rows, row(RowKind.TOTAL, total)]


@given(
    st.lists(st.lists(minors, min_size=1, max_size=6), min_size=1, max_size=5),
    st.lists(minors, max_size=3),
)
def test_the_page_adds_up_by_hand(groups, contractuals):
    rows = page(groups, contractuals)
    printed = footed(rows)
    running, top = 0, 0
    for one, units in zip(rows, printed, strict=True):
        assert abs(units - Fraction(one.amount.minor, 100)) < 2
        if one.kind is RowKind.CATEGORY:
            running += units
        elif one.kind is RowKind.SUBTOTAL:
            assert units == running
            top, running = top + units, 0
        elif one.kind is RowKind.CONTRACTUAL:
            top += units
        else:
            assert units == top
            assert abs(units - Fraction(one.amount.minor, 100)) <= Fraction(1, 2)


def test_three_thirds_of_a_euro_print_as_one():
    rows = page([[33, 33, 34]], [])
    assert footed(rows) == [0, 0, 1, 1, 1]


def test_a_withheld_amount_leaves_the_others_as_they_are():
    rows = [
        row(RowKind.CATEGORY, None),
        row(RowKind.CATEGORY, 150),
        row(RowKind.SUBTOTAL, 1050),
        row(RowKind.TOTAL, 1050),
    ]
    assert footed(rows) == [None, 2, 11, 11]


def test_a_sum_of_subtotals_is_not_counted_twice():
    rows = page([[140, 140], [140]], [])
    rows.insert(5, row(RowKind.SUBTOTAL, 420))
    assert footed(rows)[-2:] == [4, 4]


@given(st.lists(st.lists(minors | st.none(), min_size=3, max_size=3), max_size=6))
def test_departments_add_up_across_the_stages_and_down_to_the_total(table):
    rows = [
        DepartmentRow(
            department="Camera",
            amounts=tuple(None if a is None else Money(a, "EUR") for a in line),
            total=Money(sum(a or 0 for a in line), "EUR"),
        )
        for line in table
    ]
    printed = footed_departments(rows)
    for row, line in zip(rows, printed, strict=True):
        spent = [units for units in line[:-1] if units is not None]
        assert not spent or sum(spent) == line[-1]
        assert [u is None for u in line[:-1]] == [a is None for a in row.amounts]
    total = sum(row.total.minor for row in rows)
    assert abs(sum(line[-1] for line in printed) - Fraction(total, 100)) <= Fraction(1, 2)
