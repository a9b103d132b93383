"""Who owes how many initiatives by when: read by the campaign's page and by “Đơn vị chưa đăng ký”."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Max, Q

from kheo.campaigns.models import CampaignParticipant, CampaignRound, DeadlineExtension, Quota
from kheo.campaigns.states import Part
from kheo.core.vietnamese import sort_key
from kheo.units import public as units
from kheo.units.public import UnitVersion


@dataclass(frozen=True, slots=True)
class Owed:
    """`minimum` initiatives are due from the unit before `registration_closes_at` (its extension counted)."""

    unit_id: int
    unit_name: str
    minimum: int
    registration_closes_at: datetime | None
    words: str


def owed(round: CampaignRound, on: date) -> list[Owed]:  # noqa: A002 -- the word of the field
    """Units for which the plan sets a number, in Vietnamese order; all others owe nothing.

    The unit's own quota counts, else that of its group. A unit that has been merged by then owes nothing
    more: its successor does, the larger of both where two came together; nobody does for one dissolved.
    """
    of_unit, of_group = _quotas(round)
    due: dict[int, tuple[int, str]] = {}
    rows = CampaignParticipant.objects.filter(campaign_id=round.campaign_id, part=Part.REGISTER)
    for unit_id, group_id in rows.values_list("unit_id", "group_id"):
        minimum, words = of_unit.get(unit_id) or of_group.get(group_id, (0, ""))
        if minimum:
            due[unit_id] = (minimum, words)
    due = _with_successors(due, on)
    names = units.names(due, on)
    later = _extensions(round)
    lines = [
        Owed(
            unit_id,
            names.get(unit_id, ""),
            minimum,
            _latest(round.registration_closes_at, later.get(unit_id)),
            words,
        )
        for unit_id, (minimum, words) in due.items()
    ]
    return sorted(lines, key=lambda line: (sort_key(line.unit_name), line.unit_id))


def _quotas(
    round: CampaignRound,  # noqa: A002
) -> tuple[dict[int, tuple[int, str]], dict[int | None, tuple[int, str]]]:
    of_unit: dict[int, tuple[int, str]] = {}
    of_group: dict[int | None, tuple[int, str]] = {}
    for quota in Quota.objects.filter(round=round, ended_by__isnull=True).order_by("pk"):
        value = (quota.minimum, quota.words)
        if quota.unit_id is not None:
            of_unit[quota.unit_id] = value
        else:
            of_group[quota.group_id] = max(value, of_group.get(quota.group_id, (0, "")))
    return of_unit, of_group


def _with_successors(due: dict[int, tuple[int, str]], on: date) -> dict[int, tuple[int, str]]:
    living = UnitVersion.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), unit_id__in=due, valid_from__lte=on
    )
    ended = set(due) - set(living.values_list("unit_id", flat=True))
    result = {unit: value for unit, value in due.items() if unit not in ended}
    for unit in ended:
        for heir in units.successor_ids([unit], owing=True) - {unit} - ended:
            result[heir] = max(due[unit], result.get(heir, (0, "")))
    return result


def _extensions(round: CampaignRound) -> dict[int, datetime]:  # noqa: A002
    rows = DeadlineExtension.objects.filter(round=round).values("unit_id")
    return dict(rows.annotate(last=Max(F("closes_at"))).values_list("unit_id", "last"))


def _latest(closes_at: datetime | None, extension: datetime | None) -> datetime | None:
    return max(closes_at, extension) if closes_at and extension else closes_at
