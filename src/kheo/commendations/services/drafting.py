"""Lập hồ sơ đề nghị: filled from what is recognised, mended, sent, taken back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.commendations.models import Dossier
from kheo.commendations.selectors.dossiers import Source, newest_item
from kheo.commendations.selectors.law import SUBJECTS, award_on, code_of, is_own, occasion_of
from kheo.commendations.services.common import locked, move
from kheo.commendations.services.deciding import require_issuer_for
from kheo.commendations.states import OVER, WORKFLOW, WRITABLE, DossierState, Rating
from kheo.core.errors import N_, Conflict, InvalidInput, TransitionNotAllowed
from kheo.core.law.provisions import Occasion
from kheo.core.vietnamese import clean
from kheo.kernel.clock import day_of
from kheo.recognitions import public as recognitions
from kheo.recognitions.public import needed, needed_text, short_enough
from kheo.units.public import Subject, Unit


@dataclass(frozen=True, slots=True)
class Case:
    """What a unit says of one case. `leads` only of a person; `rating` only where the place asks it."""

    award: str
    occasion: str
    achievement: str
    summary: str
    span_first: date | None
    span_last: date | None
    report: str = ""
    leads: bool = False
    rating: str = ""
    confirmed_by: str = ""


@transaction.atomic
def draft(
    round_: CampaignRound,
    *,
    unit: Unit,
    source: Source,
    case: Case,
    by: User,
    at: datetime,
) -> Dossier:
    """A new dossier of `source`: a recognised initiative, or a good example.

    Raises NotAllowed, InvalidInput at its field, Conflict where the subject has a dossier for this award already.
    """
    recognitions.require_launched(round_)
    own = recognitions.require_writer(by, round_, unit.pk, day_of(at))
    if source.unit_id != unit.pk:
        raise InvalidInput(N_("Trường hợp này không thuộc đơn vị. Hãy chọn lại."), code="source-elsewhere")
    _require_new(round_, source.subject, case.award)
    row = Dossier(
        round=round_, unit=unit, subject=source.subject, entered_for_unit=not own, made_at=at, made_by=by
    )
    row.state_at = at
    row.recognition, row.exemplar, row.item = source.recognition, source.exemplar, newest_item(source)
    _fill(row, case, at)
    row.save()
    audit.record(
        "commendations:dossier:draft",
        row,
        by=by,
        at=at,
        unit_id=unit.pk,
        first=True,
        award=row.award,
        occasion=row.occasion,
    )
    return row


def _require_new(round_: CampaignRound, subject: Subject, award: str) -> None:
    rows = Dossier.objects.filter(round=round_, subject=subject, award=award)
    gone = [state for state in OVER if state != DossierState.DECIDED]
    if rows.exclude(state__in=gone).exists():
        raise Conflict(
            N_("%(name)s đã có hồ sơ đề nghị hình thức này trong năm. Hãy mở hồ sơ đó."),
            code="dossier-there",
            name=subject.name,
        )


@transaction.atomic
def change(dossier: Dossier, *, case: Case, by: User, at: datetime) -> Dossier:
    """Mend a dossier that is not sent, or was returned. Raises as `draft`, TransitionNotAllowed once it is sent."""
    row = locked(dossier)
    recognitions.require_writer(by, row.round, row.unit_id, day_of(at))
    if row.state not in WRITABLE:
        raise TransitionNotAllowed(
            N_("Hồ sơ đã gửi nên không sửa được. Cần sửa thì nhờ cán bộ trả lại."), code="dossier-sent"
        )
    if case.award != row.award:
        _require_new(row.round, row.subject, case.award)
    _fill(row, case, at)
    row.save()
    audit.record("commendations:dossier:change", row, by=by, at=at, unit_id=row.unit_id)
    return row


def _fill(row: Dossier, case: Case, at: datetime) -> None:
    day, occasion = day_of(at), occasion_of(case.occasion)
    award = award_on(case.award, day)
    kind = SUBJECTS[Subject.Kind(row.subject.kind)]
    if kind not in award.subjects:
        raise InvalidInput(
            N_("%(award)s không tặng cho %(subject)s. Hãy chọn lại."),
            code="award-subject",
            field="award",
            award=award.name,
            subject=kind.value,
        )
    if is_own(row.round, case.award, day):
        require_issuer_for(row.round, case.award, day)
    row.award, row.occasion = case.award, code_of(occasion)
    row.achievement = needed(
        case.achievement, "achievement", 400, N_("Hãy ghi thành tích như in trên quyết định, giấy khen.")
    ).rstrip(".;")
    row.summary = needed_text(case.summary, "summary", 3000, N_("Hãy ghi tóm tắt thành tích."))
    row.report = short_enough(clean(case.report).strip(), "report", 20_000)
    row.span_first, row.span_last = _span(case, occasion, day)
    row.leads = case.leads and row.subject.kind == Subject.Kind.INDIVIDUAL
    if case.rating and case.rating not in Rating.values:
        raise InvalidInput(N_("Hãy chọn xếp loại trong danh sách."), code="rating", field="rating")
    row.rating = case.rating
    row.confirmed_by = short_enough(case.confirmed_by.strip(), "confirmed_by", 200)


def _span(case: Case, occasion: Occasion, day: date) -> tuple[date, date]:
    first, last = case.span_first, case.span_last
    if first is None or last is None or first > last:
        raise InvalidInput(
            N_("Thời gian lập thành tích: ghi ngày đầu và ngày cuối, ngày đầu không sau ngày cuối."),
            code="span",
            field="span_last",
        )
    if last > day and occasion is not Occasion.ANNUAL:
        raise InvalidInput(
            N_("Ngày cuối của thời gian lập thành tích không ở sau hôm nay."),
            code="span-ahead",
            field="span_last",
        )
    return first, last


@transaction.atomic
def submit(dossier: Dossier, *, by: User, at: datetime) -> Dossier:
    """Send it to the officer. What stops it is shown, and asked again before anything is decided.

    Raises NotAllowed, TransitionNotAllowed.
    """
    row = locked(dossier)
    recognitions.require_writer(by, row.round, row.unit_id, day_of(at))
    WORKFLOW.target("submit", current=DossierState(row.state))
    row.submitted_at = at
    move(row, "submit", by=by, at=at)
    return row


@transaction.atomic
def take_back(dossier: Dossier, *, reason: str, by: User, at: datetime) -> Dossier:
    """The unit does not propose it any more. Raises NotAllowed, TransitionNotAllowed, InvalidInput."""
    row = locked(dossier)
    recognitions.require_writer(by, row.round, row.unit_id, day_of(at))
    said = needed(reason, "reason", 1000, N_("Hãy ghi vì sao rút hồ sơ."))
    move(row, "take-back", by=by, at=at, reason=said)
    return row
