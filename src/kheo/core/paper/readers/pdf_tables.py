"""Ruled tables of a page: cells by the lines drawn round them, also cells that span columns or rows.

Lengths are PDF points; y grows upwards.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kheo.core.paper.readers.pdf_layout import Line, Rules, Word

_TORN = re.compile(r"\w[-/]$")
_SAME = 2.5  # closer lines are one
_LOWEST = 6.0  # no row of a table is lower
_FEWEST_EDGES = 3  # left, right and one between


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a table stands: its upright lines left to right, its level ones top down."""

    top: float
    bottom: float
    columns: tuple[float, ...]
    levels: tuple[float, ...]

    def holds(self, line: Line) -> bool:
        """Does the line stand within the frame?"""
        return self.bottom - 1 <= line.y <= self.top + 1

    def alike(self, other: "Frame") -> bool:
        """Have both frames the same columns?"""
        return len(self.columns) == len(other.columns) and all(
            abs(a - b) < 2 * _SAME for a, b in zip(self.columns, other.columns, strict=True)
        )


def frames_of(rules: Rules) -> list[Frame]:
    """The tables of a page from top to bottom: upright lines that reach into each other make one."""
    uprights = [line for line in rules.upright if line[2] - line[1] >= _LOWEST]
    groups: list[list[tuple[float, float, float]]] = []
    for line in sorted(uprights, key=lambda line: -line[2]):
        near = groups[-1] if groups else None
        if near and min(bottom for _, bottom, _ in near) - _SAME <= line[2]:
            near.append(line)
        else:
            groups.append([line])
    frames = []
    for group in groups:
        columns = _distinct([place for place, _, _ in group])
        top, bottom = max(t for _, _, t in group), min(b for _, b, _ in group)
        if len(columns) >= _FEWEST_EDGES:
            inside = [y for y in rules.level if bottom - _SAME <= y <= top + _SAME]
            levels = _distinct([top, bottom, *inside])
            frames.append(Frame(top, bottom, tuple(columns), tuple(reversed(levels))))
    return frames


def _distinct(places: Sequence[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SAME:
            found.append(place)
    return found


def rows_of(frame: Frame, lines: list[Line], rules: Rules) -> list[list[str]]:
    """The cells row by row; a cell that spans columns stands in its first, then ""."""
    words = [word for line in lines for segment in line.segments for word in segment.words]
    bands = [
        (high, low)
        for high, low in zip(frame.levels, frame.levels[1:], strict=False)
        if high - low >= _LOWEST
    ]
    made = []
    for high, low in bands:
        starts = _starts(frame, rules, (high + low) / 2)
        cells: list[list[Word]] = [[] for _ in range(len(frame.columns) - 1)]
        for word in words:
            if low < word.y + 0.25 * word.size <= high:
                cells[_column(frame, starts, word)].append(word)
        made.append([_text(cell) for cell in cells])
    return [row for row in made if any(row)]


def _starts(frame: Frame, rules: Rules, y: float) -> list[int]:
    """The columns at which a cell begins on this height."""
    return [0] + [
        place
        for place, x in enumerate(frame.columns[1:-1], start=1)
        if any(abs(at - x) <= _SAME and bottom - 1 <= y <= top + 1 for at, bottom, top in rules.upright)
    ]


def _column(frame: Frame, starts: list[int], word: Word) -> int:
    middle = (word.left + word.right) / 2
    return max((place for place in starts if frame.columns[place] <= middle), default=0)


def _text(words: list[Word]) -> str:
    """Words of a cell in reading order; a line ends where the next stands clearly lower."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.y):
        if lines and abs(lines[-1][0].y - word.y) <= 0.35 * max(lines[-1][0].size, word.size):
            lines[-1].append(word)
        else:
            lines.append([word])
    text = ""
    for line in lines:
        words_of_line = " ".join(word.text for word in sorted(line, key=lambda word: word.left))
        glue = "" if not text or (_TORN.search(text) and words_of_line[0].isalnum()) else " "
        text += glue + words_of_line
    return text
