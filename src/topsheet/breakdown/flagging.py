"""Verb: raise or lower a flag (night, water, minor …) of a scene by hand."""

from __future__ import annotations

from topsheet.breakdown import models
from topsheet.breakdown.engine.types import Flag
from topsheet.breakdown.models import State
from topsheet.breakdown.tagging import BY_HAND
from topsheet.breakdown.written import Written, find_scene, writing
from topsheet.platform import entry
from topsheet.platform.models import User
from topsheet.production.models import Scenario


def set_flag(
    actor: User, scenario: Scenario, scene: str, flag: str, raised: bool = True
) -> Written:
    """Say that a condition holds in a scene, or that it does not; a new draft leaves that alone.

    A suggestion that stands there is accepted or rejected; what was raised by hand goes.
    """
    said = entry.choice(flag, "flag", [one.value for one in Flag])
    where = find_scene(scenario, scene)
    row = models.SceneFlag.objects.filter(scenario=scenario, scene=where.uid, flag=said).first()
    verb = f"Scene {where.number} is {'' if raised else 'not '}flagged {said}"
    with writing(actor, scenario, verb) as (changes, done):
        if row is None and raised:
            changes.create(
                models.SceneFlag(
                    scenario=scenario, scene=where.uid, flag=said, line=where.line, confidence=100,
                    state=State.ACCEPTED, by_hand=True, excerpt="", reason=BY_HAND,
                )
            )  # fmt: skip
        elif row is not None and row.by_hand and not raised:
            changes.delete_all([row])
        elif row is not None:
            state = State.ACCEPTED if raised else State.REJECTED
            changes.update(row, state=state, lost=False)
    return done
