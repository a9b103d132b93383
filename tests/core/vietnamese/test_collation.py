import itertools
import random
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.core.vietnamese import person_sort_key, sort_key
from tests.examples import examples

GOLDEN = Path(__file__).resolve().parents[2] / "golden/collation_vi.txt"  # made by tools/make_collation.py
ORDER = [  # as ICU's "vi" (numeric) sorts them
    "_", "-", ",", "(mới)", "[a]", "1.000", "2", "10", "a", "A", "à", "ả", "ã", "á", "ạ", "a b", "a/b",
    "an", "An", "ă", "ắ", "Ấ", "b", "c", "d", "Dak", "Dũng", "đ", "Đạt", "Đắk Lắk", "e", "ê", "Ênuôl", "g",
    "hoa", "hoà", "hòa", "i", "n", "ñ", "o", "Ŏ", "ô", "ơ", "thuỷ", "thủy", "Tổ 3 A", "Tổ 3-A", "u", "ư",
    "Xóm 2", "Xóm 10", "y", "Zung",
]  # fmt: skip


def test_sort_key_agrees_with_the_reference_order():
    assert sorted(ORDER, key=sort_key) == ORDER


def test_sort_key_every_pair_of_the_reference_order_is_apart():
    assert all(sort_key(a) < sort_key(b) for a, b in itertools.pairwise(ORDER))


def test_sort_key_puts_20_000_words_and_names_in_the_order_of_icu():
    in_order = GOLDEN.read_text(encoding="utf-8").splitlines()
    shuffled = random.Random(7).sample(in_order, len(in_order))

    assert len(in_order) == 20_000
    assert sorted(shuffled, key=sort_key) == in_order


def test_sort_key_tones_come_second():
    assert sorted(["ma cá", "mạ", "mà cả", "mã bà"], key=sort_key) == ["mạ", "mã bà", "ma cá", "mà cả"]


def test_sort_key_curly_and_straight_quotes_stand_together():
    assert sort_key('"Dân vận') < sort_key("“Dân vận") < sort_key('"Dân vận a')


@given(st.text())
@settings(max_examples=examples(100))
def test_sort_key_is_made_of_signs_that_sort_alike_everywhere(text):
    assert set(sort_key(text)) <= set("0123456789abcdef")


def test_person_sort_key_given_name_then_family_then_middle():
    names = ["Trần Văn Hòa", "Nguyễn Thị Ánh", "Lê Văn An", "Đinh Thị Hoa", "Nguyễn An Hòa", "Nguyễn Văn Hòa"]

    assert sorted(names, key=person_sort_key) == [
        "Lê Văn An",
        "Nguyễn Thị Ánh",
        "Đinh Thị Hoa",
        "Nguyễn An Hòa",
        "Nguyễn Văn Hòa",
        "Trần Văn Hòa",
    ]


def test_person_sort_key_names_with_the_family_last_sort_by_the_given_name():
    names = ["Y Moan Ênuôl", "Đinh Y Nhung", "H'Hen Niê", "A Lềnh", "Rơ Châm H'Yer", "Y Thị Bé", "Sơn", ""]

    assert sorted(names, key=person_sort_key) == [
        "",
        "Y Thị Bé",
        "H'Hen Niê",
        "A Lềnh",
        "Y Moan Ênuôl",
        "Đinh Y Nhung",
        "Sơn",
        "Rơ Châm H'Yer",
    ]
