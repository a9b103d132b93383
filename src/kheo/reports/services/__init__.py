"""Writing review reports: one verb, one function."""

from kheo.reports.services.classifying import classify
from kheo.reports.services.writing import begin, drop, freeze, issue, save_words

__all__ = ["begin", "classify", "drop", "freeze", "issue", "save_words"]
