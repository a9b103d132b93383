"""The officer's table of a round in one period: who reported, who is late, of whom there is no news, what is at
risk. Filtered, sorted and counted by the database, a page at a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.campaigns.public import CampaignRound
from kheo.core.vietnamese import clean_line, fold
from kheo.kernel.clock import day_of, end_of, start_of
from kheo.progress.figures import share_of_time
from kheo.progress.hooks import open_difficulties
from kheo.progress.models import Evidence, ProgressReport
from kheo.progress.selectors.periods import RoundPeriod
from kheo.progress.states import REPORTED, ReportState, Standing, label_for_officer
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration, State

PER_PAGE = 50
SILENT_DAYS = 60
BEHIND = 30
"""How many points of per cent behind the time that has gone count as a risk."""
TABS = (
    ("cho-xem", gettext_lazy("Chờ xem")),
    ("chua-gui", gettext_lazy("Chưa báo cáo")),
    ("muon", gettext_lazy("Quá hạn hoặc gửi muộn")),
    ("im-lang", gettext_lazy("Chưa có thông tin 60 ngày")),
    ("nguy-co", gettext_lazy("Có nguy cơ")),
    ("da-gui", gettext_lazy("Đã báo cáo")),
)
_DONE = (Standing.DONE, Standing.KEPT_UP)
_CONDITIONS = {
    "cho-xem": Q(report_state=ReportState.SENT),
    "chua-gui": Q(is_reported=False),
    "muon": Q(is_overdue=True) | Q(report_late=True),
    "im-lang": Q(is_silent=True),
    "nguy-co": Q(at_risk=True),
    "da-gui": Q(is_reported=True),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One initiative in the table."""

    registration: Registration
    unit: str
    state: str
    word: str
    standing: str
    percent: int | None
    last_news: date
    report_id: int | None
    is_late: bool
    risks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures over the table."""

    all: int
    tabs: dict[str, int]

    @property
    def reported(self) -> int:
        return self.tabs.get("da-gui", 0)

    @property
    def waiting(self) -> int:
        return self.tabs.get("cho-xem", 0)

    @property
    def late(self) -> int:
        return self.tabs.get("muon", 0)

    @property
    def silent(self) -> int:
        return self.tabs.get("im-lang", 0)

    @property
    def at_risk(self) -> int:
        return self.tabs.get("nguy-co", 0)

    @property
    def seen(self) -> int:
        """Reports that the officer has dealt with: “12/45”."""
        return self.reported - self.waiting


def rows_of(round_: CampaignRound, period: RoundPeriod, at: datetime) -> QuerySet[Registration]:
    """The registrations that report in the period, each with what the table says of it."""
    on = day_of(at)
    of_row = ProgressReport.objects.filter(registration=OuterRef("pk"))
    this = of_row.filter(period=period.key)
    sent = of_row.filter(first_sent_at__isnull=False)
    newest = sent.order_by("-period_to", "-period_from", "-pk")
    photos = Evidence.objects.filter(registration=OuterRef("pk"), removed_at__isnull=True)
    rows = Registration.objects.filter(
        round=round_, state=State.ACCEPTED, first_submitted_at__lt=end_of(period.period.last)
    ).annotate(
        report_id=Subquery(this.exclude(state=ReportState.DRAFT).values("pk")[:1]),
        report_state=Subquery(this.exclude(state=ReportState.DRAFT).values("state")[:1]),
        report_late=Subquery(this.filter(state__in=REPORTED).values("is_late")[:1]),
        is_reported=Exists(this.filter(state__in=REPORTED)),
        standing=Subquery(newest.values("standing")[:1]),
        percent=Subquery(newest.values("percent")[:1]),
        last_report=Subquery(sent.order_by("-sent_at").values("sent_at")[:1]),
        last_photo=Subquery(photos.order_by("-added_at").values("added_at")[:1]),
    )
    rows = rows.annotate(
        heard_at=Greatest(
            F("decided_at"),
            Coalesce("last_report", "decided_at"),
            Coalesce("last_photo", "decided_at"),
        )
    )
    return rows.annotate(**_judged(round_, period, on))


def _judged(round_: CampaignRound, period: RoundPeriod, on: date) -> dict[str, Any]:
    overdue = Q(is_reported=False) if period.period.is_over(on) else Q(pk__in=[])
    finished = Q(standing__isnull=False, standing=Standing.DONE)
    silent = Q(heard_at__lt=start_of(on - timedelta(days=SILENT_DAYS))) & ~finished
    open_ = Q(standing__isnull=True) | ~Q(standing__in=_DONE)
    time_gone = elapsed(round_, on)
    behind = open_ & Q(percent__isnull=False, percent__lt=time_gone - BEHIND)
    idle = Q(standing=Standing.NOT_BEGUN) if time_gone >= 50 else Q(pk__in=[])
    return {
        "is_overdue": _flag(overdue),
        "is_silent": _flag(silent),
        "is_behind": _flag(behind),
        "is_idle": _flag(idle),
        "at_risk": _flag(overdue | behind | idle),
    }


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())  # noqa: FBT003


def elapsed(round_: CampaignRound, on: date) -> int:
    """How much of the round's time has gone, in per cent."""
    first = round_.starts_on or date(round_.year, 1, 1)
    last = round_.ends_on or date(round_.year, 12, 31)
    return share_of_time((on - first).days, (last - first).days)


