"""What other modules may use of appraisals."""

from kheo.appraisals.hooks import Fact, register_fact
from kheo.appraisals.models import Appraisal, AppraisalRound, Inspection, Ranking, Remedy, Visit
from kheo.appraisals.selectors.inspections import to_accept, to_mend
from kheo.appraisals.selectors.rankings import Outcome, latest_ranking, outcomes_of
from kheo.appraisals.selectors.risks import proposed_weights
from kheo.appraisals.selectors.rubrics import beginnings
from kheo.appraisals.selectors.waiting import Standing, standings_of, work_of, work_of_units
from kheo.appraisals.services.choosing import Drawing, draw_sample
from kheo.appraisals.services.choosing import choose as choose_places
from kheo.appraisals.services.inspections import InspectionFacts, Person
from kheo.appraisals.services.inspections import begin as begin_inspection
from kheo.appraisals.services.inspections import conclude as conclude_inspection
from kheo.appraisals.services.inspections import make as make_inspection
from kheo.appraisals.services.judging import (
    answer_gate,
    conclude,
    recuse,
    send_self,
    send_sheet,
    take_over,
)
from kheo.appraisals.services.ranking import make_ranking
from kheo.appraisals.services.reconsidering import answer as answer_request
from kheo.appraisals.services.reconsidering import ask as ask_again
from kheo.appraisals.services.remedies import accept as accept_remedy
from kheo.appraisals.services.remedies import answer as answer_remedy
from kheo.appraisals.services.returning import send_back
from kheo.appraisals.services.rounds import RoundFacts, assign, close_round, open_round
from kheo.appraisals.services.rubrics import begin, put_in_force
from kheo.appraisals.services.visits import Seen, ToMend, VisitSheet
from kheo.appraisals.services.visits import answer as answer_visit
from kheo.appraisals.services.visits import sign as sign_visit
from kheo.appraisals.services.visits import write as write_visit
from kheo.appraisals.states import RemedyState, Verdict, VisitState

__all__ = [
    "Appraisal",
    "AppraisalRound",
    "Drawing",
    "Fact",
    "Inspection",
    "InspectionFacts",
    "Outcome",
    "Person",
    "Ranking",
    "Remedy",
    "RemedyState",
    "RoundFacts",
    "Seen",
    "Standing",
    "ToMend",
    "Verdict",
    "Visit",
    "VisitSheet",
    "VisitState",
    "accept_remedy",
    "answer_gate",
    "answer_remedy",
    "answer_request",
    "answer_visit",
    "ask_again",
    "assign",
    "begin",
    "begin_inspection",
    "beginnings",
    "choose_places",
    "close_round",
    "conclude",
    "conclude_inspection",
    "draw_sample",
    "latest_ranking",
    "make_inspection",
    "make_ranking",
    "open_round",
    "outcomes_of",
    "proposed_weights",
    "put_in_force",
    "recuse",
    "register_fact",
    "send_back",
    "send_self",
    "send_sheet",
    "sign_visit",
    "standings_of",
    "take_over",
    "to_accept",
    "to_mend",
    "work_of",
    "work_of_units",
    "write_visit",
]
