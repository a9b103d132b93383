"""What other modules may use of documents."""

from kheo.documents.downloads import attachment
from kheo.documents.models import Document, StoredFile
from kheo.documents.selectors import notes_on
from kheo.documents.services import file_paper, forget, read, store, sweep

__all__ = [
    "Document",
    "StoredFile",
    "attachment",
    "file_paper",
    "forget",
    "notes_on",
    "read",
    "store",
    "sweep",
]
