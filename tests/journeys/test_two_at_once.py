"""Two people in one production at once: each sees what the other does, and both are told when
they meet in the same cell or on the same strip.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.journeys.office import Served
from tests.journeys.travelling import Traveller, traveller

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, StorageState

_JOIN = """
import django; django.setup()
from topsheet.platform.models import User
from topsheet.production.models import Production
from topsheet.production.services import add_member
owner = User.objects.get(office_role="owner")
found = Production.objects.get(uid={uid!r})
add_member(owner, found, User.objects.get(email="bea@example.org"), "line-producer")
"""
_ARRIVES = 3000  # milliseconds in which another's change is on the page


@pytest.fixture(scope="module")
def bea_state(browser: Browser, office: Served, planned: str) -> StorageState:
    """The cookies of Bea, who was added on the command line and joined as line producer."""
    told = office.command("user", "add", "bea@example.org", "--name", "Bea Line")
    office.python(_JOIN.format(uid=planned))
    context = browser.new_context()
    context.new_page().goto("http" + told.rsplit("http", 1)[1].strip())
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def two(
    browser: Browser,
    office: Served,
    owner_state: StorageState,
    bea_state: StorageState,
    planned: str,
) -> Iterator[tuple[Traveller, Traveller]]:
    """The owner's window and Bea's."""
    opened = [traveller(browser, office, state, phone=False) for state in (owner_state, bea_state)]
    for here, _ in opened:
        here.uid = planned
    yield opened[0][0], opened[1][0]
    for here, context in opened:
        context.close()
        assert not here.said, here.said


def _deaf(here: Traveller) -> None:
    """Hear nothing of the others, as between two beats of the page's pulse."""
    here.page.route("**/pulse/**", lambda route: route.abort())


def _price(here: Traveller) -> Locator:
    """The one price cell that is found by a line's name."""
    here.page.locator("#sheet-find").fill("Casting director")
    row = here.page.locator("#sheet .rows .r.line")
    here.sees(row).to_have_count(1)
    return row.locator('[data-column="price"]')


def _type_price(here: Traveller, text: str) -> None:
    _price(here).click()
    here.type(text, "Enter")


@pytest.mark.parametrize(("choice", "stays"), [("Keep theirs", "31,000"), ("Put mine", "32,000")])
def test_two_in_one_cell_see_both_values_and_the_second_decides(
    two: tuple[Traveller, Traveller], choice: str, stays: str
):
    owner, bea = two
    _deaf(bea)
    for here in two:
        here.go("budget/")
        _price(here)
    with owner.written("/budget/cell"):
        _type_price(owner, "31000")
    bea.page.locator("#sheet .rows .r.line [data-column=price]").click()
    bea.type("32000", "Enter")
    dialog = bea.page.locator("#conflict")
    dialog.wait_for()
    told = dialog.inner_text().replace(",", "")
    assert "31000" in told and "32000" in told, f"both values are shown: {told}"
    assert "Owner" in told, f"and who made the other: {told}"
    dialog.get_by_role("button", name=choice).click()
    bea.sees(_price(bea)).to_contain_text(stays)
    owner.go("budget/")
    owner.sees(_price(owner)).to_contain_text(stays)
    owner.go("budget/")
    with owner.written("/budget/cell"):
        _type_price(owner, "14000")


def _first_strip(here: Traveller) -> str:
    """Where the first strip of the board is found from now on, wherever it stands."""
    strip = here.page.locator("[data-board] [data-day] [data-strip]").first
    return f'[data-strip="{strip.get_attribute("data-strip")}"]'


@pytest.mark.parametrize("choice", ["Keep theirs", "Put mine"])
def test_two_on_one_strip_are_told_and_the_second_decides(
    two: tuple[Traveller, Traveller], choice: str
):
    owner, bea = two
    _deaf(bea)
    for here in two:
        here.go("board/")
    one = _first_strip(owner)
    owner.page.locator(one).focus()
    with owner.written("/board/move"):
        owner.press("b")
    bea.page.locator(one).focus()
    bea.press("Alt+ArrowRight")
    dialog = bea.page.locator("#conflict")
    dialog.wait_for()
    told = dialog.inner_text()
    assert "boneyard" in told.lower() and "day" in told.lower(), f"both places are told: {told}"
    dialog.get_by_role("button", name=choice).click()
    place = "[data-boneyard]" if choice == "Keep theirs" else "[data-board]"
    bea.page.locator(f"{place} {one}").wait_for(state="attached")
    if choice == "Put mine":
        bea.undo()
    owner.go("board/")
    owner.undo()
    owner.page.locator(f"[data-board] {one}").wait_for()


def test_what_one_does_is_on_the_other_s_page_within_three_seconds(
    two: tuple[Traveller, Traveller],
):
    owner, bea = two
    for here in two:
        here.go("board/")
    one = _first_strip(owner)
    owner.page.locator(one).focus()
    with owner.written("/board/move"):
        owner.press("b")
    bea.page.locator(f"[data-boneyard] {one}").wait_for(state="attached", timeout=_ARRIVES)
    bea.toast("Owner")
    owner.undo()
    bea.page.locator(f"[data-board] {one}").wait_for(timeout=_ARRIVES)
