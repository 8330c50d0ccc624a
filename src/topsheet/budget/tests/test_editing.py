"""Lines are edited as in a spreadsheet; what cannot be is refused in a sentence, nothing lost."""

from dataclasses import replace

import pytest

from topsheet.budget import held, models
from topsheet.budget.editing import (
    CellEdit,
    delete_lines,
    duplicate_lines,
    insert_lines,
    move_lines,
    restore_cells,
    set_cells,
)
from topsheet.budget.engine.rates import AGREED
from topsheet.budget.live import live
from topsheet.budget.selectors import load_estimate
from topsheet.budget.tests.samples import ferry
from topsheet.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from topsheet.kernel.money import UnitPrice
from topsheet.production.models import ChangeSet

KEY = "production-designer"


@pytest.fixture
def type_in(owner, scenario):
    def act(column, text, line=KEY, version=None):
        return set_cells(owner, scenario, [CellEdit(line, column, text, version)])

    return act


@pytest.mark.parametrize(
    ("column", "text", "field", "kept"),
    [
        ("name", "  Designer,  shoot ", "name", "Designer, shoot"),
        ("amount", "7", "amount", "7"),
        ("amount", "= shoot_weeks + 1", "amount", "shoot_weeks + 1"),
        ("amount", "10 days", "amount", "2"),
        ("times", "1,5", "times", "1.5"),
        ("unit", "week", "unit", "week"),
        ("person", "", "person", ""),
        ("component", "over", "component", "overtime"),
        ("stage", "wrap", "stage", "wrap"),
        ("department", "Art", "department", "Art"),
        ("group", "Winter", "group", "Winter"),
        ("note", "as agreed", "note", "as agreed"),
        ("fringes", "", "fringes", ()),
    ],
)
def test_a_cell_keeps_what_is_typed(type_in, line_of, scenario, column, text, field, kept):
    done = type_in(column, text)
    assert getattr(line_of(KEY), field) == kept
    assert done.sequence == scenario.production.sequence
    assert held.read(scenario).budget == live(scenario).budget


def test_a_price_keeps_its_currency_and_every_digit(type_in, line_of):
    type_in("price", "£1,234.505")
    price = line_of(KEY).price
    assert (str(price), price.currency) == ("1234.505", "GBP")


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        (
            "amount",
            "shoot_week",
            "“shoot_week” is no global of this budget; did you mean shoot_weeks",
        ),
        ("amount", "shoot.dais", "did you mean shoot.days"),
        ("amount", "1 / (2 - 2)", "divides by zero"),
        ("amount", "3 km", "does not convert to"),
        ("amount", "shoot.days", "counts days and does not convert to “week”"),
        ("amount", "2 +", "something is missing at the end"),
        ("price", "dear", "is no price"),
        ("price", "CHF 100", "no rate from CHF to GBP"),
        ("people", "0", "no whole number"),
        ("stage", "sometime", "is none of development"),
        ("fringes", "tips", "is no fringe"),
        ("account", "99999", "no account “99999”"),
        ("name", "x" * 301, "longer than 300"),
        ("total", "5", "no column that can be typed in"),
        ("nothing", "5", "is no column of a budget"),
        ("price", "9" * 16, "too large"),
    ],
)
def test_what_cannot_be_is_refused_by_cell_and_nothing_is_written(
    type_in, line_of, scenario, column, text, said
):
    before, sequence = line_of(KEY), scenario.production.sequence
    with pytest.raises(InvalidInput) as refusal:
        type_in(column, text)
    assert said in refusal.value.message
    assert line_of(KEY) == before
    assert ChangeSet.objects.filter(sequence__gt=sequence).count() == 0


def test_typing_over_the_plan_is_an_override_that_can_be_restored(
    owner, scenario, type_in, line_of
):
    assert line_of(KEY).amount == "shoot_weeks"
    type_in("amount", "4")
    assert (line_of(KEY).amount, line_of(KEY).amount_derived) == ("4", "shoot_weeks")
    type_in("amount", "5")
    assert line_of(KEY).amount_derived == "shoot_weeks"
    restore_cells(owner, scenario, [(KEY, "amount")])
    assert (line_of(KEY).amount, line_of(KEY).amount_derived) == ("shoot_weeks", "")
    with pytest.raises(InvalidInput, match="nothing was typed over here"):
        restore_cells(owner, scenario, [(KEY, "amount")])


def test_typing_what_the_plan_says_is_no_override(type_in, line_of):
    type_in("amount", "4")
    type_in("amount", "shoot_weeks")
    assert line_of(KEY).amount_derived == ""


def test_a_price_typed_over_an_illustrative_one_can_be_restored(owner, scenario, type_in, line_of):
    before = line_of(KEY)
    type_in("price", "1")
    assert not line_of(KEY).illustrative
    restore_cells(owner, scenario, [(KEY, "price")])
    assert line_of(KEY) == before


def test_many_cells_are_one_change_set_or_none(owner, scenario, line_of):
    sequence = scenario.production.sequence
    good = [CellEdit(KEY, "price", "50"), CellEdit("gaffer", "amount", "2")]
    set_cells(owner, scenario, good)
    assert scenario.production.sequence == sequence + 1
    with pytest.raises(InvalidInput):
        set_cells(owner, scenario, [*good, CellEdit("gaffer", "amount", "no such")])
    assert line_of("gaffer").amount == "2"


