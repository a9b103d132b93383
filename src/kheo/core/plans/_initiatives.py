"""Initiatives that the plan itself names, with owner and figures."""

import re
from bisect import bisect_left

from kheo.core.paper.reading.pieces import Piece, sentences
from kheo.core.plans._header import found
from kheo.core.plans._structure import Node
from kheo.core.plans._words import CLOSING, COLLECTIVE, INDIVIDUAL
from kheo.core.plans.draft import Certainty, Figure, Found, Model, ModelKind

_REGISTERS = re.compile(
    r"^[-+ ]*(?:dang ky(?: thuc hien)?(?: xay dung)? (?:\d+ )?mo hinh|(?:ten )?mo hinh(?: dang ky| so \d+| \d+)?)(?: (?:tap the|ca nhan))? ?: ?(?P<text>.{15,})"
)
# A model is a thing to do: no deadline, no address to send to, no number to reach.
_NO_DEED = re.compile(
    r"^(?:gui|nop|truoc|cham nhat|muon nhat|den het|het|trong|tu ngay|tu thang|thoi gian|thoi han|han|xong|hoan thanh|ve |qua|theo|"
    r"moi|tung|it nhat|toi thieu|phan dau|cac (?:co quan|don vi|chi bo|thon|xom|ap|khoi|to)\b|\d|ngay|thang|quy )"
)
_QUOTED = re.compile(r"[“\"](?P<text>mo hinh [^”\"]{12,}?)[”\"]")
_NAMED = re.compile(
    r"\b(?:mo hinh)(?: \"?dan van kheo\"?)?(?: (?:ve|voi ten|co ten|diem|mang ten))?:? [“\"](?P<text>(?!\s?dan van kheo\b)[^”\"]{8,160})[”\"]"
)
_OWNER = re.compile(
    r"\(?\b(?:do |giao )?(?P<owner>(?:[Oo]ng|[Bb]à|Ông|ông|[Đđ]ồng chí|[Aa]nh|[Cc]hị|[Cc]ô|[Tt]hầy)\s+(?P<name>[A-ZĐÀ-Ỹ][\wà-ỹ]+(?: [A-ZĐÀ-Ỹ][\wà-ỹ]+){1,4})(?:(?:,| -| –) [^();.]{3,70}?)?)(?=\)|[.;,]|$| phụ trách| làm| chủ| thực)"
)
_CHARGED = re.compile(
    r"(?:do|giao(?: cho)?)\s+(?P<owner>(?:Chi bộ|Hội|Đoàn|Mặt trận|Công an|Trường|Thôn|Xóm|Ấp|Tổ|Trạm|Ban|UBND|Khu|Chi hội|Quân sự)[^,.;()]{2,60}?)\s+(?:chủ trì|thực hiện|phụ trách|đăng ký|đảm nhận)"
)
_DOES = r"(?:(?:tiếp tục|đăng ký|thực hiện|xây dựng|triển khai)\s+)+"
_DOES_ONE = re.compile(rf"\s+{_DOES}(?:\d+\s+)?(?:mô hình\b|[“\"])")
# “Xóm Nà Lúa thực hiện mô hình “…””: the subject of the very clause, up to the name of the initiative.
_SUBJECT = re.compile(
    r"(?:^|[;:,.]\s+|[-+•]\s+)(?:(?i:giao(?: cho)?|chọn|do)\s+)?"
    r"(?P<owner>(?i:ông|bà|anh|chị|cô|thầy|đồng chí)\s+(?P<name>[^;:,.()“”\"]{4,40}?)"
    r"|(?P<place>(?i:thôn|xóm|ấp|bản|buôn|làng|khóm|khối|khu|tổ)\s[^;:,.()“”\"]{1,40}?)"
    r"|(?:Chi bộ|Chi hội|Chi đoàn|Hội|Đoàn|Mặt trận|Ủy ban|Uỷ ban|UBND|MTTQ|Công an|Quân sự|Ban|Trường|Trạm|Phòng|Hợp tác xã|Câu lạc bộ)\s[^;:.()“”\"]{2,60}?)"
    rf"\s+{_DOES}(?:\d+\s+)?(?:mô hình\b[^;:.“”\"]{{0,40}})?:?\s*[“\"]?$"
)
_FIGURE = re.compile(
    r"(?P<what>(?:(?:chiều|diện|đoạn|tổng|với|rộng|dài|ngang|cao|gắn|lắp|trồng|vận động|hiến|sửa|xây|hỗ trợ|tuyến)[^\d,;.()]{0,40}?)?)\s?(?P<value>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\s?(?P<unit>m2|m²|m3|km|ha|m\b|triệu đồng|tỷ đồng|nghìn đồng|đồng|%|(?:[a-zđà-ỹ]+)(?: [a-zđà-ỹ]+){0,2})"
)
_NO_UNIT = re.compile(r"^(?:thang|nam|ngay(?! cong)|va|den|cua|tro len|la|nguyen|gio)\b")
_LONGER = re.compile(
    r"^(?:bóng đèn|hộ dân|hộ nghèo|hộ|con|cây|ngôi nhà|căn nhà|mét|suất|phần|thùng|buổi|lượt|camera|chậu|ghế|công|ngày công|học sinh|hội viên|đồng|tuyến|chiếc|bộ|cái|lá cờ|cột|điểm|bóng|nhà|km|người|thành viên|tấn|kg|khẩu|giỏ|xe|lớp|chậu hoa|trụ)\b"
)


