"""Who speaks: the name in a cue, its extension, and whether a line is a cue at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from topsheet.script.engine.words import ROLE_CONTINUES, SHOT_OPENINGS, TRANSITIONS

LONGEST_NAME = 42  # characters; the cue column of a printed page holds fewer
_BRACKETS = re.compile(r"\s*[(（]([^()（）]*)[)）]?")
_SEPARATORS = re.compile(r"\s*[;,/]\s*")
_SPACES = re.compile(r"\s+")
_ABBREVIATION = re.compile(
    r"(?:^|[ .])(?:JR|SR|ST|DR|MR|MRS|MS|MX|ESQ|INC|NO|SGT|LT|CAPT|[^\W\d_])\.$"
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d|\d{4}$")


@dataclass(frozen=True, slots=True)
class Cue:
    """A speaker's line. ``extension`` is V.O., O.S., ON PHONE … as written, without CONT'D."""

    name: str
    extension: str = ""


def parse_cue(text: str) -> Cue:
    """Take a cue apart.

    >>> parse_cue("MARTA (V.O.) (CONT'D)"), parse_cue("DR. ELLIS (on phone)")
    (Cue(name='MARTA', extension='V.O.'), Cue(name='DR. ELLIS', extension='on phone'))
    """
    if "(" not in text and "（" not in text:
        return Cue(_SPACES.sub(" ", text).strip())
    extensions: list[str] = []
    for inside in _BRACKETS.findall(text):
        kept = [part for part in _SEPARATORS.split(inside.strip()) if not _continues(part)]
        extensions.extend(part for part in kept if part)
    name = _SPACES.sub(" ", _BRACKETS.sub(" ", text)).strip()
    return Cue(name or text.strip(" ()"), ", ".join(extensions))


def _continues(part: str) -> bool:
    return part.upper().strip(" .") in ROLE_CONTINUES


def in_capitals(text: str) -> bool:
    """Whether the name part of a line is in capitals of any script that has them.

    >>> in_capitals("HANS (on the radio)"), in_capitals("GROßMUTTER"), in_capitals("23")
    (True, True, False)
    """
    if text.isupper():
        return True
    name = text.partition("(")[0]
    return name.isupper() or ("ß" in name and name.replace("ß", "SS").isupper())


def why_not_a_cue(text: str) -> str:
    """Why a line in capitals with text below it is no cue all the same; "" when it is one.

    Format rules would make "SUPERIMPOSE:" and "THE SHIP EXPLODES." members of the cast.
    """
    name = _BRACKETS.sub("", text).strip() if "(" in text else text
    last = name[-1:]
    if last == ":":
        return "it ends in a colon"
    if last in "!?…;," or (last == "." and not _ABBREVIATION.search(name)):
        return "it ends like a sentence"
    if len(name) > LONGEST_NAME:
        return "it is too long for a name"
    if name.startswith(SHOT_OPENINGS) and _opens_a_shot(name):
        return "it names a shot or a transition"
    if name.startswith(("-", "–", "—", '"', "“")) or _CLOCK.fullmatch(name):
        return "it is a caption"
    return ""


def _opens_a_shot(name: str) -> bool:
    for opening in SHOT_OPENINGS:
        if name.startswith(opening):
            after = name[len(opening) : len(opening) + 1]
            return not after.isalnum()
    return False


def is_transition(text: str) -> bool:
    """Whether a line in capitals is a transition: it ends in TO:, or is one by name.

    >>> is_transition("SMASH CUT TO:"), is_transition("FADE OUT."), is_transition("THE END")
    (True, True, False)
    """
    if text.endswith(("TO:", "À :", "SUR :", "AUF:")):
        return True
    return text.rstrip(" .:") in TRANSITIONS
