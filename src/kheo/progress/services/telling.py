"""Word of a report to the unit whose it is."""

from datetime import datetime

from kheo.accounts.public import User
from kheo.notices import public as notices
from kheo.progress.models import ProgressReport
from kheo.progress.selectors.periods import period_name


def about(report: ProgressReport) -> str:
    """“báo cáo 6 tháng đầu năm 2026 của mô hình “…””."""
    name = period_name(report.period, report.registration.round.year)
    return f"báo cáo {name} của mô hình “{report.registration.title}”"


def tell_unit(report: ProgressReport, title: str, *, by: User, at: datetime, body: str = "") -> None:
    """Put it before everybody who answers for the unit."""
    notices.tell(
        report,
        unit_ids=[report.registration.handled_by_unit_id],
        title=title,
        by=by,
        at=at,
        body=body,
        link=f"/tien-do/bao-cao/{report.pk}/",
    )
