"""The board's page: what is shown to whom, and the patch after a change."""

from __future__ import annotations

import re

import pytest

from tests.harness.pages import assert_clean_fragment, assert_clean_page
from topsheet.schedule import working
from topsheet.schedule.tests.small_film import small_film
from topsheet.schedule.tests.test_working import state_of


@pytest.fixture
def film(production, owner):
    return small_film(production(), owner)


@pytest.fixture
def page(film, client, owner):
    client.force_login(owner)
    return lambda path="": client.get(f"/p/{film.production.uid}/board/{path}")


def _digests(html):
    return re.findall(r'data-digest="(\w+)"', html)


def test_the_board_shows_every_strip_once_with_its_version(film, page):
    html = assert_clean_page(page())
    shown = re.findall(r'data-strip="([^"]+)"', html)
    assert sorted(shown) == sorted(state_of(film).keys())
    assert html.count('data-version="') >= len(shown)


def test_nothing_changed_no_day_is_sent_again(page):
    digests = _digests(page().content.decode())
    html = assert_clean_fragment(page(f"days/?have={','.join(digests)}"))
    assert not _digests(html)
    assert "data-order" in html


def test_after_a_move_only_the_days_that_changed_are_sent(film, page, owner):
    before = _digests(page().content.decode())
    state = state_of(film)
    last = next(day for day in reversed(state.days) if day.strips)
    working.set_day(owner, film.scenario, last.uid, note="Rain cover")
    html = assert_clean_fragment(page(f"days/?have={','.join(before)}"))
    assert len(_digests(html)) == 1
    assert "Rain cover" in html


def test_a_wild_list_of_digests_does_no_harm(page):
    assert page("days/?have=%00%F0%9F%98%80,,,x").status_code == 200


def test_who_may_only_look_gets_no_tools(film, client, member):
    client.force_login(member(film.production, "location-manager"))
    html = client.get(f"/p/{film.production.uid}/board/").content.decode()
    assert 'data-act="' not in html
    assert "data-editing-allowed" not in html


def test_a_first_assistant_works_without_amounts(film, client, member):
    client.force_login(member(film.production, "first-ad"))
    html = client.get(f"/p/{film.production.uid}/board/").content.decode()
    assert 'data-act="improve"' in html
    assert "What this order costs" not in html
    assert 'class="cost n"' not in html
    assert 'name="weight"' not in html


def test_banners_locks_and_the_boneyard_are_shown(film, page, owner):
    state = state_of(film)
    day = next(day for day in state.days if day.strips)
    working.add_banner(owner, film.scenario, day.uid, "Company lunch", 60)
    working.lock_strips(owner, film.scenario, [day.strips[0]], True)
    gone = next(key for key in state.keys() if key not in day.strips)  # noqa: SIM118 - strips
    working.to_boneyard(owner, film.scenario, [gone])
    html = assert_clean_page(page())
    assert "Company lunch" in html
    assert "data-locked" in html
    assert html.index('data-part="boneyard"') < html.index(f'data-strip="{gone}"')


def test_the_days_at_a_place(film, page):
    place = next(iter(film.plan.best.days)).places[0]
    assert "Day 1" in assert_clean_fragment(page(f"at/{place}/"))
    assert "No shooting day" in assert_clean_fragment(page("at/nowhere/"))
