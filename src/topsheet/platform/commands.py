"""What every command of the command line shares: its office, its output, its errors.

    @app.command()
    def productions(data: DataOption = None, acting_as: AsOption = "", as_json: JsonOption = False):
        with office(data, acting_as) as here:
            from topsheet.production.selectors import productions_of
            emit([...productions_of(here.user)...], as_json)

Nothing here imports Django before a command runs, so that ``topsheet --help`` is quick.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from topsheet.kernel.errors import TopsheetError, Unsolvable
from topsheet.kernel.money import Money, Percent, UnitPrice

if TYPE_CHECKING:
    from topsheet.platform.models import User

DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="The data folder (default: TOPSHEET_DATA, or your own).",
                 show_default=False),
]  # fmt: skip
AsOption = Annotated[
    str, typer.Option("--as", metavar="EMAIL", help="Act as this user (default: the owner).")
]
ScenarioOption = Annotated[
    str, typer.Option("--scenario", help="A scenario by title or uid (default: main).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@dataclass(frozen=True, slots=True)
class Office:
    """The data folder a command works in and the person it acts as."""

    data: Path
    user: User


@contextmanager
def office(data: Path | None = None, acting_as: str = "") -> Iterator[Office]:
    """Open the data folder (made or upgraded when needed) and act as its owner or ``acting_as``.

    A TopsheetError inside becomes one line on stderr and exit code 2, as does Ctrl-C (130).
    """
    with told_errors():
        folder = open_data(data)
        from topsheet.platform.accounts import find_user, office_owner

        yield Office(folder, find_user(acting_as) if acting_as else office_owner())


def open_data(data: Path | None = None) -> Path:
    """Set Django up on a data folder and bring its database up to date."""
    if data is not None:
        os.environ["TOPSHEET_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topsheet.site.settings")
    import django

    django.setup()
    from django.conf import settings

    from topsheet.platform.database import ensure_current

    folder = Path(settings.TOPSHEET_DATA)
    ensure_current(folder)
    return folder


@contextmanager
def told_errors() -> Iterator[None]:
    """The one place where the command line renders errors."""
    try:
        yield
    except TopsheetError as error:
        tell(_sentence(error))
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        tell("Stopped.")
        raise typer.Exit(130) from None
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except Exception as error:
        if os.environ.get("TOPSHEET_DEBUG") == "1":
            raise
        tell(_unforeseen(error))
        raise typer.Exit(1) from None


def tell(line: str) -> None:
    """A line for the person at the terminal; results go through ``emit``."""
    sys.stderr.write(line + "\n")


def emit(obj: Any, as_json: bool, text: str | None = None) -> None:
    """Print a result on stdout: one JSON value, or ``text`` (default: ``name: value`` lines)."""
    if as_json:
        out = json.dumps(obj, default=_jsonable, ensure_ascii=False, indent=2)
    elif text is not None:
        out = text
    else:
        out = "\n".join(f"{name}: {value}" for name, value in obj.items())
    _reconfigure_stdout()
    sys.stdout.write(out + "\n")


def _sentence(error: TopsheetError) -> str:
    where = getattr(error, "field", "")
    reasons = error.reasons if isinstance(error, Unsolvable) else ()
    return " ".join(" ".join([f"{where}:" if where else "", error.message, *reasons]).split())


def _unforeseen(error: Exception) -> str:
    """A fault of ours, or of the machine (a full disk, a database that is gone)."""
    said = (str(error).strip().splitlines() or [""])[0]
    return (
        f"Something unforeseen happened ({type(error).__name__}: {said}). If it happens again, "
        "please report it with what TOPSHEET_DEBUG=1 shows."
    )


def _reconfigure_stdout() -> None:
    """Names of every script must print, also where the terminal is not UTF-8."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")


def _jsonable(value: Any) -> Any:
    if isinstance(value, Money | UnitPrice):
        return str(value)
    if isinstance(value, Percent):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Path):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
