import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.core.vietnamese import clean, clean_line, fold, same_length_fold, upper_first
from kheo.core.vietnamese.letters import marked_letters
from tests.examples import examples

TEXTS = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from([*sorted(marked_letters()), "\u0301", " "]))
)


def test_clean_decomposed_letters_are_composed():
    assert clean(unicodedata.normalize("NFD", "Ủy ban xã Đắk Ơ")) == "Ủy ban xã Đắk Ơ"


def test_clean_lookalikes_and_invisible_signs_are_mended():
    assert clean("\ufeffÐà Lạt\u200b,\u00a0ðường\u00ad phố\x07\r\nxóm 2 ") == "Đà Lạt, đường phố\nxóm 2"


def test_clean_a_mark_parted_from_its_letter_joins_it():
    assert clean("e\u200b\u0302\u0301") == "ế"


def test_clean_line_runs_of_blanks_become_one():
    assert clean_line(" Đinh\tVăn \n  Lực ") == "Đinh Văn Lực"


@given(TEXTS)
@settings(max_examples=examples(150))
def test_clean_twice_changes_nothing_more(text):
    once = clean(text)

    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà giải", "hòa giải"),
        ("UỶ BAN", "Ủy ban"),
        ("qui định", "quy định"),
        ("đăng kí", "đăng ký"),
        ("tỉ lệ", "tỷ lệ"),
        ("K'Bang", "Kbang"),
        ("H’Hen", "H'Hen"),
        ("Văn hóa – Xã hội", "văn hoá - xã hội"),
        ("“Dân vận khéo”", "dân vận khéo"),
    ],
)
def test_fold_spellings_of_one_word_agree(one, other):
    assert fold(one) == fold(other)


def test_fold_is_plain_lower_case_with_single_blanks():
    assert fold("Đăng ký  mô-hình, số 05/KH!") == "dang ky mo hinh so 05 kh"


def test_fold_different_words_stay_different():
    assert len({fold(word) for word in ("thi", "thu", "quy", "que", "tin", "đi")}) == 6


def test_fold_with_open_end_leaves_the_last_syllable_as_typed():
    assert fold("tỉ lệ ti", open_end=True) == "ty le ti"


@given(TEXTS)
@settings(max_examples=examples(150))
def test_same_length_fold_keeps_every_offset(text):
    text = unicodedata.normalize("NFC", text)

    folded = same_length_fold(text)

    assert len(folded) == len(text)
    assert [i for i, char in enumerate(folded) if char == "\n"] == [
        i for i, char in enumerate(text) if char == "\n"
    ]


def test_same_length_fold_makes_patterns_plain():
    assert same_length_fold("Ủy\u00a0BAN “Đắk” – K’B…") == 'uy ban "dak" - k\'b.'


def test_marked_letters_are_the_alphabet_beyond_latin():
    assert len(marked_letters()) == 134


def test_upper_first_touches_one_letter_only():
    assert upper_first("ủy ban NDTQ") == "Ủy ban NDTQ"
