"""What stands in a round beside a later paper, and what the paper's values are proposed to do to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kheo.campaigns import matching
from kheo.campaigns.dates import first_day, last_day, matter_of
from kheo.campaigns.matching import UnitLine
from kheo.campaigns.models import (
    CampaignParticipant,
    CampaignRound,
    Gate,
    GoverningPaper,
    Milestone,
    PaperItem,
    Phase,
    PlanContent,
    Quota,
    Sector,
    Theme,
)
from kheo.campaigns.states import Part
from kheo.core.timetable.deadline import say_day, short_date
from kheo.core.vietnamese import fold

ADD, REPLACE, READ = "add", "replace", "read"
ROUND = "round"
"""The target of what stands in the round itself: its period and the end of registration."""

ROWS: dict[str, Any] = {
    "phase": Phase.objects,
    "deadline": Milestone.objects,
    "theme": Theme.objects,
    "sector": Sector.objects,
    "content": PlanContent.objects,
    "quota": Quota.objects,
    "gate": Gate.objects,
}
_OF_ROUND = ("phase", "deadline", "quota")
OF_UNITS = ("quota", "participant", "leaving")


@dataclass(frozen=True, slots=True)
class Standing:
    """A row in force that a value may replace or end."""

    kind: str
    pk: int
    words: str
    paper: GoverningPaper | None
    row: Any

    @property
    def key(self) -> str:
        """How a choice names it: “quota-12”."""
        return f"{self.kind}-{self.pk}"


def standing_rows(round_: CampaignRound, names: Mapping[int, str]) -> list[Standing]:
    """Everything in force in the round, kind by kind."""
    found = []
    for kind, objects in ROWS.items():
        owner = {"round": round_} if kind in _OF_ROUND else {"campaign_id": round_.campaign_id}
        rows = objects.filter(ended_by__isnull=True, **owner)
        joined = ("paper", "group") if kind == "quota" else ("paper",)
        found += [
            Standing(kind, row.pk, words_of_row(kind, row, names), row.paper, row)
            for row in rows.select_related(*joined).order_by("position", "pk")
        ]
    return found


def words_of_row(kind: str, row: Any, names: Mapping[int, str]) -> str:
    """A row in force on one line."""
    if kind == "quota":
        who = row.group.label if row.group else names.get(row.unit_id, "")
        return _("%(who)s: ít nhất %(count)d mô hình") % {"who": who, "count": row.minimum}
    if kind == "phase":
        return with_days(row.name, row.starts_on, row.ends_on)
    if kind == "deadline":
        if row.recurs_on_day:
            words = _("ngày %(day)d hằng tháng") % {"day": row.recurs_on_day}
            return f"{row.what}: {words}"
        return with_days(row.what, row.from_on, row.to_on) if row.to_on else f"{row.what}: {row.words}"
    return str(row.text if kind in ("content", "gate") else row.name)


def with_days(what: str, first: date | None, last: date | None) -> str:
    """“Giai đoạn 1: 20/01/2026 – 15/06/2026”, or the one day there is."""
    if first and last and first != last:
        return f"{what}: {short_date(first)} – {short_date(last)}"
    on = last or first
    return f"{what}: {say_day(on).text(_)}" if on else what


def stretch_of(item: PaperItem) -> tuple[date | None, date | None]:
    """First and last day of a stage or of the period."""
    start, end = str(item.data.get("start") or ""), str(item.data.get("end") or "")
    return first_day(start), last_day(end)


def units_of(
    item: PaperItem, units: Sequence[UnitLine], names: Mapping[int, str], chosen: Mapping[str, Any]
) -> tuple[int, ...]:
    """The units that a quota or a participant means: ticked ones, else what its words match."""
    if item.kind not in OF_UNITS:
        return ()
    if chosen.get("whom") == "all" and item.kind == "quota":
        return tuple(names)
    if chosen.get("whom") == "ticked":
        known = {unit.id for unit in units}
        ticked = tuple(unit for unit in chosen.get("units", ()) if unit in known)
        return tuple(unit for unit in ticked if unit in names) if item.kind == "leaving" else ticked
    words = str(item.data.get("who") or item.data.get("label") or "")
    found = matching.match(words, units).unit_ids
    if item.kind == "participant":
        return found
    taking_part = tuple(unit for unit in found if unit in names)
    # “Mỗi phòng chuyên môn”, where none takes part yet: the number brings them in.
    return found if item.kind == "quota" and not taking_part else taking_part


def proposed(
    item: PaperItem, options: Sequence[Standing], unit_ids: Sequence[int], names: Mapping[int, str]
) -> tuple[str, str]:
    """Mode and target that a value has until the officer says otherwise."""
    if item.kind == "period":
        return (REPLACE, ROUND) if any(stretch_of(item)) else (READ, "")
    if item.kind == "deadline" and item.data.get("kind") == "registration":
        return (REPLACE, ROUND) if item.data.get("form") == "exact" else (READ, "")
    if item.kind == "participant":
        new = set(unit_ids) - set(names)
        return (
            (ADD, "") if new and item.data.get("subject_kind", "collective") == "collective" else (READ, "")
        )
    if item.kind == "leaving":
        return ADD, ""
    if item.kind == "quota":
        return _proposed_quota(options, unit_ids)
    return _proposed_by_name(item, options)


def _proposed_quota(options: Sequence[Standing], unit_ids: Sequence[int]) -> tuple[str, str]:
    """The number in force for the same units is replaced; else a number is added."""
    for row in options:
        if members_of(row.row) == set(unit_ids):
            return REPLACE, row.key
    return ADD, ""


def members_of(quota: Quota) -> set[int]:
    """The units that a number in force is meant for."""
    if quota.unit_id is not None:
        return {quota.unit_id}
    rows = CampaignParticipant.objects.filter(group_id=quota.group_id, part=Part.REGISTER)
    return set(rows.values_list("unit_id", flat=True))


def _proposed_by_name(item: PaperItem, options: Sequence[Standing]) -> tuple[str, str]:
    """What stands under the same words is kept or, where it has dates, replaced."""
    name = fold(str(item.data.get("text") or item.data.get("name") or item.data.get("what") or ""))
    same = next((row for row in options if fold(_name_of(row)) == name), None)
    if same is None and item.kind == "deadline":
        matter = matter_of(str(item.data.get("what") or ""))
        kind = item.data.get("kind")
        alike = [row for row in options if row.row.kind == kind and matter_of(_name_of(row)) == matter]
        same = alike[0] if len(alike) == 1 else None
    if same is None:
        return ADD, ""
    return (REPLACE, same.key) if item.kind in ("phase", "deadline") else (READ, "")


def _name_of(row: Standing) -> str:
    return str(getattr(row.row, "what", "") or getattr(row.row, "text", "") or getattr(row.row, "name", ""))
