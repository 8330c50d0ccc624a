"""API of the board: read it whole, price a landing, and every verb people have on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from topsheet.kernel.errors import InvalidInput
from topsheet.platform.accounts import person_of
from topsheet.production.access import Level, may_see_pay, require
from topsheet.production.models import Scenario
from topsheet.production.selectors import find_production, scenario_of
from topsheet.schedule import improving, lengths, schemas, shown, working
from topsheet.schedule.board_rows import open_board
from topsheet.schedule.engine.board_state import DayKind
from topsheet.schedule.engine.landing import best_landing, landings
from topsheet.schedule.schemas import BoardWritten, Key
from topsheet.schedule.selectors import load_schedule

router = Router(tags=["board"])
_HERE = "/productions/{production}/board"


def _scenario(request: HttpRequest, production: str, scenario: str) -> Scenario:
    """The scenario of a request, for somebody who may see its schedule."""
    found = find_production(production, person_of(request))
    require(person_of(request), found, "schedule", Level.VIEW)
    return scenario_of(found, scenario)


@router.get(_HERE)
def board(request: HttpRequest, production: Key, scenario: Key = "") -> dict[str, Any]:
    """The board people work in: every day, strip and banner with its version, the boneyard."""
    where = _scenario(request, production, scenario)
    problem, plan = load_schedule(where)
    with_pay = may_see_pay(person_of(request), where.production)
    return shown.board_as_json(open_board(where, problem), plan, with_pay=with_pay)


@router.post(f"{_HERE}/landing")
def landing(
    request: HttpRequest, production: Key, sent: schemas.LandingIn, scenario: Key = ""
) -> dict[str, Any]:
    """What it costs to land strips on each day, on a new one, in the boneyard; nothing is
    written. Without sight of pay: days, nights and hours.
    """
    where = _scenario(request, production, scenario)
    problem, _ = load_schedule(where)
    state = open_board(where, problem).state
    found = landings(problem, state, sent.strips)
    with_pay = may_see_pay(person_of(request), where.production)
    best = best_landing(found, state, sent.strips)
    return shown.landings_as_json(found, best, with_pay=with_pay)


@router.post(f"{_HERE}/move", response=BoardWritten)
def move(
    request: HttpRequest, production: Key, sent: schemas.MoveStripsIn, scenario: Key = ""
) -> dict[str, Any]:
    """Strips to a day, to a new day, to the boneyard."""
    where = _scenario(request, production, scenario)
    done = working.move_strips(
        person_of(request), where, sent.strips, sent.day, sent.position,
        before=sent.before, versions=sent.versions,
    )  # fmt: skip
    return shown.written(done)


@router.post(f"{_HERE}/lock", response=BoardWritten)
def lock(
    request: HttpRequest, production: Key, sent: schemas.LockStripsIn, scenario: Key = ""
) -> dict[str, Any]:
    """Tie strips to their day, or free them."""
    where = _scenario(request, production, scenario)
    done = working.lock_strips(
        person_of(request), where, sent.strips, sent.locked, versions=sent.versions
    )
    return shown.written(done)


@router.post(f"{_HERE}/breaks", response=BoardWritten)
def breaks(
    request: HttpRequest, production: Key, sent: schemas.BreaksIn, scenario: Key = ""
) -> dict[str, Any]:
    """Day breaks set by themselves, over a range or the whole board."""
    where = _scenario(request, production, scenario)
    return shown.written(working.auto_breaks(person_of(request), where, sent.first, sent.last))


@router.post(f"{_HERE}/days", response=BoardWritten)
def insert(
    request: HttpRequest, production: Key, sent: schemas.InsertDayIn, scenario: Key = ""
) -> dict[str, Any]:
    """A new day."""
    where = _scenario(request, production, scenario)
    done = working.insert_day(
        person_of(request), where, after=sent.after, on=sent.date, kind=DayKind(sent.kind)
    )
    return shown.written(done)


@router.patch(f"{_HERE}/days/{{day}}", response=BoardWritten)
def set_day(
    request: HttpRequest, production: Key, day: Key, sent: schemas.SetDayIn, scenario: Key = ""
) -> dict[str, Any]:
    """Shift, call, note, kind or lock of a day."""
    where = _scenario(request, production, scenario)
    wanted = sent.dict(exclude_unset=True, exclude={"version"})
    wanted = {name: v for name, v in wanted.items() if v is not None or name == "call"}
    if not wanted:
        raise InvalidInput("Say what of the day is to be set.")
    versions = {day: sent.version} if sent.version else None
    done = working.set_day(person_of(request), where, day, versions=versions, **wanted)
    return shown.written(done)


@router.delete(f"{_HERE}/days/{{day}}", response=BoardWritten)
def remove(request: HttpRequest, production: Key, day: Key, scenario: Key = "") -> dict[str, Any]:
    """A day taken out; its strips go to the boneyard."""
    where = _scenario(request, production, scenario)
    return shown.written(working.remove_day(person_of(request), where, day))


@router.delete(f"{_HERE}/empty-days", response=BoardWritten)
def remove_empty(request: HttpRequest, production: Key, scenario: Key = "") -> dict[str, Any]:
    """Every shooting day on which nothing stands taken out; the others close up."""
    where = _scenario(request, production, scenario)
    return shown.written(working.remove_empty_days(person_of(request), where))


@router.post(f"{_HERE}/days/{{day}}/split", response=BoardWritten)
def split(
    request: HttpRequest, production: Key, day: Key, sent: schemas.SplitDayIn, scenario: Key = ""
) -> dict[str, Any]:
    """A day break after some of a day's strips."""
    where = _scenario(request, production, scenario)
    return shown.written(working.split_day(person_of(request), where, day, sent.position))


