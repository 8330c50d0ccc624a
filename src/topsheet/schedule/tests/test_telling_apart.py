"""A problem's digest, and what it is told from."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from topsheet.schedule import rows
from topsheet.schedule.engine.types import ScheduleProblem
from topsheet.schedule.tests.problems import problems


@given(problem=problems(most=6))
def test_the_digest_is_the_same_however_it_was_come_by(problem: ScheduleProblem) -> None:
    anew = replace(problem, strips=tuple(replace(strip) for strip in problem.strips))
    assert rows.digest_of(anew) == rows.digest_of(problem)
    assert rows.digest_of(anew, rows.terms_digest(problem)) == rows.digest_of(problem)


@given(problem=problems(most=6))
def test_a_minute_more_is_another_problem(problem: ScheduleProblem) -> None:
    first, *others = problem.strips
    longer = replace(problem, strips=(replace(first, minutes=first.minutes + 1), *others))
    assert rows.digest_of(longer) != rows.digest_of(problem)
