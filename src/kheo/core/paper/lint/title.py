"""Kind and subject line: T-*."""

import re
from collections.abc import Iterator

from kheo.core.errors import N_
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.paper.lint.rules import ND30, PARTY, STATE, Hit, rule

_ARTICLE = f"{ND30}, mục II khoản 5"
_WITH_SUBJECT = {"ke hoach", "bao cao", "to trinh", "thong bao", "quyet dinh", "huong dan"}
_ABOUT = re.compile(r"ve viec\s*:?\s*|vv\s*:?\s+|v/v\s*:?\s*|v / v\s*:?\s*")


@rule("T-TYPE", N_("Tên loại văn bản viết chữ in hoa, đậm, đặt giữa"), _ARTICLE, profiles=STATE | PARTY)
def _type(case: Case) -> Iterator[Hit]:
    kind = case.parts.kind
    if kind is None:
        return
    words = case.words(kind)
    if words != words.upper():
        yield Hit(
            N_("Tên loại văn bản phải viết chữ in hoa: “%(words)s”."),
            kind.start,
            kind.end,
            None,
            {"words": words.upper()},
        )
    look = case.look(kind)
    if look is not None and look.bold is False:
        yield Hit(N_("Tên loại văn bản phải in đậm."), kind.start, kind.end)


@rule("T-TRICHYEU", N_("Có trích yếu, không kết thúc bằng dấu chấm"), _ARTICLE, profiles=STATE | PARTY)
def _subject(case: Case) -> Iterator[Hit]:
    subject, kind = case.parts.subject or case.parts.letter_subject, case.parts.kind
    if subject is None:
        if kind is not None and case.from_file and case.is_official and case.fold_of(kind) in _WITH_SUBJECT:
            yield Hit(
                N_("Dưới tên loại chưa có trích yếu nội dung. Hãy ghi một câu ngắn nói văn bản về việc gì."),
                kind.start,
                kind.end,
            )
        return
    mark, start, end = case.closing(subject)
    if mark == "." and case.stands_alone(subject) and not case.text[:start].endswith((" tr", " v.v")):
        yield Hit(N_("Trích yếu không được kết thúc bằng dấu chấm."), start, end, "")


@rule("T-VV", N_("“V/v” chỉ đứng đầu trích yếu công văn"), _ARTICLE, profiles=STATE)
def _letter(case: Case) -> Iterator[Hit]:
    yield from _about_of_named(case)
    subject = case.parts.letter_subject
    if subject is None or case.parts.kind is not None:
        return
    words = case.text[subject.start : subject.end]
    if re.match(r"V/v\s+\S", words):
        return
    match = _ABOUT.match(case.folded, subject.start, subject.end)
    if match is None:
        yield Hit(
            N_("Trích yếu của công văn phải bắt đầu bằng “V/v”, đặt dưới số, ký hiệu."),
            subject.start,
            subject.end,
            severity=Severity.INFO,
        )
        return
    yield Hit(N_("Trích yếu của công văn phải bắt đầu bằng “V/v”."), match.start(), match.end(), "V/v ")


def _about_of_named(case: Case) -> Iterator[Hit]:
    """Under the name of a kind the subject is written out; “V/v” is for letters, which bear no name."""
    subject, kind = case.parts.subject, case.parts.kind
    if subject is None or kind is None:
        return
    match = re.match(r"[Vv]\s?/\s?[Vv]\s*:?\s*", case.text[subject.start : subject.end])
    if match:
        yield Hit(
            N_("Văn bản có tên loại thì trích yếu không viết tắt “V/v”: viết “Về việc …”."),
            subject.start,
            subject.start + match.end(),
            "Về việc ",
        )
