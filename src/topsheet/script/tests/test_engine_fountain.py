"""Fountain, rule by rule. Syntax: fountain.io/syntax; recoveries: what real scripts do."""

import pytest

from topsheet.kernel.problem import Severity
from topsheet.script.engine.fountain import read_fountain
from topsheet.script.engine.types import ElementKind, IntExt, Light


def headings(text: str) -> list[str]:
    return [scene.heading.text for scene in read_fountain(text).scenes]


def elements(text: str) -> list[tuple[str, str]]:
    """(kind, text) of the first scene under an added heading."""
    manuscript = read_fountain(f"INT. ROOM - DAY\n\n{text}\n")
    return [(e.kind.value, e.text) for e in manuscript.scenes[0].elements]


def remarks(text: str) -> list[tuple[int, str]]:
    return [(p.line, p.message) for p in read_fountain(text).problems]


# Headings


@pytest.mark.parametrize(
    ("line", "intext", "set_name", "light"),
    [
        ("INT. KITCHEN - DAY", IntExt.INT, "KITCHEN", Light.DAY),
        ("EXT KITCHEN - NIGHT", IntExt.EXT, "KITCHEN", Light.NIGHT),
        ("EST. CITY - DAWN", IntExt.EXT, "CITY", Light.DAWN),
        ("INT./EXT. CAR - DUSK", IntExt.BOTH, "CAR", Light.DUSK),
        ("INT/EXT CAR - SUNSET", IntExt.BOTH, "CAR", Light.DUSK),
        ("EXT/INT. CAR - DAY", IntExt.BOTH, "CAR", Light.DAY),
        ("I/E. CAR - MORNING", IntExt.BOTH, "CAR", Light.DAY),
        ("int. kitchen - day", IntExt.INT, "kitchen", Light.DAY),
        ("INT. CUISINE - JOUR", IntExt.INT, "CUISINE", Light.DAY),
        ("INTÉRIEUR CUISINE – NUIT", IntExt.INT, "CUISINE", Light.NIGHT),
        ("EXTÉRIEUR. JARDIN - AUBE", IntExt.EXT, "JARDIN", Light.DAWN),
        ("INT. / EXT. VOITURE - CRÉPUSCULE", IntExt.BOTH, "VOITURE", Light.DUSK),
        ("EXT. RUE - FIN DE JOURNÉE", IntExt.EXT, "RUE", Light.DUSK),
        ("INNEN. KÜCHE - TAG", IntExt.INT, "KÜCHE", Light.DAY),
        ("AUSSEN WALD - NACHT", IntExt.EXT, "WALD", Light.NIGHT),
        ("INTERIOR. COCINA - NOCHE", IntExt.INT, "COCINA", Light.NIGHT),
        ("ESTERNO. STRADA - GIORNO", IntExt.EXT, "STRADA", Light.DAY),
        ("ИНТ. КУХНЯ - НОЧЬ", IntExt.INT, "КУХНЯ", Light.NIGHT),
        ("ΕΣΩΤ. ΚΟΥΖΙΝΑ - ΜΕΡΑ", IntExt.INT, "ΚΟΥΖΙΝΑ", Light.DAY),
        ("内景 厨房 - 夜", IntExt.INT, "厨房", Light.NIGHT),
        ("INT. NIGHT CLUB - DAY", IntExt.INT, "NIGHT CLUB", Light.DAY),
        ("INT. HOUSE - KITCHEN - NIGHT", IntExt.INT, "HOUSE - KITCHEN", Light.NIGHT),
        ("INT. HOUSE - DAY - FLASHBACK", IntExt.INT, "HOUSE", Light.DAY),
        ("INT. HOUSE (1973) - DAY", IntExt.INT, "HOUSE", Light.DAY),
        ("INT. HOUSE, NIGHT", IntExt.INT, "HOUSE", Light.NIGHT),
        ("INT. HOUSE. NIGHT", IntExt.INT, "HOUSE", Light.NIGHT),
        ("INT. HOUSE NIGHT", IntExt.INT, "HOUSE", Light.NIGHT),
        ("INT. HOUSE (NIGHT)", IntExt.INT, "HOUSE", Light.NIGHT),
        ("INT. OFFICE FRIDAY NIGHT", IntExt.INT, "OFFICE", Light.NIGHT),
        ("EXT. COTTAGE-DAY", IntExt.EXT, "COTTAGE", Light.DAY),
        ("INT. BAR - 11:30 PM", IntExt.INT, "BAR", Light.NIGHT),
        ("INT. BAR - LATER THAT NIGHT", IntExt.INT, "BAR", Light.NIGHT),
        ("INT. BAR - DAY - CONTINUOUS", IntExt.INT, "BAR", Light.DAY),
        ("INT. 221B BAKER ST. - DAY", IntExt.INT, "221B BAKER ST", Light.DAY),
        ("INT. DAY CARE", IntExt.INT, "DAY CARE", None),
    ],
)
def test_a_heading_says_where_and_when(line, intext, set_name, light):
    (scene,) = read_fountain(f"{line}\n\nSomebody waits.\n").scenes
    heading = scene.heading
    assert (heading.intext, heading.set_name, heading.light) == (intext, set_name, light)


