"""Why an amount is what it is: each address of a budget opens into a figure.

    budget                               the total
    budget/atl                           a level; budget/before-contractuals the direct cost
    budget/3300, budget/3301             a category, an account
    budget/3300/focus-puller             a line; #pay and #fringe its two sides
    budget/contingency                   a contractual
    budget/stage/shoot, budget/department/Camera, budget/stage/shoot/Camera
    budget/global/…, budget/fact/…, budget/fringe/…

Amounts come from ``compute``; a figure is built when somebody opens it and comes to the
same. What is one person's pay is sensitive, and so is the sum of one person's lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from topsheet.budget.engine.compute import CONTRACTUAL, scope_of
from topsheet.budget.engine.contractuals import in_base, stands_on
from topsheet.budget.engine.fringes import Pay, in_order, periods
from topsheet.budget.engine.quantities import Quantities
from topsheet.budget.engine.types import (
    LEVEL_NAMES,
    Account,
    Budget,
    BudgetResult,
    Contractual,
    Fringe,
    FringeResult,
    Line,
    ProductionLevel,
)
from topsheet.kernel.errors import NotFound
from topsheet.kernel.figure import (
    Figure,
    Quantity,
    Ratio,
    convert,
    given,
    lesser,
    looked_up,
    percent_of,
    product,
    share,
    total,
)
from topsheet.kernel.money import Money
from topsheet.kernel.rule import Source


def explain(budget: Budget, facts: Mapping[str, int], result: BudgetResult, address: str) -> Figure:
    """The figure at an address. Raises NotFound where there is none."""
    return Explainer(budget, facts, result).at(address)


def addresses(budget: Budget, result: BudgetResult) -> Iterator[str]:
    """Every address that can be explained, from the total down."""
    yield "budget"
    yield "budget/before-contractuals"
    yield from (f"budget/{level}" for level in ProductionLevel)
    yield from (f"budget/{code}" for code in result.accounts)
    categories = {account.code: account.category or account.code for account in budget.accounts}
    for line in budget.lines:
        if line.key in result.lines:
            address = f"budget/{categories[line.account]}/{line.key}"
            yield from (address, f"{address}#pay", f"{address}#fringe")
    yield from (f"budget/{key}" for key in result.contractuals)
    yield from (f"budget/stage/{stage}" for stage in result.stages)
    yield from (f"budget/department/{name}" for name in result.departments)
    yield from (f"budget/stage/{stage}/{name}" for stage, name in result.cells)
    yield from (f"budget/global/{item.name}" for item in budget.globals)
    yield from (f"budget/fact/{word.name}" for word in budget.facts)
    yield from (f"budget/fringe/{fringe.key}" for fringe in budget.fringes)


class Explainer:
    """Figures of one result; parts that several figures share are built once."""

    def __init__(self, budget: Budget, facts: Mapping[str, int], result: BudgetResult) -> None:
        self.budget, self.result = budget, result
        self.quantities = Quantities(budget, scope_of(budget, facts))
        self.lines = {line.key: line for line in budget.lines if line.key in result.lines}
        self.accounts = {account.code: account for account in budget.accounts}
        self.fringes = {fringe.key: fringe for fringe in in_order(budget.fringes)}
        self.charged: dict[str, list[FringeResult]] = {}
        for charged in result.fringes:
            self.charged.setdefault(charged.range_key, []).append(charged)
        self.pays: dict[str, Figure] = {}
        self.own_pays: dict[str, Figure] = {}
        self.charges: dict[tuple[str, str], Figure] = {}
        self.directs: dict[str, Figure] = {}

    def at(self, address: str) -> Figure:
        """The figure at an address; see the module for their forms."""
        path, _, side = address.partition("#")
        room, *words = path.split("/")
        if room == "budget":
            figure = self._at(words, side)
            if figure is not None:
                return replace(figure, address=address)
        raise NotFound(f"There is no figure at “{address}”; open the budget to find its own.")

    def _at(self, words: Sequence[str], side: str) -> Figure | None:
        match words:
            case []:
                return self.total()
            case ["before-contractuals"]:
                return self.before_contractuals()
            case ["stage", stage] if stage in self.result.stages:
                return self.margin(stage, self.result.stages[stage], 0)
            case ["stage", stage, *rest]:
                return self.cell(stage, "/".join(rest))
            case ["department", *rest] if "/".join(rest) in self.result.departments:
                name = "/".join(rest)
                return self.margin(name, self.result.departments[name], 1)
            case ["global", name]:
                return self.quantities.named(name)
            case ["fact", *rest]:
                return self._fact("/".join(rest))
            case ["fringe", key] if key in self.fringes:
                return self.fringe(key)
            case [name]:
                return self._named(name)
            case [code, *rest] if "/".join(rest) in self.lines:
                return self._line_at(code, "/".join(rest), side)
        return None

    def _named(self, name: str) -> Figure | None:
        if name in self.result.accounts:
            return self.account(name)
        if name in self.result.contractuals:
            return self.contractual(name)
        level = next((level for level in ProductionLevel if level == name), None)
        return None if level is None else self.level(level)

    def _fact(self, name: str) -> Figure | None:
        known = name in self.result.facts or any(name == w.name for w in self.budget.facts)
        return self.quantities.fact(name) if known else None

    def _line_at(self, code: str, key: str, side: str) -> Figure | None:
        account = self.accounts[self.lines[key].account]
        if code not in (account.code, account.category) or side not in ("", "pay", "fringe"):
            return None
        if side == "pay":
            return self.pay(key)
        return self.line_fringe(key) if side == "fringe" else self.line(key)

    # --- totals -----------------------------------------------------------------

    def total(self) -> Figure:
        """The whole budget: its levels."""
        levels = [self.level(level) for level in ProductionLevel]
        return self._sum(f"Total of “{self.budget.title}”", levels, "budget")

    def level(self, level: ProductionLevel) -> Figure:
        categories = [a for a in self.budget.accounts if not a.category and a.level is level]
        parts = [self.account(account.code) for account in categories]
        return self._sum(LEVEL_NAMES[level], parts, f"budget/{level}")

    def before_contractuals(self) -> Figure:
        """What lines and fringes come to: the part that moves with the board."""
        parts = [self.direct(account) for account in self.budget.accounts]
        return self._sum("Before contractuals", parts, "budget/before-contractuals")

    def account(self, code: str) -> Figure:
        """An account, or a category with its accounts."""
        account = self.accounts[code]
        parts = [*self.direct(account).parts]
        parts += [self.contractual(key) for key in self.result.accounts[code].contractuals]
        parts += [self.account(a.code) for a in self.budget.accounts if a.category == code]
        return self._sum(account.name, parts, f"budget/{code}")

    def direct(self, account: Account) -> Figure:
        """Lines and fringes posted on the account itself."""
        if account.code not in self.directs:
            found = self.result.accounts[account.code]
            parts = self._people((key, self.line(key)) for key in found.lines)
            parts += self._posted(account.code)
            self.directs[account.code] = self._sum(account.name, parts, f"budget/{account.code}")
        return self.directs[account.code]

    def margin(self, name: str, whole: Money, side: int) -> Figure:
        """A stage or a department: its cells."""
        places = [place for place in self.result.cells if place[side] == name]
        parts = [self.cell(*place) for place in places]
        word = ("stage", "department")[side]
        return self._sum(_title(name), [p for p in parts if p], f"budget/{word}/{name}")

    def cell(self, stage: str, department: str) -> Figure | None:
        """What one department costs in one stage, wherever its fringes are posted."""
        if (stage, department) not in self.result.cells:
            return None
        address = f"budget/stage/{stage}/{department}"
        if stage == CONTRACTUAL:
            parts = [self.contractual(key) for key in self.result.contractuals]
            return self._sum("Contractual", parts, address)
        here = [
            line
            for line in self.lines.values()
            if line.stage == stage and line.department == department
        ]
        whole = ((line.key, self._whole(line.key)) for line in here)
        return self._sum(f"{department}: {stage}", self._people(whole), address)

    # --- lines ------------------------------------------------------------------

    def line(self, key: str) -> Figure:
        """A line as it is posted: its pay and the fringes shown on it."""
        parts = [self.pay(key), *self._shares(key, on_line=True)]
        return self._line_sum(key, parts, self._address(key))

    def pay(self, key: str) -> Figure:
        """amount × times × price, in the budget's currency."""
        if key not in self.pays:
            line = self.lines[key]
            figure = self._converted(line.name, self._own_pay(line))
            self.pays[key] = replace(figure, address=f"{self._address(key)}#pay")
        return self.pays[key]

    def line_fringe(self, key: str) -> Figure:
        """All fringes of a line, wherever they are posted."""
        name = f"Fringes on {self.lines[key].name}"
        figure = self._sum(name, self._shares(key), f"{self._address(key)}#fringe")
        return replace(figure, sensitive=self.lines[key].is_pay)

    def _whole(self, key: str) -> Figure:
        parts = [self.pay(key), *self._shares(key)]
        return self._line_sum(key, parts, f"{self._address(key)}#whole")

    def _line_sum(self, key: str, parts: Sequence[Figure], address: str) -> Figure:
        line = self.lines[key]
        if len(parts) == 1:
            return replace(parts[0], address=address)
        figure = self._sum(line.name, parts, address)
        return replace(figure, sensitive=line.is_pay, assumed=line.assumed, note=line.note)

    def _own_pay(self, line: Line) -> Figure:
        """A line's pay in its own currency."""
        if line.key not in self.own_pays:
            self.own_pays[line.key] = self._multiplied(line)
        return self.own_pays[line.key]

    def _multiplied(self, line: Line) -> Figure:
        price = given(
            f"Price per {line.unit}",
            line.price,
            note="Illustrative, a figure of our own." if line.illustrative else "",
            source=Source(title=line.source) if line.source else None,
            assumed=line.illustrative,
        )
        parts = [self.quantities.counted(line.amount, line.unit.capitalize(), line.unit)]
        if line.times != "1":
            parts.append(self.quantities.counted(line.times, "Times", ""))
        return product(
            line.name,
            [*parts, price],
            address=f"{self._address(line.key)}#pay",
            note=line.note,
            assumed=line.assumed,
            sensitive=line.is_pay,
        )

    def _converted(self, label: str, figure: Figure) -> Figure:
        money = figure.value
        if not isinstance(money, Money) or money.currency == self.budget.currency:
            return figure
        rate = next(r for r in self.budget.rates if r.currency == money.currency)
        leaf = given(
            f"{self.budget.currency} for one {rate.currency}, {rate.on.isoformat()}",
            Ratio(_fraction(rate.rate)),
            source=Source(title=rate.source, read_on=rate.on),
            assumed=rate.illustrative,
        )
        return convert(label, figure, leaf, self.budget.currency, sensitive=figure.sensitive)

    # --- fringes ----------------------------------------------------------------

    def fringe(self, key: str) -> Figure:
        """One fringe over the whole budget."""
        shares = [
            (line.key, figure)
            for line in self.lines.values()
            for figure in self._shares(line.key, fringe=key)
        ]
        return self._sum(self.fringes[key].name, self._people(shares), f"budget/fringe/{key}")

    def _posted(self, code: str) -> list[Figure]:
        """Fringes posted on an account rather than on lines, one part for each fringe."""
        found: dict[str, list[tuple[str, Figure]]] = {}
        for key, line in self.result.lines.items():
            for posted in line.shares:
                if posted.account == code and not posted.on_line:
                    part = self._shares(key, fringe=posted.fringe)
                    found.setdefault(posted.fringe, []).extend((key, each) for each in part)
        return [
            self._sum(self.fringes[fringe].name, self._people(parts), f"budget/{code}#{fringe}")
            for fringe, parts in found.items()
        ]

    def _shares(
        self, key: str, *, on_line: bool = False, fringe: str | None = None
    ) -> list[Figure]:
        shown = {s.fringe for s in self.result.lines[key].shares if s.on_line or not on_line}
        return [
            self._share(charged, key)
            for charged in self.charged.get(self.lines[key].range_key, [])
            if key in charged.lines and charged.fringe in shown
            if fringe in (None, charged.fringe)
        ]

    def _share(self, charged: FringeResult, key: str) -> Figure:
        whole = self._converted(
            self.fringes[charged.fringe].name, self._charge(charged, self.lines[charged.lines[0]])
        )
        if len(charged.lines) == 1:
            return whole
        weights = [self._own_pay(self.lines[other]) for other in charged.lines]
        return share(
            f"{self.fringes[charged.fringe].name}: share of {self.lines[key].name}",
            whole,
            weights,
            charged.lines.index(key),
            sensitive=True,
        )

    def _charge(self, charged: FringeResult, line: Line) -> Figure:
        """The fringe of a person range in its currency of pay."""
        place = (charged.range_key, charged.fringe)
        if place not in self.charges:
            self.charges[place] = self._charged(charged, line)
        return self.charges[place]

    def _charged(self, charged: FringeResult, line: Line) -> Figure:
        fringe = self.fringes[charged.fringe]
        if fringe.flat is not None:
            return self._flat(fringe, charged)
        assert fringe.percent is not None  # held by checks.check
        percent = given(
            f"{fringe.name}, {fringe.percent}",
            Ratio(fringe.percent.fraction),
            source=fringe.source,
            assumed=fringe.assumed,
            note="Not verified." if fringe.assumed else "",
        )
        base = self._base(fringe, charged)
        if charged.cut_off is not None:
            limit = self._cut_off(fringe, charged, line)
            base = lesser("Pay up to the cut-off", (base, limit), sensitive=True)
        return percent_of(fringe.name, percent, base, sensitive=True)

    def _flat(self, fringe: Fringe, charged: FringeResult) -> Figure:
        assert fringe.flat is not None
        units = given("Units", Quantity(charged.quantity, fringe.flat_unit))
        price = given(f"Per {fringe.flat_unit}", fringe.flat, source=fringe.source)
        return product(fringe.name, (units, price), sensitive=True)

    def _base(self, fringe: Fringe, charged: FringeResult) -> Figure:
        parts = [self._own_pay(self.lines[key]) for key in charged.lines]
        below = {r.fringe: r for r in self.charged[charged.range_key]}
        parts += [
            self._charge(below[key], self.lines[below[key].lines[0]])
            for key in fringe.on
            if key in below
        ]
        if len(parts) == 1:
            return parts[0]
        zero = Money.zero(charged.base.currency)
        return total("Pay of the person range", parts, zero, sensitive=True)

    def _cut_off(self, fringe: Fringe, charged: FringeResult, line: Line) -> Figure:
        assert fringe.cut_off is not None
        results = {key: self.result.lines[key] for key in charged.lines}
        pays = {k: Pay(r.quantity * r.times, r.pay.minor) for k, r in results.items()}
        carriers = [self.lines[key] for key in charged.lines]
        count = periods(fringe, carriers, pays, self.budget.days_per_week)
        period = str(fringe.cut_off.period)
        parts = [given(f"Cut-off per person and {period}", fringe.cut_off.amount)]
        if line.people > 1:
            parts.append(given("People", Quantity.of(line.people, "people")))
        if count > 1:
            parts.append(given(f"Begun {period}s", Quantity.of(count, f"{period}s")))
        return parts[0] if len(parts) == 1 else product("Cut-off", parts)

    # --- contractuals -------------------------------------------------------------

    def contractual(self, key: str) -> Figure:
        """A percentage of a declared base, or a flat sum; at most its cap."""
        item = next(item for item in self.budget.contractuals if item.key == key)
        details = {
            "address": f"budget/{key}",
            "assumed": item.assumed,
            "source": Source(title=item.source) if item.source else None,
        }
        if item.flat is not None:
            figure = given(item.name, item.flat, **details)
        else:
            assert item.percent is not None  # held by contractuals.direct_base
            percent = given(str(item.percent), Ratio(item.percent.fraction))
            figure = percent_of(
                item.name, percent, self._contractual_base(item), note=self._rounds(key), **details
            )
        if item.cap is None:
            return figure
        return lesser(item.name, (figure, given("At most", item.cap)), **details)

    def _contractual_base(self, item: Contractual) -> Figure:
        parts = [
            self.direct(account)
            for account in self.budget.accounts
            if in_base(item, account) and self.direct(account).parts
        ]
        by_key = {other.key: other for other in self.budget.contractuals}
        for key in stands_on(item, by_key):
            mutual = bool(self.result.contractuals[key].rounds)
            parts.append(self._settled(by_key[key]) if mutual else self.contractual(key))
        return self._sum(f"Base of {item.name}", parts, f"budget/{item.key}#base")

    def _settled(self, item: Contractual) -> Figure:
        """One of several that stand on each other, as they came to rest."""
        amount = self.result.contractuals[item.key].amount
        return looked_up(item.name, amount, note=self._rounds(item.key))

    def _rounds(self, key: str) -> str:
        rounds = self.result.contractuals[key].rounds
        if not rounds:
            return ""
        return f"Solved with others, round by round: {', '.join(map(str, rounds))}."

    # --- small parts ----------------------------------------------------------------

    def _address(self, key: str) -> str:
        account = self.accounts[self.lines[key].account]
        return f"budget/{account.category or account.code}/{key}"

    def _sum(self, label: str, parts: Sequence[Figure], address: str) -> Figure:
        return total(label, parts, Money.zero(self.budget.currency), address=address)

    def _people(self, lines: Iterable[tuple[str, Figure]]) -> list[Figure]:
        """One part for each person, so that a person's lines are hidden or shown together."""
        groups: dict[str, list[tuple[str, Figure]]] = {}
        for key, figure in lines:
            groups.setdefault(self.lines[key].range_key, []).append((key, figure))
        found: list[Figure] = []
        for together in groups.values():
            if len(together) == 1:
                found.append(together[0][1])
                continue
            first = self.lines[together[0][0]]
            name = min((self.lines[key].name for key, _ in together), key=len)
            figure = self._sum(name, [each for _, each in together], "")
            found.append(replace(figure, sensitive=first.is_pay))
        return found


def _title(name: str) -> str:
    return name[:1].upper() + name[1:]


def _fraction(value: Decimal) -> Fraction:
    return Fraction(value)
