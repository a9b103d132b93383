"""What is done: fields and contents."""

import re
from bisect import bisect_left

from kheo.core.paper.reading.pieces import Piece, join
from kheo.core.plans._header import found
from kheo.core.plans._structure import Node, sections
from kheo.core.plans._words import (
    AWARD,
    CONTENT,
    CRITERIA,
    DUTIES,
    FIELDS,
    INDIVIDUAL,
    PURPOSE,
    QUOTA,
    TARGET,
    TIME,
)
from kheo.core.plans.draft import Found, Model

_FIELD_HEAD = re.compile(
    r"^(?:(?:tren|trong|thuoc|doi voi|o) )?(?:cac )?(?:linh vuc|nhom linh vuc|mang)(?: ve)?:? (?P<name>.+)$|^ve (?:linh vuc |cong tac |phat trien )?(?P<about>.+)$"
)
_FIELD_LIST = re.compile(
    r"linh vuc(?: sau| trong tam| cu the)?(?: sau day)?(?: gom| la)? ?: ?(?P<list>[^.]{10,260})|(?:tren|thuoc|o|uu tien|theo|trong) (?:cac |ca \d+ |bon |\d+ |nam |sau |ba )?linh vuc:? (?P<free>(?:kinh te|phat trien|van hoa|quoc phong|xay dung|cai cach|chuyen doi so|bao ve)[^.;]{5,200})"
)
_THEME = re.compile(
    r"mo hinh \"?dan van kheo\"? ?(?:thuc hien|trong|ve|linh vuc|gan voi)(?: (?:linh vuc|cong tac|viec))? (?P<name>[^,.;]{8,90}?)(?= cua | tren dia ban|[,.;]|$)"
)
_AIM = re.compile(
    r"(?:gop phan(?: thuc hien tot)?|nham(?: thuc hien tot)?) (?P<name>[^,.;]{6,80}?)(?= tren dia ban| cua |[,.;]|$)"
)
_ABOUT = re.compile(r"\bmo hinh (?:ve|trong|tren)(?: cac linh vuc)? ?: ?(?P<list>[^.:]{10,300})")
_PARTS = re.compile(
    r",\s*(?:và\s+)?(?!an ninh|xã hội)|;\s*|\s+và\s+(?=(?:xây dựng|quốc phòng|cải cách|văn hóa|văn hoá))|(?<=xã hội)\s+và\s+"
)
_FIELD_WORDS = 58
_LABEL = re.compile(
    r"^(?:cac )?linh vuc(?: (?:dang ky|thuc hien|thi dua|trien khai|uu tien|trong tam|xay dung mo hinh|hoat dong|tap trung))*$"
)
_DEEDS = re.compile(
    r"^(?:van dong|giup|ho tro|thu gom|huy dong|quyen gop|lap dat|trong |hien |gop |xay dung (?:mo hinh|tuyen|duong|nha)|lam duong|tuyen truyen,? van dong)"
)


def _content_sections(root: Node) -> list[Node]:
    hits = []
    for section in sections(root, CONTENT):
        if PURPOSE.match(section.head.folded) or AWARD.search(section.head.folded):
            continue
        hits.append(section)
    return hits


def _heads(root: Node) -> list[Found[str]]:
    """Points headed “Trên lĩnh vực …”, “Về …”, or by the name of a field alone."""
    best: list[Found[str]] = []
    for parent in root.walk():
        if any(
            pattern.search(p.head.folded) and not CONTENT.search(p.head.folded)
            for p in parent.path()
            for pattern in (DUTIES, CRITERIA, PURPOSE)
        ):
            continue
        inside = any(CONTENT.search(p.head.folded) for p in parent.path())
        pairs = [(child, _field_head(child, inside=inside)) for child in parent.children]
        hits = _with_kin(pairs) if inside else [hit for _child, hit in pairs if hit]
        if len(hits) > len(best):
            best = hits
    return best


