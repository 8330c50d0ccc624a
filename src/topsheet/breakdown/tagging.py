"""Verbs: add what the script does not say, and what is known of a thing beyond its scene."""

from __future__ import annotations

import re
from typing import Any

from topsheet.breakdown import models
from topsheet.breakdown.engine.types import Category, Presence
from topsheet.breakdown.engine.words import slug
from topsheet.breakdown.models import Present, State
from topsheet.breakdown.remembering import element_key
from topsheet.breakdown.selectors import presence_of, works
from topsheet.breakdown.written import Written, element_of, find_scene, part_of, writing
from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.people.engine.types import CastRole, Engagement
from topsheet.people.models import Role
from topsheet.people.packs import assumed_deal
from topsheet.people.services import save_roles
from topsheet.platform import entry
from topsheet.platform.models import User
from topsheet.production.changes import Changes
from topsheet.production.models import Scenario
from topsheet.script.models import Scene

BY_HAND = "added by hand"
REFUSED = "kept out by hand"
MOST = 100_000  # of anything in one scene
_ARTICLE = re.compile(
    r"^(an?|the|une?|les?|la|l['’]|des?|der|die|das|den|eine?n?)(?:\s+|(?<=['’]))(?=\S)", re.I
)
_EDGES = ' \t.,;:!?…"“”«»()[]–—-'


def add_words(
    actor: User,
    scenario: Scenario,
    *,
    scene: str,
    words: str,
    category: str,
    line: int = 0,
    name: str = "",
    quantity: int | None = None,
) -> Written:
    """Tag words of a scene: the element of that category is found by its name, or made.

    ``name`` when the thing is called otherwise than in the text. A suggestion that already
    stands there is accepted. With the category cast, a role is put to work in the scene, and
    made when the script has none of that name.
    """
    where = find_scene(scenario, scene)
    said = entry.line(words, "words", 400)
    called = entry.line(name, "name", 200) or tidy(said)
    if not called or not slug(called):
        raise InvalidInput("Select the words that name it, or type a name.", field="words")
    if _category(category) is Category.CAST:
        return _cast(actor, scenario, where, called, line)
    _check_quantity(quantity)
    with writing(actor, scenario, f"{called} added to scene {where.number}") as (changes, done):
        element = found_or_made(changes, scenario, called, category)
        _tag(changes, element, where, line=line, excerpt=said, quantity=quantity)
    return done


def _cast(actor: User, scenario: Scenario, scene: Scene, name: str, line: int) -> Written:
    """Put a role to work in a scene; one the script does not have is made, and cast."""
    try:
        part = part_of(scenario, name)
    except NotFound:
        with writing(actor, scenario, f"{name} cast in scene {scene.number}") as (changes, done):
            part = _new_part(changes, scenario, name)
            changes.create(_appearance(part, scene, Present.WORKS, line))
        return done
    return set_presence(actor, scenario, scene.uid, part.uid, Present.WORKS, line=line)


def _new_part(changes: Changes, scenario: Scenario, name: str) -> models.Part:
    """A part made by hand, in the cast list too, on the deal that is assumed for a small one."""
    production = scenario.production
    deal = assumed_deal(production.country, False)
    terms = Engagement(role=slug(name), deal=deal.deal, minimum_days=deal.minimum_days)
    wanted = CastRole(key=slug(name), name=name, board_id="", engagement=terms,
                      assumed_by=deal.rule.id, age=None, minor=False, lines=0, words=0)  # fmt: skip
    present = set(Role.objects.filter(production=production).values_list("uid", flat=True))
    if wanted.key not in present:
        save_roles(changes, production, [wanted], keep=present)
    number = Role.objects.get(production=production, uid=wanted.key).board_id
    last = models.Part.objects.filter(scenario=scenario).order_by("-position").first()
    part = models.Part(
        scenario=scenario, uid=wanted.key, position=last.position + 1 if last else 0,
        name=name, board_id=number, by_hand=True,
    )  # fmt: skip
    changes.create(part)
    return part


