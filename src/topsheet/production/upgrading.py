"""Files of an earlier schema, record by record, brought to the present one.

Each room says for the kinds of its own what a record of one schema becomes in the next; a
kind nobody speaks for stays as it is, and a field that is new has its default. The history
of a file is left as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from topsheet.production.container import SCHEMA, Document

Row = dict[str, Any]  # uid, version, fields and, for a record of a scenario, scenario
Step = Callable[[Row], Row]

_steps: dict[int, dict[str, Step]] = {}


def offer_upgrade(schema: int, steps: Mapping[str, Step]) -> None:
    """Tell what records of ``schema`` become in the next one, by kind."""
    _steps.setdefault(schema, {}).update(steps)


def upgraded(document: Document) -> Document:
    """The document as a file of the present schema would hold it."""
    records = document.records
    for schema in range(document.schema, SCHEMA):
        steps = _steps.get(schema, {})
        records = {
            kind: [steps[kind](row) for row in rows] if kind in steps else rows
            for kind, rows in records.items()
        }
    return replace(document, records=records, schema=SCHEMA)
