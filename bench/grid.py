"""How soon is a cell of a large budget right? A commit, the first block, a paste of 10,000 rows.

The server's part, through the JSON API as the page calls it, on a budget of 5,000 lines
(662 for comparison) made of a real one's lines; the write and its flush to disk included.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

_ROWS = 10_000
_BAD = (6, 1500, 3000, 4500, 6000, 7500, 9999)


def main() -> None:
    sys.stdout.write("| budget | what | ms | target |\n|--:|---|--:|--:|\n")
    with tempfile.TemporaryDirectory() as folder:
        from topsheet.platform.commands import open_data

        open_data(Path(folder))
        for lines in (662, 5000):
            for what, milliseconds, target in _measured(lines):
                sys.stdout.write(f"| {lines:,} | {what} | {milliseconds:,.0f} | {target} |\n")
                sys.stdout.flush()


def _measured(lines: int) -> list[tuple[str, float, str]]:
    client, root, keys = _office(lines)
    account = keys[0][1]

    def commit(n: int) -> None:
        key = keys[n * 7 % len(keys)][0]
        _post(client, f"{root}/cell", {"line": key, "column": "price", "text": str(100 + n)})

    def edit_global(n: int) -> None:
        _patch(client, f"{root}/globals/shoot_weeks", {"fields": {"formula": f"{4 + n}"}})

    from topsheet.budget import live

    def cold() -> None:
        live._shelf.clear()
        assert client.get(f"{root}/grid").status_code == 200

    found = [("first block, nothing in memory", _once(cold), "1,000 with the page")]
    found.append(("first block", _median(lambda n: client.get(f"{root}/grid"), 7), ""))
    found.append(("a block further down", _median(lambda n: client.get(
        f"{root}/grid/rows?start={n * 100}&count=100"), 7), ""))  # fmt: skip
    commit(99)
    found.append(("commit of a price", _median(commit, 15), "100"))
    found.append(("commit of a global that most lines read", _median(edit_global, 5), ""))
    if lines == 5000:
        block = "\n".join(_row(n) for n in range(_ROWS))
        seconds = _once(lambda: _pasted(client, root, account, block))
        found.append((f"paste of {_ROWS:,} rows, 7 bad", seconds, "5,000"))
    return found


def _row(n: int) -> str:
    amount = "ten" if n in _BAD else str(n % 9 + 1)
    return f"Thing {n}\t{amount}\tday\t1\t1,2{n % 90 + 10}.50"


def _pasted(client: Any, root: str, account: str, block: str) -> None:
    answer = _post(client, f"{root}/paste", {"text": block, "account": account})
    assert [one["row"] - 1 for one in answer["problems"]] == list(_BAD)


def _office(lines: int) -> tuple[Any, str, list[tuple[str, str]]]:
    """A production with a budget of so many lines; a client that is signed in."""
    from django.test import Client

    from topsheet.budget.services import save_budget
    from topsheet.platform.accounts import office_owner
    from topsheet.production.changes import recording
    from topsheet.production.selectors import scenario_of
    from topsheet.production.services import create_production

    owner = office_owner()
    production = create_production(actor=owner, title=f"Budget of {lines}", currency="GBP")
    budget = _budget(lines)
    with recording(production, owner, "Budget made") as changes:
        save_budget(changes, scenario_of(production), budget)
    client = Client(SERVER_NAME="localhost")
    client.force_login(owner)
    keys = [(line.key, line.account) for line in budget.lines]
    return client, f"/api/v1/productions/{production.uid}/budget", keys


def _budget(lines: int) -> Any:
    from topsheet.budget.tests.samples import ferry

    base = ferry("GB")
    copies = (
        replace(line, key=f"{line.key}-{n}", person=f"{line.person}-{n}" if line.person else "")
        for n in range(lines // len(base.lines) + 1)
        for line in base.lines
    )
    return replace(base, lines=tuple(line for line, _ in zip(copies, range(lines), strict=False)))


def _post(client: Any, path: str, body: dict[str, Any]) -> Any:
    answer = client.post(path, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content[:300]
    return answer.json()


def _patch(client: Any, path: str, body: dict[str, Any]) -> None:
    answer = client.patch(path, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content[:300]


def _once(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _median(act: Callable[[int], object], times: int) -> float:
    return statistics.median(_once(lambda n=n: act(n)) for n in range(times))  # type: ignore[misc]


if __name__ == "__main__":
    main()
