"""What the officer should look at in a round: units that are late, of whom nothing was heard, at risk.

Computed when read, from dates and rows as they stand; each in a shape that the page of reminders takes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Case, CharField, Count, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.kernel.clock import day_of
from kheo.progress.models import ProgressReport
from kheo.progress.selectors import owing
from kheo.progress.selectors.news import heard_at, silent_before, silent_days, silent_words
from kheo.progress.selectors.owing import Owing, Read
from kheo.progress.selectors.round_table import BEHIND, elapsed
from kheo.progress.states import OwedKind, ReportState, Standing
from kheo.registrations.public import Registration, State

END_NEAR = timedelta(days=45)
LOW = 70
"""So many per cent are little when the end is near."""
_DONE, _KEPT_UP, _SLOW, _LOW = "done", "kept-up", "slow", "low"


@dataclass(frozen=True, slots=True)
class Attention:
    """Three groups; a unit may stand in more than one."""

    late: Sequence[Owing]
    silent: Sequence[Owing]
    at_risk: Sequence[Owing]


class _Followed(NamedTuple):
    """A received registration: what its newest report says, when it was last heard of, its own last day."""

    unit_id: int
    said: str
    heard: str
    ends_on: date | None


def attention(round_: CampaignRound, on: date, read: Read | None = None) -> Attention:
    """All three, in a constant number of queries; nothing of a round that is over."""
    late = [one for one in owing.owed_in(round_, on, read) if owing.is_late(one, on)]
    followed = _followed(round_, on)
    risks = _sorted([*_slow(round_, on, followed), *_returned(round_, on)])
    return Attention(late, _silent(round_, on, followed), [*_late_answers(late), *risks])


def silent(round_: CampaignRound, on: date) -> list[Owing]:
    """Units with received registrations of which nothing was heard for too long: how many, since when at the longest."""
    return _silent(round_, on, _followed(round_, on))


def at_risk(round_: CampaignRound, on: date) -> list[Owing]:
    """An answer past its day; figures far behind the time, or low with the end near; a report returned and not sent
    again.
    """
    late = [one for one in owing.owed_in(round_, on) if owing.is_late(one, on)]
    slow = _slow(round_, on, _followed(round_, on))
    return [*_late_answers(late), *_sorted([*slow, *_returned(round_, on)])]


def _late_answers(late: Sequence[Owing]) -> list[Owing]:
    return [one for one in late if one.kind == OwedKind.ANSWER]


def _followed(round_: CampaignRound, on: date) -> list[_Followed]:
    """Every received registration of a round that is not over, judged once: one query. Moments come as texts, which
    stand in the order of time: of thousands only the earliest is ever turned into a day.
    """
    if _is_over(round_, on):
        return []
    gone = elapsed(round_, on)
    late = Q(percent__lt=gone - BEHIND) | (Q(standing=Standing.NOT_BEGUN) if gone >= 50 else Q(pk__in=[]))
    newest = (
        ProgressReport.objects.filter(registration=OuterRef("pk"), first_sent_at__isnull=False)
        .order_by("-period_to", "-period_from", "-pk")
        .annotate(
            said=Case(
                When(standing=Standing.DONE, then=Value(_DONE)),
                When(standing=Standing.KEPT_UP, then=Value(_KEPT_UP)),
                When(late, then=Value(_SLOW)),
                When(Q(percent__lt=LOW) | Q(standing=Standing.NOT_BEGUN), then=Value(_LOW)),
                default=Value(""),
                output_field=CharField(),
            )
        )
    )
    rows = Registration.objects.filter(round=round_, state=State.ACCEPTED).values_list(
        "handled_by_unit_id",
        Coalesce(Subquery(newest.values("said")[:1]), Value("")),
        Cast(heard_at(), CharField()),
        "ends_on",
    )
    return [_Followed(*row) for row in rows]


def _silent(round_: CampaignRound, on: date, followed: Iterable[_Followed]) -> list[Owing]:
    limit = f"{silent_before(on).astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    heard: dict[int, list[str]] = {}
    for one in followed:
        if one.heard < limit and one.said != _DONE:
            heard.setdefault(one.unit_id, []).append(one.heard)
    words, quiet, days = (
        _("báo tình hình thực hiện (%(count)d mô hình %(silent)s)"),
        silent_words(),
        silent_days(),
    )
    found = [
        Owing(
            OwedKind.NEWS,
            round_.pk,
            unit,
            words % {"count": len(moments), "silent": quiet},
            day_of(_moment(min(moments))) + timedelta(days=days),
            len(moments),
        )
        for unit, moments in heard.items()
    ]
    return _sorted(found)


def _moment(text: str) -> datetime:
    """A moment as the database writes it: SQLite in UTC without saying so, PostgreSQL with “+00”."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _slow(round_: CampaignRound, on: date, followed: Iterable[_Followed]) -> list[Owing]:
    end = round_.ends_on or date(round_.year, 12, 31)
    ends: dict[int, list[date]] = {}
    for one in followed:
        last = one.ends_on or end
        if one.said == _SLOW or (one.said == _LOW and last <= on + END_NEAR):
            ends.setdefault(one.unit_id, []).append(last)
    words = _("đẩy nhanh thực hiện (%(count)d mô hình chậm so với thời gian)")
    return [
        Owing(OwedKind.FINISH, round_.pk, unit, words % {"count": len(days)}, min(days), len(days))
        for unit, days in ends.items()
    ]


def _returned(round_: CampaignRound, on: date) -> list[Owing]:
    if _is_over(round_, on):
        return []
    rows = ProgressReport.objects.filter(
        registration__round=round_, registration__state=State.ACCEPTED, state=ReportState.RETURNED
    )
    grouped = rows.values_list("registration__handled_by_unit_id").annotate(n=Count("pk"), due=Min("due_on"))
    words = _("bổ sung, gửi lại %(count)d báo cáo bị trả lại")
    return [
        Owing(OwedKind.RESEND, round_.pk, unit, words % {"count": number}, due, number)
        for unit, number, due in grouped.order_by()
    ]


def _is_over(round_: CampaignRound, on: date) -> bool:
    return campaigns.has_ended(round_.campaign.state, round_.ends_on, on)


def _sorted(found: list[Owing]) -> list[Owing]:
    return sorted(found, key=lambda one: (one.due, one.kind, one.unit_id))
