"""Final Draft files: runs, numbers, lengths, dual dialogue, broken and hostile files."""

import pytest

from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.problem import Severity
from topsheet.script.engine import read_script
from topsheet.script.engine.types import EighthsMode, ElementKind

HEAD = '<?xml version="1.0" standalone="no" ?>\n<FinalDraft DocumentType="Script" Version="5">'


def fdx(*paragraphs: str, after: str = "") -> bytes:
    return f"{HEAD}<Content>{''.join(paragraphs)}</Content>{after}</FinalDraft>".encode()


def para(kind: str, text: str, **attributes: str) -> str:
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<Paragraph Type="{kind}"{given}><Text>{text}</Text></Paragraph>'


def scene(text: str, length: str = "", page: str = "", number: str = "") -> str:
    numbered = f' Number="{number}"' if number else ""
    return (
        f'<Paragraph Type="Scene Heading"{numbered}><SceneProperties Length="{length}" '
        f'Page="{page}"/><Text>{text}</Text></Paragraph>'
    )


def read(*paragraphs: str, after: str = "", eighths: EighthsMode | None = None):
    return read_script(fdx(*paragraphs, after=after), "a.fdx", eighths=eighths)


def test_runs_are_joined_even_inside_a_word():
    action = (
        '<Paragraph Type="Action"><Text>A</Text><Text Style="Bold">sphalt</Text>'
        "<Text> sky</Text></Paragraph>"
    )
    assert read(scene("INT. A - DAY"), action).scenes[0].elements[0].text == "Asphalt sky"


@pytest.mark.parametrize(
    ("length", "eighths"), [("3/8", 3), ("1 7/8", 15), ("5", 40), ("1", 8), ("12/8", 12)]
)
def test_lengths_of_the_file_stand(length, eighths):
    script = read(scene("INT. A - DAY", length, page="4"), para("Action", "Hm."))
    assert script.eighths_source == "imported"
    assert (script.scenes[0].eighths.count, script.scenes[0].page) == (eighths, 4)


def test_lengths_are_measured_when_a_mode_is_asked_for():
    script = read(scene("INT. A - DAY", "5"), eighths=EighthsMode.NEAREST)
    assert (script.eighths_source, script.scenes[0].eighths.count) == ("nearest", 1)


def test_a_length_that_cannot_be_read_is_measured_and_remarked_on():
    script = read(scene("INT. A - DAY", "long"), scene("INT. B - DAY", "2/8"))
    assert [s.eighths.count for s in script.scenes] == [1, 2]
    assert any("“long” is not a page length" in p.message for p in script.problems)


def test_the_page_is_the_one_the_file_sets_up():
    # A4 with margins of 75 and 65 points holds 59 lines; two blank lines above a heading.
    settings = (
        '<PageLayout TopMargin="75" BottomMargin="65"><PageSize Height="11.69" Width="8.26"/>'
        '</PageLayout><ElementSettings Type="Scene Heading"><ParagraphSpec SpaceBefore="24"/>'
        "</ElementSettings>"
    )
    scenes = [scene("INT. A - DAY")] * 14
    letter, a4 = read(*scenes), read(*scenes, after=settings)
    assert (letter.scenes[-1].page, a4.scenes[-1].page) == (1, 1)
    assert read(*scenes * 2, after=settings).scenes[20].page == 2
    assert read(*scenes * 2).scenes[20].page == 1


def test_numbers_names_and_dual_dialogue():
    dual = (
        "<Paragraph><DualDialogue>"
        + para("Character", "RAY (V.O.) (CONT'D)")
        + para("Dialogue", "No.")
        + para("Character", "LORY")
        + para("Parenthetical", "(low)")
        + para("Dialogue", "Yes.")
        + "</DualDialogue></Paragraph>"
    )
    script = read(scene("INT. A - DAY", number="7A"), dual, para("Action", "Hm."))
    (only,) = script.scenes
    assert (only.number, only.numbered) == ("7A", True)
    assert [(e.speaker, e.extension, e.dual) for e in only.elements] == [
        ("RAY", "V.O.", "left"),
        ("RAY", "V.O.", "left"),
        ("LORY", "", "right"),
        ("LORY", "", "right"),
        ("LORY", "", "right"),
        ("", "", ""),
    ]


