"""An approved budget stays as issued; the estimate moves beside it; decisions close variances."""

from hashlib import sha256

import pytest

from topsheet.budget import versions
from topsheet.budget.chart_editing import add_account
from topsheet.budget.editing import CellEdit, delete_lines, insert_lines, set_cells
from topsheet.budget.engine.comparing import contingency_accounts
from topsheet.budget.models import BudgetVersion
from topsheet.budget.selectors import load_estimate
from topsheet.budget.versions_json import beside_json, comparison_json
from topsheet.budget.versions_workbook import comparison_bytes, variance_bytes
from topsheet.kernel.errors import InvalidInput, NotAllowed, NotFound
from topsheet.platform import files
from topsheet.production.models import ChangeSet

KEY = "production-accountant"


@pytest.fixture
def approved(owner, scenario, office):
    return versions.approve(owner, scenario)


@pytest.fixture
def dearer(owner, scenario):
    def act():
        first = next(line for line in load_estimate(scenario).budget.lines if not line.fringes)
        set_cells(owner, scenario, [CellEdit(first.key, "amount", "40")])
        return first

    return act


def test_an_approved_budget_stays_as_issued(owner, scenario, approved, dearer):
    total = load_estimate(scenario).result.total.minor
    dearer()
    found = versions.side(BudgetVersion.objects.get())
    assert found.total == approved.total_minor == total
    assert load_estimate(scenario).result.total.minor != total
    assert sha256(files.read(approved.content)).hexdigest() == approved.content
    assert approved.label == "Approved 1"
    assert ChangeSet.objects.order_by("-sequence").filter(undoable=False).exists()


def test_the_difference_shows_on_account_category_level_and_total(
    owner, scenario, approved, dearer
):
    line = dearer()
    laid = versions.beside(owner, scenario)
    moved = {(row.kind, row.key): row.variance for row in laid.rows if row.variance}
    assert moved[("account", line.account)] < 0
    tops = sum(v for (kind, _), v in moved.items() if kind == "category")
    levels = sum(v for (kind, _), v in moved.items() if kind == "level")
    assert tops == levels == moved[("total", "total")]
    estimate = load_estimate(scenario).result.total.minor
    assert moved[("total", "total")] == approved.total_minor - estimate


def test_a_draw_moves_money_from_the_contingency(owner, scenario, approved, dearer):
    line = dearer()
    before = versions.beside(owner, scenario)
    versions.decide(owner, scenario, "draw", line.account, "1 000.00", "Storm damage")
    after = versions.beside(owner, scenario)
    assert after.contingency.left == before.contingency.left - 100000
    assert after.contingency.share is not None
    rows = {row.key: row for row in after.rows}
    assert rows[line.account].decided == 100000
    assert rows["total"].decided == 0  # only moved
    versions.decide(owner, scenario, "overage", line.account, "50", "Agreed with the bond")
    versions.decide(owner, scenario, "saving", line.account, "20", "Cheaper hire")
    rows = {row.key: row for row in versions.beside(owner, scenario).rows}
    assert rows["total"].decided == 3000


def test_the_contingency_line_shows_what_a_draw_left_of_it(owner, scenario, approved):
    line = load_estimate(scenario).budget.lines[0]
    before = versions.beside(owner, scenario)
    versions.decide(owner, scenario, "draw", line.account, "1000", "Storm damage")
    laid = versions.beside(owner, scenario)
    pot = next(iter(contingency_accounts(laid.approved)))
    rows = {row.key: row for row in laid.rows}
    assert rows[pot].estimate == rows[pot].revised == laid.contingency.left
    assert rows[pot].variance == 0
    assert rows["total"].revised == before.rows[-1].revised  # the budget is what it was
    assert rows["total"].estimate == before.rows[-1].estimate - 100000  # and not spent twice
    levels = [row for row in laid.rows if row.kind == "level"]
    assert sum(row.estimate for row in levels) == rows["total"].estimate
    assert sum(row.variance for row in levels) == rows["total"].variance


@pytest.mark.parametrize(
    ("kind", "account", "amount", "reason", "said"),
    [
        ("draw", None, "999999999", "x", "of the contingency is left"),
        ("draw", "nowhere", "1", "x", "has no account"),
        ("draw", None, "-5", "x", "positive amount"),
        ("draw", None, "dear", "x", "is no price"),
        ("gift", None, "1", "x", "is none of"),
        ("saving", None, "1", " ", "Say why"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    owner, scenario, approved, kind, account, amount, reason, said
):
    code = account or load_estimate(scenario).budget.lines[0].account
    with pytest.raises(InvalidInput, match=said):
        versions.decide(owner, scenario, kind, code, amount, reason)


def test_two_versions_are_compared_line_by_line(owner, scenario, approved, dearer):
    changed = dearer()
    lines = [line for line in load_estimate(scenario).budget.lines if line.key != changed.key]
    (new,) = insert_lines(
        owner, scenario, account=changed.account, cells=[{"name": "Crane", "price": "100"}]
    ).lines
    gone = lines[-1]
    delete_lines(owner, scenario, [gone.key])
    second = versions.approve(owner, scenario, "Second")
    found = versions.compare_versions(owner, scenario, approved.uid, "Second")
    kinds = {row.key: row.kind for row in found.lines}
    assert (kinds[changed.key], kinds[new], kinds[gone.key]) == ("changed", "added", "removed")
    assert "amount" in next(row.what for row in found.lines if row.key == changed.key)
    assert found.total.difference == second.total_minor - approved.total_minor
    same = versions.compare_versions(owner, scenario, "Second", "estimate")
    assert same.lines == () and same.total.difference == 0
    assert comparison_json(found)["lines"]
    for data in (comparison_bytes(found), variance_bytes(versions.beside(owner, scenario))):
        assert data[:2] == b"PK"


def test_line_differences_and_what_is_posted_make_the_whole_difference(
    owner, scenario, approved, dearer
):
    dearer()
    add_account(owner, scenario, "X9", "Extra", level="other")
    insert_lines(owner, scenario, account="X9", cells=[{"name": "Boat", "price": "77.01"}])
    found = versions.compare_versions(owner, scenario, "", "estimate")
    before = found.right.before_contractuals - found.left.before_contractuals
    assert sum(row.difference for row in found.lines) == before
    assert before + sum(row.difference for row in found.contractuals) == found.total.difference
    assert beside_json(versions.beside(owner, scenario))["rows"][-1]["kind"] == "total"


def test_only_who_may_approve_does_and_only_who_may_see_pay_looks(member, scenario, approved):
    production = scenario.production
    with pytest.raises(NotAllowed):
        versions.approve(member(production, "accountant"), scenario)
    with pytest.raises(NotAllowed):
        versions.beside(member(production, "financier"), scenario)
    assert versions.beside(member(production, "auditor"), scenario)


def test_without_an_approved_budget_the_remedy_is_named(owner, scenario):
    with pytest.raises(NotFound, match="Approve the estimate first"):
        versions.beside(owner, scenario)


def test_pages_of_versions_and_their_comparison(client, owner, scenario, approved, dearer):
    dearer()
    client.force_login(owner)
    where = f"/p/{scenario.production.uid}/budget"
    text = client.get(f"{where}/versions/").content.decode()
    assert "Approved 1" in text and "Contingency left" in text and "style=" not in text
    text = client.get(f"{where}/compare/?left={approved.uid}").content.decode()
    assert "changed" in text
    assert client.get(f"{where}/compare/?left=nothing").status_code == 404
