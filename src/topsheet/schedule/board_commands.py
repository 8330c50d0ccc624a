"""``topsheet board``: the board people work in, from a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office

if TYPE_CHECKING:
    from topsheet.platform.models import User
    from topsheet.production.models import Scenario
    from topsheet.schedule.board_rows import OpenBoard
    from topsheet.schedule.working import Done

app = typer.Typer(help="Work on the board: move, break, lock, measure, improve.")
days = typer.Typer(help="Days of the board.")
app.add_typer(days, name="day")

ScenarioOption = Annotated[str, typer.Option("--scenario", help="A scenario's uid.")]
StripArguments = Annotated[list[str], typer.Argument(help="Scenes: 12, 12/2 for a part.")]
DayArgument = Annotated[str, typer.Argument(help="A day by its number, date or uid.")]


@dataclass(frozen=True, slots=True)
class _Place:
    """A board somebody works on, with words made into keys."""

    actor: User
    scenario: Scenario
    board: OpenBoard

    def strips(self, said: list[str]) -> list[str]:
        return [self.strip(one) for one in said]

    def strip(self, said: str) -> str:
        """A strip by key, or by scene number (with /2 for part 2)."""
        from topsheet.kernel.errors import NotFound

        known = self.board.problem.strips
        if any(strip.key == said for strip in known):
            return said
        number, _, part = said.rpartition("/")
        scene, wanted = (number, int(part)) if number and part.isdigit() else (said, None)
        found = [s.key for s in known if s.scene == scene and wanted in (None, s.part)]
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(f"{scene}/{s.part}" for s in known if s.scene == scene)
            raise NotFound(f"Scene {scene} is in parts. Say which: {several}.")
        raise NotFound(f"There is no strip of scene “{said}” on this board.")

    def day(self, said: str) -> str:
        """A day by number, date or uid; "new" and "boneyard" are what they say."""
        from topsheet.kernel.errors import NotFound

        if said in ("new", "boneyard", ""):
            return said
        state = self.board.state
        numbers = state.numbers()
        for day in state.days:
            by_number = day.strips and str(numbers[day.uid]) == said
            if by_number or said in (day.uid, day.date.isoformat()):
                return day.uid
        raise NotFound(f"There is no day “{said}” on this board. Name it by number or date.")


@contextmanager
def _at(data: Any, acting_as: str, production: str, scenario: str) -> Iterator[_Place]:
    with office(data, acting_as) as here:
        from topsheet.production.access import Level, require
        from topsheet.production.selectors import find_production, scenario_of
        from topsheet.schedule.board_rows import open_board
        from topsheet.schedule.selectors import load_problem

        found = find_production(production, here.user)
        require(here.user, found, "schedule", Level.VIEW)
        where = scenario_of(found, scenario)
        yield _Place(here.user, where, open_board(where, load_problem(where)))


def _done(done: Done, as_json: bool) -> None:
    from topsheet.schedule import shown

    emit(shown.written(done), as_json, done.change)


@app.command()
def show(
    production: str, scenario: ScenarioOption = "", data: DataOption = None,
    as_json: JsonOption = False, acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Print the board with its boneyard, locks and flags."""
    with _at(data, acting_as, production, scenario) as place:
        from topsheet.production.access import may_see_pay
        from topsheet.schedule import exports, shown
        from topsheet.schedule.selectors import load_schedule

        problem, plan = load_schedule(place.scenario)
        with_pay = may_see_pay(place.actor, place.scenario.production)
        text = "" if as_json else exports.board_as_text(problem, plan, with_pay=with_pay)
        if not as_json and place.board.state.boneyard:
            text += "\nBoneyard: " + ", ".join(place.board.state.boneyard)
        emit(shown.board_as_json(place.board, plan, with_pay=with_pay), as_json, text)


