"""Doors: what other parts know of a registration that its report and its row should say; which photos
others keep.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from kheo.accounts.public import User
from kheo.core.errors import NotAllowed
from kheo.progress.models import Evidence

DifficultySource = Callable[[Collection[int]], Mapping[int, Sequence[str]]]
_sources: list[DifficultySource] = []


def register_difficulty_source(source: DifficultySource) -> None:
    """Have `source` asked for the open difficulties of registrations, each in a line. Twice counts once."""
    if source not in _sources:
        _sources.append(source)


def open_difficulties(registration_ids: Collection[int]) -> dict[int, list[str]]:
    """Registration → its open difficulties, each as a line; those without any are left out."""
    found: dict[int, list[str]] = {}
    for source in _sources:
        for registration, lines in source(registration_ids).items():
            if lines:
                found.setdefault(registration, []).extend(lines)
    return found


EvidenceKeeper = Callable[[Evidence, User], NotAllowed | None]
_keepers: list[EvidenceKeeper] = []


def register_evidence_keeper(keeper: EvidenceKeeper) -> None:
    """Have `keeper` asked before somebody takes a photo out; what it answers is why that person may not. Twice counts
    once.
    """
    if keeper not in _keepers:
        _keepers.append(keeper)


def require_not_kept(evidence: Evidence, by: User) -> None:
    """Raise what a keeper answers."""
    for keeper in _keepers:
        refusal = keeper(evidence, by)
        if refusal is not None:
            raise refusal
