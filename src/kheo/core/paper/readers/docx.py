"""Word documents: the text as printed, in reading order.

Kept: automatic numbers, soft line ends, text boxes, what tracked changes insert. Left out: what they delete,
hidden text, footnotes, field codes, page headers and footers. A table that only arranges the page (the
two-column head, “Nơi nhận” beside the signature) is read column by column; any other is read row by row.
"""

from dataclasses import dataclass, field
from typing import Any

from kheo.core.paper.archive import Archive, parse_xml
from kheo.core.paper.readers.builder import Builder
from kheo.core.paper.readers.docx_numbers import Numbering
from kheo.core.paper.readers.docx_styles import Styles, draws_lines, font_of
from kheo.core.paper.readers.docx_xml import attribute, child, is_on, name
from kheo.core.paper.refusals import refusal
from kheo.core.paper.source import SourceText
from kheo.core.vietnamese.encodings import as_codes, from_tcvn3, from_vni
from kheo.core.vietnamese.letters import fold

DOCUMENT = "word/document.xml"
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "footnoteReference", "endnoteReference", "instrText"})
_SKIPPED |= {"pPr", "rPr", "sdtPr", "annotationRef", "rubyPr", "rt", "delText", "object"}
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_HEAD_WORDS = ("cong hoa xa hoi chu nghia", "doc lap tu do", "dang cong san viet nam", "noi nhan")
_MOST_LAYOUT_COLUMNS = 3
_DEEPEST_TABLE = 4


