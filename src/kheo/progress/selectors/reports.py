"""Reading reports: one, those of a registration, and what units still have to report."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound, CampaignState
from kheo.core.errors import N_, NotFound
from kheo.core.timetable.periods import Period
from kheo.core.vietnamese import fold, format_number
from kheo.kernel.clock import day_of
from kheo.progress import figures, permissions
from kheo.progress.models import IndicatorValue, ProgressReport, ReportDraft
from kheo.progress.selectors.periods import (
    Reporting,
    RoundPeriod,
    no_period,
    reporting_of,
    reporting_of_rounds,
)
from kheo.progress.states import REPORTED, ReportState
from kheo.registrations import public as registrations
from kheo.registrations.public import Indicator, Registration, State

SOON = timedelta(days=14)
_SHOWN_WITH = (
    "registration__round__campaign__managing_unit",
    "registration__initiative",
    "registration__sector",
    "registration__lead",
    "sent_by",
    "decided_by",
)


def not_found() -> NotFound:
    """The one sentence for what does not exist and for what is not for these eyes."""
    return NotFound(
        N_("Không có báo cáo này, hoặc tài khoản này không được xem. Hãy mở lại từ danh sách báo cáo."),
        code="report-not-found",
    )


def report_for(user: User, pk: int, on: date) -> ProgressReport:
    """One report with all that its page shows. Raises NotFound where it is not for these eyes."""
    readable = registrations.visible(user, on)
    found = (
        ProgressReport.objects.select_related(*_SHOWN_WITH)
        .filter(pk=pk, registration__in=readable.values("pk"))
        .first()
    )
    if found is None or (found.state == ReportState.DRAFT and not permissions.writes_report(user, found, on)):
        raise not_found()
    return found


def draft_for(draft_id: Any) -> ReportDraft:
    """A draft with its report, registration and round. Raises NotFound."""
    found = (
        ReportDraft.objects.select_related("report__registration__round__campaign", "saved_by")
        .filter(pk=draft_id)
        .first()
    )
    if found is None:
        raise not_found()
    return found


def sent_of(registration_ids: Collection[int]) -> QuerySet[ProgressReport]:
    """What was sent on these registrations, the newest period first, with the values."""
    return (
        ProgressReport.objects.filter(registration_id__in=registration_ids, first_sent_at__isnull=False)
        .prefetch_related(Prefetch("values", queryset=IndicatorValue.objects.order_by("kind", "position")))
        .order_by("registration_id", "-period_to", "-period_from", "-pk")
    )


def latest_of(registration_ids: Collection[int]) -> dict[int, ProgressReport]:
    """Registration → its newest report that was sent: two queries."""
    found: dict[int, ProgressReport] = {}
    for report in sent_of(registration_ids):
        found.setdefault(report.registration_id, report)
    return found


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator as it stands: target, what was reached last, and before that."""

    indicator: Indicator
    value: IndicatorValue | None
    on: date | None = None

    @property
    def reached_all(self) -> bool:
        """Whether the target is reached, or the step done."""
        if self.value is None:
            return False
        target = self.indicator.target
        return self.value.is_done or (target is not None and (self.value.actual or 0) >= target)

    @property
    def overdue(self) -> bool:
        """A step whose day has passed, seen from `on`, and that is not done."""
        due = self.indicator.due_on
        return self.on is not None and due is not None and due < self.on and not self.reached_all


def measured(
    indicators: Iterable[Indicator], report: ProgressReport | None, on: date | None = None
) -> list[Measured]:
    """The registration's indicators with what the report says of each. A value whose indicator is gone is found
    by its name, else by its place.
    """
    values = list(report.values.all()) if report else []
    known = {one.indicator_id: one for one in values if one.indicator_id}
    others = [one for one in values if not one.indicator_id]
    by_name = {(one.kind, fold(one.name)): one for one in others}
    by_place = {(one.kind, one.position): one for one in others}
    return [
        Measured(
            one,
            known.get(one.pk)
            or by_name.get((one.kind, fold(one.name)))
            or _same_unit(one, by_place.get((one.kind, one.position))),
            on,
        )
        for one in indicators
    ]


def measured_of(registrations_: Collection[Registration], on: date) -> dict[int, list[Measured]]:
    """Registration → its indicators, each with what the newest report says of it; three queries, however many."""
    ids = [one.pk for one in registrations_]
    latest = latest_of(ids)
    found: dict[int, list[Indicator]] = {pk: [] for pk in ids}
    for one in Indicator.objects.filter(registration_id__in=ids).order_by("kind", "position"):
        found[one.registration_id].append(one)
    return {pk: measured(rows, latest.get(pk), on) for pk, rows in found.items()}


def _same_unit(indicator: Indicator, value: IndicatorValue | None) -> IndicatorValue | None:
    """A renamed indicator keeps its value only where the same thing is counted."""
    return value if value is not None and value.unit and value.unit == indicator.unit else None


def percent_now(lines: Iterable[Measured]) -> int | None:
    """How far it is by the targets that stand now, of what was reported last; None where nothing is counted."""
    return figures.percent(
        (line.indicator.target, line.value.actual if line.value else None)
        for line in lines
        if line.indicator.kind == Indicator.Kind.MEASURE
    )


