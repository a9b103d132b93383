"""What other modules may use of documents."""

from kheo.documents.downloads import attachment
from kheo.documents.heads import PaperFacts, bases_of, decider_of, deciding, issuing, place_of, usual_facts
from kheo.documents.kinds import kind_of
from kheo.documents.models import Document, StoredFile
from kheo.documents.permissions import can_read
from kheo.documents.printing import docx_of
from kheo.documents.register import body_of, number_alone, number_shown, profile_of, series_for
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
    reserve,
    store,
    sweep,
)
from kheo.documents.states import DocumentState
from kheo.documents.writing import plain_name, write

__all__ = [
    "Details",
    "Document",
    "DocumentState",
    "PaperFacts",
    "Provenance",
    "StoredFile",
    "Upload",
    "attachment",
    "bases_of",
    "body_of",
    "can_read",
    "decider_of",
    "deciding",
    "docx_of",
    "file_draft_of",
    "file_known_paper",
    "file_paper",
    "forget",
    "issuing",
    "kind_of",
    "notes_on",
    "number_alone",
    "number_shown",
    "place_of",
    "plain_name",
    "profile_of",
    "read",
    "reserve",
    "series_for",
    "store",
    "sweep",
    "usual_facts",
    "write",
]
