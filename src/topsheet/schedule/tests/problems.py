"""Small schedule problems for the tests, and hypothesis strategies that make them."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from topsheet.kernel.calendar import WorkingCalendar
from topsheet.people.engine.types import Deal
from topsheet.schedule.engine.types import (
    CAST_WORK_DAYS,
    OVERTIME_BLOCKS,
    SHOOT_DAYS,
    SHOOT_MOVES,
    SHOOT_NIGHTS,
    CastTerms,
    PlaceTerms,
    PriceList,
    ScheduleProblem,
    Shift,
    Strip,
    Tariff,
    WorkingRules,
    element_days,
    paid_days,
    place_days,
    place_visits,
)
from topsheet.script.engine.types import IntExt, Light

MONDAY = date(2027, 3, 1)

RULES = WorkingRules(
    day=660, meal=60, first_setup=60, move=60, overtime_limit=60, overtime_block=30, rest=660,
    calls={Shift.DAY: 480, Shift.SPLIT: 840, Shift.NIGHT: 1080}, minor_limit=300,
    agreement="test", assumed=True,
)  # fmt: skip


def strip(
    number: int,
    minutes: int = 120,
    place: str = "house",
    cast: str = "",
    light: str = "INT DAY",
    elements: str = "",
    minors: str = "",
) -> Strip:
    """A strip from a few words: ``cast`` is one letter per role."""
    intext, time = light.split()
    outside, night = intext != "INT", time == "NIGHT"
    return Strip(
        key=f"s{number:04d}", scene=str(number), part=0, order=number, eighths=8,
        minutes=minutes, set_name=place.upper(), place=place, intext=IntExt(intext),
        light=Light(time.lower()), needs_dark=outside and night,
        needs_daylight=outside and not night, cast=frozenset(cast),
        elements=frozenset(elements.split()), minors=frozenset(minors),
    )  # fmt: skip


def linear(price: int) -> Tariff:
    return Tariff((0, price))


def problem(
    strips: list[Strip],
    deals: dict[str, Deal] | None = None,
    rules: WorkingRules = RULES,
    away: dict[str, set[date]] | None = None,
    days_per_week: int = 5,
    holidays: tuple[tuple[date, str], ...] = (),
    prices: dict[str, Tariff] | None = None,
    minimum: dict[str, int] | None = None,
) -> ScheduleProblem:
    """A problem with round prices: a day 10,000, a cast day 1,000 × (1, 2, 3 …)."""
    deals, away, minimum = deals or {}, away or {}, minimum or {}
    roles = sorted({role for one in strips for role in one.cast} | set(deals))
    places = sorted({one.place for one in strips})
    elements = {e for one in strips for e in one.elements}
    tariffs = {
        SHOOT_DAYS: linear(10_000), SHOOT_NIGHTS: linear(3_000), SHOOT_MOVES: linear(1_500),
        OVERTIME_BLOCKS: linear(700), CAST_WORK_DAYS: linear(40),
    }  # fmt: skip
    for number, role in enumerate(roles, start=1):
        tariffs[paid_days(role)] = linear(1_000 * number)
    for place in places:
        tariffs[place_days(place)] = linear(900)
        tariffs[place_visits(place)] = Tariff((0, 2_000, 3_500))
    for element in elements:
        tariffs[element_days(element)] = Tariff((0, 800, 1_400))
    return ScheduleProblem(
        strips=tuple(strips),
        cast=tuple(
            CastTerms(
                role=role, board_id=str(n), name=role.upper(), deal=deals.get(role, Deal.DAY),
                minimum_days=minimum.get(role, 0), away=frozenset(away.get(role, ())),
            )
            for n, role in enumerate(roles, start=1)
        ),
        places=tuple(
            PlaceTerms(place=p, name=p.title(), away=frozenset(away.get(p, ()))) for p in places
        ),
        calendar=WorkingCalendar(start=MONDAY, days_per_week=days_per_week, holidays=holidays),
        rules=rules,
        prices=PriceList(currency="EUR", tariffs=tariffs | (prices or {}), basis="test"),
    )  # fmt: skip


_LIGHTS = ("INT DAY", "INT NIGHT", "EXT DAY", "EXT NIGHT", "EXT DUSK", "INT/EXT NIGHT")


@st.composite
def problems(draw: st.DrawFn, most: int = 7, wide: int = 4) -> ScheduleProblem:
    """Problems with up to ``most`` strips, ``wide`` roles and places."""
    cast = "abcdef"[:wide]
    strips = [
        strip(
            number,
            minutes=draw(st.sampled_from((30, 60, 120, 240, 420, 500, 700))),
            place=draw(st.sampled_from(("house", "road", "quay", "shop")[:wide])),
            cast=draw(st.text(cast, max_size=3)),
            light=draw(st.sampled_from(_LIGHTS)),
            elements=draw(st.sampled_from(("", "", "", "horse", "crane", "horse crane"))),
            minors=draw(st.sampled_from(("", "", "", "a"))),
        )
        for number in range(1, draw(st.integers(1, most)) + 1)
    ]
    deals = {role: draw(st.sampled_from(list(Deal))) for role in cast}
    return problem(
        strips,
        deals,
        days_per_week=draw(st.sampled_from((5, 6, 7))),
        away=draw(st.sampled_from(({}, {}, {"a": {MONDAY}}, {"road": {MONDAY}}))),
        minimum=draw(st.sampled_from(({}, {"a": 2}))),
    )
