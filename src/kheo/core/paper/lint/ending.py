"""The end of the text: E-*."""

import re
from collections.abc import Iterator

from kheo.core.errors import N_
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.paper.lint.rules import ND30, OFFICES, PARTY, Hit, rule

_MARK = re.compile(r"[.;,:/…]*[ \t\u00a0*_]*$")


def ending(case: Case) -> tuple[str, int, int] | None:
    """The punctuation that ends the last paragraph of the body, and its place; None where a table ends it."""
    if not case.is_official or not case.parts.body:
        return None
    last = case.parts.body[-1].words
    if any(
        last.start <= table.start < case.main_end or table.end >= last.end > table.start
        for table in case.parts.tables
    ):
        return None
    if any(
        table.start >= last.end and table.start < case.parts.signatures[0].position.start
        for table in case.parts.tables
        if case.parts.signatures[0].position
    ):
        return None
    end = last.end
    behind = re.match(r"[ \t]?[./]+", case.text[end:])
    text = case.text[: end + (behind.end() if behind else 0)]
    match = _MARK.search(text)
    assert match is not None
    mark = match.group().strip(" \t\u00a0*_")
    return mark, match.start(), match.start() + len(mark)


@rule(
    "E-TERMINATOR",
    N_("Văn bản hành chính kết thúc bằng “./.”"),
    f"Phụ lục III Nghị định số 30/2020/NĐ-CP (mẫu trình bày); {ND30}",
    profiles=OFFICES,
)
def _state(case: Case) -> Iterator[Hit]:
    found = ending(case)
    if found is None:
        return
    mark, start, end = found
    if mark in {"", "."}:
        begin = start if mark else start - 1
        right = "./." if mark else f"{case.text[begin]}./."
        yield Hit(
            N_("Hết phần nội dung, văn bản hành chính ghi “./.”."), begin, end, right, severity=Severity.INFO
        )
    elif mark in {"/.", ".//.", "./", ".../.", "./. ."}:
        yield Hit(N_("Dấu kết thúc văn bản viết “./.”."), start, end, "./.")


@rule(
    "PA-END",
    N_("Văn bản của Đảng kết thúc bằng một dấu chấm"),
    "Hướng dẫn số 05-HD/VPTW ngày 27/5/2026",
    profiles=PARTY,
)
def _party(case: Case) -> Iterator[Hit]:
    found = ending(case)
    if found is not None and found[0] in {"./.", "/."}:
        yield Hit(N_("Văn bản của Đảng kết thúc bằng dấu chấm, không ghi “./.”."), found[1], found[2], ".")
