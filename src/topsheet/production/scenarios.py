"""Verbs of scenarios: fork, rename, drop, take up again, compare, adopt.

A scenario is a full copy of a script, its breakdown, board and budget, in which everything
can be tried. Adopting it brings its changes into main by three-way merge; the state both came
from is read in the history, in the change set that made the fork.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import IntegrityError

from topsheet.kernel.errors import Conflict, InvalidInput
from topsheet.platform import clock
from topsheet.platform.ids import new_uid
from topsheet.platform.models import User
from topsheet.production.access import Level, levels_of, require
from topsheet.production.changes import Changes, recording
from topsheet.production.engine.differences import Differences, differences
from topsheet.production.engine.merge import Merge, Side, merge
from topsheet.production.engine.records import State
from topsheet.production.models import Change, Production, Scenario, ScenarioState
from topsheet.production.scenario_rows import (
    copy_rows,
    loose,
    references,
    state_at_fork,
    state_of,
    write,
)
from topsheet.production.selectors import scenario_of

FORKED = ("script", "breakdown", "schedule", "budget")
APPROVED = ("schedule", "budget")
LONGEST_TITLE = 120
MOST_OPEN = 40  # scenarios at a time: each is a whole copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What adopting a scenario would change in main as it is now."""

    scenario: Scenario
    main: Scenario
    base: State  # what both came from
    mine: State
    theirs: State
    merge: Merge
    sequence: int  # of the production when it was looked at


def fork(
    actor: User, production: Production, title: str, from_scenario: Scenario | None = None
) -> Scenario:
    """A scenario with a copy of everything in another (default: main).

    Raises InvalidInput for a title that cannot be used, Conflict for a dropped one.
    """
    require_fork(actor, production)
    source = from_scenario or scenario_of(production)
    if source.state == ScenarioState.DROPPED:
        raise Conflict(f"“{source.title}” was dropped. Take it up again, then fork it.")
    title = _title(title)
    made = Scenario(
        production=production,
        title=title,
        forked_from=source.uid,
        base_sequence=production.sequence,
    )
    with recording(production, actor, f"Scenario ‘{title}’ forked from {source.title}") as changes:
        made.base_sequence = changes.production.sequence
        _refuse_taken(production, title)
        _refuse_too_many(production)
        changes.create(made)
        copy_rows(changes, source, made)
    return made


def rename(actor: User, scenario: Scenario, title: str, version: int | None = None) -> None:
    """Give a scenario another title. Raises InvalidInput, Conflict when stale."""
    production = scenario.production
    require_fork(actor, production)
    title = _title(title)
    if title == scenario.title:
        return
    with recording(production, actor, f"Scenario ‘{scenario.title}’ renamed ‘{title}’") as changes:
        _refuse_taken(production, title, scenario)
        changes.update(scenario, version=version, title=title)


def describe(actor: User, scenario: Scenario, note: str, version: int | None = None) -> None:
    """Say in a line what a scenario is for. Raises InvalidInput, Conflict when stale."""
    require_fork(actor, scenario.production)
    verb = f"Note of scenario ‘{scenario.title}’ changed"
    with recording(scenario.production, actor, verb) as changes:
        changes.update(scenario, version=version, note=" ".join(note.split()))


def drop(actor: User, scenario: Scenario, version: int | None = None) -> None:
    """Put a scenario away; nothing of it is deleted."""
    require_fork(actor, scenario.production)
    if scenario.is_main:
        raise InvalidInput("Main is the production itself and cannot be dropped.")
    with recording(scenario.production, actor, f"Scenario ‘{scenario.title}’ dropped") as changes:
        scenario.refresh_from_db(fields=["state"])
        if scenario.state == ScenarioState.DROPPED:
            raise Conflict(f"“{scenario.title}” is dropped already.")
        if scenario.state != ScenarioState.OPEN:
            raise Conflict(
                f"“{scenario.title}” belongs to the history of main and stays. "
                "Only an open scenario can be dropped."
            )
        changes.update(scenario, version=version, state=ScenarioState.DROPPED)


def restore_scenario(actor: User, scenario: Scenario, version: int | None = None) -> None:
    """Take a dropped scenario up again."""
    production = scenario.production
    require_fork(actor, production)
    verb = f"Scenario ‘{scenario.title}’ taken up again"
    with recording(production, actor, verb) as changes:
        scenario.refresh_from_db(fields=["state"])
        if scenario.state != ScenarioState.DROPPED:
            raise Conflict(f"“{scenario.title}” is not dropped.")
        _refuse_taken(production, scenario.title, scenario)
        changes.update(scenario, version=version, state=ScenarioState.OPEN)


