"""At one place: the sheet with what was seen, the unit's opinion, both signatures; or that nobody went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction

from kheo.accounts.public import User
from kheo.appraisals import inspection_rights as rights
from kheo.appraisals import permissions
from kheo.appraisals.models import Finding, Remedy, Visit, VisitPhoto
from kheo.appraisals.states import INSPECTION_FLOW, VISIT_FLOW, InspectionState, VisitState
from kheo.audit import public as audit
from kheo.core.asking import needed, needed_text, short_enough
from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean, clean_line, short_date
from kheo.kernel.clock import day_of
from kheo.progress import public as progress
from kheo.progress.public import About, Chosen, Measured
from kheo.registrations import public as registrations
from kheo.registrations.public import Indicator

MOST_TO_MEND = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """What the team saw of one indicator; a count for what is measured, `done` for a step. Both None: not looked at."""

    count: Decimal | None = None
    done: bool | None = None
    remark: str = ""
    photos: Sequence[Chosen] = ()


@dataclass(frozen=True, slots=True)
class ToMend:
    """One thing to mend, by when."""

    what: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """The whole sheet of one place. `seen`: indicator → what was seen. `place` is kept only with `place_agreed`."""

    seen_at: datetime | None
    received_by: str = ""
    seen: Mapping[int, Seen] = field(default_factory=dict)
    remark: str = ""
    unit_opinion: str = ""
    photos: Sequence[Chosen] = ()
    about: About | None = None
    place: str = ""
    place_agreed: bool = False
    to_mend: Sequence[ToMend] = ()


@transaction.atomic
def write(visit: Visit, sheet: VisitSheet, *, by: User, at: datetime, token: UUID | None = None) -> Visit:
    """Put down what was seen; the first sheet begins the visit, a later one replaces what was put down before, until
    both have signed. The same filled sheet (`token`) sent again changes nothing.

    What the unit claimed is frozen with it, out of its newest report. Raises NotAllowed, TransitionNotAllowed,
    InvalidInput at its field (`seen-<indicator>`, `due-<place>`, the names of VisitSheet; of photos: `faults`).
    """
    row = _locked(visit)
    rights.require_pen(by, row, day_of(at))
    if token is not None and str(token) in row.tokens:
        return row
    INSPECTION_FLOW.target("visit", current=InspectionState(row.inspection.state))
    row.state = VISIT_FLOW.target("write", current=VisitState(row.state))
    _put(row, sheet, at)
    row.begun_at, row.written_by = row.begun_at or at, by
    if token is not None:
        row.tokens = [*row.tokens, str(token)]
    row.save()
    claimed = progress.measured_of([row.registration], day_of(at))[row.registration_id]
    _write_findings(row, claimed, sheet)
    _write_remedies(row, sheet.to_mend, at)
    _take_photos(row, claimed, sheet, by=by, at=at, token=token)
    audit.record(
        "appraisals:visit:write",
        row,
        by=by,
        at=at,
        unit_id=row.registration.handled_by_unit_id,
        registration=row.registration_id,
        differing=[one.name for one in row.findings.all() if one.differs],
    )
    return row


def _put(row: Visit, sheet: VisitSheet, at: datetime) -> None:
    if sheet.seen_at is None or sheet.seen_at > at:
        raise InvalidInput(
            N_("Hãy ghi ngày, giờ kiểm tra; không ở sau lúc này."), code="visit-time", field="seen_at"
        )
    if day_of(sheet.seen_at) < row.inspection.starts_on:
        raise InvalidInput(
            N_("Ngày kiểm tra ở trước ngày bắt đầu đợt kiểm tra (%(day)s)."),
            code="visit-early",
            field="seen_at",
            day=short_date(row.inspection.starts_on),
        )
    row.seen_at = sheet.seen_at
    row.received_by = needed(
        sheet.received_by, "received_by", 300, N_("Hãy ghi họ tên, chức vụ người của đơn vị cùng làm việc.")
    )
    row.remark = needed_text(sheet.remark, "remark", 4000, N_("Hãy ghi nhận xét của đoàn ở nơi này."))
    row.unit_opinion = (
        short_enough(clean(sheet.unit_opinion).strip(), "unit_opinion", 4000) or row.unit_opinion
    )
    keeps = sheet.place_agreed and not progress.is_defence(row.registration)
    row.place = short_enough(clean_line(sheet.place), "place", 300) if keeps else ""


def _write_findings(row: Visit, claimed: Sequence[Measured], sheet: VisitSheet) -> None:
    row.findings.all().delete()
    made = []
    for place, one in enumerate(claimed, 1):
        seen = sheet.seen.get(one.indicator.pk, Seen())
        is_step = one.indicator.kind == Indicator.Kind.STEP
        if seen.count is not None and not is_step and seen.count < 0:
            raise InvalidInput(
                N_("“%(name)s”: số thấy được không nhỏ hơn 0."),
                code="seen-negative",
                field=f"seen-{one.indicator.pk}",
                name=one.indicator.name,
            )
        made.append(_finding(row, place, one, seen, is_step=is_step))
    if made and not any(one.was_seen for one in made):
        raise InvalidInput(
            N_("Hãy ghi số thấy được của ít nhất một chỉ tiêu hoặc bước; không có gì thì ghi 0."),
            code="nothing-seen",
            field=f"seen-{made[0].indicator_id}",
        )
    Finding.objects.bulk_create(made)


def _finding(row: Visit, place: int, one: Measured, seen: Seen, *, is_step: bool) -> Finding:
    value = one.value
    return Finding(
        visit=row,
        position=place,
        indicator=one.indicator,
        kind=one.indicator.kind,
        name=one.indicator.name,
        unit=one.indicator.unit,
        target=one.indicator.target,
        claimed=value.actual if value is not None and not is_step else None,
        claimed_done=bool(value and value.is_done),
        claimed_on=value.report.period_to if value is not None else None,
        seen=None if is_step else seen.count,
        seen_done=seen.done if is_step else None,
        remark=short_enough(clean_line(seen.remark), f"remark-{one.indicator.pk}", 500),
    )


def _write_remedies(row: Visit, to_mend: Sequence[ToMend], at: datetime) -> None:
    row.remedies.all().delete()
    made = []
    for place, one in enumerate(to_mend, 1):
        what = needed(one.what, f"what-{place}", 500, N_("Hãy ghi việc phải khắc phục, hoặc xóa cả hạn."))
        if one.due_on is None or one.due_on <= day_of(at):
            raise InvalidInput(
                N_("Hãy ghi hạn khắc phục, sau hôm nay."), code="due-day", field=f"due-{place}"
            )
        made.append(Remedy(visit=row, number=place, what=what, due_on=one.due_on))
    if len(made) > MOST_TO_MEND:
        raise InvalidInput(
            N_("Một nơi ghi nhiều nhất %(most)d việc phải khắc phục."),
            code="too-much-to-mend",
            field="remark",
            most=MOST_TO_MEND,
        )
    Remedy.objects.bulk_create(made)


def _take_photos(
    row: Visit, claimed: Sequence[Measured], sheet: VisitSheet, *, by: User, at: datetime, token: UUID | None
) -> None:
    """Into the evidence of the registration, where copies for pages bear nothing of place and camera."""
    groups: list[tuple[int | None, Sequence[Chosen]]] = [(None, sheet.photos)]
    for number, one in enumerate(claimed, 1):
        groups.append((number, sheet.seen.get(one.indicator.pk, Seen()).photos))
    for place, files in groups:
        if not files:
            continue
        rows = progress.add_evidence(
            row.registration,
            files,
            sheet.about or About(),
            by=by,
            at=at,
            token=uuid5(token, f"visit-{row.pk}-{place}") if token else None,
            require=lambda user, _registration, on: rights.require_pen(user, row, on),
        )
        VisitPhoto.objects.bulk_create(VisitPhoto(visit=row, position=place, evidence=one) for one in rows)


@transaction.atomic
def answer(visit: Visit, *, opinion: str, by: User, at: datetime) -> Visit:
    """“Ý kiến của đơn vị” on what was put down, for the minutes; until they are signed.

    By the unit's contact, or the officer in its name. Raises NotAllowed, TransitionNotAllowed, InvalidInput.
    """
    row = _locked(visit)
    own = registrations.acts_for(
        by, row.inspection.round.campaign, row.registration.handled_by_unit_id, day_of(at)
    )
    VISIT_FLOW.target("answer", current=VisitState(row.state))
    row.unit_opinion = needed_text(opinion, "opinion", 4000, N_("Hãy ghi ý kiến của đơn vị."))
    row.opinion_at, row.opinion_by = at, by
    row.save(update_fields=["unit_opinion", "opinion_at", "opinion_by"])
    audit.record(
        "appraisals:visit:answer",
        row,
        by=by,
        at=at,
        unit_id=row.registration.handled_by_unit_id,
        registration=row.registration_id,
        own=own,
    )
    return row


@transaction.atomic
def sign(
    visit: Visit,
    *,
    signed_on: date | None,
    unit_signer: str = "",
    unsigned_reason: str = "",
    by: User,
    at: datetime,
) -> Visit:
    """Both have signed the minutes (or why nobody signed for the unit): from now on nothing of it changes.

    Raises NotAllowed, TransitionNotAllowed, InvalidInput at its field.
    """
    row = _locked(visit)
    rights.require_pen(by, row, day_of(at))
    INSPECTION_FLOW.target("visit", current=InspectionState(row.inspection.state))
    target = VISIT_FLOW.target("sign", current=VisitState(row.state))
    if signed_on is None or signed_on > day_of(at) or (row.seen_at and signed_on < day_of(row.seen_at)):
        raise InvalidInput(
            N_("Hãy ghi ngày ký biên bản: từ ngày kiểm tra đến hôm nay."), code="signed-on", field="signed_on"
        )
    signer = short_enough(clean_line(unit_signer), "unit_signer", 200)
    reason = short_enough(clean_line(unsigned_reason), "unsigned_reason", 300)
    if not signer and not reason:
        raise InvalidInput(
            N_("Hãy ghi ai ký thay mặt đơn vị; nếu không ai ký, ghi lý do."),
            code="signer",
            field="unit_signer",
        )
    if signer and reason:
        raise InvalidInput(
            N_(
                "Đã ghi người ký thay mặt đơn vị thì để trống lý do không ký; không ai ký thì để trống người ký."
            ),
            code="signer-and-reason",
            field="unsigned_reason",
        )
    row.signed_on, row.unit_signer, row.unsigned_reason = signed_on, signer, reason
    row.state, row.closed_at, row.closed_by = target, at, by
    row.save()
    audit.record(
        "appraisals:visit:sign",
        row,
        by=by,
        at=at,
        unit_id=row.registration.handled_by_unit_id,
        registration=row.registration_id,
        signer=signer,
    )
    return row


@transaction.atomic
def miss(visit: Visit, *, reason: str, by: User, at: datetime) -> Visit:
    """The team did not go there, with the reason. Head, secretary, officers. Raises NotAllowed, TransitionNotAllowed,
    InvalidInput.
    """
    row = _locked(visit)
    if not rights.holds_pen(by, row.inspection):
        permissions.require_run(by, row.inspection.round.campaign, day_of(at))
    INSPECTION_FLOW.target("visit", current=InspectionState(row.inspection.state))
    row.state = VISIT_FLOW.target("miss", current=VisitState(row.state))
    row.missed_reason = needed(reason, "reason", 300, N_("Hãy ghi vì sao đoàn không đến nơi này."))
    row.closed_at, row.closed_by = at, by
    row.save()
    audit.record(
        "appraisals:visit:miss",
        row,
        by=by,
        at=at,
        registration=row.registration_id,
        reason=row.missed_reason,
    )
    return row


def _locked(visit: Visit) -> Visit:
    """The visit, locked, with what its verbs ask of it."""
    return (
        Visit.objects.select_for_update(of=("self",))
        .select_related(
            "inspection__round__campaign__managing_unit",
            "registration__round__campaign",
            "registration__sector",
            "registration__lead",
        )
        .prefetch_related("inspection__team__user")
        .get(pk=visit.pk)
    )
