"""``topsheet people``: the contacts, the cast, deals, dates away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from topsheet.people import crew_commands
from topsheet.people.crew_commands import Field, found_in, told
from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office, tell

app = typer.Typer(help="The people of a production.")
app.add_typer(crew_commands.app)

Company = Annotated[bool, typer.Option("--company", help="A company, not a person.")]


@app.callback()
def _people() -> None:
    """The people of a production."""


@app.command()
def cast(
    production: str,
    part: Annotated[str, typer.Argument(help="A part, by its key or cast number.")] = "",
    person: Annotated[str, typer.Argument(help="Who plays it; - for nobody.")] = "",
    add: Annotated[bool, typer.Option("--add", help="Add a person not on the list yet.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Print the cast list, or say who plays a part (PRODUCTION is a title or a uid)."""
    with office(data, acting_as) as here:
        from topsheet.people.casting import cast_by_name
        from topsheet.people.exports import cast_rows
        from topsheet.people.selectors import find_part

        found, before = found_in(here, production)
        if part:
            name = "" if person in ("", "-") else person
            cast_by_name(here.user, find_part(found, part), name, add=add)
            told(found, before, as_json)
            return
        rows = cast_rows(here.user, found)
        emit({"cast": rows}, as_json, "\n".join(map(_cast_line, rows)))


