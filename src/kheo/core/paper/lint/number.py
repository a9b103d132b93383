"""Number and symbol: N-*."""

import re
from collections.abc import Iterator

from kheo.core.errors import N_
from kheo.core.paper.kinds import KINDS, PaperKind
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.paper.lint.rules import EVERY, ND30, PARTY, STATE, Hit, rule
from kheo.core.vietnamese.letters import fold

_LINE = re.compile(r"S[ốỐ](?P<colon>\s*:)?(?P<gap>[\s.…_]*)(?P<number>\d+)?(?P<rest>.*)", re.DOTALL)
_TORN = re.compile(r"\s+[-/]\s*|[-/]\s+")
_NUMBERED = re.compile(r"\d+\s*/\s*(?:\d{4}\s*/\s*)?\S")
_ARTICLE = f"{ND30}, mục II khoản 3"


@rule("N-FORMAT", N_("Dòng số, ký hiệu viết đúng mẫu “Số: …/…”"), _ARTICLE, profiles=STATE)
def _format(case: Case) -> Iterator[Hit]:
    line = case.parts.number_line
    if line is None or (match := _matched(case)) is None:
        return
    if match["colon"] is None:
        yield Hit(
            N_("Sau chữ “Số” thiếu dấu hai chấm: văn bản hành chính viết “Số: …”."),
            line.start,
            line.start + 2,
            f"{match.group()[:2]}:",
        )
    if re.match(r"\s*-\s*[A-ZĐ]{2,4}[a-z]?\s*/", match["rest"]) and match["number"]:
        yield Hit(
            N_(
                "Số và ký hiệu nối nhau theo lối văn bản của Đảng. Văn bản hành chính viết số, gạch chéo, rồi ký hiệu: “46/KH-UBND”."
            ),
            line.start,
            line.end,
            severity=Severity.ERROR,
        )


@rule(
    "N-SPACE",
    N_("Ký hiệu viết liền, không có dấu cách quanh gạch nối và gạch chéo"),
    _ARTICLE,
    profiles=STATE | PARTY,
)
def _space(case: Case) -> Iterator[Hit]:
    line = case.parts.number_line
    if line is None or (match := _matched(case)) is None:
        return
    rest = match["rest"]
    if not match["number"]:  # room is left for the number: what stands before the stroke is that room
        lead = re.match(r"[\s.…_]*[-/]?\s*", rest)
        skip = lead.end() if lead else 0
        at, rest = match.start("rest") + skip, rest[skip:]
    else:  # nor is the room behind a number filled in by hand a slip
        skip = len(rest) - len(rest.lstrip())
        at, rest = match.start("rest") + skip, rest[skip:]
    rest = (
        re.split(r"\s{2,}|\s(?=[A-ZĐ][a-zà-ỹ])", rest.rstrip())[0] if "  " in rest.strip() else rest.rstrip()
    )
    if not _TORN.search(rest):
        return
    start = line.start + at
    yield Hit(
        N_("Ký hiệu có dấu cách quanh gạch nối hoặc gạch chéo. Viết liền, ví dụ “46/KH-UBND”."),
        start,
        start + len(rest),
        re.sub(r"\s*([-/])\s*", r"\1", rest),
    )


@rule("N-PAD", N_("Số dưới 10 có số 0 đứng trước"), _ARTICLE, severity=Severity.ERROR, profiles=STATE | PARTY)
def _pad(case: Case) -> Iterator[Hit]:
    line = case.parts.number_line
    match = _matched(case)
    if line is None or match is None or not match["number"] or len(match["number"]) > 1:
        return
    number = match["number"]
    yield Hit(
        N_("Số văn bản dưới 10 phải thêm số 0 ở trước: viết “%(padded)s”."),
        line.start + match.start("number"),
        line.start + match.end("number"),
        f"0{number}",
        {"padded": f"0{number}"},
    )


@rule(
    "N-TYPEABBR",
    N_("Chữ viết tắt tên loại trong ký hiệu đúng với tên loại của văn bản"),
    "Phụ lục III Nghị định số 30/2020/NĐ-CP; Hướng dẫn số 05-HD/VPTW",
    profiles=STATE | PARTY,
)
def _type(case: Case) -> Iterator[Hit]:
    kind, symbol = _kind(case), case.parts.symbol
    if kind is None or symbol is None or case.profile is None:
        return
    short = kind.abbreviation(case.profile)
    pieces = re.split(r"[-/]", re.sub(r"\s+", "", case.words(symbol)).strip("-/"))
    if not short or short in pieces:
        return
    known = {one.abbreviation(case.profile): one for one in KINDS}
    for piece in pieces:
        if piece.lower() == short.lower():
            at = case.text.index(piece, symbol.start, symbol.end)
            yield Hit(
                N_("Chữ viết tắt của %(kind)s là “%(short)s”: viết đúng chữ hoa, chữ thường."),
                at,
                at + len(piece),
                short,
                {"kind": kind.title.lower(), "short": short},
            )
            return
    other = next((known[piece] for piece in pieces[:1] if piece in known), None)
    if other is not None:
        yield Hit(
            N_(
                "Văn bản là %(kind)s nhưng ký hiệu ghi “%(wrong)s” (%(other)s). Chữ viết tắt đúng là “%(short)s”."
            ),
            symbol.start,
            symbol.end,
            None,
            {"kind": kind.title.lower(), "wrong": pieces[0], "other": other.title.lower(), "short": short},
            Severity.ERROR,
        )


@rule(
    "N-DUPLICATE",
    N_("Mỗi số chỉ cấp cho một văn bản"),
    "Điều 15 Nghị định số 30/2020/NĐ-CP",
    severity=Severity.ERROR,
    profiles=EVERY,
)
def _duplicate(case: Case) -> Iterator[Hit]:
    """Party papers are counted by term; the register's door names the numbers of the running series."""
    line = case.parts.number_line
    if line is None or case.is_party:
        return
    own = plain_number(case.words(line))
    if own and own in {plain_number(known) for known in case.known_numbers}:
        yield Hit(
            N_("Số, ký hiệu này đã cấp cho một văn bản khác trong sổ đăng ký văn bản. Hãy kiểm tra lại số."),
            line.start,
            line.end,
        )


def plain_number(words: str) -> str:
    """“Số: 06 /KH-UBND” as it is compared: “6/kh-ubnd”; empty where no number is given."""
    line = re.sub(r"^\s*s[ốo]\s*:?", "", words.lower())
    line = re.sub(r"\s+", "", line)
    match = re.match(r"0*(\d+)([-/].+)", line)
    return f"{match[1]}{match[2]}" if match else ""


def _matched(case: Case) -> re.Match[str] | None:
    line = case.parts.number_line
    return _LINE.match(case.flow[line.start : line.end]) if line else None


def _kind(case: Case) -> PaperKind | None:
    part = case.parts.kind
    if part is None:
        return None
    name = fold(case.words(part))
    return next((one for one in KINDS if one.name and fold(one.name) == name), None)
