"""Who does what: actor headings, “Giao X: làm Y”, sentences whose subject is the actor, lines with none."""

import re

from kheo.core.paper.reading.fold import fold
from kheo.core.paper.reading.pieces import Piece, join, sentences
from kheo.core.plans._header import found
from kheo.core.plans._structure import Node, sections
from kheo.core.plans._words import AWARD, DUTIES, FIELDS
from kheo.core.plans._zones import Zones
from kheo.core.plans.draft import Certainty, Found, Responsibility

# A verb that begins what an actor is to do (lower case, with marks: “cán bộ” must not look like “cần”).
_VERB = (
    r"(?:chủ trì|phối hợp|tham mưu|(?<!các )(?<!những )(?<!quan, )(?<!mỗi )tổ chức(?! (?:chính trị|thành viên|đảng|đoàn|hội|cơ sở|kinh tế|xã hội|cán bộ))(?!,)|triển khai|xây dựng|chỉ đạo|hướng dẫn|theo dõi|đôn đốc|kiểm tra|giám sát|tuyên truyền|vận động|tăng cường|tiếp tục|chủ động|căn cứ|"
    r"báo cáo|tổng hợp|(?<!chưa )(?<!đã )đăng ký|khẩn trương|lựa chọn|chọn|thực hiện|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|làm|phụ trách|đẩy mạnh|phát huy|ban hành|quán triệt|thường xuyên|kịp thời|đề xuất|thẩm định|xem xét|bố trí|đảm bảo|bảo đảm|"
    r"cụ thể hóa|cụ thể hoá|phổ biến|phát động|lãnh đạo|nghiêm túc|lập|gửi|nộp|giúp|tiếp nhận|duy trì|cập nhật|đăng tải|đưa tin|đánh giá|cần|phải|sẽ|giao|quan tâm|tích cực|đưa|rà soát|phát hiện|biểu dương|tập trung|gắn|nâng cao|"
    r"đề nghị|yêu cầu|trình|là (?=cơ quan|đầu mối|đơn vị|bộ phận|thành viên)|viết bài|viết tin|hằng năm|hàng năm|định kỳ|nêu cao|cử|họp|phân công|xác định|bám sát|thống nhất|tạo điều kiện|phúc tra|lồng ghép|hỗ trợ|hưởng ứng|tham gia|thành lập|kiện toàn|thông tin|tự|chấm|xét|hoàn thiện|hoàn chỉnh|đồng hành|góp ý|(?<!đăng )ký|mở (?=chuyên|lớp|đợt)|cân đối|quyên góp|nhận|tiếp thu|thường trực (?=giúp|tổng))"
)
_GIVES = re.compile(
    r"^(?:giao cho|giao|de nghi|phan cong|yeu cau|doi voi|trach nhiem cua|kinh de nghi)\s+(?!vien\b)"
)
_ACTOR = (
    r"(?:(?:đề nghị|giao|giao cho|yêu cầu|đối với|trách nhiệm của)\s+)?(?:các |thủ trưởng |lãnh đạo |người đứng đầu |cán bộ|công chức|ubnd|ủy ban|ubmttq|mttq|mặt trận|đảng ủy|đảng bộ|đảng đoàn|chi bộ|chi ủy|ban (?!hành)|khối |hội |đoàn |liên đoàn|công đoàn|sở |phòng |trường |trung tâm|công an|"
    r"quân sự|bộ chỉ huy|bộ đội|đồn |văn phòng|thường trực|tổ |đơn vị|cơ quan|thôn|xóm|ấp |làng|khu |khóm|buôn|bản (?!đăng|thân|cam|tự|mềm|sao)|bí thư|chủ tịch|phó chủ tịch|ông |bà |đồng chí|toàn thể|mỗi |từng |hiệu trưởng|trưởng |phó |giám đốc|chánh |đài |trạm |viên chức|người |bộ phận|chi đoàn|chi hội|liên đội|tổng phụ trách|tập thể|giáo viên|hđnd|hội đồng|đoàn thể|ngành|vptk|bch|kế toán|cấp ủy|chính quyền|lực lượng|cụm |huyện |tỉnh |xã |phường |thành |dân vận|những |tất cả|cá nhân|hộ |nhân dân|kho bạc|bảo hiểm|ngân hàng|hợp tác xã|doanh nghiệp|btv |bcđ)"
)
_ADVERB = re.compile(
    r"^(?i:hằng năm|hàng năm|hằng tháng|hằng quý|định kỳ|trước ngày|chậm nhất|sau khi|trên cơ sở|căn cứ|từ nay|trong quá trình|trong thời gian|ngay sau khi|khi|ngoài ra|đồng thời|đầu năm|cuối năm)\b[^.;]*?,\s+"
)
_SUBJECT = re.compile(rf"^(?P<who>(?i:{_ACTOR}).{{0,190}}?),? (?P<what>{_VERB}\b.*)$")
_STARTS_ACTOR = re.compile(rf"^{_ACTOR}", re.IGNORECASE)
_STARTS_VERB = re.compile(rf"^{_VERB}\b", re.IGNORECASE)
_NEWER_TONE = {"uỷ": "ủy", "Uỷ": "Ủy", "UỶ": "ỦY", "oà": "òa", "oá": "óa", "uý": "úy"}
_OLDER_TONE = re.compile(rf"(?<![qQ])(?:{'|'.join(_NEWER_TONE)})\b")
_CONTACT = re.compile(r"\((?P<link>qua|thong qua)\s+(?P<who>[^)]{4,80})\)(?P<what>[^.]{0,120})")
_CLOSING = re.compile(
    r"^(?:tren day la|trong qua trinh|ke hoach nay|yeu cau cac|de nghi cac|can cu ke hoach)"
)
_LETTER = re.compile(
    r"(?:[,;]\s*|^)[^,;.]{3,60}? (?:de nghi|yeu cau) (?P<who>.{3,220}?)\s+(?P<what>(?:dang ky|lua chon|xay dung|trien khai|to chuc(?! chinh tri| doan the| hoi| dang| thanh vien)|nghiem tuc|bao cao)\b.*)$"
)
_NO_ACTOR = re.compile(
    r"^(?:che do|kinh phi|thoi gian|tien do|noi dung|hinh thuc|cong tac|ve |muc |ho so|quy trinh|nguon|luu y)"
)
_LEAD = re.compile(
    r"(?:de nghi|yeu cau) (?P<who>[^.;:]{3,200}?) (?:trien khai |nghiem tuc )?(?:thuc hien|quan tam|phoi hop)[^.;:]{0,60}(?:noi dung|nhiem vu|viec|sau)\b[^.;]{0,30}:?$"
)
_ENFORCES = re.compile(
    r"^(?P<who>[^:.]{8,300}?),? (?P<what>(?:chiu|co) trach nhiem (?:thi hanh|thuc hien)\b.*|can cu quyet dinh thi hanh.*)$"
)
_LEADS = re.compile(r"\b(?:chu tri|co trach nhiem|phoi hop|tham muu|huong dan|chi dao|to chuc|lanh dao)\b")
_CARD_WORDS = 58
# Whoever takes part no longer has nothing to do, and “các đơn vị (nghiêm túc) thực hiện” gives nobody a task.
_NO_TASK = re.compile(
    r"(?:khong con|khong tiep tuc|thoi|ngung|dung) (?:khong )?tham gia|khoi danh sach|^(?:cac|de nghi) [a-z ,]{3,60} (?:nghiem tuc |to chuc |trien khai )?thuc hien$"
)


