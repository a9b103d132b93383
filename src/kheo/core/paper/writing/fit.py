"""How tall a composed page is, so that a sheet for the wall can be set as large as one page allows."""

from collections.abc import Callable, Sequence

from kheo.core.paper.model import Paper, RowKind, Run
from kheo.core.paper.writing.boxes import (
    CELL_PADDING_X,
    Box,
    Break,
    Grid,
    Line,
    Picture,
    Region,
    Rule,
    Sheet,
)
from kheo.core.paper.writing.layout import compose, row_height
from kheo.core.paper.writing.metrics import LINE_PITCH, MM_PER_POINT, line_count

SAFETY = 0.96  # word processors differ by a few hundredths of a line
RULE_HEIGHT = 2.0
BORDER = 0.5


def fits_one_page(paper: Paper) -> bool:
    """Whether the whole paper stands on one page, with a little to spare."""
    regions = compose(paper).regions
    return len(regions) == 1 and region_height(regions[0]) <= regions[0].height * SAFETY


def largest_fitting(build: Callable[[float], Paper], sizes: Sequence[float]) -> Paper | None:
    """The paper at the first of the sizes (largest first) at which it fits one page, or None."""
    return next((paper for size in sizes if fits_one_page(paper := build(size))), None)


def region_height(region: Region) -> float:
    """Height in millimetres of all boxes, one under the other."""
    return sum(_height(box, region.width) for box in region.boxes) * MM_PER_POINT


def _height(box: Box, width: float) -> float:
    match box:
        case Line():
            pitch = box.exact or box.size * LINE_PITCH
            return box.before + pitch * line_count(
                box.runs, box.size, width - box.left - box.right, box.first_indent
            )
        case Rule():
            return box.before + RULE_HEIGHT
        case Grid():
            return box.before + sum(
                max(
                    sum(_height(part, share) for part in cell)
                    for share, cell in zip(box.widths, row, strict=True)
                )
                for row in box.rows
            )
        case Sheet():
            return _sheet_height(box)
        case Picture():
            return box.before + box.height / MM_PER_POINT
        case Break():
            return 10_000


def _sheet_height(sheet: Sheet) -> float:
    around = 2 * sheet.padding / MM_PER_POINT + BORDER
    head = max(
        line_count((Run(title, bold=True),), sheet.size, width - 2 * CELL_PADDING_X)
        for title, width in zip(sheet.titles, sheet.widths, strict=True)
    )
    total = sheet.before + head * sheet.size * LINE_PITCH + around
    for row in sheet.rows:
        total += row_height(row.cells, sheet.widths, sheet.size, bold=row.kind is not RowKind.PLAIN) + around
    return total
