"""Numbering and order of the body: S-*."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from kheo.core.errors import N_
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.paper.lint.rules import EVERY, ND30, ND30_CAPITALS, OFFICES, Hit, rule
from kheo.core.paper.reading.parts import BodyPart

_ARTICLE = f"{ND30}, mục II khoản 6"
POINTS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = re.compile(r"([IVX]{1,6})\s*[.)/:-]?$")
_ARABIC = re.compile(r"(\d{1,2})\s*[.)/:-]?$")
_POINT = re.compile(r"([a-zđ])\s*[.)/]?$")
_ARTICLE_NUMBER = re.compile(r"Điều\s+(\d{1,3})[.:]?$")
_SUB = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)(\.?)(?=[)\s])")
_PHASE = re.compile(
    r"(?:^|[\n])[\s\-*+#]*(?:[a-z0-9]{1,2}[.)] )?(?P<word>giai doan|dot|buoc) (?P<number>\d{1,2}|[ivx]{1,4})\b(?! ?[-/.]? ?\d)"
)
_SPAN_YEARS = re.compile(r"(?P<a>20\d\d)\s*(?:-|den(?: het)?(?: nam)?)\s*(?P<b>20\d\d)")
_SPAN_DAYS = re.compile(
    r"(\d{1,2})/(\d{1,2})/(20\d\d)\s*(?:-|den(?: het)?(?: ngay)?)\s*(?:ngay\s*)?(\d{1,2})/(\d{1,2})/(20\d\d)"
)
_SPAN_MONTHS = re.compile(
    r"(?:thang )?(?P<m>\d{1,2})(?:/(?P<a>20\d\d))? ?(?:-|den(?: het)?) ?(?:thang )?(?P<n>\d{1,2})(?:/| nam )(?P<b>20\d\d)"
)
_NEVER = re.compile(r"(?!)")
_LEVELS = {"roman": 1, "article": 1, "clause": 2, "point": 3}


@dataclass(frozen=True, slots=True)
class _Numbered:
    value: int
    part: BodyPart
    start: int
    end: int


def _values(case: Case, part: BodyPart) -> _Numbered | None:
    number = part.number.strip()
    value: int | None = None
    if part.level == "roman" and (match := _ROMAN.match(number)):
        value = _roman(match[1])
    elif match := {"article": _ARTICLE_NUMBER, "clause": _ARABIC}.get(part.level, _NEVER).match(number):
        value = int(match[1])
    elif part.level == "point" and (match := _POINT.match(number)):
        value = POINTS.find(match[1]) + 1 or None
    if value is None:
        return None
    return _Numbered(value, part, part.words.start, part.words.start + len(number))


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in text]
    return sum(-v if values[i + 1 : i + 2] > [v] else v for i, v in enumerate(values))


def _series(case: Case) -> Iterator[list[_Numbered]]:
    """Numbers of one level under one heading, each list as it stands."""
    open_: dict[str, list[_Numbered]] = {}
    for part in case.parts.body:
        if part.level not in _LEVELS:
            if part.level in {"part", "chapter", "section", "subsection"}:
                yield from open_.values()
                open_ = {}
            continue
        one = _values(case, part)
        if one is None:
            continue
        for level in [level for level in open_ if _LEVELS[level] > _LEVELS[part.level]]:
            yield open_.pop(level)
        series = open_.setdefault(part.level, [])
        if one.value == 1 and series and part.level != "article":
            yield series
            series = open_[part.level] = []
        series.append(one)
    yield from open_.values()


@rule("S-SKIP", N_("Số thứ tự không nhảy cách, không lặp"), _ARTICLE)
def _skip(case: Case) -> Iterator[Hit]:
    for series in _series(case):
        if len(series) < 2 or series[0].value != 1:
            continue
        steps = [after.value - before.value for before, after in pairwise(series)]
        odd = [place for place, step in enumerate(steps) if step != 1]
        if len(odd) != 1 or steps[odd[0]] not in {0, 2} or _left_out_dd(series, odd[0]):
            continue
        one = series[odd[0] + 1]
        sentence = (
            N_("Số thứ tự “%(number)s” lặp lại: trước đó đã có số này.")
            if steps[odd[0]] == 0
            else N_("Số thứ tự nhảy từ “%(before)s” sang “%(number)s”.")
        )
        yield Hit(
            sentence,
            one.start,
            one.end,
            None,
            {"number": one.part.number.strip(), "before": series[odd[0]].part.number.strip()},
        )


def _left_out_dd(series: list[_Numbered], place: int) -> bool:
    return (
        series[0].part.level == "point" and POINTS[series[place].value - 1 : series[place + 1].value] == "dđe"
    )


@rule("S-NUMBERING", N_("Điểm theo bảng chữ cái tiếng Việt (có đ); số cùng cấp viết cùng một lối"), _ARTICLE)
def _numbering(case: Case) -> Iterator[Hit]:
    for series in _series(case):
        if series[0].part.level != "point" or series[0].value != 1:
            continue
        for before, after in pairwise(series):
            if POINTS[before.value - 1] == "d" and POINTS[after.value - 1] == "e":
                yield Hit(N_("Sau điểm d là điểm đ, rồi mới đến điểm e."), after.start, after.end)
    yield from _foreign_points(case)
    yield from _mixed_sub(case)


def _foreign_points(case: Case) -> Iterator[Hit]:
    """“f)” after “e)”: the Vietnamese alphabet has no f, j, w, z."""
    points = [part for part in case.parts.body if part.level == "point"]
    for before, part in pairwise(points):
        if re.match(r"[eđ][.)]", before.number) and re.match(r"f[.)]", part.number):
            yield Hit(
                N_("Bảng chữ cái tiếng Việt không có “f”: sau điểm e là điểm g."),
                part.words.start,
                part.words.start + len(part.number),
            )


def _mixed_sub(case: Case) -> Iterator[Hit]:
    """“1.1 Đối với …”, “1.2 …” and then “1.3. …”: siblings numbered in two ways."""
    heads: dict[str, list[tuple[str, int, int]]] = {}
    for part in case.parts.body:
        words = case.text[part.words.start : part.words.end]
        if match := _SUB.match(words):
            parent = match[1].rpartition(".")[0]
            siblings = heads.setdefault(parent, [])
            if match[1].endswith(".1") and siblings:
                siblings.clear()
            siblings.append((match[2], part.words.start, part.words.start + match.end()))
            if len({mark for mark, _, _ in siblings}) > 1:
                yield Hit(
                    N_("Các số cùng cấp viết hai lối: số này có dấu chấm ở cuối, các số trước thì không.")
                    if match[2]
                    else N_(
                        "Các số cùng cấp viết hai lối: số này không có dấu chấm ở cuối, các số trước thì có."
                    ),
                    siblings[-1][1],
                    siblings[-1][2],
                    severity=Severity.INFO,
                )
                siblings.clear()


@rule(
    "S-MIXED",
    N_("Các giai đoạn, đợt đánh số cùng một lối"),
    "Cách đánh số thống nhất trong một văn bản",
    profiles=EVERY,
    verified=None,
)
def _mixed(case: Case) -> Iterator[Hit]:
    phases = _phases(case)
    arabic = [one for one in phases if one["number"].isdigit()]
    roman = [one for one in phases if not one["number"].isdigit()]
    if arabic and roman:
        odd = roman[0] if roman[0].start() > arabic[0].start() else arabic[0]
        first = arabic[0] if odd is roman[0] else roman[0]
        yield Hit(
            N_("Đánh số giai đoạn hai lối: “%(first)s” rồi “%(odd)s”. Hãy dùng một lối."),
            odd.start("word"),
            odd.end(),
            None,
            {"first": _as_written(case, first), "odd": _as_written(case, odd)},
        )
    yield from _two_dashes(case)


def _two_dashes(case: Case) -> Iterator[Hit]:
    """The same years written with and without blanks round the dash."""
    tight = {m.group(): m for m in re.finditer(r"(?<![\d/])20\d\d-20\d\d(?!\d)", case.folded)}
    wide = {
        m.group().replace(" ", ""): m for m in re.finditer(r"(?<![\d/])20\d\d - 20\d\d(?!\d)", case.folded)
    }
    for years in sorted(set(tight) & set(wide))[:1]:
        match = min(tight[years], wide[years], key=lambda one: one.start())
        yield Hit(
            N_("Cùng một khoảng năm viết hai lối: “%(tight)s” và “%(wide)s”. Hãy dùng một lối."),
            match.start(),
            match.end(),
            None,
            {"tight": years, "wide": years.replace("-", " - ")},
            Severity.INFO,
        )


@rule(
    "S-DATEOVERLAP",
    N_("Các giai đoạn không chồng lên nhau"),
    "Các giai đoạn của một kế hoạch nối tiếp nhau",
    profiles=EVERY,
    verified=None,
)
def _overlap(case: Case) -> Iterator[Hit]:
    spans: list[tuple[re.Match[str], date, date, bool]] = []
    for phase in _phases(case):
        line_end = case.flow.find("\n", phase.end())
        line = case.folded[phase.end() : line_end if line_end >= 0 else len(case.folded)][:160]
        if found := _span(line):
            spans.append((phase, *found))
    for before, after in pairwise(spans):
        same = before[0]["word"] == after[0]["word"] and before[3] == after[3]
        if same and before[1] < after[1] <= before[2] < after[2]:
            yield Hit(
                N_(
                    "“%(first)s” và “%(second)s” chồng lên nhau: giai đoạn sau bắt đầu khi giai đoạn trước chưa hết."
                ),
                after[0].start("word"),
                after[0].end(),
                None,
                {"first": _as_written(case, before[0]), "second": _as_written(case, after[0])},
            )


def _span(line: str) -> tuple[date, date, bool] | None:
    """First and last day told by a line; True where it tells days, not years."""
    if match := _SPAN_DAYS.search(line):
        a, b, c, d, e, f = map(int, match.groups())
        try:
            return date(c, b, a), date(f, e, d), True
        except ValueError:
            return None
    if match := _SPAN_MONTHS.search(line):
        return _months(match)
    if match := _SPAN_YEARS.search(line):
        return date(int(match["a"]), 1, 1), date(int(match["b"]), 1, 2), False
    return None


def _months(match: re.Match[str]) -> tuple[date, date, bool] | None:
    """“từ tháng 02/2026 đến tháng 5/2026”; the month that two stages share is no overlap."""
    first, last, year = int(match["m"]), int(match["n"]), int(match["b"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    return date(int(match["a"] or year), first, 1), date(year, last, 1) - timedelta(days=1), True


def _phases(case: Case) -> list[re.Match[str]]:
    """Lines that begin with “Giai đoạn 1”, “Đợt II”, of the word that most lines begin with."""
    found = list(_PHASE.finditer(case.folded, 0, case.main_end))
    if not found:
        return []
    words = [one["word"] for one in found]
    most = max(set(words), key=words.count)
    return [one for one in found if one["word"] == most]


def _as_written(case: Case, match: re.Match[str]) -> str:
    return " ".join(case.text[match.start("word") : match.end()].split())


_HEADING_MAX = 160
_HONORIFIC = re.compile(r"\b(?:giao|cho|cua|moi) (?P<word>ong|ba)(?= [a-z]+ [a-z]+ [a-z]+)")
_BOARD = re.compile(r"Ban Xây dựng đảng\b")


@rule(
    "S-CASE",
    N_("Viết hoa đề mục, tên văn bản, tên cơ quan"),
    ND30_CAPITALS,
    severity=Severity.INFO,
    profiles=OFFICES,
)
def _case(case: Case) -> Iterator[Hit]:
    yield from _headings(case)
    for one in case.citations:
        kind_at = case.flow.find(one.citation.kind[1:], one.start, one.end) - 1
        letter = case.text[kind_at : kind_at + 1]
        if one.citation.number and letter.islower() and not one.citation.article:
            yield Hit(
                N_("Tên loại của một văn bản cụ thể viết hoa chữ đầu: “%(kind)s số …”."),
                kind_at,
                kind_at + 1,
                letter.upper(),
                {"kind": one.citation.kind},
            )
    for match in _HONORIFIC.finditer(case.folded, 0, case.main_end):
        words = case.text[match.start("word") : match.end()]
        names = case.text[match.end() :].split()[:3]
        if words in {"Ông", "Bà"} and all(name[:1].isupper() for name in names):
            yield Hit(
                N_("Giữa câu, “ông”, “bà” trước họ tên cần viết thường."),
                match.start("word"),
                match.end(),
                words.lower(),
            )
    for match in _BOARD.finditer(case.text):
        yield Hit(
            N_("Tên cơ quan viết “Ban Xây dựng Đảng”."), match.start(), match.end(), "Ban Xây dựng Đảng"
        )


def _headings(case: Case) -> Iterator[Hit]:
    """“I. Mục đích, yêu cầu” stands in capitals; one finding tells it for the paper."""
    romans = [
        part for part in case.parts.body if part.level == "roman" and len(part.words.text) < _HEADING_MAX
    ]
    small = [part for part in romans if (part.name or part.words.text) and _is_small(part)]
    lettered = any(re.match(r"[A-E][.)/]\s", part.words.text) for part in case.parts.body)
    if len(romans) >= 2 and small and not lettered:
        yield Hit(
            N_("Đề mục đánh số La Mã cần viết chữ in hoa: “%(words)s”."),
            small[0].words.start,
            small[0].words.end,
            None,
            {"words": " ".join(case.text[small[0].words.start : small[0].words.end].split()).upper()},
        )


def _is_small(part: BodyPart) -> bool:
    letters = re.sub(r"[“\"][^”\"]*[”\"]", "", part.name or part.words.text)
    return sum(map(str.islower, letters)) > sum(map(str.isupper, letters))
