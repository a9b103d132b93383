"""Legal bases: C-*."""

import re
from collections.abc import Iterator
from itertools import pairwise

from kheo.core.errors import N_
from kheo.core.law.citations import LAWS
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.paper.lint.rules import ND30, PARTY_05, STATE, Hit, rule
from kheo.core.paper.reading.parts import Part
from kheo.core.vietnamese.letters import same_length_fold

_ARTICLE = f"{ND30}, mục II khoản 6"
_MORE = re.compile(
    r"(?:- )?(?:can cu|xet|theo|thuc hien|tiep tuc|trien khai|do|de|nham|sau khi|tren co so)\b"
)
_RANK = {"Hiến pháp": 0, "Bộ luật": 1, "Luật": 1, "Pháp lệnh": 2, "Nghị định": 3, "Thông tư": 4}


def _judged(case: Case) -> list[Part]:
    """Bases set as paragraphs of their own: only those have an end to judge."""
    bases = [part for part in case.parts.bases if case.stands_alone(_whole(case, part))]
    return bases if len(bases) == len(case.parts.bases) else []


def _whole(case: Case, part: Part) -> Part:
    """The part with the word “Căn cứ” before it, which a reader may leave out."""
    line = case.text.rfind("\n", 0, part.start) + 1
    lead = " ".join(case.folded[line : part.start].split()).strip("-*_ ")
    opens = re.fullmatch(r"(?:can cu|thuc hien|theo|xet|tiep tuc thuc hien)", lead)
    return Part(part.text, line, part.end) if opens else part


@rule("C-ITALIC", N_("Dòng căn cứ viết chữ nghiêng"), _ARTICLE, profiles=STATE)
def _italic(case: Case) -> Iterator[Hit]:
    if case.layout is None:
        return
    upright = [
        part
        for part in _judged(case)
        if (look := case.look(part)) is not None
        and look.italic is False
        and case.folded[part.start :].startswith("can cu")
    ]
    if upright:
        yield Hit(
            N_("Các dòng căn cứ phải viết chữ in thường, kiểu chữ nghiêng."), upright[0].start, upright[0].end
        )


@rule("C-SEMICOLON", N_("Mỗi căn cứ kết thúc bằng dấu chấm phẩy"), _ARTICLE, profiles=STATE | PARTY_05)
def _semicolon(case: Case) -> Iterator[Hit]:
    for part in _judged(case)[:-1]:
        mark, start, end = case.closing(part)
        if mark in {"", ".", ",", ":"} and case.fold_of(_whole(case, part)).lstrip("- ").startswith("can cu"):
            begin = start if mark else start - 1
            right = ";" if mark else f"{case.text[begin]};"
            yield Hit(N_("Dòng căn cứ này phải kết thúc bằng dấu chấm phẩy."), begin, end, right)


@rule("C-LASTDOT", N_("Căn cứ cuối cùng kết thúc bằng dấu chấm"), _ARTICLE, profiles=STATE | PARTY_05)
def _last(case: Case) -> Iterator[Hit]:
    bases = _judged(case)
    if not bases:
        return
    whole = _whole(case, bases[-1])
    folded = case.fold_of(whole).lstrip("- ")
    mark, start, end = case.closing(bases[-1])
    if mark not in {";", ","} or not folded.startswith("can cu"):
        return
    behind = case.text[end:].lstrip(" \t\n\u00a0*_")
    if (mark == "," and behind[:1].islower()) or _MORE.match(same_length_fold(behind[:40])):
        return
    yield Hit(
        N_("Dòng căn cứ cuối cùng phải kết thúc bằng dấu chấm."),
        start,
        end,
        "." if behind[:1].isupper() else None,
    )


@rule(
    "C-LAWNUMBER",
    N_("Căn cứ là luật thì ghi tên và ngày, không ghi số"),
    _ARTICLE,
    severity=Severity.INFO,
    profiles=STATE,
)
def _law_number(case: Case) -> Iterator[Hit]:
    for part in case.parts.bases:
        for one in case.citations:
            cited = one.citation
            inside = part.start <= one.start < part.end
            if (
                inside
                and cited.kind in LAWS
                and cited.number
                and cited.title
                and not cited.title.startswith("sửa")
            ):
                yield Hit(
                    N_(
                        "Trong văn bản hành chính, luật làm căn cứ ghi tên và ngày ban hành, không ghi số, ký hiệu và cơ quan ban hành."
                    ),
                    one.start,
                    one.end,
                )


@rule(
    "C-ORDER",
    N_("Căn cứ xếp từ văn bản có hiệu lực pháp lý cao đến thấp"),
    _ARTICLE,
    severity=Severity.INFO,
    profiles=STATE,
)
def _order(case: Case) -> Iterator[Hit]:
    """Two groups are usual (authority, then matter), so the order may begin anew once."""
    ranked: list[tuple[int, Part]] = []
    for part in case.parts.bases:
        first = next((one for one in case.citations if part.start - 12 <= one.start < part.end), None)
        if first is not None and first.citation.kind in _RANK:
            ranked.append((_RANK[first.citation.kind], part))
    rises = [after[1] for before, after in pairwise(ranked) if after[0] < before[0]]
    if len(rises) >= 2:
        yield Hit(
            N_(
                "Các căn cứ chưa xếp theo thứ bậc: luật, nghị định, thông tư, rồi văn bản của tỉnh và của cơ quan mình."
            ),
            rises[1].start,
            rises[1].end,
        )
