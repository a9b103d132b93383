"""Tờ trình, quyết định, giấy chứng nhận: drafts of what would be enacted, and what was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from kheo.campaigns.public import CampaignRound
from kheo.core.paper.forms import (
    Issuing,
    recognition_decision,
    recognition_submission,
    review_decision,
)
from kheo.core.paper.model import Paper
from kheo.core.paper.writing.certificates import MOST, Awarded, Round, write_certificates
from kheo.core.vietnamese import long_date
from kheo.documents import public as documents
from kheo.documents.public import PaperFacts
from kheo.recognitions.frozen import Case, Enacted, kind_words, named
from kheo.recognitions.models import RecognisingBody, RecognitionDecision
from kheo.recognitions.papers.bodies import body_words, head_of, issuing_of, proposer_words, recipients
from kheo.registrations import public as registrations
from kheo.units import public as units

__all__ = ["MOST", "certificates", "decision_paper", "draft", "submission_paper"]


def draft(
    round_: CampaignRound,
    body: RecognisingBody,
    facts: PaperFacts,
    *,
    bases: Sequence[str],
    on: date,
    cases: Sequence[Case] = (),
    kept: Sequence[Case] = (),
    ended: Sequence[Case] = (),
) -> Enacted:
    """Everything that a decision of these cases would say."""
    issuer = units.name_of(body.unit, on)
    by = body_words(body.kind, issuer)
    return Enacted(
        facts=facts,
        issuer=issuer,
        by=by,
        decider=by.upper(),
        proposer=proposer_words(body.submitter, units.name_of(body.submitter, on)),
        year=round_.year,
        bases=tuple(bases),
        told=recipients(one.unit for one in (*cases, *kept, *ended)),
        cases=tuple(cases),
        kept=tuple(kept),
        ended=tuple(ended),
    )


def decision_paper(body: RecognisingBody, made: Enacted, *, on: date) -> Paper:
    """Quyết định with its lists; without a number it is a draft of the day."""
    issuing = issuing_of(body, made.facts, issuer=made.issuer, on=on, told=made.told)
    if made.cases:
        return recognition_decision(
            issuing=issuing,
            decider=made.decider,
            bases=made.bases,
            proposer=made.proposer,
            year=made.year,
            named=named(made.cases),
        )
    return review_decision(
        issuing=issuing,
        decider=made.decider,
        bases=made.bases,
        proposer=made.proposer,
        year=made.year,
        kept=named(made.kept),
        ended=named(made.ended),
    )


def submission_paper(
    round_: CampaignRound, body: RecognisingBody, made: Enacted, *, passed: Sequence[str], on: date
) -> Paper:
    """Tờ trình of whoever submits, without number: it is signed and numbered in his own office."""
    unit = body.submitter
    name = units.name_of(unit, on)
    usual = documents.usual_facts(unit, "TTr", on)
    facts = replace(usual, position=usual.position or head_of(unit, name))
    issuing: Issuing = documents.issuing(unit, name, facts, on=on)
    plan = registrations.plan_cited(round_, units.name_of(round_.campaign.managing_unit, on))
    meetings = "; ".join(passed)
    return recognition_submission(
        issuing=issuing,
        year=made.year,
        plan=plan,
        to=made.by,
        passed=f"Căn cứ {meetings}" if meetings else "Qua theo dõi việc thực hiện",
        named=named(made.cases),
    )


def certificates(
    decision: RecognitionDecision, *, at: datetime, first: int = 0, qr_address: str = ""
) -> bytes:
    """Giấy chứng nhận of one decision in one .pdf: at most MOST from the case `first` on.

    `qr_address` is what each QR code begins with, before the check code; without it none is printed.
    """
    made = Enacted.from_json(decision.content)
    body = RecognisingBody(
        kind=decision.body, unit=decision.unit, submitter=decision.unit, position=made.facts.position
    )
    issuing = issuing_of(body, made.facts, issuer=made.issuer, on=decision.issued_on, told=())
    party = issuing.profile.body_kind == "PARTY"
    number = f"số {decision.number}{'-' if party else '/'}{decision.symbol}"
    round_ = Round(
        profile=issuing.profile,
        issuer=made.decider,
        title="GIẤY CHỨNG NHẬN",
        verb="",
        place=issuing.head.place,
        signature=issuing.signature,
        on=decision.issued_on,
        decision=f"Quyết định {number}{',' if party else ''} {long_date(decision.issued_on)}",
        number_words="Số thứ tự trong quyết định",
    )
    cases = made.cases[first : first + MOST]
    return write_certificates(round_, [_certificate(one, made.year, qr_address) for one in cases], at=at)


def _certificate(one: Case, year: int, qr_address: str) -> Awarded:
    what = kind_words(is_exemplar=one.is_exemplar)
    about = one.unit if one.is_exemplar else ", ".join(filter(None, (one.about, one.unit)))
    name = one.name if one.is_exemplar else f"Mô hình “{one.name}”".replace("““", "“").replace("””", "”")
    return Awarded(
        name=name,
        about=about,
        reason=f"được công nhận là {what} năm {year}",
        number=f"{one.ordinal:02d}",
        check=one.code,
        qr=f"{qr_address}{one.code}/" if qr_address else "",
    )


def with_code(made: Enacted, codes: Sequence[str]) -> Enacted:
    """The cases with their ordinals and check codes."""
    cases = tuple(
        replace(one, ordinal=place, code=code)
        for place, (one, code) in enumerate(zip(made.cases, codes, strict=True), 1)
    )
    return replace(made, cases=cases)
