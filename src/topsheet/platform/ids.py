"""Keys that sort by the time they were made (UUID version 7, RFC 9562)."""

from __future__ import annotations

import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A new key; within one process each is greater than the one before.

    48 bits of milliseconds, 12 bits of the fraction of one (RFC 9562, method 3), 62 random bits.
    """
    tick = _next_tick()
    value = (
        (tick >> 12) << 80 | 0x7 << 76 | (tick & 0xFFF) << 64 | 0b10 << 62 | secrets.randbits(62)
    )
    return UUID(int=value)


def new_uid() -> str:
    """A short name for a thing that has no better one: twelve random hex digits of a key."""
    return uuid7().hex[-12:]


def _next_tick() -> int:
    """Time in 1/4096 ms, never the same twice."""
    global _last
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    tick = milliseconds << 12 | rest * 4096 // 1_000_000
    with _lock:
        _last = tick = max(tick, _last + 1)
    return tick
