"""The campaign's one page: what stands on it, gathered from campaigns and registrations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext as _

from kheo.appraisals import public as appraisals
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import (
    Campaign,
    CampaignRound,
    CampaignState,
    Due,
    GoverningPaper,
    PlanContent,
    Stop,
    Theme,
)
from kheo.core.law import Rule, rule
from kheo.core.timetable.deadline import Deadline
from kheo.core.timetable.phrase import Phrase
from kheo.core.timetable.reminders import say_standing
from kheo.kernel.clock import day_of
from kheo.portal.links import link
from kheo.portal.seat import OVERSEERS, OWN_WORK, Seat
from kheo.progress import public as progress
from kheo.progress.public import ReportCounts, RoundPeriod
from kheo.registrations.public import State, changes_waiting, figures
from kheo.units import public as units


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the reader. `about`: of which campaign or unit; `done` of `all` were dealt with."""

    words: str
    url: str = ""
    count: int = 0
    about: str = ""
    due: date | None = None
    is_late: bool = False
    done: int = 0
    all: int = 0

    @property
    def tally(self) -> str:
        """“12/45”: dealt with of all; "" where nothing is counted."""
        return f"{self.done}/{self.all}" if self.all else ""

    def due_words(self, on: date) -> Phrase | None:
        """“còn 3 ngày làm việc”; None where no day is set."""
        return say_standing(self.due, on) if self.due else None


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """One unit: how many it owes, what it has sent, until when it may."""

    unit_id: int
    name: str
    minimum: int
    counts: figures.Counts
    deadline: Deadline | None
    url: str = ""
    words: str = ""
    is_over: bool = False

    @property
    def sent(self) -> int:
        """Waiting or accepted."""
        return figures.sent(self.counts)

    @property
    def accepted(self) -> int:
        return self.counts.get(State.ACCEPTED, 0)

    @property
    def waiting(self) -> int:
        return self.counts.get(State.SUBMITTED, 0)

    @property
    def returned(self) -> int:
        return self.counts.get(State.RETURNED, 0)

    @property
    def drafting(self) -> int:
        return self.counts.get(State.DRAFT, 0)

    @property
    def missing(self) -> int:
        """How many it still owes; never below nothing."""
        return max(0, self.minimum - self.sent)


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A theme counted apart; `theme` None stands for registrations that chose none."""

    theme: Theme | None
    sent: int
    accepted: int


@dataclass(frozen=True, slots=True)
class Everyone:
    """What only those who answer for the whole campaign see."""

    missing: Sequence[UnitStanding]
    registered: Sequence[UnitStanding]
    owing_units: int
    owed: int
    received_of_owed: int
    sent: int
    waiting: int
    accepted: int
    returned: int


@dataclass(frozen=True, slots=True)
class Reports:
    """How reporting stands in the period that is to be looked at now."""

    period: RoundPeriod
    counts: ReportCounts


@dataclass(frozen=True, slots=True)
class Cockpit:
    """The page. `everyone` is None for somebody who answers for his own unit only."""

    campaign: Campaign
    managing_name: str
    round: CampaignRound
    rounds: Sequence[CampaignRound]
    at: datetime
    stops: Sequence[Stop]
    stage: Sequence[Phrase]
    due: Sequence[Due]
    registration: Deadline | None
    papers: Sequence[GoverningPaper]
    contents_open: Sequence[PlanContent]
    contents_total: int
    themes: Sequence[ThemeCount]
    mine: Sequence[UnitStanding]
    everyone: Everyone | None
    reports: Reports | None
    appraisals: Sequence[appraisals.Standing]
    tasks: Sequence[Task]
    basis: Rule
    can_manage: bool
    concerns: bool
    lower: Sequence[Campaign]
    read: progress.Read
    names: Mapping[int, str]

    @property
    def is_launched(self) -> bool:
        """Whether units can take part (or could, before it was closed)."""
        return self.campaign.state != CampaignState.PREPARING

    @property
    def today(self) -> date:
        """The day on which the page is read."""
        return day_of(self.at)


def cockpit(seat: Seat, pk: int, year: int | None, at: datetime) -> Cockpit:
    """Everything on the page of campaign `pk`, in a constant number of queries.

    Raises NotFound where the campaign is not for these eyes or has no such year.
    """
    on = day_of(at)
    campaign = campaigns.campaign_for(seat.user, pk, on, among=_with_seat(seat))
    managing_name, manages = vars(campaign)["managing_name"], vars(campaign)["runs"]
    rounds = campaigns.rounds_of(campaign)
    round_ = campaigns.round_of(rounds, year, on)
    phases, milestones = campaigns.phases_of(round_), campaigns.milestones_of(round_)
    counts = figures.by_unit(round_.pk)
    registering = campaigns.registering(round_, on, also=counts)
    standings = _standings(round_, registering, counts, at)
    mine = _mine(seat, campaign, standings)
    everyone = _everyone(standings, counts) if manages or _oversees(seat, campaign) else None
    papers, contents = campaigns.live_papers(campaign), campaigns.contents_of(campaign)
    own = mine[0].deadline if mine else None
    reporting = progress.reporting_of(round_, milestones=milestones) if everyone else None
    reports = _reports(round_, everyone, reporting, at)
    return Cockpit(
        campaign=campaign,
        managing_name=managing_name or str(campaign.managing_unit),
        round=round_,
        rounds=rounds,
        at=at,
        stops=campaigns.stops(round_, phases, milestones, campaigns.steps_of(round_)),
        stage=campaigns.stage_words(phases, on),
        due=campaigns.due_next(round_, milestones, at, own=own),
        registration=own or campaigns.deadline_of(round_),
        papers=papers,
        contents_open=_not_taken(contents, round_),
        contents_total=len(contents),
        themes=_themes(campaign, round_),
        mine=mine,
        everyone=everyone,
        reports=reports,
        appraisals=appraisals.standings_of([round_.pk]),
        tasks=[
            *_officer_tasks(round_, papers, everyone, manages),
            *_reports_to_read(round_, reports, manages),
            *_contact_tasks(mine, round_),
        ],
        basis=rule("voluntary-emulation", on),
        can_manage=manages,
        concerns=seat.holds(*OWN_WORK),
        lower=campaigns.lower_of(campaign),
        read=progress.Read(counts, registering.owed, reporting),
        names=registering.names,
    )


def _not_taken(contents: Sequence[PlanContent], round_: CampaignRound) -> list[PlanContent]:
    taken = figures.contents_taken(round_.pk) if contents else set()
    return [content for content in contents if content.pk not in taken]


def _with_seat(seat: Seat) -> QuerySet[Campaign]:
    """The campaigns that he may open, each with the name of the unit that manages it and whether he runs it."""
    return seat.campaigns().annotate(
        managing_name=units.name_through("managing_unit_id", seat.on),
        runs=Case(When(seat.managed(), then=Value(value=True)), default=Value(value=False)),
    )


def _standings(
    round_: CampaignRound,
    registering: campaigns.Registering,
    counts: Mapping[int, figures.Counts],
    at: datetime,
) -> dict[int, UnitStanding]:
    """Every unit that registers, owes or has sent something, in Vietnamese order."""
    grace = timedelta(minutes=round_.grace_minutes)
    on = day_of(at)
    owed = {line.unit_id: line for line in registering.owed}
    is_over = campaigns.has_ended(round_.campaign.state, round_.ends_on, on)
    url, found = link("registrations:mine", round_.pk), {}
    for unit_id, name in registering.names.items():
        line = owed.get(unit_id)
        deadline = (
            Deadline(round_.registration_closes_at, grace, registering.extensions.get(unit_id))
            if round_.registration_closes_at
            else None
        )
        found[unit_id] = UnitStanding(
            unit_id=unit_id,
            name=name,
            minimum=line.minimum if line else 0,
            counts=counts.get(unit_id, {}),
            deadline=deadline,
            url=url,
            words=line.words if line else "",
            is_over=is_over,
        )
    return found


def _mine(seat: Seat, campaign: Campaign, standings: Mapping[int, UnitStanding]) -> list[UnitStanding]:
    own = [unit for unit, held in seat.roles.items() if "unit-contact" in held]
    return [standings[unit] for unit in own if unit in standings]


def _oversees(seat: Seat, campaign: Campaign) -> bool:
    """Whether he works, by place, where the campaign is managed, or his unit follows all of it."""
    roots = seat.unit_ids(OVERSEERS)
    if not roots:
        return False
    if campaign.province_code in seat.provinces:
        return True
    if campaign.managing_unit_id in roots:
        return True
    followed = campaigns.following_ids(campaign)
    return bool(roots & followed) or units.subtree(roots, seat.on).filter(pk__in=followed).exists()


def _everyone(standings: Mapping[int, UnitStanding], counts: Mapping[int, figures.Counts]) -> Everyone:
    owing = [line for line in standings.values() if line.minimum]
    totals = {state: sum(one.get(state, 0) for one in counts.values()) for state in State.values}
    return Everyone(
        missing=[line for line in owing if line.missing],
        registered=[line for line in standings.values() if line.sent],
        owing_units=len(owing),
        owed=sum(line.minimum for line in owing),
        received_of_owed=sum(min(line.sent, line.minimum) for line in owing),
        sent=figures.sent(totals),
        waiting=totals[State.SUBMITTED],
        accepted=totals[State.ACCEPTED],
        returned=totals[State.RETURNED],
    )


def _themes(campaign: Campaign, round_: CampaignRound) -> list[ThemeCount]:
    themes = campaigns.themes_of(campaign)
    if not themes:
        return []
    counts = figures.by_theme(round_.pk)
    rows: list[Theme | None] = [*themes, *([None] if None in counts else [])]
    return [
        ThemeCount(theme, figures.sent(one), one.get(State.ACCEPTED, 0))
        for theme in rows
        for one in (counts.get(theme.pk if theme else None, {}),)
    ]


def _officer_tasks(
    round_: CampaignRound,
    papers: Sequence[GoverningPaper],
    everyone: Everyone | None,
    manages: bool,  # noqa: FBT001
) -> list[Task]:
    if not manages:
        return []
    campaign, found = round_.campaign, []
    for paper in papers:
        if paper.state == "reviewing":
            words = _("Rà soát văn bản “%(paper)s”") % {"paper": str(paper)}
            url = link("campaigns:review", campaign.pk, paper.pk)
            if campaign.state != CampaignState.PREPARING:
                url = link("campaigns:amend", campaign.pk, paper.pk)
            found.append(Task(words, url))
        elif paper.is_draft:
            found.append(
                Task(
                    _("Ghi số và ngày cho %(paper)s đã ký") % {"paper": campaigns.paper_name(paper)},
                    link("campaigns:sign_paper", campaign.pk, paper.pk),
                )
            )
    if everyone and everyone.waiting:
        words = _("Tiếp nhận hoặc trả lại %(count)d đăng ký đang chờ") % {"count": everyone.waiting}
        found.append(Task(words, link("registrations:desk", round_.pk), everyone.waiting))
    if count := changes_waiting([round_.pk]).get(round_.pk, 0):
        words = _("%(count)d đề nghị thay đổi chờ quyết định") % {"count": count}
        found.append(Task(words, link("registrations:changes", round_.pk), count))
    return found


def _reports(
    round_: CampaignRound, everyone: Everyone | None, reporting: progress.Reporting | None, at: datetime
) -> Reports | None:
    """Asked where there is something to report on, for who sees every unit."""
    if everyone is None or reporting is None or not everyone.accepted:
        return None
    period = reporting.now(day_of(at))
    return Reports(period, progress.report_sent_counts(round_, period, at)) if period else None


def _reports_to_read(
    round_: CampaignRound,
    reports: Reports | None,
    manages: bool,  # noqa: FBT001
) -> list[Task]:
    if not manages or reports is None or not reports.counts.waiting:
        return []
    words = _("Xem %(count)d báo cáo tiến độ đang chờ") % {"count": reports.counts.waiting}
    url = link("progress:round", round_.pk, query=f"?ky={reports.period.key}&loc=cho-xem")
    return [Task(words, url, reports.counts.waiting)]


def _contact_tasks(mine: Sequence[UnitStanding], round_: CampaignRound) -> list[Task]:
    url = link("registrations:mine", round_.pk)
    said = [
        (_("%(unit)s: bổ sung %(count)d đăng ký bị trả lại"), "returned"),
        (_("%(unit)s: viết tiếp %(count)d bản nháp"), "drafting"),
        (_("%(unit)s: còn phải đăng ký %(count)d mô hình"), "missing"),
    ]
    return [
        Task(words % {"unit": line.name, "count": count}, url, count)
        for line in mine
        for words, name in said
        if (count := int(getattr(line, name)))
    ]
