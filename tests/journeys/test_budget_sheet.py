"""The budget sheet in a real browser, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.journeys.office import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, StorageState

_HERE = """() => {
  const cell = document.querySelector("#sheet .here");
  const line = cell?.closest(".r").querySelector(".c-name").textContent;
  return cell && { column: cell.dataset.column, text: cell.textContent, line };
}"""


@pytest.fixture
def sheet(
    browser: Browser, office: Served, owner_state: StorageState, planned: str
) -> Iterator[Page]:
    context = browser.new_context(
        storage_state=owner_state, viewport={"width": 1440, "height": 900}
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{office.address}/p/{planned}/budget/")
    page.wait_for_selector("#sheet .rows .r.line")
    page.locator("#sheet").focus()
    yield page
    context.close()


def here(page: Page) -> dict[str, str]:
    return page.evaluate(_HERE)  # type: ignore[no-any-return]


def to_first_line(page: Page, column: str = "name") -> None:
    page.keyboard.press("Control+Home")
    while page.evaluate("document.querySelector('#sheet .here').closest('.r.line') === null"):
        page.keyboard.press("ArrowDown")
    while here(page)["column"] != column:
        page.keyboard.press("ArrowRight")


def saved(page: Page, act: str, path: str = "**/budget/**") -> None:
    with page.expect_response(lambda r: r.request.method == "POST" and "/budget/" in r.url):
        page.keyboard.press(act)
    page.wait_for_function("document.querySelector('.editor').hidden")


def total(page: Page) -> str:
    return page.locator(".total-bar [data-row=total]").inner_text()


def test_a_number_is_typed_and_the_total_is_right_at_once(sheet: Page) -> None:
    to_first_line(sheet, "amount")
    line, before = here(sheet)["line"], total(sheet)
    sheet.keyboard.type("17")
    saved(sheet, "Enter")
    assert total(sheet) != before
    sheet.keyboard.press("ArrowUp")
    assert here(sheet) == {"column": "amount", "text": "17", "line": line}


def test_what_cannot_be_stays_in_the_editor_with_the_reason(sheet: Page) -> None:
    to_first_line(sheet, "amount")
    before = here(sheet)
    sheet.keyboard.type("1 / 0")
    sheet.keyboard.press("Enter")
    problem = sheet.locator(".editor .problem")
    problem.wait_for()
    assert "divides by zero" in problem.inner_text()
    assert sheet.locator(".editor input").input_value() == "1 / 0"
    sheet.keyboard.press("Escape")
    assert here(sheet) == before


def test_a_line_is_inserted_filled_moved_and_deleted(sheet: Page) -> None:
    to_first_line(sheet)
    with sheet.expect_response("**/lines/insert*"):
        sheet.keyboard.press("Control+i")
    sheet.wait_for_selector(".editor:not([hidden])")
    sheet.keyboard.type("Crane")
    saved(sheet, "Tab")
    assert here(sheet)["line"] == "Crane"
    with sheet.expect_response("**/lines/move*"):
        sheet.keyboard.press("Alt+ArrowUp")
    sheet.wait_for_timeout(600)
    assert here(sheet)["line"] == "Crane"
    with sheet.expect_response("**/lines/delete*"):
        sheet.keyboard.press("Control+Delete")
    sheet.wait_for_timeout(600)
    assert sheet.locator("#sheet .c-name", has_text="Crane").count() == 0


def test_a_block_is_pasted_and_bad_rows_are_listed(sheet: Page) -> None:
    to_first_line(sheet)
    block = "Tape\\t20\\troll\\t1\\t7.5\\nBad\\tten\\tday\\nLamp\\t3\\tday\\t2\\t40"
    sheet.evaluate(f"navigator.clipboard.writeText('{block}')")
    sheet.keyboard.press("Control+v")
    dialog = sheet.locator("#paste-problems")
    dialog.wait_for(state="visible")
    assert dialog.locator("tbody tr").count() == 1
    assert "ten" in dialog.inner_text()
    sheet.keyboard.press("Escape")
    sheet.locator("#sheet").focus()
    assert here(sheet)["text"].startswith("Tape")
    sheet.keyboard.press("Control+c")
    assert sheet.evaluate("navigator.clipboard.readText()").startswith("Tape")


def test_an_override_is_marked_and_restored(sheet: Page) -> None:
    with sheet.expect_response("**/budget/grid?find=*"):
        sheet.fill("#sheet-find", "production designer")
    sheet.wait_for_function("document.querySelectorAll('#sheet .r.line').length < 9")
    sheet.wait_for_selector("#sheet .c-amount.follows")
    sheet.locator("#sheet .c-amount.follows").first.click()
    value = here(sheet)["text"]
    sheet.keyboard.type("99")
    saved(sheet, "Enter")
    sheet.keyboard.press("ArrowUp")
    sheet.wait_for_selector("#formula-bar .plan:not([hidden])")
    assert sheet.locator("#sheet .here.over").count() == 1
    sheet.click("#formula-bar .restore")
    sheet.wait_for_selector("#sheet .here.follows")
    assert here(sheet)["text"] == value


def test_thousands_of_rows_are_a_few_dozen_elements(sheet: Page) -> None:
    sheet.keyboard.press("Control+End")
    sheet.wait_for_timeout(500)
    assert sheet.locator("#sheet .rows > .r").count() < 80
    assert sheet.locator("#sheet .rows > .r.waiting").count() == 0
    count = int(sheet.locator("#sheet").get_attribute("aria-rowcount") or 0)
    assert count > 300
