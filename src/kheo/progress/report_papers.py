"""“Báo cáo tiến độ” of a round on paper."""

from collections.abc import Sequence
from datetime import datetime

from kheo.campaigns.public import CampaignRound
from kheo.core.paper.forms import ReportedInitiative, Signing, progress_summary
from kheo.core.paper.model import Paper
from kheo.core.vietnamese import format_number, short_date
from kheo.kernel.clock import day_of
from kheo.progress.models import IndicatorValue, ProgressReport
from kheo.progress.selectors import publicity, replication
from kheo.progress.selectors.periods import RoundPeriod
from kheo.progress.selectors.reports import sent_of
from kheo.progress.selectors.round_table import rows_of
from kheo.progress.states import REPORTED, Standing
from kheo.registrations import public as registrations
from kheo.units import public as units


def round_paper(round_: CampaignRound, period: RoundPeriod, at: datetime) -> Paper:
    """Every received initiative with what it reported in the period; three queries over the rows."""
    on = day_of(at)
    rows = list(
        rows_of(round_, period)
        .annotate(
            unit_name=registrations.unit_name("handled_by_unit_id", on),
            unit_sort=registrations.unit_sort("handled_by_unit_id", on),
        )
        .order_by("unit_sort", "title_sort", "pk")
    )
    reports = {
        one.registration_id: one
        for one in sent_of([row.pk for row in rows]).filter(period=period.key, state__in=REPORTED)
    }
    unit = round_.campaign.managing_unit
    return progress_summary(
        profile=registrations.profile_of(unit, on),
        issuer=units.name_of(unit, on),
        period=period.name,
        cut_off=short_date(on),
        initiatives=[_line(row.title, vars(row)["unit_name"] or "", reports.get(row.pk)) for row in rows],
        besides=_besides(round_),
        signing=Signing(place=registrations.place_of(unit, on), month=on.month, year=on.year),
    )


def _besides(round_: CampaignRound) -> list[str]:
    """What was said in public, and who copies whom; what there is none of is left out."""
    found = []
    pieces = [f"{format_number(number)} {word}" for word, number in publicity.counted(round_) if number]
    if pieces:
        found.append(f"Tuyên truyền: {'; '.join(pieces)}.")
    copied = replication.counted(round_)
    if copied.copying:
        said = [f"sau {months} tháng, {word.lower()}: {number}" for months, word, number in copied.results]
        whole = f"{format_number(copied.copying)} mô hình học theo mô hình của nơi khác"
        found.append(f"Nhân rộng: {'; '.join([whole, *said])}.")
    return found


def _line(title: str, unit: str, report: ProgressReport | None) -> ReportedInitiative:
    if report is None:
        return ReportedInitiative(unit, title)
    return ReportedInitiative(
        unit,
        title,
        standing=str(Standing(report.standing).label),
        percent=report.percent,
        figures=_figures(list(report.values.all())),
        difficulties=report.difficulties,
        is_late=report.is_late,
    )


def _figures(values: Sequence[IndicatorValue]) -> list[str]:
    return [
        f"{one.name}: {format_number(one.actual or 0)}/{format_number(one.target)} {one.unit}"
        for one in values
        if one.target is not None
    ]
