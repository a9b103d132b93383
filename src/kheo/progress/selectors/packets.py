"""What a unit's packet holds: only its own, as one reader may see it. Constant queries, whatever the unit has."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.core.paper.limits import Limits
from kheo.core.vietnamese import format_number, parse_number, plain_number
from kheo.core.workbook.model import CODE
from kheo.progress import hooks, prefill
from kheo.progress.models import Difficulty, Drive, Packet, PacketReturn, ProgressReport
from kheo.progress.packets import layout
from kheo.progress.packets.content import PacketLine, PacketSheet, line
from kheo.progress.packets.returning import open_returned
from kheo.progress.report_fields import Fields, cell_name
from kheo.progress.selectors.contributions import Totals, drives_of, totals_of
from kheo.progress.selectors.periods import RoundPeriod, reporting_of
from kheo.progress.selectors.reports import Measured, latest_of, measured, owes
from kheo.progress.states import REPORT_WORKFLOW, UNSOLVED, DifficultyState, ReportState, Standing
from kheo.registrations import public as registrations
from kheo.registrations.public import Indicator, Registration, State, sheet_columns
from kheo.units.public import Unit

SPARE_REGISTRATIONS, SPARE_GIFTS, SPARE_TROUBLES = 15, 8, 8
_REPORT_OPEN = frozenset({"standing", "results", "difficulties", "next_steps", "households", "verb"})
_STANDINGS = {str(one.value): words for one, words in zip(Standing, layout.STANDINGS, strict=True)}


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose eyes the packet is made for: the unit's own contact reads its drafts, nobody else does."""

    own: bool


def sheets_of(
    round_: CampaignRound, unit: Unit, reader: Reader, on: date, period_key: str | None = None
) -> tuple[PacketSheet, ...]:
    """The four sheets as they stand now; `period_key` is the period reported on (the present one where none is given)."""
    rows = list(registrations.of_units(round_, [unit.pk]))
    received = [row for row in rows if row.state == State.ACCEPTED]
    period = period_of(round_, on, period_key)
    return (
        _register(round_, unit, rows, reader),
        _reports(received, period, reader, on),
        _gifts(received),
        _troubles(round_, unit, received),
    )


def period_of(round_: CampaignRound, on: date, key: str | None = None) -> RoundPeriod | None:
    """The period to report on: of that key, else the one to look at today."""
    reporting = reporting_of(round_)
    return reporting.find(key) if key is not None else reporting.now(on)


def _register(round_: CampaignRound, unit: Unit, rows: Sequence[Registration], reader: Reader) -> PacketSheet:
    lists = sheet_columns.lists_of(round_, unit)
    columns = (
        *sheet_columns.columns_of(lists, code=layout.CODE_TITLE, code_width=layout.CODE_WIDTH),
        layout.VERB,
    )
    keys = frozenset(column.key for column in columns) - {CODE}
    lines = [one for row in rows if (one := _registered(row, keys, lists, reader)) is not None]
    lines += [
        line(f"M{number}", {"verb": layout.KEEP}, open_keys=keys)
        for number in range(1, SPARE_REGISTRATIONS + 1)
    ]
    above = (
        "Mỗi mô hình một dòng. Dòng nền xám đã gửi, chỉ để xem; dòng nền sáng thì điền được. Mô hình mới ghi vào dòng có mã M1, M2, …",
    )
    return PacketSheet(layout.REGISTER, columns, tuple(lines), above, sheet_columns.breaks_of(columns))


def _registered(
    row: Registration, keys: frozenset[str], lists: sheet_columns.Lists, reader: Reader
) -> PacketLine | None:
    draft = getattr(row, "draft", None)
    may_write = reader.own or row.entered_for_unit
    code = f"D{row.pk}"
    if row.state in {State.DRAFT, State.RETURNED} and draft is not None and may_write:
        cells = sheet_columns.cells_of(draft.fields, lists) | {"verb": layout.KEEP}
        about = {"registration": row.pk, "draft": str(draft.pk)}
        return line(code, cells, open_keys=keys, about=about, mark=f"{row.state}:{draft.revision}")
    if row.state == State.DRAFT:
        return None  # somebody else's draft is for nobody's eyes
    cells = {
        "title": row.title,
        "sector": row.sector.name if row.sector else "",
        "lead_name": row.lead.name if row.lead else "",
        "address": row.address,
        "time_words": registrations.period_of(row),
        "verb": str(registrations.label_for_unit(State(row.state))),
    }
    return line(code, cells)


