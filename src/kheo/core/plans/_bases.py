"""Legal bases, the upper-level plan answered, and papers cited elsewhere."""

import re

from kheo.core.paper.reading.pieces import Piece, sentences
from kheo.core.paper.reading.vocabulary import ACTS, BODY, CITED, HEAD_OF
from kheo.core.plans._header import found
from kheo.core.plans._zones import Zones
from kheo.core.plans.draft import Found

_OPENS = re.compile(
    r"^[-–+•\s]*(?P<word>(?:tiep tuc )?(?:can cu|thuc hien|xet|theo|trien khai thuc hien|quan triet)(?: theo| vao)?)(?P<what> )"
)
_NAMED = re.compile(
    rf"^(?:(?:các|những|cuộc vận động|nội dung|sự chỉ đạo|ý kiến)\s)?{CITED}\b", re.IGNORECASE
)
_PROPOSAL = re.compile(r"^(?:theo |xet )?de nghi cua")
_ISSUING = re.compile(rf"[,;.] (?:nay )?(?=(?:{HEAD_OF} )?{BODY}\b[^;]{{0,130}}? ?{ACTS}\b[^;]*$)")
_PURPOSE = re.compile(r"[,;.] (?:nham|de|dong thoi|trong do|nay)\b")
_PLAIN = re.compile(r";\s*(?:va\s+)?(?:can cu\s+|thuc hien\s+)?(?=\S)|\.\s+can cu\s+|,\s+(?:va )?can cu\s+")
_REASON = re.compile(r"^(?:do|vì|bởi|để|nhằm|trước)\s")
_NUMBERED = re.compile(
    rf"{CITED}(?:\s+liên tịch)?\s+(?:số\s*:?\s*)?(?P<number>\d{{1,5}}\s*(?:[-–/]\s*[A-ZĐƯ\d][\w&.Đđ-]*)+|\d{{2,4}}(?:,\s*\d{{2,4}})*)(?:[,\s]+ngày\s+[\d/.]+(?:\s*tháng\s*\d+\s*năm\s*\d{{4}})?)?(?:\s+(?:của|do)\s+[^,;.()“”]{{3,80}}?(?=\s(?:về|quy định|ban hành|hướng dẫn|phê duyệt)\b|[,;.()“”]|$))?"
)


def _is_base(piece: Piece, *, previous: bool) -> "re.Match[str] | None":
    match = _OPENS.match(piece.folded)
    if not match:
        return None
    word = match["word"]
    rest = piece.cut(match.end()).text
    if word.startswith("can cu") or _PROPOSAL.match(piece.folded):
        return match
    return (
        match
        if _NAMED.match(rest)
        or re.search(r"\bso\b ?\d", piece.folded[:60])
        or (previous and len(piece) > 60 and not word.startswith(("xet", "theo")) and "," not in rest[:10])
        else None
    )


def _trim(piece: Piece) -> Piece:
    """Without what follows the citation: the issuing clause, the purpose, the end mark."""
    cut = min((m.start() for m in (_ISSUING.search(piece.folded),) if m), default=len(piece))
    for match in _PURPOSE.finditer(piece.folded[:cut]):
        if piece.text[: match.start()].count("“") == piece.text[: match.start()].count("”"):
            cut = match.start()
            break
    return piece.cut(0, cut).strip(";,.")


def _parts(piece: Piece) -> list[Piece]:
    """Several citations in one sentence."""
    parts: list[Piece] = []
    for part in piece.split(_PLAIN, folded=True):
        parts.extend(_by_comma(part))
    return parts


def _by_comma(piece: Piece) -> list[Piece]:
    cuts, last = [], 0
    for match in re.finditer(rf"(?:, (?:và )?| và )(?={CITED} (?:số|công tác|hành động|\d))", piece.text):
        if piece.text[: match.start()].count("“") == piece.text[: match.start()].count("”"):
            cuts.append(piece.cut(last, match.start()))
            last = match.end()
    return [c for c in [*cuts, piece.cut(last)] if c]


def bases_of(zones: Zones) -> tuple[Found[str], ...]:
    """What the paper rests on, one entry a paper, without the introducing word."""
    hits: list[Found[str]] = []
    for paragraph in zones.preamble:
        for sentence in sentences(paragraph.body if paragraph.kind == "dash" else paragraph.piece):
            match = _is_base(sentence, previous=bool(hits))
            if not match:
                if paragraph.kind == "dash" and re.match(CITED, sentence.text):
                    hits.extend(found(p) for p in _parts(_trim(sentence)))
                continue
            proposal = _PROPOSAL.match(sentence.folded)
            start = (
                sentence.folded.index("de nghi")
                if proposal and "de nghi" in proposal.group()
                else match.end()
            )
            for part in _parts(_trim(sentence.cut(start))):
                lead = re.match(r"^(?:căn cứ|thực hiện|theo)\s+", part.text, re.IGNORECASE)
                piece = part.cut(lead.end() if lead else 0).strip(",;.")
                if len(piece) > 8 and not _REASON.match(piece.text):
                    hits.append(found(piece))
    return tuple(hits)


def answers_of(bases: tuple[Found[str], ...]) -> Found[str] | None:
    """The upper-level plan this paper answers: the last base that is itself about the movement."""
    for base in reversed(bases):
        words = base.words.lower()
        if (
            re.match(r"(?:kế hoạch|quyết định|chỉ thị|hướng dẫn|công văn|chương trình)", words)
            and "dân vận" in words
        ):
            return Found(base.value, base.span, base.words, "likely")
    return None


def cited_of(zones: Zones) -> tuple[Found[str], ...]:
    """Papers cited in the body, which are no bases."""
    seen: set[str] = set()
    hits: list[Found[str]] = []
    texts = [p.piece for p in zones.body] or []
    texts += [s for p in zones.preamble for s in sentences(p.piece) if not _is_base(s, previous=True)]
    for text in texts:
        for match in _NUMBERED.finditer(text.text):
            piece = text.group(match).strip(" ,")
            if piece.folded not in seen:
                seen.add(piece.folded)
                hits.append(found(piece))
    return tuple(hits)
