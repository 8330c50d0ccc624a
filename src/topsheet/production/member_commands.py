"""``topsheet member``: who has which role in a production."""

from __future__ import annotations

from typing import Annotated

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office

app = typer.Typer(help="Who has which role in a production.")

Production = Annotated[str, typer.Argument(help="Its title or uid.")]
Email = Annotated[str, typer.Argument(help="A user of the office (topsheet user add).")]
Role = Annotated[str, typer.Argument(help="Such as line-producer, first-ad, accountant, guest.")]


@app.command("list")
def show(
    production: Production,
    data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = "",
) -> None:  # fmt: skip
    """List the people of a production with their roles."""
    with office(data, acting_as) as here:
        from topsheet.production.members import members_of
        from topsheet.production.selectors import find_production

        rows = members_of(here.user, find_production(production, here.user))
        lines = (f"{row['email']:40} {row['role']:20} {row['name']}".rstrip() for row in rows)
        emit({"members": rows}, as_json, "\n".join(lines))


@app.command()
def add(
    production: Production, email: Email, role: Role,
    data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Give a person a role; they may have several."""
    with office(data, acting_as) as here:
        from topsheet.production.answers import written
        from topsheet.production.members import let_in
        from topsheet.production.selectors import find_production

        found = find_production(production, here.user)
        before = found.sequence
        let_in(here.user, found, email, role)
        answer = written(found, before)
        emit(answer, as_json, answer["change"])


@app.command()
def remove(
    production: Production, email: Email,
    role: Annotated[str, typer.Argument(help="One role; without it all of them.")] = "",
    data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Take a role, or all of them, from a person."""
    with office(data, acting_as) as here:
        from topsheet.production.answers import written
        from topsheet.production.members import let_go
        from topsheet.production.selectors import find_production

        found = find_production(production, here.user)
        before = found.sequence
        let_go(here.user, found, email, role)
        answer = written(found, before)
        emit(answer, as_json, answer["change"])
