"""The officer's table of a round in one period: who reported, who is late, of whom there is no news, what is at
risk. Filtered, sorted and counted by the database over few light columns; what a row says is asked for the rows
of the page alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignRound
from kheo.core.vietnamese import clean_line, fold, upper_first
from kheo.kernel.clock import day_of, end_of
from kheo.progress.figures import share_of_time
from kheo.progress.models import Difficulty, ProgressReport
from kheo.progress.selectors.news import heard_at, heard_since, silent_before, silent_words
from kheo.progress.selectors.periods import RoundPeriod
from kheo.progress.states import REPORTED, UNSOLVED, ReportState, Standing, label_for_officer
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration, State

PER_PAGE = 50
BEHIND = 30
"""How many points of per cent behind the time that has gone count as a risk."""
_SILENT = "im-lang"
_TABS_OF_VERDICT = (_SILENT, "nguy-co")
TABS = ("cho-xem", "chua-gui", "muon", "im-lang", "nguy-co", "da-gui")
# More rows than any round has. Of a query with a limit SQLite works out each row once; without one it puts what a row
# is judged by into every figure that asks for it, and works it out as often.
_JUDGED_ONCE = 1_000_000
_DONE, _KEPT_UP, _GOING = "done", "kept-up", "going"
_BEHIND, _IDLE, _BEHIND_AND_IDLE = "behind", "idle", "behind-and-idle"
_RISKS = (_BEHIND, _IDLE, _BEHIND_AND_IDLE)


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
    """Figures over the table. `shown`: rows that the page's filter leaves; `next_waiting`: the report to read next."""

    all: int
    tabs: dict[str, int]
    shown: int = 0
    next_waiting: int | None = None

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


def rows_of(round_: CampaignRound, period: RoundPeriod) -> QuerySet[Registration]:
    """The registrations that report in the period."""
    return Registration.objects.filter(
        round=round_, state=State.ACCEPTED, first_submitted_at__lt=end_of(period.period.last)
    )


def _with_report(rows: QuerySet[Registration], period: RoundPeriod) -> QuerySet[Registration]:
    """Rows with the state of the period's report."""
    this = Q(progress_reports__period=period.key) & Q(progress_reports__first_sent_at__isnull=False)
    return rows.annotate(this=FilteredRelation("progress_reports", condition=this)).annotate(
        report_id=F("this__pk"), report_state=F("this__state"), report_late=F("this__is_late")
    )


def _judged(rows: QuerySet[Registration], round_: CampaignRound, on: date) -> QuerySet[Registration]:
    """Rows with what the newest report says of the work; nothing ("") where there is none yet."""
    verdict = _newest(_sent()).annotate(verdict=_verdict(elapsed(round_, on))).values("verdict")
    return rows.annotate(verdict=Coalesce(Subquery(verdict[:1]), Value("")))


def _listened(rows: QuerySet[Registration], on: date) -> QuerySet[Registration]:
    """Rows with whether anything was heard of them lately."""
    heard = heard_since(silent_before(on))
    return rows.annotate(
        heard=Case(When(heard, then=Value(1)), default=Value(0), output_field=IntegerField())
    )


def _sent() -> QuerySet[ProgressReport]:
    return ProgressReport.objects.filter(registration=OuterRef("pk"), first_sent_at__isnull=False)


def _newest(sent: QuerySet[ProgressReport]) -> QuerySet[ProgressReport]:
    return sent.order_by("-period_to", "-period_from", "-pk")


def _verdict(time_gone: int) -> Case:
    """What a report says of the work when so many per cent of the time have gone."""
    behind = Q(percent__isnull=False, percent__lt=time_gone - BEHIND)
    idle = Q(standing=Standing.NOT_BEGUN) if time_gone >= 50 else Q(pk__in=[])
    return Case(
        When(standing=Standing.DONE, then=Value(_DONE)),
        When(standing=Standing.KEPT_UP, then=Value(_KEPT_UP)),
        When(behind & idle, then=Value(_BEHIND_AND_IDLE)),
        When(behind, then=Value(_BEHIND)),
        When(idle, then=Value(_IDLE)),
        default=Value(_GOING),
        output_field=CharField(),
    )


