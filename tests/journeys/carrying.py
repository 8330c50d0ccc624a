"""Carrying a thing over a page: with the mouse, or with a finger that Chromium believes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.travelling import Traveller

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

_FOOT = 80  # pixels above the foot of the window: there the board scrolls, slowly
_CLEAR = 180  # and above that it does not
_IN_VIEW = """(target, edge) => new Promise((done) => {
  const above = () => target.getBoundingClientRect().bottom < edge;
  const look = () => (above() ? done() : requestAnimationFrame(look));
  look();
})"""
_PRICED = "[data-day] [data-landing]:not([hidden])"


def carry(trip: Traveller, strip: Locator, target: Locator) -> None:
    """Take a strip by its grip, wait for the prices of every day, let it go on the target."""
    start = _middle(strip.locator(".grip"))
    hand = _Finger(trip.page) if trip.phone else _Mouse(trip.page)
    hand.down(*start)
    for step in range(1, 7):
        hand.move(start[0], start[1] + 4 * step)
    priced = trip.page.locator(_PRICED)
    priced.first.wait_for()
    shooting = trip.page.locator('[data-day][data-kind="shoot"]').count()
    assert priced.count() == shooting, "every day tells what landing there would cost"
    height = trip.page.evaluate("innerHeight")
    if _middle(target)[1] > height - _CLEAR:  # near the foot the board goes on by itself
        hand.move(start[0], height - _FOOT)
        target.evaluate(_IN_VIEW, height - _CLEAR)
    for step in range(1, 7):
        end, part = _middle(target), step / 6
        hand.move(start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
    assert trip.page.locator(".ghost .price").inner_text(), "the strip in the air has its price"
    hand.up()


def _middle(target: Locator) -> tuple[float, float]:
    box = target.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


class _Mouse:
    def __init__(self, page: Page) -> None:
        self._mouse = page.mouse

    def down(self, x: float, y: float) -> None:
        self._mouse.move(x, y)
        self._mouse.down()

    def move(self, x: float, y: float) -> None:
        self._mouse.move(x, y)

    def up(self) -> None:
        self._mouse.up()


class _Finger:
    """Playwright taps but does not drag by touch; the browser's own protocol does."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)

    def down(self, x: float, y: float) -> None:
        self._send("touchStart", [{"x": x, "y": y}])

    def move(self, x: float, y: float) -> None:
        self._send("touchMove", [{"x": x, "y": y}])

    def up(self) -> None:
        self._send("touchEnd", [])

    def _send(self, kind: str, points: list[dict[str, float]]) -> None:
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
