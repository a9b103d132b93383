"""Đề nghị cấp trên khen thưởng: sent up with its tờ trình, decided above or sent back with a reason."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.commendations.frozen import Enacted
from kheo.commendations.models import Commendation, CommendationDecision, Dossier
from kheo.commendations.papers.decisions import case_of, draft
from kheo.commendations.selectors.law import award_on, is_own, name_on, occasion_of
from kheo.commendations.services import below
from kheo.commendations.services.common import locked, locked_many, move, tell_unit
from kheo.commendations.services.deciding import (
    award_row,
    require_facts,
    require_issuer,
    tell,
    write_decision,
)
from kheo.commendations.services.judging import require_unstopped
from kheo.commendations.states import WORKFLOW, DecisionKind, DossierState
from kheo.core.errors import N_, InvalidInput, Refusal
from kheo.documents.public import PaperFacts
from kheo.kernel.clock import day_of
from kheo.recognitions import public as recognitions
from kheo.recognitions.public import lock_round, needed
from kheo.units import public as units


@transaction.atomic
def forward(
    round_: CampaignRound, *, ids: Collection[int], to: str, paper: str, by: User, at: datetime
) -> list[Dossier]:
    """Dossiers that passed here go to the level that decides, by a tờ trình with its number.

    Raises NotAllowed, InvalidInput (`field` chosen, to, paper), Refusal for one that the place decides itself or that a
    guard stops, TransitionNotAllowed.
    """
    row = lock_round(round_)
    recognitions.require_manager(by, row.campaign, day_of(at))
    whom = needed(to, "to", 300, N_("Hãy ghi cơ quan nhận hồ sơ."))
    number = needed(paper, "paper", 100, N_("Hãy ghi số, ký hiệu tờ trình đã ký."))
    rows = locked_many(ids, row.pk)
    if not rows:
        raise InvalidInput(N_("Hãy chọn ít nhất một hồ sơ."), code="nothing-chosen", field="chosen")
    for one in rows:
        if is_own(row, one.award, one.received_on or day_of(at)):
            raise Refusal(
                N_("%(award)s do chính địa phương quyết định, không trình cấp trên."),
                code="decided-here",
                award=name_on(one.award, day_of(at)),
            )
    require_unstopped(rows, at)
    for one in rows:
        one.forwarded_to, one.forwarded_paper = whom, number
        move(one, "forward", by=by, at=at, to=whom, paper=number)
        tell_unit(one, f"Đã trình cấp trên hồ sơ khen thưởng: {one.subject.name}", by=by, at=at)
    return rows


@transaction.atomic
def sent_back(dossier: Dossier, *, reason: str, by: User, at: datetime) -> Dossier:
    """The level above sent it back: it lies with the unit again. Raises NotAllowed, TransitionNotAllowed, InvalidInput."""
    row = locked(dossier)
    recognitions.require_manager(by, row.round.campaign, day_of(at))
    WORKFLOW.target("decline-above", current=DossierState(row.state))
    said = needed(reason, "reason", 1000, N_("Hãy ghi lý do cấp trên trả lại."))
    _require_not_in_kheo([row])
    below.send_back(row, reason=said, by=by, at=at)
    return row


@transaction.atomic
def decided_above(
    round_: CampaignRound,
    *,
    ids: Collection[int],
    issuer: str,
    facts: PaperFacts,
    by: User,
    at: datetime,
) -> CommendationDecision:
    """The level above decided: number, day, issuer, which of the dossiers stand in its list.

    Raises NotAllowed, InvalidInput (`field` chosen, issuer, of the paper), TransitionNotAllowed.
    """
    row = lock_round(round_)
    recognitions.require_manager(by, row.campaign, day_of(at))
    on = require_facts(row, facts, at)
    who = needed(issuer, "issuer", 300, N_("Hãy ghi người, cơ quan ra quyết định."))
    rows = locked_many(ids, row.pk)
    _require_one_list(rows)
    for one in rows:
        WORKFLOW.target("decide-above", current=DossierState(one.state))
    _require_not_in_kheo(rows)
    made = _as_decided(row, rows, facts, on)
    decision = write_decision(
        row,
        require_issuer(row, on),
        made,
        award=rows[0].award,
        kind=DecisionKind.AWARD,
        on=on,
        by=by,
        at=at,
        outside=True,
        above=who,
    )
    cases = Enacted.from_json(decision.content).cases
    pairs = zip(cases, sorted(rows, key=_in_list), strict=True)
    given = [award_row(decision, case, one.subject, one.unit, dossier=one) for case, one in pairs]
    Commendation.objects.bulk_create(given)
    for one in rows:
        move(one, "decide-above", by=by, at=at, decision=str(decision))
    tell(decision, {one.unit_id for one in given})
    return decision


def _require_not_in_kheo(rows: Sequence[Dossier]) -> None:
    """Raise Refusal for one that the level above works on in this very Khéo: its result comes back by itself."""
    codes = {one.receipt_code: one for one in rows if one.receipt_code}
    live = Dossier.objects.filter(origin_code__in=codes).exclude(
        state__in=[DossierState.RETURNED, DossierState.UNFIT, DossierState.NOT_PASSED, DossierState.WITHDRAWN]
    )
    above = live.first()
    if above is not None:
        raise Refusal(
            N_(
                "Hồ sơ của %(name)s đã được cấp trên nhận trong chính Khéo này; khi cấp trên trả lại hoặc quyết định, kết quả tự về đây."
            ),
            code="above-in-kheo",
            name=codes[above.origin_code].subject.name,
        )


def _require_one_list(rows: Sequence[Dossier]) -> None:
    if not rows:
        raise InvalidInput(N_("Hãy chọn ít nhất một hồ sơ."), code="nothing-chosen", field="chosen")
    if len({(one.award, one.occasion) for one in rows}) > 1:
        raise InvalidInput(
            N_("Một quyết định chỉ ghi một danh hiệu hoặc hình thức. Hãy ghi từng quyết định."),
            code="two-awards",
            field="chosen",
        )


def _in_list(one: Dossier) -> int:
    return ["collective", "household", "individual"].index(one.subject.kind)


def _as_decided(round_: CampaignRound, rows: Sequence[Dossier], facts: PaperFacts, on: date) -> Enacted:
    names = units.names({one.unit_id for one in rows}, on)
    award_on(rows[0].award, on)
    return draft(
        round_,
        require_issuer(round_, on),
        facts,
        award=rows[0].award,
        occasion=occasion_of(rows[0].occasion),
        proposer="",
        bases=(),
        on=on,
        cases=[case_of(one, names.get(one.unit_id, ""), on) for one in rows],
    )
