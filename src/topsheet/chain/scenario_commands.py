"""``topsheet scenario``: list, fork, diff, adopt, drop, restore, rename."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office, tell

if TYPE_CHECKING:
    from topsheet.production.models import Production, Scenario

app = typer.Typer(help="Scenarios: fork a plan, try something, lay it beside, adopt it.")

ProductionArgument = Annotated[str, typer.Argument(help="Its title or uid.")]
ScenarioArgument = Annotated[str, typer.Argument(help="The scenario's title or uid.")]
ChooseOption = Annotated[
    list[str] | None,
    typer.Option(
        "--choose", metavar="KEY=SIDE", help="Such as budget-line/x#name=mine; may be repeated."
    ),
]


@app.command("list")
def list_all(
    production: ProductionArgument,
    dropped: Annotated[bool, typer.Option("--dropped", help="The dropped ones too.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """List the scenarios with their days and totals."""
    with office(data, acting_as) as here:
        from topsheet.chain.compared_text import scenarios_as_json, scenarios_as_text
        from topsheet.chain.comparing import scenario_rows
        from topsheet.production.selectors import find_production

        found = find_production(production, here.user)
        rows = scenario_rows(here.user, found, dropped=dropped)
        emit({"scenarios": scenarios_as_json(rows)}, as_json, scenarios_as_text(rows))


@app.command()
def fork(
    production: ProductionArgument,
    title: Annotated[str, typer.Argument(help="Such as “Three days fewer”.")],
    origin: Annotated[
        str, typer.Option("--from", metavar="SCENARIO", help="Fork this one (default: main).")
    ] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Copy script, breakdown, schedule and budget into a new scenario."""
    with office(data, acting_as) as here:
        from topsheet.production import scenarios

        found, source = _found(production, origin, here.user)
        made = scenarios.fork(here.user, found, title, source)
        _told(found, made, f"{made.title} is forked from {source.title} as {made.uid}", as_json)


@app.command()
def diff(
    production: ProductionArgument,
    scenario: ScenarioArgument,
    other: Annotated[
        str, typer.Option("--with", metavar="SCENARIO", help="Beside this one (default: main).")
    ] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Lay a scenario beside another, figure by figure and record by record."""
    with office(data, acting_as) as here:
        from topsheet.chain.compared_text import comparison_as_json, comparison_as_text
        from topsheet.chain.comparing import compared, records_compared
        from topsheet.production.selectors import scenario_of

        found, b = _found(production, scenario, here.user)
        a = scenario_of(found, other)
        figures, records = compared(a, b, here.user), records_compared(a, b, here.user)
        text = "" if as_json else comparison_as_text(a, b, figures, records)
        emit(comparison_as_json(a, b, figures, records) if as_json else {}, as_json, text)


@app.command()
def adopt(
    production: ProductionArgument,
    scenario: ScenarioArgument,
    mine: Annotated[
        bool, typer.Option("--mine", help="In every conflict take the scenario's.")
    ] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="Keep main everywhere.")] = False,
    choose: ChooseOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Bring a scenario's changes into main; conflicts that no option decides are listed."""
    with office(data, acting_as) as here:
        from topsheet.kernel.errors import InvalidInput
        from topsheet.production import scenarios

        if mine and theirs:
            raise InvalidInput("Choose one of --mine and --theirs.")
        everything = "mine" if mine else "theirs" if theirs else ""
        choices = dict(map(_choice, choose or []))
        found, chosen = _found(production, scenario, here.user)
        if not everything:
            _refuse_undecided(chosen, choices, here.user, as_json)
        scenarios.adopt(here.user, chosen, choices, everything=everything)
        _told(found, chosen, f"{chosen.title} is adopted; main as it was is kept.", as_json)


@app.command()
def drop(
    production: ProductionArgument,
    scenario: ScenarioArgument,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Put a scenario away; nothing of it is deleted."""
    with office(data, acting_as) as here:
        from topsheet.production import scenarios

        found, chosen = _found(production, scenario, here.user)
        scenarios.drop(here.user, chosen)
        _told(found, chosen, f"{chosen.title} is dropped.", as_json)


@app.command()
def restore(
    production: ProductionArgument,
    scenario: ScenarioArgument,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Take a dropped scenario up again."""
    with office(data, acting_as) as here:
        from topsheet.production import scenarios

        found, chosen = _found(production, scenario, here.user)
        scenarios.restore_scenario(here.user, chosen)
        _told(found, chosen, f"{chosen.title} is open again.", as_json)


@app.command()
def rename(
    production: ProductionArgument,
    scenario: ScenarioArgument,
    title: Annotated[str, typer.Argument(help="The new title.")],
    note: Annotated[str | None, typer.Option(help="What it is to find out.")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Give a scenario another title, or a note."""
    with office(data, acting_as) as here:
        from topsheet.production import scenarios

        found, chosen = _found(production, scenario, here.user)
        scenarios.rename(here.user, chosen, title)
        if note is not None:
            scenarios.describe(here.user, chosen, note)
        _told(found, chosen, f"It is called {chosen.title} now.", as_json)


def _found(production: str, scenario: str, user: Any) -> tuple[Production, Scenario]:
    from topsheet.production.access import Level, require
    from topsheet.production.selectors import find_production, scenario_of

    found = find_production(production, user)
    require(user, found, "production", Level.VIEW)
    return found, scenario_of(found, scenario)


def _told(production: Production, scenario: Scenario, text: str, as_json: bool) -> None:
    from topsheet.production.exports import scenario_row

    result = {"sequence": production.sequence, "change": text, "scenario": scenario_row(scenario)}
    emit(result, as_json, text)


def _choice(text: str) -> tuple[str, str]:
    """``budget-line/x#name=mine`` as key and side."""
    from topsheet.kernel.errors import InvalidInput

    key, equals, side = text.rpartition("=")
    if not equals or side not in ("mine", "theirs"):
        raise InvalidInput(f"“{text}” is no choice. Write KEY=mine or KEY=theirs.", field="choose")
    return key, side


def _refuse_undecided(
    scenario: Scenario, choices: dict[str, str], user: Any, as_json: bool
) -> None:
    """List the conflicts that are still open and leave with 2."""
    from topsheet.production.engine.merge import Side
    from topsheet.production.exports import conflict_row, conflicts_told
    from topsheet.production.scenarios import adopt_preview, require_fork

    require_fork(user, scenario.production)
    found = adopt_preview(scenario, {key: Side(side) for key, side in choices.items()})
    undecided = [told for told in conflicts_told(found, user) if not told.choice]
    if not undecided:
        return
    lines = [line for told in undecided for line in _conflict_lines(told)]
    emit({"conflicts": [conflict_row(told) for told in undecided]}, as_json, "\n".join(lines))
    tell(
        f"{len(undecided)} conflicts are not decided. Take one side with --mine or --theirs, or "
        "each with --choose KEY=mine."
    )
    raise typer.Exit(2)


def _conflict_lines(told: Any) -> list[str]:
    lines = [told.key, f"  {told.sentence}"]
    for part in told.parts:
        values = (
            f"{name} {'confidential' if value is None else value}"
            for name, value in (("was", part.base), ("mine", part.mine), ("theirs", part.theirs))
        )
        lines.append(f"  {part.what}: {', '.join(values)}")
    return lines
