"""“Việc của tôi”: what waits for a person, by his roles, over all campaigns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from kheo.accounts.public import Role
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import Campaign, CampaignRound, CampaignState, GoverningPaper
from kheo.core.timetable.deadline import Deadline
from kheo.portal.cockpit import Task, UnitStanding
from kheo.portal.following import difficulty_tasks, owed_by_mine
from kheo.portal.links import link
from kheo.portal.listing import newest_rounds
from kheo.portal.seat import OFFICERS, Seat
from kheo.progress import public as progress
from kheo.progress.public import Said
from kheo.registrations.public import State, figures
from kheo.units import public as units

SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class UnitWork:
    """What one unit of mine does in one campaign."""

    campaign: Campaign
    year: int
    standing: UnitStanding
    url: str
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """The page: what I must decide, what my units owe, what is due soon."""

    desk: Sequence[Task]
    due: Sequence[tuple[Campaign, campaigns.Due]]
    mine: Sequence[UnitWork]
    administers: bool
    may_upload: bool
    has_campaigns: bool
    owed: Sequence[tuple[Said, bool]] = ()


def work_of(seat: Seat, at: datetime) -> Work:
    """What waits for the person, in a constant number of queries."""
    rows = seat.campaigns().exclude(state=CampaignState.CLOSED).order_by("-created_at", "-pk")
    running = list(rows.annotate(is_mine=Exists(Campaign.objects.filter(seat.managed(), pk=OuterRef("pk")))))
    rounds = newest_rounds(running)
    managed = [campaign for campaign in running if campaign.is_mine]
    live = [rounds[c.pk] for c in running if c.state == CampaignState.RUNNING and c.pk in rounds]
    mine = {rounds[c.pk].pk: f"{c.title}: " for c in managed if c.pk in rounds}
    return Work(
        desk=[*_desk(managed, rounds), *difficulty_tasks(seat, live, mine, at)],
        owed=owed_by_mine(seat, live, at),
        due=_due(running, rounds, at),
        mine=_mine(seat, running, rounds, at),
        administers=seat.holds(Role.ADMINISTRATOR),
        may_upload=seat.holds(*OFFICERS),
        has_campaigns=bool(running),
    )


def _desk(managed: Sequence[Campaign], rounds: dict[int, CampaignRound]) -> list[Task]:
    if not managed:
        return []
    counts = figures.by_round({rounds[c.pk].pk for c in managed if c.pk in rounds})
    tasks = []
    for campaign in managed:
        waiting = (
            counts.get(rounds[campaign.pk].pk, {}).get(State.SUBMITTED, 0) if campaign.pk in rounds else 0
        )
        if waiting:
            words = _("%(campaign)s: %(count)d đăng ký chờ tiếp nhận")
            tasks.append(
                Task(
                    words % {"campaign": campaign.title, "count": waiting},
                    link("registrations:desk", rounds[campaign.pk].pk),
                    waiting,
                )
            )
    tasks += _reports_to_read(managed, rounds)
    by_id = {campaign.pk: campaign for campaign in managed}
    papers = GoverningPaper.objects.filter(campaign_id__in=by_id, state="reviewing").defer("text", "blocks")
    for paper in papers.order_by("-uploaded_at", "-pk"):
        campaign = by_id[paper.campaign_id]
        words = _("%(campaign)s: rà soát “%(paper)s”") % {"campaign": campaign.title, "paper": str(paper)}
        tasks.append(Task(words, link("campaigns:review", campaign.pk, paper.pk)))
    return tasks


def _reports_to_read(managed: Sequence[Campaign], rounds: dict[int, CampaignRound]) -> list[Task]:
    counts = progress.waiting_counts({rounds[c.pk].pk for c in managed if c.pk in rounds})
    words = _("%(campaign)s: %(count)d báo cáo tiến độ chờ xem")
    return [
        Task(
            words % {"campaign": campaign.title, "count": count},
            link("progress:round", rounds[campaign.pk].pk),
            count,
        )
        for campaign in managed
        if campaign.pk in rounds and (count := counts.get(rounds[campaign.pk].pk, 0))
    ]


def _due(
    running: Sequence[Campaign], rounds: dict[int, CampaignRound], at: datetime
) -> list[tuple[Campaign, campaigns.Due]]:
    """The nearest date of each running campaign that lies within the next days."""
    launched = {c.pk: c for c in running if c.state == CampaignState.RUNNING and c.pk in rounds}
    milestones = campaigns.milestones_of_rounds([rounds[pk].pk for pk in launched])
    found = []
    for pk, campaign in launched.items():
        nearest = campaigns.due_next(rounds[pk], milestones.get(rounds[pk].pk, []), at)[:2]
        found += [(campaign, due) for due in nearest if due.deadline.ends_at - at <= SOON]
    return sorted(found, key=lambda pair: pair[1].deadline.ends_at)


def _mine(
    seat: Seat, running: Sequence[Campaign], rounds: dict[int, CampaignRound], at: datetime
) -> list[UnitWork]:
    own = [unit for unit, held in seat.roles.items() if Role.UNIT_CONTACT in held]
    launched = {c.pk: c for c in running if c.state == CampaignState.RUNNING and c.pk in rounds}
    if not own or not launched:
        return []
    live = [rounds[pk] for pk in launched]
    numbers = campaigns.owed_by_units(live, own)
    counts = figures.of_units_by_round([r.pk for r in live], own)
    later = campaigns.extensions_of_units(live, own)
    names = units.names(own, seat.on)
    return [
        UnitWork(
            campaign=launched[round_.campaign_id],
            year=round_.year,
            standing=UnitStanding(
                unit_id=unit,
                name=names.get(unit, ""),
                minimum=minimum,
                counts=counts.get((round_.pk, unit), {}),
                deadline=_deadline(round_, later.get((round_.pk, unit))),
                url=link("registrations:mine", round_.pk),
                is_over=campaigns.has_ended(round_.campaign.state, round_.ends_on, seat.on),
            ),
            url=_way(round_, unit, counts.get((round_.pk, unit), {}), later.get((round_.pk, unit)), at),
            is_over=_is_over(round_, later.get((round_.pk, unit)), at),
        )
        for round_ in live
        for unit in own
        if (minimum := numbers.get((round_.pk, unit))) is not None
    ]


def _way(
    round_: CampaignRound, unit: int, counts: figures.Counts, extension: datetime | None, at: datetime
) -> str:
    """Back to what was begun or returned, or past the deadline to what there is; else to a new one."""
    begun = counts.get(State.DRAFT) or counts.get(State.RETURNED)
    if begun or _is_over(round_, extension, at):
        return link("registrations:mine", round_.pk)
    return link("registrations:new", round_.pk, unit)


def _is_over(round_: CampaignRound, extension: datetime | None, at: datetime) -> bool:
    deadline = _deadline(round_, extension)
    return deadline is not None and not deadline.accepts(at)


def _deadline(round_: CampaignRound, extension: datetime | None) -> Deadline | None:
    if round_.registration_closes_at is None:
        return None
    return Deadline(round_.registration_closes_at, timedelta(minutes=round_.grace_minutes), extension)
