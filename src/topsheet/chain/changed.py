"""What changed since: the figures before and after, and who did what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from topsheet.chain.moved import Moved, as_json, moved_since
from topsheet.chain.since import Since, since_of
from topsheet.chain.standings import first_kept
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.models import ChangeSet, Scenario
from topsheet.production.telling import Told, changes_after

_AT_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """``told`` newest first; ``more`` change sets are older than those told. ``kept_from`` is
    the change set whose figures stand on the left where none were kept as early as asked.
    """

    since: Since
    moved: Moved
    told: tuple[Told, ...]
    more: int
    kept_from: int | None = None

    @property
    def hidden(self) -> int:
        """Changes in rooms that this person may not see."""
        return sum(1 for one in self.told if not one.verb)


def changed_since(scenario: Scenario, user: User, asked: str) -> Changed:
    """Raises InvalidInput for a time that cannot be read, NotFound, NotAllowed."""
    production = scenario.production
    require(user, production, "production", Level.VIEW)
    since = since_of(asked, user, production)
    told = changes_after(user, production, scenario, since.sequence, _AT_MOST)
    after = ChangeSet.objects.filter(production=production, sequence__gt=since.sequence)
    moved = moved_since(scenario, user, since.sequence)
    first = first_kept(scenario) if moved.before is None else None
    return Changed(
        since=since,
        moved=moved if first is None else moved_since(scenario, user, first),
        told=tuple(reversed([one for one in told if one.here])),
        more=max(0, after.count() - _AT_MOST),
        kept_from=first,
    )


def changed_as_json(changed: Changed) -> dict[str, Any]:
    return {
        **as_json(changed.moved),
        "words": changed.since.words,
        "kept_from": changed.kept_from,
        "hidden": changed.hidden,
        "more": changed.more,
        "changes": [
            {"sequence": one.sequence, "at": one.at.isoformat(), "who": one.who, "verb": one.verb}
            for one in changed.told
            if one.verb
        ],
    }
