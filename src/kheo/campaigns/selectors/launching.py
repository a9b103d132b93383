"""From the values of the plan and the officer's answers to what launch would make, and what is missing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.campaigns import matching, permissions, wording
from kheo.campaigns.choices import KIND, PROPOSED, READ, UNITS, Choices
from kheo.campaigns.dates import days_of, first_day, hour_in, last_day, round_bounds
from kheo.campaigns.kinds import Data
from kheo.campaigns.matching import UnitLine
from kheo.campaigns.models import Campaign, GoverningPaper, PaperItem, Sector
from kheo.campaigns.preparing import (
    InitiativeRow,
    MilestoneRow,
    PhaseRow,
    Preparation,
    Registration,
    SectorRow,
    Signature,
    WhoRow,
)
from kheo.campaigns.selectors.units import lines_of
from kheo.campaigns.states import ItemStatus, PaperRole
from kheo.core.errors import N_, NotFound
from kheo.core.timetable.deadline import Boundary, last_moment, say_day, short_date
from kheo.core.timetable.phrase import Phrase
from kheo.core.vietnamese import fold, upper_first
from kheo.kernel.clock import day_of

NATIONAL = tuple(code for code in Sector.Code if code != Sector.Code.LOCAL)
_EVERYONE = re.compile(
    r"(?:moi|tung|cac|100) (?:co quan )?(?:to chuc )?(?:don vi|tap the)(?: dang ky| tham gia| phai).*|(?:moi|tung|cac) (?:co quan )?(?:to chuc )?(?:don vi|tap the)"
)
_SHORT_SENTENCE = 15


def plan_of(campaign: Campaign) -> GoverningPaper:
    """The plan that the campaign is prepared from. Raises NotFound where there is none."""
    plan = (
        campaign.papers.filter(role=PaperRole.PLAN)
        .select_related("round", "campaign__managing_unit")
        .order_by("-version", "-pk")
        .first()
    )
    if plan is None:
        raise NotFound(
            N_("Phong trào này chưa có kế hoạch. Hãy tải văn bản lên trước."), code="campaign-without-plan"
        )
    return plan


def usable(item: PaperItem) -> bool:
    """Whether the value may work: not put aside, and not one that asks for a person who has not answered."""
    asks = item.certainty == "ask" and item.status == ItemStatus.PROPOSED
    return item.status != ItemStatus.REJECTED and not asks


def prepare(campaign: Campaign, *, by: User, at: datetime) -> Preparation:
    """What launch would make now. A constant number of queries. Raises NotFound without a plan."""
    paper, on = plan_of(campaign), day_of(at)
    items = [i for i in paper.items.order_by("kind", "position") if i.status != ItemStatus.REJECTED]
    lines = lines_of(campaign.managing_unit, on)
    reach = permissions.desk_ids(by, on)
    return _Preparing(campaign, paper, items, lines, at).result(reach)


class _Preparing:
    def __init__(
        self,
        campaign: Campaign,
        paper: GoverningPaper,
        items: Sequence[PaperItem],
        lines: Sequence[UnitLine],
        at: datetime,
    ) -> None:
        self.campaign, self.paper, self.lines, self.at = campaign, paper, tuple(lines), at
        self.items = items
        self.choices: Choices = paper.choices
        self.year = int(self.choices.get("year") or paper.round.year)

    def of(self, kind: str) -> list[PaperItem]:
        return [item for item in self.items if item.kind == kind]

    def working(self, kind: str) -> tuple[PaperItem, ...]:
        return tuple(item for item in self.of(kind) if usable(item))

    def result(self, reach: set[int]) -> Preparation:
        who = self.who()
        sectors = self.sectors()
        starts_on, ends_on = self.period()
        options = tuple(line for line in self.lines if line.id in reach)
        made = Preparation(
            campaign=self.campaign,
            round=self.paper.round,
            paper=self.paper,
            units=self.lines,
            managing_options=options,
            signature=self.signature(),
            title=str(self.choices.get("title") or self.title()),
            year=self.year,
            managing_unit_id=self.managing(options),
            starts_on=starts_on,
            ends_on=ends_on,
            registration=self.registration(),
            grace_minutes=int(self.choices.get("grace_minutes", 0)),
            sends_up_to=str(self.choices.get("sends_up_to", self.campaign.sends_up_to)),
            who=who,
            own_quotas=self.own_quotas(),
            appraiser_ids=self.appraisers(),
            sectors=sectors,
            national=tuple(self.choices.get("national", ())),
            themes=self.working("theme"),
            contents=self.working("content"),
            gates=self.working("gate"),
            phases=tuple(map(_phase, self.working("phase"))),
            milestones=tuple(self.milestones(starts_on, ends_on)),
            initiatives=tuple(self.initiatives(who, options)),
            unsettled=tuple(item for item in self.items if not usable(item)),
            missing=(),
        )
        return replace(made, missing=tuple(_missing(made)))

    def title(self) -> str:
        subject = next((str(item.data["text"]) for item in self.of("subject")), "")
        return wording.campaign_title(subject) or self.campaign.title

    def signature(self) -> Signature:
        chosen, paper = self.choices, self.paper
        day = first_day(chosen["issued_on"]) if "issued_on" in chosen else paper.issued_on
        return Signature(
            number=str(chosen.get("number", paper.number)),
            symbol=str(chosen.get("symbol", paper.symbol)),
            issued_on=day,
            is_draft=bool(chosen.get("is_draft", False)),
        )

    def managing(self, options: Sequence[UnitLine]) -> int | None:
        allowed = {line.id for line in options}
        chosen = self.choices.get("managing_unit")
        if chosen:
            return int(chosen) if int(chosen) in allowed else None
        issuer = next((str(item.data["text"]) for item in self.of("issuer")), "")
        named = matching.by_name(issuer, self.lines) if issuer else None
        if named and named.id in allowed:
            return named.id
        return self.campaign.managing_unit_id if self.campaign.managing_unit_id in allowed else None

    def period(self) -> tuple[date | None, date | None]:
        read: Data = next((item.data for item in self.working("period")), {})
        start, end = round_bounds(read, self.year)
        if "starts_on" in self.choices:
            start = first_day(self.choices["starts_on"])
        if "ends_on" in self.choices:
            end = last_day(self.choices["ends_on"])
        return start, end

    def registration(self) -> Registration:
        # An exact day stands before “trong tháng 01”, wherever the paper says it.
        said = [i for i in self.working("deadline") if i.data.get("kind") == "registration"]
        item = next((i for i in said if i.data.get("form") == "exact"), said[0] if said else None)
        data = item.data if item else {}
        exact = data.get("form") == "exact"
        day = first_day(str(data.get("date", ""))) if exact else None
        boundary = "before" if data.get("boundary") == "before" else "through"
        if "registration_day" in self.choices:
            day = first_day(self.choices["registration_day"])
            boundary = self.choices.get("registration_boundary", boundary)
        words = wording.said(item, self.paper) if item else ""
        hour = str(self.choices.get("registration_hour", hour_in(words) if exact else ""))
        if day is None:
            return Registration(None, boundary, hour, None, None, is_past=False, paper_words=words, item=item)
        closes_at = last_moment(
            day,
            Boundary.BEFORE if boundary == "before" else Boundary.THROUGH,
            time.fromisoformat(hour) if hour else None,
        )
        return Registration(
            day, boundary, hour, closes_at, _said(closes_at, hour), closes_at <= self.at, words, item
        )

    def who(self) -> tuple[WhoRow, ...]:
        rows = [self.participant(item) for item in self.of("participant")]
        for quota in self.working("quota"):
            rows = self.with_quota(rows, quota)
        return tuple(self.answered(row) for row in rows)

    def participant(self, item: PaperItem) -> WhoRow:
        label, subject_kind = str(item.data["label"]), str(item.data.get("subject_kind", "collective"))
        if subject_kind != "collective":
            return WhoRow(f"item-{item.pk}", label, subject_kind, item, (), "ask", READ, (), (), None)
        return self.named(f"item-{item.pk}", label, item, None, asked=not usable(item))

    def named(
        self, key: str, label: str, item: PaperItem, minimum: int | None, *, asked: bool = False
    ) -> WhoRow:
        found = matching.match(label, self.lines)
        mode = PROPOSED if found.unit_ids and not asked else ""
        ids = found.unit_ids if mode else ()
        single = found.kinds[0] if len(found.kinds) == 1 else ""
        return WhoRow(
            key,
            label,
            "collective",
            item,
            found.unit_ids,
            found.certainty,
            mode,
            ids,
            (),
            minimum,
            None,
            single,
        )

    def with_quota(self, rows: list[WhoRow], quota: PaperItem) -> list[WhoRow]:
        """The number goes to every row whose units it means; what no row covers is a row of its own."""
        count, label = int(quota.data["count"]), str(quota.data["who"])
        if _EVERYONE.fullmatch(fold(label)):
            return [
                replace(row, minimum=count, quota_item=quota)
                if row.is_collective and row.minimum is None
                else row
                for row in rows
            ]
        meant = set(matching.match(label, self.lines).unit_ids)
        covered: set[int] = set()
        result = []
        for row in rows:
            inside = bool(row.proposed_ids) and set(row.proposed_ids) <= meant
            covered |= set(row.proposed_ids) if inside else set()
            result.append(replace(row, minimum=count, quota_item=quota) if inside else row)
        if meant - covered or not meant:
            own = replace(self.named(f"item-{quota.pk}", label, quota, count), quota_item=quota)
            result.append(own)
        return result

    def answered(self, row: WhoRow) -> WhoRow:
        answer = self.choices.get("who", {}).get(row.key)
        if answer is None or not row.is_collective:
            return row
        mode, chosen = str(answer.get("mode", "")), tuple(answer.get("units", ()))
        unit_ids, kind = self.meant(mode, row, chosen)
        return replace(
            row,
            mode=mode,
            unit_ids=unit_ids,
            chosen_ids=chosen,
            minimum=answer.get("minimum"),
            unit_kind=kind,
        )

    def meant(self, mode: str, row: WhoRow, chosen: Iterable[int]) -> tuple[tuple[int, ...], str]:
        if mode == PROPOSED:
            return row.proposed_ids, row.unit_kind
        if mode == UNITS:
            picked = set(chosen)
            return tuple(line.id for line in self.lines if line.id in picked), ""
        if mode.startswith(KIND):
            kind = mode.removeprefix(KIND)
            return tuple(line.id for line in self.lines if line.kind == kind), kind
        return (), ""

    def own_quotas(self) -> dict[int, int]:
        known = {line.id for line in self.lines}
        read = {int(unit): int(count) for unit, count in self.choices.get("own_quotas", {}).items()}
        return {unit: count for unit, count in read.items() if unit in known}

    def appraisers(self) -> tuple[int, ...]:
        known = {line.id for line in self.lines}
        if "appraisers" in self.choices:
            return tuple(unit for unit in self.choices["appraisers"] if unit in known)
        named: dict[int, None] = {}
        for item in self.working("responsibility"):
            for part in re.split(r"[,;]", _appraising(item)):
                unit = matching.by_name(part, self.lines)
                named |= {unit.id: None} if unit else {}
        return tuple(named)

    def sectors(self) -> tuple[SectorRow, ...]:
        answers = self.choices.get("sectors", {})
        rows = []
        for item in self.of("sector"):
            name = str(item.data["text"])
            default = matching.sector_code(name) if usable(item) else READ
            code = answers.get(str(item.pk), default)
            rows.append(SectorRow(item, name, code if code in (*Sector.Code.values, READ) else default))
        return tuple(rows)

    def milestones(self, starts_on: date | None, ends_on: date | None) -> Iterable[MilestoneRow]:
        first, last = starts_on or date(self.year, 1, 1), ends_on or date(self.year, 12, 31)
        chosen = self.registration().item
        for item in self.working("deadline"):
            if chosen is not None and item.pk == chosen.pk:
                continue
            data = item.data
            for days in days_of(data, self.year, first, last):
                words = str(data["date"]) if data.get("form") != "exact" else wording.said(item, self.paper)
                yield MilestoneRow(
                    item,
                    str(data.get("kind", "other")),
                    str(data["what"]),
                    words,
                    days.from_on,
                    days.to_on,
                    days.recurs_on_day,
                    self.doer(item),
                )

    def doer(self, item: PaperItem) -> str:
        """Whom the plan gives the task in whose words the date stands; "" where it stands in none, or where
        what stands before the colon names no unit (“Báo cáo: …”).
        """
        if item.start is None:
            return ""
        tasks = [t for t in self.working("responsibility") if t.start is not None and t.data.get("who")]
        within = [t for t in tasks if int(t.start or 0) <= item.start < int(t.end or 0)]
        who = str(within[-1].data["who"]) if within else ""
        return upper_first(who) if who and matching.match(who, self.lines).unit_ids else ""

    def initiatives(self, who: Sequence[WhoRow], options: Sequence[UnitLine]) -> Iterable[InitiativeRow]:
        answers = self.choices.get("initiatives", {})
        known = {line.id for line in self.lines}
        only = {unit for row in who for unit in row.unit_ids}
        default = next(iter(only)) if len(only) == 1 else self.managing(options)
        for item in self.of("initiative"):
            owner = str(item.data.get("owner") or "")
            named = matching.by_name(owner, self.lines) if owner else None
            unit: int | None = (named.id if named else default) if usable(item) else None
            said = answers.get(str(item.pk))
            if said is not None:
                unit = int(said) if said.isdecimal() and int(said) in known else None
            yield InitiativeRow(item, str(item.data["text"]), owner, unit)


def _appraising(item: PaperItem) -> str:
    """The words of a task that name who appraises; "" where it is another task.

    A short sentence names its bodies up to the verb, wherever the reading has cut it in two.
    """
    who, what = str(item.data.get("who") or ""), str(item.data["what"])
    before, verb, _after = what.partition("thẩm định")
    if not verb:
        return ""
    return f"{who} {before}" if len(before.split()) <= _SHORT_SENTENCE else who


def _phase(item: PaperItem) -> PhaseRow:
    start, end = str(item.data.get("start") or ""), str(item.data.get("end") or "")
    words = " – ".join(part for part in (start, end) if part)
    return PhaseRow(item, str(item.data["name"]), words, first_day(start), last_day(end))


def _said(closes_at: datetime, hour: str) -> Phrase:
    """The one exact moment in words: “đến hết ngày thứ Năm, 15/02/2024 (24 giờ)”."""
    on = day_of(closes_at - timedelta(microseconds=1))
    if hour:
        return Phrase(
            N_("Nhận đăng ký trước %(hour)s ngày %(day)s; từ lúc đó là muộn."),
            {"hour": hour, "day": say_day(on)},
        )
    return Phrase(
        N_("Nhận đăng ký đến hết 24 giờ %(day)s; từ 0 giờ ngày %(next)s là muộn."),
        {"day": say_day(on), "next": short_date(on + timedelta(days=1))},
    )


def _missing(made: Preparation) -> Iterable[str]:
    if made.managing_unit_id is None:
        yield _("đơn vị chủ trì")
    asked = [row.label for row in made.who if row.is_asked]
    if asked:
        yield _("“%(label)s” là những đơn vị nào") % {"label": "”, “".join(asked)}
    if not made.registering_ids:
        yield _("đơn vị tham gia đăng ký")
    if made.registration.closes_at is None:
        yield _("hạn đăng ký")
    if not made.national and all(row.code == READ for row in made.sectors):
        yield _("ít nhất một lĩnh vực")
