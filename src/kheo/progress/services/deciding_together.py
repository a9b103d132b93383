"""The households decide, a board supervises, what was decided and spent is made public."""

from datetime import date
from typing import Any

from django.db import transaction

from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput, NotFound
from kheo.progress.contribution_kinds import Channel, Purpose, Scope, Shown, Way
from kheo.progress.models import Drive, HouseholdDecision, Publication, SupervisionBoard
from kheo.progress.services.noting import Pen, between, locked, needed, note, past_day, require_writer

_MOST_HOUSEHOLDS = 20_000
_MOST_MEMBERS = 50
_SHOWN = {
    Purpose.WORKS: {Shown.DECISION, Shown.ACCOUNTS, Shown.REPORT},
    Purpose.HARDSHIP: {Shown.APPEAL, Shown.ACCOUNTS, Shown.REPORT},
}


@transaction.atomic
def open_decision(
    drive_id: int, *, way: Way, scope: Scope, place: str, opened_on: date | None, total: int | None, pen: Pen
) -> HouseholdDecision:
    """The asking begins: how many households there are in all is fixed here.

    Raises InvalidInput, NotAllowed, NotFound, Conflict.
    """
    drive = _of_works(drive_id)
    values = {}
    if not pen.is_void:
        where = N_("Hãy ghi tên thôn, xóm, tổ dân phố (hoặc xã) lấy ý kiến.")
        values = {
            "way": way,
            "scope": scope,
            "place": needed(place, "place", where, longest=200),
            "opened_on": past_day(opened_on, "opened_on", drive, pen.today),
            "total": int(
                between(total, "total", most=_MOST_HOUSEHOLDS, what=N_("Tổng số hộ (hoặc số thôn)"))
            ),
        }
    return note(HouseholdDecision, drive, values, pen, verb="open-decision")


@transaction.atomic
def record_result(
    drive_id: int,
    decision_id: int,
    *,
    decided_on: date | None,
    present: int | None,
    agreeing: int | None,
    pen: Pen,
) -> HouseholdDecision:
    """How many agreed. The total stays as it was when the asking began; a wrong result is corrected by a
    new decision. Raises InvalidInput, NotAllowed, NotFound, Conflict where a result is there already.
    """
    drive = locked(drive_id)
    require_writer(drive.registration, pen.by, pen.today)
    row = HouseholdDecision.objects.filter(
        drive=drive, pk=decision_id, is_void=False, corrected_by__isnull=True
    ).first()
    if row is None:
        raise NotFound(
            N_("Không có lần lấy ý kiến này, hoặc đã được sửa. Hãy mở lại trang đóng góp."),
            code="decision-not-found",
        )
    if row.agreeing is not None:
        raise Conflict(
            N_("Kết quả lần này đã được ghi. Nếu ghi sai, hãy bấm “Sửa” và ghi lý do."), code="result-there"
        )
    row.decided_on = past_day(decided_on, "decided_on", drive, pen.today)
    row.present, row.agreeing = present, agreeing
    _require_possible(row)
    row.result_at, row.result_by = pen.at, pen.by
    row.save(update_fields=["decided_on", "present", "agreeing", "result_at", "result_by"])
    audit.record(
        "progress:drive:record-result",
        drive,
        by=pen.by,
        at=pen.at,
        unit_id=drive.registration.handled_by_unit_id,
        row=row.pk,
        total=row.total,
        present=present,
        agreeing=agreeing,
    )
    return row


def _require_possible(row: HouseholdDecision) -> None:
    """Raise InvalidInput for a result before its beginning, or for more than there are."""
    if row.decided_on and row.decided_on < row.opened_on:
        raise InvalidInput(
            N_("Ngày có kết quả không thể trước ngày bắt đầu lấy ý kiến (%(day)s)."),
            code="decided-before-opened",
            field="decided_on",
            day=f"{row.opened_on:%d/%m/%Y}",
        )
    if row.agreeing is None or row.agreeing < 0 or row.agreeing > row.total:
        raise InvalidInput(
            N_("Số tán thành phải từ 0 đến %(total)d, là tổng số đã chốt khi bắt đầu."),
            code="agreeing-beyond-total",
            field="agreeing",
            total=row.total,
        )
    if row.present is None and row.way != Way.MEETING:
        return
    if row.present is None or row.present < 0 or row.present > row.total:
        raise InvalidInput(
            N_("Số có mặt phải từ 0 đến %(total)d, là tổng số đã chốt khi bắt đầu."),
            code="present-beyond-total",
            field="present",
            total=row.total,
        )
    if row.way == Way.MEETING and row.agreeing > row.present:
        raise InvalidInput(
            N_("Số tán thành không thể nhiều hơn số có mặt (%(present)d) khi chỉ họp."),
            code="agreeing-beyond-present",
            field="agreeing",
            present=row.present,
        )


