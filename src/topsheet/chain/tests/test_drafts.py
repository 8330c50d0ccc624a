"""A new draft taken in over the old one: nothing that people decided is lost."""

from __future__ import annotations

import re

import pytest

from topsheet.breakdown.models import Appearance, Mention, State
from topsheet.chain.demo_film import DEMO, demo_script
from topsheet.chain.drafts import import_draft, review_again, review_draft
from topsheet.chain.drafts_cost import cost_of
from topsheet.chain.services import LARGEST, save_plan
from topsheet.kernel.errors import Conflict, InvalidInput, NotAllowed
from topsheet.people.models import Role
from topsheet.places.selectors import place_of_sets
from topsheet.platform import files
from topsheet.production.changes import recording
from topsheet.production.models import ChangeSet, ScenarioRecord
from topsheet.production.rows import as_json, kinds, scenario_uid
from topsheet.production.scenarios import fork
from topsheet.production.selectors import scenario_of
from topsheet.production.undo import redo, undo
from topsheet.schedule.models import Strip
from topsheet.schedule.selectors import load_schedule
from topsheet.script.correcting import correct_scene, lock_numbers, omit_scene, restore_field
from topsheet.script.engine import read_script
from topsheet.script.engine.compare import Fate
from topsheet.script.models import Draft, Scene
from topsheet.script.selectors import current_draft, load_script
from topsheet.script.services import save_draft

pytestmark = pytest.mark.django_db

FRESH = """EXT. LIGHTHOUSE - NIGHT

OLGA, 70, winds the great clockwork. Below, a police boat circles.

OLGA
Nobody comes here in November.
"""
_HEADING = re.compile(r"(?m)^(?=(?:INT|EXT)[./ ])")


@pytest.fixture
def scenario(made, owner, office):
    return scenario_of(save_plan(made, demo_script(), DEMO, owner))


def blocks():
    """The demo film's text before its first heading, and each scene's."""
    return _HEADING.split(demo_script().decode())


def blue(cut=(2,), rewritten=5, moved=(9, 3), fresh=4) -> bytes:
    """A second draft: one scene cut, one rewritten, one moved, one new."""
    head, *scenes = blocks()
    order = list(range(len(scenes)))
    order.insert(moved[1], order.pop(moved[0]))
    text = [scenes[n] + ("He thinks better of it, sits down and laughs.\n\n" * 20
                         if n == rewritten else "")
            for n in order if n not in cut]  # fmt: skip
    text.insert(fresh, FRESH + "\n")
    return "".join([head, *text]).encode()


def rows(scenario):
    return {row.uid: row for row in Scene.objects.filter(scenario=scenario)}


def test_a_review_tells_what_changed_and_saves_nothing(owner, scenario):
    sequence = scenario.production.sequence
    review = review_draft(owner, scenario, blue(), "blue.fountain")
    counts = review.counts
    assert (counts["new"], counts["omitted"], counts["changed"], counts["moved"]) == (1, 1, 1, 1)
    assert review.colour == "blue"
    assert ChangeSet.objects.filter(production=scenario.production).last().sequence == sequence
    assert Draft.objects.count() == 1


def test_an_import_is_one_change_set_and_keeps_every_scenes_name(owner, scenario):
    before, sequence = rows(scenario), scenario.production.sequence
    imported = import_draft(owner, scenario, review_draft(owner, scenario, blue(), "blue.fountain"))
    assert imported.sequence == sequence + 1
    after = rows(scenario)
    assert set(before) < set(after)
    [new] = set(after) - set(before)
    assert new == f"s{len(before) + 1:04d}"
    assert after["s0003"].omitted and after["s0003"].elements
    same = [uid for uid in before if uid not in ("s0003", "s0006")]
    assert all(after[uid].heading == before[uid].heading for uid in same)
    assert all(after[uid].eighths == before[uid].eighths for uid in same)
    assert after["s0006"].eighths > before["s0006"].eighths
    assert [s.key for s in load_script(scenario).scenes if s.index == after[new].order] == [new]
    draft = current_draft(scenario)
    assert (draft.number, draft.colour, draft.file_name) == (2, "blue", "blue.fountain")
    assert files.read(draft.source) == blue()
    assert draft.against["new"] == [after[new].number]
    assert draft.against["omitted"] == [before["s0003"].number]


