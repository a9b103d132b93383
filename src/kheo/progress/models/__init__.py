"""Tables of progress: reports, evidence."""

from kheo.progress.models.evidence import Evidence
from kheo.progress.models.reports import (
    IndicatorValue,
    InitiativeEnd,
    ProgressReport,
    ReportDraft,
    ReportingRule,
    ReportVersion,
    SkippedPeriod,
)

__all__ = [
    "Evidence",
    "IndicatorValue",
    "InitiativeEnd",
    "ProgressReport",
    "ReportDraft",
    "ReportVersion",
    "ReportingRule",
    "SkippedPeriod",
]
