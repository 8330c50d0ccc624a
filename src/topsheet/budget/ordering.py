"""Where lines stand: order keys with room between them, so that a move touches one row.

Only the order of lines within one account is ever shown. Where there is no room left, the
lines of that account are spread out again.
"""

from __future__ import annotations

from collections.abc import Sequence

from topsheet.budget.held import Held, Row
from topsheet.budget.services import ROOM
from topsheet.kernel.errors import NotFound

LARGEST = 2**62


def in_account(held: Held, code: str) -> list[Row]:
    """The lines of an account from top to bottom."""
    found = [row for row in held.parts["budget-line"].values() if row.item.account == code]
    return sorted(found, key=lambda row: row.key)


def line_row(held: Held, uid: str) -> Row:
    """A line by its uid. Raises NotFound."""
    row = held.row("budget-line", uid)
    if row is None:
        raise NotFound("That line is no longer in the budget; somebody deleted it.")
    return row


def places(rows: Sequence[Row], at: int, count: int, end: int) -> tuple[list[int], dict[str, int]]:
    """Order keys for ``count`` lines put before ``rows[at]`` (at the end: ``len(rows)``).

    ``end`` is a key that may follow where the account has no lines. Beside the keys, the new
    keys of lines that must give way (none, where there is room).
    """
    before = rows[at - 1].key[0] if at else None
    after = rows[at].key[0] if at < len(rows) else None
    if after is None:
        start = end if before is None else before + ROOM
        return [start + n * ROOM for n in range(count)], {}
    if before is None:
        return [after - (count - n) * ROOM for n in range(count)], {}
    step = (after - before) // (count + 1)
    if step >= 1:
        return [before + (n + 1) * step for n in range(count)], {}
    first = rows[0].key[0]
    given = [first + n * ROOM for n in range(len(rows) + count)]
    kept = given[:at] + given[at + count :]
    moved = {r.key[1]: key for r, key in zip(rows, kept, strict=True) if r.key[0] != key}
    return given[at : at + count], moved


def last_order(held: Held) -> int:
    """A key after everything."""
    return max((row.key[0] for row in held.parts["budget-line"].values()), default=0) + ROOM
