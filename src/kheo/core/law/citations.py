"""Citations of legal instruments and official papers: found in a text, taken apart, written again.

điểm c khoản 2 Điều 6 Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định …
Chỉ thị số 02-CT/TU, ngày 03/12/2025 của Ban Thường vụ Tỉnh ủy về …
Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kheo.core.vietnamese.dates import long_date, short_date
from kheo.core.vietnamese.letters import upper_first

KINDS: tuple[str, ...] = (
    "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị quyết", "Nghị định", "Quyết định", "Thông tư liên tịch",
    "Thông tư", "Chỉ thị", "Kế hoạch", "Hướng dẫn", "Công văn", "Chương trình", "Thông báo", "Báo cáo",
    "Tờ trình", "Quy định", "Quy chế", "Kết luận", "Thông tri", "Đề án", "Phương án", "Công điện",
    "Văn bản hợp nhất",
)  # fmt: skip
LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})
DateStyle = Literal["long", "short"]

_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_SP = r"[ \t\u00a0]+"
_KIND = "|".join(f"{kind[0]}{kind[1:]}|{kind[0].lower()}{kind[1:]}".replace(" ", _SP) for kind in KINDS)
_LAW = rf"(?:Bộ{_SP}luật|Luật|Pháp{_SP}lệnh)"
_CODE = rf"[{_UPPER}][{_UPPER}a-z&.]*\d{{0,2}}"
_SYMBOL = rf"{_CODE}(?:[ \u00a0]?[-/–][ \u00a0]?{_CODE})*"
_NUMBER = re.compile(
    r"(?<![\d/])(?P<number>\d{1,5})[ \u00a0]?(?:/[ \u00a0]?(?P<year>(?:19|20)\d\d))?[ \u00a0]?[-/–][ \u00a0]?"
    rf"(?P<symbol>{_SYMBOL})"
)
_PROVISION = (
    rf"(?:(?i:điểm){_SP}(?P<point>[a-zđ]\d?){_SP})?(?:(?i:khoản){_SP}(?P<clause>\d{{1,2}}[a-zđ]?){_SP})?"
    rf"(?:Điều{_SP}(?P<article>\d{{1,3}}[a-zđ]?){_SP}(?:của{_SP})?)?"
)
_DATE = (
    rf"(?P<comma>,)?{_SP}ngày{_SP}(?:(?P<d>\d{{1,2}})[/.-](?P<m>\d{{1,2}})[/.-](?P<y>\d{{4}})"
    rf"|(?P<ld>\d{{1,2}}){_SP}tháng{_SP}(?P<lm>\d{{1,2}}){_SP}năm{_SP}(?P<ly>\d{{4}}))"
)
_VERB = "|".join(
    words.replace(" ", _SP)
    for words in (
        "về", "quy định", "ban hành", "hướng dẫn", "phê duyệt", "sửa đổi", "phát động", "triển khai", "công bố",
        "thực hiện", "giao", "tổ chức",
    )
)  # fmt: skip
_ISSUER = rf"{_SP}của{_SP}(?P<issuer>[{_UPPER}][^;.“”()\n]{{0,110}}?)(?={_SP}(?:{_VERB})\b|[;.,()“”\n]|\s*$)"
_TITLE = rf"{_SP}(?P<title>(?:{_VERB})\b(?:[^;.()“”\n]|“[^”\n]*”)*)"
_HEAD = re.compile(rf"(?<!\w){_PROVISION}(?P<kind>{_KIND})(?!\w)")
_TAIL = re.compile(rf"(?:{_DATE})?(?:{_ISSUER})?(?:{_TITLE})?")
_NAME = rf"(?P<name>(?:[{_UPPER}]|sửa{_SP}đổi)[^;.“”()\n\d]{{2,150}}?)"
_BY_NAME = re.compile(
    rf"(?<!\w){_PROVISION}(?P<kind>{_LAW}){_SP}{_NAME}(?:{_DATE}|{_SP}năm{_SP}(?P<only>\d{{4}}))(?!\d)"
)
_FAR = 170


@dataclass(frozen=True, slots=True)
class Citation:
    """One paper as another names it. Empty parts were not named.

    `year` is the year inside the number (152/2025/NĐ-CP). For laws `title` is the name that follows the kind.
    """

    kind: str
    number: str = ""
    year: int | None = None
    symbol: str = ""
    issuer: str = ""
    on: date | None = None
    title: str = ""
    article: str = ""
    clause: str = ""
    point: str = ""

    @property
    def is_party(self) -> bool:
        """Numbered as the Party does: “02-CT/TU”."""
        return "/" in self.symbol and self.year is None

    @property
    def number_symbol(self) -> str:
        """“152/2025/NĐ-CP”, “46/KH-UBND”, “02-CT/TU”."""
        if not self.number:
            return ""
        if self.is_party:
            return f"{self.number}-{self.symbol}"
        return "/".join(str(part) for part in (self.number, self.year, self.symbol) if part)


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation and where it stands: `text[start:end]`; `comma`: a comma stands before “ngày”."""

    citation: Citation
    start: int
    end: int
    comma: bool = False
    only_year: int | None = None  # “Luật Thi đua, khen thưởng năm 2022”


