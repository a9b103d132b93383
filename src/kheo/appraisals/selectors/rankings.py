"""Rankings: what a new one would say, what the frozen ones said, what a registration came to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from kheo.appraisals.models import Appraisal, AppraisalRound, Conclusion, Ranking, RubricVersion
from kheo.appraisals.selectors import cards
from kheo.appraisals.selectors.rubrics import content_of
from kheo.appraisals.sheets import marks_of
from kheo.appraisals.states import Desk, Verdict
from kheo.campaigns.public import CampaignRound
from kheo.core.scoring import Place, Scorer, Sheet, rank
from kheo.kernel.clock import day_of
from kheo.registrations.public import State
from kheo.units import public as units

Data = dict[str, Any]


class _Concluded(NamedTuple):
    """What a ranking reads of one appraisal: whole rows would bring every card along."""

    pk: int
    registration_id: int
    rubric_id: int
    sheet: Data | None
    downgrades: list[str]
    prefer_women: bool | None
    title: str
    unit_id: int
    lead: str | None
    verdict: str
    band: str
    gates: list[Data]


_READ = (
    "pk",
    "registration_id",
    "rubric_id",
    "common_sheet",
    "downgrades",
    "prefer_women",
    "registration__title",
    "registration__handled_by_unit_id",
    "registration__lead__name",
    "conclusion__verdict",
    "conclusion__band",
    "conclusion__result__gates",
)


def computed_rows(appraisal_round: AppraisalRound, on: date) -> list[Data]:
    """Everything concluded and not withdrawn, ranked within its rubric. The order in which it was concluded never
    matters. Three queries; each sheet is worked out once.
    """
    read = (
        Appraisal.objects.filter(appraisal_round=appraisal_round, desk=Desk.DONE)
        .exclude(registration__state=State.WITHDRAWN)
        .order_by("rubric_id", "pk")
        .values_list(*_READ)
    )
    rows = [_Concluded(*one) for one in read]
    names = units.names({row.unit_id for row in rows}, on)
    versions = RubricVersion.objects.in_bulk({row.rubric_id for row in rows})
    found: list[Data] = []
    for pk, inside in groupby(rows, key=lambda one: one.rubric_id):
        found += _rows_of(versions[pk], list(inside), names)
    return found


def _rows_of(version: RubricVersion, rows: list[_Concluded], names: dict[int, str]) -> list[Data]:
    rubric = content_of(version)
    scorer, inside = Scorer(rubric), {row.pk: row for row in rows}
    results = {row.pk: scorer.score(_sheet(version, row)) for row in rows}
    # What the head did not conclude as đạt has no place, whatever its marks.
    passed = {pk: one for pk, one in results.items() if inside[pk].verdict == Verdict.PASSED}
    found = []
    maximum = f"{rubric.maximum:f}" if rubric.by_marks else ""
    for one in [
        *rank(passed),
        *(Place(pk, results[pk], None) for pk in sorted(results.keys() - passed.keys())),
    ]:
        row, result = inside[one.key], one.result
        found.append(
            {
                "registration": row.registration_id,
                "appraisal": row.pk,
                "title": row.title,
                "unit": names.get(row.unit_id, ""),
                "lead": row.lead or "",
                "rubric": version.name,
                "place": one.place,
                "total": f"{result.total:f}" if maximum else "",
                "maximum": maximum,
                "band": row.band,
                "verdict": row.verdict,
                "conditional": [waited.gate.text for waited in result.waiting],
                "why": [said.text(gettext) for said in one.why],
            }
        )
    return found


def _sheet(version: RubricVersion, row: _Concluded) -> Sheet:
    gates = cards.frozen_gates(version.content, row.gates)
    return Sheet(marks_of(row.sheet), gates, frozenset(row.downgrades), row.prefer_women)


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