@app.command()
def landing(
    production: str, strips: StripArguments, scenario: ScenarioOption = "",
    data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = "",
) -> None:  # fmt: skip
    """What it costs to land strips on each day."""
    with _at(data, acting_as, production, scenario) as place:
        from topsheet.production.access import may_see_pay
        from topsheet.schedule import shown
        from topsheet.schedule.engine.landing import best_landing, landings

        keys, board = place.strips(strips), place.board
        found = landings(board.problem, board.state, keys)
        best = best_landing(found, board.state, keys)
        with_pay = may_see_pay(place.actor, place.scenario.production)
        lines = []
        for one in found:
            known = one.day not in ("new", "boneyard")
            name = board.state.name(one.day) if known else one.day
            mark = "*" if best and best.day == one.day else " "
            why = "" if one.lawful else f"  {one.appear[0].message if one.appear else ''}"
            label = one.refused or shown.landing_label(one, with_pay=with_pay)
            lines.append(f"{mark} {name:12} {label:>14}{why}")
        emit(shown.landings_as_json(found, best, with_pay=with_pay), as_json, "\n".join(lines))


@app.command()
def move(
    production: str, strips: StripArguments,
    to: Annotated[str, typer.Option(help="A day by number or date, “new” or “boneyard”.")],
    before: Annotated[str, typer.Option(help="The strip to stand before.")] = "",
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Move strips to a day."""
    with _at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        where = place.strip(before) if before else ""
        _done(
            working.move_strips(
                place.actor, place.scenario, place.strips(strips), place.day(to), before=where
            ),
            as_json,
        )


@app.command()
def boneyard(
    production: str, strips: StripArguments, scenario: ScenarioOption = "",
    data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Take strips off the board."""
    with _at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        _done(working.to_boneyard(place.actor, place.scenario, place.strips(strips)), as_json)


@app.command()
def lock(
    production: str, strips: StripArguments,
    off: Annotated[bool, typer.Option("--off", help="Unlock.")] = False,
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Lock strips to their day, or unlock them."""
    with _at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        keys = place.strips(strips)
        _done(working.lock_strips(place.actor, place.scenario, keys, not off), as_json)


@app.command()
def split(
    production: str, day: DayArgument,
    after: Annotated[int, typer.Option(help="How many strips stay.")],
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Break a day in two."""
    with _at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        _done(working.split_day(place.actor, place.scenario, place.day(day), after), as_json)


@app.command("break")
def breaks(
    production: str,
    first: Annotated[str, typer.Option(help="From this day.")] = "",
    last: Annotated[str, typer.Option(help="To this day.")] = "",
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Set the day breaks by themselves: minutes, light, moves."""
    with _at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        done = working.auto_breaks(place.actor, place.scenario, place.day(first), place.day(last))
        _done(done, as_json)


@app.command()
def minutes(
    production: str, strip: str,
    length: Annotated[str, typer.Argument(help="Minutes, or “rule” to follow the rule again.")],
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Set how long a strip takes."""
    with _at(data, acting_as, production, scenario) as place:
        from topsheet.kernel.errors import InvalidInput
        from topsheet.schedule import lengths

        if length != "rule" and not length.isdigit():
            raise InvalidInput("Minutes are a whole number, or “rule”.", field="length")
        wanted = None if length == "rule" else int(length)
        key = place.strip(strip)
        _done(lengths.set_strip(place.actor, place.scenario, key, minutes=wanted), as_json)


@app.command()
def part(
    production: str, strip: str,
    count: Annotated[int, typer.Option(help="Cut into this many parts.")] = 0,
    join: Annotated[bool, typer.Option("--join", help="Join the parts.")] = False,
    add: Annotated[str, typer.Option(help="pick-up, retake, insert or plate.")] = "",
    length: Annotated[int, typer.Option("--minutes", help="Of what is added.")] = 30,
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Cut a scene into parts, join them, or add a pick-up or a retake."""
    with _at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import lengths

        key = place.strip(strip)
        if add:
            done = lengths.add_part(place.actor, place.scenario, key, add, length)
        elif join:
            done = lengths.join_parts(place.actor, place.scenario, key)
        else:
            done = lengths.split_scene(place.actor, place.scenario, key, count or 2)
        _done(done, as_json)


@app.command()
def banner(
    production: str, day: DayArgument, text: str,
    length: Annotated[int, typer.Option("--minutes", help="Taken from the day.")] = 0,
    below: Annotated[int, typer.Option(help="How many strips stand above it.")] = 0,
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Put a banner across a day."""
    with _at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        where = place.day(day)
        done = working.add_banner(place.actor, place.scenario, where, text, length, below)
        _done(done, as_json)


@app.command()
def improve(
    production: str,
    effort: Annotated[int, typer.Option(help="Work, not seconds: reproducible.")] = 10,
    seconds: Annotated[int | None, typer.Option(help="Stop after this long.")] = None,
    with_boneyard: Annotated[bool, typer.Option("--with-boneyard")] = False,
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Look for a cheaper board from this one, around what is locked."""
    with _at(data, acting_as, production, scenario) as place:
        from topsheet.platform.jobs import Progress
        from topsheet.schedule.improving import Asked, improve_board

        asked = Asked(effort=effort, seconds=seconds, with_boneyard=with_boneyard)
        found = improve_board(place.actor, place.scenario, asked, Progress())
        text = found["reason"] or "Nothing better was found; the board stays as it is."
        if found["saved"]:
            text = f"The board is improved: {found['days_before']} → {found['days']} days"
            if found["cost"]:
                text += f", {found['cost_before']['amount']} → {found['cost']['amount']}"
        emit(found, as_json, text)


# ----- days


def _day_verb(name: str, help_text: str, verb: Callable[[_Place, str], Done]) -> None:
    def command(
        production: str, day: DayArgument, scenario: ScenarioOption = "",
        data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = "",
    ) -> None:  # fmt: skip
        with _at(data, acting_as, production, scenario) as place:
            _done(verb(place, place.day(day)), as_json)

    days.command(name, help=help_text)(command)


def _join(place: _Place, day: str) -> Done:
    from topsheet.schedule import working

    return working.join_day(place.actor, place.scenario, day)


def _insert(place: _Place, day: str) -> Done:
    from topsheet.schedule import working

    return working.insert_day(place.actor, place.scenario, after=day)


def _remove(place: _Place, day: str) -> Done:
    from topsheet.schedule import working

    return working.remove_day(place.actor, place.scenario, day)


_day_verb("join", "Join the next day to a day.", _join)
_day_verb("insert", "Insert an empty day after a day.", _insert)
_day_verb("remove", "Take a day out; its strips go to the boneyard.", _remove)


@days.command("move")
def move_day(
    production: str, day: DayArgument,
    to: Annotated[str, typer.Argument(help="A date, as 2027-05-03.")],
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Move a day to a date; days there make room."""
    with _at(data, acting_as, production, scenario) as place:
        from datetime import date

        from topsheet.kernel.errors import InvalidInput
        from topsheet.schedule import working

        try:
            on = date.fromisoformat(to)
        except ValueError:
            raise InvalidInput(f"“{to}” is no date. Write 2027-05-03.", field="to") from None
        _done(working.shift_day(place.actor, place.scenario, place.day(day), on), as_json)


@days.command("set")
def set_day(
    production: str, day: DayArgument,
    shift: Annotated[str | None, typer.Option(help="day, split, night; “” follows.")] = None,
    call: Annotated[str | None, typer.Option(help="07:30; “” follows the agreement.")] = None,
    note: Annotated[str | None, typer.Option()] = None,
    locked: Annotated[bool | None, typer.Option("--lock/--unlock")] = None,
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Shift, call, note and lock of a day."""
    with _at(data, acting_as, production, scenario) as place:
        from topsheet.kernel.errors import InvalidInput
        from topsheet.schedule import working

        said = {"shift": shift, "note": note, "locked": locked}
        wanted: dict[str, Any] = {name: v for name, v in said.items() if v is not None}
        if call is not None:
            wanted["call"] = _clock(call)
        if not wanted:
            raise InvalidInput("Say what to set: --shift, --call, --note, --lock or --unlock.")
        _done(working.set_day(place.actor, place.scenario, place.day(day), **wanted), as_json)


def _clock(text: str) -> int | None:
    from topsheet.kernel.errors import InvalidInput

    if not text:
        return None
    hours, _, rest = text.partition(":")
    if not (hours.isdigit() and rest.isdigit() and int(rest) < 60):
        raise InvalidInput(f"“{text}” is no time. Write 07:30.", field="call")
    return int(hours) * 60 + int(rest)
