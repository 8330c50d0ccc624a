"""One traveller through a production: a window, what it is pointed with, what a person reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.journeys.office import Served

if TYPE_CHECKING:
    from playwright.sync_api import (
        Browser,
        BrowserContext,
        Locator,
        LocatorAssertions,
        Page,
        StorageState,
    )

WAIT = 30_000  # milliseconds; a full machine is slow, and waiting costs nothing where it is not


@dataclass
class Traveller:
    """A window of the office; ``phone`` has a finger, else there is a mouse."""

    page: Page
    office: Served
    phone: bool
    uid: str = ""
    scenario: str = ""
    said: list[str] = field(default_factory=list)  # faults the page told its console
    kept: dict[str, Any] = field(default_factory=dict)  # what a later step has to know

    def go(self, path: str = "", **query: str) -> None:
        """Open a page of the production, in the scenario one is in."""
        asked = query | ({"scenario": self.scenario} if self.scenario else {})
        tail = "&".join(f"{name}={value}" for name, value in asked.items())
        self.page.goto(f"{self.office.address}/p/{self.uid}/{path}{'?' if tail else ''}{tail}")
        self.page.wait_for_load_state("networkidle")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str, *then: str) -> None:
        self.page.keyboard.type(text)
        self.press(*then)

    def tap(self, target: Locator) -> None:
        """With the finger or the mouse, whichever there is."""
        target.scroll_into_view_if_needed()
        target.tap() if self.phone else target.click()

    @contextmanager
    def written(self, path: str = "") -> Iterator[None]:
        """What is done inside reaches the office, and is taken."""
        with self.page.expect_response(
            lambda answer: answer.request.method != "GET" and path in answer.url
        ) as found:
            yield
        answer = found.value
        assert answer.ok, f"{answer.request.method} {answer.url}: {answer.status} {answer.text()}"

    def toast(self, text: str | re.Pattern[str]) -> Locator:
        """A message at the foot of the page, waited for."""
        found = self.page.locator(".toast", has_text=text).last
        found.wait_for()
        return found

    def sees(self, target: Locator) -> LocatorAssertions:
        """``trip.sees(figure).to_have_text("2 h 35")``: waited for."""
        from playwright.sync_api import expect

        expect.set_options(timeout=WAIT)
        return expect(target)

    def moved(self) -> str:
        """The line that tells which figures the last change moved."""
        return self.toast("→").inner_text()

    def undo(self) -> None:
        """Ctrl+Z, from nowhere in particular."""
        self.page.evaluate("document.activeElement?.blur()")
        with self.written("/undo"):
            self.press("Control+z")

    def estimate(self) -> int:
        """The total of the budget, in whole currency."""
        return whole(self.read("budget/grid")["total"])

    def strips(self) -> list[str]:
        """The keys of the strips, sorted: those of the days and those of the boneyard."""
        board = self.read("board")
        standing = [strip for day in board["days"] for strip in day["strips"]]
        return sorted(strip["key"] for strip in standing + board["boneyard"])

    def read(self, path: str) -> Any:
        """The API, as the person whose window this is."""
        scenario = f"?scenario={self.scenario}" if self.scenario else ""
        url = f"{self.office.address}/api/v1/productions/{self.uid}/{path}{scenario}"
        answer = self.page.request.get(url)
        assert answer.ok, f"{url}: {answer.status} {answer.text()[:300]}"
        return answer.json()


def traveller(
    browser: Browser, office: Served, state: StorageState, *, phone: bool
) -> tuple[Traveller, BrowserContext]:
    """A new window, signed in."""
    width, height = (390, 844) if phone else (1440, 900)
    context = browser.new_context(
        storage_state=state,
        viewport={"width": width, "height": height},
        has_touch=phone,
        reduced_motion="reduce",
        locale="en-GB",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(WAIT)
    page = context.new_page()
    here = Traveller(page=page, office=office, phone=phone)
    page.on("pageerror", lambda error: here.said.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    return here, context


def whole(text: str) -> int:
    """``€ 1,156,086`` → 1156086; parentheses are below nothing."""
    digits = re.sub(r"[^\d.]", "", text)
    value = round(float(digits or 0))
    return -value if text.strip().startswith("(") else value
