"""Who speaks and how: cues with their extensions, and names written in several ways."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from topsheet.breakdown.engine.lexicon import Language
from topsheet.breakdown.engine.types import Presence
from topsheet.breakdown.engine.words import near, slug
from topsheet.script.engine.types import ElementKind, Scene

_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]?\s*")
_INSIDE = re.compile(r"[(\[]([^)\]]*)[)\]]?")
_JOINS = re.compile(r"\s*(?:/|&|\+|,)\s*")
_LONGEST_NAME = 6  # words; a longer "cue" is a sentence in capitals


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One cue with what is said under it. ``names`` is empty for a crowd of ``crowd``."""

    scene: int
    line: int
    names: tuple[str, ...]
    presence: Presence
    words: int
    crowd: str = ""
    sung: str = ""  # the first lyric
    sung_line: int = 0
    phone: bool = False


@dataclass(slots=True)
class _Cue:
    speaker: str
    extension: str
    line: int
    words: int = 0
    sung: str = ""
    sung_line: int = 0


def speeches(scenes: Iterable[Scene], language: Language) -> tuple[Speech, ...]:
    """Every speech of the script, names still as written but split and cleaned."""
    cues = [(scene, _cues(scene)) for scene in scenes]
    spoken = Counter(clean(cue.speaker) for _, found in cues for cue in found if cue.words)
    known = {name for name in spoken if name and len(_parts(name, language)) == 1}
    said: list[Speech] = []
    for scene, found in cues:
        before: list[str] = []
        for cue in found:
            speech = _speech(scene.index, cue, known, before, language)
            if speech is None:
                continue
            said.append(speech)
            before += [name for name in speech.names if name not in before[-2:]]
    return tuple(said)


def clean(speaker: str) -> str:
    """A cue's name: capitals, no brackets, straight apostrophes, single spaces."""
    name = _BRACKETS.sub(" ", speaker.upper().replace("’", "'"))
    name = re.sub(r"\s*\bCONT(?:'?D|INUED|INUING)\b\.?", "", name)
    return " ".join(name.strip(" \t^:;,-–—*").split())


def same_names(
    counts: Mapping[str, int], apart: Mapping[str, frozenset[int]], language: Language
) -> dict[str, str]:
    """Which written names are one role: written → the name to keep.

    Joined are: the same letters with other accents, dots or hyphens; a first name (or a
    title) that belongs to exactly one full name and never speaks in a scene with it; and a
    slip of one letter in a rare long name. ``apart`` holds the scenes each name speaks in.
    """
    chosen: dict[str, str] = {}
    by_slug: dict[str, list[str]] = {}
    for name in counts:
        by_slug.setdefault(_abbreviated(slug(name)), []).append(name)
    for names in by_slug.values():
        best = max(names, key=lambda n: (counts[n], -len(n), n))
        chosen |= dict.fromkeys(names, best)
    kept = sorted(set(chosen.values()))
    for name in kept:
        whole = _fuller(name, kept, apart, language) or _meant(name, kept, counts, language)
        if whole and chosen[whole] == whole:
            chosen = {n: whole if kept_as == name else kept_as for n, kept_as in chosen.items()}
    return chosen


def _cues(scene: Scene) -> list[_Cue]:
    cues: list[_Cue] = []
    for element in scene.elements:
        if element.kind is ElementKind.CHARACTER:
            extension = element.extension or " ".join(_INSIDE.findall(element.text))
            cues.append(_Cue(element.speaker or element.text, extension, element.line))
        elif not cues:
            continue
        elif element.kind is ElementKind.DIALOGUE:
            cues[-1].words += len(element.text.split())
        elif element.kind is ElementKind.LYRIC:
            cues[-1].words += len(element.text.split())
            if not cues[-1].sung:
                cues[-1].sung, cues[-1].sung_line = element.text, element.line
        elif element.kind is ElementKind.PARENTHETICAL and not cues[-1].words:
            cues[-1].extension += f" {element.text}" if _LOUD.search(element.text) else ""
    return cues


_LOUD = re.compile(r"\b(?:v\.?o\.?|o\.?s\.?|into (?:the )?(?:phone|radio)|filtered)(?:\b|\))", re.I)


def _speech(
    scene: int, cue: _Cue, known: set[str], before: Sequence[str], language: Language
) -> Speech | None:
    name = clean(cue.speaker)
    presence, phone = _manner(cue.extension, language)
    name, voice = _without_voice(_without_article(name, language), known, language)
    if not name or not cue.words or name.casefold() in language.words("not_cues"):
        return None
    if len(name.split()) > _LONGEST_NAME or name.endswith(("!", "?")) or not _has_letter(name):
        return None
    if (voice or is_machine(name, language)) and presence is Presence.SPEAKS:
        presence = Presence.VOICE
    names, crowd = _who(name, known, before, language)
    if not names and not crowd:
        cue.sung, cue.sung_line = cue.sung or name.capitalize(), cue.sung_line or cue.line
    return Speech(
        scene=scene, line=cue.line, names=names, presence=presence, words=cue.words, crowd=crowd,
        sung=cue.sung, sung_line=cue.sung_line, phone=phone,
    )  # fmt: skip


