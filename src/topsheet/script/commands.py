"""``topsheet script``: read a script file; print, correct and lock that of a production."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from topsheet.platform.commands import (
    AsOption,
    DataOption,
    JsonOption,
    Office,
    ScenarioOption,
    emit,
    office,
    told_errors,
)

if TYPE_CHECKING:
    from topsheet.production.models import Scenario
    from topsheet.script.correcting import Written
    from topsheet.script.engine.types import EighthsMode, Script

app = typer.Typer(help="Screenplays: scenes, pages, eighths, characters.", no_args_is_help=True)

EighthsOption = Annotated[
    str,
    typer.Option(
        metavar="nearest|ceil|reconciled",
        help="How lengths are rounded (default: nearest, or what a Final Draft file brings).",
        show_default=False,
    ),
]


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="A .fountain, .fdx or text .pdf file.")],
    eighths: EighthsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Read a script FILE and print what is in it. Nothing is kept."""
    with told_errors():
        from topsheet.script.engine import as_json as script_as_json
        from topsheet.script.engine import read_script

        script = read_script(_bytes_of(file), _label(file), eighths=_mode(eighths))
        emit(script_as_json(script), as_json, None if as_json else _table(script))


@app.command()
def show(
    production: str,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Print the script of a production (PRODUCTION is a title or a uid)."""
    with office(data, acting_as) as here:
        from topsheet.production.access import Level, require
        from topsheet.production.selectors import find_production, scenario_of
        from topsheet.script.engine import as_json as script_as_json
        from topsheet.script.selectors import load_script

        found = find_production(production, here.user)
        require(here.user, found, "script", Level.VIEW)
        script = load_script(scenario_of(found, scenario))
        emit(script_as_json(script), as_json, None if as_json else _table(script))


@app.command()
def edit(
    production: str,
    scene: Annotated[str, typer.Argument(help="Its number, such as 12A.")],
    heading: Annotated[str | None, typer.Option(help="INT. KITCHEN - NIGHT")] = None,
    intext: Annotated[str | None, typer.Option(help="INT, EXT or INT/EXT.")] = None,
    set_name: Annotated[str | None, typer.Option("--set", help="The place in the story.")] = None,
    time: Annotated[str | None, typer.Option(help="Time of day as written.")] = None,
    light: Annotated[str | None, typer.Option(help="day, night, dawn or dusk.")] = None,
    eighths: Annotated[str | None, typer.Option(help='Length in pages: "1 4/8".')] = None,
    synopsis: Annotated[str | None, typer.Option(help="What happens, in a line.")] = None,
    number: Annotated[str | None, typer.Option(help="A number of its own.")] = None,
    restore: Annotated[str, typer.Option(help="Take back the correction of this field.")] = "",
    scenario: ScenarioOption = "",
    data: DataOption = None,
    acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Correct a SCENE; what was read stays beside it."""
    given = {"heading": heading, "intext": intext, "set_name": set_name, "time": time,
             "light": light, "eighths": eighths, "synopsis": synopsis,
             "number": number}  # fmt: skip
    with office(data, acting_as) as here:
        from topsheet.script.correcting import correct_scene, restore_field

        where = _scenario_of(production, scenario, here)
        if restore:
            _say(restore_field(here.user, where, scene, restore), as_json)
        if not restore or any(value is not None for value in given.values()):
            _say(correct_scene(here.user, where, scene, given), as_json)


@app.command()
def omit(
    production: str,
    scene: str,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Omit a SCENE: its number and text stay, its strips leave the board."""
    with office(data, acting_as) as here:
        from topsheet.script.correcting import omit_scene

        _say(omit_scene(here.user, _scenario_of(production, scenario, here), scene), as_json)


@app.command()
def restore(
    production: str,
    scene: str,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Put an omitted SCENE back into the film."""
    with office(data, acting_as) as here:
        from topsheet.script.correcting import restore_scene

        _say(restore_scene(here.user, _scenario_of(production, scenario, here), scene), as_json)


@app.command()
def lock(
    production: str,
    unlock: Annotated[bool, typer.Option("--unlock", help="Number freely again.")] = False,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Lock the scene numbers: a new scene then takes a letter (12A)."""
    with office(data, acting_as) as here:
        from topsheet.script.correcting import lock_numbers

        _say(lock_numbers(here.user, _scenario_of(production, scenario, here), not unlock), as_json)


def _scenario_of(production: str, scenario: str, here: Office) -> Scenario:
    from topsheet.production.selectors import find_production, scenario_of

    return scenario_of(find_production(production, here.user), scenario)


def _say(written: Written, as_json: bool) -> None:
    from topsheet.script.engine import scene_as_json
    from topsheet.script.rows import scene_of

    rows = [scene_as_json(scene_of(row)) | {"uid": row.uid} for row in written.rows]
    told = {"sequence": written.sequence, "change": written.change, "rows": rows}
    emit(told, as_json, None if as_json else written.change)


LARGEST = 50 * 1024 * 1024  # bytes; ten times the largest screenplay seen


def _bytes_of(file: Path) -> bytes:
    """The file's bytes, or one sentence. Without Django, so that reading needs no database."""
    from topsheet.kernel.errors import InvalidInput

    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise InvalidInput(f"There is no file {file}.", field="file") from None
    except OSError as error:
        raise InvalidInput(f"{file} cannot be read ({error.strerror}).", field="file") from None
    if len(data) > LARGEST:
        raise InvalidInput(
            f"{file} has over 50 MB: that is not a screenplay. Choose the script's file.",
            field="file",
        )
    return data


def _label(file: Path) -> str:
    """The file's name as text; a name that is none in this system's encoding is mended."""
    return os.fsencode(file.name).decode("utf-8", errors="replace")


def _mode(text: str) -> EighthsMode | None:
    from topsheet.kernel.errors import InvalidInput
    from topsheet.script.engine.types import EighthsMode

    if not text:
        return None
    try:
        return EighthsMode(text.lower())
    except ValueError:
        raise InvalidInput(
            f"“{text}” is no way of rounding; say nearest, ceil or reconciled.", field="--eighths"
        ) from None


def _table(script: Script) -> str:
    """The scenes as a one-liner, then who speaks, then what the reader remarked."""
    pages = f"{script.pages} pages, {script.pages_by_eighths} by eighths ({script.eighths_source})"
    count = f"{len(script.scenes)} scenes, {len(script.characters)} speaking parts"
    lines = [f"{script.title}: {count}, {pages}", ""]
    wide = max(len(scene.number) for scene in script.scenes)
    for scene in script.scenes:
        length = "OMITTED" if scene.omitted else str(scene.eighths)
        lines.append(
            f"{scene.number:>{wide}}  {scene.heading[:58]:58}  {length:>7}  p. {scene.page:<4}"
            f" {', '.join(scene.characters)}".rstrip()
        )
    lines.append("")
    for part in sorted(script.characters, key=lambda part: -part.lines):
        lines.append(
            f"{part.name[:30]:30} {len(part.scenes):4} scenes {part.lines:5} speeches "
            f"{part.words:6} words"
        )
    if script.problems:
        lines += ["", f"{len(script.problems)} remarks:"]
        lines += [f"line {p.line}: {p.severity.value}: {p.message}" for p in script.problems]
    return "\n".join(lines)
