"""Small budgets and breakdowns that the tests share."""

from __future__ import annotations

from topsheet.breakdown.engine.types import (
    Appearance,
    Breakdown,
    Category,
    Element,
    Mention,
    Place,
    Presence,
    Role,
)
from topsheet.budget.engine import Budget, BudgetInputs, build_budget
from topsheet.budget.engine.types import (
    Account,
    Contractual,
    CutOff,
    CutOffPeriod,
    Fringe,
    Line,
    PayComponent,
    ProductionLevel,
    Stage,
)
from topsheet.budget.packs import load_template
from topsheet.kernel.money import Money, Percent, UnitPrice
from topsheet.people.engine.types import Deal, Engagement

ATL, PRODUCTION = ProductionLevel.ATL, ProductionLevel.PRODUCTION
POST, OTHER, CONTRACTUAL = (
    ProductionLevel.POST,
    ProductionLevel.OTHER,
    ProductionLevel.CONTRACTUAL,
)
ACCOUNTS = (
    Account(code="1400", name="Cast", level=ATL),
    Account(code="3300", name="Camera", level=PRODUCTION),
    Account(code="3301", name="Camera crew", level=PRODUCTION, category="3300"),
    Account(code="3310", name="Camera equipment", level=PRODUCTION, category="3300"),
    Account(code="3399", name="Camera fringes", level=PRODUCTION, category="3300"),
    Account(code="5000", name="Editing", level=POST),
    Account(code="6700", name="Insurance", level=OTHER),
    Account(code="9000", name="Contingency", level=CONTRACTUAL),
    Account(code="9100", name="Bond", level=CONTRACTUAL),
    Account(code="9200", name="Overhead", level=CONTRACTUAL),
)


def line(key: str, price: str = "100", **changes) -> Line:
    """A line of pay in the camera crew, one unit, unless said otherwise."""
    fields = {
        "key": key,
        "account": "3301",
        "name": key.replace("-", " ").capitalize(),
        "department": "Camera",
        "stage": Stage.SHOOT,
        "amount": "1",
        "unit": "week",
        "price": UnitPrice.of(price, changes.pop("currency", "EUR")),
        "component": PayComponent.BASIC,
    }
    return Line(**(fields | changes))


def percent(key: str, value: str, cut_off: str = "", **changes) -> Fringe:
    """A percentage fringe on basic pay and overtime."""
    period = changes.pop("period", CutOffPeriod.ENGAGEMENT)
    currency = changes.pop("currency", "EUR")
    limit = CutOff(amount=Money.of(cut_off, currency), period=period) if cut_off else None
    return Fringe(key=key, name=key, percent=Percent.of(value), cut_off=limit, **changes)


def charge(key: str, value: str = "", **changes) -> Contractual:
    """A contractual in the account of its key."""
    accounts = {"contingency": "9000", "bond": "9100", "overhead": "9200", "insurance": "6700"}
    fields = {"account": accounts.get(key, "9000"), "name": key.capitalize()}
    if value:
        fields["percent"] = Percent.of(value)
    return Contractual(key=key, **(fields | changes))


def budget(*lines: Line, **changes) -> Budget:
    fields = {
        "title": "Sample",
        "currency": "EUR",
        "chart": "us",
        "days_per_week": 5,
        "accounts": ACCOUNTS,
        "lines": lines,
    }
    return Budget(**(fields | changes))


def breakdown() -> Breakdown:
    """Twelve scenes: three who work, a child, a voice; two places; crowd, horse, stunt, effects."""
    roles = (
        Role(key="odile", name="Odile", board_id="1", age=34, minor=False, lines=80, words=900),
        Role(key="père-louis", name="Père Louis", board_id="2", age=60, minor=False, lines=40,
             words=300),
        Role(key="mia", name="Mia", board_id="3", age=9, minor=True, lines=12, words=90),
        Role(key="radio", name="Radio", board_id="4", age=None, minor=False, lines=3, words=40),
    )  # fmt: skip
    seen = (
        [("odile", s, Presence.SPEAKS) for s in range(10)]
        + [("père-louis", s, Presence.SPEAKS) for s in (1, 2)]
        + [("mia", s, Presence.NAMED) for s in (2, 5)]
        + [("radio", 7, Presence.VOICE)]
    )
    appearances = tuple(
        Appearance(
            role=role,
            scene=scene,
            presence=how,
            works=how is not Presence.VOICE,
            confidence=90,
            line=scene * 10,
        )
        for role, scene, how in seen
    )
    elements = (
        element("background-market-crowd", Category.BACKGROUND, "Market crowd", 85, quantity=40),
        element("animals-horse", Category.ANIMALS, "Horse", 80),
        element("stunts-fall", Category.STUNTS, "Fall", 70),
        element("vehicles-van", Category.VEHICLES, "Van", 100),
        element("visual-effects-storm", Category.VISUAL_EFFECTS, "Storm", 75),
        element("music-waltz", Category.MUSIC, "Waltz", 90),
        element("vehicles-bus", Category.VEHICLES, "Bus", 30),
    )
    places = (
        Place(key="ferry", name="Ferry", sets=("DECK", "BRIDGE"), stage=False),
        Place(key="kitchen", name="Kitchen", sets=("KITCHEN",), stage=True),
    )
    return Breakdown(
        roles=roles, appearances=appearances, elements=elements, flags=(), places=places
    )


def element(key: str, category: Category, name: str, sure: int, quantity=None) -> Element:
    mention = Mention(
        scene=3, line=31, excerpt=name, confidence=sure, reason="lexicon", quantity=quantity
    )
    return Element(key=key, category=category, name=name, mentions=(mention,))


def inputs(**changes) -> BudgetInputs:
    deals = (
        Engagement(role="odile", deal=Deal.RUN),
        Engagement(role="père-louis", deal=Deal.WEEK, assumed=False),
        Engagement(role="mia", deal=Deal.DAY),
    )
    fields = {
        "title": "The Ferry",
        "breakdown": breakdown(),
        "scenes": 12,
        "eighths": 96,
        "engagements": deals,
    }
    return BudgetInputs(**(fields | changes))


def ferry(country: str = "FR", level: str = "low", **changes) -> Budget:
    """A derived budget of a small film."""
    return build_budget(load_template(country=country, level=level, **changes), inputs())


FERRY_FACTS = {
    "shoot/days": 11,
    "shoot/nights": 3,
    "shoot/moves": 4,
    "shoot/overtime": 5,
    "shoot/idle-days": 1,
    "cast/work-days": 26,
    "cast/odile/paid-days": 1,
    "cast/père-louis/paid-days": 5,
    "cast/mia/paid-days": 4,
    "place/ferry/days": 7,
    "place/ferry/visits": 2,
    "place/kitchen/days": 4,
    "place/kitchen/visits": 1,
    "element/background-market-crowd/days": 2,
    "element/animals-horse/days": 1,
    "element/stunts-fall/days": 1,
    "element/vehicles-van/days": 3,
}
