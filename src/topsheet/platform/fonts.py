"""Which fonts are here and which characters they can print.

Paper must never show a blank box for somebody's name: before a PDF is set, each
character is looked up in the fonts' own character maps (the ``cmap`` table).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# Preferred first; whatever of these is not installed is left out.
_TEXT = ("Noto Sans", "Source Sans 3", "Liberation Sans", "Arial", "DejaVu Sans", "Helvetica")
_WIDE = (
    "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans CJK KR", "Noto Sans JP", "Noto Sans SC",
    "Hiragino Sans", "Yu Gothic", "Microsoft YaHei", "PingFang SC", "WenQuanYi Zen Hei",
    "Droid Sans Fallback", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari",
)  # fmt: skip
_BUILT_IN = "Libertinus Serif"  # comes with the typesetter: Latin, Greek, Cyrillic
_BUILT_IN_END = 0x0530


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face of a file; ``index`` is its place in a collection."""

    family: str
    path: Path
    index: int


def families(folders: Sequence[Path] = ()) -> tuple[str, ...]:
    """The families to set text in, best first; the rest of the system's serve as fallback."""
    here = {face.family for face in faces(tuple(folders))}
    return (*(name for name in _TEXT + _WIDE if name in here), _BUILT_IN)


def missing(characters: Iterable[str], folders: Sequence[Path] = ()) -> list[str]:
    """The characters that no font here can print, in order."""
    wanted = {c for c in characters if c.isprintable() and not c.isspace()}
    wanted = {c for c in wanted if ord(c) > 0x7E}
    for face in _in_order(faces(tuple(folders))):
        if not wanted:
            break
        covered = coverage(face)
        wanted = {c for c in wanted if ord(c) not in covered}
    return sorted(c for c in wanted if ord(c) >= _BUILT_IN_END)


@cache
def faces(folders: tuple[Path, ...] = ()) -> tuple[FontFile, ...]:
    """Every upright face of ordinary weight, of the system and of ``folders``."""
    import typst

    found = typst.Fonts(font_paths=[str(folder) for folder in folders]).fonts()
    return tuple(
        FontFile(face.family, Path(face.path), face.index)
        for face in found
        if face.path and face.style == "normal" and face.weight == 400
    )


@cache
def coverage(face: FontFile) -> frozenset[int]:
    """The code points that ``face`` has a glyph for; empty when the file cannot be read."""
    try:
        data = face.path.read_bytes()
        return frozenset(_code_points(data, face.index))
    except (OSError, struct.error, IndexError):
        return frozenset()


def _in_order(found: tuple[FontFile, ...]) -> list[FontFile]:
    rank = {name: n for n, name in enumerate(_TEXT + _WIDE)}
    return sorted(found, key=lambda face: rank.get(face.family, len(rank)))


def _code_points(data: bytes, index: int) -> Iterable[int]:
    start = _u32(data, 12 + 4 * index) if data[:4] == b"ttcf" else 0
    table = _table(data, start, b"cmap")
    for n in range(_u16(data, table + 2)):
        subtable = table + _u32(data, table + 4 + 8 * n + 4)
        layout = _u16(data, subtable)
        if layout == 4:
            yield from _segments(data, subtable)
        elif layout == 12:
            yield from _groups(data, subtable)


def _table(data: bytes, start: int, tag: bytes) -> int:
    for n in range(_u16(data, start + 4)):
        entry = start + 12 + 16 * n
        if data[entry : entry + 4] == tag:
            return _u32(data, entry + 8)
    raise IndexError(tag)


def _segments(data: bytes, subtable: int) -> Iterable[int]:
    """Format 4: segments of the basic plane; a segment may map to no glyph (0)."""
    count = _u16(data, subtable + 6) // 2
    ends, starts = subtable + 14, subtable + 16 + 2 * count
    deltas, offsets = starts + 2 * count, starts + 4 * count
    for n in range(count):
        first, last = _u16(data, starts + 2 * n), _u16(data, ends + 2 * n)
        delta, offset = _u16(data, deltas + 2 * n), _u16(data, offsets + 2 * n)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = _u16(data, offsets + 2 * n + offset + 2 * (code - first))
                if not glyph:
                    continue
            if (glyph + delta) % 0x10000:
                yield code


def _groups(data: bytes, subtable: int) -> Iterable[int]:
    """Format 12: runs of code points beyond the basic plane too."""
    for n in range(_u32(data, subtable + 12)):
        first, last, _glyph = struct.unpack_from(">III", data, subtable + 16 + 12 * n)
        yield from range(first, last + 1)


def _u16(data: bytes, at: int) -> int:
    return int(struct.unpack_from(">H", data, at)[0])


def _u32(data: bytes, at: int) -> int:
    return int(struct.unpack_from(">I", data, at)[0])
