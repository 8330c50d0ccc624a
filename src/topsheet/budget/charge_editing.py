"""Verbs on what is charged on top and by which rates: fringes, contractuals, groups, rates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from topsheet.budget import models, rows
from topsheet.budget.engine.naming import listed
from topsheet.budget.engine.typed import read_number, read_percent, read_price, written
from topsheet.budget.engine.types import (
    Budget,
    Contractual,
    CutOff,
    CutOffPeriod,
    CutOffScope,
    Fringe,
    PayComponent,
    Posting,
)
from topsheet.budget.sheet import Sheet, Written, decimal_sign, editing
from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.kernel.money import Money, Percent
from topsheet.platform import clock
from topsheet.platform.models import User
from topsheet.production.models import Scenario

Fields = Mapping[str, str]


def set_fringe(
    actor: User, scenario: Scenario, key: str, fields: Fields, version: int | None = None
) -> Written:
    """Edit a fringe: name, percent or flat and flat_unit, cut_off, period,
    scope, components, on, posting, account.
    """
    with editing(actor, scenario, "Fringe changed") as sheet:
        old: Fringe = _item(sheet, "fringe", key)
        new = _fringe_with(sheet, old, fields)
        sheet.try_budget(_with(sheet.budget, "fringes", old, new))
        _update(
            sheet, models.Fringe, key, rows.fringe_fields(old), rows.fringe_fields(new), version
        )
        sheet.say(f"Fringe “{new.name[:80]}” changed")
    return sheet.written


def add_fringe(actor: User, scenario: Scenario, fields: Fields) -> Written:
    """A new fringe; no line carries it until told."""
    with editing(actor, scenario, "Fringe added") as sheet:
        key = _free_key(sheet, "fringe", fields.get("name", ""))
        pay = frozenset({PayComponent.BASIC, PayComponent.OVERTIME})
        blank = Fringe(key=key, name=key, percent=Percent.of("0"), components=pay)
        new = _fringe_with(sheet, blank, fields)
        sheet.try_budget(replace(sheet.budget, fringes=(*sheet.budget.fringes, new)))
        order = _last(sheet, "fringe") + 1
        row = models.Fringe(scenario=scenario, uid=key, order=order, **rows.fringe_fields(new))
        sheet.changes.create(row)
        sheet.say(f"Fringe “{new.name[:80]}” added")
    return sheet.written


def delete_fringe(actor: User, scenario: Scenario, key: str) -> Written:
    """Take a fringe out. Raises InvalidInput naming the lines and fringes that use it."""
    with editing(actor, scenario, "Fringe deleted") as sheet:
        item: Fringe = _item(sheet, "fringe", key)
        users = [f"“{line.name}”" for line in sheet.budget.lines if key in line.fringes]
        users += [f"fringe “{f.name}”" for f in sheet.budget.fringes if key in f.on]
        if users:
            raise InvalidInput(
                f"Fringe “{item.name}” is carried by {listed(users)}; take it off there first.",
                field="fringe",
            )
        sheet.changes.delete(sheet.row(models.Fringe, key))
        sheet.say(f"Fringe “{item.name[:80]}” deleted")
    return sheet.written


def _fringe_with(sheet: Sheet, old: Fringe, fields: Fields) -> Fringe:
    new = old
    for field, text in fields.items():
        text = text.strip()
        if field == "name":
            new = replace(new, name=_name(text))
        elif field == "percent":
            percent = Percent.of(read_percent(text, decimal_sign()))
            new = replace(new, percent=percent, flat=None, flat_unit="", assumed=False)
        elif field == "flat":
            flat = read_price(text, sheet.budget.currency, decimal_sign())
            unit = new.flat_unit or "week"
            new = replace(new, flat=flat, flat_unit=unit, percent=None, assumed=False)
        elif field == "flat_unit":
            new = replace(new, flat_unit=_unit(text))
        elif field in ("cut_off", "period", "scope"):
            new = replace(new, cut_off=_cut_off(sheet, new, field, text))
        elif field in ("components", "on"):
            words = [word.strip() for word in text.split(",") if word.strip()]
            value: Any = tuple(words)
            if field == "components":
                value = frozenset(_choice(PayComponent, word, field) for word in words)
            new = replace(new, **{field: value})
        elif field == "posting":
            new = replace(new, posting=_choice(Posting, text, field))
        elif field == "account":
            new = replace(new, account=text)
        else:
            raise InvalidInput(f"“{field[:40]}” is nothing a fringe has.", field=field[:40])
    return new


def _unit(text: str) -> str:
    if not 0 < len(text) <= 40:
        raise InvalidInput("Write the unit that carries the sum, such as week.", field="flat_unit")
    return text


def _cut_off(sheet: Sheet, fringe: Fringe, field: str, text: str) -> CutOff | None:
    known = fringe.cut_off
    if field == "cut_off":
        if not text or text in ("-", "–"):
            return None
        currency = known.amount.currency if known else sheet.budget.currency
        amount = _money(text, currency, field)
        return replace(known, amount=amount) if known else CutOff(amount=amount)
    if known is None:
        raise InvalidInput(f"“{fringe.name}” has no cut-off; give its amount first.", field=field)
    if field == "period":
        return replace(known, period=_choice(CutOffPeriod, text, field))
    return replace(known, scope=_choice(CutOffScope, text, field))


def set_contractual(
    actor: User, scenario: Scenario, key: str, fields: Fields, version: int | None = None
) -> Written:
    """Edit a contractual: name, percent or flat, cap, include, exclude, mutual, account."""
    with editing(actor, scenario, "Charge changed") as sheet:
        old: Contractual = _item(sheet, "contractual", key)
        new = _contractual_with(sheet, old, fields)
        sheet.try_budget(_with(sheet.budget, "contractuals", old, new))
        currency = sheet.budget.currency
        was, now = (rows.contractual_fields(item, currency) for item in (old, new))
        if new.account != old.account:
            was["account"] = None
            now["account"] = sheet.row(models.Account, new.account)
        _update(sheet, models.Contractual, key, was, now, version)
        sheet.say(f"“{new.name[:80]}” changed")
    return sheet.written


def add_contractual(actor: User, scenario: Scenario, fields: Fields) -> Written:
    """A new charge on a declared base."""
    with editing(actor, scenario, "Charge added") as sheet:
        key = _free_key(sheet, "contractual", fields.get("name", ""))
        blank = Contractual(key=key, name=key, account="", percent=Percent.of("0"))
        new = _contractual_with(sheet, blank, fields)
        sheet.try_budget(replace(sheet.budget, contractuals=(*sheet.budget.contractuals, new)))
        sheet.changes.create(
            models.Contractual(
                scenario=scenario,
                uid=key,
                account=sheet.row(models.Account, new.account),
                order=_last(sheet, "contractual") + 1,
                **rows.contractual_fields(new, sheet.budget.currency),
            )
        )
        sheet.say(f"“{new.name[:80]}” added")
    return sheet.written


def delete_contractual(actor: User, scenario: Scenario, key: str) -> Written:
    """Take a charge out. Raises InvalidInput naming the bases that hold it."""
    with editing(actor, scenario, "Charge deleted") as sheet:
        item: Contractual = _item(sheet, "contractual", key)
        others = [c for c in sheet.budget.contractuals if key in (*c.include, *c.exclude)]
        if others:
            named = listed(f"“{other.name}”" for other in others)
            raise InvalidInput(
                f"“{item.name}” is in the base of {named}; take it out there first.",
                field="contractual",
            )
        sheet.changes.delete(sheet.row(models.Contractual, key))
        sheet.say(f"“{item.name[:80]}” deleted")
    return sheet.written


def _contractual_with(sheet: Sheet, old: Contractual, fields: Fields) -> Contractual:
    new, currency = replace(old, assumed=False), sheet.budget.currency
    readers: Mapping[str, Callable[[str], dict[str, Any]]] = {
        "name": lambda text: {"name": _name(text)},
        "account": lambda text: {"account": text},
        "percent": lambda t: {"percent": Percent.of(read_percent(t, decimal_sign())), "flat": None},
        "flat": lambda text: {"flat": _money(text, currency, "flat"), "percent": None},
        "cap": lambda text: {"cap": _money(text, currency, "cap") if text else None},
        "include": lambda text: {"include": _words(text)},
        "exclude": lambda text: {"exclude": _words(text)},
        "mutual": lambda text: {"mutual": text.casefold() in ("1", "true", "yes", "on")},
    }
    for field, text in fields.items():
        if field not in readers:
            raise InvalidInput(f"“{field[:40]}” is nothing a charge has.", field=field[:40])
        new = replace(new, **readers[field](text.strip()))
    return new


def switch_group(actor: User, scenario: Scenario, name: str, *, on: bool) -> Written:
    """Count a group's lines, or leave them out."""
    name = " ".join(name.split())
    with editing(actor, scenario, f"Group {name[:80]} switched {'on' if on else 'off'}") as sheet:
        used = {line.group for line in sheet.budget.lines} | {g.name for g in sheet.budget.groups}
        if not name or name not in used:
            raise NotFound(f"No line is of a group “{name[:40]}”; name it in a line first.")
        head = sheet.head()
        groups = [group for group in head.groups if group["name"] != name]
        sheet.changes.update(head, groups=[*groups, {"name": name, "on": on}])
    return sheet.written


