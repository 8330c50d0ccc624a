"""A topsheet made up for page tests: a middling feature with everything a page can show."""

from __future__ import annotations

from datetime import date, timedelta

from topsheet.chain.engine.topsheet import (
    Assumed,
    AtAGlance,
    BasisLine,
    BudgetRow,
    CalendarDay,
    DearDay,
    DearRole,
    DearScene,
    DepartmentRow,
    RowKind,
    TopsheetView,
)
from topsheet.kernel.eighths import Eighths
from topsheet.kernel.money import Money
from topsheet.schedule.engine.types import Shift
from topsheet.script.engine.types import IntExt, Light

_BASIS = (
    ("Script", "White draft of 1 October 2026, 112 3/8 pages, 187 scenes", False),
    ("Board", "Main board, revision 1, 31 days", False),
    ("Shoot", "5 April to 20 May 2027, 5 days a week of 10 hours", True),
    ("Country", "France", False),
    ("Agreements", "Production cinématographique, annexe I", False),
    ("Places", "14, none of them bound to a real place yet", True),
    ("Rates", "No foreign money in this budget", False),
    ("Excluded", "Financing cost, deferrals, distribution, overhead of the company", False),
    ("Prepared by", "Lena Strand, 22 November 2026", False),
    ("Version", "Estimate 1, from the low-budget template, pay illustrative", True),
)
_CATEGORIES = (
    ("Above the line", ("1100 Story and rights 118000", "1200 Producers 210000",
                        "1300 Direction 165400", "1400 Cast 319000")),
    ("Production", ("2000 Production staff 298200", "2200 Art and set 236900",
                    "2400 Set operations 156600", "2600 Effects and stunts 204480",
                    "2900 Wardrobe and make-up 121700", "3200 Light and camera 427500",
                    "3400 Sound 61380", "3500 Transport, places, boats 421800",
                    "3800 Crowd, animals, media 210900")),
    ("Post-production", ("5000 Editing 238000", "5100 Music 121300",
                         "5200 Visual effects 205000", "5300 Sound post 120000")),
    ("Other", ("6100 Insurance 71110", "6200 Legal and administration 96000",
               "6400 Publicity 36000")),
)  # fmt: skip
_DEPARTMENTS = (
    ("Direction", 60, 62, 42, 0), ("Production", 146, 231, 64, 30), ("Cast", 12, 301, 6, 0),
    ("Camera", 22, 204, 0, 12), ("Light and grip", 14, 176, 0, 0), ("Sound", 2, 59, 0, 120),
    ("Art", 131, 82, 23, 0), ("Wardrobe", 51, 60, 11, 0), ("Stunts, effects", 38, 166, 0, 205),
    ("Transport", 31, 180, 22, 0), ("Places", 42, 122, 24, 0), ("Editing", 0, 41, 0, 197),
)  # fmt: skip


def euros(amount: int) -> Money:
    return Money(amount * 100, "EUR")


def salt_road() -> TopsheetView:
    """The whole page, with money."""
    return TopsheetView(
        title="The Salt Road",
        kind="Feature",
        currency="EUR",
        basis=tuple(BasisLine(label=a, text=b, assumed=c) for a, b, c in _BASIS),
        notice="",
        glance=_glance(),
        budget=_budget(),
        stages=("Prep", "Shoot", "Wrap", "Post"),
        departments=tuple(_department(*row) for row in _DEPARTMENTS),
        dear_days=tuple(_day(n) for n in (13, 12, 27, 4, 31)),
        dear_scenes=tuple(_scene(n) for n in range(5)),
        dear_roles=tuple(_role(n) for n in range(5)),
        calendar=_calendar(),
        assumed=_assumed(),
    )


def _glance() -> AtAGlance:
    return AtAGlance(
        pages=Eighths(899), scenes=187, days=31, nights=10, cast=24, cast_work_days=214,
        holding_days=41, sets=38, places=14, moves=17, gap=0.031, gap_avoidable=0.084,
    )  # fmt: skip


def _budget() -> tuple[BudgetRow, ...]:
    rows: list[BudgetRow] = []
    whole = 0
    for level, categories in _CATEGORIES:
        amounts = [int(text.rsplit(" ", 1)[1]) for text in categories]
        rows += [_category(text) for text in categories]
        rows.append(_row(RowKind.SUBTOTAL, "", level, sum(amounts), "level"))
        whole += sum(amounts)
    contingency, bond = whole // 10, whole // 40
    rows.append(_row(RowKind.CONTRACTUAL, "7100", "Contingency, 10 %", contingency, "contingency"))
    rows.append(_row(RowKind.CONTRACTUAL, "7200", "Completion bond, 2.5 %", bond, "bond"))
    rows.append(_row(RowKind.TOTAL, "", "Total", whole + contingency + bond, "total"))
    return tuple(rows)


