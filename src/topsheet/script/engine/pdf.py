"""Text PDFs to scenes."""

from __future__ import annotations

from topsheet.kernel.errors import InvalidInput
from topsheet.script.engine.manuscript import Manuscript
from topsheet.script.engine.pagination import Pagination


def read_pdf(data: bytes, filename: str) -> tuple[Manuscript, Pagination | None]:
    """Read a text PDF."""
    raise InvalidInput(
        f"“{filename}” is a PDF; export the script as Fountain or Final Draft.", field="file"
    )
