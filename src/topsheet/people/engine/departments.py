"""The departments of a unit in the order of a unit list, and which one a position is in."""

from __future__ import annotations

from functools import cache

from topsheet.people.engine.names import folded

CAST = "Cast"

DEPARTMENTS = (
    "Production", "Direction", "Casting", "Script", "Locations", "Accounts", "Camera", "Grip",
    "Electric", "Sound", "Art", "Set dressing", "Props", "Construction", "Costume",
    "Hair and make-up", "Special effects", "Visual effects", "Stunts", "Animals", "Transport",
    "Catering", "Health and safety", "Security", "Stills and publicity", "Post", "Music",
)  # fmt: skip

_SAME = {
    "prod": "Production", "production office": "Production", "regie": "Direction",
    "directing": "Direction", "assistant directors": "Direction", "ad": "Direction",
    "mise en scène": "Direction", "location": "Locations", "régie": "Locations",
    "aufnahmeleitung": "Locations", "accounting": "Accounts", "finance": "Accounts",
    "image": "Camera", "kamera": "Camera", "grips": "Grip", "machinerie": "Grip",
    "lighting": "Electric", "electrical": "Electric", "électricité": "Electric",
    "licht": "Electric", "son": "Sound", "ton": "Sound", "art department": "Art",
    "décoration": "Art", "ausstattung": "Art", "set decoration": "Set dressing",
    "property": "Props", "accessoires": "Props", "costumes": "Costume", "wardrobe": "Costume",
    "kostüm": "Costume", "hmu": "Hair and make-up", "hair & make-up": "Hair and make-up",
    "make-up": "Hair and make-up", "makeup": "Hair and make-up", "maske": "Hair and make-up",
    "maquillage": "Hair and make-up", "sfx": "Special effects", "vfx": "Visual effects",
    "transportation": "Transport", "fahrer": "Transport", "craft service": "Catering",
    "health & safety": "Health and safety", "stills": "Stills and publicity",
    "publicity": "Stills and publicity", "post production": "Post", "post-production": "Post",
    "editing": "Post", "montage": "Post", "schnitt": "Post",
}  # fmt: skip

_WORDS = (
    ("Direction", ("director", "1st ad", "2nd ad", "3rd ad", "first ad", "second ad", "regisseur",
                   "réalisat", "assistant director")),
    ("Camera", ("camera", "dop", "photography", "focus", "dit", "clapper", "loader", "kamera")),
    ("Electric", ("gaffer", "spark", "electrician", "best boy", "oberbeleuchter", "lighting")),
    ("Grip", ("grip", "dolly")),
    ("Sound", ("sound", "boom", "mixer", "tonmeister")),
    ("Script", ("script supervisor", "continuity", "scripte")),
    ("Locations", ("location", "unit manager", "aufnahmeleit")),
    ("Accounts", ("account", "payroll", "cashier")),
    ("Casting", ("casting",)),
    ("Props", ("props", "armourer")),
    ("Art", ("production designer", "art director", "draughts", "szenenbild")),
    ("Costume", ("costume", "wardrobe")),
    ("Hair and make-up", ("make-up", "makeup", "hair")),
    ("Stunts", ("stunt",)),
    ("Transport", ("driver", "transport")),
    ("Post", ("editor", "post ", "colourist", "colorist")),
    ("Music", ("composer", "music")),
    ("Production", ("producer", "production", "coordinator", "runner", "upm")),
)  # fmt: skip


def department(said: str, position: str = "") -> str:
    """The department a word names, else the one a position belongs to, else the word itself.

    >>> department("wardrobe"), department("", "1st AD"), department("Drones")
    ('Costume', 'Direction', 'Drones')
    """
    wanted = " ".join(said.split())
    if wanted:
        return _known().get(folded(wanted), wanted)
    if "art director" in position.casefold() or "director of photo" in position.casefold():
        return "Camera" if "photo" in position.casefold() else "Art"
    found = (name for name, words in _WORDS if any(w in position.casefold() for w in words))
    return next(found, "")


@cache
def _known() -> dict[str, str]:
    """Every word for a department, folded, and the one that is used here."""
    words = {name: name for name in (CAST, *DEPARTMENTS)} | _SAME
    return {folded(word): name for word, name in words.items()}


def department_order(name: str) -> tuple[int, str]:
    """The key that sorts departments as a unit list does; unknown ones last, by name."""
    if name in DEPARTMENTS:
        return DEPARTMENTS.index(name), ""
    return len(DEPARTMENTS), name.casefold()
