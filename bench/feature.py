"""A 120-page screenplay for the benches: the demo script over and over, with sets of its own."""

from __future__ import annotations

import re
from pathlib import Path

_DEMO = Path(__file__).parents[1] / "src" / "topsheet" / "chain" / "demo" / "short-weight.fountain"
_HEADING = re.compile(r"^(?P<place>(?:INT|EXT|INT\./EXT|I/E)\.? .*)$", re.M)


def feature(pages: int = 120) -> str:
    """Fountain of at least ``pages`` pages. Later rounds play at other sets, as a real
    feature of that length would, so that places and moves grow with it.
    """
    title, _, body = _DEMO.read_text(encoding="utf-8").partition("\n\n")
    rounds: list[str] = []
    while not rounds or _pages(_joined(title, rounds)) < pages:
        number = len(rounds)
        rounds.append(body if not number else _elsewhere(body, number))
    return _joined(title, rounds)


def _joined(title: str, rounds: list[str]) -> str:
    return title + "\n\n" + "\n\n".join(rounds) + "\n"


def _elsewhere(body: str, number: int) -> str:
    """The same scenes at sets with another name (numbers are counted again)."""
    body = re.sub(r"\s*#[^#\n]+#\s*$", "", body, flags=re.M)
    town = ("HARBOUR", "VALLEY", "ISLAND", "BORDER")[number % 4]
    return _HEADING.sub(lambda m: m["place"].replace(". ", f". {town} ", 1), body)


def _pages(text: str) -> int:
    from topsheet.script.engine import read_script

    return read_script(text.encode(), "feature.fountain").pages