def _cut(piece: Piece, who: Piece | None) -> Piece:
    """No longer than a card on the screen holds together with its actor: cut at the end of a clause."""
    room = max(20, _CARD_WORDS - (len(who.text.split()) if who else 0))
    words = list(re.finditer(r"\S+", piece.text))
    if len(words) <= room:
        return piece.strip("./; ")
    limit = words[room].start()
    clause = [m.start() for m in re.finditer(r"[,;.](?=\s)", piece.text[:limit])]
    stop = clause[-1] if clause and clause[-1] > 0.7 * limit else limit
    return piece.cut(0, stop).strip("./;, ")


def _actor(piece: Piece) -> Piece:
    match = _GIVES.match(piece.folded)
    return piece.cut(match.end() if match else 0).strip(":;,. ")


def _task(who: Piece | None, what: Piece, certainty: Certainty = "sure") -> Responsibility:
    actor = _actor(who) if who else None
    return Responsibility(
        found(actor, certainty=certainty) if actor else None,
        found(_cut(what, actor), certainty=certainty),
        found(what.strip("./; "), certainty=certainty),
    )


def _index(piece: Piece, offset: int) -> int:
    """Where in the flowing text a source offset stands."""
    return next((i for i, at in enumerate(piece.at) if at >= offset), 0)


