"""Whatever people did to a breakdown: nothing is lost, and reading again changes nothing."""

from __future__ import annotations

import random

import pytest

from topsheet.breakdown import deciding, editing, merging, models, tagging
from topsheet.breakdown.deciding import Which
from topsheet.breakdown.models import State
from topsheet.breakdown.tests.film import FILM
from topsheet.kernel.errors import TopsheetError
from topsheet.production.undo import redo, undo

pytestmark = pytest.mark.django_db

_SUGGESTIONS = (models.Mention, models.Appearance, models.SceneFlag)


def uids(film):
    return [uid for model in _SUGGESTIONS for uid in keys(film, model)]


def keys(film, model):
    """In the order they were made, the same in every run."""
    rows = model.objects.filter(scenario=film.scenario).order_by("pk")
    return list(rows.values_list("uid", flat=True))


def act(film, rng):
    """Do one thing at random; what is refused in a sentence is no fault."""
    who, at = film.owner, film.scenario
    elements, parts = keys(film, models.Element), keys(film, models.Part)
    scene, state = rng.choice("123"), rng.choice(list(State))
    one, two = rng.choice(elements), rng.choice(elements)
    first, second = rng.choice(parts), rng.choice(parts)
    how = rng.choice(["works", "voice", "absent"])
    name = rng.choice(["knife", "tin", "mare", "old rifle", "dagger"])
    verbs = [
        lambda: deciding.decide(who, at, state, Which(uids=(rng.choice(uids(film)),))),
        lambda: deciding.decide(who, at, state, Which(scene=scene)),
        lambda: tagging.add_words(who, at, scene=scene, words=name, category="props"),
        lambda: tagging.set_presence(who, at, scene, first, how),
        lambda: editing.edit_element(who, at, one, name=f"{name} {rng.randint(1, 3)}"),
        lambda: editing.set_category(who, at, [one], rng.choice(["props", "animals", "notes"])),
        lambda: editing.link_element(who, at, one, needs=two),
        lambda: editing.link_element(who, at, one, always_with=first),
        lambda: merging.merge_elements(who, at, [one], two),
        lambda: merging.split_element(who, at, one, [scene], name=name),
        lambda: merging.merge_roles(who, at, first, second),
        lambda: tagging.set_quantity(who, at, rng.choice(keys(film, models.Mention)), 3),
    ]  # fmt: skip
    try:
        rng.choice(verbs)()
    except TopsheetError as refused:
        assert refused.message.endswith(".")


@pytest.mark.parametrize("seed", range(16))
def test_after_any_decisions_reading_again_changes_nothing(film, seed):
    rng = random.Random(seed)
    for _ in range(12):
        act(film, rng)
    before, said = film.production.sequence, film.load()
    film.save()
    assert film.production.sequence == before
    assert film.load() == said


@pytest.mark.parametrize("seed", range(8))
def test_a_draft_that_comes_and_goes_leaves_what_was_decided(film, seed):
    rng = random.Random(seed)
    for _ in range(8):
        act(film, rng)
    film.save()
    decided = {
        (type(row).__name__, row.uid, row.state)
        for model in _SUGGESTIONS
        for row in model.objects.filter(scenario=film.scenario).exclude(state=State.SUGGESTED)
    }
    film.save(FILM.split("EXT. STREET")[0].replace("horse", "cow"), draft=True)
    film.save(draft=True)
    after = {
        (type(row).__name__, row.uid, row.state)
        for model in _SUGGESTIONS
        for row in model.objects.filter(scenario=film.scenario)
    }
    assert decided <= after


@pytest.mark.parametrize("seed", range(8))
def test_a_merge_loses_no_mention(film, seed):
    rng = random.Random(seed)
    for _ in range(6):
        act(film, rng)
    elements = {e.uid: e for e in models.Element.objects.filter(scenario=film.scenario)}
    one, two = rng.sample(sorted(elements), 2)
    scenes = {uid: {(m.scene, m.state) for m in elements[uid].mentions.all()} for uid in (one, two)}
    merging.merge_elements(film.owner, film.scenario, [one], two)
    after = {m.scene: m.state for m in elements[two].mentions.all()}
    assert elements[two].mentions.count() == len(after)
    order = [State.REJECTED, State.SUGGESTED, State.ACCEPTED]
    wanted: dict[str, str] = {}
    for scene, state in scenes[one] | scenes[two]:
        wanted[scene] = max(state, wanted.get(scene, State.REJECTED), key=order.index)
    assert after == wanted


@pytest.mark.parametrize("state", [State.ACCEPTED, State.REJECTED])
def test_deciding_and_resetting_is_identity(film, state):
    said = film.load()
    for uid in uids(film):
        deciding.decide(film.owner, film.scenario, state, Which(uids=(uid,)))
        deciding.decide(film.owner, film.scenario, State.SUGGESTED, Which(uids=(uid,)))
    assert film.load() == said


@pytest.mark.parametrize("seed", range(8))
def test_everything_can_be_taken_back_and_made_again(film, seed):
    """Undo of all acts is the breakdown as it was read; redo of all is what they made of it."""
    rng = random.Random(seed)
    first, sequence = film.load(), film.production.sequence
    for _ in range(8):
        act(film, rng)
    made, acts = film.load(), film.scenario.production.sequence - sequence
    for _ in range(acts):
        undo(film.owner, film.scenario.production)
    assert film.load() == first
    for _ in range(acts):
        redo(film.owner, film.scenario.production)
    assert film.load() == made
