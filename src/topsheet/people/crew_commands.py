"""``topsheet people``: engage, release, delete, merge, give a cast number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, Office, emit, office

if TYPE_CHECKING:
    from topsheet.people.models import Company, Engagement, Person
    from topsheet.production.models import Production

app = typer.Typer()

Field = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="A field, such as city=Paris; repeatable."),
]
_Who = Annotated[str, typer.Argument(help="A person or company: uid, e-mail or name.")]
_Terms = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="FIELD=VALUE",
        help="rate=450, rate_unit=day, start=2027-05-01, end, status=agreed, department, agent.",
    ),
]  # fmt: skip


@app.command()
def engage(
    production: str, who: _Who,
    position: Annotated[str, typer.Argument(help="As what, such as Gaffer.")],
    fields: _Terms = None,
    data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Engage WHO as POSITION, or change the terms of that engagement (a part's by its name)."""
    with office(data, acting_as) as here:
        from topsheet.people import engaging
        from topsheet.people.listing import find_company
        from topsheet.platform.entry import pairs

        found, before = found_in(here, production)
        one = _somebody(found, who)
        terms: dict[str, Any] = dict(pairs(fields or []))
        if "agent" in terms:
            terms["agent"] = find_company(found, terms["agent"]) if terms["agent"] else None
        row = _held(one, position)
        if row is None:
            engaging.engage(here.user, one, position=position, **terms)
        else:
            engaging.edit_engagement(here.user, row, **terms)
        told(found, before, as_json)


@app.command()
def release(
    production: str, who: _Who,
    position: Annotated[str, typer.Argument(help="What they no longer do; a part by its name.")],
    data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = "",
) -> None:  # fmt: skip
    """End an engagement; a part is open again."""
    with office(data, acting_as) as here:
        from topsheet.kernel.errors import NotFound
        from topsheet.people.engaging import end_engagement

        found, before = found_in(here, production)
        one = _somebody(found, who)
        row = _held(one, position)
        if row is None:
            raise NotFound(f"{one.name} is not engaged as “{position[:80]}”.")
        end_engagement(here.user, row)
        told(found, before, as_json)


@app.command()
def delete(
    production: str, who: _Who,
    data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Take a person or company off the list who is engaged for nothing."""
    with office(data, acting_as) as here:
        from topsheet.people.contacts import delete_company, delete_person
        from topsheet.people.models import Person

        found, before = found_in(here, production)
        one = _somebody(found, who)
        if isinstance(one, Person):
            delete_person(here.user, one)
        else:
            delete_company(here.user, one)
        told(found, before, as_json)


@app.command()
def merge(
    production: str, who: _Who, into: _Who,
    data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Make one person of two: INTO takes over what WHO does and learns what it does not know."""
    with office(data, acting_as) as here:
        from topsheet.people.contacts import merge_persons
        from topsheet.people.listing import find_person

        found, before = found_in(here, production)
        merge_persons(here.user, find_person(found, who), find_person(found, into))
        told(found, before, as_json)


@app.command()
def number(
    production: str,
    part: Annotated[str, typer.Argument(help="A part, by its key, name or cast number.")],
    new: Annotated[str, typer.Argument(help="Such as 12 or 1X; never given before.")],
    data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Give a part another cast number."""
    with office(data, acting_as) as here:
        from topsheet.people.selectors import find_part
        from topsheet.people.services import renumber

        found, before = found_in(here, production)
        renumber(here.user, find_part(found, part), new)
        told(found, before, as_json)


def found_in(here: Office, production: str) -> tuple[Production, int]:
    """The production and the sequence it has before anything is written."""
    from topsheet.production.selectors import find_production

    found = find_production(production, here.user)
    return found, found.sequence


def told(
    production: Production, before: int, as_json: bool, *, text: str = "", **more: Any
) -> None:
    """What was written, in the words of its change set."""
    from topsheet.production.answers import written

    answer = written(production, before, **more)
    said = ". ".join(part for part in (answer["change"], text) if part)
    emit(answer, as_json, said or "Nothing changed.")


def _somebody(production: Production, name: str) -> Person | Company:
    """A person, else a company. Raises NotFound, InvalidInput."""
    from topsheet.kernel.errors import NotFound
    from topsheet.people.listing import find_company, find_person

    try:
        return find_person(production, name)
    except NotFound as nobody:
        try:
            return find_company(production, name)
        except NotFound:
            raise nobody from None


def _held(who: Person | Company, position: str) -> Engagement | None:
    """What somebody is engaged for already, by its position or the part's name."""
    from topsheet.people.engine.names import folded
    from topsheet.people.listing import job_of

    rows = who.engagements.select_related("role", "person", "company", "agent")
    return next((row for row in rows if folded(job_of(row)) == folded(position)), None)
