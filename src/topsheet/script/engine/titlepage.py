"""The title page at the head of a Fountain file."""

from __future__ import annotations

import re

from topsheet.script.engine.headings import heading_opens
from topsheet.script.engine.manuscript import Manuscript
from topsheet.script.engine.marks import plain
from topsheet.script.engine.words import TITLE_KEYS

_ENTRY = re.compile(r"([^\W\d_][^:\n]{0,38}):\s*(.*)$")


def read_title_page(lines: list[str], manuscript: Manuscript) -> int:
    """Read the title page into the manuscript; the index of the first line after it."""
    at = next((n for n, line in enumerate(lines) if line), 0)
    if not _opens(lines, at):
        return 0
    page = manuscript.title_page
    key = ""
    while at < len(lines) - 1:
        line = lines[at]
        if not line:
            if not _goes_on(lines, at + 1):
                break
            manuscript.remark("A blank line inside the title page was passed over.", at + 1)
        elif entry := _entry(line):
            key = entry.group(1).strip()
            page[key] = plain(entry.group(2).strip())
        else:
            page[key] = f"{page[key]}\n{plain(line)}".strip()
        at += 1
    return at


def _entry(line: str) -> re.Match[str] | None:
    """A key opens an entry; a line such as "Tel: 01 23" under Contact does not matter much."""
    match = _ENTRY.match(line)
    return match if match and "//" not in match.group(2)[:2] else None


def _opens(lines: list[str], at: int) -> bool:
    """A known key is certain; another needs a value below or beside it and no capitals.

    "FADE IN:" on the first line is no title page.
    """
    match = _entry(lines[at])
    if match is None or heading_opens(lines[at]):
        return False
    key = match.group(1).strip()
    if key.upper() in TITLE_KEYS:
        return True
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return not key.isupper() and len(key.split()) <= 3 and bool(_entry(below))


def _goes_on(lines: list[str], at: int) -> bool:
    line = lines[at] if at < len(lines) else ""
    match = _entry(line) if line else None
    return match is not None and match.group(1).strip().upper() in TITLE_KEYS
