"""Scripts as nobody should write them and somebody does: those refused, those planned all the same.

Written for these tests. ``REFUSED`` maps a name to the file and what its sentence must say;
``PLANNED`` maps a name to the file and what a remark must say ("" where none is due).
"""

from __future__ import annotations

from topsheet.script.tests.test_engine_pdf import ACTION, NAME, SPEECH, page, pdf

SMALL = "INT. KITCHEN - DAY\n\nAda waits.\n\nADA\nYou came back.\n\nEXT. QUAY - NIGHT\n\nRain.\n"
FRENCH = (
    "INT. CUISINE - JOUR\n\nHÉLÈNE\nDéjà là ?\n\nINTÉRIEUR CAVE - NUIT\n\nHÉLÈNE\n« Non. »\n\n"
    "EXTÉRIEUR JARDIN – JOUR\n\nHÉLÈNE\nOù ça… l’été ?\n"
)
LONG = ("VERY LONG NAME " * 22).strip()
NUL = SMALL.replace("Ada waits", "Ada\x00 wa\x00its").replace("KITCHEN", "KIT\x00CHEN")
SCRIPTED = (
    "Title: <script>alert(1)</script>\n\n"
    "INT. <IMG SRC=X ONERROR=ALERT(1)> \"ROOM\" & 'HALL' - DAY\n\n"
    "A #sys.version #panic() $x$ `code` <label> @ref *bold \\ // /* \n\n"
    "@<B>EVE</B>\n</script><script>alert(2)</script>\n\n"
    'INT. #PANIC("X") [A] $Y$ \\N - NIGHT\n\n@#eval(1) *a* _b_\nHa.\n'
)
FORMULAS = (
    "Title: =cmd|'/c calc'!A1\n\nINT. =CMD|'/C CALC'!A0 - DAY\n\n@=HYPERLINK(\"http://x\")\nHi.\n\n"
    "EXT. @SUM(1+1)*CMD - NIGHT\n\n@+1+1\nThere.\n\nINT. -2+3 - DAY\n\n@-1-1\nSo.\n"
)


def fdx(*paragraphs: tuple[str, str], number: str = "") -> bytes:
    """A Final Draft file of (type, text) paragraphs."""
    inside = "".join(
        f'<Paragraph Type="{kind}"{number}><Text>{text}</Text></Paragraph>\n'
        for kind, text in paragraphs
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n'
        f'<FinalDraft DocumentType="Script" Version="5"><Content>\n{inside}</Content></FinalDraft>'
    ).encode()


def printed(*extra: str) -> bytes:
    """A text PDF of two scenes; ``extra`` are lines of action."""
    return pdf(
        page(
            (ACTION, "INT. KITCHEN - NIGHT"),
            None,
            (ACTION, "Marta pours tea and looks at the window, which is open."),
            *[(ACTION, line) for line in extra],
            None,
            (NAME, "MARTA"),
            (SPEECH, "You never asked me about it."),
            None,
            (ACTION, "EXT. QUAY - DAY"),
            None,
            (ACTION, "Somebody crosses the quay and looks out at the water."),
            None,
            (NAME, "MARTA"),
            (SPEECH, "No."),
        )
    )


def _sized(length: str, page: str) -> bytes:
    """TWO with a length and page of its scenes."""
    properties = f'<SceneProperties Length="{length}" Page="{page}"/><Text>'
    return TWO.replace(b'"Scene Heading"><Text>', b'"Scene Heading">' + properties.encode())


def surrogates() -> bytes:
    """A PDF whose font says that “~” is an emoji and “|” half a one."""
    whole = printed("She holds a ~ and half of one: |.")
    table = (
        b"<< /Length 99 >>\nstream\n1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"2 beginbfchar <7E> <D83DDE00> <7C> <D83D> endbfchar\nendstream"
    )
    return whole.replace(
        b"/Encoding /WinAnsiEncoding", b"/Encoding /WinAnsiEncoding /ToUnicode 99 0 R"
    ).replace(b"xref\n", b"99 0 obj\n" + table + b"\nendobj\nxref\n", 1)


TWO = fdx(
    ("Scene Heading", "INT. KITCHEN - DAY"), ("Action", "Ada waits."), ("Character", "ADA"),
    ("Dialogue", "You came back."), ("Scene Heading", "EXT. QUAY - NIGHT"), ("Action", "Rain."),
)  # fmt: skip
_LOCK = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 "
    f"/O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<{'43' * 16}> <{'43' * 16}>] "
)
_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<FinalDraft DocumentType="Script"><Content><Paragraph Type="Scene Heading"><Text>&b;</Text>'
    b"</Paragraph></Content></FinalDraft>"
)
_NOVEL = (
    b"It was a bright cold day.\n\nHe went in.\n\n\xe2\x80\x9cNo,\xe2\x80\x9d she said.\n\n" * 99
)