def test_the_journal_does_not_tell_a_price(type_in):
    assert "777" not in type_in("price", "777").change


def test_a_stale_cell_is_a_conflict_with_both_values_and_others_are_merged(
    type_in, line_of, scenario
):
    version = live(scenario).held.version("budget-line", KEY)
    type_in("amount", "4", version=version)
    type_in("note", "mine", version=version)  # another cell: merged
    with pytest.raises(Conflict) as conflict:
        type_in("amount", "9", version=version)
    assert conflict.value.theirs and conflict.value.yours
    assert (line_of(KEY).amount, line_of(KEY).note) == ("4", "mine")


def order(scenario, account):
    rows = models.Line.objects.filter(scenario=scenario, account__uid=account)
    return list(rows.values_list("uid", flat=True))


def test_lines_are_inserted_above_below_and_at_the_end(owner, scenario, line_of):
    account = line_of("gaffer").account
    before = order(scenario, account)
    at = before.index("gaffer")
    above = insert_lines(owner, scenario, beside="gaffer", above=True).lines
    below = insert_lines(
        owner, scenario, beside="gaffer", cells=[{"name": "A"}, {"name": "B"}]
    ).lines
    end = insert_lines(owner, scenario, account=account, cells=[{"price": "9"}]).lines
    wanted = [*before[:at], *above, "gaffer", *below, *before[at + 1 :], *end]
    assert order(scenario, account) == wanted
    assert [line_of(key).name for key in below] == ["A", "B"]


def test_a_move_touches_one_row(owner, scenario, line_of):
    account = line_of("gaffer").account
    rows = order(scenario, account)
    versions = dict(models.Line.objects.values_list("uid", "version"))
    move_lines(owner, scenario, [rows[-1]], beside=rows[0], above=True)
    assert order(scenario, account) == [rows[-1], *rows[:-1]]
    after = dict(models.Line.objects.values_list("uid", "version"))
    assert [uid for uid in after if after[uid] != versions[uid]] == [rows[-1]]


def test_a_thousand_moves_into_one_gap_keep_the_order(owner, scenario, line_of):
    account = line_of("gaffer").account
    wanted = order(scenario, account)
    for _ in range(30):  # 2^20 of room is halved away after twenty
        first, second, *rest = wanted
        wanted = [first, rest[-1], second, *rest[:-1]]
        move_lines(owner, scenario, [wanted[1]], beside=first)
        assert order(scenario, account) == wanted
    assert held.read(scenario).budget == live(scenario).budget


def test_a_line_moves_to_another_account(owner, scenario, line_of):
    target = line_of("gaffer").account
    done = move_lines(owner, scenario, [KEY], account=target)
    assert line_of(KEY).account == target
    assert order(scenario, target)[-1] == KEY
    assert target in done.change


def test_lines_are_duplicated_below_and_deleted(owner, scenario, line_of):
    account = line_of("gaffer").account
    total = load_estimate(scenario).result.total.minor
    (copy,) = duplicate_lines(owner, scenario, ["gaffer"]).lines
    rows = order(scenario, account)
    assert rows[rows.index("gaffer") + 1] == copy
    delete_lines(owner, scenario, [copy])
    assert load_estimate(scenario).result.total.minor == total
    with pytest.raises(NotFound):
        delete_lines(owner, scenario, [copy])


def test_a_person_keeps_one_currency(owner, scenario, line_of):
    from topsheet.budget.charge_editing import set_rate

    set_rate(owner, scenario, "USD", "0.8")
    mates = [line for line in live(scenario).budget.lines if line.person == line_of(KEY).person]
    assert len(mates) > 1
    with pytest.raises(InvalidInput, match="one currency"):
        set_cells(owner, scenario, [CellEdit(KEY, "currency", "USD")])
    set_cells(owner, scenario, [CellEdit(mate.key, "currency", "USD") for mate in mates])
    assert line_of(KEY).price.currency == "USD"


def test_what_the_schedule_could_not_price_is_refused(type_in):
    with pytest.raises(InvalidInput, match="put each on a line of its own"):
        type_in("amount", "shoot.days * shoot.moves / days_per_week")


def test_only_who_may_edit_the_budget_does(member, scenario):
    for role in ("financier", "first-ad"):
        with pytest.raises(NotAllowed):
            set_cells(member(scenario.production, role), scenario, [CellEdit(KEY, "amount", "1")])


def test_a_price_typed_over_an_agreed_one_is_an_override_that_can_be_restored(planned, owner):
    plan = ferry("GB")
    deal = {"price": UnitPrice.of("850", "GBP"), "illustrative": False, "source": AGREED}
    lines = tuple(replace(line, **deal) if line.key == KEY else line for line in plan.lines)
    scenario = planned(replace(plan, lines=lines))

    def line():
        return next(one for one in live(scenario).budget.lines if one.key == KEY)

    set_cells(owner, scenario, [CellEdit(KEY, "price", "900")])
    assert (line().price_derived, line().source) == ("850 GBP", AGREED)
    restore_cells(owner, scenario, [(KEY, "price")])
    assert line() == next(one for one in lines if one.key == KEY)
    set_cells(owner, scenario, [CellEdit(KEY, "price", "900")])
    set_cells(owner, scenario, [CellEdit(KEY, "price", "850")])  # what was agreed, typed again
    assert (line().price_derived, line().illustrative) == ("", False)
