"""A campaign that runs: where it stands on a day, what is due, what governs it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kheo.accounts.public import Role, User
from kheo.campaigns.models import (
    Campaign,
    CampaignParticipant,
    CampaignRound,
    DeadlineExtension,
    GoverningPaper,
    Milestone,
    PaperStep,
    Phase,
    PlanContent,
    Sector,
    Theme,
    UnitPlan,
)
from kheo.campaigns.states import CampaignState, PaperRole, PaperState, Part
from kheo.core.errors import N_, NotFound
from kheo.core.timetable.deadline import Deadline, say_hour, short_date
from kheo.core.timetable.phases import PhaseSpan, where
from kheo.core.timetable.phrase import Phrase
from kheo.core.vietnamese import sort_key, upper_first
from kheo.kernel.clock import day_of, end_of
from kheo.units import public as units

STEPS = {
    "launch": N_("Phát động"),
    "told": N_("Báo cho các đơn vị"),
    "registration": N_("Nhận đăng ký"),
    "list": N_("Ban hành danh mục mô hình"),
    "sent-up": N_("Gửi danh sách lên cấp trên"),
}
"""Steps of a campaign that may have been done on paper before Khéo was used."""

_SHORT = 12  # words of a milestone that fit under a stop of the time line


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the time line, in the shape that the page's partial reads."""

    name: str
    on: date | None = None
    start: date | None = None
    end: date | None = None
    words: str = ""
    note: str = ""
    url: str = ""

    @property
    def first_day(self) -> date | None:
        """The day by which stops stand in order."""
        return self.on or self.start or self.end


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a last day: `deadline` speaks for itself, `words` are the paper's own."""

    what: str
    deadline: Deadline
    words: str
    paper: GoverningPaper | None
    from_on: date | None = None

    @property
    def is_soft(self) -> bool:
        """Whether the paper names a stretch of days, or only words, rather than one day."""
        return self.from_on is not None and self.from_on != self.deadline.last_day


def visible(user: User, on: date) -> QuerySet[Campaign]:
    """Campaigns that the person may open: prepared ones of his desk, launched ones his units take part in."""
    return visible_from(
        units.own_unit_ids(user, on),
        units.own_unit_ids(user, on, [Role.COMMUNE_OFFICER]),
        units.own_unit_ids(user, on, [Role.PROVINCE_OFFICER]),
        on,
        provinces={row.province_code for row in units.held(user, on) if row.is_provincial},
    )


def visible_from(
    own: Collection[int],
    commune: Collection[int],
    province: Collection[int],
    on: date,
    *,
    provinces: Collection[str] = (),
) -> QuerySet[Campaign]:
    """The same for somebody whose units are known: in any role, as a commune's, as a province's officer.

    All with the units merged into them. What hangs below counts too, but a province's officer prepares for
    his own unit alone. `provinces`: codes of those whose launched campaigns he reads whole.
    No query of its own.
    """
    reach = Q(unit_id__in=own) | Q(unit_id__in=units.subtree(own, on).values("pk"))
    taking_part = CampaignParticipant.objects.filter(reach).values("campaign_id")
    at_hand = Q(managing_unit_id__in=own) | Q(managing_unit_id__in=units.subtree(own, on).values("pk"))
    launched = ~Q(state=CampaignState.PREPARING) & (
        at_hand | Q(pk__in=taking_part) | Q(province_code__in=provinces)
    )
    return Campaign.objects.filter(managed_from(commune, province, on) | launched)


def managed_from(commune: Collection[int], province: Collection[int], on: date) -> Q:
    """Campaigns at the desk of a commune's or a province's officer of these units."""
    desk = [*commune, *province]
    if not desk:
        return Q(pk__in=())
    below = units.subtree(commune, on).values("pk")
    shared = CampaignParticipant.objects.filter(Q(unit_id__in=desk) | Q(unit_id__in=below), part=Part.MANAGE)
    managing = Q(managing_unit_id__in=desk) | Q(managing_unit_id__in=below)
    return managing | Q(pk__in=shared.values("campaign_id"))


