"""What a later paper would change: each of its values beside what stands, with what the officer chose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from kheo.campaigns import matching, wording
from kheo.campaigns.dates import Days, days_of, first_day, hour_in, last_day, matter_of
from kheo.campaigns.kinds import KINDS
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
from kheo.campaigns.selectors.launching import usable
from kheo.campaigns.selectors.running import deadline_of, registering_names
from kheo.campaigns.selectors.units import lines_of
from kheo.campaigns.states import ItemStatus, Part
from kheo.core.timetable.deadline import Boundary, Deadline, last_moment, say_day, short_date
from kheo.core.timetable.words import say_until
from kheo.core.vietnamese import fold

ADD, REPLACE, READ = "add", "replace", "read"
_LONGEST_QUOTE, _BARE = 400, 40
ROUND = "round"
"""The target of what stands in the round itself: its period and the end of registration."""

WORKING_KINDS = (
    "period",
    "phase",
    "deadline",
    "participant",
    "leaving",
    "theme",
    "sector",
    "content",
    "quota",
    "gate",
)
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
_OF_UNITS = ("quota", "participant", "leaving")


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


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A value of the paper and what is to become of it. `target`: a row's key, ROUND, or "" for none.

    `was`: what stands in its place, "" for nothing. `says`: the paper's own words. `whom`: “all”, “ticked” or,
    for what its words match, "".
    """

    item: PaperItem
    kind_name: str
    words: str
    mode: str
    target: str
    options: Sequence[Standing]
    was: str = ""
    says: str = ""
    unit_ids: tuple[int, ...] = ()
    unit_names: tuple[str, ...] = ()
    whom: str = ""
    is_asked: bool = False

    @property
    def key(self) -> str:
        """Of its fields on the page and in the choices."""
        return f"item-{self.item.pk}"

    @property
    def is_registration(self) -> bool:
        """Whether it sets the end of registration."""
        return self.item.kind == "deadline" and self.target == ROUND

    @property
    def title(self) -> str:
        """What the value is about, as it heads its choice."""
        return _("Hạn đăng ký") if self.is_registration else self.kind_name

    @property
    def takes_units(self) -> bool:
        """Whether the officer says which units it means."""
        return self.item.kind in _OF_UNITS

    @property
    def takes_all(self) -> bool:
        """Whether it may mean every unit that registers: nobody takes them all out."""
        return self.item.kind == "quota"

    @property
    def takes_others(self) -> bool:
        """Whether it may bring in units that do not take part yet."""
        return self.item.kind in ("quota", "participant")

    @property
    def touches(self) -> str:
        """Whom the change reaches, in words; the units themselves where it names them."""
        if self.mode == READ:
            return _("không đơn vị nào: chỉ để đọc")
        if self.takes_units:
            return ", ".join(self.unit_names)
        if self.is_registration:
            return _("mọi đơn vị đăng ký, trừ đơn vị đã được gia hạn lâu hơn")
        return _("mọi đơn vị tham gia")


@dataclass(frozen=True, slots=True)
class Amendment:
    """The page before a later paper is applied. `others`: units that may still join."""

    paper: GoverningPaper
    round: CampaignRound
    lines: Sequence[ChangeLine]
    standing: Sequence[Standing]
    ended: frozenset[str]
    hour: str
    registering: Mapping[int, str]
    others: Mapping[int, str]
    missing: Sequence[str]


def amendment_of(paper: GoverningPaper, on: date) -> Amendment:
    """Every value of the paper that may work, beside what stands. Nothing is written."""
    round_ = paper.round
    round_.campaign = paper.campaign
    names = registering_names(paper.campaign, on)
    standing = standing_rows(round_, names)
    units = lines_of(paper.campaign.managing_unit, on)
    # The related manager hands each item this very paper: its text is loaded once.
    items = [item for item in paper.items.order_by("kind", "position") if item.status != ItemStatus.REJECTED]
    order = {kind: place for place, kind in enumerate(WORKING_KINDS)}
    working = sorted((i for i in items if i.kind in order and usable(i)), key=lambda i: order[i.kind])
    chosen = paper.choices.get("changes", {})
    hour = str(paper.choices.get("registration_hour", _hour_said(working)))
    beside = _Beside(round_, standing, units, names, hour)
    lines = [_line(item, beside, chosen.get(f"item-{item.pk}", {})) for item in working]
    return Amendment(
        paper=paper,
        round=round_,
        lines=lines,
        standing=standing,
        ended=frozenset(paper.choices.get("ended", ())),
        hour=hour,
        registering=names,
        others={unit.id: unit.name for unit in units if unit.id not in names},
        missing=[line.words for line in lines if line.is_asked],
    )


def _hour_said(items: Sequence[PaperItem]) -> str:
    """The hour that the paper sets for the end of registration: “trước 17 giờ ngày 25/12/2026”."""
    ends = (i for i in items if i.kind == "deadline" and i.data.get("kind") == "registration")
    return next((hour_in(wording.said(i, i.paper)) for i in ends if i.data.get("form") == "exact"), "")


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
        return _with_days(row.name, row.starts_on, row.ends_on)
    if kind == "deadline":
        if row.recurs_on_day:
            words = _("ngày %(day)d hằng tháng") % {"day": row.recurs_on_day}
            return f"{row.what}: {words}"
        return _with_days(row.what, row.from_on, row.to_on) if row.to_on else f"{row.what}: {row.words}"
    return str(row.text if kind in ("content", "gate") else row.name)