def _reports(
    rows: Sequence[Registration], period: RoundPeriod | None, reader: Reader, on: date
) -> PacketSheet:
    wanted = [row for row in rows if period is not None and owes(row, period, on)]
    lines: list[PacketLine] = []
    if wanted and period is not None:
        ids = [row.pk for row in wanted]
        indicators: dict[int, list[Indicator]] = {}
        for one in Indicator.objects.filter(registration_id__in=ids).order_by("kind", "position"):
            indicators.setdefault(one.registration_id, []).append(one)
        latest, troubles = latest_of(ids), hooks.open_difficulties(ids)
        reports = {
            one.registration_id: one
            for one in ProgressReport.objects.filter(
                registration_id__in=ids, period=period.key
            ).select_related("draft")
        }
        for row in wanted:
            measures = measured(indicators.get(row.pk, ()), latest.get(row.pk), on)
            first = prefill.first_fields(measures, latest.get(row.pk), troubles.get(row.pk, ()))
            lines += _reported(row, period, reports.get(row.pk), measures, first=first, reader=reader)
    words = f"Kỳ báo cáo: {period.name}." if period else "Năm này không còn kỳ báo cáo."
    above = (
        f"{words} Chỉ tiêu ghi số đạt được từ đầu đến nay. Xong mô hình nào thì chọn “Gửi” ở cột cuối của dòng mô hình đó.",
    )
    if not lines:
        above = (f"{words} Đơn vị chưa có mô hình đã tiếp nhận phải báo cáo kỳ này.",)
    return PacketSheet(layout.REPORT, layout.REPORT_COLUMNS, tuple(lines), above)


def _reported(
    row: Registration,
    period: RoundPeriod,
    report: ProgressReport | None,
    measures: Sequence[Measured],
    *,
    first: Fields,
    reader: Reader,
) -> list[PacketLine]:
    """The line of an initiative, and one for each of its indicators and steps."""
    hidden = report is not None and not reader.own and not report.entered_for_unit
    state = ReportState(report.state) if report else None
    writable = state is None or (REPORT_WORKFLOW.allows("send", current=state) and not hidden)
    fields = first
    if report is not None and writable:
        fields = report.draft.fields
    code, about = f"B{row.pk}", {"registration": row.pk, "period": period.key}
    mark = f"{state}:{report.draft.revision}" if report and hasattr(report, "draft") else ""
    cells = {"what": row.title}
    if writable:
        cells |= {name: fields.get(name, "") for name in ("results", "difficulties", "next_steps")}
        cells["households"] = fields.get("households", "")
        cells["standing"] = _STANDINGS.get(fields.get("standing", ""), "")
        cells["verb"] = layout.KEEP
    elif hidden and state == ReportState.DRAFT:
        cells["verb"] = "Đơn vị đang soạn trên Khéo"
    else:
        cells["verb"] = str(state.label) if state else ""
    open_keys = _REPORT_OPEN if writable else frozenset()
    head = line(code, cells, open_keys=open_keys, about=about, mark=mark)
    return [head, *(_indicator(code, one, fields, writable=writable) for one in measures)]


def _indicator(code: str, one: Measured, fields: Fields, *, writable: bool) -> PacketLine:
    indicator, value = one.indicator, one.value
    name = cell_name(indicator.kind, indicator.position)
    cells = {"what": f"– {indicator.name}"}
    if indicator.kind == Indicator.Kind.STEP:
        key = "done"
        cells["target"] = f"trước {indicator.due_on:%d/%m/%Y}" if indicator.due_on else ""
        cells["before"] = layout.DONE.lower() if value and value.is_done else ""
        if writable:
            cells["done"] = layout.DONE if fields.get(name) == "1" else ""
    else:
        key = "actual"
        target = format_number(indicator.target) if indicator.target is not None else ""
        cells["target"] = f"{target} {indicator.unit}".strip()
        cells["before"] = format_number(value.actual) if value and value.actual is not None else ""
        if writable:
            cells["actual"] = _plain(fields.get(name, ""))
    about = {"field": name}
    return line(f"{code}.{name}", cells, open_keys={key} if writable else frozenset(), about=about)


def _plain(text: str) -> str:
    try:
        return plain_number(parse_number(text)) if text else ""
    except InvalidInput:
        return text


def _gifts(rows: Sequence[Registration]) -> PacketSheet:
    titles = {row.pk: row.title for row in rows}
    drives = list(drives_of(list(titles)))
    totals = totals_of([drive.pk for drive in drives]) if drives else {}
    keys = frozenset(column.key for column in layout.GIFT_COLUMNS) - {CODE}
    lines: list[PacketLine] = []
    for drive in drives:
        code, about = f"S{drive.pk}", {"drive": drive.pk}
        words = _book_words(drive, titles[drive.registration_id], totals.get(drive.pk))
        lines.append(line(code, {layout.GIFT_COLUMNS[1].key: words}, heading=True))
        lines += [
            line(f"{code}.{number}", open_keys=keys, about=about) for number in range(1, SPARE_GIFTS + 1)
        ]
    above = (
        "Chỉ ghi tổng số theo ngày, theo đợt của từng sổ. Không ghi hộ nào, không ghi tên ai; đóng góp là tự nguyện.",
    )
    if not lines:
        above = ("Đơn vị chưa mở sổ đóng góp nào. Mở sổ ở trang “Đóng góp” của mô hình trên Khéo.",)
    return PacketSheet(layout.GIFTS, layout.GIFT_COLUMNS, tuple(lines), above)


