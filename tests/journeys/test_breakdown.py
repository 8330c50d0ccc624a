"""The breakdown decided in a real browser, by keyboard: one key for each right suggestion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.journeys.office import Served
from tests.journeys.sights import DESKTOP_LIGHT, PHONE_LIGHT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, StorageState

_READY = "#review[data-ready]"


@pytest.fixture
def page(
    browser: Browser, owner_state: StorageState, office: Served, planned: str
) -> Iterator[Page]:
    """The keyboard pass at the third scene."""
    context = DESKTOP_LIGHT.context(browser, owner_state)
    page = context.new_page()
    page.goto(f"{office.address}/p/{planned}/breakdown/decide/?scene=s0003")
    page.wait_for_selector(_READY)
    yield page
    context.close()


def decided(page: Page) -> int:
    return int(page.inner_text("[data-part=progress]").split()[0])


def settled(page: Page, path: str, press: str) -> None:
    """Press a key and wait until the office has answered."""
    with page.expect_response(lambda response: path in response.url):
        page.keyboard.press(press)


def test_each_right_suggestion_takes_one_key_and_stays(page: Page):
    before = decided(page)
    for _ in range(12):
        page.keyboard.press("Enter")
    assert decided(page) == before + 12
    page.wait_for_load_state("networkidle")
    page.reload()
    page.wait_for_selector(_READY)
    assert decided(page) == before + 12


def test_a_wrong_one_is_rejected_and_undone(page: Page):
    before, name = decided(page), page.inner_text("[data-part=name]")
    settled(page, "/breakdown/decide", "x")
    assert decided(page) == before + 1
    assert page.inner_text("[data-part=name]") != name
    settled(page, "/breakdown/review", "u")
    page.wait_for_function(
        "n => document.querySelector('[data-part=progress]').textContent.startsWith(n + ' ')",
        arg=before,
    )


def test_the_rest_of_a_scene_takes_one_key(page: Page):
    page.keyboard.press("]")
    page.wait_for_timeout(200)
    settled(page, "/breakdown/decide", "A")
    states = page.locator(".suggestions .suggestion .sure").all_inner_texts()
    assert states


def test_selected_words_take_two_keys(page: Page):
    page.wait_for_selector("[data-part=text] p.action")
    page.evaluate(
        """() => {
            const paragraph = document.querySelector("[data-part=text] p.action");
            const text = [...paragraph.childNodes].find((node) => node.nodeType === 3);
            const range = document.createRange();
            range.setStart(text, 0);
            range.setEnd(text, Math.min(8, text.length));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.keyboard.press("+")
    settled(page, "/breakdown/words", "d")
    page.wait_for_function(
        "() => document.querySelector('[data-part=reason]').textContent.includes('added by hand')"
    )
    assert page.inner_text("[data-part=category]") == "Set dressing"


def test_a_category_is_changed_by_its_letter(page: Page):
    for _ in range(30):
        if page.is_visible("[data-act=category]"):
            break
        page.keyboard.press("j")
        page.wait_for_timeout(50)
    page.keyboard.press("c")
    settled(page, "/breakdown/elements/", "n")
    page.wait_for_function(
        "() => document.querySelector('[data-part=category]').textContent === 'Notes'"
    )
    settled(page, "/undo", "u")


def test_on_a_phone_the_buttons_stay_at_hand(
    browser: Browser, owner_state: StorageState, office: Served, planned: str
):
    context = PHONE_LIGHT.context(browser, owner_state)
    page = context.new_page()
    page.goto(f"{office.address}/p/{planned}/breakdown/decide/?scene=s0006")
    page.wait_for_selector(_READY)
    before = decided(page)
    assert page.locator("[data-act=accept]").bounding_box()["y"] < 844
    with page.expect_response(lambda response: "/breakdown/decide" in response.url):
        page.click("[data-act=accept]")
    assert decided(page) == before + 1
    context.close()


def test_who_is_where_is_changed_by_letters(
    browser: Browser, owner_state: StorageState, office: Served, planned: str
):
    context = DESKTOP_LIGHT.context(browser, owner_state)
    page = context.new_page()
    page.goto(f"{office.address}/p/{planned}/breakdown/presence/")
    page.wait_for_selector(".how")
    page.focus(".how[tabindex='0']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    for key, letter in (("v", "V"), ("w", "W")):
        settled(page, "/breakdown/presence", key)
        assert page.inner_text(".how:focus") == letter
    settled(page, "/breakdown/presence", "x")
    assert page.inner_text(".how:focus") == ""
    context.close()


def test_an_element_is_renamed_in_the_list(
    browser: Browser, owner_state: StorageState, office: Served, planned: str
):
    context = DESKTOP_LIGHT.context(browser, owner_state)
    page = context.new_page()
    page.goto(f"{office.address}/p/{planned}/breakdown/elements/?category=props")
    page.locator(".elements input[name=pick]").first.check()
    page.keyboard.press("F2")
    page.keyboard.type("a thing of its own")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=a thing of its own")
    assert page.is_visible("#bulk")
    context.close()
