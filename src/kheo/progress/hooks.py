"""Doors inside the module: what other parts know of a registration that its report and its row should say."""

from collections.abc import Callable, Collection, Mapping, Sequence

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
