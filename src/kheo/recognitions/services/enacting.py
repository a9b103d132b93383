"""Ban hành: one decision for all that passed, or a decision made outside entered afterwards. Nothing enacted changes."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, Conflict, InvalidInput, Refusal
from kheo.documents import public as documents
from kheo.documents.public import Document, PaperFacts
from kheo.kernel.clock import day_of
from kheo.kernel.codes import new_code
from kheo.notices import public as notices
from kheo.recognitions.frozen import Case, Enacted
from kheo.recognitions.models import Exemplar, Proposal, RecognisingBody, Recognition, RecognitionDecision
from kheo.recognitions.papers.bodies import bases_of
from kheo.recognitions.papers.decisions import decision_paper, draft, with_code
from kheo.recognitions.selectors.proposals import case_of, cases_of, passed_in, passed_words
from kheo.recognitions.services.common import lock_round, manager, needed, past_day, typed_word
from kheo.recognitions.services.deciding import require_body
from kheo.recognitions.states import WORKFLOW, DecisionKind, ProposalState
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration
from kheo.units import public as units

WORD = "CÔNG NHẬN"


@transaction.atomic
def enact(
    round_: CampaignRound, *, facts: PaperFacts, typed: str, by: User, at: datetime
) -> RecognitionDecision:
    """Enact the decision on everything that passed: signed, numbered and dated by the recognising body.

    An empty `facts.number` asks Khéo for the next one of the body's register, where it numbers decisions. Raises
    NotAllowed, Refusal where nothing passed or nobody said who recognises, InvalidInput (`field` number, symbol,
    issued_on, signer, typed).
    """
    row = lock_round(round_)
    manager(by, row, at)
    body = require_body(row)
    typed_word(typed, WORD)
    proposals = passed_in(row)
    if not proposals:
        raise Refusal(
            N_("Chưa có đề nghị nào được thông qua nên chưa ban hành quyết định được."), code="nothing-passed"
        )
    on = require_facts(row, facts, at)
    if any(one.decided_at and day_of(one.decided_at) > on and _held_after(one, on) for one in proposals):
        raise InvalidInput(
            N_("Ngày quyết định đứng trước ngày họp thông qua. Hãy xem lại hai ngày."),
            code="decided-after-issue",
            field="issued_on",
        )
    bases = bases_of(row, body, on, passed=passed_words(proposals))
    made = draft(row, body, facts, bases=bases, on=on, cases=cases_of(proposals, on))
    decision = write_decision(row, body, made, kind=DecisionKind.RECOGNISE, on=on, by=by, at=at)
    _recognise(decision, _ordered(proposals), by=by, at=at)
    for one in proposals:
        one.state = WORKFLOW.target("enact", current=ProposalState(one.state))
        one.save(update_fields=["state"])
    return decision


def _held_after(row: Proposal, on: date) -> bool:
    return row.meeting is not None and row.meeting.held_on > on


def _ordered(rows: Sequence[Proposal]) -> list[Proposal]:
    """As `cases_of` orders the list: initiatives first."""
    return sorted(rows, key=lambda one: one.exemplar_id is not None)


def require_facts(round_: CampaignRound, facts: PaperFacts, at: datetime) -> date:
    """The day of the decision; symbol and signer are there. Raises InvalidInput at the field."""
    needed(facts.symbol, "symbol", 60, N_("Hãy ghi ký hiệu của quyết định."))
    needed(facts.position, "position", 120, N_("Hãy ghi chức vụ người ký."))
    needed(facts.signer, "signer", 200, N_("Hãy ghi họ tên người ký quyết định."))
    return past_day(facts.issued_on, "issued_on", round_, at)


def write_decision(
    round_: CampaignRound,
    body: RecognisingBody,
    made: Enacted,
    *,
    kind: DecisionKind,
    on: date,
    by: User,
    at: datetime,
    outside: bool = False,
) -> RecognitionDecision:
    """The decision with its paper in the register. Its number is fixed before its paper is made."""
    made = _numbered(body, made, on=on, by=by, at=at)
    made = with_code(made, [new_code() for _ in made.cases])
    document = _filed(round_, body, made, on=on, by=by, at=at, outside=outside)
    decision = RecognitionDecision.objects.create(
        round=round_,
        kind=kind,
        body=body.kind,
        unit=body.unit,
        number=document.number,
        symbol=document.symbol,
        issued_on=on,
        made_outside=outside,
        content=made.as_json(),
        document=document,
        enacted_at=at,
        enacted_by=by,
    )
    audit.record(
        "recognitions:decision:enact",
        decision,
        by=by,
        at=at,
        unit_id=body.unit_id,
        first=True,
        number=str(decision),
        kind=kind,
        outside=outside,
        cases=len(made.cases),
        kept=len(made.kept),
        ended=len(made.ended),
    )
    return decision


def _numbered(body: RecognisingBody, made: Enacted, *, on: date, by: User, at: datetime) -> Enacted:
    """With the number that was typed, else with the next of the body's register where Khéo gives it."""
    if not made.facts.number and documents.series_for(body.unit, Document.Kind.DECISION, on) is not None:
        subject = decision_paper(body, made, on=on).subject
        kept = documents.reserve(body.unit, kind=Document.Kind.DECISION, subject=subject, by=by, at=at)
        facts = replace(made.facts, number=documents.number_alone(kept), symbol=kept.symbol)
        return replace(made, facts=facts)
    needed(made.facts.number, "number", 20, N_("Hãy ghi số của quyết định đã ký."))
    return made


