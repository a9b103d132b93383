"""Tables of progress: reports, evidence, contributions."""

from kheo.progress.models.contributions import (
    Drive,
    HouseholdDecision,
    LedgerEntry,
    NamedGiver,
    Publication,
    SupervisionBoard,
)
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
    "Drive",
    "Evidence",
    "HouseholdDecision",
    "IndicatorValue",
    "InitiativeEnd",
    "LedgerEntry",
    "NamedGiver",
    "ProgressReport",
    "Publication",
    "ReportDraft",
    "ReportVersion",
    "ReportingRule",
    "SkippedPeriod",
    "SupervisionBoard",
]
