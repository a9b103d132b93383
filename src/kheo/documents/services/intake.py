"""A paper is put into the register by hand: its file is read so that little has to be typed, and judged at the gate."""

from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings

from kheo.accounts.public import User
from kheo.core.errors import N_, UnreadableFile
from kheo.core.paper.gate import check_size
from kheo.core.paper.model import OfficialHead, Paper
from kheo.core.paper.reading.reader import read_paper
from kheo.core.paper.signing import verify_pdf
from kheo.core.vietnamese import upper_first
from kheo.documents import permissions
from kheo.documents.kinds import kind_of
from kheo.documents.models import Document, DocumentVersion
from kheo.documents.services.filing import Details, Upload, file_paper, not_a_filer
from kheo.documents.services.placing import require_subject
from kheo.kernel.clock import day_of
from kheo.units.public import Unit

_TAKEN = {"pdf", "docx"}
_ROOT_SUFFIXES = {".pem", ".cer", ".crt"}


def put_in(
    unit: Unit,
    *,
    kind: str,
    subject: str,
    by: User,
    at: datetime,
    data: bytes | None = None,
    name: str = "",
    scan_known: bool = False,
    replaces: Document | None = None,
) -> Document:
    """A draft of the register out of a file, or of what is typed alone; its number is confirmed next.

    Raises NotAllowed, InvalidInput, UnreadableFile, ClassifiedPaper: then nothing is kept. A scan without text
    is taken only from who says that he has looked at it (`scan_known`).
    """
    if not permissions.can_file(by, unit.pk, day_of(at)):
        raise not_a_filer()
    upload, head, details = None, {}, Details()
    if data is not None:
        upload, paper = taken(data, name, at=at, scan_known=scan_known)
        if paper is not None:
            head, details = head_of(paper), _details(paper)
    return file_paper(
        kind=kind or head.get("kind", "") or Document.Kind.OTHER,
        unit=unit,
        subject=require_subject(subject or head.get("subject", "")),
        by=by,
        at=at,
        upload=upload,
        details=details,
        replaces=replaces,
        read_head=head,
    )


def taken(
    data: bytes, name: str, *, at: datetime, scan_known: bool = False, note: str = ""
) -> tuple[Upload, Paper | None]:
    """The file let in, and what was read of it. Raises UnreadableFile, ClassifiedPaper."""
    check_size(len(data), settings.KHEO_PAPER_LIMITS)
    paper = None
    try:
        read = read_paper(data, name, settings.KHEO_PAPER_LIMITS)
    except UnreadableFile as error:
        if error.code != "file-no-text":
            raise
        if not scan_known:
            raise UnreadableFile(
                N_(
                    "Tệp là ảnh quét nên Khéo không đọc được chữ, không biết có dấu độ mật hay không. Hãy tự xem, đánh dấu vào ô “Đã xem” rồi chọn lại tệp."
                ),
                code="scan-not-looked-at",
            ) from error
    else:
        if read.source.format not in _TAKEN:
            raise UnreadableFile(
                N_("Sổ văn bản chỉ nhận tệp .docx và .pdf. Hãy xuất ra một trong hai rồi chọn lại."),
                code="file-not-for-register",
            )
        paper = read.paper
    signatures = [asdict(one) for one in verify_pdf(data, trust_roots(), at=at)]
    for one in signatures:
        one["at"] = one["at"].isoformat() if one["at"] else ""
    is_signed = bool(signatures) or paper is None
    role = DocumentVersion.Role.SIGNED if is_signed else DocumentVersion.Role.TEXT
    return Upload(data, name, role=role, note=note, signatures=signatures), paper


def as_signed(upload: Upload) -> Upload:
    """The same file as the signed copy, whatever could be read of it."""
    return replace(upload, role=DocumentVersion.Role.SIGNED)


def trust_roots() -> list[bytes]:
    """The certificates in the folder that the settings name; none where it names none."""
    folder = Path(settings.KHEO_TRUST_ROOTS) if settings.KHEO_TRUST_ROOTS else None
    if folder is None or not folder.is_dir():
        return []
    return [one.read_bytes() for one in sorted(folder.iterdir()) if one.suffix.lower() in _ROOT_SUFFIXES]


def head_of(paper: Paper) -> dict[str, str]:
    """Number, symbol, date, kind and subject as the paper says them, to be confirmed."""
    head = {"kind": str(kind_of(paper.kind)), "subject": upper_first(" ".join(paper.subject.split()))[:500]}
    if isinstance(paper.head, OfficialHead):
        head["number"], head["symbol"] = paper.head.number or "", paper.head.symbol
        head["issued_on"] = paper.head.on.isoformat() if paper.head.on else ""
    return {key: value for key, value in head.items() if value}


def _details(paper: Paper) -> Details:
    signer = paper.signature
    return Details(
        signer=signer.name if signer else "",
        signer_position=signer.position if signer else "",
        recipients="\n".join(paper.recipients),
    )
