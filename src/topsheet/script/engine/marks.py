"""Marks in Fountain text that are not printed: comments, notes, emphasis, escapes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from topsheet.kernel.problem import Problem, Severity

# Left where a mark stood, so that lines keep their numbers; a line of nothing else is dropped.
_GONE = "\x01"
_BONEYARD = re.compile(r"/\*.*?\*/", re.DOTALL)
_NOTE = re.compile(r"\[\[((?:(?!\[\[).)*?)\]\]", re.DOTALL)
# Emphasis spans a few lines at most; the bounds keep hostile input from taking for ever.
_STARS = re.compile(r"(?<!\\)(\*{1,3})(?=[^\s*])(.{0,300}?[^\s\\])\1")
_UNDERLINE = re.compile(r"(?<![\w\\])_(?=\S)(.{0,300}?[^\s\\])_(?!\w)")
_MOST_MARKS = 100  # in one paragraph; with more of them they are not emphasis
_ESCAPED = re.compile(r"\\([*_\\#!@~>=.^\[\]()/{}+])")


@dataclass(frozen=True, slots=True)
class Note:
    """A ``[[note]]`` and the line it starts on."""

    text: str
    line: int


@dataclass(slots=True, kw_only=True)
class Source:
    """Stripped lines with their numbers in the file. ``soft`` are indexes of blank lines
    that hold two spaces and so keep a speech together.
    """

    lines: list[str]
    numbers: list[int] | range
    soft: frozenset[int]
    notes: list[Note]
    problems: list[Problem]


def prepare(text: str) -> Source:
    """Take comments and notes out of the text and split it into lines."""
    problems: list[Problem] = []
    notes: list[Note] = []
    if _GONE in text:
        text = text.replace(_GONE, "")
    marked = False
    if "/*" in text:
        end = text.rfind("*/") + 2  # what is opened after it is never closed
        text = _BONEYARD.sub(_hole, text[:end]) + text[end:]
        marked = True
        problems.extend(_unclosed(text, "/*", "comment", "*/"))
    if "[[" in text:
        notes = _notes(text)
        text = _NOTE.sub(_hole, text)
        marked = True
        problems.extend(_unclosed(text, "[[", "note", "]]"))
    raw = text.split("\n")
    numbers: list[int] | range = range(1, len(raw) + 1)
    if marked and _GONE in text:
        raw, numbers = _without_holes(raw)
    return Source(
        lines=[line.strip() for line in raw],
        numbers=numbers,
        soft=_soft(raw, text),
        notes=notes,
        problems=problems,
    )


def plain(text: str) -> str:
    """The text as printed: emphasis marks and escapes taken out.

    >>> plain(r"a **bold** and _under_ \\*star\\*")
    'a bold and under *star*'
    """
    if "*" in text and text.count("*") <= _MOST_MARKS:
        for _ in range(3):
            text, count = _STARS.subn(r"\2", text)
            if not count:
                break
    if "_" in text and text.count("_") <= _MOST_MARKS:
        text = _UNDERLINE.sub(r"\1", text)
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _hole(match: re.Match[str]) -> str:
    return _GONE + ("\n" + _GONE) * match.group().count("\n")


def _notes(text: str) -> list[Note]:
    notes, line, at = [], 1, 0
    for match in _NOTE.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        notes.append(Note(match.group(1).strip(), line))
    return notes


def _unclosed(text: str, mark: str, what: str, end: str) -> list[Problem]:
    at = text.find(mark)
    if at < 0:
        return []
    message = f"A {what} opened with {mark} is never closed with {end}; the text after it was kept."
    line = text.count("\n", 0, at) + 1
    return [Problem(message=message, severity=Severity.WARNING, line=line)]


def _without_holes(raw: list[str]) -> tuple[list[str], list[int]]:
    lines, numbers = [], []
    for number, line in enumerate(raw, start=1):
        if _GONE in line:
            line = line.replace(_GONE, "")
            if not line.strip():
                continue
        lines.append(line)
        numbers.append(number)
    return lines, numbers


def _soft(raw: list[str], text: str) -> frozenset[int]:
    """Blank lines of exactly two spaces, unless the file is strewn with stray spaces."""
    if "\n  \n" not in text:
        return frozenset()
    spaced = [n for n, line in enumerate(raw) if line and not line.strip()]
    exact = [n for n in spaced if raw[n] == "  "]
    blank = raw.count("")
    return frozenset(exact) if len(spaced) <= max(3, blank // 10) else frozenset()
