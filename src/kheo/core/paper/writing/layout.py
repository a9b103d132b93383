"""Compose a paper: from its parts and its profile to boxes with every size decided."""

from dataclasses import replace

from kheo.core.paper.model import (
    Align,
    Appendix,
    Block,
    Chart,
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
from kheo.core.paper.writing import charts
from kheo.core.paper.writing.boxes import (
    CELL_PADDING_X,
    CELL_PADDING_Y,
    TIGHT_PADDING_Y,
    Box,
    Break,
    Grid,
    Layout,
    Line,
    Picture,
    Region,
    Role,
    Sheet,
    SheetRow,
)
from kheo.core.paper.writing.characters import printable
from kheo.core.paper.writing.foot import foot, sign_off
from kheo.core.paper.writing.heads import (
    addressees,
    form_head,
    official_head,
    opening,
    title_boxes,
    with_marks,
)
from kheo.core.paper.writing.looks import TABLE_SIZE, dress
from kheo.core.paper.writing.metrics import LINE_PITCH, MM_PER_POINT, line_count
from kheo.core.paper.writing.setting import evened, runs_of

LABEL_SHARE = 0.34
SURELY_SHORT = 100  # characters: such a cell is never half a page tall, so its height need not be measured
SPLIT_ABOVE = 0.5  # of the page's height
_HEADINGS = {
    Level.PART: Role.PART,
    Level.CHAPTER: Role.CHAPTER,
    Level.SECTION: Role.SECTION,
    Level.SUBSECTION: Role.SUBSECTION,
    Level.ARTICLE: Role.ARTICLE_HEADING,
    Level.ROMAN: Role.ROMAN,
    Level.CLAUSE: Role.CLAUSE_HEADING,
    Level.POINT: Role.POINT_HEADING,
}
_ITEMS = {
    Level.ARTICLE: Role.ARTICLE,
    Level.CLAUSE: Role.CLAUSE,
    Level.POINT: Role.POINT,
    Level.DASH: Role.DASH,
    Level.PLUS: Role.DASH,
}


def compose(paper: Paper) -> Layout:
    """The whole paper, its main part and each appendix in a region of its own."""
    author = paper.head.issuer if isinstance(paper.head, OfficialHead) else paper.head.unit or ""
    regions = [_main(paper)]
    for place, appendix in enumerate(paper.appendices):
        number = _appendix_number(place, len(paper.appendices), paper.profile)
        regions.append(_appendix(appendix, number, paper))
    size = paper.size or paper.profile.body.size
    return Layout(paper.profile, printable(paper.title), printable(author), size, tuple(regions))


def _main(paper: Paper) -> Region:
    region = _region(paper, paper.orientation)
    width = region.width
    boxes: list[Box] = []
    if isinstance(paper.head, OfficialHead):
        boxes.append(official_head(paper.head, paper, width))
        boxes += title_boxes(paper, width)
        boxes += addressees(paper)
        boxes += opening(paper)
    else:
        boxes += form_head(paper.head, paper, width)
    blocks = _ended(paper) if isinstance(paper.head, OfficialHead) else paper.body
    body = [box for block in blocks for box in _block(block, paper, region)]
    body = _opened(body)
    closing = foot(paper, width)
    if closing and body and isinstance(body[-1], Line):
        body[-1] = replace(body[-1], keep_next=True)
    return with_marks(replace(region, boxes=(*boxes, *body, *closing)), paper)


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
    profile = paper.profile
    boxes: list[Box] = [dress(Role.APPENDIX, appendix.label or number, profile)]
    boxes.append(evened(dress(Role.APPENDIX_TITLE, appendix.title, profile), within=region.width))
    if appendix.reference:
        reference = dress(Role.APPENDIX_REFERENCE, f"({appendix.reference})", profile)
        boxes.append(evened(reference, within=region.width))
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
        case Chart():
            return _chart(block, paper, region)
        case _:
            return list(_lines(block, paper))


def _chart(chart: Chart, paper: Paper, region: Region) -> list[Box]:
    """The drawing, never parted from its title above it."""
    title = Paragraph((Run(chart.title, italic=True),), align=Align.CENTER, indent=False, keep_with_next=True)
    height = region.width * charts.height_of(chart) / charts.WIDTH
    return [*_paragraph(title, paper), Picture(chart, region.width, height)]


def _lines(block: Heading | Item | Paragraph | Entry | DottedLines, paper: Paper) -> list[Line]:
    match block:
        case Heading():
            return _heading(block, paper)
        case Item():
            number = label(block)
            named = (Run(f"{number} ", bold=block.level is Level.ARTICLE),) if number else ()
            role = _ITEMS.get(block.level, Role.BODY)
            return [dress(role, (*named, *_runs(block.text)), paper.profile, size=paper.size)]
        case Paragraph():
            return _paragraph(block, paper)
        case Entry():
            return _entry(block, paper)
        case DottedLines():
            return [_dots(paper) for _ in range(block.count)]


def _heading(block: Heading, paper: Paper) -> list[Line]:
    """The number before the words; of parts, chapters and sections above them, both centred."""
    number, role = label(block), _HEADINGS.get(block.level, Role.BODY)
    if block.level not in NAMED_BELOW:
        words = Run(f"{number} {block.text}".strip(), bold=block.level is not Level.POINT)
        return [replace(dress(role, (words,), paper.profile, size=paper.size), keep_next=True)]
    lines = [dress(role, number, paper.profile, size=paper.size)] if number else []
    if block.text:
        line = dress(Role.NAME_BELOW if lines else role, block.text, paper.profile, size=paper.size)
        lines.append(replace(line, before=0) if lines else line)
    return lines


def _runs(text: Text) -> tuple[Run, ...]:
    return (Run(text),) if isinstance(text, str) else text


def _paragraph(block: Paragraph, paper: Paper) -> list[Line]:
    """One line box; a plain text with line ends becomes as many, since justified lines must not be torn."""
    parts: tuple[Text, ...] = (block.text,)
    if isinstance(block.text, str):
        parts = tuple(printable(block.text).split("\n"))
    return [_text(part, block, paper) for part in parts]


def _text(text: Text, block: Paragraph, paper: Paper) -> Line:
    line = dress(Role.BODY, text, paper.profile, size=paper.size)
    size = block.size or line.size
    indented = block.indent and block.align in {Align.JUSTIFY, Align.LEFT}
    return replace(
        line,
        size=size,
        align=block.align,
        first_indent=line.first_indent if indented else 0,
        exact=max(line.exact, size * LINE_PITCH) if line.exact else None,
        keep_next=block.keep_with_next,
    )


def _entry(block: Entry, paper: Paper) -> list[Line]:
    named = Run(f"{block.label}: ", bold=block.strong)
    if block.value.strip():
        first, *others = printable(block.value).split("\n")
        lines = [dress(Role.ENTRY, (named, Run(first)), paper.profile, size=paper.size)]
        further = [dress(Role.ENTRY, other, paper.profile, size=paper.size) for other in others]
        return lines + [replace(line, before=2) for line in further]
    line = dress(Role.ENTRY, (named,), paper.profile, size=paper.size)
    indent = paper.profile.indent if isinstance(paper.head, OfficialHead) else 0
    lines = [replace(line, align=Align.LEFT, leader=True, first_indent=indent)]
    return lines + [_dots(paper) for _ in range(block.lines - 1)]


def _dots(paper: Paper) -> Line:
    line = dress(Role.ENTRY, (), paper.profile, size=paper.size)
    return replace(line, align=Align.LEFT, leader=True)


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