def counts(round_: CampaignRound, period: RoundPeriod, at: datetime) -> Counts:
    """Every tab's figure: one query."""
    found = rows_of(round_, period, at).aggregate(
        everything=Count("pk"), **{_key(tab): Count("pk", filter=_CONDITIONS[tab]) for tab, _word in TABS}
    )
    return Counts(found["everything"], {tab: found[_key(tab)] for tab, _word in TABS})


def _key(tab: str) -> str:
    return "n_" + tab.replace("-", "_")


def page_of(
    round_: CampaignRound, period: RoundPeriod, asked: Mapping[str, str], at: datetime
) -> Page[Registration]:
    """One page of the table; queries do not grow with the rows."""
    on = day_of(at)
    rows = rows_of(round_, period, at)
    if condition := _CONDITIONS.get(asked.get("loc", "")):
        rows = rows.filter(condition)
    if words := fold(clean_line(asked.get("tim", ""))[:100]):
        rows = rows.filter(title_folded__contains=words)
    rows = rows.annotate(
        unit_name=registrations.unit_name("handled_by_unit_id", on),
        unit_sort=registrations.unit_sort("handled_by_unit_id", on),
    ).order_by("unit_sort", "title_sort", "pk")
    return Paginator(rows, PER_PAGE).get_page(asked.get("page", "1"))  # type: ignore[return-value]


def lines_of(rows: Page[Registration] | list[Registration]) -> list[Line]:
    """The rows as the page says them, with their open difficulties: one query more."""
    found = list(rows)
    difficulties = open_difficulties([row.pk for row in found])
    return [_line(row, difficulties.get(row.pk, [])) for row in found]


def _line(row: Registration, difficulties: list[str]) -> Line:
    read: dict[str, Any] = vars(row)
    state = read["report_state"] or ("overdue" if read["is_overdue"] else "open")
    word = (
        str(label_for_officer(ReportState(read["report_state"])))
        if read["report_state"]
        else _("Quá hạn, chưa gửi")
        if read["is_overdue"]
        else _("Chưa gửi")
    )
    return Line(
        registration=row,
        unit=read["unit_name"] or "",
        state=state,
        word=word,
        standing=str(Standing(read["standing"]).label) if read["standing"] else "",
        percent=read["percent"],
        last_news=day_of(read["heard_at"]),
        report_id=read["report_id"],
        is_late=bool(read["report_late"]),
        risks=_risks(read, difficulties),
    )


def _risks(read: Mapping[str, Any], difficulties: list[str]) -> tuple[str, ...]:
    found = []
    if read["is_silent"]:
        found.append(_("chưa có thông tin 60 ngày"))
    if read["is_idle"]:
        found.append(_("đã quá nửa thời gian mà chưa triển khai"))
    if read["is_behind"]:
        found.append(_("kết quả chậm so với thời gian"))
    if difficulties:
        found.append(_("%(count)d khó khăn chưa xong") % {"count": len(difficulties)})
    return tuple(found)


def next_waiting(
    round_: CampaignRound, period: str, after: ProgressReport | None = None
) -> ProgressReport | None:
    """The next report of the period that waits to be read, in the order in which they were sent."""
    rows = ProgressReport.objects.filter(
        registration__round=round_, registration__state=State.ACCEPTED, period=period, state=ReportState.SENT
    )
    if after is not None:
        rows = rows.exclude(pk=after.pk)
    return rows.order_by("sent_at", "pk").first()


def waiting_counts(round_ids: set[int]) -> dict[int, int]:
    """Round → how many reports wait for its officer."""
    rows = ProgressReport.objects.filter(
        registration__round_id__in=round_ids, registration__state=State.ACCEPTED, state=ReportState.SENT
    )
    return dict(rows.values_list("registration__round_id").annotate(n=Count("pk")).order_by())
