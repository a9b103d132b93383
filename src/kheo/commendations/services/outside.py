"""Fast path: a decision that was made on paper elsewhere, by number, date and list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.commendations.frozen import Case, Enacted
from kheo.commendations.models import Commendation, CommendationDecision
from kheo.commendations.papers.decisions import draft
from kheo.commendations.selectors.law import award_on, occasion_of
from kheo.commendations.selectors.prizes import known_prize
from kheo.commendations.services.deciding import (
    award_row,
    require_facts,
    require_issuer,
    require_issuer_for,
    tell,
    write_decision,
)
from kheo.commendations.states import DecisionKind
from kheo.core.errors import N_, InvalidInput
from kheo.core.law.awards import Sort
from kheo.documents.public import PaperFacts
from kheo.kernel.clock import day_of
from kheo.recognitions import public as recognitions
from kheo.recognitions.public import lock_round, needed
from kheo.units import public as units
from kheo.units.public import Subject, Unit


@dataclass(frozen=True, slots=True)
class Outside:
    """A decision that was made without Khéo, as its paper says. `issuer` "" is the place's own chairman."""

    award: str
    occasion: str
    facts: PaperFacts
    rows: Sequence["OutsideRow"]
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """One line of its list."""

    kind: str
    name: str
    unit: Unit
    achievement: str


@transaction.atomic
def enter_outside(round_: CampaignRound, *, said: Outside, by: User, at: datetime) -> CommendationDecision:
    """Number, date and list of what was decided on paper elsewhere. Nothing that Khéo did not see is claimed;
    the guards of later dossiers know of it. Raises NotAllowed, InvalidInput (`field` award, rows, of the paper).
    """
    row = lock_round(round_)
    recognitions.require_manager(by, row.campaign, day_of(at))
    on = require_facts(row, said.facts, at)
    occasion = occasion_of(said.occasion)
    award = award_on(said.award, on)
    if not said.rows:
        raise InvalidInput(
            N_("Hãy ghi ít nhất một tập thể, cá nhân, hộ gia đình có tên trong quyết định."),
            code="nothing-chosen",
            field="rows",
        )
    issuer = require_issuer(row, on) if said.issuer.strip() else require_issuer_for(row, said.award, on)
    cases = [_outside_case(one, said.award, on) for one in said.rows]
    made = draft(
        row,
        issuer,
        said.facts,
        award=said.award,
        occasion=occasion,
        proposer="",
        bases=(),
        on=on,
        cases=cases,
    )
    made = replace(
        made, award=made.award if not said.issuer else award.name, is_title=award.sort is Sort.TITLE
    )
    decision = write_decision(
        row,
        issuer,
        made,
        award=said.award,
        kind=DecisionKind.AWARD,
        on=on,
        by=by,
        at=at,
        outside=True,
        above=said.issuer.strip()[:300],
    )
    left = list(said.rows)
    given = []
    for case in Enacted.from_json(decision.content).cases:
        line = next(one for one in left if (one.name, one.kind) == (case.name, case.kind))
        left.remove(line)
        who = units.subject(kind=line.kind, unit=line.unit, name=line.name)
        given.append(award_row(decision, case, who, line.unit))
        given[-1].occasion = said.occasion
    Commendation.objects.bulk_create(given)
    tell(decision, {one.unit_id for one in given})
    return decision


def _outside_case(one: OutsideRow, award: str, on: date) -> Case:
    if one.kind not in Subject.Kind.values:
        raise InvalidInput(N_("Hãy chọn tập thể, cá nhân hay hộ gia đình."), code="kind", field="rows")
    name = needed(one.name, "rows", 200, N_("Hãy ghi tên."))
    prize = known_prize(award, one.kind, on)
    unit = units.name_of(one.unit, on)
    return Case(
        name=name,
        kind=one.kind,
        about="",
        unit="" if unit == name else unit,
        achievement=needed(one.achievement, "rows", 400, N_("Hãy ghi thành tích.")),
        prize=prize.dong if prize else None,
        product=prize.product if prize else "",
    )
