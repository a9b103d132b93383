"""Forms and annexes after the signature."""

import re

from kheo.core.paper.reading.lines import Line
from kheo.core.paper.reading.paragraphs import is_capitals
from kheo.core.paper.reading.pieces import Piece, join
from kheo.core.plans._dates import partial
from kheo.core.plans._header import found
from kheo.core.plans.draft import Attachment

_TITLE = re.compile(
    r"^(?:phu luc|danh sach|bieu|mau|phieu|ban dang ky|bang|dang ky|ke hoach|bao cao|de cuong|huong dan|quy dinh|don dang ky)\b"
)
_NUMBERED_TITLE = re.compile(r"^(?:phu luc|mau so|mau|bieu so|bieu mau)\b[ \d ivx:.]*$")
_COLUMNS = re.compile(r"^(?:tt|stt|so tt|so thu tu)\b")
_GROUP = re.compile(r"^(?P<mark>[IVX]{1,4}|[A-C])[.)]?\s+(?P<name>\S.*)$")
_SIGNED = re.compile(
    r"^(?P<place>[^,;:|\d]{2,40}), ?ngay[\s.…_\d]*thang[\s.…_]*(?P<month>\d{1,2})?[\s.…_]*nam[\s.…_]*(?P<year>20\d\d)?"
)
_REGISTERS = re.compile(r"dang ky")
_HEADS = re.compile(
    r"^(?:ten (?:mo hinh|don vi|to chuc)|tap the|ca nhan|dia chi|dia diem|linh vuc|thoi gian|ghi chu|noi dung|muc tieu|nguoi|don vi|ket qua|co quan|chi tieu|tieu chi|diem|ho va ten|chuc vu|so luong|loai)"
)
_ROW = re.compile(r"^\d{1,2}\.?$|^…|^\.\.")


def _capital_block(lines: list[Line], start: int) -> tuple[Piece, int]:
    """The capitals title from a line on, joined over its lines, and the index after it."""
    taken = [lines[start].piece]
    index = start + 1
    while (
        index < len(lines)
        and len(taken) < 5
        and is_capitals(lines[index].text)
        and not _COLUMNS.match(lines[index].folded)
        and not lines[index].is_row
        and not _GROUP.match(lines[index].text)
    ):
        taken.append(lines[index].piece)
        index += 1
    return join(taken).strip("*_ ."), index


def _starts(lines: list[Line]) -> list[int]:
    """Where each form begins: a capitals title of a form, not one right under another."""
    starts: list[int] = []
    for index, line in enumerate(lines):
        if line.is_row or not _TITLE.match(line.folded) or not is_capitals(line.text):
            continue
        if (
            starts
            and index - starts[-1] <= 3
            and all(
                is_capitals(item.text) or _NUMBERED_TITLE.match(item.folded)
                for item in lines[starts[-1] : index]
            )
        ):
            continue
        starts.append(index)
    return starts


def _columns(lines: list[Line]) -> tuple[tuple[Piece, ...], int]:
    """Column headings from the line that begins with TT, and the index after them."""
    at = next(
        (
            i
            for i, line in enumerate(lines)
            if _COLUMNS.match((line.cells[0] if line.cells and line.cells[0] else line.piece).folded)
        ),
        None,
    )
    if at is None:
        return (), 0
    line = lines[at]
    if line.is_row:
        return tuple(c for c in line.cells if c), at + 1
    stop = at + 1
    while (
        stop < len(lines)
        and not _GROUP.match(lines[stop].text)
        and not _ROW.match(lines[stop].text)
        and stop - at < 14
        and not _SIGNED.match(lines[stop].folded)
    ):
        stop += 1
    return _wrapped(lines[at:stop]), stop


def _wrapped(lines: list[Line]) -> tuple[Piece, ...]:
    """Column headings set over several lines: a new one begins with a word that heads a column."""
    first = lines[0].piece
    mark = re.match(r"\S+(?: thứ tự| TT)?", first.text)
    columns: list[list[Piece]] = [[first.cut(0, mark.end() if mark else 2)]]
    rest = first.cut(mark.end() if mark else 2)
    for piece in [
        *([rest] if rest else []),
        *(c for line in lines[1:] for c in (line.cells or (line.piece,))),
    ]:
        goes_on = len(columns) > 1 and columns[-1][-1].text.count("(") > columns[-1][-1].text.count(")")
        opened = sum(p.text.count("(") - p.text.count(")") for p in columns[-1]) > 0
        if (
            not goes_on
            and not opened
            and ((_HEADS.match(piece.folded) and piece.text[0].isupper()) or len(columns) == 1)
        ):
            columns.append([piece])
        else:
            columns[-1].append(piece)
    return tuple(join(column) for column in columns)


def _groups(lines: list[Line]) -> tuple[Piece, ...]:
    """Rows such as “I Mô hình mới”, a wrapped one joined."""
    groups: list[list[Piece]] = []
    pending: Piece | None = None
    open_group = False
    for line in lines:
        cells = [c for c in line.cells if c] or [line.piece]
        text = join(cells[:2]) if line.is_row else line.piece
        if re.fullmatch(r"[IVX]{1,4}\.?", text.text):
            pending = text
            continue
        if pending:
            groups.append([pending, text])
            pending, open_group = None, True
        elif _GROUP.match(text.text):
            groups.append([text])
            open_group = True
        elif (
            open_group
            and groups
            and not _ROW.match(text.text)
            and not _SIGNED.match(text.folded)
            and text.text[0].islower() | (text.text[0] == "(") | _unclosed(groups[-1])
        ):
            groups[-1].append(text)
        else:
            open_group = False
    return tuple(join(group) for group in groups)


def _unclosed(group: list[Piece]) -> bool:
    text = " ".join(p.text for p in group)
    return text.count("(") > text.count(")")


def _attachment(lines: list[Line]) -> Attachment:
    title, after = _capital_block(lines, 0)
    rest = lines[after:]
    if _NUMBERED_TITLE.match(title.folded) and rest and _TITLE.match(rest[0].folded):
        more, skip = _capital_block(rest, 0)
        title, rest = join([title, more]), rest[skip:]
    columns, stop = _columns(rest)
    groups = _groups(rest[stop:]) if columns else ()
    place = month = None
    for line in rest:
        for cell in (line.piece, *line.cells):
            if match := _SIGNED.match(cell.folded):
                place = found(cell.group(match, "place"))
                iso = partial(None, match["month"], match["year"])
                month = found(cell.group(match), iso) if iso else None
    text = " ".join([title.folded, *(c.folded for c in columns)])
    return Attachment(
        found(title),
        tuple(found(c) for c in columns),
        tuple(found(g) for g in groups),
        place,
        month,
        bool(_REGISTERS.search(text)),
    )


def attachments_of(lines: list[Line]) -> tuple[Attachment, ...]:
    """The forms among the lines after the signature."""
    starts = _starts(lines)
    return tuple(
        _attachment(lines[start : starts[i + 1] if i + 1 < len(starts) else len(lines)])
        for i, start in enumerate(starts)
    )
