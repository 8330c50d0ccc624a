"""A problem's digest, and what it is told from."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

from hypothesis import given

from topsheet.schedule import rows
from topsheet.schedule.engine.types import ScheduleProblem
from topsheet.schedule.tests.problems import problems


@given(problem=problems(most=6))
def test_the_digest_is_that_of_the_whole_problem_as_json(problem: ScheduleProblem) -> None:
    for _ in range(2):  # the second is told from what was kept
        whole = json.dumps(rows._plain(problem), sort_keys=True, ensure_ascii=False)
        assert rows.digest_of(problem) == sha256(whole.encode()).hexdigest()[:32]


@given(problem=problems(most=6))
def test_a_minute_more_is_another_problem(problem: ScheduleProblem) -> None:
    first, *others = problem.strips
    longer = replace(problem, strips=(replace(first, minutes=first.minutes + 1), *others))
    assert rows.digest_of(longer) != rows.digest_of(problem)