def _filed(
    round_: CampaignRound,
    body: RecognisingBody,
    made: Enacted,
    *,
    on: date,
    by: User,
    at: datetime,
    outside: bool,
) -> Document:
    """In the register of the body: with our paper, or number, date and subject alone where it was made outside."""
    paper = decision_paper(body, made, on=on)
    upload = None
    if not outside:
        what = f"danh sách {len(made.cases) or len(made.kept) + len(made.ended)} trường hợp"
        upload = documents.Upload(
            documents.docx_of(paper, body.unit, Document.Kind.DECISION, at=at),
            f"quyet-dinh-cong-nhan-{round_.year}.docx",
            provenance=documents.Provenance(
                what, f"campaigns.CampaignRound:{round_.pk}:recognition", made.as_json()
            ),
        )
    return documents.file_paper(
        kind=Document.Kind.DECISION,
        unit=body.unit,
        subject=paper.subject,
        by=by,
        at=at,
        number=made.facts.number,
        symbol=made.facts.symbol,
        issued_on=on,
        upload=upload,
        details=documents.Details(
            signer=made.facts.signer,
            signer_position=made.facts.position,
            recipients="\n".join(paper.recipients),
        ),
    )


def _recognise(decision: RecognitionDecision, rows: Sequence[Proposal], *, by: User, at: datetime) -> None:
    """One recognition each, in the order of the list."""
    cases = Enacted.from_json(decision.content).cases
    made = Recognition.objects.bulk_create(
        _recognition(decision, case, one.registration, one.exemplar, proposal=one)
        for case, one in zip(cases, rows, strict=True)
    )
    tell(decision, {one.unit_id for one in made}, by=by, at=at)


def _recognition(
    decision: RecognitionDecision,
    case: Case,
    registration: Registration | None,
    exemplar: Exemplar | None,
    *,
    proposal: Proposal | None = None,
) -> Recognition:
    if registration is not None:
        unit_id, lead = registration.handled_by_unit_id, registration.lead
        kind = lead.kind if lead else ""
    else:
        assert exemplar is not None
        unit_id, kind = exemplar.unit_id, exemplar.subject.kind
    return Recognition(
        decision=decision,
        round=decision.round,
        proposal=proposal,
        initiative_id=registration.initiative_id if registration else None,
        registration=registration,
        exemplar=exemplar,
        unit_id=unit_id,
        name=case.name[:500],
        reason=case.about[:500],
        subject_kind=kind,
        sector=case.sector[:300],
        ordinal=case.ordinal,
        check_code=case.code,
        valid_from=decision.issued_on,
    )


