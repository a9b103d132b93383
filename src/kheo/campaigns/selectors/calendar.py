"""Every date of a round in the order of the year: for the page “Lịch năm” and its sheet for the wall."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kheo.campaigns.models import CampaignRound, GoverningPaper, Milestone
from kheo.campaigns.selectors.running import deadline_of, milestones_of, monthly, phases_of
from kheo.core.timetable.words import expected_days


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

    @property
    def month(self) -> date | None:
        """The first day of the month it stands under."""
        on = self.last if self.is_soft else self.first
        return on.replace(day=1) if on else None


def calendar_of(round_: CampaignRound) -> list[CalendarDay]:
    """Stages, the end of registration and milestones; a monthly one stands in every month."""
    found = [
        CalendarDay(
            phase.name, first=phase.starts_on, last=phase.ends_on or phase.starts_on, paper=phase.paper
        )
        if phase.starts_on or phase.ends_on is None
        else CalendarDay(
            _("%(phase)s: ngày cuối") % {"phase": phase.name},
            first=phase.ends_on,
            last=phase.ends_on,
            paper=phase.paper,
        )
        for phase in phases_of(round_)
    ]
    if deadline := deadline_of(round_):
        found.append(CalendarDay(_("Hạn đăng ký mô hình"), first=deadline.last_day, last=deadline.last_day))
    for milestone in milestones_of(round_):
        if milestone.kind != Milestone.Kind.REGISTRATION or deadline is None:
            found += _days(milestone, round_)
    return sorted(found, key=_order)


def _days(milestone: Milestone, round_: CampaignRound) -> list[CalendarDay]:
    if milestone.recurs_on_day:
        return [_line(milestone, on, on) for on in monthly(milestone.recurs_on_day, round_)]
    first, last = milestone.from_on, milestone.to_on
    if first and last and first != last:
        return [_line(milestone, first, last, is_soft=True)]
    if last is None and (window := expected_days(milestone.words, round_.year)):
        return [_line(milestone, window.first, window.last, is_soft=True)]
    return [_line(milestone, first or last, last)]


def _line(
    milestone: Milestone, first: date | None, last: date | None, *, is_soft: bool = False
) -> CalendarDay:
    words = milestone.words if is_soft or last is None else ""
    return CalendarDay(milestone.what, milestone.who, first, last, words, is_soft, milestone.paper)


def _order(day: CalendarDay) -> tuple[date, int, date]:
    far = date.max
    return (day.month or far, 1 if day.is_soft else 0, day.first or far)
