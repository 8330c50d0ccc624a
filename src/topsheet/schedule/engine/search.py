"""Cheap moves on a board: a strip to another day, two strips swapped, a block moved, days
reordered, split and merged. Simulated annealing over them, priced by ``Layout``.

Everything is drawn from one seeded generator and counted in steps, never in seconds, so
the same effort gives the same board on any machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log
from random import Random

from topsheet.schedule.engine.layout import Change, Layout
from topsheet.schedule.engine.tables import DaySum, Tables, bits

Candidate = Change | Layout


Moves = list[tuple[float, Callable[[], Candidate | None]]]


def _cumulated(shares: Sequence[tuple[float, Callable[[], Candidate | None]]]) -> Moves:
    """Moves with the upper end of their share of chance."""
    whole, reached, found = sum(share for share, _ in shares), 0.0, []
    for share, move in shares:
        reached += share / whole
        found.append((reached, move))
    return found


class Search:
    """A walk from one layout; ``best`` is the cheapest layout seen."""

    def __init__(self, tables: Tables, start: Layout, seed: int) -> None:
        self.tables = tables
        self.random = Random(seed)
        self.now = start
        self.best_cost = start.cost
        self.best_masks = start.masks
        self.place_strips = [0] * len(tables.places)
        for strip, place in enumerate(tables.place):
            self.place_strips[place] |= 1 << strip
        self._locate()
        strips = (
            (0.44, self._move_strip), (0.20, self._swap_strips), (0.12, self._move_block),
            (0.03, self._dissolve_day), (0.02, self._new_day), (0.02, self._swap_blocks),
        )  # fmt: skip
        order = ((0.09, self._move_day), (0.05, self._swap_days), (0.03, self._reverse_days))
        self._all_moves = _cumulated((*strips, *order))
        self._order_moves = _cumulated(order)
        self._moves = self._all_moves

    @property
    def best(self) -> Layout:
        layout = Layout.of(self.tables, self.best_masks)
        assert layout is not None  # it was a layout when it was kept
        return layout

    def anneal(
        self,
        steps: int,
        hot: float,
        cold: float,
        stop: Callable[[], bool] | None = None,
        tell: Callable[[float], None] | None = None,
    ) -> None:
        """``steps`` tries while the temperature falls from ``hot`` to ``cold`` minor units."""
        draw = self.random.random
        cooling = (cold / hot) ** (1.0 / max(1, steps))
        heat = hot
        for step in range(steps):
            if not step & 511:
                if stop is not None and stop():
                    return
                if tell is not None:
                    tell(step / steps)
            heat *= cooling
            self.step(-heat * log(draw() + 1e-300))

    def anneal_order(
        self, steps: int, hot: float, cold: float, stop: Callable[[], bool] | None = None
    ) -> None:
        """As ``anneal``, with moves that only change the order of the days."""
        self._moves = self._order_moves
        self.anneal(steps, hot, cold, stop)
        self._moves = self._all_moves

    def step(self, allowance: float) -> None:
        """One try; taken when it costs at most ``allowance`` more."""
        kind = self.random.random()
        for reached, move in self._moves:
            if kind < reached:
                found = move()
                if found is not None and found.cost - self.now.cost <= allowance:
                    self.take(found)
                return

    def take(self, found: Candidate) -> None:
        """Make a tried change the present board."""
        if isinstance(found, Change):
            self.now.apply(found)
            for number, day in found.days.items():
                for strip in bits(day.mask):
                    self.day_of[strip] = number
        else:
            self.now = found
            self._locate()
        if self.now.cost < self.best_cost:
            self.best_cost = self.now.cost
            self.best_masks = self.now.masks

    def restart(self) -> None:
        """Go back to the best board seen."""
        self.now = self.best
        self._locate()

    def typical_step(self, samples: int = 200) -> float:
        """The middle of what random moves change, in minor units: a scale for temperatures."""
        changes = []
        for number in range(samples):
            found = self._move_strip() if number % 2 else self._swap_days()
            if found is not None and found.cost != self.now.cost:
                changes.append(abs(found.cost - self.now.cost))
        changes.sort()
        return float(changes[len(changes) // 2]) if changes else 1.0

    def _locate(self) -> None:
        self.day_of = [0] * self.tables.count
        for number, day in enumerate(self.now.days):
            for strip in bits(day.mask):
                self.day_of[strip] = number

    # ----- moves of strips

    def _pick(self, mask: int) -> int:
        """A set bit at random."""
        skip = self.random.randrange(mask.bit_count())
        for _ in range(skip):
            mask &= mask - 1
        return (mask & -mask).bit_length() - 1

    def _has_room(self, day: DaySum, part: int) -> bool:
        """A quick look whether strips may fit: minutes and one move to a new place."""
        place = self.tables.place[part.bit_length() - 1]
        moves = day.moves if day.places >> place & 1 else day.moves + 1
        return day.work + self._minutes(part) + moves * self.tables.move <= self.tables.room

    def _minutes(self, mask: int) -> int:
        minutes = self.tables.minutes
        if mask & (mask - 1) == 0:
            return minutes[mask.bit_length() - 1]
        return sum(minutes[strip] for strip in bits(mask))

    def _near_day(self, strip: int) -> int:
        """A day to try for a strip: one at its place, with one of its cast, or any."""
        kind = self.random.random()
        if kind < 0.5:
            return self._pick(self.now.place_days[self.tables.place[strip]])
        if kind < 0.8 and self.tables.cast[strip]:
            days = self.now.role_days[self._pick(self.tables.cast[strip])]
            return self._pick(days)
        return self.random.randrange(len(self.now.days))

    def _move_strip(self) -> Candidate | None:
        strip = self.random.randrange(self.tables.count)
        return self._moved(1 << strip, self.day_of[strip], self._near_day(strip))

    def _moved(self, part: int, source: int, target: int) -> Candidate | None:
        if source == target:
            return None
        days, day = self.now.days, self.tables.day
        if not self._has_room(days[target], part):
            return None
        there = day(days[target].mask | part)
        if not there.ok:
            return None
        left = days[source].mask & ~part
        if not left:
            after = days.copy()
            after[target] = there
            del after[source]
            return Layout.of_days(self.tables, after)
        return self._changed({source: day(left), target: there})

    def _changed(self, changes: dict[int, DaySum]) -> Candidate | None:
        """The change priced on the dates as they are, or laid anew when shifts change."""
        change = self.now.try_days(changes)
        if change is not None:
            return change
        if not all(new.ok for new in changes.values()):
            return None
        after = self.now.days.copy()
        for number, new in changes.items():
            after[number] = new
        return Layout.of_days(self.tables, after)

    def _swap_strips(self) -> Candidate | None:
        one = self.random.randrange(self.tables.count)
        here = self.day_of[one]
        there = self._near_day(one)
        if here == there:
            return None
        other = self._pick(self.now.days[there].mask)
        return self._swapped(1 << one, here, 1 << other, there)

    def _swapped(self, one: int, here: int, other: int, there: int) -> Candidate | None:
        days, day = self.now.days, self.tables.day
        more_here = self._minutes(other) - self._minutes(one)
        room = self.tables.room
        if days[here].work + more_here > room or days[there].work - more_here > room:
            return None
        new_here = day(days[here].mask & ~one | other)
        new_there = day(days[there].mask & ~other | one)
        if not (new_here.ok and new_there.ok):
            return None
        return self._changed({here: new_here, there: new_there})

    def _block_at(self, number: int) -> int:
        """Some strips of a day that belong together: one place, or one cast member's."""
        day = self.now.days[number]
        place = day.places_at[self.random.randrange(len(day.places_at))]
        block = day.mask & self.place_strips[place]
        if day.cast_at and self.random.random() < 0.4:
            role = day.cast_at[self.random.randrange(len(day.cast_at))]
            cast = self.tables.cast
            block = sum(1 << s for s in bits(day.mask) if cast[s] >> role & 1)
        return block

    def _move_block(self) -> Candidate | None:
        source = self.random.randrange(len(self.now.days))
        block = self._block_at(source)
        return self._moved(block, source, self._near_day(self._pick(block)))

    def _swap_blocks(self) -> Candidate | None:
        here = self.random.randrange(len(self.now.days))
        one = self._block_at(here)
        there = self._near_day(self._pick(one))
        if here == there:
            return None
        return self._swapped(one, here, self._block_at(there), there)

    # ----- moves of days

    def _dissolve_day(self) -> Candidate | None:
        """Empty a day, each strip going where it costs least and fits."""
        source = self.random.randrange(len(self.now.days))
        days = self.now.days.copy()
        gone = days[source]
        if gone.mask.bit_count() > 8:
            return None
        for strip in bits(gone.mask):
            number = self._home(days, strip, source)
            if number is None:
                return None
            days[number] = self.tables.day(days[number].mask | 1 << strip)
        del days[source]
        return Layout.of_days(self.tables, days) if days else None

    def _home(self, days: list[DaySum], strip: int, not_here: int) -> int | None:
        tables = self.tables
        here, cast = 1 << tables.place[strip], tables.cast[strip]
        best, number = None, None
        for n, day in enumerate(days):
            if n == not_here or not self._has_room(day, 1 << strip):
                continue
            if not tables.day(day.mask | 1 << strip).ok:
                continue
            worth = (bool(day.places & here), (day.cast & cast).bit_count(), self.random.random())
            if best is None or worth > best:
                best, number = worth, n
        return number

    def _new_day(self) -> Candidate | None:
        source = self.random.randrange(len(self.now.days))
        block = self._block_at(source)
        days, day = self.now.days.copy(), self.tables.day
        if block == days[source].mask or not day(block).ok:
            return None
        left = day(days[source].mask & ~block)
        if not left.ok:
            return None
        days[source] = left
        days.insert(self.random.randrange(len(days) + 1), day(block))
        return Layout.of_days(self.tables, days)

    def _run(self) -> tuple[int, int]:
        """A short run of days, as (from, up to)."""
        start = self.random.randrange(len(self.now.days))
        return start, min(len(self.now.days), start + self.random.choice((1, 1, 1, 2, 2, 3, 4, 5)))

    def _move_day(self) -> Candidate | None:
        start, end = self._run()
        days = self.now.days
        run, rest = days[start:end], days[:start] + days[end:]
        to = self.random.randrange(len(rest) + 1)
        if to == start:
            return None
        return self.now.reordered(rest[:to] + run + rest[to:])

    def _swap_days(self) -> Candidate | None:
        one = self.random.randrange(len(self.now.days))
        other = self.random.randrange(len(self.now.days))
        if one == other:
            return None
        days = self.now.days.copy()
        days[one], days[other] = days[other], days[one]
        return self.now.reordered(days)

    def _reverse_days(self) -> Candidate | None:
        one = self.random.randrange(len(self.now.days))
        other = self.random.randrange(len(self.now.days))
        start, end = min(one, other), max(one, other) + 1
        days = self.now.days
        if end - start < 2:
            return None
        return self.now.reordered(days[:start] + days[start:end][::-1] + days[end:])
