"""What is laid over a page or put at its foot and is no part of the paper: stamps and notes."""

import re
from collections import Counter

from kheo.core.paper.readers.pdf_layout import Line, Segment

_SIGNED = re.compile(
    r"(?:(?:Được )?[Kk]ý bởi|Người ký|Ký số bởi|Signed by|Digitally signed|Thời gian ký|Ngày ký|Signing time)\b\s*:?"
)
_SIGNED_MORE = re.compile(r"(?:Cơ quan|Tổ chức|Email|E-mail|Chức vụ|Thời gian|Ngày|Date|Reason|Location)\s*:")
_ARRIVED = re.compile(r"(?:(?:CÔNG VĂN|VĂN BẢN) )?ĐẾN\b")
_ARRIVED_MORE = re.compile(r"(?:Số|Ngày|Giờ|Chuyển|Lưu hồ sơ(?: số)?|Số và ký hiệu HS)\s*:")
_STAMP_HEIGHT = 70.0


def without_stamps(lines: list[Line]) -> list[Line]:
    """The lines without the words that signing software and the incoming-mail desk lay over the page."""
    gone: set[int] = set()
    for place, line in enumerate(lines):
        for segment in line.segments:
            if _SIGNED.match(segment.text):
                gone |= {id(segment), *_near(lines[place + 1 :], segment, _SIGNED_MORE)}
            elif _ARRIVED.match(segment.text) and len(segment.text) < 40:
                gone |= {id(segment), *_near(lines[place:], segment, _ARRIVED_MORE)}
    if not gone:
        return lines
    kept = [Line([s for s in line.segments if id(s) not in gone]) for line in lines]
    return [line for line in kept if line.segments]


def _near(lines: list[Line], stamp: Segment, words: "re.Pattern[str]") -> set[int]:
    """The segments under a stamp's first one that carry it on."""
    return {
        id(segment)
        for line in lines
        for segment in line.segments
        if 0 <= stamp.y - segment.y < _STAMP_HEIGHT
        and segment.left < stamp.right + 80
        and segment.right > stamp.left - 80
        and words.match(segment.text)
    }


def without_footnotes(lines: list[Line], height: float, *, reach: float | None = None) -> list[Line]:
    """The lines above the notes at the foot of the page: small print that opens with a small number.

    `reach`: where the last table of the page ends; its rows are no notes, though they open with numbers.
    """
    if not lines:
        return lines
    letters = Counter[float]()
    for line in lines:
        letters[round(line.size, 1)] += sum(len(segment.text) for segment in line.segments)
    body = letters.most_common(1)[0][0]
    cut = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.size > 0.88 * body or line.y > 0.4 * height or (reach is not None and line.y >= reach):
            break
        first = line.segments[0].words[0]
        if first.text.isdigit() or first.size < 0.8 * line.size:
            cut = index
    return lines[:cut]
