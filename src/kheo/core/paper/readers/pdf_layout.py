"""From words with their places on a page to lines in reading order: columns, tables, paragraphs.

Lengths are PDF points; y grows upwards.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_COLUMN_GAP = 1.2
_LONE_GAP = 3.0
_TOUCHING = 0.11
_OVERLAPPING = -0.2
_GUTTER = 0.5
_SAME_HEIGHT = 0.85
_LINE_REACH = 4.5
_LIST_REACH = 2.2
_MOTTOS = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Độc lập - Tự do",
    "Độc lập – Tự do",
)
_BELOW_HEAD = re.compile(r"Kính (?:gửi|trình)\b|Căn cứ |(?:[IVX]{1,4}|1)\. |Điều 1\b|(?:Phần|Chương) ")
_PAGE_NUMBER = re.compile(r"(?:[-–—]\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*[-–—])?|Trang \d{1,3}(?:/\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters without a blank: left and right edge, baseline, font size, and the font where asked for.

    `opens`: the file itself has a blank before it, rather than only room.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    font: str = ""
    opens: bool = False


@dataclass(slots=True)
class Segment:
    """Words that stand together on a line."""

    words: list[Word]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def y(self) -> float:
        return self.words[0].y

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Line:
    """All segments with one baseline, left to right."""

    segments: list[Segment]

    @property
    def y(self) -> float:
        return self.segments[0].y

    @property
    def size(self) -> float:
        return max(segment.size for segment in self.segments)

    @property
    def text(self) -> str:
        return "  ".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Rules:
    """The ruled lines of a page: heights of level ones; upright ones as place, bottom and top."""

    level: tuple[float, ...] = ()
    upright: tuple[tuple[float, float, float], ...] = ()

    def between(self, before: Word, word: Word) -> bool:
        """Does an upright line stand between two words?"""
        return any(
            before.right - 1 <= place <= word.left + 1 and bottom <= word.y <= top
            for place, bottom, top in self.upright
        )


def lines_of(words: Sequence[Word], height: float, rules: Rules = Rules()) -> list[Line]:
    """Words grouped by baseline from top to bottom, cut where a column might begin; page numbers left out."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.y):
        near = lines[-1][0] if lines else None
        if near is not None and abs(near.y - word.y) <= 0.35 * max(near.size, word.size):
            lines[-1].append(word)
        else:
            lines.append([word])
    made = [Line(_segments(_whole_words(line, rules), rules)) for line in lines]
    return _side_by_side([line for line in made if not _is_page_number(line, height)])


def _whole_words(words: list[Word], rules: Rules) -> list[Word]:
    """The words of one line from left to right, those put together again that touch each other.

    Where a font has no “ố”, office suites take that letter alone from another font and often draw it after
    the rest of the line, so that it comes as a word of its own.
    """
    whole: list[Word] = []
    for word in sorted(words, key=lambda word: word.left):
        if whole and _touch(whole[-1], word) and not rules.between(whole[-1], word):
            whole[-1] = replace(whole[-1], text=whole[-1].text + word.text, right=word.right)
        else:
            whole.append(word)
    return whole


def _touch(before: Word, word: Word) -> bool:
    if word.opens:
        return False
    size = max(before.size, word.size)
    level = abs(before.y - word.y) < 0.1 * size and abs(before.size - word.size) < 0.1 * size
    return level and _OVERLAPPING * size < word.left - before.right < _TOUCHING * size


def _side_by_side(lines: list[Line]) -> list[Line]:
    """Join lines of different print that stand beside each other, as “Nơi nhận” and the signature do."""
    joined: list[Line] = []
    for line in lines:
        if joined and _beside(joined[-1], line):
            both = [*joined[-1].segments, *line.segments]
            joined[-1] = Line(sorted(both, key=lambda segment: segment.left))
        else:
            joined.append(line)
    return joined


def _beside(upper: Line, lower: Line) -> bool:
    size = max(upper.size, lower.size)
    if upper.y - lower.y > _SAME_HEIGHT * size:
        return False
    gap = _COLUMN_GAP * size
    return all(
        a.right + gap < b.left or b.right + gap < a.left for a in upper.segments for b in lower.segments
    )


def _segments(words: list[Word], rules: Rules) -> list[Segment]:
    segments = [Segment([words[0]])]
    mottos = _motto_starts(words)
    for before, word in pairwise(words):
        wide = word.left - before.right > _COLUMN_GAP * max(before.size, word.size)
        if wide or id(word) in mottos or rules.between(before, word):
            segments.append(Segment([word]))
        else:
            segments[-1].words.append(word)
    return segments


def _motto_starts(words: list[Word]) -> set[int]:
    """The words with which the national motto or the Party's name begins beside a long name of the issuer."""
    line = " ".join(word.text for word in words)
    found = set()
    for motto in _MOTTOS:
        at = line.find(motto)
        if at > 0:
            found.add(id(words[line.count(" ", 0, at)]))
    return found


def _is_page_number(line: Line, height: float) -> bool:
    edge = line.y > 0.92 * height or line.y < 0.08 * height
    return edge and len(line.segments) == 1 and _PAGE_NUMBER.fullmatch(line.segments[0].text) is not None


@dataclass(slots=True)
class Zone:
    """Neighbouring lines that keep the same columns apart; a zone of one column is running text."""

    lines: list[Line]
    gutters: list[tuple[float, float]]