def campaign_for(user: User, pk: int, on: date, *, among: QuerySet[Campaign] | None = None) -> Campaign:
    """One campaign with its managing unit. Raises NotFound where it is not for these eyes.

    `among`: what the person may open, where the caller knows it already.
    """
    rows = visible(user, on) if among is None else among
    found = rows.select_related("managing_unit", "answers").filter(pk=pk).first()
    if found is None:
        raise NotFound(
            N_(
                "Không có phong trào này, hoặc tài khoản này không được xem. Hãy mở lại từ danh sách phong trào."
            ),
            code="campaign-not-found",
        )
    return found


def rounds_of(campaign: Campaign) -> list[CampaignRound]:
    """The years of the campaign, newest first, each knowing its campaign."""
    rounds = list(CampaignRound.objects.filter(campaign=campaign).order_by("-year"))
    for round_ in rounds:
        round_.campaign = campaign
    return rounds


def round_of(rounds: Iterable[CampaignRound], year: int | None, on: date) -> CampaignRound:
    """The round of `year`; without it that of the day's year, else the newest. Raises NotFound."""
    known = {round_.year: round_ for round_ in rounds}
    if year is not None and year not in known:
        raise NotFound(N_("Phong trào này không có năm %(year)s."), code="round-not-found", year=year)
    return known[year or (on.year if on.year in known else max(known))]


def live_papers(campaign: Campaign) -> list[GoverningPaper]:
    """Papers that govern the campaign or wait to, oldest first; those set aside are left out."""
    rows = GoverningPaper.objects.filter(campaign=campaign).exclude(state=PaperState.SET_ASIDE)
    return list(rows.select_related("round").defer("text", "blocks").order_by("applied_at", "pk"))


def plan_of_round(round_: CampaignRound) -> GoverningPaper | None:
    """The plan in force for the round (its newest version); None where it runs without one."""
    rows = GoverningPaper.objects.filter(
        campaign_id=round_.campaign_id, state=PaperState.IN_FORCE, role=PaperRole.PLAN
    ).defer("text", "blocks")
    return rows.filter(round=round_).order_by("-version", "-pk").first() or rows.order_by("-pk").first()


def paper_name(paper: GoverningPaper) -> str:
    """“Kế hoạch số 46/KH-UBND ngày 19/03/2026”, as far as it is known."""
    kind = upper_first((paper.doc_type or str(paper.get_role_display())).lower())
    if paper.is_draft and not paper.number:
        return _("%(kind)s (dự thảo)") % {"kind": kind}
    join = "-" if "/" in paper.symbol else "/"  # the Party's symbol bears the stroke: 12-KH/ĐU
    number = f"{paper.number}{join}{paper.symbol}" if paper.symbol else paper.number
    if paper.issued_on is None:
        return _("%(kind)s số %(number)s") % {"kind": kind, "number": number}
    return _("%(kind)s số %(number)s ngày %(day)s") % {
        "kind": kind,
        "number": number,
        "day": short_date(paper.issued_on),
    }


def deadline_of(round_: CampaignRound, extension: datetime | None = None) -> Deadline | None:
    """When registration closes, for everyone or with one unit's extension; None where no end is set."""
    if round_.registration_closes_at is None:
        return None
    return Deadline(round_.registration_closes_at, timedelta(minutes=round_.grace_minutes), extension)


def has_ended(campaign_state: str, ends_on: date | None, on: date) -> bool:
    """Whether a year of a campaign is over: the campaign was closed, or the year's last day has passed."""
    return campaign_state == CampaignState.CLOSED or (ends_on is not None and ends_on < on)


def extensions_of(round_: CampaignRound) -> list[DeadlineExtension]:
    """Extensions given in the round, newest first."""
    rows = DeadlineExtension.objects.filter(round=round_).select_related("given_by")
    return list(rows.order_by("-given_at", "-pk"))


