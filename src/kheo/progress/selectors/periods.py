"""When the units of a round report: computed from its plan or the officer's rule, never stored ahead."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, NotFound
from kheo.core.timetable import periods as timetable
from kheo.core.timetable.deadline import Deadline
from kheo.core.timetable.periods import Period, SaidDay
from kheo.core.timetable.words import occurrences
from kheo.kernel.clock import end_of
from kheo.progress.models import ReportingRule, SkippedPeriod
from kheo.progress.states import Rhythm

_REPORT = "report"
_LOOKED_AT_BEFORE = timedelta(days=21)
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class RoundPeriod:
    """A period of one round, and whether nobody reports for it."""

    round_id: int
    year: int
    period: Period
    skipped: SkippedPeriod | None = None

    @property
    def key(self) -> str:
        return self.period.key

    @property
    def name(self) -> str:
        return period_name(self.period.key, self.year)

    @property
    def deadline(self) -> Deadline:
        """The report's due day as a deadline; what comes later is still taken."""
        return Deadline(end_of(self.period.due_on))


@dataclass(frozen=True, slots=True)
class Reporting:
    """How a round reports, and where that comes from."""

    rhythm: Rhythm
    days_to_send: int
    rule: ReportingRule | None
    periods: tuple[RoundPeriod, ...]

    @property
    def wanted(self) -> list[RoundPeriod]:
        """The periods for which reports are asked."""
        return [one for one in self.periods if one.skipped is None]

    def find(self, key: str) -> RoundPeriod | None:
        return next((one for one in self.periods if one.key == key), None)

    def now(self, on: date) -> RoundPeriod | None:
        """The period to look at on a day: the one whose report is due last before, or next."""
        begun = [
            one for one in self.wanted if min(one.period.last, one.period.due_on) - _LOOKED_AT_BEFORE <= on
        ]
        return begun[-1] if begun else (self.wanted[0] if self.wanted else None)


def period_name(key: str, year: int) -> str:
    """“6 tháng đầu năm 2026”, “năm 2026”, “quý II năm 2026”, “tháng 7 năm 2026”."""
    if key == "h1":
        return _("6 tháng đầu năm %(year)d") % {"year": year}
    if key.startswith("q"):
        return _("quý %(quarter)s năm %(year)d") % {"quarter": _ROMAN[int(key[1:]) - 1], "year": year}
    if key.startswith("m"):
        return _("tháng %(month)d năm %(year)d") % {"month": int(key[1:]), "year": year}
    return _("năm %(year)d") % {"year": year}


def reporting_of(
    round_: CampaignRound, *, milestones: Collection[campaigns.Milestone] | None = None
) -> Reporting:
    """The periods of one round; `milestones`: all of the round in force, where the caller has read them."""
    read = None if milestones is None else {round_.pk: sorted(milestones, key=_as_written)}
    return reporting_of_rounds([round_], milestones=read)[round_.pk]


def _as_written(one: campaigns.Milestone) -> tuple[int, int]:
    return one.position, one.pk


def reporting_of_rounds(
    rounds: Collection[CampaignRound], *, milestones: dict[int, list[campaigns.Milestone]] | None = None
) -> dict[int, Reporting]:
    """Round → its periods: three queries, whatever the number of rounds; two where `milestones` are known."""
    ids = [round_.pk for round_ in rounds]
    rules = {rule.round_id: rule for rule in ReportingRule.objects.filter(round_id__in=ids)}
    skipped = {
        (one.round_id, one.period): one
        for one in SkippedPeriod.objects.filter(round_id__in=ids, resumed_at__isnull=True)
    }
    if milestones is None:
        milestones = campaigns.milestones_of_rounds(ids)
    return {
        round_.pk: _reporting(round_, rules.get(round_.pk), milestones.get(round_.pk, ()), skipped)
        for round_ in rounds
    }


def _reporting(
    round_: CampaignRound,
    rule: ReportingRule | None,
    milestones: Sequence[campaigns.Milestone],
    skipped: dict[tuple[int, str], SkippedPeriod],
) -> Reporting:
    recurring, exact = _said(round_, milestones)
    rhythm = Rhythm(rule.rhythm) if rule else Rhythm(timetable.rhythm_of([day.on for day in recurring]))
    said = exact if rhythm == Rhythm.HALF_AND_YEAR else recurring
    days = rule.days_to_send if rule else 1
    found = timetable.periods_of(rhythm, round_.year, days_to_send=days, said=() if rule else said)
    begins = round_.starts_on or date(round_.year, 1, 1)
    return Reporting(
        rhythm,
        days,
        rule,
        tuple(
            RoundPeriod(round_.pk, round_.year, one, skipped.get((round_.pk, one.key)))
            for one in found
            if one.last >= begins
        ),
    )


def _said(
    round_: CampaignRound, milestones: Sequence[campaigns.Milestone]
) -> tuple[list[SaidDay], list[SaidDay]]:
    """What the plan says of reports: days that come again, and exact ones."""
    first, last = date(round_.year - 1, 12, 15), date(round_.year + 1, 1, 31)
    recurring: list[SaidDay] = []
    exact: list[SaidDay] = []
    for one in milestones:
        if one.kind != _REPORT:
            continue
        days = occurrences(one.words, first, last)
        if len(days) >= 3:
            recurring += [SaidDay(day, one.words) for day in days]
        elif one.to_on is not None:
            exact.append(SaidDay(one.to_on, one.words))
    return recurring, exact


def period_for(round_: CampaignRound, key: str) -> RoundPeriod:
    """One period by its key. Raises NotFound where the round has none such."""
    found = reporting_of(round_).find(key)
    if found is None:
        raise no_period()
    return found


def no_period() -> NotFound:
    """The sentence for a period that this round does not have."""
    return NotFound(
        N_("Phong trào này không có kỳ báo cáo đó. Hãy mở lại từ danh sách báo cáo."),
        code="period-not-found",
    )
