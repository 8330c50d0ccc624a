"""Packs: dated data shipped as TOML beside the room that reads it.

A pack of rules looks like this::

    [pack]
    id = "people.deals"
    title = "Deals assumed until a contract says otherwise"
    version = "2026.1"

    [[rule]]
    id = "deal.fr.lead"
    title = "…"
    kind = "preference"            # law | contract | preference
    jurisdiction = "FR"
    valid_from = 2020-01-01        # optional, as valid_to and note
    source = { title = "…", url = "…", read_on = 2026-11-22, verified = false }
    applies = { … }
    values = { … }

Everything else a room needs may stand in tables of its own; ``load_pack`` gives the whole.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from topsheet.kernel.rule import Rule, RuleKind, RulePack, Source

_RULE_KEYS = {"id", "title", "kind", "jurisdiction", "source", "valid_from", "valid_to", "applies",
              "values", "note"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pack:
    """A parsed pack and the SHA-256 of its text, which results name."""

    data: Mapping[str, Any]
    digest: str


@cache
def load_pack(package: str, name: str) -> Pack:
    """Read ``name`` (``rules/deals`` or ``rules/deals.toml``) inside a package such as
    ``topsheet.people``. Do not change what it returns: it is read once per process.
    """
    path = resources.files(package).joinpath(*_file(name).split("/"))
    text = path.read_bytes()
    return Pack(tomllib.loads(text.decode("utf-8")), hashlib.sha256(text).hexdigest())


@cache
def rules(package: str, name: str) -> RulePack:
    """The pack's ``[[rule]]`` rows as kernel rules. Raises ValueError naming a wrong row."""
    pack = load_pack(package, name)
    head = pack.data["pack"]
    return RulePack(
        id=head["id"],
        title=head["title"],
        version=head["version"],
        digest=pack.digest,
        rules=_rules(head["id"], pack.data.get("rule", [])),
    )


def _file(name: str) -> str:
    return name if name.endswith(".toml") else f"{name}.toml"


def _rules(pack_id: str, rows: list[dict[str, Any]]) -> tuple[Rule, ...]:
    found: dict[str, Rule] = {}
    for row in rows:
        rule = _rule(pack_id, row)
        if rule.id in found:
            raise ValueError(f"pack {pack_id}: rule {rule.id} stands twice")
        found[rule.id] = rule
    return tuple(found.values())


def _rule(pack_id: str, row: dict[str, Any]) -> Rule:
    if unknown := set(row) - _RULE_KEYS:
        raise ValueError(f"pack {pack_id}: rule {row.get('id')} has unknown keys {sorted(unknown)}")
    try:
        fields = row | {"kind": RuleKind(row["kind"]), "source": Source(**row["source"])}
        return Rule(**fields)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"pack {pack_id}: rule {row.get('id')}: {error}") from error
