"""Eighths, dates, rules, problems and errors."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.kernel.calendar import DateSpan, WorkingCalendar
from topsheet.kernel.eighths import Eighths
from topsheet.kernel.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    TopsheetError,
    Unsolvable,
)
from topsheet.kernel.ref import Ref
from topsheet.kernel.rule import Rule, RuleKind, RulePack, Source

MONDAY = date(2027, 4, 5)


@given(st.integers(0, 4000))
def test_a_printed_length_reads_back(count):
    assert Eighths.parse(str(Eighths(count))) == Eighths(count)


@pytest.mark.parametrize(
    ("count", "printed"),
    [(0, "0"), (1, "1/8"), (8, "1"), (12, "1 4/8"), (16, "2"), (899, "112 3/8")],
)
def test_a_whole_page_prints_without_eighths_and_a_half_as_four(count, printed):
    assert str(Eighths(count)) == printed


@pytest.mark.parametrize(
    ("text", "count"), [("2-3/8", 19), ("2+3/8", 19), (" 13/8 ", 13), ("1  4 / 8", 12), ("0", 0)]
)
def test_lengths_are_read_as_people_write_them(text, count):
    assert Eighths.parse(text).count == count


@pytest.mark.parametrize("text", ["", "1 1/2", "one", "-1/8", "1.5", "1 / 8 8"])
def test_what_is_not_a_length_is_refused_with_examples(text):
    with pytest.raises(ValueError, match="such as 1 7/8"):
        Eighths.parse(text)


def test_lengths_add_compare_and_never_go_below_zero():
    assert Eighths(3) + Eighths(6) == Eighths(9) > Eighths(8)
    assert max(Eighths(2), Eighths(5)) - Eighths(2) == Eighths(3)
    with pytest.raises(ValueError, match="never negative"):
        Eighths(1) - Eighths(2)


def test_a_span_is_half_open():
    span = DateSpan(MONDAY, MONDAY + timedelta(days=2))
    assert list(span) == [MONDAY, MONDAY + timedelta(days=1)]
    assert MONDAY in span
    assert span.end not in span
    assert len(DateSpan(MONDAY, MONDAY)) == 0
    with pytest.raises(ValueError, match="ends before it starts"):
        DateSpan(MONDAY, MONDAY - timedelta(days=1))


@given(st.integers(1, 7), st.integers(0, 60), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_working_days_are_the_first_that_may_be_worked(days_per_week, count, start):
    closed = start + timedelta(days=1)
    calendar = WorkingCalendar(
        start=start, days_per_week=days_per_week, holidays=((closed, "Founders' day"),)
    )
    days = calendar.working_days(count)
    assert len(days) == count
    assert days == sorted(set(days))
    assert closed not in days
    if days:
        between = [start + timedelta(days=n) for n in range((days[-1] - start).days + 1)]
        assert [day for day in between if calendar.is_working(day)] == days


@pytest.mark.parametrize("days", [0, -1, 8])
def test_a_week_without_working_days_is_refused(days):
    with pytest.raises(ValueError, match="one to seven"):
        WorkingCalendar(start=MONDAY, days_per_week=days)


def rule(**details):
    source = Source(title="Our own")
    return Rule(
        id="r", title="R", kind=RuleKind.CONTRACT, jurisdiction="FR", source=source, **details
    )


def test_a_rule_is_in_force_from_its_first_day_up_to_but_not_on_its_last():
    dated = rule(valid_from=date(2026, 1, 1), valid_to=date(2027, 1, 1))
    assert not dated.in_force(date(2025, 12, 31))
    assert dated.in_force(date(2026, 1, 1))
    assert dated.in_force(date(2026, 12, 31))
    assert not dated.in_force(date(2027, 1, 1))
    assert rule().in_force(date(1900, 1, 1))


@pytest.mark.parametrize(
    ("today", "stale"),
    [(date(2027, 11, 22), False), (date(2027, 11, 23), True), (date(2026, 11, 22), False)],
)
def test_a_source_is_stale_after_twelve_months(today, stale):
    assert Source(title="Gazette", read_on=date(2026, 11, 22)).stale(today) is stale


def test_a_leap_year_does_not_make_a_source_stale_on_its_anniversary():
    assert not Source(title="Gazette", read_on=date(2027, 6, 1)).stale(date(2028, 6, 1))


def test_a_source_that_nobody_read_is_stale():
    assert Source(title="Hearsay").stale(MONDAY)


def test_a_pack_finds_its_rules_by_id():
    pack = RulePack(id="p", title="P", version="1", digest="0", rules=(rule(),))
    assert pack.find("r") is pack.rules[0]
    assert pack.find("x") is None


@pytest.mark.parametrize("kind", [NotAllowed, NotFound, Conflict, InvalidInput, Unsolvable])
def test_every_error_carries_its_sentence(kind):
    error = kind("The board changed since you looked. Load it again.")
    assert isinstance(error, TopsheetError)
    assert error.message == str(error) == "The board changed since you looked. Load it again."


def test_errors_carry_what_helps_to_mend_them():
    assert InvalidInput("No such country.", field="--country").field == "--country"
    assert Conflict("Changed.", theirs=2, yours=1).theirs == 2
    assert Unsolvable("No board.", reasons=["Ada is away."]).reasons == ("Ada is away.",)


def test_a_reference_prints_as_kind_and_uid():
    assert str(Ref("scene", "s0012")) == "scene:s0012"
