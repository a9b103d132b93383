"""Lines of a paper without the dress they wear: markup, ornaments, page numbers, escapes of web exports."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape

from kheo.core.paper.reading.pieces import Piece

# A hundred and fifty pages and more are no plan but a volume with one in it; the signature stands at its end.
_MOST_LINES, _MOST_LETTERS, _TAIL = 7600, 400_000, 400
_BREAK = re.compile(r"\r\n?|\n|\f|\v|\u2028|\u2029|\u0085|\\r\\n|<br\s*/?>")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")
_ESCAPED = re.compile(r"\\[-*_.#()\[\]+!|>&]")
_DROPPED = "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f"
_BLANK = " \t\u00a0\u2002\u2003\u2009\u202f\u3000"
_RUN = re.compile(f"[{_BLANK}\\x00-\\x1f]+|[*]+|[_]+|[`]+|[^{_BLANK}\\x00-\\x1f*_`]+")
_ODD = re.compile(rf"[&\\\\{_DROPPED}]")
_DRESSED = re.compile(f"[{_BLANK[1:]}\\x00-\\x1f*_`]|  ")
_SET_APART = re.compile(r"   |[\t|\u00a0]|\*\*")
_COLUMN = re.compile(
    r"[ \u00a0]{3,}|\t+|\s*\|\s*|(?<=\*\*)\s+(?=\*\*\S)|(?<=[A-ZĐ]{2})\s+(?=\*\*[A-ZĐÀ-Ỹ]{2})|(?<=[A-ZĐÀ-Ỹ]{2})\s+(?=\*\*[A-ZĐ]{3})"
)
_PAGE_NUMBER = re.compile(
    r"^\s*(?:[-–]\s*)?\d{1,3}(?:\s*[-–])?\s*$|^\s*(?:trang|page)\s+\d{1,3}(?:\s*/\s*\d{1,3})?\s*$",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(r"^[\s*_=~\-–—.…#|:>`+]*$")
_RULE_ROW = re.compile(r"^\s*\|?[\s:|-]*-{2,}[\s:|-]*$")
_HEADING = re.compile(r"^\s*(#{1,6})\s+")


@dataclass(frozen=True)
class Line:
    """One line: its flowing text and what its look tells.

    `gap` counts blank lines before it, `depth` is a markdown heading's, `bold_to` where a bold run that
    opens the line closes, `ruled` tells of an ornament above, `cells` the parts of a table row or of a line set in columns by white space.
    """

    piece: Piece
    gap: int
    depth: int
    bold_to: int
    cells: tuple[Piece, ...]
    is_row: bool
    indent: int
    page_break: bool
    ruled: bool

    @property
    def text(self) -> str:
        return self.piece.text

    @property
    def folded(self) -> str:
        return self.piece.folded


def _decoded(raw: str, start: int) -> tuple[str, Sequence[int]]:
    """The characters of a raw line that mean something, with their offsets."""
    if not _ODD.search(raw):
        return raw, range(start, start + len(raw))
    letters: list[str] = []
    at: list[int] = []
    index = 0
    while index < len(raw):
        letter = raw[index]
        if letter == "&" and (entity := _ENTITY.match(raw, index)):
            plain = unescape(entity.group())
            letters.extend(plain)
            at.extend([start + index] * len(plain))
            index = entity.end()
            continue
        if letter == "\\" and _ESCAPED.match(raw, index):
            index += 1
            letter = raw[index]
        elif letter in _DROPPED:
            index += 1
            continue
        letters.append(letter)
        at.append(start + index)
        index += 1
    return "".join(letters), at


def _is_markup(raw: str, run: str, start: int, end: int, *, opens: bool) -> bool:
    """Whether a run of marks is markup: not the bullet of a list, not a star in the middle of a word."""
    if run[0] == "*":
        inside = raw[start - 1 : start].isalnum() and raw[end : end + 1].isalnum() and len(run) == 1
        return not (inside or (opens and run == "*" and raw[end : end + 1] == " "))
    return run[0] in "_`" and (len(run) > 1 or run == "`")


def _flowing(raw: str, at: Sequence[int]) -> Piece:
    """White space collapsed, stars and double underscores of markup taken away."""
    inner = raw.strip(_BLANK)
    if not _DRESSED.search(inner):
        lead = len(raw) - len(raw.lstrip(_BLANK))
        return Piece(inner, tuple(at[lead : lead + len(inner)]))
    parts: list[str] = []
    kept: list[int] = []
    for match in _RUN.finditer(raw):
        run, start = match.group(), match.start()
        if run[0] in _BLANK or run[0] < " ":
            if parts and parts[-1] != " ":
                parts.append(" ")
                kept.append(at[start])
        elif not _is_markup(raw, run, start, match.end(), opens=not parts):
            parts.append(run)
            kept.extend(at[start : match.end()])
    if parts and parts[-1] == " ":
        parts.pop()
        kept.pop()
    return Piece("".join(parts), tuple(kept))


def _bold_to(raw: str) -> int:
    """Length of the bold run that opens the line, 0 where none does (an unclosed run takes the line)."""
    stripped = re.sub(r"^\s*(?:\d{1,2}[.)]\s*|[a-zđ][.)]\s*|[-+•]\s*)?", "", raw)
    if not stripped.startswith("**"):
        return 0
    close = stripped.find("**", 2)
    head = raw[: len(raw) - len(stripped)] + (stripped[:close] if close > 0 else stripped)
    return len(_flowing(head, list(range(len(head)))).text)


def _cells(decoded: str, at: Sequence[int], *, is_row: bool) -> list[Piece]:
    """The parts of a line set in columns; of a table row the empty ones too."""
    cells, last = [], 0
    for match in _COLUMN.finditer(decoded):
        cells.append(_flowing(decoded[last : match.start()], at[last : match.start()]))
        last = match.end()
    cells.append(_flowing(decoded[last:], at[last:]))
    return cells if is_row else [c for c in cells if c]


def _line(raw: str, start: int, gap: int, *, page_break: bool, ruled: bool) -> Line | None:
    decoded, at = _decoded(raw, start)
    if _RULE_ROW.match(decoded) or _ORNAMENT.match(decoded.replace("**", "")):
        return None
    heading = _HEADING.match(decoded)
    depth = len(heading.group(1)) if heading else 0
    if heading:
        decoded, at = decoded[heading.end() :], at[heading.end() :]
    is_row = decoded.lstrip().startswith("|") or decoded.count("|") >= 2 or " | " in decoded
    piece = _flowing(decoded.replace("|", " ") if is_row else decoded, at)
    cells = _cells(decoded, at, is_row=is_row) if _SET_APART.search(decoded.strip()) else [piece]
    if not piece:
        return None
    indent = len(decoded) - len(decoded.lstrip())
    return Line(piece, gap, depth, _bold_to(decoded), tuple(cells), is_row, indent, page_break, ruled)


def lines_of(text: str) -> list[Line]:
    """The lines that say something, page numbers taken out."""
    lines: list[Line] = []
    gap, last, page_break, ruled, separator = 0, 0, False, False, ""
    for match in [*_BREAK.finditer(text), None]:
        raw = text[last : match.start() if match else len(text)]
        page_break = page_break or separator == "\f"
        number = _PAGE_NUMBER.match(raw) and (
            len(lines) > 25 or page_break or "\f" in text[len(raw) + last : len(raw) + last + 12]
        )
        line = (
            None if number or not raw.strip() else _line(raw, last, gap, page_break=page_break, ruled=ruled)
        )
        if line:
            lines.append(line)
            gap, page_break, ruled = 0, False, False
        elif not number:
            gap += 1
            ruled = ruled or bool(raw.strip())
        else:
            page_break = True
        last, separator = (match.end(), match.group()) if match else (len(text), "")
    return lines


def within(lines: list[Line]) -> list[Line]:
    """The same list where it is of a length that papers have, else its beginning and its last lines."""
    total = 0
    for index, line in enumerate(lines):
        total += len(line.piece)
        if total > _MOST_LETTERS or index >= _MOST_LINES:
            room = _MOST_LETTERS - (total - len(line.piece))
            part = replace(line, piece=line.piece.cut(0, room), cells=(line.piece.cut(0, room),))
            tail = [last for last in lines[max(index + 1, len(lines) - _TAIL) :] if len(last.piece) < 2000]
            return [*lines[:index], *([part] if part.piece else []), *tail]
    return lines
