"""The words of a shooting schedule: strips, days, terms, prices, plans.

A board is judged by *facts* (how many days, nights, moves, paid days of each cast
member …). A ``PriceList`` holds one tariff per fact, so a board's cost is a sum of
tariffs, and a budget that prices the same facts with the same tariffs moves by the
same amount when a strip moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from topsheet.kernel.calendar import WorkingCalendar
from topsheet.kernel.money import Money
from topsheet.kernel.rule import RuleKind
from topsheet.people.engine.types import Deal
from topsheet.script.engine.types import IntExt, Light


class Shift(StrEnum):
    """When a shooting day is worked; a night belongs to the day it was called."""

    DAY = "day"
    SPLIT = "split"  # afternoon into the night
    NIGHT = "night"


class PartKind(StrEnum):
    """What a strip is of its scene. Parts and other units share the scene's length; a
    retake, a pick-up, an insert or a plate adds time and no pages of its own accord.
    """

    SCENE = "scene"
    PART = "part"
    OTHER_UNIT = "other unit"
    INSERT = "insert"
    PLATE = "plate"
    PICK_UP = "pick-up"
    RETAKE = "retake"

    @property
    def shares(self) -> bool:
        """Whether the scene's eighths and minutes are spread over it."""
        return self in (PartKind.SCENE, PartKind.PART, PartKind.OTHER_UNIT)


# Facts of a board: the only quantities that schedule and budget share by name.
SHOOT_DAYS = "shoot/days"
SHOOT_NIGHTS = "shoot/nights"  # days whose shift is SPLIT or NIGHT
SHOOT_MOVES = "shoot/moves"  # company moves within and between days
OVERTIME_BLOCKS = "shoot/overtime"  # begun blocks of WorkingRules.overtime_block minutes
CAST_WORK_DAYS = "cast/work-days"  # the sum over cast of days worked (catering, transport)
IDLE_DAYS = "shoot/idle-days"  # working dates inside the shoot on which nothing is shot


def paid_days(role: str) -> str:
    """Fact: the days paid to a cast member by the terms of the deal.

    A flat deal (run of picture, buyout) counts 1 when the role works at all, so that its
    tariff is ``(0, fee)``.
    """
    return f"cast/{role}/paid-days"


def place_days(place: str) -> str:
    """Fact: shooting days at a place."""
    return f"place/{place}/days"


def place_visits(place: str) -> str:
    """Fact: separate runs of consecutive shooting days at a place.

    The first visit carries rigging, each further one is a revisit.
    """
    return f"place/{place}/visits"


def element_days(element: str) -> str:
    """Fact: shooting days on which an element (horse, picture car, stunt team) works."""
    return f"element/{element}/days"


