"""``topsheet search``: find anything by words."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office

app = typer.Typer()

_PATIENCE = 60.0  # seconds: a terminal waits until everything is read


@app.command("search")
def search_for(
    words: Annotated[list[str], typer.Argument(help="Every one of them must occur.")],
    production: Annotated[str, typer.Option(help="Its title or uid: found there first.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500)] = 30,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Find scenes, people, places, accounts, lines, elements and days by their words."""
    with office(data, acting_as) as here:
        from topsheet.production.searching import search
        from topsheet.production.selectors import find_production, scenario_of

        first = scenario_of(find_production(production, here.user)) if production else None
        found = search(here.user, " ".join(words), here=first, at_most=limit, seconds=_PATIENCE)
        rows = [*found.here, *found.elsewhere][:limit]
        lines = [f"Nothing has these words; found “{found.meant}”:"] if found.meant else []
        lines += [f"{one.kind:9} {one.name}  ({one.production_title}: {one.url})" for one in rows]
        told = {"meant": found.meant, "found": [asdict(one) for one in rows]}
        emit(told, as_json, "\n".join(lines) or "Nothing has these words.")
