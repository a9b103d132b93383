"""Proposals pass, or not: by minutes of the recognising body, or by the session of its council."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, NotFound, Refusal
from kheo.recognitions.models import BodyMeeting, Proposal, RecognisingBody
from kheo.recognitions.selectors.proposals import name_of
from kheo.recognitions.selectors.rounds import body_of
from kheo.recognitions.services.common import lock_round, manager, needed, past_day
from kheo.recognitions.services.proposing import locked, tell_unit
from kheo.recognitions.states import WORKFLOW, ProposalState


def require_body(round_: CampaignRound) -> RecognisingBody:
    """Raise Refusal while nobody has said who recognises."""
    body = body_of(round_)
    if body is None:
        raise Refusal(
            N_("Chưa ghi cơ quan công nhận của phong trào. Hãy ghi ở mục “Cơ quan công nhận” trước."),
            code="no-recognising-body",
        )
    return body


@transaction.atomic
def decide_by_meeting(
    round_: CampaignRound,
    *,
    number: str,
    held_on: date | None,
    passed: Collection[int],
    not_passed: Mapping[int, str],
    by: User,
    at: datetime,
) -> BodyMeeting:
    """What a meeting on paper said of the staged proposals: the recognising body's own, or the council's where the
    campaign asks one; `not_passed` with the reason.

    Raises NotAllowed; Refusal while nobody said who recognises; InvalidInput (`field` number, held_on, or
    “reason-12” of a proposal); TransitionNotAllowed for one that is not staged, NotFound for one of another round.
    """
    row = lock_round(round_)
    manager(by, row, at)
    body = require_body(row)
    number = needed(number, "number", 60, N_("Hãy ghi số, ký hiệu biên bản họp."))
    held_on = past_day(held_on, "held_on", row, at)
    wanted = {*passed, *not_passed}
    if not wanted:
        raise InvalidInput(
            N_("Hãy chọn kết quả cho ít nhất một đề nghị."), code="nothing-decided", field="number"
        )
    meeting = BodyMeeting.objects.create(
        round=row,
        number=number,
        held_on=held_on,
        of_council=body.needs_council,
        noted_at=at,
        noted_by=by,
    )
    audit.record(
        "recognitions:meeting:note",
        meeting,
        by=by,
        at=at,
        unit_id=row.campaign.managing_unit_id,
        first=True,
        number=number,
        passed=len(set(passed)),
        not_passed=len(not_passed),
    )
    _decide_each(meeting, wanted, not_passed, by=by, at=at)
    return meeting


def _decide_each(
    meeting: BodyMeeting, wanted: Collection[int], not_passed: Mapping[int, str], *, by: User, at: datetime
) -> None:
    rows = Proposal.objects.select_for_update(of=("self",)).filter(round=meeting.round, pk__in=wanted)
    found = list(rows.select_related("registration", "exemplar__subject").order_by("pk"))
    if len(found) != len(wanted):
        raise NotFound(
            N_("Có đề nghị không còn trong đợt này. Hãy tải lại trang rồi ghi lại kết quả."),
            code="no-proposal",
        )
    for one in found:
        if one.pk in not_passed:
            said, at_field = not_passed[one.pk], f"reason-{one.pk}"
            reason = needed(said, at_field, 1000, N_("Hãy ghi vì sao không được thông qua."))
            decide(one, "refuse", reason=reason, meeting=meeting, by=by, at=at)
        else:
            decide(one, "pass", meeting=meeting, by=by, at=at)


def decide(
    row: Proposal,
    verb: str,
    *,
    by: User,
    at: datetime,
    reason: str = "",
    meeting: BodyMeeting | None = None,
    council_words: str = "",
) -> None:
    """Set the result (“pass”, “refuse”) of a locked proposal; who proposed is told where it did not pass."""
    row.state = WORKFLOW.target(verb, current=ProposalState(row.state))
    row.reason, row.meeting, row.council_words = reason, meeting, council_words[:500]
    row.decided_at, row.decided_by = at, by
    row.save(update_fields=["state", "reason", "meeting", "council_words", "decided_at", "decided_by"])
    words = str(meeting) if meeting else council_words
    audit.record(
        f"recognitions:proposal:{verb}", row, by=by, at=at, unit_id=row.unit_id, meeting=words, reason=reason
    )
    if verb == "refuse":
        tell_unit(row, f"Đề nghị công nhận không được thông qua: {name_of(row)}", body=reason, by=by, at=at)


@transaction.atomic
def reopen(proposal: Proposal, *, reason: str, by: User, at: datetime) -> Proposal:
    """A result that was entered wrongly, before anything was enacted: the proposal waits again.

    Raises NotAllowed, TransitionNotAllowed, InvalidInput without a reason; Refusal for what a council decided: only
    another session changes that.
    """
    row = locked(proposal)
    manager(by, row.round, at)
    if row.council_words:
        raise Refusal(
            N_("Hội đồng đã quyết định trường hợp này; chỉ một phiên họp khác mới thay đổi được."),
            code="decided-by-council",
        )
    row.state = WORKFLOW.target("reopen", current=ProposalState(row.state))
    said = needed(reason, "reason", 1000, N_("Hãy ghi vì sao xem xét lại."))
    row.reason, row.meeting, row.decided_at, row.decided_by = "", None, None, None
    row.save(update_fields=["state", "reason", "meeting", "decided_at", "decided_by"])
    audit.record("recognitions:proposal:reopen", row, by=by, at=at, unit_id=row.unit_id, reason=said)
    return row
