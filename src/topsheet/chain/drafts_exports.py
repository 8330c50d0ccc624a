"""A review of a draft, and the drafts of a scenario, as JSON and as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from topsheet.chain.drafts import DraftReview
from topsheet.production.models import Change, ChangeSet, Scenario
from topsheet.script.engine.compare import Fate, Match
from topsheet.script.engine.next_draft import NextScene, dropped_in_words
from topsheet.script.engine.types import Scene
from topsheet.script.models import Draft

ORDER = (Fate.UNCERTAIN, Fate.NEW, Fate.OMITTED, Fate.CHANGED)


@dataclass(frozen=True, slots=True)
class ReviewedScene:
    """One scene of a review: what it was, what it will be, and what became of it."""

    match: Match
    after: NextScene
    old: Scene | None
    new: Scene | None
    candidates: tuple[tuple[Scene, int], ...]
    dropped: tuple[str, ...]

    @property
    def place(self) -> int:
        """Its place in the new draft, from 1; 0 when it is not there."""
        return 0 if self.match.new is None else self.match.new + 1

    @property
    def worth_a_look(self) -> bool:
        """Whether anything but its number changed."""
        return self.match.fate is not Fate.SAME or self.match.moved or bool(self.dropped)


def reviewed_scenes(review: DraftReview) -> tuple[ReviewedScene, ...]:
    """Every scene of a review in the order of the new draft."""
    return tuple(
        ReviewedScene(
            match=match,
            after=after,
            old=None if match.old is None else review.old[match.old].scene,
            new=None if match.new is None else review.script.scenes[match.new],
            candidates=tuple((review.old[c.old].scene, c.score) for c in match.candidates),
            dropped=tuple(dropped_in_words(after, review.old)),
        )
        for match, after in zip(review.comparison.matches, review.scenes, strict=True)
    )


def review_as_json(review: DraftReview, cost: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """The whole review; ``scenes`` leaves out those that are the same."""
    return {
        "title": review.script.title,
        "file": review.filename,
        "draft": review.base.number + 1,
        "colour": review.colour,
        "against": {"draft": review.base.number, "colour": review.base.colour},
        "revision": review.revision,
        "same_film": review.comparison.same_film,
        "counts": review.counts,
        "pages": {
            "before": review.base.pages, "after": review.script.pages,
        },
        "remarks": len(review.script.problems),
        "scenes": [_scene_as_json(one) for one in reviewed_scenes(review) if _is_told(one)],
        "cost": list(cost),
    }  # fmt: skip


def _is_told(one: ReviewedScene) -> bool:
    return one.worth_a_look or bool(one.match.changed)


def _scene_as_json(one: ReviewedScene) -> dict[str, Any]:
    return {
        "fate": one.match.fate.value,
        "moved": one.match.moved,
        "changed": [change.value for change in one.match.changed],
        "kept": one.match.kept,
        "score": one.match.score,
        "number": one.after.scene.number,
        "uid": one.after.scene.uid,
        "eighths": one.after.scene.eighths.count,
        "place": one.place,
        "old": _short(one.old),
        "new": _short(one.new),
        "candidates": [_short(scene, score=score) for scene, score in one.candidates],
        "dropped": list(one.dropped),
    }


def _short(scene: Scene | None, **more: Any) -> dict[str, Any] | None:
    if scene is None:
        return None
    return {
        "uid": scene.uid, "number": scene.number, "heading": scene.heading,
        "eighths": scene.eighths.count, **more,
    }  # fmt: skip


def review_as_text(review: DraftReview, cost: Sequence[dict[str, Any]] = ()) -> str:
    """The review for a terminal: what needs a look first."""
    counts = review.counts
    lines = [
        f"{review.script.title}: draft {review.base.number + 1} ({review.colour}) against "
        f"draft {review.base.number} ({review.base.colour})",
        ", ".join(f"{counts[name]} {name}" for name in (*map(str, Fate), "moved")),
    ]
    scenes = reviewed_scenes(review)
    for fate in ORDER:
        found = [one for one in scenes if one.match.fate is fate]
        lines += ["", f"{fate.value.capitalize()}:"] if found else []
        lines += [line for one in found for line in _lines_of(one)]
    moved = [one for one in scenes if one.match.moved and one.match.fate is Fate.SAME]
    lines += ["", "Moved:"] if moved else []
    lines += [line for one in moved for line in _lines_of(one)]
    if cost:
        lines += ["", "What it costs, with new scenes where they land cheapest:"]
        lines += [f"  {m['label']}: {m['text']} {m['difference']}".rstrip() for m in cost]
    return "\n".join(lines)


def _lines_of(one: ReviewedScene) -> Iterator[str]:
    scene = one.after.scene
    parts = [f"  {scene.number:>5}  {scene.heading[:60]}"]
    if one.match.changed:
        parts.append(", ".join(change.value for change in one.match.changed))
        parts.append(f"{one.match.kept} % of the text kept")
    if one.match.moved:
        parts.append("moved")
    yield "; ".join(parts)
    for candidate, score in one.candidates:
        mark = "proposed" if one.old is not None and candidate.uid == one.old.uid else "or"
        yield (
            f"         {mark}: {candidate.number} {candidate.heading[:50]} ({score} %), "
            f"--pair {one.place}={candidate.uid}"
        )
    for said in one.dropped:
        yield f"         the draft overrides a correction: {said}"


def drafts_as_json(scenario: Scenario) -> list[dict[str, Any]]:
    """Every draft, the latest first."""
    drafts = list(Draft.objects.filter(scenario=scenario).order_by("-number"))
    taken = _taken_in(scenario)
    return [draft_as_json(draft, taken, in_force=not n) for n, draft in enumerate(drafts)]


def draft_as_json(
    draft: Draft, taken: dict[str, ChangeSet] | None = None, *, in_force: bool = True
) -> dict[str, Any]:
    set_ = (taken or {}).get(draft.uid)
    return {
        "uid": draft.uid,
        "number": draft.number,
        "colour": draft.colour,
        "title": draft.title,
        "file": draft.file_name,
        "pages": draft.pages,
        "in_force": in_force,
        "numbers_locked": draft.numbers_locked,
        "against": draft.against,
        "taken_in": set_.at.isoformat() if set_ else "",
        "by": set_.actor_name if set_ else "",
        "sequence": set_.sequence if set_ else 0,
    }


def _taken_in(scenario: Scenario) -> dict[str, ChangeSet]:
    """The change set in which each draft came, by the draft's uid."""
    created = Change.objects.filter(
        change_set__production=scenario.production_id, kind=Draft.KIND, before__isnull=True,
        scenario=scenario.uid,
    ).select_related("change_set")  # fmt: skip
    return {change.uid: change.change_set for change in created}
