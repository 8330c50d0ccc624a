"""Edits in a real browser: they reach the office, or what was typed is kept and said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.office import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route, StorageState

_EDIT = """async () => {
  const { call } = await import("/static/site/api.js");
  window.answer = "waiting";
  call("POST", "test/edit", { name: "Ana", version: 1 }).then((said) => { window.answer = said; });
}"""
_SETTLED = "() => window.answer !== 'waiting'"


@pytest.fixture
def page(
    browser: Browser, office: Served, owner_state: StorageState, planned: str
) -> Iterator[Page]:
    context = browser.new_context(storage_state=owner_state)
    page = context.new_page()
    page.goto(f"{office.address}/p/{planned}/")
    yield page
    context.close()


def _answers(page: Page, *answers: tuple[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """The edits as they arrive; each is answered with the next of ``answers`` (0: not at all)."""
    sent: list[dict[str, Any]] = []
    left = list(answers)

    def answer(route: Route) -> None:
        sent.append(route.request.post_data_json)
        status, body = left.pop(0)
        if status == 0:
            route.abort()
        else:
            route.fulfill(status=status, body=json.dumps(body), content_type="application/json")

    page.route("**/api/v1/productions/*/test/edit*", answer)
    return sent


def test_an_edit_says_which_change_it_was(page: Page):
    _answers(page, (200, {"sequence": 7, "change": "Ana renamed"}))
    page.evaluate(
        "() => document.addEventListener('topsheet:written', (e) => { window.told = e.detail; })"
    )
    page.evaluate(_EDIT)
    page.wait_for_function(_SETTLED)
    assert page.evaluate("() => window.told") == {"sequence": 7, "change": "Ana renamed"}


def test_what_did_not_arrive_is_kept_and_sent_again(page: Page):
    sent = _answers(page, (0, {}), (200, {"sequence": 7, "change": "Ana renamed"}))
    page.evaluate(_EDIT)
    message = page.locator(".toast.bad")
    message.wait_for()
    assert "Ana" in message.inner_text()
    message.get_by_role("button", name="Try again").click()
    page.wait_for_function(_SETTLED)
    assert len(sent) == 2
    assert page.evaluate("() => window.answer.sequence") == 7
    assert page.locator(".toast.bad").count() == 0


def _conflict() -> tuple[int, dict[str, Any]]:
    return 409, {
        "detail": "Ben changed this since you opened it.",
        "theirs": {"name": "Anna"},
        "yours": {"name": "Ana"},
        "version": 3,
        "by": "Ben",
    }


def test_a_conflict_shows_both_values_and_mine_is_sent_with_the_new_version(page: Page):
    sent = _answers(page, _conflict(), (200, {"sequence": 8, "change": "Ana renamed"}))
    page.evaluate(_EDIT)
    dialog = page.locator("#conflict")
    dialog.wait_for()
    assert "Anna" in dialog.inner_text() and "Ben" in dialog.inner_text()
    dialog.get_by_role("button", name="Put mine").click()
    page.wait_for_function(_SETTLED)
    assert sent[-1] == {"name": "Ana", "version": 3}


def test_keeping_theirs_sends_nothing_and_the_page_is_asked_to_look_again(page: Page):
    sent = _answers(page, _conflict())
    page.evaluate(
        """async () => {
          const { refreshOn } = await import("/static/site/api.js");
          refreshOn(() => { window.refreshed = true; });
        }"""
    )
    page.evaluate(_EDIT)
    page.locator("#conflict").get_by_role("button", name="Keep theirs").click()
    page.wait_for_function(_SETTLED)
    assert len(sent) == 1
    assert page.evaluate("() => window.answer") is None
    assert page.evaluate("() => window.refreshed") is True


def test_a_refusal_is_told_in_its_own_words(page: Page):
    _answers(page, (422, {"detail": "A production needs a title.", "field": "title"}))
    page.evaluate(_EDIT)
    page.wait_for_function(_SETTLED)
    assert "A production needs a title." in page.locator(".toast.bad").inner_text()


_RENAME = """
import django; django.setup()
from topsheet.platform.models import User
from topsheet.production.models import Production
from topsheet.production.services import edit_production
owner = User.objects.get(office_role="owner")
found = Production.objects.get(uid={uid!r})
edit_production(owner, found, found.version, title={title!r})
"""


def test_a_change_made_elsewhere_is_on_the_page_within_three_seconds(
    page: Page, office: Served, planned: str
):
    page.wait_for_timeout(500)
    title = page.locator(".bar .where").inner_text()
    office.python(_RENAME.format(uid=planned, title=f"{title} Two"))
    page.locator("#main", has_text=f"{title} Two").first.wait_for(timeout=3000)
    assert "Production edited" in page.locator(".toast").inner_text()
    office.python(_RENAME.format(uid=planned, title=title))


def test_what_a_write_moved_is_told_and_opens_into_the_list(page: Page):
    moved = {
        "headline": "Estimate € 10 → € 8 (−2) · 2 days fewer",
        "moves": [{}],
        "marks": {},
        "list": page.url.rstrip("/") + "/changes/?since=1",
    }
    page.route("**/moved/?*", lambda route: route.fulfill(json=moved))
    _answers(page, (200, {"sequence": 2, "change": "Ana renamed"}))
    page.evaluate(_EDIT)
    message = page.locator(".toast", has_text="2 days fewer")
    message.get_by_role("link", name="What moved").click()
    page.locator("#why .changes").wait_for()


def test_ctrl_z_undoes_and_says_what(page: Page):
    page.route(
        "**/api/v1/productions/*/undo*",
        lambda route: route.fulfill(json={"sequence": 3, "change": "Undone: Ana renamed"}),
    )
    page.wait_for_function("() => document.readyState === 'complete'")
    page.locator("#main").focus()
    with page.expect_response("**/api/v1/productions/*/undo*"):
        page.keyboard.press("Control+z")
    page.locator(".toast", has_text="Undone: Ana renamed").wait_for()
