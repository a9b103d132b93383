"""Where the paper goes: R-*."""

import re
from collections.abc import Iterator

from kheo.core.errors import N_
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.paper.lint.rules import EVERY, ND30, OFFICES, PARTY, STATE, Hit, rule
from kheo.core.paper.reading.parts import Part

_ARTICLE = f"{ND30}, mục II khoản 9"
_NEEDS = {"ke hoach", "quyet dinh", "thong bao", "bao cao", "to trinh", "huong dan"}
_KEPT = re.compile(r"^[-–•+ ]*luu\b")
_RIGHT = re.compile(r"Lưu: VT\b")
_BARE = re.compile(r"Lưu(?P<colon>\s*:)?\s*(?P<rest>.*)", re.DOTALL)
_DRAFTER = re.compile(r"[A-Z]?[a-z]{4,}")
_LIKE_LETTER = re.compile(r"(?:như|Như)\s+kính\s+gửi(?:\s+ở\s+trên|\s+trên)?")


@rule("R-NOINHAN", N_("Văn bản có mục “Nơi nhận”"), _ARTICLE, profiles=STATE)
def _present(case: Case) -> Iterator[Hit]:
    kind = case.parts.kind
    named = (kind is not None and case.fold_of(kind) in _NEEDS) or case.is_letter
    if not (named and case.is_official) or case.parts.recipients_label or "noi nhan" in case.folded:
        return
    post = case.parts.signatures[0].position
    if post is not None:
        yield Hit(N_("Văn bản chưa có mục “Nơi nhận:”."), post.start, post.end)


@rule("R-LUU", N_("Dòng cuối của nơi nhận là “- Lưu: VT, …”"), _ARTICLE, profiles=OFFICES)
def _filing(case: Case) -> Iterator[Hit]:
    for part in case.parts.recipients:
        if not _KEPT.match(case.fold_of(part)):
            continue
        start = (
            case.text.index("L", part.start, part.end)
            if "L" in case.text[part.start : part.end]
            else part.start
        )
        words = case.text[start : case.closing(part)[1]]
        if _RIGHT.match(words):
            yield from _drafter(case, start, words)
        elif not re.match(r"Lưu\s*:", words) or _of_committee(case):
            yield _mended(start, words)
    yield from _unfiled(case)


def _unfiled(case: Case) -> Iterator[Hit]:
    """A committee's list of recipients that ends without saying where the paper is kept."""
    items = listed(case)
    if len(items) < 2 or not (case.from_file and case.is_official and _of_committee(case)):
        return
    if "luu" not in " ".join(map(case.fold_of, items)).split() and not any(
        _KEPT.search(case.fold_of(item)) or "luu:" in case.fold_of(item) for item in items
    ):
        yield Hit(
            N_("Nơi nhận chưa có dòng lưu: dòng cuối cùng phải là “- Lưu: VT, …”."),
            items[-1].start,
            items[-1].end,
        )


def _of_committee(case: Case) -> bool:
    """People's Committees keep with their records office; forces, schools and others with whom they say."""
    issuer = case.parts.issuer
    return issuer is not None and bool(
        re.match(r"(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)\b", case.fold_of(issuer))
    )


def _drafter(case: Case, start: int, words: str) -> Iterator[Hit]:
    for match in re.finditer(r"[^,;.\s]+", words):
        if _DRAFTER.fullmatch(match.group()) and match.start() > len("Lưu: VT"):
            yield Hit(
                N_(
                    "“%(code)s” có vẻ là mã người soạn thảo: mã này ghi ở ô riêng; sau “Lưu: VT” chỉ ghi chữ viết tắt tên đơn vị soạn thảo."
                ),
                start + match.start(),
                start + match.end(),
                None,
                {"code": match.group()},
                Severity.INFO,
            )
    for match in re.finditer(r"\bPVHXXH\b", words):
        yield Hit(
            N_("“PVHXXH” thừa một chữ X: chữ viết tắt của Phòng Văn hóa - Xã hội là “PVHXH”."),
            start + match.start(),
            start + match.end(),
            "PVHXH",
        )


