"""Who signs, in whose name: P-*."""

import re
from collections.abc import Iterator

from kheo.core.errors import N_
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.paper.lint.rules import ND30, PARTY, STATE, Hit, rule
from kheo.core.paper.reading.parts import Part, SignatureParts

_ARTICLE = f"{ND30}, mục II khoản 7"
_GLUED = re.compile(r"(TM|KT|TL|TUQ|Q)\.(?=[^\W\d_])|(T/M|K/T|T/L)\.?(?=[^\W\d_])")
_PARTY_FORM = re.compile(r"(T/M|K/T|T/L|TU/Q)\b\.?\s*")
_STATE_FORM = re.compile(r"(TM|KT|TL)\.\s*")
_TITLED = re.compile(
    r"(?:ThS|Th\.S|TS|PGS|GS|BS|KS|CN|CVC|Ths)[.\s]|(?:Thạc sĩ|Thạc sỹ|Tiến sĩ|Bác sĩ|Kỹ sư)\s"
)
_KINDS = r"(?:ke hoach|quyet dinh|chuong trinh|phuong an|huong dan|thong bao|bao cao|to trinh)"
_COMMITTEE = r"(?:uy ban nhan dan|ubnd)"
_ISSUES = re.compile(
    rf"(?:^|[\n.;])\s*(?P<who>(?P<chair>chu tich )?{_COMMITTEE}\b(?: [^,;.:\n]{{2,60}}?)??),?\s+(?:xay dung|ban hanh)\s+(?:va [a-z ]{{4,30}} )?{_KINDS}\b(?!\s+so\s*\d)"
)
_PLACE_ONLY = re.compile(
    rf"{_COMMITTEE}(?: (?:xa|phuong|thi tran|dac khu|huyen|quan|tinh|thanh pho|thi xa)\b[^,;.:]*)?"
)


@rule(
    "P-SPACE",
    N_("Có dấu cách sau TM., KT., TL., TUQ., Q."),
    _ARTICLE,
    severity=Severity.ERROR,
    profiles=STATE | PARTY,
)
def _space(case: Case) -> Iterator[Hit]:
    for part in _lines(case):
        match = _GLUED.match(case.text, part.start, part.end)
        if match:
            prefix = case.text[match.start() : match.end()].rstrip()
            yield Hit(
                N_("Thiếu dấu cách sau “%(prefix)s”: viết “%(prefix)s %(next)s …”."),
                match.start(),
                match.end(),
                f"{prefix} ",
                {"prefix": prefix, "next": case.text[match.end() : part.end].split()[0][:20]},
            )


@rule(
    "P-PREFIX",
    N_("Chữ viết tắt quyền hạn ký đúng lối của cơ quan ban hành"),
    _ARTICLE,
    profiles=STATE | PARTY,
)
def _prefix(case: Case) -> Iterator[Hit]:
    for part in _lines(case):
        if case.is_party:
            yield from _party_prefix(case, part)
        elif match := _PARTY_FORM.match(case.text, part.start, part.end):
            right = f"{match[1].replace('/', '')}. "
            yield Hit(
                N_("“%(wrong)s” là lối viết của văn bản Đảng: văn bản hành chính viết “%(right)s”."),
                match.start(),
                match.end(),
                right,
                {"wrong": match[1], "right": right.strip()},
            )
    if not case.is_party:
        yield from _undotted(case)
        yield from _deputies(case)


def _undotted(case: Case) -> Iterator[Hit]:
    """“TM ỦY BAN NHÂN DÂN” without the dot."""
    for part in _lines(case):
        match = re.match(r"(TM|KT|TL|TUQ)\s+(?=[A-ZĐÀ-Ỹ]{2})", case.text[part.start : part.end])
        if match:
            yield Hit(
                N_("Sau “%(prefix)s” thiếu dấu chấm: viết “%(prefix)s.”."),
                part.start,
                part.start + match.end(),
                f"{match[1]}. ",
                {"prefix": match[1]},
            )


def _party_prefix(case: Case, part: Part) -> Iterator[Hit]:
    match = _STATE_FORM.match(case.text, part.start, part.end)
    if match:
        right = f"{match[1][0]}/{match[1][1:]} "
        yield Hit(
            N_("“%(wrong)s” là lối viết của văn bản hành chính: văn bản của Đảng viết “%(right)s”."),
            match.start(),
            match.end(),
            right,
            {"wrong": f"{match[1]}.", "right": right.strip()},
        )
    elif re.match(r"TU/?Q\b", case.text[part.start : part.end]):
        yield Hit(
            N_("Văn bản của Đảng không có hình thức ký thừa ủy quyền: dùng “T/M”, “K/T” hoặc “T/L”."),
            part.start,
            part.end,
            severity=Severity.ERROR,
        )