def _beneath(node: Node) -> Piece:
    """What stands under an actor's heading."""
    return join([node.body, *(child.all_text() for child in node.children)])


def _plain(piece: Piece) -> str:
    """The newer tone placement, same length: for rules that must see marks and capitals."""
    return _OLDER_TONE.sub(lambda match: _NEWER_TONE[match.group()], piece.text)


def _subject(piece: Piece) -> Responsibility | None:
    """“Công chức Văn phòng tham mưu …”: the actor up to the first verb after a body's name."""
    text, skipped = _plain(piece), 0
    while adverb := _ADVERB.match(text[skipped:]):
        skipped += adverb.end()
    match = _SUBJECT.match(text[skipped:])
    if not match:
        return None
    who = piece.cut(skipped + match.start("who"), skipped + match.end("who"))
    what = piece.cut(skipped + match.start("what"), skipped + match.end("what"))
    return _task(who, what, "likely") if len(who.text.split()) <= 32 else None


def actor_of(sentence: Piece) -> Piece | None:
    """Who is to act in a sentence that begins with its subject (“Giao Phòng Kinh tế: …”, “Các xóm báo cáo …”)."""
    task = _subject(sentence)
    if task is None or task.who is None:
        return None
    start = _index(sentence, task.who.span.start)
    return sentence.cut(start, start + len(task.who.words))


def _from_row(node: Node) -> list[Responsibility]:
    """A table row with a body in one cell and its duty in the longest other."""
    cells = [c for c in node.cells if c and not c.text.strip(".").isdigit()]
    actor = next((c for c in cells if _STARTS_ACTOR.match(_plain(c)) and len(c.text.split()) <= 20), None)
    rest = [c for c in cells if c is not actor]
    return [_task(actor, max(rest, key=len), "likely")] if actor and rest else []


def _from_heading(node: Node) -> list[Responsibility]:
    """A point whose heading is the actor, or actor and verb, or announces a text with its own subject."""
    head, text = node.head, node.body
    if _STARTS_ACTOR.match(_plain(head)) and (text or node.children):
        split = _subject(head)
        if split and (_LEADS.search(head.folded) or len(split.what.words.split()) > 6):
            at = _index(head, split.what.span.start)
            return [_task(head.cut(0, at), join([head.cut(at), _beneath(node)]))]
        return [_task(head, _beneath(node))]
    if text and not _NO_ACTOR.match(head.folded):
        if _STARTS_VERB.match(_plain(text)) and len(head.text.split()) <= 20:
            return [_task(head, _beneath(node), "likely")]
    elif text and (split := _subject(text)):
        at = _index(text, split.what.span.start)
        return [_task(text.cut(0, at), text.cut(at), "likely")]
    if not text and not node.children and (split := _subject(head)):
        return [split]
    return []


def _from_point(node: Node) -> list[Responsibility]:
    """One point of a section on duties."""
    if node.is_row:
        return _from_row(node)
    if node.head and (named := _from_heading(node)):
        return named
    hits = _from_text(node) if node.body else []
    for child in node.children:
        hits.extend(_from_point(child))
    return hits


def _from_text(node: Node) -> list[Responsibility]:
    text = node.full if node.head and node.body else node.body
    parts = sentences(text)
    first = _subject(parts[0]) if parts else None
    if first and first.who:
        begin, at = _index(text, first.who.span.start), _index(text, first.what.span.start)
        return [_task(text.cut(begin, at), text.cut(at), "likely")]
    if node.rank < 99 and parts and _STARTS_VERB.match(_plain(parts[0])) and not node.children:
        return [_task(None, text, "ask")]
    return []


def _are_named(section: Node) -> bool:
    """Whether the points of a section are headed by their actors, so that an unknown heading is one too."""
    heads = [
        c.head
        for c in section.children
        if c.head and len(c.head.text.split()) <= 16 and (c.body or c.children)
    ]
    known = [h for h in heads if _STARTS_ACTOR.match(_plain(h))]
    return len(known) >= 2 and len(known) >= 0.6 * len(heads)


