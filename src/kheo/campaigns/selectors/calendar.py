"""Every date of a round in the order of the year: for the page “Lịch năm” and its sheet for the wall."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kheo.campaigns.models import CampaignParticipant, CampaignRound, GoverningPaper, Milestone
from kheo.campaigns.selectors.running import (
    deadline_of,
    done_words,
    milestones_of,
    monthly,
    phases_of,
    plan_of_round,
)
from kheo.campaigns.states import Part
from kheo.core.timetable.deadline import say_hour
from kheo.core.timetable.words import expected_days
from kheo.core.vietnamese import sort_key
from kheo.units import public as units


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One line: an exact day (`first` is `last`), a stretch, or only words in a month or in none."""

    what: str
    who: str = ""
    first: date | None = None
    last: date | None = None
    words: str = ""
    is_soft: bool = False
    paper: GoverningPaper | None = None
    done: str = ""

    @property
    def month(self) -> date | None:
        """The first day of the month it stands under."""
        on = self.last if self.is_soft else self.first
        return on.replace(day=1) if on else None


def calendar_of(round_: CampaignRound, on: date) -> list[CalendarDay]:
    """Stages, the end of registration and milestones, with who does them as units are called on the day; a
    monthly one stands in every month.
    """
    who = _Doers(round_, on)
    found = [
        CalendarDay(
            phase.name,
            who.everyone,
            first=phase.starts_on,
            last=phase.ends_on or phase.starts_on,
            paper=phase.paper,
        )
        if phase.starts_on or phase.ends_on is None
        else CalendarDay(
            _("%(phase)s: ngày cuối") % {"phase": phase.name},
            who.everyone,
            first=phase.ends_on,
            last=phase.ends_on,
            paper=phase.paper,
        )
        for phase in phases_of(round_)
    ]
    if deadline := deadline_of(round_):
        last, paper = deadline.last_day, round_.registration_paper or plan_of_round(round_)
        what, hour = _("Hạn đăng ký mô hình"), say_hour(deadline.ends_at)
        if hour is not None:
            what = f"{what} ({hour.text(_)})"
        found.append(CalendarDay(what, who.registering, first=last, last=last, paper=paper))
    for milestone in milestones_of(round_):
        if milestone.kind != Milestone.Kind.REGISTRATION or deadline is None:
            found += _days(milestone, round_, who.of(milestone))
    return sorted(found, key=_order)


class _Doers:
    """Who does what: as the paper says; where it is silent, whoever does things of that kind."""

    def __init__(self, round_: CampaignRound, on: date) -> None:
        campaign = round_.campaign
        self.everyone = _("Các đơn vị tham gia")
        self.registering = _("Các đơn vị đăng ký")
        self.managing = units.name_of(campaign.managing_unit, on)
        appraising = CampaignParticipant.objects.filter(campaign=campaign, part=Part.APPRAISE)
        names = units.names(appraising.values_list("unit_id", flat=True), on)
        self._by_kind = {
            Milestone.Kind.REGISTRATION: self.registering,
            Milestone.Kind.SEND_UP: self.managing,
            Milestone.Kind.APPRAISAL: "; ".join(sorted(names.values(), key=sort_key)) or self.managing,
            Milestone.Kind.REPORT: self.everyone,
            Milestone.Kind.REVIEW: self.managing,
            Milestone.Kind.LAUNCH: _("Đơn vị có mô hình"),
            Milestone.Kind.OTHER: self.managing,
        }

    def of(self, milestone: Milestone) -> str:
        return milestone.who or self._by_kind[Milestone.Kind(milestone.kind)]


def _days(milestone: Milestone, round_: CampaignRound, who: str) -> list[CalendarDay]:
    if milestone.recurs_on_day:
        return [_line(milestone, who, on, on) for on in monthly(milestone.recurs_on_day, round_)]
    first, last = milestone.from_on, milestone.to_on
    if first and last and first != last:
        return [_line(milestone, who, first, last, is_soft=True)]
    if last is None and (window := expected_days(milestone.words, round_.year)):
        return [_line(milestone, who, window.first, window.last, is_soft=True)]
    return [_line(milestone, who, first or last, last)]


def _line(
    milestone: Milestone, who: str, first: date | None, last: date | None, *, is_soft: bool = False
) -> CalendarDay:
    words = milestone.words if is_soft or last is None else ""
    return CalendarDay(
        milestone.what, who, first, last, words, is_soft, milestone.paper, done_words(milestone)
    )


def _order(day: CalendarDay) -> tuple[date, int, date]:
    far = date.max
    return (day.month or far, 1 if day.is_soft else 0, day.first or far)