@pytest.mark.parametrize("time", ["CONTINUOUS", "LATER", "SAME", "MOMENTS LATER", "SUITE"])
def test_some_times_go_on_in_the_light_before(time):
    (scene,) = read_fountain(f"INT. BAR - {time}\n\nHm.\n").scenes
    assert scene.heading.continues
    assert scene.heading.light is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("INT. BAR - DAY #1#", "1"),
        ("INT. BAR - DAY #1-A#", "1-A"),
        ("INT. BAR - DAY #I-1-A#", "I-1-A"),
        ("INT. BAR - DAY #110A.#", "110A"),
        (".SNIPER SCOPE POV #12#", "12"),
        ("7 INT. BAR - DAY 7", "7"),
        ("7A. INT. BAR - DAY", "7A"),
        ("INT. BAR - DAY      7", "7"),
        ("INT. ROOM 12", ""),
    ],
)
def test_scene_numbers(line, number):
    (scene,) = read_fountain(f"{line}\n\nHm.\n").scenes
    assert scene.heading.number == number
    assert "#" not in scene.heading.text


def test_a_full_stop_forces_a_heading_and_two_do_not():
    assert headings(".THE RIVER\n\nWater.\n\n...and on.\n\n. . .\n\n.\n") == ["THE RIVER"]


def test_a_calibre_is_no_heading():
    text = "INT. BAR - DAY\n\n.44 calibre, heavy.\n\nANNA\n.22 is lighter.\n"
    assert headings(text) == ["INT. BAR - DAY"]
    assert remarks(text)[0][0] == 3


@pytest.mark.parametrize(
    "text",
    [
        "Est-ce que tu viens ?",
        "Est. 1950, says the sign.",
        "Interior shots of the house.",
        "INTERNATIONAL WATERS\n\nWaves.",
        "EXTRA CREDIT.",
        "Internally she screams.",
        "He says INT. HOUSE - DAY aloud.",
        "EXTERIOR (already shot): The lid opens.",
    ],
)
def test_prose_is_no_heading(text):
    assert headings(f"INT. A - DAY\n\n{text}\n") == ["INT. A - DAY"]


def test_a_heading_without_a_blank_line_below_is_seen_and_remarked_on():
    text = "EXT. BACKYARD - DAY\nWill waits.\n\nINT. HALL - NIGHT\nWILL\nHello?\n"
    assert headings(text) == ["EXT. BACKYARD - DAY", "INT. HALL - NIGHT"]
    assert [line for line, _ in remarks(text)] == [1, 4]
    speech = read_fountain(text).scenes[1].elements
    assert [(e.kind, e.speaker) for e in speech] == [
        (ElementKind.CHARACTER, "WILL"),
        (ElementKind.DIALOGUE, "WILL"),
    ]


def test_a_heading_without_a_blank_line_above_is_seen_and_remarked_on():
    text = "INT. A - DAY\n\nShe goes.\nEXT. B - DAY\n\nANNA\nBye.\nEXT. C - NIGHT\n\nRain.\n"
    assert headings(text) == ["INT. A - DAY", "EXT. B - DAY", "EXT. C - NIGHT"]
    assert [line for line, _ in remarks(text)] == [4, 8]


def test_leading_spaces_tabs_and_carriage_returns_do_not_matter():
    text = "   INT. A - DAY\n\n\t\tANNA\n\tHello.\n\n  EXT. B - DAY\n\n   She goes.\n"
    manuscript = read_fountain(text)
    assert [s.heading.text for s in manuscript.scenes] == ["INT. A - DAY", "EXT. B - DAY"]
    assert manuscript.scenes[0].elements[1].text == "Hello."


def test_a_line_of_spaces_is_blank():
    text = "Title: X\n    \n    FADE IN:\n    \nINT. A - DAY\n    \nHm.\n"
    assert headings(text) == ["INT. A - DAY"]
    assert read_fountain(text).title_page == {"Title": "X"}


