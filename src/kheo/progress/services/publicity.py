"""Noting what was said of the movement in public; a wrong note is struck out, never edited."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, NotAllowed, TransitionNotAllowed
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.progress.models import PublicityDuty, PublicityItem
from kheo.progress.selectors import publicity as selectors
from kheo.progress.states import PublicityKind
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration
from kheo.units.public import Unit

_web_address = URLValidator(schemes=["http", "https"])


@transaction.atomic
def note_item(
    round_: CampaignRound,
    *,
    unit: Unit,
    kind: str,
    title: str,
    on: date | None,
    channel: str,
    by: User,
    at: datetime,
    link: str = "",
    registration: Registration | None = None,
) -> PublicityItem:
    """Log one piece. Raises InvalidInput (`field` kind, title, on, channel or link), NotAllowed."""
    today = day_of(at)
    if unit.pk not in {one.pk for one in selectors.doing_units(by, round_, today)}:
        raise NotAllowed(
            N_("Tài khoản này không ghi tuyên truyền thay cho đơn vị này. Hãy chọn đơn vị khác."),
            code="not-this-unit",
        )
    if kind not in PublicityKind.values:
        raise InvalidInput(N_("Hãy chọn tin, bài, buổi phát thanh hay hội nghị."), code="kind", field="kind")
    if on is None or on > today:
        raise InvalidInput(
            N_("Hãy ghi ngày đã đăng, đã phát; ngày đó không ở sau hôm nay."), code="day", field="on"
        )
    if on.year < round_.year - 1:
        raise InvalidInput(
            N_("Ngày này trước phong trào. Hãy ghi vào đúng năm của phong trào."),
            code="day-early",
            field="on",
        )
    row = PublicityItem.objects.create(
        round=round_,
        registration=_of_round(registration, round_),
        unit=unit,
        kind=kind,
        title=_needed(title, "title", 300, N_("Hãy ghi tên tin, bài hoặc nội dung buổi đó.")),
        on=on,
        channel=_needed(channel, "channel", 200, N_("Hãy ghi đăng, phát ở đâu.")),
        link=_checked_link(link),
        noted_at=at,
        noted_by=by,
    )
    audit.record("progress:publicity:note", row, by=by, at=at, unit_id=unit.pk, first=True, kind=kind)
    return row


def _of_round(registration: Registration | None, round_: CampaignRound) -> Registration | None:
    if registration is not None and registration.round_id != round_.pk:
        raise InvalidInput(
            N_("Mô hình này không thuộc năm phong trào đang mở. Hãy chọn lại."),
            code="registration-elsewhere",
            field="registration",
        )
    return registration


def _needed(text: str, field: str, longest: int, missing: str) -> str:
    said = clean_line(text)[:longest]
    if not said:
        raise InvalidInput(missing, code=f"{field}-missing", field=field)
    return said


def _checked_link(link: str) -> str:
    link = link.strip()
    if not link:
        return ""
    try:
        _web_address(link)
    except ValidationError as error:
        raise InvalidInput(
            N_("Địa chỉ này chưa đúng. Hãy chép cả địa chỉ, bắt đầu bằng https://"), code="link", field="link"
        ) from error
    if len(link) > 500:
        raise InvalidInput(N_("Địa chỉ dài quá 500 ký tự."), code="link-long", field="link")
    return link


@transaction.atomic
def strike(item: PublicityItem, *, reason: str, by: User, at: datetime) -> PublicityItem:
    """Strike a wrong note out, with the reason; whoever noted it, or the officer."""
    row = (
        PublicityItem.objects.select_for_update(of=("self",))
        .select_related("round__campaign")
        .get(pk=item.pk)
    )
    if row.noted_by_id != by.pk and not registrations.can_receive(by, row.round.campaign, day_of(at)):
        raise NotAllowed(
            N_("Chỉ người đã ghi hoặc cán bộ phụ trách mới gạch bỏ được dòng này."), code="not-the-writer"
        )
    if row.struck_at is not None:
        raise TransitionNotAllowed(N_("Dòng này đã được gạch bỏ."), code="struck-already")
    row.strike_reason = _needed(reason, "reason", 300, N_("Hãy ghi vì sao gạch bỏ, ví dụ: ghi trùng."))
    row.struck_at, row.struck_by = at, by
    row.save(update_fields=["strike_reason", "struck_at", "struck_by"])
    audit.record(
        "progress:publicity:strike", row, by=by, at=at, unit_id=row.unit_id, reason=row.strike_reason
    )
    return row


@transaction.atomic
def assign(round_: CampaignRound, *, unit: Unit, by: User, at: datetime) -> PublicityDuty:
    """Say which body answers for publicity in the round; it is told."""
    on = day_of(at)
    if not registrations.can_receive(by, round_.campaign, on):
        raise NotAllowed(
            N_("Chỉ cán bộ của đơn vị chủ trì phong trào mới giao đơn vị phụ trách tuyên truyền."),
            code="not-receiver",
        )
    if unit.pk not in {one.pk for one in selectors.doing_units(by, round_, on)}:
        raise InvalidInput(N_("Hãy chọn một đơn vị của địa phương này."), code="unit", field="unit")
    values = {"unit": unit, "set_at": at, "set_by": by}
    row, _made = PublicityDuty.objects.update_or_create(round=round_, defaults=values)
    audit.record("progress:publicity:assign", round_, by=by, at=at, unit_id=unit.pk)
    notices.tell(
        round_,
        unit_ids=[unit.pk],
        title=f"Đơn vị được giao phụ trách tuyên truyền: {round_.name}",
        by=by,
        at=at,
        link=f"/tien-do/dot/{round_.pk}/tuyen-truyen/",
    )
    return row