def set_rate(
    actor: User, scenario: Scenario, currency: str, rate: str, *, source: str = ""
) -> Written:
    """Lock what one unit of a currency is in the budget's; "" takes the rate out."""
    code = currency.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise InvalidInput(f"“{currency[:12]}” is no currency; write its code such as USD.",
                           field="currency")  # fmt: skip
    with editing(actor, scenario, f"Rate of {code} locked") as sheet:
        if code == sheet.budget.currency:
            raise InvalidInput(
                f"The budget is in {code} itself; it needs no rate.", field="currency"
            )
        head = sheet.head()
        kept = [row for row in head.rates if row["currency"] != code]
        if rate.strip():
            kept.append(_rate(code, rate, source))
        else:
            sheet.say(f"Rate of {code} taken out")
        rates = tuple(map(rows.rate_from, kept))
        sheet.try_budget(replace(sheet.budget, rates=rates))
        sheet.changes.update(head, rates=kept)
    return sheet.written


def _rate(code: str, text: str, source: str) -> dict[str, Any]:
    value = read_number(text, decimal_sign())
    if value is None or not 0 < value < 10**9 or " / " in written(value):
        raise InvalidInput(f"“{text[:40]}” is no rate; write a number such as 0.92.", field="rate")
    return {
        "currency": code,
        "rate": str(Decimal(written(value))),
        "on": clock.today().isoformat(),
        "source": " ".join(source.split())[:200] or "Set by hand",
        "illustrative": False,
    }


