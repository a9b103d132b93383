"""Ban hành quyết định khen thưởng. What is decided never changes."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.commendations.frozen import Case, Enacted
from kheo.commendations.models import Commendation, CommendationDecision, Dossier
from kheo.commendations.papers.decisions import bases_of, case_of, decision_paper, draft, with_codes
from kheo.commendations.selectors.decisions import passed_words, proposer_for
from kheo.commendations.selectors.dossiers import waiting
from kheo.commendations.selectors.facts import keys_of
from kheo.commendations.selectors.law import (
    award_on,
    is_counted,
    is_own,
    issuer_for,
    issuer_of,
    name_on,
    occasion_of,
)
from kheo.commendations.selectors.prizes import WrittenMoney
from kheo.commendations.services import below
from kheo.commendations.services.common import locked_many, move
from kheo.commendations.services.judging import require_unstopped
from kheo.commendations.states import DecisionKind, DossierState
from kheo.core.errors import N_, InvalidInput, Refusal
from kheo.core.vietnamese import fold
from kheo.documents import public as documents
from kheo.documents.public import Document, PaperFacts
from kheo.kernel.clock import day_of
from kheo.kernel.codes import new_code
from kheo.notices import public as notices
from kheo.recognitions import public as recognitions
from kheo.recognitions.public import lock_round, needed, past_day, short_enough, typed_word
from kheo.units import public as units
from kheo.units.public import Subject, Unit

WORD = "KHEN THƯỞNG"
_MOST = 10**9  # đồng of one prize


def require_issuer(round_: CampaignRound, on: date) -> Unit:
    """Raise Refusal where no People's Committee stands at the place."""
    found = issuer_of(round_, on)
    if found is None:
        raise Refusal(
            N_("Chưa có Ủy ban nhân dân của địa phương này trong cây đơn vị nên chưa ra quyết định được."),
            code="no-issuer",
        )
    return found


def require_issuer_for(round_: CampaignRound, award: str, on: date) -> Unit:
    """Who decides this award here. Raise Refusal where no such body stands at the place."""
    found = issuer_for(round_, award, on)
    if found is None:
        raise Refusal(
            N_(
                "%(award)s là %(catalogue)s; địa phương này chưa có cơ quan đó trong cây đơn vị nên không đề nghị, không ra quyết"
                " định được. Hãy lập đơn vị hoặc chọn hình thức khác."
            ),
            code="no-issuer",
            award=name_on(award, on),
            catalogue=award_on(award, on).catalogue.value,
        )
    return found


def require_money(award: str, on: date, money: WrittenMoney | None) -> None:
    """Raise InvalidInput for a written sum where the law counts it, one that is no sum, or one without its text."""
    if money is None:
        return
    if is_counted(award, on):
        raise InvalidInput(
            N_("Tiền thưởng của %(award)s tính theo hệ số và lương cơ sở, không ghi tay."),
            code="prize-counted",
            field="source",
            award=name_on(award, on),
        )
    for kind, dong in money.amounts.items():
        if not 0 < dong < _MOST:
            raise InvalidInput(N_("Hãy ghi số tiền thưởng, đồng."), code="prize-amount", field=kind)
    needed(money.source, "source", 300, N_("Hãy ghi văn bản quy định mức tiền thưởng: tên, số, ngày."))
    short_enough(money.fund, "fund", 300)


def require_own(round_: CampaignRound, award: str, on: date) -> None:
    """Raise Refusal for what the level above decides."""
    if not is_own(round_, award, on):
        raise Refusal(
            N_("%(award)s do cấp trên quyết định. Hãy trình cấp trên."),
            code="decided-above",
            award=name_on(award, on),
        )


def passed_for(round_: CampaignRound, award: str, occasion: str) -> list[Dossier]:
    """What waits to be decided together: one award, one occasion."""
    rows = waiting(round_, DossierState.PASSED)
    return [one for one in rows if (one.award, one.occasion) == (award, occasion)]


