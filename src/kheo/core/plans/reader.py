"""`read_plan`: the text of an official paper → a PlanDraft. Rules over the outline; deterministic."""

import re
from dataclasses import fields as attributes
from dataclasses import is_dataclass, replace
from typing import Any

from kheo.core.errors import N_, UnreadableFile
from kheo.core.paper.reading.flow import lines_in
from kheo.core.paper.reading.fold import fold
from kheo.core.paper.reading.lines import within
from kheo.core.paper.reading.pieces import Piece, join
from kheo.core.paper.source import SourceText
from kheo.core.plans._bases import answers_of, bases_of, cited_of
from kheo.core.plans._content import contents_of, fields_of
from kheo.core.plans._contradictions import remarked
from kheo.core.plans._criteria import award_limits_of, criteria_of, criteria_pieces, gates_of
from kheo.core.plans._deadlines import deadlines_of, period_of, phases_of
from kheo.core.plans._forms import attachments_of
from kheo.core.plans._header import found, issuer_of, kind_of, number_and_symbol, place_and_date, title_of
from kheo.core.plans._initiatives import models_of
from kheo.core.plans._participants import participants_of
from kheo.core.plans._quotas import quotas_of
from kheo.core.plans._structure import Node, outline
from kheo.core.plans._tasks import responsibilities_of
from kheo.core.plans._zones import Zones, zones_of
from kheo.core.plans.draft import Found, PlanDraft, Remark, Signer, Span

_SEND = re.compile(
    r"\b(?:gui|nop)(?: \w+){0,12}? (?:ve|cho|den|toi|qua) (?!(?:truoc|cham nhat|muon nhat|ngay|trong|dung|het|cuoi|dau|giua|\d)\b)(?P<to>[^.;]{4,110}?)(?=,? (?:truoc|cham nhat|trong|de|theo|vao|den het|theo doi|tong hop)\b|[.;]|$)"
)
# How one reaches an office is no part of its name: a telephone, an address, whom to ask for.
_REACHED = re.compile(
    r"(?:,|\s-)? ?\(?\b(?:(?:so )?(?:dien thoai|dt|sdt|hotline|zalo|fax)\b|e-?mail\b|(?:dia chi )?(?:thu dien tu|hop thu|trang|website)\b|"
    r"(?:hoac |va )?qua (?:thu|e-?mail|zalo|hop thu|dia chi|he thong|phan mem|nhom|duong link|so)\b|hoac (?:so|theo so)\b|lien he\b|gap\b|"
    r"(?:d/c|dong chi|ong|ba|anh|chi) (?=[a-z])[^,()]{2,40}(?=[,)(]|$)|0\d{2,3}[ .]\d|[\w.]+@)"
)
_MOVEMENT = re.compile(r"dan van kheo|phong trao thi dua|cuoc van dong|hoi thi|hoi dien|thi dua")
_LAUNCHES = re.compile(r"phat dong|dang ky|trien khai|to chuc thuc hien|thuc hien|ke hoach")


def read_plan(source: SourceText) -> PlanDraft:
    """Read an official paper.

    Raises UnreadableFile (code "not-official-paper") for a text that bears no sign of one. Everything that
    is not found stays empty; what disagrees becomes a remark.
    """
    lines = lines_in(source)
    read = within(lines)
    zones = zones_of(read)
    root = outline(zones.body)
    draft, number_line, date_line = _read(zones, root)
    if not _is_official(zones, draft):
        raise UnreadableFile(
            N_(
                "Tệp này không phải văn bản hành chính: không thấy tên loại, số, căn cứ, nơi nhận hay chữ ký. Hãy chọn tệp kế hoạch hoặc công văn."
            ),
            code="not-official-paper",
        )
    draft = remarked(
        draft,
        year=_year(zones, draft.date.value.isoformat()[:4] if draft.date else None),
        folds=_folds(draft),
        number_line=number_line,
        date_line=date_line,
    )
    if read is not lines:
        draft = replace(draft, remarks=(_too_long(), *draft.remarks))
    return _paged(draft, source)  # type: ignore[no-any-return]


