"""Files made for the tests: Word, PDF and Excel documents of a commune that does not exist."""

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
import typst
import xlsxwriter

from kheo.core.errors import KheoError

ROOT = Path(__file__).resolve().parents[3]
FONT_FOLDERS = [ROOT / "src/kheo/core/paper/fonts", ROOT / "node_modules/@expo-google-fonts/tinos"]

SENTENCE = (
    "Vận động bà con thôn Đồng Xa hiến đất mở rộng đường, trồng hoa ven lối đi và giữ vệ sinh chung "
    "vào sáng thứ Bảy hằng tuần; mỗi tổ tự quản cử một người theo dõi, ghi sổ công việc đã làm."
)
PLAN_LINES = [
    "ỦY BAN NHÂN DÂN XÃ SUỐI TRẦU",
    "Số: 07/KH-UBND",
    "Suối Trầu, ngày 05 tháng 02 năm 2024",
    "KẾ HOẠCH",
    "Tổ chức phong trào thi đua “Dân vận khéo” năm 2024",
    SENTENCE,
    SENTENCE,
]


def as_bytes(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def docx_of(lines=PLAN_LINES) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return as_bytes(document)


def docx_with_body(body: str, *, numbering: str = "", extra: dict[str, str] | None = None) -> bytes:
    """A Word file whose body is this WordprocessingML (prefix w), with lists and other parts if wanted."""
    name_space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    wps = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {name_space} {wps} {mc}><w:body>{body}</w:body></w:document>",
    }
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {name_space}>{numbering}</w:numbering>"
    return zip_of({**parts, **(extra or {})})


def zip_of(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def pdf_of(markup: str) -> bytes:
    """A PDF set by typst from markup, in Tinos, on A4 with the margins of an official paper."""
    fonts = next((folder for folder in FONT_FOLDERS if list(folder.rglob("*.ttf"))), None)
    if fonts is None:
        pytest.skip("the Tinos font is not installed: make setup")
    head = (
        '#set page(paper: "a4", margin: (left: 30mm, right: 15mm, y: 20mm))\n'
        '#set text(font: "Tinos", size: 14pt, lang: "vi")\n'
        "#set par(justify: true, first-line-indent: (amount: 1cm, all: true), spacing: 9pt)\n"
    )
    return typst.compile((head + markup).encode(), font_paths=[str(fonts)])


def set_text(text: str) -> str:
    """Text as a typst string, so that no letter of it is markup."""
    return f"#{json.dumps(text, ensure_ascii=False)}"


def xlsx_of(rows, *, hidden=()) -> bytes:
    """A workbook with the rows on its first sheet; `hidden` rows stand on a hidden second sheet."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for title, content in (("Danh sách", rows), ("Ẩn", hidden)):
        sheet = book.add_worksheet(title)
        for number, row in enumerate(content):
            sheet.write_row(number, 0, row)
    book.worksheets()[1].hide()
    book.close()
    return stream.getvalue()


def outcome(read, *arguments) -> str:
    """“read”, or the sentence of the refusal; any other exception is the program's own fault."""
    try:
        read(*arguments)
    except KheoError as error:
        return str(error)
    return "read"
