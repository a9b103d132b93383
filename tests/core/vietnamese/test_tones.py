import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.vietnamese import fold
from kheo.core.vietnamese.tones import place_tones, placements

TEXTS = st.text(alphabet="hqgtoaeuyòóỏõọàáảãạùúủũụỳýỷỹỵ HOAUYỦ.", max_size=40)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ủy ban nhân dân", "Uỷ ban nhân dân"),
        ("CỘNG HÒA", "CỘNG HOÀ"),
        ("hỏa tốc, khỏe, hòa giải, thủy lợi", "hoả tốc, khoẻ, hoà giải, thuỷ lợi"),
        ("quý, quỳ, hoàn, thuyền, ngoài, khuỷu", "quý, quỳ, hoàn, thuyền, ngoài, khuỷu"),
    ],
)
def test_place_tones_moves_only_what_the_two_ways_differ_in(old, new):
    assert place_tones(old, "new") == new
    assert place_tones(new, "old") == old


def test_placements_say_where_a_text_mixes_both():
    text = "Đảng ủy và Đảng uỷ"

    assert [(text[p.start : p.end], p.placement) for p in placements(text)] == [("ủy", "old"), ("uỷ", "new")]


@given(TEXTS)
def test_place_tones_there_and_back_changes_no_word(text):
    text = unicodedata.normalize("NFC", text)
    new = place_tones(text, "new")

    assert fold(new) == fold(text)
    assert len(new) == len(text)
    assert place_tones(place_tones(new, "old"), "new") == new
    assert {placed.placement for placed in placements(new)} <= {"new"}
