"""Contexts of the papers about contributions: the sheet for the notice board, the table of a round."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from kheo.campaigns.public import CampaignRound
from kheo.core.law import contributions as law
from kheo.core.paper.forms import (
    GivenLine,
    PublicSheet,
    RoundLine,
    Signing,
    SpentLine,
    public_sheet,
    round_table,
)
from kheo.core.paper.model import Paper
from kheo.core.vietnamese import format_number, short_date, upper_first
from kheo.progress.contribution_kinds import Direction, Purpose, What
from kheo.progress.models import Drive, LedgerEntry
from kheo.progress.selectors import contributions as selectors
from kheo.progress.selectors.contributions import Line, Totals
from kheo.registrations import public as registrations
from kheo.units import public as units

_TITLES = {
    Purpose.WORKS: ("CÔNG KHAI", "CÁC KHOẢN NHÂN DÂN ĐÓNG GÓP"),
    Purpose.HARDSHIP: ("CÔNG KHAI", "CÁC KHOẢN ỦNG HỘ GIÚP NGƯỜI GẶP KHÓ KHĂN"),
}


def notice_board(drive: Drive, on: date) -> Paper:
    """The paper for the notice board."""
    unit = drive.registration.handled_by_unit
    return public_sheet(
        profile=registrations.profile_of(unit, on),
        sheet=sheet_of(drive, on),
        signing=Signing(place=registrations.place_of(unit, on), month=on.month, year=on.year),
    )


def sheet_of(drive: Drive, on: date) -> PublicSheet:
    """What may be shown to everybody: totals, what was spent on what, who asked to be named."""
    totals = selectors.totals_of([drive.pk])[drive.pk]
    given = selectors.given_of([drive], {drive.pk: totals}, selectors.board_members([drive.pk]))[drive.pk]
    return PublicSheet(
        title=_TITLES[Purpose(drive.purpose)],
        unit=units.name_of(drive.registration.handled_by_unit, on),
        facts=tuple(_facts(drive, given, totals, on)),
        given=tuple(given_lines(totals)),
        spent=tuple(_spent_lines(drive)),
        givers=tuple(giver.name for giver in selectors.givers_of(drive)),
        as_of=short_date(on),
        posting_days=law.figures("publication", on)["posting_days"],
    )


def _facts(drive: Drive, given: law.Given, totals: Totals, on: date) -> Iterable[tuple[str, str]]:
    yield "Mô hình", drive.registration.title
    if drive.matter:
        yield "Việc làm", drive.matter
    for one in law.asked(given, on):
        if one.code in {"decision", "board"}:
            yield str(one.title), str(one.words)
    if totals.people:
        yield "Số người đã nhận", format_number(totals.people)


def given_lines(totals: Totals) -> Iterable[GivenLine]:
    """One line for each kind that there is."""
    if totals.received or totals.spent:
        received, spent, left = map(format_number, (totals.received, totals.spent, totals.left))
        yield GivenLine("Tiền", "đồng", received, spent, left)
    if totals.land or totals.land_pending:
        pending = format_number(totals.land_pending)
        note = f"{pending} m² chờ văn bản, chưa tính" if totals.land_pending else ""
        yield GivenLine("Đất hiến", "m²", format_number(totals.land), note=note)
    if totals.labour:
        yield GivenLine("Ngày công", "ngày", format_number(totals.labour))
    for one in totals.goods_lines:
        value = f"trị giá {format_number(one.value)} đồng" if one.value else ""
        received, spent, left = map(format_number, (one.received, one.spent, one.left))
        yield GivenLine(upper_first(one.name), one.unit, received, spent, left, value)


def _spent_lines(drive: Drive) -> Iterable[SpentLine]:
    rows = selectors.current(LedgerEntry.objects.filter(drive=drive, direction=Direction.SPENT))
    for row in rows.order_by("on", "pk"):
        what = row.spent_for or f"trao cho {format_number(row.people or 0)} người"
        yield SpentLine(short_date(row.on), what, amount_words(row))


def amount_words(row: LedgerEntry) -> str:
    """“5.000.000 đồng”, “120 m²”, “12,5 ngày công”, “100 bao xi măng”."""
    units_of = {What.MONEY: "đồng", What.LAND: "m²", What.LABOUR: "ngày công"}
    unit = units_of.get(What(row.what)) or f"{row.unit} {row.goods}"
    return f"{format_number(Decimal(row.amount))} {unit}"


def table_of_round(round_: CampaignRound, lines: list[Line], on: date) -> Paper:
    """All drives of a round on paper."""
    unit = round_.campaign.managing_unit
    whole = selectors.sum_of(line.totals for line in lines)
    return round_table(
        profile=registrations.profile_of(unit, on),
        commune=units.name_of(unit, on),
        year=round_.year,
        lines=[_round_line(line.unit, line.registration.title, line.totals) for line in lines],
        total=_round_line("Tổng cộng", f"{len(lines)} sổ", whole),
        signing=Signing(place=registrations.place_of(unit, on), month=on.month, year=on.year),
    )


def _round_line(unit: str, initiative: str, totals: Totals) -> RoundLine:
    return RoundLine(
        unit,
        initiative,
        received=format_number(totals.received),
        spent=format_number(totals.spent),
        left=format_number(totals.left),
        land=format_number(totals.land),
        labour=format_number(totals.labour),
        goods=format_number(totals.goods_value),
    )