def phases_of(round_: CampaignRound) -> list[Phase]:
    """The stages in force, in the order of the paper."""
    rows = Phase.objects.filter(round=round_, ended_by__isnull=True).select_related("paper")
    return list(rows.order_by("position", "pk"))


def milestones_of(round_: CampaignRound) -> list[Milestone]:
    """The milestones in force, in the order of their days; those without a day last."""
    rows = Milestone.objects.filter(round=round_, ended_by__isnull=True).select_related("paper")
    return sorted(rows, key=lambda row: (row.to_on or row.from_on or date.max, row.position, row.pk))


def steps_of(round_: CampaignRound) -> list[PaperStep]:
    """Steps done on paper, in order of time."""
    return list(PaperStep.objects.filter(round=round_).order_by("done_on", "pk"))


def stops(
    round_: CampaignRound,
    phases: Iterable[Phase],
    milestones: Iterable[Milestone],
    steps: Iterable[PaperStep] = (),
    *,
    most: int = 10,
) -> list[Stop]:
    """The time line: stages, the end of registration, steps done on paper, and as many dated milestones
    as keep it readable.
    """
    fixed = [
        Stop(phase.name, start=phase.starts_on, end=phase.ends_on, words=phase.words) for phase in phases
    ]
    if deadline := deadline_of(round_):
        hour = say_hour(deadline.ends_at)
        note = hour.text(_) if hour else ""
        fixed.append(Stop(_("Hạn đăng ký"), on=deadline.last_day, note=note))
    fixed += [
        Stop(
            _(STEPS.get(step.step, step.step)),
            on=step.done_on,
            note=_("làm trên giấy, số %(number)s") % {"number": step.number},
        )
        for step in steps
    ]
    dated = [m for m in milestones if m.to_on and m.kind != Milestone.Kind.REGISTRATION]
    room = max(0, most - len(fixed))
    fixed += [_stop(milestone) for milestone in dated[:room]]
    return sorted(fixed, key=lambda stop: stop.first_day or date.max)


def _stop(milestone: Milestone) -> Stop:
    name = Truncator(milestone.what).words(_SHORT)
    if milestone.done_on:
        return Stop(name, on=milestone.done_on, note=done_words(milestone))
    if milestone.from_on == milestone.to_on:
        return Stop(name, on=milestone.to_on)
    return Stop(name, start=milestone.from_on, end=milestone.to_on, words=milestone.words)


def due_next(
    round_: CampaignRound, milestones: Iterable[Milestone], at: datetime, *, own: Deadline | None = None
) -> list[Due]:
    """What is still to come, the nearest first: registration (`own`: the reader's unit's) and milestones."""
    on = day_of(at)
    found = []
    registration = own or deadline_of(round_)
    if registration and registration.accepts(at):
        found.append(Due(_("Hạn đăng ký"), registration, round_.registration_words, None))
    for milestone in milestones:
        last = next_day(milestone, on, round_)
        if last and milestone.kind != Milestone.Kind.REGISTRATION:
            found.append(
                Due(
                    milestone.what,
                    Deadline(end_of(last)),
                    milestone.words,
                    milestone.paper,
                    milestone.from_on,
                )
            )
    return sorted(found, key=lambda due: due.deadline.ends_at)


def done_words(milestone: Milestone) -> str:
    """“đã làm ngày 05/03/2026, Thông báo số 12/TB-UBND”; nothing while it is not done."""
    if milestone.done_on is None:
        return ""
    day = short_date(milestone.done_on)
    if not milestone.done_by:
        return _("đã làm ngày %(day)s") % {"day": day}
    return _("đã làm ngày %(day)s, %(paper)s") % {"day": day, "paper": milestone.done_by}


def next_day(milestone: Milestone, on: date, round_: CampaignRound) -> date | None:
    """The milestone's last day in time that is not yet past; of a monthly one the next; of a done one none."""
    if milestone.done_on:
        return None
    if milestone.recurs_on_day:
        return next((day for day in monthly(milestone.recurs_on_day, round_) if day >= on), None)
    return milestone.to_on if milestone.to_on and milestone.to_on >= on else None


