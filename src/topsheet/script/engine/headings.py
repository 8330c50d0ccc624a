"""What a scene heading says: inside or outside, which set, what time, which number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from topsheet.script.engine.types import IntExt, Light
from topsheet.script.engine.words import (
    BEFORE_TIMES,
    CONTINUING,
    INTRO_ABBREVIATIONS,
    INTRO_WORDS,
    LIGHT_PHRASES,
    LIGHT_WORDS,
    QUALIFIERS,
    SHORTENED,
    TIME_COMPANIONS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading taken apart. ``intext`` and ``light`` are None when it does not say;
    ``continues`` is True when it says to go on in the light of the scene before.
    """

    text: str
    number: str
    intext: IntExt | None
    set_name: str
    time: str
    light: Light | None
    continues: bool


def _alternatives(words: dict[str, IntExt]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace("/", r"\s*\.?\s*/\s*") for word in longest_first)


_ABBREVIATED = _alternatives(INTRO_ABBREVIATIONS)
_WORDS = _alternatives(INTRO_WORDS)
# Two intros in a row: INT./EXT., INTÉRIEUR / EXTÉRIEUR, INT & EXT, INNEN-AUSSEN.
_JOIN = r"\s*\.?\s*[/&+\-]\s*"
_NUMBER = r"[A-Z]{0,2}\d{1,4}[A-Z]{0,2}(?:[.\-]?\d{1,2})?"

# A letter that the margin set apart from its number: 104 A INT. FLAT - DAY.
_STRAY_LETTER = re.compile(r"[A-Z]\.?\s+(?=[A-Z])")
LEADING_NUMBER = re.compile(rf"({_NUMBER})[.):]?\s+(?=\S)")
_MARKED_NUMBER = re.compile(r"\s*#\s*([^\s#][^#]{0,20}?)\s*#\s*$")
_FAR_NUMBER = re.compile(rf"(?:\s{{3,}}|\t\s*)({_NUMBER})\.?\s*$")

INTRO = re.compile(
    rf"(?:(?i:(?P<abbr>{_ABBREVIATED}){_JOIN}(?P<abbr2>{_ABBREVIATED})|(?P<one>{_ABBREVIATED}))"
    rf"|(?P<word>{_WORDS})(?:{_JOIN}(?P<word2>{_WORDS}))?)"
    r"(?P<stop>\s*[.:](?:\s*[\-–—])?\s*|\s+[\-–—]?\s*|\s*[\-–—,]\s*)(?=\S)"
)

# A full stop that ends a part, which that of DR. does not.
FULL_STOP = r"(?<=\w\w)" + "".join(rf"(?<!\b(?i:{word}))" for word in SHORTENED) + r"\."
# Between parts of a heading: " - ", " – ", "--", ". ", ", ", " / ".
_PARTS = re.compile(
    rf"\s+[-–—]+\s*|\s*[–—]\s*|\s*--+\s*|-\s+|{FULL_STOP}\s+|\s*[,;·•]\s*|\s+/\s+|\s*\|\s*"
)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*", re.UNICODE)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*[:.H]\s*(?P<minute>\d{2}))?\s*(?P<half>[AP]\.?\s?M\b\.?|H(?:\b|(?=\d))|UHR)?"
)
_LAST = re.compile(r"(.*\S)[\s\-–—]+([^\s\-–—]+)$")
_LONGEST = 400  # characters of a heading; a longer line is a paragraph
_SPACES = re.compile(r"\s+")


def parse_heading(text: str, number: str = "") -> Heading:
    """Take a heading apart; ``number`` is given where the format carries it elsewhere."""
    text = _SPACES.sub(" ", text[:_LONGEST]) if len(text) > _LONGEST else text
    rest, found = split_number(text)
    match = INTRO.match(rest)
    intext = _intext(match) if match else None
    body = rest[match.end() :] if match else rest
    set_name, time, light, continues = _place_and_time(body, bare=match is None)
    return Heading(
        text=_SPACES.sub(" ", rest).strip(),
        number=number or found,
        intext=intext,
        set_name=set_name,
        time=time,
        light=light,
        continues=continues,
    )


