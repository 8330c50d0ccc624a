"""Bytes to text: which encoding, and an honest refusal of what is no text at all."""

from __future__ import annotations

import codecs
import re
import unicodedata

from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.problem import Problem, Severity

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"BM", "a picture (BMP)"),
    (b"RIFF", "a picture or sound (RIFF)"),
    (b"PK\x03\x04", "a zip archive (perhaps Word, Fade In, Celtx or Highland)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "a rich text document (RTF)"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_FEW = 20  # odd characters that a file of any size may hold and still be text
REMEDY = "export the script as Fountain (.fountain), Final Draft (.fdx) or a text PDF"


def decode(data: bytes, filename: str) -> tuple[str, str, list[Problem]]:
    """The text in NFC with plain newlines, its encoding's name, and remarks on both."""
    _refuse_foreign(data, filename)
    text, encoding = _text_of(data)
    problems = []
    if encoding not in ("utf-8", "utf-8-sig"):
        problems.append(
            Problem(
                message=f"The file is not in UTF-8; it was read as {encoding}. "
                "Look at accented letters, or save it as UTF-8.",
                severity=Severity.NOTE if encoding.startswith("utf") else Severity.WARNING,
                line=1,
            )
        )
    if not _looks_like_text(text):
        raise InvalidInput(f"“{filename}” is not text that can be read; {REMEDY}.", field="file")
    text, left_out = _CONTROLS.subn("", text)
    if left_out:
        message = f"{left_out} control characters (NUL and the like) stand in the text; left out."
        problems.append(Problem(message=message, severity=Severity.WARNING, line=1))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.replace("\u2028", "\n").replace("\u2029", "\n"))
    return text, encoding, problems


def _refuse_foreign(data: bytes, filename: str) -> None:
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise InvalidInput(
            f"“{filename}” is empty; choose the file that holds the script.", field="file"
        )
    for signature, what in _SIGNATURES:
        if data.startswith(signature) and (len(signature) > 2 or b"\x00" in data[:512]):
            raise InvalidInput(f"“{filename}” is {what}, not a script; {REMEDY}.", field="file")


def _text_of(data: bytes) -> tuple[str, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace"), name.removesuffix("-sig")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if wide := _wide(data):
        return data.decode(wide, errors="replace"), wide
    return _single_byte(data)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark shows by zeros in every second byte."""
    head = data[:4096]
    if head[1::2].count(0) > len(head) * 0.3:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) * 0.3:
        return "utf-16-be"
    return ""


def _single_byte(data: bytes) -> tuple[str, str]:
    """cp1252 where its own range (curly quotes, dashes) is used, else latin-1."""
    if any(0x80 <= byte <= 0x9F for byte in set(data)):
        return data.decode("cp1252", errors="replace"), "cp1252"
    return data.decode("latin-1"), "latin-1"


def _looks_like_text(text: str) -> bool:
    sample = text[:20000]
    odd = sum(1 for char in sample if (char < " " and char not in "\t\n\r\f\v") or char == "\ufffd")
    return odd <= max(len(sample) * 0.02, min(_FEW, len(sample) * 0.1))