@app.command("list")
def list_people(
    production: str,
    query: Annotated[str, typer.Option("--find", help="Words of name, position, e-mail.")] = "",
    kind: Annotated[str, typer.Option(help="cast, crew, company or free.")] = "",
    department: Annotated[str, typer.Option(help="A department.")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Print persons and companies by name."""
    with office(data, acting_as) as here:
        from topsheet.people.exports import listed_row, sight_of
        from topsheet.people.listing import KINDS, listed, narrowed
        from topsheet.platform import entry

        found, _ = found_in(here, production)
        sight = sight_of(here.user, found)
        wanted = entry.choice(kind, "kind", KINDS)
        kept = narrowed(listed(found), query=query, kind=wanted, department=department)
        lines = (
            f"{one.uid:14} {one.who.name:28} {one.as_what:28} {', '.join(one.who.phones)}".rstrip()
            for one in kept
        )
        emit({"people": [listed_row(one, sight) for one in kept]}, as_json, "\n".join(lines))


@app.command()
def add(
    production: str,
    name: str,
    company: Company = False,
    position: Annotated[str, typer.Option(help="Engage them as this.")] = "",
    department: Annotated[str, typer.Option(help="In this department.")] = "",
    fields: Field = None,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Add a person or a company."""
    with office(data, acting_as) as here:
        from topsheet.people.contacts import new_company, new_person
        from topsheet.people.engaging import engage

        found, before = found_in(here, production)
        make = new_company if company else new_person
        who = make(here.user, found, name=name, **_pairs(fields))
        if position or department:
            engage(here.user, who, position=position, department=department)
        told(found, before, as_json, uid=who.uid)


@app.command()
def edit(
    production: str,
    who: str,
    fields: Field = None,
    company: Company = False,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Change fields of a person or company, named by uid, e-mail or name."""
    with office(data, acting_as) as here:
        from topsheet.people.contacts import edit_company, edit_person
        from topsheet.people.listing import find_company, find_person

        found, before = found_in(here, production)
        if company:
            edit_company(here.user, find_company(found, who), **_pairs(fields))
        else:
            edit_person(here.user, find_person(found, who), **_pairs(fields))
        told(found, before, as_json)


@app.command()
def agree(
    production: str,
    part: Annotated[str, typer.Argument(help="A part, by its key or cast number.")],
    deal: Annotated[str, typer.Option(help="day, three-day, week, run of picture …")] = "",
    minimum_days: Annotated[int, typer.Option("--minimum-days", help="Paid at least.")] = 0,
    rate: Annotated[str | None, typer.Option(help="Such as 1200 or 1,200.50.")] = None,
    per: Annotated[str, typer.Option(help="day, week or flat.")] = "day",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Agree the deal of a part."""
    with office(data, acting_as) as here:
        from topsheet.people.selectors import find_part
        from topsheet.people.services import agree_deal

        found, before = found_in(here, production)
        role = find_part(found, part)
        agree_deal(
            here.user, role, deal=deal or role.deal,
            minimum_days=minimum_days or role.minimum_days, rate=rate, rate_unit=per,
        )  # fmt: skip
        told(found, before, as_json)


@app.command()
def away(
    production: str,
    who: Annotated[str, typer.Argument(help="A person, or a part with --part.")],
    days: Annotated[
        str, typer.Argument(help='2027-05-01 or 2027-05-01..2027-05-08, …; "" for none.')
    ],
    part: Annotated[bool, typer.Option("--part", help="WHO is a part, whoever plays it.")] = False,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Say when a person cannot work (added to the rest), or a part cannot be shot (replaced)."""
    with office(data, acting_as) as here:
        from datetime import date

        from topsheet.kernel.days import spans_of
        from topsheet.people.engaging import always_here, keep_away
        from topsheet.people.listing import find_person
        from topsheet.people.selectors import find_part
        from topsheet.people.services import keep_part_away
        from topsheet.platform import entry

        found, before = found_in(here, production)
        dates = [date.fromisoformat(day) for day in entry.days(days)]
        if part:
            keep_part_away(here.user, find_part(found, who), dates)
        elif dates:
            person = find_person(found, who)
            for first, last in spans_of(dates):
                keep_away(here.user, person, first, last, reason)
        else:
            always_here(here.user, find_person(found, who))
        told(found, before, as_json)


@app.command("import")
def import_file(
    production: str,
    file: Path,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it, save nothing.")] = False,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="N=FIELD", help="What column N (from 1) is; repeatable."),
    ] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Import contacts from a CSV or vCard file; rows that cannot be used are listed."""
    with office(data, acting_as) as here:
        from topsheet.people.exports import plan_rows
        from topsheet.people.importing import plan_import, save_import

        found, before = found_in(here, production)
        mapping = _columns(column)
        contents = _read(file)
        if dry_run:
            plan = plan_import(here.user, found, contents, mapping)
        else:
            plan = save_import(here.user, found, contents, file.name, mapping=mapping)
        for problem in plan.problems:
            tell(problem.message)
        counts = ", ".join(f"{plan.count(name)} {word}" for name, word in _ACTIONS)
        told(found, before, as_json, text=counts, **plan_rows(plan))


@app.command("contact-sheet")
def contact_sheet(
    production: str,
    file: Annotated[Path, typer.Argument(help="A .pdf, .xlsx, .csv or .vcf to write.")],
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Write the contact sheet; private fields are left out."""
    with office(data, acting_as) as here:
        from topsheet.people.contact_sheet import FORMATS, write_sheet
        from topsheet.platform import entry

        found, _ = found_in(here, production)
        kind = entry.choice(file.suffix.lower().lstrip("."), "format", list(FORMATS))
        contents, problems = write_sheet(here.user, found, kind)
        _write(file, contents)
        for problem in problems:
            tell(problem.message)
        emit({"file": str(file)}, as_json, f"Written: {file}")


_ACTIONS = (("new", "new"), ("update", "updated"), ("same", "known already"))


def _pairs(fields: list[str] | None) -> dict[str, Any]:
    """``city=Paris`` as fields. Raises InvalidInput."""
    from topsheet.platform.entry import pairs

    return pairs(fields or [])


def _columns(said: list[str] | None) -> dict[int, str]:
    from topsheet.kernel.errors import InvalidInput

    found = _pairs(said)
    if not all(key.isascii() and key.isdecimal() and 0 < int(key) < 10_000 for key in found):
        raise InvalidInput("Name columns by number, such as 3=email.", field="column")
    return {int(key) - 1: name for key, name in found.items()}


def _read(file: Path) -> bytes:
    from topsheet.kernel.errors import InvalidInput

    try:
        return file.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{file} cannot be read ({error.strerror}).", field="file") from None


def _write(file: Path, contents: bytes) -> None:
    from topsheet.kernel.errors import InvalidInput

    try:
        file.write_bytes(contents)
    except OSError as error:
        raise InvalidInput(f"{file} cannot be written ({error.strerror}).", field="file") from None


def _cast_line(row: dict[str, Any]) -> str:
    deal = f"{row['deal']}{' (assumed)' if row['assumed'] else ''}" if "deal" in row else ""
    player = row["person"]["name"] if row["person"] else ""
    return f"{row['number']:>5}  {row['name']:28} {player:24} {deal}".rstrip()
