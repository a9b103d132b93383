"""From the parts of a paper, as printed, to the paper as data: marks of typography left out."""

import re
from datetime import date

from kheo.core.errors import InvalidInput
from kheo.core.paper.model import (
    Appendix,
    Authority,
    Block,
    Column,
    Heading,
    Item,
    Level,
    Marks,
    OfficialHead,
    Orientation,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Signature,
    Table,
    Urgency,
)
from kheo.core.paper.profiles import PROFILES, BodyKind, Profile, profile_for
from kheo.core.paper.reading.body import number_within
from kheo.core.paper.reading.layout import Layout
from kheo.core.paper.reading.parts import AppendixParts, BodyPart, PaperParts, Part, SignatureParts
from kheo.core.paper.source import SourceText
from kheo.core.paper.source import Table as SourceTable

_ITEM = re.compile(r"^[-–—•+·]\s*")
_END_OF_ITEM = " ;.,"
_END_MARK = re.compile(r"\s*(?:\.\s?/\s?\.?|/\.|\.)$")
_ABOUT = re.compile(r"^(?:V/v|v/v|Về việc|về việc|V / v)\s*:?\s*")
_MONTH = re.compile(r"tháng\s*(\d{1,2})\b")
_YEAR = re.compile(r"(?:năm\s*|/)((?:19|20)\d\d)\b")
_PREFIX = re.compile(r"^(TM|KT|TL|TUQ|Q|T/M|K/T|T/L|TM/|T\.M|K\.T)\s*[./]?\s*", re.IGNORECASE)
_PREFIXES = {"TM": "TM", "KT": "KT", "TL": "TL", "TUQ": "TUQ", "Q": "Q"}
_DRAFT = re.compile(r"dự thảo(?:\s+lần\s+(\d+))?", re.IGNORECASE)
_TOTAL = re.compile(r"(?:Tổng cộng|Tổng số|Cộng)\b", re.IGNORECASE)
_GROUP = re.compile(r"(?:[IVX]{1,5}|[A-EĐ])?\.?")
_FEWEST_FOR_GROUPS = 4
_SALUTATION = re.compile(r"[\s:]+$")


def paper_of(parts: PaperParts, source: SourceText, layout: Layout | None = None) -> Paper:
    """The paper as data. Its profile is that of its issuer and its day.

    `layout`, where there is one, tells which appendices lie across.
    """
    month, year = _month_year(parts)
    profile = _profile(parts.body_kind, parts.on or _some_day(month, year))
    signatures = [_signature(one) for one in parts.signatures]
    left, right, attestation = _signers(signatures)
    subject = _subject(parts)
    main_end = min((one.start for one in parts.appendices), default=len(source.text))
    tables = [table for table in parts.tables if table.start < main_end]
    return Paper(
        profile=profile,
        head=_head(parts, month, year),
        body=_blocks(parts.body, tables, parts.end_mark),
        kind=parts.kind.text.upper() if parts.kind else None,
        subject=subject,
        addressees=tuple(_bare(name) for name in parts.addressees),
        salutation=_salutation(parts, profile),
        decider=parts.decider.text if parts.decider else "",
        bases=tuple(_bare(basis) for basis in parts.bases),
        resolves=parts.resolves.text if parts.resolves else "",
        recipients=tuple(_bare(one) for one in parts.recipients),
        signature=right,
        left_signature=left,
        attestation=attestation,
        marks=_marks(parts),
        appendices=tuple(_appendix(one, parts, layout) for one in parts.appendices),
    )


def _text(one: Part | None) -> str:
    return one.text if one else ""


def _head(parts: PaperParts, month: int | None, year: int | None) -> OfficialHead:
    symbol = re.sub(r"\s*([-/–])\s*", r"\1", _text(parts.symbol))
    number = parts.number.text if parts.number else None
    dated = parts.on is not None
    return OfficialHead(
        issuer=_text(parts.issuer),
        symbol=symbol,
        place=_text(parts.place),
        superior=_text(parts.superior),
        number=number,
        on=parts.on,
        month=None if dated else month,
        year=None if dated else year,
        joint=tuple(body.text for body in parts.joint),
    )


def _month_year(parts: PaperParts) -> tuple[int | None, int | None]:
    words = _text(parts.date_line)
    month, year = _MONTH.search(words), _YEAR.search(words)
    value = int(month[1]) if month else None
    return (value if value and 1 <= value <= 12 else None), (int(year[1]) if year else None)


def _some_day(month: int | None, year: int | None) -> date | None:
    return date(year, month or 1, 1) if year else None


def _profile(body: BodyKind, on: date | None) -> Profile:
    """The rules of the day; of a paper older than all known rules the oldest, of an undated one the newest."""
    known = [profile for profile in PROFILES if profile.body_kind == body]
    if on is None:
        return max(known, key=lambda profile: profile.valid_from)
    try:
        return profile_for(body, on)
    except InvalidInput:
        return min(known, key=lambda profile: profile.valid_from)


