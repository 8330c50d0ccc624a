"""Undo and redo, for each person in each production, from the change sets.

    undo(ana, production)      takes back what Ana did last, in whatever scenario
    redo(ana, production)      makes it again

Both write a change set of their own. What others have since built on is not taken back:
``Conflict`` names who, what and when. What stands as issued (an approval, a membership) is
never taken back by undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from django.db import IntegrityError, transaction

from topsheet.kernel.errors import Conflict, TopsheetError
from topsheet.platform.models import User
from topsheet.production.access import Level, allowed, require
from topsheet.production.changes import Changes, recording
from topsheet.production.engine.inverse import (
    Block,
    Inverse,
    Written,
    built_on,
    inverse_of,
    leaving,
    net,
)
from topsheet.production.engine.undo_stack import Act, redo_stack, undo_stack
from topsheet.production.models import ChangeSet, Production
from topsheet.production.putting_back import PuttingBack, Rows
from topsheet.production.refusals import sentence
from topsheet.production.roles import ROOMS
from topsheet.production.rows import kinds

Direction = Literal["undo", "redo"]
UNDONE, REDONE = "Undone: ", "Redone: "
_NEWEST = 500  # acts read at first; further back only when nothing is found in them


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What the next undo or redo would do; ``why_not`` is the sentence it would be refused with."""

    sequence: int | None = None
    verb: str = ""
    at: datetime | None = None
    why_not: str = ""


def undo(actor: User, production: Production, expected: int | None = None) -> ChangeSet:
    """Take back the actor's last act that stands; ``expected`` refuses any other.

    Raises Conflict with the reason, NotAllowed, NotFound.
    """
    return _step(actor, production, "undo", expected)


def redo(actor: User, production: Production, expected: int | None = None) -> ChangeSet:
    """Make again what the actor took back last, while they did nothing else since."""
    return _step(actor, production, "redo", expected)


def undoable_now(actor: User, production: Production) -> tuple[Next, Next]:
    """What the next undo and the next redo would do, or why not."""
    require(actor, production, "production", Level.VIEW)
    now = Production.objects.get(pk=production.pk)  # as it stands, not as it was read
    return _looked_ahead(actor, now, "undo"), _looked_ahead(actor, now, "redo")


def next_undo(actor: User, production: Production) -> int | None:
    """The sequence that undo would take back, without looking whether it may."""
    return _top(actor, production, "undo")


def plain_verb(verb: str) -> str:
    """What was done, whether it was undone and redone since."""
    for prefix in (UNDONE, REDONE):
        verb = verb.removeprefix(prefix)
    return verb


def _step(
    actor: User, production: Production, direction: Direction, expected: int | None
) -> ChangeSet:
    require(actor, production, "production", Level.VIEW)
    with recording(production, actor, "") as changes:
        target = _target(actor, changes.production, direction, expected)
        changes.verb = (UNDONE if direction == "undo" else REDONE) + plain_verb(target.verb)
        if direction == "undo":
            changes.undoes = target.sequence
        else:
            changes.redoes = target.sequence
        _invert(actor, target, changes)
    return ChangeSet.objects.get(production=production, sequence=production.sequence)


def _invert(actor: User, target: ChangeSet, changes: Changes) -> None:
    steps, inverse, rows = _inverse(actor, target, changes.production)
    putting = PuttingBack(changes.production, inverse, rows)
    block = _first_block(steps, rows, putting)
    if block is not None:
        raise _refused(actor, target, block)
    try:
        with transaction.atomic():
            putting.write(changes)
    except IntegrityError as error:
        raise Conflict(
            f"“{plain_verb(target.verb)}” cannot be taken back any more: what it would put back "
            "does not go together with what is there now. Change it by hand."
        ) from error


