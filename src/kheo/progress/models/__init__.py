"""Tables of progress: reports, evidence."""

from kheo.progress.models.evidence import Evidence
from kheo.progress.models.reports import (
    IndicatorValue,
    ProgressReport,
    ReportDraft,
    ReportingRule,
    ReportVersion,
    SkippedPeriod,
)

__all__ = [
    "Evidence",
    "IndicatorValue",
    "ProgressReport",
    "ReportDraft",
    "ReportVersion",
    "ReportingRule",
    "SkippedPeriod",
]