def test_empty_paragraphs_notes_and_unknown_types():
    note = "<ScriptNote><Paragraph><Text>Ask Ida.</Text></Paragraph></ScriptNote>"
    script = read(
        scene("INT. A - DAY"),
        para("General", ""),
        f'<Paragraph Type="Action"><Text>Hm.</Text>{note}</Paragraph>',
        para("Haiku", "Old pond."),
    )
    assert [(e.kind, e.text) for e in script.scenes[0].elements] == [
        (ElementKind.NOTE, "Ask Ida."),
        (ElementKind.ACTION, "Hm."),
        (ElementKind.ACTION, "Old pond."),
    ]
    assert any("type “Haiku”" in p.message for p in script.problems)


def test_omitted_scenes_keep_number_and_heading_and_have_no_length():
    hidden = (
        '<Paragraph Type="Scene Heading" Number="3"><SceneProperties Length="1/8" Page="2"/>'
        "<OmittedScene>" + para("Scene Heading", "INT. GONE - DAY") + "</OmittedScene>"
        "<Text>OMITTED</Text></Paragraph>"
    )
    script = read(scene("INT. A - DAY", "2/8", number="2"), hidden, scene("OMITTED", number="4"))
    assert [(s.number, s.omitted) for s in script.scenes] == [
        ("2", False),
        ("3", True),
        ("4", True),
    ]
    assert script.scenes[1].heading == "INT. GONE - DAY"
    assert script.scenes[2].eighths.count == 0


def test_the_title_page_gives_title_and_author():
    page = (
        "<TitlePage><Content>"
        + para("", "")
        + para("", "The Ferry")
        + para("", "written by")
        + para("", "A. Nonymous")
        + "</Content></TitlePage>"
    )
    script = read(scene("INT. A - DAY"), after=page)
    assert script.title == "The Ferry"
    assert script.title_page["Author"] == "A. Nonymous"


@pytest.mark.parametrize("keep", [0.4, 0.6, 0.8, 0.99])
def test_a_file_cut_off_is_read_as_far_as_it_goes(keep):
    whole = fdx(*[scene(f"INT. ROOM {n} - DAY", "1/8") + para("Action", "Hm.") for n in range(40)])
    script = read_script(whole[: int(len(whole) * keep)], "a.fdx")
    assert 10 < len(script.scenes) <= 40
    assert script.problems[0].severity is Severity.ERROR
    assert "perhaps cut off" in script.problems[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding):
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        "<FinalDraft><Content>" + para("Scene Heading", "&b;") + "</Content></FinalDraft>"
    )
    with pytest.raises(InvalidInput, match="entities"):
        read_script(bomb.encode(encoding), "a.fdx")


def test_a_document_without_scenes_says_so():
    with pytest.raises(InvalidInput, match="0 scenes found"):
        read(para("Action", "Hm."))


def test_an_fdx_is_known_by_content():
    assert len(read_script(fdx(scene("INT. A - DAY")), "a.fountain").scenes) == 1


def test_both_saves_of_one_feature(samples):
    for name, total, pages in (("rearview-fd.fdx", "96 6/8", 88), ("rearview.fdx", "91 7/8", 95)):
        script = read_script((samples / "fdx" / name).read_bytes(), name)
        assert len(script.scenes) == 207
        assert (str(script.pages_by_eighths), script.pages) == (total, pages)
        # Set on the page the file sets up, we come to the same page count, and within an
        # eighth of every length Final Draft (207) and Fade In (at least 203) measured.
        ours = read_script((samples / "fdx" / name).read_bytes(), name, eighths=EighthsMode.NEAREST)
        assert ours.pages == pages
        near = sum(
            abs(a.eighths.count - b.eighths.count) <= 1
            for a, b in zip(script.scenes, ours.scenes, strict=True)
        )
        assert near >= 203
        drift = max(abs(a.page - b.page) for a, b in zip(script.scenes, ours.scenes, strict=True))
        assert drift <= 1


def test_small_samples(samples):
    lengths = {}
    for number in (1, 2, 3):
        name = f"sample-0{number}.fdx"
        script = read_script((samples / "fdx" / name).read_bytes(), name)
        lengths[number] = (len(script.scenes), str(script.pages_by_eighths), script.eighths_source)
    assert lengths == {
        1: (1, "2/8", "imported"),
        2: (3, "6/8", "imported"),
        3: (1, "2/8", "imported"),
    }
