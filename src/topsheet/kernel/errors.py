"""What can go wrong, in words a producer can act on.

    TopsheetError
    ├── NotAllowed      the person may not do this
    ├── NotFound        there is no such thing (also: it is not yours to see)
    ├── Conflict        somebody changed it since you looked
    ├── InvalidInput    what was given cannot be used; names the field or line
    └── Unsolvable      no answer satisfies what was asked; lists the reasons

A message says what happened and what to do about it, as one or two plain
sentences. Web, command line and API each render these in one place.
"""

from __future__ import annotations

from collections.abc import Sequence


class TopsheetError(Exception):
    """Base of every error a person may see."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(TopsheetError):
    """The person's role does not reach this."""


class NotFound(TopsheetError):
    """No such thing, or none that the person may know of."""


class Conflict(TopsheetError):
    """The thing changed since it was read; both values are told.

    ``version`` is the one it has now, from which the same edit may be made again; ``by``
    is who changed it.
    """

    def __init__(
        self,
        message: str,
        *,
        theirs: object = None,
        yours: object = None,
        version: int = 0,
        by: str = "",
    ) -> None:
        super().__init__(message)
        self.theirs = theirs
        self.yours = yours
        self.version = version
        self.by = by


class InvalidInput(TopsheetError):
    """Given input cannot be used. ``field`` names the option, form field or line."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Unsolvable(TopsheetError):
    """What was asked contradicts itself; ``reasons`` are sentences, one each."""

    def __init__(self, message: str, *, reasons: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.reasons = tuple(reasons)
