"""“Ghi nhận gương điển hình”: noted on any day; a wrong note is struck out with a reason."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, NotAllowed, TransitionNotAllowed
from kheo.kernel.clock import day_of
from kheo.recognitions import permissions
from kheo.recognitions.models import Exemplar, Proposal, Recognition
from kheo.recognitions.services.common import needed, needed_text, past_day, require_launched
from kheo.recognitions.states import LIVE
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration
from kheo.units import public as units
from kheo.units.public import Subject, Unit


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what, when, where."""

    kind: str
    name: str
    deed: str
    happened_on: date | None
    place: str
    office: str = ""
    registration: Registration | None = None


@transaction.atomic
def note(round_: CampaignRound, *, unit: Unit, deed: Deed, by: User, at: datetime) -> Exemplar:
    """Note an example of the unit. Raises NotAllowed, InvalidInput at its field."""
    require_launched(round_)
    own = permissions.require_writer(by, round_, unit.pk, day_of(at))
    if deed.kind not in Subject.Kind.values:
        raise InvalidInput(N_("Hãy chọn tập thể, cá nhân hay hộ gia đình."), code="kind", field="kind")
    name = needed(deed.name, "name", 200, N_("Hãy ghi tên tập thể, cá nhân hoặc hộ gia đình."))
    row = Exemplar.objects.create(
        round=round_,
        unit=unit,
        subject=units.subject(kind=deed.kind, unit=unit, name=name, office=deed.office),
        registration=_linked(deed.registration, round_, unit),
        deed=needed_text(deed.deed, "deed", 2000, N_("Hãy ghi việc đã làm: làm gì, kết quả ra sao.")),
        happened_on=past_day(deed.happened_on, "happened_on", round_, at),
        place=needed(deed.place, "place", 300, N_("Hãy ghi nơi diễn ra việc này.")),
        noted_for=unit if own else round_.campaign.managing_unit,
        noted_at=at,
        noted_by=by,
    )
    audit.record("recognitions:exemplar:note", row, by=by, at=at, unit_id=unit.pk, first=True, kind=deed.kind)
    return row


def _linked(registration: Registration | None, round_: CampaignRound, unit: Unit) -> Registration | None:
    if registration is None:
        return None
    here = registration.round_id == round_.pk and registration.handled_by_unit_id == unit.pk
    if not here or registration.state != registrations.State.ACCEPTED:
        raise InvalidInput(
            N_(
                "Chỉ gắn được mô hình đã tiếp nhận của chính đơn vị trong năm này. Hãy chọn lại hoặc để trống."
            ),
            code="registration-elsewhere",
            field="registration",
        )
    return registration


@transaction.atomic
def strike(exemplar: Exemplar, *, reason: str, by: User, at: datetime) -> Exemplar:
    """Strike a wrong note out: whoever writes for the unit. What is proposed, praised or recognised stays."""
    row = (
        Exemplar.objects.select_for_update(of=("self",)).select_related("round__campaign").get(pk=exemplar.pk)
    )
    if row.noted_by_id != by.pk and not permissions.can_manage(by, row.round.campaign, day_of(at)):
        raise NotAllowed(
            N_("Chỉ người đã ghi hoặc cán bộ phụ trách mới gạch bỏ được ghi nhận này."), code="not-the-writer"
        )
    if row.struck_at is not None:
        raise TransitionNotAllowed(N_("Ghi nhận này đã được gạch bỏ."), code="struck-already")
    in_use = (
        Proposal.objects.filter(exemplar=row, state__in=LIVE).exists()
        or Recognition.objects.filter(exemplar=row).exists()
        or row.praises.exists()
    )
    if in_use:
        raise TransitionNotAllowed(
            N_(
                "Điển hình này đã được biểu dương, đề nghị hoặc công nhận nên không gạch bỏ được. Rút đề nghị trước, hoặc thôi công nhận bằng quyết định."
            ),
            code="exemplar-in-use",
        )
    row.strike_reason = needed(reason, "reason", 300, N_("Hãy ghi vì sao gạch bỏ, ví dụ: ghi trùng."))
    row.struck_at, row.struck_by = at, by
    row.save(update_fields=["strike_reason", "struck_at", "struck_by"])
    audit.record(
        "recognitions:exemplar:strike", row, by=by, at=at, unit_id=row.unit_id, reason=row.strike_reason
    )
    return row
