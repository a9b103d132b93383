"""Papers come into the register: as drafts with their versions, or with the number they already bear."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, InvalidInput, NotAllowed
from kheo.core.vietnamese import clean, clean_line
from kheo.documents import permissions, register
from kheo.documents.models import Document, DocumentVersion, StoredFile
from kheo.documents.numbers import given, search_words
from kheo.documents.services import placing
from kheo.documents.services.files import store
from kheo.documents.states import WORKFLOW, DocumentState
from kheo.kernel.clock import day_of
from kheo.kernel.web.downloads import MEDIA_TYPES
from kheo.units.public import Unit


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which data made a file: in words, the record (“registrations.ListNotice:5”), and the values themselves,
    of which the hash alone is kept.
    """

    what: str
    source: str = ""
    data: Any = None

    def kept(self) -> dict[str, str]:
        """As it stands with the version."""
        plain = json.dumps(self.data, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(plain.encode()).hexdigest() if self.data is not None else ""
        return {"what": self.what, "source": self.source, "data_sha256": digest}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in. `signatures`: what was found of digital signatures."""

    data: bytes
    name: str
    role: str = DocumentVersion.Role.TEXT
    note: str = ""
    provenance: Provenance | None = None
    signatures: Sequence[dict[str, Any]] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Details:
    """What else the register says of a paper; nothing of it is needed."""

    signer: str = ""
    signer_position: str = ""
    recipients: str = ""
    pages: int | None = None
    copies: int | None = None

    def put_on(self, row: Document) -> None:
        """Fill the row's columns with what is said here."""
        row.signer, row.signer_position = (
            clean_line(self.signer)[:100],
            clean_line(self.signer_position)[:200],
        )
        row.recipients = "; ".join(filter(None, map(clean_line, self.recipients.splitlines())))[:1000]
        row.pages, row.copies = self.pages, self.copies


@transaction.atomic
def file_paper(
    *,
    kind: str,
    unit: Unit,
    subject: str,
    by: User,
    at: datetime,
    number: str = "",
    symbol: str = "",
    issued_on: date | None = None,
    file: StoredFile | None = None,
    file_name: str = "",
    upload: Upload | None = None,
    details: Details | None = None,
    replaces: Document | None = None,
    read_head: Mapping[str, str] | None = None,
) -> Document:
    """Put a paper on file for a unit: issued where it bears a number, else a draft. The caller has asked
    whether `by` may.

    `upload` is kept unless the unit keeps no files; `file` is one that is kept whatever the unit says. Raises
    InvalidInput for a number that another paper has, or a day to come.
    """
    row = Document(kind=kind, unit=unit, created_at=at, created_by=by, replaces=replaces)
    row.subject, row.symbol = clean(subject).strip()[:500], clean_line(symbol)[:60]
    row.read_head = dict(read_head or {})
    (details or Details()).put_on(row)
    row.words = search_words(number, symbol, row.subject)
    if number and issued_on:
        row = placing.place_typed(row, number, symbol, issued_on, at=at)
        row.state = DocumentState.ISSUED
    if file is not None:
        upload = upload or Upload(b"", file_name)
    elif upload is not None:
        file = _kept(unit, upload, at)
    row.file, row.file_name = file, clean_line(upload.name)[-200:] if upload and file else ""
    placing.save(row)
    if upload is not None:
        _version(row, upload, file, by=by, at=at)
    number = register.number_shown(row)
    told: dict[str, Any] = {"kind": kind, "title": row.subject, "number": number}
    audit.record("documents:document:file", row, by=by, at=at, unit_id=unit.pk, **told)
    if row.state == DocumentState.ISSUED:
        placing.supersede_replaced(row, by=by, at=at)
    return row


@transaction.atomic
def file_known_paper(
    *,
    kind: str,
    unit: Unit,
    subject: str,
    number: str,
    symbol: str,
    issued_on: date,
    provenance: Provenance,
    by: User,
    at: datetime,
    file: StoredFile | None = None,
    file_name: str = "",
) -> Document:
    """A paper that already governs elsewhere enters the register of its unit, once.

    What stands against its number (own numbering without a reservation, a day to come) holds nothing up: then
    it waits there for the clerk, with what it says of itself.
    """
    head = {"kind": kind, "number": number, "symbol": symbol, "issued_on": issued_on.isoformat()}
    kept = file if register.keeps_files(unit) else None
    upload = Upload(b"", file_name, provenance=provenance) if kept else None
    common: dict[str, Any] = {"kind": kind, "unit": unit, "subject": subject, "by": by, "at": at}
    try:
        found = given(number, symbol)
        holder = register.holder_of(
            unit_id=unit.pk,
            period=register.period_of(unit, issued_on),
            symbol_key=found.symbol_key,
            number_key=found.key,
        )
        if holder is not None and holder.state != DocumentState.DRAFT:
            return holder
        with transaction.atomic():
            return file_paper(
                **common, number=number, symbol=symbol, issued_on=issued_on, file=kept, upload=upload
            )
    except InvalidInput:
        return file_paper(**common, file=kept, upload=upload, read_head=head)


@transaction.atomic
def file_draft_of(
    provenance: Provenance, *, kind: str, unit: Unit, subject: str, upload: Upload, by: User, at: datetime
) -> Document:
    """A paper made of the app's data waits in the register for its number; made again it is a further version.

    Raises NotAllowed.
    """
    if not permissions.can_file(by, unit.pk, day_of(at)):
        raise not_a_filer()
    upload = replace(upload, provenance=provenance)
    waiting = Document.objects.filter(
        unit=unit, kind=kind, state=DocumentState.DRAFT, versions__provenance__source=provenance.source
    ).first()
    if waiting is None:
        return file_paper(kind=kind, unit=unit, subject=subject, by=by, at=at, upload=upload)
    add_version(waiting, upload, by=by, at=at)
    return waiting


@transaction.atomic
def add_version(document: Document, upload: Upload, *, by: User, at: datetime) -> DocumentVersion:
    """A further file: of a draft its next text, of an issued paper its signed copy.

    Raises NotAllowed, TransitionNotAllowed where an issued paper would get another text.
    """
    row = Document.objects.select_for_update(of=("self",)).select_related("unit").get(pk=document.pk)
    require_filer(by, row, at)
    if upload.role != DocumentVersion.Role.SIGNED or row.state != DocumentState.ISSUED:
        WORKFLOW.target("change", current=DocumentState(row.state))
    file = _kept(row.unit, upload, at)
    version = _version(row, upload, file, by=by, at=at)
    if row.state == DocumentState.DRAFT and file is not None:
        row.file, row.file_name = file, version.file_name
        row.save(update_fields=["file", "file_name"])
    audit.record(
        "documents:document:version",
        row,
        by=by,
        at=at,
        unit_id=row.unit_id,
        version=version.number,
        sha256=version.sha256,
        role=version.role,
    )
    return version


@transaction.atomic
def change_draft(
    document: Document, *, kind: str, subject: str, details: Details, by: User, at: datetime
) -> Document:
    """What the register says of a paper that waits. Raises NotAllowed, TransitionNotAllowed."""
    row = Document.objects.select_for_update(of=("self",)).select_related("unit").get(pk=document.pk)
    require_filer(by, row, at)
    WORKFLOW.target("change", current=DocumentState(row.state))
    row.subject, row.kind = placing.require_subject(subject), Document.Kind(kind)
    details.put_on(row)
    row.words = search_words(row.number, row.symbol, row.subject)
    row.save()
    audit.record("documents:document:change", row, by=by, at=at, unit_id=row.unit_id, title=row.subject)
    return row


@transaction.atomic
def note_reading(document: Document, version: DocumentVersion, *, by: User, at: datetime) -> None:
    """Somebody has opened a file that belongs to a registration's dossier."""
    audit.record(
        "documents:document:read",
        document,
        by=by,
        at=at,
        unit_id=document.unit_id,
        version=version.number,
    )


def require_filer(by: User, row: Document, at: datetime) -> None:
    """Raise NotAllowed for whoever does not enter papers of this unit."""
    if not permissions.can_file(by, row.unit_id, day_of(at)):
        raise not_a_filer()


def not_a_filer() -> NotAllowed:
    """Who may enter papers, said to somebody who may not."""
    return NotAllowed(
        N_("Chỉ văn thư và cán bộ phụ trách của chính cơ quan ban hành mới ghi sổ văn bản của cơ quan."),
        code="register-not-yours",
    )


def _kept(unit: Unit, upload: Upload, at: datetime) -> StoredFile | None:
    """The file on the disk; None for a unit that keeps number, date and subject only."""
    if not register.keeps_files(unit):
        return None
    suffix = upload.name.rpartition(".")[2].lower()
    return store(upload.data, media_type=MEDIA_TYPES.get(suffix, "application/octet-stream"), at=at)


def _version(
    row: Document, upload: Upload, file: StoredFile | None, *, by: User, at: datetime
) -> DocumentVersion:
    return DocumentVersion.objects.create(
        document=row,
        number=row.versions.count() + 1,
        role=upload.role,
        file=file,
        file_name=clean_line(upload.name)[-200:],
        sha256=file.sha256 if file else hashlib.sha256(upload.data).hexdigest(),
        note=clean_line(upload.note)[:300],
        provenance=upload.provenance.kept() if upload.provenance else {},
        signatures=list(upload.signatures),
        made_at=at,
        made_by=by,
    )