def test_what_was_decided_of_scenes_stays_with_them(owner, scenario):
    """Tags, corrections, frozen lengths and board places hang on names, and names stay."""
    shown = Appearance.objects.filter(scenario=scenario, scene="s0010").first()
    tagged = Mention.objects.filter(scenario=scenario).exclude(scene="s0003").first()
    with recording(scenario.production, owner, "Decided") as changes:
        changes.update(shown, state=State.ACCEPTED)
        changes.update(tagged, state=State.REJECTED)
    correct_scene(owner, scenario, rows(scenario)["s0010"].number, {"set_name": "THE OLD SHED"})
    correct_scene(owner, scenario, rows(scenario)["s0006"].number, {"eighths": "3 5/8"})
    days = dict(Strip.objects.filter(scenario=scenario).values_list("uid", "day_id"))
    import_draft(owner, scenario, review_draft(owner, scenario, blue(), "blue.fountain"))
    assert Appearance.objects.get(pk=shown.pk).state == State.ACCEPTED
    assert Mention.objects.get(pk=tagged.pk).state == State.REJECTED
    after = rows(scenario)
    assert after["s0010"].set_name == "THE OLD SHED"
    assert after["s0006"].eighths == 29
    assert after["s0006"].corrected["eighths"] != 29
    kept = dict(Strip.objects.filter(scenario=scenario).values_list("uid", "day_id"))
    assert {uid: day for uid, day in kept.items() if uid in days} == days


def test_the_new_part_is_on_the_cast_list_with_a_number_of_its_own(owner, scenario):
    numbers = dict(Role.objects.values_list("uid", "board_id"))
    import_draft(owner, scenario, review_draft(owner, scenario, blue(), "blue.fountain"))
    olga = Role.objects.get(name__iexact="olga")
    assert olga.board_id not in numbers.values()
    assert all(Role.objects.get(uid=uid).board_id == n for uid, n in numbers.items()
               if Role.objects.filter(uid=uid).exists())  # fmt: skip


def test_with_locked_numbers_a_new_scene_takes_a_letter(owner, scenario):
    lock_numbers(owner, scenario)
    import_draft(owner, scenario, review_draft(owner, scenario, blue(), "blue.fountain"))
    new = Scene.objects.filter(scenario=scenario).order_by("uid").last()
    assert new.number[-1].isalpha()
    assert current_draft(scenario).numbers_locked


def test_a_doubtful_pair_can_be_said_otherwise(owner, scenario):
    before = rows(scenario)
    review = review_draft(owner, scenario, blue(), "blue.fountain")
    [new] = review.comparison.with_fate(Fate.NEW)
    import_draft(owner, scenario, review, {str(new.new + 1): "s0003"})
    after = rows(scenario)
    assert not after["s0003"].omitted
    assert after["s0003"].set_name == "LIGHTHOUSE"
    assert set(after) == set(before)


@pytest.mark.parametrize(
    ("pairings", "says"),
    [
        ({"999": "s0001"}, "no scene at place 999"),
        ({"1": "s9999"}, "no scene “s9999”"),
        ({"1": "s0002", "2": "s0002"}, "paired with two scenes"),
        ({"-1": "s0001"}, "no scene at place"),
        ({"²": "s0001"}, "no scene at place"),
    ],
)
def test_a_pairing_that_cannot_be_is_refused(owner, scenario, pairings, says):
    review = review_draft(owner, scenario, blue(), "blue.fountain")
    with pytest.raises(InvalidInput, match=says):
        import_draft(owner, scenario, review, pairings)
    assert Draft.objects.count() == 1


def test_a_script_changed_since_the_review_is_told_and_nothing_saved(owner, scenario):
    review = review_draft(owner, scenario, blue(), "blue.fountain")
    correct_scene(owner, scenario, "s0001", {"synopsis": "It begins."})
    with pytest.raises(Conflict, match="was changed since this draft was reviewed"):
        import_draft(owner, scenario, review)
    assert Draft.objects.count() == 1
    again = review_again(owner, scenario, review.as_payload())
    assert import_draft(owner, scenario, again).draft.number == 2
    assert rows(scenario)["s0001"].synopsis == "It begins."


def test_another_change_of_the_production_does_not_spoil_a_review(owner, scenario):
    review = review_draft(owner, scenario, blue(), "blue.fountain")
    role = Role.objects.first()
    with recording(scenario.production, owner, "A name mended") as changes:
        changes.update(role, name="Another Name")
    assert import_draft(owner, scenario, review).draft.number == 2


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "empty.fountain", "is empty"),
        (b"  \n ", "blank.fountain", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "picture.png", "picture.png"),
        (b"Just a letter to my mother.\n", "letter.fountain", "0 scenes found"),
        (b"INT. A - DAY\n\nOnce.\n\nEXT. B - DAY\n\nTwice.\n", "other.fountain", "another film"),
    ],
)
def test_what_is_no_next_draft_is_refused_in_a_sentence(owner, scenario, data, name, says):
    with pytest.raises(InvalidInput, match=says):
        review_draft(owner, scenario, data, name)


def test_the_same_file_again_is_the_draft_in_force_already(owner, scenario):
    with pytest.raises(InvalidInput, match=r"is the draft in force already \(draft 1, white\)"):
        review_draft(owner, scenario, demo_script(), "again.fountain")


def test_a_huge_file_is_refused(owner, scenario):
    with pytest.raises(InvalidInput, match="over 50 MB"):
        review_draft(owner, scenario, b"x" * (LARGEST + 1), "huge.fountain")


