"""The verbs of the breakdown: decide, add, edit, link, merge, split; each one change set."""

from __future__ import annotations

import pytest

from topsheet.breakdown import deciding, editing, flagging, merging, models, tagging
from topsheet.breakdown.deciding import Which
from topsheet.breakdown.models import State
from topsheet.breakdown.tests.film import FILM
from topsheet.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from topsheet.people.models import Role
from topsheet.production.models import ChangeSet

pytestmark = pytest.mark.django_db


@pytest.fixture
def do(film):
    """``do(verb, …)`` as the owner in the film's scenario."""
    return lambda verb, *given, **named: verb(film.owner, film.scenario, *given, **named)


def accept(film, *uids, version=None, state=State.ACCEPTED):
    which = Which(uids=uids)
    return deciding.decide(film.owner, film.scenario, state, which, version)


def test_accepting_one_suggestion_says_what_and_where_and_gives_the_row_back(film):
    row = film.mention("horse", "s0002")
    done = accept(film, row.uid, version=row.version)
    assert done.change == "horse accepted in scene 2"
    assert done.rows[0]["state"] == "accepted"
    assert done.rows[0]["version"] == row.version + 1
    assert ChangeSet.objects.get(sequence=done.sequence).verb == done.change


def test_two_who_decide_otherwise_meet_a_conflict(film):
    row = film.mention("horse", "s0002")
    accept(film, row.uid, version=1)
    with pytest.raises(Conflict):
        accept(film, row.uid, version=1, state=State.REJECTED)
    accept(film, row.uid, version=1)  # the same wish is no conflict


def test_reset_gives_back_what_the_script_says(film):
    before = film.load()
    rows = [film.mention("horse", "s0002"), film.appearance("boy", "s0003")]
    accept(film, rows[0].uid)
    tagging.set_presence(film.owner, film.scenario, "3", "boy", "works")
    assert film.load() != before
    accept(film, *(row.uid for row in rows), state=State.SUGGESTED)
    assert film.load() == before


def test_many_are_decided_in_one_change_set(film, do):
    done = do(deciding.decide, State.ACCEPTED, Which(scene="2", from_confidence=80))
    assert done.change.startswith(f"{len(done.rows)} suggestions of scene 2 from 80 %")
    assert {row["scene"] for row in done.rows} == {"s0002"}
    again = do(deciding.decide, State.REJECTED, Which(scene="2", from_confidence=80))
    assert again.rows == []  # what is decided is left alone


def test_an_element_is_decided_in_all_its_scenes_and_a_category_too(film, do):
    assert do(deciding.decide, State.REJECTED, Which(elements=("horse",))).change == (
        "horse rejected in 2 scenes"
    )
    do(deciding.decide, State.ACCEPTED, Which(category="cast"))
    states = models.Appearance.objects.filter(scenario=film.scenario).values_list("state")
    assert set(states) == {("accepted",)}


def test_deciding_nothing_in_particular_is_refused(do):
    with pytest.raises(InvalidInput, match="Say which"):
        do(deciding.decide, State.ACCEPTED, Which())
    with pytest.raises(NotFound, match="no suggestion"):
        do(deciding.decide, State.ACCEPTED, Which(uids=("nothing",)))


def test_who_may_only_look_decides_nothing(film, member):
    auditor = member(film.production, "auditor")
    with pytest.raises(NotAllowed):
        deciding.decide(auditor, film.scenario, State.ACCEPTED, Which(scene="1"))


def test_words_of_the_text_become_an_element_and_stay_over_drafts(film, do):
    done = do(tagging.add_words, scene="3", line=20, words="the ROAD,", category="set dressing")
    assert done.change == "ROAD added to scene 3"
    road = film.element("ROAD")
    assert (road.by_hand, road.uid) == (True, "set-dressing-road")
    row = road.mentions.get()
    assert (row.confidence, row.reason, row.state) == (100, "added by hand", "accepted")
    film.save(FILM.replace("A horse bolts.", ""), draft=True)
    assert film.scenes("ROAD") == {2}


def test_words_that_the_script_suggested_are_accepted_not_doubled(film, do):
    do(tagging.add_words, scene="2", words="a horse", category="animals", quantity=2)
    row = film.mention("horse", "s0002")
    assert (row.state, row.quantity, row.own) == ("accepted", 2, ["quantity"])


def test_a_role_is_put_into_a_scene_made_a_voice_and_taken_out(film, do):
    do(tagging.add_words, scene="1", words="Leo", category="cast")
    assert film.at_work("leo") == {0, 2}
    do(tagging.set_presence, "1", "leo", "voice")
    assert film.at_work("leo") == {2}
    do(tagging.set_presence, "1", "leo", "absent")
    do(tagging.set_presence, "3", "leo", "absent")
    assert film.at_work("leo") == set()
    assert not models.Appearance.objects.filter(part__uid="leo", scene="s0001").exists()


def test_a_role_the_script_does_not_have_is_cast_and_stays(film, do):
    done = do(tagging.add_words, scene="3", words="Passer-by", category="cast")
    assert done.change == "Passer-by cast in scene 3"
    assert film.at_work("passer-by") == {2}
    assert Role.objects.filter(production=film.production, uid="passer-by").exists()
    film.save(FILM.replace("A horse bolts.", ""), draft=True)
    assert film.at_work("passer-by") == {2}