def tell(decision: RecognitionDecision, unit_ids: Collection[int], *, by: User, at: datetime) -> None:
    """The units concerned are told where the decision stands."""
    notices.tell(
        decision,
        unit_ids=unit_ids,
        title=f"Đã có Quyết định số {decision} về công nhận mô hình, điển hình “Dân vận khéo” năm {decision.round.year}",
        by=by,
        at=at,
        link=f"/cong-nhan/quyet-dinh/{decision.pk}/",
    )


@transaction.atomic
def enter_outside(
    round_: CampaignRound,
    *,
    facts: PaperFacts,
    registrations_of: Collection[int],
    exemplars_of: Collection[int],
    by: User,
    at: datetime,
) -> RecognitionDecision:
    """A decision that was made without Khéo: its number, its date and its list. What Khéo did not see (the unit's
    review, the meeting) is not claimed. Raises as `enact`, Conflict for what is recognised already.
    """
    row = lock_round(round_)
    manager(by, row, at)
    body = require_body(row)
    on = require_facts(row, facts, at)
    accepted, noted = _chosen(row, registrations_of, exemplars_of)
    names = units.names({*(r.handled_by_unit_id for r in accepted), *(e.unit_id for e in noted)}, on)
    cases = [case_of(one, None, names.get(one.handled_by_unit_id, "")) for one in accepted]
    cases += [case_of(None, one, names.get(one.unit_id, "")) for one in noted]
    made = draft(row, body, facts, bases=(), on=on, cases=cases)
    decision = write_decision(row, body, made, kind=DecisionKind.RECOGNISE, on=on, by=by, at=at, outside=True)
    frozen = Enacted.from_json(decision.content).cases
    pairs: list[tuple[Registration | None, Exemplar | None]] = [
        *((one, None) for one in accepted),
        *((None, one) for one in noted),
    ]
    made_rows = Recognition.objects.bulk_create(
        _recognition(decision, case, one, exemplar)
        for case, (one, exemplar) in zip(frozen, pairs, strict=True)
    )
    tell(decision, {one.unit_id for one in made_rows}, by=by, at=at)
    return decision


def _chosen(
    round_: CampaignRound, registrations_of: Collection[int], exemplars_of: Collection[int]
) -> tuple[list[Registration], list[Exemplar]]:
    accepted = list(
        Registration.objects.filter(round=round_, pk__in=registrations_of, state=registrations.State.ACCEPTED)
        .select_related("lead", "sector")
        .order_by("title_sort", "pk")
    )
    noted = list(
        Exemplar.objects.filter(round=round_, pk__in=exemplars_of, struck_at__isnull=True)
        .select_related("subject")
        .order_by("pk")
    )
    if not accepted and not noted:
        raise InvalidInput(
            N_("Hãy chọn những mô hình, điển hình có tên trong quyết định."),
            code="nothing-chosen",
            field="chosen",
        )
    again = Recognition.objects.filter(registration__in=accepted) | Recognition.objects.filter(
        exemplar__in=noted
    )
    first = again.select_related("decision").first()
    if first is not None:
        raise Conflict(
            N_("“%(name)s” đã được công nhận tại Quyết định số %(number)s. Hãy bỏ chọn."),
            code="recognised-already",
            name=first.name[:80],
            number=str(first.decision),
        )
    open_ones = Proposal.objects.filter(state__in=[ProposalState.STAGED, ProposalState.PASSED])
    waiting = (open_ones.filter(registration__in=accepted) | open_ones.filter(exemplar__in=noted)).first()
    if waiting is not None:
        raise Conflict(
            N_("Có trường hợp đang được đề nghị trong Khéo. Hãy trả lại hoặc quyết định đề nghị đó trước."),
            code="proposed-here",
        )
    return accepted, noted
