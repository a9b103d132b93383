"""A unit's own .docx for one kind of paper: uploaded, replaced, taken away."""

from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, NotAllowed, NotFound
from kheo.core.paper.writing.template import check_template
from kheo.core.vietnamese import clean_line
from kheo.documents import permissions, register
from kheo.documents.models import Document, UnitTemplate
from kheo.documents.services.files import store
from kheo.kernel.clock import day_of
from kheo.kernel.web.downloads import MEDIA_TYPES
from kheo.units.public import Unit


@transaction.atomic
def set_template(unit: Unit, *, kind: str, data: bytes, name: str, by: User, at: datetime) -> UnitTemplate:
    """From now on papers of this kind are offered in the unit's own setting.

    Raises NotAllowed, UnreadableFile, InvalidInput that names a place which is not known.
    """
    unit = _locked(unit, by, at)
    check_template(data)
    _end(unit, kind, by=by, at=at)
    row = UnitTemplate.objects.create(
        unit=unit,
        kind=Document.Kind(kind),
        file=store(data, media_type=MEDIA_TYPES["docx"], at=at),
        file_name=clean_line(name)[-200:],
        made_at=at,
        made_by=by,
    )
    audit.record(
        "documents:template:set",
        row,
        by=by,
        at=at,
        unit_id=unit.pk,
        first=True,
        kind=kind,
        sha256=row.file.sha256,
    )
    return row


@transaction.atomic
def remove_template(unit: Unit, *, kind: str, by: User, at: datetime) -> None:
    """Papers of this kind are set by Khéo again. Raises NotAllowed, NotFound."""
    unit = _locked(unit, by, at)
    row = _end(unit, kind, by=by, at=at)
    if row is None:
        raise NotFound(N_("Cơ quan không có mẫu riêng cho loại văn bản này."), code="no-template")
    audit.record("documents:template:remove", row, by=by, at=at, unit_id=unit.pk, kind=kind)


def _end(unit: Unit, kind: str, *, by: User, at: datetime) -> UnitTemplate | None:
    row = register.template_of(unit, kind)
    if row is not None:
        row.ended_at, row.ended_by = at, by
        row.save(update_fields=["ended_at", "ended_by"])
    return row


def _locked(unit: Unit, by: User, at: datetime) -> Unit:
    row = Unit.objects.select_for_update().get(pk=unit.pk)
    if not permissions.can_set_up(by, row.pk, day_of(at)):
        raise NotAllowed(
            N_("Chỉ người ký (thủ trưởng) và văn thư của chính cơ quan đặt cách đánh số, mẫu và lưu tệp."),
            code="register-not-yours",
        )
    return row
