"""What other modules may use of commendations."""

from kheo.commendations.frozen import Enacted
from kheo.commendations.models import Commendation, CommendationDecision, Dossier
from kheo.commendations.selectors.dossiers import sources
from kheo.commendations.selectors.totals import Given, given_in
from kheo.commendations.selectors.work import waiting_counts
from kheo.commendations.services.deciding import enact
from kheo.commendations.services.drafting import Case, draft, submit
from kheo.commendations.services.fund import Entry, enter, set_year
from kheo.commendations.services.judging import Said, answer, appraise, ask, note_standing
from kheo.commendations.services.passing import decide_by_minutes
from kheo.commendations.services.receiving import receive
from kheo.commendations.states import AwardState, OpinionVerdict

__all__ = [
    "AwardState",
    "Case",
    "Commendation",
    "CommendationDecision",
    "Dossier",
    "Enacted",
    "Entry",
    "Given",
    "OpinionVerdict",
    "Said",
    "answer",
    "appraise",
    "ask",
    "decide_by_minutes",
    "draft",
    "enact",
    "enter",
    "given_in",
    "note_standing",
    "receive",
    "set_year",
    "sources",
    "submit",
    "waiting_counts",
]
