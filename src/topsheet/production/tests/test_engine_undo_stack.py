"""The stacks that follow from the change sets are those a plain editor would keep."""

from hypothesis import given
from hypothesis import strategies as st

from topsheet.production.engine.undo_stack import Act, redo_stack, undo_stack


class Plain:
    """Undo as every text editor has it: two lists."""

    def __init__(self):
        self.acts, self.done, self.undone = [], [], []

    def do(self, what: str) -> None:
        sequence = len(self.acts) * 3 + 5  # others write in between
        if what == "write":
            self.acts.append(Act(sequence=sequence))
            self.done.append(sequence)
            self.undone.clear()
        elif what == "undo" and self.done:
            self.acts.append(Act(sequence=sequence, undoes=self.done.pop()))
            self.undone.append(sequence)
        elif what == "redo" and self.undone:
            self.acts.append(Act(sequence=sequence, redoes=self.undone.pop()))
            self.done.append(sequence)


@given(st.lists(st.sampled_from(["write", "undo", "redo", "undo"]), max_size=60))
def test_the_stacks_are_those_of_a_plain_editor(wanted):
    plain = Plain()
    for what in wanted:
        plain.do(what)
        assert list(undo_stack(plain.acts)) == plain.done
        assert list(redo_stack(plain.acts)) == plain.undone


@given(
    st.lists(st.sampled_from(["write", "undo", "redo", "undo"]), max_size=60),
    st.integers(min_value=1, max_value=60),
)
def test_the_newest_acts_are_enough_for_the_top_of_the_stacks(wanted, last):
    plain = Plain()
    for what in wanted:
        plain.do(what)
    newest = plain.acts[-last:]
    undo, redo = undo_stack(newest), redo_stack(newest)
    assert list(undo) == plain.done[len(plain.done) - len(undo) :]
    assert list(redo) == plain.undone[len(plain.undone) - len(redo) :]


def test_undo_of_redo_of_undo():
    acts = [Act(sequence=1), Act(sequence=2), Act(sequence=3, undoes=2), Act(sequence=4, redoes=3)]
    assert (undo_stack(acts), redo_stack(acts)) == ((1, 4), ())
    acts.append(Act(sequence=5, undoes=4))
    assert (undo_stack(acts), redo_stack(acts)) == ((1,), (5,))


def test_a_new_act_clears_what_could_be_made_again():
    acts = [Act(sequence=1), Act(sequence=2, undoes=1), Act(sequence=3)]
    assert (undo_stack(acts), redo_stack(acts)) == ((3,), ())