def monthly(day: int, round_: CampaignRound) -> list[date]:
    """The days of a monthly milestone within the round; a day that a month lacks is its last."""
    first = round_.starts_on or date(round_.year, 1, 1)
    last = round_.ends_on or date(round_.year, 12, 31)
    found, month = [], first.replace(day=1)
    while month <= last:
        following = (month + timedelta(days=32)).replace(day=1)
        on = min(month + timedelta(days=day - 1), following - timedelta(days=1))
        if first <= on <= last:
            found.append(on)
        month = following
    return found


def stage_words(phases: Iterable[Phase], on: date) -> list[Phrase]:
    """The stages that hold the day, in words."""
    spans = [PhaseSpan(phase.name, phase.starts_on, phase.ends_on) for phase in phases]
    return [
        Phrase(N_("%(name)s (đến hết %(day)s)"), {"name": phase.name, "day": short_date(phase.ends_on)})
        if phase.ends_on
        else Phrase("%(name)s", {"name": phase.name})
        for phase in where(on, spans, ()).current_phases
    ]


def contents_of(campaign: Campaign) -> list[PlanContent]:
    """What the papers ask to be worked on, each with its sector."""
    rows = PlanContent.objects.filter(campaign=campaign, ended_by__isnull=True)
    return list(rows.select_related("sector", "paper").order_by("position", "pk"))


def themes_of(campaign: Campaign) -> list[Theme]:
    """The themes that are counted apart."""
    return list(Theme.objects.filter(campaign=campaign, ended_by__isnull=True).order_by("position", "pk"))


def sectors_of(campaign: Campaign) -> list[Sector]:
    """The sectors in force."""
    return list(Sector.objects.filter(campaign=campaign, ended_by__isnull=True).order_by("position", "pk"))


def lower_of(campaign: Campaign) -> list[Campaign]:
    """Launched campaigns that carry this one out below."""
    rows = Campaign.objects.filter(answers=campaign).exclude(state=CampaignState.PREPARING)
    return list(rows.order_by("title", "pk"))


def following_ids(campaign: Campaign) -> set[int]:
    """Units that follow the whole campaign: managing, appraising, watching."""
    rows = CampaignParticipant.objects.filter(campaign=campaign).exclude(part__in=[Part.REGISTER, Part.LEFT])
    return {campaign.managing_unit_id, *rows.values_list("unit_id", flat=True)}


def registering_ids(campaign: Campaign) -> set[int]:
    """Units that register in the campaign."""
    rows = CampaignParticipant.objects.filter(campaign=campaign, part=Part.REGISTER)
    return set(rows.values_list("unit_id", flat=True))


def registering_names(campaign: Campaign, on: date, *, also: Collection[int] = ()) -> dict[int, str]:
    """Unit id → name on the day, in Vietnamese order, of units that register (`also`: and these)."""
    names = units.names(registering_ids(campaign) | set(also), on)
    return dict(sorted(names.items(), key=lambda pair: (sort_key(pair[1]), pair[0])))


def latest_extensions(round_: CampaignRound) -> dict[int, datetime]:
    """Unit → its latest closing moment, for the units that were given one."""
    rows = DeadlineExtension.objects.filter(round=round_).values("unit_id")
    return dict(rows.annotate(last=Max("closes_at")).values_list("unit_id", "last"))


def address_of(about: Campaign | CampaignRound) -> str:
    """The address of the campaign's one page, at the round's year."""
    if isinstance(about, CampaignRound):
        return f"{reverse('portal:campaign', args=[about.campaign_id])}?nam={about.year}"
    return reverse("portal:campaign", args=[about.pk])


def unit_plans_of(campaign: Campaign) -> list[UnitPlan]:
    """Units that issued a plan of their own, in order of noting."""
    return list(UnitPlan.objects.filter(campaign=campaign).order_by("issued_on", "pk"))
