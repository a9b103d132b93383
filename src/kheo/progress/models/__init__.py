"""Tables of progress: reports, evidence, contributions, difficulties, reminders, publicity, copying."""

from kheo.progress.models.contributions import (
    Drive,
    HouseholdDecision,
    LedgerEntry,
    NamedGiver,
    Publication,
    SupervisionBoard,
)
from kheo.progress.models.difficulties import Difficulty, DifficultyStep
from kheo.progress.models.evidence import Evidence
from kheo.progress.models.packets import Packet, PacketReturn
from kheo.progress.models.publicity import PublicityDuty, PublicityItem
from kheo.progress.models.reminders import CalendarFeed, Digest, Reminded, ReminderLadder, ReminderRun
from kheo.progress.models.replication import Replication, ReplicationResult
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
    "CalendarFeed",
    "Difficulty",
    "DifficultyStep",
    "Digest",
    "Drive",
    "Evidence",
    "HouseholdDecision",
    "IndicatorValue",
    "InitiativeEnd",
    "LedgerEntry",
    "NamedGiver",
    "Packet",
    "PacketReturn",
    "ProgressReport",
    "Publication",
    "PublicityDuty",
    "PublicityItem",
    "Reminded",
    "ReminderLadder",
    "ReminderRun",
    "Replication",
    "ReplicationResult",
    "ReportDraft",
    "ReportVersion",
    "ReportingRule",
    "SkippedPeriod",
    "SupervisionBoard",
]
