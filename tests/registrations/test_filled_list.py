"""Reading a filled list: columns under any usual head, groups, refusals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.core.errors import InvalidInput, KheoError
from kheo.core.paper.tables import Row, Sheet, read_table_file
from kheo.registrations.filled_list import column_of, read_filled_list
from tests.examples import examples
from tests.registrations.lists import HEADS, document, workbook


def read(*rows, text=""):
    return read_filled_list(
        [Sheet("A", tuple(Row(n, tuple(r)) for n, r in enumerate(rows, 1) if any(r)))], text
    )


ONE = ("1", "Đường hoa", "Chi hội Phụ nữ", "Xóm 1", "VH-XH", "cả năm")


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("STT", "number"),
        ("Tên mô hình, điển hình", "name"),
        ("TÊN MÔ HÌNH “DÂN VẬN KHÉO”", "name"),
        ("Tập thể/cá nhân", "led_by"),
        ("Đơn vị, cá nhân chủ trì", "led_by"),
        ("Địa điểm thực hiện", "address"),
        ("Lĩnh vực", "sector"),
        ("Thời gian thực hiện", "period"),
        ("Đơn vị đăng ký", "unit"),
        ("Cơ quan, đơn vị", "unit"),
        ("Ghi chú", "note"),
        ("Chữ ký", ""),
    ],
)
def test_column_is_known_by_the_words_of_its_head(head, column):
    assert column_of(head) == column


def test_both_groups_give_their_kind_and_totals_are_no_rows():
    found = read(
        HEADS,
        ("I", "Mô hình mới năm 2026"),
        ONE,
        ("II", "Mô hình tiếp tục thực hiện (đã đăng ký năm 2025)"),
        ("1", "Đèn ngõ", "", "", "", ""),
        ("", "(không có)"),
        ("", "Tổng cộng: 2 mô hình"),
    )

    assert [(row.name, row.kind, row.number) for row in found.rows] == [
        ("Đường hoa", "new", 3),
        ("Đèn ngõ", "continued", 5),
    ]
    assert found.years == (2026, 2025)


def test_head_wrapped_over_two_rows_is_one_head():
    found = read(
        ("TT", "Tên mô hình", "Tập thể (cá nhân)", "Địa chỉ", "Lĩnh vực", "Thời gian"),
        ("", "", "chỉ đạo xây dựng mô hình", "mô hình", "(KT, VH-XH)", "thực hiện"),
        ("1", "2", "3", "4", "5", "6"),
        ONE,
    )

    assert [row.name for row in found.rows] == ["Đường hoa"]


def test_unit_written_once_belongs_to_the_rows_beneath():
    found = read(
        ("Đơn vị", "Tên mô hình", "Địa chỉ", "Lĩnh vực"),
        ("Xóm 1", "Đường hoa", "a", "KT"),
        ("", "Đèn ngõ", "b", "KT"),
        ("Xóm 2", "Ao sạch", "c", "KT"),
    )

    assert [row.unit for row in found.rows] == ["Xóm 1", "Xóm 1", "Xóm 2"]


@pytest.mark.parametrize(
    "head",
    [
        "Tôn giáo",
        "Dân tộc",
        "Đảng viên",
        "Tình trạng sức khoẻ",
        "Bệnh nền",
        "Tiền án, tiền sự",
        "Số CCCD",
        "CMND",
        "Số định danh cá nhân",
        "Ngày vào Đảng",
        "Căn cước công dân",
    ],
)
def test_column_that_profiles_a_person_is_refused_by_name(head):
    with pytest.raises(InvalidInput) as caught:
        read((*HEADS, head), (*ONE, "x"))

    assert (caught.value.code, caught.value.params["names"]) == ("columns-forbidden", f"“{head}”")


def test_sector_head_that_lists_work_among_believers_is_no_profile():
    heads = (*HEADS[:4], "Lĩnh vực (KT, VH-XH, dân tộc, tôn giáo)", HEADS[5])

    assert read(heads, ONE).rows[0].sector == "VH-XH"


def test_other_columns_are_named_and_not_kept():
    found = read((*HEADS, "Kinh phí"), (*ONE, "5 triệu"))

    assert (found.ignored, "5 triệu" in str(found.as_json())) == (("Kinh phí",), False)


def test_identity_number_beside_a_name_is_noticed():
    assert read(HEADS, (*ONE[:2], "Ông Mẫu 012345678901", *ONE[3:])).rows[0].has_identity_number


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((("Họ tên", "Ngày sinh"), ("A", "B")), "columns-missing"),
        ((HEADS, ("I", "Mô hình mới năm 2026")), "rows-none"),
        ((HEADS, *[ONE] * 1001), "rows-too-many"),
    ],
)
def test_table_that_is_no_filled_list_is_refused(rows, code):
    with pytest.raises(InvalidInput) as caught:
        read(*rows)

    assert caught.value.code == code


@pytest.mark.parametrize("make", [workbook, document])
def test_word_and_excel_give_the_same_rows(make):
    found = read_filled_list(read_table_file(make(HEADS, ONE), "ds"))

    assert [(r.name, r.led_by, r.address, r.sector, r.period) for r in found.rows] == [ONE[1:]]


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.lists(st.text(max_size=12) | st.sampled_from([*HEADS, "I", "1"]), max_size=8), max_size=8))
def test_any_table_is_read_or_refused_with_a_sentence(rows):
    try:
        told = read(*rows).rows
    except KheoError as error:
        told = str(error)
    assert told
