"""The foot of a paper: who receives it, who signs it and how."""

import re
from dataclasses import dataclass, field

from kheo.core.paper.reading.flow import flowing, maybe, part
from kheo.core.paper.reading.lines import Line
from kheo.core.paper.reading.paragraphs import is_capitals
from kheo.core.paper.reading.parts import Part, SignatureParts
from kheo.core.paper.reading.pieces import Piece
from kheo.core.paper.reading.signing import (
    ANNEX,
    ITEM,
    RECIPIENTS,
    STAMP,
    cells_of,
    is_authority,
    is_kept,
    is_name,
    is_post,
)

_ROLE = re.compile(
    r"^(?:nguoi (?:ghi|lap|viet|xac nhan|ky|chung kien|de nghi|dang ky|ban giao|nhan)|ben (?:giao|nhan)|thu ky|chu tri|chu toa|dai dien|xac nhan|"
    r"truong (?:thon|ap|ban|khoi|doan|phong|xom|lang)|to truong|don vi|lanh dao|thanh vien|dai bieu|nhan chung)\b"
)
_CONCURRENT = re.compile(r"\s*\bkiêm\b", re.IGNORECASE)
_DRAFTER = re.compile(r"^[A-ZĐ]{2,8}[.,]?\s?\(?\d{0,4}\)?$")
_CONTACT = re.compile(r"\b(?:dien thoai|dt|email|e-mail|website|fax|thu dien tu)\s*:")
_NOTE = re.compile(r"^\(.*\)$")


@dataclass
class Foot:
    """Where the body stops and annexes begin (line numbers), and what stands between."""

    stop: int
    annex: int
    label: Part | None = None
    recipients: list[Part] = field(default_factory=list)
    signatures: list[SignatureParts] = field(default_factory=list)
    drafter: Part | None = None
    contact: Part | None = None


def read_foot(lines: list[Line], after: int) -> Foot:
    """Find the foot below the line `after`."""
    stop = _start(lines, after)
    annex = _annex(lines, stop)
    foot = Foot(stop, annex)
    left: list[Piece] = []
    columns: list[list[Piece]] = [[], []]
    paired = any(sum(map(_signs, cells_of(line))) > 1 for line in lines[stop:annex])
    listing = closed = False
    for line in lines[stop:annex]:
        cells = cells_of(line)
        for place, cell in enumerate(cells):
            if match := RECIPIENTS.match(cell.folded):
                listing = True
                foot.label = part(cell.cut(0, match.end()))
                rest = cell.cut(match.end()).strip(":")
                if rest and _signs(rest):
                    columns[0].append(rest)
                elif rest:
                    left.append(rest)
                continue
            if STAMP.search(cell.folded):
                continue
            if listing and _CONTACT.search(cell.folded) and not ITEM.match(cell.text):
                foot.contact = part(cell)
                continue
            if listing and _DRAFTER.match(cell.text) and not is_name(cell):
                foot.drafter = part(cell)
                continue
            if _is_recipient(cell, place, listing=listing, closed=closed, signed=bool(columns[0])):
                left.append(cell)
                kept = re.match(r"^[-–• ]*luu\b", cell.folded)
                closed = closed or (bool(kept) and not cell.text.endswith((",", ";")))
            else:
                columns[place if paired and len(cells) > 1 and place < 2 else 0].append(cell)
    foot.recipients = [part(item) for item in _items(left)]
    foot.signatures = [one for column in columns for one in _signatures(column)]
    return foot


def _is_role(cell: Piece) -> bool:
    """“NGƯỜI GHI BIÊN BẢN”, “CHỦ TRÌ”: capitals over a signature that name no post."""
    return bool(_ROLE.match(cell.folded)) and is_capitals(cell.text) and len(cell) < 90


def _signs(cell: Piece) -> bool:
    return is_authority(cell) or is_post(cell) or _is_role(cell)


def _start(lines: list[Line], after: int) -> int:
    """The first line of the foot: the recipients or the signing lines right above them."""
    labelled = next(
        (i for i in range(after, len(lines)) if any(RECIPIENTS.match(c.folded) for c in cells_of(lines[i]))),
        None,
    )
    if labelled is None:
        opens = (i for i in range(after, len(lines)) if _opens_signature(lines, i))
        return next(opens, len(lines))
    top = labelled
    for index in range(labelled - 1, max(after, labelled - 14) - 1, -1):
        cells = cells_of(lines[index])
        if all(map(_signs, cells)):
            top = index
        elif not all(
            is_name(c) or is_capitals(c.text) or STAMP.search(c.folded) or _NOTE.match(c.text) for c in cells
        ):
            break
    return top


def _opens_signature(lines: list[Line], index: int) -> bool:
    cells = cells_of(lines[index])
    if is_authority(lines[index].piece):
        return True
    if not cells or not _signs(cells[-1]):
        return False
    if len(cells) > 1 and all(map(_signs, cells)):
        return True
    return any(is_name(c) for line in lines[index + 1 : index + 6] for c in cells_of(line))


