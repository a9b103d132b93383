"""What other modules may use of progress."""

from kheo.progress.contribution_kinds import Channel, Direction, Purpose, Scope, Shown, Way, What
from kheo.progress.models import Drive, Evidence, ProgressReport
from kheo.progress.services.contributions import EntryFacts, name_giver, note_entry, open_drive
from kheo.progress.services.deciding_together import (
    note_board,
    open_decision,
    publish,
    record_result,
    take_down,
)
from kheo.progress.services.noting import Pen
from kheo.progress.states import REPORTED, ReportState, Rhythm, Standing

__all__ = [
    "REPORTED",
    "Channel",
    "Direction",
    "Drive",
    "EntryFacts",
    "Evidence",
    "Pen",
    "ProgressReport",
    "Purpose",
    "ReportState",
    "Rhythm",
    "Scope",
    "Shown",
    "Standing",
    "Way",
    "What",
    "name_giver",
    "note_board",
    "note_entry",
    "open_decision",
    "open_drive",
    "publish",
    "record_result",
    "take_down",
]
