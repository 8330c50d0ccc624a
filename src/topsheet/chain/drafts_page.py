"""What the pages of drafts show: a review laid out for reading, and the list of drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from topsheet.budget.models import BudgetVersion
from topsheet.chain.drafts import DraftReview
from topsheet.chain.drafts_exports import ReviewedScene, drafts_as_json, reviewed_scenes
from topsheet.production.models import ChangeSet, Scenario
from topsheet.script.engine.compare import Changed, Fate
from topsheet.script.engine.types import ElementKind, Scene
from topsheet.script.engine.word_diff import Row, side_by_side

_SECTIONS: tuple[tuple[str, Promise, Promise], ...] = (
    (Fate.UNCERTAIN.value, _("Uncertain"), _("Say which scene each of these is.")),
    (Fate.NEW.value, _("New"), _("They come to the boneyard of the board.")),
    (Fate.OMITTED.value, _("Omitted"), _("Number and text stay; their strips leave the board.")),
    (Fate.CHANGED.value, _("Changed"), _("Length measured anew unless it was set by hand.")),
    ("moved", _("Moved"), _("The same scenes elsewhere in the script.")),
)
WORDS: dict[Changed, Promise] = {
    Changed.HEADING: _("heading"),
    Changed.TEXT: _("text"),
    Changed.CAST: _("who speaks"),
    Changed.LENGTH: _("length"),
    Changed.NUMBER: _("number"),
    Changed.RESTORED: _("back from omitted"),
}
_AROUND = 1  # paragraphs left standing beside one that changed
_UNPRINTED = (ElementKind.NOTE, ElementKind.SECTION, ElementKind.PAGE_BREAK)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of two texts side by side, or so many rows left out."""

    row: Row | None
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """An old scene that a new one may be paired with."""

    uid: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShownChange:
    one: ReviewedScene
    words: tuple[Promise, ...]
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]

    @property
    def may_pair(self) -> bool:
        """A scene that is the same needs no question."""
        return bool(self.choices)


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: Promise
    note: Promise
    changes: tuple[ShownChange, ...]


def sections_of(review: DraftReview) -> tuple[Section, ...]:
    """The review by what became of the scenes, what needs an answer first."""
    scenes = reviewed_scenes(review)
    free = [one.old for one in scenes if one.match.fate is Fate.OMITTED and one.old]
    sections = (
        Section(key, title, note, tuple(_shown(one, free) for one in scenes if _is(one, key)))
        for key, title, note in _SECTIONS
    )
    return tuple(section for section in sections if section.changes)


def _is(one: ReviewedScene, key: str) -> bool:
    if key == "moved":
        return one.match.moved and one.match.fate is Fate.SAME
    return one.match.fate.value == key


def _shown(one: ReviewedScene, free: Sequence[Scene]) -> ShownChange:
    moved = one.match.fate is Fate.SAME
    lines = () if moved else tuple(_lines(one.old, one.new))
    words = tuple(WORDS[change] for change in one.match.changed)
    return ShownChange(one, words, lines, tuple(_choices(one, free)))


def _lines(old: Scene | None, new: Scene | None) -> Iterator[Line]:
    """Both texts; where much stayed, only what stands around a change."""
    rows = side_by_side(_paragraphs(old), _paragraphs(new))
    near = {
        place
        for changed, row in enumerate(rows) if not row.same
        for place in range(changed - _AROUND, changed + _AROUND + 1)
    } if old and new else set(range(len(rows)))  # fmt: skip
    left_out = 0
    for place, row in enumerate(rows):
        if place not in near:
            left_out += 1
            continue
        if left_out:
            yield Line(None, left_out)
            left_out = 0
        yield Line(row)
    if left_out:
        yield Line(None, left_out)


def _paragraphs(scene: Scene | None) -> list[str]:
    if scene is None:
        return []
    return [
        f"{e.text} ({e.extension})" if e.extension and e.kind is ElementKind.CHARACTER else e.text
        for e in scene.elements if e.kind not in _UNPRINTED
    ]  # fmt: skip


def _choices(one: ReviewedScene, free: Sequence[Scene]) -> Iterator[Choice]:
    """What a person may say a scene of the new draft is."""
    if one.match.fate is Fate.SAME or not one.place:
        return
    mine = one.old.uid if one.old else ""
    told = {scene.uid: f"{_name(scene)} · {score} %" for scene, score in one.candidates}
    if one.old and mine not in told:
        told[mine] = _name(one.old)
    told |= {scene.uid: _name(scene) for scene in free if scene.uid not in told}
    if not told:
        return
    yield from (Choice(uid, text, uid == mine) for uid, text in told.items())
    yield Choice("", str(_("A new scene")), not mine)


def _name(scene: Scene) -> str:
    return f"{scene.number} {scene.heading[:60]}"


def draft_rows(scenario: Scenario) -> list[dict[str, Any]]:
    """The drafts with the approved budget each is the basis of."""
    drafts = drafts_as_json(scenario)
    version = BudgetVersion.objects.filter(scenario=scenario).last()
    if version is not None:
        sets = ChangeSet.objects.filter(
            production=scenario.production_id, at__lte=version.approved_at
        )
        last = sets.order_by("sequence").last()
        known = [d for d in drafts if last is not None and d["sequence"] <= last.sequence]
        if known:
            known[0]["approved"] = version.label
    return drafts