def test_a_quantity_that_a_person_gave_stays(film, do):
    row = film.mention("villagers", "s0002")
    do(tagging.set_quantity, row.uid, 12, version=row.version)
    film.save()
    assert film.mention("villagers", "s0002").quantity == 12
    with pytest.raises(InvalidInput, match="between 1"):
        do(tagging.set_quantity, row.uid, 0)


def test_a_renamed_element_keeps_its_name_and_is_found_by_the_old_one(film, do):
    do(editing.edit_element, "horse", name="Bessie the mare", note="white socks")
    film.save()
    assert film.element("Bessie the mare").uid == "animals-horse"
    do(tagging.add_words, scene="1", words="horse", category="animals")
    assert film.scenes("Bessie the mare") == {0, 1, 2}


def test_a_name_that_another_has_is_refused_with_the_remedy(do):
    with pytest.raises(InvalidInput, match="Merge the two instead"):
        do(editing.edit_element, "dagger", name="Knife")
    with pytest.raises(InvalidInput, match="cannot be cast"):
        do(editing.edit_element, "dagger", category="cast")


def test_many_elements_move_to_a_category_at_once(film, do):
    done = do(editing.set_category, ["knife", "dagger"], "special equipment")
    assert done.change == "2 elements moved to special equipment"
    film.save()
    assert film.element("knife").category == "special equipment"


def test_what_the_script_says_is_not_deleted_and_what_is_by_hand_is(film, do):
    with pytest.raises(InvalidInput, match="Reject it instead"):
        do(editing.delete_element, "horse")
    do(tagging.add_element, name="standby painter", category="additional labour")
    do(editing.delete_element, "standby painter")
    assert not models.Element.objects.filter(name="standby painter").exists()


def test_links_bring_what_they_name_and_go_again(film, do):
    do(tagging.add_element, name="blanks", category="special effects")
    do(editing.link_element, "rifle", needs="blanks")
    do(editing.link_element, "tray", always_with="martha")
    assert film.scenes("blanks") == {1, 2}
    assert film.scenes("tray") == {0, 1}
    for link in models.ElementLink.objects.all():
        do(editing.unlink, link.uid)
    assert film.scenes("blanks") == set()
    with pytest.raises(InvalidInput, match="cannot need itself"):
        do(editing.link_element, "rifle", needs="rifle")


def test_merged_elements_lose_no_scene_and_a_new_draft_knows_them_as_one(film, do):
    accept(film, film.mention("dagger", "s0002").uid)
    done = do(merging.merge_elements, ["dagger"], "knife")
    assert done.change == "dagger merged into knife"
    assert film.scenes("knife") == {0, 1, 2}
    before = film.production.sequence
    film.save()
    assert film.production.sequence == before
    film.save(FILM.replace("Leo raises", "A dagger falls. Leo raises"), draft=True)
    assert film.mention("knife", "s0002").state == "accepted"
    assert not models.Element.objects.filter(name="dagger").exists()


def test_a_chain_of_merges_ends_at_the_last(film, do):
    do(merging.merge_elements, ["dagger"], "knife")
    do(merging.merge_elements, ["knife"], "rifle")
    film.save()
    assert film.scenes("rifle") == {0, 1, 2}
    assert {a.key for a in models.Alias.objects.all()} == {"props-rifle"}


def test_links_go_along_with_a_merge(film, do):
    do(tagging.add_element, name="blanks", category="special effects")
    do(editing.link_element, "dagger", needs="blanks")
    do(editing.link_element, "knife", needs="dagger")
    do(merging.merge_elements, ["dagger"], "knife")
    link = models.ElementLink.objects.get()
    assert (link.element.name, link.needs.name) == ("knife", "blanks")


def test_a_split_element_stays_split(film, do):
    do(merging.split_element, "horse", ["3"], name="Leo's horse")
    assert (film.scenes("horse"), film.scenes("Leo's horse")) == ({1}, {2})
    before = film.production.sequence
    film.save()
    assert film.production.sequence == before


def test_the_boy_is_leo_and_their_scenes_unite(film, do):
    done = do(merging.merge_roles, "boy", "Leo")
    assert done.change.endswith(" is LEO")
    assert film.at_work("leo") == {1, 2}
    before = film.production.sequence
    film.save()
    assert film.production.sequence == before
    alias = models.Alias.objects.get(of="role")
    do(merging.forget_alias, alias.uid)
    film.save()
    assert film.at_work("boy") == {1}


def flags_of(film, scene):
    return {str(told.flag) for told in film.load().flags if told.mention.scene == scene}


def test_a_flag_is_raised_and_lowered_by_hand_and_a_new_draft_leaves_it(film, do):
    assert "night" in flags_of(film, 0)
    assert do(flagging.set_flag, "3", "rain").change == "Scene 3 is flagged rain"
    assert do(flagging.set_flag, "1", "night", False).change == "Scene 1 is not flagged night"
    film.save(FILM)
    assert "rain" in flags_of(film, 2)
    assert "night" not in flags_of(film, 0)
    do(flagging.set_flag, "3", "rain", False)
    assert "rain" not in flags_of(film, 2)
    with pytest.raises(InvalidInput, match="night, water"):
        do(flagging.set_flag, "3", "snow")
