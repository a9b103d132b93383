"""The agenda: matters added, changed, taken off; who does not vote; what was said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput, TransitionNotAllowed
from kheo.core.vietnamese import clean_line, fold, short_date
from kheo.councils import permissions
from kheo.councils.hooks import PLAIN, kind_of
from kheo.councils.models import AgendaItem, Attendance, CouncilSession, Nominee, Recusal
from kheo.councils.selectors.councils import attendance_of
from kheo.councils.selectors.results import standing_decisions
from kheo.councils.services.common import locked_item, needed_line, require_meeting, session_held, text_of
from kheo.councils.states import ITEM, OPEN_ITEMS, TAKING_ITEMS, ItemState, Mode, SessionState
from kheo.kernel.clock import day_of

_TITLE = N_("Hãy ghi nội dung cần bàn.")
IS_NOMINEE = N_("là người được đề nghị xét")
_MOST_TEXT = 8000


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody whom a matter is about: an account where he has one, else a name."""

    name: str
    user_id: int | None = None


@transaction.atomic
def open_item(
    session: CouncilSession,
    *,
    title: str,
    by: User,
    at: datetime,
    kind: str = PLAIN,
    key: str = "",
    explanation: str = "",
    nominees: Sequence[Who] = (),
    supersedes: AgendaItem | None = None,
) -> AgendaItem:
    """Put a matter on the agenda.

    Raises NotAllowed; TransitionNotAllowed where the session takes none; Conflict where the matter stands on
    another agenda, or was decided and `supersedes` does not say that it is looked at again; InvalidInput.
    """
    row = _taking(session, by, at)
    if key:
        _require_free(kind, key, supersedes)
    if supersedes is not None:
        _require_decided(supersedes, explanation)
    last = row.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        session=row,
        position=last + 1,
        kind=kind,
        key=key,
        matter=kind_of(kind).matter,
        title=needed_line(title, "title", 300, _TITLE),
        explanation=text_of(explanation)[:_MOST_TEXT],
        supersedes=supersedes,
        made_at=at,
        made_by=by,
    )
    Nominee.objects.bulk_create(
        Nominee(item=item, user_id=who.user_id, name=clean_line(who.name)[:200]) for who in nominees
    )
    if row.state == SessionState.MEETING:
        recuse_nominees([item], attendance_of(row))
    audit.record(
        "councils:item:open", item, by=by, at=at, unit_id=row.council.unit_id, first=True, kind=kind, key=key
    )
    return item


def _taking(session: CouncilSession, by: User, at: datetime) -> CouncilSession:
    row = session_held(session)
    permissions.require_runs(by, row.council, day_of(at))
    if row.state not in TAKING_ITEMS:
        raise TransitionNotAllowed(
            N_("Phiên họp này không nhận thêm nội dung. Hãy chọn phiên khác."), code="session-takes-nothing"
        )
    return row


def _require_free(kind: str, key: str, supersedes: AgendaItem | None) -> None:
    there = (
        AgendaItem.objects.filter(kind=kind, key=key, state__in=OPEN_ITEMS).select_related("session").first()
    )
    if there is not None:
        raise Conflict(
            N_("Việc này đã có trong chương trình của “%(session)s” ngày %(on)s."),
            code="item-on-agenda",
            session=there.session.title,
            on=short_date(day_of(there.session.begins_at)),
        )
    decided = standing_decisions().filter(kind=kind, key=key).last()
    if decided is not None and supersedes is None:
        raise Conflict(
            N_(
                "Việc này đã được hội đồng quyết định ngày %(on)s. Muốn xem xét lại, hãy đưa ra phiên mới kèm lý do."
            ),
            code="item-decided",
            on=short_date(decided.decided_on) if decided.decided_on else "",
        )


def _require_decided(earlier: AgendaItem, reason: str) -> None:
    if earlier.state != ItemState.DECIDED or hasattr(earlier, "superseded_by"):
        raise Conflict(
            N_("Chỉ xem xét lại nội dung đã chốt và chưa được đưa ra xem xét lại."), code="cannot-supersede"
        )
    if not reason.strip():
        raise InvalidInput(
            N_("Hãy ghi vì sao đưa ra xem xét lại."), code="supersede-reason", field="explanation"
        )


@transaction.atomic
def change_item(item: AgendaItem, *, title: str, explanation: str, by: User, at: datetime) -> AgendaItem:
    """Other words for a matter of the council's own, before it is voted on."""
    row = _to_prepare(item, by, at)
    if row.kind != PLAIN:
        raise TransitionNotAllowed(
            N_("Nội dung này do phần khác của Khéo đưa sang. Hãy sửa ở nơi đã đưa."), code="item-not-plain"
        )
    row.title = needed_line(title, "title", 300, _TITLE)
    row.explanation = text_of(explanation)[:_MOST_TEXT]
    row.save(update_fields=["title", "explanation"])
    audit.record("councils:item:change", row, by=by, at=at, unit_id=row.session.council.unit_id)
    return row


@transaction.atomic
def drop_item(item: AgendaItem, *, by: User, at: datetime) -> None:
    """Take a matter off the agenda, before it is voted on; the trail keeps that it stood there."""
    row = _to_prepare(item, by, at)
    audit.record(
        "councils:item:drop",
        row.session,
        by=by,
        at=at,
        unit_id=row.session.council.unit_id,
        title=row.title,
        kind=row.kind,
        key=row.key,
    )
    row.recusals.all().delete()
    row.nominees.all().delete()
    row.delete()


