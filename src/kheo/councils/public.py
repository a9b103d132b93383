"""What other modules may use of councils."""

from kheo.councils.hooks import PLAIN, Result, register_item_kind
from kheo.councils.models import AgendaItem, Council, CouncilSession, Seat
from kheo.councils.permissions import has_council, runs
from kheo.councils.selectors.councils import attendance_of, councils_of, seats_of, sessions_taking_items
from kheo.councils.selectors.results import Standing, result_of, results_of, standing_of
from kheo.councils.selectors.rules import rule_of, rule_words
from kheo.councils.selectors.work import Waiting, waiting_for
from kheo.councils.services.councils import adopt_rule, give_seat, set_up
from kheo.councils.services.items import Who as Nominee
from kheo.councils.services.items import conclude, drop_item, note, open_item
from kheo.councils.services.paper_vote import Tally, enter_tally
from kheo.councils.services.sessions import CLOSING_WORD, Roll, begin, call, close, plan
from kheo.councils.services.voting import Counts, open_vote, record_hands, record_named
from kheo.councils.states import ItemState, Mode, Presence, SeatRole, SessionState

__all__ = [
    "CLOSING_WORD",
    "PLAIN",
    "AgendaItem",
    "Council",
    "CouncilSession",
    "Counts",
    "ItemState",
    "Mode",
    "Nominee",
    "Presence",
    "Result",
    "Roll",
    "Seat",
    "SeatRole",
    "SessionState",
    "Standing",
    "Tally",
    "Waiting",
    "adopt_rule",
    "attendance_of",
    "begin",
    "call",
    "close",
    "conclude",
    "councils_of",
    "drop_item",
    "enter_tally",
    "give_seat",
    "has_council",
    "note",
    "open_item",
    "open_vote",
    "plan",
    "record_hands",
    "record_named",
    "register_item_kind",
    "result_of",
    "results_of",
    "rule_of",
    "rule_words",
    "runs",
    "seats_of",
    "sessions_taking_items",
    "set_up",
    "standing_of",
    "waiting_for",
]
