"""Where a campaign stands on its time line on a day. Nothing of it is stored: dates decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kheo.core.errors import N_
from kheo.core.timetable.words import DayWindow, expected_days, occurrences


class MilestoneKind(StrEnum):
    """How exactly a paper fixes a milestone."""

    EXACT = N_("ngày cụ thể")
    SOFT = N_("khoảng thời gian")
    RECURRING = N_("định kỳ")
    RELATIVE = N_("theo mốc khác")


class When(StrEnum):
    """Where a milestone lies, seen from a day."""

    PAST = N_("đã qua")
    NOW = N_("đang đến hạn")
    AHEAD = N_("sắp tới")
    OPEN = N_("chưa rõ ngày")


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A phase as the plan prints it: `ends_on` is its last day. None where the plan is silent."""

    name: str
    starts_on: date | None
    ends_on: date | None

    def covers(self, on: date) -> bool:
        """Whether the phase runs on that day; a phase without any date never does."""
        if self.starts_on is None and self.ends_on is None:
            return False
        begun = self.starts_on is None or self.starts_on <= on
        return begun and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True, slots=True)
class MilestoneDay:
    """A milestone: `on` is its last day in time where known, `words` what the paper says."""

    what: str
    on: date | None
    words: str = ""
    kind: MilestoneKind = MilestoneKind.EXACT


@dataclass(frozen=True, slots=True)
class PlacedMilestone:
    """A milestone (or one occurrence of a recurring one) with the days it means."""

    milestone: MilestoneDay
    window: DayWindow | None
    when: When

    def days_away(self, on: date) -> int | None:
        """Days from `on` to its last day; negative when past, None when the day is unknown."""
        return (self.window.last - on).days if self.window else None


@dataclass(frozen=True, slots=True)
class Standing:
    """The time line seen from one day; each group in order of time, the nearest past milestone last."""

    on: date
    past_phases: tuple[PhaseSpan, ...]
    current_phases: tuple[PhaseSpan, ...]
    coming_phases: tuple[PhaseSpan, ...]
    past_milestones: tuple[PlacedMilestone, ...]
    due_now: tuple[PlacedMilestone, ...]
    next_milestones: tuple[PlacedMilestone, ...]
    open_milestones: tuple[PlacedMilestone, ...]

    @property
    def next_due(self) -> PlacedMilestone | None:
        """What is due first: within its days today, else the nearest ahead."""
        return next(iter(self.due_now + self.next_milestones), None)


def where(
    on: date,
    phases: Iterable[PhaseSpan],
    milestones: Iterable[MilestoneDay],
    *,
    period: DayWindow | None = None,
    year: int | None = None,
) -> Standing:
    """Sort phases and milestones by where they lie on the day `on`.

    `period` is the campaign's: recurring milestones are placed within it (without it they stay open).
    `year` completes soft words that state none. Phases may overlap: then several are current.
    """
    ordered = sorted(phases, key=_phase_order)
    placed = [place for milestone in milestones for place in place_milestone(milestone, on, period, year)]
    placed.sort(key=lambda place: place.window.last if place.window else date.max)

    def group(when: When) -> tuple[PlacedMilestone, ...]:
        return tuple(place for place in placed if place.when is when)

    return Standing(
        on=on,
        past_phases=tuple(phase for phase in ordered if phase.ends_on and phase.ends_on < on),
        current_phases=tuple(phase for phase in ordered if phase.covers(on)),
        coming_phases=tuple(phase for phase in ordered if phase.starts_on and phase.starts_on > on),
        past_milestones=group(When.PAST),
        due_now=group(When.NOW),
        next_milestones=group(When.AHEAD),
        open_milestones=group(When.OPEN),
    )


def place_milestone(
    milestone: MilestoneDay, on: date, period: DayWindow | None = None, year: int | None = None
) -> tuple[PlacedMilestone, ...]:
    """The milestone seen from `on`; a recurring one gives one entry per occurrence within `period`."""
    windows = _windows(milestone, period, year)
    if not windows:
        return (PlacedMilestone(milestone, None, When.OPEN),)
    return tuple(PlacedMilestone(milestone, window, _when(window, on)) for window in windows)


def _windows(milestone: MilestoneDay, period: DayWindow | None, year: int | None) -> tuple[DayWindow, ...]:
    if milestone.on is not None:
        return (DayWindow(milestone.on, milestone.on),)
    if milestone.kind is MilestoneKind.RECURRING and period is not None:
        days = occurrences(milestone.words, period.first, period.last)
        return tuple(DayWindow(day, day) for day in days)
    if milestone.kind is MilestoneKind.SOFT:
        window = expected_days(milestone.words, year)
        return (window,) if window else ()
    return ()


def _when(window: DayWindow, on: date) -> When:
    if on in window:
        return When.NOW
    return When.PAST if window.last < on else When.AHEAD


def _phase_order(phase: PhaseSpan) -> tuple[date, date]:
    begins = phase.starts_on or phase.ends_on or date.max
    return begins, phase.ends_on or date.max
