"""Drafts kept and given back exactly."""

import pytest

from topsheet.kernel.errors import NotFound
from topsheet.platform import files
from topsheet.production.changes import recording
from topsheet.production.selectors import scenario_of
from topsheet.script.engine import read_script
from topsheet.script.models import Draft, Scene
from topsheet.script.selectors import current_draft, find_scene, load_script, script_about
from topsheet.script.services import colour_of, save_draft

pytestmark = pytest.mark.django_db

TEXT = """Title: The Ferry
Author: A. Nonymous
Draft date: 12 May 2026

FADE IN:

INT. KITCHEN - NIGHT #1#

= Marta finds out.

Marta pours tea. [[which cup?]]

MARTA (V.O.)
(softly)
You never asked.

LÉO ^
~Never, never

12 OMITTED

.ON THE QUAY #1#

ΜΑΡΙΑ
Γεια.
"""


@pytest.fixture
def save(owner, office):
    def run(scenario, text=TEXT, filename="ferry.fountain"):
        script = read_script(text.encode(), filename)
        with recording(scenario.production, owner, "Script taken in") as changes:
            save_draft(changes, scenario, script, text.encode(), filename)
        return script

    return run


def test_a_saved_script_is_given_back_exactly(production, save):
    scenario = scenario_of(production())
    script = save(scenario)
    assert load_script(scenario) == script
    assert list(load_script(scenario).title_page) == ["Title", "Author", "Draft date"]


def test_the_file_itself_is_kept(production, save):
    scenario = scenario_of(production())
    save(scenario)
    assert files.read(current_draft(scenario).source) == TEXT.encode()


def test_a_new_draft_takes_the_place_of_the_old_and_is_blue(production, save):
    scenario = scenario_of(production())
    save(scenario)
    second = save(scenario, "INT. BARN - DAY\n\nHay.\n", "ferry-2.fountain")
    assert load_script(scenario) == second
    assert [str(draft) for draft in Draft.objects.all()] == [
        "The Ferry, draft 1 (white)",
        "ferry-2, draft 2 (blue)",
    ]
    assert Scene.objects.filter(scenario=scenario).count() == 1
    assert script_about(scenario) == "blue draft, ferry-2.fountain"


def test_a_draft_names_its_own_date(production, save):
    scenario = scenario_of(production())
    assert script_about(scenario) == ""
    save(scenario)
    assert script_about(scenario) == "white draft, 12 May 2026, ferry.fountain"


def test_a_scene_is_found_by_uid_or_number(production, save):
    scenario = scenario_of(production())
    save(scenario)
    assert find_scene(scenario, "s0003").heading == "ON THE QUAY"
    assert find_scene(scenario, "12").omitted
    with pytest.raises(NotFound, match="no scene “99”"):
        find_scene(scenario, "99")


def test_without_a_script_there_is_a_clear_word(production):
    with pytest.raises(NotFound, match="no script yet"):
        load_script(scenario_of(production()))


def test_paper_goes_round_and_then_double():
    assert [colour_of(n) for n in (1, 2, 11, 12, 13)] == [
        "white",
        "blue",
        "ivory",
        "double white",
        "double blue",
    ]
