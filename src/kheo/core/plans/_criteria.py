"""Criteria for collectives and individuals, and the gates in their tails."""

import re

from kheo.core.paper.reading.pieces import Piece, join, sentences
from kheo.core.plans._header import found
from kheo.core.plans._structure import Node, sections
from kheo.core.plans._words import AWARD, CEILING, COLLECTIVE, CONTENT, CRITERIA, INDIVIDUAL
from kheo.core.plans.draft import Found

_GATE = re.compile(
    r"\bit nhat\b|\btoi thieu\b|\btoi da\b|thi moi (?:dat|du|duoc)|moi du dieu kien|khong co tieu chi nao|khong (?:xet|de nghi|cong nhan)|chua (?:xet|khen)|"
    r"dat (?:tu )?\d[\d,]* ?(?:%|diem)|\b\d{1,2}/\d{1,2}\s+(?:thon|lang|ap|xom|khu|to|ban|xa|chi bo)|tu \d+(?:,\d+)? ?(?:%|diem) tro len|muc hoan thanh|dat trong sach|khong qua \d|ty le khong qua|loai tru|^khong (?:co|bi|de|trong)\b|tu \d+ (?:thang|nam|ho|nguoi|hoi vien|doan vien) tro len|tu \d+/\d+ "
)
_OPENS = re.compile(r"^(?:doi voi |la |cac )*(?:tap the|ca nhan)\b")
_EXTRA = re.compile(
    r"^(?:hinh thuc|ho so|thu tuc|quy trinh|so luong|kinh phi|thoi gian|tham quyen|cach tinh|phuong phap|thang diem)"
)


def _kind(node: Node) -> str:
    """What kind a point speaks of: by its heading, else by that of a point above it."""
    for part in reversed(node.path()):
        head = part.head.folded[:80] if part.head else "".join(_OPENS.findall(part.body.folded))
        one, other = COLLECTIVE.search(head), INDIVIDUAL.search(head)
        if bool(one) != bool(other):
            return "tap the" if one else "ca nhan"
    return ""


def _points(node: Node) -> list[tuple[Piece, str]]:
    """The criteria beneath a point with their kind; an award part is passed over."""
    hits: list[tuple[Piece, str]] = []
    kind = _kind(node)
    if node.body and not (node.children and node.body.text.endswith(":")):
        whole = (
            node.body
            if not node.head
            or (kind and (COLLECTIVE.search(node.head.folded) or INDIVIDUAL.search(node.head.folded)))
            or node.rank <= 4
            else join([node.head, node.body], ": ")
        )
        hits.append((whole.strip(".;"), kind))
    elif node.head and not node.children and node.parent and not _heads(node):
        hits.append((node.head.strip(".;"), kind))
    for child in node.children:
        if _EXTRA.match(child.head.folded) and not CRITERIA.search(child.head.folded):
            continue
        if child.is_row:
            cells = [c for c in child.cells if c and not re.fullmatch(r"[\dIVX.,%]+", c.text)]
            if cells and not re.match(r"^(?:tt|stt|so tt)$", child.cells[0].folded if child.cells[0] else ""):
                hits.append((max(cells, key=len), kind))
            continue
        hits.extend(_points(child))
    return hits


def _heads(node: Node) -> bool:
    """Whether a bare heading only announces what follows."""
    head = node.head.folded
    return bool((COLLECTIVE.search(head) or INDIVIDUAL.search(head)) and len(head.split()) <= 8) or bool(
        CRITERIA.search(head) and len(head.split()) <= 10
    )


def _criteria_sections(root: Node) -> list[Node]:
    """Sections on criteria; of one on several matters (“Nội dung và tiêu chí”) only the points that are."""
    hits: list[Node] = []
    for section in sections(root, CRITERIA):
        if AWARD.match(section.head.folded):
            continue
        inner = sections(section, CRITERIA) if CONTENT.search(section.head.folded) else []
        hits.extend(inner or [section])
    return hits


def criteria_pieces(root: Node) -> tuple[list[Piece], list[Piece]]:
    """The criteria of collectives and of individuals; those of neither are for collectives."""
    collective: list[Piece] = []
    individual: list[Piece] = []
    for section in _criteria_sections(root):
        for piece, kind in _points(section):
            if len(piece.text.split()) < 4 or re.match(r"^mo hinh dan van kheo nam", piece.folded):
                continue
            (individual if kind == "ca nhan" else collective).append(piece)
    return collective, individual


def criteria_of(pieces: list[Piece]) -> tuple[Found[str], ...]:
    """As values with their places."""
    return tuple(found(piece) for piece in pieces)


def gates_of(root: Node) -> tuple[Found[str], ...]:
    """Sentences and tails that decide who may be recognised at all; how many may be praised decides nothing."""
    hits: list[Found[str]] = []
    for section in [*_criteria_sections(root), *sections(root, AWARD)]:
        for node in section.walk():
            if CEILING.match(node.head.folded):
                continue
            for sentence in sentences(node.body or node.head):
                hits.extend(
                    found(part.strip(".;"), certainty="likely")
                    for part in sentence.split(re.compile(r";\s*"))
                    if _GATE.search(part.folded) and not CEILING.search(part.folded)
                )
    unique: dict[int, Found[str]] = {hit.span.start: hit for hit in hits}
    return tuple(unique.values())


def award_limits_of(root: Node) -> tuple[Found[str], ...]:
    """How many may be praised at most, in the paper's words: to be read, nothing follows from them."""
    hits: dict[int, Found[str]] = {}
    for node in root.walk():
        for sentence in sentences(node.full):
            for part in sentence.split(re.compile(r";\s*")):
                if CEILING.search(part.folded) and re.search(r"\d", part.text):
                    hits.setdefault(part.start, found(part.strip(".;/ "), certainty="likely"))
    return tuple(hits.values())
