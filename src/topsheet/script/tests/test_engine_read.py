"""Reading a script: what comes out, and what bad input is told."""

import pytest

from topsheet.kernel.errors import InvalidInput
from topsheet.script.engine import read_script
from topsheet.script.engine.types import Format, IntExt, Light

SMALL = """Title: The Ferry
Author: A. Nonymous

INT. KITCHEN - NIGHT

Marta pours tea.

MARTA (V.O.)
(softly)
You never asked.

EXT. QUAY - CONTINUOUS

LÉO
I asked.
"""


def read(text: str, filename: str = "script.fountain"):
    return read_script(text.encode(), filename)


def test_a_small_script_has_title_scenes_and_speakers():
    script = read(SMALL)
    assert (script.title, script.format, script.pages) == ("The Ferry", Format.FOUNTAIN, 1)
    kitchen, quay = script.scenes
    assert (kitchen.intext, kitchen.set_name, kitchen.time) == (IntExt.INT, "KITCHEN", "NIGHT")
    assert (quay.light, quay.light_inherited, quay.time) == (Light.NIGHT, True, "CONTINUOUS")
    assert [c.name for c in script.characters] == ["MARTA", "LÉO"]
    assert (script.characters[0].lines, script.characters[0].words) == (1, 3)


@pytest.mark.parametrize(
    ("data", "filename", "says"),
    [
        (b"", "a.fountain", "is empty"),
        (b"  \n\n", "a.fdx", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.fountain", "picture"),
        (b"PK\x03\x04\x14\x00\x00\x00", "a.docx", "zip archive"),
        (b"INT. A - DAY\n\nHello.", "a.xyz", "extension .xyz"),
        (b"It was a dark night.\n\nHe walked.\n", "novel.txt", "0 scenes found"),
        (b"<html></html>", "a.fdx", "not a Final Draft script"),
        (b"hello", "a.pdf", "is no PDF"),
    ],
)
def test_bad_input_is_one_sentence_with_a_remedy(data, filename, says):
    with pytest.raises(InvalidInput, match=says) as caught:
        read_script(data, filename)
    assert filename in caught.value.message
