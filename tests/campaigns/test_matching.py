import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.campaigns.matching import UnitLine, by_name, match, sector_code
from kheo.units.public import UnitKind as K
from tests.examples import examples

UNITS = (
    UnitLine(1, "Ủy ban nhân dân xã Suối Ngọc", K.PEOPLES_COMMITTEE),
    UnitLine(2, "Đảng ủy xã Suối Ngọc", K.PARTY_COMMITTEE),
    UnitLine(3, "Ủy ban Mặt trận Tổ quốc Việt Nam xã Suối Ngọc", K.FRONT),
    UnitLine(4, "Hội Liên hiệp Phụ nữ xã Suối Ngọc", K.ORGANISATION),
    UnitLine(5, "Hội Nông dân xã Suối Ngọc", K.ORGANISATION),
    UnitLine(6, "Chi bộ xóm 1", K.PARTY_CELL),
    UnitLine(7, "Chi bộ Trường Tiểu học", K.PARTY_CELL),
    UnitLine(8, "Phòng Văn hóa - Xã hội", K.DIVISION),
    UnitLine(9, "Văn phòng HĐND và UBND xã", K.DIVISION),
    UnitLine(10, "Trường Tiểu học Suối Ngọc", K.SCHOOL),
    UnitLine(11, "Xóm 1", K.SETTLEMENT, "xóm"),
    UnitLine(12, "Xóm 10", K.SETTLEMENT, "xóm"),
    UnitLine(13, "Công an xã Suối Ngọc", K.ARMED_FORCES),
    UnitLine(14, "Ban Chỉ huy Quân sự xã Suối Ngọc", K.ARMED_FORCES),
    UnitLine(15, "Văn phòng Đảng ủy", K.PARTY_BODY),
    UnitLine(16, "Ban Chỉ đạo phong trào thi đua “Dân vận khéo” xã", K.STEERING_BOARD),
    UnitLine(17, "Ban Xây dựng Đảng", K.PARTY_BODY),
    UnitLine(19, "Đoàn Thanh niên Cộng sản Hồ Chí Minh xã Suối Ngọc", K.ORGANISATION),
    UnitLine(18, "Trạm Y tế xã Suối Ngọc", K.HEALTH),
)
AGENCIES = (8, 9, 10, 13, 14, 15, 17, 18)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("các xóm", (11, 12)),
        ("mỗi thôn, tổ dân phố", (11, 12)),
        ("các bản, làng", (11, 12)),
        ("các chi bộ trực thuộc", (6, 7)),
        ("Các chi bộ ấp", (6, 7)),
        ("Ban công tác Mặt trận các thôn", (11, 12)),
        ("Ban nhân dân các ấp", (11, 12)),
        ("18 khu phố", (11, 12)),
        ("các tổ chức chính trị - xã hội, đoàn thể", (4, 5, 19)),
        (
            "Ủy ban Mặt trận Tổ quốc Việt Nam xã, các tổ chức chính trị - xã hội, các hội quần chúng",
            (3, 4, 5, 19),
        ),
        ("UBND", (1,)),
        ("UBMTTQ", (3,)),
        ("Ủy ban nhân dân xã", (1,)),
        ("Các cơ quan, tổ chức, đơn vị thuộc xã", AGENCIES),
        ("các cơ quan, đơn vị", AGENCIES),
        ("các ban, ngành, đoàn thể", (4, 5, 8, 9, 13, 14, 19)),
        ("mỗi trường học", (10,)),
        ("lực lượng vũ trang", (13, 14)),
        ("Công an, Quân sự xã", (13, 14)),
        ("Trạm Y tế", (18,)),
        ("Hội Phụ nữ", (4,)),
        ("Hội LHPN xã", (4,)),
        ("xóm 1", (11,)),
        ("Đoàn Thanh niên", (19,)),
        ("Chi bộ xóm 1", (6,)),
        ("Văn phòng Ủy ban nhân dân", (9,)),
        ("Văn phòng Đảng ủy", (15,)),
        ("Ban Xây dựng Đảng Đảng ủy xã", (17,)),
    ],
)
def test_match_words_of_plans_mean_these_units(words, ids):
    found = match(words, UNITS)
    assert (tuple(sorted(found.unit_ids)), found.certainty) == (ids, "sure")


@pytest.mark.parametrize(
    "words",
    [
        "Xóm 5",
        "Chi bộ xóm 5",
        "tập thể tham gia phong trào thi đua",
        "bà Nguyễn Thị Mẫu",
        "Khối Dân vận Đảng ủy",
        "văn bản",
        "",
    ],
)
def test_match_words_that_name_no_unit_are_asked(words):
    found = match(words, UNITS)
    assert (found.unit_ids, found.certainty) == ((), "ask")


def test_match_half_understood_words_are_only_likely():
    found = match("các xóm và tổ hợp tác bến nước", UNITS)
    assert (found.unit_ids, found.certainty) == ((11, 12), "likely")
    assert "hop tac ben nuoc" in found.unknown


def test_match_kind_that_the_commune_lacks_is_asked():
    assert match("các doanh nghiệp", UNITS).certainty == "ask"


def test_by_name_gives_one_unit_or_none():
    assert by_name("Ủy ban nhân dân xã Suối Ngọc", UNITS) == UNITS[0]
    assert by_name("các xóm", UNITS) is None
    assert by_name("Sở Nội vụ", UNITS) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("kinh tế", "KT"),
        ("Lĩnh vực văn hóa - xã hội", "VH-XH"),
        ("quốc phòng, an ninh", "QP-AN"),
        ("xây dựng hệ thống chính trị", "XDHTCT"),
        ("Kinh tế - xã hội", "KHAC"),
        ("cải cách hành chính", "KHAC"),
    ],
)
def test_sector_code_is_national_only_where_the_words_are(words, code):
    assert sector_code(words) == code


@settings(max_examples=examples(60), deadline=None)
@given(st.text(alphabet="các xómbộ,;ủyđảng1 \n(“”)–[]\\^$.*+?", max_size=80))
def test_match_any_words_gives_only_units_there_are(words):
    found = match(words, UNITS)
    assert set(found.unit_ids) <= {unit.id for unit in UNITS}
    assert (found.certainty == "ask") == (not found.unit_ids)
