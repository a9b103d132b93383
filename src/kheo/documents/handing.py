"""What is open in the hands of somebody who leaves: papers of his units that are not issued yet."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from kheo.documents.models import Document
from kheo.documents.permissions import FILERS
from kheo.documents.states import DocumentState
from kheo.units import public as units
from kheo.units.public import Leaving, Matter, Matters


def left_behind(leaving: Leaving, _at: datetime) -> Sequence[Matters]:
    """Drafts in the registers of the units where he files; two queries."""
    places = leaving.unit_ids(*FILERS)
    if not places:
        return []
    rows = Document.objects.filter(unit_id__in=places, state=DocumentState.DRAFT).order_by("created_at", "pk")
    title = _("Văn bản chờ ban hành trong sổ")
    return [units.matters_of("documents:drafts", title, rows, _paper)]


def _paper(row: Document) -> Matter:
    return Matter(f"{row.get_kind_display()}: {row.subject}")
