"""The head of a paper: number, symbol, place, date, kind and issuer."""

import re
from datetime import date

from kheo.core.paper.reading.issuers import issuing_bodies
from kheo.core.paper.reading.lines import Line
from kheo.core.paper.reading.numbering import date_line_of, number_line_of
from kheo.core.paper.reading.pieces import Piece, clauses, join
from kheo.core.paper.reading.vocabulary import ACTS, BODY, HEAD_OF, KINDS, SYMBOL_KINDS, UPPER
from kheo.core.plans._dates import partial
from kheo.core.plans._zones import Zones
from kheo.core.plans.draft import Certainty, Found, Span

_ISSUES = re.compile(
    rf"^(?:(?:nay|vi vay|do do|theo do|tren co so do),? )?(?:{HEAD_OF} )?(?P<body>{BODY}\b[^;:]{{0,110}}?),? (?:da |tiep tuc |thong nhat )?{ACTS}\b"
)
_NEVER_ALONE = re.compile(
    r"^(?:ban thuong truc|ban chap hanh|ban dan van|khoi dan van|ban thuong vu|thuong truc|van phong|ban tuyen giao(?: va dan van)?|ban chi dao|uy ban nhan dan|dang uy|ubnd)$"
)


def found(piece: Piece, value: str | None = None, certainty: Certainty = "sure") -> Found[str]:
    """A value whose words are the piece."""
    return Found(piece.text if value is None else value, Span(piece.start, piece.end), piece.text, certainty)


def _head_cells(zones: Zones) -> list[Piece]:
    return [c for line in zones.header for c in (line.cells or (line.piece,)) if c]


def number_and_symbol(zones: Zones) -> tuple[Found[str] | None, Found[str] | None, bool]:
    """Number and symbol as printed, and whether the paper has a number line at all."""
    line = number_line_of(_head_cells(zones))
    if line is None:
        return None, None, False
    symbol = line.symbol
    return (
        found(line.number) if line.number else None,
        found(symbol, re.sub(r"\s*([-/–])\s*", r"\1", symbol.text)) if symbol else None,
        True,
    )


def place_and_date(zones: Zones) -> tuple[Found[str] | None, Found[date] | None, Found[str] | None, bool]:
    """Place, full date, partial date, and whether there is a date line at all."""
    line = date_line_of(_head_cells(zones))
    if line is None:
        return None, None, None, False
    iso = partial(line.day, line.month, line.year)
    day = _day(iso, line.words)
    part = found(line.words, iso) if iso and not day else None
    return (found(line.place) if line.place else None), day, part, True


def _day(iso: str | None, words: Piece) -> Found[date] | None:
    if not iso or len(iso) != 10:
        return None
    return Found(date.fromisoformat(iso), Span(words.start, words.end), words.text)


def kind_of(zones: Zones, symbol: Found[str] | None) -> Found[str] | None:
    """The kind of paper: from its heading, else from its symbol, else a letter where it asks or addresses."""
    if zones.kind_line:
        line = zones.kind_line.piece
        name = max((k for k in KINDS if re.match(rf"{k}(?:$|[\s:])", line.folded)), key=len)
        return found(line.cut(0, len(name)), KINDS[name])
    if symbol:
        for part in re.split(r"[-/–]", symbol.value):
            if part.upper() in SYMBOL_KINDS:
                return found(
                    Piece(
                        symbol.words, tuple(range(symbol.span.start, symbol.span.start + len(symbol.words)))
                    ),
                    SYMBOL_KINDS[part.upper()],
                    "likely",
                )
    for paragraph in zones.prose:
        match = re.search(r"^kinh gui|\bde nghi\b|\byeu cau\b|\bkinh de nghi\b", paragraph.piece.folded)
        if match:
            return found(paragraph.piece.group(match), "Công văn", "ask")
    return None


def _body_issuer(zones: Zones) -> Piece | None:
    """The issuer where the text says who issues: “UBND phường … xây dựng kế hoạch …”."""
    for paragraph in zones.preamble[::-1] or zones.body[:3]:
        for clause in clauses(paragraph.piece):
            if match := _ISSUES.match(clause.folded):
                body = clause.group(match, "body").strip(",")
                if len(body.text.split()) <= 16:
                    return body
    return None


def _area_name(zones: Zones, area: str) -> str | None:
    """The proper name that follows a word such as “phường” most often in the paper."""
    counts: dict[str, int] = {}
    pattern = re.compile(rf"\b(?i:{area})\s+([{UPPER}]\w+(?:[ -][{UPPER}][^\W\d]+){{0,3}})")
    for paragraph in zones.prose:
        for match in pattern.finditer(paragraph.piece.text):
            counts[match.group(1)] = counts.get(match.group(1), 0) + 1
    return max(counts, key=lambda n: counts[n]) if counts else None


def issuer_of(zones: Zones) -> Found[str] | None:
    """The issuing body: the lowest block of the header, else the body that the text says issues the paper."""
    bodies = issuing_bodies(_head_cells(zones))
    if bodies:
        last = bodies[-1]
        if _NEVER_ALONE.match(last.folded) and len(bodies) > 1:
            return found(join(bodies[-2:]))
        if not _NEVER_ALONE.match(last.folded):
            return found(last)
    body = _body_issuer(zones)
    if body is None:
        return found(bodies[-1]) if bodies else None
    generic = re.search(
        r"(?:^|\s)(xã|phường|thị trấn|huyện|thị xã|quận|tỉnh|thành phố)$", body.text, re.IGNORECASE
    )
    if generic and (name := _area_name(zones, generic.group(1))):
        return found(body, f"{body.text} {name}", "likely")
    return found(body, certainty="likely")


def title_of(zones: Zones) -> Found[str] | None:
    """The subject line, without the brackets and ornaments beneath it."""
    piece = join(zones.title).strip("*_ ")
    return found(piece) if piece else None


def header_lines(zones: Zones) -> list[Line]:
    """The lines above the kind of paper."""
    return zones.header
