"""What is done with files, papers of the register, their numbers, templates, and the linter's rules."""

from kheo.documents.services.files import forget, path_of, read, store, sweep
from kheo.documents.services.filing import (
    Details,
    Provenance,
    Upload,
    add_version,
    change_draft,
    file_draft_of,
    file_known_paper,
    file_paper,
    note_reading,
)
from kheo.documents.services.intake import as_signed, put_in, taken
from kheo.documents.services.issuing import drop, issue, recall, record_issue, reserve
from kheo.documents.services.numbering import end_series, keep_files, open_series, open_term
from kheo.documents.services.rules import switch_off, switch_on
from kheo.documents.services.templates import remove_template, set_template

__all__ = [
    "Details",
    "Provenance",
    "Upload",
    "add_version",
    "as_signed",
    "change_draft",
    "drop",
    "end_series",
    "file_draft_of",
    "file_known_paper",
    "file_paper",
    "forget",
    "issue",
    "keep_files",
    "note_reading",
    "open_series",
    "open_term",
    "path_of",
    "put_in",
    "read",
    "recall",
    "record_issue",
    "remove_template",
    "reserve",
    "set_template",
    "store",
    "sweep",
    "switch_off",
    "switch_on",
    "taken",
]