def add_element(
    actor: User, scenario: Scenario, *, name: str, category: str, note: str = ""
) -> Written:
    """A thing the script does not name, in no scene yet; links may bring it to some."""
    called = entry.line(name, "name", 200)
    if not slug(called):
        raise InvalidInput("Give the element a name.", field="name")
    refuse_cast(category)
    if same_name(scenario, called, category):
        raise InvalidInput(f"There is a “{called}” in {category} already.", field="name")
    with writing(actor, scenario, f"{called} added to {category}") as (changes, done):
        element = found_or_made(changes, scenario, called, category)
        changes.update(element, note=entry.line(note, "note", 400))
    return done


def set_presence(
    actor: User, scenario: Scenario, scene: str, role: str, present: str, line: int = 0
) -> Written:
    """Put a role to work in a scene, as a voice only, or take it out (``absent``)."""
    if present not in (*Present.values, "absent"):
        raise InvalidInput("Say works, voice or absent.", field="present")
    where, part = find_scene(scenario, scene), part_of(scenario, role)
    row = models.Appearance.objects.filter(scenario=scenario, part=part, scene=where.uid).first()
    how = {"works": "works in", "voice": "is a voice only in", "absent": "is not in"}[present]
    with writing(actor, scenario, f"{part.name} {how} scene {where.number}") as (changes, done):
        if row is None and present != "absent":
            changes.create(_appearance(part, where, present, line))
        elif row is not None:
            _put(changes, row, present)
    return done


def set_quantity(
    actor: User, scenario: Scenario, mention: str, quantity: int | None, version: int | None = None
) -> Written:
    """How many a scene needs; that accepts the mention. None: as many as the script says."""
    _check_quantity(quantity)
    row = mention_of(scenario, mention)
    number = _number(scenario, row.scene)
    how_many = "no number of" if quantity is None else str(quantity)
    verb = f"Scene {number} needs {how_many} {row.element.name}"
    own = sorted({*row.own, "quantity"} if quantity is not None else {*row.own} - {"quantity"})
    with writing(actor, scenario, verb) as (changes, done):
        changes.update(
            row, version=version, quantity=quantity, own=own, state=State.ACCEPTED, lost=False
        )
    return done


def refuse(actor: User, scenario: Scenario, element: str, scene: str) -> Written:
    """Keep an element out of a scene, also where a link would bring it."""
    row, where = element_of(scenario, element), find_scene(scenario, scene)
    there = models.Mention.objects.filter(element=row, scene=where.uid).first()
    with writing(actor, scenario, f"{row.name} is not in scene {where.number}") as (changes, done):
        if there is not None:
            changes.update(there, state=State.REJECTED, lost=False)
        else:
            changes.create(
                models.Mention(
                    scenario=scenario, element=row, scene=where.uid, line=where.line,
                    confidence=100, state=State.REJECTED, excerpt="", reason=REFUSED,
                )
            )  # fmt: skip
    return done


def mention_of(scenario: Scenario, uid: str) -> models.Mention:
    """A mention by uid. Raises NotFound."""
    rows = models.Mention.objects.filter(scenario=scenario, uid=uid)
    row = rows.select_related("element").first()
    if row is None:
        raise NotFound("That mention is not in this breakdown any more.")
    return row


def mention_in(scenario: Scenario, element: str, scene: str) -> models.Mention:
    """The mention of an element in a scene. Raises NotFound."""
    row, where = element_of(scenario, element), find_scene(scenario, scene)
    found = models.Mention.objects.filter(element=row, scene=where.uid).first()
    if found is None:
        raise NotFound(f"“{row.name}” is not in scene {where.number}. Add it there first.")
    return found


def tidy(words: str) -> str:
    """The name of a thing out of words of the script.

    >>> tidy("THE OLD RIFLE,")
    'old rifle'
    """
    said = " ".join(words.split()).strip(_EDGES)
    said = said.lower() if said.isupper() else said
    return _ARTICLE.sub("", said).strip(_EDGES)[:200]


