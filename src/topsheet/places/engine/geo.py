"""Where on the earth: coordinates in whole millionths of a degree, as people write them."""

from __future__ import annotations

import re
from fractions import Fraction

from topsheet.kernel.money import half_up

_MICRO = 1_000_000
_LETTERS = re.compile(r"[NSEW]", re.IGNORECASE)
_BEFORE = re.compile(r"([NSEW])([^NSEW]+)", re.IGNORECASE)
_AFTER = re.compile(r"([^NSEW]+)([NSEW])", re.IGNORECASE)
_MARKS = re.compile(r"[°º'′’\"″”,;\s]*")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_PAIRS = (
    re.compile(r"([^;]+);([^;]+)"),
    re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?°?)\s*,\s*([+-]?[0-9]+(?:\.[0-9]+)?°?)"),
    re.compile(r"([+-]?[0-9]+(?:,[0-9]+)?°?)[\s,]+([+-]?[0-9]+(?:,[0-9]+)?°?)"),
    re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?°?)\s+([+-]?[0-9]+(?:\.[0-9]+)?°?)"),
    re.compile(r"([^,]+[^0-9,\s]),?\s*([+-]?[0-9]+°.+)"),
)


def read_position(text: str) -> tuple[int, int]:
    """Latitude and longitude in millionths of a degree. Raises ValueError in a sentence.

    >>> read_position("52.5163, 13.3777")
    (52516300, 13377700)
    >>> read_position("33°51′36″S 151°12′40″E")
    (-33860000, 151211111)
    """
    said = text.strip().removeprefix("geo:").translate(str.maketrans("−–", "--"))
    lettered = _lettered(said) if _LETTERS.search(said) else None
    latitude, longitude = lettered or _plain(said, text)
    return _within(latitude, 90, "latitude"), _within(longitude, 180, "longitude")


def position_text(latitude: int, longitude: int) -> str:
    """Both in decimal degrees: ``52.5163, 13.3777``."""
    return f"{degrees_text(latitude)}, {degrees_text(longitude)}"


def degrees_text(micro: int) -> str:
    """Decimal degrees without needless zeros.

    >>> degrees_text(-500_000), degrees_text(13_000_000)
    ('-0.5', '13.0')
    """
    whole, rest = divmod(abs(micro), _MICRO)
    return f"{'-' if micro < 0 else ''}{whole}.{f'{rest:06d}'.rstrip('0') or '0'}"


def _lettered(said: str) -> tuple[Fraction, Fraction]:
    """Halves that say which they are: ``52°30′58″N 13°22′40″E``, ``W 2 21 E …``."""
    if _LETTERS.match(said):
        halves = {letter.upper(): part for letter, part in _BEFORE.findall(said)}
        whole = "".join(letter + part for letter, part in _BEFORE.findall(said))
    else:
        halves = {letter.upper(): part for part, letter in _AFTER.findall(said)}
        whole = "".join(part + letter for part, letter in _AFTER.findall(said))
    if len(halves) != 2 or len(whole) != len(said):
        raise _unread(said)
    northward = {"N": 1, "S": -1}
    eastward = {"E": 1, "W": -1}
    signs = [(northward.get(letter), eastward.get(letter)) for letter in halves]
    values = [_angle(part, said) for part in halves.values()]
    north = [v * n for v, (n, _) in zip(values, signs, strict=True) if n]
    east = [v * e for v, (_, e) in zip(values, signs, strict=True) if e]
    if len(north) != 1 or len(east) != 1:
        raise _unread(said)
    return north[0], east[0]


def _plain(said: str, text: str) -> tuple[Fraction, Fraction]:
    """Two halves, latitude first."""
    for pattern in _PAIRS:
        if match := pattern.fullmatch(said):
            return _signed(match[1], text), _signed(match[2], text)
    raise _unread(text)


def _signed(part: str, text: str) -> Fraction:
    part = part.strip()
    angle = _angle(part.lstrip("+-"), text)
    return -angle if part.startswith("-") else angle


def _angle(part: str, text: str) -> Fraction:
    """Degrees, minutes and seconds as degrees."""
    numbers = [Fraction(n.replace(",", ".")) for n in _NUMBER.findall(part)]
    if not 1 <= len(numbers) <= 3 or not _MARKS.fullmatch(_NUMBER.sub("", part)):
        raise _unread(text)
    if any(n >= 60 for n in numbers[1:]):
        raise ValueError("Minutes and seconds of a degree are less than 60.")
    return sum((n / 60**power for power, n in enumerate(numbers)), Fraction(0))


def _within(degrees: Fraction, most: int, what: str) -> int:
    if abs(degrees) > most:
        raise ValueError(f"A {what} lies between -{most} and {most} degrees.")
    return half_up(degrees * _MICRO)


def _unread(text: str) -> ValueError:
    return ValueError(
        f"“{text.strip()[:60]}” is no position. Write 52.5163, 13.3777 or 52°30′58″N 13°22′40″E."
    )
