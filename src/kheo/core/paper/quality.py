"""What a layer of text tells of its own faults: they are said to the officer, never mended in silence."""

import re

from kheo.core.errors import N_
from kheo.core.paper.source import Notice

_SAMPLE = 60_000
_FEWEST_RUN = 3
_FEWEST_TORN = 4
_FEWEST_CUT = 3
_LOW_VOWELS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_VOWELS = _LOW_VOWELS + _LOW_VOWELS.upper()
_SMALL = f"a-zđ{_LOW_VOWELS}"
_BIG = f"A-ZĐ{_LOW_VOWELS.upper()}"
# “thực hiệnPhong”: nobody writes a capital inside a word, but for names such as “McDonald” or “iPhone”.
_RUN = re.compile(rf"[{_SMALL}]{{2,}}[{_BIG}][{_SMALL}]{{2,}}")
# “BANHÀNH”, “GIÁO DỤCVÀ”: no Vietnamese syllable has eight letters; symbols of papers may.
_LONG = re.compile(
    rf"(?<![{_SMALL}{_BIG}\d/&-])(?=[{_SMALL}{_BIG}]*[{_VOWELS}])[{_SMALL}{_BIG}]{{8,}}(?![{_SMALL}{_BIG}])"
)
# “di đ ộng”: a lone consonant before a vowel that has a mark.
_TORN = re.compile(rf"(?<![{_SMALL}{_BIG}\d.,)/-])[bcdđghklmnpqrstvx] (?=[{_VOWELS}])")
# “Luật Thực hiện dân d” at the end of a line: the right edge of the page was cut off.
_CUT = re.compile(r"(?<=[^\W\d]) [bcdđghklmnpqrstvx]{1,2}[ \t]*$", re.MULTILINE)
# “C¨n cø”: signs of the old three-byte table within a word.
_LEGACY = re.compile(
    r"(?<![A-Za-z])[A-Za-z]{1,6}[¡¢§£¤¥¦¨©ª«¬®µ¶¸¹»¼½¾Æ][A-Za-zµ¶·¸¹ªÌÎÏÑÕÖ×ØÜÞßãäåæçëìîïñòôöø÷ùû]{1,6}"
)
_TALK = re.compile(
    r"```|không có dữ liệu phù hợp|trong hình ảnh (?:là|có)|nội dung (?:của )?(?:hình|bức) ảnh|văn bản trong ảnh|"
    r"as an ai|i (?:cannot|can't) (?:read|see)|here is the (?:text|transcription)",
    re.IGNORECASE,
)

_RUN_TOGETHER = N_(
    "Nhiều chữ trong tệp dính liền nhau (lỗi khi chuyển tệp). Hãy đối chiếu tên riêng, số, ngày với bản gốc."
)
_PULLED_APART = N_(
    "Nhiều chữ trong tệp bị tách rời (lỗi khi nhận dạng). Hãy đối chiếu tên riêng, số, ngày với bản gốc."
)
_OLD_WORDS = N_(
    "Trong tệp có chữ ở bảng mã cũ lẫn với chữ Unicode nên một số từ đọc sai. Hãy sửa các từ đó trong tệp gốc."
)
_EDGE_CUT = N_(
    "Nhiều dòng đứt giữa chữ ở lề phải (bản quét bị cắt mép). Hãy quét lại cả trang hoặc dùng tệp gốc."
)
_MACHINE_TALK = N_(
    "Trong tệp có lời của phần mềm nhận dạng ảnh, không phải của văn bản. Hãy dùng tệp gốc hoặc đối chiếu kỹ từng chỗ."
)


def doubts(text: str) -> tuple[Notice, ...]:
    """What an officer should check before trusting the text."""
    sample = text[:_SAMPLE]
    found = []
    if len(_RUN.findall(sample)) + len(_LONG.findall(sample)) >= _FEWEST_RUN:
        found.append(Notice(_RUN_TOGETHER, code="words-run-together"))
    if len(_TORN.findall(sample)) >= _FEWEST_TORN:
        found.append(Notice(_PULLED_APART, code="words-pulled-apart"))
    if len(_CUT.findall(sample)) >= _FEWEST_CUT:
        found.append(Notice(_EDGE_CUT, code="lines-cut"))
    if _LEGACY.search(sample):
        found.append(Notice(_OLD_WORDS, code="old-encoding-words"))
    if _TALK.search(sample):
        found.append(Notice(_MACHINE_TALK, code="machine-talk"))
    return tuple(found)
