"""Boxes as WordprocessingML: text in, markup out. Twentieths of a point (dxa) throughout.

Built as strings and parsed once: a table of 500 rows costs milliseconds, through python-docx seconds.
"""

import re
from itertools import groupby
from xml.sax.saxutils import escape

from kheo.core.paper.model import Align, RowKind, Run
from kheo.core.paper.writing.boxes import (
    CELL_PADDING_X,
    Box,
    Break,
    Grid,
    Line,
    Rule,
    Sheet,
    SheetRow,
)

STYLE_OF_OUTLINE = {1: "Heading1", 2: "Heading2", 3: "Heading3", 4: "Title"}
_ABBREVIATION = re.compile(r"\b([A-ZĐ]{1,5})-([A-ZĐ]{1,5})\b")
_ALIGN = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_SPACER = (
    '<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)


def dxa(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def body_markup(boxes: tuple[Box, ...], width: float) -> str:
    """All boxes of a region, with hair-thin paragraphs where Word wants one between tables."""
    parts: list[str] = []
    after_table = False
    for box in boxes:
        if isinstance(box, Grid | Sheet):
            if after_table or box.before:
                parts.append(_gap(box.before))
            parts.append(_grid(box) if isinstance(box, Grid) else _sheet(box))
            after_table = True
            continue
        parts.append(_flow(box, width))
        after_table = False
    if after_table:
        parts.append(_SPACER.replace("<w:keepNext/>", ""))
    return "".join(parts)


def _gap(points: float) -> str:
    return _SPACER.replace('w:before="0"', f'w:before="{max(round(points * 20) - 20, 0)}"')


def _flow(box: Line | Rule | Break, width: float) -> str:
    if isinstance(box, Line):
        return line_markup(box, width)
    if isinstance(box, Rule):
        return _rule(box)
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def line_markup(line: Line, width: float) -> str:
    """One paragraph."""
    keep = "<w:keepNext/>" if line.keep_next else ""
    style = STYLE_OF_OUTLINE.get(line.outline)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    tabs = ""
    if line.leader:
        tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{dxa(width)}"/></w:tabs>'
    spacing = f'<w:spacing w:before="{round(line.before * 20)}" w:after="0"'
    if line.exact:
        spacing += f' w:line="{round(line.exact * 20)}" w:lineRule="exact"'
    indent = ""
    if line.left or line.right or line.first_indent:
        sides = f'w:left="{dxa(line.left)}" w:right="{dxa(line.right)}"'
        indent = f'<w:ind {sides} w:firstLine="{dxa(line.first_indent)}"/>'
    size = f'<w:sz w:val="{round(line.size * 2)}"/><w:szCs w:val="{round(line.size * 2)}"/>'
    runs = "".join(run_markup(run, line.size) for run in line.runs)
    if line.leader:
        runs += f"<w:r><w:rPr>{size}</w:rPr><w:tab/></w:r>"
    return (
        f"<w:p><w:pPr>{named}{keep}{tabs}{spacing}/>{indent}"
        f'<w:jc w:val="{_ALIGN[line.align]}"/><w:rPr>{size}</w:rPr></w:pPr>{runs}</w:p>'
    )


def run_markup(run: Run, size: float) -> str:
    """One run; line ends inside it become breaks."""
    marks = ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")
    half = round(size * 2)
    marks += f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    marks += '<w:u w:val="single"/>' if run.underline else ""
    pieces = run.text.split("\n")
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces)
    return f"<w:r><w:rPr>{marks}</w:rPr>{text}</w:r>"


def _rule(rule: Rule) -> str:
    side = dxa((rule.within - rule.length) / 2)
    return (
        "<w:p><w:pPr><w:pBdr>"
        '<w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="{round(rule.before * 20)}" w:after="0" w:line="40" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )


# Tables


def _table(widths: tuple[float, ...], rows: str, *, padding: float | None = None) -> str:
    edge = 'w:val="single" w:sz="4" w:space="0" w:color="000000"' if padding is not None else 'w:val="nil"'
    borders = "".join(
        f"<w:{side} {edge}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    x, y = (dxa(CELL_PADDING_X), dxa(padding)) if padding is not None else (0, 0)
    margins = (
        f'<w:top w:w="{y}" w:type="dxa"/><w:left w:w="{x}" w:type="dxa"/>'
        f'<w:bottom w:w="{y}" w:type="dxa"/><w:right w:w="{x}" w:type="dxa"/>'
    )
    columns = "".join(f'<w:gridCol w:w="{dxa(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(dxa(width) for width in widths)}" w:type="dxa"/><w:tblInd w:w="0" '
        f'w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _cell(width: float, content: str, *, span: int = 1, merge: str = "", middle: bool = False) -> str:
    joined = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    joined += {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    joined += '<w:vAlign w:val="center"/>' if middle else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{dxa(width)}" w:type="dxa"/>{joined}</w:tcPr>{content or "<w:p/>"}</w:tc>'
    )


def _grid(grid: Grid) -> str:
    rows = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            _cell(width, "".join(_flow(box, width) for box in cell))
            for width, cell in zip(grid.widths, row, strict=True)
        )
        + "</w:tr>"
        for row in grid.rows
    )
    return _table(grid.widths, rows)


def _sheet(sheet: Sheet) -> str:
    repeat = "<w:tblHeader/>" if sheet.repeat_header else ""
    titles = "".join(
        _cell(width, _unbroken(_cell_text(title, sheet.size, Align.CENTER, bold=True)), middle=True)
        for width, title in zip(sheet.widths, sheet.titles, strict=True)
    )
    head = f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{titles}</w:tr>"
    merges = merge_marks(sheet)
    rows = "".join(_row(row, sheet, merge) for row, merge in zip(sheet.rows, merges, strict=True))
    return _table(sheet.widths, head + rows, padding=sheet.padding)


def _unbroken(markup: str) -> str:
    """Abbreviations such as QP-AN stay in one piece in the narrow cells of a table's head."""
    return _ABBREVIATION.sub(r'\1</w:t><w:noBreakHyphen/><w:t xml:space="preserve">\2', markup)


def merge_marks(sheet: Sheet) -> list[str]:
    """For each row what its first cell does: stand alone, begin a tall cell, or continue one."""
    if not sheet.merge_first:
        return [""] * len(sheet.rows)
    marks: list[str] = []
    for _, group in groupby(sheet.rows, key=lambda row: row.cells[0]):
        count = len(list(group))
        marks += ["restart"] + ["continue"] * (count - 1) if count > 1 else [""]
    return marks


def _row(row: SheetRow, sheet: Sheet, merge: str) -> str:
    cells: list[str] = []
    bold = row.kind is not RowKind.PLAIN
    for place, text in enumerate(row.cells):
        last = place == len(row.cells) - 1
        width = sum(sheet.widths[place:]) if last else sheet.widths[place]
        span = len(sheet.widths) - place if last else 1
        first = merge if place == 0 else ""
        heavy = bold or (place == 0 and sheet.merge_first)
        said = "" if first == "continue" else text
        keeps = row.kind is RowKind.GROUP  # a group's heading is never the last row of a page
        content = _cell_text(said, sheet.size, sheet.aligns[place], bold=heavy, keep_next=keeps)
        cells.append(_cell(width, content, span=span, merge=first, middle=True))
    split = "" if row.splits else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{split}{''.join(cells)}</w:tr>"


def _cell_text(text: str, size: float, align: Align, *, bold: bool, keep_next: bool = False) -> str:
    return line_markup(Line((Run(text, bold=bold),), size, align, keep_next=keep_next), 0)
