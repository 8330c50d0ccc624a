"""What follows in the budget when script, cast or places change.

A part, place or element that nobody priced yet gets its lines from the template, assumed and
illustrative, in the same change set. It is new when the budget's facts do not name it; a line
that somebody deleted does not come back. The main line of a part follows its deal, and the
rate once that is agreed, unless somebody typed a price over it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Max

from topsheet.budget import models, rows
from topsheet.budget.counting import inputs_of
from topsheet.budget.engine.derive_cast import cast_facts, cast_lines
from topsheet.budget.engine.derive_lines import element_lines, line_key, place_lines, shared_facts
from topsheet.budget.engine.rates import with_rate
from topsheet.budget.engine.template import BudgetInputs, Template
from topsheet.budget.engine.types import FactWord, Line
from topsheet.budget.packs import load_template
from topsheet.kernel.errors import NotFound
from topsheet.kernel.money import UnitPrice
from topsheet.people.engine.types import CastMember
from topsheet.people.selectors import cast_list
from topsheet.production.changes import Changes
from topsheet.production.models import Production, Scenario, ScenarioState
from topsheet.schedule.engine.types import element_days, paid_days, place_days

_NEW = ("part", "appearance", "element", "mention", "set-at-place")
_TERMS = ("role", "engagement")
_ROOM = 1024  # between the order keys of two lines


def lines_that_follow(changes: Changes) -> None:
    """Price what is new and let the cast's lines follow their terms."""
    if not changes.touched(*_NEW, *_TERMS):
        return
    open_ = Scenario.objects.filter(production=changes.production, state=ScenarioState.OPEN)
    for scenario in open_:
        row = models.Budget.objects.filter(scenario=scenario).first()
        if row is not None:
            scenario.production = changes.production
            _follow(changes, scenario, row)


@dataclass(frozen=True, slots=True)
class _Subjects:
    """Parts, places and elements by key."""

    roles: frozenset[str]
    places: frozenset[str]
    elements: frozenset[str]


def _follow(changes: Changes, scenario: Scenario, row: models.Budget) -> None:
    try:
        inputs = inputs_of(scenario)
    except NotFound:  # a budget without a script
        return
    template = template_of(changes.production, row.currency, row.chart)
    cast = {member.role: member for member in cast_list(changes.production)}
    present = set(models.Line.objects.filter(scenario=scenario).values_list("uid", flat=True))
    known = {name for name, *_ in row.facts}
    new, lines = unpriced(known, template, inputs, _voices_created(changes))
    if new:
        changes.update(row, facts=[*row.facts, *(_word(word) for word in new)])
    wanted = [line for line in lines if line.key not in present]
    priced = [_at_rate(line, cast, inputs, row) for line in wanted]
    _add(changes, scenario, template, priced)
    touched = _with_new_terms(changes)
    if touched:
        _bring_in_line(changes, scenario, _lines_of(template, inputs, cast, row, touched))


def template_of(production: Production, currency: str, chart: str) -> Template:
    """The template that a production's budget was made from."""
    return load_template(
        kind=production.kind,
        level=production.level,
        country=production.country,
        currency=currency,
        chart=chart,
    )


def unpriced(
    known: Collection[str],
    template: Template,
    inputs: BudgetInputs,
    voices: frozenset[str] = frozenset(),
) -> tuple[list[FactWord], list[Line]]:
    """What a budget that knows these facts does not price yet, and the lines that price it.

    ``voices`` are new parts that are only heard; they have no fact to be known by.
    """
    words = (*shared_facts(inputs), *cast_facts(inputs))
    new = [word for word in words if word.name not in known]
    return new, list(_lines(template, inputs, _subjects_of(new, inputs, voices)))


def _word(word: FactWord) -> list[str]:
    return [word.name, word.label, word.unit, word.room]


def _voices_created(changes: Changes) -> frozenset[str]:
    """Parts of this change set; one that is only heard has no fact to be known by."""
    created = (c for c in changes.noted if c.kind == "part" and c.before is None)
    return frozenset(change.uid for change in created)


def _subjects_of(
    new: Iterable[FactWord], inputs: BudgetInputs, voices: frozenset[str]
) -> _Subjects:
    names = {word.name for word in new}
    bd = inputs.breakdown
    return _Subjects(
        roles=voices | {role.key for role in bd.roles if paid_days(role.key) in names},
        places=frozenset(place.key for place in bd.places if place_days(place.key) in names),
        elements=frozenset(e.key for e in bd.elements if element_days(e.key) in names),
    )


