"""What other modules may use of progress."""

from kheo.progress.change_of_plan import CHANGE_ORIGIN
from kheo.progress.contribution_kinds import Channel, Direction, Purpose, Scope, Shown, Way, What
from kheo.progress.hooks import register_evidence_keeper
from kheo.progress.models import Difficulty, Drive, Evidence, ProgressReport
from kheo.progress.reminder_papers import Said, said_of
from kheo.progress.selectors.attention import Attention, attention
from kheo.progress.selectors.contributions import Totals as Given
from kheo.progress.selectors.contributions import whole_of as given_in
from kheo.progress.selectors.counting import carried_out, has_ended, households_of, is_copy, reminded
from kheo.progress.selectors.difficulties import Tally, awaiting_yes, tallies
from kheo.progress.selectors.evidence import of_registration as evidence_of
from kheo.progress.selectors.followed import Followed, followed, sent_periods
from kheo.progress.selectors.news import silent_before, silent_words
from kheo.progress.selectors.owing import Owing, Read, is_late, owed_in
from kheo.progress.selectors.periods import Reporting, RoundPeriod, reporting_of
from kheo.progress.selectors.publicity import counts as publicity_counts
from kheo.progress.selectors.reminders import owed_to_me
from kheo.progress.selectors.replication import counted as copy_results
from kheo.progress.selectors.reports import Measured, ToReport, measured_of, to_report
from kheo.progress.selectors.round_table import Counts as ReportCounts
from kheo.progress.selectors.round_table import counts as report_counts
from kheo.progress.selectors.round_table import reading_counts
from kheo.progress.selectors.round_table import sent_counts as report_sent_counts
from kheo.progress.selectors.signs import given_value, last_heard
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
from kheo.progress.services.evidence import About, Chosen, is_defence
from kheo.progress.services.evidence import add as add_evidence
from kheo.progress.services.noting import Pen
from kheo.progress.services.publicity import assign as assign_publicity
from kheo.progress.services.publicity import note_item as note_publicity
from kheo.progress.services.receiving import receive as receive_report
from kheo.progress.services.receiving import return_ as return_report
from kheo.progress.services.reminders import make_digests, note_reminded
from kheo.progress.services.replication import begin as begin_copying
from kheo.progress.services.replication import note_result as note_copy_result
from kheo.progress.services.reports import save_draft as save_report
from kheo.progress.services.reports import send as send_report
from kheo.progress.states import REPORTED, Consent, PublicityKind, ReportState, Rhythm, Standing

__all__ = [
    "CHANGE_ORIGIN",
    "REPORTED",
    "About",
    "Attention",
    "Channel",
    "Chosen",
    "Consent",
    "Difficulty",
    "Direction",
    "Drive",
    "EntryFacts",
    "Evidence",
    "Followed",
    "Given",
    "Measured",
    "Owing",
    "Pen",
    "ProgressReport",
    "PublicityKind",
    "Purpose",
    "Read",
    "ReportCounts",
    "ReportState",
    "Reporting",
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
    "attention",
    "awaiting_yes",
    "begin_copying",
    "carried_out",
    "copy_results",
    "escalate_difficulty",
    "evidence_of",
    "followed",
    "give_difficulty",
    "given_in",
    "given_value",
    "has_ended",
    "households_of",
    "is_copy",
    "is_defence",
    "is_late",
    "last_heard",
    "make_digests",
    "measured_of",
    "name_giver",
    "note_board",
    "note_copy_result",
    "note_entry",
    "note_publicity",
    "note_reminded",
    "open_decision",
    "open_drive",
    "owed_in",
    "owed_to_me",
    "publicity_counts",
    "publish",
    "raise_difficulty",
    "reading_counts",
    "receive_report",
    "record_result",
    "refuse_answer",
    "register_evidence_keeper",
    "reminded",
    "report_counts",
    "report_sent_counts",
    "reporting_of",
    "return_report",
    "said_of",
    "save_report",
    "send_report",
    "sent_periods",
    "silent_before",
    "silent_words",
    "stop_initiative",
    "take_down",
    "tallies",
    "to_report",
    "withdraw_difficulty",
]
