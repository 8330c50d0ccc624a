"""The board in a real browser: by mouse, by keys alone, and by two people at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.journeys.office import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, StorageState


@pytest.fixture
def pages(
    browser: Browser, office: Served, owner_state: StorageState, planned: str
) -> Iterator[tuple[Page, Page]]:
    """The board, opened twice; neither hears of the other by itself."""
    contexts = [browser.new_context(storage_state=owner_state) for _ in range(2)]
    opened = []
    for context in contexts:
        page = context.new_page()
        page.route("**/pulse/**", lambda route: route.abort())
        page.goto(f"{office.address}/p/{planned}/board/")
        page.wait_for_load_state("networkidle")
        opened.append(page)
    yield opened[0], opened[1]
    for context in contexts:
        context.close()


def _where(page: Page, key: str) -> str:
    found = page.locator(f'[data-strip="{key}"]').evaluate(
        "(strip) => strip.closest('[data-day]')?.dataset.day ?? 'boneyard'"
    )
    return str(found)


def _patched(page: Page):
    return page.expect_response(lambda answer: "/board/days/" in answer.url)


def _first_strip(page: Page) -> str:
    return str(page.locator("[data-board] [data-strip]").first.get_attribute("data-strip"))


def test_a_strip_is_moved_by_keys_alone_and_back_again(pages: tuple[Page, Page]):
    page, _ = pages
    key = _first_strip(page)
    home = _where(page, key)
    page.keyboard.press("j")
    with _patched(page):
        page.keyboard.press("Alt+ArrowRight")
    page.wait_for_timeout(300)
    assert _where(page, key) != home
    assert page.evaluate("document.activeElement.dataset.strip") == key
    assert "moved to day" in page.locator("[data-live]").inner_text()
    with _patched(page):
        page.keyboard.press("Control+z")
    page.wait_for_timeout(300)
    assert _where(page, key) == home


def test_every_day_shows_its_price_while_a_strip_is_carried(pages: tuple[Page, Page]):
    page, _ = pages
    strip = page.locator("[data-board] [data-strip]").first
    box = strip.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 150, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 60, steps=4)
    page.locator("[data-day] [data-landing]:not([hidden])").first.wait_for()
    shown = page.locator("[data-day] [data-landing]:not([hidden])").count()
    assert shown == page.locator('[data-day][data-kind="shoot"]').count()
    assert page.locator(".ghost").count() == 1
    page.keyboard.press("Escape")
    page.mouse.up()
    assert page.locator(".ghost").count() == 0
    assert page.locator("[data-landing]:not([hidden])").count() == 0


def test_a_strip_dropped_on_a_day_stands_there(pages: tuple[Page, Page]):
    page, _ = pages
    key = _first_strip(page)
    target = page.locator('[data-day][data-kind="shoot"]').nth(1)
    there = target.get_attribute("data-day")
    box = page.locator(f'[data-strip="{key}"]').bounding_box()
    to = target.locator(".daybreak").bounding_box()
    assert box is not None
    assert to is not None
    page.mouse.move(box["x"] + 150, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(to["x"] + 150, to["y"] + 8, steps=6)
    page.locator("[data-day] [data-landing]:not([hidden])").first.wait_for()
    page.mouse.move(to["x"] + 152, to["y"] + 8)
    with _patched(page):
        page.mouse.up()
    page.wait_for_timeout(300)
    assert _where(page, key) == there


def test_two_people_who_move_one_strip_are_both_told(pages: tuple[Page, Page]):
    one, two = pages
    key = _first_strip(one)
    strips = {page: page.locator(f'[data-strip="{key}"]') for page in pages}
    strips[one].focus()
    with _patched(one):
        one.keyboard.press("b")
    strips[two].focus()
    two.keyboard.press("Alt+ArrowRight")
    dialog = two.locator("#conflict")
    dialog.wait_for()
    assert "boneyard" in dialog.inner_text()
    with _patched(two):
        dialog.locator("button", has_text="Put mine").click()
    two.wait_for_timeout(300)
    assert _where(two, key) != "boneyard"


def test_a_move_that_is_refused_is_taken_back_on_the_page(pages: tuple[Page, Page]):
    page, _ = pages
    key = _first_strip(page)
    home = _where(page, key)
    page.keyboard.press("j")
    with _patched(page):
        page.keyboard.press("l")
    with _patched(page):
        page.keyboard.press("Alt+ArrowRight")
    page.wait_for_timeout(300)
    assert page.locator(f'[data-strip="{key}"]').count() == 1
    assert _where(page, key) == home
    assert "locked" in page.locator(".toast").last.inner_text()
    with _patched(page):
        page.keyboard.press("l")


def test_empty_days_are_removed_with_one_button(pages: tuple[Page, Page]):
    page, _ = pages
    days = page.locator("[data-day]").count()
    with _patched(page):
        page.locator("[data-act=insert]").click()
    page.locator("[data-act=tidy]").wait_for()
    with _patched(page):
        page.locator("[data-act=tidy]").click()
    page.locator("[data-act=tidy]").wait_for(state="detached")
    assert page.locator("[data-day]").count() == days


def test_a_strip_gets_a_place_and_minutes_of_its_own_in_its_dialog(pages: tuple[Page, Page]):
    page, _ = pages
    key = _first_strip(page)
    strip = page.locator(f'[data-strip="{key}"]')
    strip.focus()
    page.keyboard.press("e")
    form = page.locator("dialog[data-ask=minutes] form[data-form]")
    place = form.locator("[name=place] option").nth(3).get_attribute("value")
    form.locator("[name=minutes]").fill("77")
    form.locator("[name=place]").select_option(place)
    with _patched(page):
        page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert strip.get_attribute("data-minutes") == "77"
    assert f'"place": "{place}"' in (strip.get_attribute("data-own") or "")
    with _patched(page):
        page.keyboard.press("Control+z")