REFUSED: dict[str, tuple[str, bytes, str]] = {
    "nothing": ("empty.fountain", b"", "is empty"),
    "blanks": ("blank.fountain", b" \r\n\t\n" * 9, "is empty"),
    "NULs": ("nul.fountain", b"\x00" * 999, "is empty"),
    "an empty FDX": ("empty.fdx", b"", "is empty"),
    "an empty PDF": ("empty.pdf", b"", "is empty"),
    "a PNG": ("picture.fountain", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "a picture"),
    "a JPEG": ("picture.fountain", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9, "a picture"),
    "noise": ("noise.fountain", bytes(range(256)) * 40, "not text"),
    "a picture named FDX": ("picture.fdx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, ""),
    "a novel": ("novel.fountain", _NOVEL, "0 scenes found"),
    "a novel in a PDF": (
        "novel.pdf", pdf(page(*[(ACTION, "It was a bright cold day in the town.")] * 30)),
        "0 scenes found",
    ),
    "an FDX cut in its head": ("cut.fdx", TWO[:105], "export the script again"),
    "an FDX without scenes": ("none.fdx", fdx(("Action", "He sits.")), "0 scenes found"),
    "an entity bomb": ("bomb.fdx", _BOMB, "entities"),
    "an entity bomb in UTF-16": ("bomb.fdx", _BOMB.decode().encode("utf-16"), "entities"),
    "other XML": ("page.fdx", b"<html><body>INT. A - DAY</body></html>", "not a Final Draft"),
    "a locked PDF": ("locked.pdf", pdf(page((ACTION, "INT. A - DAY")), encrypt=_LOCK), "password"),
    "a scanned PDF": ("scan.pdf", pdf([], []), "a scan"),
    "a damaged PDF": ("cut.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type", "damaged PDF"),
    "a PDF of a damaged page": (
        "torn.pdf", printed().replace(b"/Type /Page ", b"/Type /Pa"), "damaged PDF",
    ),
    "no PDF": ("script.pdf", SMALL.encode(), "is no PDF"),
    "an unknown extension": ("script.xyz", SMALL.encode(), "extension .xyz"),
    "a Word file": ("script.docx", b"PK\x03\x04" + b"\0" * 64, "zip archive"),
}  # fmt: skip

PLANNED: dict[str, tuple[str, bytes, str]] = {
    "French headings": ("cuisine.fountain", FRENCH.encode(), ""),
    "Latin-1": ("cuisine.fountain", FRENCH.replace("…", "").replace("’", "'").replace("–", "-")
                .encode("latin-1"), "latin-1"),
    "cp1252": ("cuisine.fountain", FRENCH.encode("cp1252"), "cp1252"),
    "UTF-16": ("cuisine.fountain", FRENCH.encode("utf-16"), "utf-16"),
    "UTF-16 without a mark": ("cuisine.fountain", FRENCH.encode("utf-16-be"), "utf-16-be"),
    "an FDX in UTF-16": (
        "two.fdx", TWO.decode().replace('"UTF-8"', '"UTF-16"').encode("utf-16"), "",
    ),
    "a cut FDX": ("cut.fdx", TWO[: TWO.index(b"EXT. QUAY") + 14], "broken at its line"),
    "a text PDF": ("printed.pdf", printed(), ""),
    "a repeated number": (
        "twice.fountain", b"INT. A - DAY #1#\n\nHe sits.\n\nINT. B - DAY #1#\n\nShe sits.\n",
        "used twice",
    ),
    "NUL bytes": ("nul.fountain", NUL.encode(), "NUL"),
    "NUL bytes in an FDX": ("nul.fdx", TWO.replace(b"waits", b"wa\x00its"), ""),
    "a NUL written out in an FDX": ("nul.fdx", TWO.replace(b"waits", b"wa&#0;its"), "broken"),
    "control characters": (
        "bell.fountain", SMALL.replace("Ada waits", "A\x07da \x1b[31mwaits\x7f").encode(), "",
    ),
    "half a character pair": (
        "half.fountain", SMALL.encode("utf-16").replace(b"w\x00", b"\x3d\xd8"), "",
    ),
    "a long title": ("long.fountain", f"Title: {LONG}\n\n{SMALL}".encode(), ""),
    "a long file name": ("n" * 240 + ".fountain", SMALL.encode(), ""),
    "a long set": ("long.fountain", f"INT. {LONG} - DAY\n\nAda waits.\n".encode(), "long"),
    "a long set in parts": (
        "long.fountain",
        f"INT. {LONG} - HALL - DAY\n\nA.\n\nINT. {LONG} - ROOM - NIGHT\n\nB.\n".encode(), "long",
    ),
    "a long character": ("long.fountain", f"{SMALL}\n\n@{LONG}\nHello.\n".encode(), "long"),
    "a long scene number": (
        "long.fountain", f"INT. A - DAY #{'12345678-' * 9}#\n\nHe sits.\n".encode(), "",
    ),
    "a longish scene number": (
        "long.fountain", b"INT. A - DAY #123456789-123456789-1#\n\nHe sits.\n", "long",
    ),
    "a paragraph that opens like a heading": (
        "long.fountain", f"{SMALL}\n\nINT. {LONG * 3} - DAY\n\nAda.\n".encode(), "",
    ),
    "a long forced heading": ("long.fountain", f".{LONG * 9}\n\nAda.\n".encode(), "long"),
    "a long set that grows in capitals": (
        "long.fountain", f"INT. {'ß' * 199} - DAY\n\nAda.\n".encode(), "long",
    ),
    "long names in an FDX": (
        "long.fdx",
        fdx(("Scene Heading", f"INT. {LONG * 20}"), ("Character", LONG * 20), ("Dialogue", "Hi.")),
        "long",
    ),
    "huge numbers": (
        "huge.fountain",
        f"INT. A - DAY\n\nADA ({'9' * 30}) sees {'9' * 30} soldiers and 999999999 EXTRAS with "
        f"{'8' * 5000} horses. {'7' * 4999} children.\n\nBOB (70000) and 4000000000 cows.\n"
        "\nADA\nHo.\n\nBOB\nHum.\n".encode(), "",
    ),
    "huge numbers in an FDX": ("huge.fdx", _sized(f"{'9' * 30} 1/8", "9" * 5000), "no length"),
    "no length in an FDX": ("none.fdx", _sized("0/8", "-1"), ""),
    "emoji in a PDF": ("smile.pdf", surrogates(), ""),
    "a name of blanks": (" .fountain", SMALL.encode(), ""),
    "a title of nothing visible": (
        "blank.fountain", f"Title: \u200b\u00ad\n\n{SMALL}".encode(), "",
    ),
    "a long scene number in an FDX": (
        "long.fdx", fdx(("Scene Heading", "INT. A - DAY"), number=f' Number="{"1" * 300}"'), "long",
    ),
    "a long time of day": ("long.fountain", f"INT. A - {LONG}\n\nHe sits.\n".encode(), ""),
    "long words": (
        "long.fountain", f"{SMALL}\n\nA {'DOG' * 200} barks. {'x' * 9999}\n".encode(), "",
    ),
    "names of symbols": (
        "odd.fountain",
        "INT. ??? - DAY\n\n@???\nWho?\n\n@!!!\nWhat?\n\n.***\n\n@***\nEh?\n\nINT. ... - NIGHT\n\n"
        "@…\n.\n\nINT. --- - DAY\n\nHe sits.\n".encode(), "",
    ),
    "no characters": ("mute.fountain", b"INT. A - DAY\n\nRain.\n\nEXT. B - NIGHT\n\nWind.\n", ""),
    "one scene": ("one.fountain", b"INT. A - DAY", ""),
    "a scene longer than a week": (
        "long.fountain",
        ("INT. A - DAY\n\n" + "She walks across the whole of the room.\n\n" * 2000).encode(), "",
    ),
    "300 characters": (
        "crowd.fountain",
        ("INT. A - DAY\n\n"
         + "".join(f"@NAME{chr(65 + n % 26)}{chr(65 + n // 26)}\nHi.\n\n" for n in range(300))
         ).encode(), "",
    ),
    "emoji": (
        "smile.fountain",
        "Title: 🎬 Film\n\nINT. 🏠 CAFÉ 👩‍👩‍👧 - DAY\n\n@👻 GHOST\nBoo 🎃!\n".encode(), "",
    ),
    "right to left": (
        "rtl.fountain",
        "Title: שלום\n\nINT. מטבח - DAY\n\n@דנה\nשלום.\n\n"
        ".بيت - NIGHT\n\n@ليلى\nمرحبا \u202egnp.\n"
        .encode(), "",
    ),
    "markup": ("markup.fountain", SCRIPTED.encode(), ""),
    "formulas": ("formulas.fountain", FORMULAS.encode(), ""),
}  # fmt: skip