def _category(text: str) -> BudgetRow:
    number, rest = text.split(" ", 1)
    title, amount = rest.rsplit(" ", 1)
    return _row(RowKind.CATEGORY, number, title, int(amount), number, assumed=number < "2100")


def _row(
    kind: RowKind, number: str, title: str, amount: int, address: str, *, assumed: bool = False
) -> BudgetRow:
    return BudgetRow(
        kind=kind,
        number=number,
        title=title,
        amount=euros(amount),
        address=f"budget/{address}",
        assumed=assumed,
    )


def _department(name: str, *thousands: int) -> DepartmentRow:
    amounts = tuple(euros(each * 1000) for each in thousands)
    return DepartmentRow(department=name, amounts=amounts, total=euros(sum(thousands) * 1000))


def _day(number: int) -> DearDay:
    return DearDay(
        number=number,
        date=date(2027, 4, 5) + timedelta(days=number + number // 5 * 2),
        shift=Shift.NIGHT if number in (13, 27) else Shift.DAY,
        scenes=("88", "91", "A92"),
        sets=("FERRY – DECK", "FERRY – WHEELHOUSE"),
        why="night, child, stunt" if number in (13, 27) else "16 extras, 6 horses",
        amount=euros(250_000 - number * 3_113),
        hours="9:40",
        address=f"schedule/day/{number}",
    )


def _scene(index: int) -> DearScene:
    heading = ("FERRY – DECK", "SALT PANS", "MARTHA’S HOUSE – KITCHEN", "HARBOUR", "CHURCH")[index]
    return DearScene(
        number=("88", "61", "12", "140", "A92")[index],
        heading=heading,
        intext=(IntExt.EXT, IntExt.EXT, IntExt.INT, IntExt.EXT, IntExt.BOTH)[index],
        light=(Light.NIGHT, Light.DAY, Light.DAY, Light.DUSK, Light.NIGHT)[index],
        eighths=Eighths(21 - index * 3),
        saved_if_cut=euros(57_800 - index * 7_311),
        full_share=euros(96_300 - index * 9_877),
        address=f"schedule/scene/s{index:04d}",
    )


def _role(index: int) -> DearRole:
    return DearRole(
        board_id=str(index + 1),
        name=("MARTHA", "ÅSA LINDQVIST", "THE PILOT", "ODILE", "王小明")[index],
        deal=("run of picture", "week", "week", "day", "day")[index],
        work_days=28 - 4 * index,
        holding_days=index * 2,
        amount=euros(88_000 - index * 15_210),
        address=f"people/role/{index}",
    )


def _calendar() -> tuple[tuple[CalendarDay, ...], ...]:
    number = 0
    weeks: list[tuple[CalendarDay, ...]] = []
    for week in range(7):
        days: list[CalendarDay] = []
        for weekday in range(7):
            day = date(2027, 4, 5) + timedelta(weeks=week, days=weekday)
            closed = _closed(day, weekday)
            number += not closed and number < 31
            shot = 0 if closed or (number == 31 and week == 6 and weekday > 3) else number
            days.append(_calendar_day(day, shot, closed))
        weeks.append(tuple(days))
    return tuple(weeks)


def _closed(day: date, weekday: int) -> str:
    holidays = {date(2027, 5, 6): "Ascension", date(2027, 5, 17): "Whit Monday"}
    return "weekend" if weekday > 4 else holidays.get(day, "")


def _calendar_day(day: date, number: int, closed: str) -> CalendarDay:
    night = 13 <= number <= 17 or number > 26
    light = Light.NIGHT if night else (Light.DUSK if number % 9 == 0 else Light.DAY)
    strips = tuple(
        (IntExt.EXT if (number + part) % 3 else IntExt.INT, light if part else Light.DAY, minutes)
        for part, minutes in enumerate((90, 150, 60 + 20 * (number % 4), 120))
    )
    return CalendarDay(
        date=day,
        number=number,
        shift=(Shift.NIGHT if night else Shift.DAY) if number else None,
        strips=strips if number else (),
        closed=closed,
    )


def _assumed() -> tuple[Assumed, ...]:
    groups = (
        ("Deals", 24, ("MARTHA: run of picture", "ÅSA: week"), "Say how each part is engaged."),
        ("Places", 14, ("FERRY", "SALT PANS", "HARBOUR"), "Bind each place to a real one."),
        ("Elements", 41, ("6 horses (sc. 61)", "rain rig (sc. 88)"), "Accept or refuse each."),
        ("Minutes of scenes", 187, (), "Filled in by rule; the first AD’s own count wins."),
    )
    return tuple(Assumed(title=t, count=n, examples=e, remedy=r) for t, n, e, r in groups)