def same_name(
    scenario: Scenario, name: str, category: str, but: models.Element | None = None
) -> models.Element | None:
    """The element of that category and name, if there is one."""
    rows = models.Element.objects.filter(scenario=scenario, category=category)
    wanted = slug(name)
    found = (row for row in rows if slug(row.name) == wanted and row != but)
    return next(found, None)


def found_or_made(changes: Changes, scenario: Scenario, name: str, category: str) -> models.Element:
    """The element of that name in the category, by an alias too; otherwise a new one."""
    found = same_name(scenario, name, category)
    if found is None:
        try:
            known = element_of(scenario, name)
        except NotFound:
            known = None
        found = known if known is not None and known.category == category else None
    if found is not None:
        return found
    last = models.Element.objects.filter(scenario=scenario).order_by("-position").first()
    made = models.Element(
        scenario=scenario, uid=free_key(scenario, element_key(category, name)), name=name,
        category=category, position=last.position + 1 if last else 0, by_hand=True,
    )  # fmt: skip
    changes.create(made)
    return made


def refuse_cast(category: str) -> None:
    """Elements are things and groups; who is cast is a role."""
    if _category(category) is Category.CAST:
        raise InvalidInput(
            "An element cannot be cast. Put the role into its scenes instead.", field="category"
        )


def _category(category: str) -> Category:
    return Category(entry.choice(category, "category", [c.value for c in Category]))


def _check_quantity(quantity: int | None) -> None:
    if quantity is not None and not 0 < quantity <= MOST:
        raise InvalidInput(f"A quantity is between 1 and {MOST}.", field="quantity")


def free_key(scenario: Scenario, key: str) -> str:
    """The key a reading of the script would give, or one beside it when that is taken."""
    taken = set(models.Element.objects.filter(scenario=scenario).values_list("uid", flat=True))
    taken |= set(models.Alias.objects.filter(scenario=scenario).values_list("said", flat=True))
    keys = (key if n == 1 else f"{key[:58]}-{n}" for n in range(1, len(taken) + 2))
    return next(free for free in keys if free not in taken)


def _tag(
    changes: Changes,
    element: models.Element,
    scene: Scene,
    *,
    line: int,
    excerpt: str,
    quantity: int | None,
) -> None:
    """A mention that counts: the one that is there, accepted, or a new one."""
    row = models.Mention.objects.filter(element=element, scene=scene.uid).first()
    if row is None:
        changes.create(
            models.Mention(
                scenario=element.scenario, element=element, scene=scene.uid,
                line=line or scene.line, confidence=100, state=State.ACCEPTED, by_hand=True,
                excerpt=excerpt, reason=BY_HAND, quantity=quantity,
            )
        )  # fmt: skip
        return
    fields: dict[str, Any] = {"state": State.ACCEPTED, "lost": False}
    if quantity is not None:
        fields |= {"quantity": quantity, "own": sorted({*row.own, "quantity"})}
    changes.update(row, **fields)


def _put(changes: Changes, row: models.Appearance, present: str) -> None:
    if present == "absent" and row.by_hand:
        changes.delete_all([row])
    elif present == "absent":
        changes.update(row, state=State.REJECTED, lost=False)
    else:
        row.decided, row.state, before = "", State.ACCEPTED, (row.decided, row.state)
        said = Present.VOICE if presence_of(row) is Presence.VOICE else Present.WORKS
        natural = said == present and works(row) == (present == Present.WORKS)
        row.decided, row.state = before
        changes.update(row, state=State.ACCEPTED, decided="" if natural else present, lost=False)


def _appearance(part: models.Part, scene: Scene, present: str, line: int) -> models.Appearance:
    voice = present == Present.VOICE
    return models.Appearance(
        scenario=part.scenario, part=part, scene=scene.uid, line=line or scene.line,
        presence=(Presence.VOICE if voice else Presence.NAMED).value, works=not voice,
        confidence=100, state=State.ACCEPTED, by_hand=True,
    )  # fmt: skip


def _number(scenario: Scenario, uid: str) -> str:
    scene = Scene.objects.filter(scenario=scenario, uid=uid).first()
    return scene.number if scene else "?"