def _conditions(period: RoundPeriod, on: date) -> dict[str, Q]:
    """Tab → which rows stand under it."""
    reported = Q(report_state__in=REPORTED)
    missing = Q(report_state__isnull=True) | Q(report_state=ReportState.RETURNED)
    overdue = missing if period.period.is_over(on) else Q(pk__in=[])
    return {
        "cho-xem": Q(report_state=ReportState.SENT),
        "chua-gui": missing,
        "muon": overdue | (reported & Q(report_late=True)),
        "im-lang": Q(heard=0) & ~Q(verdict=_DONE),
        "nguy-co": overdue | Q(verdict__in=_RISKS),
        "da-gui": reported,
    }


def elapsed(round_: CampaignRound, on: date) -> int:
    """How much of the round's time has gone, in per cent."""
    first = round_.starts_on or date(round_.year, 1, 1)
    last = round_.ends_on or date(round_.year, 12, 31)
    return share_of_time((on - first).days, (last - first).days)


def counts(
    round_: CampaignRound, period: RoundPeriod, at: datetime, *, asked: Mapping[str, str] | None = None
) -> Counts:
    """Every tab's figure, how many rows the page's filter leaves, and the first report that waits: one query."""
    on = day_of(at)
    conditions = _conditions(period, on)
    judged = _listened(_judged(_with_report(rows_of(round_, period), period), round_, on), on).annotate(
        next_waiting=Subquery(_waiting(round_, period.key).values("pk")[:1])
    )
    found = judged[:_JUDGED_ONCE].aggregate(
        everything=Count("pk"),
        next=Max("next_waiting"),
        shown=Count("pk", filter=_asked(asked or {}, conditions)),
        **{_key(tab): Count("pk", filter=conditions[tab]) for tab in TABS},
    )
    tabs = {tab: found[_key(tab)] for tab in TABS}
    return Counts(found["everything"], tabs, found["shown"], found["next"])


def sent_counts(round_: CampaignRound, period: RoundPeriod, at: datetime) -> Counts:
    """How many reported, wait to be read, are late; nothing of what reports say, which costs most: one query."""
    conditions = _conditions(period, day_of(at))
    tabs = ("da-gui", "cho-xem", "muon")
    found = _with_report(rows_of(round_, period), period).aggregate(
        everything=Count("pk"), **{_key(tab): Count("pk", filter=conditions[tab]) for tab in tabs}
    )
    return Counts(found["everything"], {tab: found[_key(tab)] for tab in tabs})


def tab_words() -> dict[str, str]:
    """Tab → what stands on it, in the order of the page."""
    words = (
        _("Chờ xem"),
        _("Chưa báo cáo"),
        _("Quá hạn hoặc gửi muộn"),
        upper_first(silent_words()),
        _("Có nguy cơ"),
        _("Đã báo cáo"),
    )
    return dict(zip(TABS, words, strict=True))


def _key(tab: str) -> str:
    return "n_" + tab.replace("-", "_")


def _asked(asked: Mapping[str, str], conditions: Mapping[str, Q]) -> Q:
    """The filter of the page: a tab, words of the title."""
    wanted = conditions.get(asked.get("loc", ""), Q())
    if words := fold(clean_line(asked.get("tim", ""))[:100]):
        wanted &= Q(title_folded__contains=words)
    return wanted


def page_of(
    round_: CampaignRound, period: RoundPeriod, asked: Mapping[str, str], at: datetime, counted: Counts
) -> Page[Any]:
    """One page of the table, of as many rows as `counts` found: keys alone, its lines are asked by `lines_of`."""
    on, tab = day_of(at), asked.get("loc", "")
    rows = rows_of(round_, period)
    # Only what the tab is made of: each costs a look-up a row.
    if tab in TABS:
        rows = _with_report(rows, period)
    if tab in _TABS_OF_VERDICT:
        rows = _judged(rows, round_, on)
    if tab == _SILENT:
        rows = _listened(rows, on)
    rows = rows.filter(_asked(asked, _conditions(period, on))).annotate(
        unit_sort=registrations.unit_sort("handled_by_unit_id", on)
    )
    keys = rows.order_by("unit_sort", "title_sort", "pk").values("pk")
    paginator: Paginator[Any] = Paginator(keys, PER_PAGE)
    paginator.count = counted.shown
    return paginator.get_page(asked.get("page", "1"))


