"""A paper as .docx: editable, A4, Times New Roman, real heading styles, header rows that repeat.

The package is written part by part: nothing of a word processor's template comes along, and a paper costs
a few milliseconds.
"""

import zipfile
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from xml.sax.saxutils import escape

from kheo.core.paper.model import OfficialHead, Paper
from kheo.core.paper.profiles import Profile
from kheo.core.paper.writing import charts
from kheo.core.paper.writing.boxes import Layout, Line, Picture, Region, Role
from kheo.core.paper.writing.layout import compose
from kheo.core.paper.writing.looks import Looks, looks
from kheo.core.paper.writing.word_styles import LANGUAGE, NAMESPACE, styles_markup
from kheo.core.paper.writing.wordml import body_markup, dxa, line_markup, style_id

HEADER_HEIGHT = 8.0  # millimetres: one line of 14 points and a little
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # zip files name some moment; the same paper is the same file
# Parts beside the document: relation, kind of part, file.
_PARTS = (
    ("rId1", "styles", "styles.xml"),
    ("rId2", "settings", "settings.xml"),
    ("rId3", "fontTable", "fontTable.xml"),
    ("rId4", "header", "header1.xml"),  # page number
    ("rId5", "header", "header2.xml"),  # first page of the paper
    ("rId6", "header", "header3.xml"),  # first page of an appendix
    ("rId7", "footer", "footer1.xml"),
    ("rId8", "footer", "footer2.xml"),
)


def write_docx(paper: Paper, *, at: datetime | None = None) -> bytes:
    """The paper as a .docx file. `at` is written as the moment of making; without it the paper's own day."""
    layout = compose(paper)
    style = looks(paper.profile, layout.base_size)
    main = layout.regions[0]
    parts = {
        **_fixed(paper.profile, layout.base_size),
        "word/document.xml": _document(layout, style),
        "word/header2.xml": _margin_part("hdr", main.top, main, style),
        "word/footer1.xml": _margin_part("ftr", main.bottom, main, style),
        "docProps/core.xml": _properties(layout, (at or made_on(paper)).astimezone(UTC)),
    }
    pictures = _pictures(layout)
    if pictures:
        relations = "".join(
            f'<Relationship Id="{name}" Type="{_OFFICE}/image" Target="media/{name}.png"/>'
            for name in pictures
        )
        known = parts["word/_rels/document.xml.rels"]
        parts["word/_rels/document.xml.rels"] = known.replace(
            "</Relationships>", f"{relations}</Relationships>"
        )
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):  # “[Content_Types].xml” sorts first, as readers like it
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _DECLARATION + parts[name])
        for name, data in pictures.items():
            archive.writestr(zipfile.ZipInfo(f"word/media/{name}.png", _EPOCH), data)
    return file.getvalue()


def _pictures(layout: Layout) -> dict[str, bytes]:
    """“picture1” → its file, in the order in which the pages show them."""
    found = [box.chart for region in layout.regions for box in region.boxes if isinstance(box, Picture)]
    return {f"picture{number}": charts.png(chart) for number, chart in enumerate(found, 1)}


@lru_cache(maxsize=32)
def _fixed(profile: Profile, size: float) -> dict[str, str]:
    """The parts that all papers of a profile share."""
    style = looks(profile, size)
    types = "".join(
        f'<Override PartName="/word/{file}" ContentType="{_WORD}.{kind}+xml"/>' for _, kind, file in _PARTS
    )
    relations = "".join(
        f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{file}"/>'
        for identity, kind, file in _PARTS
    )
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
            'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{types}'
            '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.'
            'core-properties+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
            f'Target="word/document.xml"/><Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/'
            'core-properties" Target="docProps/core.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
        ),
        "word/styles.xml": styles_markup(style),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _FONT_TABLE,
        "word/header1.xml": f"<w:hdr {NAMESPACE}>{_page_number()}</w:hdr>",
        "word/header3.xml": f"<w:hdr {NAMESPACE}>{_EMPTY}</w:hdr>",
        "word/footer2.xml": f"<w:ftr {NAMESPACE}>{_EMPTY}</w:ftr>",
    }


# Word 2013 rules: a table's border, not its text, stands on the margin.
_SETTINGS = (
    f'<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    f'<w:themeFontLang w:val="{LANGUAGE}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
_FONT_TABLE = (
    f'<w:fonts {NAMESPACE}><w:font w:name="Times New Roman"><w:panose1 w:val="02020603050405020304"/>'
    '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)
_EMPTY = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def _page_number() -> str:
    """Arabic, centred in the top margin, not on the first page (NĐ 30, PL I, I.7)."""
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(Role.PAGE_NUMBER)}"/></w:pPr>{field}</w:p>'


def _margin_part(tag: str, lines: tuple[Line, ...], region: Region, style: Looks) -> str:
    body = "".join(line_markup(line, region.width, style) for line in lines) or _EMPTY
    return f"<w:{tag} {NAMESPACE}>{body}</w:{tag}>"


def _document(layout: Layout, style: Looks) -> str:
    parts: list[str] = []
    last, pictures = len(layout.regions) - 1, 1
    for place, region in enumerate(layout.regions):
        parts.append(body_markup(region, style, first_picture=pictures))
        pictures += sum(isinstance(box, Picture) for box in region.boxes)
        section = _section(region, first=place == 0)
        # The paragraph that carries an earlier section must not push a page of its own.
        parts.append(section if place == last else _EMPTY.replace("</w:pPr>", f"{section}</w:pPr>"))
    return f'<w:document {NAMESPACE} xmlns:r="{_OFFICE}"><w:body>{"".join(parts)}</w:body></w:document>'


def _section(region: Region, *, first: bool) -> str:
    """Page, margins and numbers of one region; its first page bears marks instead of a number."""
    top, bottom = ("rId5", "rId7") if first else ("rId6", "rId8")
    width, height = region.page
    margins = region.margins
    turned = ' w:orient="landscape"' if region.landscape else ""
    # A header that does not end above the margin pushes the text down.
    above = min(region.number_from_top, max(margins.top - HEADER_HEIGHT, 0))
    below = min(region.number_from_top, max(margins.bottom - HEADER_HEIGHT, 0))
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="{top}"/>'
        f'<w:footerReference w:type="first" r:id="{bottom}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{dxa(width)}" w:h="{dxa(height)}"{turned}/>'
        f'<w:pgMar w:top="{dxa(margins.top)}" w:right="{dxa(margins.right)}" w:bottom="{dxa(margins.bottom)}" '
        f'w:left="{dxa(margins.left)}" w:header="{dxa(above)}" w:footer="{dxa(below)}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:cols w:space="720"/><w:titlePg/></w:sectPr>'
    )


def _properties(layout: Layout, moment: datetime) -> str:
    author = escape(layout.author[:255])
    stamp = f'xsi:type="dcterms:W3CDTF">{moment:%Y-%m-%dT%H:%M:%SZ}'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(layout.title[:255])}</dc:title><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><dc:language>{LANGUAGE}</dc:language>"
        f"<dcterms:created {stamp}</dcterms:created><dcterms:modified {stamp}</dcterms:modified>"
        "</cp:coreProperties>"
    )


def made_on(paper: Paper) -> datetime:
    """The paper's own day; the day its rules came into force where it has none (files must name some day)."""
    day = (
        paper.head.on if isinstance(paper.head, OfficialHead) and paper.head.on else paper.profile.valid_from
    )
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
