"""The number line and the date line of a paper, however torn or blank."""

import re
from dataclasses import dataclass

from kheo.core.paper.reading.paragraphs import is_capitals
from kheo.core.paper.reading.pieces import Piece, join

_SYMBOL = r"[A-ZĐƯÔƠÂÊ][A-Za-zĐđƯÔƠÂÊ&.0-9]*(?: ?[-/–] ?[A-ZĐƯÔƠÂÊ0-9][A-Za-zĐđƯÔƠÂÊ&.0-9]*)*"
_NUMBER = re.compile(
    rf"(?:^|\s)[Ss][ốỐoO]\s*[:.]?\s*(?P<number>\d{{1,5}}(?:/\d{{4}})?(?!\d))?[\s.…_]*(?P<join>[-/–])?\s*(?P<symbol>{_SYMBOL})?"
)
_DATE = re.compile(
    r"(?P<place>[^,;:|]{2,40}?)?[,.]?\s*ngay\s*(?P<day>\d{1,2})?(?:[\s.…_/]*thang\s*|\s*/\s*)(?P<month>\d{1,2})?(?:[\s.…_/]*nam\s*|\s*/\s*)(?P<year>(?:19|20)\d\d)?"
)
_PLACE = re.compile(r"^[A-ZĐÀ-Ỹ][\wÀ-ỹĐđ.'-]*(?: [A-ZĐÀ-Ỹ(][\wÀ-ỹĐđ.'()-]*| và){0,6}$")
_OPENS = re.compile(r"^so ?(?:[:.]|\d|/|-|$)")
_TORN_OFF = re.compile(r"^(?:\d{1,5}\b(?!.*tháng)|[-/–] ?[A-ZĐ])")
_ARRIVED = frozenset({"den", "cong van den", "van ban den"})
_YEARED = re.compile(r"\bnam ?(?:\d|$|[.…_])|/ ?(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class NumberLine:
    """“Số: 46/KH-UBND” and its parts; what is left blank is None."""

    words: Piece
    number: Piece | None = None
    symbol: Piece | None = None


@dataclass(frozen=True, slots=True)
class DateLine:
    """“Bến Lở, ngày 05 tháng 02 năm 2026”: `words` are those of the date, digits as printed or None."""

    line: Piece
    words: Piece
    place: Piece | None
    day: str | None
    month: str | None
    year: str | None


def number_line_of(cells: list[Piece]) -> NumberLine | None:
    """The number line among the cells of a head.

    A block such as “THEO QUYẾT ĐỊNH SỐ 1050/QĐ-SCT” bears another paper's number: the last cell that begins with
    “Số” counts; below “ĐẾN” stands the number of the incoming mail.
    """
    for index in range(len(cells) - 1, -1, -1):
        cell, above = cells[index], cells[index - 1].folded if index else ""
        if not _OPENS.match(cell.folded) or above in _ARRIVED:
            continue
        if above.endswith("quyet dinh") and is_capitals(cell.text):
            continue
        near = [near for near in cells[index + 1 : index + 4] if _TORN_OFF.match(near.text)]
        whole = join([cell, *near[:2]])
        match = _NUMBER.search(whole.text)
        if not match:
            return NumberLine(whole)
        number = whole.group(match, "number") if match["number"] else None
        symbol = whole.group(match, "symbol") if match["symbol"] and match["join"] else None
        return NumberLine(whole.cut(match.start(), match.end()), number, symbol)
    return None


def date_line_of(cells: list[Piece]) -> DateLine | None:
    """The date line among the cells of a head: a cell of its own, written “ngày … tháng … năm …”.

    Posting dates of web pages, stamps of signatures and citations are no date lines.
    """
    for index, cell in enumerate(cells):
        torn = "ngay" in cell.folded and not _YEARED.search(cell.folded)
        whole = join([cell, *cells[index + 1 : index + 3]]) if torn else cell
        match = _DATE.search(whole.folded)
        if not match or not re.search(r"ngay\b|ngay\d", whole.folded) or match.start() > 3:
            continue
        if re.match(r"^\(|.*\d[/-][A-ZĐ]{2}", cell.text) or re.match(
            r"^(?:dang|cap nhat|thu |can cu)", whole.folded
        ):
            continue
        place = whole.group(match, "place").strip(", .") if match["place"] else Piece()
        if place and not _PLACE.match(place.text):
            place = Piece()
        above = cells[index - 1] if index else Piece()
        if not place and above.text.endswith(",") and _PLACE.match(above.text.rstrip(",")):
            place = above.strip(",")
        words = whole.cut(match.end("place") if match["place"] else 0, match.end()).strip(", ")
        line = whole.cut(match.start(), match.end()) if torn else whole
        return DateLine(line, words, place or None, match["day"], match["month"], match["year"])
    return None
