"""How a paper is set: facts of page, paragraph and letter, beside the text they belong to.

Only what the file says or what follows from it by its own rules; nothing is judged here. Lengths are
millimetres, sizes and spacings points, offsets those of `SourceText.text`. None: the file does not say.
"""

from dataclasses import dataclass
from typing import Literal

from kheo.core.paper.model import Align, Orientation

LineRule = Literal["multiple", "exact", "at-least"]


@dataclass(frozen=True, slots=True)
class PageNumberLook:
    """How pages are numbered in a section."""

    place: Literal["header", "footer"]
    align: Align
    on_first_page: bool
    size: float | None = None
    from_edge: float | None = None  # from the edge of the sheet to the number's line


@dataclass(frozen=True, slots=True)
class SectionLook:
    """A stretch of pages alike, from the character `start` on."""

    start: int
    width: float | None = None
    height: float | None = None
    orientation: Orientation | None = None
    top: float | None = None
    bottom: float | None = None
    left: float | None = None
    right: float | None = None
    page_number: PageNumberLook | None = None  # None: pages bear no number
    numbered_from_one: bool = False  # numbering begins anew here


@dataclass(frozen=True, slots=True)
class RunLook:
    """Letters set alike: `text[start:end]`."""

    start: int
    end: int
    font: str | None = None
    size: float | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str | None = None  # “FF0000”; None where automatic, which is black


@dataclass(frozen=True, slots=True)
class RuleLook:
    """A drawn line under a paragraph. `share` is its length against that of the words above it."""

    length: float
    share: float | None = None


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """One block of the text. `font`, `size`, `bold`, `italic` hold only where all its letters agree."""

    start: int
    end: int
    section: int
    runs: tuple[RunLook, ...] = ()
    font: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    align: Align | None = None
    first_indent: float | None = None
    left_indent: float | None = None
    before: float | None = None
    after: float | None = None
    line_rule: LineRule | None = None
    line: float | None = None  # times the single line for "multiple", else points
    in_table: bool = False  # a cell of a real table; the borderless tables of head and foot do not count
    style: str | None = None  # the name of its style
    rule_below: RuleLook | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What the file says of its setting. Paragraphs stand in reading order, at the places of the text's blocks."""

    sections: tuple[SectionLook, ...]
    paragraphs: tuple[ParagraphLook, ...]

    def at(self, offset: int) -> ParagraphLook | None:
        """The paragraph in which the character at `offset` stands."""
        return next((one for one in self.paragraphs if one.start <= offset < one.end), None)
