"""Parts of a scene, shot in their order wherever that costs nothing.

The search takes the parts of a long scene for strips like any other; a board that asks
for part 2 before part 1 would puzzle everybody. Changing the parts' places with each
other leaves the days what they are, but for a few minutes more or less.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from topsheet.schedule.engine.judge import judge
from topsheet.schedule.engine.types import Board, BoardJudgement, ScheduleProblem, Strip


def parts_in_order(
    problem: ScheduleProblem, judged: BoardJudgement, kept: Collection[str] = ()
) -> BoardJudgement:
    """The board with the parts of each scene in order; as it was where that would be dearer,
    or where a part is to be ``kept`` in its place.
    """
    shot = {key for day in judged.board.days for key in day.strips}
    for parts in _scenes_in_parts(problem):
        if any(strip.key in kept or strip.key not in shot for strip in parts):
            continue
        told = _told_in_order(judged.board, parts)
        if told == judged.board:
            continue
        tried = judge(problem, told)
        if tried.cost <= judged.cost and _hard(tried) <= _hard(judged):
            judged = tried
    return judged


def _scenes_in_parts(problem: ScheduleProblem) -> list[list[Strip]]:
    """The strips of each scene that is spread, by part."""
    scenes: dict[int, list[Strip]] = {}
    for strip in problem.strips:
        if strip.part:
            scenes.setdefault(strip.order, []).append(strip)
    return [sorted(parts, key=lambda strip: strip.part) for parts in scenes.values()]


def _told_in_order(board: Board, parts: Sequence[Strip]) -> Board:
    """The same places on the board, taken by the parts from the first on."""
    keys = {strip.key for strip in parts}
    stand = [key for day in board.days for key in day.strips if key in keys]
    instead = dict(zip(stand, (strip.key for strip in parts), strict=True))
    return Board(
        days=tuple(
            replace(day, strips=tuple(instead.get(key, key) for key in day.strips))
            for day in board.days
        )
    )


def _hard(judged: BoardJudgement) -> int:
    return sum(breach.hard for breach in judged.breaches)
