"""Verbs: two that are one, and one that is two. What was merged is remembered for new drafts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from topsheet.breakdown import models
from topsheet.breakdown.models import State
from topsheet.breakdown.remembering import element_key
from topsheet.breakdown.services import element_stays, one_mention, one_part
from topsheet.breakdown.tagging import found_or_made, refuse_cast, tidy
from topsheet.breakdown.written import Written, element_of, find_scene, part_of, writing
from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.people.models import Engagement, Role
from topsheet.platform import entry
from topsheet.platform.models import User
from topsheet.production.changes import Changes
from topsheet.production.models import Scenario

_SAID = ("line", "excerpt", "confidence", "reason", "quantity", "said")
_SEEN = ("line", "presence", "works", "confidence", "decided")
_SPOKEN = ("age", "minor", "lines", "words")
_STRONGER = (State.REJECTED, State.SUGGESTED, State.ACCEPTED)


def merge_elements(actor: User, scenario: Scenario, elements: Sequence[str], into: str) -> Written:
    """Make elements one with another: their mentions unite with its own, one per scene.

    Of two in a scene the surer says why, and an accepted one wins. Links and notes go along.
    """
    target = element_of(scenario, into)
    rows = list({row.pk: row for row in (element_of(scenario, e) for e in elements)}.values())
    if target in rows:
        raise InvalidInput(f"“{target.name}” cannot be merged with itself.", field="into")
    names = ", ".join(row.name for row in rows)
    with writing(actor, scenario, f"{names[:120]} merged into {target.name}") as (changes, done):
        for row in rows:
            _merge(changes, scenario, row, target)
    return done


def _merge(
    changes: Changes, scenario: Scenario, row: models.Element, target: models.Element
) -> None:
    _unite_mentions(changes, row, target, row.mentions.all())
    _carry_links(changes, row, target)
    said = {row.uid, element_key(row.category, row.name)}
    _remember(changes, scenario, "element", row.name, target.uid, said, row.uid)
    if row.note and not target.note:
        changes.update(target, note=row.note)
    changes.delete_all([row])


def split_element(
    actor: User,
    scenario: Scenario,
    element: str,
    scenes: Sequence[str],
    *,
    name: str,
    category: str = "",
) -> Written:
    """Give an element's mentions in some scenes to another one, found by its name or made."""
    row, called = element_of(scenario, element), tidy(entry.line(name, "name", 200))
    wanted = {find_scene(scenario, scene).uid for scene in scenes}
    mentions = list(row.mentions.filter(scene__in=wanted))
    category = category or row.category
    refuse_cast(category)
    if not mentions or not called:
        raise InvalidInput(f"Name scenes of “{row.name}” and what it is there.", field="scenes")
    verb = f"{row.name} is {called} in {len(mentions)} of its scenes"
    with writing(actor, scenario, verb) as (changes, done):
        target = found_or_made(changes, scenario, called, category)
        if target == row:
            raise InvalidInput(f"It is called “{row.name}” already.", field="name")
        _unite_mentions(changes, row, target, mentions)
        if not row.mentions.exists() and not element_stays(row):
            changes.delete_all([row])
    return done


def merge_roles(actor: User, scenario: Scenario, role: str, into: str) -> Written:
    """Make two names one part: BOY is TOM. The cast list forgets the other, unless somebody
    is engaged for it or a deal was agreed.
    """
    row, target = part_of(scenario, role), part_of(scenario, into)
    if row == target:
        raise InvalidInput(f"“{row.name}” cannot be merged with itself.", field="into")
    with writing(actor, scenario, f"{row.name} is {target.name}") as (changes, done):
        _unite_appearances(changes, row, target)
        _carry_part_links(changes, row, target)
        _remember(changes, scenario, "role", row.name, target.uid, {row.uid}, row.uid)
        both = one_part(*({n: getattr(p, n) for n in _SPOKEN} for p in (target, row)))
        changes.update(target, **{name: both[name] for name in _SPOKEN})
        changes.delete_all([row])
        _forget_role(changes, scenario, row.uid)
    return done


