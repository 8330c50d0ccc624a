"""How long Ctrl K takes with 50 productions of 700 budget lines and 200 scenes each.

Target: 100 ms at the service, warm, for the slowest of a set of questions. Printed beside it:
the first question after a start, reading what one write made new, memory, and what plain
queries (``icontains``) take for the same question. ``--postgresql`` measures on a throw-away
cluster. Times are of the processor and, in brackets, of the clock.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "src")]

PRODUCTIONS, LINES, SCENES, WORDS = 50, 700, 200, 160
QUESTIONS = ("camera", "12a", "int", "zzqx", "kitchen night", "e", "lantern door", "grip 5", "cafe")
_VOCABULARY = 6000

Took = tuple[float, float]  # seconds of the processor, of the clock


def main() -> None:
    """Fill a new office, then ask."""
    if "--postgresql" in sys.argv:
        from tests.harness.postgresql import Cluster

        os.environ["TOPSHEET_DATABASE_URL"] = Cluster().url
    with tempfile.TemporaryDirectory() as folder:
        from topsheet.platform.commands import office

        with office(Path(folder)) as here:
            _fill(here.user)
            _measure(here.user)


def _measure(user: Any) -> None:
    from django.urls import reverse

    from topsheet.production import searching
    from topsheet.production.models import Production
    from topsheet.production.searching import search
    from topsheet.production.selectors import scenario_of

    here = scenario_of(Production.objects.order_by("created_at").first())
    reverse("site:slate")  # a server has read its addresses before the first page
    before = _memory()
    first, unread = _timed(lambda: search(user, "camera", here=here).unread)
    _print("first question after a start", first, 0.1)
    sys.stdout.write(f"  {unread} productions not read yet; asking again goes on\n")
    whole, _ = _timed(lambda: search(user, "camera", here=here, seconds=600))
    _print("reading all the others", whole)
    sys.stdout.write(f"  memory for it: {_memory() - before} MB\n")
    slowest = max((min(_asked(user, q, here) for _ in range(3)), q) for q in QUESTIONS)
    _print(f"slowest question, warm (“{slowest[1]}”)", slowest[0], 0.1)
    typo, _ = _timed(lambda: search(user, "lantren", here=here))
    _print("a mistyped word", typo, 0.1)
    _write(user, here)
    fresh = scenario_of(Production.objects.get(pk=here.production_id))
    again, _ = _timed(lambda: search(user, "camera", here=fresh))
    _print("after a write to the budget", again, 0.1)
    searching.forget()
    plain, _ = _timed(lambda: _plainly("camera"))
    _print("the same by plain queries", plain)


def _asked(user: Any, question: str, here: Any) -> Took:
    from topsheet.production.searching import search

    return _timed(lambda: search(user, question, here=here))[0]


def _plainly(word: str) -> list[Any]:
    from topsheet.breakdown.models import Element
    from topsheet.budget.models import Line
    from topsheet.script.models import Scene

    found: list[Any] = list(Line.objects.filter(name__icontains=word)[:30])
    found += list(Element.objects.filter(name__icontains=word)[:30])
    found += list(Scene.objects.filter(heading__icontains=word)[:30])
    return found + list(Scene.objects.filter(elements__icontains=word)[:30])


def _write(user: Any, scenario: Any) -> None:
    from topsheet.budget.models import Line
    from topsheet.production.changes import recording

    line = Line.objects.filter(scenario=scenario).first()
    with recording(scenario.production, user, "Renamed") as changes:
        changes.update(line, name="Another name")


def _fill(user: Any) -> None:
    from topsheet.production.selectors import scenario_of
    from topsheet.production.services import create_production

    chance = random.Random(3)
    letters = "abcdefghiklmnoprstuvé"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(_VOCABULARY)]
    words += ["lantern", "door", "kitchen", "camera", "café"]
    for n in range(PRODUCTIONS):
        production = create_production(actor=user, title=f"Production {n}")
        _fill_one(scenario_of(production), chance, words)


def _fill_one(scenario: Any, chance: random.Random, words: list[str]) -> None:
    from topsheet.breakdown.models import Element
    from topsheet.budget.models import Account, Line
    from topsheet.script.models import Draft, Scene

    def some(n: int) -> str:
        return " ".join(chance.choices(words, k=n))

    draft = Draft.objects.create(
        scenario=scenario, number=1, title="x", file_name="x", format="fountain", colour="white",
        pages=100, pages_by_eighths=800, eighths_source="nearest",
    )  # fmt: skip
    Scene.objects.bulk_create(
        Scene(scenario=scenario, uid=f"s{n:04}", draft=draft, order=n, number=f"{n + 1}",
              numbered=True, heading=f"INT. {some(2).upper()} - NIGHT", intext="INT",
              light="night", eighths=4, page=1, line=1,
              elements=[{"kind": "action", "text": some(WORDS // 8), "line": i}
                        for i in range(8)])
        for n in range(SCENES)
    )  # fmt: skip
    account = Account.objects.create(
        scenario=scenario, uid="3300", name="Camera", level="production", order=1
    )
    Line.objects.bulk_create(
        Line(scenario=scenario, uid=f"l{n}", account=account, name=some(3), department="Camera",
             stage="shoot", amount="1", unit="day", price_coefficient=100, price_exponent=0,
             price_currency="EUR", component="not pay", order=n)
        for n in range(LINES)
    )  # fmt: skip
    Element.objects.bulk_create(
        Element(scenario=scenario, uid=f"e{n}", position=n, category="props", name=some(2))
        for n in range(250)
    )


def _timed(act: Callable[[], Any]) -> tuple[Took, Any]:
    start, processor = time.perf_counter(), time.process_time()
    result = act()
    return (time.process_time() - processor, time.perf_counter() - start), result


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _print(what: str, took: Took, target: float | None = None) -> None:
    aim = "" if target is None else f"   target {target * 1000:.0f} ms"
    processor, clock = took
    sys.stdout.write(f"{what:46} {processor * 1000:7.1f} ms  ({clock * 1000:.1f}){aim}\n")


if __name__ == "__main__":
    main()