def split_number(text: str) -> tuple[str, str]:
    """Take the scene number off a heading: ``#12A#`` behind it, or as printed in the margins.

    >>> split_number("INT. BARN - DAY #12A#"), split_number("7 EXT. LAKE - NIGHT 7")
    (('INT. BARN - DAY', '12A'), ('EXT. LAKE - NIGHT', '7'))
    """
    text = text.strip()
    if text.endswith("#") and (marked := _MARKED_NUMBER.search(text)):
        return text[: marked.start()], marked.group(1).rstrip(".")
    if omitted := _OMITTED.match(text):
        return "OMITTED", text[: omitted.end()].rpartition("OMIT")[0].strip(" .):")
    if (stray := _STRAY_LETTER.match(text)) and INTRO.match(text, stray.end()):
        text = text[stray.end() :]
    leading = LEADING_NUMBER.match(text)
    if leading and INTRO.match(text, leading.end()):
        number = leading.group(1)
        rest = text[leading.end() :].rstrip()
        return (rest[: -len(number)].rstrip() if _repeats(rest, number) else rest), number
    far = _FAR_NUMBER.search(text)
    if far and INTRO.match(text):
        return text[: far.start()].rstrip(), far.group(1)
    return text, ""


def _repeats(rest: str, number: str) -> bool:
    return rest.endswith(number) and rest[: -len(number)][-1:].isspace()


def _intext(match: re.Match[str]) -> IntExt:
    first = match["abbr"] or match["one"] or match["word"]
    second = match["abbr2"] or match["word2"]
    kinds = {_kind_of(word) for word in (first, second) if word}
    return kinds.pop() if len(kinds) == 1 else IntExt.BOTH


def _kind_of(word: str) -> IntExt:
    plain = re.sub(r"\s*\.?\s*/\s*", "/", word)
    return INTRO_WORDS.get(plain) or INTRO_ABBREVIATIONS.get(plain.upper()) or IntExt.INT


def _place_and_time(body: str, *, bare: bool) -> tuple[str, str, Light | None, bool]:
    """The set, the time as written, its light, and whether it continues the scene before."""
    plain = _BRACKETS.sub("", body) if "(" in body or "[" in body else body
    parts, gaps = _split(plain)
    # Without INT or EXT the first part is the set, unless the whole is nothing but a time.
    first = 0 if bare and len(parts) == 1 else 1
    times = {n: found for n in range(first, len(parts)) if any(found := time_of(parts[n]))}
    if not times:
        return _time_elsewhere(body, plain)
    last = max(times)
    kept = [
        n for n in range(len(parts)) if n not in times and not (n > last and _qualifies(parts[n]))
    ]
    lights = [light for light, _ in times.values() if light]
    time = " - ".join(parts[n] for n in times)
    return _joined(parts, gaps, kept), time, lights[-1] if lights else None, not lights


def _split(text: str) -> tuple[list[str], list[str]]:
    parts: list[str] = []
    gaps: list[str] = []
    start = 0
    for gap in _PARTS.finditer(text):
        if gap.start() > start:
            parts.append(text[start : gap.start()].strip())
            gaps.append(gap.group())
        start = gap.end()
    if text[start:].strip(" ."):
        parts.append(text[start:].strip())
    return [part.rstrip(".") for part in parts], gaps


def _joined(parts: list[str], gaps: list[str], kept: list[int]) -> str:
    text = ""
    for n in kept:
        gap = gaps[n - 1] if text and n else ""
        text += (", " if gap.strip() in (",", ";") else " - " if text else "") + parts[n]
    return _SPACES.sub(" ", text).strip(" -–—,.")


def _qualifies(part: str) -> bool:
    words = _WORD.findall(part.upper())
    return all(word in QUALIFIERS or word.isdigit() or word in TIME_COMPANIONS for word in words)


def _time_elsewhere(body: str, plain: str) -> tuple[str, str, Light | None, bool]:
    """A time in brackets, INT. BARN (NIGHT), or as the last word, INT. BARN NIGHT."""
    name = _SPACES.sub(" ", plain).strip(" -–—,.")
    for inside in reversed(_BRACKETS.findall(body)):
        light, continues = time_of(inside)
        if light or continues:
            return name, inside.strip(), light, continues
    head, last = _last_word(name)
    word = last.upper()
    if head and (word in LIGHT_WORDS or word == "CONTINUOUS"):
        while (before := _last_word(head))[1].upper() in BEFORE_TIMES and before[0]:
            head, last = before[0], f"{before[1]} {last}"
        return head.rstrip(" -–—,."), last, LIGHT_WORDS.get(word), word == "CONTINUOUS"
    return name, "", None, False


def _last_word(name: str) -> tuple[str, str]:
    """INT. BARN NIGHT, and the hyphen without spaces of EXT. COTTAGE-DAY."""
    found = _LAST.match(name)
    return (found.group(1), found.group(2)) if found else ("", name)


