"""Who owes how many initiatives: “mỗi xóm đăng ký ít nhất 01 mô hình”."""

import re
from collections.abc import Iterator

from kheo.core.paper.reading.pieces import Piece, sentences
from kheo.core.plans._criteria import criteria_pieces
from kheo.core.plans._header import found
from kheo.core.plans._structure import Node
from kheo.core.plans._tables import tables_of
from kheo.core.plans.draft import Found, Quota

_WORDS = {
    word: number
    for number, word in enumerate(
        ["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"], start=1
    )
}
_EACH = r"(?:moi mot|moi|tung|cac|tat ca cac|toan bo cac)"
# Kinds of unit; those of one syllable that is also another word count only after “mỗi” or “các”.
_UNIT = (
    r"(?:dang bo|chi bo|chi hoi|chi doan|co quan|don vi|xa|phuong|thi tran|thon|xom|ap|to dan pho|khu pho|khu dan cu|lang|khom|buon|truong(?! ban| phong| thon| xom| khu| cac)|"
    r"doan the|to chuc|mttq|mat tran|uy ban|ubmttq|ubnd|dia phuong|cong doan|ca nhan|can bo|dang vien|tap the|phong|khoi pho|khoi|nganh|hoi|doan)"
)
_WHO = rf"(?:{_EACH} (?:{_UNIT}|so|ban|to|doi|tram|nhom|lien doi|cum)|{_UNIT})\b"
_TAIL = r"(?:[^.;:()\d]|\b20\d\d){0,110}?"
_VERB = (
    r"(?:phai|can(?! bo)|chon|lua chon|(?<!chua )(?<!da )dang ky|xay dung|co(?! quan| so\b)|thuc hien|phan dau|duy tri|ra mat|"
    r"giu vung|nhan rong|la|it nhat|toi thieu)"
)
_COUNT = (
    r"(?P<count>\d{1,3}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)(?: \([^)]{1,12}\))?"
    r"(?: ?(?:-|den) ?\d{1,3}(?: \([^)]{1,12}\))?)?"
)
_THING = r"(?:mo hinh|viec lam|phan viec|cong trinh|dien hinh|tap the|guong)"
# “đăng ký mỗi thôn 02 mô hình”: what stands before is who sees to it; but “đăng ký mới ít nhất 01”.
_NOT_EACH = r"(?! (?:moi|tung) (?!it |toi |\d|mo hinh))"
_OWES = re.compile(
    rf"\b(?P<who>{_WHO}{_TAIL})(?: {_VERB}\b{_NOT_EACH}(?:[^.;:\d]|\b20\d\d){{0,40}}?|:)+ ?(?:(?:it nhat|toi thieu|tu)(?: la)? )?{_COUNT} ?{_THING}\b"
)
_BARE = re.compile(
    rf"\b(?P<who>(?:moi|tung) [^.,;:()\d]{{2,40}}?)(?: {_VERB})* (?:it nhat |toi thieu |tu )?{_COUNT} ?{_THING}\b"
)
_RATE = re.compile(
    rf"\b{_COUNT} ?{_THING} ?/ ?(?:1 |01 |mot )?(?P<unit>[^.,;:()\d]{{2,40}}?)"
    r"(?= doi voi|[.,;)]|$)(?: doi voi (?P<who>[^.;:()\d]{3,80}?)(?=[.;]|, |$))?"
)
_SHARE = re.compile(
    rf"\b100 ?% (?:so |cac )?(?P<who>[^.;:()\d%]{{2,60}}?) (?:phai )?(?:co|dang ky|xay dung|thuc hien)(?: duoc)? (?:(?:it nhat|toi thieu) )?(?:{_COUNT} ?)?{_THING}\b"
)
_TRAILING = re.compile(r" (?:dang ky|chon|xay dung|lua chon)(?: moi| them)?$")
_NEAREST = re.compile(r"\b(?:mỗi|từng|Mỗi|Từng) ")
_AT_MOST = re.compile(r"(?:khong (?:vuot )?qua|toi da|nhieu nhat)(?: la)? ?$")
_OWNERS = re.compile(
    r"^(?:ten )?(?:don vi|co quan|to chuc|doi tuong|tap the|dia phuong|thon|xom|ap|ban|khom|khu|chi bo|truong)\b"
)
_COUNTS = re.compile(
    r"^(?:so (?:luong )?|chi tieu |dinh muc )?(?:mo hinh|dien hinh)|^so luong|^chi tieu|^so dang ky"
)
_DEMANDS = re.compile(r"chi tieu|dang ky|giao|dinh muc|so luong|phan bo")
_PAST = re.compile(r"ket qua|da (?:thuc hien|cong nhan|dang ky|co)|hien co|nam truoc")
_TOTAL = re.compile(r"^(?:tong|cong)\b")
_WHOLE = re.compile(r"\d{1,3}")
_WISHES = re.compile(r"^(?:muc dich|yeu cau|quan diem|y nghia)(?!.*(?:muc tieu|chi tieu))")
_NEW = re.compile(r"mới|môi|mồi|mời")


