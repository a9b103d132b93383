from datetime import date, datetime, time

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.core.errors import ClassifiedPaper, UnreadableFile
from kheo.core.paper.limits import Limits
from kheo.core.paper.tables import Row, Sheet, read_table_file
from tests.core.paper.files import as_bytes, docx_of, outcome, xlsx_of, zip_of
from tests.core.vietnamese.test_encodings import TEXT, in_vni
from tests.examples import examples

COLUMNS = ("TT", "Tên mô hình", "Người chỉ đạo", "Địa chỉ", "Lĩnh vực", "Thời gian")
FIRST = ("1", "Đường hoa", "Chi hội Phụ nữ", "Thôn Bãi", "KT", "2024")


def test_read_table_file_sheet_cells_become_text():
    rows = [
        ["DANH SÁCH"],
        [],
        ["TT", "Tên"],
        [1, " Đường\u00a0 hoa "],
        [2.5, date(2024, 2, 6)],
        [True, datetime.combine(date(2024, 2, 6), time(8, 30))],
    ]

    assert read_table_file(xlsx_of(rows, hidden=[["kín"]]), "a.xlsx") == (
        Sheet(
            "Danh sách",
            (
                Row(1, ("DANH SÁCH", "")),
                Row(3, ("TT", "Tên")),
                Row(4, ("1", "Đường hoa")),
                Row(5, ("2,5", "06/02/2024")),
                Row(6, ("TRUE", "06/02/2024 08:30")),
            ),
        ),
    )


def test_read_table_file_word_tables_without_the_head():
    document = docx.Document()
    document.add_table(1, 2).cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    table = document.add_table(3, 6, style="Table Grid")
    for row, texts in zip(table.rows, (COLUMNS, [""] * 6, FIRST), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text

    assert read_table_file(as_bytes(document), "a.docx") == (
        Sheet("Bảng 1", (Row(1, COLUMNS), Row(3, FIRST))),
    )


def test_read_table_file_old_encoding_is_converted():
    (sheet,) = read_table_file(xlsx_of([[in_vni(TEXT), "x"]]), "a.xlsx")

    assert sheet.rows[0].cells == (TEXT, "x")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"TT,Ten\n1,a", "table-file-kind"),
        (b"%PDF-1.7", "table-file-kind"),
        (zip_of({"a": "b"}), "table-file-kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file-password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "table-file-kind"),
        (zip_of({"xl/workbook.xml": "<a/>", "xl/vbaProject.bin": b"x"}), "file-macro"),
        (zip_of({"xl/workbook.xml": "<workbook"}), "file-corrupted"),
        (zip_of({"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": '<c r="A1"/><c r="XFD1048576"/>'}), "table-too-large"),
        (xlsx_of([]), "table-none"),
        (docx_of(), "table-none"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_read_table_file_unusable_file_is_refused_with_its_reason(data, code):
    with pytest.raises(UnreadableFile) as refused:
        read_table_file(data, "a.xlsx")

    assert refused.value.code == code
    assert str(refused.value)


def test_read_table_file_larger_than_allowed_is_refused():
    with pytest.raises(UnreadableFile) as refused:
        read_table_file(xlsx_of([["a"]]), "a.xlsx", Limits(document_bytes=100))

    assert refused.value.code == "file-too-large"


@pytest.mark.parametrize(
    "data", [xlsx_of([["Đơn vị", "TỐI MẬT"], ["1", "x"]]), docx_of(["MẬT", "Danh sách"])]
)
def test_read_table_file_stamped_list_is_classified(data):
    with pytest.raises(ClassifiedPaper):
        read_table_file(data, "a.xlsx")


WORKBOOK = xlsx_of([COLUMNS, FIRST])


@given(st.lists(st.tuples(st.integers(0, len(WORKBOOK) - 1), st.binary(max_size=5)), max_size=6))
@settings(max_examples=examples(60), deadline=None)
def test_read_table_file_damaged_workbooks_raise_nothing_of_their_own(changes):
    data = bytearray(WORKBOOK)
    for place, new in changes:
        data[place : place + len(new)] = new
    assert outcome(read_table_file, bytes(data), "x")


@given(
    st.sampled_from(["sheet1", "workbook"]),
    st.integers(0, 900),
    st.text(alphabet='<>/="rctv1A9 ', max_size=30),
)
@settings(max_examples=examples(60), deadline=None)
def test_read_table_file_damaged_sheet_markup_raises_nothing_of_its_own(part, place, noise):
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/workbook.xml" if part == "workbook" else "xl/worksheets/sheet1.xml"
    parts[name] = parts[name][:place] + noise.encode() + parts[name][place:]
    assert outcome(read_table_file, zip_of(parts), "x")
