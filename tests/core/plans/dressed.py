"""The held-out papers dressed as Word and PDF: two-column header, automatic numbering, tables, signature."""

import io
import re
from pathlib import Path

import docx
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

FONTS = Path(__file__).resolve().parents[3] / "src/kheo/core/paper/fonts"
_LEVELS = (r"[IVX]+[-.] ", r"\d[-.] ", r"(?:- |[a-z]\) )")
_FORMATS = {
    "-": (("upperRoman", "%1-"), ("decimal", "%2-"), ("bullet", "-")),
    ".": (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")),
}


def parts(
    text: str,
) -> tuple[list[tuple[str, str]], list[str], list[tuple[int | None, str]], list[tuple[str, str]]]:
    """Header rows, title lines, paragraphs with their level (None: plain; -1: a table line), ending rows."""
    lines = [line for line in text.split("\n") if line.strip() and not re.match(r"^\s*\d$", line)]
    kind = next(i for i, line in enumerate(lines) if line.strip() == "KẾ HOẠCH")
    body = next(i for i, line in enumerate(lines) if re.match(r"^\s*(?:- Căn cứ|Thực hiện Chỉ thị)", line))
    end = next(i for i, line in enumerate(lines) if line.startswith("Nơi nhận"))
    return (
        [_columns(line) for line in lines[:kind]],
        [line.strip() for line in lines[kind:body] if line.strip("- ")],
        _paragraphs(lines[body:end]),
        [_columns(line) for line in lines[end:]],
    )


def _columns(line: str) -> tuple[str, str]:
    left, _, right = line.strip().partition("     ")
    return ("", left) if line.startswith(" " * 30) else (left.strip(), right.strip())


def _paragraphs(lines: list[str]) -> list[tuple[int | None, str]]:
    found: list[tuple[int | None, str]] = []
    for line in lines:
        text = line.strip()
        level = next((n for n, mark in enumerate(_LEVELS) if re.match(mark, text)), None)
        if re.search(r"\S {4,}\S", text):
            found.append((-1, text))
        elif (
            level is not None
            or not found
            or found[-1][0] == -1
            or (text[0].isupper() and found[-1][1][-1] in ".:;")
            or (found[-1][0] in (0, 1) and text[0].isupper())
        ):
            found.append((level, re.sub(_LEVELS[level], "", text, count=1) if level is not None else text))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]} {text}")
    return found


def _cells(line: str) -> list[str]:
    cells = re.split(r" {3,}", line)
    return cells if len(cells) == 3 else ["", *cells]


def as_docx(text: str, style: str) -> bytes:
    """The paper with its numbers made by Word (w:numPr), not typed."""
    header, title, body, ending = parts(text)
    paper = docx.Document()
    _numbering(paper, style)
    _table(paper, header)
    for line in title:
        paper.add_paragraph(line)
    rows: list[list[str]] = []
    for level, words in [*body, (None, "")]:
        if level == -1:
            rows.append(_cells(words))
            continue
        if rows:
            _table(paper, rows)
            rows = []
        if words:
            paragraph = paper.add_paragraph(words)
            if level is not None:
                mark = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
                paragraph._p.get_or_add_pPr().append(parse_xml(mark))
    _table(paper, ending)
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


def _numbering(paper, style: str) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{words}"/></w:lvl>'
        for n, (form, words) in enumerate(_FORMATS[style])
    )
    root = paper.part.numbering_part.element
    first = root.find(qn("w:num"))
    first.addprevious(
        parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def _table(paper, rows) -> None:
    table = paper.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


def as_pdf(text: str, style: str) -> bytes:
    """The paper set by typst: two columns above and below, justified paragraphs between, pages numbered."""
    header, title, body, ending = parts(text)
    counts = [0, 0, 0]
    out = ['#set page(paper: "a4", margin: (x: 2.5cm, y: 2cm), numbering: "1")', "#set par(justify: true)"]
    out.append('#set text(font: "Tinos", size: 13pt, lang: "vi")')
    out.append(_grid(header))
    out += [f"#align(center)[#{_string(line)}]" for line in title]
    for level, words in body:
        mark = ""
        if level == -1:
            out.append(
                f"#grid(columns: (1cm, 1fr, 3cm), ..({', '.join(_string(c) for c in _cells(words))},))"
            )
            continue
        if level is not None:
            counts[level:] = [counts[level] + 1, *([0] * (2 - level))]
            mark = _mark(style, level, counts[level])
        out.append(f"#{_string(mark + words)}\n")
    out.append(_grid(ending))
    source = "\n".join(out)
    return typst.compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True)


def _mark(style: str, level: int, count: int) -> str:
    if level == 0:
        return f"{('I', 'II', 'III', 'IV', 'V', 'VI', 'VII')[count - 1]}{style} "
    if level == 1:
        return f"{count}{style} "
    return "- " if style == "-" else f"{'abcdefgh'[count - 1]}) "


def _string(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _grid(rows: list[tuple[str, str]]) -> str:
    cells = ", ".join(_string(cell) for row in rows for cell in row)
    return f"#grid(columns: (1fr, 1fr), row-gutter: 6pt, {cells})"
