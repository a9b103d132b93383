"""The packet as a file: read back equal, any edited fixed cell noticed, formulas refused, whatever is typed."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.core.errors import InvalidInput, UnreadableFile
from kheo.core.workbook.cells import read_value
from kheo.core.workbook.model import Column, Kind
from kheo.core.workbook.writing import write_book
from kheo.progress.packets import content, layout
from kheo.progress.packets.content import Packet, PacketSheet, as_json, book_of, from_json, line
from kheo.progress.packets.returning import compare, open_returned
from tests.examples import examples
from tests.factories import NOON
from tests.progress.packing import cell_of, edited, rewritten

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp")), max_size=60
).map(lambda text: content.line("x", {"a": text}).cells.get("a", ""))
NUMBERS = st.decimals(min_value=0, max_value=10**11, places=2, allow_nan=False).map(
    lambda number: read_value(Column("n", "n", 9, Kind.NUMBER), f"{number:f}".replace(".", ","))
)
DAYS = st.dates(min_value=date(2001, 1, 1)).map(lambda day: f"{day:%d/%m/}{day.year:04d}")
SMALL = settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))


def reports(draw_text: str = "Đã lắp 9 bóng", number: str = "9", standing: str = "Đang làm") -> PacketSheet:
    lines = (
        line(
            "B1",
            {"what": "Thắp sáng", "results": draw_text, "standing": standing},
            open_keys={"results", "standing"},
        ),
        line("B1.measure-1", {"what": "– Đèn", "target": "15 bóng", "actual": number}, open_keys={"actual"}),
    )
    return PacketSheet(layout.REPORT, layout.REPORT_COLUMNS, lines, ("Kỳ này.",))


def packet(*sheets: PacketSheet, unit: str = "Xóm 1") -> Packet:
    return Packet("AAAA-BBBB-CCCC", (("don-vi", "Đơn vị", unit),), sheets or (reports(),))


def written(one: Packet) -> bytes:
    return write_book(book_of(one, "Gói của Xóm 1", ("Cách điền:", "Ghi vào ô sáng.")), at=NOON)


def read(data: bytes, one: Packet):
    code, grids = open_returned(data)
    assert code == one.code
    return compare(grids, one)


@SMALL
@given(text=WORDS, number=NUMBERS, day=DAYS, goods=WORDS)
def test_what_was_written_is_read_back_equal_and_unchanged(text, number, day, goods):
    gifts = PacketSheet(
        layout.GIFTS,
        layout.GIFT_COLUMNS,
        (
            line("S1", {"on": "Sổ: làm đường"}, heading=True),
            line(
                "S1.1",
                {"on": day, "amount": number, "goods": goods},
                open_keys={"on", "amount", "goods", "what"},
            ),
        ),
    )
    one = packet(reports(text, number), gifts)

    found = read(written(one), one)

    assert [(r.line.code, dict(r.filled), r.changed, r.faults) for r in found.lines] == [
        (r.code, {key: r.cells.get(key, "") for key in r.open}, frozenset(), ())
        for s in one.sheets
        for r in s.lines
    ]
    assert (found.beyond, from_json(as_json(one)).checksum) == ((), one.checksum)


@pytest.mark.parametrize(
    ("sheet", "code", "title"),
    [
        (layout.REPORT, "B1", "Mô hình, chỉ tiêu, bước"),
        (layout.REPORT, "B1.measure-1", "Cần đạt"),
        (layout.REPORT, "B1.measure-1", "Lần trước"),
        (layout.REPORT, "B1.measure-1", "Kỳ này đã làm được gì"),
        (layout.REPORT, "B1", "Đến nay"),
        (layout.INFO, "don-vi", "Nội dung"),
        (layout.INFO, "ma-kiem", "Nội dung"),
        (layout.INFO, "don-vi", "Mục"),
    ],
)
def test_any_single_fixed_cell_edited_is_noticed_and_named(sheet, code, title):
    one = packet()
    data = written(one)
    cell = cell_of(data, sheet, code, title)

    with pytest.raises(InvalidInput) as refused:
        read(edited(data, sheet, cell, "đã sửa"), one)

    assert refused.value.code == ("checksum-edited" if code == "ma-kiem" else "frozen-edited")
    assert cell in str(refused.value)


@SMALL
@given(value=WORDS.filter(bool))
def test_other_words_in_a_fixed_place_give_another_checksum(value):
    changed = packet(unit=f"Xóm 1 {value}")

    assert changed.checksum != packet().checksum
    assert packet(reports(draw_text=value)).checksum == packet().checksum  # what may be filled does not count


def test_row_code_changed_or_row_taken_out_is_refused():
    one = packet()
    data = written(one)

    with pytest.raises(InvalidInput, match=r"thiếu dòng có mã “B1\.measure-1”"):
        read(edited(data, layout.REPORT, cell_of(data, layout.REPORT, "B1.measure-1", "Mã dòng"), "B9"), one)


def test_column_renamed_and_sheet_missing_are_refused_in_words():
    one = packet()
    data = written(one)

    with pytest.raises(InvalidInput, match="phải là cột “Cần đạt”"):
        read(rewritten(data, {"xl/sharedStrings.xml": lambda xml: xml.replace("Cần đạt", "Chỉ tiêu")}), one)
    renamed = rewritten(data, {"xl/workbook.xml": lambda xml: xml.replace("Báo cáo tiến độ", "Trang 2")})
    with pytest.raises(InvalidInput, match="thiếu trang “Báo cáo tiến độ”"):
        read(renamed, one)
    with pytest.raises(InvalidInput, match="không phải gói"):
        open_returned(rewritten(data, {"xl/workbook.xml": lambda xml: xml.replace("Thông tin", "Bìa")}))


def test_formula_in_an_open_cell_is_a_fault_of_that_cell_and_in_a_fixed_one_refuses_the_file():
    one = packet()
    data = written(one)
    cell = cell_of(data, layout.REPORT, "B1.measure-1", "Đến nay")

    found = read(edited(data, layout.REPORT, cell, formula="5*3"), one)

    assert [(fault.cell, fault.error.code) for r in found.lines for fault in r.faults] == [(cell, "formula")]
    with pytest.raises(InvalidInput):
        read(edited(data, layout.REPORT, cell_of(data, layout.REPORT, "B1", "Cần đạt"), formula="1"), one)


def test_rows_below_the_table_and_codes_twice_are_told_not_taken():
    one = packet()
    extra = line("B77", {"what": "Dòng thêm"})
    more = Packet(
        one.code,
        one.facts,
        (PacketSheet(layout.REPORT, layout.REPORT_COLUMNS, (*one.sheets[0].lines, extra)),),
    )
    book = book_of(more, "Gói", ())
    data = write_book(book, at=NOON)
    given_out = rewritten(
        data, {"xl/sharedStrings.xml": lambda xml: xml.replace(more.checksum, one.checksum)}
    )

    found = read(given_out, one)

    assert [(row.sheet, row.text) for row in found.beyond] == [(layout.REPORT, "B77; Dòng thêm")]


@given(text=st.text(max_size=40))
@settings(max_examples=examples(300), deadline=None)
@pytest.mark.parametrize("kind", list(Kind))
def test_whatever_is_typed_in_a_cell_is_a_value_or_a_refusal_and_a_value_stays_itself(kind, text):
    column = Column("k", "Cột", 10, kind, 30, ("Có", "Không") if kind == Kind.CHOICE else ())
    try:
        value = read_value(column, text)
    except InvalidInput:
        return
    assert read_value(column, value) == value


@pytest.mark.parametrize("text", ["=1+1", "+84", "@ten", "-5 độ"])
def test_text_that_begins_like_a_formula_stays_text(text):
    one = packet(reports(text))

    (head, _measure) = read(written(one), one).lines

    assert head.filled["results"] == text


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: b"", "file-empty"),
        (lambda data: data[:200], "file-corrupted"),
        (
            lambda data: rewritten(data, {"[Content_Types].xml": lambda xml: xml + "<!-- macroEnabled -->"}),
            "file-macro",
        ),
    ],
)
def test_what_is_no_plain_workbook_is_refused_with_its_reason(change, code):
    with pytest.raises(UnreadableFile) as refused:
        open_returned(change(written(packet())))

    assert refused.value.code == code
