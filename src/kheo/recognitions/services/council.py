"""Proposals before a council: put on the agenda of a session, decided when the session is closed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, Refusal
from kheo.core.vietnamese import short_date
from kheo.councils import public as councils
from kheo.councils.public import CouncilSession, Result
from kheo.recognitions.models import Proposal
from kheo.recognitions.selectors.agendas import KIND
from kheo.recognitions.selectors.proposals import key_of, name_of
from kheo.recognitions.services.common import lock_round, manager
from kheo.recognitions.services.deciding import decide, require_body
from kheo.recognitions.services.proposing import locked
from kheo.recognitions.states import WORKFLOW, ProposalState


@transaction.atomic
def bring(
    round_: CampaignRound, session: CouncilSession, proposals: Sequence[Proposal], *, by: User, at: datetime
) -> int:
    """Put staged proposals on the agenda, all or none.

    Raises NotAllowed (also where the person does not run the council), Refusal where the campaign asks no council,
    InvalidInput for none, TransitionNotAllowed, Conflict for one that stands on an agenda.
    """
    row = lock_round(round_)
    manager(by, row, at)
    if not require_body(row).needs_council:
        raise Refusal(
            N_("Phong trào này không công nhận qua hội đồng; hãy ghi kết quả họp của cơ quan công nhận."),
            code="no-council-asked",
        )
    if not proposals:
        raise InvalidInput(N_("Hãy chọn ít nhất một đề nghị."), code="nothing-chosen", field="chosen")
    for one in proposals:
        proposal = locked(one)
        WORKFLOW.target("pass", current=ProposalState(proposal.state))
        what = "mô hình" if proposal.registration is not None else "điển hình"
        councils.open_item(
            session,
            kind=KIND,
            key=key_of(proposal.pk),
            title=f"Công nhận {what} “{name_of(proposal).strip('“”')}”"[:300],
            nominees=_nominees(proposal),
            by=by,
            at=at,
        )
    return len(proposals)


def _nominees(row: Proposal) -> list[councils.Nominee]:
    """Whom the matter is about: who leads the initiative or is the example, and who sent the registration."""
    if row.registration is None:
        return [councils.Nominee(row.exemplar.subject.name)] if row.exemplar else []
    found = [councils.Nominee(row.registration.lead.name)] if row.registration.lead else []
    sender = row.registration.submitted_by
    return [*found, councils.Nominee(sender.full_name, sender.pk)] if sender else found


def on_decided(result: Result, *, by: User, at: datetime) -> None:
    """A session was closed: what it decided is the proposal's result, also where it looks at it a second time.

    Raises TransitionNotAllowed for what has been enacted: the session cannot undo a decision.
    """
    if result.passed is None:
        return
    row = locked(Proposal(pk=int(result.key.partition(":")[2])))
    if row.state in {ProposalState.PASSED, ProposalState.NOT_PASSED}:
        row.state = WORKFLOW.target("reopen", current=ProposalState(row.state))
    words = (
        f"Biên bản họp của {result.council} ngày {short_date(result.on)}: "
        f"{result.votes_for}/{result.denominator} tán thành ({result.rule_words})"
    )
    decide(
        row,
        "pass" if result.passed else "refuse",
        reason="" if result.passed else result.conclusion or words,
        council_words=words,
        by=by,
        at=at,
    )