def _mended(start: int, words: str) -> Hit:
    """“Lưu VP” → “Lưu: VT, VP”; what is written out is only shown."""
    match = _BARE.match(" ".join(words.split()))
    rest = match["rest"].strip() if match else ""
    units = [one.strip() for one in re.split(r"[,;]", rest) if one.strip()]
    short = all(re.fullmatch(r"[A-ZĐ][A-ZĐa-z&.-]{0,9}", one) for one in units) and units
    others = [one for one in units if one != "VT"]
    return Hit(
        N_(
            "Dòng lưu phải viết “Lưu: VT, …” (có dấu hai chấm, văn thư trước, rồi chữ viết tắt đơn vị soạn thảo)."
        ),
        start,
        start + len(words),
        f"Lưu: {', '.join(['VT', *others])}" if short else None,
    )


@rule("R-NHUTREN", N_("Nơi nhận của công văn mở đầu bằng “Như trên”"), _ARTICLE, profiles=STATE | PARTY)
def _above(case: Case) -> Iterator[Hit]:
    for part in case.parts.recipients:
        match = _LIKE_LETTER.search(case.flow, part.start, part.end)
        if match:
            yield Hit(N_("Viết “Như trên” thay cho “Như kính gửi”."), match.start(), match.end(), "Như trên")
            return
    first = case.parts.recipients[0] if case.parts.recipients else None
    if first is None or not (case.is_letter and case.parts.addressees and case.is_official):
        return
    if not any(re.match(r"[-–•+ ]*nhu (?:tren|dieu)", case.fold_of(part)) for part in case.parts.recipients):
        yield Hit(
            N_("Nơi nhận của công văn cần có dòng đầu “- Như trên;” (những nơi đã ghi ở Kính gửi)."),
            first.start,
            first.end,
            severity=Severity.INFO,
        )


@rule(
    "R-ENDPUNCT",
    N_("Mỗi nơi nhận kết thúc bằng dấu chấm phẩy, dòng cuối bằng dấu chấm"),
    _ARTICLE,
    profiles=EVERY,
)
def _ends(case: Case) -> Iterator[Hit]:
    items = listed(case)
    if len(items) < 2:
        return
    if case.is_party:
        yield from _undated_party(case, items)
        return
    if case.profile is None:
        return
    yield from ends(case, items, ";", N_("Dòng này của nơi nhận phải kết thúc bằng dấu “%(mark)s”."))


def _undated_party(case: Case, items: list[Part]) -> Iterator[Hit]:
    """Commas were the Party's way until 27/5/2026; a paper that tells no day cannot claim that."""
    marks = [case.closing(item) for item in items[:-1]]
    if not case.dated and marks and all(mark == "," for mark, _, _ in marks):
        yield Hit(
            N_(
                "Các dòng nơi nhận kết thúc bằng dấu phẩy: đó là lối của văn bản Đảng trước ngày 27/5/2026; từ ngày đó dùng dấu chấm phẩy."
            ),
            marks[0][1],
            marks[0][2],
            severity=Severity.INFO,
            article="Hướng dẫn số 36-HD/VPTW; Hướng dẫn số 05-HD/VPTW",
        )


def listed(case: Case) -> list[Part]:
    """Recipients that each stand on lines of their own: only those can be judged by how they end."""
    items = [part for part in case.parts.recipients if case.stands_alone(part)]
    return items if len(items) == len(case.parts.recipients) else []


def ends(case: Case, items: list[Part], separator: str, sentence: str) -> Iterator[Hit]:
    """Items that do not end as they should, with the mark to put there; where none bears a mark, the first."""
    if not any(case.closing(item)[0] for item in items):
        _mark, start, _end = case.closing(items[0])
        yield Hit(sentence, start - 1, start, f"{case.text[start - 1]}{separator}", {"mark": separator})
        return
    for place, item in enumerate(items):
        right = "." if place == len(items) - 1 else separator
        mark, start, end = case.closing(item)
        if not mark:
            yield Hit(sentence, start - 1, start, f"{case.text[start - 1]}{right}", {"mark": right})
        elif mark != right:
            yield Hit(sentence, start, end, right, {"mark": right})