@dataclass(slots=True)
class _Paragraph:
    """The pieces of a paragraph, each with the font it is set in, and the boxes anchored in it."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    page: int | None = None


@dataclass(slots=True)
class _Reader:
    styles: Styles
    numbering: Numbering
    builder: Builder
    legacy: bool
    page: int | None
    depth: int = 0

    def body(self, parent: Any) -> None:
        """Everything below `parent` in reading order."""
        for element in parent:
            kind = name(element)
            if kind == "p":
                self.paragraph(element)
            elif kind == "tbl":
                self.table(element)
            elif kind not in _SKIPPED:
                self.body(element)

    def paragraph(self, element: Any) -> None:
        text, found = self._read(element)
        for box in found.boxes:
            self.body(box)
        style = attribute(child(child(element, "pPr"), "pStyle"), "val")
        heading = self.styles.is_heading(style) or child(child(element, "pPr"), "outlineLvl") is not None
        self.builder.paragraph(
            text, found.page or self.page, "heading" if heading else "paragraph", origin=element
        )

    def table(self, element: Any) -> None:
        """Read once as cells; a table that only arranges the page is then read again, column by column."""
        self.depth += 1
        lines = _rows(element) if self.depth < _DEEPEST_TABLE else []
        rows = [_cells(row) for row in lines]
        page, numbering = self.page, self.numbering.copy()
        texts, pages = [], []
        for row in rows:
            pages.append(self.page)
            texts.append([self._cell_text(cell) for cell in row])
        if not rows:
            self.body(element)
        elif self._arranges(element, texts):
            self.page, self.numbering = page, numbering
            for column in range(max(map(len, texts))):
                for row in rows:
                    if column < len(row) and row[column] is not None:
                        self.body(row[column])
        else:
            self.builder.table(texts, pages, lines)
        self.depth -= 1

    def _arranges(self, element: Any, texts: list[list[str]]) -> bool:
        """Is this table only there to place text side by side?"""
        columns = max(map(len, texts), default=0)
        if columns > _MOST_LAYOUT_COLUMNS:
            return False
        words = fold(" ".join(text for row in texts for text in row))
        if any(head in words for head in _HEAD_WORDS):
            return True
        properties = child(element, "tblPr")
        own = child(properties, "tblBorders")
        if own is not None:
            return not draws_lines(own)
        lined = self.styles.is_lined(attribute(child(properties, "tblStyle"), "val"))
        return not lined and not any(draws_lines(edges) for edges in element.iter("{*}tcBorders"))

    def _cell_text(self, cell: Any) -> str:
        """All text of a cell on one line."""
        if cell is None:
            return ""
        outer, self.builder = self.builder, Builder()
        self.body(cell)
        text, self.builder = self.builder.build("docx", None).text, outer
        return " ".join(text.split())

    def _read(self, element: Any) -> tuple[str, _Paragraph]:
        """The printed text of a paragraph, its number included, and the boxes anchored in it."""
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle"), "val")
        found = _Paragraph()
        self._gather(element, found, style, "")
        text = _converted(found.pieces) if self.legacy else "".join(text for text, _ in found.pieces)
        label = self._label(properties, style) if text.strip() else ""
        return (f"{label} {text.lstrip()}" if label else text), found

    def _label(self, properties: Any, style: str) -> str:
        numbers = child(properties, "numPr")
        number_id, depth = self.styles.numbering(style)
        number_id = attribute(child(numbers, "numId"), "val") or number_id
        depth = attribute(child(numbers, "ilvl"), "val") or depth or "0"
        return self.numbering.label(number_id, int(depth)) if depth.isdecimal() and len(depth) == 1 else ""

    def _gather(self, element: Any, found: _Paragraph, style: str, font: str) -> None:
        for item in element:
            kind = name(item)
            if kind == "r":
                properties = child(item, "rPr")
                if is_on(properties, "vanish"):
                    continue
                before = len(found.pieces)
                self._gather(item, found, style, self._font(properties, style))
                if is_on(properties, "caps"):
                    found.pieces[before:] = [(text.upper(), own) for text, own in found.pieces[before:]]
            elif kind == "txbxContent":
                found.boxes.append(item)
            elif kind == "lastRenderedPageBreak":
                self.page = (self.page or 1) + 1
            elif text := _sign(item, kind):
                found.page = found.page or self.page
                found.pieces.append((text, font))
            elif kind not in _SKIPPED:
                self._gather(item, found, style, font)

    def _font(self, properties: Any, style: str) -> str:
        if not self.legacy:
            return ""
        run_style = attribute(child(properties, "rStyle"), "val")
        return font_of(properties) or self.styles.font(style, run_style)


def read_docx(archive: Archive) -> tuple[SourceText, tuple[str, ...]]:
    """The text of the document, and the texts of its page headers (where a stamp may stand).

    Raises UnreadableFile (file-corrupted) where a part is missing or broken.
    """
    reader = _read(archive)
    return reader.builder.build("docx", reader.page), _headers(archive, reader)


def blocks_with_markup(archive: Archive) -> tuple[SourceText, tuple[Any, ...]]:
    """The text again, and for each of its blocks the w:p or w:tr that it was made from."""
    reader = _read(archive)
    return reader.builder.build("docx", reader.page), tuple(reader.builder.origins)


def _read(archive: Archive) -> _Reader:
    data = archive.read(DOCUMENT)
    if not data:
        raise refusal("file-corrupted")
    styles_data, numbers_data = archive.read("word/styles.xml"), archive.read("word/numbering.xml")
    styles, numbering = Styles(), Numbering()
    if styles_data:
        styles.load(parse_xml(styles_data))
    if numbers_data:
        numbering.load(parse_xml(numbers_data))
    legacy = any(mark in part for part in (data, styles_data) for mark in (b'".Vn', b'"VNI', b'"VnTime'))
    root = parse_xml(data)
    paged = next(root.iter("{*}lastRenderedPageBreak"), None) is not None
    reader = _Reader(styles, numbering, Builder(), legacy, 1 if paged else None)
    body = child(root, "body")
    if body is None:
        raise refusal("file-corrupted")
    reader.body(body)
    return reader


def _headers(archive: Archive, reader: _Reader) -> tuple[str, ...]:
    texts = []
    for part in sorted(archive.names)[:2000]:
        if part.startswith("word/header") and part.endswith(".xml"):
            inner = _Reader(reader.styles, Numbering(), Builder(), reader.legacy, None)
            inner.body(parse_xml(archive.read(part)))
            texts.append(inner.builder.build("docx", None).text)
    return tuple(texts)


def _rows(table: Any) -> list[Any]:
    """The rows of a table, also those inside content controls; deleted rows are left out."""
    rows = []
    for item in table:
        if name(item) == "tr":
            if child(child(item, "trPr"), "del") is None:
                rows.append(item)
        elif name(item) in {"sdt", "sdtContent", "ins", "customXml"}:
            rows.extend(_rows(item))
    return rows


def _cells(row: Any) -> list[Any]:
    """The cells of a row; None stands where a cell above or to the left reaches into."""
    cells: list[Any] = []
    for item in row:
        if name(item) == "tc":
            properties = child(item, "tcPr")
            merge = child(properties, "vMerge")
            continued = merge is not None and attribute(merge, "val") != "restart"
            span = attribute(child(properties, "gridSpan"), "val")
            cells.append(None if continued else item)
            cells.extend([None] * (min(int(span), 64) - 1 if span.isdecimal() else 0))
        elif name(item) in {"sdt", "sdtContent", "ins", "customXml"}:
            cells.extend(_cells(item))
    return cells


def _sign(item: Any, kind: str) -> str:
    if kind == "t":
        return item.text or ""
    if kind == "br":
        return "" if attribute(item, "type") in {"page", "column"} else "\n"
    if kind == "sym":
        return "-" if attribute(item, "char").upper() in {"F0B7", "F0A7", "F0D8", "F02D", "F0FC"} else ""
    return _SIGNS.get(kind, "")


def _converted(pieces: list[tuple[str, str]]) -> str:
    """Runs set in .Vn… and VNI-… fonts turned into Unicode; letters and marks may lie in separate runs."""
    parts: list[str] = []
    run, encoding = "", ""
    for text, font in [*pieces, ("", "end")]:
        now = _encoding(font)
        if now != encoding:
            parts.append(_decoded(run, encoding))
            run, encoding = "", now
        run += text
    return "".join(parts)


def _encoding(font: str) -> str:
    lowered = font.lower()
    if lowered.startswith((".vn", "vntime")):
        return "tcvn3-capitals" if lowered.endswith("h") else "tcvn3"
    return "vni" if lowered.startswith("vni") else font[:0]


def _decoded(text: str, encoding: str) -> str:
    """A text already in Unicode keeps its letters, whatever its font is called."""
    codes = as_codes(text)
    if not encoding or any(char > "\u00ff" and char.isalpha() for char in codes):
        return text
    if encoding == "vni":
        return from_vni(text)
    return from_tcvn3(codes, capitals=encoding == "tcvn3-capitals")
