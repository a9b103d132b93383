"""Rà soát hằng năm: what still works goes on being recognised, what does not is dropped, by one numbered decision."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, TransitionNotAllowed
from kheo.documents.public import PaperFacts
from kheo.recognitions.frozen import Case, Enacted
from kheo.recognitions.models import RecognisingBody, Recognition, RecognitionCheck, RecognitionDecision
from kheo.recognitions.papers.bodies import bases_of
from kheo.recognitions.papers.decisions import draft
from kheo.recognitions.selectors.decisions import standing_before
from kheo.recognitions.services.common import lock_round, manager, needed, typed_word
from kheo.recognitions.services.deciding import require_body
from kheo.recognitions.services.enacting import require_facts, tell, write_decision
from kheo.recognitions.states import DecisionKind, RecognitionState
from kheo.units import public as units

WORD = "RÀ SOÁT"


@transaction.atomic
def review(
    round_: CampaignRound,
    *,
    facts: PaperFacts,
    kept: Collection[int],
    ended: Mapping[int, str],
    typed: str,
    by: User,
    at: datetime,
) -> RecognitionDecision:
    """Keep some older recognitions and end others, each with its reason, by one decision of the recognising body.

    Raises NotAllowed, Refusal where nobody said who recognises, InvalidInput (`field` of the paper, typed, or
    “reason-12”), TransitionNotAllowed for one that has ended already.
    """
    row = lock_round(round_)
    manager(by, row, at)
    body = require_body(row)
    typed_word(typed, WORD)
    reasons = require_said(kept, ended)
    on = require_facts(row, facts, at)
    ids = {*kept, *reasons}
    rows = list(Recognition.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    standing = set(standing_before(row).filter(pk__in=ids).values_list("pk", flat=True))
    if len(rows) != len(ids) or standing != ids:
        raise TransitionNotAllowed(
            N_("Có trường hợp không còn được công nhận. Hãy tải lại trang để xem danh sách mới."),
            code="not-recognised",
        )
    made = drafted(row, body, facts, rows, reasons, on=on)
    decision = write_decision(row, body, made, kind=DecisionKind.REVIEW, on=on, by=by, at=at)
    _note_checks(decision, rows, reasons, by=by, at=at)
    tell(decision, {one.unit_id for one in rows}, by=by, at=at)
    return decision


def require_said(kept: Collection[int], ended: Mapping[int, str]) -> dict[int, str]:
    """Recognition → why it ends. Raises InvalidInput where nothing is chosen, or one ends without a reason (“reason-12”)."""
    if not kept and not ended:
        raise InvalidInput(
            N_("Hãy chọn tiếp tục hoặc thôi công nhận cho ít nhất một trường hợp."), code="nothing-reviewed"
        )
    return {
        pk: needed(reason, f"reason-{pk}", 500, N_("Hãy ghi lý do thôi công nhận."))
        for pk, reason in ended.items()
    }


def drafted(
    round_: CampaignRound,
    body: RecognisingBody,
    facts: PaperFacts,
    rows: Sequence[Recognition],
    reasons: Mapping[int, str],
    *,
    on: date,
) -> Enacted:
    """Everything that a decision of that day would say: of these rows end those with a reason, the others are kept."""
    names = units.names({one.unit_id for one in rows}, on)
    cases = {one.pk: _case(one, names.get(one.unit_id, ""), reasons.get(one.pk, "")) for one in rows}
    return draft(
        round_,
        body,
        facts,
        bases=bases_of(round_, body, on),
        on=on,
        kept=[cases[one.pk] for one in rows if one.pk not in reasons],
        ended=[cases[one.pk] for one in rows if one.pk in reasons],
    )


def _case(row: Recognition, unit: str, reason: str) -> Case:
    kind = row.subject_kind if row.exemplar_id else ""
    return replace(Case(row.name, row.reason, unit, kind=kind, sector=row.sector), note=reason)


def _note_checks(
    decision: RecognitionDecision,
    rows: Collection[Recognition],
    reasons: Mapping[int, str],
    *,
    by: User,
    at: datetime,
) -> None:
    RecognitionCheck.objects.bulk_create(
        RecognitionCheck(
            decision=decision, recognition=one, kept=one.pk not in reasons, reason=reasons.get(one.pk, "")
        )
        for one in rows
    )
    for one in rows:
        if one.pk not in reasons:
            continue
        one.state, one.ended_by, one.end_reason = RecognitionState.ENDED, decision, reasons[one.pk]
        one.save(update_fields=["state", "ended_by", "end_reason"])
        audit.record(
            "recognitions:recognition:end",
            one,
            by=by,
            at=at,
            unit_id=one.unit_id,
            decision=str(decision),
            reason=one.end_reason,
        )
