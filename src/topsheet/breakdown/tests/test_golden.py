"""Counted suggestions against what a careful AD marked by hand in seventeen scenes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from topsheet.breakdown import lexicon
from topsheet.breakdown.engine import COUNTED_FROM, Breakdown, break_down
from topsheet.script.engine import read_script
from topsheet.script.engine.types import Script

GOLDEN = Path(__file__).parent / "golden"
DEMO = Path(__file__).parents[2] / "chain" / "demo" / "short-weight.fountain"


class Score(NamedTuple):
    wrong: list[str]
    missed: list[str]
    right: int
    found: int  # of those that had to be found

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.found / (self.found + len(self.missed))


@pytest.fixture(scope="module")
def script() -> Script:
    return read_script(DEMO.read_bytes(), DEMO.name)


@pytest.fixture(scope="module")
def bd(script: Script) -> Breakdown:
    return break_down(script, lexicon.load())


@pytest.fixture(scope="module")
def marked() -> list[dict[str, Any]]:
    return tomllib.loads((GOLDEN / "short_weight.toml").read_text(encoding="utf-8"))["scene"]


def compare(said: set[str], must: list[str], may: list[str], scene: str) -> Score:
    """``a|b`` may be met by either name; a category before the bar holds for both."""

    def names(mark: str) -> set[str]:
        category = mark.partition(": ")[0]
        return {n if ": " in n else f"{category}: {n}" for n in mark.split("|")}

    allowed = {name for mark in (*must, *may) for name in names(mark)}
    missed = [f"{scene} {mark}" for mark in must if not names(mark) & said]
    wrong = sorted(f"{scene} {name}" for name in said - allowed)
    return Score(wrong, missed, len(said & allowed), len(must) - len(missed))


def total(scores: list[Score]) -> Score:
    return Score(
        [w for score in scores for w in score.wrong],
        [m for score in scores for m in score.missed],
        sum(score.right for score in scores),
        sum(score.found for score in scores),
    )


def elements_score(script: Script, bd: Breakdown, marked: list[dict[str, Any]]) -> Score:
    by_number = {scene.number: scene.index for scene in script.scenes}
    return total(
        [
            compare(_elements(bd, by_number[m["number"]]), m["must"], m.get("may", []), m["number"])
            for m in marked
        ]
    )


def cast_score(script: Script, bd: Breakdown, marked: list[dict[str, Any]]) -> Score:
    by_number = {scene.number: scene.index for scene in script.scenes}
    names = {role.key: role.name for role in bd.roles}
    return total(
        [
            compare(
                {
                    f"cast: {names[a.role]}"
                    for a in bd.appearances
                    if a.scene == by_number[m["number"]] and a.works
                },
                [f"cast: {name}" for name in m["cast"]],
                [],
                m["number"],
            )
            for m in marked
        ]
    )


def _elements(bd: Breakdown, scene: int) -> set[str]:
    return {
        f"{element.category}: {element.name}"
        for element in bd.elements
        for mention in element.mentions
        if mention.scene == scene and mention.confidence >= COUNTED_FROM
    }


def test_elements_are_found_as_an_ad_marks_them(script, bd, marked):
    score = elements_score(script, bd, marked)
    assert score.precision >= 0.92, score.wrong
    assert score.recall >= 0.78, score.missed


def test_cast_is_found_as_an_ad_marks_it(script, bd, marked):
    score = cast_score(script, bd, marked)
    assert score.precision >= 0.95, score.wrong
    assert score.recall >= 0.9, score.missed