def compare(a: Scenario, b: Scenario) -> Differences:
    """What turns the records of ``a`` into those of ``b``."""
    return differences(state_of(a), state_of(b))


def require_fork(actor: User, production: Production) -> None:
    """Raises NotAllowed for somebody who may not edit all that a scenario copies."""
    for room in FORKED:
        require(actor, production, room, Level.EDIT)


def may_fork(user: User, production: Production) -> bool:
    levels = levels_of(user, production)
    return all(levels[room] >= Level.EDIT for room in FORKED)


def may_adopt(user: User, production: Production) -> bool:
    levels = levels_of(user, production)
    return all(levels[room] >= Level.APPROVE for room in APPROVED)


def adopt_preview(scenario: Scenario, choices: Mapping[str, Side] | None = None) -> Adoption:
    """What adopting the scenario would change in main now, and what must be decided.

    Raises InvalidInput or Conflict for a scenario that cannot be adopted.
    """
    _refuse_unadoptable(scenario)
    main = scenario_of(scenario.production)
    base = state_at_fork(scenario, main)
    mine, theirs = state_of(scenario), state_of(main)
    return Adoption(
        scenario=scenario,
        main=main,
        base=base,
        mine=mine,
        theirs=theirs,
        merge=merge(base, mine, theirs, references(), choices or {}, loose()),
        sequence=scenario.production.sequence,
    )


def adopt(
    actor: User,
    scenario: Scenario,
    choices: Mapping[str, str] | None = None,
    sequence: int | None = None,
    version: int | None = None,
    *,
    everything: str = "",
) -> Adoption:
    """Bring a scenario's changes into main; what main was before is kept as a scenario.

    ``choices`` say for each conflict whether the scenario ("mine") or main ("theirs") has it,
    ``everything`` says it for those they leave out; ``sequence`` is that of the preview they
    were made from. Raises InvalidInput when one is missing, Conflict when something changed
    since.
    """
    production = scenario.production
    for room in APPROVED:
        require(actor, production, room, Level.APPROVE)
    sides = _sides(choices or {})
    try:
        with recording(production, actor, f"Scenario ‘{scenario.title}’ adopted") as changes:
            scenario.refresh_from_db(fields=["state", "title", "version"])
            adoption = adopt_preview(scenario, sides)
            if everything:
                adoption, sides = _decided(adoption, sides, Side(everything))
            _refuse_moved_on(adoption, sequence)
            _refuse_undecided(adoption.merge, sides)
            kept = _kept(adoption, changes.production.sequence)
            changes.create(kept)
            copy_rows(changes, adoption.main, kept)
            write(changes, adoption.main, adoption.merge.operations)
            changes.update(scenario, version=version, state=ScenarioState.ADOPTED)
    except IntegrityError as error:
        raise Conflict(
            f"What “{scenario.title}” and main have become does not go together. Compare the two "
            "and make the changes in main."
        ) from error
    return adoption


def keep_closed(changes: Changes) -> None:
    """A follower: what was kept, adopted or dropped is not edited any more.

    What a change of the production itself takes along (a place that is deleted) may go.
    """
    touched = {change.scenario for change in changes.noted}
    if "" in touched:
        return
    closed = (
        Scenario.objects.filter(production=changes.production, uid__in=touched)
        .exclude(state=ScenarioState.OPEN)
        .first()
    )
    if closed is not None:
        raise Conflict(f"“{closed.title}” {_CLOSED[closed.state]}")


_CLOSED: dict[str, str] = {
    ScenarioState.ADOPTED: "was adopted and stays as it was. Edit main, or fork it.",
    ScenarioState.DROPPED: "was dropped. Take it up again to edit it.",
    ScenarioState.KEPT: "is what main was then and stays so. Fork it to try something with it.",
}


def _decided(
    adoption: Adoption, sides: Mapping[str, Side], everything: Side
) -> tuple[Adoption, dict[str, Side]]:
    """The adoption with one side for all that is left open."""
    left = {conflict.key: everything for conflict in adoption.merge.undecided}
    sides = {**sides, **left}
    states = (adoption.base, adoption.mine, adoption.theirs)
    again = merge(*states, references(), sides, loose())
    return replace(adoption, merge=again), sides