def _with_days(what: str, first: date | None, last: date | None) -> str:
    if first and last and first != last:
        return f"{what}: {short_date(first)} – {short_date(last)}"
    on = last or first
    return f"{what}: {say_day(on).text(_)}" if on else what


def words_of_end(deadline: Deadline | None) -> str:
    """The end of registration in words that do not depend on the day they are read."""
    if deadline is None:
        return _("chưa định hạn")
    return say_until(deadline.ends_at).text(_)


def words_of_period(round_: CampaignRound) -> str:
    """“20/01/2026 – 15/12/2026”."""
    return _said_stretch(round_.starts_on, round_.ends_on)


def _said_stretch(first: date | None, last: date | None) -> str:
    return " – ".join(short_date(day) if day else "…" for day in (first, last))


def closes_at(item: PaperItem, hour: str) -> datetime | None:
    """The end of registration that a milestone of the paper sets; None where it names no exact day."""
    day = first_day(str(item.data.get("date", ""))) if item.data.get("form") == "exact" else None
    if day is None:
        return None
    boundary = Boundary.BEFORE if item.data.get("boundary") == "before" else Boundary.THROUGH
    return last_moment(day, boundary, time.fromisoformat(hour) if hour else None)


def days_of_item(item: PaperItem, round_: CampaignRound) -> list[Days]:
    """The days of a milestone, within the round."""
    first = round_.starts_on or date(round_.year, 1, 1)
    last = round_.ends_on or date(round_.year, 12, 31)
    return days_of(item.data, round_.year, first, last)


def stretch_of(item: PaperItem) -> tuple[date | None, date | None]:
    """First and last day of a stage or of the period."""
    start, end = str(item.data.get("start") or ""), str(item.data.get("end") or "")
    return first_day(start), last_day(end)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the values of a paper are compared with."""

    round: CampaignRound
    standing: Sequence[Standing]
    units: Sequence[UnitLine]
    names: Mapping[int, str]
    hour: str


def _line(item: PaperItem, beside: _Beside, chosen: Mapping[str, Any]) -> ChangeLine:
    options = [row for row in beside.standing if row.kind == item.kind]
    unit_ids = _units_of(item, beside.units, beside.names, chosen)
    mode, target = _proposed(item, options, unit_ids, beside.names)
    if chosen.get("mode") in (ADD, REPLACE, READ):
        mode, target = str(chosen["mode"]), str(chosen.get("target", ""))
    if mode == REPLACE and target != ROUND and target not in {row.key for row in options}:
        mode, target = ADD, ""
    if mode != REPLACE:
        target = ""
    all_names = {**beside.names, **{unit.id: unit.name for unit in beside.units}}
    asked = mode != READ and item.kind in _OF_UNITS and not unit_ids and mode != REPLACE
    return ChangeLine(
        item=item,
        kind_name=_(KINDS[item.kind].name),
        words=_said_plainly(item, beside, is_end=mode == REPLACE and target == ROUND),
        mode=mode,
        target=target,
        options=options,
        was=_standing_now(item, beside, target, unit_ids),
        says=_in_the_paper(item),
        unit_ids=unit_ids,
        unit_names=tuple(all_names[unit] for unit in unit_ids if unit in all_names),
        whom=str(chosen.get("whom", "")),
        is_asked=asked,
    )


def _said_plainly(item: PaperItem, beside: _Beside, *, is_end: bool) -> str:
    """A value of the paper as a row in force is told, so that the two can be compared."""
    data = item.data
    match item.kind:
        case "quota":
            return _("%(who)s: ít nhất %(count)d mô hình") % {"who": data["who"], "count": int(data["count"])}
        case "phase":
            return _with_days(str(data["name"]), *stretch_of(item))
        case "period" if any(stretch_of(item)):
            return _said_stretch(*stretch_of(item))
        case "deadline" if is_end and (moment := closes_at(item, beside.hour)):
            return words_of_end(Deadline(moment))
        case "deadline":
            days = days_of_item(item, beside.round)
            exact = data.get("form") == "exact" and days
            if exact:
                return _with_days(str(data["what"]), days[0].from_on, days[0].to_on)
            return f"{data['what']} ({data['date']})"
        case "participant" | "leaving":
            return str(data["label"])
    return wording.in_words(item.kind, data)


def _standing_now(item: PaperItem, beside: _Beside, target: str, unit_ids: Sequence[int]) -> str:
    """What stands where the value goes; "" where it is new."""
    if target == ROUND:
        if item.kind == "period":
            return words_of_period(beside.round)
        return words_of_end(deadline_of(beside.round))
    if item.kind == "leaving" and unit_ids:
        return _("đang đăng ký")
    return next((row.words for row in beside.standing if row.key == target), "")


def _in_the_paper(item: PaperItem) -> str:
    """The paper's own words for a value, on one line; "" where it was typed in. A bare name has its whole line."""
    if item.start is None or item.end is None:
        return ""
    text, start, end = item.paper.text, item.start, item.end
    if end - start < _BARE:
        start = text.rfind("\n", 0, start) + 1
        end = len(text) if (stop := text.find("\n", end)) < 0 else stop
    return " ".join(text[start:end].split())[:_LONGEST_QUOTE]


def _units_of(
    item: PaperItem, units: Sequence[UnitLine], names: Mapping[int, str], chosen: Mapping[str, Any]
) -> tuple[int, ...]:
    """The units that a quota or a participant means: ticked ones, else what its words match."""
    if item.kind not in _OF_UNITS:
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


def _proposed(
    item: PaperItem, options: Sequence[Standing], unit_ids: Sequence[int], names: Mapping[int, str]
) -> tuple[str, str]:
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
