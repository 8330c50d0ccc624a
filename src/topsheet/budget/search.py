"""What search finds in the budget: accounts, lines and globals. Names only, never an amount."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from topsheet.budget.models import Account, Global, Line
from topsheet.production.engine.text_index import Entry
from topsheet.production.models import Scenario

READS = ("budget",)
_PAGE = "budget:budget"


def entries(scenario: Scenario) -> Iterator[Entry]:
    """The chart, the lines and the globals of the scenario's budget."""
    names: dict[object, str] = {}
    accounts = Account.objects.filter(scenario=scenario)
    for pk, code, name, category in accounts.values_list("pk", "uid", "name", "category"):
        names[pk] = f"{code} {name}"
        yield Entry(
            kind="account" if category else "category", uid=code, name=f"{code} {name}",
            page=_PAGE, at=_at(code), weight=6,
        )  # fmt: skip
    lines = Line.objects.filter(scenario=scenario)
    for uid, name, department, account, note in lines.values_list(
        "uid", "name", "department", "account", "note"
    ):
        yield Entry(
            kind="line", uid=uid, name=name, detail=f"{names.get(account, '')} · {department}",
            text=note, page=_PAGE, at=_at(name, uid), weight=2,
        )  # fmt: skip
    for uid, label in Global.objects.filter(scenario=scenario).values_list("uid", "label"):
        yield Entry(kind="global", uid=uid, name=label, detail=uid, page=_PAGE, weight=1)


def _at(find: str, uid: str = "") -> str:
    return f"?find={quote(find)}" + (f"#{quote(uid)}" if uid else "")
