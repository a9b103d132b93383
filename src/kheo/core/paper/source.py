"""What a reader makes of a file: the text as it stands, and where its paragraphs and tables are.

Offsets count characters (code points) of `SourceText.text`, which is always in Unicode form NFC.
For .txt and .md the text equals the file's own text with universal newlines, letter for letter: no-break
spaces, a byte-order mark and markdown marks stay, so that a place found here is a place in the file.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["paragraph", "heading", "row"]
SourceFormat = Literal["txt", "md", "docx", "doc", "pdf", "html", "xlsx"]

CELL_SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table row: `text[start:end]`, without the white space round it.

    A paragraph that the file breaks over several lines keeps its line ends inside the block.
    A `row` holds its cells joined by `CELL_SEPARATOR`; a line end inside a cell is a space there.
    `page` counts from 1; None where the file does not say.
    """

    start: int
    end: int
    page: int | None = None
    kind: BlockKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table, row by row, each cleaned of outer blanks; a merged cell stands once, then "".

    `start` and `end` are its place in the text.
    """

    start: int
    end: int
    rows: tuple[tuple[str, ...], ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the officer should know about the reading: a Vietnamese sentence and a stable code.

    Like an error's, the sentence may hold named placeholders, filled from `params` after translation.
    """

    sentence: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence % self.params if self.params else self.sentence


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file with its blocks in reading order."""

    text: str
    blocks: tuple[Block, ...]
    format: SourceFormat
    pages: int | None = None
    warnings: tuple[Notice, ...] = ()
    tables: tuple[Table, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(block.start for block in self.blocks))

    def text_of(self, block: Block) -> str:
        """The characters of a block."""
        return self.text[block.start : block.end]

    def page_at(self, offset: int) -> int | None:
        """The page on which the character at `offset` stands, None where the file does not say."""
        index = bisect_right(self._starts, offset) - 1
        return self.blocks[max(index, 0)].page if self.blocks else None

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)