def _looked_ahead(actor: User, production: Production, direction: Direction) -> Next:
    try:
        target = _target(actor, production, direction, None)
    except Conflict as error:
        return Next(why_not=error.message)
    known = Next(sequence=target.sequence, verb=plain_verb(target.verb), at=target.at)
    try:
        steps, inverse, rows = _inverse(actor, target, production)
        block = _first_block(steps, rows, PuttingBack(production, inverse, rows))
    except TopsheetError as error:
        return replace(known, why_not=error.message)
    return replace(known, why_not=_refused(actor, target, block).message) if block else known


def _target(
    actor: User, production: Production, direction: Direction, expected: int | None
) -> ChangeSet:
    top = _top(actor, production, direction)
    if top is None:
        raise Conflict(
            f"You have nothing to {direction} in “{production.title}”."
            + (" What you do after an undo ends what can be redone." if direction == "redo" else "")
        )
    target = ChangeSet.objects.get(production=production, sequence=top)
    if expected not in (None, top):
        raise Conflict(
            f"“{plain_verb(target.verb)}” is what you would {direction} now. Look at the journal "
            "and try again."
        )
    if not target.undoable:
        raise Conflict(
            f"“{target.verb}” stands as it was issued; undo does not take it back. Change it where "
            "it was made."
        )
    return target


def _top(actor: User, production: Production, direction: Direction) -> int | None:
    stack_of = undo_stack if direction == "undo" else redo_stack
    rows = ChangeSet.objects.filter(production=production, actor=actor).order_by("-sequence")
    fields = rows.values_list("sequence", "undoes", "redoes")
    newest = _acts(fields[:_NEWEST])
    stack = stack_of(newest)
    if not stack and len(newest) == _NEWEST and direction == "undo":
        stack = stack_of(_acts(fields))
    return stack[-1] if stack else None


def _acts(rows: Iterable[tuple[int, int | None, int | None]]) -> list[Act]:
    return [Act(sequence=s, undoes=undoes, redoes=redoes) for s, undoes, redoes in rows]


def _inverse(
    actor: User, target: ChangeSet, production: Production
) -> tuple[tuple[Written, ...], Inverse, Rows]:
    steps = net(_written(target, production))
    _require_rooms(actor, production, target, {step.key[0] for step in steps})
    rows = Rows(production)
    now = rows.states(step.key for step in steps)
    follows = {kind: model.FOLLOWS for kind, model in kinds().items() if model.FOLLOWS}
    steps = leaving(steps, now, follows)
    return steps, inverse_of(steps, now), rows


def _written(target: ChangeSet, production: Production) -> list[Written]:
    changes = target.changes.order_by("id").values_list(
        "kind", "scenario", "uid", "version", "before", "after"
    )
    return [
        Written(key=(kind, scenario, production.uid if kind == Production.KIND else uid),
                version=version, before=before, after=after)
        for kind, scenario, uid, version, before, after in changes
    ]  # fmt: skip


def _first_block(steps: Sequence[Written], rows: Rows, putting: PuttingBack) -> Block | None:
    built = built_on(steps, rows.states(step.key for step in steps))
    return next(iter(built), None) or next(putting.blocks(), None)


def _refused(actor: User, target: ChangeSet, block: Block) -> Conflict:
    message, by = sentence(actor, target, block)
    return Conflict(message, by=by)


def _require_rooms(
    actor: User, production: Production, target: ChangeSet, touched: set[str]
) -> None:
    """What one could do then one may take back while one still edits there.

    What merely followed (lines in a budget that the actor does not open) asks for nothing.
    """
    known = kinds()
    if unknown := sorted(kind for kind in touched - {Production.KIND} if kind not in known):
        raise Conflict(
            f"“{plain_verb(target.verb)}” changed something this Topsheet does not know "
            f"({unknown[0]}), so it cannot be taken back here."
        )
    rooms = {known[kind]._meta.app_label for kind in touched if kind in known}
    if touched == {Production.KIND}:
        require(actor, production, "production", Level.EDIT)
    named = sorted(rooms & set(ROOMS) - {"production"})
    if named and not any(allowed(actor, production, room, Level.EDIT) for room in named):
        require(actor, production, named[0], Level.EDIT)
