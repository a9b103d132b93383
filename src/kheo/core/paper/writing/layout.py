"""Compose a paper: from its parts and its profile to boxes with every size decided."""

from dataclasses import replace

from kheo.core.paper.model import (
    Align,
    Appendix,
    Block,
    DottedLines,
    Entry,
    Fields,
    Heading,
    Item,
    Level,
    OfficialHead,
    Orientation,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Run,
    SignOff,
    Table,
    Text,
)
from kheo.core.paper.outline import NAMED_BELOW, label, roman
from kheo.core.paper.profiles import Face, Margins, Profile
from kheo.core.paper.writing.boxes import (
    CELL_PADDING_X,
    CELL_PADDING_Y,
    TIGHT_PADDING_Y,
    Box,
    Break,
    Grid,
    Layout,
    Line,
    Region,
    Sheet,
    SheetRow,
)
from kheo.core.paper.writing.characters import printable
from kheo.core.paper.writing.foot import foot, sign_off
from kheo.core.paper.writing.heads import addressees, bases, form_head, official_head, title_boxes
from kheo.core.paper.writing.metrics import LINE_PITCH, MM_PER_POINT, line_count
from kheo.core.paper.writing.setting import centred, runs_of

TABLE_SIZE = 12.0
LABEL_SHARE = 0.34
SURELY_SHORT = 100  # characters: such a cell is never half a page tall, so its height need not be measured
SPLIT_ABOVE = 0.5  # of the page's height
OUTLINE = {
    Level.PART: 1,
    Level.CHAPTER: 1,
    Level.ROMAN: 1,
    Level.SECTION: 2,
    Level.SUBSECTION: 3,
    Level.ARTICLE: 3,
    Level.CLAUSE: 2,
    Level.POINT: 3,
    Level.DASH: 3,
    Level.PLUS: 3,
}


def compose(paper: Paper) -> Layout:
    """The whole paper, its main part and each appendix in a region of its own."""
    author = paper.head.issuer if isinstance(paper.head, OfficialHead) else paper.head.unit or ""
    regions = [_main(paper)]
    for place, appendix in enumerate(paper.appendices):
        number = _appendix_number(place, len(paper.appendices), paper.profile)
        regions.append(_appendix(appendix, number, paper))
    size = paper.size or paper.profile.body.size
    return Layout(printable(paper.title), printable(author), size, tuple(regions))


def _main(paper: Paper) -> Region:
    region = _region(paper, paper.orientation)
    width = region.width
    boxes: list[Box] = []
    if isinstance(paper.head, OfficialHead):
        boxes.append(official_head(paper.head, paper, width))
        boxes += title_boxes(paper, width)
        boxes += addressees(paper)
        boxes += bases(paper)
    else:
        boxes += form_head(paper.head, paper, width)
    blocks = _ended(paper) if isinstance(paper.head, OfficialHead) else paper.body
    body = [box for block in blocks for box in _block(block, paper, region)]
    body = _opened(body)
    closing = foot(paper, width)
    if closing and body and isinstance(body[-1], Line):
        body[-1] = replace(body[-1], keep_next=True)
    return replace(region, boxes=(*boxes, *body, *closing))


def _region(paper: Paper, orientation: Orientation) -> Region:
    profile = paper.profile
    margins = profile.margins if paper.margin is None else Margins(*(paper.margin,) * 4)
    landscape = orientation is Orientation.LANDSCAPE
    return Region(landscape, margins, profile.page_number, profile.page_number_from_top, ())


def _opened(boxes: list[Box]) -> list[Box]:
    """A little more air between the head and the first box of the body."""
    if boxes and isinstance(boxes[0], Line | Grid | Sheet):
        boxes[0] = replace(boxes[0], before=max(boxes[0].before, 10))
    return boxes


def _ended(paper: Paper) -> tuple[Block, ...]:
    """The body with the profile's end mark after its last words."""
    if not paper.body or not isinstance(last := paper.body[-1], Paragraph | Item):
        return paper.body
    end = paper.profile.end
    if isinstance(last.text, str):
        text: Text = last.text.rstrip(" ./;") + end
    else:
        *others, tail = last.text
        text = (*others, replace(tail, text=tail.text.rstrip(" ./;") + end))
    return (*paper.body[:-1], replace(last, text=text))


def _appendix_number(place: int, count: int, profile: Profile) -> str:
    if count == 1:
        return "Phụ lục"
    return f"Phụ lục {roman(place + 1) if profile.appendix_numbers == 'ROMAN' else place + 1}"


def _appendix(appendix: Appendix, number: str, paper: Paper) -> Region:
    region = _region(paper, appendix.orientation)
    boxes: list[Box] = [centred(number, Face(14, bold=True), outline=1)]
    boxes.append(centred(appendix.title, Face(14, bold=True)))
    if appendix.reference:
        boxes.append(centred(f"({appendix.reference})", Face(14, italic=True)))
    boxes += _opened([box for block in appendix.body for box in _block(block, paper, region)])
    return replace(region, boxes=tuple(boxes))


def _block(block: Block, paper: Paper, region: Region) -> list[Box]:
    match block:
        case Table():
            return [_sheet(block, paper, region)]
        case SignOff():
            return [sign_off(block, paper.size or paper.profile.body.size, region.width)]
        case Fields():
            return [_fields(block, paper, region)]
        case PageBreak():
            return [Break()]
        case _:
            return list(_lines(block, paper))


