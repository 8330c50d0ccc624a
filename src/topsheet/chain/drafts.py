"""A new draft of the script: looked at first, then taken in over the old one.

    review_draft   reads the file and compares it; nothing is saved
    import_draft   saves it in one change set: the draft, its scenes under their old names,
                   the breakdown with what was decided, cast list and places

What hangs on scenes (tags, strips, notes) hangs on their uids, and those stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from topsheet.breakdown.engine import break_down
from topsheet.breakdown.engine.types import Breakdown
from topsheet.breakdown.lexicon import load as load_lexicon
from topsheet.breakdown.models import Part
from topsheet.breakdown.selectors import load_breakdown
from topsheet.breakdown.services import save_breakdown
from topsheet.chain.casting import cast_roles, places_wanted
from topsheet.chain.plan import never
from topsheet.chain.services import refuse_too_large
from topsheet.kernel.errors import Conflict, InvalidInput
from topsheet.people.services import save_roles
from topsheet.places.services import save_places
from topsheet.platform import files
from topsheet.platform.derived import Derived
from topsheet.platform.jobs import Cancelled
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.changes import recording
from topsheet.production.models import Scenario
from topsheet.production.revisions import last_change_of
from topsheet.script.drafting import kept_scenes, save_next_draft
from topsheet.script.engine import read_script
from topsheet.script.engine.analysis import characters
from topsheet.script.engine.compare import Comparison, Fate, compare, pair_again
from topsheet.script.engine.next_draft import KeptScene, NextScene, next_scenes
from topsheet.script.engine.types import EighthsMode, Script
from topsheet.script.models import Draft
from topsheet.script.rows import shot_length
from topsheet.script.selectors import current_draft
from topsheet.script.services import colour_of

Report = Callable[[float, str], None]
Pairings = Mapping[str, str]  # the new scene's place, from 1 → the old one's uid, "" for new

ANOTHER_FILM = "looks like another film"


def silent(fraction: float, message: str) -> None:
    """Report to nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReview:
    """A draft beside the one in force. ``revision`` is that of the script it was made from."""

    filename: str
    digest: str  # of the stored file
    anyway: bool
    base: Draft
    revision: int
    colour: str  # of the paper it will be on
    script: Script  # the new draft as read
    old: tuple[KeptScene, ...]
    comparison: Comparison

    @property
    def scenes(self) -> tuple[NextScene, ...]:
        """The scenes as they will stand."""
        return next_scenes(
            self.old, self.script, self.comparison,
            locked=self.base.numbers_locked, colour=self.base.colour,
        )  # fmt: skip

    @property
    def counts(self) -> dict[str, int]:
        """How many scenes of each fate, and how many were moved."""
        matches = self.comparison.matches
        return {
            **{fate.value: len(self.comparison.with_fate(fate)) for fate in Fate},
            "moved": sum(match.moved for match in matches),
        }

    @property
    def changes_nothing(self) -> bool:
        """Whether every scene is what it was."""
        return all(
            m.fate is Fate.SAME and not m.moved and not m.changed for m in self.comparison.matches
        )

    def as_payload(self) -> dict[str, Any]:
        """What is needed to make the same review again."""
        return {"file": self.digest, "filename": self.filename, "anyway": self.anyway,
                "revision": self.revision, "base": self.base.uid}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    sequence: int
    change: str
    draft: Draft


_reviews: Derived[DraftReview] = Derived(8)


def review_draft(
    actor: User,
    scenario: Scenario,
    data: bytes,
    filename: str,
    *,
    anyway: bool = False,
    report: Report = silent,
    should_stop: Callable[[], bool] = never,
) -> DraftReview:
    """Compare a new draft with the one in force. Nothing is saved but the file itself.

    Raises InvalidInput for a file that is no script, the draft in force itself, or, without
    ``anyway``, a script of another film. NotFound without a script to compare with.
    """
    require(actor, scenario.production, "script", Level.EDIT)
    base = current_draft(scenario)
    refuse_unusable(data, filename, base)
    revision = script_revision(scenario)
    report(0.1, "Reading the draft")
    script = read_script(data, filename, eighths=_measured_as(base))
    if all(scene.omitted for scene in script.scenes):
        raise InvalidInput(
            f"Every scene in “{filename}” is omitted, so there is nothing to shoot. Choose a "
            "draft that has scenes.", field="file",
        )  # fmt: skip
    if should_stop():
        raise Cancelled
    report(0.5, "Comparing scene by scene")
    old = kept_scenes(scenario)
    comparison = compare([one.as_read for one in old], script.scenes)
    if not comparison.same_film and not anyway:
        raise InvalidInput(_another_film(comparison, filename, scenario), field="file")
    return DraftReview(
        filename=filename, digest=files.store(data), anyway=anyway, base=base, revision=revision,
        colour=colour_of(base.number + 1), script=script, old=old, comparison=comparison,
    )  # fmt: skip


def review_again(actor: User, scenario: Scenario, payload: Mapping[str, Any]) -> DraftReview:
    """The review that a job was asked for, as it stands now: its ``revision`` tells whether
    the script changed in between.
    """
    require(actor, scenario.production, "script", Level.EDIT)
    digest, filename = str(payload["file"]), str(payload["filename"])
    key = (str(scenario.pk), digest, filename, script_revision(scenario))
    return _reviews.get(
        key,
        lambda: review_draft(actor, scenario, files.read(digest), filename, anyway=True),
    )


def script_revision(scenario: Scenario) -> int:
    """The last change set that touched the script."""
    return last_change_of(scenario, "script")


