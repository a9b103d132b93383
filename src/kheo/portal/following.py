"""What waits between registration and appraisal: difficulties to give, to answer, to say yes to; what is due."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignRound
from kheo.commendations import public as commendations
from kheo.kernel.clock import day_of
from kheo.portal.cockpit import Task
from kheo.portal.links import link
from kheo.portal.seat import OWN_WORK, Seat
from kheo.progress import public as progress
from kheo.progress.public import Said
from kheo.units import public as units


def difficulty_tasks(
    seat: Seat,
    live: Collection[CampaignRound],
    managed: Mapping[int, str],
    counts: Mapping[int, progress.Tally],
) -> list[Task]:
    """Difficulties that wait for this person. `managed`: the rounds that he runs, each with what it is called ("" where
    the page itself says which), `counts`: their tallies. One query, none where nothing was answered in what he runs.
    """
    found, every = [], link("progress:difficulties")
    for pk, about in managed.items():
        one = counts.get(pk)
        if one is None:
            continue
        if one.waiting:
            words = _("%(count)d khó khăn, vướng mắc chờ giao đơn vị giải quyết") % {"count": one.waiting}
            url = f"{every}?dot={pk}&trang-thai=waiting"
            done = one.raised - one.waiting
            found.append(Task(words, url, one.waiting, about=about, done=done, all=one.raised))
        if one.overdue:
            words = _("%(count)d khó khăn, vướng mắc quá hạn trả lời") % {"count": one.overdue}
            url = f"{every}?dot={pk}&trang-thai=given"
            found.append(Task(words, url, one.overdue, about=about, is_late=True))
    asked = [
        one.pk for one in live if one.pk not in managed or (one.pk in counts and counts[one.pk].answered)
    ]
    mine = progress.awaiting_yes(seat.unit_ids(OWN_WORK), asked) if asked else []
    return found + [
        Task(
            _("Xem trả lời, đồng ý hoặc không: %(matter)s") % {"matter": str(row)},
            link("progress:difficulty", row.pk),
        )
        for row in mine
    ]


def owed_by_mine(seat: Seat, live: Collection[CampaignRound], at: datetime) -> list[tuple[Said, bool]]:
    """Reports and answers that the person's units owe soon or late (True), soonest first. What they still have to
    register stands beside each unit's own panel.
    """
    on = day_of(at)
    owed = progress.owed_to_me(seat.user, on, live, registering=False)
    names = units.names({one.unit_id for one in owed}, on) if owed else {}
    return [(one, progress.is_late(one.owing, on)) for one in progress.said_of(owed, names, on)]


def award_tasks(managed: Mapping[int, str]) -> list[Task]:
    """Proposals of recognition that wait to be looked at, dossiers of commendation that wait to be taken in;
    `managed` as above. One query.
    """
    waiting = commendations.waiting_counts(managed) if managed else {}
    staged = _("%(count)d đề nghị công nhận chờ xem xét")
    sent = _("%(count)d hồ sơ khen thưởng chờ tiếp nhận")
    told = [
        (count, words, url, about)
        for pk, about in managed.items()
        for count, words, url in (
            (waiting[pk].proposals, staged, link("recognitions:round", pk)),
            (waiting[pk].dossiers, sent, link("commendations:round", pk)),
        )
        if count
    ]
    return [Task(words % {"count": count}, url, count, about=about) for count, words, url, about in told]
