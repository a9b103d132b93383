"""“Sổ đăng ký văn bản đi” as a paper, and a paper of the register with its metadata as one archive."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.core.paper.metadata import Metadata, check_lengths, metadata_json, metadata_xml
from kheo.core.paper.model import Align, Column, FormHead, Orientation, Paper, Row, Table
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from kheo.core.paper.writing.template import Rows, fill_template, values_of
from kheo.core.paper.writing.xlsx import write_xlsx
from kheo.core.vietnamese import fold, short_date
from kheo.documents import register
from kheo.documents.models import Document, DocumentVersion
from kheo.documents.services.files import read
from kheo.documents.states import DocumentState
from kheo.kernel.clock import VIETNAM, day_of
from kheo.units import public as units
from kheo.units.public import Unit

WRITERS = {"docx": write_docx, "pdf": write_pdf, "xlsx": write_xlsx}
_COLUMNS = (
    Column("Số, ký hiệu văn bản", 13),
    Column("Ngày tháng văn bản", 11, Align.CENTER),
    Column("Tên loại và trích yếu nội dung văn bản", 34),
    Column("Người ký", 14),
    Column("Nơi nhận văn bản", 18),
    Column("Đơn vị, người nhận bản lưu", 12),
    Column("Số lượng bản", 8, Align.CENTER),
    Column("Ghi chú", 16),
)


def written(paper: Paper, form: str, *, at: datetime) -> bytes:
    """The paper as “docx”, “pdf” or “xlsx”. Raises NotFound for another form."""
    if form not in WRITERS:
        raise NotFound(N_("Chỉ có bản .docx, .pdf và .xlsx."), code="paper-form")
    return WRITERS[form](paper, at=at)


def docx_of(
    paper: Paper, unit: Unit, kind: str, *, at: datetime, lists: Mapping[str, Rows] | None = None
) -> bytes:
    """The paper as .docx, in the unit's own template for this kind where it has one; `lists` fill its tables."""
    own = register.template_of(unit, kind)
    if own is None:
        return write_docx(paper, at=at)
    name = units.name_of(unit, day_of(at))
    values: dict[str, str | Rows] = {**values_of(paper), "ten_don_vi": name, **(lists or {})}
    return fill_template(read(own.file), values)


def register_book(unit: Unit, year: int, rows: Iterable[Document], on: date) -> Paper:
    """The register of one year as the clerk keeps it (Nghị định 30/2020/NĐ-CP, Phụ lục IV), by day; numbers without
    a paper (kept, “bỏ”) stand last.
    """
    table = Table(_COLUMNS, tuple(_line(row) for row in rows), name=f"Văn bản đi {year}")
    return Paper(
        profile=register.profile_of(unit, on),
        head=FormHead(("SỔ ĐĂNG KÝ VĂN BẢN ĐI", f"NĂM {year}"), unit=units.name_of(unit, on)),
        body=(table,),
        orientation=Orientation.LANDSCAPE,
    )


def _line(row: Document) -> Row:
    return Row(
        (
            register.number_shown(row),
            short_date(row.issued_on) if row.issued_on else "",
            f"{row.get_kind_display()}: {row.subject}",
            row.signer,
            row.recipients,
            "",  # written by hand when the file copy is handed over
            "" if row.copies is None else str(row.copies),
            remark(row),
        )
    )


def remark(row: Document) -> str:
    """“Bỏ: …”, “Đã thu hồi: …”; nothing of a paper that stands."""
    if row.state in {DocumentState.DRAFT, DocumentState.ISSUED}:
        return "Giữ số, chưa ban hành" if row.state == DocumentState.DRAFT else ""
    said = str(DocumentState(row.state).label)
    return f"{said}: {row.closed_reason}" if row.closed_reason else said


def metadata_of(row: Document) -> Metadata:
    """What the decree asks to go with an issued paper. Raises InvalidInput before it is issued."""
    if row.issued_on is None or not row.number:
        raise InvalidInput(
            N_("Văn bản chưa ban hành nên chưa có số, ngày để xuất kèm."), code="metadata-not-issued"
        )
    return Metadata(
        organ_id=row.unit.code,
        organ_name=units.name_of(row.unit, row.issued_on),
        type_name=row.get_kind_display(),
        number=row.number,
        notation=row.symbol,
        issued_on=row.issued_on,
        subject=row.subject,
        file_catalog=str(row.issued_on.year),
        pages=row.pages,
        signer_position=row.signer_position,
        signer_name=row.signer,
        recipients=tuple(filter(None, row.recipients.split("; "))),
        copies=row.copies,
    )


def bundle(row: Document, *, at: datetime) -> bytes:
    """The last text and every signed copy with metadata.xml and metadata.json. Raises InvalidInput that names
    what is too long.
    """
    metadata = metadata_of(row)
    check_lengths(metadata)
    versions = list(row.versions.exclude(file=None).select_related("file").order_by("number"))
    texts = [one for one in versions if one.role == DocumentVersion.Role.TEXT][-1:]
    kept = [*texts, *(one for one in versions if one.role == DocumentVersion.Role.SIGNED)]
    files = [(_plain_name(one), read(one.file)) for one in kept if one.file is not None]
    files += [("metadata.xml", metadata_xml(metadata)), ("metadata.json", metadata_json(metadata))]
    out = io.BytesIO()
    moment = at.astimezone(VIETNAM).timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, moment), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _plain_name(version: DocumentVersion) -> str:
    stem, _dot, suffix = version.file_name.rpartition(".")
    return f"{version.number}-{fold(stem).replace(' ', '-')[:60] or 'van-ban'}.{fold(suffix) or 'bin'}"
