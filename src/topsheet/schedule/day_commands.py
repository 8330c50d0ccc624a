"""``topsheet board day``: the days of the board, from a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption
from topsheet.schedule.at_board import DayArgument, Place, ScenarioOption, at, told

if TYPE_CHECKING:
    from datetime import date

    from topsheet.schedule.engine.board_state import DayKind
    from topsheet.schedule.working import Done

days = typer.Typer(help="Days of the board.")

KindOption = Annotated[
    str,
    typer.Option(help="shoot, travel, rest, holiday, prep, rehearsal, pre-light or strike."),
]


def _day_verb(name: str, help_text: str, verb: Callable[[Place, str], Done]) -> None:
    def command(
        production: str, day: DayArgument, scenario: ScenarioOption = "",
        data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = "",
    ) -> None:  # fmt: skip
        with at(data, acting_as, production, scenario) as place:
            told(verb(place, place.day(day)), as_json)

    days.command(name, help=help_text)(command)


def _join(place: Place, day: str) -> Done:
    from topsheet.schedule import working

    return working.join_day(place.actor, place.scenario, day)


def _remove(place: Place, day: str) -> Done:
    from topsheet.schedule import working

    return working.remove_day(place.actor, place.scenario, day)


_day_verb("join", "Join the next day to a day.", _join)
_day_verb("remove", "Take a day out; its strips go to the boneyard.", _remove)


@days.command("insert")
def insert_day(
    production: str,
    day: Annotated[str, typer.Argument(help="After this day; without one, at the end.")] = "",
    on: Annotated[str, typer.Option("--date", help="On this date, as 2027-05-03.")] = "",
    kind: KindOption = "shoot",
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Insert a day, for shooting or for something else."""
    with at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        told(
            working.insert_day(
                place.actor, place.scenario, after=place.day(day),
                on=_date(on) if on else None, kind=_kind(kind),
            ),
            as_json,
        )  # fmt: skip


@days.command("tidy")
def remove_empty_days(
    production: str, scenario: ScenarioOption = "", data: DataOption = None,
    as_json: JsonOption = False, acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Remove every shooting day on which nothing stands."""
    with at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        told(working.remove_empty_days(place.actor, place.scenario), as_json)


@days.command("swap")
def swap_days(
    production: str, day: DayArgument,
    other: Annotated[str, typer.Argument(help="The day to change dates with.")],
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Let two days change dates."""
    with at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        one, two = place.day(day), place.day(other)
        told(working.swap_days(place.actor, place.scenario, one, two), as_json)


@days.command("move")
def move_day(
    production: str, day: DayArgument,
    to: Annotated[str, typer.Argument(help="A date, as 2027-05-03.")],
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Move a day to a date; days there make room."""
    with at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        told(working.shift_day(place.actor, place.scenario, place.day(day), _date(to)), as_json)


@days.command("set")
def set_day(
    production: str, day: DayArgument,
    shift: Annotated[str | None, typer.Option(help="day, split, night; “” follows.")] = None,
    call: Annotated[str | None, typer.Option(help="07:30; “” follows the agreement.")] = None,
    note: Annotated[str | None, typer.Option()] = None,
    kind: Annotated[str | None, typer.Option(help="shoot, travel, rest, holiday …")] = None,
    locked: Annotated[bool | None, typer.Option("--lock/--unlock")] = None,
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Shift, call, note, kind and lock of a day."""
    with at(data, acting_as, production, scenario) as place:
        from topsheet.kernel.errors import InvalidInput
        from topsheet.schedule import working

        said = {"shift": shift, "note": note, "kind": kind, "locked": locked}
        wanted: dict[str, Any] = {name: v for name, v in said.items() if v is not None}
        if call is not None:
            wanted["call"] = _clock(call)
        if not wanted:
            raise InvalidInput("Say what: --shift, --call, --note, --kind, --lock or --unlock.")
        told(working.set_day(place.actor, place.scenario, place.day(day), **wanted), as_json)


def _clock(text: str) -> int | None:
    from topsheet.kernel.errors import InvalidInput

    if not text:
        return None
    hours, _, rest = text.partition(":")
    if not (hours.isdigit() and rest.isdigit() and int(rest) < 60):
        raise InvalidInput(f"“{text}” is no time. Write 07:30.", field="call")
    return int(hours) * 60 + int(rest)


def _date(text: str) -> date:
    from datetime import date

    from topsheet.kernel.errors import InvalidInput

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"“{text}” is no date. Write 2027-05-03.", field="date") from None


def _kind(text: str) -> DayKind:
    from topsheet.kernel.errors import InvalidInput
    from topsheet.schedule.engine.board_state import DayKind

    try:
        return DayKind(text)
    except ValueError:
        kinds = ", ".join(kind.value for kind in DayKind)
        raise InvalidInput(f"No such kind of day. One of: {kinds}.", field="kind") from None
