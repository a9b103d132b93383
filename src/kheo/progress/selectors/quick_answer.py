"""“Trả lời nhanh”: the totals of a round as of this moment, for when somebody telephones."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.core.vietnamese import sort_key
from kheo.kernel.clock import day_of
from kheo.progress.models import Reminded
from kheo.progress.selectors import contributions, difficulties, publicity, round_table
from kheo.progress.selectors.contributions import Totals
from kheo.progress.selectors.difficulties import Tally
from kheo.progress.selectors.periods import RoundPeriod, reporting_of
from kheo.registrations import public as registrations
from kheo.registrations.public import Kind, Registration, State, figures
from kheo.units.public import Subject


@dataclass(frozen=True, slots=True)
class Registered:
    """Who registered how many."""

    owing_units: int
    done_units: int
    sent: int
    accepted: int
    waiting: int
    by_sector: tuple[tuple[str, int], ...]
    by_kind: tuple[tuple[str, int], ...]
    by_lead: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The page."""

    registered: Registered
    period: RoundPeriod | None
    reports: round_table.Counts | None
    works: Totals
    hardship: Totals
    difficulties: Tally
    publicity: list[tuple[str, int]]
    reminded: int

    @property
    def silent(self) -> int:
        """Initiatives of which nothing was heard for sixty days."""
        return self.reports.tabs.get("im-lang", 0) if self.reports else 0


def answer(round_: CampaignRound, at: datetime) -> Answer:
    """Every total, in a constant number of queries."""
    on = day_of(at)
    period = reporting_of(round_).now(on)
    drives = list(contributions.with_drives(round_.pk))
    totals = contributions.totals_of([drive.pk for drive in drives])
    works = [totals[drive.pk] for drive in drives if contributions.is_works(drive)]
    hardship = [totals[drive.pk] for drive in drives if not contributions.is_works(drive)]
    return Answer(
        registered=_registered(round_, at),
        period=period,
        reports=round_table.counts(round_, period, at) if period else None,
        works=contributions.sum_of(works),
        hardship=contributions.sum_of(hardship),
        difficulties=difficulties.tally(round_, on),
        publicity=publicity.counted(round_),
        reminded=Reminded.objects.filter(round=round_).count(),
    )


def _registered(round_: CampaignRound, at: datetime) -> Registered:
    by_unit = figures.by_unit(round_.pk)
    owed = campaigns.owed(round_, day_of(at))
    done = [line for line in owed if figures.sent(by_unit.get(line.unit_id, {})) >= line.minimum]
    counts = registrations.state_counts(round_)
    return Registered(
        owing_units=len(owed),
        done_units=len(done),
        sent=figures.sent(counts),
        accepted=counts.get(State.ACCEPTED, 0),
        waiting=counts.get(State.SUBMITTED, 0),
        by_sector=_by(round_, "sector__name", {}),
        by_kind=_by(round_, "kind", {kind.value: str(kind.label) for kind in Kind}),
        by_lead=_by(round_, "lead__kind", {kind.value: str(kind.label) for kind in Subject.Kind}),
    )


def _by(round_: CampaignRound, column: str, words: dict[str, str]) -> tuple[tuple[str, int], ...]:
    """Accepted registrations by one of their columns, in words; none left out that has any."""
    rows = Registration.objects.filter(round=round_, state=State.ACCEPTED)
    counted = rows.values_list(column).annotate(n=Count("pk")).order_by()
    found = [(words.get(value, value) if value else _("chưa ghi"), number) for value, number in counted]
    return tuple(sorted(found, key=lambda pair: sort_key(pair[0])))
