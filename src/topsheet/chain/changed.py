"""What changed since: the figures before and after, and who did what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from topsheet.chain.moved import Moved, as_json, moved_since
from topsheet.chain.since import Since, since_of
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.models import ChangeSet, Scenario
from topsheet.production.telling import Told, changes_after

_AT_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """``told`` newest first; ``more`` change sets are older than those told."""

    since: Since
    moved: Moved
    told: tuple[Told, ...]
    more: int

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
    return Changed(
        since=since,
        moved=moved_since(scenario, user, since.sequence),
        told=tuple(reversed([one for one in told if one.here])),
        more=max(0, after.count() - _AT_MOST),
    )


def changed_as_json(changed: Changed) -> dict[str, Any]:
    return {
        **as_json(changed.moved),
        "words": changed.since.words,
        "hidden": changed.hidden,
        "more": changed.more,
        "changes": [
            {"sequence": one.sequence, "at": one.at.isoformat(), "who": one.who, "verb": one.verb}
            for one in changed.told
            if one.verb
        ],
    }
