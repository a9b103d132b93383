"""Web pages: the text a reader of the page sees, its tables as tables, without scripts, styles and menus."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kheo.core.paper.readers.builder import Builder
from kheo.core.paper.readers.docx_numbers import formatted
from kheo.core.paper.refusals import refusal
from kheo.core.paper.source import BlockKind, SourceText
from kheo.core.vietnamese.letters import fold

_SILENT = frozenset(
    {"script", "style", "head", "noscript", "template", "svg", "math", "nav", "select", "button", "iframe"}
    | {"object", "canvas", "audio", "video", "textarea", "title"}
)
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "header", "footer", "main", "aside", "blockquote", "pre", "center"}
    | {"address", "form", "fieldset", "figure", "dl", "dt", "dd", "hr", "body", "html", "ul", "ol", "li"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "wbr", "source", "area", "base"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LIST_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HEAD_WORDS = ("cong hoa xa hoi chu nghia", "doc lap tu do", "dang cong san viet nam", "noi nhan")
_MOST_LAYOUT_COLUMNS = 3
_WIDEST_SPAN = 64
_DEEPEST = 400
_DEEPEST_TABLE = 4
_MOST_CELLS = 200_000

_Piece = tuple[str, BlockKind]


@dataclass(slots=True)
class _Cell:
    """Paragraphs of a cell; `across` and `down` count the columns and rows it reaches over."""

    pieces: list[_Piece] = field(default_factory=list)
    across: int = 1
    down: int = 1

    @property
    def text(self) -> str:
        return " ".join(" ".join(text for text, _ in self.pieces).split())


@dataclass(slots=True)
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)

    def grid(self) -> list[list[_Cell | None]]:
        """Rows of equal places: None where a cell from the left or above reaches into."""
        made: list[list[_Cell | None]] = []
        reaching: dict[int, int] = {}
        for row in self.rows:
            line: list[_Cell | None] = []
            for cell in row:
                self._fill(line, reaching)
                for step in range(cell.across):
                    if cell.down > 1:
                        reaching[len(line)] = cell.down - 1
                    line.append(cell if step == 0 else None)
            self._fill(line, reaching)
            made.append(line)
        width = max(map(len, made), default=0)
        return [line + [None] * (width - len(line)) for line in made]

    def _fill(self, line: list[_Cell | None], reaching: dict[int, int]) -> None:
        while reaching.get(len(line), 0):
            reaching[len(line)] -= 1
            line.append(None)


@dataclass(slots=True)
class _List:
    form: str  # "" for bullets
    count: int = 0


class _Reader(HTMLParser):
    """Collects paragraphs; inside a table they go to its cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = Builder()
        self.tables: list[_Table] = []
        self.lists: list[_List] = []
        self.silent: list[str] = []
        self.words: list[str] = []
        self.kind: BlockKind = "paragraph"
        self.label = ""
        self.cells = 0
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if self.silent:
            if tag == self.silent[-1] and tag not in _VOID:
                self.silent.append(tag)
            return
        if tag in _SILENT or (
            tag not in _VOID and ("hidden" in values or _HIDDEN.search(values.get("style", "")))
        ):
            if tag not in _VOID:
                self.silent.append(tag)
            return
        if tag == "br":
            self.words.append("\n")
        elif tag in {"table", "tr", "td", "th", "caption"}:
            self._table_tag(tag, values)
        elif tag in _BLOCKS:
            self.flush()
            self._block_tag(tag, values)

    def _block_tag(self, tag: str, values: dict[str, str]) -> None:
        if _HEADING.fullmatch(tag):
            self.kind = "heading"
        elif tag in {"ul", "ol"} and len(self.lists) < _DEEPEST:
            start = values.get("start", "")
            count = int(start) - 1 if re.fullmatch(r"\d{1,5}", start) else 0
            self.lists.append(
                _List(_LIST_FORMS.get(values.get("type", "1"), "decimal") if tag == "ol" else "", count)
            )
        elif tag == "li":
            now = self.lists[-1] if self.lists else _List("")
            now.count += 1
            dot = ")" if now.form == "lowerLetter" else "."
            self.label = f"{formatted(now.count, now.form)}{dot} " if now.form else "- "

    def _table_tag(self, tag: str, values: dict[str, str]) -> None:
        self.flush()
        if tag == "table":
            self.depth += 1
            if self.depth <= _DEEPEST_TABLE:
                self.tables.append(_Table())
        elif not self.tables or self.depth > _DEEPEST_TABLE:
            return
        elif tag == "tr":
            self.tables[-1].rows.append([])
        elif tag in {"td", "th"}:
            if not self.tables[-1].rows:
                self.tables[-1].rows.append([])
            across, down = _span(values.get("colspan", "")), _span(values.get("rowspan", ""))
            self.cells += across
            if self.cells > _MOST_CELLS:
                raise refusal("file-bomb")
            self.tables[-1].rows[-1].append(_Cell(across=across, down=down))

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag == self.silent[-1]:
                self.silent.pop()
            return
        if tag in _BLOCKS or tag in {"td", "th", "tr", "caption"}:
            self.flush()
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag == "table" and self.depth:
            self.flush()
            self.depth -= 1
            if len(self.tables) > self.depth:
                self._close_table(self.tables.pop())

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(_SPACE.sub(" ", data).replace("\u2011", "-"))

    def flush(self) -> None:
        """End the paragraph being read."""
        text = re.sub(r" *\n *", "\n", "".join(self.words)).strip()
        self.words.clear()
        kind, self.kind = self.kind, "paragraph"
        if not text:
            return
        label, self.label = self.label, ""
        self._add(label + text, kind)

    def _add(self, text: str, kind: BlockKind) -> None:
        cell = self._open_cell()
        if cell is None:
            self.builder.paragraph(text, None, kind)
        else:
            cell.pieces.append((text, kind))

    def _open_cell(self) -> _Cell | None:
        for table in reversed(self.tables):
            if table.rows and table.rows[-1]:
                return table.rows[-1][-1]
        return None

    def _close_table(self, table: _Table) -> None:
        grid = table.grid()
        if not grid or not grid[0]:
            return
        if _arranges(grid) or self.tables:
            for column in range(len(grid[0])):
                for cell in (row[column] for row in grid):
                    for text, kind in cell.pieces if cell is not None else ():
                        self._add(text, kind)
            return
        texts = [[cell.text if cell is not None else "" for cell in row] for row in grid]
        self.builder.table(texts, [None] * len(texts))

    def finish(self) -> SourceText:
        """What was read, also of a page cut off in the middle."""
        self.close()
        self.flush()
        while self.tables:
            self._close_table(self.tables.pop())
        return self.builder.build("html", None)


def _arranges(grid: list[list[_Cell | None]]) -> bool:
    """Is the table only there to place text side by side? A single row or column, or the head or foot of a paper."""
    if len(grid[0]) == 1:
        return True
    if len(grid[0]) > _MOST_LAYOUT_COLUMNS:
        return False
    words = fold(" ".join(cell.text for row in grid for cell in row if cell is not None))
    return len(grid) == 1 or any(head in words for head in _HEAD_WORDS)


def _span(text: str) -> int:
    return min(max(int(text), 1), _WIDEST_SPAN) if re.fullmatch(r"\d{1,4}", text) else 1


def read_html(text: str) -> SourceText:
    """The text of a page already decoded."""
    reader = _Reader()
    try:
        reader.feed(text)
        return reader.finish()
    except (AssertionError, RecursionError) as error:
        raise refusal("file-corrupted") from error
