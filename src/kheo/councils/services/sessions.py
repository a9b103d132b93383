"""The life of a session: planned, called, begun with a roll, closed for good."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, InvalidInput, NotFound, TransitionNotAllowed
from kheo.core.vietnamese import clean_line, fold, short_date
from kheo.councils import permissions
from kheo.councils.hooks import kind_of
from kheo.councils.models import AgendaItem, Attendance, Council, CouncilSession, Seat
from kheo.councils.selectors.councils import attendance_of, seats_of
from kheo.councils.selectors.results import result_from
from kheo.councils.selectors.rules import rule_of
from kheo.councils.services.common import locked_council, locked_session, needed_line, session_held
from kheo.councils.services.items import recuse_nominees
from kheo.councils.states import ITEM, SESSION, ItemState, Presence, SessionState
from kheo.kernel.clock import VIETNAM, day_of
from kheo.notices import public as notices

CLOSING_WORD = N_("CHỐT")
FURTHEST_AHEAD = timedelta(days=366)
_TITLE = N_("Hãy ghi phiên họp về việc gì.")
_PLACE = N_("Hãy ghi nơi họp.")


@dataclass(frozen=True, slots=True)
class Roll:
    """Whether a member was there; for who was not, why."""

    presence: str
    reason: str = ""


@transaction.atomic
def plan(
    council: Council, *, title: str, begins_at: datetime, place: str, by: User, at: datetime
) -> CouncilSession:
    """A session to come (or one already held, to be written down). Raises NotAllowed, InvalidInput."""
    row = locked_council(council)
    permissions.require_runs(by, row, day_of(at))
    _require_day(row, day_of(begins_at), day_of(at))
    session = CouncilSession.objects.create(
        council=row,
        title=needed_line(title, "title", 200, _TITLE),
        begins_at=begins_at,
        place=needed_line(place, "place", 200, _PLACE),
        made_at=at,
        made_by=by,
    )
    audit.record("councils:session:plan", session, by=by, at=at, unit_id=row.unit_id, first=True)
    return session


def _require_day(council: Council, on: date, today: date) -> None:
    """A council meets while it is one, at most a year ahead, on a day for which a rule of voting is known."""
    if on < council.decided_on:
        raise InvalidInput(
            N_("Hội đồng được lập ngày %(on)s nên không họp trước ngày đó. Hãy xem lại ngày họp."),
            code="before-council",
            field="begins_on",
            on=short_date(council.decided_on),
        )
    if council.ended_on is not None and council.ended_on <= on:
        raise InvalidInput(
            N_("Hội đồng đã thôi hoạt động từ ngày %(on)s."),
            code="council-ended",
            field="begins_on",
            on=short_date(council.ended_on),
        )
    if on > today + FURTHEST_AHEAD:
        raise InvalidInput(
            N_("Ngày họp còn hơn một năm nữa. Hãy xem lại năm."), code="session-far", field="begins_on"
        )
    try:
        rule_of(council, "general", on)
    except NotFound as unknown:
        raise InvalidInput(
            N_("Khéo chưa có quy định về biểu quyết cho ngày này. Hãy xem lại ngày họp."),
            code="no-vote-rule",
            field="begins_on",
        ) from unknown


@transaction.atomic
def change(
    session: CouncilSession, *, title: str, begins_at: datetime, place: str, by: User, at: datetime
) -> CouncilSession:
    """Another title, time or place. What was called must be called again: it goes back to being prepared."""
    row = _locked(session, by, at)
    if row.state not in {SessionState.PREPARING, SessionState.CALLED}:
        raise TransitionNotAllowed(
            N_("Phiên họp đã bắt đầu nên không đổi được ngày giờ, nơi họp."), code="session-begun"
        )
    _require_day(row.council, day_of(begins_at), day_of(at))
    moved = (row.begins_at, row.place) != (begins_at, clean_line(place))
    row.title = needed_line(title, "title", 200, _TITLE)
    row.begins_at, row.place = begins_at, needed_line(place, "place", 200, _PLACE)
    if moved:
        row.state, row.called_at = SessionState.PREPARING, None
    row.save(update_fields=["title", "begins_at", "place", "state", "called_at"])
    audit.record(
        "councils:session:change", row, by=by, at=at, unit_id=row.council.unit_id, begins_at=begins_at
    )
    return row


def _locked(session: CouncilSession, by: User, at: datetime) -> CouncilSession:
    row = session_held(session)
    permissions.require_runs(by, row.council, day_of(at))
    return row


@transaction.atomic
def call(session: CouncilSession, *, by: User, at: datetime) -> CouncilSession:
    """The invitation goes out: members see the session among their work. Raises InvalidInput without an agenda."""
    row = locked_session(session, "call", by=by, at=at)
    if not row.items.exists():
        raise InvalidInput(
            N_("Chưa có nội dung nào trong chương trình họp. Hãy thêm nội dung rồi mời họp."),
            code="agenda-empty",
        )
    if not seats_of(row.council, day_of(row.begins_at)).exists():
        raise InvalidInput(
            N_("Hội đồng chưa có thành viên vào ngày họp. Hãy ghi thành viên trước."), code="no-members"
        )
    row.state, row.called_at = SessionState.CALLED, at
    row.save(update_fields=["state", "called_at"])
    audit.record("councils:session:call", row, by=by, at=at, unit_id=row.council.unit_id)
    _invite(row, at=at)
    return row


def _invite(row: CouncilSession, *, at: datetime) -> None:
    """A message to every member with an account: when, where, about what, and the papers of the session."""
    seats = seats_of(row.council, day_of(row.begins_at))
    begins = row.begins_at.astimezone(VIETNAM)
    agenda = "\n".join(
        f"- {title}" for title in row.items.order_by("position").values_list("title", flat=True)
    )
    notices.tell_people(
        row,
        user_ids=[seat.user_id for seat in seats if seat.user_id],
        title=f"Mời họp {row.council.name}: {row.title}, {begins:%H:%M} ngày {short_date(begins.date())}",
        body=f"Nơi họp: {row.place}\nNội dung:\n{agenda}\nGiấy mời và tài liệu nằm ở trang của phiên họp.",
        at=at,
        link=f"/hoi-dong/phien/{row.pk}/",
    )


@transaction.atomic
def cancel(session: CouncilSession, *, reason: str, by: User, at: datetime) -> CouncilSession:
    """It will not be held; its matters are free for another session."""
    row = locked_session(session, "cancel", by=by, at=at)
    row.cancel_reason = needed_line(reason, "reason", 300, N_("Hãy ghi vì sao không họp."))
    row.state = SessionState.CANCELLED
    for item in AgendaItem.objects.select_for_update().filter(session=row, state=ItemState.WAITING):
        item.state = ITEM.target("postpone", current=ItemState.WAITING)
        item.save(update_fields=["state"])
    row.save(update_fields=["state", "cancel_reason"])
    audit.record(
        "councils:session:cancel", row, by=by, at=at, unit_id=row.council.unit_id, reason=row.cancel_reason
    )
    return row


@transaction.atomic
def begin(session: CouncilSession, *, roll: Mapping[int, Roll], by: User, at: datetime) -> CouncilSession:
    """The meeting begins: `roll` says of every seat of that day who is there.

    Raises TransitionNotAllowed before its day, InvalidInput where a member is missing from the roll, an absence
    has no reason, or nobody who could lead is there.
    """
    row = locked_session(session, "begin", by=by, at=at)
    on = day_of(row.begins_at)
    if day_of(at) < on:
        raise TransitionNotAllowed(
            N_("Chưa tới ngày họp (%(on)s). Muốn họp sớm hơn, hãy đổi ngày họp trước."),
            code="session-too-early",
            on=short_date(on),
        )
    seats = list(seats_of(row.council, on))
    rows = [_attendance(row, seat, roll.get(seat.pk)) for seat in seats]
    _require_leader(rows)
    Attendance.objects.bulk_create(rows)
    row.state, row.began_at, row.council_name = SessionState.MEETING, at, row.council.name
    row.save(update_fields=["state", "began_at", "council_name"])
    recuse_nominees(row.items.all(), attendance_of(row))
    counts: dict[str, Any] = {kind.value: sum(one.presence == kind for one in rows) for kind in Presence}
    audit.record("councils:session:begin", row, by=by, at=at, unit_id=row.council.unit_id, **counts)
    return row


def _attendance(session: CouncilSession, seat: Seat, said: Roll | None) -> Attendance:
    presence, reason = _checked(said, seat.pk, seat.name)
    return Attendance(
        session=session,
        seat=seat,
        user_id=seat.user_id,
        name=seat.name,
        name_sort=seat.name_sort,
        office=seat.office,
        role=seat.role,
        presence=presence,
        reason=reason,
    )


def _checked(said: Roll | None, seat_id: int, name: str) -> tuple[str, str]:
    if said is None or said.presence not in Presence.values:
        raise InvalidInput(
            N_("Hãy chọn có mặt hay vắng mặt cho %(who)s."),
            code="roll-missing",
            field=f"presence-{seat_id}",
            who=name,
        )
    reason = clean_line(said.reason)[:200] if said.presence != Presence.PRESENT else ""
    if said.presence == Presence.ABSENT and not reason:
        raise InvalidInput(
            N_("Hãy ghi lý do vắng mặt của %(who)s (không rõ thì ghi “không rõ lý do”)."),
            code="absence-reason",
            field=f"reason-{seat_id}",
            who=name,
        )
    return said.presence, reason


def _require_leader(rows: Iterable[Attendance]) -> None:
    if permissions.presiding(list(rows)) is None:
        raise InvalidInput(
            N_("Chủ tịch và các Phó Chủ tịch Hội đồng đều vắng nên không có ai chủ trì. Hãy dời phiên họp."),
            code="no-leader",
        )


@transaction.atomic
def note_attendance(session: CouncilSession, *, roll: Mapping[int, Roll], by: User, at: datetime) -> None:
    """Somebody came late or left: the roll (by attendance id) as it is now. Not while a vote is open."""
    row = locked_session(session, "meet", by=by, at=at)
    if row.items.filter(state=ItemState.VOTING).exists():
        raise TransitionNotAllowed(
            N_("Đang có nội dung biểu quyết. Hãy kết thúc biểu quyết rồi sửa điểm danh."), code="vote-open"
        )
    rows = attendance_of(row)
    settled = row.items.filter(state=ItemState.COUNTED).aggregate(last=Max("position"))["last"]
    for one in rows:
        said = roll.get(one.pk)
        if said is not None:
            _move(one, *_checked(said, one.pk, one.name), settled=settled)
    _require_leader(rows)
    Attendance.objects.bulk_update(rows, ["presence", "reason", "came_after", "left_after"])
    counts: dict[str, Any] = {kind.value: sum(one.presence == kind for one in rows) for kind in Presence}
    audit.record("councils:session:roll", row, by=by, at=at, unit_id=row.council.unit_id, **counts)


def _move(one: Attendance, presence: str, reason: str, *, settled: int | None) -> None:
    """Before anything was settled the roll is corrected; afterwards somebody came or left, and the minutes say when."""
    was, one.presence, one.reason = one.presence, presence, reason
    if settled is None or presence == was:
        return
    if presence == Presence.PRESENT:
        one.came_after = settled
    elif was == Presence.PRESENT:
        one.left_after = settled


@transaction.atomic
def close(
    session: CouncilSession, *, word: str, by: User, at: datetime, signed_minutes: str = ""
) -> CouncilSession:
    """“Chốt kết quả phiên họp”: for good. Only who led the meeting, with the typed word.

    A leader without an account signs the minutes on paper: whoever runs the session names them. Raises NotAllowed,
    InvalidInput at word or signed_minutes, TransitionNotAllowed while a vote is open or nothing has a result.
    """
    row = session_held(session)
    rows = attendance_of(row)
    SESSION.target("close", current=SessionState(row.state))
    permissions.require_presides(by, row, rows, day_of(at))
    items = list(AgendaItem.objects.select_for_update().filter(session=row).order_by("position"))
    _require_settled(items)
    if fold(word) != fold(CLOSING_WORD):
        raise InvalidInput(
            N_("Chưa đúng chữ “%(word)s”. Chưa có gì thay đổi."), code="word", field="word", word=CLOSING_WORD
        )
    leader = permissions.presiding(rows)
    if leader is not None and leader.user_id is None:
        row.signed_minutes = needed_line(
            signed_minutes,
            "signed_minutes",
            200,
            N_("Người chủ trì không có tài khoản: hãy ghi biên bản giấy đã ký ngày nào."),
        )
    _decide(row, items, at)
    row.state, row.closed_at, row.closed_by, row.ended_at = SessionState.CLOSED, at, by, at
    row.save(update_fields=["state", "closed_at", "closed_by", "ended_at", "signed_minutes"])
    audit.record(
        "councils:session:close",
        row,
        by=by,
        at=at,
        unit_id=row.council.unit_id,
        decided=[item.pk for item in items if item.state == ItemState.DECIDED],
    )
    _tell(items, row, by=by, at=at)
    return row


def _require_settled(items: list[AgendaItem]) -> None:
    if any(item.state == ItemState.VOTING for item in items):
        raise TransitionNotAllowed(
            N_("Còn nội dung đang biểu quyết. Hãy kết thúc biểu quyết trước khi chốt."), code="vote-open"
        )
    if not any(item.state == ItemState.COUNTED for item in items):
        raise TransitionNotAllowed(
            N_("Chưa có nội dung nào có kết quả nên chưa có gì để chốt."), code="nothing-to-close"
        )


def _decide(session: CouncilSession, items: list[AgendaItem], at: datetime) -> None:
    for item in items:
        verb = "decide" if item.state == ItemState.COUNTED else "postpone"
        item.state = ITEM.target(verb, current=ItemState(item.state))
        item.decided_on = day_of(session.begins_at) if item.state == ItemState.DECIDED else None
        item.save(update_fields=["state", "decided_on"])


def _tell(items: list[AgendaItem], session: CouncilSession, *, by: User, at: datetime) -> None:
    for item in items:
        listener = kind_of(item.kind).on_decided
        if item.state == ItemState.DECIDED and listener is not None:
            item.session = session
            listener(result_from(item), by=by, at=at)
