"""“Việc của tôi”: what waits for a person, by his roles, over all campaigns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from kheo.accounts.public import Role
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import Campaign, CampaignRound, CampaignState, GoverningPaper
from kheo.core.timetable.deadline import Deadline
from kheo.core.vietnamese import upper_first
from kheo.councils import public as councils
from kheo.portal.appraising import appraisal_tasks
from kheo.portal.cockpit import Task, UnitStanding
from kheo.portal.following import award_tasks, difficulty_tasks, owed_by_mine
from kheo.portal.links import link
from kheo.portal.listing import newest_rounds
from kheo.portal.seat import OFFICERS, Seat
from kheo.progress import public as progress
from kheo.progress.public import Said
from kheo.registrations.public import State, changes_waiting, figures
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
    sitting: Sequence[Task] = ()

    @property
    def waiting(self) -> list[Task]:
        """All that waits for the person, late things first, then by their day; what has no day last."""
        every = [
            *self.sitting,
            *self.desk,
            *map(_owed_task, self.owed),
            *(task for one in self.mine for task in _shares(one)),
        ]
        return sorted(every, key=lambda task: (not task.is_late, task.due or date.max))


def _owed_task(pair: tuple[Said, bool]) -> Task:
    said, is_late = pair
    what = upper_first(said.owing.what)
    return Task(what, said.owing.url, about=said.unit, due=said.owing.due, is_late=is_late)


def _shares(one: UnitWork) -> list[Task]:
    """What the unit still has to do of its registrations: mend, finish, send."""
    standing, found = one.standing, []
    last = standing.deadline.last_day if standing.deadline else None
    said = (
        (standing.returned, _("Bổ sung %(count)d đăng ký bị trả lại"), None, 0),
        (standing.drafting, _("Viết tiếp %(count)d bản đăng ký đang soạn"), last, 0),
        (standing.missing, _("Đăng ký mô hình, còn thiếu %(count)d"), last, standing.minimum),
    )
    for count, sentence, due, all_ in said:
        if count and not (one.is_over and due):
            done = standing.sent if all_ else 0
            words = sentence % {"count": count}
            found.append(Task(words, one.url, count, about=standing.name, due=due, done=done, all=all_))
    return found


def work_of(seat: Seat, at: datetime) -> Work:
    """What waits for the person, in a constant number of queries."""
    rows = seat.campaigns().exclude(state=CampaignState.CLOSED).order_by("-created_at", "-pk")
    running = list(rows.annotate(is_mine=Exists(Campaign.objects.filter(seat.managed(), pk=OuterRef("pk")))))
    rounds = newest_rounds(running)
    managed = [campaign for campaign in running if campaign.is_mine]
    live = [rounds[c.pk] for c in running if c.state == CampaignState.RUNNING and c.pk in rounds]
    mine = {rounds[c.pk].pk: c.title for c in managed if c.pk in rounds}
    return Work(
        desk=[
            *_desk(managed, rounds),
            *difficulty_tasks(seat, live, mine, progress.tallies(mine, seat.on) if mine else {}),
            *appraisal_tasks(seat),
            *award_tasks(mine),
        ],
        sitting=[Task(one.words, one.url) for one in councils.waiting_for(seat.user, at)],
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
    reports = progress.reading_counts({rounds[c.pk].pk for c in managed if c.pk in rounds})
    changes = changes_waiting({rounds[c.pk].pk for c in managed if c.pk in rounds})
    tasks = []
    for campaign in managed:
        if campaign.pk not in rounds:
            continue
        round_ = rounds[campaign.pk]
        of_state = counts.get(round_.pk, {})
        waiting = of_state.get(State.SUBMITTED, 0)
        done = of_state.get(State.ACCEPTED, 0) + of_state.get(State.RETURNED, 0)
        if waiting:
            words = _("%(count)d đăng ký chờ tiếp nhận") % {"count": waiting}
            url = link("registrations:desk", round_.pk)
            tasks.append(Task(words, url, waiting, about=campaign.title, done=done, all=done + waiting))
        read, unread = reports.get(round_.pk, (0, 0))
        if unread:
            words = _("%(count)d báo cáo tiến độ chờ xem") % {"count": unread}
            url = link("progress:round", round_.pk, query="?loc=cho-xem")
            tasks.append(Task(words, url, unread, about=campaign.title, done=read, all=read + unread))
        if changes.get(round_.pk):
            words = _("%(count)d đề nghị thay đổi chờ quyết định") % {"count": changes[round_.pk]}
            url = link("registrations:changes", round_.pk)
            tasks.append(Task(words, url, changes[round_.pk], about=campaign.title))
    by_id = {campaign.pk: campaign for campaign in managed}
    papers = GoverningPaper.objects.filter(campaign_id__in=by_id, state="reviewing").defer("text", "blocks")
    for paper in papers.order_by("-uploaded_at", "-pk"):
        campaign = by_id[paper.campaign_id]
        words = _("Rà soát “%(paper)s”") % {"paper": str(paper)}
        tasks.append(Task(words, link("campaigns:review", campaign.pk, paper.pk), about=campaign.title))
    return tasks


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
