"""Packs: TOML beside the room that reads it, with a digest of its text."""

import hashlib
from datetime import date

import pytest

from topsheet.kernel.rule import RuleKind
from topsheet.platform import packs

_HEAD = '[pack]\nid = "t.hours"\ntitle = "Hours"\nversion = "1"\n'
_RULE = """
[[rule]]
id = "rest"
title = "Rest"
kind = "law"
jurisdiction = "GB"
valid_from = 2020-04-06
source = { title = "The regulation", url = "https://example.org", read_on = 2026-01-02 }
values = { minutes = 660 }
"""


@pytest.fixture
def pack(tmp_path, monkeypatch):
    """``pack(text)``: the rules of a pack with this text."""
    monkeypatch.syspath_prepend(tmp_path)
    count = iter(range(100))

    def load(text: str):
        package = f"packed{next(count)}_{tmp_path.name}"
        (tmp_path / package / "rules").mkdir(parents=True)
        (tmp_path / package / "__init__.py").touch()
        (tmp_path / package / "rules" / "hours.toml").write_text(text, encoding="utf-8")
        return packs.rules(package, "rules/hours")

    return load


def test_a_rule_is_read_with_its_source_and_dates(pack):
    rules = pack(_HEAD + _RULE)
    rule = rules.find("rest")
    assert (rule.kind, rule.values) == (RuleKind.LAW, {"minutes": 660})
    assert rule.source.read_on == date(2026, 1, 2) and not rule.source.verified
    assert rule.in_force(date(2020, 4, 6)) and not rule.in_force(date(2020, 4, 5))
    assert rules.digest == hashlib.sha256((_HEAD + _RULE).encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (_RULE + _RULE, "twice"),
        (_RULE + "hours = 3\n", "unknown keys"),
        (_RULE.replace('"law"', '"habit"'), "habit"),
        (_RULE.replace("read_on", "red_on"), "red_on"),
    ],
)
def test_a_wrong_row_is_named(pack, text, message):
    with pytest.raises(ValueError, match=message):
        pack(_HEAD + text)
