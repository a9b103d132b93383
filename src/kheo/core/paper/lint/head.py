"""The top of the first page: H-*."""

import re
from collections.abc import Iterator

from kheo.core.errors import N_
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.paper.lint.rules import ND30, STATE, Hit, rule
from kheo.core.paper.reading.parts import Part

_ARTICLE = f"{ND30}, mục II khoản 1"
_NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_MOTTO = "Độc lập - Tự do - Hạnh phúc"


def _named(case: Case, opening: str) -> Part | None:
    return next((part for part in case.parts.motto if case.fold_of(part).startswith(opening)), None)


@rule("H-QUOCHIEU", N_("Quốc hiệu đủ chữ, in hoa"), _ARTICLE, severity=Severity.ERROR, profiles=STATE)
def _nation(case: Case) -> Iterator[Hit]:
    part = _named(case, "cong hoa")
    if part is None:
        line = case.parts.number_line
        if (
            case.from_file
            and case.is_official
            and line is not None
            and not case.parts.motto
            and "cong hoa xa hoi" not in case.folded
        ):
            yield Hit(N_("Văn bản chưa có Quốc hiệu và Tiêu ngữ."), line.start, line.end)
        return
    if case.words(part) not in _NATION:
        yield Hit(
            N_("Quốc hiệu phải viết in hoa, đủ chữ: “%(right)s”."),
            part.start,
            part.end,
            _NATION[0],
            {"right": _NATION[0]},
        )


@rule("H-TIEUNGU", N_("Tiêu ngữ có gạch nối và dấu cách, kẻ ngang bên dưới"), _ARTICLE, profiles=STATE)
def _motto(case: Case) -> Iterator[Hit]:
    part = _named(case, "doc lap")
    if part is None:
        return
    words = case.words(part)
    if re.sub(r"\s*[-–—]\s*", " - ", words).casefold() == _MOTTO.casefold() and words != _MOTTO:
        yield Hit(
            N_(
                "Tiêu ngữ viết “Độc lập - Tự do - Hạnh phúc”: gạch nối ngắn, có dấu cách hai bên, chữ cái đầu viết hoa."
            ),
            part.start,
            part.end,
            _MOTTO,
            severity=Severity.INFO if re.sub("[–—]", "-", words) == _MOTTO else None,
        )
    look = case.look(part)
    if look is not None and look.rule_below is not None and look.rule_below.share is not None:
        share = look.rule_below.share
        if not 0.85 <= share <= 1.15:
            yield Hit(N_("Đường kẻ dưới Tiêu ngữ phải dài bằng dòng chữ."), part.start, part.end)


@rule("H-ORG", N_("Tên cơ quan ban hành viết in hoa, đậm"), f"{ND30}, mục II khoản 2", profiles=STATE)
def _issuer(case: Case) -> Iterator[Hit]:
    issuer = case.parts.issuer
    line = case.parts.number_line
    if issuer is None or line is None or issuer.start > line.start or not case.parts.motto:
        return
    words = case.words(issuer)
    if words != words.upper():
        yield Hit(N_("Tên cơ quan ban hành phải viết chữ in hoa."), issuer.start, issuer.end, words.upper())
    look = case.look(issuer)
    if look is not None and look.bold is False:
        yield Hit(N_("Tên cơ quan ban hành phải in đậm."), issuer.start, issuer.end)


@rule(
    "H-RULELEN",
    N_("Đường kẻ dưới tên cơ quan dài từ 1/3 đến 1/2 dòng chữ"),
    f"{ND30}, mục II khoản 2",
    severity=Severity.INFO,
    profiles=STATE,
)
def _rule_length(case: Case) -> Iterator[Hit]:
    for part in (case.parts.issuer, case.parts.subject):
        look = case.look(part)
        if part is None or look is None or look.rule_below is None or look.rule_below.share is None:
            continue
        words = case.text[part.start : part.end]
        if "\n" in words.strip():  # of two lines nobody says which one is meant
            continue
        if look.rule_below.share > 0.6 or (look.rule_below.share < 0.25 and len(words) < 45):
            yield Hit(
                N_("Đường kẻ bên dưới cần dài từ 1/3 đến 1/2 độ dài dòng chữ, đặt cân đối."),
                part.start,
                part.end,
            )
