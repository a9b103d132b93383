"""Filled lists as units hand them in, and what is read back of papers."""

import io
from collections.abc import Sequence

import docx
import pypdfium2
import xlsxwriter
from python_calamine import CalamineWorkbook

HEADS = (
    "TT",
    "Tên mô hình",
    "Tập thể (cá nhân) chỉ đạo xây dựng mô hình",
    "Địa chỉ mô hình",
    "Lĩnh vực (KT, VH-XH, QP-AN, Xây dựng hệ thống chính trị)",
    "Thời gian thực hiện",
)


def workbook(*rows: Sequence[str]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return buffer.getvalue()


def document(*rows: Sequence[str], above: Sequence[str] = ()) -> bytes:
    paper = docx.Document()
    for line in above:
        paper.add_paragraph(line)
    table = paper.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        cells = table.add_row().cells
        for place, text in enumerate(row):
            cells[place].text = text
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def docx_rows(data: bytes) -> list[list[str]]:
    table = docx.Document(io.BytesIO(data)).tables
    wide = max(table, key=lambda one: len(one.columns))
    return [list(dict.fromkeys(cell.text.replace("\n", " ") for cell in row.cells)) for row in wide.rows]


def docx_text(data: bytes) -> str:
    paper = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def pdf_text(data: bytes) -> str:
    paper = pypdfium2.PdfDocument(data)
    try:
        pages = []
        for place in range(len(paper)):
            page = paper[place]
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
        return " ".join(" ".join(pages).split())
    finally:
        paper.close()


def xlsx_rows(data: bytes) -> list[list[str]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [[str(cell) for cell in row] for row in rows if any(row)]
