"""What people decided counts, and stays when the script is read again."""

from __future__ import annotations

import pytest

from topsheet.breakdown import models
from topsheet.breakdown.engine.types import Presence
from topsheet.breakdown.models import State
from topsheet.breakdown.tests.film import FILM
from topsheet.production.changes import recording
from topsheet.script.models import Scene

pytestmark = pytest.mark.django_db


def put(film, row, **fields):
    with recording(film.production, film.owner, "Decided") as changes:
        changes.update(row, **fields)


def make(film, *rows):
    with recording(film.production, film.owner, "Made") as changes:
        for row in rows:
            changes.create(row)


def test_what_was_accepted_is_certain_and_what_was_rejected_is_left_out(film):
    put(film, film.mention("horse", "s0002"), state=State.ACCEPTED)
    put(film, film.mention("horse", "s0003"), state=State.REJECTED)
    horse = next(e for e in film.load().elements if e.name == "horse")
    assert [(m.scene, m.confidence) for m in horse.mentions] == [(1, 100)]


def test_an_element_rejected_everywhere_is_gone(film):
    put(film, film.mention("tray", "s0001"), state=State.REJECTED)
    assert "tray" not in {e.name for e in film.load().elements}


def test_a_rejected_flag_is_no_flag(film):
    night = models.SceneFlag.objects.get(scenario=film.scenario, flag="night")
    put(film, night, state=State.REJECTED)
    assert "night" not in {f.flag.value for f in film.load().flags}


def test_a_role_rejected_everywhere_is_not_cast(film):
    for row in models.Appearance.objects.filter(scenario=film.scenario, part__uid="leo"):
        put(film, row, state=State.REJECTED)
    assert "leo" not in {r.key for r in film.load().roles}


def test_somebody_only_named_works_once_that_is_accepted(film):
    odile = film.appearance("odile", "s0001")
    put(film, odile, works=False, confidence=30)
    assert film.at_work("odile") == set()
    put(film, odile, state=State.ACCEPTED)
    assert film.at_work("odile") == {0}


def test_a_voice_may_be_called_to_set_and_a_speaker_may_stay_away(film):
    voice, speaker = film.appearance("boy", "s0003"), film.appearance("boy", "s0002")
    assert film.at_work("boy") == {1}
    put(film, voice, decided="works", state=State.ACCEPTED)
    put(film, speaker, decided="voice", state=State.ACCEPTED)
    assert film.at_work("boy") == {2}
    seen = {a.scene: a.presence for a in film.load().appearances if a.role == "boy"}
    assert seen == {1: Presence.VOICE, 2: Presence.SPEAKS}


def test_a_suggestion_that_the_draft_lost_goes_and_an_accepted_one_stays_marked(film):
    put(film, film.mention("horse", "s0003"), state=State.ACCEPTED)
    film.save(FILM.replace("A horse bolts.", "").replace("lifts a tray", "stands"), draft=True)
    assert film.scenes("horse") == {1, 2}
    assert film.mention("horse", "s0003").lost
    assert not models.Element.objects.filter(scenario=film.scenario, name="tray").exists()
    film.save(draft=True)
    assert not film.mention("horse", "s0003").lost


def test_reading_the_same_script_again_changes_nothing_after_decisions(film):
    put(film, film.mention("horse", "s0002"), state=State.ACCEPTED)
    put(film, film.mention("tray", "s0001"), state=State.REJECTED)
    put(film, film.element("horse"), name="grey mare", own=["name"])
    before, said = film.production.sequence, film.load()
    film.save()
    assert film.production.sequence == before
    assert film.load() == said


def test_a_name_and_a_category_that_a_person_gave_stay(film):
    put(film, film.element("knife"), name="kitchen knife", category="set dressing",
        own=["name", "category"])  # fmt: skip
    film.save(FILM.replace("holds a knife", "holds a kitchen knife"), draft=True)
    knife = film.element("kitchen knife")
    assert knife.category == "set dressing"
    assert film.scenes("kitchen knife") >= {2}


def test_an_alias_makes_a_later_draft_mean_the_same_element(film):
    knife = film.element("knife")
    make(film, models.Alias(scenario=film.scenario, of="element", text="dagger",
                            said=film.element("dagger").uid, key=knife.uid))  # fmt: skip
    film.save()
    assert film.scenes("knife") == {0, 1, 2}
    assert not models.Element.objects.filter(scenario=film.scenario, name="dagger").exists()
    assert film.mention("knife", "s0003").said == ["props-dagger", "props-knife"]


def test_a_role_alias_makes_the_boy_leo(film):
    make(film, models.Alias(scenario=film.scenario, of="role", text="THE BOY", said="boy",
                            key="leo"))  # fmt: skip
    film.save()
    assert film.at_work("leo") == {1, 2}
    assert "boy" not in {r.key for r in film.load().roles}
    assert film.part("leo").lines == 3


def test_a_mention_moved_to_another_element_stays_there(film):
    own = models.Element(scenario=film.scenario, uid="animals-mare", position=99,
                         category="animals", name="mare", by_hand=True)  # fmt: skip
    make(film, own)
    put(film, film.mention("horse", "s0003"), element=own)
    film.save()
    assert (film.scenes("horse"), film.scenes("mare")) == ({1}, {2})


def test_decisions_of_a_scene_that_is_out_stay_for_when_it_returns(film):
    put(film, film.mention("horse", "s0003"), state=State.REJECTED)
    cut = FILM.split("EXT. STREET")[0]
    film.save(cut, draft=True)
    assert film.scenes("horse") == {1}
    assert not film.mention("horse", "s0003").lost
    film.save(draft=True)
    assert film.scenes("horse") == {1}


def test_what_comes_along_is_counted_where_its_link_says(film):
    magazine = models.Element(scenario=film.scenario, uid="magazine", position=99,
                              category="props", name="magazine")  # fmt: skip
    make(film, magazine)
    make(film, models.ElementLink(scenario=film.scenario, element=film.element("rifle"),
                                  needs=magazine),
         models.ElementLink(scenario=film.scenario, part=film.part("martha"),
                            needs=film.element("knife")))  # fmt: skip
    assert film.scenes("magazine") == film.scenes("rifle") == {1, 2}
    assert film.scenes("knife") == {0, 1, 2}
    put(film, film.mention("rifle", "s0003"), state=State.REJECTED)
    assert film.scenes("magazine") == {1}


def test_an_omitted_scene_keeps_its_decisions_and_counts_nowhere(film):
    put(film, film.mention("horse", "s0003"), state=State.ACCEPTED)
    street = Scene.objects.get(scenario=film.scenario, uid="s0003")
    put(film, street, omitted=True)
    cut = FILM.split("EXT. STREET")[0]
    film.save(cut)
    assert film.scenes("horse") == {1}
    row = film.mention("horse", "s0003")
    assert (row.state, row.lost) == (State.ACCEPTED, False)
    put(film, street, omitted=False)
    film.save()
    assert film.scenes("horse") == {1, 2}
