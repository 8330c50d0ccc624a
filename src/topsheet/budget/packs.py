"""The room's packs, read into a template for one production.

Lists of three in the packs are [micro, low, mid]. Reference prices are in euro; a
country scales them, its currency is reached at the illustrative rate, and they are
rounded to three figures, for they are nobody's tariff.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from topsheet.budget.engine.template import CastRow, CostRow, CrewRow, Payee, Premiums, Template
from topsheet.budget.engine.types import (
    Account,
    Contractual,
    CutOff,
    CutOffPeriod,
    ExchangeRate,
    Fringe,
    Global,
    PayComponent,
    Posting,
    ProductionLevel,
    Stage,
)
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Money, Percent, UnitPrice
from topsheet.kernel.rule import Source
from topsheet.people.engine.types import Standing
from topsheet.platform.packs import load_pack

LEVELS = ("micro", "low", "mid")
KINDS = ("feature", "short", "episode")
CHARTS = ("us", "gb", "fr", "de")
_PACKAGE = "topsheet.budget"
_STANDINGS = {
    Standing.LEAD: ("lead", "cast.leads"),
    Standing.SUPPORTING: ("supporting", "cast.supporting"),
    Standing.DAY_PLAYER: ("day", "cast.day"),
}


def load_template(
    *, kind: str = "feature", level: str = "low", country: str = "", currency: str = "",
    chart: str = "",
) -> Template:  # fmt: skip
    """The template for a production. ``currency`` "" is the country's, or euro.

    Raises InvalidInput for a kind, level, chart or currency that the packs do not hold. A
    country without rows gets no fringes and a note that says so.
    """
    for value, known, field in ((kind, KINDS, "kind"), (level, LEVELS, "level")):
        if value not in known:
            raise InvalidInput(
                f"The {field} “{value}” is not known; use one of {', '.join(known)}.", field=field
            )
    country = country.upper()
    return _Reader(kind, level, country, currency.upper(), chart or chart_of(country)).template()


def chart_of(country: str) -> str:
    """The chart of accounts that is usual in a country; the US pattern where none is."""
    charts = _data("charts")
    return next((key for key in CHARTS if country in charts[key]["countries"]), "us")


def covered() -> tuple[str, ...]:
    """The countries whose fringes and pay the packs hold."""
    return tuple(_data("rates")["countries"])


def _data(name: str) -> Mapping[str, Any]:
    return load_pack(_PACKAGE, f"packs/{name}").data


class _Reader:
    """Picks level, kind and country out of the packs, row by row."""

    def __init__(self, kind: str, level: str, country: str, currency: str, chart: str) -> None:
        self.kind, self.level, self.country = kind, level, country
        self.rows = _data("template")
        self.rates = _data("rates")
        known = self.rates["countries"].get(country)
        self.pay_currency = known["currency"] if known else currency or "EUR"
        self.currency = currency or self.pay_currency
        self.factors = known or {"labour": "1", "goods": "1"}
        for needed in (self.currency, self.pay_currency):
            if needed not in self.rates["fx"]["rates"]:
                raise InvalidInput(
                    f"There is no rate for the currency “{needed}”; use one of "
                    f"{', '.join(self.rates['fx']['rates'])}.",
                    field="currency",
                )
        if chart not in CHARTS:
            raise InvalidInput(
                f"The chart “{chart}” is not known; use one of {', '.join(CHARTS)}.", field="chart"
            )
        self.chart_key, self.chart = chart, _data("charts")[chart]

    def template(self) -> Template:
        posts = {
            post: account[0]
            for category in self.chart["categories"]
            for account in category["accounts"]
            for post in account[2]
        }
        standing = load_pack("topsheet.people", "rules/deals").data["standing"]
        fringes = [row for row in _data("fringes")["fringe"] if row["country"] == self.country]
        return Template(
            kind=self.kind,
            level=self.level,
            country=self.country,
            chart=self.chart_key,
            currency=self.currency,
            pay_currency=self.pay_currency,
            accounts=tuple(self._accounts()),
            posts=posts,
            globals=tuple(self._global(row) for row in self.rows["global"]),
            crew=tuple(self._crew()),
            costs=tuple(row for group in self.rows["cost"] for row in self._costs(group)),
            each={group["of"]: tuple(self._costs(group)) for group in self.rows["each"]},
            cast={standing: self._cast(standing) for standing in _STANDINGS},
            voice_day=self._rate("day", "voice"),
            lead_percent=standing["lead"],
            supporting_percent=standing["supporting"],
            premiums=self._premiums(),
            crowd_size=self._pick(self.rows["premiums"]["crowd_size"]),
            fringes=tuple(self._fringe(row) for row in fringes),
            payees={row["key"]: frozenset(map(Payee, row["payees"])) for row in fringes},
            contractuals=tuple(self._contractuals(posts)),
            rates=self._exchange(),
            notes=self._notes(bool(fringes)),
        )

    def _pick(self, by_level: Any) -> Any:
        return by_level[LEVELS.index(self.level)] if isinstance(by_level, list) else by_level

    def _scale(self, name: str) -> Decimal:
        return Decimal(self.rows["kinds"][self.kind][name]) if name else Decimal(1)

    def _price(self, reference: Any, factor: str, scale: str = "") -> UnitPrice:
        euro = Decimal(str(self._pick(reference))) * self._scale(scale)
        local = euro * Decimal(self.factors[factor]) * self._fx(self.pay_currency)
        return UnitPrice.of(three_figures(local), self.pay_currency)

    def _rate(self, unit: str, grade: str) -> UnitPrice:
        return self._price(self.rates[unit][grade], "labour")

    def _fx(self, currency: str) -> Decimal:
        return Decimal(self.rates["fx"]["rates"][currency])

    def _accounts(self) -> list[Account]:
        found: list[Account] = []
        for category in self.chart["categories"]:
            level = ProductionLevel(category["level"])
            found.append(Account(code=category["code"], name=category["name"], level=level))
            found += [
                Account(code=code, name=name, level=level, category=category["code"])
                for code, name, _ in category["accounts"]
            ]
        return found

    def _global(self, row: Mapping[str, Any]) -> Global:
        formula = row.get("formula") or self._scaled(self._pick(row["values"]), row)
        return Global(
            name=row["name"],
            label=row["label"],
            formula=formula,
            unit=row["unit"],
            assumed=row.get("assumed", False),
            source=row["source"],
        )

    def _scaled(self, value: str, row: Mapping[str, Any]) -> str:
        """Weeks and days of post scaled to the kind, begun halves counted."""
        scaled = Decimal(value) * self._scale(row.get("scale", ""))
        return _plain((scaled * 2).to_integral_value(rounding="ROUND_CEILING") / 2)

    def _crew(self) -> list[CrewRow]:
        rows = self.rows["crew"]["rows"]
        return [
            CrewRow(
                key=key,
                name=name,
                post=post,
                department=department,
                week=self._rate("week", grade),
                people=self._pick(people),
                prep=self._weeks(prep),
                wrap=self._weeks(wrap),
            )
            for key, name, post, department, grade, people, prep, wrap in rows
            if self._pick(people)
        ]

    def _weeks(self, by_level: Any) -> str:
        """Weeks scaled to the kind, in fifths: begun days counted."""
        weeks = Decimal(self._pick(by_level)) * self._scale("prep")
        return _plain((weeks * 5).to_integral_value(rounding="ROUND_CEILING") / 5)

    def _costs(self, group: Mapping[str, Any]) -> list[CostRow]:
        return [
            self._cost(group, row)
            for row in group["rows"]
            if self._pick(row.get("people", 1)) and self._pick(row.get("price", 1))
        ]

    def _cost(self, group: Mapping[str, Any], row: Mapping[str, Any]) -> CostRow:
        payee = Payee(row.get("payee", ""))
        component = row.get("component") or ("basic" if payee else "not pay")
        return CostRow(
            key=row["key"],
            name=row["name"],
            post=row["post"],
            department=group["department"],
            stage=Stage(row.get("stage") or group.get("stage", "shoot")),
            amount=row.get("amount", "1"),
            times=row.get("times", "1"),
            unit=row["unit"],
            price=self._price_of(row, payee),
            payee=payee,
            component=PayComponent(component),
            people=self._pick(row.get("people", 1)),
            note=row.get("note", ""),
        )

    def _price_of(self, row: Mapping[str, Any], payee: Payee) -> UnitPrice:
        if "grade" in row:
            return self._rate("week", row["grade"])
        if "rate" in row:
            return self._rate("day", row["rate"])
        return self._price(row["price"], "labour" if payee else "goods", row.get("scale", ""))

    def _cast(self, standing: Standing) -> CastRow:
        grade, post = _STANDINGS[standing]
        days = self.rows["cast_days"].get(grade, {"prep": 0, "post": 0})
        return CastRow(
            day=self._rate("day", grade),
            fee=self._price(self.rates["fee"][grade], "labour", "fees"),
            post=post,
            prep_days=self._pick(days["prep"]),
            post_days=self._pick(days["post"]),
        )

    def _premiums(self) -> Premiums:
        row = self.rows["premiums"]
        return Premiums(
            night=self._pick(row["night_percent"]), overtime=self._pick(row["overtime_percent"])
        )

    def _fringe(self, row: Mapping[str, Any]) -> Fringe:
        account = self.chart.get("fringe_account", "")
        source = _data("fringes")["pack"]["source"]
        components = row.get("components", ["basic", "overtime"])
        return Fringe(
            key=row["key"],
            name=row["name"],
            percent=Percent.of(row["percent"]),
            cut_off=self._cut_off(row.get("cut_off")),
            components=frozenset(map(PayComponent, components)),
            on=tuple(row.get("on", ())),
            posting=Posting.OWN_ACCOUNT if account else Posting.LINE,
            account=account,
            source=Source(**source),
            assumed=not source["verified"],
        )

    def _cut_off(self, row: Mapping[str, Any] | None) -> CutOff | None:
        if row is None:
            return None
        return CutOff(
            amount=Money.of(row["amount"], self.pay_currency), period=CutOffPeriod(row["period"])
        )

    def _contractuals(self, posts: Mapping[str, str]) -> list[Contractual]:
        names = self.chart.get("names", {})
        return [
            Contractual(
                key=row["key"],
                name=names.get(row["key"], row["name"]),
                account=posts[row["post"]],
                percent=Percent.of(self._pick(row["percent"])),
                include=tuple(key for key in row["include"] if self._charged(key)),
                exclude=tuple(posts[post] for post in row.get("exclude_posts", ())),
                assumed=True,
                source=row["source"],
            )
            for row in self.rows["contractual"]
            if Decimal(self._pick(row["percent"]))
        ]

    def _charged(self, key: str) -> bool:
        """Whether a name in a base is a level, or a contractual of this size."""
        row = next((row for row in self.rows["contractual"] if row["key"] == key), None)
        return row is None or bool(Decimal(self._pick(row["percent"])))

    def _exchange(self) -> tuple[ExchangeRate, ...]:
        if self.currency == self.pay_currency:
            return ()
        fx = self.rates["fx"]
        rate = self._fx(self.currency) / self._fx(self.pay_currency)
        exact = rate.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)
        return (
            ExchangeRate(
                currency=self.pay_currency,
                rate=exact,
                on=fx["on"],
                source=fx["source"],
                illustrative=True,
            ),
        )

    def _notes(self, fringes: bool) -> tuple[str, ...]:
        if not self.country:
            return (
                "No country was given, so no fringes are charged on any pay; "
                "give one with --country.",
            )
        if not fringes:
            return (
                f"No fringes are known for {self.country}, so none are charged on any pay; "
                "add them to the budget.",
            )
        return ()


def three_figures(value: Decimal) -> Decimal:
    """Rounded half up to three figures.

    >>> three_figures(Decimal("1715.7")), three_figures(Decimal("22.05"))
    (Decimal('1720'), Decimal('22.1'))
    """
    if not value:
        return Decimal(0)
    step = Decimal(1).scaleb(value.adjusted() - 2)
    return Decimal(_plain((value / step).to_integral_value(ROUND_HALF_UP) * step))


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