def drafted(
    round_: CampaignRound,
    rows: Sequence[Dossier],
    issuer: Unit,
    facts: PaperFacts,
    *,
    on: date,
    money: WrittenMoney | None = None,
) -> Enacted:
    """Everything that a decision of these dossiers would say on that day."""
    first = rows[0]
    names = units.names({one.unit_id for one in rows}, on)
    return draft(
        round_,
        issuer,
        facts,
        award=first.award,
        occasion=occasion_of(first.occasion),
        proposer=proposer_for(round_, issuer, on),
        bases=bases_of(round_, first.award, on, passed=passed_words(rows)),
        on=on,
        cases=[case_of(one, names.get(one.unit_id, ""), on, money) for one in rows],
        money=money,
    )


@transaction.atomic
def enact(
    round_: CampaignRound,
    *,
    award: str,
    occasion: str,
    facts: PaperFacts,
    typed: str,
    by: User,
    at: datetime,
    money: WrittenMoney | None = None,
) -> CommendationDecision:
    """Decide on everything that passed for one award and occasion: the prize by the law of the decision's day.

    `money` is what the Party committee or the Front writes: their prizes are not counted by the State's coefficients.
    An empty `facts.number` asks Khéo for the next one where it numbers decisions. Raises NotAllowed; Refusal where
    nothing passed, a guard stops one, or the level above decides; InvalidInput (`field` of the paper, typed).
    """
    row = lock_round(round_)
    recognitions.require_manager(by, row.campaign, day_of(at))
    typed_word(typed, WORD)
    on = require_facts(row, facts, at)
    require_own(row, award, on)
    rows = locked_many([one.pk for one in passed_for(row, award, occasion)], row.pk)
    if not rows:
        raise Refusal(
            N_("Chưa có hồ sơ nào được thông qua nên chưa ban hành quyết định được."), code="nothing-passed"
        )
    _require_after(rows, on)
    require_unstopped(rows, at)
    issuer = require_issuer_for(row, award, on)
    require_money(award, on, money)
    made = drafted(row, rows, issuer, facts, on=on, money=money)
    decision = write_decision(row, issuer, made, award=award, kind=DecisionKind.AWARD, on=on, by=by, at=at)
    _give(decision, rows)
    for one in rows:
        move(one, "decide", by=by, at=at, decision=str(decision))
    below.decided(rows, decision, by=by, at=at)
    return decision


def _require_after(rows: Sequence[Dossier], on: date) -> None:
    if any(one.passed_on and one.passed_on > on for one in rows):
        raise InvalidInput(
            N_("Ngày quyết định đứng trước ngày họp thông qua. Hãy xem lại hai ngày."),
            code="decided-after-issue",
            field="issued_on",
        )


def require_facts(round_: CampaignRound, facts: PaperFacts, at: datetime) -> date:
    """The day of the decision; symbol and signer are there. Raises InvalidInput at the field."""
    needed(facts.symbol, "symbol", 60, N_("Hãy ghi ký hiệu của quyết định."))
    needed(facts.position, "position", 120, N_("Hãy ghi chức vụ người ký."))
    needed(facts.signer, "signer", 200, N_("Hãy ghi họ tên người ký quyết định."))
    return past_day(facts.issued_on, "issued_on", round_, at)