@transaction.atomic
def note_board(
    drive_id: int, *, set_up_on: date | None, members: int | None, paper: str, pen: Pen
) -> SupervisionBoard:
    """The community's board for supervising the work. Raises InvalidInput, NotAllowed, NotFound, Conflict."""
    drive = _of_works(drive_id)
    values = {}
    if not pen.is_void:
        sentence = N_("Hãy ghi số, ký hiệu quyết định thành lập.")
        values = {
            "set_up_on": past_day(set_up_on, "set_up_on", drive, pen.today),
            "members": int(between(members, "members", most=_MOST_MEMBERS, what=N_("Số thành viên"))),
            "paper": needed(paper, "paper", sentence, longest=120),
        }
    return note(SupervisionBoard, drive, values, pen, verb="note-board")


@transaction.atomic
def publish(
    drive_id: int,
    *,
    what: Shown,
    channel: Channel,
    place: str,
    since: date | None,
    until: date | None,
    pen: Pen,
) -> Publication:
    """What was made public, where and when. Raises InvalidInput, NotAllowed, NotFound, Conflict."""
    drive = locked(drive_id)
    values: dict[str, Any] = {}
    if not pen.is_void:
        if what not in _SHOWN[Purpose(drive.purpose)]:
            raise InvalidInput(
                N_("Loại đóng góp này không có nội dung công khai đó. Hãy chọn nội dung khác."),
                code="not-shown-here",
                field="what",
            )
        where = N_("Hãy ghi nơi công khai, ví dụ “Nhà văn hóa xóm và trụ sở Ủy ban nhân dân xã”.")
        values = {
            "what": what,
            "channel": channel,
            "place": needed(place, "place", where, longest=200),
            "since": (first := past_day(since, "since", drive, pen.today)),
        }
        if until is not None:
            values["until"] = _last_day(until, first, channel, drive, pen)
    return note(Publication, drive, values, pen, verb="publish")


def _last_day(until: date, since: date, channel: Channel, drive: Drive, pen: Pen) -> date:
    if channel != Channel.POSTING:
        raise InvalidInput(
            N_("Chỉ bản niêm yết mới có ngày gỡ. Hãy để trống."), code="no-last-day", field="until"
        )
    last = past_day(until, "until", drive, pen.today)
    if last < since:
        raise InvalidInput(
            N_("Ngày gỡ không thể trước ngày niêm yết."), code="until-before-since", field="until"
        )
    return last


@transaction.atomic
def take_down(drive_id: int, publication_id: int, *, until: date | None, pen: Pen) -> Publication:
    """The last day of a posting. Raises InvalidInput, NotAllowed, NotFound, Conflict where it has one."""
    drive = locked(drive_id)
    require_writer(drive.registration, pen.by, pen.today)
    row = Publication.objects.filter(
        drive=drive, pk=publication_id, channel=Channel.POSTING, is_void=False, corrected_by__isnull=True
    ).first()
    if row is None:
        raise NotFound(
            N_("Không có bản niêm yết này. Hãy mở lại trang đóng góp."), code="publication-not-found"
        )
    if row.until is not None:
        raise Conflict(
            N_("Bản niêm yết này đã ghi ngày gỡ. Nếu ghi sai, hãy bấm “Sửa” và ghi lý do."), code="taken-down"
        )
    if until is None:
        raise InvalidInput(N_("Hãy ghi ngày, ví dụ 16/02/2026."), code="day-missing", field="until")
    row.until = _last_day(until, row.since, Channel.POSTING, drive, pen)
    row.save(update_fields=["until"])
    audit.record(
        "progress:drive:take-down",
        drive,
        by=pen.by,
        at=pen.at,
        unit_id=drive.registration.handled_by_unit_id,
        row=row.pk,
        until=row.until,
    )
    return row


def _of_works(drive_id: int) -> Drive:
    drive = locked(drive_id)
    if drive.purpose != Purpose.WORKS:
        raise InvalidInput(
            N_(
                "Việc này chỉ có ở khoản Nhân dân đóng góp làm việc chung, không có ở việc giúp người khó khăn."
            ),
            code="not-of-works",
        )
    return drive