def _book_words(drive: Drive, title: str, totals: Totals | None) -> str:
    said = f"{title}: {drive.get_purpose_display()}"
    if totals is None:
        return said
    parts = [f"tiền đã nhận {format_number(totals.received)} đồng, đã chi {format_number(totals.spent)} đồng"]
    if totals.land:
        parts.append(f"đất hiến {format_number(totals.land)} m²")
    if totals.labour:
        parts.append(f"{format_number(totals.labour)} ngày công")
    parts += [f"{one.name} còn {format_number(one.left)} {one.unit}" for one in totals.goods_left]
    return f"{said}. Đến nay: {'; '.join(parts)}."


def _troubles(round_: CampaignRound, unit: Unit, received: Sequence[Registration]) -> PacketSheet:
    titles = {row.pk: row.title for row in received}
    words = tuple(dict.fromkeys(titles.values()))
    columns = layout.trouble_columns(words)
    lines = [
        line(
            f"K{one.pk}",
            {
                "matter": one.matter,
                "place": one.place,
                "about": titles.get(one.registration_id or 0, ""),
                "asks": layout.YES if one.asks_plan_change else layout.NO,
                "state": str(DifficultyState(one.state).label),
            },
        )
        for one in Difficulty.objects.filter(round=round_, unit=unit, state__in=UNSOLVED).order_by("pk")
    ]
    keys = frozenset({"matter", "place", "about", "asks"})
    by_title = {title: pk for pk, title in titles.items()}
    lines += [
        line(f"V{number}", open_keys=keys, about={"titles": by_title})
        for number in range(1, SPARE_TROUBLES + 1)
    ]
    above = (
        "Việc gì vướng, ở đâu; ghi con số, không ghi tên người dân. Khiếu nại, tố cáo, tố giác không nhận ở đây.",
    )
    return PacketSheet(layout.TROUBLES, columns, tuple(lines), above)


def not_found() -> NotFound:
    """The one sentence for what does not exist and for what is not for these eyes."""
    return NotFound(
        N_(
            "Không có gói này, hoặc tài khoản này không được xem. Hãy mở lại từ trang gói làm việc ngoại tuyến."
        ),
        code="packet-not-found",
    )


def unknown(code: str) -> NotFound:
    """What is said of a packet that nobody here gave out."""
    return NotFound(
        N_(
            "Không có gói nào mang mã “%(code_in_file)s” trong hệ thống này: gói do nơi khác lập, hoặc mã gói đã bị sửa. Hãy nộp ở nơi đã lập gói."
        ),
        code="packet-unknown",
        code_in_file=code[:40],
    )


def maker_of(data: bytes, limits: Limits) -> User | None:
    """Who made the packet that a file is; None where the server did. Raises as `open_returned`, and `unknown`."""
    code, _grids = open_returned(data, limits)
    packet = Packet.objects.select_related("made_by").defer("content", "taken").filter(code=code).first()
    if packet is None:
        raise unknown(code)
    return packet.made_by


def packets_of(round_: CampaignRound, unit_ids: Collection[int]) -> QuerySet[Packet]:
    """The packets of these units in the round, newest first, without what they hold."""
    rows = Packet.objects.filter(round=round_, unit_id__in=unit_ids).defer("content", "taken")
    return rows.select_related("made_by").order_by("-made_at", "-pk")


def returns_of(packet: Packet) -> QuerySet[PacketReturn]:
    """The files that came back of a packet, newest first."""
    return packet.returns.select_related("returned_by").order_by("-returned_at", "-pk")


@dataclass(frozen=True, slots=True)
class UnitPackets:
    """One unit in the officer's table."""

    unit: Unit
    name: str
    newest: Packet | None
    taken: int = 0
    refused: int = 0

    @property
    def came_back(self) -> bool:
        return self.newest is not None and self.newest.returned_at is not None


def standing_of(round_: CampaignRound, rows: Sequence[Unit]) -> list[UnitPackets]:
    """Each unit with its newest packet and what came back of it last: one query."""
    ids = [one.pk for one in rows]
    newest_of = Packet.objects.filter(round=round_, unit=OuterRef("unit")).order_by("-made_at", "-pk")
    last = PacketReturn.objects.filter(packet=OuterRef("pk")).order_by("-returned_at", "-pk")
    newest = {
        one.unit_id: one
        for one in packets_of(round_, ids)
        .filter(pk=Subquery(newest_of.values("pk")[:1]))
        .annotate(
            rows_taken=Subquery(last.values("taken")[:1]), rows_refused=Subquery(last.values("refused")[:1])
        )
    }
    found = []
    for unit in rows:
        packet: Any = newest.get(unit.pk)
        counts = (packet.rows_taken or 0, packet.rows_refused or 0) if packet else (0, 0)
        found.append(UnitPackets(unit, unit.name, packet, *counts))  # type: ignore[attr-defined]
    return found