def _lines(template: Template, inputs: BudgetInputs, subjects: _Subjects) -> Iterable[Line]:
    """The derived lines of these subjects alone."""
    bd = inputs.breakdown
    only = replace(
        inputs,
        breakdown=replace(
            bd,
            roles=tuple(role for role in bd.roles if role.key in subjects.roles),
            places=tuple(place for place in bd.places if place.key in subjects.places),
            elements=tuple(e for e in bd.elements if e.key in subjects.elements),
        ),
    )
    yield from cast_lines(template, only)
    yield from place_lines(template, only)
    yield from element_lines(template, only)


def _add(changes: Changes, scenario: Scenario, template: Template, lines: list[Line]) -> None:
    """New lines stand last in their accounts."""
    if not lines:
        return
    accounts = _by_code(scenario)
    found = models.Line.objects.filter(scenario=scenario).aggregate(last=Max("order"))
    last = found["last"] or 0
    made = []
    for number, line in enumerate(lines, start=1):
        account = accounts.get(line.account)
        if account is None:
            account = accounts[line.account] = _account(changes, scenario, template, line.account)
        fields = rows.line_fields(line)
        order = last + number * _ROOM
        made.append(
            models.Line(scenario=scenario, uid=line.key, account=account, order=order, **fields)
        )
    changes.create_all(made)


def _by_code(scenario: Scenario) -> dict[str, models.Account]:
    """Accounts by their number in the template's chart, whatever they are numbered now."""
    rows_ = list(models.Account.objects.filter(scenario=scenario))
    return {row.charted: row for row in rows_ if row.charted} | {row.uid: row for row in rows_}


def _account(changes: Changes, scenario: Scenario, template: Template, code: str) -> models.Account:
    """An account of the template that somebody deleted, needed again."""
    known = {account.code: account for account in template.accounts}[code]
    rows_ = models.Account.objects.filter(scenario=scenario)
    category = None
    if known.category:
        category = _by_code(scenario).get(known.category) or _account(
            changes, scenario, template, known.category
        )
    last = rows_.aggregate(last=Max("order"))["last"] or 0
    made = models.Account(
        scenario=scenario, uid=code, name=known.name, level=str(known.level),
        category=category, order=last + 1,
    )  # fmt: skip
    changes.create(made)
    return made


def _at_rate(
    line: Line, cast: Mapping[str, CastMember], inputs: BudgetInputs, row: models.Budget
) -> Line:
    """A part's main line at the rate agreed for it."""
    member = next((m for m in cast.values() if line.key == line_key("cast", m.role)), None)
    if member is None:
        return line
    currencies = {row.currency, *(rate["currency"] for rate in row.rates)}
    return with_rate(line, member, inputs.days_per_week, currencies)


def _with_new_terms(changes: Changes) -> frozenset[str]:
    """The parts whose deal or rate this change set touched."""
    roles = {c.uid for c in changes.noted if c.kind == "role"}
    sides = [side for c in changes.noted if c.kind == "engagement" for side in (c.before, c.after)]
    return frozenset(roles | {side["role"] for side in sides if side and side.get("role")})


def _lines_of(
    template: Template,
    inputs: BudgetInputs,
    cast: Mapping[str, CastMember],
    row: models.Budget,
    roles: Iterable[str],
) -> list[Line]:
    """The main line of each of these parts as its deal and its rate have it now."""
    keys = {line_key("cast", role) for role in roles}
    lines = (line for line in cast_lines(template, inputs) if line.key in keys)
    return [_at_rate(line, cast, inputs, row) for line in lines]


def _bring_in_line(changes: Changes, scenario: Scenario, lines: Iterable[Line]) -> None:
    wanted = {line.key: line for line in lines}
    present = models.Line.objects.filter(scenario=scenario, uid__in=wanted)
    changes.update_all([(line, _terms(line, wanted[line.uid])) for line in present])


def _terms(row: models.Line, wanted: Line) -> dict[str, object]:
    """What of a row follows the terms; where somebody typed over it, what stands beside it."""
    fields: dict[str, object] = {"unit": wanted.unit}
    if row.amount_derived:
        fields["amount_derived"] = wanted.amount
    else:
        fields["amount"] = wanted.amount
    if row.price_derived:
        beside = {"price_derived": _priced(wanted.price), "source": wanted.source}
        return fields | beside | {"assumed": wanted.assumed}
    return fields | {
        "price_coefficient": wanted.price.coefficient,
        "price_exponent": wanted.price.exponent,
        "price_currency": wanted.price.currency,
        "assumed": wanted.assumed,
        "illustrative": wanted.illustrative,
        "source": wanted.source,
        "note": wanted.note,
    }


def _priced(price: UnitPrice) -> str:
    return f"{price} {price.currency}"
