"""What one person did to a list goes, what another did stays."""

from hypothesis import given
from hypothesis import strategies as st

from topsheet.production.engine.lists import without

lists = st.lists(st.integers(0, 30), unique=True, max_size=8)
picks = st.lists(st.integers(0, 7), max_size=4)


def edited(items, out, new, at):
    """A list without some items and with new ones in it."""
    kept = [item for place, item in enumerate(items) if place not in out]
    for number, item in enumerate(new):
        kept.insert(min(at, len(kept)) + number * (at < len(kept)), item)
    return kept


@given(lists, picks, st.integers(0, 3), st.integers(0, 8))
def test_alone_it_is_as_before(before, out, more, at):
    after = edited(before, out, [100 + n for n in range(more)], at)
    assert without(before, after, after) in (before, None if before == after else before)


@given(lists, picks, picks, st.integers(0, 3), st.integers(0, 3), st.integers(0, 8))
def test_mine_goes_and_theirs_stays(before, mine_out, theirs_out, mine, theirs, at):
    mine_new, theirs_new = [100 + n for n in range(mine)], [200 + n for n in range(theirs)]
    after = edited(before, mine_out, mine_new, at)
    now = edited(after, theirs_out, theirs_new, at + 1)
    took_mine = set(mine_new) - set(now)
    back = without(before, after, now)
    if set(before) == set(after) or took_mine:
        assert back is None
        return
    assert back is not None
    removed = set(before) - set(after)
    assert set(back) == (set(now) - set(mine_new)) | removed
    others = [item for item in now if item not in mine_new]
    assert [item for item in back if item not in removed] == others


def test_a_paragraph_comes_back_where_it_stood():
    before = [{"text": "a"}, {"text": "b"}, {"text": "c"}]
    after = [{"text": "a"}, {"text": "B"}, {"text": "c"}]
    now = [{"text": "a"}, {"text": "B"}, {"text": "C"}, {"text": "d"}]
    assert without(before, after, now) == [
        {"text": "a"}, {"text": "b"}, {"text": "C"}, {"text": "d"}
    ]  # fmt: skip


def test_what_cannot_be_told_apart_is_left():
    assert without([1], [1, 1], [1, 1, 2]) is None
    assert without([1, 2], [2, 1], [2, 1, 3]) is None
    assert without([1], [1, 2], [1]) is None
