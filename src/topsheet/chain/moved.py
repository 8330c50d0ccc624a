"""What a write moved: every figure before and after, as far as a person may see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from topsheet.chain.engine.standing import (
    DATE,
    DAYS,
    EIGHTHS,
    MONEY,
    NIGHTS,
    TOTAL,
    WRAP,
    Move,
    moves,
    without_money,
    without_pay,
)
from topsheet.chain.standings import Noted, shown_at, standing_before, standing_now
from topsheet.kernel.money import Money, half_up, minor_digits
from topsheet.platform.formats import date_text, eighths_text, money_text, number_text
from topsheet.platform.models import User
from topsheet.production.access import Level, allowed, may_see_pay, require
from topsheet.production.models import Scenario

_MINUS = "\u2212"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The moves since change set ``since``. ``before`` is the change set whose figures stand
    on the left: ``since`` itself, an earlier one where nobody looked in between, or None
    where nothing was noted as early (then nothing is compared).
    """

    since: int
    before: int | None
    sequence: int
    currency: str
    moves: tuple[Move, ...] = ()
    lines: bool = False  # whether lines could be compared too

    @property
    def exact(self) -> bool:
        return self.before is not None and self.before >= self.since


def moved_since(scenario: Scenario, user: User, since: int) -> Moved:
    """What moved after ``since``, for this person. Raises NotFound, NotAllowed."""
    require(user, scenario.production, "production", Level.VIEW)
    now = standing_now(scenario)
    before = standing_before(scenario, min(since, now.until))
    currency = now.standing.currency
    if before is None or before.until >= now.until:
        known = None if before is None else now.until
        return Moved(since=since, before=known, sequence=now.until, currency=currency, lines=True)
    found = moves(before.standing, now.standing, coarse=before.coarse)
    return Moved(
        since=since,
        before=min(before.until, max(since, before.sequence)),
        sequence=now.until,
        currency=currency,
        moves=_for(user, scenario, found, before, now),
        lines=not before.coarse,
    )


def _for(
    user: User, scenario: Scenario, found: tuple[Move, ...], before: Noted, now: Noted
) -> tuple[Move, ...]:
    production = scenario.production
    if not allowed(user, production, "budget", Level.VIEW):
        found = without_money(found)
    elif not may_see_pay(user, production):
        shown = shown_at(scenario, before) & shown_at(scenario, now)
        found = without_pay(found, before.standing, now.standing, shown)
    unseen = tuple(
        f"{room}/"
        for room in ("schedule", "script")
        if not allowed(user, production, room, Level.VIEW)
    )
    return tuple(move for move in found if not (unseen and move.address.startswith(unseen)))


def headline(moved: Moved) -> str:
    """The move in a line: “Estimate € 1,234,567 → € 1,231,000 (−3,567) · 2 days fewer”."""
    return " · ".join(_headline({move.address: move for move in moved.moves}, moved.currency))


def _headline(found: dict[str, Move], currency: str) -> Iterator[str]:
    money = found.get(TOTAL) or found.get("schedule/cost")
    if money is not None and not money.withheld:
        yield f"{money.label} {arrow(money, currency)} ({difference_text(money, currency)})"
    if DAYS in found:
        yield _more_days(int(found[DAYS].difference))
    if NIGHTS in found:
        yield _more_nights(int(found[NIGHTS].difference))
    if WRAP in found and found[WRAP].after is not None:
        yield _("wrap %(date)s") % {"date": value_text(found[WRAP].after, DATE, currency)}


def _more_days(n: int) -> str:
    few = ngettext("%(n)s day fewer", "%(n)s days fewer", -n)
    many = ngettext("%(n)s day more", "%(n)s days more", n)
    return (few if n < 0 else many) % {"n": abs(n)}


def _more_nights(n: int) -> str:
    few = ngettext("%(n)s night fewer", "%(n)s nights fewer", -n)
    many = ngettext("%(n)s night more", "%(n)s nights more", n)
    return (few if n < 0 else many) % {"n": abs(n)}


def arrow(move: Move, currency: str) -> str:
    """Before → after, in whole units of money where that shows the move."""
    before = value_text(move.before, move.unit, currency, cents=with_cents(move, currency))
    after = value_text(move.after, move.unit, currency, cents=with_cents(move, currency))
    return f"{before} → {after}"


def value_text(
    value: int | Fraction | None, unit: str, currency: str, *, cents: bool = False
) -> str:
    if value is None:
        return "–"
    match unit:
        case _ if unit == MONEY:
            return money_text(Money(int(value), currency), whole=not cents)
        case _ if unit == DATE:
            return date_text(date.fromordinal(int(value)))
        case _ if unit == EIGHTHS:
            return eighths_text(int(value))
        case _:
            return number_text(value)


def difference_text(move: Move, currency: str) -> str:
    """By how much, with its sign; dates move by days, lengths by pages."""
    by = move.difference
    if not by or move.before is None or move.after is None:
        return ""
    sign = "+" if by > 0 else _MINUS
    if move.unit == DATE:
        days = ngettext("%(n)s day", "%(n)s days", abs(int(by))) % {"n": abs(int(by))}
        return f"{sign}{days}"
    if move.unit == MONEY:
        return sign + _whole_difference(move, currency)
    return sign + value_text(max(by, -by), move.unit, currency)


def _whole_difference(move: Move, currency: str) -> str:
    """Between what is shown, so that it adds up by hand."""
    if with_cents(move, currency):
        return money_text(Money(abs(int(move.difference)), currency), bare=True)
    before, after = (_whole(value, currency) for value in (move.before, move.after))
    return number_text(abs(after - before))


def _whole(minor: int | Fraction | None, currency: str) -> int:
    return half_up(Fraction(minor or 0, 10 ** minor_digits(currency)))


def with_cents(move: Move, currency: str) -> bool:
    if move.unit != MONEY or move.before is None or move.after is None:
        return False
    return _whole(move.before, currency) == _whole(move.after, currency)


def as_json(moved: Moved) -> dict[str, Any]:
    """For pages, programs and the command line."""
    return {
        "since": moved.since,
        "before": moved.before,
        "exact": moved.exact,
        "sequence": moved.sequence,
        "currency": moved.currency,
        "headline": headline(moved),
        "lines": moved.lines,
        "moves": [_move_as_json(move, moved.currency) for move in moved.moves],
    }


def _move_as_json(move: Move, currency: str) -> dict[str, Any]:
    return {
        "address": move.address,
        "label": move.label,
        "unit": move.unit,
        "before": _plain(move.before, move.unit, currency),
        "after": _plain(move.after, move.unit, currency),
        "difference": difference_text(move, currency),
        "withheld": move.withheld,
    }


def _plain(value: int | Fraction | None, unit: str, currency: str) -> str | None:
    if value is None:
        return None
    if unit == MONEY:
        return str(Money(int(value), currency))
    if unit == DATE:
        return date.fromordinal(int(value)).isoformat()
    return str(value)
