"""What is attached: A-REF, TEMPLATE-YEAR."""

import re
from collections.abc import Iterator

from kheo.core.errors import N_
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.paper.lint.rules import EVERY, ND30, Hit, rule
from kheo.core.paper.reading.parts import Part

_NAMED = re.compile(
    r"\bphu luc (?P<number>[ivx]{1,5}|\d{1,2})\b(?! ?[.,/]?\d)(?!(?: va phu luc [ivx\d]+)? (?:ban hanh |kem theo )?(?:cua |tai )?(?:nghi dinh|thong tu|quyet dinh|huong dan|luat|ke hoach so|cong van))"
)
_LABEL = re.compile(r"phu luc(?: so)? ?(?P<number>[ivx]+|\d+)?")
_ANY = re.compile(r"\b(?:phu luc|kem theo|dinh kem|mau|bieu mau|danh sach|bang tong hop|bieu so|bieu)\b")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_AHEAD = re.compile(r"\b(?:dang ky|phan cong|chi tieu|lich|phan bo|giao chi tieu)\b")
_ROMAN = {"i": 1, "v": 5, "x": 10}


@rule(
    "A-REF",
    N_("Phụ lục nhắc đến trong văn bản có trong tệp, và ngược lại"),
    f"{ND30}, mục III khoản 1",
    severity=Severity.INFO,
)
def _references(case: Case) -> Iterator[Hit]:
    present = {_value(_LABEL.match(case.fold_of(one.label))) for one in case.parts.appendices if one.label}
    if not (present - {None}):
        if present:
            yield from _unnamed(case)
        return
    for match in _NAMED.finditer(case.folded, 0, case.main_end):
        if case.folded[match.start() - 1 : match.start()] in {"“", '"'}:
            continue
        if _roman(match["number"]) not in present:
            yield Hit(
                N_("Văn bản nhắc đến “%(name)s” nhưng trong tệp không có phụ lục này."),
                match.start(),
                match.end(),
                None,
                {"name": " ".join(case.text[match.start() : match.end()].split())},
            )


def _unnamed(case: Case) -> Iterator[Hit]:
    if _ANY.search(case.folded, 0, case.main_end):
        return
    first = case.parts.appendices[0]
    label = first.label
    title = set(case.fold_of(first.title).split()) if first.title else set()
    said = set(re.findall(r"[a-z]+", case.folded[: first.start]))
    if title and len(title & said) >= 0.6 * len(title):
        return
    if label is not None:
        yield Hit(N_("Tệp có phụ lục nhưng trong văn bản không nhắc đến."), label.start, label.end)


def _value(match: re.Match[str] | None) -> int | None:
    return _roman(match["number"]) if match and match["number"] else None


def _roman(number: str) -> int:
    if number.isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


@rule(
    "TEMPLATE-YEAR",
    N_("Biểu mẫu kèm theo ghi đúng năm của văn bản"),
    "Lỗi thường gặp khi dùng lại biểu mẫu năm trước",
    profiles=EVERY,
    verified=None,
)
def _template_year(case: Case) -> Iterator[Hit]:
    """Only titles that look ahead (registration, assignment): a list of results may well be of last year."""
    if case.on is None:
        return
    subject = case.parts.subject or case.parts.letter_subject
    yield from _stale_subject(case, subject)
    own = {int(year) for year in _YEARS.findall(case.fold_of(subject))} if subject else set()
    for title in _titles(case):
        if not _AHEAD.search(case.fold_of(title)):
            continue
        years = list(_YEARS.finditer(case.folded, title.start, title.end))
        if len(years) != 1 or re.search(r"giai doan|nam hoc|\d{4}\s*-\s*\d{4}", case.fold_of(title)):
            continue
        year = int(years[0].group())
        if year < case.on.year and year not in own:
            yield Hit(
                N_(
                    "Biểu mẫu ghi năm %(year)s trong khi văn bản của năm %(own)s: có vẻ dùng lại mẫu cũ mà chưa sửa năm."
                ),
                years[0].start(),
                years[0].end(),
                None,
                {"year": year, "own": case.on.year},
            )


def _stale_subject(case: Case, subject: Part | None) -> Iterator[Hit]:
    """A subject of last year whose very words the text repeats with the year of the paper."""
    years = list(_YEARS.finditer(case.folded, subject.start, subject.end)) if subject else []
    if subject is None or case.on is None or len(years) != 1 or int(years[0].group()) >= case.on.year:
        return
    words = case.fold_of(subject)
    rest = " ".join(case.folded[subject.end : case.main_end].split())
    renewed = words.replace(years[0].group(), str(case.on.year))
    if len(words) > 30 and renewed in rest and words not in rest:
        yield Hit(
            N_("Trích yếu ghi năm %(year)s nhưng phần nội dung ghi năm %(own)s: hãy xem lại năm."),
            years[0].start(),
            years[0].end(),
            None,
            {"year": int(years[0].group()), "own": case.on.year},
        )


def _titles(case: Case) -> Iterator[Part]:
    """Titles of what is attached: as read, and the lines in capitals that open a form."""
    for appendix in case.parts.appendices:
        opening = [part.words for part in appendix.body[:6] if case.words(part.words).isupper()]
        yield from {one.start: one for one in (appendix.title, appendix.label, *opening) if one}.values()
