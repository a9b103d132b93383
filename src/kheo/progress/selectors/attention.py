"""What the officer should look at in a round: units that are late, of whom nothing was heard, at risk.

Computed when read, from dates and rows as they stand; each in a shape that the page of reminders takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DateField, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.kernel.clock import day_of
from kheo.progress.models import ProgressReport
from kheo.progress.selectors import owing
from kheo.progress.selectors.news import heard_at, silent_before, silent_days, silent_words
from kheo.progress.selectors.owing import Owing
from kheo.progress.selectors.round_table import BEHIND, elapsed
from kheo.progress.states import OwedKind, ReportState, Standing
from kheo.registrations.public import Registration, State

END_NEAR = timedelta(days=45)
LOW = 70
"""So many per cent are little when the end is near."""
_FINISHED = (Standing.DONE, Standing.KEPT_UP)


@dataclass(frozen=True, slots=True)
class Attention:
    """Three groups; a unit may stand in more than one."""

    late: Sequence[Owing]
    silent: Sequence[Owing]
    at_risk: Sequence[Owing]


def attention(round_: CampaignRound, on: date) -> Attention:
    """All three, in a constant number of queries; nothing of a round that is over."""
    late = [one for one in owing.owed_in(round_, on) if owing.is_late(one, on)]
    return Attention(late, silent(round_, on), [*_late_answers(late), *_at_risk(round_, on)])


def silent(round_: CampaignRound, on: date) -> list[Owing]:
    """Units with received registrations of which nothing was heard for too long: how many, since when at the longest."""
    if _is_over(round_, on):
        return []
    rows = (
        _followed(round_)
        .annotate(heard_at=heard_at())
        .filter(~Q(standing__isnull=False, standing=Standing.DONE), heard_at__lt=silent_before(on))
    )
    grouped = (
        rows.values_list("handled_by_unit_id").annotate(n=Count("pk"), oldest=Min("heard_at")).order_by()
    )
    words, days = _("báo tình hình thực hiện (%(count)d mô hình %(silent)s)"), silent_days()
    found = [
        Owing(
            OwedKind.NEWS,
            round_.pk,
            unit,
            words % {"count": number, "silent": silent_words()},
            day_of(oldest) + timedelta(days=days),
            number,
        )
        for unit, number, oldest in grouped
    ]
    return _sorted(found)


def at_risk(round_: CampaignRound, on: date) -> list[Owing]:
    """An answer past its day; figures far behind the time, or low with the end near; a report returned and not sent
    again.
    """
    late = [one for one in owing.owed_in(round_, on) if owing.is_late(one, on)]
    return [*_late_answers(late), *_at_risk(round_, on)]


def _late_answers(late: Sequence[Owing]) -> list[Owing]:
    return [one for one in late if one.kind == OwedKind.ANSWER]


def _at_risk(round_: CampaignRound, on: date) -> list[Owing]:
    return [] if _is_over(round_, on) else _sorted([*_slow(round_, on), *_returned(round_)])


def _slow(round_: CampaignRound, on: date) -> list[Owing]:
    gone, end = elapsed(round_, on), round_.ends_on or date(round_.year, 12, 31)
    behind = Q(percent__isnull=False, percent__lt=gone - BEHIND)
    idle = Q(standing=Standing.NOT_BEGUN) if gone >= 50 else Q(pk__in=[])
    near = Q(ends__lte=on + END_NEAR) & (
        Q(percent__isnull=False, percent__lt=LOW) | Q(standing=Standing.NOT_BEGUN)
    )
    finished = Q(standing__isnull=False, standing__in=_FINISHED)
    rows = (
        _followed(round_)
        .annotate(ends=Coalesce("ends_on", Value(end), output_field=DateField()))
        .filter(behind | idle | near, ~finished)
    )
    grouped = rows.values_list("handled_by_unit_id").annotate(n=Count("pk"), first=Min("ends")).order_by()
    words = _("đẩy nhanh thực hiện (%(count)d mô hình chậm so với thời gian)")
    return [
        Owing(OwedKind.FINISH, round_.pk, unit, words % {"count": number}, first, number)
        for unit, number, first in grouped
    ]


def _returned(round_: CampaignRound) -> list[Owing]:
    rows = ProgressReport.objects.filter(
        registration__round=round_, registration__state=State.ACCEPTED, state=ReportState.RETURNED
    )
    grouped = rows.values_list("registration__handled_by_unit_id").annotate(n=Count("pk"), due=Min("due_on"))
    words = _("bổ sung, gửi lại %(count)d báo cáo bị trả lại")
    return [
        Owing(OwedKind.RESEND, round_.pk, unit, words % {"count": number}, due, number)
        for unit, number, due in grouped.order_by()
    ]


def _followed(round_: CampaignRound) -> QuerySet[Registration]:
    newest = ProgressReport.objects.filter(registration=OuterRef("pk"), first_sent_at__isnull=False).order_by(
        "-period_to", "-period_from", "-pk"
    )
    return Registration.objects.filter(round=round_, state=State.ACCEPTED).annotate(
        standing=Subquery(newest.values("standing")[:1]), percent=Subquery(newest.values("percent")[:1])
    )


def _is_over(round_: CampaignRound, on: date) -> bool:
    return campaigns.has_ended(round_.campaign.state, round_.ends_on, on)


def _sorted(found: list[Owing]) -> list[Owing]:
    return sorted(found, key=lambda one: (one.due, one.kind, one.unit_id))
