"""Words that single out one person or one household, in texts that may hold none."""

import re

from kheo.core.vietnamese.letters import clean_line

_UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠ-Ỹ"
_KIN = r"ông|bà|anh|chị|cô|chú|bác|cụ|em|cháu|thím|dì|mợ|cậu"
# What a place is called by stands before its name: “đường Bà Triệu”, “chợ Ông Hoàng”.
_PLACE = r"(?<!gia )(?i:đường|phố|cầu|chợ|xóm|thôn|làng|ấp|bản|đình|đền|chùa|miếu|kênh|rạch|núi|trường|tỉnh|xã|phường|ngõ)\s+"
_NAMED = re.compile(rf"(?<!\w)({_PLACE})?(?i:({_KIN}))\s+([{_UPPER}]\w*)")
_HOUSEHOLD = re.compile(
    rf"(?<!\w)(?i:hộ|gia đình|nhà)\s+(?:(?i:{_KIN})\s+)?[{_UPPER}][^\W\d_]+\s+[{_UPPER}][^\W\d_]+"
)
_NUMBER = re.compile(r"(?<!\d)(?:0\d{9}|\d{9}|\d{12})(?!\d)")
_NOT_GIVEN = re.compile(
    r"(?i)\bhộ\b[^.;]*\b(?:chưa|không|ko|chậm|còn)\s+(?:nộp|đóng|góp|hiến|nợ|đồng ý|đồng thuận|tán thành|thiếu)"
    r"|\b(?:danh sách|tên)\s+(?:các\s+|những\s+)?hộ\b"
)
_KNOWN = frozenset({"bác hồ", "bà rịa", "bà nà", "bà đen", "bà triệu", "bà trưng"})


def singled_out(text: str) -> str:
    """The first words that name a person or household, are its number, or tell who has not given; else "".

    A coarse sieve for short notes beside totals: it errs towards asking again.
    """
    line = clean_line(text)
    for found in _NAMED.finditer(line):
        place, kin, name = found.groups()
        if not place and f"{kin} {name}".lower() not in _KNOWN:
            return f"{kin} {name}"
    for pattern in (_HOUSEHOLD, _NUMBER, _NOT_GIVEN):
        if match := pattern.search(line):
            return match[0]
    return ""
