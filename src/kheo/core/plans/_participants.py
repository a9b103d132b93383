"""Who takes part: under “Đối tượng”, else whom a letter addresses, else those the criteria speak of."""

import re

from kheo.core.paper.reading.fold import fold
from kheo.core.paper.reading.pieces import Piece, join, sentences
from kheo.core.paper.reading.vocabulary import UPPER
from kheo.core.plans._header import found
from kheo.core.plans._structure import Node, sections
from kheo.core.plans._words import AWARD, COLLECTIVE, INDIVIDUAL, TARGET
from kheo.core.plans._zones import Zones
from kheo.core.plans.draft import Found, Model, Participants, Responsibility

_LABEL = re.compile(
    r"^(?:doi voi |cac )?(?P<kind>tap the va ca nhan|tap the, ca nhan|tap the|ca nhan)\b[^:]{0,40}:\s*"
)
_INLINE = re.compile(
    r"(?:^|[.;] ?)(?:[-+] ?|[a-z]\) ?)?(?:doi voi |ve )?(?P<kind>tap the|ca nhan)(?: dang ky| tham gia)? ?: ?"
)
_PARTS = re.compile(r";\s*(?:và\s+)?")
_BOTH = re.compile(r"^(?:(?:cac|moi) )?(?:tap the,? (?:va |hoac )?(?:cac )?ca nhan)\b")
_PERSONS = re.compile(
    r"^(?:va )?(?:(?:toan the|moi|tat ca|cac|nhung|doi ngu)\s+)*(?:ca nhan|can bo|dang vien|cong chuc|vien chuc|nguoi lao dong|ho gia dinh|nguoi dan|giao vien|hoc sinh|doan vien|hoi vien|nguoi co uy tin|chuc sac|cong dan|chien si)\b"
)
_INVITES = re.compile(
    r"(?:de nghi|yeu cau)\s+(?P<who>.{3,220}?)\s+(?:dang ky|lua chon|xay dung|trien khai|to chuc thuc hien|thuc hien|nghiem tuc|quan tam|bao cao)\b"
)
_LIST = re.compile(r",\s*(?:và\s+)?|\s+và\s+(?=các\b)")
# A comma between two whole names of bodies; “Các ban, ngành, đoàn thể” and “Hội Nông dân, Hội Phụ nữ xã” are one.
_BODIES = re.compile(
    r",\s*(?:và\s+)?(?=(?:(?:[Cc]ác|[Nn]hững|[Tt]oàn thể|[Mm]ỗi)\s|UBND\b|HĐND\b|MTTQ\b|UBMTTQ|Ủy ban|Uỷ ban|Mặt trận|Đảng ủy|Đảng uỷ|"
    r"Công an\s|Ban (?:Chỉ huy|chỉ huy|Chỉ đạo|CHQS|Công tác|công tác)|Trạm\s|(?:các )?[Tt]rường\s|Văn phòng\s|Trung tâm\s))"
)
_WHOLE = re.compile(
    r"^(?:(?:cac|nhung|toan the|moi) \w|ubnd \w|hdnd \w|mttq|ubmttq|uy ban|dang uy|cong an|ban |tram |truong |van phong |trung tam )"
)
_TO_REGISTER = re.compile(r"\bdang ky\b(?! cua\b)")
_PLURAL = re.compile(r"^(?:cac|moi|tung)\b")
_CALLS = {"Kế hoạch", "Chương trình", "Quyết định", "Thể lệ"}
_ADDRESSEES = re.compile(rf";\s*-?\s*|[,.]?\s+[-–]\s*(?=[{UPPER}])")
_MADE_OF = re.compile(r"\bgom ?(?:co)? ?: ")
# “Không tham gia” alone is a reproach; who goes is told by these.
_LEAVES = re.compile(
    r"^(?:(?:ke )?tu [^,:]{3,60}, )?(?:doi voi |rieng )?(?P<who>[^.]{3,240}?),? "
    r"(?:(?:khong con|khong tiep tuc|thoi(?: khong)?|ngung|ngung khong|dung|duoc rut|xin rut|rut) (?:tham gia|thuc hien phong trao|khoi (?:danh sach|phong trao))|khong con (?:la|thuoc) (?:doi tuong|thanh phan))\b"
)
_TAKEN_OUT = re.compile(
    r"\b(?:dua|rut|loai|xoa|bo|gach)(?: ten)? (?P<who>[^.]{3,240}?) (?:ra )?khoi (?:danh sach|doi tuong|thanh phan|phong trao)\b"
)
_AMENDS = re.compile(r"\b(?:dieu chinh|sua doi|bo sung|thay doi|thay the)\b")
_NAMES = re.compile(r"[,;]\s*(?:và\s+)?|\s+và\s+(?=(?:[Cc]ác\s)?\w+\s)")
_WHO_IS = re.compile(
    r"^(?:la )(?P<who>.{8,220}?)(?=,? (?:co nhung|co (?:thanh tich|giai phap|sang kien|nhieu)|guong mau|tieu bieu|chap hanh|dat |hoan thanh|luon |thuong xuyen))"
)