def zones_of(lines: list[Line]) -> list[Zone]:
    """Cut a page into running text and stretches of columns."""
    middle = (edge_of(lines, left=True) + edge_of(lines, left=False)) / 2
    zones: list[Zone] = []
    index = 0
    while index < len(lines):
        zone = _columns_from(lines, index, middle)
        if zone is None:
            zone = Zone([lines[index]], [])
        if not zone.gutters and zones and not zones[-1].gutters:
            zones[-1].lines.extend(zone.lines)
        else:
            zones.append(zone)
        index += len(zone.lines)
    return zones


def _columns_from(lines: list[Line], index: int, middle: float) -> Zone | None:
    """The stretch of columns that begins at this line, if one does."""
    first = lines[index]
    ahead = index
    while ahead < len(lines) and ahead - index < 3 and len(lines[ahead].segments) == 1:
        ahead += 1
    if ahead != index and (index != 0 or ahead >= len(lines)):
        return None
    taken, gutters, apart = [first], _gaps(first), len(first.segments) > 1
    for line in lines[index + 1 :]:
        if taken[-1].y - line.y > _LINE_REACH * line.size:
            break
        left = _narrowed(gutters, line) if apart else (_gaps(line) if len(line.segments) > 1 else gutters)
        if apart and (not left or is_centred(line, middle) or _BELOW_HEAD.match(line.text)):
            break
        if not apart and len(line.segments) > 1:
            left = _clear_of(left, taken)
            apart = True
            if not left:
                return None
        taken.append(line)
        gutters = left
    taken = _trimmed(taken)
    if not apart or not gutters or (len(taken) == 1 and _widest(first) < _LONE_GAP * first.size):
        return None
    return Zone(taken, gutters)


def _gaps(line: Line) -> list[tuple[float, float]]:
    return [(a.right, b.left) for a, b in pairwise(line.segments)]


def _widest(line: Line) -> float:
    return max((right - left for left, right in _gaps(line)), default=0.0)


def _narrowed(gutters: list[tuple[float, float]], line: Line) -> list[tuple[float, float]]:
    """What is left of the gutters when this line is laid over them."""
    kept = []
    for gutter in gutters:
        left, right = gutter
        for segment in line.segments:
            left, right = _cut(left, right, segment)
        if right - left > _GUTTER * line.size:
            kept.append((left, right))
    return kept


def _cut(left: float, right: float, segment: Segment) -> tuple[float, float]:
    """The larger side of a gutter that a segment reaches into."""
    if segment.left >= right or segment.right <= left:
        return left, right
    if segment.left <= left:
        return min(segment.right, right), right
    if segment.right >= right:
        return left, segment.left
    return (segment.right, right) if right - segment.right > segment.left - left else (left, segment.left)


def _clear_of(gutters: list[tuple[float, float]], lines: list[Line]) -> list[tuple[float, float]]:
    for line in lines:
        gutters = _narrowed(gutters, line)
    return gutters


def is_centred(line: Line, middle: float) -> bool:
    """A lone line in the middle of the page, such as the kind of paper, belongs to no column."""
    if len(line.segments) != 1:
        return False
    only = line.segments[0]
    return (
        abs((only.left + only.right) / 2 - middle) < 1.5 * only.size
        and only.right - only.left > 2 * only.size
    )


def _trimmed(lines: list[Line]) -> list[Line]:
    """Single lines after the last one that has columns are kept only while they stand close."""
    last = max((index for index, line in enumerate(lines) if len(line.segments) > 1), default=0)
    left = min(line.segments[0].left for line in lines)
    reach = _LIST_REACH * max(line.size for line in lines)
    for index in range(last + 1, len(lines)):
        line = lines[index]
        if line.segments[0].left <= left + line.size and lines[index - 1].y - line.y > reach:
            return lines[:index]
    return lines


def edge_of(lines: list[Line], *, left: bool) -> float:
    """The left or right edge of the lines."""
    if left:
        return min((line.segments[0].left for line in lines), default=0.0)
    return max((line.segments[-1].right for line in lines), default=0.0)


def columns(zone: Zone) -> list[list[Line]]:
    """The lines of each column of a zone, left to right."""
    found: list[list[Line]] = [[] for _ in range(len(zone.gutters) + 1)]
    for line in zone.lines:
        parts: dict[int, list[Segment]] = {}
        for segment in line.segments:
            place = sum(segment.left >= (left + right) / 2 for left, right in zone.gutters)
            parts.setdefault(place, []).append(segment)
        for place, segments in parts.items():
            found[place].append(Line(segments))
    return found


def rows(zone: Zone, rules: Sequence[float]) -> list[list[str]]:
    """The cells of a table: rows end at ruled lines, or where the first column speaks again."""
    made: list[list[list[str]]] = []
    bottom = float("inf")
    for line in zone.lines:
        cells: list[list[str]] = [[] for _ in range(len(zone.gutters) + 1)]
        for segment in line.segments:
            cells[sum(segment.left >= (a + b) / 2 for a, b in zone.gutters)].append(segment.text)
        between = any(line.y < rule < bottom for rule in rules)
        begins = between if rules else bool(cells[0])
        if begins or not made:
            made.append(cells)
        else:
            for old, new in zip(made[-1], cells, strict=True):
                old.extend(new)
        bottom = line.y
    return [[" ".join(cell) for cell in row] for row in made]