def figures_of(piece: Piece) -> tuple[Figure, ...]:
    """Amounts with unit and of what: “chiều ngang 2,5m”, “15 bóng đèn”."""
    hits = []
    for match in _FIGURE.finditer(piece.text):
        unit = match["unit"].strip()
        if _NO_UNIT.match(piece.folded[match.start("unit") :]) or re.search(
            r"\d/$", piece.text[: match.start("value")]
        ):
            continue
        longer = _LONGER.match(unit)
        unit = longer.group() if longer else unit if len(unit) <= 3 or "đồng" in unit else unit.split()[0]
        value = piece.group(match, "value")
        hits.append(Figure(found(value), unit, match["what"].strip()))
    return tuple(hits)


def _kind(node: Node, text: str) -> ModelKind:
    for part in reversed(node.path()):
        head = part.head.folded
        one, other = COLLECTIVE.search(head), INDIVIDUAL.search(head)
        if bool(one) != bool(other):
            return "collective" if one else "individual"
    return "individual" if INDIVIDUAL.search(text[:60]) and not COLLECTIVE.search(text[:60]) else "collective"


def _owner(piece: Piece) -> tuple[Found[str] | None, Found[str] | None, Piece]:
    """The name of who is charged with it, the name with the post, and the text without that bracket."""
    for pattern in (_OWNER, _CHARGED):
        if match := pattern.search(piece.text):
            described = piece.group(match, "owner")
            name = piece.group(match, "name") if "name" in pattern.groupindex else described
            opening = piece.text.rfind("(", 0, match.start() + 1)
            closed = opening > 10 and piece.text.find(")", match.end() - 1) >= 0
            return found(name), found(described), piece.cut(0, opening).strip(" ,") if closed else piece
    return None, None, piece


def _doer(sentence: Piece, piece: Piece) -> tuple[Found[str], Found[str]] | None:
    """The name of the subject whose deed the initiative is, and the name with its title."""
    match = _SUBJECT.search(sentence.text[: bisect_left(sentence.at, piece.start)])
    if match is None:
        return None
    described = sentence.group(match, "owner")
    name = sentence.group(match, "name") if match["name"] else described
    proper = name.text if match["name"] else name.text.partition(" ")[2] if match["place"] else name.text
    is_named = any(letter.isdigit() or letter.isupper() for letter in proper)
    return (found(name), found(described)) if is_named else None


def _is_subject(sentence: Piece, described: Found[str]) -> bool:
    """Whether the one found in the sentence does an initiative there, and so perhaps another than this."""
    return bool(_DOES_ONE.match(sentence.text[bisect_left(sentence.at, described.span.end) :]))


def _model(node: Node, sentence: Piece, piece: Piece, certainty: Certainty) -> Model:
    owner, described, rest = _owner(sentence)
    doer = _doer(sentence, piece)
    if doer and (described is None or _is_subject(sentence, described)):
        owner, described = doer
    text = piece if piece is not sentence else rest
    kind: ModelKind = _kind(node, node.full.folded if piece is sentence else sentence.folded)
    return Model(
        kind,
        found(text.strip(" .,;"), certainty=certainty),
        owner,
        figures_of(text if piece is sentence else sentence),
        described,
    )


def models_of(root: Node) -> tuple[Model, ...]:
    """Initiatives the plan names: “Đăng ký mô hình: …”, “mô hình “…””."""
    hits: list[Model] = []
    taken: set[str] = set()
    for node in root.walk():
        whole = node.full
        if CLOSING.match(whole.folded):
            continue
        match = _REGISTERS.match(whole.folded)
        if match and not _NO_DEED.match(match["text"]):
            text = whole.group(match, "text")
            hits.append(_model(node, text, text, "sure"))
            continue
        for sentence in sentences(whole):
            for hit in [*_QUOTED.finditer(sentence.folded), *_NAMED.finditer(sentence.folded)]:
                piece = sentence.group(hit, "text")
                if piece.folded not in taken and "dan van kheo" not in piece.folded:
                    taken.add(piece.folded)
                    hits.append(_model(node, sentence, piece, "likely"))
    return tuple(hits)
