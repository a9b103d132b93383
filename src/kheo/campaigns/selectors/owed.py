"""Who owes how many initiatives by when: read by the campaign's page and by “Đơn vị chưa đăng ký”."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Max

from kheo.campaigns.models import CampaignParticipant, CampaignRound, DeadlineExtension, Quota
from kheo.campaigns.states import Part
from kheo.core.vietnamese import sort_key
from kheo.units import public as units


@dataclass(frozen=True, slots=True)
class Owed:
    """`minimum` initiatives are due from the unit before `registration_closes_at` (its extension counted)."""

    unit_id: int
    unit_name: str
    minimum: int
    registration_closes_at: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class Registering:
    """Who registers in a round: names in Vietnamese order of all that register, owe or were asked for, what they owe,
    and until when those may who were given longer.
    """

    owed: list[Owed]
    names: dict[int, str]
    extensions: dict[int, datetime]


def owed(round: CampaignRound, on: date) -> list[Owed]:  # noqa: A002 -- the word of the field
    """Units for which the plan sets a number, in Vietnamese order; all others owe nothing.

    The unit's own quota counts, else that of its group. A unit that has been merged by then owes nothing
    more: its successor does, the larger of both where two came together; nobody does for one dissolved.
    """
    return registering(round, on).owed


def registering(
    round: CampaignRound,  # noqa: A002
    on: date,
    *,
    also: Collection[int] = (),
) -> Registering:
    """The whole of it, with the names of `also`: four queries, more where a unit that owes has ended."""
    of_unit, of_group = _quotas(round)
    rows = CampaignParticipant.objects.filter(campaign_id=round.campaign_id, part=Part.REGISTER)
    parts = dict(rows.values_list("unit_id", "group_id"))
    due: dict[int, tuple[int, str]] = {}
    for unit_id, group_id in parts.items():
        minimum, words = of_unit.get(unit_id) or of_group.get(group_id, (0, ""))
        if minimum:
            due[unit_id] = (minimum, words)
    names, living = units.names_and_living({*parts, *also}, on)
    due = _with_successors(due, living)
    if heirs := due.keys() - names.keys():
        names |= units.names(heirs, on)
    names = dict(sorted(names.items(), key=lambda pair: (sort_key(pair[1]), pair[0])))
    later = _extensions(round)
    place = {unit_id: at for at, unit_id in enumerate(names)}
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
    return Registering(
        sorted(lines, key=lambda line: (place.get(line.unit_id, -1), line.unit_id)), names, later
    )


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


def _with_successors(due: dict[int, tuple[int, str]], living: set[int]) -> dict[int, tuple[int, str]]:
    ended = set(due) - living
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
