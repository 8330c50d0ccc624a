"""A 120-page screenplay for the benches: the demo script over and over, with sets of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from pathlib import Path

_DEMO = Path(__file__).parents[1] / "src" / "topsheet" / "chain" / "demo" / "short-weight.fountain"
_HEADING = re.compile(r"^(?P<place>(?:INT|EXT|INT\./EXT|I/E)\.? .*)$", re.M)


def feature(pages: int = 120) -> str:
    """Fountain of at least ``pages`` pages, and hardly more. Later rounds play at other sets,
    as a real feature of that length would, so that places and moves grow with it.
    """
    title, _, body = _DEMO.read_text(encoding="utf-8").partition("\n\n")
    scenes = _scenes(body)
    while _pages(_joined(title, scenes)) < pages:
        scenes += _scenes(_elsewhere(body, len(scenes)))
    enough = bisect_left(
        range(len(scenes)), pages, key=lambda n: _pages(_joined(title, scenes[: n + 1]))
    )
    return _joined(title, scenes[: enough + 1])


def _scenes(body: str) -> list[str]:
    """The text cut before each heading; what stands before the first is a piece too."""
    starts = [match.start() for match in _HEADING.finditer(body)]
    return [body[a:b] for a, b in zip([0, *starts], [*starts, len(body)], strict=True)]


def _joined(title: str, scenes: list[str]) -> str:
    return title + "\n\n" + "\n\n".join(scenes) + "\n"


def _elsewhere(body: str, number: int) -> str:
    """The same scenes at sets with another name (numbers are counted again)."""
    body = re.sub(r"\s*#[^#\n]+#\s*$", "", body, flags=re.M)
    town = ("HARBOUR", "VALLEY", "ISLAND", "BORDER")[number % 4]
    return _HEADING.sub(lambda m: m["place"].replace(". ", f". {town} ", 1), body)


def _pages(text: str) -> int:
    from topsheet.script.engine import read_script

    return read_script(text.encode(), "feature.fountain").pages
