"""PDF with a text layer: words by their places, columns put back in order, page numbers and footnotes left out."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2
from pypdfium2 import raw

from kheo.core.paper.readers.builder import Builder
from kheo.core.paper.readers.pdf_extras import without_footnotes, without_stamps
from kheo.core.paper.readers.pdf_layout import (
    Line,
    Rules,
    Word,
    Zone,
    columns,
    lines_of,
    rows,
    zones_of,
)
from kheo.core.paper.readers.pdf_paragraphs import carries_overleaf, measure_of, paragraphs
from kheo.core.paper.readers.pdf_tables import Frame, frames_of, rows_of
from kheo.core.paper.refusals import refusal
from kheo.core.paper.source import SourceText

_WORD = re.compile(r"[^\s\x02\ufffe]+[\x02\ufffe]?")
_LINE_END_HYPHEN = str.maketrans({"\x02": "-", "\ufffe": "-"})
_MARKED_WORD = re.compile(r"(.*[^\W\d]\W*|.*[”\").,;:])(\d{1,2})")
_UNIT = re.compile(r"(?:^|.*\d)(?:[mk]?m|dm|cm|ha)", re.IGNORECASE)
_NOTE = re.compile(r"(\d{1,2})([^\W\d].*)")
_NEEDS_TABLE = 2
_MOST_OBJECTS = 5000
_LONGEST_WORD = 60
_SHORTEST_RULE = 10.0
_CLOSE = 1.0
_BLANK = 0.4


def read_pdf(data: bytes, most_pages: int) -> SourceText:
    """The text of a PDF. Raises UnreadableFile: file-password, file-corrupted, file-too-large, file-no-text."""
    return _Reader(fonts=False).read(data, most_pages)


def blocks_with_lines(data: bytes, most_pages: int) -> tuple[SourceText, "_Reader"]:
    """The text again, with the printed lines of each block (`builder.origins`) and the sizes of the pages."""
    reader = _Reader(fonts=True)
    return reader.read(data, most_pages), reader


@dataclass(slots=True)
class _Reader:
    """Reads page by page; `last` is the line on which the page before broke off, `frame` the table."""

    fonts: bool
    builder: Builder = field(default_factory=Builder)
    pages: list[tuple[float, float]] = field(default_factory=list)
    last: Line | None = None
    frame: Frame | None = None

    def read(self, data: bytes, most_pages: int) -> SourceText:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower() or "security" in str(error).lower()
            raise refusal("file-password" if locked else "file-corrupted") from error
        try:
            count = len(document)
            if count > most_pages:
                raise refusal("file-bomb")
            for number in range(count):
                self._page(document, number)
        finally:
            document.close()
        source = self.builder.build("pdf", count)
        if not source.text:
            raise refusal("file-no-text" if count else "file-corrupted")
        return source

    def _page(self, document: Any, number: int) -> None:
        """Add what stands on one page; a page that cannot be opened breaks the whole file."""
        try:
            page = document[number]
            letters = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise refusal("file-corrupted") from error
        try:
            height = page.get_height()
            self.pages.append((page.get_width(), height))
            rules = _rules(page)
            lines = lines_of(list(_words(letters, fonts=self.fonts)), height, rules)
            frames = frames_of(rules)
            reach = min((frame.bottom for frame in frames), default=None)
            lines = without_footnotes(without_stamps(lines), height, reach=reach)
        finally:
            letters.close()
            page.close()
        self._lines(lines, frames, rules, number + 1)

    def _lines(self, lines: list[Line], frames: list[Frame], rules: Rules, page: int) -> None:
        """Running text and columns, and between them the ruled tables."""
        measure = measure_of(lines)
        opens, begun = True, 0
        for frame in frames:
            inside = [place for place, line in enumerate(lines) if frame.holds(line)]
            cells = rows_of(frame, [lines[place] for place in inside], rules)
            if not cells:
                continue
            self._zones(lines[begun : inside[0]], rules, page, measure, opens=opens)
            continues = opens and begun == inside[0] and self.frame is not None and self.frame.alike(frame)
            self.builder.table(cells, [page] * len(cells), [frame] * len(cells), continues=continues)
            opens, begun, self.last, self.frame = False, inside[-1] + 1, None, frame
        if begun < len(lines) or not begun:
            self._zones(lines[begun:], rules, page, measure, opens=opens)
            self.frame = None

    def _zones(
        self, lines: list[Line], rules: Rules, page: int, measure: tuple[float, float], *, opens: bool
    ) -> None:
        zones = zones_of(lines)
        for place, zone in enumerate(zones):
            self._add(zone, rules, page, measure, opens=opens and place == 0)
        running = bool(zones) and not zones[-1].gutters
        self.last = zones[-1].lines[-1] if running else None

    def _add(self, zone: Zone, rules: Rules, page: int, measure: tuple[float, float], *, opens: bool) -> None:
        """Three columns and more are a table, also without lines; two are read one after the other."""
        if len(zone.gutters) >= _NEEDS_TABLE:
            cells = rows(zone, rules.level)
            self.builder.table(cells, [page] * len(cells), [zone] * len(cells))
        elif zone.gutters:
            for column in columns(zone):
                for index, line in enumerate(column):
                    words = " ".join(part.text for part in line.segments)
                    self.builder.paragraph(words, page, close=index > 0, origin=[line])
        else:
            for index, lines in enumerate(paragraphs(zone.lines, measure)):
                before = self.last if opens and index == 0 else None
                close = before is not None and carries_overleaf(before, lines[0], measure)
                words = "\n".join(line.text for line in lines)
                self.builder.paragraph(words, page, close=close, origin=lines)


def _words(page: Any, *, fonts: bool) -> Iterator[Word]:
    """The words of a text page; only their first and last letters are asked for their places."""
    count = page.count_chars()
    text = page.get_text_range() if count else ""
    if len(text) != count:
        text = "".join(_letter(page, index) for index in range(count))
    for match in _WORD.finditer(text):
        for start, end in _onward(page, match.start(), match.end()):
            letters = match[0][start - match.start() : end - match.start()]
            name = _font(page, start) if fonts else ""
            opens = start > 0 and text[start - 1] == " " and _stands_before(page, start)
            placed = _placed(page, letters.translate(_LINE_END_HYPHEN), start, end - 1)
            yield from (replace(word, font=name, opens=opens) for word in placed)


def _onward(page: Any, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A word's letters in runs that go from left to right: one drawn later than its neighbours stands apart."""
    if end - start > 1 and _left(page, end - 1) < _left(page, start):
        for index in range(start + 1, end):
            if _left(page, index) < _left(page, index - 1):
                yield start, index
                start = index
    yield start, end


