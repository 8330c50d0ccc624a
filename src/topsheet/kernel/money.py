"""Money as integer minor units, unit prices as exact decimals, percentages, shares.

No float touches money. A product is rounded half up to the minor unit once,
where a line, a fringe or a contractual says so; parts of a fixed sum are shared
out by largest remainder so that they add up to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import lcm

# ISO 4217 minor units that are not 2.
_EXPONENTS = {
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0,
    "PYG": 0, "RWF": 0, "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "CLF": 4, "UYW": 4,
}  # fmt: skip


def minor_digits(currency: str) -> int:
    """How many decimals a currency's minor unit has (ISO 4217).

    >>> minor_digits("EUR"), minor_digits("JPY"), minor_digits("KWD")
    (2, 0, 3)
    """
    return _EXPONENTS.get(currency, 2)


def half_up(value: Fraction) -> int:
    """Round to the nearest integer, a half away from zero.

    >>> half_up(Fraction(5, 2)), half_up(Fraction(-5, 2)), half_up(Fraction(7, 3))
    (3, -3, 2)
    """
    return nearest(value.numerator, value.denominator)


def nearest(over: int, under: int) -> int:
    """over ÷ under (positive) to the nearest integer, a half away from zero.

    >>> nearest(5, 2), nearest(-5, 2), nearest(7, 3)
    (3, -3, 2)
    """
    magnitude = (2 * abs(over) + under) // (2 * under)
    return magnitude if over >= 0 else -magnitude


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency, in integer minor units (cents)."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.minor, int):
            raise TypeError("money is counted in whole minor units")

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> Money:
        """From a decimal amount, which must not have more digits than the currency.

        >>> Money.of("12.50", "EUR")
        Money(minor=1250, currency='EUR')
        """
        scaled = Fraction(_exact_decimal(amount, "an amount")) * 10 ** minor_digits(currency)
        if scaled.denominator != 1:
            raise ValueError(f"{amount} has more decimals than {currency} has")
        return cls(scaled.numerator, currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(0, currency)

    @classmethod
    def rounded(cls, minor: Fraction, currency: str) -> Money:
        """An exact amount in minor units, rounded half up once."""
        return cls(half_up(minor), currency)

    @classmethod
    def sum(cls, amounts: Iterable[Money], currency: str) -> Money:
        total = cls(0, currency)
        for amount in amounts:
            total = total + amount
        return total

    @property
    def decimal(self) -> Decimal:
        """The amount as an exact decimal with the currency's digits."""
        return _decimal(self.minor, minor_digits(self.currency))

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError(
                f"{self.currency} and {other.currency} cannot be added without a dated rate"
            )

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.minor <= other.minor

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        """The decimal amount as a plain string, the form JSON uses.

        >>> str(Money(1250, "EUR")), str(Money(-5, "EUR")), str(Money(300, "JPY"))
        ('12.50', '-0.05', '300')
        """
        return format(self.decimal, "f")


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """A price per unit that may be finer than a cent: coefficient × 10^-exponent.

    >>> UnitPrice.of("0.045", "EUR").times(Fraction(120))   # 120 km
    Money(minor=540, currency='EUR')
    """

    coefficient: int
    exponent: int
    currency: str

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> UnitPrice:
        exact = _exact_decimal(amount, "a price")
        power = exact.as_tuple().exponent
        exponent = max(-power, 0) if isinstance(power, int) else 0
        return cls(int(Fraction(exact) * 10**exponent), exponent, currency)

    @property
    def fraction(self) -> Fraction:
        """The price in major units, exact."""
        return Fraction(self.coefficient, 10**self.exponent)

    @property
    def decimal(self) -> Decimal:
        return _decimal(self.coefficient, self.exponent)

    def times(self, quantity: Fraction | int) -> Money:
        """quantity × price, rounded half up once to the minor unit."""
        over = self.coefficient * quantity.numerator * 10 ** minor_digits(self.currency)
        return Money(nearest(over, 10**self.exponent * quantity.denominator), self.currency)

    def __str__(self) -> str:
        return format(self.decimal, "f")


@dataclass(frozen=True, slots=True)
class Percent:
    """An exact percentage; over 100 is legal.

    >>> Percent.of("13.85").of_money(Money.of("1000", "EUR"))
    Money(minor=13850, currency='EUR')
    """

    value: Decimal

    @classmethod
    def of(cls, value: str | int | Decimal) -> Percent:
        return cls(_exact_decimal(value, "a percentage"))

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.value) / 100

    def of_money(self, base: Money) -> Money:
        """This percentage of ``base``, rounded half up once."""
        return Money.rounded(base.minor * self.fraction, base.currency)

    def __str__(self) -> str:
        text = format(self.value, "f")
        return (text.rstrip("0").rstrip(".") if "." in text else text) + " %"


def share_out(total: Money, weights: Sequence[int | Fraction]) -> list[Money]:
    """Divide ``total`` in proportion to ``weights`` so that the parts sum to it.

    Largest remainder; on a tie the earlier part gets the cent. All weights zero
    shares equally.

    >>> [m.minor for m in share_out(Money(100, "EUR"), [1, 1, 1])]
    [34, 33, 33]
    """
    if not weights:
        return []
    under = lcm(*(weight.denominator for weight in weights))
    whole_weights = [weight.numerator * (under // weight.denominator) for weight in weights]
    if min(whole_weights) < 0:
        raise ValueError("a share cannot have a negative weight")
    whole = sum(whole_weights)
    if whole == 0:
        whole_weights, whole = [1] * len(weights), len(weights)
    cut = [divmod(total.minor * weight, whole) for weight in whole_weights]
    floors = [floor for floor, _ in cut]
    missing = total.minor - sum(floors)
    if missing:
        order = sorted(range(len(cut)), key=lambda i: (-cut[i][1], i))
        for i in order[:missing]:
            floors[i] += 1
    return [Money(minor, total.currency) for minor in floors]


def _exact_decimal(value: str | int | Decimal, what: str) -> Decimal:
    """A finite decimal with every digit that was written; a float has none of its own."""
    if isinstance(value, float):
        raise TypeError(f"{what} is not given as a float")
    try:
        exact = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"“{value}” is not {what}") from None
    if not exact.is_finite():
        raise ValueError(f"“{value}” is not {what}")
    return exact


def _decimal(coefficient: int, exponent: int) -> Decimal:
    """coefficient × 10^-exponent, whatever the precision of the ambient context."""
    digits = tuple(map(int, str(abs(coefficient))))
    return Decimal((coefficient < 0, digits, -exponent))
