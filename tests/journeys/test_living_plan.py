"""A plan lived in: from a script to an approved budget, a second draft and a scenario adopted.

The same film is carried from step to step, once at a desk and once on a phone. After each step
it is asked what people rely on: the figure moved and said so, and nothing was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.carrying import carry
from tests.journeys.night_ferry import FIRST, SCENES, SECOND
from tests.journeys.office import Served
from tests.journeys.travelling import WAIT, Traveller, traveller

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, StorageState


@pytest.fixture(scope="module", params=["desk", "phone"])
def drafts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both drafts of the film, for one way of travelling."""
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "night-ferry.fountain").write_text(FIRST)
    (folder / "night-ferry-2.fountain").write_text(SECOND)
    return folder


@pytest.fixture(scope="module")
def trip(
    browser: Browser, office: Served, owner_state: StorageState, drafts: Path
) -> Iterator[Traveller]:
    """The window that goes through all steps, with the film planned in it on the first."""
    here, context = traveller(browser, office, owner_state, phone="phone" in drafts.name)
    _plan(here, drafts / "night-ferry.fountain")
    yield here
    context.close()


@pytest.fixture(autouse=True)
def _no_fault(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "trip" in request.fixturenames:
        here: Traveller = request.getfixturevalue("trip")
        said, here.said = here.said, []
        assert not said, f"the page failed: {said}"


def _plan(trip: Traveller, script: Path) -> None:
    page = trip.page
    page.goto(trip.office.address + "/new/")
    page.set_input_files("input[type=file]", script)
    page.select_option("[name=country]", "FR")
    page.select_option("[name=effort]", "3")
    trip.tap(page.get_by_role("button", name="Make the plan"))
    page.wait_for_url("**/p/*/", timeout=4 * WAIT)
    trip.uid = page.url.rstrip("/").rpartition("/")[2]


# --- from the script ----------------------------------------------------------------------


def test_a_script_becomes_a_plan(trip: Traveller):
    page = trip.page
    assert page.inner_text("h1") == "The Night Ferry"
    assert f"{SCENES} scenes" in page.inner_text("#main"), "the topsheet counts the scenes"
    assert trip.estimate() > 0, "the estimate is priced"
    assert len(trip.strips()) == SCENES, "every scene has its strip"


# --- the board ----------------------------------------------------------------------------


def _strip(trip: Traveller, key: str) -> Locator:
    return trip.page.locator(f'[data-strip="{key}"]')


def _day_of(trip: Traveller, key: str) -> str:
    return str(
        _strip(trip, key).evaluate("one => one.closest('[data-day]')?.dataset.day ?? 'boneyard'")
    )


def _stands(trip: Traveller, key: str, day: str) -> None:
    """Wait until the strip stands on that day and the office's answer is drawn."""
    place = "[data-boneyard]" if day == "boneyard" else f'[data-day="{day}"]'
    trip.page.locator(f'{place} [data-strip="{key}"]').wait_for(state="attached")


def _stands_elsewhere(trip: Traveller, key: str, home: str) -> None:
    trip.page.locator(f'[data-day]:not([data-day="{home}"]) [data-strip="{key}"]').wait_for()


def _first_strip(trip: Traveller) -> str:
    strip = trip.page.locator("[data-board] [data-day] [data-strip]").first
    return str(strip.get_attribute("data-strip"))


def _hold(trip: Traveller, key: str) -> None:
    """Choose one strip, as the hand at hand does."""
    strip = _strip(trip, key)
    if trip.phone:
        if strip.get_attribute("aria-selected") != "true":
            trip.tap(strip.locator(".set"))
        trip.page.locator("[data-held]:not([hidden])").wait_for()
    else:
        strip.focus()


def _verb(trip: Traveller, key: str, act: str) -> None:
    """A verb of the board: by its key, on a phone by its button."""
    if trip.phone:
        trip.tap(trip.page.locator(f'[data-held] [data-act="{act}"]'))
    else:
        trip.press(key)


def test_a_strip_is_moved_tells_what_it_moved_and_goes_back(trip: Traveller):
    trip.go("board/")
    key = _first_strip(trip)
    home, before, strips = _day_of(trip, key), trip.estimate(), trip.strips()
    _hold(trip, key)
    with trip.written("/board/move"):
        if trip.phone:
            _verb(trip, "m", "move")
            rows = trip.page.locator("#landings [role=option]:not([aria-disabled])")
            rows.first.wait_for()
            trip.tap(rows.filter(has_not_text="stands here").filter(has_text="Day").last)
        else:
            trip.press("Alt+ArrowRight")
    _stands_elsewhere(trip, key, home)
    assert trip.strips() == strips, "no strip is lost or doubled"
    after = trip.estimate()
    if after != before:
        assert f"{after:,}" in trip.moved(), "the message tells the estimate that stands now"
    trip.undo()
    _stands(trip, key, home)
    assert trip.estimate() == before, "undo gives the estimate back"


def test_a_strip_is_carried_under_prices_to_another_day(trip: Traveller):
    page = trip.page
    key = _first_strip(trip)
    home, strips = _day_of(trip, key), trip.strips()
    target = page.locator('[data-day][data-kind="shoot"]').nth(1)
    there = str(target.get_attribute("data-day"))
    _strip(trip, key).evaluate("one => one.scrollIntoView({ block: 'center' })")
    with trip.written("/board/move"):
        carry(trip, _strip(trip, key), target.locator(".daybreak"))
    _stands(trip, key, there)
    assert trip.strips() == strips, "no strip is lost or doubled"
    trip.undo()
    _stands(trip, key, home)


def test_a_strip_goes_to_the_boneyard_costs_nothing_there_and_comes_back(trip: Traveller):
    trip.go("board/")
    key = "s0005"  # the market, with its forty people
    home, before, strips = _day_of(trip, key), trip.estimate(), trip.strips()
    _hold(trip, key)
    with trip.written("/board/move"):
        _verb(trip, "b", "bone")
    _stands(trip, key, "boneyard")
    without = trip.estimate()
    assert without < before, "a scene nobody shoots costs less"
    moved = trip.moved()
    assert f"{before:,}" in moved and f"{without:,}" in moved, "before → after is told"
    trip.undo()
    _stands(trip, key, home)
    assert trip.estimate() == before, "back on its day it costs what it did"
    assert trip.strips() == strips, "no strip is lost or doubled"


def test_a_day_is_split_at_a_strip_and_joined_again(trip: Traveller):
    trip.go("board/")
    days = trip.page.locator('[data-day][data-kind="shoot"]')
    count, before = days.count(), trip.estimate()
    second = trip.page.locator("[data-board] [data-day]").first.locator("[data-strip]").nth(1)
    key = str(second.get_attribute("data-strip"))
    home = _day_of(trip, key)
    _hold(trip, key)
    with trip.written("/split"):
        _verb(trip, "d", "break")
    _stands_elsewhere(trip, key, home)
    trip.sees(days).to_have_count(count + 1)
    assert trip.estimate() > before, "a day more costs more"
    first = trip.page.locator(f'[data-day="{home}"]')
    trip.tap(first.locator('[data-act="day"]'))
    with trip.written("/join"):
        trip.tap(trip.page.locator('[data-day-act="join"]'))
    _stands(trip, key, home)
    trip.sees(days).to_have_count(count)
    assert trip.estimate() == before, "and cost what they did"


def test_a_locked_strip_stays_and_says_why(trip: Traveller):
    trip.go("board/")
    key = _first_strip(trip)
    home = _day_of(trip, key)
    _hold(trip, key)
    with trip.written("/board/lock"):
        _verb(trip, "l", "lock")
    _strip(trip, key).locator(".lock").wait_for()
    _hold(trip, key)
    _verb(trip, "b", "bone")
    trip.toast(re.compile("locked", re.I))
    trip.sees(_strip(trip, key)).to_be_focused()
    if not trip.phone:
        trip.press("Alt+ArrowRight")  # shown there at once, and taken back
        trip.page.locator(".toast.bad").nth(1).wait_for()
    _stands(trip, key, home)
    with trip.written("/board/lock"):
        _hold(trip, key)
        _verb(trip, "l", "lock")
    trip.sees(_strip(trip, key).locator(".lock")).to_have_count(0)


def test_minutes_are_set_by_hand_and_given_back_to_the_rule(trip: Traveller):
    trip.go("board/")
    page, key = trip.page, _first_strip(trip)
    ruled = _strip(trip, key).locator(".length").inner_text()
    assert ruled.endswith("*"), "the rule's minutes are marked as assumed"
    _hold(trip, key)
    _verb(trip, "e", "minutes")
    field = page.locator("dialog[open] [name=minutes]")
    field.wait_for()
    field.fill("155")
    with trip.written("/board/strips/"):
        trip.press("Enter")
    trip.sees(_strip(trip, key).locator(".length")).to_have_text("2 h 35")
    _hold(trip, key)
    _verb(trip, "e", "minutes")
    with trip.written("/board/strips/"):
        trip.tap(page.locator("dialog[open] [data-restore]"))
    trip.sees(_strip(trip, key).locator(".length")).to_have_text(ruled)


def test_improve_can_be_stopped_and_keeps_the_best_so_far(trip: Traveller):
    trip.go("board/")
    before, strips = trip.estimate(), trip.strips()
    _improve(trip, thoroughly="As long as it takes")
    panel = trip.page.locator("[data-improving]")
    trip.tap(panel.get_by_role("button", name="Stop and keep the best so far"))
    panel.get_by_role("button", name="Close").wait_for()
    assert trip.strips() == strips, "no strip is lost or doubled"
    assert trip.estimate() <= before, "what was kept costs no more"
    trip.tap(panel.get_by_role("button", name="Close"))


def test_improve_to_its_end_gives_a_board_that_costs_no_more(trip: Traveller):
    trip.go("board/")
    before, strips = trip.estimate(), trip.strips()
    _improve(trip, thoroughly="Quickly")
    panel = trip.page.locator("[data-improving]")
    panel.get_by_role("button", name="Close").wait_for()
    said = panel.locator("[data-said]").inner_text()
    assert re.search("improved|better", said), said
    assert trip.strips() == strips, "no strip is lost or doubled"
    assert trip.estimate() <= before, "it costs no more"


def _improve(trip: Traveller, *, thoroughly: str) -> None:
    trip.tap(trip.page.locator('[data-act="improve"]'))
    trip.tap(trip.page.get_by_label(thoroughly))
    with trip.written("/board/improve"):
        trip.tap(trip.page.locator('[data-ask="improve"] .btn.go'))


# --- the budget ---------------------------------------------------------------------------


def _row(trip: Traveller, name: str) -> Locator:
    """A line of the sheet, found as one finds it among hundreds."""
    find = trip.page.locator("#sheet-find")
    if find.input_value() != name:
        find.fill(name)
    row = trip.page.locator("#sheet .rows .r.line", has_text=name)
    trip.sees(row).to_have_count(1)
    return row


def _enter(trip: Traveller, name: str, column: str, text: str) -> None:
    """Type into a cell of a line: in the sheet, or in the line's form on a phone."""
    row = _row(trip, name)
    if trip.phone:
        trip.tap(row.locator(".c-name"))
        field = trip.page.locator(f"#line-sheet #line-{column}")
        field.fill(text)
        with trip.written("/budget/cell"):
            trip.press("Tab")
        trip.tap(trip.page.locator("#line-sheet .close"))
        return
    row.locator(f'[data-column="{column}"]').click()
    trip.type(text)
    with trip.written("/budget/cell"):
        trip.press("Escape", "Enter") if trip.page.is_visible(".suggest") else trip.press("Enter")


def _total(trip: Traveller, amount: int) -> None:
    """The total on the page reads that much, without its being loaded anew."""
    trip.sees(trip.page.locator(".total-bar [data-row=total]")).to_have_text(f"{amount:,}")


def test_a_price_is_typed_and_the_total_follows(trip: Traveller):
    trip.go("budget/")
    before = trip.estimate()
    _enter(trip, "Casting director", "price", "19000")
    after = trip.estimate()
    assert after - before >= 5000, "five thousand more, with what is charged on it"
    _total(trip, after)
    moved = trip.moved()
    assert f"{before:,}" in moved and f"{after:,}" in moved, "before → after is told"


def test_a_formula_counts_what_the_plan_counts(trip: Traveller):
    trip.go("budget/")
    before = trip.estimate()
    _enter(trip, "Casting room and recordings", "amount", "2 * speaking_roles")
    row = _row(trip, "Casting room and recordings")
    trip.sees(row.locator('[data-column="total"]')).to_have_text("20,000")  # 2 × 4 × 2,500
    after = trip.estimate()
    assert after > before + 17_000, "the formula is worked out"
    _total(trip, after)


_BLOCK = "Poster shoot\t1\tallowance\t\t800\nProof prints\t3\tday\t\t150\nNothing\tmany\tday\t\t1"


def test_a_block_from_a_spreadsheet_is_kept_but_for_its_bad_row(trip: Traveller):
    trip.go("budget/")
    before = trip.estimate()
    row = _row(trip, "Casting room and recordings")
    trip.page.evaluate("text => navigator.clipboard.writeText(text)", _BLOCK)
    if trip.phone:  # a finger on a line opens its form; a keyboard is at hand for a block
        trip.page.locator("#sheet").focus()
        trip.press("Control+End")
    else:
        row.locator(".key").click()  # the whole line: the block comes below it
    trip.press("Shift+Space")
    with trip.written("/budget/paste"):
        trip.press("Control+v")
    told = trip.page.locator("#paste-problems")
    told.wait_for()
    assert "Nothing" not in told.locator(".said").inner_text()
    assert "many" in told.locator("tbody").inner_text(), "the row left out is listed with its text"
    trip.tap(told.locator(".close"))
    trip.page.locator("#sheet-find").fill("Proof prints")
    trip.sees(trip.page.locator("#sheet .rows .r.line", has_text="Proof prints")).to_have_count(1)
    assert trip.estimate() >= before + 1250, "the two good rows are kept and counted"


def test_what_the_plan_counts_is_typed_over_marked_and_restored(trip: Traveller):
    trip.go("budget/")
    before = trip.estimate()
    _enter(trip, "Set medic", "amount", "3")
    row = _row(trip, "Set medic")
    trip.sees(row.locator('[data-column="amount"]')).to_have_class(re.compile(r"\bover\b"))
    over = trip.estimate()
    assert over > before, "three weeks instead of the plan's"
    _total(trip, over)
    if trip.phone:
        trip.tap(row.locator(".c-name"))
        field = trip.page.locator("#line-sheet .field", has=trip.page.locator("#line-amount"))
    else:
        row.locator('[data-column="amount"]').click()
        field = trip.page.locator("#formula-bar .plan")
    trip.sees(field).to_contain_text("The plan says")
    with trip.written("/budget/cells/restore"):
        trip.tap(field.get_by_role("button", name="Restore"))
    if trip.phone:
        trip.tap(trip.page.locator("#line-sheet .close"))
    trip.sees(row.locator('[data-column="amount"]')).not_to_have_class(re.compile(r"\bover\b"))
    assert trip.estimate() == before, "it follows the plan again"


def test_a_cell_is_undone_and_redone_by_key(trip: Traveller):
    trip.go("budget/")
    before = trip.estimate()
    _enter(trip, "Casting director", "price", "23000")
    after = trip.estimate()
    trip.undo()
    _total(trip, before)
    with trip.written("/redo"):
        trip.press("Control+Shift+z")
    _total(trip, after)
    trip.undo()
    _total(trip, before)


# --- breakdown, places, people ------------------------------------------------------------


def _decided(trip: Traveller) -> int:
    return int(trip.page.inner_text("[data-part=progress]").split()[0])


def _decide(trip: Traveller, act: str, key: str) -> None:
    with trip.written("/breakdown/"):
        trip.tap(trip.page.locator(f"[data-act={act}]")) if trip.phone else trip.press(key)


def test_suggestions_are_accepted_with_one_key_each_and_a_wrong_one_rejected(trip: Traveller):
    page = trip.page
    trip.go("breakdown/decide/")
    page.wait_for_selector("#review[data-ready]")
    decided, before = _decided(trip), trip.estimate()
    for n in range(1, 4):
        _decide(trip, "accept", "Enter")
        trip.sees(page.locator("[data-part=progress]")).to_contain_text(f"{decided + n} ")
    if trip.phone:
        trip.tap(page.locator(".filters-box > summary"))
    page.locator("[name=of]").fill("car")
    trip.sees(page.locator("[data-part=name]")).to_have_text("car")
    page.evaluate("document.activeElement.blur()")
    _decide(trip, "reject", "x")
    without = trip.estimate()
    assert without < before, "what the film does not need is not paid"
    assert f"{without:,}" in trip.moved(), "the message tells the estimate that stands now"
    page.reload()
    page.wait_for_selector("#review[data-ready]")
    assert _decided(trip) == decided + 4, "four decisions are kept"


_ASHORE = (
    "PIER", "FERRY HOUSE - KITCHEN", "FERRY HOUSE - BEDROOM", "HARBOUR TOWN - MARKET",
    "POLICE STATION",
)  # fmt: skip


def test_sets_are_put_at_a_place_and_the_moves_are_counted_anew(trip: Traveller):
    page = trip.page
    trip.go("places/sets/")
    before = trip.estimate()
    for name in _ASHORE:
        row = page.locator(f'#sets tr[data-set="{name}"]')
        trip.tap(row.locator("input"))
    page.locator("#where").fill("The old harbour")
    with trip.written("/sets/bind"):
        trip.press("Enter")
    trip.sees(page.locator("#sets tr", has_text="The old harbour")).to_have_count(len(_ASHORE))
    after = trip.estimate()
    assert after < before, "four places in one: fewer moves, fewer hires"
    assert f"{after:,}" in trip.moved(), "the message tells the estimate that stands now"


def _cell(trip: Traveller, part: str, name: str) -> Locator:
    return trip.page.locator("tr", has_text=part).locator(f"[data-field={name}]")


def test_a_part_is_cast_with_a_deal_that_the_estimate_follows(trip: Traveller):
    page = trip.page
    trip.go("people/cast/")
    before = trip.estimate()
    trip.tap(_cell(trip, "MARTHA", "person"))
    page.locator("[data-editing]").wait_for()
    with trip.written("/person"):
        trip.type("Ana Ruiz", "Enter")
    trip.sees(_cell(trip, "MARTHA", "person")).to_have_text("Ana Ruiz")
    trip.tap(_cell(trip, "MARTHA", "rate"))
    page.locator("[data-editing]").wait_for()
    with trip.written("/deal"):
        trip.type("1400", "Enter")
    trip.sees(_cell(trip, "MARTHA", "rate")).to_contain_text("1,400")
    after = trip.estimate()
    assert after > before, "the agreed rate is dearer than the assumed one, and counts"
    moved = trip.moved()
    assert f"{after:,}" in moved, "the message tells the estimate that stands now"


# --- a second draft -----------------------------------------------------------------------


def test_a_second_draft_is_reviewed_priced_and_taken_in(trip: Traveller, drafts: Path):
    page = trip.page
    trip.go("script/")
    before = trip.estimate()
    trip.tap(page.get_by_role("link", name="New draft"))
    page.set_input_files("input[type=file]", drafts / "night-ferry-2.fountain")
    trip.tap(page.get_by_role("button", name="Compare"))
    counts = page.locator("nav.counts")
    counts.wait_for(timeout=4 * WAIT)
    for said in ("1 New", "1 Omitted", "1 Changed", "1 Moved", "10 the same"):
        trip.sees(counts).to_contain_text(said)
    assert "LOWER DECK" in page.inner_text("#new"), "the new scene is shown"
    assert "seventy crossings" in page.inner_text("#changed"), "its new words are shown"
    assert "Estimate" in page.inner_text("aside.side"), "what the draft costs is shown"
    assert trip.estimate() == before, "nothing is saved before somebody says so"
    trip.tap(page.get_by_role("button", name="Take it in").first)
    page.wait_for_url("**/script/*")
    assert "draft 2" in page.inner_text(".eyebrow >> nth=0").lower()
    trip.go("board/")
    keys = trip.strips()
    assert len(keys) == SCENES, "one strip came and one went"
    trip.sees(page.locator("[data-boneyard] [data-strip]")).to_have_count(1)
    assert "LOWER DECK" in page.inner_text("[data-boneyard]"), "the new scene waits in the boneyard"


def test_what_was_decided_outlives_the_draft(trip: Traveller):
    trip.go("people/cast/")
    trip.sees(_cell(trip, "MARTHA", "person")).to_have_text("Ana Ruiz")
    trip.sees(_cell(trip, "MARTHA", "rate")).to_contain_text("1,400")
    trip.go("places/sets/")
    trip.sees(trip.page.locator('#sets tr[data-set="PIER"]')).to_contain_text("The old harbour")
    trip.go("budget/")
    row = _row(trip, "Casting director")
    trip.sees(row.locator('[data-column="total"]')).to_have_text("19,000")
    trip.go("breakdown/elements/")
    trip.sees(trip.page.locator('tr[data-name="car"]')).to_have_class("stands-rejected")
