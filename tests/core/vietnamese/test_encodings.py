import unicodedata

import pytest

from kheo.core.vietnamese import encodings
from kheo.core.vietnamese.detection import as_codes_for, detect_legacy, health, lost_marks
from kheo.core.vietnamese.encodings import convert, from_tcvn3, from_viqr, from_vni, from_windows_1258
from kheo.core.vietnamese.letters import marked_letters

TEXT = (
    "Ủy ban nhân dân xã Suối Trầu phát động phong trào thi đua. Các thôn đăng ký mô hình trước ngày 15 tháng 3; "
    "mỗi tổ tự quản giữ sạch đường làng, ngõ xóm, giúp nhau làm ăn và hòa giải những vướng mắc từ đầu."
)
TONES = {"\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0301": "'", "\u0323": "."}
SHAPES = {"\u0306": "(", "\u0302": "^", "\u031b": "+"}


def in_tcvn3(text):
    codes = {letter: chr(code) for code, letter in encodings._TCVN3.items()}
    return "".join(codes.get(char, codes.get(char.lower(), char)) for char in text)


def in_vni(text):
    codes = {}
    for code, letter in encodings._VNI.items():
        codes.setdefault(letter, code)
    return "".join(codes.get(char, char) for char in text)


def in_viqr(text):
    written = []
    for char in text:
        base, *marks = unicodedata.normalize("NFD", char)
        shapes = "".join(SHAPES[mark] for mark in marks if mark in SHAPES)
        written.append(
            {"đ": "dd", "Đ": "DD"}.get(char) or base + shapes + "".join(TONES.get(m, "") for m in marks)
        )
    return "".join(written)


def in_windows_1258(text):
    written = []
    for char in text:
        marks = [mark for mark in unicodedata.normalize("NFD", char) if mark in TONES]
        base = "".join(mark for mark in unicodedata.normalize("NFD", char) if mark not in TONES)
        written.append(unicodedata.normalize("NFC", base) + "".join(marks))
    return "".join(written).encode("cp1258")


def test_tcvn3_every_letter_comes_back():
    lower = "".join(sorted(letter for letter in marked_letters() if letter.islower()))

    assert from_tcvn3(in_tcvn3(lower + "ĂÂÊÔƠƯĐ")) == lower + "ĂÂÊÔƠƯĐ"
    assert from_tcvn3("uû ban nh©n d©n x·", capitals=True) == "UỶ BAN NHÂN DÂN XÃ"


def test_tcvn3_known_words():
    assert from_tcvn3("C¨n cø §iÒu lÖ, thùc hiÖn quyÕt ®Þnh") == "Căn cứ Điều lệ, thực hiện quyết định"


def test_vni_every_letter_comes_back():
    letters = " ".join(sorted(marked_letters()))

    assert from_vni(in_vni(letters)) == letters


def test_vni_known_words():
    known = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam; ÑÖÔØNG TÖÏ QUAÛN"

    assert from_vni(known) == "Cộng hòa xã hội chủ nghĩa Việt Nam; ĐƯỜNG TỰ QUẢN"


def test_viqr_every_letter_comes_back():
    letters = " x".join(sorted(marked_letters()))

    assert from_viqr(in_viqr(letters) + "x") == letters + "x"


def test_viqr_a_full_stop_is_no_tone():
    assert from_viqr("thi ddua. Ca'c tho^n. Vie^.c la`ng\\.") == "thi đua. Các thôn. Việc làng."


def test_windows_1258_every_letter_comes_back():
    letters = " ".join(sorted(marked_letters()))

    assert from_windows_1258(in_windows_1258(letters)) == letters


@pytest.mark.parametrize(
    ("encoding", "codes"),
    [
        ("tcvn3", in_tcvn3(TEXT)),
        ("vni", in_vni(TEXT)),
        ("viqr", in_viqr(TEXT)),
        ("windows-1258", in_windows_1258(TEXT).decode("cp1252")),
    ],
)
def test_detect_legacy_knows_each_encoding_and_converts_it(encoding, codes):
    assert detect_legacy(codes) == encoding
    assert convert(as_codes_for(codes, encoding), encoding).lower() == TEXT.lower()


@pytest.mark.parametrize("text", [TEXT, "", "The report is due in March.", "Café à la crème, déjà vu " * 20])
def test_detect_legacy_other_texts_are_left_alone(text):
    assert detect_legacy(text) is None


def test_health_of_vietnamese_is_high_and_of_broken_text_low():
    assert health(TEXT).well_spelt == 1.0
    assert lost_marks(TEXT * 3) is False


def test_lost_marks_plain_and_half_plain_texts_are_found():
    bare = "".join(c for c in unicodedata.normalize("NFD", TEXT) if not unicodedata.combining(c)).replace(
        "đ", "d"
    )
    dropped = "".join(char for char in TEXT * 4 if char not in "àáãâèéêìíòóôõùúý")

    assert lost_marks(bare * 2) is True
    assert lost_marks(dropped) is True
    assert lost_marks("Ban tin so 5") is False
