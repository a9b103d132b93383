"""Nhận gói hồ sơ của cấp dưới: read and shown, then taken in exactly as shown, whole or not at all, once."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.commendations.bundles import LIMITS, Bundle, read_bundle
from kheo.commendations.models import BundlePaper, Dossier, IncomingBundle
from kheo.commendations.selectors.bundles import BundlePlan, Fate, PlannedCase, plan_of, sender_of
from kheo.commendations.services.common import locked, move
from kheo.commendations.states import DossierState
from kheo.core.errors import N_, Conflict, Refusal
from kheo.core.paper.limits import Limits
from kheo.core.vietnamese import clean_line, short_date
from kheo.documents import public as documents
from kheo.kernel.clock import day_of
from kheo.kernel.codes import new_code
from kheo.kernel.web.downloads import MEDIA_TYPES
from kheo.notices import public as notices
from kheo.recognitions import public as recognitions
from kheo.recognitions.public import lock_round
from kheo.units import public as units


def read(
    data: bytes, *, name: str, round_: CampaignRound, by: User, at: datetime, limits: Limits = LIMITS
) -> IncomingBundle:
    """Check a bundle and keep it to be shown. The same bundle again is the one that was read before, taken in or not.

    Nothing is kept of one that is refused: UnreadableFile, InvalidInput (`read_bundle`, `sender_of`), Conflict where it was
    taken in for another campaign. Raises NotAllowed.
    """
    recognitions.require_manager(by, round_.campaign, day_of(at))
    found = read_bundle(data, limits)
    _require_not_elsewhere(found, round_)
    sender = sender_of(found, round_, day_of(at))
    return _keep(found, data, IncomingBundle(round=round_, unit=sender), name=name, by=by, at=at)


def _require_not_elsewhere(found: Bundle, round_: CampaignRound) -> None:
    rows = IncomingBundle.objects.filter(checksum=found.checksum, taken_at__isnull=False).exclude(
        round=round_
    )
    earlier = rows.select_related("round__campaign").first()
    if earlier is not None and earlier.taken_at is not None:
        raise Conflict(
            N_(
                "Gói này đã được nhận ngày %(day)s ở “%(campaign)s” năm %(year)d, mã tiếp nhận %(receipt)s. Không nhận lần nữa."
            ),
            code="bundle-taken-elsewhere",
            day=short_date(day_of(earlier.taken_at)),
            campaign=earlier.round.campaign.title,
            year=earlier.round.year,
            receipt=earlier.receipt_code,
        )


@transaction.atomic
def _keep(
    found: Bundle, data: bytes, row: IncomingBundle, *, name: str, by: User, at: datetime
) -> IncomingBundle:
    lock_round(row.round)
    earlier = IncomingBundle.objects.filter(round=row.round, checksum=found.checksum).first()
    if earlier is not None:
        return earlier
    plan_of(found, row, day_of(at))  # what no law here knows is refused before it is kept
    row.checksum, row.letter = found.checksum, found.letter
    row.file = documents.store(data, media_type=MEDIA_TYPES["zip"], at=at)
    row.file_name, row.created_at, row.created_by = clean_line(name)[-200:], at, by
    row.save()
    audit.record(
        "commendations:bundle:read",
        row,
        by=by,
        at=at,
        unit_id=row.round.campaign.managing_unit_id,
        file=hashlib.sha256(data).hexdigest(),
        cases=len(found.cases),
    )
    return row


def opened(bundle: IncomingBundle) -> Bundle:
    """The bundle as it was kept, checked again."""
    return read_bundle(documents.read(bundle.file))


@transaction.atomic
def discard(bundle: IncomingBundle, *, by: User, at: datetime) -> None:
    """Forget a bundle that was not taken in. Raises NotAllowed, Refusal once it was."""
    row = _locked(bundle, by, day_of(at))
    if row.taken_at is not None:
        raise Refusal(
            N_("Gói này đã nhận nên không bỏ được. Hồ sơ nào không đúng thì trả lại ở trang hồ sơ đó."),
            code="bundle-taken",
        )
    audit.record(
        "commendations:bundle:discard", row, by=by, at=at, unit_id=row.round.campaign.managing_unit_id
    )
    file = row.file
    row.delete()
    documents.forget(file)


@transaction.atomic
def take(bundle: IncomingBundle, *, mark: str, by: User, at: datetime) -> IncomingBundle:
    """Every case as shown under `mark` becomes a received dossier, with its papers, or none does. Twice is once.

    Raises NotAllowed, Conflict (bundle-changed) where anything would be otherwise than shown, Refusal (bundle-blocked).
    """
    row = _locked(bundle, by, day_of(at))
    if row.taken_at is not None:
        return row
    found = opened(row)
    plan = plan_of(found, row, day_of(at))
    _require_as_shown(plan, mark)
    row.taken_at, row.taken_by, row.receipt_code = at, by, new_code()
    row.save()
    rows = [_enter(one, row, by=by, at=at) for one in plan.entered]
    _keep_papers(found, row, {one.origin_code: one for one in rows}, at=at)
    audit.record(
        "commendations:bundle:take",
        row,
        by=by,
        at=at,
        unit_id=row.unit_id,
        receipt=row.receipt_code,
        cases=len(rows),
        left_out=len(plan.cases) - len(rows),
    )
    title = f"Đã tiếp nhận gói {len(rows)} hồ sơ khen thưởng, mã tiếp nhận {row.receipt_code}"
    notices.tell(
        row, unit_ids=[row.unit_id], title=title, by=by, at=at, link=f"/khen-thuong/dot/{row.round_id}/"
    )
    return row


def _locked(bundle: IncomingBundle, by: User, on: date) -> IncomingBundle:
    lock_round(bundle.round)
    rows = IncomingBundle.objects.select_for_update(of=("self",)).select_related(
        "round__campaign__managing_unit", "unit", "file"
    )
    row = rows.get(pk=bundle.pk)
    recognitions.require_manager(by, row.round.campaign, on)
    return row


def _require_as_shown(plan: BundlePlan, mark: str) -> None:
    if plan.mark != mark:
        raise Conflict(
            N_("Kết quả nhận đã khác với lúc xem nên chưa nhận gì. Hãy xem lại từng hồ sơ rồi bấm nhận."),
            code="bundle-changed",
        )
    if plan.blocked:
        raise Refusal(
            N_("Chưa nhận gì: %(count)d hồ sơ còn vướng (%(names)s). Gói chỉ nhận cả, không nhận một phần."),
            code="bundle-blocked",
            count=len(plan.blocked),
            names=", ".join(one.case.name for one in plan.blocked[:5]),
        )
    if not plan.entered:
        raise Refusal(
            N_("Mọi hồ sơ trong gói đều đã có ở đây nên không có gì để nhận."), code="bundle-nothing"
        )


def _enter(planned: PlannedCase, bundle: IncomingBundle, *, by: User, at: datetime) -> Dossier:
    case = planned.case
    first, last = case.span
    again = planned.fate is Fate.AGAIN and planned.dossier is not None
    row = (
        locked(planned.dossier)
        if again and planned.dossier
        else Dossier(round=bundle.round, unit=bundle.unit)
    )
    row.subject = units.subject(kind=case.subject, unit=planned.place, name=case.name, office=planned.office)
    row.award, row.occasion = case.award, case.occasion
    row.achievement, row.summary, row.report = case.achievement, case.summary, case.report
    row.span_first, row.span_last, row.leads = first, last, case.leads
    row.rating, row.confirmed_by = case.rating, case.confirmed_by
    row.bundle, row.origin_code, row.origin_mark = bundle, case.code, case.mark
    row.origin_words = case.passed_by
    row.submitted_at, row.received_on, row.handed_in = at, day_of(at), []
    if again:
        move(row, "receive-again", by=by, at=at, bundle=bundle.receipt_code)
        return row
    row.state, row.state_at, row.made_at, row.made_by = DossierState.RECEIVED, at, at, by
    row.entered_for_unit, row.receipt_code = True, new_code()
    row.save()
    audit.record(
        "commendations:dossier:take-in",
        row,
        by=by,
        at=at,
        unit_id=row.unit_id,
        first=True,
        award=row.award,
        bundle=bundle.receipt_code,
        receipt=row.receipt_code,
    )
    return row


def _keep_papers(found: Bundle, bundle: IncomingBundle, rows: dict[str, Dossier], *, at: datetime) -> None:
    owners: list[tuple[str, Dossier | None]] = [(name, None) for name in found.common]
    owners += [(name, rows[case.code]) for case in found.cases if case.code in rows for name in case.files]
    for name, dossier in owners:
        media = MEDIA_TYPES[name.rpartition(".")[2]]
        file = documents.store(found.papers[name], media_type=media, at=at)
        BundlePaper.objects.create(bundle=bundle, dossier=dossier, name=name, file=file)