@router.post(f"{_HERE}/days/{{day}}/join", response=BoardWritten)
def join(request: HttpRequest, production: Key, day: Key, scenario: Key = "") -> dict[str, Any]:
    """The next shooting day joined to this one."""
    where = _scenario(request, production, scenario)
    return shown.written(working.join_day(person_of(request), where, day))


@router.post(f"{_HERE}/days/{{day}}/shift", response=BoardWritten)
def shift(
    request: HttpRequest, production: Key, day: Key, sent: schemas.ShiftIn, scenario: Key = ""
) -> dict[str, Any]:
    """A day to another date, or swapped with another day."""
    where = _scenario(request, production, scenario)
    person = person_of(request)
    if sent.swap:
        return shown.written(working.swap_days(person, where, day, sent.swap))
    if sent.date is None:
        raise InvalidInput("Say the date, or the day to swap with.", field="date")
    versions = {day: sent.version} if sent.version else None
    return shown.written(working.shift_day(person, where, day, sent.date, versions=versions))


@router.post(f"{_HERE}/banners", response=BoardWritten)
def banner(
    request: HttpRequest, production: Key, sent: schemas.BannerIn, scenario: Key = ""
) -> dict[str, Any]:
    """A banner across a day."""
    where = _scenario(request, production, scenario)
    done = working.add_banner(
        person_of(request), where, sent.day, sent.text, sent.minutes, sent.position
    )
    return shown.written(done)


@router.patch(f"{_HERE}/banners/{{banner}}", response=BoardWritten)
def edit_banner(
    request: HttpRequest, production: Key, banner: Key, sent: schemas.BannerEdit,
    scenario: Key = "",
) -> dict[str, Any]:  # fmt: skip
    """Another text or length; an empty text takes it off."""
    where = _scenario(request, production, scenario)
    versions = {banner: sent.version} if sent.version else None
    done = working.edit_banner(
        person_of(request), where, banner, sent.text, sent.minutes, versions=versions
    )
    return shown.written(done)


@router.patch(f"{_HERE}/strips/{{path:strip}}", response=BoardWritten)
def set_strip(
    request: HttpRequest, production: Key, strip: Key, sent: schemas.SetStripIn,
    scenario: Key = "",
) -> dict[str, Any]:  # fmt: skip
    """Minutes, eighths, note, place or cast by hand; null follows the scene again."""
    where = _scenario(request, production, scenario)
    wanted = sent.dict(exclude_unset=True, exclude={"version"})
    if not wanted:
        raise InvalidInput("Say what of the strip is to be set.")
    done = lengths.set_strip(person_of(request), where, strip, version=sent.version, **wanted)
    return shown.written(done)


@router.post(f"{_HERE}/parts/{{path:strip}}", response=BoardWritten)
def parts(
    request: HttpRequest, production: Key, strip: Key, sent: schemas.PartsIn, scenario: Key = ""
) -> dict[str, Any]:
    """A scene cut into parts, where it stands."""
    where = _scenario(request, production, scenario)
    done = lengths.split_scene(person_of(request), where, strip, sent.count, sent.shares)
    return shown.written(done)


@router.delete(f"{_HERE}/parts/{{path:strip}}", response=BoardWritten)
def joined(request: HttpRequest, production: Key, strip: Key, scenario: Key = "") -> dict[str, Any]:
    """The parts of a strip's scene joined."""
    where = _scenario(request, production, scenario)
    return shown.written(lengths.join_parts(person_of(request), where, strip))


@router.post(f"{_HERE}/extra/{{path:strip}}", response=BoardWritten)
def extra(
    request: HttpRequest, production: Key, strip: Key, sent: schemas.PartIn, scenario: Key = ""
) -> dict[str, Any]:
    """A retake, pick-up, insert or plate, put in the boneyard."""
    where = _scenario(request, production, scenario)
    done = lengths.add_part(person_of(request), where, strip, sent.kind, sent.minutes, sent.note)
    return shown.written(done)


@router.put(f"{_HERE}/preference", response=BoardWritten)
def preference(
    request: HttpRequest, production: Key, sent: schemas.WishIn, scenario: Key = ""
) -> dict[str, Any]:
    """No planned overtime, and what a begun block of it weighs."""
    where = _scenario(request, production, scenario)
    done = working.set_wish(person_of(request), where, sent.overtime_weight, version=sent.version)
    return shown.written(done)


@router.post(f"{_HERE}/improve")
def improve(
    request: HttpRequest, production: Key, sent: schemas.ImproveIn, scenario: Key = ""
) -> dict[str, Any]:
    """Ask for a better board; ``job`` is asked for at /jobs/. A cancel keeps the best so far."""
    where = _scenario(request, production, scenario)
    asked = improving.Asked(
        effort=sent.effort, seconds=sent.seconds, with_boneyard=sent.with_boneyard
    )
    job = improving.request_improve(person_of(request), where, asked)
    return {"job": str(job.id)}


@router.post(f"{_HERE}/improve/{{job}}/take", response=BoardWritten)
def take(request: HttpRequest, production: Key, job: Key, scenario: Key = "") -> dict[str, Any]:
    """The result of a job whose board was changed meanwhile, laid on the board as it is."""
    where = _scenario(request, production, scenario)
    return shown.written(improving.take_improved(person_of(request), where, job))