def _too_long() -> Remark:
    return Remark(
        "too-long",
        N_(
            "Văn bản quá dài, Khéo chỉ đọc phần đầu (chừng 150 trang) và phần cuối. Hãy tách riêng kế hoạch khỏi các phụ lục rồi tải lên lại."
        ),
    )


def _read(zones: Zones, root: Node) -> tuple[PlanDraft, Span | None, bool]:
    number, symbol, numbered = number_and_symbol(zones)
    place, date, part, dated = place_and_date(zones)
    year = _year(zones, date.value.isoformat()[:4] if date else part.value[:4] if part else None)
    title, kind = title_of(zones), kind_of(zones, symbol)
    kind_name = kind.value if kind else ""
    phases = phases_of(root, year)
    period = period_of(zones, root, year, phases)
    criteria, models, bases = criteria_pieces(root), models_of(root), bases_of(zones)
    launches = _launches(zones, kind_name)
    everything, duties = _with_preamble(zones, root), responsibilities_of(zones, root, kind_name)
    fields = fields_of(everything, models)
    draft = PlanDraft(
        doc_type=kind,
        number=number,
        symbol=symbol,
        place=place,
        date=date,
        date_partial=part,
        issuer=issuer_of(zones),
        title=title,
        legal_bases=bases,
        answers=answers_of(bases),
        period=period,
        phases=phases,
        deadlines=deadlines_of(zones, root, year, period, phases),
        participants=participants_of(
            zones, root, criteria, models, kind=kind_name, launches=launches, duties=duties
        ),
        fields=fields,
        contents=contents_of(root, fields),
        criteria_collective=criteria_of(criteria[0]),
        criteria_individual=criteria_of(criteria[1]),
        gates=gates_of(root),
        award_limits=award_limits_of(root),
        quotas=quotas_of(everything),
        models=models,
        responsibilities=duties,
        recipients=tuple(found(r) for r in zones.ending.recipients),
        signer=_signer(zones),
        cited=cited_of(zones),
        attachments=attachments_of(zones.annexes),
        send_to=_send_to(everything),
        launches_campaign=launches,
    )
    first = Span(0, 0) if numbered else None
    return draft, first, dated


def _with_preamble(zones: Zones, root: Node) -> Node:
    """The outline with the preamble's own sentences in front: letters put their matter there."""
    bases = re.compile(r"^(?:can cu|xet)\b")
    lead = [
        Node(rank=99, body=p.piece)
        for p in zones.preamble
        if not bases.match(p.piece.folded) or len(zones.preamble) < 3
    ]
    return Node(rank=0, children=[*lead, *root.children])


def _signer(zones: Zones) -> Signer:
    def line(pieces: tuple[Piece, ...]) -> Found[str] | None:
        return found(join(list(pieces), "; ")) if pieces else None

    ending = zones.ending
    return Signer(line(ending.names), line(ending.title), line(ending.authority))


def _year(zones: Zones, dated: str | None) -> str | None:
    """The year the paper speaks of: its title's first, else its date's, else the preamble's."""
    titled = re.search(r"nam (20\d\d)(?! ?[-–] ?20)", join(zones.title).folded)
    if titled:
        return titled[1]
    if dated:
        return dated
    years: dict[str, int] = {}
    for paragraph in zones.prose:
        for match in re.finditer(r"(?:nam |/)(20\d\d)\b", paragraph.piece.folded):
            years[match[1]] = years.get(match[1], 0) + 1
    return max(years, key=lambda y: years[y]) if years else None


def _send_to(root: Node) -> Found[str] | None:
    """Where registrations go: the words after “gửi về” in the sentence that speaks of registering."""
    for node in root.walk():
        for match in _SEND.finditer(node.full.folded):
            around = node.full.folded[max(0, match.start() - 160) : match.end() + 80]
            if "dang ky" in around and (office := _office(node.full.group(match, "to"))):
                return office
    return None


