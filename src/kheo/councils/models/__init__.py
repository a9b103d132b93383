"""Tables of councils."""

from kheo.councils.models.councils import Council, OwnRule, Seat
from kheo.councils.models.papers import CouncilPaper
from kheo.councils.models.sessions import AgendaItem, Attendance, CouncilSession, Nominee
from kheo.councils.models.voting import Ballot, MemberVote, Recusal, TallyEntry, Voter

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "Council",
    "CouncilPaper",
    "CouncilSession",
    "MemberVote",
    "Nominee",
    "OwnRule",
    "Recusal",
    "Seat",
    "TallyEntry",
    "Voter",
]
