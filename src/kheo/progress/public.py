"""What other modules may use of progress."""

from kheo.progress.models import Evidence, ProgressReport
from kheo.progress.states import REPORTED, ReportState, Rhythm, Standing

__all__ = ["REPORTED", "Evidence", "ProgressReport", "ReportState", "Rhythm", "Standing"]