def _subject(parts: PaperParts) -> str:
    if parts.kind is not None or parts.letter_subject is None:
        return _text(parts.subject)
    return _ABOUT.sub("", parts.letter_subject.text)


def _bare(one: Part) -> str:
    """The words of an item without its dash and end."""
    return _ITEM.sub("", one.text).rstrip(_END_OF_ITEM)


def _salutation(parts: PaperParts, profile: Profile) -> str:
    """“” where it is the profile's own: then nothing needs to be said."""
    del profile
    words = _SALUTATION.sub("", _text(parts.addressee_label))
    return "" if words.lower() in {"", "kính gửi", "kính trình"} else words


def _marks(parts: PaperParts) -> Marks:
    words = [mark.text.strip("[]|*. ") for mark in parts.marks]
    urgency = next(
        (u for u in Urgency if any(u.value == w.upper().replace("HOẢ", "HỎA") for w in words)), None
    )
    draft = next((int(m[1] or 0) for w in words if (m := _DRAFT.fullmatch(w))), None)
    circulation = next((w for w in words if re.match(r"(?i)lưu hành|xem xong|không phổ biến", w)), "")
    return Marks(draft, urgency, circulation, _text(parts.drafter), _text(parts.contact))


# Foot


def _signature(one: SignatureParts) -> Signature:
    authority, position = [], _text(one.position)
    for line in one.authority:
        match = _PREFIX.match(line.text)
        prefix = re.sub(r"[^A-Z]", "", match[1].upper()) if match else ""
        authority.append(
            Authority(_PREFIXES.get(prefix, prefix), line.text[match.end() :] if match else line.text)
        )
    second = re.sub(r"^\s*kiêm\s*", "", _text(one.concurrent), flags=re.IGNORECASE)
    if not position and authority and authority[-1].prefix == "Q":
        position = f"Q. {authority.pop().body}"
    return Signature(position, _text(one.name), tuple(authority), second)


def _signers(found: list[Signature]) -> tuple[Signature | None, Signature | None, Signature | None]:
    """Left, right and attesting signer: of two, the second stands on the right."""
    if not found:
        return None, None, None
    if len(found) == 1:
        return None, found[0], None
    return found[0], found[1], found[2] if len(found) > 2 else None


# Body


def _blocks(body: tuple[BodyPart, ...], tables: list[SourceTable], end: Part | None) -> tuple[Block, ...]:
    """Paragraphs and tables in the order of the text."""
    placed: list[tuple[int, Block]] = [(one.words.start, _block(one, end)) for one in body]
    placed += [(table.start, _table(table)) for table in tables]
    return tuple(block for _, block in sorted(placed, key=lambda pair: pair[0]))


def _block(one: BodyPart, end: Part | None) -> Block:
    words = one.name
    if end is not None and end.end == one.words.end:
        words = _END_MARK.sub("", words)
    if one.level == "plain":
        return Paragraph(words)
    level = Level(one.level)
    if level in {Level.DASH, Level.PLUS}:
        return Item(level, words)
    number = number_within(one)
    return Heading(level, number, words) if one.heading else Item(level, words, number)


def _table(table: SourceTable) -> Table:
    titles, *rows = table.rows
    return Table(
        tuple(Column(title, 1) for title in titles),
        tuple(_row(cells) for cells in rows if any(cells)),
    )


def _row(cells: tuple[str, ...]) -> Row:
    """A row whose words span all columns after the first names a group or sums up."""
    if len(cells) < _FEWEST_FOR_GROUPS or not cells[1] or any(cells[2:]):
        return Row(cells)
    if _TOTAL.match(cells[1]):
        return Row(cells[:2], RowKind.TOTAL)
    return Row(cells[:2], RowKind.GROUP) if _GROUP.fullmatch(cells[0]) else Row(cells)


def _appendix(one: AppendixParts, parts: PaperParts, layout: Layout | None) -> Appendix:
    tables = [table for table in parts.tables if one.start <= table.start < one.end]
    label = _text(one.label)
    own = re.match(r"(?i)phụ lục(?:\s+(?:[IVX]+|\d+))?$", label)
    return Appendix(
        title=_text(one.title),
        body=_blocks(one.body, tables, None),
        reference=_text(one.reference).removeprefix("(").removesuffix(")"),
        orientation=_orientation(one.start, layout),
        label="" if own else label,
    )


def _orientation(offset: int, layout: Layout | None) -> Orientation:
    if layout is None:
        return Orientation.PORTRAIT
    before = [section for section in layout.sections if section.start <= offset]
    return (before[-1].orientation if before else None) or Orientation.PORTRAIT