def write_decision(
    round_: CampaignRound,
    issuer: Unit,
    made: Enacted,
    *,
    award: str,
    kind: DecisionKind,
    on: date,
    by: User,
    at: datetime,
    outside: bool = False,
    above: str = "",
) -> CommendationDecision:
    """The decision with its paper in the register; one of a level `above` stands in no register of ours."""
    document = None
    if not above:
        made = _numbered(issuer, made, on=on, by=by, at=at)
    needed(made.facts.number, "number", 20, N_("Hãy ghi số của quyết định đã ký."))
    if kind == DecisionKind.AWARD:
        made = with_codes(made, [new_code() for _ in made.cases])
    if not above:
        document = _filed(round_, issuer, made, on=on, by=by, at=at, outside=outside)
    decision = CommendationDecision.objects.create(
        round=round_,
        kind=kind,
        award=award,
        issuer=above or made.by,
        unit=issuer,
        number=document.number if document else made.facts.number,
        symbol=document.symbol if document else made.facts.symbol,
        issued_on=on,
        made_outside=outside,
        content=made.as_json(),
        document=document,
        enacted_at=at,
        enacted_by=by,
    )
    audit.record(
        "commendations:decision:enact",
        decision,
        by=by,
        at=at,
        unit_id=issuer.pk,
        first=True,
        number=str(decision),
        kind=kind,
        award=award,
        outside=outside,
        cases=len(made.cases),
        prizes=made.total,
    )
    return decision


def _numbered(issuer: Unit, made: Enacted, *, on: date, by: User, at: datetime) -> Enacted:
    if made.facts.number or documents.series_for(issuer, Document.Kind.DECISION, on) is None:
        return made
    subject = decision_paper(issuer, made, on=on).subject
    kept = documents.reserve(issuer, kind=Document.Kind.DECISION, subject=subject, by=by, at=at)
    return replace(made, facts=replace(made.facts, number=documents.number_alone(kept), symbol=kept.symbol))


def _filed(
    round_: CampaignRound, issuer: Unit, made: Enacted, *, on: date, by: User, at: datetime, outside: bool
) -> Document:
    """In the register: with our paper, or number, date and subject alone where it was made outside."""
    paper = decision_paper(issuer, made, on=on)
    upload = None
    if not outside:
        upload = documents.Upload(
            documents.docx_of(paper, issuer, Document.Kind.DECISION, at=at),
            f"quyet-dinh-khen-thuong-{round_.year}.docx",
            provenance=documents.Provenance(
                f"danh sách {len(made.cases)} trường hợp",
                f"campaigns.CampaignRound:{round_.pk}:commendation",
                made.as_json(),
            ),
        )
    return documents.file_paper(
        kind=Document.Kind.DECISION,
        unit=issuer,
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


def _give(decision: CommendationDecision, rows: Sequence[Dossier]) -> None:
    """One award each, in the order of the list."""
    left = list(rows)
    made = []
    for case in Enacted.from_json(decision.content).cases:
        row = next(one for one in left if (one.subject.name, one.subject.kind) == (case.name, case.kind))
        left.remove(row)
        made.append(award_row(decision, case, row.subject, row.unit, dossier=row))
    Commendation.objects.bulk_create(made)
    tell(decision, {one.unit_id for one in made})


def award_row(
    decision: CommendationDecision,
    case: Case,
    subject: Subject,
    unit: Unit,
    *,
    dossier: Dossier | None = None,
) -> Commendation:
    """The award of one case, not saved."""
    return Commendation(
        decision=decision,
        dossier=dossier,
        subject=subject,
        unit=unit,
        province_code=unit.province_code,
        award=decision.award,
        award_name=Enacted.from_json(decision.content).award,
        occasion=dossier.occasion if dossier else "campaign",
        name=case.name[:200],
        name_folded=fold(case.name)[:200],
        achievement=case.achievement[:400],
        achievements=sorted(keys_of(dossier)) if dossier else [],
        span_first=dossier.span_first if dossier else None,
        span_last=dossier.span_last if dossier else None,
        prize=case.prize,
        ordinal=case.ordinal,
        check_code=case.code,
        issued_on=decision.issued_on,
    )


def tell(decision: CommendationDecision, unit_ids: Collection[int]) -> None:
    """The units concerned are told where the decision stands."""
    notices.tell(
        decision,
        unit_ids=unit_ids,
        title=f"Đã có Quyết định số {decision} về khen thưởng",
        by=decision.enacted_by,
        at=decision.enacted_at,
        link=f"/khen-thuong/quyet-dinh/{decision.pk}/",
    )
