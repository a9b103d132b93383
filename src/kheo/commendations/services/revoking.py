"""Hủy bỏ quyết định khen thưởng: by another decision, with its reason; what comes back within 15 working days."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.commendations.frozen import Enacted
from kheo.commendations.models import Commendation, CommendationDecision
from kheo.commendations.papers.decisions import bases_of, draft, revoked_case
from kheo.commendations.selectors.decisions import proposer_for
from kheo.commendations.selectors.law import number_of
from kheo.commendations.services.deciding import require_facts, tell, write_decision
from kheo.commendations.states import AwardState, DecisionKind
from kheo.core.errors import N_, InvalidInput, Refusal, TransitionNotAllowed
from kheo.core.law.provisions import Occasion
from kheo.core.vietnamese import long_date
from kheo.documents.public import PaperFacts
from kheo.kernel.clock import day_of
from kheo.recognitions import public as recognitions
from kheo.recognitions.public import lock_round, needed, past_day, typed_word
from kheo.units import public as units

WORD = "HỦY BỎ"
_DAYS = 15


def drafted(
    decision: CommendationDecision, reasons: Mapping[int, str], facts: PaperFacts, *, on: date
) -> Enacted:
    """Everything that a revocation of these awards would say."""
    rows = list(decision.awards.filter(pk__in=reasons).select_related("subject").order_by("ordinal"))
    names = units.names({one.unit_id for one in rows}, on)
    first = Enacted.from_json(decision.content)
    made = draft(
        decision.round,
        decision.unit,
        facts,
        award=decision.award,
        occasion=Occasion.ANY if not rows else Occasion[rows[0].occasion.upper()],
        proposer=proposer_for(decision.round, decision.unit, on),
        bases=(
            *bases_of(decision.round, decision.award, on),
            f"Căn cứ Quyết định số {decision} {long_date(decision.issued_on)} của {decision.issuer} về việc khen thưởng",
        ),
        on=on,
        cases=[revoked_case(one, names.get(one.unit_id, ""), reasons[one.pk]) for one in rows],
    )
    days = number_of(("return", "working_days"), decision.round, decision.award, Occasion.ANY, on) or _DAYS
    return replace(
        made,
        award=first.award,
        is_title=first.is_title,
        prize_words=(),
        prize_laws=(),
        old=f"Quyết định số {decision} {long_date(decision.issued_on)}",
        days=days,
    )


def require_said(reasons: Mapping[int, str]) -> dict[int, str]:
    """Award → why it is revoked. Raises InvalidInput where nothing is chosen, or one has no reason (“reason-12”)."""
    if not reasons:
        raise InvalidInput(N_("Hãy chọn ít nhất một trường hợp."), code="nothing-chosen", field="typed")
    return {
        pk: needed(reason, f"reason-{pk}", 500, N_("Hãy ghi lý do hủy bỏ.")) for pk, reason in reasons.items()
    }


@transaction.atomic
def revoke(
    decision: CommendationDecision,
    *,
    reasons: Mapping[int, str],
    facts: PaperFacts,
    typed: str,
    by: User,
    at: datetime,
) -> CommendationDecision:
    """Revoke awards of a decision of this place, each with its reason (Nghị định 152/2025, Điều 56, 58).

    Raises NotAllowed; Refusal for a decision of the level above; InvalidInput (`field` of the paper, typed, “reason-12”);
    TransitionNotAllowed for one that is revoked already.
    """
    round_ = lock_round(decision.round)
    recognitions.require_manager(by, round_.campaign, day_of(at))
    if decision.document_id is None or decision.kind != DecisionKind.AWARD:
        raise Refusal(
            N_("Chỉ hủy bỏ ở đây quyết định khen thưởng của chính địa phương."), code="not-ours-to-revoke"
        )
    typed_word(typed, WORD)
    said = require_said(reasons)
    rows = list(Commendation.objects.select_for_update().filter(decision=decision, pk__in=said))
    if len(rows) != len(said) or any(one.state != AwardState.VALID for one in rows):
        raise TransitionNotAllowed(
            N_("Có trường hợp đã bị hủy bỏ. Hãy tải lại trang để xem danh sách mới."), code="revoked-already"
        )
    on = require_facts(round_, facts, at)
    made = drafted(decision, said, facts, on=on)
    act = write_decision(
        round_, decision.unit, made, award=decision.award, kind=DecisionKind.REVOKE, on=on, by=by, at=at
    )
    for one in rows:
        one.state, one.revoked_by, one.revoke_reason = AwardState.REVOKED, act, said[one.pk]
        one.save(update_fields=["state", "revoked_by", "revoke_reason"])
        audit.record(
            "commendations:award:revoke",
            one,
            by=by,
            at=at,
            unit_id=one.unit_id,
            decision=str(act),
            reason=one.revoke_reason,
        )
    tell(act, {one.unit_id for one in rows})
    return act


@transaction.atomic
def note_returned(award: Commendation, *, on: date | None, by: User, at: datetime) -> Commendation:
    """Certificate and money came back. Raises NotAllowed, TransitionNotAllowed, InvalidInput."""
    row = (
        Commendation.objects.select_for_update(of=("self",))
        .select_related("decision__round__campaign__managing_unit", "revoked_by")
        .get(pk=award.pk)
    )
    round_ = row.decision.round
    recognitions.require_manager(by, round_.campaign, day_of(at))
    if row.state != AwardState.REVOKED or row.returned_on is not None:
        raise TransitionNotAllowed(
            N_("Chỉ ghi thu hồi một lần, cho trường hợp đã hủy bỏ."), code="nothing-to-return"
        )
    row.returned_on = past_day(on, "returned_on", round_, at)
    row.save(update_fields=["returned_on"])
    audit.record(
        "commendations:award:return", row, by=by, at=at, unit_id=row.unit_id, returned_on=row.returned_on
    )
    return row