def said_of_indicators(indicator_ids: Collection[int]) -> dict[int, str]:
    """Indicator → what the newest report that was sent says of it, in a few words: one query."""
    rows = IndicatorValue.objects.filter(indicator_id__in=indicator_ids, report__first_sent_at__isnull=False)
    found: dict[int, str] = {}
    for one in rows.select_related("report").order_by(
        "report__period_to", "report__period_from", "report_id"
    ):
        reached = _("đã xong") if one.is_done else _("chưa xong")
        if one.kind == Indicator.Kind.MEASURE:
            reached = _("đã đạt %(number)s %(unit)s") % {
                "number": format_number(one.actual or 0),
                "unit": one.unit,
            }
        found[one.indicator_id or 0] = _("Đã báo cáo: %(reached)s") % {"reached": reached}
    return found


@dataclass(frozen=True, slots=True)
class ToReport:
    """One registration in one period, from the unit's side."""

    registration: Registration
    period: RoundPeriod
    report: ProgressReport | None
    on: date

    @property
    def is_reported(self) -> bool:
        return self.report is not None and self.report.state in REPORTED

    @property
    def is_returned(self) -> bool:
        return self.report is not None and self.report.state == ReportState.RETURNED

    @property
    def is_begun(self) -> bool:
        return self.report is not None and self.report.state == ReportState.DRAFT

    @property
    def is_overdue(self) -> bool:
        return not self.is_reported and self.period.period.is_over(self.on)

    @property
    def waits(self) -> bool:
        """Whether it is time to write it: returned, or due within two weeks, or overdue."""
        if self.is_reported:
            return False
        return self.is_returned or self.period.period.due_on - SOON <= self.on

    @property
    def code(self) -> str:
        """The mark of its state."""
        if self.report is not None and self.report.state != ReportState.DRAFT:
            return str(self.report.state)
        return "overdue" if self.is_overdue else "draft" if self.is_begun else "open"

    @property
    def word(self) -> str | Promise:
        """The state from the unit's side."""
        if self.report is not None and self.report.state != ReportState.DRAFT:
            return ReportState(self.report.state).label
        if self.is_overdue:
            return _("Quá hạn, chưa gửi")
        return _("Đang soạn") if self.is_begun else _("Chưa gửi")


def to_report(units: Collection[int], rounds: Collection[CampaignRound], on: date) -> list[ToReport]:
    """Every period that has begun of every received registration of these units, the earliest due first:
    constant queries.
    """
    running = {one.pk: one for one in rounds if one.campaign.state == CampaignState.RUNNING}
    if not running or not units:
        return []
    rows = list(
        Registration.objects.filter(
            round_id__in=running, handled_by_unit_id__in=units, state=State.ACCEPTED
        ).order_by("title_sort", "pk")
    )
    if not rows:
        return []
    reporting = reporting_of_rounds(running.values())
    for row in rows:
        row.round = running[row.round_id]
    return _lines(rows, reporting, on)


def _lines(rows: list[Registration], reporting: dict[int, Reporting], on: date) -> list[ToReport]:
    reports = {
        (one.registration_id, one.period): one
        for one in ProgressReport.objects.filter(registration__in=rows).select_related("draft")
    }
    lines = [
        ToReport(row, period, reports.get((row.pk, period.key)), on)
        for row in rows
        for period in reporting[row.round_id].wanted
        if owes(row, period, on)
    ]
    return sorted(lines, key=lambda line: (line.period.period.due_on, line.registration.title_sort))


def owes(registration: Registration, period: RoundPeriod, on: date) -> bool:
    """Whether the registration is to be reported on in the period: it was there before its last day."""
    sent_at = registration.first_submitted_at
    return period.period.has_begun(on) and sent_at is not None and day_of(sent_at) <= period.period.last


def of_registration(registration: Registration, reporting: Reporting, on: date) -> list[ToReport]:
    """The registration's periods so far, in order, and reports of periods that are asked for no more."""
    reports = {one.period: one for one in registration.progress_reports.select_related("draft", "sent_by")}
    lines = [
        ToReport(registration, period, reports.get(period.key), on)
        for period in reporting.wanted
        if owes(registration, period, on)
    ]
    known = {line.period.key for line in lines}
    return lines + [_of_old_rhythm(registration, one, on) for key, one in reports.items() if key not in known]


def _of_old_rhythm(registration: Registration, report: ProgressReport, on: date) -> ToReport:
    return ToReport(registration, of_report(report), report, on)


def of_report(report: ProgressReport) -> RoundPeriod:
    """The period as the report keeps it."""
    round_ = report.registration.round
    period = Period(report.period, report.period_from, report.period_to, report.due_on)
    return RoundPeriod(round_.pk, round_.year, period)


def shown_period(registration: Registration, key: str, report: ProgressReport | None) -> RoundPeriod:
    """The period as a page tells it; of a rhythm given up since, as the report keeps it."""
    found = reporting_of(registration.round).find(key)
    if found is not None:
        return found
    if report is None:
        raise no_period()
    return of_report(report)