def _to_prepare(item: AgendaItem, by: User, at: datetime) -> AgendaItem:
    row = locked_item(item)
    permissions.require_runs(by, row.session.council, day_of(at))
    ITEM.target("prepare", current=ItemState(row.state))
    return row


def recuse_nominees(items: Iterable[AgendaItem], rows: Sequence[Attendance]) -> None:
    """Whoever a matter is about does not vote on it."""
    for item in items:
        for nominee in item.nominees.all():
            for row in rows:
                if _is_same(nominee, row):
                    Recusal.objects.get_or_create(item=item, attendance=row, defaults={"reason": IS_NOMINEE})


def _is_same(nominee: Nominee, row: Attendance) -> bool:
    """By account where both have one, else by full name."""
    if nominee.user_id and row.user_id:
        return nominee.user_id == row.user_id
    return fold(nominee.name) == fold(row.name)


@transaction.atomic
def recuse(item: AgendaItem, attendance: Attendance, *, reason: str, by: User, at: datetime) -> Recusal:
    """A member does not vote on this matter. He stays in the room and in the denominator."""
    row = _to_prepare(item, by, at)
    require_meeting(row)
    if attendance.session_id != row.session_id:
        raise InvalidInput(N_("Người này không thuộc phiên họp."), code="not-of-session", field="attendance")
    values = {"reason": needed_line(reason, "reason", 200, N_("Hãy ghi vì sao không tham gia biểu quyết."))}
    made, _new = Recusal.objects.update_or_create(item=row, attendance=attendance, defaults=values)
    audit.record(
        "councils:item:recuse",
        row,
        by=by,
        at=at,
        unit_id=row.session.council.unit_id,
        member=attendance.pk,
        reason=made.reason,
    )
    return made


@transaction.atomic
def lift_recusal(recusal: Recusal, *, reason: str, by: User, at: datetime) -> None:
    """It was noted by mistake (a namesake): the member votes, the trail says why."""
    row = _to_prepare(recusal.item, by, at)
    why = needed_line(reason, "reason", 200, N_("Hãy ghi vì sao người này được biểu quyết."))
    audit.record(
        "councils:item:lift-recusal",
        row,
        by=by,
        at=at,
        unit_id=row.session.council.unit_id,
        member=recusal.attendance_id,
        reason=why,
    )
    recusal.delete()


@transaction.atomic
def allow_few(item: AgendaItem, *, reason: str, by: User, at: datetime) -> AgendaItem:
    """Recusals leave fewer voters than a meeting needs: who leads it says why the vote is held all the same."""
    row = locked_item(item)
    require_meeting(row)
    permissions.require_presides(by, row.session, attendance_of(row.session), day_of(at))
    ITEM.target("prepare", current=ItemState(row.state))
    row.quorum_reason = needed_line(
        reason, "reason", 300, N_("Hãy ghi vì sao vẫn biểu quyết khi còn ít người.")
    )
    row.save(update_fields=["quorum_reason"])
    audit.record(
        "councils:item:allow-few",
        row,
        by=by,
        at=at,
        unit_id=row.session.council.unit_id,
        reason=row.quorum_reason,
    )
    return row


@transaction.atomic
def note(
    item: AgendaItem, *, discussion: str, dissent: str, conclusion: str, by: User, at: datetime
) -> AgendaItem:
    """What was said, who disagreed and why, what was concluded; at any time of the meeting."""
    row = locked_item(item)
    permissions.require_runs(by, row.session.council, day_of(at))
    require_meeting(row)
    row.discussion, row.dissent, row.conclusion = (
        text_of(text)[:_MOST_TEXT] for text in (discussion, dissent, conclusion)
    )
    if row.mode == Mode.DISCUSS and not row.conclusion:
        raise _no_conclusion()
    row.save(update_fields=["discussion", "dissent", "conclusion"])
    audit.record("councils:item:note", row, by=by, at=at, unit_id=row.session.council.unit_id)
    return row


@transaction.atomic
def conclude(item: AgendaItem, *, conclusion: str, by: User, at: datetime) -> AgendaItem:
    """Discussed and concluded without a vote. Raises InvalidInput without a conclusion."""
    row = locked_item(item)
    permissions.require_runs(by, row.session.council, day_of(at))
    require_meeting(row)
    if row.kind != PLAIN:
        raise TransitionNotAllowed(
            N_("Nội dung này phải biểu quyết, không kết luận suông được."), code="vote-needed"
        )
    row.state = ITEM.target("conclude", current=ItemState(row.state))
    row.conclusion = text_of(conclusion)[:_MOST_TEXT]
    if not row.conclusion:
        raise _no_conclusion()
    rows = attendance_of(row.session)
    row.mode, row.counted_at = Mode.DISCUSS, at
    row.total, row.present = len(rows), sum(one.presence == "present" for one in rows)
    row.save(update_fields=["state", "conclusion", "mode", "counted_at", "total", "present"])
    audit.record("councils:item:conclude", row, by=by, at=at, unit_id=row.session.council.unit_id)
    return row


def _no_conclusion() -> InvalidInput:
    return InvalidInput(N_("Hãy ghi kết luận."), code="conclusion-missing", field="conclusion")