def with_pairings(review: DraftReview, pairings: Pairings) -> DraftReview:
    """The review with what a person said of doubtful scenes. Raises InvalidInput."""
    if not pairings:
        return review
    said: dict[int, int | None] = {}
    known = {one.scene.uid: n for n, one in enumerate(review.old)}
    for new, old in pairings.items():
        if (
            not new.isascii()
            or not new.isdecimal()
            or not 0 < int(new[:9]) <= len(review.script.scenes)
        ):
            raise InvalidInput(f"The new draft has no scene at place {new[:20]}.", field="pairings")
        if old and old not in known:
            raise InvalidInput(f"There is no scene “{old[:40]}” to pair with.", field="pairings")
        said[int(new[:9]) - 1] = known[old] if old else None
    twice = [o for o in said.values() if o is not None and list(said.values()).count(o) > 1]
    if twice:
        number = review.old[twice[0]].scene.number
        raise InvalidInput(
            f"Scene {number} was paired with two scenes of the new draft; choose one of them.",
            field="pairings",
        )
    before = [one.as_read for one in review.old]
    again = pair_again(review.comparison, said, before, review.script.scenes)
    return replace(review, comparison=again)


def import_draft(
    actor: User, scenario: Scenario, review: DraftReview, pairings: Pairings | None = None
) -> Imported:
    """Make the reviewed draft the one in force, all in one change set.

    Scenes keep their names and what hangs on them; omitted ones stay as omitted rows; new
    ones come to the boneyard. Raises Conflict when the script was changed since the review.
    """
    require(actor, scenario.production, "script", Level.EDIT)
    review = with_pairings(review, pairings or {})
    scenes = review.scenes
    script = script_after(review, scenes)
    found = break_down(script, load_lexicon())
    production = scenario.production
    verb = f"Draft {review.base.number + 1} ({review.colour}) taken in: {review.filename}"
    with recording(production, actor, verb) as changes:
        _refuse_stale(scenario, review)
        draft = save_next_draft(
            changes, scenario, script, scenes, source=review.digest, filename=review.filename,
            against=told_against(review, scenes),
        )  # fmt: skip
        save_breakdown(changes, scenario, found)
        decided = load_breakdown(scenario)
        roles = cast_roles(decided, script, production.country)
        save_roles(changes, production, roles, keep=_parts_elsewhere(scenario))
        save_places(changes, scenario, places_wanted(decided))
    return Imported(production.sequence, verb, draft)


def _parts_elsewhere(scenario: Scenario) -> set[str]:
    """The parts that other scenarios of the production have."""
    others = Part.objects.filter(scenario__production_id=scenario.production_id)
    return set(others.exclude(scenario=scenario).values_list("uid", flat=True))


def script_after(review: DraftReview, scenes: Sequence[NextScene]) -> Script:
    """The script as it will stand, with corrections and lengths carried."""
    standing = tuple(one.scene for one in scenes)
    return replace(
        review.script, scenes=standing, characters=characters(standing),
        pages_by_eighths=shot_length(standing),
    )  # fmt: skip


def breakdown_after(review: DraftReview) -> Breakdown:
    """What a fresh reading of the script as it will stand suggests."""
    return break_down(script_after(review, review.scenes), load_lexicon())


def told_against(review: DraftReview, scenes: Sequence[NextScene]) -> dict[str, Any]:
    """What the draft changed of the one before, by the numbers that scenes have now."""
    number = {one.scene.uid: one.scene.number for one in scenes}
    told: dict[str, list[str]] = {"changed": [], "new": [], "omitted": [], "moved": []}
    for match, one in zip(review.comparison.matches, scenes, strict=True):
        name = number[one.scene.uid]
        if match.fate is Fate.OMITTED:
            told["omitted"].append(name)
        elif match.old is None:
            told["new"].append(name)
        elif match.changed and match.fate is not Fate.SAME:
            told["changed"].append(name)
        if match.moved:
            told["moved"].append(name)
    same = len(scenes) - sum(len(told[kind]) for kind in ("changed", "new", "omitted"))
    return {"base": review.base.number, "colour": review.base.colour, "same": same, **told}


def refuse_unusable(data: bytes, filename: str, base: Draft) -> None:
    """Raises InvalidInput for a file that is too large, empty, or the draft in force."""
    refuse_too_large(data, filename)
    if not data.strip():
        raise InvalidInput(
            f"“{filename}” is empty; choose the file that holds the new draft.", field="file"
        )
    if files.digest_of(data) == base.source:
        raise InvalidInput(
            f"“{filename}” is the draft in force already (draft {base.number}, {base.colour}). "
            "Choose the file of the new draft.", field="file",
        )  # fmt: skip


def _measured_as(base: Draft) -> EighthsMode | None:
    """Lengths are measured as in the draft before; those a file brings stand."""
    source = base.eighths_source
    return EighthsMode(source) if source in (EighthsMode.CEIL, EighthsMode.RECONCILED) else None


def _another_film(comparison: Comparison, filename: str, scenario: Scenario) -> str:
    known = f"Only {comparison.known}" if comparison.known else "None"
    return (
        f"{known} of the {comparison.of} scenes of “{filename}” can be found in the draft in force "
        f"of “{scenario.production.title}”: it {ANOTHER_FILM}, and nothing was changed. "
        "If it is a new draft all the same, import it anyway (--anyway)."
    )


def _refuse_stale(scenario: Scenario, review: DraftReview) -> None:
    if script_revision(scenario) != review.revision:
        raise Conflict(
            "The script was changed since this draft was reviewed, so nothing was saved. "
            "The review was made again: look at it once more."
        )
