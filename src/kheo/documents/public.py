"""What other modules may use of documents."""

from kheo.documents.downloads import attachment
from kheo.documents.kinds import kind_of
from kheo.documents.models import Document, StoredFile
from kheo.documents.permissions import can_read
from kheo.documents.printing import docx_of
from kheo.documents.register import number_shown
from kheo.documents.selectors import notes_on
from kheo.documents.services import (
    Details,
    Provenance,
    Upload,
    file_draft_of,
    file_known_paper,
    file_paper,
    forget,
    read,
    store,
    sweep,
)
from kheo.documents.states import DocumentState

__all__ = [
    "Details",
    "Document",
    "DocumentState",
    "Provenance",
    "StoredFile",
    "Upload",
    "attachment",
    "can_read",
    "docx_of",
    "file_draft_of",
    "file_known_paper",
    "file_paper",
    "forget",
    "kind_of",
    "notes_on",
    "number_shown",
    "read",
    "store",
    "sweep",
]