def _is_closing(node: Node) -> bool:
    return bool(_CLOSING.match(node.full.folded)) and node.rank == 99


def _contact(root: Node) -> list[Responsibility]:
    """“… phản ánh về UBND xã (qua bộ phận Văn phòng) tổng hợp, báo cáo”: the one who gathers."""
    for node in root.walk():
        text = node.full
        for match in _CONTACT.finditer(text.folded):
            before = text.folded[: match.start()]
            if re.search(r"vuong mac|kho khan|phan anh", before) and re.search(
                r"tong hop|bao cao", match["what"]
            ):
                sentence = text.folded.rfind(". ", 0, match.start()) + 1
                what = text.cut(sentence)
                return [_task(text.group(match, "who"), what, "likely")]
    return []


def _letter(zones: Zones) -> list[Responsibility]:
    """A letter's request to its addressees and the tasks its sentences give others."""
    hits: list[Responsibility] = []
    for paragraph in zones.prose:
        for sentence in sentences(paragraph.piece):
            match = _LETTER.search(sentence.folded)
            if match and _STARTS_ACTOR.match(_plain(sentence.group(match, "who"))):
                hits.append(_task(sentence.group(match, "who"), sentence.group(match, "what"), "likely"))
            elif (
                paragraph.rank == 99
                and re.search(
                    r"\bse (?:tien hanh|to chuc|tham dinh|kiem tra)|\b(?:chu tri|co trach nhiem|tham muu)\b",
                    sentence.folded,
                )
                and (split := _subject(sentence))
            ):
                hits.append(split)
    return hits


def responsibilities_of(zones: Zones, root: Node, kind: str) -> tuple[Responsibility, ...]:
    """All tasks with their actors, in the order of the text."""
    hits: list[Responsibility] = []
    for section in sections(root, DUTIES):
        if AWARD.match(section.head.folded):
            continue
        if section.body and not section.children:
            hits.extend(_from_text(section))
        named = _are_named(section)
        for child in section.children:
            if _is_closing(child):
                continue
            tasks = _from_point(child)
            if (
                named
                and child.head
                and _beneath(child).strip("./;, ")
                and not any(t.who for t in tasks)
                and not _NO_ACTOR.match(child.head.folded)
            ):
                tasks = [_task(child.head, _beneath(child), "likely")]
            hits.extend(tasks)
    hits = [*_enforced(root), *hits]
    if not hits:
        hits = _points_of(zones, root)
    if kind == "Công văn" or not hits:
        hits = [*_letter(zones), *hits]
    known = {h.who.value.lower() for h in hits if h.who}
    hits.extend(c for c in _contact(root) if c.who and not any(_same(c.who, k) for k in known))
    hits = [h for h in hits if not _NO_TASK.search(fold(f"{h.who.words if h.who else ''} {h.source.words}"))]
    return tuple({(h.who.span if h.who else None, h.what.span): h for h in hits}.values())


def _enforced(root: Node) -> list[Responsibility]:
    """“Chánh Văn phòng, Trưởng phòng … chịu trách nhiệm thi hành Quyết định này.”"""
    hits = []
    for node in root.walk():
        text = node.full
        if node.kind == "article" and (match := _ENFORCES.match(text.folded)):
            hits.append(_task(text.group(match, "who"), text.group(match, "what"), "likely"))
    return hits


def _points_of(zones: Zones, root: Node) -> list[Responsibility]:
    """A letter or notice without a section on duties: its numbered points, those with no subject to its addressees."""
    lead = next(((p.piece, m) for p in zones.prose if (m := _LEAD.search(p.piece.folded))), None)
    addressed = lead[0].group(lead[1], "who") if lead else None
    hits: list[Responsibility] = []
    for node in root.children:
        if node.rank > 9 or (node.head and (node.children or FIELDS.search(node.head.folded))):
            continue
        for task in _from_point(node):
            if task.who:
                hits.append(task)
            elif addressed:
                hits.append(_task(addressed, node.full, "ask"))
    return hits


def _same(who: Found[str], known: str) -> bool:
    return who.value.lower() in known or known in who.value.lower()
