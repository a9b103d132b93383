"""Joins what a reader finds into one text with blocks and tables at their offsets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kheo.core.paper.source import CELL_SEPARATOR, Block, BlockKind, SourceFormat, SourceText, Table
from kheo.core.vietnamese.letters import clean, clean_line

Rows = Sequence[Sequence[str]]

_SENTENCE_END = ".;:!?…"


@dataclass(slots=True)
class Builder:
    """Collects paragraphs and tables in reading order, with a blank line between them.

    What is `close` to the part before it (the next row, the next line of a column, the rest of a paragraph that
    the page end cut) follows on the next line. `origins` has for each block what the reader made it from.
    """

    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    origins: list[Any] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    def paragraph(
        self,
        text: str,
        page: int | None,
        kind: BlockKind = "paragraph",
        *,
        close: bool = False,
        origin: Any = None,
    ) -> None:
        """Add a paragraph, cleaned; an empty one is left out."""
        if not (text := clean(text)):
            return
        if self._parts:
            gap = "\n" if close or self._is_cut(text, page) else "\n\n"
            self._parts.append(gap)
            self._length += len(gap)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        self.blocks.append(Block(start, start + len(text), page, kind))
        self.origins.append(origin)

    def _is_cut(self, text: str, page: int | None) -> bool:
        """Does the text carry on a sentence that the end of a page cut?"""
        before = self.blocks[-1]
        return before.page != page and text[0].islower() and self._parts[-1][-1] not in _SENTENCE_END

    def table(
        self,
        rows: Rows,
        pages: Sequence[int | None],
        origins: Sequence[Any] = (),
        *,
        continues: bool = False,
    ) -> None:
        """Add a table: one line a row, cells joined; rows without any letter are left out of the text.

        `pages` has the page of each row, `origins` what it was made from. One that `continues` that of the
        page before becomes one with it, without the head that is repeated on each page.
        """
        cells = tuple(tuple(map(clean_line, row)) for row in rows)
        if continues and self.tables:
            self._continue(cells, pages, origins)
            return
        start = len(self.blocks)
        for row, page, origin in zip(cells, pages, origins or [None] * len(cells), strict=True):
            if any(row):
                words = CELL_SEPARATOR.join(row)
                self.paragraph(words, page, "row", close=len(self.blocks) > start, origin=origin)
        if made := self.blocks[start:]:
            self.tables.append(Table(made[0].start, made[-1].end, cells, pages[0]))

    def _continue(
        self, cells: tuple[tuple[str, ...], ...], pages: Sequence[int | None], origins: Sequence[Any]
    ) -> None:
        before = self.tables.pop()
        if cells[0] == before.rows[0]:
            cells, pages, origins = cells[1:], pages[1:], origins[1:]
        for row, page, origin in zip(cells, pages, origins or [None] * len(cells), strict=True):
            if any(row):
                self.paragraph(CELL_SEPARATOR.join(row), page, "row", close=True, origin=origin)
        rows = before.rows + cells
        self.tables.append(Table(before.start, self.blocks[-1].end, rows, before.page))

    def build(self, form: SourceFormat, pages: int | None) -> SourceText:
        """The text so far."""
        text = "".join(self._parts)
        return SourceText(
            text=text, blocks=tuple(self.blocks), format=form, pages=pages, tables=tuple(self.tables)
        )


def converted(source: SourceText, change: Callable[[str], str]) -> SourceText:
    """The same blocks and tables with every text passed through `change`."""
    builder = Builder()
    tables = {table.start: table for table in source.tables}
    covered = 0
    for block in source.blocks:
        if block.start < covered:
            continue
        if table := tables.get(block.start):
            covered = table.end
            inside = [row for row in source.blocks if table.start <= row.start < table.end]
            pages = iter(row.page for row in inside)
            last = table.page
            row_pages = [last := next(pages, last) if any(row) else last for row in table.rows]
            builder.table([[change(cell) for cell in row] for row in table.rows], row_pages)
        else:
            builder.paragraph(change(source.text_of(block)), block.page, block.kind)
    found = builder.build(source.format, source.pages)
    return replace(found, warnings=source.warnings)
