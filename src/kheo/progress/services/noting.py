"""How a row of the contributions' book is written: once, by whom it concerns, never over another one."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput, NotFound, TransitionNotAllowed
from kheo.core.timetable.phrase import Word
from kheo.core.vietnamese import clean, clean_line
from kheo.core.vietnamese.persons import singled_out
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.progress import permissions
from kheo.progress.models import Drive
from kheo.progress.models.contributions import Noted
from kheo.progress.selectors.contributions import not_found
from kheo.registrations.public import Registration, State

T = TypeVar("T", bound=Noted)
_LAW_SINCE = date(2023, 7, 1)  # before that day nothing in core/law/contributions.toml holds
_YEARS_BACK = 2
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes, when, from which form; what it corrects and why, or that it only takes that away."""

    by: User
    at: datetime
    token: UUID
    corrects: int | None = None
    reason: str = ""
    is_void: bool = False

    @property
    def today(self) -> date:
        """The day of writing."""
        return day_of(self.at)


def locked(pk: int) -> Drive:
    """The drive, locked, with its registration and campaign. Raises NotFound."""
    found = (
        Drive.objects.select_for_update(of=("self",))
        .select_related("registration__round__campaign")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise not_found()
    return found


def require_writer(registration: Registration, by: User, on: date) -> bool:
    """Whether the unit itself writes. Raises NotAllowed; TransitionNotAllowed unless it was received."""
    own = permissions.require_writer(by, registration, on)
    if registration.state != State.ACCEPTED:
        raise TransitionNotAllowed(
            N_("Chỉ ghi đóng góp cho mô hình đã được tiếp nhận. Hãy gửi đăng ký và đợi tiếp nhận."),
            code="registration-not-received",
        )
    return own


def note(kind: type[T], drive: Drive, values: dict[str, Any], pen: Pen, *, verb: str) -> T:
    """Write one row, or give back the one that the same form wrote before. The drive is locked."""
    own = require_writer(drive.registration, pen.by, pen.today)
    if earlier := kind.rows().filter(token=pen.token, drive=drive).first():
        return earlier
    corrected, reason = _corrected(kind, drive, pen)
    columns = _same(kind, corrected) if pen.is_void and corrected else values
    about = {"drive": drive, "corrects": corrected, "reason": reason, "is_void": pen.is_void}
    made = {"token": pen.token, "entered_for_unit": not own, "made_at": pen.at, "made_by": pen.by}
    row = kind(**columns, **about, **made)
    row.save(force_insert=True)
    audit.record(
        f"progress:drive:{verb}",
        drive,
        by=pen.by,
        at=pen.at,
        unit_id=drive.registration.handled_by_unit_id,
        row=row.pk,
        corrects=pen.corrects,
        reason=reason,
        void=pen.is_void,
    )
    if not own:
        tell_unit(drive, by=pen.by, at=pen.at)
    return row


def tell_unit(drive: Drive, *, by: User, at: datetime) -> None:
    """The unit hears that the officer wrote in its name."""
    notices.tell(
        drive.registration,
        unit_ids=[drive.registration.handled_by_unit_id],
        title=f"Cán bộ đã ghi thay đơn vị vào sổ đóng góp của “{drive.registration.title}”",
        by=by,
        at=at,
        link=f"/tien-do/dong-gop/{drive.pk}/",
    )


def _corrected(kind: type[T], drive: Drive, pen: Pen) -> tuple[T | None, str]:
    if pen.corrects is None:
        return None, ""
    row = kind.rows().filter(drive=drive, pk=pen.corrects, is_void=False).first()
    if row is None:
        raise NotFound(
            N_("Không có dòng cần sửa trong sổ này. Hãy mở lại trang đóng góp."), code="row-not-found"
        )
    if kind.rows().filter(corrects=row).exists():
        raise Conflict(
            N_("Dòng này vừa được sửa ở nơi khác. Hãy mở lại trang đóng góp rồi sửa dòng mới nhất."),
            code="already-corrected",
        )
    reason = clean(pen.reason)[:_LONGEST_REASON].strip()
    if not reason:
        raise InvalidInput(
            N_("Hãy ghi lý do sửa. Dòng cũ vẫn được giữ để đối chiếu."), code="reason-missing", field="reason"
        )
    return row, nobody_named(reason, "reason")


def _same(kind: type[T], row: T) -> dict[str, Any]:
    """The business columns of a row, for the void row that takes its place."""
    own = {one.name for one in Noted._meta.get_fields()} | {"id", "drive", "corrects"}
    return {one.name: getattr(row, one.attname) for one in kind._meta.concrete_fields if one.name not in own}


def nobody_named(text: str, field: str) -> str:
    """The text on one line. Raises InvalidInput where it singles out a person or a household."""
    line = clean_line(text)
    if found := singled_out(line):
        raise InvalidInput(
            N_(
                "Chỗ này không ghi tên, số của người hay hộ nào (“%(found)s”): sổ chỉ có tổng số. Người góp muốn nêu tên thì ghi ở mục “Người góp muốn được nêu tên”."
            ),
            code="person-named",
            field=field,
            found=found,
        )
    return line


def needed(text: str, field: str, sentence: str, *, longest: int) -> str:
    """A short text that must be there and names nobody."""
    line = nobody_named(text, field)
    if not line:
        raise InvalidInput(sentence, code=f"{field}-missing", field=field)
    if len(line) > longest:
        raise InvalidInput(
            N_("Nội dung này dài quá %(longest)d chữ. Hãy viết ngắn lại."),
            code="text-too-long",
            field=field,
            longest=longest,
        )
    return line


def past_day(day: date | None, field: str, drive: Drive, today: date) -> date:
    """A day that has come and belongs to this drive. Raises InvalidInput."""
    if day is None:
        raise InvalidInput(N_("Hãy ghi ngày, ví dụ 16/02/2026."), code="day-missing", field=field)
    if day > today:
        raise InvalidInput(
            N_("Ngày %(day)s chưa tới. Chỉ ghi việc đã xảy ra, đến hết ngày hôm nay."),
            code="day-in-future",
            field=field,
            day=f"{day:%d/%m/%Y}",
        )
    first = max(_LAW_SINCE, date(drive.registration.round.year - _YEARS_BACK, 1, 1))
    if day < first:
        raise InvalidInput(
            N_("Ngày %(day)s quá xa so với năm của phong trào. Hãy kiểm tra lại năm; sớm nhất là %(first)s."),
            code="day-too-early",
            field=field,
            day=f"{day:%d/%m/%Y}",
            first=f"{first:%d/%m/%Y}",
        )
    return day


def between(number: int | Decimal | None, field: str, *, most: int, what: str) -> Decimal:
    """A number above nought and not absurd. Raises InvalidInput."""
    if number is None or number <= 0:
        raise InvalidInput(
            N_("%(what)s phải lớn hơn 0. Khoản chi hay trao thì ghi ở mục chi; ghi nhầm thì sửa kèm lý do."),
            code="not-positive",
            field=field,
            what=Word(what),
        )
    if number > most:
        raise InvalidInput(
            N_("%(what)s lớn quá mức có thể (%(most)s). Hãy kiểm tra số chữ số 0 và đơn vị tính."),
            code="too-large",
            field=field,
            what=Word(what),
            most=f"{most:,}".replace(",", "."),
        )
    return Decimal(number)
