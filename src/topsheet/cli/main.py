"""The one command line. Each room brings its commands; nothing heavy is imported for ``--help``."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated

import typer
from typer.exceptions import TyperException

from topsheet import __version__

# Module and group name; "" puts the commands at the top level.
_MOUNTS = (
    ("topsheet.chain.commands", ""),
    ("topsheet.chain.scenario_commands", "scenario"),
    ("topsheet.production.commands", ""),
    ("topsheet.production.search_commands", ""),
    ("topsheet.production.bin_commands", ""),
    ("topsheet.production.member_commands", "member"),
    ("topsheet.production.notes_commands", "note"),
    ("topsheet.production.attach_commands", ""),
    ("topsheet.cli.serve", ""),
    ("topsheet.cli.demo", ""),
    ("topsheet.platform.user_commands", "user"),
    ("topsheet.platform.token_commands", "token"),
    ("topsheet.people.commands", "people"),
    ("topsheet.places.commands", "places"),
    ("topsheet.script.commands", "script"),
    ("topsheet.chain.drafts_commands", "draft"),
    ("topsheet.breakdown.commands", "breakdown"),
    ("topsheet.breakdown.element_commands", "element"),
    ("topsheet.schedule.commands", "schedule"),
    ("topsheet.schedule.board_commands", "board"),
    ("topsheet.budget.commands", "budget"),
)

app = typer.Typer(
    name="topsheet",
    help="The open production office: from a script to a plan that explains every figure.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"topsheet {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Nothing is done without a command."""


def _mount() -> None:
    """Add every room's commands; a room that has none yet has no commands.py."""
    for module, name in _MOUNTS:
        if find_spec(module) is not None:
            app.add_typer(import_module(module).app, name=name or None)


def main() -> None:
    """Run the command line; usage errors and known errors are one line and exit with 2."""
    try:
        code = typer.main.get_command(app).main(prog_name="topsheet", standalone_mode=False)
    except TyperException as error:
        sys.stderr.write(_told(error))
        sys.exit(error.exit_code)
    except typer.Abort:
        sys.exit(1)
    sys.exit(code or 0)


def _told(error: TyperException) -> str:
    """What is wrong with the words typed, and where to read how they go."""
    context = getattr(error, "ctx", None)
    said = " ".join(error.format_message().split())
    if context is None:
        return f"{said}\n"
    if not said or said == "Missing command.":
        return f"{context.get_help()}\n"
    said += "" if said.endswith((".", "?", "!", ")")) else "."
    return f"{said} See: {context.command_path} --help\n"


_mount()

if __name__ == "__main__":
    main()