@dataclass(frozen=True, slots=True)
class Tariff:
    """What n of something cost in all, in minor units: ``steps[n]``; past the table the
    last step repeats. ``steps[0]`` is what none cost.
    """

    steps: tuple[int, ...]

    def cost(self, count: int) -> int:
        if count < len(self.steps):
            return self.steps[count]
        if len(self.steps) < 2:
            return self.steps[-1] if self.steps else 0
        return self.steps[-1] + (count - len(self.steps) + 1) * (self.steps[-1] - self.steps[-2])


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceList:
    """Tariffs by fact, frozen for one solve. ``assumed`` when no budget stands behind it."""

    currency: str
    tariffs: Mapping[str, Tariff]
    basis: str
    assumed: bool = False

    def cost(self, facts: Mapping[str, int]) -> Money:
        minor = sum(self.tariffs[name].cost(n) for name, n in facts.items() if name in self.tariffs)
        return Money(minor, self.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A scene or a part of one, to be put on a day.

    ``part`` is 0 for a whole scene. ``minutes`` is the time to shoot it. ``needs_dark``
    and ``needs_daylight`` say which shift can take it (an INT NIGHT needs neither).
    """

    key: str  # scene uid or number, with "/2" for part 2
    scene: str  # the printed scene number
    part: int
    order: int  # place in the script
    eighths: int
    minutes: int
    set_name: str
    place: str  # Place.key
    intext: IntExt
    light: Light
    needs_dark: bool
    needs_daylight: bool
    cast: frozenset[str]
    elements: frozenset[str] = frozenset()
    minors: frozenset[str] = frozenset()
    synopsis: str = ""
    minutes_assumed: bool = True
    note: str = ""  # what the first AD must know: "short window: dusk"
    kind: PartKind = PartKind.SCENE


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What people decided about a strip; None and "" follow from script and breakdown.

    ``scene`` is the scene's key. ``minutes``, ``eighths``, ``cast`` and ``place`` are set
    by hand for this strip alone.
    """

    key: str
    scene: str
    part: int = 0
    kind: PartKind = PartKind.SCENE
    minutes: int | None = None
    eighths: int | None = None
    cast: frozenset[str] | None = None
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRule:
    """How long a strip is assumed to take, before daily reports teach better.

    minutes = eighths × ``per_eighth[INT | EXT | INT/EXT]`` (+ ``night_exterior`` per eighth
    outside at night), at least ``least``, plus ``extras`` by what the scene needs (capped
    at ``extras_cap``), rounded up to five minutes. ``day_cost`` are the element categories
    that cost money per day. A scene longer than ``longest`` is spread as parts; one with a
    child, longer than ``longest_minor``.
    """

    per_eighth: Mapping[str, int]
    night_exterior: int
    least: int
    extras: Mapping[str, int]
    extras_cap: int
    day_cost: frozenset[str]
    longest: int
    longest_minor: int
    rules: tuple[str, ...] = ()
    assumed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CastTerms:
    """A cast member as the schedule must know them. ``away`` are dates they cannot work."""

    role: str
    board_id: str
    name: str
    deal: Deal
    minimum_days: int = 0
    minor: bool = False
    away: frozenset[date] = frozenset()
    assumed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTerms:
    place: str
    name: str
    away: frozenset[date] = frozenset()
    assumed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingRules:
    """The agreement's day in minutes; each number comes from a pack and says which rule.

    Capacity of a day = ``day`` − ``meal`` − ``first_setup`` − moves × ``move``. Up to
    ``overtime_limit`` minutes more may be worked, paid in begun blocks.
    """

    day: int
    meal: int
    first_setup: int
    move: int
    overtime_limit: int
    overtime_block: int
    rest: int
    calls: Mapping[Shift, int]  # minutes after midnight
    minor_limit: int  # minutes a child may be on set in a day
    agreement: str
    assumed: bool
    rules: tuple[str, ...] = ()  # ids of the rules these came from
    minor_latest: int = 22 * 60  # minutes after midnight at which a child must have left
    split_dark: int = 19 * 60 + 30  # when a split day is taken to turn dark
    drop_after: int = 0  # calendar days after which a day player may be dropped; 0: never

    @property
    def capacity(self) -> int:
        """Minutes of strips that one place gets into a day without overtime."""
        return self.day - self.meal - self.first_setup


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleProblem:
    """Everything a solve needs, frozen.

    ``overtime_weight`` is a preference for no planned overtime: what a begun block of it
    weighs, in minor units, beside its price. No budget pays it.
    """

    strips: tuple[Strip, ...]
    cast: tuple[CastTerms, ...]
    places: tuple[PlaceTerms, ...]
    calendar: WorkingCalendar
    rules: WorkingRules
    prices: PriceList
    overtime_weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDay:
    number: int
    date: date
    shift: Shift
    strips: tuple[str, ...]  # Strip.key in shooting order
    call: int | None = None  # minutes after midnight; None: as the agreement calls the shift
    banner_minutes: int = 0  # what the day's banners take, before its first strip


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Days by date. A day without strips is listed, and neither counted nor priced."""

    days: tuple[BoardDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A rule that a board does not keep. ``price`` None: not for sale, or not priced.

    ``hard`` breaches are those that a solved board only shows when no board can avoid them.
    ``over`` is how many minutes too many (or too few), where that can be measured.
    """

    day: int
    rule: str
    message: str
    price: Money | None = None
    kind: RuleKind = RuleKind.CONTRACT
    hard: bool = False
    over: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFacts:
    """One day judged."""

    number: int
    date: date
    shift: Shift
    minutes: int  # strips + moves + first set-up + meal
    limit: int
    eighths: int
    sets: tuple[str, ...]
    places: tuple[str, ...]
    moves: int
    cast: tuple[str, ...]  # Role.key of those who work
    call: int  # minutes after midnight
    wrap: int  # may pass 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class CostPart:
    """One line of what a board costs ("holding days", "company moves")."""

    key: str
    label: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardJudgement:
    """A board with its facts, cost and breaches."""

    board: Board
    days: tuple[DayFacts, ...]
    facts: Mapping[str, int]
    cost: Money
    parts: tuple[CostPart, ...]
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulePlan:
    """The solver's answer beside its baselines and a bound no board can beat.

    ``gap`` = (cost − bound) ÷ cost; ``gap_avoidable`` = (cost − bound) ÷ (cost − what any
    order must pay). ``cut_by_seconds`` says that the time cap, not the effort, ended it.
    """

    best: BoardJudgement
    script_order: BoardJudgement
    by_place: BoardJudgement
    bound: Money
    unavoidable: Money
    gap: float
    gap_avoidable: float
    cut_by_seconds: bool
    effort: int
    bound_basis: tuple[str, ...] = ()  # what the bound is made of, one sentence each


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveProgress:
    """Where a solve stands: ``fraction`` of the effort, the best board so far."""

    fraction: float
    message: str
    cost: Money
    days: int
    nights: int
    bound: Money | None = None
