"""Lines from a template's rows: crew, costs, places, elements, premiums of the crew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256

from topsheet.breakdown.engine.types import Category, Element
from topsheet.budget.engine.formulas import spelled
from topsheet.budget.engine.template import BudgetInputs, CostRow, CrewRow, Payee, Template
from topsheet.budget.engine.types import FactWord, Line, PayComponent, Stage
from topsheet.kernel.money import UnitPrice, half_up, minor_digits
from topsheet.schedule.engine.types import (
    CAST_WORK_DAYS,
    IDLE_DAYS,
    OVERTIME_BLOCKS,
    SHOOT_DAYS,
    SHOOT_MOVES,
    SHOOT_NIGHTS,
    element_days,
    place_days,
    place_visits,
)

NOBODY_ASKED = "Suggested by the breakdown with {confidence} % confidence, not accepted yet."
LONGEST_KEY = 64
DAY_MINUTES, BLOCK_MINUTES = 600, 60  # where no agreement says so


def crew_lines(template: Template) -> Iterator[Line]:
    """Each position before, during and after the shoot; its three lines are one person range."""
    for row in template.crew:
        weeks = (
            ("-prep", ", prep", Stage.PREP, row.prep),
            ("", "", Stage.SHOOT, "shoot_weeks"),
            ("-wrap", ", wrap", Stage.WRAP, row.wrap),
        )
        for end, words, stage, amount in weeks:
            if amount != "0":
                yield pay_line(
                    template,
                    Payee.CREW,
                    key=row.key + end,
                    account=template.posts[row.post],
                    name=row.name + words,
                    department=row.department,
                    stage=stage,
                    amount=amount,
                    times=str(row.people),
                    unit="week",
                    price=row.week,
                    person=row.key,
                    people=row.people,
                )


def cost_lines(template: Template) -> Iterator[Line]:
    """Fees, materials, equipment, services, post: everything that is one line each."""
    for row in template.costs:
        yield _row_line(template, row, row.key, row.name, row.amount, row.times)


def place_lines(template: Template, inputs: BudgetInputs) -> Iterator[Line]:
    """The fee of each place by its days, its rigging by its visits."""
    for place in inputs.breakdown.places:
        words = {
            "days": spelled(place_days(place.key)),
            "visits": spelled(place_visits(place.key)),
        }
        for row in template.each.get("place", ()):
            yield each_line(template, row, f"place-{place.key}", place.name, words, "")


def element_lines(template: Template, inputs: BudgetInputs) -> Iterator[Line]:
    """Background, animals, vehicles, stunts, effects … by the days they work."""
    for element in counted(inputs):
        heads, guessed = _heads(element, template)
        words = {"days": spelled(element_days(element.key)), "heads": str(heads)}
        for row in template.each.get(str(element.category), ()):
            note = _element_note(element, guessed and "{heads}" in row.times)
            yield each_line(template, row, element.key, element.name, words, note)


def counted(inputs: BudgetInputs) -> list[Element]:
    """The elements that are sure enough to be paid for."""
    elements = inputs.breakdown.elements
    return [element for element in elements if element.confidence >= inputs.counted_from]


def premium_lines(template: Template, inputs: BudgetInputs) -> Iterator[Line]:
    """Nights, overtime and idle days of the whole crew: a pool, so without cut-offs."""
    day_cost = sum((row.week.fraction * row.people for row in template.crew), Fraction(0))
    day_cost /= inputs.days_per_week
    rules = inputs.rules
    block = Fraction(rules.overtime_block, rules.day) if rules else None
    if block is None:
        block = Fraction(BLOCK_MINUTES, DAY_MINUTES)
    premiums = template.premiums
    rows = (
        ("night-premium", "Night premium of the crew", SHOOT_NIGHTS, "night",
         Fraction(premiums.night, 100), f"{premiums.night} % of the crew's day is assumed."),
        ("overtime", "Overtime of the crew", OVERTIME_BLOCKS, "block",
         block * premiums.overtime / 100, f"{premiums.overtime} % of the hour is assumed."),
        ("idle-days", "Crew held on days without shooting", IDLE_DAYS, "day",
         Fraction(1), "A day inside the shoot on which nothing is shot is paid in full."),
    )  # fmt: skip
    for key, name, fact, unit, share, note in rows:
        yield replace(
            pay_line(
                template,
                Payee.CREW,
                key=key,
                account=template.posts["production.premiums"],
                name=name,
                department="Production",
                stage=Stage.SHOOT,
                amount=spelled(fact),
                unit=unit,
                price=_price(day_cost * share, template.pay_currency),
                note=note,
            ),
            component=PayComponent.OVERTIME,
        )


def shared_facts(inputs: BudgetInputs) -> Iterator[FactWord]:
    """The facts of a board that are not of one role, in words."""
    words = (
        (SHOOT_DAYS, "Shooting days", "days"),
        (SHOOT_NIGHTS, "Shooting nights", "nights"),
        (SHOOT_MOVES, "Company moves", "moves"),
        (OVERTIME_BLOCKS, "Begun blocks of overtime", "blocks"),
        (CAST_WORK_DAYS, "Days worked by all of the cast", "days"),
        (IDLE_DAYS, "Days inside the shoot on which nothing is shot", "days"),
    )
    for name, label, unit in words:
        yield FactWord(name=name, label=label, unit=unit)
    for place in inputs.breakdown.places:
        yield FactWord(
            name=place_days(place.key), label=f"Shooting days at {place.name}", unit="days"
        )
        yield FactWord(name=place_visits(place.key), label=f"Visits to {place.name}", unit="visits")
    for element in counted(inputs):
        label = f"Shooting days with {element.name}"
        yield FactWord(name=element_days(element.key), label=label, unit="days")


def each_line(
    template: Template, row: CostRow, key: str, name: str, words: Mapping[str, str], note: str
) -> Line:
    """A row for one place, element or child, with its own name and facts put in."""
    amount, times = (_filled(formula, words) for formula in (row.amount, row.times))
    line = _row_line(
        template,
        row,
        line_key(row.key, key),
        row.name.replace("{name}", _title(name)),
        amount,
        times,
    )
    return replace(line, note=note, assumed=True) if note else line


def line_key(*words: str) -> str:
    """The key of a derived line; a very long one is cut and told apart by its hash."""
    key = "-".join(words)
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 9]}-{sha256(key.encode()).hexdigest()[:8]}"


def pay_line(
    template: Template,
    payee: Payee,
    *,
    key: str,
    account: str,
    name: str,
    department: str,
    stage: Stage,
    amount: str,
    unit: str,
    price: UnitPrice,
    times: str = "1",
    person: str = "",
    people: int = 1,
    note: str = "",
) -> Line:
    """A line of pay with the fringes of its payee; without any known it is assumed."""
    return Line(
        key=key,
        account=account,
        name=name,
        department=department,
        stage=stage,
        amount=amount,
        times=times,
        unit=unit,
        price=price,
        person=person,
        people=people,
        component=PayComponent.BASIC,
        fringes=_fringes(template, payee),
        illustrative=True,
        assumed=bool(note or template.notes),
        note=note or "".join(template.notes),
    )


def _row_line(
    template: Template, row: CostRow, key: str, name: str, amount: str, times: str
) -> Line:
    people = row.people if row.payee else 1
    return Line(
        key=key,
        account=template.posts[row.post],
        name=name,
        department=row.department,
        stage=row.stage,
        amount=amount,
        times=times if people == 1 else f"({times}) * {people}",
        unit=row.unit,
        price=row.price,
        person=key if row.payee and "{" not in row.times and times == "1" else "",
        people=people,
        component=row.component,
        fringes=_fringes(template, row.payee),
        illustrative=True,
        assumed=bool(row.note or (row.payee and template.notes)),
        note=row.note or ("".join(template.notes) if row.payee else ""),
    )


def _fringes(template: Template, payee: Payee) -> tuple[str, ...]:
    if not payee:
        return ()
    return tuple(f.key for f in template.fringes if payee in template.payees[f.key])


def _filled(formula: str, words: Mapping[str, str]) -> str:
    for word, value in words.items():
        formula = formula.replace("{" + word + "}", value)
    return formula


def _heads(element: Element, template: Template) -> tuple[int, bool]:
    """The greatest number the script asks for, or the template's guess for a crowd."""
    asked = [mention.quantity for mention in element.mentions if mention.quantity]
    if asked:
        return max(asked), False
    return (template.crowd_size, True) if element.category is Category.BACKGROUND else (1, True)


def _element_note(element: Element, guessed: bool) -> str:
    notes = []
    if element.confidence < 100:
        notes.append(NOBODY_ASKED.format(confidence=element.confidence))
    if guessed:
        notes.append("Their number is assumed.")
    return " ".join(notes)


def _title(name: str) -> str:
    return name[:1].upper() + name[1:]


def _price(major: Fraction, currency: str) -> UnitPrice:
    digits = minor_digits(currency)
    return UnitPrice(half_up(major * 10**digits), digits, currency)


def crew_heads(rows: Sequence[CrewRow]) -> int:
    """How many of the crew eat on a shooting day."""
    return sum(row.people for row in rows)
