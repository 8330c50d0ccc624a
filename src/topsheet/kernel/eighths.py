"""Pages in eighths, the trade's measure of a scene."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import total_ordering

_WRITTEN = re.compile(r"^\s*(?:(\d+)\s*(?:(?:\s|-|\+)\s*(\d+)\s*/\s*8)?|(\d+)\s*/\s*8)\s*$")


@total_ordering
@dataclass(frozen=True, slots=True)
class Eighths:
    """A length in eighths of a page.

    >>> str(Eighths(12)), str(Eighths(8)), str(Eighths(3)), str(Eighths(0))
    ('1 4/8', '1', '3/8', '0')
    """

    count: int

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("a length in eighths is never negative")

    @classmethod
    def parse(cls, text: str) -> Eighths:
        """Read ``1 7/8``, ``3/8`` or ``5`` (whole pages).

        >>> Eighths.parse("1 7/8").count, Eighths.parse("5").count
        (15, 40)
        """
        match = _WRITTEN.match(text)
        if match is None:
            raise ValueError(f"“{text}” is not a page length such as 1 7/8, 3/8 or 5")
        whole, part, only = match.groups()
        return cls(int(only)) if only else cls(int(whole) * 8 + int(part or 0))

    def __add__(self, other: Eighths) -> Eighths:
        return Eighths(self.count + other.count)

    def __sub__(self, other: Eighths) -> Eighths:
        return Eighths(self.count - other.count)

    def __lt__(self, other: Eighths) -> bool:
        return self.count < other.count

    def __str__(self) -> str:
        pages, eighths = divmod(self.count, 8)
        if not eighths:
            return str(pages)
        return f"{pages} {eighths}/8" if pages else f"{eighths}/8"