def time_of(text: str) -> tuple[Light | None, bool]:
    """The light that a part of a heading names, and whether it goes on from before.

    (None, False) when the part is not a time of day at all.

    >>> time_of("THE NEXT MORNING")[0].value, time_of("MOMENTS LATER"), time_of("NIGHT CLUB")
    ('day', (None, True), (None, False))
    """
    upper = text.upper()
    if upper in LIGHT_WORDS:
        return LIGHT_WORDS[upper], False
    words = _WORD.findall(upper)
    if len(words) > 1 and (light := _phrase(" ".join(words))):
        return light, False
    known = [word for word in words if word in LIGHT_WORDS or word in CONTINUING]
    if known and all(_goes_with_a_time(word) for word in words):
        lights = [LIGHT_WORDS[word] for word in known if word in LIGHT_WORDS]
        return (lights[0], False) if lights else (None, True)
    return _clock(upper), False


def _phrase(words: str) -> Light | None:
    found = (light for phrase, light in LIGHT_PHRASES.items() if phrase in words)
    return next(found, None) if len(words) <= 30 else None


def _goes_with_a_time(word: str) -> bool:
    """NIGHT FLASHBACK and DAY 3 are times; NIGHT CLUB is a place."""
    return (
        word in LIGHT_WORDS
        or word in TIME_COMPANIONS
        or word in CONTINUING
        or word in QUALIFIERS
        or word.isdigit()
    )


def _clock(text: str) -> Light | None:
    """Day or night of a clock time such as 11:30 PM, 6 A.M. or 22H15."""
    match = _CLOCK.fullmatch(text.strip(" ."))
    if match is None or (match["minute"] is None and match["half"] is None):
        return None
    hour = int(match["hour"])
    half = (match["half"] or "")[:1]
    if half == "P" and hour < 12:
        hour += 12
    elif half == "A" and hour == 12:
        hour = 0
    return Light.DAY if 6 <= hour < 19 else Light.NIGHT


# The first three letters of every intro, so that most lines are passed over at once.
_OPENINGS = frozenset(
    opening
    for word in (*INTRO_WORDS, *INTRO_ABBREVIATIONS)
    for opening in (
        word[:3],
        (word + ".")[:3],
        (word + " ")[:3],
        (word + "-")[:3],
        (word + ":")[:3],
    )
)
_OMITTED = re.compile(
    rf"{_NUMBER}(?:\s*(?:-|–|THRU|THROUGH|TO)\s*{_NUMBER})?[.):]?\s+OMIT(?:TED)?\b"
)
_NUMBERED = re.compile(rf"{_NUMBER}[.):]?\s+")


def heading_opens(line: str) -> bool:
    """Whether a stripped line opens like a heading in any language, numbered or not."""
    if len(line) > _LONGEST:
        return False
    if line[:3].upper() in _OPENINGS:
        return INTRO.match(line) is not None
    if line[:1].isdigit() or line[1:2].isdigit() or line[2:3].isdigit():
        number = _NUMBERED.match(line)
        if number is None:
            return False
        return INTRO.match(line, number.end()) is not None or _OMITTED.match(line) is not None
    return False


def heading_stands(line: str, blank_above: bool, blank_below: bool) -> bool:
    """Whether a line that opens like a heading is one, by its letters and the blanks around it.

    A line in capitals needs a blank above, or a stop after INT or EXT. In small letters it
    needs the stop too, must not read as a sentence, and EST (est, Est-ce) never stands.
    """
    number = _NUMBERED.match(line)
    match = INTRO.match(line, number.end() if number else 0)
    if match is None:
        return blank_above and _OMITTED.match(line) is not None
    opening = match.group()
    stopped = "." in opening or "/" in opening or ":" in opening
    if _in_capitals(line):
        return blank_above or stopped
    if not blank_above or (match["one"] or "").upper() == "EST" or len(line) > 120:
        return False
    has_time = bool(parse_heading(line).time)
    if match["word"]:
        return has_time or (stopped and blank_below)
    if stopped:
        return has_time or (blank_below and line[-1] not in ".!?")
    return has_time and blank_below


def _in_capitals(line: str) -> bool:
    """Capitals but for a scene number and brackets; ß has no capital in common use."""
    plain = line.replace("ß", "SS")
    if plain.isupper():
        return True
    plain = _BRACKETS.sub("", plain.partition("#")[0])
    return plain.isupper() or not any(char.islower() or char.isupper() for char in plain)
