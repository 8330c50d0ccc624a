"""What search finds on the board: the shooting days."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.platform.formats import date_text
from topsheet.production.engine.text_index import Entry
from topsheet.production.models import Scenario
from topsheet.schedule.models import DayKind, ShootDay

READS = ("schedule",)


def entries(scenario: Scenario) -> Iterator[Entry]:
    """The days by number and date; strips are found as scenes."""
    number = 0
    for day in ShootDay.objects.filter(scenario=scenario):
        shoots = day.kind == DayKind.SHOOT
        number += shoots
        name = f"Day {number}" if shoots else str(day.get_kind_display())
        yield Entry(
            kind="day", uid=day.uid, name=name, detail=date_text(day.date, "long"),
            text=f"{day.date.isoformat()} {day.note}", page="schedule:board",
            at=f"#day-{number}" if shoots else "", weight=3,
        )  # fmt: skip
