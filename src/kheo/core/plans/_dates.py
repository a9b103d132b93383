"""Vietnamese date expressions: exact, partial, soft, recurring, relative; ranges.

Everything is matched on folded text. A date without its year takes the year of the paper (certainty "likely").
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kheo.core.paper.reading.pieces import Piece
from kheo.core.plans.draft import Boundary, DateForm

_YEAR = r"(?:19|20)\d\d"
DATE = (
    rf"(?:(?:ngay ?)?\d{{1,2}} ?/ ?\d{{1,2}} ?/ ?{_YEAR}|(?:ngay ?)?\d{{1,2}}[.-]\d{{1,2}}[.-]{_YEAR}|"
    rf"(?:ngay ?)?\d{{1,2}} ?thang ?\d{{1,2}}(?:(?:,? nam |/| ?/ ?){_YEAR})?|ngay ?\d{{1,2}} ?/ ?\d{{1,2}}(?![/\d])|"
    rf"thang ?\d{{1,2}}(?: ?/ ?{_YEAR}|,? nam {_YEAR})?(?![/\d])|"
    rf"quy (?:iv|i{{1,3}}|[1-4])\b(?: ?/ ?{_YEAR}|,? nam {_YEAR})?|nam {_YEAR}(?! ?- ?20))"
)
_EXACT = re.compile(
    rf"(?:ngay ?)?(\d{{1,2}}) ?(?:/|\.|-|thang) ?(\d{{1,2}})(?: ?(?:/|\.|-|,? ?nam) ?({_YEAR}))?$"
)
_MONTH = re.compile(rf"thang ?(\d{{1,2}})(?: ?/ ?|,? nam )?({_YEAR})?$")
_QUARTER = re.compile(rf"quy (iv|i{{1,3}}|[1-4])(?: ?/ ?|,? nam )?({_YEAR})?$")
_ONLY_YEAR = re.compile(rf"(?:nam )?({_YEAR})$")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_BOUND = (
    r"(?P<bound>(?:xong |hoan thanh )?(?:truoc|cham nhat(?: la| den| vao)?(?: truoc)?(?: het)?|muon nhat(?: la)?|den het|het|khong qua|truoc hoac trong|"
    r"han (?:cuoi(?: cung)?|chot)(?: la)?:?|den|tu|trong|vao(?: khoang| dip)?|dip|du kien(?: vao| trong)?|khoang|sau|ke tu) )?"
    r"(?:(?:luc )?\d{1,2} ?(?:gio|g|h)(?: ?\d{2})?(?: ?phut)?,? )?"
)
_SOFT = r"(?P<soft>(?:dau|giua|cuoi|trung tuan|thuong tuan|ha tuan|tuan (?:dau|cuoi|thu \w+)(?: tien)?|nua dau|nua cuoi|6 thang dau|6 thang cuoi|sau thang dau)(?: cua)? )"
_EVERY = r"(?:hang|hang ?|moi|cac|cua) ?(?:thang|quy|nam|6 thang|tuan)"
_MENTION = re.compile(
    rf"{_BOUND}(?:(?P<recurring>(?:ngay )?\d{{1,2}}(?: ?/ ?\d{{1,2}}| thang \d{{1,2}})? ?(?:cua )?(?:hang|moi) (?:thang|quy|nam|tuan)"
    rf"|thang \d{{1,2}} (?:hang|moi) nam|(?:dau|cuoi|giua) (?:moi|hang) (?:thang|quy|nam)|ngay \d{{1,2}} (?:cua )?thang (?:cuoi|dau) (?:moi )?quy|(?:cuoi|dau|giua) quy(?! [iv\d]))"
    rf"|{_SOFT}(?P<softdate>{DATE}|nam(?: hoc)?\b(?: {_YEAR})?)"
    rf"|(?P<relative>(?:thoi han |vong )?\d{{1,2}} ngay(?: lam viec)?,? (?:ke tu|tu|sau|truoc) [^,.;:]{{3,60}})"
    rf"|(?P<date>{DATE}))"
)
_DATED = re.compile(r"\d|\bquy |\bthang\b|\bnam\b")
_CITING = re.compile(
    r"(?:\bsố\s*:?\s*[\d\s]*\S{0,40},?\s*|\d+\s?[-/]\s?[A-ZĐƯ][\w&.Đđ-]*(?:/[\w&.Đđ-]+)?,?\s?|\b[Ll]uật [^;,]{0,60},?\s|[Nn]ghị quyết\s)(?:ngày\s?)?$"
)
_RANGE = re.compile(
    rf"(?:\b(?:bat dau )?tu (?:dau |cuoi |giua )?|^)(?P<a>{DATE}|(?:ngay )?\d{{1,2}}(?: ?/ ?\d{{1,2}})?|{_YEAR}|[^,;.:\d]{{3,60}}?|nam {_YEAR})"
    rf",? ?(?:den(?: het| cuoi| dau| giua| khi)?|-) ?(?P<b>{DATE}|{_YEAR})"
)
_SCHOOL = re.compile(rf"nam hoc ({_YEAR}) ?- ?({_YEAR})")
_STAGE = re.compile(rf"giai doan (?:nam )?({_YEAR}) ?(?:-|den) ?({_YEAR})")


# “(thay cho thời hạn trước ngày 10/3)”, “ngày 10/3 đã nêu tại Kế hoạch”, “trước ngày 10/3 được lùi sang …”:
# a date that was, told only so that one knows which. “Thay vì nộp giấy, gửi qua mạng trước ngày …” is none.
_INSTEAD_OF = re.compile(r"\bthay (?:cho|vi|the(?! bang))\b(?:(?! thi | nay | thanh | bang )[^,;:.]){0,90}$")
_NO_LONGER = re.compile(
    r"^[”\") ]*(?:(?:nay|da|nhu|theo|duoc|xin|trong ke hoach|(?:da )?(?:neu|quy dinh|ghi|an dinh|thong bao) (?:tai|trong|o) [^,;.]{3,80}) )*?"
    r"(?:(?:thay the|thay|sua doi|sua|dieu chinh|doi|lui|gia han|keo dai|chuyen)(?: lai)?(?: han)? (?:bang|thanh|sang|den|toi|la)\b|"
    r"(?:nhu )?da (?:duoc )?(?:neu|quy dinh|ghi|an dinh|thong bao)(?: truoc day)? (?:tai|trong|o)\b)"
)
_CHAIN = re.compile(r"^[”\"]? ?(?:den(?: het)?(?: ngay)?|-|va|,|va truoc)? ?$")


def _is_replaced(folded: str, last: int, start: int, end: int) -> bool:
    """Whether a date is named as the one that holds no more; `last` is where the date before it ended."""
    return bool(
        _INSTEAD_OF.search(folded, max(last, start - 120), start) or _NO_LONGER.match(folded[end : end + 160])
    )


@dataclass(frozen=True)
class Mention:
    """A date in a sentence: its stretch there, its ISO form (may be partial or None), how it is meant."""

    start: int
    end: int
    iso: str | None
    form: DateForm
    boundary: Boundary
    words: Piece
    has_year: bool
    bound: str


def partial(day: str | None, month: str | None, year: str | None) -> str | None:
    """ISO day, month or year of the parts that are there; None where they make no date."""
    if not year or not 1945 <= int(year) <= 2100:
        return None
    if not month:
        return year
    if not 1 <= int(month) <= 12:
        return None
    if not day:
        return f"{year}-{int(month):02}"
    if not 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]:
        return None
    return f"{year}-{int(month):02}-{int(day):02}"


def iso_of(folded: str, year: str | None = None) -> tuple[str | None, bool]:
    """ISO form of one date expression and whether it states its year."""
    folded = folded.strip()
    if match := _EXACT.match(folded):
        return partial(match[1], match[2], match[3] or year), bool(match[3])
    if match := _MONTH.match(folded):
        return partial(None, match[1], match[2] or year), bool(match[2])
    if match := _ONLY_YEAR.match(folded):
        return match[1], True
    return None, bool(re.search(_YEAR, folded))


def last_day_of(iso: str | None, words: str, boundary: Boundary) -> date | None:
    """The last day on which one is in time: the eve of “trước ngày”, the end of a month or quarter."""
    if match := _QUARTER.search(words):
        found = re.search(_YEAR, words)
        if not (match[2] or found):
            return None
        month = _QUARTERS[match[1]] * 3
        iso = partial(None, str(month), match[2] or (found.group() if found else None))
    if not iso:
        return None
    parts = [int(part) for part in iso.split("-")]
    if boundary == "before":
        return date(*[*parts, 1, 1][:3]) - timedelta(days=1)
    if len(parts) > 2:
        return date(*parts)
    year, month = [*parts, 12][:2]
    return date(year, month, calendar.monthrange(year, month)[1])


def _boundary(bound: str) -> Boundary:
    if "truoc" in bound and "hoac trong" not in bound:
        return "before"
    if any(word in bound for word in ("cham nhat", "muon nhat", "het", "han", "khong qua", "den")):
        return "through"
    return "on"


def _is_citation(piece: Piece, match: "re.Match[str]") -> bool:
    """Whether the date belongs to a cited paper or to an anniversary."""
    folded, start = piece.folded, match.start("date")
    before, after = folded[max(0, start - 60) : start], folded[match.end() : match.end() + 30]
    if _CITING.search(piece.text[max(0, start - 60) : start]) or (
        re.match(r" ?(?:,|\))? ?(?:cua|ve viec|ve) ", after) and not match["bound"]
    ):
        return True
    return bool(re.search(r"\(\s*$", before) and re.match(r"\s*-\s*\d", after)) or bool(
        re.search(r"\d ?- ?(?:ngay )?$", before) and after.startswith(")")
    )


def mentions(piece: Piece, year: str | None) -> Iterator[Mention]:
    """The dates of a sentence that are no citation, in the order of the text."""
    folded = piece.folded
    if not _DATED.search(folded):
        return
    last, was_replaced = 0, False
    for match in _MENTION.finditer(folded):
        bound = (match["bound"] or "").strip()
        chained = was_replaced and bool(_CHAIN.match(folded[last : match.start()]))
        was_replaced = chained or _is_replaced(folded, last, match.start(), match.end())
        last = match.end()
        if was_replaced:
            continue
        kind = next(k for k in ("recurring", "softdate", "relative", "date") if match[k])
        if kind == "date" and _is_citation(piece, match):
            continue
        start = match.start("soft" if kind == "softdate" else kind)
        words = piece.cut(start, match.end())
        form: DateForm
        if kind == "date":
            iso, has_year = iso_of(match["date"], year)
            form = "soft" if iso is None else {10: "exact", 7: "month", 4: "year"}.get(len(iso), "soft")  # type: ignore[assignment]
            if iso is None and not _QUARTER.match(match["date"]):
                continue
        else:
            iso, has_year = None, bool(re.search(_YEAR, words.folded))
            form = {"recurring": "recurring", "softdate": "soft", "relative": "relative"}[kind]  # type: ignore[assignment]
        yield Mention(match.start(), match.end(), iso, form, _boundary(bound), words, has_year, bound)


@dataclass(frozen=True)
class Range:
    """From … to …: ISO ends (may be partial, start may be open) with their stretches."""

    start: str | None
    end: str | None
    start_words: Piece
    end_words: Piece
    at: int


def ranges(piece: Piece, year: str | None = None) -> Iterator[Range]:
    """The ranges a text names; ends without a year take that of the other end."""
    folded = piece.folded
    for match in _RANGE.finditer(folded):
        if _is_replaced(folded, 0, match.start(), match.end()):
            continue
        end, has_year = iso_of(match["b"], year)
        known = end[:4] if end else year
        a, b = match["a"], match["b"]
        day = re.fullmatch(r"(?:ngay )?(\d{1,2})(?: ?/ ?(\d{1,2}))?", a)
        if day:
            start = partial(day[1], day[2] or (end[5:7] if end and len(end) > 6 else None), known)
        else:
            start, _ = iso_of(a, known)
        if not has_year and start and end and start[:4] != end[:4]:
            end = iso_of(b, start[:4])[0]
        if end is None and start is None:
            continue
        if not re.search(r"\d", a) and not re.search(
            r"\b(?:nay|ngay|khi|ban hanh|dau nam|ky|phat dong)\b", a
        ):
            continue
        yield Range(start, end, piece.group(match, "a"), piece.group(match, "b"), match.start())


def year_span(piece: Piece) -> Range | None:
    """“giai đoạn 2026-2030”, “năm học 2020-2021”: the first of a text."""
    match = _STAGE.search(piece.folded) or _SCHOOL.search(piece.folded)
    return (
        Range(match[1], match[2], piece.group(match, 1), piece.group(match, 2), match.start())
        if match
        else None
    )
