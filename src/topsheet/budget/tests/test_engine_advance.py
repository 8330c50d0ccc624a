"""Moving an estimate on gives what working it out whole gives, whatever was edited."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topsheet.budget.engine.compute import advance, compute
from topsheet.budget.engine.prices import advance_prices, price_list
from topsheet.budget.engine.printing import printed, reprinted
from topsheet.budget.engine.types import ExchangeRate, Global, Group, Posting, Stage
from topsheet.budget.tests.oracle import Oracle
from topsheet.budget.tests.samples import FERRY_FACTS, budget, charge, ferry, line, percent
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Percent, UnitPrice

RATE = ExchangeRate(currency="USD", rate=Decimal("0.9"), on=date(2027, 1, 4), source="Bank")
FACTS = {"shoot/days": 11, "shoot/moves": 3, "place/pier/days": 4}
AMOUNTS = ("1", "weeks", "shoot.days", "place.pier.days", "crew / 3", "7 - weeks")
PRICES = ("0", "99.99", "1200", "0.333")


def start():
    fringes = (
        percent("social", "13.8", "5000"),
        percent("holiday", "12.07"),
        percent("levy", "0.5", on=("holiday",), posting=Posting.OWN_ACCOUNT, account="3399"),
    )
    lines = tuple(
        line(
            f"line-{n}",
            PRICES[n % 3 + 1],
            account=("3301", "1400", "3310")[n % 3],
            person=("ann", "bob", "")[n % 3],
            amount=AMOUNTS[n % 3],
            fringes=("social", "holiday", "levy") if n % 2 else (),
            department=("Camera", "Cast")[n % 2],
        )
        for n in range(9)
    )
    return budget(
        *lines,
        fringes=fringes,
        rates=(RATE,),
        groups=(Group(name="winter", on=False),),
        globals=(
            Global(name="weeks", label="Weeks", formula="shoot.days / 5"),
            Global(name="crew", label="Crew", formula="12"),
        ),
        contractuals=(charge("contingency", "10"), charge("bond", "3")),
    )


def changed_line(found, number, what, amount, price):
    n = number % len(found.lines)
    one = found.lines[n]
    edits = {
        "amount": {"amount": amount},
        "price": {"price": UnitPrice.of(price, one.price.currency)},
        "account": {"account": ("1400", "3301", "5000")[number % 3]},
        "fringes": {"fringes": ("holiday",) if one.fringes else ("social",)},
        "person": {"person": ("", "cyd", "ann")[number % 3]},
        "stage": {"stage": (Stage.PREP, Stage.POST)[number % 2], "department": "Grip"},
        "group": {"group": "winter" if not one.group else ""},
    }[what]
    new = replace(one, **edits)
    return replace(found, lines=(*found.lines[:n], new, *found.lines[n + 1 :]))


def edited(found, edit):
    what, number, amount, price = edit
    match what:
        case "add":
            new = line(
                f"new-{number}-{len(found.lines)}", price, amount=amount, fringes=("holiday",)
            )
            at = number % (len(found.lines) + 1)
            return replace(found, lines=(*found.lines[:at], new, *found.lines[at:]))
        case "drop" if len(found.lines) > 1:
            at = number % len(found.lines)
            return replace(found, lines=(*found.lines[:at], *found.lines[at + 1 :]))
        case "move":
            at = number % len(found.lines)
            one, rest = found.lines[at], (*found.lines[:at], *found.lines[at + 1 :])
            return replace(found, lines=(one, *rest))
        case "global":
            first, *others = found.globals
            return replace(
                found, globals=(replace(first, formula=f"shoot.days / {number + 1}"), *others)
            )
        case "fringe":
            first, *others = found.fringes
            return replace(found, fringes=(replace(first, percent=Percent.of(number)), *others))
        case "switch":
            return replace(found, groups=(Group(name="winter", on=bool(number % 2)),))
        case "contractual":
            first, *others = found.contractuals
            return replace(
                found, contractuals=(replace(first, percent=Percent.of(number)), *others)
            )
        case "drop":
            return found
    return changed_line(found, number, what, amount, price)


EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            ["amount", "price", "account", "fringes", "person", "stage", "group", "add", "drop",
             "move", "global", "fringe", "switch", "contractual"]
        ),
        st.integers(0, 30),
        st.sampled_from(AMOUNTS[:5]),
        st.sampled_from(PRICES),
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=120)
@given(EDITS, st.integers(0, 40))
def test_an_estimate_moved_on_is_the_estimate_worked_out_whole(edits, days):
    found, facts = start(), FACTS
    before, shown = advance(None, found, facts), None
    for number, edit in enumerate(edits):
        found = edited(found, edit)
        facts = {**FACTS, "shoot/days": days} if number == 2 else facts
        before = advance(before, found, facts)
        shown = reprinted(shown, found, before.result)
        whole = compute(found, facts=facts)
        assert before.result == whole
        assert list(before.result.lines) == list(whole.lines)
        assert dict(shown.amounts) == printed(found, whole)
    other = Oracle(found, facts)
    assert before.result.total.minor == other.total
    assert {key: one.total.minor for key, one in before.result.lines.items()} == other.line_total


@settings(max_examples=60)
@given(EDITS)
def test_a_price_list_moved_on_is_the_price_list_worked_out_whole(edits):
    found = start()
    before = advance_prices(None, found, longest=30)
    for edit in edits:
        found = edited(found, edit)
        try:
            whole = price_list(found, longest=30)
        except InvalidInput as refusal:
            with pytest.raises(InvalidInput) as other:
                advance_prices(before, found, longest=30)
            assert other.value.message == refusal.message
            break
        before = advance_prices(before, found, longest=30)
        assert before.prices == whole


def test_lines_that_nobody_touched_keep_their_very_results():
    found = ferry("GB")
    before = advance(None, found, FERRY_FACTS)
    first, *others = found.lines
    moved = advance(
        before, replace(found, lines=(replace(first, amount="7"), *others)), FERRY_FACTS
    )
    kept = [key for key, one in before.result.lines.items() if moved.result.lines[key] is one]
    assert len(kept) > len(others) - 4  # all but the person's own range


def test_a_bad_edit_is_refused_by_the_moved_on_estimate_too():
    found = ferry("GB")
    before = advance(None, found, FERRY_FACTS)
    first, *others = found.lines
    for bad in ({"amount": "nothing_known"}, {"account": "0000"}, {"amount": "1 / 0"},
                {"fringes": ("none",)}, {"people": 0}):  # fmt: skip
        with pytest.raises(InvalidInput):
            advance(before, replace(found, lines=(replace(first, **bad), *others)), FERRY_FACTS)
