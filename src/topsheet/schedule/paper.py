"""The schedule on paper: one-line schedule, stripboard and day out of days.

Each sheet is a plain dictionary first (what stands where, already in words), then a
typst template of ``sheets/`` sets it. Nothing is computed here that a board does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from topsheet.platform import formats, pdf
from topsheet.schedule.engine.day_out_of_days import DayOutOfDays
from topsheet.schedule.engine.types import (
    BoardDay,
    BoardJudgement,
    DayFacts,
    ScheduleProblem,
    Shift,
    Strip,
)
from topsheet.script.engine.types import IntExt

_BOARD_COLUMNS = 43  # strips and day breaks on one landscape page
_BOARD_CAST = 26  # cast rows on one page; further members are written below the strip
_DOOD_WEEKS = 4  # on one landscape page
_FOOT = "* times are assumed from the rule until somebody corrects them"
_SHIFTS = {Shift.DAY: "", Shift.SPLIT: "split day", Shift.NIGHT: "night"}


def one_liner(
    judged: BoardJudgement, problem: ScheduleProblem, head: pdf.Head, folders: Sequence[Path] = ()
) -> pdf.Pdf:
    """Every strip in one line, day by day, with what the day holds."""
    sheet = _Sheet(judged, problem)
    data = {
        "days": [sheet.day(day) | {"strips": sheet.strips_of(day)} for day in judged.board.days],
        "cast": sheet.legend(),
    }
    titled = head.of("One-line schedule", _FOOT)
    return pdf.typeset("schedule/sheets/one_liner.typ", titled, data, folders)


def stripboard(
    judged: BoardJudgement, problem: ScheduleProblem, head: pdf.Head, folders: Sequence[Path] = ()
) -> pdf.Pdf:
    """The board as it stands on a wall: a column per strip, a row per cast member."""
    sheet = _Sheet(judged, problem)
    legend = sheet.legend()
    columns = list(sheet.columns({row["id"] for row in legend[:_BOARD_CAST]}))
    data = {
        "cast": legend[:_BOARD_CAST],
        "others": legend[_BOARD_CAST:],
        "pages": [
            columns[start : start + _BOARD_COLUMNS]
            for start in range(0, len(columns), _BOARD_COLUMNS)
        ],
        "facts": sheet.summary(),
    }
    return pdf.typeset("schedule/sheets/stripboard.typ", head.of("Stripboard"), data, folders)


def day_out_of_days(sheet: DayOutOfDays, head: pdf.Head, folders: Sequence[Path] = ()) -> pdf.Pdf:
    """Who works, is held, starts and finishes on which date; four weeks to a page."""
    weeks = _weeks([day.date for day in sheet.dates])
    spans = [
        (weeks[n][0], weeks[min(n + _DOOD_WEEKS, len(weeks)) - 1][-1])
        for n in range(0, len(weeks), _DOOD_WEEKS)
    ]
    data = {
        "pages": [_dood_page(sheet, first, last) for first, last in spans],
        "totals": [
            [str(n) for n in (row.work, row.hold, row.holiday, row.paid)] for row in sheet.rows
        ],
        "sums": [
            str(sum(getattr(row, name) for row in sheet.rows))
            for name in ("work", "hold", "holiday", "paid")
        ],
        "wide": str(7 * _DOOD_WEEKS),
    }
    return pdf.typeset("schedule/sheets/dood.typ", head.of("Day out of days"), data, folders)


def _weeks(dates: Sequence[date]) -> list[list[int]]:
    """Columns by week, Monday first."""
    weeks: dict[tuple[int, int], list[int]] = {}
    for column, day in enumerate(dates):
        weeks.setdefault(day.isocalendar()[:2], []).append(column)
    return list(weeks.values())


def _dood_page(sheet: DayOutOfDays, first: int, last: int) -> dict[str, Any]:
    span = slice(first, last + 1)
    return {
        "dates": [
            {
                "month": formats.month_text(day.date),
                "weekday": formats.weekday_text(day.date),
                "day": str(day.date.day),
                "number": str(day.number or ""),
                "kind": day.kind.value,
            }
            for day in sheet.dates[span]
        ],
        "rows": [
            {"id": row.terms.board_id, "name": row.terms.name, "codes": row.codes[span]}
            for row in sheet.rows
        ],
        "work": [str(n or "") for n in sheet.work_by_date[span]],
        "hold": [str(n or "") for n in sheet.hold_by_date[span]],
    }


class _Sheet:
    """A judged board in words, with names looked up once."""

    def __init__(self, judged: BoardJudgement, problem: ScheduleProblem) -> None:
        self._judged = judged
        self._facts = {day.number: day for day in judged.days}
        self._strips = {strip.key: strip for strip in problem.strips}
        self._places = {place.place: place.name for place in problem.places}
        self._cast = sorted(problem.cast, key=lambda member: _board_order(member.board_id))
        self._ids = {member.role: member.board_id for member in self._cast}

    def legend(self) -> list[dict[str, str]]:
        """Cast numbers and names of everybody on the board, in board order."""
        works = {role for strip in self._strips.values() for role in strip.cast}
        return [
            {"id": member.board_id, "name": member.name}
            for member in self._cast
            if member.role in works
        ]

    def day(self, day: BoardDay) -> dict[str, Any]:
        facts = self._facts[day.number]
        return {
            "number": str(day.number),
            "date": formats.date_text(day.date, "full"),
            "short": formats.date_text(day.date, "day"),
            "shift": _SHIFTS[day.shift],
            "places": _listed(self._places.get(place, place) for place in facts.places),
            "call": formats.clock_text(facts.call),
            "wrap": formats.clock_text(facts.wrap),
            "pages": formats.eighths_text(facts.eighths),
            "hours": _clocked(facts.minutes),
            "limit": _clocked(facts.limit),
            "over": facts.minutes > facts.limit,
            "moves": facts.moves,
            "breaches": self._breaches(facts),
        }

    def strips_of(self, day: BoardDay) -> list[dict[str, Any]]:
        return [self._strip(self._strips[key]) for key in day.strips]

    def columns(self, rows: set[str]) -> Iterable[dict[str, Any]]:
        """Strips and, after each day, its break; ``rows`` are the cast ids with a row."""
        for day in self._judged.board.days:
            for strip in self.strips_of(day):
                further = [i for i in strip["cast"] if i not in rows]
                yield {"kind": "strip", **strip, "further": ", ".join(further)}
            yield {"kind": "day", **self.day(day)}

    def summary(self) -> str:
        days = self._judged.days
        nights = sum(day.shift is not Shift.DAY for day in days)
        pages = formats.eighths_text(sum(day.eighths for day in days))
        return f"{len(days)} days, {nights} of them nights or splits · {pages} pages"

    def _strip(self, strip: Strip) -> dict[str, Any]:
        ids = [self._ids[role] for role in strip.cast if role in self._ids]
        return {
            "scene": strip.scene,
            "part": f"pt {strip.part}" if strip.part else "",
            "intext": strip.intext.value,
            "light": strip.light.value.upper(),
            "colour": f"{'int' if strip.intext is IntExt.INT else 'ext'}-{strip.light.value}",
            "set": strip.set_name,
            "synopsis": strip.synopsis,
            "place": self._places.get(strip.place, strip.place),
            "pages": formats.eighths_text(strip.eighths),
            "minutes": _clocked(strip.minutes),
            "cast": sorted(ids, key=_board_order),
        }

    def _breaches(self, facts: DayFacts) -> list[str]:
        return [b.message for b in self._judged.breaches if b.day == facts.number]


def _board_order(board_id: str) -> tuple[int, str]:
    """ "2" before "10", "1X" after "1"; a number-less id comes last."""
    digits = "".join(letter for letter in board_id if letter.isdigit())
    return (int(digits) if digits else 10**6, board_id)


def _clocked(minutes: int) -> str:
    """A length as 9:40."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
