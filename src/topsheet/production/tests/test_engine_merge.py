"""Three-way merge, by hand and against an oracle that tries every way there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topsheet.production.engine.differences import applied, differences
from topsheet.production.engine.merge import Loose, Merge, Reason, Side, merge
from topsheet.production.engine.records import Key, Reference

REFERENCES = {
    "line": {"account": Reference(kind="account")},
    "strip": {"day": Reference(kind="day", optional=True)},
}
Records = dict[Key, dict[str, Any]]

# --- worked by hand -------------------------------------------------------------------------

DAY = {Key("day", "d1"): {"date": 1}, Key("day", "d2"): {"date": 2}}
STRIP = Key("strip", "s1")
ACCOUNT = Key("account", "3300")
LINE = Key("line", "l1")


def board(**strip: Any) -> Records:
    return {**DAY, STRIP: {"day": "d1", "minutes": 60, **strip}}


def merged(base: Records, mine: Records, theirs: Records, **choices: str) -> Merge:
    sides = {key.replace("__", "/").replace("_in_", "#"): Side(v) for key, v in choices.items()}
    return merge(base, mine, theirs, REFERENCES, sides)


def test_fields_of_one_record_changed_on_either_side_are_both_kept():
    found = merged(board(), board(day="d2"), board(minutes=90))
    assert found.result == board(day="d2", minutes=90)
    assert not found.conflicts
    assert list(found.operations.changed) == [STRIP]


def test_the_same_edit_on_both_sides_is_no_conflict():
    found = merged(board(), board(minutes=90), board(minutes=90))
    assert (found.result, found.conflicts) == (board(minutes=90), ())


def test_one_field_changed_differently_is_a_conflict_with_three_values():
    found = merged(board(), board(minutes=90), board(minutes=75))
    (conflict,) = found.undecided
    assert (conflict.key, conflict.reason) == ("strip/s1#minutes", Reason.CHANGED)
    (part,) = conflict.parts
    assert (part.base, part.mine, part.theirs) == (60, 90, 75)
    assert found.result == board(minutes=75), "undecided stays as theirs"


@pytest.mark.parametrize(("side", "minutes"), [("mine", 90), ("theirs", 75)])
def test_a_choice_decides(side, minutes):
    found = merge(board(), board(minutes=90), board(minutes=75), REFERENCES,
                  {"strip/s1#minutes": Side(side)})  # fmt: skip
    assert found.result == board(minutes=minutes)
    assert not found.undecided


def test_edited_here_and_deleted_there_is_a_conflict():
    found = merged(board(), board(minutes=90), DAY)
    (conflict,) = found.conflicts
    assert (conflict.key, conflict.reason) == ("strip/s1", Reason.DELETED)
    assert conflict.parts[0].theirs is None
    assert merged(board(), board(minutes=90), DAY, strip__s1="mine").result == board(minutes=90)
    assert merged(board(), board(minutes=90), DAY, strip__s1="theirs").result == DAY


def test_deleted_on_one_side_and_untouched_on_the_other_is_deleted():
    assert merged(board(), DAY, board()).result == DAY
    assert merged(board(), board(), DAY).result == DAY


def test_a_strip_moved_to_a_day_the_other_side_deleted_is_a_conflict_of_the_day():
    without = {key: fields for key, fields in board().items() if key.uid != "d2"}
    found = merged(board(), board(day="d2"), without)
    (conflict,) = found.conflicts
    assert (conflict.key, conflict.reason) == ("day/d2", Reason.REFERENCE)
    assert [str(part.atom) for part in conflict.parts] == ["day/d2", "strip/s1#day"]
    assert merged(board(), board(day="d2"), without, day__d2="mine").result == board(day="d2")
    assert merged(board(), board(day="d2"), without, day__d2="theirs").result == without


def test_a_new_strip_on_a_deleted_day_stays_without_a_day():
    new = Key("strip", "s2")
    mine = board() | {new: {"day": "d2", "minutes": 5}}
    theirs = {key: fields for key, fields in board().items() if key.uid != "d2"}
    found = merged(board(), mine, theirs, day__d2="theirs")
    assert found.result == theirs | {new: {"day": None, "minutes": 5}}
    assert merged(board(), mine, theirs, day__d2="mine").result == mine


def test_a_new_line_goes_with_its_account_when_that_is_chosen_to_go():
    base: Records = {ACCOUNT: {"name": "Locations"}}
    mine = base | {LINE: {"account": "3300", "name": "Barn"}}
    found = merged(base, mine, {})
    (conflict,) = found.conflicts
    assert (conflict.key, conflict.reason) == ("account/3300", Reason.REFERENCE)
    assert merged(base, mine, {}, account__3300="theirs").result == {}
    assert merged(base, mine, {}, account__3300="mine").result == mine


def test_two_edited_lines_of_a_deleted_account_are_one_conflict_named_after_it():
    other = Key("line", "l2")
    base = {ACCOUNT: {"name": "L"}, LINE: {"account": "3300", "n": 1}, other: {"account": "3300"},
            Key("line", "l3"): {"account": "3300", "n": 1}}  # fmt: skip
    mine = base | {LINE: {"account": "3300", "n": 2}, Key("line", "l3"): {"account": "3300"}}
    for found in (merged(base, mine, {}), merged(base, {}, mine)):
        (conflict,) = found.conflicts
        assert (conflict.key, conflict.reason) == ("account/3300", Reason.DELETED)
    kept = merged(base, mine, {}, account__3300="mine").result
    assert set(kept) == set(mine) - {other}, "the line nobody touched is not brought back"


def test_created_on_both_sides_differently_is_a_conflict_of_the_whole_record():
    mine, theirs = {ACCOUNT: {"name": "A", "n": 1}}, {ACCOUNT: {"name": "B", "n": 2}}
    (conflict,) = merged({}, mine, theirs).conflicts
    assert (conflict.key, conflict.reason) == ("account/3300", Reason.CREATED)
    assert merged({}, mine, theirs, account__3300="mine").result == mine
    assert not merged({}, mine, mine).conflicts


def test_a_field_that_a_newer_version_brought_is_as_good_as_none():
    old, new = {LINE: {"name": "x"}}, {LINE: {"name": "x", "note": None}}
    assert not differences(old, new)
    assert not merged(old, new, old).operations


def test_unknown_choices_change_nothing():
    found = merged(board(), board(minutes=90), board(), strip__nobody="mine")
    assert (found.result, found.conflicts) == (board(minutes=90), ())


LOOSE = Loose(order=frozenset({"rank"}), gathers={"account": frozenset({"facts"})})


def loosely(base: Records, mine: Records, theirs: Records, **choices: Side) -> Merge:
    sides = {key.replace("__", "/").replace("_in_", "#"): side for key, side in choices.items()}
    return merge(base, mine, theirs, REFERENCES, sides, LOOSE)


def test_nobody_is_asked_about_an_order_alone():
    found = loosely(board(rank=1), board(rank=2), board(rank=3))
    assert (found.conflicts, found.result) == ((), board(rank=3))
    assert loosely(board(rank=1), board(rank=2), board(rank=1)).result == board(rank=2)


def test_the_order_goes_along_with_the_day_that_was_changed():
    found = loosely(board(rank=1), board(day="d2", rank=2), board(rank=3))
    assert (found.conflicts, found.result) == ((), board(day="d2", rank=2))
    found = loosely(board(rank=1), board(rank=3), board(day="d2", rank=2))
    assert (found.conflicts, found.result) == ((), board(day="d2", rank=2))


@pytest.mark.parametrize(("side", "day", "rank"), [("mine", "d2", 2), ("theirs", "d3", 3)])
def test_the_order_is_decided_with_the_day(side, day, rank):
    third = {Key("day", "d3"): {"date": 3}}
    base, mine, theirs = (
        board(rank=1) | third, board(day="d2", rank=2) | third, board(day="d3", rank=3) | third
    )  # fmt: skip
    (conflict,) = loosely(base, mine, theirs).conflicts
    assert conflict.key == "strip/s1#day"
    assert {str(part.atom) for part in conflict.parts} == {"strip/s1#day", "strip/s1#rank"}
    found = loosely(base, mine, theirs, strip__s1_in_day=Side(side))
    assert found.result[STRIP] == {"day": day, "minutes": 60, "rank": rank}


def test_what_both_made_alike_but_for_its_place_is_no_conflict():
    mine, theirs = {ACCOUNT: {"name": "A", "rank": 1}}, {ACCOUNT: {"name": "A", "rank": 2}}
    found = loosely({}, mine, theirs)
    assert (found.conflicts, found.result) == ((), theirs)


def test_lists_gather_what_each_side_added_and_took_out():
    base, mine, theirs = ({ACCOUNT: {"facts": facts}} for facts in ("abc", "abd", "bce"))
    base, mine, theirs = ({k: {"facts": list(f["facts"])} for k, f in s.items()}
                          for s in (base, mine, theirs))  # fmt: skip
    found = loosely(base, mine, theirs)
    assert (found.conflicts, found.result) == ((), {ACCOUNT: {"facts": ["b", "e", "d"]}})
    again = loosely(base, mine, dict(found.result))
    assert not again.operations


@given(*[st.lists(st.integers(0, 5), unique=True) for _ in range(3)])
def test_a_gathered_list_holds_what_nobody_took_out(was, here, there):
    states = ({ACCOUNT: {"facts": list(facts)}} for facts in (was, here, there))
    found = loosely(*states).result[ACCOUNT]["facts"]
    assert set(found) == (set(here) & set(there)) | (set(here) ^ set(there)) - set(was)
    assert len(found) == len(set(found))


# --- against an oracle ----------------------------------------------------------------------

UNIVERSE = (
    Key("account", "1"), Key("account", "2"), Key("line", "1"), Key("line", "2"),
    Key("day", "1"), Key("strip", "1"),
)  # fmt: skip
RECORDS = {
    "account": st.fixed_dictionaries({"name": st.integers(0, 1)}),
    "line": st.fixed_dictionaries({"account": st.sampled_from("12"), "name": st.integers(0, 1)}),
    "day": st.fixed_dictionaries({"date": st.integers(0, 1)}),
    "strip": st.fixed_dictionaries({"day": st.sampled_from(["1", None])}),
}


def whole(records: Records) -> Records:
    """The records without what stands on nothing."""
    accounts = {key.uid for key in records if key.kind == "account"}
    days = {key.uid for key in records if key.kind == "day"}
    kept = {}
    for key, fields in records.items():
        if key.kind == "line" and fields["account"] not in accounts:
            continue
        lost = key.kind == "strip" and fields["day"] not in days
        kept[key] = {**fields, "day": None} if lost else fields
    return kept


@st.composite
def states(draw: st.DrawFn, base: Records | None = None) -> Records:
    made: Records = {}
    for key in UNIVERSE:
        fate = draw(st.sampled_from(["keep", "keep", "new", "none"]))
        if fate == "keep" and base is not None and key in base:
            made[key] = base[key]
        elif fate != "none":
            made[key] = draw(RECORDS[key.kind])
    return whole(made)


@st.composite
def forks(draw: st.DrawFn) -> tuple[Records, Records, Records]:
    base = draw(states())
    return base, draw(states(base)), draw(states(base))


Labels = dict[tuple[Key, str], str]  # (record, field or "" for all of it) → side


def default_labels(base: Records, mine: Records, theirs: Records) -> dict[tuple[Key, str], str]:
    """The side each thing takes by itself, "" where both touched it."""
    labels = {}
    for key in UNIVERSE:
        b, m, t = base.get(key), mine.get(key), theirs.get(key)
        if m == t:
            continue
        if m is None or t is None or b is None:
            labels[key, ""] = "mine" if t == b else "theirs" if m == b else ""
        else:
            for name in m:
                if m[name] != t[name]:
                    here, there = m[name] == b[name], t[name] == b[name]
                    labels[key, name] = "theirs" if here else "mine" if there else ""
    return labels


def put_together(mine: Records, theirs: Records, labels: Labels) -> Records:
    state = {key: dict(theirs[key]) for key in theirs}
    for (key, name), side in labels.items():
        if side == "theirs":
            continue
        if name:
            state[key][name] = mine[key][name]
        elif key in mine:
            state[key] = dict(mine[key])
        else:
            del state[key]
    return state


def oracle(base: Records, mine: Records, theirs: Records, side: str) -> tuple[Records, bool]:
    """The merge with everything in doubt decided for ``side``, and whether nothing was.

    Of all ways to put the two together that leave no reference open, the one that gives the
    other side's things up as seldom as it can. Only a record that goes to the other side may
    lose its day.
    """
    defaults = default_labels(base, mine, theirs)
    start = {thing: label or side for thing, label in defaults.items()}
    free = [thing for thing, label in start.items() if label != side]
    found = []
    for flips in product([False, True], repeat=len(free)):
        flipped = {thing for thing, flip in zip(free, flips, strict=True) if flip}
        labels = start | dict.fromkeys(flipped, side)
        state = put_together(mine, theirs, labels)
        if stands(state, {key for (key, name), of in labels.items() if of != side and not name}):
            found.append((len(flipped), state))
    fewest = min(count for count, _ in found)
    best = [state for count, state in found if count == fewest]
    assert all(whole(state) == whole(best[0]) for state in best)
    plain = put_together(mine, theirs, start)
    return whole(best[0]), "" not in defaults.values() and whole(plain) == plain


def stands(state: Records, may_lose: set[Key]) -> bool:
    kept = whole(state)
    return all(key in kept and (kept[key] == state[key] or key in may_lose) for key in state)


@settings(max_examples=400)
@given(forks())
def test_with_one_side_for_everything_it_is_what_the_oracle_finds(fork):
    for side in Side:
        found = decided(fork, lambda key, side=side: side)
        expected, peaceful = oracle(*fork, str(side))
        assert found.result == expected
        assert (not found.conflicts) == peaceful


def decided(fork: tuple[Records, Records, Records], choose: Any) -> Merge:
    keys = [conflict.key for conflict in merge(*fork, REFERENCES).conflicts]
    return merge(*fork, REFERENCES, {key: choose(key) for key in keys})


@st.composite
def forks_with_choices(draw: st.DrawFn) -> tuple[tuple[Records, Records, Records], Mapping]:
    fork = draw(forks())
    keys = [conflict.key for conflict in merge(*fork, REFERENCES).conflicts]
    return fork, {key: draw(st.sampled_from(Side)) for key in keys}


@given(forks_with_choices())
def test_any_choices_decide_everything_and_every_reference_resolves(case):
    fork, choices = case
    found = merge(*fork, REFERENCES, choices)
    assert not found.undecided
    assert whole(found.result) == found.result
    assert applied(fork[2], found.operations) == found.result


@given(forks_with_choices())
def test_each_choice_decides_its_own_conflict_and_nothing_else(case):
    fork, choices = case
    found = merge(*fork, REFERENCES, choices).result
    all_of = {side: decided(fork, lambda key, side=side: side).result for side in Side}
    in_dispute = {part.atom.key for part in conflict_parts(fork)}
    for conflict in merge(*fork, REFERENCES, choices).conflicts:
        for part in conflict.parts:
            key, name = part.atom
            got, expected = found.get(key), all_of[conflict.choice].get(key)
            if name and got is not None and expected is not None and name != "day":
                assert got[name] == expected[name]
            elif not name and (got is None or expected is None):
                assert got == expected
    for key in UNIVERSE:
        if key not in in_dispute:
            assert found.get(key) == all_of[Side.MINE].get(key) == all_of[Side.THEIRS].get(key)


def conflict_parts(fork: tuple[Records, Records, Records]) -> Iterator[Any]:
    for conflict in merge(*fork, REFERENCES).conflicts:
        yield from conflict.parts


@given(forks_with_choices())
def test_neither_the_order_of_records_nor_of_sides_matters(case):
    (base, mine, theirs), choices = case
    found = merge(base, mine, theirs, REFERENCES, choices)
    turned = [dict(reversed(state.items())) for state in (base, mine, theirs)]
    assert merge(*turned, REFERENCES, choices) == found
    swapped = merge(base, theirs, mine, REFERENCES, {k: v.other for k, v in choices.items()})
    assert swapped.result == found.result
    assert [c.key for c in swapped.conflicts] == [c.key for c in found.conflicts]


@given(forks())
def test_what_only_one_side_touched_is_taken_whole(fork):
    base, mine, theirs = fork
    assert merge(base, mine, base, REFERENCES).result == mine
    assert merge(base, base, theirs, REFERENCES).result == theirs
    same = merge(base, mine, mine, REFERENCES)
    assert (same.result, same.conflicts) == (mine, ())
    for found in (merge(base, mine, base, REFERENCES), merge(base, base, theirs, REFERENCES)):
        assert not found.conflicts


@given(forks_with_choices())
def test_adopting_the_result_again_changes_nothing(case):
    (base, mine, theirs), choices = case
    once = merge(base, mine, theirs, REFERENCES, choices).result
    again = merge(base, mine, once, REFERENCES, choices)
    assert not again.operations
    assert not merge(once, once, once, REFERENCES).operations


@given(states(), states())
def test_differences_turn_one_state_into_the_other(before, after):
    found = differences(before, after)
    assert applied(before, found) == after
    assert bool(found) == (before != after)
    assert len(found) == sum(before.get(key) != after.get(key) for key in UNIVERSE)
