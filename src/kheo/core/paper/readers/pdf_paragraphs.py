"""From lines on a page to paragraphs: by indent, fullness, distance and what they open with."""

import re

from kheo.core.paper.readers.pdf_layout import Line, edge_of, is_centred
from kheo.core.paper.readers.plain import opens_paragraph

_LABEL = re.compile(r"(?:Phụ lục|PHỤ LỤC|Mẫu(?: số)?|Phần|Chương|Mục|Tiểu mục)(?: [IVX]+| \d+)?$")


def paragraphs(lines: list[Line], measure: tuple[float, float] | None = None) -> list[list[Line]]:
    """Running lines joined into paragraphs by indent, fullness, distance and what they open with.

    `measure`: the left and right edge of the page's text, where the lines are not all of it.
    """
    if not lines:
        return []
    margin, edge = measure or measure_of(lines)
    found: list[list[Line]] = []
    for index, line in enumerate(lines):
        if index and _carries_on(lines[index - 1], line, margin, edge):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def measure_of(lines: list[Line]) -> tuple[float, float]:
    """The left and right edge of the text."""
    return edge_of(lines, left=True), edge_of(lines, left=False)


def carries_overleaf(before: Line, line: Line, measure: tuple[float, float]) -> bool:
    """Does the first line of a page carry on the paragraph of the last line of the page before?"""
    margin, edge = measure
    size = max(line.size, before.size)
    opens = opens_paragraph(line.text) and not _only_hyphened(before, line, margin, edge)
    if opens or abs(before.size - line.size) > 0.1 * size or len(line.segments) > 1:
        return False
    return _full(before, margin, edge) and line.segments[0].left - margin <= 0.7 * size


def _carries_on(before: Line, line: Line, margin: float, edge: float) -> bool:
    size = max(line.size, before.size)
    apart = before.y - line.y > 2.2 * size or abs(before.size - line.size) > 0.1 * size
    if (
        (opens_paragraph(line.text) and not _only_hyphened(before, line, margin, edge))
        or apart
        or _is_title(line) != _is_title(before)
    ):
        return False
    if _one_title(before, line, margin, edge):
        return True
    if not _full(before, margin, edge):
        return False
    if line.segments[0].left - margin <= 0.7 * size:
        return True
    # Both stand in: a block set in as a whole, or two paragraphs of one line each, which stand farther apart.
    set_in = before.segments[0].left - margin > 0.7 * size
    return set_in and before.y - line.y <= 1.45 * size and before.text[-1] not in ".;:)"


def _full(line: Line, margin: float, edge: float) -> bool:
    return line.segments[-1].right > edge - 0.12 * (edge - margin)


def _only_hyphened(before: Line, line: Line, margin: float, edge: float) -> bool:
    """A hyphen at the edge, under a full line that ends no sentence, joins two names: it opens no item."""
    at_edge = line.segments[0].left - margin <= 0.7 * line.size
    return (
        line.text.startswith("- ")
        and at_edge
        and before.segments[0].left >= margin - 1
        and _full(before, margin, edge)
        and before.text[-1] not in ".;:,)"
    )


def _is_title(line: Line) -> bool:
    """Capitals of more than a symbol such as “12/KH-UBND”."""
    return line.text.isupper() and sum(word.isalpha() for word in line.text.split()) > 1


def _one_title(before: Line, line: Line, margin: float, edge: float) -> bool:
    """Lines of one title: both centred, close, in the same case, the first no label of its own."""
    middle = (margin + edge) / 2
    if before.y - line.y > 1.4 * line.size or not (is_centred(before, middle) and is_centred(line, middle)):
        return False
    sides = [(one.segments[0].left - margin, edge - one.segments[-1].right) for one in (before, line)]
    if min(min(side) for side in sides) < 0.7 * line.size and not line.text.isupper():
        return False
    above, below = before.text, line.text
    if above.isupper() != below.isupper() or below.startswith("(") or _LABEL.match(above):
        return False
    return any(map(str.isalpha, above)) and any(map(str.isalpha, below)) and above[-1] not in ".:;)"