def _office(piece: Piece) -> Found[str] | None:
    """The name of an office with its desk in brackets, without how to reach it."""
    reached = _REACHED.search(piece.folded)
    name = piece.cut(0, reached.start() if reached else None).strip(", -")
    while name.text.endswith(("(", "(qua")):
        name = name.cut(0, name.text.rindex("(")).strip(", ")
    open_bracket = name.text.count("(") > name.text.count(")")
    return found(name, f"{name.text})" if open_bracket else None, "likely") if len(name) > 3 else None


def _launches(zones: Zones, kind: str) -> bool:
    """Whether the paper starts a movement: a plan or letter whose matter is a movement to take part in."""
    if kind in {
        "Báo cáo",
        "Tờ trình",
        "Biên bản",
        "Thông báo",
        "Giấy mời",
        "Hướng dẫn",
        "Quy chế",
        "Quy định",
        "Kết luận",
    }:
        return False
    title = join(zones.title).folded
    lead = " ".join(p.piece.folded for p in zones.preamble)
    text = title + " " + lead
    if kind == "Quyết định" and "ke hoach" not in title and "phat dong" not in title:
        return False
    if re.search(
        r"\b(?:huong dan|khen thuong|cong nhan|so ket|tong ket|bao cao|dieu chinh|sua doi)\b", title
    ) and not re.search(r"phat dong|trien khai|dang ky|thuc hien", title):
        return False
    if not _MOVEMENT.search(title or text):
        return False
    return kind in {"Kế hoạch", "Chương trình", "Chỉ thị", "Thể lệ", "Lời kêu gọi"} or bool(
        _LAUNCHES.search(text)
    )


def _is_official(zones: Zones, draft: PlanDraft) -> bool:
    """At least two signs of an official paper."""
    signs = [
        zones.kind_line is not None,
        bool(draft.number or draft.symbol),
        bool(draft.legal_bases),
        bool(draft.recipients),
        bool(draft.signer.title or draft.signer.authority),
        bool(
            re.search(
                r"cong hoa xa hoi chu nghia|dang cong san viet nam",
                " ".join(line.folded for line in zones.header),
            )
        ),
        any(p.piece.folded.startswith("kinh gui") for p in zones.prose),
    ]
    return sum(signs) >= 2


def _folds(draft: PlanDraft) -> dict[int, str]:
    return {f.span.start: fold(f.words) for f in (*draft.legal_bases, *draft.cited)}


def _paged(value: Any, source: SourceText) -> Any:
    """The same data with the page of every place filled in, and places that hold their words."""
    if isinstance(value, Span):
        page = source.page_at(value.start) or 1
        return value if page == value.page else replace(value, page=page)
    if isinstance(value, Found):
        return _held(replace(value, span=_paged(value.span, source)), source.text)
    if isinstance(value, tuple):
        return tuple(_paged(item, source) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _paged(getattr(value, f.name), source) for f in attributes(value)}
        return replace(value, **changed)
    return value


_TOKEN = re.compile(r"[0-9a-z]+")


def _held(value: Found[Any], text: str) -> Found[Any]:
    """A value whose words stand together at its place.

    Two columns set side by side interleave their lines: then the place is that of the first line.
    """
    there = list(_TOKEN.finditer(fold(text[value.span.start : value.span.end])))
    wanted = list(_TOKEN.finditer(fold(value.words)))
    if len(there) - len(wanted) <= 0.15 * len(wanted):
        return value
    same = 0
    while same < len(wanted) and there[same].group() == wanted[same].group():
        same += 1
    if not same:
        return value
    span = replace(value.span, end=value.span.start + there[same - 1].end())
    return replace(value, span=span, words=value.words[: wanted[same - 1].end()])
