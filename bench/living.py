"""One strip moved on a board of 150 scenes, with 3,000 lines in the budget behind it.

Told: the write, and until every figure that follows is right again (schedule, estimate,
topsheet, what moved); beside it the same with nothing kept from before, as a tool does that
reads and computes its whole plan after each change.

    python bench/living.py
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

LINES, ROUNDS = 3_000, 21


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TOPSHEET_DATA"] = folder
        from topsheet.platform.commands import office

        with office(None) as here:
            production = _planned(here.user)
            _measure(here.user, production)


def _planned(user: Any) -> Any:
    from feature import feature

    from topsheet.chain.options import PlanOptions
    from topsheet.chain.services import plan_from_script

    options = PlanOptions(title="Feature", country="GB", effort=1)
    production, _ = plan_from_script(feature(140).encode(), "f.fountain", options, actor=user)
    _more_lines(user, production)
    return production


def _more_lines(user: Any, production: Any) -> None:
    """The budget's own lines over and over, until there are enough."""
    from topsheet.budget.models import Line
    from topsheet.platform.ids import uuid7
    from topsheet.production.changes import recording
    from topsheet.production.selectors import scenario_of

    rows = list(Line.objects.filter(scenario=scenario_of(production)).select_related("account"))
    more = []
    for number in range(LINES - len(rows)):
        row = rows[number % len(rows)]
        fields = {field.attname: getattr(row, field.attname) for field in Line._meta.fields}
        person = f"{row.person}-{number}" if row.person else ""
        fields |= {"id": uuid7(), "uid": f"more-{number}", "person": person, "version": 1}
        more.append(Line(**fields))
    with recording(production, user, "More lines") as changes:
        changes.create_all(more)


def _measure(user: Any, production: Any) -> None:
    from topsheet.production.selectors import scenario_of
    from topsheet.schedule.models import Strip

    scenario = scenario_of(production)
    steps: dict[str, Callable[[], object]] = _steps(user, scenario)
    anew = _timed(_everything_anew, user, scenario)
    for step in steps.values():
        step()
    times: dict[str, list[float]] = {name: [] for name in ("write", *steps)}
    for _ in range(ROUNDS):
        times["write"].append(_timed(_move, user, scenario))
        scenario = scenario_of(production)
        for name, step in _steps(user, scenario).items():
            times[name].append(_timed(step))
    strips = Strip.objects.filter(scenario=scenario).count()
    sys.stdout.write(f"{strips} strips, {LINES} lines; milliseconds, median of {ROUNDS} moves\n")
    whole = [sum(parts) for parts in zip(*times.values(), strict=True)]
    for name, found in [*times.items(), ("all of it", whole)]:
        sys.stdout.write(f"{name:22} {median(found):8.1f}   most {max(found):8.1f}\n")
    sys.stdout.write(f"{'with nothing kept':22} {anew:8.1f}\n")


def _steps(user: Any, scenario: Any) -> dict[str, Callable[[], object]]:
    from topsheet.budget.selectors import load_estimate
    from topsheet.chain.moved import moved_since
    from topsheet.chain.selectors import topsheet_for
    from topsheet.schedule.selectors import load_schedule

    since = scenario.production.sequence - 1
    return {
        "schedule": lambda: load_schedule(scenario),
        "estimate": lambda: load_estimate(scenario),
        "what moved": lambda: moved_since(scenario, user, since),
        "topsheet": lambda: topsheet_for(scenario, user),
    }


def _move(user: Any, scenario: Any) -> None:
    from topsheet.schedule.models import ShootDay, Strip
    from topsheet.schedule.working import move_strips

    chance = Random(scenario.production.sequence)
    days = list(ShootDay.objects.filter(scenario=scenario).values_list("uid", flat=True))
    strips = Strip.objects.filter(scenario=scenario, day__isnull=False)
    strip = chance.choice(sorted(strips.values_list("uid", flat=True)))
    move_strips(user, scenario, [strip], chance.choice(sorted(days)))


def _everything_anew(user: Any, scenario: Any) -> None:
    from topsheet.chain.selectors import topsheet_for
    from topsheet.platform.derived import afresh

    with afresh():
        topsheet_for(scenario, user)


def _timed(act: Callable[..., object], *given: Any) -> float:
    began = time.perf_counter()
    act(*given)
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
