"""What other modules may use of reports."""

from kheo.documents.public import PaperFacts
from kheo.reports.models import Review, Snapshot
from kheo.reports.services import begin, drop, freeze, issue, save_words
from kheo.reports.states import ReviewKind, ReviewState

__all__ = [
    "PaperFacts",
    "Review",
    "ReviewKind",
    "ReviewState",
    "Snapshot",
    "begin",
    "drop",
    "freeze",
    "issue",
    "save_words",
]
