"""Character maps of fonts, read from files made here byte by byte."""

import struct

import pytest

from topsheet.platform import fonts
from topsheet.platform.fonts import FontFile, coverage


def face(tmp_path, subtable: bytes, *, collection: bool = False) -> FontFile:
    """A font file with nothing in it but a character map."""
    start = 16 if collection else 0
    table = start + 12 + 16
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable
    directory = struct.pack(">4sHHHH", b"\0\1\0\0", 1, 16, 0, 0)
    entry = struct.pack(">4sIII", b"cmap", 0, table, len(cmap))
    head = struct.pack(">4sIII", b"ttcf", 0x00010000, 1, start) if collection else b""
    path = tmp_path / "made.ttf"
    path.write_bytes(head + directory + entry + cmap)
    return FontFile("Made", path, 0)


def runs(*pairs: tuple[int, int]) -> bytes:
    """Format 12."""
    groups = b"".join(struct.pack(">III", first, last, 1) for first, last in pairs)
    return struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(pairs)) + groups


def segments() -> bytes:
    """Format 4: A–C by delta, D–F by a glyph array whose middle is empty, then the end mark."""
    ends, starts = (0x43, 0x46, 0xFFFF), (0x41, 0x44, 0xFFFF)
    deltas, offsets, glyphs = (0xFFD0, 0, 1), (0, 4, 0), (7, 0, 9)
    body = struct.pack(">3HH3H3H3H3H", *ends, 0, *starts, *deltas, *offsets, *glyphs)
    return struct.pack(">HHHHHHH", 4, 14 + len(body), 0, 6, 0, 0, 0) + body


@pytest.mark.parametrize("collection", [False, True])
def test_runs_beyond_the_basic_plane_are_read(tmp_path, collection):
    made = face(tmp_path, runs((0x6771, 0x6772), (0x1F600, 0x1F600)), collection=collection)
    assert coverage(made) == {0x6771, 0x6772, 0x1F600}


def test_segments_leave_out_what_maps_to_no_glyph(tmp_path):
    assert coverage(face(tmp_path, segments())) == {0x41, 0x42, 0x43, 0x44, 0x46}


def test_a_broken_font_covers_nothing(tmp_path):
    path = tmp_path / "broken.ttf"
    path.write_bytes(b"\0\1\0\0\0\x01")
    assert coverage(FontFile("Broken", path, 0)) == frozenset()
    assert coverage(FontFile("Gone", tmp_path / "gone.ttf", 0)) == frozenset()


def test_only_what_no_font_has_is_missing(tmp_path, monkeypatch):
    made = face(tmp_path, runs((0x6771, 0x6771)))
    monkeypatch.setattr(fonts, "faces", lambda folders=(): (made,))
    assert fonts.missing("Søren 東京 ЮЛИЯ") == ["京"]  # Latin and Cyrillic are built in


def test_families_named_are_installed_and_end_with_the_built_in():
    named = fonts.families()
    here = {one.family for one in fonts.faces()}
    assert named[-1] == "Libertinus Serif"
    assert set(named[:-1]) <= here
