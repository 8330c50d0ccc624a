"""``topsheet plan``, ``topsheet topsheet``, ``topsheet explain``: the main job at the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from topsheet.platform.commands import (
    AsOption,
    DataOption,
    JsonOption,
    ScenarioOption,
    emit,
    office,
)

app = typer.Typer()

KindOption = Annotated[str, typer.Option(help="feature, short or episode.")]
CountryOption = Annotated[str, typer.Option(help="Where it is shot, as two letters: FR, GB, US …")]
AgreementOption = Annotated[
    list[str] | None, typer.Option("--agreement", help="An agreement's id; may be repeated.")
]
LevelOption = Annotated[str, typer.Option(help="Of the budget: micro, low or mid.")]
SecondsOption = Annotated[
    str, typer.Option(help="Cap on the search's time; the answer says when it cut.")
]


@app.command()
def plan(
    file: Annotated[Path, typer.Argument(help="The screenplay: Fountain, FDX or text PDF.")],
    kind: KindOption = "feature",
    country: CountryOption = "",
    agreement: AgreementOption = None,
    start: Annotated[str, typer.Option(help="First shooting day, as 2027-04-05.")] = "",
    days_per_week: Annotated[str, typer.Option(help="Shooting days in a week.")] = "5",
    level: LevelOption = "low",
    currency: Annotated[str, typer.Option(help="Of the budget, as EUR, GBP, USD …")] = "",
    effort: Annotated[str, typer.Option(help="How long to search; reproducible.")] = "",
    seconds: SecondsOption = "",
    eighths: Annotated[str, typer.Option(help="nearest, ceil or reconciled.")] = "",
    title: Annotated[
        str, typer.Option(help="The production's title (default: the script's).")
    ] = "",
    out: Annotated[Path | None, typer.Option(help="A folder for PDFs, XLSX and .topsheet.")] = None,
    data: DataOption = None,
    acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Plan a production from a screenplay: breakdown, schedule, budget, topsheet."""
    given = {
        "kind": kind, "country": country, "agreements": agreement or [], "start": start,
        "days_per_week": days_per_week, "level": level, "currency": currency, "effort": effort,
        "seconds": seconds, "eighths": eighths, "title": title,
    }  # fmt: skip
    with office(data, acting_as) as here:
        from topsheet.chain.planning import plan_file

        planned = plan_file(file, given, out, here.user)
        emit(planned.as_json() if as_json else {}, as_json, None if as_json else planned.as_text())


@app.command("topsheet")
def show_topsheet(
    production: str,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Print a production's topsheet (by uid or title)."""
    with office(data, acting_as) as here:
        from topsheet.chain.exports import topsheet_as_json, topsheet_as_text
        from topsheet.chain.selectors import topsheet_for

        view = topsheet_for(*_found(production, scenario, here.user))
        emit(topsheet_as_json(view), as_json, None if as_json else topsheet_as_text(view))


@app.command()
def explain(
    production: str,
    address: Annotated[
        str, typer.Argument(help="Such as budget/3300 or schedule/cost.")
    ] = "budget",
    scenario: ScenarioOption = "",
    data: DataOption = None,
    acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say why a figure is what it is: its parts, formula, rule, source and date."""
    with office(data, acting_as) as here:
        from topsheet.chain.explain import figure_as_json, figure_as_text, figure_at

        figure = figure_at(*_found(production, scenario, here.user), address)
        emit(figure_as_json(figure), as_json, None if as_json else figure_as_text(figure))


@app.command()
def changes(
    production: str,
    since: Annotated[
        str, typer.Option(help="friday, yesterday, 2026-11-20, a change's number, or look.")
    ] = "look",
    scenario: ScenarioOption = "",
    data: DataOption = None,
    acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say what changed since: figures before and after, and who did what."""
    with office(data, acting_as) as here:
        from topsheet.chain.changed import changed_as_json, changed_since
        from topsheet.chain.changed_text import changed_as_text

        changed = changed_since(*_found(production, scenario, here.user), since)
        emit(changed_as_json(changed), as_json, None if as_json else changed_as_text(changed))


def _found(name: str, scenario: str, user: Any) -> tuple[Any, Any]:
    """The scenario of the production that a person named, and the person."""
    from topsheet.production.selectors import find_production, scenario_of

    return scenario_of(find_production(name, user), scenario), user
