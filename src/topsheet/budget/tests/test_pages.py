"""The budget page: what it shows, folded and open, and to whom."""

import re

import pytest

from tests.harness.pages import assert_clean_fragment, assert_clean_page
from topsheet.budget.services import save_budget
from topsheet.budget.tests.samples import ferry
from topsheet.production.changes import recording
from topsheet.production.selectors import scenario_of


@pytest.fixture
def made(production, owner):
    production_ = production()
    with recording(production_, owner, "Budget made") as changes:
        save_budget(changes, scenario_of(production_), ferry("GB"))
    return production_


def url(made, rest=""):
    return f"/p/{made.uid}/budget/{rest}"


def test_it_asks_who_you_are_and_hides_from_strangers(made, client, person, member):
    assert client.get(url(made)).status_code == 302
    client.force_login(person("Stranger"))
    assert client.get(url(made)).status_code == 404
    client.force_login(member(made, "first-ad"))
    assert client.get(url(made)).status_code == 403
    assert client.get("/p/guessed/budget/").status_code == 404


def test_it_shows_levels_and_categories_folded(made, client, owner):
    client.force_login(owner)
    text = assert_clean_page(client.get(url(made)))
    for words in ("Above the line", "Technical crew", "Contingency", "Total"):
        assert words in text
    assert "Focus puller" not in text
    assert "are illustrative" in text
    assert 'data-fold="' in text


def test_a_category_opens_into_accounts_and_lines(made, client, owner):
    client.force_login(owner)
    text = assert_clean_fragment(client.get(url(made, "lines/E/")))
    assert "Focus puller" in text
    assert "Focus puller" in assert_clean_page(client.get(url(made, "?open=E")))
    assert "Editor, from the first day" in assert_clean_page(client.get(url(made, "?open=all")))
    assert client.get(url(made, "lines/none/")).status_code == 404
    assert client.get(url(made, "lines/E1/")).status_code == 404  # an account is no category


def test_a_word_finds_lines_and_accounts(made, client, owner):
    client.force_login(owner)
    text = assert_clean_page(client.get(url(made, "?find=FOCUS")))
    assert "Focus puller" in text
    assert "Gaffer" not in text
    assert "Nothing in the budget is called that" in assert_clean_page(
        client.get(url(made, "?find=zzz"))
    )


def test_without_the_right_to_pay_wages_are_dots(made, client, member):
    client.force_login(member(made, "financier"))
    text = assert_clean_page(client.get(url(made, "?open=all")))
    row = re.search(r"<tr class=\"line\">(?:(?!</tr>).)*Gaffer<(?:(?!</tr>).)*</tr>", text, re.S)
    assert row is not None
    assert row[0].count("confidential") == 4  # price, base, fringes, total
    package = re.search(r"<tr class=\"line\">(?:(?!</tr>).)*Camera package.*?</tr>", text, re.S)
    assert "confidential" not in package[0]
    assert "budget.xlsx" not in text
    assert client.get(url(made, "budget.xlsx")).status_code == 403


def test_the_workbook_is_a_download(made, client, owner):
    client.force_login(owner)
    file = client.get(url(made, "budget.xlsx"))
    assert file.content[:2] == b"PK"
    assert 'filename="the-orchard-budget.xlsx"' in file["Content-Disposition"]


def test_an_empty_page_says_what_to_do_first(production, client, owner):
    client.force_login(owner)
    text = assert_clean_page(client.get(f"/p/{production('Other').uid}/budget/"))
    assert "Plan from a script" in text


def test_whole_units_on_the_page_add_up(made, client, owner):
    client.force_login(owner)
    text = client.get(url(made)).content.decode()
    table = text[text.index('id="budget-lines"') :]

    def amounts(rows):
        found = re.findall(rows + r".*?<td class=\"n\">(?:<a [^>]*>)?([\d,–()]+)", table, re.S)
        return [int(n.replace(",", "").replace("–", "0")) for n in found]

    tops, levels = amounts(r"<tbody class=\"category\">"), amounts(r"<tr class=\"sub\">")
    (total,) = amounts(r"<tr class=\"total\">")
    assert sum(tops) == sum(levels) == total