def _title(title: str) -> str:
    title = " ".join(title.replace("\0", " ").split())
    if not title:
        raise InvalidInput("A scenario needs a title, such as “Three days fewer”.", field="title")
    if len(title) > LONGEST_TITLE:
        raise InvalidInput(
            f"“{title[:40]}…” is too long: {LONGEST_TITLE} characters at most.", field="title"
        )
    return title


def _refuse_taken(production: Production, title: str, but: Scenario | None = None) -> None:
    others = Scenario.objects.filter(production=production).exclude(state=ScenarioState.DROPPED)
    if but is not None:
        others = others.exclude(pk=but.pk)
    names = {each.casefold() for name in others.values_list("title", "uid") for each in name}
    if title.casefold() in names:
        raise InvalidInput(
            f"There is a scenario “{title}” already. Choose another title.", field="title"
        )


def _refuse_too_many(production: Production) -> None:
    here = Scenario.objects.filter(production=production, state=ScenarioState.OPEN)
    if here.count() > MOST_OPEN:
        raise InvalidInput(
            f"There are {MOST_OPEN} open scenarios already. Drop one that is no longer needed."
        )


def _refuse_unadoptable(scenario: Scenario) -> None:
    title = scenario.title
    if scenario.is_main:
        raise InvalidInput("Main is what scenarios are adopted into. Choose a scenario to adopt.")
    if scenario.state == ScenarioState.ADOPTED:
        raise Conflict(f"“{title}” was adopted already. Fork it to go on from there.")
    if scenario.state == ScenarioState.DROPPED:
        raise Conflict(f"“{title}” was dropped. Take it up again, then adopt it.")
    if scenario.state == ScenarioState.KEPT:
        raise Conflict(
            f"“{title}” is what main was then and has nothing new. To go back to it, undo the "
            "adoption."
        )


def _refuse_moved_on(adoption: Adoption, sequence: int | None) -> None:
    """Refuse when one of the two changed after the preview; other scenarios do not matter."""
    if sequence is None:
        return
    here = (adoption.main.uid, adoption.scenario.uid)
    later = Change.objects.filter(
        change_set__production=adoption.main.production_id,
        change_set__sequence__gt=sequence,
        scenario__in=here,
    ).select_related("change_set")
    change = later.order_by("change_set__sequence").first()
    if change is not None:
        who = change.change_set.actor_name or "Somebody"
        raise Conflict(
            f"{who} changed “{_named(adoption, change.scenario)}” since you looked "
            f"({change.change_set.verb}). Look again at what adopting would change."
        )


def _named(adoption: Adoption, uid: str) -> str:
    main, scenario = adoption.main, adoption.scenario
    return main.title if uid == main.uid else scenario.title


def _refuse_undecided(found: Merge, sides: Mapping[str, Side]) -> None:
    keys = {conflict.key for conflict in found.conflicts}
    if unknown := sorted(sides.keys() - keys):
        raise InvalidInput(
            f"“{unknown[0][:120]}” is not in conflict. Look again at what is.", field="choices"
        )
    if undecided := found.undecided:
        raise InvalidInput(
            f"{len(undecided)} of {len(found.conflicts)} conflicts are not decided, first "
            f"“{undecided[0].key}”. Choose mine or theirs for each.",
            field="choices",
        )
    if not found.operations:
        raise InvalidInput(
            "Adopting it would change nothing in main: there is nothing in it that main has not."
        )


def _sides(choices: Mapping[str, str]) -> dict[str, Side]:
    wrong = next((key for key, side in choices.items() if side not in list(Side)), None)
    if wrong is not None:
        raise InvalidInput(
            f"“{choices[wrong]}” is no choice for “{wrong[:120]}”. Choose mine or theirs.",
            field="choices",
        )
    return {key: Side(side) for key, side in choices.items()}


def _kept(adoption: Adoption, sequence: int) -> Scenario:
    """Main as it was, under a title that says when that was."""
    main, today = adoption.main, clock.today()
    dated = f"’, {today.day} {today:%b} {today.year}"
    title = f"Before ‘{adoption.scenario.title[: LONGEST_TITLE - len(dated) - 8]}{dated}"
    return Scenario(
        uid=new_uid(),
        production=main.production,
        title=title,
        state=ScenarioState.KEPT,
        forked_from=main.uid,
        base_sequence=sequence,
    )
