"""The composed page: what both .docx and .pdf draw, with every size already decided.

Lengths are millimetres; sizes and vertical spaces are points. Space stands only before a box, so that the
two formats cannot disagree about how spaces add up.
"""

from dataclasses import dataclass

from kheo.core.paper.model import Align, RowKind, Run
from kheo.core.paper.profiles import Face, Margins

CELL_PADDING_X = 1.5
CELL_PADDING_Y = 0.8
TIGHT_PADDING_Y = 0.25
SHEET_LINE = 0.5  # points, stroke of a table's grid


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `outline` 0 is text, 1–3 headings, 4 the paper's title.

    `leader` fills the rest of the last line with dots to write on.
    """

    runs: tuple[Run, ...]
    size: float
    align: Align = Align.LEFT
    before: float = 0
    first_indent: float = 0
    left: float = 0
    right: float = 0
    outline: int = 0
    exact: float | None = None
    keep_next: bool = False
    leader: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A solid line, centred in a box of the given width."""

    length: float
    within: float
    before: float = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Boxes side by side without borders; never split over two pages."""

    widths: tuple[float, ...]
    rows: tuple[tuple[tuple["Line | Rule", ...], ...], ...]
    before: float = 0


@dataclass(frozen=True, slots=True)
class SheetRow:
    cells: tuple[str, ...]
    kind: RowKind
    splits: bool = False  # taller than most of a page: may run over to the next


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with borders. A row with fewer cells than columns lets its last one span the rest."""

    widths: tuple[float, ...]
    titles: tuple[str, ...]
    aligns: tuple[Align, ...]
    rows: tuple[SheetRow, ...]
    size: float
    repeat_header: bool
    merge_first: bool
    padding: float = CELL_PADDING_Y  # above and below the text of a cell
    before: float = 6


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins a new page."""


Box = Line | Rule | Grid | Sheet | Break


@dataclass(frozen=True, slots=True)
class Region:
    """Pages of one orientation, numbered from 1; the first bears no number."""

    landscape: bool
    margins: Margins
    number: Face
    number_from_top: float
    boxes: tuple[Box, ...]

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the sheet: A4."""
        return (297, 210) if self.landscape else (210, 297)

    @property
    def width(self) -> float:
        """Width of the text."""
        return self.page[0] - self.margins.left - self.margins.right

    @property
    def height(self) -> float:
        """Height of the text."""
        return self.page[1] - self.margins.top - self.margins.bottom


@dataclass(frozen=True, slots=True)
class Layout:
    title: str
    author: str
    base_size: float
    regions: tuple[Region, ...]
