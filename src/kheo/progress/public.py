"""What other modules may use of progress."""

from kheo.progress.contribution_kinds import Channel, Direction, Purpose, Scope, Shown, Way, What
from kheo.progress.models import Difficulty, Drive, Evidence, ProgressReport
from kheo.progress.reminder_papers import Said, said_of
from kheo.progress.selectors.difficulties import Tally, awaiting_yes, tallies
from kheo.progress.selectors.owing import Owing, is_late, owed_in
from kheo.progress.selectors.periods import RoundPeriod, reporting_of
from kheo.progress.selectors.reminders import owed_to_me
from kheo.progress.selectors.reports import ToReport, to_report
from kheo.progress.selectors.round_table import Counts as ReportCounts
from kheo.progress.selectors.round_table import counts as report_counts
from kheo.progress.selectors.round_table import waiting_counts
from kheo.progress.services.contributions import EntryFacts, name_giver, note_entry, open_drive
from kheo.progress.services.deciding_together import (
    note_board,
    open_decision,
    publish,
    record_result,
    take_down,
)
from kheo.progress.services.difficulties import accept as accept_answer
from kheo.progress.services.difficulties import answer as answer_difficulty
from kheo.progress.services.difficulties import escalate as escalate_difficulty
from kheo.progress.services.difficulties import give as give_difficulty
from kheo.progress.services.difficulties import raise_difficulty
from kheo.progress.services.difficulties import refuse as refuse_answer
from kheo.progress.services.difficulties import withdraw as withdraw_difficulty
from kheo.progress.services.ending import stop as stop_initiative
from kheo.progress.services.evidence import About, Chosen
from kheo.progress.services.evidence import add as add_evidence
from kheo.progress.services.noting import Pen
from kheo.progress.services.publicity import assign as assign_publicity
from kheo.progress.services.publicity import note_item as note_publicity
from kheo.progress.services.receiving import receive as receive_report
from kheo.progress.services.receiving import return_ as return_report
from kheo.progress.services.reminders import make_digests, note_reminded
from kheo.progress.services.reports import save_draft as save_report
from kheo.progress.services.reports import send as send_report
from kheo.progress.states import REPORTED, Consent, ReportState, Rhythm, Standing

__all__ = [
    "REPORTED",
    "About",
    "Channel",
    "Chosen",
    "Consent",
    "Difficulty",
    "Direction",
    "Drive",
    "EntryFacts",
    "Evidence",
    "Owing",
    "Pen",
    "ProgressReport",
    "Purpose",
    "ReportCounts",
    "ReportState",
    "Rhythm",
    "RoundPeriod",
    "Said",
    "Scope",
    "Shown",
    "Standing",
    "Tally",
    "ToReport",
    "Way",
    "What",
    "accept_answer",
    "add_evidence",
    "answer_difficulty",
    "assign_publicity",
    "awaiting_yes",
    "escalate_difficulty",
    "give_difficulty",
    "is_late",
    "make_digests",
    "name_giver",
    "note_board",
    "note_entry",
    "note_publicity",
    "note_reminded",
    "open_decision",
    "open_drive",
    "owed_in",
    "owed_to_me",
    "publish",
    "raise_difficulty",
    "receive_report",
    "record_result",
    "refuse_answer",
    "report_counts",
    "reporting_of",
    "return_report",
    "said_of",
    "save_report",
    "send_report",
    "stop_initiative",
    "take_down",
    "tallies",
    "to_report",
    "waiting_counts",
    "withdraw_difficulty",
]
