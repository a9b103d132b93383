"""A unit's own .docx with named places to fill: “{{ ten_don_vi }}”, and table rows repeated for a list.

A template is somebody's file, so only two forms are understood, a name alone and a loop over a known list;
everything else is refused before anything is run.
"""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kheo.core.errors import N_, InvalidInput, KheoError
from kheo.core.paper.archive import Archive, open_archive
from kheo.core.paper.gate import check_size
from kheo.core.paper.limits import MB, Limits
from kheo.core.paper.model import Entry, Heading, Item, OfficialHead, Paper, Paragraph, plain
from kheo.core.paper.outline import label
from kheo.core.paper.refusals import refusal
from kheo.core.paper.writing.characters import printable
from kheo.core.paper.writing.setting import day_words

if TYPE_CHECKING:
    from jinja2 import Template

Rows = Sequence[Mapping[str, str]]

PLACES: Mapping[str, str] = {
    "co_quan_cap_tren": "cơ quan, tổ chức cấp trên",
    "co_quan_ban_hanh": "cơ quan, tổ chức ban hành",
    "so": "số văn bản",
    "ky_hieu": "ký hiệu văn bản",
    "dia_danh": "địa danh",
    "ngay_thang": "“ngày 05 tháng 02 năm 2026”",
    "ten_loai": "tên loại văn bản, chữ in hoa",
    "trich_yeu": "trích yếu nội dung",
    "kinh_gui": "nơi nhận chính, mỗi nơi một dòng",
    "can_cu": "các căn cứ, mỗi căn cứ một dòng",
    "noi_dung": "toàn bộ lời văn, mỗi đoạn một dòng",
    "noi_nhan": "nơi nhận, mỗi nơi một dòng",
    "quyen_han_ky": "dòng TM., KT., TL. … trên chức vụ",
    "chuc_vu": "chức vụ người ký",
    "nguoi_ky": "họ và tên người ký",
    "ten_don_vi": "tên đơn vị lập danh sách",
    "nam": "năm của phong trào",
}
"""Every place that may be filled, with what stands there."""

LISTS: Mapping[str, Mapping[str, str]] = {
    "danh_sach": {
        "tt": "số thứ tự",
        "ten": "tên mô hình",
        "don_vi": "đơn vị đăng ký",
        "chu_tri": "tập thể, cá nhân chỉ đạo xây dựng mô hình",
        "dia_chi": "địa chỉ mô hình",
        "linh_vuc": "lĩnh vực",
        "thoi_gian": "thời gian thực hiện",
    }
}
"""Lists for the rows of a table, with the fields of a row."""

LIMITS = Limits(document_bytes=5 * MB, archive_entries=300, archive_bytes=30 * MB, part_bytes=8 * MB)
UNKNOWN_YET = "…………"  # a place known by name but not by value is left to write by hand

_PRINTED = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_COMMAND = re.compile(r"\{%-?(.*?)-?%\}", re.DOTALL)
_LOOP = re.compile(r"for\s+([a-z]\w*)\s+in\s+([a-z]\w*)")
_FIELD = re.compile(r"([a-z]\w*)\.([a-z]\w*)")
_ACTIVE_PARTS = re.compile(r"(?:^|/)(?:embeddings|activeX|afchunk)", re.IGNORECASE)
_ACTIVE_FIELDS = re.compile(rb"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE)\b")
_OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_HYPERLINK = b"/relationships/hyperlink"


def fill_template(data: bytes, values: Mapping[str, str | Rows]) -> bytes:
    """The template with its places filled; a place without a value is left to write by hand.

    Raises UnreadableFile for a file that cannot be taken (too large, macros, damaged), InvalidInput with the
    code template-place where it names a place that is not known, template-danger where it asks for more than
    filling places.
    """
    check_size(len(data), LIMITS)
    if not data.startswith(b"PK"):
        raise refusal("file-corrupted") if data else refusal("file-empty")
    _refuse_active(open_archive(data, LIMITS))
    try:
        return _filled(data, values)
    except KheoError:
        raise
    except Exception as error:
        # Whatever a damaged template makes two libraries raise, the clerk needs one sentence.
        if type(error).__name__ in {"TemplateSyntaxError", "UndefinedError", "SecurityError"}:
            raise _dangerous(str(error)) from error
        raise refusal("file-corrupted") from error


def check_template(data: bytes) -> None:
    """Whether the template can be filled: the refusals of `fill_template`, before it is kept."""
    fill_template(data, {})


def _filled(data: bytes, values: Mapping[str, str | Rows]) -> bytes:
    from docxtpl import DocxTemplate  # noqa: PLC0415 -- slow import
    from jinja2 import StrictUndefined  # noqa: PLC0415 -- slow import
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 -- slow import

    class Environment(ImmutableSandboxedEnvironment):
        """Looks at every piece of a template before it is compiled."""

        def from_string(self, source: Any, *given: Any, **options: Any) -> "Template":
            _check(source)
            return super().from_string(source, *given, **options)

    template = DocxTemplate(BytesIO(data))
    template.render(_context(values), Environment(autoescape=True, undefined=StrictUndefined))
    file = BytesIO()
    template.save(file)
    return file.getvalue()


