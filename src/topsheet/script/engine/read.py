"""A script file of any format to a script: what it is, which reader, what comes out."""

from __future__ import annotations

import re

from topsheet.kernel.errors import InvalidInput
from topsheet.script.engine.assemble import assemble
from topsheet.script.engine.decoding import REMEDY, decode
from topsheet.script.engine.fdx import read_fdx
from topsheet.script.engine.fountain import read_fountain
from topsheet.script.engine.manuscript import Manuscript
from topsheet.script.engine.pagination import Pagination
from topsheet.script.engine.types import EighthsMode, ElementKind, Format, Script

TEXT_EXTENSIONS = frozenset(("fountain", "txt", "text", "md", "markdown", "spmd", "screenplay", ""))
EXTENSIONS = TEXT_EXTENSIONS | {"fdx", "xml", "pdf"}
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<[\x00]?(?:\?|F|!)")


def read_script(data: bytes, filename: str, *, eighths: EighthsMode | None = None) -> Script:
    """Read a screenplay: Fountain, Final Draft or text PDF, known by content before name.

    ``eighths`` None keeps the lengths an FDX brings ("imported") and measures others by
    ``nearest``. Whatever was recovered is in the script's problems. Raises InvalidInput,
    one sentence with a remedy, when no script can be read from the file.
    """
    manuscript, measured = _read(data, filename)
    if not manuscript.scenes:
        raise InvalidInput(_no_scenes(manuscript, filename), field="file")
    return assemble(manuscript, _title(manuscript, filename), eighths, measured)


def _read(data: bytes, filename: str) -> tuple[Manuscript, Pagination | None]:
    format_ = sniff(data, filename)
    if format_ is Format.PDF:
        from topsheet.script.engine.pdf import read_pdf

        return read_pdf(data, filename)
    if format_ is Format.FDX:
        return read_fdx(data, filename), None
    text, encoding, problems = decode(data, filename)
    manuscript = read_fountain(text)
    manuscript.problems.extend(problems)
    manuscript.details["encoding"] = encoding
    return manuscript, None


def sniff(data: bytes, filename: str) -> Format:
    """Which format a file is in, by its first bytes, then by its name."""
    extension = _extension(filename)
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if extension in ("fdx", "xml") or _XML.match(data[:200]):
        if not data.strip():
            raise InvalidInput(
                f"“{filename}” is empty; choose the file that holds the script.", field="file"
            )
        return Format.FDX
    if extension == "pdf" and data.strip():
        raise InvalidInput(f"“{filename}” is named .pdf but is no PDF; {REMEDY}.", field="file")
    if extension not in EXTENSIONS and not _known_by_signature(data, filename):
        raise InvalidInput(
            f"“{filename}” has the extension .{extension}, which is no script format known here; "
            f"{REMEDY}, or rename it to .fountain if it is Fountain text.",
            field="file",
        )
    return Format.FOUNTAIN


def _known_by_signature(data: bytes, filename: str) -> bool:
    """Empty files and pictures are refused by what they are, not by their name."""
    try:
        decode(data, filename)
    except InvalidInput:
        return True
    return False


def _extension(filename: str) -> str:
    name = re.split(r"[/\\]", filename)[-1]
    return name.rpartition(".")[2].lower() if "." in name.lstrip(".") else ""


def _title(manuscript: Manuscript, filename: str) -> str:
    for key, value in manuscript.title_page.items():
        if key.upper() in ("TITLE", "TITRE", "TITEL", "TÍTULO", "TITULO", "TITOLO") and _shows(
            value
        ):
            return " ".join(value.split())
    name = re.split(r"[/\\]", filename)[-1]
    return (name.rpartition(".")[0] or name).strip() or "Untitled"


def _shows(text: str) -> bool:
    """Whether anything of it can be seen."""
    return any(char.isprintable() and not char.isspace() for char in text)


def _no_scenes(manuscript: Manuscript, filename: str) -> str:
    cues = sum(e.kind is ElementKind.CHARACTER for e in manuscript.preamble)
    found = (
        f"it has {cues} speeches but no scene headings"
        if cues
        else "no line opens with INT., EXT., I/E or the like in another language"
    )
    if manuscript.format is Format.FDX:
        found = "no paragraph is of the type Scene Heading"
    return (
        f"0 scenes found in “{filename}”: {found}. Give each scene a heading on a line of its "
        "own, such as “INT. KITCHEN - DAY”, or force one with a full stop: “.KITCHEN - DAY”."
    )