def _manner(extension: str, language: Language) -> tuple[Presence, bool]:
    """What an extension says: seen, heard from near, or only a voice; and by phone."""
    said = " " + re.sub(r"[^\w]+", " ", extension.casefold().replace(".", "")).strip() + " "
    phone = any(f" {word} " in said for word in language.words("phone_words"))
    for presence, name in (
        (Presence.SPEAKS, "cue_here"),
        (Presence.VOICE, "cue_voice"),
        (Presence.OFF_SCREEN, "cue_off"),
    ):
        if any(f" {phrase} " in said for phrase in language.phrases.get(name, ())):
            return presence, phone
    return Presence.SPEAKS, phone


def _without_article(name: str, language: Language) -> str:
    """``A MAN`` and ``THE MAN`` are MAN."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.casefold() in language.words("articles") else name


def _without_voice(name: str, known: set[str], language: Language) -> tuple[str, bool]:
    """``MARTHA'S VOICE``, ``VOICE OF MARTHA`` and, when she has cues, ``MARTHA VOICE``."""
    for word in language.words("voice_words"):
        if match := re.fullmatch(rf"(.+?)'S? {re.escape(word.upper())}", name):
            return match[1], True
        if (owner := name.removesuffix(f" {word.upper()}")) in known and owner != name:
            return owner, True
    for words in language.phrases.get("voice_of", ()):
        if name.startswith(words.upper() + " "):
            return name[len(words) + 1 :], True
    return name, False


def is_machine(name: str, language: Language) -> bool:
    """TV, RADIO, ANNOUNCER: a voice to be recorded, whoever is in the picture."""
    return bool(
        {word.strip("#.'").casefold() for word in name.split()} & language.words("machines")
    )


def _who(
    name: str, known: set[str], before: Sequence[str], language: Language
) -> tuple[tuple[str, ...], str]:
    low = name.casefold()
    if low.split()[-1] in language.words("song_cues"):
        return (), ""
    if low in language.words("cue_both"):
        return (tuple(before[-2:]), "") if len(before) > 1 else ((), name)
    if low in language.words("cue_all"):
        return (tuple(dict.fromkeys(before)), "") if len(set(before)) > 1 else ((), name)
    parts = _parts(name, language)
    if len(parts) > 1 and (name not in known):
        people = [part for part in parts if not _is_crowd(part, language)]
        if any(part in known for part in parts) or all(len(part.split()) < 3 for part in parts):
            return tuple(people), next((p for p in parts if p not in people), "")
    if _is_crowd(name, language):
        return (), name
    return (name,), ""


def _parts(name: str, language: Language) -> list[str]:
    joined = "|".join(re.escape(word.upper()) for word in sorted(language.words("and")))
    parts = [p for part in _JOINS.split(name) for p in re.split(rf"\s+(?:{joined})\s+", part)]
    return [part.strip() for part in parts if _has_letter(part)]


def _is_crowd(name: str, language: Language) -> bool:
    words = name.casefold().split()
    last = words[-1]
    if re.search(r"\d|#", last) or name.casefold() in language.words("crowd_cues"):
        return name.casefold() in language.words("crowd_cues")
    return last in language.crowd and last not in language.people


def _has_letter(text: str) -> bool:
    return any(c.isalpha() for c in text)


_SHORT = {"doctor": "dr", "mister": "mr", "sergeant": "sgt", "officer": "off", "lieutenant": "lt",
          "captain": "capt", "professor": "prof", "detective": "det", "number": "no",
          "docteur": "dr", "monsieur": "m", "madame": "mme", "mademoiselle": "mlle"}  # fmt: skip


def _abbreviated(key: str) -> str:
    return "-".join(_SHORT.get(word, word) for word in key.split("-"))


def _fuller(
    name: str, names: Sequence[str], apart: Mapping[str, frozenset[int]], language: Language
) -> str | None:
    """The one full name that this first name or title stands for."""
    words = name.split()
    if len(words) != 1 or any(c.isdigit() for c in name) or _generic(words[0], language):
        return None
    longer = [
        other
        for other in names
        if len(other.split()) > 1
        and name in (other.split()[0], other.split()[-1])
        and not any(c.isdigit() for c in other)
        and not _told_apart(other, name, language)
    ]
    if len(longer) != 1 or apart[name] & apart[longer[0]]:
        return None
    return longer[0]


def _told_apart(longer: str, name: str, language: Language) -> bool:
    """YOUNG MARTHA and MARTHA'S DATE are others than MARTHA."""
    rest = [word.strip(".").casefold() for word in longer.split() if word != name]
    held = language.words("apart")
    return any(word in held or _generic(word, language) for word in rest)


def _meant(
    name: str, names: Sequence[str], counts: Mapping[str, int], language: Language
) -> str | None:
    """A long rare name one letter away from a common one is a slip of the pen."""
    if len(name) < 6 or counts[name] > 2 or any(c.isdigit() for c in name):
        return None
    endings = (name[:-1], name + "S", name + "A", name + "E")
    alike = [
        other
        for other in names
        if counts[other] >= 8
        and other[0] == name[0]
        and near(name, other)
        and other not in endings
        and other[:-1] not in (name, name[:-1])
    ]
    return alike[0] if len(alike) == 1 else None


def _generic(word: str, language: Language) -> bool:
    low = word.casefold()
    return low in language.people or low in language.crowd
