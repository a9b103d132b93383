"""The same facts for many rounds at once: what a person's first page asks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from kheo.campaigns.models import (
    CampaignParticipant,
    CampaignRound,
    DeadlineExtension,
    Milestone,
    PaperItem,
    Quota,
)
from kheo.campaigns.selectors.running import paper_name
from kheo.campaigns.states import ItemStatus, PaperState, Part
from kheo.core.vietnamese import fold
from kheo.units import public as units


def milestones_of_rounds(round_ids: Collection[int]) -> dict[int, list[Milestone]]:
    """Round → its milestones in force."""
    rows = Milestone.objects.filter(round_id__in=round_ids, ended_by__isnull=True).select_related("paper")
    found: dict[int, list[Milestone]] = {}
    for row in rows.order_by("position", "pk"):
        found.setdefault(row.round_id, []).append(row)
    return found


def owed_by_units(rounds: Collection[CampaignRound], unit_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """(Round, unit) → how many the unit owes (0: no number is set), where the unit registers at all.

    A unit that others were merged into stands for them, with the largest of their numbers.
    """
    heirs = {unit: unit for unit in unit_ids}
    if units.predecessor_ids(unit_ids, owing=True) - set(unit_ids):
        heirs = {old: unit for unit in unit_ids for old in units.predecessor_ids([unit], owing=True)} | heirs
    parts = CampaignParticipant.objects.filter(
        campaign_id__in={round_.campaign_id for round_ in rounds}, part=Part.REGISTER, unit_id__in=heirs
    ).values_list("campaign_id", "unit_id", "group_id")
    quotas = Quota.objects.filter(round__in=rounds, ended_by__isnull=True)
    of_unit = {(q.round_id, q.unit_id): q.minimum for q in quotas if q.unit_id}
    of_group: dict[tuple[int, int | None], int] = {}
    for quota in quotas:
        key = (quota.round_id, quota.group_id)
        of_group[key] = max(quota.minimum, of_group.get(key, 0)) if quota.group_id else 0
    found: dict[tuple[int, int], int] = {}
    by_campaign = {round_.campaign_id: round_ for round_ in rounds}
    for campaign_id, unit_id, group_id in parts:
        round_id = by_campaign[campaign_id].pk
        minimum = of_unit.get((round_id, unit_id)) or of_group.get((round_id, group_id), 0)
        key = (round_id, heirs[unit_id])
        found[key] = max(minimum, found.get(key, 0))
    return found


def extensions_of_units(
    rounds: Collection[CampaignRound], unit_ids: Collection[int]
) -> dict[tuple[int, int], datetime]:
    """(Round, unit) → the unit's latest closing moment."""
    rows = DeadlineExtension.objects.filter(round__in=rounds, unit_id__in=unit_ids)
    grouped = rows.values("round_id", "unit_id").annotate(last=Max("closes_at"))
    return {
        (round_id, unit): last for round_id, unit, last in grouped.values_list("round_id", "unit_id", "last")
    }


def tasks_about(round_: CampaignRound, words: Collection[str]) -> list[tuple[str, str]]:
    """(Who, what) of the tasks that the round's papers in force give and that speak of one of the words,
    folded, in the order of the papers.
    """
    rows = PaperItem.objects.filter(
        paper__round=round_, paper__state=PaperState.IN_FORCE, kind="responsibility"
    ).exclude(status=ItemStatus.REJECTED)
    said = [
        (str(row.data.get("who") or ""), str(row.data.get("what") or ""))
        for row in rows.order_by("paper_id", "position")
    ]
    return [(who, what) for who, what in said if any(word in fold(what) for word in words)]


@dataclass(frozen=True, slots=True)
class SaidCriterion:
    """A criterion as a paper prints it."""

    text: str
    subject_kind: str


@dataclass(frozen=True, slots=True)
class SaidCriteria:
    """What the round's papers say of judging; `paper` names the first of them."""

    paper: str
    criteria: tuple[SaidCriterion, ...]
    gates: tuple[str, ...]


def criteria_of(round_: CampaignRound) -> SaidCriteria:
    """Criteria and gates of the round's papers in force, in the order of the papers; what was rejected left out."""
    rows = (
        PaperItem.objects.filter(
            paper__round=round_, paper__state=PaperState.IN_FORCE, kind__in=["criterion", "gate"]
        )
        .exclude(status=ItemStatus.REJECTED)
        .select_related("paper")
        .defer("paper__text", "paper__blocks")
        .order_by("paper_id", "position")
    )
    found = list(rows)
    return SaidCriteria(
        paper=paper_name(found[0].paper) if found else "",
        criteria=tuple(
            SaidCriterion(str(row.data.get("text") or ""), str(row.data.get("subject_kind") or "collective"))
            for row in found
            if row.kind == "criterion"
        ),
        gates=tuple(str(row.data.get("text") or "") for row in found if row.kind == "gate"),
    )
