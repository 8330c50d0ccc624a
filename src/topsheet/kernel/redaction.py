"""What a viewer without the right to pay may see of a figure.

A secret is a sensitive figure; sensitive figures that contain one another (a rate,
the pay made of it, the fringe on that pay) are one secret, known by their addresses.
Hidden parts collapse into one line, and a value made from a hidden part is withheld.
Only a sum may still be shown over hidden parts, and only where no secret can be
worked out from all that is shown together:

- at least two secrets enter the sum, each with a positive effect, and
- no secret stands behind two of the shown sums. Where it would, the sum that contains
  the other stays; two that lie side by side both go into the total above them.

A sensitive figure used in two places must carry the same address (or the same label
and value) in both; otherwise it counts as two secrets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from topsheet.kernel.figure import Figure, Op, Quantity, Ratio
from topsheet.kernel.money import Money, UnitPrice

_SCALING = {Op.PRODUCT, Op.PERCENT_OF, Op.CONVERT}


def redacted(figure: Figure, label: str = "Confidential") -> Figure:
    """The figure with everything taken out from which one person's pay could be inferred."""
    view = _View(label=label, secrets=_secrets(figure))
    while True:
        seen = view.of(figure, ())
        clash = view.clash()
        if not clash:
            return seen
        view.withheld |= clash


_Path = tuple[int, ...]


@dataclass(slots=True)
class _View:
    """One attempt at showing a tree; ``shown`` are the sums over hidden parts, by path."""

    label: str
    secrets: dict[str, str]  # key of a sensitive figure → the secret it belongs to
    withheld: set[_Path] = field(default_factory=set)
    shown: dict[_Path, frozenset[str]] = field(default_factory=dict)

    def of(self, figure: Figure, path: _Path) -> Figure:
        if not path:
            self.shown = {}
        if figure.sensitive:
            return Figure(
                label=self.label, op=figure.op, value=None, address=figure.address, sensitive=True
            )
        parts = tuple(self.of(part, (*path, n)) for n, part in enumerate(figure.parts))
        hidden = [p for p, seen in zip(figure.parts, parts, strict=True) if seen.value is None]
        if not hidden:
            return replace(figure, parts=parts)
        value = figure.value if self._may_show(figure, hidden, path) else None
        self._forget_below(path, parts)
        kept = tuple(part for part in parts if part.value is not None)
        collapsed = Figure(
            label=f"{self.label} ({len(hidden)})", op=Op.SUM, value=None, sensitive=True
        )
        return replace(figure, value=value, parts=(*kept, collapsed))

    def clash(self) -> set[_Path]:
        """The shown sums that must go because another stands on one of their secrets."""
        holder: dict[str, _Path] = {}
        gone: set[_Path] = set()
        for path in sorted(self.shown, key=lambda p: (len(p), p)):
            rivals = {holder[secret] for secret in self.shown[path] if secret in holder}
            if rivals:
                gone.add(path)
                gone |= {rival for rival in rivals if path[: len(rival)] != rival}
            holder = dict.fromkeys(self.shown[path], path) | holder
        return gone

    def _may_show(self, figure: Figure, hidden: list[Figure], path: _Path) -> bool:
        if figure.op is not Op.SUM or path in self.withheld or len(hidden) < 2:
            return False
        rising = self._behind(part for part in hidden if _rises(part))
        other = self._behind(part for part in hidden if not _rises(part))
        if len(rising - other) < 2:
            return False
        self.shown[path] = rising | other
        return True

    def _behind(self, figures: Iterator[Figure]) -> frozenset[str]:
        return frozenset(
            self.secrets[_key(inner)]
            for figure in figures
            for inner in _everything(figure)
            if inner.sensitive
        )

    def _forget_below(self, path: _Path, parts: tuple[Figure, ...]) -> None:
        """Sums inside a part that collapses are not shown after all."""
        gone = {(*path, n) for n, part in enumerate(parts) if part.value is None}
        self.shown = {p: s for p, s in self.shown.items() if p[: len(path) + 1] not in gone}


def _secrets(figure: Figure) -> dict[str, str]:
    """Each sensitive figure's key → the name of its secret (joined where they nest)."""
    joined: dict[str, str] = {}

    def root(key: str) -> str:
        while joined[key] != key:
            key = joined[key]
        return key

    for outer in _everything(figure):
        if outer.sensitive:
            joined.setdefault(_key(outer), _key(outer))
            for inner in _everything(outer):
                if inner.sensitive:
                    joined.setdefault(_key(inner), _key(inner))
                    joined[root(_key(inner))] = root(_key(outer))
    return {key: root(key) for key in joined}


def _rises(figure: Figure) -> bool:
    """Whether the figure grows with each secret in it, so that none cancels out.

    A pay of nought hides nobody else's: that somebody works no day is no secret.
    """
    if figure.sensitive:
        return _number(figure) != 0
    hiding = [part for part in figure.parts if any(p.sensitive for p in _everything(part))]
    if figure.op in (Op.SUM, Op.ROUNDED):
        return all(_rises(part) for part in hiding)
    if figure.op in _SCALING and len(hiding) == 1:
        factors = [part for part in figure.parts if part is not hiding[0]]
        return _rises(hiding[0]) and all(_number(part) > 0 for part in factors)
    return False


def _number(figure: Figure) -> Fraction:
    value = figure.value
    if isinstance(value, Money):
        return Fraction(value.minor)
    if isinstance(value, UnitPrice):
        return value.fraction
    return value.value if isinstance(value, Quantity | Ratio) else Fraction(0)


def _everything(figure: Figure) -> Iterator[Figure]:
    yield figure
    for part in figure.parts:
        yield from _everything(part)


def _key(figure: Figure) -> str:
    return figure.address or f"{figure.label} = {figure.value}"
