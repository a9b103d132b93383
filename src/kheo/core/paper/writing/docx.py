"""A paper as .docx: editable, A4, Times New Roman, real heading styles, header rows that repeat."""

import re
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt
from lxml import etree

from kheo.core.paper.model import OfficialHead, Paper
from kheo.core.paper.profiles import Face
from kheo.core.paper.writing.boxes import Region
from kheo.core.paper.writing.layout import compose
from kheo.core.paper.writing.wordml import STYLE_OF_OUTLINE, body_markup

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
HEADER_HEIGHT = 8.0  # millimetres: one line of 14 points and a little
PLACE = "#region-{}#"


def write_docx(paper: Paper, *, at: datetime | None = None) -> bytes:
    """The paper as a .docx file. `at` is written as the moment of making; without it the paper's own day."""
    layout = compose(paper)
    document: DocumentType = Document()
    _set_styles(document, layout.base_size)
    _set_properties(document, paper, layout.title, layout.author, at)
    _set_modern(document)
    for place, region in enumerate(layout.regions):
        section = document.sections[0] if place == 0 else _next_section(document)
        _set_page(section, region)
        if place == 0:
            _set_page_number(section, region.number)
        _hold_place(document, place)
    _fill_places(document, [body_markup(region.boxes, region.width) for region in layout.regions])
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _hold_place(document: DocumentType, place: int) -> None:
    """A mark where a region's boxes will stand; section properties stay last."""
    mark = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{PLACE.format(place)}</w:t></w:r></w:p>")
    document.element.body[-1].addprevious(mark)


def _fill_places(document: DocumentType, regions: list[str]) -> None:
    """Put the markup in and parse once: moving big tables between trees takes lxml seconds."""
    whole = etree.tostring(document.element, encoding="unicode")
    pieces = re.split(r"<w:p(?: [^<>]*)?><w:r><w:t>#region-\d+#</w:t></w:r></w:p>", whole)
    filled = [piece for pair in zip(pieces, [*regions, ""], strict=True) for piece in pair]
    document.part._element = parse_xml("".join(filled))  # noqa: SLF001 - the part has no setter


def _next_section(document: DocumentType) -> Section:
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    # The paragraph that carries the earlier section must not push a page of its own.
    holder = document.paragraphs[-1]
    holder.paragraph_format.line_spacing = Pt(1)
    holder.paragraph_format.space_after = Pt(0)
    return section


def _set_page(section: Section, region: Region) -> None:
    width, height = region.page
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if region.landscape else WD_ORIENT.PORTRAIT
    margins = region.margins
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    # A header that does not end above the margin pushes the text down.
    section.header_distance = Mm(min(region.number_from_top, max(margins.top - HEADER_HEIGHT, 0)))
    section.footer_distance = Mm(min(region.number_from_top, max(margins.bottom - HEADER_HEIGHT, 0)))
    section.different_first_page_header_footer = True
    properties = section._sectPr  # noqa: SLF001 - python-docx has no call for the first page's number
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    start = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
    properties.find(qn("w:pgMar")).addnext(start)


def _set_page_number(section: Section, face: Face) -> None:
    """Arabic, centred in the top margin, not on the first page (NĐ 30, PL I, I.7)."""
    header = section.header
    header.is_linked_to_previous = False
    first = section.first_page_header
    first.is_linked_to_previous = False
    first.paragraphs[0].paragraph_format.line_spacing = Pt(1)
    size = f'<w:rPr><w:sz w:val="{round(face.size * 2)}"/></w:rPr>'
    field = "".join(
        f"<w:r>{size}{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    look = f'<w:pPr><w:jc w:val="center"/>{size}</w:pPr>'
    markup = f"<w:p {nsdecls('w')}>{look}{field}</w:p>"
    old = header.paragraphs[0]._p  # noqa: SLF001 - the field has no call in python-docx
    old.addprevious(parse_xml(markup))
    old.getparent().remove(old)


def _set_modern(document: DocumentType) -> None:
    """Word 2013 rules: a table's border, not its text, stands on the margin."""
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    markup = (
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    # The schema wants it before these; python-docx's template has the first of them.
    later = ("w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping", "w:shapeDefaults")
    follower = next((found for tag in later if (found := settings.find(qn(tag))) is not None), None)
    if follower is None:
        settings.append(parse_xml(markup))
    else:
        follower.addprevious(parse_xml(markup))


def _set_styles(document: DocumentType, size: float) -> None:
    """Every style that is used in one font, black, without the template's spacing."""
    styles = document.styles.element
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'
    language = f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="{LANGUAGE}"/>'
    half = round(size * 2)
    sizes = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    defaults = (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{fonts}{sizes}{language}</w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    old = styles.find(qn("w:docDefaults"))
    styles.replace(old, parse_xml(defaults))
    wanted = {"Normal", "Header", "Footer", *STYLE_OF_OUTLINE.values()}
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) in wanted:
            _plain_style(style, fonts)


def _plain_style(style: object, fonts: str) -> None:
    """Keep a style's name, level and use; drop its colours, borders, sizes and spacing."""
    for tag in ("w:pPr", "w:rPr"):
        for old in style.findall(qn(tag)):  # type: ignore[attr-defined]
            style.remove(old)  # type: ignore[attr-defined]
    identity = style.get(qn("w:styleId"))  # type: ignore[attr-defined]
    level = {"Heading1": 0, "Heading2": 1, "Heading3": 2}.get(identity)
    outline = f'<w:keepNext/><w:outlineLvl w:val="{level}"/>' if level is not None else ""
    run = f'<w:rPr {nsdecls("w")}>{fonts}<w:color w:val="000000"/></w:rPr>'
    if outline:
        style.append(parse_xml(f"<w:pPr {nsdecls('w')}>{outline}</w:pPr>"))  # type: ignore[attr-defined]
    style.append(parse_xml(run))  # type: ignore[attr-defined]


def _set_properties(
    document: DocumentType, paper: Paper, title: str, author: str, at: datetime | None
) -> None:
    properties = document.core_properties
    properties.title = title[:255]
    properties.author = author[:255]
    properties.last_modified_by = author[:255]
    properties.subject = ""
    properties.comments = ""
    properties.keywords = ""
    properties.language = LANGUAGE
    moment = (at or made_on(paper)).astimezone(UTC)
    properties.created = properties.modified = moment.replace(tzinfo=None)


def made_on(paper: Paper) -> datetime:
    """The paper's own day; the day its rules came into force where it has none (files must name some day)."""
    day = (
        paper.head.on if isinstance(paper.head, OfficialHead) and paper.head.on else paper.profile.valid_from
    )
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