def _context(values: Mapping[str, str | Rows]) -> dict[str, object]:
    context: dict[str, object] = dict.fromkeys(PLACES, UNKNOWN_YET)
    context |= {name: [] for name in LISTS}
    for name, value in values.items():
        if isinstance(value, str):
            context[name] = printable(value) or UNKNOWN_YET
        else:
            fields = LISTS[name]
            context[name] = [{field: printable(row.get(field, "")) for field in fields} for row in value]
    return context


def _check(source: str) -> None:
    """Every place and every loop of a piece, one after the other, as a reader meets them."""
    loop: tuple[str, str] | None = None
    for found in sorted([*_PRINTED.finditer(source), *_COMMAND.finditer(source)], key=re.Match.start):
        words = found[1].strip()
        if found.re is _PRINTED:
            _check_place(words, loop)
        elif words == "endfor" and loop:
            loop = None
        elif (said := _LOOP.fullmatch(words)) and loop is None:
            if said[2] not in LISTS:
                raise _unknown(said[2], LISTS)
            loop = (said[1], said[2])
        else:
            raise _dangerous(words)


def _check_place(words: str, loop: tuple[str, str] | None) -> None:
    if words in PLACES:
        return
    field = _FIELD.fullmatch(words)
    if field and loop and field[1] == loop[0]:
        if field[2] not in LISTS[loop[1]]:
            raise _unknown(words, [f"{loop[0]}.{name}" for name in LISTS[loop[1]]])
        return
    raise _unknown(words, PLACES)


def _unknown(words: str, names: Sequence[str] | Mapping[str, object]) -> InvalidInput:
    return InvalidInput(
        N_("Mẫu có chỗ điền «%(place)s» mà Khéo không biết; các chỗ điền dùng được: %(names)s."),
        code="template-place",
        field="template",
        place=words[:80],
        names=", ".join(names),
    )


def _dangerous(words: str) -> InvalidInput:
    return InvalidInput(
        N_(
            "Mẫu có lệnh «%(words)s» mà Khéo không thực hiện: chỉ dùng chỗ điền như {{ ten_don_vi }} và dòng bảng "
            "lặp theo danh_sach. Hãy bỏ lệnh này rồi tải lại."
        ),
        code="template-danger",
        field="template",
        words=words[:80],
    )


def _refuse_active(archive: Archive) -> None:
    """Nothing in a template may fetch or run: embedded objects, outside addresses, fields that read files."""
    if "word/document.xml" not in archive.names:
        raise refusal("file-kind")
    if any(_ACTIVE_PARTS.search(name) for name in archive.names):
        raise _dangerous("đối tượng nhúng")
    for name in archive.names:
        if name.endswith(".rels"):
            outside = _OUTSIDE.findall(archive.read(name))
            if any(_HYPERLINK not in relation for relation in outside):
                raise _dangerous("liên kết ra ngoài tệp")
        elif name.endswith(".xml") and b"instr" in (part := archive.read(name)):
            said = _ACTIVE_FIELDS.search(part)
            if said:
                raise _dangerous(said[0].decode())


def values_of(paper: Paper) -> dict[str, str]:
    """What a numbered paper puts into the places of a template."""
    values = {
        "ten_loai": paper.kind or "",
        "trich_yeu": paper.subject,
        "kinh_gui": "\n".join(paper.addressees),
        "can_cu": "\n".join(paper.bases),
        "noi_dung": "\n".join(_said(paper)),
        "noi_nhan": "\n".join(f"- {one}" for one in paper.recipients),
    }
    if isinstance(head := paper.head, OfficialHead):
        values |= {
            "co_quan_cap_tren": head.superior,
            "co_quan_ban_hanh": head.issuer,
            "so": head.number or "",
            "ky_hieu": head.symbol,
            "dia_danh": head.place,
            "ngay_thang": day_words(head.on, month=head.month, year=head.year),
            "nam": str(head.on.year if head.on else head.year or ""),
        }
    if signer := paper.signature:
        prefixes = dict(paper.profile.prefixes)
        above = (f"{prefixes.get(line.prefix, line.prefix)} {line.body}" for line in signer.authority)
        values |= {
            "quyen_han_ky": "\n".join(above),
            "chuc_vu": signer.position,
            "nguoi_ky": signer.name,
        }
    return values


def _said(paper: Paper) -> list[str]:
    """The body paragraph by paragraph; tables have their own place in a template."""
    said: list[str] = []
    for block in paper.body:
        if isinstance(block, Heading | Item):
            said.append(f"{label(block)} {plain(block.text)}".strip())
        elif isinstance(block, Paragraph):
            said.append(plain(block.text))
        elif isinstance(block, Entry):
            said.append(f"{block.label}: {block.value or UNKNOWN_YET}")
    return said
