"""Contexts of the papers about one registration: receipt, sheet, blank sheet."""

from datetime import date

from kheo.campaigns.public import CampaignRound
from kheo.core.paper.forms import (
    IndicatorLine,
    SheetFacts,
    Signing,
    StepLine,
    receipt,
    registration_sheet,
)
from kheo.core.paper.model import Paper, SignBlock
from kheo.core.vietnamese import clean_line, format_number, short_date
from kheo.documents.public import place_of, profile_of
from kheo.kernel.clock import VIETNAM, day_of
from kheo.kernel.reading import once_per_read
from kheo.registrations.models import Indicator, Receipt, Registration
from kheo.registrations.papers import led_by, period_of
from kheo.registrations.states import Kind
from kheo.units import public as units
from kheo.units.public import Unit

_CHANGE = "Đề nghị thay đổi đăng ký đã tiếp nhận"


def receipt_paper(given: Receipt) -> Paper:
    """Phiếu tiếp nhận as it was given; every word comes from the content that was hashed."""
    registration = given.registration
    campaign = registration.round.campaign
    on = day_of(given.sent_at)
    office = units.name_of(campaign.managing_unit, on)
    remarks = ["Nộp muộn"] if given.content["late"] and not given.amendment_id else []
    if given.amendment_id:
        remarks.append(_CHANGE)
    steps = [
        f"{office} xem và trả lời: đồng ý thay đổi, hoặc không đồng ý kèm lý do; trong lúc chờ, bản đã tiếp nhận vẫn có hiệu lực."
        if given.amendment_id
        else f"{office} xem và trả lời: tiếp nhận, hoặc trả lại kèm lý do để bổ sung.",
        "Đơn vị theo dõi trạng thái trong Khéo hoặc hỏi cán bộ phụ trách, đọc mã đối chiếu trên phiếu này.",
    ]
    return receipt(
        profile=profile_of(campaign.managing_unit, on),
        office=office,
        unit=given.content["unit"],
        campaign=given.content["campaign"],
        year=given.content["year"],
        initiatives=[given.content["fields"]["title"]],
        received_at=given.sent_at.astimezone(VIETNAM),
        check_code=given.code,
        next_steps=steps,
        sent_by=given.sent_by_name,
        remark="; ".join(remarks),
    )


def sheet_paper(registration: Registration, on: date) -> Paper:
    """Bản đăng ký of one initiative, as sent."""
    unit = registration.handled_by_unit
    name = _name_of(unit, on)
    return registration_sheet(
        profile=profile_of(unit, on),
        unit=name,
        year=registration.round.year,
        facts=_facts(registration, on),
        confirmed_by=_confirmation(registration),
        signing=Signing(place=place_of(unit, on), on=_signed_on(registration)),
    )


def _signed_on(registration: Registration) -> date | None:
    """The day the unit sent it; the day of a sheet entered from paper is the hand's to write."""
    if registration.submitted_at is None or registration.entered_for_unit:
        return None
    return day_of(registration.submitted_at)


def blank_sheet(round_: CampaignRound, unit: Unit, on: date) -> Paper:
    """The same form to be filled by hand."""
    return registration_sheet(
        profile=profile_of(unit, on),
        unit=_name_of(unit, on),
        year=round_.year,
        facts=SheetFacts(name="", kind="NEW"),
        signing=Signing(place=place_of(unit, on)),
    )


def _confirmation(row: Registration) -> SignBlock | None:
    """The signing column of item 13, with the name of who confirms where it was given."""
    if not row.confirmed_by:
        return None
    return SignBlock(
        title="XÁC NHẬN CỦA CẤP ỦY,\nTHỦ TRƯỞNG ĐƠN VỊ", note="(ký, ghi rõ họ tên)", name=row.confirmed_by
    )


def _facts(row: Registration, on: date) -> SheetFacts:
    accompanying = row.accompanying_unit
    return SheetFacts(
        name=row.title,
        kind="CONTINUED" if row.kind == Kind.CONTINUED else "NEW",
        first_year=row.initiative.first_year,
        changes=row.changes,
        sector=row.sector.name if row.sector else "",
        theme=row.theme.name if row.theme else "",
        plan_content=clean_line(row.content.text) if row.content else "",
        situation=row.need,
        goal=row.aims,
        indicators=_indicators(row),
        steps=_steps(row),
        content=row.method,
        address=row.address,
        beneficiaries=row.scope,
        led_by=led_by(row),
        accompanied_by=_name_of(accompanying, on) if accompanying else "",
        joined_by=row.partners,
        resources=row.resources,
        period=period_of(row),
        outputs=row.outputs,
        upkeep=row.durability,
        contact=row.contact_name,
        phone=row.contact_phone,
    )


def _indicators(row: Registration) -> tuple[IndicatorLine, ...]:
    rows = _in_order(row, Indicator.Kind.MEASURE)
    return tuple(
        IndicatorLine(one.name, one.unit, format_number(one.target)) for one in rows if one.target is not None
    )


def _steps(row: Registration) -> tuple[StepLine, ...]:
    rows = _in_order(row, Indicator.Kind.STEP)
    return tuple(StepLine(one.name, short_date(one.due_on) if one.due_on else "") for one in rows)


def _in_order(row: Registration, kind: str) -> list[Indicator]:
    """Of one kind; in memory, since a bundle has fetched those of every sheet at once."""
    return sorted((one for one in row.indicators.all() if one.kind == kind), key=lambda one: one.position)


_name_of = once_per_read(units.name_of)
