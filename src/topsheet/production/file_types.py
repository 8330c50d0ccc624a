"""What a file is, by its content and never by its name.

Pictures, PDF, office documents, sound and text may be attached. Programs, web pages, drawings
that can hold scripts, archives and office documents with macros may not: whoever opens them
runs them.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from topsheet.kernel.errors import InvalidInput

MOST_PIXELS = 80_000_000
_SIDE = 320  # of a thumbnail, in pixels
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OOXML = {
    "word/": f"{_OFFICE}wordprocessingml.document",
    "xl/": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/": f"{_OFFICE}presentationml.presentation",
}
_OLD_OFFICE = {"WordDocument": "application/msword", "Workbook": "application/vnd.ms-excel",
               "PowerPoint Document": "application/vnd.ms-powerpoint"}  # fmt: skip
_PICTURES = {"PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"}
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
             b"\xca\xfe\xba\xbe", b"#!", b"dex\n", b"\x00asm")  # fmt: skip
_SCRIPTS = re.compile(
    rb"<\s*(!doctype\s+html|html|svg|script|iframe|body|object|embed|\?php)\b|<\?php", re.I
)
_SCRIPT_NAMES = re.compile(
    r"\.(exe|com|bat|cmd|ps1|vbs?|jse?|mjs|wsf|hta|lnk|scr|msi|jar|sh|bash|command|app|py|pl|rb|"
    r"php|html?|xhtml|svgz?|docm|xlsm|pptm|reg)$",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a file may be served as, and a small picture of it (b"" where there is none)."""

    media_type: str
    thumbnail: bytes = b""


def checked(data: bytes, name: str) -> Checked:
    """Raises InvalidInput, in a sentence, for what may not be attached."""
    if not data:
        raise InvalidInput(f"“{name}” is empty.", field="file")
    if data.startswith(_PROGRAMS) or _SCRIPT_NAMES.search(name):
        raise _refused(name, "is a program or a script")
    found = _sound(data) or _pdf(data) or _zipped(data, name) or _old_office(data)
    if found is not None:
        return found
    picture = _picture(data, name)
    return picture if picture is not None else _text(data, name)


def _refused(name: str, why: str) -> InvalidInput:
    return InvalidInput(
        f"“{name}” {why}, which is not kept here. Attach pictures, PDF, office documents, sound "
        "or plain text.",
        field="file",
    )


def _sound(data: bytes) -> Checked | None:
    if data[:4] in (b"RIFF", b"RF64") and data[8:12] == b"WAVE":
        return Checked(media_type="audio/wav")
    if data[:4] == b"FORM" and data[8:12] in (b"AIFF", b"AIFC"):
        return Checked(media_type="audio/aiff")
    if data[:4] == b"fLaC":
        return Checked(media_type="audio/flac")
    if data[:4] == b"OggS":
        return Checked(media_type="audio/ogg")
    if data[4:11] == b"ftypM4A":
        return Checked(media_type="audio/mp4")
    mpeg = data[:1] == b"\xff" and data[1:2] in (b"\xfb", b"\xfa", b"\xf3", b"\xf2", b"\xe3")
    if data[:3] == b"ID3" or mpeg:
        return Checked(media_type="audio/mpeg")
    return None


def _pdf(data: bytes) -> Checked | None:
    if b"%PDF-" not in data[:1024]:
        return None
    return Checked(media_type="application/pdf", thumbnail=_first_page(data))


def _first_page(data: bytes) -> bytes:
    """A picture of the first page; a PDF that cannot be drawn is kept without one."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            page = document[0]
            scale = min(_SIDE / max(page.get_size()), 2)
            return _small(page.render(scale=scale).to_pil())
        finally:
            document.close()
    except (pypdfium2.PdfiumError, ZeroDivisionError, ValueError, IndexError, OSError):
        return b""


def _zipped(data: bytes, name: str) -> Checked | None:
    if data[:4] != b"PK\x03\x04":
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = _open_document(archive, names)
    except (zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError):
        raise _refused(name, "is damaged") from None
    if any(one.endswith("vbaProject.bin") or one.startswith("Basic/") for one in names):
        raise _refused(name, "holds macros")
    if not kind and "[Content_Types].xml" in names:
        kind = next((kind for folder, kind in _OOXML.items()
                     if any(one.startswith(folder) for one in names)), "")  # fmt: skip
    if not kind:
        raise _refused(name, "is an archive")
    return Checked(media_type=kind)


def _open_document(archive: zipfile.ZipFile, names: list[str]) -> str:
    if not names or names[0] != "mimetype" or archive.getinfo("mimetype").file_size > 100:
        return ""
    kind = archive.read("mimetype").decode("ascii", "replace")
    return kind if kind.startswith("application/vnd.oasis.opendocument.") else ""


def _old_office(data: bytes) -> Checked | None:
    """Word, Excel and PowerPoint before 2007, by the names of their streams; never with macros."""
    if not data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") or _wide("_VBA_PROJECT") in data:
        return None
    kind = next((kind for name, kind in _OLD_OFFICE.items() if _wide(name) in data), "")
    return Checked(media_type=kind) if kind else None


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _picture(data: bytes, name: str) -> Checked | None:
    """A picture by what can really be decoded. Raises InvalidInput for one too large to open."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            kind = picture.format or ""
            if kind not in _PICTURES:
                return None
            if picture.width * picture.height > MOST_PIXELS:
                raise InvalidInput(
                    f"“{name}” would be {picture.width} × {picture.height} pixels once opened: too "
                    "large. Save it smaller and attach it again.",
                    field="file",
                )
            picture.draft("RGB", (_SIDE, _SIDE))
            thumbnail = _small(picture)
    except UnidentifiedImageError:
        return None
    except Image.DecompressionBombError:
        raise _refused(name, "is far larger once opened than it seems") from None
    except (OSError, ValueError, SyntaxError):
        raise _refused(name, "is a damaged picture") from None
    return Checked(media_type=f"image/{kind.lower()}", thumbnail=thumbnail)


def _small(picture: object) -> bytes:
    from PIL import Image

    assert isinstance(picture, Image.Image)
    small = picture.convert("RGB")
    small.thumbnail((_SIDE, _SIDE))
    out = io.BytesIO()
    small.save(out, "WEBP", quality=70)
    return out.getvalue()


def _text(data: bytes, name: str) -> Checked:
    """Plain text in a usual encoding, and nothing that a browser or a shell would run."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        raise _refused(name, "is of no known kind")
    if any(ord(letter) < 32 and letter not in "\t\n\r\f\x1b" for letter in text[:200_000]):
        raise _refused(name, "is of no known kind")
    if _SCRIPTS.search(text.encode("utf-8", "replace")):
        raise _refused(name, "is a web page, a drawing with code or a script")
    csv = name.lower().endswith((".csv", ".tsv"))
    return Checked(media_type="text/csv" if csv else "text/plain")
