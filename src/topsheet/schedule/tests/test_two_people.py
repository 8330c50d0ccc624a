"""Two people at one board, each acting on what they last saw of it."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from topsheet.kernel.errors import TopsheetError
from topsheet.production.undo import redo, undo
from topsheet.schedule import lengths, working
from topsheet.schedule.models import Strip
from topsheet.schedule.tests.small_film import small_film
from topsheet.schedule.tests.test_working import state_of


@pytest.fixture
def film(production, owner):
    return small_film(production(), owner)


@pytest.fixture
def assistant(film, member):
    return member(film.production, "first-ad")


class Person:
    """Somebody who sees the board as it was when they looked last."""

    def __init__(self, user, film, random):
        self.user, self.film, self.random = user, film, random
        self.look()

    def look(self):
        self.state = state_of(self.film)
        self.versions = {row.uid: row.version for row in Strip.objects.all()}

    def act(self):
        verb = self.random.choice(VERBS)
        try:
            verb(self, self.film.scenario)
        except TopsheetError:
            return False
        return True

    def strips(self):
        keys = self.state.keys()
        return self.random.sample(keys, min(len(keys), self.random.randint(1, 2)))

    def strip(self):
        return self.random.choice(self.state.keys())

    def day(self):
        return self.random.choice(self.state.days).uid if self.state.days else "none"

    def seen(self, strips):
        return {key: self.versions[key] for key in strips if key in self.versions}


def _move(one, scenario):
    strips, day = one.strips(), one.random.choice([one.day(), one.day(), "new", "boneyard"])
    working.move_strips(one.user, scenario, strips, day, one.random.choice([None, 0, 1]),
                        versions=one.seen(strips))  # fmt: skip


VERBS = (
    _move,
    _move,
    _move,
    lambda one, s: working.split_day(one.user, s, one.day(), one.random.randint(1, 2)),
    lambda one, s: working.join_day(one.user, s, one.day()),
    lambda one, s: working.insert_day(one.user, s, after=one.day()),
    lambda one, s: working.remove_day(one.user, s, one.day()),
    lambda one, s: working.remove_empty_days(one.user, s),
    lambda one, s: working.auto_breaks(one.user, s),
    lambda one, s: working.lock_strips(one.user, s, one.strips(), one.random.random() < 0.4),
    lambda one, s: lengths.split_scene(one.user, s, one.strip(), 2),
    lambda one, s: lengths.join_parts(one.user, s, one.strip()),
    lambda one, s: undo(one.user, s.production),
    lambda one, s: redo(one.user, s.production),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 100_000))
def test_two_people_at_one_board_never_lose_or_double_a_strip(film, owner, assistant, seed):
    random = Random(seed)
    people = [Person(owner, film, random), Person(assistant, film, random)]
    scenes = set(Strip.objects.values_list("scene", flat=True))
    for _ in range(10):
        one = random.choice(people)
        one.act()
        if random.random() < 0.4:
            one.look()
        state = state_of(film)
        counted = Counter(state.keys())
        assert set(counted.values()) == {1}
        assert set(counted) == set(Strip.objects.values_list("uid", flat=True))
        assert {key.partition("/")[0] for key in counted} == scenes
        rows = Strip.objects.values_list("scene", "part", "kind")
        for scene in scenes:
            kinds = {kind for found, _, kind in rows if found == scene}
            assert len(kinds) == 1, "a scene is whole or in parts, not both"