def citations_in(text: str) -> tuple[Cited, ...]:
    """Every citation with a number, and every law cited by its name and date, in the order of the text.

    A citation stands within one line: where a file tears lines, the caller joins them first.
    """
    found = sorted([*_numbered(text), *_named(text)], key=lambda one: (one.start, -one.end))
    kept: list[Cited] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def parse_citation(text: str) -> Citation | None:
    """The one citation a text consists of (its provision, kind, number, date, issuer, title); None where it is none."""
    words = " ".join(text.split()).rstrip(" ;.,")
    found = citations_in(words)
    if len(found) != 1 or found[0].start != 0:
        return None
    return found[0].citation


def write_citation(one: Citation, *, dates: DateStyle = "long", party: bool = False) -> str:
    """As a paper writes it. `party` sets the comma that Party papers put before the day (HD 05-HD/VPTW)."""
    words = [_provision(one)] if one.article or one.clause or one.point else []
    words.append(one.kind)
    law = one.kind in LAWS
    if law and one.title:
        words.append(one.title)
    if one.number:
        words.append(f"số {one.number_symbol}")
    text = " ".join(words)
    if one.on is not None:
        day = long_date(one.on) if dates == "long" else f"ngày {short_date(one.on)}"
        text += f"{',' if party else ''} {day}"
    if one.issuer:
        text += f" của {one.issuer}"
    return f"{text} {one.title}" if one.title and not law else text


def with_party_commas(text: str) -> str:
    """The text with a comma before the day of each Party paper cited: “số 12-KH/ĐU, ngày …” (HD 05-HD/VPTW)."""
    for one in reversed(citations_in(text)):
        if one.citation.is_party and one.citation.on is not None and not one.comma:
            cited = text[one.start : one.end]
            text = (
                text[: one.start] + re.sub(r"(?<=\S)\s+ngày\s", ", ngày ", cited, count=1) + text[one.end :]
            )
    return text


def _provision(one: Citation) -> str:
    parts = (("điểm", one.point), ("khoản", one.clause), ("Điều", one.article))
    return " ".join(f"{word} {value}" for word, value in parts if value)


def _numbered(text: str) -> Iterator[Cited]:
    """Anchored at the number, for every such citation has one; then the words before and behind are looked at."""
    pairs = [(head, number) for number in _NUMBER.finditer(text) if (head := _head_of(text, number.start()))]
    for place, (head, number) in enumerate(pairs):
        limit = pairs[place + 1][0].start() if place + 1 < len(pairs) else len(text)
        tail = _TAIL.match(text, number.end(), limit)
        if tail is None:
            continue
        between = " ".join(text[head.end() : number.start()].split())
        name = re.sub(r"\s?số\s?:?$", "", between)
        groups = head.groupdict() | number.groupdict() | tail.groupdict() | {"name": name}
        end = tail.start() + len(tail.group().rstrip(" ,\t\u00a0"))
        yield Cited(_citation(groups), head.start(), end, bool(tail["comma"]))


def _head_of(text: str, at: int) -> re.Match[str] | None:
    """Provision and kind of the citation whose number stands at `at`; only a law's name may stand between."""
    for match in reversed(list(_HEAD.finditer(text, max(0, at - _FAR), at))):
        between = " ".join(text[match.end() : at].split())
        if re.fullmatch(r"(?:số)?\s?:?", between):
            return match
        law = re.fullmatch(_LAW, match["kind"])
        if law and re.fullmatch(rf"[{_UPPER}][^;.“”()\d]{{2,120}}\ssố", between):
            return match
    return None


def _named(text: str) -> Iterator[Cited]:
    at = 0
    while match := _BY_NAME.search(text, at):
        if re.search(r"\b(?:số|của)\b", match["name"]) and not match["name"].startswith("sửa"):
            at = match.start() + 1
            continue
        only = match["only"]
        yield Cited(
            _citation(match.groupdict()),
            match.start(),
            match.end(),
            bool(match["comma"]),
            int(only) if only else None,
        )
        at = match.end()


def _squeeze(words: str | None) -> str:
    return " ".join((words or "").split())


def _citation(groups: Mapping[str, str | None]) -> Citation:
    kind = upper_first(_squeeze(groups["kind"]))
    name = _squeeze(groups.get("name"))
    title = name if kind in LAWS else _squeeze(groups.get("title"))
    symbol = re.sub(r"\s*([-/–])\s*", lambda m: m[1].replace("–", "-"), groups.get("symbol") or "")
    return Citation(
        kind=kind,
        number=groups.get("number") or "",
        year=int(year) if (year := groups.get("year")) else None,
        symbol=symbol.rstrip("."),
        issuer=_squeeze(groups.get("issuer")),
        on=_day(groups),
        title=title,
        article=groups.get("article") or "",
        clause=groups.get("clause") or "",
        point=groups.get("point") or "",
    )


def _day(groups: Mapping[str, str | None]) -> date | None:
    day, month, year = (groups.get("d"), groups.get("m"), groups.get("y"))
    if not year:
        day, month, year = (groups.get("ld"), groups.get("lm"), groups.get("ly"))
    if not (day and month and year):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
