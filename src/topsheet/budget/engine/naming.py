"""Names in formulas: which are meant, what uses one, and writing one otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from topsheet.budget.engine.formulas import FUNCTIONS, names, parse, spelled
from topsheet.budget.engine.types import Budget
from topsheet.kernel.errors import InvalidInput

_NAME = re.compile(r"[^\W\d]\w*")
_WORD = re.compile(r"\[[^\[\]]+\]|[^\W\d]\w*(?:\.\w+)*")


def refuse_unknown(formula: str, budget: Budget) -> None:
    """Raises InvalidInput for a name that is no global and no fact, with the nearest ones."""
    known = {item.name for item in budget.globals} | {word.name for word in budget.facts}
    for name in sorted(names(parse(formula)) - known):
        said = spelled(name) if "/" in name else name
        near = nearest_names(said, budget)
        what = "fact of the board" if "/" in name else "global"
        hint = f"; did you mean {' or '.join(near)}?" if near else "; add it or correct it."
        raise InvalidInput(f"“{said}” is no {what} of this budget{hint}")


def nearest_names(said: str, budget: Budget, most: int = 3) -> list[str]:
    """The globals and facts that are written most like it."""
    known = [item.name for item in budget.globals]
    known += [spelled(word.name) for word in budget.facts]
    return get_close_matches(said, known, n=most, cutoff=0.55)


def check_name(name: str) -> str:
    """A name that formulas can hold. Raises InvalidInput."""
    name = name.strip()
    if not _NAME.fullmatch(name) or len(name) > 40 or name in FUNCTIONS:
        raise InvalidInput(
            f"“{name[:40]}” cannot name a global; use letters, digits and _ such as shoot_weeks.",
            field="name",
        )
    return name


def renamed(formula: str, old: str, new: str) -> str:
    """The formula with one global called otherwise; all else stays as it was typed.

    >>> renamed("days + [days/x] + days.x + 2*days", "days", "work_days")
    'work_days + [days/x] + days.x + 2*work_days'
    """
    return _WORD.sub(lambda match: new if match[0] == old else match[0], formula)


def users_of_global(budget: Budget, name: str) -> Iterator[str]:
    """What names a global, in words."""
    for item in budget.globals:
        if item.name != name and _reads((item.formula, item.formula_derived), name):
            yield f"global {item.name}"
    for line in budget.lines:
        formulas = (line.amount, line.times, line.amount_derived, line.times_derived)
        if _reads(formulas, name):
            yield f"“{line.name}”"


def _reads(formulas: Iterable[str], name: str) -> bool:
    return any(formula and name in names(parse(formula)) for formula in formulas)


def users_of_account(budget: Budget, code: str) -> Iterator[str]:
    """What stands in an account or posts to it, in words."""
    lines = [line.name for line in budget.lines if line.account == code]
    if lines:
        named = ", ".join(f"“{name}”" for name in lines[:3])
        more = f" and {len(lines) - 3} more" if len(lines) > 3 else ""
        yield f"{'line' if len(lines) == 1 else 'lines'} {named}{more}"
    for account in budget.accounts:
        if account.category == code:
            yield f"account {account.code} {account.name}"
    for fringe in budget.fringes:
        if fringe.account == code:
            yield f"fringe “{fringe.name}”, which posts to it"
    for item in budget.contractuals:
        if item.account == code:
            yield f"“{item.name}”"
        elif code in (*item.include, *item.exclude):
            yield f"the base of “{item.name}”"


def listed(users: Iterable[str], most: int = 4) -> str:
    """A few of them in a sentence, and how many more."""
    found = list(users)
    shown = ", ".join(found[:most])
    return f"{shown} and {len(found) - most} more" if len(found) > most else shown
