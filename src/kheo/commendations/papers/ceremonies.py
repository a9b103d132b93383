"""Ký nhận tiền thưởng, chương trình trao thưởng, sổ khen thưởng."""

from collections.abc import Iterable, Sequence
from datetime import date

from kheo.campaigns.public import CampaignRound
from kheo.commendations.frozen import Enacted
from kheo.commendations.models import Commendation, CommendationDecision
from kheo.commendations.states import AwardState
from kheo.core.law.awards import national_awards
from kheo.core.paper.forms import Signing
from kheo.core.paper.forms.commended import award_register, ceremony, prize_sheet
from kheo.core.paper.model import Paper
from kheo.core.vietnamese import format_number, short_date
from kheo.documents import public as documents
from kheo.units import public as units
from kheo.units.public import Unit


def signing_sheet(decision: CommendationDecision, *, on: date) -> Paper:
    """Danh sách ký nhận of one decision's prizes; a revoked award is not on it."""
    made = Enacted.from_json(decision.content)
    gone = set(decision.awards.exclude(state=AwardState.VALID).values_list("ordinal", flat=True))
    cases = [one.commended() for one in made.cases if one.prize and one.ordinal not in gone]
    unit = decision.unit
    return prize_sheet(
        profile=documents.profile_of(unit, on),
        office=made.issuer.upper(),
        title=f"(Kèm theo Quyết định số {decision} ngày {short_date(decision.issued_on)})",
        cases=cases,
        signing=Signing(
            place=documents.place_of(unit, on),
            month=on.month,
            year=on.year,
            title=made.facts.position.upper(),
            name=made.facts.signer,
        ),
    )


def programme(
    round_: CampaignRound, decisions: Sequence[CommendationDecision], guests: Sequence[str], *, on: date
) -> Paper:
    """Programme, order of presentation (higher first, titles before forms, collectives, households, persons), guests."""
    rank = {one.key: (one.rank, one.sort.name != "TITLE") for one in national_awards().awards(on)}
    ordered = sorted(decisions, key=lambda one: (*rank.get(one.award, (99, True)), one.issued_on, one.pk))
    groups, signer = [], ""
    for one in ordered:
        made = Enacted.from_json(one.content)
        signer = signer or made.by
        groups.append((f"{made.given.act} (Quyết định số {one})", [it.commended() for it in made.cases]))
    unit = round_.campaign.managing_unit
    return ceremony(
        profile=documents.profile_of(unit, on),
        office=units.name_of(unit, on).upper(),
        year=round_.year,
        groups=groups,
        guests=guests,
        signer=signer or "Lãnh đạo",
    )


def register(unit: Unit, rows: Iterable[Commendation], *, title: str, on: date) -> Paper:
    """Sổ khen thưởng of what was found."""
    found = list(rows)
    names = units.names({one.unit_id for one in found}, on)
    lines = [
        (
            one.name,
            names.get(one.unit_id, ""),
            one.award_name,
            one.achievement,
            str(one.decision),
            short_date(one.issued_on),
            f"{one.ordinal:02d}",
            format_number(one.prize) if one.prize else "",
            str(one.get_state_display()),
        )
        for one in found
    ]
    return award_register(
        profile=documents.profile_of(unit, on),
        office=units.name_of(unit, on).upper(),
        title=title.upper(),
        rows=lines,
    )
