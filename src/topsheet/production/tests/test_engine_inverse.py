"""The inverse of a change set puts back what it did and touches nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from topsheet.production.engine.inverse import Why, Written, built_on, inverse_of, net

states = st.none() | st.fixed_dictionaries({"a": st.integers(0, 2), "b": st.integers(0, 2)})
keys = st.sampled_from([("place", "", "p1"), ("place", "", "p2"), ("line", "main", "p1")])
edits = st.lists(st.tuples(keys, states), max_size=25)


def written(start, wanted):
    """The change sets' rows of bringing records to the wanted states, one after another."""
    world, changes = dict(start), []
    for key, after in wanted:
        before = world.get(key)
        if before != after:
            changes.append(Written(key=key, version=len(changes), before=before, after=after))
            world[key] = after
    return {key: state for key, state in world.items() if state is not None}, changes


def taken_back(world, inverse):
    kept = {key: dict(state) for key, state in world.items() if key not in inverse.delete}
    kept |= {key: dict(state) for key, state in inverse.create.items()}
    for key, fields in inverse.change.items():
        kept[key] |= fields
    return kept


@given(edits, edits)
def test_what_is_taken_back_is_as_before(first, then):
    before, _ = written({}, first)
    after, changes = written(before, then)
    steps = net(changes)
    assert built_on(steps, after) == ()
    assert taken_back(after, inverse_of(steps, after)) == before


@given(edits, edits, edits)
def test_what_others_did_since_stays_or_is_in_the_way(first, mine, theirs):
    before, _ = written({}, first)
    mid, changes = written(before, mine)
    now, _ = written(mid, theirs)
    steps = net(changes)
    blocks = built_on(steps, now)
    for step in steps:
        was, here = mid.get(step.key), now.get(step.key)
        touched = {
            name
            for name in ("a", "b")
            if (was or {}).get(name) != (here or {}).get(name) or (was is None) != (here is None)
        }
        mine_only = (
            {name for name in ("a", "b") if step.before[name] != step.after[name]}
            if step.before and step.after
            else {"a", "b"}
        )
        assert any(block.key == step.key for block in blocks) == bool(touched & mine_only)
    if not blocks:
        back = taken_back(now, inverse_of(steps, now))
        untouched = set(now) - {step.key for step in steps}
        assert all(back[key] == now[key] for key in untouched)


def test_only_the_changed_fields_are_put_back():
    step = Written(
        key=("place", "", "p1"), version=2, before={"a": 1, "b": 1}, after={"a": 2, "b": 1}
    )
    assert inverse_of([step], {}).change == {step.key: {"a": 1}}
    assert built_on([step], {step.key: {"a": 2, "b": 9}}) == ()
    (block,) = built_on([step], {step.key: {"a": 3, "b": 1}})
    assert (block.why, block.field) == (Why.CHANGED, "a")


def test_what_was_created_goes_only_as_it_was_created():
    step = Written(key=("place", "", "p1"), version=1, before=None, after={"a": 1})
    assert inverse_of([step], {}).delete == (step.key,)
    assert built_on([step], {step.key: {"a": 2}})[0].why == Why.CHANGED
    assert built_on([step], {})[0].why == Why.DELETED


def test_what_was_deleted_is_not_made_twice():
    step = Written(key=("place", "", "p1"), version=4, before={"a": 1}, after=None)
    assert built_on([step], {step.key: {"a": 1}})[0].why == Why.THERE_AGAIN


def test_created_and_deleted_again_is_nothing():
    key = ("place", "", "p1")
    made = Written(key=key, version=1, before=None, after={"a": 1})
    gone = Written(key=key, version=1, before={"a": 1}, after=None)
    assert net([made, gone]) == ()


def test_a_field_of_a_newer_program_is_in_nobodys_way():
    step = Written(key=("place", "", "p1"), version=1, before=None, after={"a": 1})
    assert built_on([step], {step.key: {"a": 1, "new": 0}}) == ()


def test_a_list_gives_back_only_what_was_put_in():
    step = Written(key=("place", "", "p1"), version=2, before={"a": [1]}, after={"a": [1, 2]})
    now = {step.key: {"a": [1, 2, 3]}}
    assert built_on([step], now) == ()
    assert inverse_of([step], now).change == {step.key: {"a": [1, 3]}}
    gone = {step.key: {"a": [1, 3]}}
    assert built_on([step], gone)[0].why == Why.CHANGED