def _is_individual(text: str) -> bool:
    return bool(_PERSONS.match(text)) and "tap the" not in text[:30]


def _items(node: Node) -> list[Piece]:
    """The texts of a point: its own and its sub-points', each alone."""
    own = [node.body] if node.body else []
    return [
        *own,
        *(
            join([c.head, c.body], ": ") if c.head and c.body else c.full
            for child in node.children
            for c in child.walk()
            if c.full
        ),
    ]


def _one_by_one(piece: Piece) -> list[Piece]:
    """The parts of a list: at its semicolons, else at the commas between whole names of bodies."""
    parts = piece.split(_PARTS)
    if len(parts) > 1:
        return parts
    named = piece.split(_BODIES)
    return named if len(named) > 1 and all(_WHOLE.match(p.folded) for p in named) else parts


def _sort(piece: Piece, kind: str, both: tuple[list[Found[str]], list[Found[str]]]) -> None:
    collective, individual = both
    parts = piece.split(_PARTS) if kind else _one_by_one(piece)
    for part in (part.strip(".;,: ") for part in parts):
        if not part:
            continue
        if kind in {"tap the", "ca nhan"}:
            (collective if kind == "tap the" else individual).append(found(part))
        elif _BOTH.match(part.folded):
            collective.append(found(part, certainty="likely"))
            individual.append(found(part, certainty="likely"))
        elif _is_individual(part.folded):
            individual.append(found(part, certainty="likely"))
        else:
            collective.append(found(part, certainty="likely"))


def _both(piece: Piece) -> "list[tuple[Piece, str]]":
    """Cut “Tập thể: … Cá nhân: …” in one paragraph."""
    cuts = list(_INLINE.finditer(piece.folded))
    if not cuts:
        return [(piece, "")]
    parts = [(piece.cut(0, cuts[0].start()), "")] if cuts[0].start() > 3 else []
    for index, match in enumerate(cuts):
        stop = cuts[index + 1].start() if index + 1 < len(cuts) else len(piece)
        parts.append((piece.cut(match.end(), stop), match["kind"]))
    return [(p, k) for p, k in parts if p]


def _kind_of(head: str) -> str:
    one, other = bool(COLLECTIVE.search(head)), bool(INDIVIDUAL.search(head))
    if one == other:
        return ""
    return "tap the" if one else "ca nhan"


def _from_node(node: Node, kind: str, both: tuple[list[Found[str]], list[Found[str]]]) -> None:
    own = _kind_of(node.head.folded) or kind
    if node.body:
        for piece, label in _both(node.body):
            for sentence in sentences(piece)[: 6 if own or label else 3]:
                _sort(sentence, label or own, both)
    elif not node.children and node.head:
        for piece, label in _both(node.head):
            _sort(piece, label or kind, both)
    for child in node.children:
        _from_node(child, own, both)


def _target_nodes(root: Node) -> list[Node]:
    nodes: list[Node] = []
    for node in sections(root, TARGET):
        if AWARD.search(node.head.folded) or any(AWARD.search(p.head.folded) for p in node.path()[1:-1]):
            continue
        inner = [
            n for child in node.children for n in child.walk() if n.head and TARGET.search(n.head.folded)
        ]
        combined = re.search(r"[,;]| va ", node.head.folded)
        nodes.extend(
            inner
            if inner and combined
            else []
            if combined and node.rank <= 3 and node.children and not node.body and _mixed(node)
            else [node]
        )
    return nodes


