"""Results that follow from rows, kept in memory until what they were read from changes.

A key names everything a result depends on: scenario, sequence of the last change
set, digests of the packs. So nothing is ever invalidated; a new key is a new result.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar

Result = TypeVar("Result")

_afresh: ContextVar[bool] = ContextVar("derived afresh", default=False)


@contextmanager
def afresh() -> Iterator[None]:
    """Compute everything anew and keep nothing: rows are being changed, and the keys that
    say so are written last.
    """
    before = _afresh.set(True)
    try:
        yield
    finally:
        _afresh.reset(before)


class Derived(Generic[Result]):
    """The last ``size`` results. Threads that ask for one key wait for one computation."""

    def __init__(self, size: int = 64) -> None:
        self._size = size
        self._slots: OrderedDict[Hashable, _Slot[Result]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, compute: Callable[[], Result]) -> Result:
        """The result for ``key``, computed when it is not at hand; an error is not kept."""
        if _afresh.get():
            return compute()
        with self._lock:
            slot = self._slots.setdefault(key, _Slot())
            self._slots.move_to_end(key)
            while len(self._slots) > self._size:
                self._slots.popitem(last=False)
        return slot.result(compute)


class _Slot(Generic[Result]):
    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._result: list[Result] = []

    def result(self, compute: Callable[[], Result]) -> Result:
        with self._turn:
            if not self._result:
                self._result.append(compute())
            return self._result[0]
