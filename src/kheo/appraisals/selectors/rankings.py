"""Rankings: what a new one would say, what the frozen ones said, what a registration came to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from kheo.appraisals.models import Appraisal, AppraisalRound, Conclusion, Ranking
from kheo.appraisals.selectors import cards
from kheo.appraisals.sheets import marks_of
from kheo.appraisals.states import Desk, Verdict
from kheo.campaigns.public import CampaignRound
from kheo.core.scoring import Result, Sheet, rank, score
from kheo.kernel.clock import day_of
from kheo.registrations.public import State
from kheo.units import public as units

Data = dict[str, Any]


def computed_rows(appraisal_round: AppraisalRound, on: date) -> list[Data]:
    """Everything concluded and not withdrawn, ranked within its rubric. The order in which it was concluded never matters."""
    rows = list(
        Appraisal.objects.filter(appraisal_round=appraisal_round, desk=Desk.DONE)
        .exclude(registration__state=State.WITHDRAWN)
        .select_related("registration__lead", "rubric", "conclusion")
        .order_by("rubric_id", "pk")
    )
    contents = cards.contents_of(rows)
    names = units.names({row.registration.handled_by_unit_id for row in rows}, on)
    found: list[Data] = []
    for version in dict.fromkeys(row.rubric_id for row in rows):
        inside = {row.pk: row for row in rows if row.rubric_id == version}
        results = {
            pk: score(
                contents[version],
                Sheet(
                    marks_of(row.common_sheet),
                    cards.kept_gates(row),
                    frozenset(row.downgrades),
                    row.prefer_women,
                ),
            )
            for pk, row in inside.items()
        }
        # What the head did not conclude as đạt has no place, whatever its marks.
        passed = {pk: one for pk, one in results.items() if _conclusion(inside[pk]).verdict == Verdict.PASSED}
        for place in rank(passed):
            why = [one.text(gettext) for one in place.why]
            found.append(_row(inside[place.key], place.result, place.place, why, names))
        found += [
            _row(inside[pk], results[pk], None, [], names) for pk in sorted(results.keys() - passed.keys())
        ]
    return found


def _conclusion(row: Appraisal) -> Conclusion:
    if row.conclusion is None:  # held by a constraint
        raise AssertionError
    return row.conclusion


def _row(row: Appraisal, result: Result, place: int | None, why: list[str], names: dict[int, str]) -> Data:
    conclusion = _conclusion(row)
    return {
        "registration": row.registration_id,
        "appraisal": row.pk,
        "title": row.registration.title,
        "unit": names.get(row.registration.handled_by_unit_id, ""),
        "lead": row.registration.lead.name if row.registration.lead else "",
        "rubric": row.rubric.name,
        "place": place,
        "total": f"{result.total:f}" if result.rubric.by_marks else "",
        "maximum": f"{result.rubric.maximum:f}" if result.rubric.by_marks else "",
        "band": conclusion.band,
        "verdict": conclusion.verdict,
        "conditional": [one.gate.text for one in result.waiting],
        "why": why,
    }


def rankings_of(appraisal_round: AppraisalRound) -> list[Ranking]:
    """Every version, the newest first."""
    return list(appraisal_round.rankings.select_related("made_by").order_by("-number"))


def is_stale(appraisal_round: AppraisalRound, versions: Sequence[Ranking]) -> bool:
    """Whether something was concluded otherwise than the newest of these versions says."""
    if not versions:
        return False
    newer = Conclusion.objects.filter(
        appraisal__appraisal_round=appraisal_round,
        pk=F("appraisal__conclusion_id"),
        made_at__gt=versions[0].made_at,
    )
    found = list(newer.values_list("appraisal_id", "verdict", "band", "total"))
    said = {one["appraisal"]: one for one in versions[0].rows} if found else {}
    return any(
        pk not in said
        or (said[pk]["verdict"], said[pk]["band"]) != (verdict, band)
        or (total is not None and Decimal(said[pk]["total"] or 0) != total)
        for pk, verdict, band, total in found
    )


def unconcluded(appraisal_round: AppraisalRound) -> int:
    """How many of the round's initiatives a ranking made now would leave out."""
    open_ones = appraisal_round.appraisals.exclude(desk=Desk.DONE)
    return open_ones.exclude(registration__state=State.WITHDRAWN).count()


def latest_ranking(round_: CampaignRound) -> Ranking | None:
    """The newest frozen version of the round's newest appraisal that has one."""
    rows = Ranking.objects.filter(appraisal_round__round=round_).select_related("appraisal_round")
    return rows.order_by("-appraisal_round__starts_on", "-appraisal_round_id", "-number").first()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a registration came to, with every reason."""

    registration_id: int
    appraisal_id: int
    verdict: str
    words: str
    explanation: tuple[str, ...]
    total: Decimal | None
    band: str
    concluded_on: date
    url: str
    conditional: tuple[str, ...]


def outcomes_of(registration_ids: Collection[int]) -> dict[int, Outcome]:
    """Registration → its newest concluded appraisal; those without any are left out. One query."""
    rows = Conclusion.objects.filter(
        appraisal__registration_id__in=list(registration_ids), pk=F("appraisal__conclusion_id")
    )
    found: dict[int, Outcome] = {}
    for row in rows.select_related("appraisal__appraisal_round").order_by(
        "appraisal__appraisal_round__starts_on", "appraisal_id", "number"
    ):
        found[row.appraisal.registration_id] = _outcome(row)
    return found


def _outcome(row: Conclusion) -> Outcome:
    label = str(Verdict(row.verdict).label)
    said = (*row.result["sums"], *row.result["reasons"], *([row.words] if row.words else []))
    return Outcome(
        registration_id=row.appraisal.registration_id,
        appraisal_id=row.appraisal_id,
        verdict=row.verdict,
        words=f"{label} ({row.band})" if row.band else label,
        explanation=tuple(said),
        total=row.total,
        band=row.band,
        concluded_on=day_of(row.made_at),
        url=reverse("appraisals:appraisal", args=[row.appraisal_id]),
        conditional=tuple(row.result["waiting"]),
    )