def lines_of(page: Page[Any], round_: CampaignRound, period: RoundPeriod, at: datetime) -> list[Line]:
    """The rows of a page as it says them: one query."""
    on = day_of(at)
    keys: Any = page.object_list
    rows = (
        _judged(_with_report(Registration.objects.filter(pk__in=keys), period), round_, on)
        .only("title", "round_id")
        .annotate(
            unit_name=registrations.unit_name("handled_by_unit_id", on),
            unit_sort=registrations.unit_sort("handled_by_unit_id", on),
            standing=Subquery(_newest(_sent()).values("standing")[:1]),
            percent=Subquery(_newest(_sent()).values("percent")[:1]),
            heard_at=heard_at(),
            difficulties=Subquery(_unsolved()),
        )
        .order_by("unit_sort", "title_sort", "pk")
    )
    is_over, silent = period.period.is_over(on), silent_before(on)
    return [_line(row, is_over=is_over, silent=silent) for row in rows]


def _unsolved() -> QuerySet[Difficulty, Any]:
    """How many difficulties of a registration are open."""
    rows = Difficulty.objects.filter(registration=OuterRef("pk"), state__in=UNSOLVED).order_by()
    return rows.annotate(n=Func(F("pk"), function="COUNT", output_field=IntegerField())).values("n")


def _line(row: Registration, *, is_over: bool, silent: datetime) -> Line:
    read: dict[str, Any] = vars(row)
    state = ReportState(read["report_state"]) if read["report_state"] else None
    overdue = is_over and state not in REPORTED
    unsent = _("Quá hạn, chưa gửi") if overdue else _("Chưa gửi")
    return Line(
        registration=row,
        unit=read["unit_name"] or "",
        state=state or ("overdue" if overdue else "open"),
        word=str(label_for_officer(state)) if state else unsent,
        standing=str(Standing(read["standing"]).label) if read["standing"] else "",
        percent=read["percent"],
        last_news=day_of(read["heard_at"]),
        report_id=read["report_id"],
        is_late=bool(read["report_late"]) and state in REPORTED,
        risks=_risks(read, is_silent=read["heard_at"] < silent),
    )


def _risks(read: Mapping[str, Any], *, is_silent: bool) -> tuple[str, ...]:
    found = []
    if is_silent and read["verdict"] != _DONE:
        found.append(silent_words())
    if read["verdict"] in {_IDLE, _BEHIND_AND_IDLE}:
        found.append(_("đã quá nửa thời gian mà chưa triển khai"))
    if read["verdict"] in {_BEHIND, _BEHIND_AND_IDLE}:
        found.append(_("kết quả chậm so với thời gian"))
    if read["difficulties"]:
        found.append(_("%(count)d khó khăn chưa xong") % {"count": read["difficulties"]})
    return tuple(found)


def _waiting(round_: CampaignRound, period: str) -> QuerySet[ProgressReport]:
    """Reports of the period that wait to be read, in the order in which they were sent."""
    return ProgressReport.objects.filter(
        registration__round=round_, registration__state=State.ACCEPTED, period=period, state=ReportState.SENT
    ).order_by("sent_at", "pk")


def reading_counts(round_ids: set[int]) -> dict[int, tuple[int, int]]:
    """Round → how many reports its officer has read (received or returned), and how many wait for him."""
    rows = ProgressReport.objects.filter(
        registration__round_id__in=round_ids, registration__state=State.ACCEPTED
    ).values_list("registration__round_id")
    read = Count("pk", filter=Q(state__in=[ReportState.RECEIVED, ReportState.RETURNED]))
    grouped = rows.annotate(read=read, waiting=Count("pk", filter=Q(state=ReportState.SENT))).order_by()
    return {round_id: (done, waiting) for round_id, done, waiting in grouped}