def _deputies(case: Case) -> Iterator[Hit]:
    for signature in case.parts.signatures:
        post = signature.position
        if post is None or not signature.authority:
            continue
        above = [case.fold_of(line) for line in signature.authority]
        if (
            case.fold_of(post).startswith("pho chu tich")
            and len(above) == 1
            and re.match(r"t\.?/?m\b\.? ?(?:uy ban nhan dan|ubnd)", above[0])
        ):
            yield Hit(
                N_("Phó Chủ tịch ký thay thì trên chức vụ phải có dòng “KT. CHỦ TỊCH”."), post.start, post.end
            )


@rule(
    "P-ISSUERMATCH",
    N_("Quyền hạn ký khớp với cơ quan đứng tên ban hành"),
    f"Điều 13 và {ND30}, mục II khoản 7",
    profiles=STATE,
)
def _issuer(case: Case) -> Iterator[Hit]:
    found = _said_issuer(case)
    signature = _signed(case)
    if found is None or signature is None or signature.position is None:
        return
    chair, start, end = found
    collective = [p for p in signature.authority if re.match(r"t\.?/?m\b", case.fold_of(p))]
    post = case.fold_of(signature.position)
    if chair and collective:
        yield Hit(
            N_(
                "Văn bản nói Chủ tịch ban hành nhưng ký “%(signed)s”. Chủ tịch tự mình ban hành thì ký bằng chức vụ, không có “TM.”."
            ),
            collective[0].start,
            collective[0].end,
            None,
            {"signed": case.words(collective[0])},
        )
    elif not chair and not signature.authority and re.match(r"(?:q\. ?)?(?:pho )?chu tich\b", post):
        yield Hit(
            N_(
                "Văn bản nói “%(who)s” ban hành nhưng ký bằng chức vụ “%(post)s”, không có dòng “TM. ỦY BAN NHÂN DÂN”. Hãy xem lại ai ban hành (hoặc dòng này bị mất khi chuyển tệp)."
            ),
            signature.position.start,
            signature.position.end,
            None,
            {"who": " ".join(case.text[start:end].split()), "post": case.words(signature.position)},
        )


def _said_issuer(case: Case) -> tuple[bool, int, int] | None:
    """Whether the chair (True) or the committee (False) issues the paper by its own words, and where it says so."""
    parts = case.parts
    if parts.decider is not None:
        words = case.fold_of(parts.decider)
        if re.match(rf"(?:chu tich )?{_COMMITTEE}\b", words):
            return words.startswith("chu tich"), parts.decider.start, parts.decider.end
        return None
    for paragraph in parts.body[:6]:
        if paragraph.level not in {"plain", "dash"}:
            break
        folded = case.folded[paragraph.words.start : paragraph.words.end]
        match = _ISSUES.search(re.sub(r"\s", " ", folded))
        if match and _PLACE_ONLY.fullmatch(re.sub(r"^chu tich ", "", match["who"])):
            start = paragraph.words.start + match.start("who")
            return bool(match["chair"]), start, paragraph.words.start + match.end("who")
    return None


def _signed(case: Case) -> SignatureParts | None:
    """The last signing column: the head's."""
    return case.parts.signatures[-1] if len(case.parts.signatures) == 1 else None


@rule(
    "P-TITLES",
    N_("Trước họ tên người ký không ghi học hàm, học vị"),
    f"{ND30}, mục II khoản 7",
    profiles=STATE | PARTY,
)
def _titles(case: Case) -> Iterator[Hit]:
    for signature in case.parts.signatures:
        if signature.name is None:
            continue
        start = (
            max(case.text.rfind("\n", 0, signature.name.start), case.text.rfind("|", 0, signature.name.start))
            + 1
        )
        line = case.text[start : signature.name.end]
        lead = len(line) - len(line.lstrip(" \t*_\u00a0"))
        if _TITLED.match(line[lead:]) and _is_committee(case):
            yield Hit(
                N_("Trước họ tên người ký không ghi học hàm, học vị hay danh hiệu."),
                start + lead,
                signature.name.end,
            )


def _is_committee(case: Case) -> bool:
    """Forces, schools, hospitals and institutes may name ranks and degrees; committees may not."""
    issuer = case.parts.issuer
    return issuer is not None and bool(
        re.search(
            r"\b(?:uy ban nhan dan|hoi dong nhan dan|dang uy|chi bo|mat tran to quoc)\b", case.fold_of(issuer)
        )
    )


def _lines(case: Case) -> Iterator[Part]:
    for signature in case.parts.signatures:
        yield from signature.authority
