"""What the linter says: one finding, and how it is told to programs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kheo.core.errors import N_
from kheo.core.sources import Verified


class Severity(StrEnum):
    """How much it weighs; the value is the word in data."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def words(self) -> str:
        """As the page groups findings (untranslated)."""
        return _WORDS[self]


_WORDS = {
    Severity.ERROR: N_("Sai thể thức"),
    Severity.WARNING: N_("Nên sửa"),
    Severity.INFO: N_("Cần biết"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right. `text[start:end]` is its place; None where the whole paper is meant.

    `repair` is what should stand at the place instead; None where only a person can know.
    """

    id: str
    severity: Severity
    sentence: str
    article: str
    verified: Verified | None
    start: int | None = None
    end: int | None = None
    page: int | None = None
    repair: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence % self.params if self.params else self.sentence

    def as_json(self, text: str) -> dict[str, object]:
        """Plain data for `--json`."""
        return {
            "id": self.id,
            "severity": self.severity.value,
            "start": self.start,
            "end": self.end,
            "page": self.page,
            "words": text[self.start : self.end] if self.start is not None else None,
            "article": self.article,
            "verified": self.verified.name if self.verified else None,
            "sentence": str(self),
            "repair": self.repair,
        }
