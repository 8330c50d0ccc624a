"""A scene cut into parts, and joined again. Parts sum to the scene in eighths and minutes;
a retake, a pick-up, an insert or a plate adds time and no pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from topsheet.kernel.errors import InvalidInput
from topsheet.schedule.engine.board_state import (
    BoardState,
    by_key,
    refuse_locked_day,
    refuse_locked_strips,
    with_strips,
)
from topsheet.schedule.engine.moves import lift
from topsheet.schedule.engine.types import PartKind, ScheduleProblem, Strip

MOST_PARTS = 20
_STEP = 5  # minutes are printed in fives


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a part takes of its scene."""

    number: int
    eighths: int
    minutes: int
    kind: PartKind = PartKind.PART


def cut(eighths: int, minutes: int, count: int, shares: Sequence[int] = ()) -> tuple[Part, ...]:
    """A scene in ``count`` parts as even as can be, or by ``shares`` of its eighths."""
    if not 2 <= count <= MOST_PARTS:
        raise InvalidInput(f"A scene is cut into 2 to {MOST_PARTS} parts.", field="count")
    if shares and (len(shares) != count or min(shares) < 0 or sum(shares) != eighths):
        raise InvalidInput(
            f"The parts' eighths must be {count} numbers that sum to {eighths}.", field="shares"
        )
    pages = list(shares) or spread(eighths, count, 1)
    time = _by_shares(minutes, pages) if shares and eighths else spread(minutes, count, _STEP)
    return tuple(
        Part(number=number, eighths=pages[number - 1], minutes=time[number - 1])
        for number in range(1, count + 1)
    )


def extra(number: int, minutes: int, kind: PartKind) -> Part:
    """A retake, a pick-up, an insert or a plate: time beside the scene's own, no pages."""
    if kind.shares:
        raise InvalidInput(
            "Only a retake, a pick-up, an insert or a plate is added to a scene.", field="kind"
        )
    if minutes <= 0:
        raise InvalidInput("Say how many minutes it takes.", field="minutes")
    return Part(number=number, eighths=0, minutes=minutes, kind=kind)


def spread(total: int, count: int, step: int) -> list[int]:
    """``total`` in ``count`` parts as even as ``step`` allows; the first get the rest.

    >>> spread(125, 3, 5), spread(3, 2, 1), spread(7, 2, 5)
    ([45, 40, 40], [2, 1], [7, 0])
    """
    whole, rest = divmod(total // step, count)
    parts = [(whole + (number < rest)) * step for number in range(count)]
    parts[0] += total % step
    return parts


def _by_shares(total: int, shares: Sequence[int]) -> list[int]:
    """``total`` split like ``shares``, whole, the largest remainders rounded up."""
    whole = sum(shares)
    found = [total * share // whole for share in shares]
    short = total - sum(found)
    remainders = sorted(range(len(shares)), key=lambda n: (-(total * shares[n] % whole), n))
    for number in remainders[:short]:
        found[number] += 1
    return found


def strips_of(scene: Strip, parts: Sequence[Part]) -> tuple[Strip, ...]:
    """The strips of a scene in parts."""
    return tuple(
        replace(
            scene,
            key=part_key(scene.key, part.number),
            part=part.number,
            kind=part.kind,
            eighths=part.eighths,
            minutes=part.minutes,
        )
        for part in parts
    )


def part_key(scene: str, part: int) -> str:
    """
    >>> part_key("s0012", 2), part_key("s0012", 0)
    ('s0012/2', 's0012')
    """
    return f"{scene}/{part}" if part else scene


def put_instead(
    problem: ScheduleProblem, state: BoardState, old: Sequence[str], new: Sequence[str]
) -> BoardState:
    """Strips of one scene replaced by others, all where the first of the old ones stands.

    ``problem`` knows the old and the new ones.
    """
    strips = by_key(problem)
    refuse_locked_strips(state, old, strips)
    homes = [state.day_of(key) for key in old]
    for home in homes:
        if home is not None:
            refuse_locked_day(state, home)
    home = next((one for one in homes if one is not None), None)
    if home is None:
        place = min(state.boneyard.index(key) for key in old)
        lifted = lift(problem, state, old)
        rest = lifted.boneyard
        return replace(lifted, boneyard=(*rest[:place], *new, *rest[place:]))
    place = next(n for n, key in enumerate(home.strips) if key in set(old))
    lifted = lift(problem, state, old)
    left = lifted.day(home.uid).strips
    put = with_strips(home, [*left[:place], *new, *left[place:]], strips)
    return lifted.with_day(put)
