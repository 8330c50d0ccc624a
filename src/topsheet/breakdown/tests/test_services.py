"""A breakdown is kept and comes back as it was; what a person said to it stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from topsheet.breakdown import lexicon, models
from topsheet.breakdown.engine import Breakdown, break_down
from topsheet.breakdown.selectors import load_breakdown
from topsheet.breakdown.services import save_breakdown
from topsheet.kernel.errors import NotFound
from topsheet.production.changes import recording
from topsheet.production.selectors import scenario_of
from topsheet.script.engine import read_script
from topsheet.script.models import Draft
from topsheet.script.services import save_draft

SCRIPT = b"""INT. MARTHA'S BAKERY - NIGHT

MARTHA (61) lifts a tray. Rain on the glass. ODILE (9) holds a knife.

MARTHA
Careful.

EXT. STREET - DAY

FORTY VILLAGERS follow a horse. Martha waves.
"""


@pytest.fixture
def bd() -> Breakdown:
    return break_down(read_script(SCRIPT, "bakery.fountain"), lexicon.load())


@pytest.fixture
def save(owner):
    def run(made, bd):
        scenario, script = scenario_of(made), read_script(SCRIPT, "bakery.fountain")
        with recording(made, owner, "Breakdown") as changes:
            if not Draft.objects.filter(scenario=scenario).exists():
                save_draft(changes, scenario, script, SCRIPT, "bakery.fountain")
            save_breakdown(changes, scenario, bd)

    return run


def test_a_breakdown_comes_back_as_it_was_saved(production, save, bd):
    made = production()
    save(made, bd)
    assert load_breakdown(scenario_of(made)) == bd


def test_saving_the_same_again_changes_nothing(production, save, bd):
    made = production()
    save(made, bd)
    before = made.sequence
    save(made, bd)
    assert made.sequence == before


def test_what_a_person_accepted_stays_when_the_draft_says_it_again(production, save, bd):
    made = production()
    save(made, bd)
    mention = models.Mention.objects.filter(element__name="horse").get()
    models.Mention.objects.filter(pk=mention.pk).update(state=models.State.ACCEPTED)
    save(made, replace(bd, elements=tuple(e for e in bd.elements if e.name != "knife")))
    assert models.Mention.objects.get(uid=mention.uid).state == models.State.ACCEPTED
    assert not models.Element.objects.filter(name="knife").exists()


def test_without_a_breakdown_one_is_told_to_make_a_plan(production):
    with pytest.raises(NotFound, match="no breakdown yet"):
        load_breakdown(scenario_of(production()))
