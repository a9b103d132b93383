"""Đề nghị công nhận: staged case by case, never without the unit's own signed review."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, Refusal
from kheo.core.vietnamese import format_number
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.recognitions import permissions
from kheo.recognitions.models import Proposal, Recognition, ReviewItem
from kheo.recognitions.selectors.agendas import agendas_of
from kheo.recognitions.selectors.proposals import name_of
from kheo.recognitions.selectors.reviews import carried
from kheo.recognitions.selectors.rounds import body_of
from kheo.recognitions.services.common import manager, needed
from kheo.recognitions.states import WORKFLOW, ProposalState, ReviewState
from kheo.registrations import public as registrations

DEFAULT_PERCENT = 50


@transaction.atomic
def propose(item: ReviewItem, *, by: User, at: datetime) -> Proposal:
    """Stage what a unit's meeting voted for; what was returned is staged again.

    Raises NotAllowed; Refusal where the minutes are not signed, the vote did not carry it, or it is no received
    registration any more; Conflict where it is staged or recognised already.
    """
    rows = ReviewItem.objects.select_for_update(of=("self",)).select_related(
        "review__round__campaign__managing_unit", "registration", "exemplar__subject"
    )
    row = rows.get(pk=item.pk)
    review = row.review
    permissions.require_writer(by, review.round, review.unit_id, day_of(at))
    _require_backed(row)
    before = _standing(row)
    if before is not None:
        return _again(before, row, by=by, at=at)
    made = Proposal.objects.create(
        round=review.round,
        unit_id=review.unit_id,
        registration=row.registration,
        exemplar=row.exemplar,
        item=row,
        staged_at=at,
        staged_by=by,
    )
    audit.record(
        "recognitions:proposal:stage",
        made,
        by=by,
        at=at,
        unit_id=made.unit_id,
        first=True,
        title=name_of(made),
    )
    return made


@transaction.atomic
def propose_many(items: Iterable[ReviewItem], *, by: User, at: datetime) -> list[Proposal]:
    """Several cases of a meeting, all or none."""
    return [propose(item, by=by, at=at) for item in items]


def _require_backed(row: ReviewItem) -> None:
    """No proposal without the unit's own review: signed, and for it."""
    review = row.review
    if review.state != ReviewState.SIGNED:
        raise Refusal(
            N_(
                "Chưa đề nghị được vì chưa có biên bản bình xét đã ký của đơn vị. Hãy in biên bản, lấy chữ ký, rồi ghi “Đã nhận bản ký”."
            ),
            code="review-not-signed",
        )
    body = body_of(review.round)
    least = body.least_percent if body else DEFAULT_PERCENT
    if not carried(row, review.present, least):
        raise Refusal(
            N_(
                "Bình xét có %(votes)s/%(present)s người có mặt tán thành, chưa quá %(least)s%% nên chưa đề nghị được."
            ),
            code="review-not-carried",
            votes=format_number(row.votes_for),
            present=format_number(review.present),
            least=least,
        )
    if row.registration is not None and row.registration.state != registrations.State.ACCEPTED:
        raise Refusal(
            N_("Mô hình này không còn ở trạng thái đã tiếp nhận nên không đề nghị được."),
            code="registration-not-accepted",
        )
    if row.exemplar is not None and row.exemplar.struck_at is not None:
        raise Refusal(N_("Ghi nhận điển hình này đã được gạch bỏ."), code="exemplar-struck")


def _standing(row: ReviewItem) -> Proposal | None:
    """The proposal there already is; what a decision made outside recognised needs none."""
    about = {"registration": row.registration} if row.registration else {"exemplar": row.exemplar}
    if Recognition.objects.filter(**about).exists():
        raise Conflict(N_("Trường hợp này đã được công nhận."), code="recognised-already")
    rows = Proposal.objects.select_for_update(of=("self",)).exclude(state=ProposalState.TAKEN_BACK)
    return rows.filter(**about).first()


def _again(row: Proposal, item: ReviewItem, *, by: User, at: datetime) -> Proposal:
    if row.state == ProposalState.STAGED:
        raise Conflict(N_("Trường hợp này đã được đề nghị, đang chờ xem xét."), code="staged-already")
    row.state = WORKFLOW.target("stage", current=ProposalState(row.state))
    row.item, row.reason, row.staged_at, row.staged_by = item, "", at, by
    row.save(update_fields=["state", "item", "reason", "staged_at", "staged_by"])
    audit.record(
        "recognitions:proposal:stage", row, by=by, at=at, unit_id=row.unit_id, again=True, title=name_of(row)
    )
    return row


@transaction.atomic
def return_(proposal: Proposal, *, reason: str, by: User, at: datetime) -> Proposal:
    """Back to the unit with what is missing; it is told. Raises NotAllowed, TransitionNotAllowed, InvalidInput."""
    row = locked(proposal)
    manager(by, row.round, at)
    _require_on_no_agenda(row)
    row.state = WORKFLOW.target("return", current=ProposalState(row.state))
    row.reason = needed(reason, "reason", 1000, N_("Hãy ghi thiếu gì, cần bổ sung ở đâu."))
    row.save(update_fields=["state", "reason"])
    audit.record("recognitions:proposal:return", row, by=by, at=at, unit_id=row.unit_id, reason=row.reason)
    tell_unit(row, f"Đề nghị công nhận được trả lại: {name_of(row)}", body=row.reason, by=by, at=at)
    return row


@transaction.atomic
def take_back(proposal: Proposal, *, reason: str, by: User, at: datetime) -> Proposal:
    """The unit does not propose it any more. Raises as `return_`."""
    row = locked(proposal)
    permissions.require_writer(by, row.round, row.unit_id, day_of(at))
    _require_on_no_agenda(row)
    row.state = WORKFLOW.target("take-back", current=ProposalState(row.state))
    row.reason = needed(reason, "reason", 1000, N_("Hãy ghi vì sao rút đề nghị."))
    row.save(update_fields=["state", "reason"])
    audit.record("recognitions:proposal:take-back", row, by=by, at=at, unit_id=row.unit_id, reason=row.reason)
    return row


def _require_on_no_agenda(row: Proposal) -> None:
    """Raise Refusal while a session is to decide it: it is taken off the agenda first."""
    standing = agendas_of([row.pk]).get(row.pk)
    if standing is not None:
        raise Refusal(
            N_("Đề nghị này nằm trong chương trình “%(session)s”. Hãy bỏ khỏi chương trình phiên họp trước."),
            code="on-agenda",
            session=standing.session_title,
        )


def locked(proposal: Proposal) -> Proposal:
    """The row with all that its verbs look at, locked."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related(
        "round__campaign__managing_unit",
        "registration__lead",
        "registration__submitted_by",
        "exemplar__subject",
    )
    return rows.get(pk=proposal.pk)


def tell_unit(row: Proposal, title: str, *, by: User, at: datetime, body: str = "") -> None:
    """Put it before whoever answers for the unit."""
    link = f"/cong-nhan/de-nghi/{row.pk}/"
    notices.tell(row, unit_ids=[row.unit_id], title=title, body=body, by=by, at=at, link=link)
