"""State and Party forms in one paper: PARTYMIX."""

import re
from collections.abc import Iterator

from kheo.core.errors import N_
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.paper.lint.rules import Hit, rule

_PARTY_BODY = re.compile(
    r"^(?:dang uy|chi bo|dang bo|ban thuong vu|huyen uy|tinh uy|thanh uy|uy ban kiem tra (?:dang|huyen|tinh) uy)\b"
)
_STATE_BODY = re.compile(
    r"^(?:uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd|chu tich uy ban|so |phong (?:van hoa|kinh te)|truong )\b"
)


@rule(
    "PARTYMIX",
    N_("Không trộn thể thức văn bản hành chính với thể thức văn bản của Đảng"),
    "Phụ lục I Nghị định số 30/2020/NĐ-CP; Hướng dẫn số 05-HD/VPTW",
    severity=Severity.ERROR,
)
def _mixed(case: Case) -> Iterator[Hit]:
    issuer, motto = case.parts.issuer, case.parts.motto
    if issuer is None or not motto:
        return
    name = case.fold_of(issuer)
    head = case.fold_of(motto[0])
    if head.startswith("cong hoa xa hoi") and _PARTY_BODY.match(name):
        yield Hit(
            N_(
                "“%(issuer)s” là cơ quan của Đảng nhưng văn bản đề Quốc hiệu. Văn bản của Đảng đề “ĐẢNG CỘNG SẢN VIỆT NAM”."
            ),
            motto[0].start,
            motto[-1].end,
            None,
            {"issuer": case.words(issuer)},
        )
    elif head.startswith("dang cong san") and _STATE_BODY.match(name):
        yield Hit(
            N_(
                "“%(issuer)s” là cơ quan nhà nước nhưng văn bản đề “ĐẢNG CỘNG SẢN VIỆT NAM”. Văn bản hành chính đề Quốc hiệu và Tiêu ngữ."
            ),
            motto[0].start,
            motto[0].end,
            None,
            {"issuer": case.words(issuer)},
        )