def _lines(block: Heading | Paragraph | Item | Entry | DottedLines, paper: Paper) -> list[Line]:
    profile = paper.profile
    body = Face(paper.size or profile.body.size)
    match block:
        case Heading():
            return _heading(block, body, profile)
        case Paragraph():
            return _paragraph(block, body, profile)
        case Item():
            before = label(block)
            named = Run(f"{before} " if before else "", bold=block.level is Level.ARTICLE)
            return [_text((named, *_runs(block.text)), body, profile, align=Align.JUSTIFY)]
        case Entry():
            return _entry(block, body)
        case DottedLines():
            return [_dots(body) for _ in range(block.count)]


def _heading(block: Heading, body: Face, profile: Profile) -> list[Line]:
    """The number before the words; of parts, chapters and sections above them, both centred."""
    number = label(block)
    bold = Face(body.size, bold=block.level is not Level.POINT)
    level = OUTLINE[block.level]
    if block.level not in NAMED_BELOW:
        words = f"{number} {block.text}".strip()
        line = _text(words, bold, profile, align=Align.JUSTIFY)
        return [replace(line, outline=level, keep_next=True)]
    parts = [part for part in (number, block.text) if part]
    lines = [_text(part, bold, profile, align=Align.CENTER, indent=False) for part in parts]
    return [replace(line, outline=0 if place else level, keep_next=True) for place, line in enumerate(lines)]


def _runs(text: Text) -> tuple[Run, ...]:
    return (Run(text),) if isinstance(text, str) else text


def _text(text: Text, face: Face, profile: Profile, *, align: Align, indent: bool = True) -> Line:
    exact = max(profile.exact_line, face.size * LINE_PITCH) if profile.exact_line else None
    first = profile.indent if indent else 0
    return Line(runs_of(text, face), face.size, align, profile.spacing, first_indent=first, exact=exact)


def _paragraph(block: Paragraph, body: Face, profile: Profile) -> list[Line]:
    """One line box; a plain text with line ends becomes as many, since justified lines must not be torn."""
    face = Face(block.size or body.size)
    indent = block.indent and block.align in {Align.JUSTIFY, Align.LEFT}
    parts: tuple[Text, ...] = (block.text,)
    if isinstance(block.text, str):
        parts = tuple(printable(block.text).split("\n"))
    lines = [_text(part, face, profile, align=block.align, indent=indent) for part in parts]
    return [replace(line, keep_next=block.keep_with_next) for line in lines]


def _entry(block: Entry, body: Face) -> list[Line]:
    label = Run(f"{block.label}: ", bold=True)
    if block.value.strip():
        first, *others = printable(block.value).split("\n")
        lines = [Line(runs_of((label, Run(first)), body), body.size, Align.JUSTIFY, before=5)]
        return lines + [Line(runs_of(other, body), body.size, Align.JUSTIFY, before=2) for other in others]
    lines = [Line(runs_of((label,), body), body.size, before=5, leader=True)]
    return lines + [_dots(body) for _ in range(block.lines - 1)]


def _dots(body: Face) -> Line:
    return Line((), body.size, before=5, leader=True)


def _fields(block: Fields, paper: Paper, region: Region) -> Grid:
    size = paper.size or paper.profile.body.size
    left = region.width * LABEL_SHARE
    rows = tuple(
        (
            (Line(runs_of(f"{label}:", Face(size)), size, before=3),),
            (Line(runs_of(value or "…", Face(size, bold=True)), size, before=3),),
        )
        for label, value in block.pairs
    )
    return Grid((left, region.width - left), rows, before=8)


def _sheet(table: Table, paper: Paper, region: Region) -> Sheet:
    size = table.size or paper.size or TABLE_SIZE
    total = sum(column.weight for column in table.columns)
    widths = tuple(region.width * column.weight / total for column in table.columns)
    return Sheet(
        widths=widths,
        titles=tuple(printable(column.title) for column in table.columns),
        aligns=tuple(column.align for column in table.columns),
        rows=tuple(_row(row, widths, size, region.height) for row in table.rows),
        size=size,
        repeat_header=table.repeat_header,
        merge_first=table.merge_first,
        padding=TIGHT_PADDING_Y if table.tight else CELL_PADDING_Y,
    )


def _row(row: Row, widths: tuple[float, ...], size: float, page_height: float) -> SheetRow:
    cells = tuple(printable(cell) for cell in row.cells)
    if all(len(cell) < SURELY_SHORT and "\n" not in cell for cell in cells):
        return SheetRow(cells, row.kind)
    height = row_height(cells, widths, size, bold=row.kind is not RowKind.PLAIN)
    return SheetRow(cells, row.kind, splits=height * MM_PER_POINT > page_height * SPLIT_ABOVE)


def row_height(cells: tuple[str, ...], widths: tuple[float, ...], size: float, *, bold: bool) -> float:
    """Height in points of a row's tallest text, without padding."""
    lines = 1
    for place, cell in enumerate(cells):
        width = sum(widths[place:]) if place == len(cells) - 1 else widths[place]
        room = width - 2 * CELL_PADDING_X
        lines = max(lines, line_count((Run(cell, bold=bold),), size, room))
    return lines * size * LINE_PITCH


def title_lines(paper: Paper) -> tuple[str, ...]:
    """The title as a worksheet shows it."""
    if isinstance(paper.head, OfficialHead):
        return tuple(line for line in (paper.kind or "", paper.subject) if line)
    return paper.head.title
