"""What is open in the hands of somebody who leaves: reports, what his units owe, difficulties at every desk.

One thing hangs on the person himself: a difficulty that was taken to him by name. It passes to his successor.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.accounts.public import Role, User
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import Campaign, CampaignParticipant, CampaignRound, CampaignState, Part
from kheo.kernel.clock import day_of
from kheo.progress.difficulty_rights import WORKING
from kheo.progress.models import Difficulty, ProgressReport
from kheo.progress.reminder_papers import said_of
from kheo.progress.selectors import owing
from kheo.progress.selectors.periods import period_name
from kheo.progress.services.difficulties import hand_on
from kheo.progress.states import UNSOLVED, DifficultyDesk, DifficultyState, OwedKind, ReportState
from kheo.registrations import public as registrations
from kheo.registrations.public import State
from kheo.units import public as units
from kheo.units.public import Leaving, Matter, Matters


def left_behind(leaving: Leaving, at: datetime) -> Sequence[Matters]:
    """Everything of this module, in a constant number of queries."""
    on = day_of(at)
    return [*_reports(leaving), *_owed(leaving, on), *_difficulties(leaving)]


def _reports(leaving: Leaving) -> list[Matters]:
    rows = (
        ProgressReport.objects.filter(
            registration__state=State.ACCEPTED, registration__round__campaign__state=CampaignState.RUNNING
        )
        .annotate(unit_name=registrations.unit_name("registration__handled_by_unit_id", leaving.on))
        .select_related("registration__round")
        .order_by("due_on", "registration__title_sort", "pk")
    )
    own = Q(registration__handled_by_unit_id__in=leaving.unit_ids(Role.UNIT_CONTACT))
    desk = Q(registration__round__campaign__in=_managed(leaving).values("pk"))
    return [
        units.matters_of(
            "progress:reports-begun",
            _("Báo cáo tiến độ đang soạn hoặc bị trả lại"),
            rows.filter(own, state__in=[ReportState.DRAFT, ReportState.RETURNED]),
            _report,
        ),
        units.matters_of(
            "progress:reports-waiting",
            _("Báo cáo tiến độ chờ xem"),
            rows.filter(desk, state=ReportState.SENT),
            _report,
        ),
    ]


def _report(row: ProgressReport) -> Matter:
    words = _("%(unit)s: báo cáo %(period)s, mô hình “%(title)s”")
    said = {
        "unit": vars(row)["unit_name"] or "",
        "period": period_name(row.period, row.registration.round.year),
        "title": row.registration.title,
    }
    due = row.due_on if row.state != ReportState.SENT else None
    return Matter(words % said, due)


def _owed(leaving: Leaving, on: date) -> list[Matters]:
    """What his own units owe; of the units of the campaigns he runs, what they are reminded of."""
    rounds = owing.live_rounds()
    contact = leaving.unit_ids(Role.UNIT_CONTACT)
    own = owing.owed_by(rounds, leaving.unit_ids(*WORKING), on, sending=contact)
    mine = [one for one in own if one.kind != OwedKind.ANSWER]
    managed = set(_managed(leaving).values_list("pk", flat=True))
    followed = [one for one in rounds if one.campaign_id in managed]
    others = _of_others(followed, on) if followed else []
    names = units.names({one.unit_id for one in (*mine, *others)}, on)
    return [
        units.matters(
            "progress:owed",
            _("Việc đơn vị phải làm, có thời hạn"),
            [Matter(f"{one.unit}: {one.owing.what}", one.owing.due) for one in said_of(mine, names, on)],
        ),
        units.matters(
            "progress:reminders",
            _("Đơn vị còn phải nhắc việc"),
            [Matter(f"{one.unit}: {one.owing.what}", one.owing.due) for one in said_of(others, names, on)],
        ),
    ]


def _of_others(rounds: list[CampaignRound], on: date) -> list[owing.Owing]:
    parts = CampaignParticipant.objects.filter(
        campaign_id__in=[one.campaign_id for one in rounds], part=Part.REGISTER
    )
    found = owing.owed_by(rounds, units.successor_ids(parts.values_list("unit_id", flat=True)), on)
    return [one for one in found if one.kind != OwedKind.ANSWER]


def _difficulties(leaving: Leaving) -> list[Matters]:
    rows = (
        Difficulty.objects.filter(round__campaign__state=CampaignState.RUNNING)
        .annotate(unit_name=registrations.unit_name("unit_id", leaving.on))
        .order_by("answer_by", "raised_at", "pk")
    )
    own = leaving.unit_ids(*WORKING)
    desk = Q(round__campaign__in=_managed(leaving).values("pk"))
    return [
        units.matters_of(
            "progress:led",
            _("Khó khăn, vướng mắc đã báo cáo đích danh người bàn giao"),
            _led_by(leaving, rows),
            _difficulty,
            passes=True,
        ),
        units.matters_of(
            "progress:to-answer",
            _("Khó khăn, vướng mắc đơn vị phải trả lời"),
            rows.filter(owner_id__in=own, state=DifficultyState.GIVEN),
            _difficulty,
        ),
        units.matters_of(
            "progress:to-give",
            _("Khó khăn, vướng mắc chờ giao giải quyết"),
            rows.filter(desk, state=DifficultyState.WAITING),
            _difficulty,
        ),
        units.matters_of(
            "progress:given",
            _("Khó khăn, vướng mắc đã giao, chờ đơn vị trả lời"),
            rows.filter(desk, state=DifficultyState.GIVEN).exclude(owner_id__in=own),
            _difficulty,
        ),
        units.matters_of(
            "progress:raised",
            _("Khó khăn, vướng mắc đơn vị đã nêu, chưa xong"),
            rows.filter(unit_id__in=own, state__in=UNSOLVED),
            _difficulty,
        ),
    ]


def _led_by(leaving: Leaving, rows: "QuerySet[Difficulty]") -> "QuerySet[Difficulty]":
    """Taken to him by name, in the places where he gives a role up."""
    areas = {row.unit.area_code for row in leaving.roles} - {""}
    return rows.filter(
        ~Q(desk=DifficultyDesk.UNIT),
        state__in=UNSOLVED,
        escalated_to__contains=leaving.giver.full_name,
        round__campaign__managing_unit__area_code__in=areas,
    )


def _difficulty(row: Difficulty) -> Matter:
    said = " ".join(row.matter.split())
    short = said if len(said) <= 120 else said[:120].rstrip(" .;,") + "…"
    return Matter(f"{vars(row)['unit_name'] or ''}: {short} ({row.place})", row.answer_by)


def _managed(leaving: Leaving) -> "QuerySet[Campaign]":
    desk = leaving.unit_ids(Role.COMMUNE_OFFICER), leaving.unit_ids(Role.PROVINCE_OFFICER)
    return Campaign.objects.filter(campaigns.managed_from(*desk, leaving.on), state=CampaignState.RUNNING)


def move_led(leaving: Leaving, taker: User, *, by: User, at: datetime) -> None:
    """Difficulties that were taken to the giver by name are led by the taker, in the same office."""
    rows = _led_by(leaving, Difficulty.objects.filter(round__campaign__state=CampaignState.RUNNING))
    for row in rows.order_by("pk"):
        _name, _comma, office = row.escalated_to.partition(",")
        hand_on(row, led_by=", ".join(filter(None, (taker.full_name, office.strip()))), by=by, at=at)
