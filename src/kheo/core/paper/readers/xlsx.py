"""Workbooks: each visible sheet as a table, the lines above and below it as paragraphs."""

from kheo.core.paper.archive import Archive
from kheo.core.paper.readers.builder import Builder
from kheo.core.paper.source import SourceText
from kheo.core.paper.tables import Sheet, sheets_of

_FEWEST = 2  # filled cells in a row of a table


def read_xlsx(archive: Archive, data: bytes) -> SourceText:
    """The text of a workbook. Raises UnreadableFile: file-corrupted, table-too-large; ClassifiedPaper."""
    builder = Builder()
    for sheet in sheets_of(archive, data):
        _add(sheet, builder)
    return builder.build("xlsx", None)


def _add(sheet: Sheet, builder: Builder) -> None:
    filled = [sum(map(bool, row.cells)) for row in sheet.rows]
    inside = [place for place, count in enumerate(filled) if count >= _FEWEST]
    first, last = (inside[0], inside[-1]) if inside else (len(filled), len(filled))
    while last + 1 < len(sheet.rows) and sheet.rows[last + 1].number == sheet.rows[last].number + 1:
        last += 1  # a row that sums up the table may hold its words in one cell
    for row in sheet.rows[:first]:
        builder.paragraph(" ".join(filter(None, row.cells)), None)
    if inside:
        rows = [row.cells for row in sheet.rows[first : last + 1]]
        width = max(place for row in rows for place, cell in enumerate(row, 1) if cell)
        cells = [[*row[:width], *[""] * (width - len(row))] for row in rows]
        builder.table(cells, [None] * len(cells))
    for row in sheet.rows[last + 1 :]:
        builder.paragraph(" ".join(filter(None, row.cells)), None)
