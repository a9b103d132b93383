"""What a later paper would change: each of its values beside what stands, with what the officer chose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from kheo.campaigns import wording
from kheo.campaigns.dates import Days, days_of, first_day, hour_in
from kheo.campaigns.kinds import KINDS
from kheo.campaigns.matching import UnitLine
from kheo.campaigns.models import CampaignRound, GoverningPaper, PaperItem
from kheo.campaigns.selectors.amending_standing import (
    ADD,
    OF_UNITS,
    READ,
    REPLACE,
    ROUND,
    Standing,
    proposed,
    standing_rows,
    stretch_of,
    units_of,
    with_days,
)
from kheo.campaigns.selectors.launching import usable
from kheo.campaigns.selectors.running import deadline_of, registering_names
from kheo.campaigns.selectors.units import lines_of
from kheo.campaigns.states import ItemStatus
from kheo.core.timetable.deadline import Boundary, Deadline, last_moment, short_date
from kheo.core.timetable.words import say_until

_LONGEST_QUOTE, _BARE = 400, 40

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
        return self.item.kind in OF_UNITS

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
    unit_ids = units_of(item, beside.units, beside.names, chosen)
    mode, target = proposed(item, options, unit_ids, beside.names)
    if chosen.get("mode") in (ADD, REPLACE, READ):
        mode, target = str(chosen["mode"]), str(chosen.get("target", ""))
    if mode == REPLACE and target != ROUND and target not in {row.key for row in options}:
        mode, target = ADD, ""
    if mode != REPLACE:
        target = ""
    all_names = {**beside.names, **{unit.id: unit.name for unit in beside.units}}
    asked = mode != READ and item.kind in OF_UNITS and not unit_ids and mode != REPLACE
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
            return with_days(str(data["name"]), *stretch_of(item))
        case "period" if any(stretch_of(item)):
            return _said_stretch(*stretch_of(item))
        case "deadline" if is_end and (moment := closes_at(item, beside.hour)):
            return words_of_end(Deadline(moment))
        case "deadline":
            days = days_of_item(item, beside.round)
            exact = data.get("form") == "exact" and days
            if exact:
                return with_days(str(data["what"]), days[0].from_on, days[0].to_on)
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