def _annex(lines: list[Line], start: int) -> int:
    """Where the annexes begin: at a line that opens one, or after the last name."""
    named = posted = listing = False
    for index in range(start, len(lines)):
        line, cells = lines[index], cells_of(lines[index])
        labelled = any(RECIPIENTS.match(cell.folded) for cell in cells)
        before = cells_of(lines[index - 1])[0].text if index > start else ""
        if labelled or (listing and len(cells) == 1 and _goes_on(before, cells[0])):
            listing = True
            continue
        if posted and any(map(is_name, cells)) and not any(ITEM.match(c.text) for c in cells[:1]):
            named = True
            continue
        if any(map(_signs, cells)) and not line.folded.startswith("don vi"):
            posted = True
            continue
        if _opens_annex(line) and (posted or line.page_break or is_capitals(line.text)):
            return index
        if named and not any(map(_of_foot, cells)):
            return index
    return len(lines)


def _goes_on(before: str, cell: Piece) -> bool:
    """Is the line part of the list of recipients: an item, or the rest of one that was not ended?"""
    if ITEM.match(cell.text) or is_kept(cell):
        return True
    return bool(ITEM.match(before)) and not before.endswith((";", ".", ",")) and not is_capitals(cell.text)


def _opens_annex(line: Line) -> bool:
    return bool(ANNEX.match(line.folded)) and (
        is_capitals(line.text) or line.folded.startswith(("don vi", "ten don vi", "phu luc", "mau", "bieu"))
    )


def _of_foot(cell: Piece) -> bool:
    return bool(
        RECIPIENTS.match(cell.folded)
        or STAMP.search(cell.folded)
        or is_capitals(cell.text)
        or ITEM.match(cell.text)
        or is_kept(cell)
        or _DRAFTER.match(cell.text)
        or _CONTACT.search(cell.folded)
        or cell.folded.startswith("kiem ")
    )


def _is_recipient(cell: Piece, place: int, *, listing: bool, closed: bool, signed: bool) -> bool:
    dashed = bool(ITEM.match(cell.text)) or is_kept(cell)
    if _signs(cell) or (is_capitals(cell.text) and not ITEM.match(cell.text) and not is_kept(cell)):
        return False
    if (place and not dashed) or not listing or (closed and not dashed):
        return False
    return not (is_name(cell) and signed)


def _items(left: list[Piece]) -> list[Piece]:
    """The recipients as printed, a wrapped one joined to what it continues."""
    items: list[list[Piece]] = []
    any_dash = any(ITEM.match(cell.text) for cell in left)
    for cell in left:
        dashed = bool(ITEM.match(cell.text)) or is_kept(cell)
        before = items[-1][-1].text if items else ""
        if dashed or not items or (not any_dash and before.endswith((";", "."))):
            items.append([cell])
        else:
            items[-1].append(cell)
    whole = [flowing(item) for item in items]
    if len(whole) == 1 and re.search(r";\s*(?:-|Lưu)", whole[0].text):
        return whole[0].split(re.compile(r"(?<=;)\s*(?=-|\S)"))
    return whole


@dataclass
class _Column:
    authority: list[Piece] = field(default_factory=list)
    position: Piece | None = None
    concurrent: Piece | None = None
    name: Piece | None = None

    def done(self) -> SignatureParts:
        return SignatureParts(
            tuple(map(part, self.authority)), maybe(self.position), maybe(self.concurrent), maybe(self.name)
        )


def _signatures(cells: list[Piece]) -> list[SignatureParts]:
    """Signers from top to bottom: lines of authority, position, name, and again."""
    columns: list[_Column] = []
    for cell in cells:
        now = columns[-1] if columns else None
        opens = is_authority(cell) or ((is_post(cell) or _is_role(cell)) and not _names(now, cell))
        if (
            now is not None
            and not now.name
            and (cell.folded.startswith("kiem ") or cell.folded == "thuong truc")
        ):
            _carry(now, cell)
        elif opens:
            if now is None or now.position or now.name:
                columns.append(_Column())
            _open(columns[-1], cell)
        elif now is not None and _names(now, cell):
            unnamed = next((column for column in columns if column.name is None), now)
            unnamed.name = unnamed.name or cell
        elif now is not None and is_capitals(cell.text) and not now.name:
            _lengthen(now, cell)
    return [column.done() for column in columns]


def _names(column: _Column | None, cell: Piece) -> bool:
    """Is the cell the signer's name? Capitals right under a line of authority carry that line on."""
    if column is None or not is_name(cell) or _is_role(cell):
        return False
    return column.position is not None or (bool(column.authority) and not is_capitals(cell.text))


def _carry(column: _Column, cell: Piece) -> None:
    if cell.folded.startswith("kiem "):
        column.concurrent = cell
    else:
        _lengthen(column, cell)


def _open(column: _Column, cell: Piece) -> None:
    if is_authority(cell):
        column.authority.append(cell)
    else:
        _take_position(column, cell)


def _take_position(column: _Column, cell: Piece) -> None:
    if match := _CONCURRENT.search(cell.text):
        column.position, column.concurrent = cell.cut(0, match.start()), cell.cut(match.start())
    else:
        column.position = cell


def _lengthen(column: _Column, cell: Piece) -> None:
    if column.concurrent:
        column.concurrent = flowing([column.concurrent, cell])
    elif column.position:
        column.position = flowing([column.position, cell])
    elif column.authority:
        column.authority[-1] = flowing([column.authority[-1], cell])
