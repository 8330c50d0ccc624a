"""What search finds on the board: the shooting days."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.platform.formats import date_text
from topsheet.production.engine.text_index import Entry
from topsheet.production.models import Scenario
from topsheet.schedule.models import ShootDay

READS = ("schedule",)


def entries(scenario: Scenario) -> Iterator[Entry]:
    """The days by number and date; strips are found as scenes."""
    days = ShootDay.objects.filter(scenario=scenario)
    for uid, number, date in days.values_list("uid", "number", "date"):
        yield Entry(
            kind="day", uid=uid, name=f"Day {number}", detail=date_text(date, "long"),
            text=date.isoformat(), page="schedule:board", at=f"#day-{number}", weight=3,
        )  # fmt: skip
