"""A block from Excel: what can be read is kept in one change set, the rest listed with why."""

import pytest

from topsheet.budget import held, models
from topsheet.budget.live import live
from topsheet.budget.pasting import paste
from topsheet.kernel.errors import InvalidInput


def account_of(scenario, key="gaffer"):
    return next(line.account for line in live(scenario).budget.lines if line.key == key)


def test_a_block_falls_on_the_lines_from_the_cell_and_the_rest_is_new(owner, scenario):
    code = account_of(scenario)
    rows = [line for line in live(scenario).budget.lines if line.account == code]
    last = rows[-1]
    done = paste(owner, scenario, "Lamps\t3\tday\nGel\t(2)\tbox\n", line=last.key)
    assert len(done.lines) == 2 and not done.problems
    found = {line.key: line for line in live(scenario).budget.lines}
    assert (found[last.key].name, found[last.key].amount) == ("Lamps", "3")
    new = found[done.lines[1]]
    assert (new.name, new.amount, new.unit, new.account) == ("Gel", "-2", "box", code)
    assert held.read(scenario).budget == live(scenario).budget


def test_pasted_below_every_row_is_new(owner, scenario):
    before = len(live(scenario).budget.lines)
    paste(owner, scenario, "A\nB\nC", line="gaffer", insert=True)
    assert len(live(scenario).budget.lines) == before + 3


def test_a_heading_is_no_line_and_worked_out_columns_are_passed_over(owner, scenario):
    heading = "Line\tAmount\tUnit\tTimes\tPrice\tCurrency\tBase\tFringes\tTotal"
    text = f"{heading}\nCrane\t2\tday\t1\t€ 300\tEUR\t600\t0\t600"
    from topsheet.budget.charge_editing import set_rate

    set_rate(owner, scenario, "EUR", "0.85")
    done = paste(owner, scenario, text, account=account_of(scenario), insert=True)
    (key,) = done.lines
    line = next(line for line in live(scenario).budget.lines if line.key == key)
    assert (line.name, str(line.price), line.price.currency) == ("Crane", "300", "EUR")


def test_bad_rows_are_listed_with_row_column_and_reason_and_the_rest_is_kept(owner, scenario):
    rows = [f"Thing {n}\t{n}\tday\t1\t12.50" for n in range(1, 61)]
    rows[6] = "Bad amount\tten\tday\t1\t12"
    rows[20] = "Bad price\t1\tday\t1\tfree"
    rows[40] = "Bad zero\t1/0\tday\t1\t5"
    sequence = scenario.production.sequence
    done = paste(owner, scenario, "\n".join(rows), account=account_of(scenario))
    assert [(p.row, p.column) for p in done.problems] == [
        (7, "Amount"), (21, "Price"), (41, "Amount")]  # fmt: skip
    assert all(p.reason.endswith(".") for p in done.problems)
    assert len(done.lines) == 57
    assert scenario.production.sequence == sequence + 1
    assert models.Line.objects.filter(name__startswith="Bad").count() == 0


def test_rows_that_only_clash_with_each_other_are_found(owner, scenario):
    text = (
        "Ann prep\t1\tday\t1\t5\tGBP\t\t\t\t\tann\t1\nAnn shoot\t1\tday\t1\t5\tGBP\t\t\t\t\tann\t2"
    )
    done = paste(owner, scenario, text, account=account_of(scenario))
    assert [(p.row, p.column) for p in done.problems] == [(2, "Person")]
    assert len(done.lines) == 1


def test_nothing_readable_writes_nothing(owner, scenario):
    sequence = scenario.production.sequence
    done = paste(owner, scenario, "x\ty\nx\tz", line="gaffer")
    assert len(done.problems) == 2 and scenario.production.sequence == sequence
    with pytest.raises(InvalidInput):
        paste(owner, scenario, " ", line="gaffer")
    with pytest.raises(InvalidInput, match="select a column further left"):
        paste(owner, scenario, "a\tb", line="gaffer", column="note")
