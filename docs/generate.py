"""Write docs/reference from the code, or check that it is what the code says.

python docs/generate.py            write
python docs/generate.py --check    exit 1 and name the pages that are out of date
"""

from __future__ import annotations

import os
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "topsheet"
REFERENCE = ROOT / "docs" / "reference"
_NOTE = "<!-- Written by docs/generate.py from the code. Do not edit; run: make docs -->\n"


def main(arguments: list[str]) -> int:
    """Write or check every page."""
    stale = []
    for name, text in pages().items():
        path = REFERENCE / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in arguments:
        sys.stderr.write(f"Out of date: {', '.join(stale)}. Run: make docs\n")
        return 1
    return 0


def pages() -> dict[str, str]:
    """File name → text of every generated page."""
    _set_up_django()
    return {
        "command-line.md": _joined("Command line", _command_line()),
        "api.md": _joined("API", _api()),
        "packs.md": _joined("Rules and packs", _packs()),
        "roles.md": _joined("Roles", _roles()),
    }


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topsheet.site.settings")
    os.environ.setdefault("TOPSHEET_DATA", tempfile.mkdtemp())
    import django

    django.setup()


def _joined(title: str, lines: Iterable[str]) -> str:
    return "\n".join([_NOTE, f"# {title}", "", *lines]).rstrip() + "\n"


def _command_line() -> Iterator[str]:
    import typer.main

    from topsheet.cli.main import app

    yield "Every command: `--json` prints one object on stdout, progress goes to stderr, an error"
    yield "is one sentence and exit code 2. The data folder is `--data` or `TOPSHEET_DATA`."
    yield ""
    yield from _command(typer.main.get_command(app), "topsheet")


def _command(command: Any, path: str) -> Iterator[str]:
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        full = f"{path} {name}"
        if getattr(inner, "commands", None):
            yield from _command(inner, full)
            continue
        yield f"## `{full}`"
        yield ""
        yield " ".join((inner.help or "").split())
        yield ""
        yield from _parameters(inner.params)
        yield ""


def _parameters(parameters: Iterable[Any]) -> Iterator[str]:
    rows = [_parameter(one) for one in parameters if one.name != "help"]
    if rows:
        yield "| option | meaning |"
        yield "|---|---|"
        yield from rows


def _parameter(one: Any) -> str:
    if one.param_type_name == "argument":
        name = f"`{(one.metavar or one.name).upper()}`"
    else:
        kind = "" if one.is_flag else f" {one.metavar or one.name.upper()}"
        name = f"`{one.opts[0]}{kind}`"
    return f"| {name} | {_cell(getattr(one, 'help', '') or '')} |"


def _api() -> Iterator[str]:
    from topsheet.site.api import api

    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    yield "Under `/api/v1/`. People sign in with their session, programs with"
    yield "`Authorization: Bearer TOKEN` (`topsheet token create`). Errors are"
    yield "`application/problem+json`. The whole schema is at `/api/v1/openapi.json`, and to try it"
    yield "out at `/api/v1/docs`."
    yield ""
    yield "| call | what it does |"
    yield "|---|---|"
    for path, methods in sorted(schema["paths"].items()):
        for method, call in sorted(methods.items()):
            text = call.get("description") or call.get("summary") or ""
            yield f"| `{method.upper()} {path}` | {_cell(text)} |"


def _packs() -> Iterator[str]:
    yield "Code holds the mechanism, packs hold the numbers. *Verified* means that somebody read"
    yield "the source on the date given; everything else is practice or our own illustration, and"
    yield "says so where it shows."
    yield ""
    for path in sorted(SOURCE.glob("*/rules/*.toml")) + sorted(SOURCE.glob("*/packs/*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        head = data.get("pack", {})
        yield f"## {head.get('title', path.stem)}"
        yield ""
        yield f"`{path.relative_to(SOURCE)}`, version {head.get('version', '–')}. {_standing(head)}"
        yield ""
        yield from _rules(data.get("rule", []))


def _standing(head: dict[str, Any]) -> str:
    """What kind of numbers a pack without rules of its own holds."""
    if head.get("illustrative"):
        return "Illustrative: our own figures, nobody's tariff."
    source = head.get("source", {})
    title = source.get("title", "") if isinstance(source, dict) else str(source)
    return f"{title}." if title else ""


def _rules(rows: list[dict[str, Any]]) -> Iterator[str]:
    if not rows:
        return
    yield "| rule | kind | where | source | read | verified |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        source = row.get("source", {})
        title = source.get("title", "")
        cited = f"[{title}]({source['url']})" if source.get("url") else title
        where = row["jurisdiction"] or "–"
        yield (
            f"| {_cell(row['title'])} (`{row['id']}`) | {row['kind']} | {where} "
            f"| {_cell(cited)} | {source.get('read_on', '–')} "
            f"| {'yes' if source.get('verified') else 'no'} |"
        )
    yield ""


def _roles() -> Iterator[str]:
    from topsheet.production.roles import LEVELS, ROOMS, SEE_PAY, ProductionRole

    yield "What each role may do in each room. *Pay*: whether it sees what single people are paid"
    yield "and every figure it can be inferred from. The owner of the office may do everything."
    yield ""
    yield "| role | " + " | ".join(ROOMS) + " | pay |"
    yield "|---|" + "---|" * (len(ROOMS) + 1)
    for role in ProductionRole:
        levels = [LEVELS[role.value][room].name.lower() for room in ROOMS]
        cells = ["–" if level == "none" else level for level in levels]
        pay = "yes" if role.value in SEE_PAY else "–"
        yield f"| {role.label} | " + " | ".join(cells) + f" | {pay} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
