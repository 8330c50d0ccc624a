"""What may be asked of a plan, and what is said when it may not."""

from datetime import date

import pytest

from topsheet.chain.options import PlanOptions, first_day, parse_options
from topsheet.kernel.errors import InvalidInput
from topsheet.script.engine.types import EighthsMode


def test_nothing_said_is_the_default():
    assert parse_options({}) == PlanOptions()
    assert parse_options({"kind": "", "start": None, "agreements": []}) == PlanOptions()


def test_options_survive_the_way_through_a_job():
    options = PlanOptions(
        kind="episode",
        country="FR",
        agreements=("a", "b"),
        start=date(2027, 4, 5),
        level="mid",
        currency="EUR",
        seconds=2.5,
        eighths=EighthsMode.CEIL,
        title="Nuit",
    )
    assert parse_options(options.as_json()) == options


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("start", "1800-01-01", "1990"),
        ("start", "5 April", "2027-04-05"),
        ("kind", "opera", "feature, short or episode"),
        ("level", "huge", "micro, low or mid"),
        ("days_per_week", "9", "between 4 and 7"),
        ("days_per_week", "five", "whole number"),
        ("effort", "0", "between 1 and 1000"),
        ("seconds", "nan", "between"),
        ("eighths", "floor", "nearest, ceil or reconciled"),
        ("colour", "blue", "no option"),
    ],
)
def test_a_bad_option_is_named_with_its_remedy(field, value, says):
    with pytest.raises(InvalidInput) as caught:
        parse_options({field: value})
    assert caught.value.field == field
    assert says in caught.value.message


def test_the_assumed_first_day_is_a_monday_twelve_weeks_on():
    assert first_day(PlanOptions(), date(2026, 11, 22)) == date(2027, 2, 15)
    assert first_day(PlanOptions(start=date(2027, 4, 7)), date(2026, 11, 22)) == date(2027, 4, 7)