def test_omitted_scenes_are_headings_with_their_number():
    scenes = read_fountain("INT. A - DAY #1#\n\nHm.\n\n2 OMITTED\n\n3-5 OMITTED 3-5\n").scenes
    assert [s.heading.number for s in scenes] == ["1", "2", "3-5"]


def test_an_emphasised_heading_is_a_heading():
    assert headings("**INT. A - DAY**\n\nHm.\n\n_EXT. B - DAY_\n\nHm.\n") == [
        "INT. A - DAY",
        "EXT. B - DAY",
    ]


# Speech


def test_a_cue_is_capitals_with_text_below():
    assert elements("STEEL\nThe man's a myth!") == [
        ("character", "STEEL"),
        ("dialogue", "The man's a myth!"),
    ]
    assert elements("STEEL") == [("action", "STEEL")]
    assert elements("23\nskidoo") == [("action", "23\nskidoo")]
    assert elements("R2D2\nBeep.")[0] == ("character", "R2D2")


@pytest.mark.parametrize(
    ("cue", "name", "extension"),
    [
        ("MOM (O.S.)", "MOM", "O.S."),
        ("MOM (V.O.) (CONT'D)", "MOM", "V.O."),
        ("MOM (CONT’D)", "MOM", ""),
        ("MOM (V.O./CONT'D)", "MOM", "V.O."),
        ("HANS (on the radio)", "HANS", "on the radio"),
        ("@McCLANE (ON PHONE)", "McCLANE", "ON PHONE"),
        ("@李雷", "李雷", ""),
        ("ΜΑΡΊΑ", "ΜΑΡΊΑ", ""),
        ("ИВАН (ЗК)", "ИВАН", "ЗК"),
        ("GROßMUTTER", "GROßMUTTER", ""),
        ("MR. SMITH JR.", "MR. SMITH JR.", ""),
        ("**BRICK**", "BRICK", ""),
    ],
)
def test_names_and_extensions(cue, name, extension):
    manuscript = read_fountain(f"INT. A - DAY\n\n{cue}\nYes.\n")
    first, second = manuscript.scenes[0].elements
    assert (first.text, first.speaker, first.extension) == (name, name, extension)
    assert (second.speaker, second.extension) == (name, extension)


def test_one_person_spelled_in_two_cases_is_one_person():
    manuscript = read_fountain("INT. A - DAY\n\n@McCLANE\nHi.\n\nMCCLANE\nHo.\n")
    assert {e.speaker for e in manuscript.scenes[0].elements} == {"McCLANE"}


@pytest.mark.parametrize(
    "line",
    [
        "SUPERIMPOSE:",
        "THE SHIP EXPLODES.",
        "CLOSE ON THE KNIFE",
        "LATER",
        "BACK TO SCENE",
        "MONTAGE",
        "A VERY LONG LINE IN CAPITALS THAT NO ACTOR COULD BE CALLED",
    ],
)
def test_capitals_that_nobody_is_called_are_description_and_remarked_on(line):
    text = f"INT. A - DAY\n\n{line}\nLondon.\n"
    assert elements(f"{line}\nLondon.") == [("action", f"{line}\nLondon.")]
    assert remarks(text)[0][0] == 3


def test_parentheticals_and_speech_in_turns():
    assert elements("ANNA\n(softly)\nNo.\n(beat)\nYes.\nOf course.") == [
        ("character", "ANNA"),
        ("parenthetical", "(softly)"),
        ("dialogue", "No."),
        ("parenthetical", "(beat)"),
        ("dialogue", "Yes.\nOf course."),
    ]


def test_a_parenthetical_over_two_lines():
    assert elements("ANNA\n(softly,\nto herself)\nNo.")[1] == (
        "parenthetical",
        "(softly, to herself)",
    )


def test_two_spaces_keep_a_speech_together_over_a_blank_line():
    assert elements("DEALER\nTen.\n  \nFour.") == [
        ("character", "DEALER"),
        ("dialogue", "Ten.\n\nFour."),
    ]


def test_dual_dialogue():
    manuscript = read_fountain("INT. A - DAY\n\nBRICK\nNo.\n\nSTEEL ^\n(loud)\nYes.\n")
    sides = [(e.speaker, e.dual) for e in manuscript.scenes[0].elements]
    assert sides == [("BRICK", "left")] * 2 + [("STEEL", "right")] * 3


def test_a_second_half_without_a_first_is_remarked_on():
    assert remarks("INT. A - DAY\n\nSTEEL ^\nYes.\n")[0][0] == 3


def test_lyrics_alone_and_under_a_name():
    assert elements("~La la") == [("lyric", "La la")]
    manuscript = read_fountain("INT. A - DAY\n\nANNA\n~La la\n~Li li\n")
    assert [(e.kind.value, e.speaker) for e in manuscript.scenes[0].elements][1:] == [
        ("lyric", "ANNA"),
        ("lyric", "ANNA"),
    ]