def _mixed(node: Node) -> bool:
    """A section on several matters whose points are not about participants."""
    return not any(_kind_of(child.head.folded) or not child.head for child in node.children)


def _from_letter(zones: Zones) -> list[Found[str]]:
    for paragraph in zones.prose:
        if paragraph.piece.folded.startswith("kinh gui"):
            at = zones.prose.index(paragraph)
            body = [paragraph.piece.cut(8).strip(": ")]
            for following in zones.prose[at + 1 :]:
                if following.kind != "dash":
                    break
                body.append(following.body)
            parts = [p.strip("-–;., ") for piece in body for p in piece.split(_ADDRESSEES)]
            return [found(p, certainty="likely") for p in parts if p]
    for paragraph in zones.prose:
        for sentence in sentences(paragraph.piece):
            if match := _INVITES.search(sentence.folded):
                who = sentence.group(match, "who")
                return [found(p, certainty="likely") for p in who.split(_LIST) if len(p) > 2]
    return []


def _from_criteria(
    collective: list[Piece], individual: list[Piece], both: tuple[list[Found[str]], list[Found[str]]]
) -> None:
    for piece in collective:
        if match := _MADE_OF.search(piece.folded):
            both[0].extend(
                found(p.strip(".,"), certainty="ask") for p in piece.cut(match.end()).split(_PARTS)
            )
    for piece in individual:
        if match := _WHO_IS.match(piece.folded):
            both[1].append(found(piece.group(match, "who"), certainty="ask"))


def _who_registers(root: Node, duties: tuple[Responsibility, ...]) -> list[Found[str]]:
    """Where nobody is named as taking part: those, told in the plural, who are to register."""
    hits: list[Found[str]] = []
    for duty in duties:
        who = duty.who
        if who is None or not _TO_REGISTER.search(fold(duty.what.value)):
            continue
        text = root.text_at(who.span.start)
        if text is None:
            continue
        actor = text.cut(text.at.index(who.span.start), text.at.index(who.span.end - 1) + 1)
        if _PLURAL.match(actor.folded):
            hits.extend(found(part, certainty="ask") for part in _one_by_one(actor) if part)
    return hits


def leaves(folded: str) -> bool:
    """Whether a sentence takes somebody out of the campaign."""
    return bool(_LEAVES.search(folded) or _TAKEN_OUT.search(folded))


def _leaving(zones: Zones) -> list[Found[str]]:
    """Whom a later paper takes out: “… không còn tham gia”, “đưa … ra khỏi danh sách”."""
    hits: list[Found[str]] = []
    for paragraph in zones.prose:
        for sentence in sentences(paragraph.body):
            match = _LEAVES.search(sentence.folded) or _TAKEN_OUT.search(sentence.folded)
            if match is None:
                continue
            who = sentence.group(match, "who")
            label = who.folded.rfind(": ") + 1
            parts = (part.strip(" ,:;-–") for part in who.cut(label).split(_NAMES))
            hits += [found(part, certainty="likely") for part in parts if len(part) > 2]
    return hits


def participants_of(
    zones: Zones,
    root: Node,
    criteria: tuple[list[Piece], list[Piece]],
    models: tuple[Model, ...],
    *,
    kind: str,
    launches: bool,
    duties: tuple[Responsibility, ...],
) -> Participants:
    """Collectives and individuals the paper calls upon. A later paper's addressees take part already."""
    both: tuple[list[Found[str]], list[Found[str]]] = ([], [])
    leaving = () if launches and not _AMENDS.search(join(zones.title).folded) else tuple(_leaving(zones))
    for node in _target_nodes(root):
        if not (leaving and leaves(node.all_text().folded)):
            _from_node(node, _kind_of(node.head.folded), both)
    if not both[0] and not both[1]:
        _from_criteria(*criteria, both)
    if not both[0] and kind == "Công văn" and launches:
        both[0].extend(_from_letter(zones))
    if not both[0] and kind in _CALLS:
        both[0].extend(_who_registers(root, duties))
    if not both[1]:
        both[1].extend(m.owner_described for m in models if m.kind == "individual" and m.owner_described)
    return Participants(tuple(both[0]), tuple(both[1]), leaving)