def _stands_before(page: Any, index: int) -> bool:
    """Is the blank before a letter drawn there, rather than room left for a letter of another font?"""
    if raw.FPDFText_IsGenerated(page.raw, index - 1):
        return _CLOSE < _left(page, index) - _left(page, index - 1) < _BLANK * _size(page, index)
    return abs(_left(page, index) - _right(page, index - 1)) < _CLOSE


def _letter(page: Any, index: int) -> str:
    code = raw.FPDFText_GetUnicode(page.raw, index)
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffe"


def _placed(page: Any, text: str, first: int, last: int) -> Iterator[Word]:
    """The word with its place. A small raised number at its end marks a note and is dropped; one before the
    word is the note's own and stands apart.
    """
    size = _size(page, first)
    short = len(text) <= _LONGEST_WORD
    if short and (match := _NOTE.fullmatch(text)) and size < 0.8 * _size(page, last):
        yield Word(match[1], _left(page, first), _left(page, first), _baseline(page, last), size)
        yield from _placed(page, match[2], first + len(match[1]), last)
        return
    mark = _MARKED_WORD.fullmatch(text) if short else None
    if mark and not _UNIT.fullmatch(mark[1]) and _size(page, last) < 0.8 * size:
        text, last = mark[1], last - len(mark[2])
    left = _left(page, first)
    yield Word(text, left, max(_right(page, last), left), _baseline(page, first), size)


def _left(page: Any, index: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page.raw, index, x, y)
    return x.value


def _baseline(page: Any, index: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page.raw, index, x, y)
    return y.value


def _right(page: Any, index: int) -> float:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(page.raw, index, left, right, bottom, top)
    return right.value


def _size(page: Any, index: int) -> float:
    """Letter height as printed: the font size under the letter's own scale."""
    size = float(raw.FPDFText_GetFontSize(page.raw, index))
    matrix = raw.FS_MATRIX()
    if raw.FPDFText_GetMatrix(page.raw, index, matrix):
        size *= (matrix.c**2 + matrix.d**2) ** 0.5
    return size or 12.0


def _font(page: Any, index: int) -> str:
    """The name of a letter's font without the mark of a subset: “TimesNewRomanPS-BoldMT”."""
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(page.raw, index, buffer, len(buffer), flags)
    name = buffer.value.decode("utf-8", "replace") if 0 < length <= len(buffer) else ""
    return name.partition("+")[2] or name


def _rules(page: Any) -> Rules:
    """The ruled lines of a page, also those drawn as frames."""
    level: list[float] = []
    upright: list[tuple[float, float, float]] = []
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        if right.value - left.value > _SHORTEST_RULE:
            level.extend((bottom.value, top.value))
        if top.value - bottom.value > _SHORTEST_RULE:
            upright.extend((edge, bottom.value, top.value) for edge in (left.value, right.value))
    return Rules(tuple(level), tuple(upright))
