"""The classic talent-scheduling instances as an oracle for paid days and holding.

Every scene of d days is d strips that each fill a day; an actor is paid from first to last.
Totals are published (Smith; Garcia de la Banda, Stuckey and Chu; see the samples' README).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import pytest

from topsheet.schedule.engine import solve
from topsheet.schedule.engine.types import (
    CAST_WORK_DAYS,
    OVERTIME_BLOCKS,
    SHOOT_DAYS,
    SHOOT_MOVES,
    SHOOT_NIGHTS,
    ScheduleProblem,
    Tariff,
    paid_days,
    place_days,
    place_visits,
)
from topsheet.schedule.tests.problems import RULES, linear, problem, strip

_FREE = (SHOOT_DAYS, SHOOT_NIGHTS, SHOOT_MOVES, OVERTIME_BLOCKS, CAST_WORK_DAYS)


@dataclass(frozen=True)
class Instance:
    """``cast[scene]`` are actors, ``pay[actor]`` a day, ``days[scene]``."""

    cast: tuple[frozenset[int], ...]
    pay: tuple[int, ...]
    days: tuple[int, ...]

    @classmethod
    def read(cls, text: str) -> Instance:
        numbers = [int(word) for word in text.split()[1:]]
        scenes, actors = numbers[0], numbers[1]
        rows = [numbers[2 + n * (scenes + 1) : 2 + (n + 1) * (scenes + 1)] for n in range(actors)]
        cast = tuple(
            frozenset(a for a in range(actors) if rows[a][scene]) for scene in range(scenes)
        )
        days = tuple(numbers[2 + actors * (scenes + 1) :][:scenes])
        return cls(cast, tuple(row[-1] for row in rows), days)

    def problem(self) -> ScheduleProblem:
        full = RULES.capacity
        parts = [
            (scene, part) for scene, days in enumerate(self.days) for part in range(1, days + 1)
        ]
        strips = [
            replace(
                strip(scene + 1, full),
                key=f"s{scene:04d}/{part}",
                part=part,
                cast=frozenset(f"a{actor}" for actor in self.cast[scene]),
            )
            for scene, part in parts
        ]
        free = {fact: linear(0) for fact in (*_FREE, place_days("house"))}
        free[place_visits("house")] = Tariff((0, 0, 0))
        pay = {paid_days(f"a{actor}"): linear(pay) for actor, pay in enumerate(self.pay)}
        return problem(strips, prices=free | pay, days_per_week=7)

    def least(self) -> int:
        """The least total by trying every order (small ones only)."""
        return min(self.total(order) for order in permutations(range(len(self.days))))

    def total(self, order: tuple[int, ...]) -> int:
        when, now = {}, 0
        for scene in order:
            when[scene] = (now, now + self.days[scene])
            now += self.days[scene]
        total = 0
        for actor, pay in enumerate(self.pay):
            spans = [when[scene] for scene, cast in enumerate(self.cast) if actor in cast]
            if spans:
                total += pay * (max(end for _, end in spans) - min(start for start, _ in spans))
        return total


CONCERT = """concert
9 5
1 1 0 1 0 1 1 0 1  1
1 1 0 1 1 1 0 1 0  1
1 1 0 0 0 0 1 1 0  1
1 0 0 0 1 1 0 0 1  1
0 0 1 0 1 1 1 1 0  1
2 4 1 3 3 2 5 7 6"""


def test_the_rehearsal_of_a_concert() -> None:
    """CSPLib problem 39: 17 days of waiting on 92 of playing."""
    plan = solve(Instance.read(CONCERT).problem(), effort=2)
    assert plan.best.cost.minor == 109


@pytest.mark.parametrize("name", ["tiny", "tiny2", "small", "small2", "film-10", "film-12"])
def test_published_optima_of_small_films(samples: Path, name: str) -> None:
    optimum = _optima(samples)[name]
    instance = Instance.read((samples / "talent" / name).read_text())
    plan = solve(instance.problem(), effort=2)
    assert plan.best.cost.minor == optimum
    assert plan.bound.minor <= optimum
    if len(instance.days) <= 6:
        assert instance.least() == optimum


@pytest.mark.parametrize("name", ["film105", "film114", "film119"])
def test_published_optima_of_films(samples: Path, name: str) -> None:
    instance = Instance.read((samples / "talent" / f"{name}.dat").read_text())
    plan = solve(instance.problem(), effort=3)
    assert plan.best.cost.minor == _optima(samples)[name]


def _optima(samples: Path) -> dict[str, int]:
    with (samples / "talent" / "optima.csv").open() as file:
        return {row["instance"]: int(row["opt_total"]) for row in csv.DictReader(file)}