def _number(match: "re.Match[str]") -> int:
    count = match["count"]
    if not count:
        return 1
    return int(count) if count.isdigit() else _WORDS[count]


def _least(sentence: Piece, match: "re.Match[str]") -> Found[int]:
    words = found(sentence.group(match, "count" if match["count"] else 0))
    return Found(_number(match), words.span, words.words, "likely")


def _who(sentence: Piece, match: "re.Match[str]") -> Piece:
    """The kind of unit nearest before the number: “Trưởng thôn họp dân, đăng ký mỗi thôn 02 mô hình”."""
    if match.re is _RATE:
        return sentence.group(match, "who" if match["who"] else "unit").strip(" -,+")
    who = sentence.group(match, "who")
    nearer = [m.start() for m in _NEAREST.finditer(who.text)]
    if nearer and "," in who.text[: nearer[-1]]:
        who = who.cut(nearer[-1])
    last = _TRAILING.search(who.folded)
    return (who.cut(0, last.start()) if last else who).strip(" -,+:")


def _matches(sentence: Piece) -> "Iterator[re.Match[str]]":
    """Each stretch that names a number, by the pattern that says most; none inside another."""
    taken: list[tuple[int, int]] = []
    text = sentence.folded
    for pattern in (_SHARE, _RATE, _OWES, _BARE):
        for match in pattern.finditer(text):
            if pattern is not _RATE and _NEW.match(sentence.text, match.start("who")):
                continue
            if match["count"] and _AT_MOST.search(text, 0, match.start("count")):
                continue
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                yield match


def quotas_of(root: Node) -> tuple[Quota, ...]:
    """How many are owed, by kind of unit; criteria are none. “Từ 01 đến 02” owes one."""
    hits = list(_from_tables(root))
    tabled = {quota.text.span.start for quota in hits}
    criteria = {piece.start for pieces in criteria_pieces(root) for piece in pieces}
    for node in root.walk():
        if node.full and (
            node.full.start in tabled or any(_WISHES.match(p.head.folded) for p in node.path())
        ):
            continue
        if node.full and (node.full.start in criteria or (node.body and node.body.start in criteria)):
            continue
        for sentence in sentences(node.full):
            if not re.search(_THING, sentence.folded):
                continue
            for match in sorted(_matches(sentence), key=lambda m: m.start()):
                who = _who(sentence, match)
                if len(who) > 1 and _number(match):
                    count = _least(sentence, match)
                    hits.append(Quota(found(who, certainty="likely"), count, found(sentence.strip(";. "))))
    return tuple(sorted(hits, key=lambda quota: quota.text.span.start))


def _from_tables(root: Node) -> Iterator[Quota]:
    """A table of who registers how many: the unit's column beside the first that counts what is owed."""
    for table in tables_of(root):
        named = table.under.head.folded
        who = next((n for n, cell in enumerate(table.head) if _OWNERS.match(cell.folded)), None)
        count = next((n for n, cell in enumerate(table.head) if _COUNTS.search(cell.folded)), None)
        if who is None or count is None or who == count:
            continue
        if not _DEMANDS.search(f"{named} {table.head[count].folded}") or _PAST.search(
            table.head[count].folded
        ):
            continue
        for row in table.rows:
            cells = row.cells
            if len(cells) > max(who, count) and _WHOLE.fullmatch(cells[count].text) and cells[who]:
                number = int(cells[count].text)
                if number and not _TOTAL.match(cells[who].folded):
                    least = Found(number, found(cells[count]).span, cells[count].text, "likely")
                    yield Quota(found(cells[who], certainty="likely"), least, found(row.full))
