"""Why something cannot be taken back: who did what to which thing, and when."""

from __future__ import annotations

from topsheet.platform import clock
from topsheet.platform.formats import ago_text
from topsheet.platform.models import User
from topsheet.production.access import Level, allowed
from topsheet.production.engine.inverse import Block, Key, Why
from topsheet.production.models import Change, ChangeSet, Production
from topsheet.production.names import Names
from topsheet.production.roles import ROOMS
from topsheet.production.rows import kinds
from topsheet.production.words import field_word, kind_word

_REMEDY = "Undo that first, or change it by hand."
_THEIRS = "It can be undone once that is undone, or be changed by hand."


def sentence(actor: User, target: ChangeSet, block: Block) -> tuple[str, str]:
    """The sentence for the actor, and the name of whoever is in the way."""
    culprit = _culprit(target, block)
    ours = culprit is not None and culprit.actor_id == actor.pk
    who = "Somebody" if culprit is None else "You" if ours else culprit.actor_name or "Somebody"
    when = f" {ago_text(clock.now() - culprit.at)}" if culprit else ""
    which = f" (“{culprit.verb}”)" if culprit and ours else ""
    told = _told(actor, target.production, block, who, when)
    return f"{told}{which}. {_REMEDY if ours else _THEIRS}", "" if ours else who


def _told(actor: User, production: Production, block: Block, who: str, when: str) -> str:
    names = Names(production)
    if not _may_read(actor, production, block):
        return f"{who} changed the {_room(block.key)}{when} after you"
    thing = _thing(names, block.key)
    other = _thing(names, block.other) if block.other else ""
    word = field_word(block.key[0], block.field) if block.field else ""
    match block.why:
        case Why.CHANGED:
            return f"{who} changed the {word} of {thing}{when} after you"
        case Why.DELETED:
            return f"{who} deleted {thing}{when}"
        case Why.THERE_AGAIN:
            return f"{who} made {thing} again{when}"
        case Why.IN_USE:
            return f"{who} put {other} there{when}, which needs {thing}"
        case Why.TARGET_GONE:
            return f"{who} deleted {other}{when}, which {thing} needs"
        case Why.TAKEN:
            return f"{who} gave the {word} of {thing} to {other}{when}"


def _thing(names: Names, key: Key) -> str:
    kind, scenario, uid = key
    return f"the {kind_word(kind)} “{names.title((kind, scenario, uid))}”"


def _culprit(target: ChangeSet, block: Block) -> ChangeSet | None:
    """The last change set since that touched what is in the way."""
    kind, scenario, uid = block.other or block.key
    written = Change.objects.filter(
        change_set__production=target.production,
        change_set__sequence__gt=target.sequence,
        kind=kind,
        scenario=scenario,
    ).select_related("change_set")
    if kind != Production.KIND:
        written = written.filter(uid=uid)
    newest_first = written.order_by("-change_set__sequence", "-id")
    for change in newest_first.iterator(chunk_size=50):
        if block.why != Why.CHANGED or _touches(change, block.field):
            return change.change_set
    return None


def _touches(change: Change, name: str) -> bool:
    before, after = change.before or {}, change.after or {}
    return before.get(name) != after.get(name)


def _may_read(actor: User, production: Production, block: Block) -> bool:
    keys = [block.key, *([block.other] if block.other else [])]
    return all(
        room not in ROOMS or allowed(actor, production, room, Level.VIEW)
        for room in map(_room, keys)
    )


def _room(key: Key) -> str:
    model = kinds().get(key[0])
    return "production" if model is None else model._meta.app_label
