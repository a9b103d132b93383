"""The styles of a .docx: one for each component, named in Vietnamese so that a clerk can go on with them."""

from xml.sax.saxutils import quoteattr

from kheo.core.paper.profiles import Face
from kheo.core.paper.writing.boxes import Role
from kheo.core.paper.writing.looks import Look, Looks
from kheo.core.paper.writing.wordml import (
    BLACK,
    align_markup,
    indent_markup,
    size_markup,
    spacing_markup,
    style_id,
)

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BASED_ON = {
    Role.KIND: "Title",
    Role.FORM_TITLE: "Title",
    Role.APPENDIX: "Heading1",
    Role.PART: "Heading1",
    Role.CHAPTER: "Heading1",
    Role.ROMAN: "Heading1",
    Role.SECTION: "Heading2",
    Role.CLAUSE_HEADING: "Heading2",
    Role.SUBSECTION: "Heading3",
    Role.ARTICLE_HEADING: "Heading3",
    Role.POINT_HEADING: "Heading3",
    Role.PAGE_NUMBER: "Header",
    Role.CONTACT: "Footer",
}
"""Word's own styles beneath ours: they carry the outline that navigation and tables of contents follow."""

_FONTS = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
_LOOK = f'<w:rPr>{_FONTS}<w:color w:val="{BLACK}"/></w:rPr>'
_RULE_ABOVE = f'<w:pBdr><w:top w:val="single" w:sz="6" w:space="2" w:color="{BLACK}"/></w:pBdr>'


def styles_markup(looks: Looks) -> str:
    """word/styles.xml: defaults, Word's own styles that are needed, and one style a component."""
    size = looks[Role.PLAIN].face.size
    language = f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="{LANGUAGE}"/>'
    own = "".join(_own(role, look) for role, look in looks.items() if role)
    return (
        f"<w:styles {NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}{size_markup(size)}{language}</w:rPr>"
        f"</w:rPrDefault><w:pPrDefault><w:pPr>{spacing_markup(0, None)}</w:pPr></w:pPrDefault></w:docDefaults>"
        f"{_BUILT_IN}{own}</w:styles>"
    )


def _own(role: Role, look: Look) -> str:
    following = style_id(Role.BODY) if role in BASED_ON else style_id(role)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id(role)}">'
        f'<w:name w:val={quoteattr(role.value)}/><w:basedOn w:val="{BASED_ON.get(role, "Normal")}"/>'
        f'<w:next w:val="{following}"/><w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:pPr>{_paragraph(role, look)}</w:pPr><w:rPr>{_letters(look.face)}</w:rPr></w:style>"
    )


def _paragraph(role: Role, look: Look) -> str:
    keep = "<w:keepNext/>" if look.keep_next else ""
    rule = _RULE_ABOVE if role is Role.CONTACT else ""
    indent = indent_markup(0, 0, look.first_indent) if look.first_indent else ""
    return f"{keep}{rule}{spacing_markup(look.before, look.exact)}{indent}{align_markup(look.align)}"


def _letters(face: Face) -> str:
    marks = "<w:b/><w:bCs/>" if face.bold else ""
    marks += "<w:i/><w:iCs/>" if face.italic else ""
    marks += size_markup(face.size)
    return marks + ('<w:u w:val="single"/>' if face.underline else "")


def _built(
    identity: str, name: str, more: str = "", *, default: bool = False, kind: str = "paragraph"
) -> str:
    mark = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{mark} w:styleId="{identity}"><w:name w:val="{name}"/>{more}</w:style>'


def _heading(level: int) -> str:
    more = f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:pPr><w:keepNext/><w:outlineLvl w:val="{level - 1}"/></w:pPr>{_LOOK}'
    return _built(f"Heading{level}", f"heading {level}", more)


_BASED = '<w:basedOn w:val="Normal"/>'
_BUILT_IN = "".join(
    (
        _built("Normal", "Normal", f"<w:qFormat/>{_LOOK}", default=True),
        _built(
            "DefaultParagraphFont",
            "Default Paragraph Font",
            "<w:semiHidden/>",
            default=True,
            kind="character",
        ),
        _built(
            "TableNormal",
            "Normal Table",
            '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
            '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>",
            default=True,
            kind="table",
        ),
        _built("NoList", "No List", "<w:semiHidden/>", default=True, kind="numbering"),
        _built("Title", "Title", f'{_BASED}<w:next w:val="Normal"/>{_LOOK}'),
        *(_heading(level) for level in (1, 2, 3)),
        _built("Header", "header", f"{_BASED}{_LOOK}"),
        _built("Footer", "footer", f"{_BASED}{_LOOK}"),
    )
)