def _with_kin(pairs: list[tuple[Node, Found[str] | None]]) -> list[Found[str]]:
    """Among points headed by fields, a heading of the same look that the vocabulary does not know."""
    known = [hit for _child, hit in pairs if hit]
    ranks = {child.rank for child, hit in pairs if hit}
    if len(known) < 2 or len(ranks) > 1 or 99 in ranks:
        return known
    return [hit for child, own in pairs if (hit := own or (_kin(child) if child.rank in ranks else None))]


def _kin(node: Node) -> Found[str] | None:
    head = node.head
    other = any(p.search(head.folded) for p in (TIME, TARGET, CRITERIA, QUOTA, AWARD, DUTIES))
    name = head.strip(" .:")
    if not name or other or len(head.text.split()) > 10:
        return None
    return found(name, certainty="ask")


def _field_head(node: Node, *, inside: bool) -> Found[str] | None:
    head = node.head
    if not head or len(head.text.split()) > 22 or node.is_row:
        return None
    match = None if _LABEL.match(head.folded) else _FIELD_HEAD.match(head.folded)
    if match:
        name = head.group(match, "name" if match["name"] else "about")
        if match["name"] or ((inside or FIELDS.search(name.folded)) and not TIME.match(name.folded)):
            return found(name.strip(' .:“”"'))
    elif FIELDS.match(head.folded) and len(head.text.split()) <= 12 and node.rank < 99:
        return found(head.strip(' .:“”"'), certainty="likely")
    return None


def _named_list(root: Node) -> list[Found[str]]:
    """“… trên các lĩnh vực: kinh tế, văn hóa - xã hội, …”, the longest such list."""
    best: list[Found[str]] = []
    for node in root.walk():
        text = node.full
        for match in _FIELD_LIST.finditer(text.folded):
            parts = text.group(match, "list" if match["list"] else "free").split(_PARTS)
            hits = [
                found(p.strip(' .;“”"()'), certainty="likely") for p in parts if len(p.text.split()) <= 14
            ]
            if len(hits) > max(1, len(best)) and any(FIELDS.search(p.folded) for p in parts):
                best = hits
    return best


def _only_text(node: Node) -> Piece | None:
    """The text of a point, or of the one paragraph beneath its heading."""
    if node.body and not node.children:
        return node.body
    if not node.body and len(node.children) == 1 and not node.children[0].children:
        return node.children[0].full
    return None


def _labelled(root: Node) -> list[Found[str]]:
    """“Lĩnh vực: xây dựng hệ thống chính trị” of a plan for one initiative; “mô hình về: …; …”."""
    for node in root.walk():
        if (
            _LABEL.match(node.head.folded)
            and (text := _only_text(node))
            and not re.match(r"^(?:xem|theo|can cu)\b", text.folded)
        ):
            parts = text.split(re.compile(r";\s*") if ";" in text.text else _PARTS)
            return [
                found(p.strip(" .;"), certainty="likely")
                for p in parts
                if p.strip(" .;") and len(p.text.split()) <= 20
            ]
        if match := _ABOUT.search(node.full.folded):
            parts = node.full.group(match, "list").split(re.compile(r";\s*"))
            if len(parts) >= 2:
                return [found(p.strip(" .;"), certainty="likely") for p in parts if p.strip(" .;")]
    return []


def _topics(root: Node) -> list[Found[str]]:
    """“Nội dung mô hình: bếp sạch; ngõ hoa; góp vốn”."""
    for node in root.walk():
        if (
            re.match(r"^(?:cac )?(?:noi dung|chu de|nhom viec)\b(?! chinh)", node.head.folded)
            and node.body
            and not node.children
        ):
            parts = node.body.split(re.compile(r";\s*"))
            if len(parts) >= 2 and all(len(p.text.split()) <= 20 for p in parts):
                return [found(p.strip(" .;"), certainty="ask") for p in parts]
    return []


def _shortened(piece: Piece) -> Piece:
    if len(piece.text.split()) <= _FIELD_WORDS:
        return piece.strip(" .;:")
    end = 0
    for match in re.finditer(r"[,;.](?=\s)|\s", piece.text):
        words = len(piece.text[: match.start()].split())
        if words > _FIELD_WORDS:
            break
        end = match.start()
    return piece.cut(0, end).strip(" .;:,")


