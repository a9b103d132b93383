"""One initiative over the years: registered, continued, stopped; who led it, its figures by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kheo.accounts.public import User
from kheo.core.errors import N_, NotFound
from kheo.progress.models import InitiativeEnd, ProgressReport
from kheo.progress.selectors import replication
from kheo.progress.selectors.reports import Measured, latest_of, measured, percent_now
from kheo.progress.states import Standing
from kheo.registrations import public as registrations
from kheo.registrations.public import Initiative, Kind, Mark, Registration, State
from kheo.units import public as units


@dataclass(frozen=True, slots=True)
class YearOf:
    """What became of the initiative in one year."""

    registration: Registration
    unit: str
    led_by: str
    report: ProgressReport | None
    lines: Sequence[Measured]

    @property
    def year(self) -> int:
        return self.registration.round.year

    @property
    def kind(self) -> str:
        return str(Kind(self.registration.kind).label)

    @property
    def is_withdrawn(self) -> bool:
        return self.registration.state == State.WITHDRAWN

    @property
    def standing(self) -> str:
        return str(Standing(self.report.standing).label) if self.report and self.report.standing else ""

    @property
    def percent(self) -> int | None:
        """By the targets that stand now, of what was reported last."""
        return percent_now(self.lines) if self.report else None


@dataclass(frozen=True, slots=True)
class Lineage:
    """The initiative's page. `latest` is the registration that may be continued or stopped."""

    initiative: Initiative
    title: str
    years: Sequence[YearOf]
    ends: Sequence[InitiativeEnd]
    mark: Mark | None = None
    copied: str = ""
    copies: int = 0

    @property
    def latest(self) -> Registration:
        return self.years[-1].registration

    @property
    def end(self) -> InitiativeEnd | None:
        """Why it is not carried on, where it is not."""
        return next((one for one in self.ends if one.resumed_at is None), None)


def lineage(user: User, initiative_id: int, on: date) -> Lineage:
    """Every year of the initiative that the person may read, the earliest first: constant queries.

    Raises NotFound where there is none.
    """
    asked = Initiative.objects.filter(pk=initiative_id).first()
    kept = Initiative.objects.filter(pk=asked.merged_into_id or asked.pk).first() if asked else None
    if kept is None:
        raise _not_found()
    same = Initiative.objects.filter(Q(pk=kept.pk) | Q(merged_into=kept))
    rows = list(
        registrations.visible(user, on)
        .filter(initiative__in=same.values("pk"))
        .exclude(state=State.DRAFT)
        .select_related("round__campaign", "lead")
        .prefetch_related("indicators")
        .order_by("round__year", "pk")
    )
    if not rows:
        raise _not_found()
    names = units.names({row.unit_id for row in rows}, on)
    reports = latest_of([row.pk for row in rows])
    years = [_year(row, names, reports.get(row.pk)) for row in rows]
    ends = list(InitiativeEnd.objects.filter(initiative__in=same.values("pk")).order_by("ended_on", "pk"))
    mark = registrations.marks_of([kept.pk], on).get(kept.pk)
    copied = replication.copied_by([row.pk for row in rows])
    return Lineage(
        kept,
        rows[-1].title,
        years,
        ends,
        mark,
        copied=replication.origin_words(copied, on) if copied else "",
        copies=replication.copies_of(kept.pk, on).count,
    )


def _year(row: Registration, names: dict[int, str], report: ProgressReport | None) -> YearOf:
    indicators = sorted(row.indicators.all(), key=lambda one: (one.kind, one.position))
    return YearOf(
        row, names.get(row.unit_id, ""), registrations.led_by(row), report, measured(indicators, report)
    )


def _not_found() -> NotFound:
    return NotFound(
        N_("Không có mô hình này, hoặc tài khoản này không được xem. Hãy mở lại từ danh sách."),
        code="initiative-not-found",
    )
