"""Paper: a typst template and plain data become the bytes of a PDF.

Every sheet has the same head and foot (production, draft, board, date, page n of m).
The same data give the same bytes: no time and no chance go in. Fonts are the system's
and those in the data folder's ``fonts``; a character that none of them can print is
a Problem that names it, and the sheet is printed all the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from topsheet.kernel.problem import Problem, Severity
from topsheet.platform import fonts

_ROOT = Path(__file__).parents[1]  # templates name each other from the package's folder
_LETTER = {"US", "CA", "MX", "PH", "CL", "CO"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands on the head and foot of every page."""

    production: str
    sheet: str  # "One-line schedule"
    draft: str = ""  # "White draft, 1 October 2026"
    board: str = ""  # "Board Main, revision 4"
    printed: str = ""  # the day, in words
    paper: str = "a4"
    foot: str = ""  # "Figures marked * are assumed or stand on illustrative rates."

    def of(self, sheet: str, foot: str = "") -> Head:
        """The same head for another sheet."""
        return replace(self, sheet=sheet, foot=foot or self.foot)


@dataclass(frozen=True, slots=True)
class Pdf:
    """A printed sheet and what could not be printed on it."""

    data: bytes
    problems: tuple[Problem, ...] = ()


def paper_of(country: str) -> str:
    """The paper that people in ``country`` (ISO code) have in their printers."""
    return "us-letter" if country in _LETTER else "a4"


def typeset(
    template: str, head: Head, data: Mapping[str, Any], folders: Sequence[Path] = ()
) -> Pdf:
    """Print ``template`` ("schedule/sheets/one_liner.typ") with ``data``.

    ``data`` holds only what JSON holds; texts are printed as they are, never read as markup.
    """
    import typst

    folders = folders or _office_fonts()
    content = {"head": asdict(head), "fonts": fonts.families(folders), **data}
    compiler = typst.Compiler(
        str(_ROOT / template),
        root=str(_ROOT),
        font_paths=[str(folder) for folder in folders],
        sys_inputs={"data": json.dumps(content, ensure_ascii=False, sort_keys=True)},
    )
    printed = compiler.compile(format="pdf", timestamp=0, pdf_tags=False)
    assert isinstance(printed, bytes)  # it is a list only when pages are asked for as pictures
    return Pdf(printed, _unprintable(content, folders))


def _office_fonts() -> list[Path]:
    """The folder for fonts of one's own inside the data folder, where there is one."""
    from django.conf import settings

    folder = Path(settings.TOPSHEET_DATA) / "fonts"
    return [folder] if folder.is_dir() else []


def _unprintable(content: Mapping[str, Any], folders: Sequence[Path]) -> tuple[Problem, ...]:
    texts = list(_texts(content))
    return tuple(
        Problem(
            message=f"“{character}” (U+{ord(character):04X}) is in no font here and prints as a "
            "blank. Install a font that has it (fonts-noto covers most scripts) or put one into "
            "the data folder's fonts.",
            severity=Severity.WARNING,
            where=next(text for text in texts if character in text),
        )
        for character in fonts.missing(set("".join(texts)), folders)
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
