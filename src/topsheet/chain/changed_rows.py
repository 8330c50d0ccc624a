"""The moved figures as rows of a page, the ones a producer reads first on top."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from topsheet.chain.engine.standing import DATE, MONEY, TOTAL, Move
from topsheet.chain.moved import Moved, difference_text, value_text, with_cents

_UNEXPLAINED = {"schedule/start", "schedule/wrap", "schedule/flags", "script/scenes"}
_LEVELS = {"atl", "production", "post", "other", "contractual", "before-contractuals"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``address`` "" where there is nothing to open; ``dearer`` None for what is no money."""

    label: str
    before: str
    after: str
    by: str
    address: str
    withheld: bool
    dearer: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    title: str
    rows: tuple[Row, ...]
    open: bool = False


def groups_of(moved: Moved) -> tuple[Group, ...]:
    """Whole, shoot, accounts, lines; within a group of money the largest move first."""
    found: dict[str, list[Move]] = {}
    for move in moved.moves:
        found.setdefault(_group(move), []).append(move)
    titles = {
        "whole": _("The whole"),
        "shoot": _("The shoot"),
        "accounts": _("Accounts"),
        "parts": _("Stages and departments"),
        "lines": _("Lines"),
        "counts": _("Days and counts of the board"),
        "globals": _("Globals"),
    }
    return tuple(
        Group(title=title, rows=tuple(_rows(found[key], moved.currency)),
              open=key in ("whole", "shoot"))
        for key, title in titles.items()
        if key in found
    )  # fmt: skip


def _group(move: Move) -> str:
    room, *words = move.address.split("/")
    if room != "budget":
        return "shoot" if _is_main(move.address, words) else "counts"
    if move.address == TOTAL or words[0] in _LEVELS:
        return "whole"
    if words[0] in ("stage", "department"):
        return "parts"
    if words[0] == "global":
        return "globals"
    return "accounts" if len(words) == 1 else "lines"


def _is_main(address: str, words: list[str]) -> bool:
    return len(words) == 1 or address.startswith(("schedule/shoot/", "schedule/cost"))


def _rows(found: Iterable[Move], currency: str) -> list[Row]:
    found = list(found)
    if all(move.unit == MONEY for move in found):
        found.sort(key=lambda move: max(move.difference, -move.difference), reverse=True)
    return [_row(move, currency) for move in found]


def _row(move: Move, currency: str) -> Row:
    cents = with_cents(move, currency)
    return Row(
        label=move.label,
        before=value_text(move.before, move.unit, currency, cents=cents),
        after=value_text(move.after, move.unit, currency, cents=cents),
        by=difference_text(move, currency),
        address=_opens(move),
        withheld=move.withheld,
        dearer=move.difference > 0 if move.unit == MONEY and not move.withheld else None,
    )


def _opens(move: Move) -> str:
    if move.address in _UNEXPLAINED or move.unit == DATE or move.after is None:
        return ""
    return "schedule/cost" if move.address.startswith("schedule/cost/") else move.address
