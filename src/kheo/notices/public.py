"""What other modules may use of notices."""

from kheo.notices.models import Notice, Telling
from kheo.notices.selectors import inbox, tellings, unread_count
from kheo.notices.services import mark_seen, note_told, tell, tell_people

__all__ = [
    "Notice",
    "Telling",
    "inbox",
    "mark_seen",
    "note_told",
    "tell",
    "tell_people",
    "tellings",
    "unread_count",
]