# The rest


@pytest.mark.parametrize(
    ("text", "kind", "read"),
    [
        ("CUT TO:", "transition", "CUT TO:"),
        ("FADE OUT.", "transition", "FADE OUT."),
        ("FADE IN:", "transition", "FADE IN:"),
        ("FONDU AU NOIR", "transition", "FONDU AU NOIR"),
        ("> Burn to white.", "transition", "Burn to white."),
        ("> THE END <", "centered", "THE END"),
        ("!SCANNING THE AISLES", "action", "SCANNING THE AISLES"),
        ("===", "page break", ""),
        ("# ACT ONE", "section", "ACT ONE"),
        ("= He finds her.", "synopsis", "He finds her."),
        ("THE END", "action", "THE END"),
    ],
)
def test_other_elements(text, kind, read):
    assert elements(text) == [(kind, read)]


def test_forced_action_keeps_capitals_from_being_a_cue():
    assert elements("!SCANNING THE AISLES\nWhere is he?") == [
        ("action", "SCANNING THE AISLES"),
        ("action", "Where is he?"),
    ]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("*i* **b** ***bi*** _u_ _**ub**_", "i b bi u ub"),
        (r"\*not\* emphasis and 5 * 4 * 3", "*not* emphasis and 5 * 4 * 3"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("a *lone star", "a *lone star"),
    ],
)
def test_emphasis_and_escapes_are_taken_out(written, printed):
    assert elements(written) == [("action", printed)]


def test_notes_leave_the_text_and_keep_their_place():
    text = "INT. A - DAY [[check]]\n\nShe [[who?\nreally]] goes.\n\n[[alone]]\n\nEnd.\n"
    scene = read_fountain(text).scenes[0]
    assert scene.heading.text == "INT. A - DAY"
    assert [(e.kind.value, e.text, e.line) for e in scene.elements] == [
        ("note", "check", 1),
        ("action", "She\ngoes.", 3),
        ("note", "who?\nreally", 3),
        ("note", "alone", 6),
        ("action", "End.", 8),
    ]


def test_boneyard_may_span_scenes_and_lines_keep_their_numbers():
    text = "INT. A - DAY\n\nOne.\n\n/* INT. CUT - DAY\n\nGone. */\n\nEXT. B - DAY\n\nTwo.\n"
    assert [(s.heading.text, s.line) for s in read_fountain(text).scenes] == [
        ("INT. A - DAY", 1),
        ("EXT. B - DAY", 9),
    ]


def test_what_is_opened_and_never_closed_is_kept_and_remarked_on():
    text = "INT. A - DAY\n\n/* Hm.\n\n[[ Ho.\n"
    assert [p.severity for p in read_fountain(text).problems] == [Severity.WARNING] * 2
    assert elements("/* Hm.")[0] == ("action", "/* Hm.")


def test_leftovers_of_printed_pages_are_dropped():
    text = "INT. A - DAY\n\nANNA\nOne.\n(MORE)\n\n(CONTINUED)\n\nCONTINUED:\n\nHm.\n"
    assert elements(text.partition("\n\n")[2]) == [
        ("character", "ANNA"),
        ("dialogue", "One."),
        ("action", "Hm."),
    ]
    assert "3 leftovers" in remarks(text)[0][1]


def test_the_title_page():
    text = (
        "Title:\n    _**BRICK & STEEL**_\n    _**FULL RETIRED**_\nCredit: Written by\n"
        "Contact:\n\tNext Level\n\thttp://next.example\n\nINT. A - DAY\n\nHm.\n"
    )
    assert read_fountain(text).title_page == {
        "Title": "BRICK & STEEL\nFULL RETIRED",
        "Credit": "Written by",
        "Contact": "Next Level\nhttp://next.example",
    }


@pytest.mark.parametrize("opening", ["FADE IN:", "INT. A: B - DAY", "He says: hello"])
def test_a_script_without_a_title_page_has_none(opening):
    manuscript = read_fountain(f"{opening}\n\nINT. A - DAY\n\nHm.\n")
    assert manuscript.title_page == {}


def test_synopses_go_with_their_scene_and_not_with_the_next_section():
    text = "INT. A - DAY\n\n= One.\n\n# ACT TWO\n\n= Not of A.\n\nINT. B - DAY\n\nHm.\n"
    assert [s.synopsis for s in read_fountain(text).scenes] == ["One.", ""]


def test_instructions_of_other_programs_are_left_out():
    assert elements("{{PAGENUMBER: 101}}") == []
