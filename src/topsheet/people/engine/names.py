"""Names as they sort and as they are compared."""

from __future__ import annotations

import unicodedata

_PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "du",
        "del",
        "der",
        "den",
        "des",
        "van",
        "von",
        "zu",
        "zum",
        "la",
        "le",
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "dos",
        "ter",
        "ten",
        "af",
        "av",
        "y",
    ]
)


def sort_name(name: str) -> str:
    """Surname first, as a list is sorted by.

    >>> sort_name("Odile Martin"), sort_name("Vincent van Gogh"), sort_name("Cher")
    ('Martin, Odile', 'van Gogh, Vincent', 'Cher')
    """
    words = name.split()
    if "," in name or len(words) < 2:
        return name
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"


def folded(text: str) -> str:
    """Text without case, accents and odd blanks, for search and comparison.

    >>> folded("  Éva  GROẞ ")
    'eva gross'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same person's, in any order of first and last name.

    >>> same_name("MARTIN, Odile", "Odile Martin"), same_name("Odile Martin", "Odile Marten")
    (True, False)
    """
    return sorted(folded(one.replace(",", " ")).split()) == sorted(
        folded(other.replace(",", " ")).split()
    )
