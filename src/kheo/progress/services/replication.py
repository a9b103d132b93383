"""Copying what is good: that a unit copies an initiative, what came of it, that it gave up."""

from datetime import date, datetime, timedelta

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput, NotFound
from kheo.core.vietnamese import clean, clean_line
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.progress import permissions
from kheo.progress.models import Replication, ReplicationResult
from kheo.progress.selectors import replication as selectors
from kheo.progress.states import COPY_TERMS, CopyOutcome
from kheo.registrations.public import Registration, State

_LONGEST = 4000
_OLDEST = timedelta(days=3 * 366)


@transaction.atomic
def begin(
    registration: Registration,
    *,
    origin_id: int | None,
    origin_words: str,
    begun_on: date | None,
    adapted: str,
    by: User,
    at: datetime,
) -> Replication:
    """Note that this received registration copies an initiative: one of the similar names (`origin_id`), or one
    that stands elsewhere, in words. The unit copied from is told.

    Raises InvalidInput (`field` origin, origin_words, begun_on or adapted), Conflict where it copies one already,
    NotAllowed.
    """
    row = _locked(registration, by=by, at=at)
    if selectors.standing_of(row) is not None:
        raise Conflict(
            N_("Mô hình này đã ghi học theo một mô hình. Hãy mở lại trang để xem."), code="copies-already"
        )
    words = clean_line(origin_words)[:300]
    origin = _origin(row, origin_id) if origin_id is not None else None
    if origin is None and not words:
        raise InvalidInput(
            N_("Hãy chọn mô hình đã tìm thấy, hoặc ghi mô hình của nơi nào nếu ở nơi khác."),
            code="origin-missing",
            field="origin_words",
        )
    made = Replication.objects.create(
        registration=row,
        origin=origin,
        origin_words="" if origin else words,
        begun_on=_begun(begun_on, day_of(at)),
        adapted=_needed(adapted, "adapted", N_("Hãy ghi đã thay đổi gì cho hợp với nơi mình.")),
        noted_at=at,
        noted_by=by,
    )
    audit.record("progress:copy:begin", made, by=by, at=at, unit_id=row.handled_by_unit_id, first=True)
    if origin is not None and origin.handled_by_unit_id != row.handled_by_unit_id:
        notices.tell(
            made,
            unit_ids=[origin.handled_by_unit_id],
            title=f"Có nơi học theo mô hình “{origin.title}”",
            by=by,
            at=at,
            link=f"/tien-do/mo-hinh/{origin.pk}/hoc-theo/",
        )
    return made


def _origin(row: Registration, origin_id: int) -> Registration:
    """The registration copied from: received, of the same province, another initiative, not copying this one."""
    found = (
        Registration.objects.filter(pk=origin_id, province_code=row.province_code, state=State.ACCEPTED)
        .select_related("initiative")
        .first()
    )
    if found is None:
        raise InvalidInput(
            N_(
                "Chỉ học theo được mô hình đã được tiếp nhận. Hãy tìm lại tên mô hình và chọn trong danh sách."
            ),
            code="origin-not-received",
            field="origin",
        )
    own, theirs = selectors.kept(row), selectors.kept(found)
    if own == theirs:
        raise InvalidInput(
            N_(
                "Một mô hình không học theo chính nó. Làm tiếp mô hình năm trước thì đăng ký là “tiếp tục thực hiện”."
            ),
            code="copies-itself",
            field="origin",
        )
    if own in selectors.ancestors(theirs):
        raise InvalidInput(
            N_(
                "Mô hình này đang học theo mô hình của đơn vị mình, nên không ghi ngược lại được. Hãy chọn mô hình khác."
            ),
            code="copies-in-a-ring",
            field="origin",
        )
    return found


def _begun(begun_on: date | None, today: date) -> date:
    if begun_on is None or begun_on > today:
        raise InvalidInput(
            N_("Hãy ghi ngày đã bắt đầu làm theo; ngày đó không ở sau hôm nay."),
            code="day-to-come",
            field="begun_on",
        )
    if begun_on < today - _OLDEST:
        raise InvalidInput(
            N_("Ngày bắt đầu quá xa. Chỉ ghi việc học theo trong ba năm gần đây."),
            code="day-early",
            field="begun_on",
        )
    return begun_on


@transaction.atomic
def note_result(
    registration: Registration, *, after_months: int, outcome: str, words: str, by: User, at: datetime
) -> ReplicationResult:
    """What came of it after six or twelve months, noted from thirty days before that day on. Noted again, the
    later words stand; the trail keeps the earlier ones.

    Raises InvalidInput (`field` outcome or words), NotFound, Conflict (too early), NotAllowed.
    """
    row = _locked(registration, by=by, at=at)
    copied = _standing(row)
    if after_months not in COPY_TERMS:
        raise NotFound(N_("Chỉ ghi kết quả sau 6 tháng và sau 12 tháng."), code="no-such-term")
    if not selectors.is_open(copied, after_months, day_of(at)):
        raise Conflict(
            N_("Chưa đến lúc ghi kết quả này. Ghi được từ 30 ngày trước hạn; trang cho biết hạn."),
            code="too-early",
        )
    if outcome not in CopyOutcome.values:
        raise InvalidInput(N_("Hãy chọn kết quả."), code="outcome", field="outcome")
    said = _needed(words, "words", N_("Hãy ghi đã đạt được gì, bằng con số nếu có."))
    before = ReplicationResult.objects.filter(replication=copied, after_months=after_months).first()
    values = {"outcome": outcome, "words": said, "noted_at": at, "noted_by": by}
    found, _made = ReplicationResult.objects.update_or_create(
        replication=copied, after_months=after_months, defaults=values
    )
    audit.record(
        "progress:copy:result",
        copied,
        by=by,
        at=at,
        unit_id=row.handled_by_unit_id,
        after_months=after_months,
        outcome=outcome,
        before={"outcome": before.outcome, "words": before.words} if before else None,
    )
    return found


@transaction.atomic
def give_up(registration: Registration, *, reason: str, by: User, at: datetime) -> None:
    """It is copied no more, or was noted wrongly; the row stays with its reason. Raises InvalidInput, NotFound."""
    row = _locked(registration, by=by, at=at)
    copied = _standing(row)
    copied.given_up_reason = _needed(reason, "reason", N_("Hãy ghi vì sao thôi học theo mô hình này."))[:500]
    copied.given_up_at, copied.given_up_by = at, by
    copied.save(update_fields=["given_up_reason", "given_up_at", "given_up_by"])
    audit.record(
        "progress:copy:give-up",
        copied,
        by=by,
        at=at,
        unit_id=row.handled_by_unit_id,
        reason=copied.given_up_reason,
    )


def _locked(registration: Registration, *, by: User, at: datetime) -> Registration:
    permissions.require_writer(by, registration, day_of(at))
    row = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("initiative")
        .get(pk=registration.pk)
    )
    if row.state != State.ACCEPTED:
        raise Conflict(
            N_("Chỉ mô hình đã được tiếp nhận mới ghi học theo mô hình khác."), code="not-received"
        )
    return row


def _standing(row: Registration) -> Replication:
    found = selectors.standing_of(row)
    if found is None:
        raise NotFound(N_("Mô hình này chưa ghi học theo mô hình nào."), code="copies-nothing")
    return found


def _needed(text: str, field: str, missing: str) -> str:
    found = clean(text).strip()[:_LONGEST]
    if not found:
        raise InvalidInput(missing, code=f"{field}-missing", field=field)
    return found
