"""Sheets for the wall, one A4 page each: the directory of contacts and the calendar of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kheo.core.paper.model import Align, Column, FormHead, Orientation, Paper, Row, RowKind, Table
from kheo.core.paper.profiles import Profile
from kheo.core.paper.writing.fit import largest_fitting
from kheo.core.vietnamese.dates import weekday

WALL_MARGIN = 12.0
TIGHT_BELOW = 12.0  # smaller type has its rows close together
DIRECTORY_SIZES = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0)
RUN_ON_SIZE = 11.0
LAST_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0)  # two columns side by side
CALENDAR_SIZES = (24.0, 22.0, 20.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0)


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """A contact: name, unit and office telephone. No private number stands here."""

    name: str
    unit: str
    phone: str
    role: str = ""


def directory(*, profile: Profile, place: str, entries: Sequence[DirectoryEntry], on: date) -> Paper:
    """Contacts in the order given on one page: first smaller type, then two columns side by side.

    What two columns of 7 points cannot hold runs on, in one column of a readable size, to further pages.
    """

    def single(size: float) -> Paper:
        return _directory(profile, place, _contact_table(entries, size), on)

    def double(size: float) -> Paper:
        return _directory(profile, place, _double_table(entries, size), on)

    fitting = largest_fitting(single, DIRECTORY_SIZES) or largest_fitting(double, LAST_SIZES)
    return fitting or single(RUN_ON_SIZE)


def _directory(profile: Profile, place: str, table: Table, on: date) -> Paper:
    note = f"(Lưu hành nội bộ; cập nhật ngày {on:%d/%m/%Y})"
    head = FormHead(("DANH BẠ ĐẦU MỐI", place.upper()), note=note)
    return Paper(profile=profile, head=head, body=(table,), margin=WALL_MARGIN)


def _contact_cells(place: int, entry: DirectoryEntry) -> tuple[str, ...]:
    name = f"{entry.name} ({entry.role})" if entry.role else entry.name
    return (str(place), name, entry.unit, entry.phone)


_CONTACT_COLUMNS = (
    Column("TT", 8, Align.CENTER),
    Column("Đầu mối", 32),
    Column("Đơn vị", 35),
    Column("Điện thoại cơ quan", 25, Align.CENTER),
)


def _contact_table(entries: Sequence[DirectoryEntry], size: float) -> Table:
    rows = tuple(Row(_contact_cells(place, entry)) for place, entry in enumerate(entries, 1))
    return Table(_CONTACT_COLUMNS, rows, size=size, name="Danh bạ", tight=size < TIGHT_BELOW)


def _double_table(entries: Sequence[DirectoryEntry], size: float) -> Table:
    half = (len(entries) + 1) // 2
    cells = [_contact_cells(place, entry) for place, entry in enumerate(entries, 1)]
    left, right = cells[:half], cells[half:]
    right += [("", "", "", "")] * (half - len(right))
    rows = tuple(Row((*one, *two)) for one, two in zip(left, right, strict=True))
    return Table(_CONTACT_COLUMNS * 2, rows, size=size, name="Danh bạ", tight=True)


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One date of the plan.

    `on` is the exact day, `until` the last day of a stretch. A soft date has only `when` in the plan's words
    and the `month` it falls in; an item of no month stands under “Cả năm”.
    """

    what: str
    who: str = ""
    on: date | None = None
    until: date | None = None
    when: str = ""
    year: int | None = None
    month: int | None = None


def year_calendar(
    *,
    profile: Profile,
    title: str,
    year: int,
    items: Sequence[CalendarItem],
    issuer: str = "",
    source: str = "",
) -> Paper:
    """All dates of the year on one landscape page in the largest type that fits.

    `title` names the campaign, `source` the plan (“Theo Kế hoạch số …”).
    """
    ordered = sorted(items, key=_order)
    rows = tuple(Row((_month(item, year), _day(item), item.what, item.who)) for item in ordered)
    if not rows:
        rows = (Row(("", "(chưa có mốc thời gian)"), RowKind.PLAIN),)

    def build(size: float) -> Paper:
        columns = (
            Column("Tháng", 12, Align.CENTER),
            Column("Ngày", 22),
            Column("Việc", 43),
            Column("Ai làm", 23),
        )
        table = Table(
            columns, rows, size=size, name=f"Lịch năm {year}", merge_first=True, tight=size < TIGHT_BELOW
        )
        head = FormHead((f"LỊCH NĂM {year}", title), superior=issuer, note=source)
        return Paper(
            profile=profile,
            head=head,
            body=(table,),
            orientation=Orientation.LANDSCAPE,
            margin=WALL_MARGIN,
            size=size,
        )

    return largest_fitting(build, CALENDAR_SIZES) or build(CALENDAR_SIZES[-1])


def _order(item: CalendarItem) -> tuple[int, int, int, int]:
    """By day; a soft date after the exact ones of its month; what has no month last."""
    if item.on is not None:
        return (item.on.year, item.on.month, 0, item.on.day)
    return (item.year or 9999, item.month or 13, 1, 0)


def _month(item: CalendarItem, year: int) -> str:
    month = item.on.month if item.on else item.month
    if month is None:
        return "Cả năm"
    its_year = item.on.year if item.on else item.year or year
    return f"{month}" if its_year == year else f"{month}/{its_year}"


def _day(item: CalendarItem) -> str:
    if item.when or item.on is None:
        return item.when
    if item.until is None or item.until == item.on:
        return f"{weekday(item.on)}, {item.on:%d/%m}"
    return f"{item.on:%d/%m} - {item.until:%d/%m}"
