"""The ready papers of a campaign: plain facts in, a paper out."""

from kheo.core.paper.forms.contributions import (
    GivenLine,
    PublicSheet,
    RoundLine,
    SpentLine,
    public_sheet,
    round_table,
)
from kheo.core.paper.forms.letters import Issuing, QuotaLine, campaign_letter, list_notice, upward_letter
from kheo.core.paper.forms.lists import ListedInitiative, Signing, registration_list, summary_list
from kheo.core.paper.forms.progress import ReportedInitiative, progress_summary
from kheo.core.paper.forms.recognitions import (
    Named,
    NamedExemplar,
    NamedInitiative,
    PraiseLetter,
    attendance_appendix,
    praise_letter,
    praise_notice,
    recognition_decision,
    recognition_submission,
    review_decision,
)
from kheo.core.paper.forms.sheets import IndicatorLine, SheetFacts, StepLine, receipt, registration_sheet
from kheo.core.paper.forms.wall import CalendarItem, DirectoryEntry, directory, year_calendar
from kheo.core.paper.forms.words import moment_words

__all__ = [
    "CalendarItem",
    "DirectoryEntry",
    "GivenLine",
    "IndicatorLine",
    "Issuing",
    "ListedInitiative",
    "Named",
    "NamedExemplar",
    "NamedInitiative",
    "PraiseLetter",
    "PublicSheet",
    "QuotaLine",
    "ReportedInitiative",
    "RoundLine",
    "SheetFacts",
    "Signing",
    "SpentLine",
    "StepLine",
    "attendance_appendix",
    "campaign_letter",
    "directory",
    "list_notice",
    "moment_words",
    "praise_letter",
    "praise_notice",
    "progress_summary",
    "public_sheet",
    "receipt",
    "recognition_decision",
    "recognition_submission",
    "registration_list",
    "registration_sheet",
    "review_decision",
    "round_table",
    "summary_list",
    "upward_letter",
    "year_calendar",
]
