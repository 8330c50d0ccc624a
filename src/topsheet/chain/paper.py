"""The topsheet on paper: its basis first, one line per category, whole units that foot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from topsheet.chain.engine.footing import footed_departments, in_print
from topsheet.chain.engine.topsheet import RowKind, TopsheetView
from topsheet.kernel.money import Money
from topsheet.platform import formats, pdf
from topsheet.schedule.engine.types import Shift

_FOOT = "Figures marked * are assumed or stand on illustrative rates."
_WITHHELD = "withheld"


def topsheet(view: TopsheetView, head: pdf.Head, folders: Sequence[Path] = ()) -> pdf.Pdf:
    """Two or three pages: what it stands on, the budget, where it goes, what is still open."""
    data = {
        "currency": view.currency,
        "notice": view.notice,
        "basis": [
            {"label": line.label, "text": line.text, "assumed": line.assumed} for line in view.basis
        ],
        "glance": _glance(view),
        "budget": _budget(view),
        "stages": [_titled(stage) for stage in view.stages],
        "departments": _departments(view),
        "days": _days(view),
        "scenes": _scenes(view),
        "roles": _roles(view),
        "assumed": [
            {
                "title": group.title,
                "count": str(group.count),
                "examples": "; ".join(group.examples),
                "remedy": group.remedy,
            }
            for group in view.assumed
        ],
    }
    return pdf.typeset("chain/sheets/topsheet.typ", head.of("Topsheet", _FOOT), data, folders)


def _glance(view: TopsheetView) -> list[tuple[str, str]]:
    glance = view.glance
    return [
        ("Pages", formats.eighths_text(glance.pages)),
        ("Scenes", str(glance.scenes)),
        ("Shooting days", str(glance.days)),
        ("of them nights", str(glance.nights)),
        ("Cast", str(glance.cast)),
        ("Cast days", str(glance.cast_work_days)),
        ("Holding days", str(glance.holding_days)),
        ("Sets", str(glance.sets)),
        ("Places", str(glance.places)),
        ("Company moves", str(glance.moves)),
    ]


def _budget(view: TopsheetView) -> list[dict[str, Any]]:
    return [
        {
            "kind": row.kind.value,
            "number": row.number,
            "title": row.title,
            "amount": _units(units),
            "assumed": row.assumed and row.kind in (RowKind.CATEGORY, RowKind.CONTRACTUAL),
        }
        for row, units in zip(view.budget, in_print(view.budget), strict=True)
    ]


def _departments(view: TopsheetView) -> list[list[str]]:
    """Rows of words; the last adds up the printed columns."""
    table = footed_departments(view.departments)
    rows = [
        [_titled(row.department), *map(_spent, printed)]
        for row, printed in zip(view.departments, table, strict=True)
    ]
    sums = [_column(printed[n] for printed in table) for n in range(len(view.stages) + 1)]
    return [*rows, ["Together", *sums]] if rows else []


def _column(values: Iterable[int | None]) -> str:
    return _spent(sum(value or 0 for value in values))


def _spent(units: int | None) -> str:
    """Whole units, blank where nothing is spent."""
    return _units(units) if units else ""


def _titled(name: str) -> str:
    return name[:1].upper() + name[1:]


def _days(view: TopsheetView) -> list[list[str]]:
    return [
        [
            str(day.number),
            formats.date_text(day.date, "day"),
            "" if day.shift is Shift.DAY else day.shift.value,
            ", ".join(day.scenes),
            ", ".join(day.sets),
            day.why,
            _amount(day.amount, instead=day.hours),
        ]
        for day in view.dear_days
    ]


def _scenes(view: TopsheetView) -> list[list[str]]:
    return [
        [
            scene.number,
            scene.heading,
            formats.eighths_text(scene.eighths),
            _amount(scene.saved_if_cut),
            _amount(scene.full_share),
        ]
        for scene in view.dear_scenes
    ]


def _roles(view: TopsheetView) -> list[list[str]]:
    return [
        [
            role.board_id,
            role.name,
            role.deal,
            str(role.work_days),
            str(role.holding_days),
            _amount(role.amount),
        ]
        for role in view.dear_roles
    ]


def _units(units: int | None) -> str:
    if units is None:
        return _WITHHELD
    if not units:
        return "–"
    text = formats.number_text(abs(units), digits=0)
    return f"({text})" if units < 0 else text


def _amount(amount: Money | None, instead: str = "") -> str:
    if amount is None:
        return instead or _WITHHELD
    return formats.money_text(amount, whole=True, bare=True)