def forget_alias(actor: User, scenario: Scenario, alias: str) -> Written:
    """Stop taking one name for another; what is united stays so."""
    row = models.Alias.objects.filter(scenario=scenario, uid=alias).first()
    if row is None:
        raise NotFound("That name is not remembered any more.")
    twins = models.Alias.objects.filter(scenario=scenario, of=row.of, text=row.text, key=row.key)
    with writing(actor, scenario, f"{row.text} is no other name any more") as (changes, done):
        changes.delete_all(list(twins))
    return done


def _unite_mentions(
    changes: Changes, row: models.Element, target: models.Element, mentions: Iterable[Any]
) -> None:
    """Move mentions to the target; where it has one, the two become one."""
    there = {mention.scene: mention for mention in target.mentions.all()}
    moved, edits, gone = [], [], []
    for mention in mentions:
        said = mention.said or ([] if mention.by_hand else [row.uid])
        other = there.get(mention.scene)
        if other is None:
            moved.append((mention, {"element": target, "said": said}))
        else:
            edits.append((other, _united(other, mention, said)))
            gone.append(mention)
    changes.update_all([*moved, *edits])
    changes.delete_all(gone)


def _united(kept: Any, other: Any, said: list[str]) -> dict[str, Any]:
    first = {name: getattr(kept, name) for name in _SAID}
    if not kept.said and not kept.by_hand:
        first["said"] = [kept.element.uid]
    second = {name: getattr(other, name) for name in _SAID} | {"said": said}
    return one_mention(first, second) | _decided(kept, other)


def _decided(kept: Any, other: Any) -> dict[str, Any]:
    """Accepted by anybody is accepted; rejected only when both are."""
    state = max(kept.state, other.state, key=_STRONGER.index)
    by_hand = kept.by_hand or other.by_hand
    lost = kept.lost and other.lost
    own = {"own": sorted({*kept.own, *other.own})} if hasattr(kept, "own") else {}
    return {"state": state, "by_hand": by_hand, "lost": lost} | own


def _unite_appearances(changes: Changes, row: models.Part, target: models.Part) -> None:
    there = {seen.scene: seen for seen in target.appearances.all()}
    edits: list[tuple[Any, dict[str, Any]]] = []
    gone = []
    for seen in row.appearances.all():
        other = there.get(seen.scene)
        if other is None:
            edits.append((seen, {"part": target}))
            continue
        sure = max(other, seen, key=lambda a: (a.works, a.confidence, -a.line))
        edits.append((other, {n: getattr(sure, n) for n in _SEEN} | _decided(other, seen)))
        gone.append(seen)
    changes.update_all(edits)
    changes.delete_all(gone)


def _carry_links(changes: Changes, row: models.Element, target: models.Element) -> None:
    """What it needs and what needs it, without doubles and without rings of one."""
    for link in models.ElementLink.objects.filter(scenario=row.scenario):
        if row.pk not in (link.element_id, link.needs_id):
            continue
        element = target if link.element_id == row.pk else link.element
        needs = target if link.needs_id == row.pk else link.needs
        twin = models.ElementLink.objects.filter(
            scenario=row.scenario, element=element, part=link.part, needs=needs
        )
        if element != needs and not twin.exists():
            changes.update(link, element=element, needs=needs)


def _carry_part_links(changes: Changes, row: models.Part, target: models.Part) -> None:
    has = set(target.links.values_list("needs", flat=True))
    changes.update_all([(k, {"part": target}) for k in row.links.all() if k.needs_id not in has])


def _remember(
    changes: Changes, scenario: Scenario, of: str, text: str, key: str, said: set[str], old: str
) -> None:
    """From now on what the script calls so is the other; also what was called so before."""
    known = list(models.Alias.objects.filter(scenario=scenario, of=of))
    changes.update_all([(alias, {"key": key}) for alias in known if alias.key == old])
    taken = {alias.said for alias in known if alias.said} | {key}
    new = [models.Alias(scenario=scenario, of=of, text=text, said=one, key=key)
           for one in sorted(said - taken)]  # fmt: skip
    changes.create_all(new)


def _forget_role(changes: Changes, scenario: Scenario, key: str) -> None:
    """Take a part out of the cast list when no scenario has it and nothing was agreed."""
    others = models.Part.objects.filter(scenario__production=scenario.production, uid=key)
    role = Role.objects.filter(production=scenario.production, uid=key, assumed=True).first()
    engaged = role is not None and Engagement.objects.filter(role=role).exists()
    if role is not None and not engaged and not others.exists():
        changes.delete_all([role])
