"""Two people edit at random and take back at random; a plain copier of worlds says the same.

The oracle knows no versions and no history of records: before and after every act it copies
the whole world, and takes an act back by putting back what differed between the two copies.
"""

from itertools import count

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from topsheet.kernel.errors import Conflict
from topsheet.production.changes import recording
from topsheet.production.models import Change, Production, Scenario
from topsheet.production.rows import as_json, kinds, scenario_uid
from topsheet.production.services import add_member, create_production
from topsheet.production.undo import redo, undo, undoable_now

pytestmark = pytest.mark.django_db

Account = kinds()["account"]
small = st.integers(0, 5)
acts = st.tuples(
    st.integers(0, 1),
    st.sampled_from(
        ["make", "make", "rename", "rename", "move", "order", "remove", "title", "many"]
        + ["undo"] * 5
        + ["redo"] * 3
    ),
    small,
    small,
)


class Film:
    """The program."""

    def __init__(self):
        user = get_user_model()
        self.people = [
            user.objects.create(email=f"{n}@example.org", name=n) for n in ("Ana", "Ben")
        ]
        self.production = create_production(actor=None, title="The Orchard")
        for person in self.people:
            add_member(the_owner(), self.production, person, "producer")
        self.scenarios = list(Scenario.objects.filter(production=self.production))
        winter = Scenario(production=self.production, uid="winter", title="Winter")
        with recording(self.production, None, "Winter", undoable=False) as changes:
            changes.create(winter)
        self.scenarios.append(winter)
        self.serial = count()

    def world(self):
        rows = list(Account.objects.select_related("scenario").order_by("id"))
        world = {
            ("account", scenario_uid(row), row.uid): state
            for row, state in zip(rows, as_json(rows), strict=True)
        }
        head = Production.objects.get(pk=self.production.pk)
        return world | {("production", "", head.uid): as_json([head])[0]}

    def do(self, who, what, a, b):
        """One act; nothing where there is nothing to do it to."""
        scenario = self.scenarios[a % 2]
        rows = list(Account.objects.filter(scenario=scenario).order_by("uid"))
        row = rows[b % len(rows)] if rows else None
        with recording(self.production, self.people[who], f"{what} {a} {b}") as changes:
            if what == "title":
                head = Production.objects.get(pk=self.production.pk)
                changes.update(head, title=f"Title {a}", country="DE" if b % 2 else "FR")
            elif what in ("make", "many"):
                for _ in range(3 if what == "many" else 1):
                    changes.create(self.made(scenario, rows, b))
            elif row is not None:
                self.edit(changes, what, row, rows, a)

    def made(self, scenario, rows, b):
        return Account(
            scenario=scenario, uid=f"u{next(self.serial)}", name="new", level="production", order=b,
            category=rows[b] if b < len(rows) else None,
        )  # fmt: skip

    def edit(self, changes, what, row, rows, a):
        if what == "rename":
            changes.update(row, name=f"Name {a}")
        elif what == "order":
            changes.update(row, order=a)
        elif what == "move" and rows[a % len(rows)].pk != row.pk:
            changes.update(row, category=rows[a % len(rows)])
        elif what == "remove":
            changes.delete_all([row])


def the_owner():
    owner, _ = get_user_model().objects.get_or_create(
        email="owner@example.org", name="Olga", office_role="owner"
    )
    return owner


class Oracle:
    """What a person may take back, told from copies of worlds."""

    def __init__(self):
        self.done, self.undone = ([], []), ([], [])

    def wrote(self, who, before, after):
        if before != after:
            self.done[who].append(differing(before, after))
            self.undone[who].clear()

    def step(self, who, what, world):
        """The world afterwards; None where it must be refused."""
        stack = (self.done if what == "undo" else self.undone)[who]
        if not stack:
            return None
        after = taken_back(stack[-1], world)
        if after is not None:
            stack.pop()
            (self.undone if what == "undo" else self.done)[who].append(differing(world, after))
        return after


def differing(before, after):
    return {key: (before.get(key), after.get(key)) for key in before.keys() | after.keys()
            if before.get(key) != after.get(key)}  # fmt: skip


def taken_back(difference, world):
    world = {key: dict(state) for key, state in world.items()}
    for key, (before, after) in difference.items():
        current = world.get(key)
        if before is None or after is None:
            if current != after:
                return None
            world.pop(key, None)
            if before is not None:
                world[key] = dict(before)
            continue
        for name in before:
            if before[name] != after[name]:
                if current is None or current[name] != after[name]:
                    return None
                world[key][name] = before[name]
    for (kind, scenario, _uid), state in world.items():
        category = state.get("category")
        if kind == "account" and category and ("account", scenario, category) not in world:
            return None
    return world


def replayed(production):
    """The world as the history alone tells it."""
    world = {}
    for change in Change.objects.filter(change_set__production=production).order_by("id"):
        if change.kind in ("account", "production"):
            world[change.kind, change.scenario, change.uid] = change.after
    return {key: state for key, state in world.items() if state is not None}


@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(acts, min_size=4, max_size=28))
def test_random_acts_are_taken_back_as_the_oracle_says(db, wanted):
    with transaction.atomic():
        film, oracle = Film(), Oracle()
        for who, what, a, b in wanted:
            before = film.world()
            if what in ("undo", "redo"):
                told = undoable_now(film.people[who], film.production)[what == "redo"].why_not
                should = oracle.step(who, what, before)
                try:
                    (undo if what == "undo" else redo)(film.people[who], film.production)
                    assert not told
                except Conflict as refused:
                    assert should is None, refused.message
                    assert refused.message == told
                assert film.world() == (before if should is None else should)
            else:
                film.do(who, what, a, b)
                oracle.wrote(who, before, film.world())
        now = film.world()
        assert replayed(film.production).items() <= now.items()
        connection.check_constraints()
        transaction.set_rollback(True)


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(acts, min_size=1, max_size=15), st.integers(1, 6))
def test_all_the_way_back_forth_and_back_is_the_same(db, wanted, steps):
    """Undo of redo of undo, any number of steps deep."""
    with transaction.atomic():
        film = Film()
        for _who, what, a, b in wanted:
            film.do(0, "rename" if what in ("undo", "redo") else what, a, b)
        walk(film, undo, steps)
        back = film.world()
        forth = walk(film, redo, steps)
        walk(film, undo, forth)
        assert film.world() == back
        transaction.set_rollback(True)


def walk(film, step, most):
    for n in range(most):
        try:
            step(film.people[0], film.production)
        except Conflict as nothing:
            assert "nothing to" in nothing.message
            return n
    return most
