"""The end of a paper: recipients, who signs in whose name, and where the annexes begin."""

import re
from dataclasses import dataclass

from kheo.core.paper.reading.lines import Line
from kheo.core.paper.reading.paragraphs import is_capitals
from kheo.core.paper.reading.pieces import Piece, join
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
    without_rank,
)


@dataclass(frozen=True)
class Ending:
    """Pieces as printed; `names` in the order of the signing columns."""

    recipients: tuple[Piece, ...] = ()
    authority: tuple[Piece, ...] = ()
    title: tuple[Piece, ...] = ()
    names: tuple[Piece, ...] = ()


def _start(lines: list[Line], after: int) -> int:
    """Index of the first line of the ending: the recipients, or the signing lines right above them."""
    found = next(
        (i for i in range(after, len(lines)) if any(RECIPIENTS.match(c.folded) for c in cells_of(lines[i]))),
        None,
    )
    if found is None:
        found = next(
            (i for i in range(after, len(lines)) if is_authority(lines[i].piece) or _signs(lines, i)),
            len(lines),
        )
    return _signed_above(lines, found, after)


def _signed_above(lines: list[Line], found: int, after: int) -> int:
    """The first of the signing lines that stand right above the recipients, else the recipients' own line."""
    top = found
    for index in range(found - 1, max(after, found - 14) - 1, -1):
        cells = cells_of(lines[index])
        if all(is_authority(c) or is_post(c) for c in cells):
            top = index
        elif not all(is_name(c) or is_capitals(c.text) or STAMP.search(c.folded) for c in cells):
            break
    return top


def _signs(lines: list[Line], index: int) -> bool:
    """A post in capitals alone on its line with a name within the next lines."""
    cells = cells_of(lines[index])
    if not cells or not is_post(cells[-1]):
        return False
    return any(is_name(c) for line in lines[index + 1 : index + 6] for c in cells_of(line))


def _annex(lines: list[Line], start: int) -> int:
    """Where the annexes begin: after the name, or at a line that opens one."""
    named = False
    posted = False
    for index in range(start, len(lines)):
        line = lines[index]
        cells = cells_of(line)
        if posted and any(is_name(c) for c in cells) and not any(ITEM.match(c.text) for c in cells[:1]):
            named = True
            continue
        if any(is_post(c) or is_authority(c) for c in cells):
            posted = True
            continue
        opens = ANNEX.match(line.folded) and (
            is_capitals(line.text) or line.folded.startswith(("don vi", "ten don vi", "phu luc", "mau"))
        )
        if opens and (posted or line.page_break or is_capitals(line.text)):
            return index
        if (
            named
            and not any(RECIPIENTS.match(c.folded) for c in cells)
            and not STAMP.search(line.folded)
            and not any(is_capitals(c.text) or ITEM.match(c.text) or is_kept(c) for c in cells)
        ):
            return index
    return len(lines)


def _columns(lines: list[Line]) -> tuple[list[tuple[Piece, int, bool]], list[Piece]]:
    """Left column (recipients) with gap and dash mark; right column (signature)."""
    left: list[tuple[Piece, int, bool]] = []
    right: list[Piece] = []
    listing = closed = False
    for line in lines:
        for place, cell in enumerate(cells_of(line)):
            match = RECIPIENTS.match(cell.folded)
            if match:
                listing = True
                rest = cell.cut(match.end()).strip(":")
                if rest and (is_post(rest) or is_authority(rest)):
                    right.append(rest)
                elif rest:
                    left.append((rest, line.gap, True))
                    closed = bool(re.search(r"; ?luu\b", rest.folded))
                continue
            if STAMP.search(cell.folded):
                continue
            signs = (
                is_authority(cell)
                or is_post(cell)
                or (is_capitals(cell.text) and not ITEM.match(cell.text) and not is_kept(cell))
            )
            dashed = bool(ITEM.match(cell.text)) or is_kept(cell)
            if (
                signs
                or (place and not dashed)
                or (not listing)
                or (closed and not dashed)
                or (is_name(cell) and right)
            ):
                right.append(cell)
            else:
                left.append((cell, line.gap, dashed))
                closed = closed or (
                    bool(re.match(r"^[-–• ]*luu\b", cell.folded)) and not cell.text.endswith(",")
                )
    return left, right


def _recipients(left: list[tuple[Piece, int, bool]]) -> tuple[Piece, ...]:
    """Items, a wrapped one joined to what it continues."""
    items: list[list[Piece]] = []
    any_dash = any(ITEM.match(cell.text) for cell, _gap, _dash in left)
    for cell, _gap, dashed in left:
        before = items[-1][-1].text if items else ""
        fresh = dashed or not items or (not any_dash and before.endswith((";", ".")))
        body = cell.cut(match.end()) if (match := ITEM.match(cell.text)) else cell
        if fresh:
            items.append([body])
        else:
            items[-1].append(body)
    flat: list[Piece] = []
    for item in items:
        whole = join(item)
        one_line = len(items) == 1 or "; -" in whole.text or "; Lưu" in whole.text
        parts = whole.split(re.compile(r";\s*-?\s*")) if one_line else [whole]
        flat.extend(p.strip(";.,") for p in parts)
    return tuple(p for p in flat if p and p.folded != "nhu tren:")


def _signature(right: list[Piece]) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Authority lines, posts and names of the signing columns."""
    authority: list[Piece] = []
    title: list[Piece] = []
    names: list[Piece] = []
    last: list[Piece] | None = None
    for cell in right:
        if STAMP.search(cell.folded):
            continue
        if is_authority(cell):
            authority.append(cell)
            last = authority
        elif is_post(cell) and not (title and names and cell.folded == title[-1].folded):
            if names and title:
                continue
            title.append(cell)
            last = title
        elif is_capitals(cell.text) and last and not names and not (is_name(cell) and title):
            last[-1] = join([last[-1], cell])
        elif is_name(cell) and (title or authority):
            names.append(without_rank(cell))
    return authority, title, names


def read_ending(lines: list[Line], after: int) -> tuple[Ending, int, int]:
    """The ending, the index where the body stops and the index where the annexes begin."""
    stop = _start(lines, after)
    annex = _annex(lines, stop)
    left, right = _columns(lines[stop:annex])
    authority, title, names = _signature(right)
    return Ending(_recipients(left), tuple(authority), tuple(title), tuple(names)), stop, annex
