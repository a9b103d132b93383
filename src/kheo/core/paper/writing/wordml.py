"""Boxes as WordprocessingML: text in, markup out. Twentieths of a point (dxa) throughout.

Built as strings and parsed once: a table of 500 rows costs milliseconds, through python-docx seconds.
"""

import re
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from kheo.core.paper.model import Align, RowKind, Run
from kheo.core.paper.profiles import Face
from kheo.core.paper.writing import charts
from kheo.core.paper.writing.boxes import (
    CELL_PADDING_X,
    Break,
    Frame,
    Grid,
    Line,
    Picture,
    Region,
    Role,
    Rule,
    Sheet,
    SheetRow,
)
from kheo.core.paper.writing.looks import Look, Looks
from kheo.core.paper.writing.metrics import MM_PER_POINT

RED, BLACK = "FF0000", "000000"

_ABBREVIATION = re.compile(r"\b([A-ZĐ]{1,5})-([A-ZĐ]{1,5})\b")
_ALIGN = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_SPACER = (
    '<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)


def dxa(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def style_id(role: Role) -> str:
    """The name of a role's style inside the file: “KheoPlaceDate”."""
    return "Kheo" + "".join(part.capitalize() for part in role.name.split("_"))


def body_markup(region: Region, looks: Looks, *, first_picture: int = 1) -> str:
    """All boxes of a region, with hair-thin paragraphs where Word wants one between tables.

    Pictures are numbered from `first_picture` on, as the package names their files.
    """
    parts: list[str] = []
    after_table = False
    for box in region.boxes:
        if isinstance(box, Picture):
            parts.append(_picture(box, first_picture))
            first_picture += 1
            after_table = False
            continue
        if isinstance(box, Grid | Sheet):
            if after_table or box.before:
                parts.append(_gap(box.before))
            parts.append(_grid(box, looks) if isinstance(box, Grid) else _sheet(box, looks))
            after_table = True
            continue
        parts.append(_flow(box, region.width, looks))
        after_table = False
    ends = [_at_page_end(line_markup(line, region.width, looks), region) for line in region.end]
    if after_table and not ends:
        parts.append(_SPACER.replace("<w:keepNext/>", ""))
    return "".join(parts + ends)


def _at_page_end(markup: str, region: Region) -> str:
    """The paragraph in a frame that stands at the bottom of the page on which the text ends."""
    place = dxa(region.page[1] - region.margins.bottom + 2)
    frame = (
        f'<w:framePr w:w="{dxa(region.width)}" w:wrap="notBeside" w:vAnchor="page" w:hAnchor="margin" '
        f'w:xAlign="center" w:y="{place}"/>'
    )
    return re.sub(r'(<w:pStyle w:val="\w+"/>)', rf"\1{frame}", markup, count=1)


def _picture(box: Picture, number: int) -> str:
    """A paragraph with the drawing in its line; the file is related as “picture1”, its words are the alternative."""
    size = f'cx="{round(box.width * 36000)}" cy="{round(box.height * 36000)}"'
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    named = f'id="{number}" name="Biểu đồ {number}" descr={quoteattr(charts.words_of(box.chart))}'
    return (
        f'<w:p><w:pPr><w:spacing w:before="{round(box.before * 20)}" w:after="0"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline xmlns:wp="{drawing}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr {named}/><a:graphic xmlns:a="{drawing}/main">'
        f'<a:graphicData uri="{drawing}/picture"><pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="picture{number}.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _gap(points: float) -> str:
    return _SPACER.replace('w:before="0"', f'w:before="{max(round(points * 20) - 20, 0)}"')


def _flow(box: Line | Rule | Break, width: float, looks: Looks) -> str:
    if isinstance(box, Line):
        return line_markup(box, width, looks)
    if isinstance(box, Rule):
        return _rule(box)
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def line_markup(line: Line, width: float, looks: Looks) -> str:
    """One paragraph in its style, with what differs from the style set on the paragraph itself."""
    look = looks[line.role]
    named = f'<w:pStyle w:val="{style_id(line.role)}"/>' if line.role else ""
    borders = tabs = ""
    left, right, exact = line.left, line.right, line.exact
    if line.leader:
        tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{dxa(width)}"/></w:tabs>'
    if line.frame:
        borders = frame_markup(line.frame)
        right = (width - line.frame.width) / (2 if line.align is Align.CENTER else 1)
        left, right = (right, 0) if line.align is Align.RIGHT else (right, right)
        exact = line.frame.height / MM_PER_POINT
    own = Look(
        Face(line.size),
        Align.CENTER if line.frame else line.align,
        line.before,
        line.first_indent,
        exact,
        line.keep_next,
    )
    runs = "".join(
        run_markup(run, line.size, look.face, red=bool(line.frame and line.frame.red)) for run in line.runs
    )
    mark = _size(line.size, look.face)
    if line.leader:
        runs += f"<w:r>{_properties(mark)}<w:tab/></w:r>"
    whole = f"{named}{_paragraph_marks(own, look, left, right, borders + tabs)}{_properties(mark)}"
    return f"<w:p><w:pPr>{whole}</w:pPr>{runs}</w:p>" if whole else f"<w:p>{runs}</w:p>"


def _paragraph_marks(own: Look, style: Look, left: float, right: float, between: str) -> str:
    """What a paragraph says itself, in the order of the schema."""
    keep = spacing = indent = align = ""
    if own.keep_next != style.keep_next:
        keep = "<w:keepNext/>" if own.keep_next else '<w:keepNext w:val="0"/>'
    if own.before != style.before or own.exact != style.exact:
        spacing = spacing_markup(own.before, own.exact)
    if left or right or own.first_indent != style.first_indent:
        indent = indent_markup(left, right, own.first_indent)
    if own.align != style.align:
        align = align_markup(own.align)
    return f"{keep}{between}{spacing}{indent}{align}"


def spacing_markup(before: float, exact: float | None) -> str:
    """Space above, none below; single lines or lines of an exact height."""
    line = f'w:line="{round(exact * 20)}" w:lineRule="exact"' if exact else 'w:line="240" w:lineRule="auto"'
    return f'<w:spacing w:before="{round(before * 20)}" w:after="0" {line}/>'


def indent_markup(left: float, right: float, first: float) -> str:
    """Indents from both margins and of the first line."""
    return f'<w:ind w:left="{dxa(left)}" w:right="{dxa(right)}" w:firstLine="{dxa(first)}"/>'


def align_markup(align: Align) -> str:
    """How lines stand between the margins."""
    return f'<w:jc w:val="{_ALIGN[align]}"/>'


def frame_markup(frame: Frame) -> str:
    """A box drawn around a paragraph."""
    edge = f'w:val="single" w:sz="8" w:space="0" w:color="{RED if frame.red else BLACK}"'
    return (
        "<w:pBdr>"
        + "".join(f"<w:{side} {edge}/>" for side in ("top", "left", "bottom", "right"))
        + "</w:pBdr>"
    )


def run_markup(run: Run, size: float, style: Face, *, red: bool = False) -> str:
    """One run; line ends inside it become breaks. Says only what its paragraph's style does not."""
    marks = _switch("b", run.bold, style.bold) + _switch("i", run.italic, style.italic)
    marks += f'<w:color w:val="{RED}"/>' if red else ""
    marks += _size(size, style)
    if run.underline != style.underline:
        marks += f'<w:u w:val="{"single" if run.underline else "none"}"/>'
    pieces = run.text.split("\n")
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces)
    return f"<w:r>{_properties(marks)}{text}</w:r>"


def _switch(tag: str, wanted: bool, given: bool) -> str:  # noqa: FBT001
    if wanted == given:
        return ""
    return f"<w:{tag}/><w:{tag}Cs/>" if wanted else f'<w:{tag} w:val="0"/><w:{tag}Cs w:val="0"/>'


def _size(size: float, style: Face) -> str:
    return "" if size == style.size else size_markup(size)


def size_markup(size: float) -> str:
    """The size of letters, in half points."""
    half = round(size * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _properties(marks: str) -> str:
    return f"<w:rPr>{marks}</w:rPr>" if marks else ""


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


def _grid(grid: Grid, looks: Looks) -> str:
    rows = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            _cell(width, "".join(_flow(box, width, looks) for box in cell))
            for width, cell in zip(grid.widths, row, strict=True)
        )
        + "</w:tr>"
        for row in grid.rows
    )
    return _table(grid.widths, rows)


def _sheet(sheet: Sheet, looks: Looks) -> str:
    repeat = "<w:tblHeader/>" if sheet.repeat_header else ""
    titles = "".join(
        _cell(width, _unbroken(_title(title, sheet, looks)), middle=True)
        for width, title in zip(sheet.widths, sheet.titles, strict=True)
    )
    head = f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{titles}</w:tr>"
    merges = merge_marks(sheet)
    rows = "".join(_row(row, sheet, merge, looks) for row, merge in zip(sheet.rows, merges, strict=True))
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


def _row(row: SheetRow, sheet: Sheet, merge: str, looks: Looks) -> str:
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
        line = Line(
            (Run(said, bold=heavy),), sheet.size, sheet.aligns[place], keep_next=keeps, role=Role.TABLE_CELL
        )
        content = line_markup(line, width, looks)
        cells.append(_cell(width, content, span=span, merge=first, middle=True))
    split = "" if row.splits else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{split}{''.join(cells)}</w:tr>"


def _title(text: str, sheet: Sheet, looks: Looks) -> str:
    line = Line((Run(text, bold=True),), sheet.size, Align.CENTER, role=Role.TABLE_HEAD)
    return line_markup(line, 0, looks)