def _item(sheet: Sheet, kind: str, key: str) -> Any:
    row = sheet.held.row(kind, key)
    if row is None:
        raise NotFound(f"There is no {kind} “{key[:40]}” in this budget.")
    return row.item


def _update(
    sheet: Sheet, model: Any, key: str, was: Mapping[str, Any], now: Mapping[str, Any],
    version: int | None,
) -> None:  # fmt: skip
    changed = {field: value for field, value in now.items() if was.get(field) != value}
    sheet.changes.update(sheet.row(model, key), version, **changed)


def _with(budget: Budget, part: str, old: Any, new: Any) -> Budget:
    items: Any = tuple(new if item is old else item for item in getattr(budget, part))
    return replace(budget, **{part: items})


def _free_key(sheet: Sheet, kind: str, name: str) -> str:
    """A key made of the name that nothing in the budget has yet."""
    base = slugify(_name(name))[:50] or kind
    taken = {str(uid) for part in sheet.held.parts.values() for uid in part}
    taken |= {"atl", "production", "post", "other", "contractual", "global", "fact", "fringe",
              "stage", "department", "before-contractuals"}  # fmt: skip
    key, n = base, 1
    while key in taken:
        n += 1
        key = f"{base}-{n}"
    return key


def _last(sheet: Sheet, kind: str) -> int:
    return max((row.key[0] for row in sheet.held.parts[kind].values()), default=-1)


def _name(text: str) -> str:
    words = " ".join(text.split())
    if not 0 < len(words) <= 120:
        raise InvalidInput("Give it a name of at most 120 characters.", field="name")
    return words


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _money(text: str, currency: str, field: str) -> Money:
    price = read_price(text, currency, decimal_sign())
    if price.currency != currency:
        raise InvalidInput(f"“{text[:40]}” must be in {currency}.", field=field)
    return price.times(1)


def _choice(kind: Any, text: str, field: str) -> Any:
    words = [str(one) for one in kind]
    if text.casefold() not in words:
        raise InvalidInput(f"“{text[:40]}” is none of {', '.join(words)}.", field=field)
    return kind(text.casefold())
