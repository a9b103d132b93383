"""Writing review reports: one verb, one function."""

from kheo.reports.services.writing import begin, drop, freeze, issue, save_words

__all__ = ["begin", "drop", "freeze", "issue", "save_words"]
