"""``topsheet board``: the board people work in, from a terminal."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit
from topsheet.schedule.at_board import DayArgument, ScenarioOption, StripArguments, at, told
from topsheet.schedule.day_commands import days

app = typer.Typer(help="Work on the board: move, break, lock, measure, improve.")
app.add_typer(days, name="day")


@app.command()
def show(
    production: str, scenario: ScenarioOption = "", data: DataOption = None,
    as_json: JsonOption = False, acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Print the board with its boneyard, locks and flags."""
    with at(data, acting_as, production, scenario) as place:
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
    with at(data, acting_as, production, scenario) as place:
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
            why = f"  {one.worse[0].message}" if one.worse else ""
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
    with at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        where = place.strip(before) if before else ""
        told(
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
    with at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        told(working.to_boneyard(place.actor, place.scenario, place.strips(strips)), as_json)


@app.command()
def lock(
    production: str, strips: StripArguments,
    off: Annotated[bool, typer.Option("--off", help="Unlock.")] = False,
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Lock strips to their day, or unlock them."""
    with at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        keys = place.strips(strips)
        told(working.lock_strips(place.actor, place.scenario, keys, not off), as_json)


@app.command()
def split(
    production: str, day: DayArgument,
    after: Annotated[int, typer.Option(help="How many strips stay.")],
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Break a day in two."""
    with at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        told(working.split_day(place.actor, place.scenario, place.day(day), after), as_json)


@app.command("break")
def breaks(
    production: str,
    first: Annotated[str, typer.Option(help="From this day.")] = "",
    last: Annotated[str, typer.Option(help="To this day.")] = "",
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Set the day breaks by themselves: minutes, light, moves."""
    with at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        done = working.auto_breaks(place.actor, place.scenario, place.day(first), place.day(last))
        told(done, as_json)


@app.command()
def minutes(
    production: str, strip: str,
    length: Annotated[str, typer.Argument(help="Minutes, or “rule” to follow the rule again.")],
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Set how long a strip takes."""
    with at(data, acting_as, production, scenario) as place:
        from topsheet.kernel.errors import InvalidInput
        from topsheet.schedule import lengths

        if length != "rule" and not length.isdigit():
            raise InvalidInput("Minutes are a whole number, or “rule”.", field="length")
        wanted = None if length == "rule" else int(length)
        key = place.strip(strip)
        told(lengths.set_strip(place.actor, place.scenario, key, minutes=wanted), as_json)


@app.command("strip")
def set_strip(
    production: str, strip: str,
    minutes: Annotated[str | None, typer.Option(help="Minutes, or “rule”.")] = None,
    eighths: Annotated[str | None, typer.Option(help="Eighths, or “script”.")] = None,
    shot_at: Annotated[str | None, typer.Option("--place", help="Or “set”.")] = None,
    cast: Annotated[str | None, typer.Option(help="1,4,7 by board number, or “scene”.")] = None,
    note: Annotated[str | None, typer.Option()] = None,
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Set what a strip is by hand: minutes, pages, place, cast, note."""
    with at(data, acting_as, production, scenario) as place:
        from topsheet.kernel.errors import InvalidInput
        from topsheet.schedule import lengths

        wanted: dict[str, Any] = {}
        for name, said, follow in (("minutes", minutes, "rule"), ("eighths", eighths, "script")):
            if said is not None:
                wanted[name] = _count(name, said, follow)
        if shot_at is not None:
            wanted["place"] = place.shot_at(shot_at)
        if cast is not None:
            wanted["cast"] = place.cast(cast)
        if note is not None:
            wanted["note"] = note
        if not wanted:
            raise InvalidInput("Say what: --minutes, --eighths, --place, --cast or --note.")
        key = place.strip(strip)
        told(lengths.set_strip(place.actor, place.scenario, key, **wanted), as_json)


def _count(name: str, said: str, follow: str) -> int | None:
    from topsheet.kernel.errors import InvalidInput

    if said != follow and not said.isdecimal():
        raise InvalidInput(f"{name.capitalize()} are a whole number, or “{follow}”.", field=name)
    return None if said == follow else int(said)


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
    with at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import lengths

        key = place.strip(strip)
        if add:
            done = lengths.add_part(place.actor, place.scenario, key, add, length)
        elif join:
            done = lengths.join_parts(place.actor, place.scenario, key)
        else:
            done = lengths.split_scene(place.actor, place.scenario, key, count or 2)
        told(done, as_json)


@app.command()
def banner(
    production: str, day: DayArgument, text: str,
    length: Annotated[int, typer.Option("--minutes", help="Taken from the day.")] = 0,
    below: Annotated[int, typer.Option(help="How many strips stand above it.")] = 0,
    scenario: ScenarioOption = "", data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Put a banner across a day."""
    with at(data, acting_as, production, scenario) as place:
        from topsheet.schedule import working

        where = place.day(day)
        done = working.add_banner(place.actor, place.scenario, where, text, length, below)
        told(done, as_json)


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
    with at(data, acting_as, production, scenario) as place:
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