def test_another_film_is_taken_in_when_somebody_insists(owner, scenario):
    other = b"INT. A - DAY\n\nOnce.\n\nEXT. B - DAY\n\nTwice.\n"
    review = review_draft(owner, scenario, other, "other.fountain", anyway=True)
    import_draft(owner, scenario, review)
    assert [s.heading for s in load_script(scenario).scenes if not s.omitted] == [
        "INT. A - DAY", "EXT. B - DAY",
    ]  # fmt: skip


def test_who_may_not_edit_the_script_takes_nothing_in(member, owner, scenario):
    guest = member(scenario.production, "guest")
    review = review_draft(owner, scenario, blue(), "blue.fountain")
    with pytest.raises(NotAllowed):
        review_draft(guest, scenario, blue(), "blue.fountain")
    with pytest.raises(NotAllowed):
        import_draft(guest, scenario, review)


def test_a_third_draft_follows_the_second(owner, scenario):
    import_draft(owner, scenario, review_draft(owner, scenario, blue(), "blue.fountain"))
    back = review_draft(owner, scenario, demo_script(), "white-again.fountain")
    import_draft(owner, scenario, back)
    after = rows(scenario)
    assert not after["s0003"].omitted
    assert after[max(after)].omitted
    assert current_draft(scenario).colour == "pink"


def test_an_import_is_taken_back_and_made_again_whole(owner, scenario):
    production = scenario.production
    correct_scene(owner, scenario, "s0001", {"set_name": "THE LAKE ROAD"})
    before = portrait(production)
    import_draft(owner, scenario, review_draft(owner, scenario, blue(), "blue.fountain"))
    after = portrait(production)
    assert after != before
    undo(owner, production)
    assert portrait(production) == before
    redo(owner, production)
    assert portrait(production) == after


def portrait(production):
    """Every record of a production as JSON, without the count of its edits."""
    found = {}
    for kind, model in kinds().items():
        mine = model.objects.filter(**(
            {"scenario__production": production} if issubclass(model, ScenarioRecord)
            else {"production": production}
        ))  # fmt: skip
        records = list(mine)
        for record, content in zip(records, as_json(records), strict=True):
            found[kind, scenario_uid(record), record.uid] = content
    return found


def test_a_set_that_is_corrected_stays_at_its_place_and_goes_back_there(owner, scenario):
    before = place_of_sets(scenario)
    row = Scene.objects.get(scenario=scenario, uid="s0001")
    correct_scene(owner, scenario, "s0001", {"set_name": "THE OLD LAKE ROAD"})
    now = place_of_sets(scenario)
    assert now["THE OLD LAKE ROAD"] == before[row.set_name]
    problem, _ = load_schedule(scenario_of(scenario.production))
    [strip] = [s for s in problem.strips if s.key == "s0001"]
    assert (strip.set_name, strip.place) == ("THE OLD LAKE ROAD", before[row.set_name])
    restore_field(owner, scenario, "s0001", "set_name")
    assert place_of_sets(scenario) == before


def test_what_follows_a_correction_moves_the_board_at_once(owner, scenario):
    correct_scene(owner, scenario, "s0001", {"eighths": "6"})
    omit_scene(owner, scenario, "s0004")
    problem, _ = load_schedule(scenario_of(scenario.production))
    strips = {strip.key.partition("/")[0]: strip for strip in problem.strips}
    assert sum(s.eighths for s in problem.strips if s.key.startswith("s0001")) == 48
    assert "s0004" not in strips


def test_a_draft_of_a_fork_leaves_main_as_it_was(owner, scenario):
    """Parts and places are shared: what main still has does not go when a fork loses it."""
    forked = fork(owner, scenario.production, "Shorter")
    main = {key: one for key, one in portrait(scenario.production).items() if key[1] == "main"}
    cut = tuple(range(2, 40))
    review = review_draft(owner, forked, blue(cut=cut, rewritten=-1), "blue.fountain", anyway=True)
    roles = set(Role.objects.values_list("uid", flat=True))
    import_draft(owner, forked, review)
    now = portrait(scenario.production)
    assert {key: now.get(key) for key in main} == main
    assert roles <= set(Role.objects.values_list("uid", flat=True))
    assert current_draft(forked).number == 2
    assert current_draft(scenario).number == 1


def test_a_script_without_board_and_budget_takes_a_draft_too(owner, production, office):
    made = production("Only a script")
    scenario = scenario_of(made)
    script = read_script(demo_script(), DEMO)
    with recording(made, owner, "Script taken in") as changes:
        save_draft(changes, scenario, script, demo_script(), DEMO)
    review = review_draft(owner, scenario, blue(), "blue.fountain")
    assert {move.address for move in cost_of(owner, scenario, review).moves} <= {
        "script/pages", "script/scenes",
    }  # fmt: skip
    assert import_draft(owner, scenario, review).draft.number == 2