def _is_label(node: Node, head: str) -> bool:
    """A point that lists fields or numbers, which are read on their own."""
    return bool(
        (_LABEL.match(head) and len(node.children) < 2)
        or QUOTA.match(head)
        or re.match(r"^(?:thoi gian|thoi han|doi tuong|so luong|pham vi|dia diem)\b", head)
    )


def contents_of(root: Node, fields: tuple[Found[str], ...] = ()) -> tuple[Found[str], ...]:
    """The points of the sections on content: each lowest point whole; fields and quotas are none."""
    hits: list[Found[str]] = []
    for section in _content_sections(root):
        for node in section.walk():
            head = [p.head.folded for p in node.path()]
            if any(
                p.search(h)
                for h in head[1:]
                for p in (TARGET, TIME, CRITERIA, DUTIES, AWARD)
                if not CONTENT.search(h)
            ):
                continue
            if any(_is_label(p, p.head.folded) for p in node.path()[1:] if p.head):
                continue
            if node.body and not (node.children and node.body.text.endswith(":")):
                hits.append(found(join([node.head, node.body], ": ").strip(";. "), certainty="likely"))
    return tuple(hits) or _beneath_fields(root, fields)


def _beneath_fields(root: Node, fields: tuple[Found[str], ...]) -> tuple[Found[str], ...]:
    """Without a section on content: what stands under the headings that are fields."""
    starts = sorted(field.span.start for field in fields)
    return tuple(
        found(point.full.strip(";. "), certainty="likely")
        for node in root.walk()
        if node.head and bisect_left(starts, node.head.start) < bisect_left(starts, node.head.end)
        for point in node.walk()
        if point.body.strip(";. ")
    )


def _bullets(root: Node) -> list[Found[str]]:
    """Where no field is named: the points of the content for collectives, shortened."""
    best: list[Found[str]] = []
    for section in _content_sections(root):
        for node in section.walk():
            if any(
                p.search(part.head.folded) and not CONTENT.search(part.head.folded)
                for part in node.path()[1:]
                for p in (DUTIES, CRITERIA, PURPOSE, AWARD, TIME)
            ):
                continue
            if INDIVIDUAL.search((node.head or node.body.cut(0, 50)).folded):
                continue
            points = [
                c
                for c in node.children
                if len(c.full.text.split()) > 6
                and (c.kind in {"dash", "plus", "letter"} or (not c.head and _DEEDS.match(c.full.folded)))
            ]
            if len(points) >= 3 and len(points) > len(best):
                best = [found(_shortened(c.full), certainty="ask") for c in points]
    return best


def _from_models(root: Node, models: tuple[Model, ...]) -> list[Found[str]]:
    """What a named initiative is about, marked with whose it is."""
    hits = []
    for model in models:
        kind = "mô hình tập thể" if model.kind == "collective" else "mô hình cá nhân"
        whole = root.text_at(model.text.span.start)
        if not whole:
            continue
        at = bisect_left(whole.at, model.text.span.start)
        text = whole.cut(at, min(len(whole), at + len(model.text.words)))
        aim = _AIM.search(text.folded)
        topic = text.group(aim, "name") if aim else _shortened(text)
        if verb := re.match(
            r"^van dong .{3,60}? (?=ho tro|dong gop|hien|trong|thu gom|xay dung)", topic.folded
        ):
            topic = topic.cut(verb.end())
        hits.append(found(topic, f"{topic.text} ({kind})", "ask"))
    return hits


def fields_of(root: Node, models: tuple[Model, ...]) -> tuple[Found[str], ...]:
    """The fields initiatives belong to, by the strongest sign the paper gives."""
    heads = _heads(root)
    if len(heads) >= 2:
        return tuple(heads)
    named = _named_list(root)
    if named:
        return tuple(named)
    if labelled := _labelled(root):
        return tuple(labelled)
    bullets = _bullets(root)
    if bullets and not heads:
        return tuple(bullets)
    if topics := _topics(root):
        return tuple(topics)
    for node in root.walk():
        if match := _THEME.search(node.full.folded):
            return (*heads, found(node.full.group(match, "name"), certainty="likely"))
    return tuple(heads or _from_models(root, models))
