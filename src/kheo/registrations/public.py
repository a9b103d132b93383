"""What other modules may use of registrations."""

from kheo.registrations import figures
from kheo.registrations.deadlines import deadline_of
from kheo.registrations.desk import Rights, can_read_list, opened
from kheo.registrations.hooks import Tab, register_tab, tabs_of
from kheo.registrations.import_plan import plan_of as import_plan_of
from kheo.registrations.list_papers import plain_name, sector_words, write
from kheo.registrations.listing import unit_name, unit_sort
from kheo.registrations.models import Indicator, Initiative, Receipt, Registration
from kheo.registrations.numbered_papers import plan_cited
from kheo.registrations.paper_heads import PaperFacts, issuing, place_of, usual_facts
from kheo.registrations.papers import led_by, period_of, profile_of
from kheo.registrations.permissions import acts_for, can_receive, contact_unit_ids
from kheo.registrations.selectors import (
    drafting_counts,
    of_units,
    registering_units,
    registration_for,
    round_for,
    round_received_by,
    rounds_of,
    sent_counts,
    sent_to,
    shown_title,
    state_counts,
    visible,
    waiting_count,
)
from kheo.registrations.services.deciding import accept, accept_many, return_, withdraw
from kheo.registrations.services.drafts import discard, save_draft
from kheo.registrations.services.importing import apply as apply_import
from kheo.registrations.services.importing import read_list
from kheo.registrations.services.lists import issue_list, note_signed_copy, set_launch_day
from kheo.registrations.services.merging import merge_duplicate
from kheo.registrations.services.receipts import holds as receipt_holds
from kheo.registrations.services.sending import submit
from kheo.registrations.services.sending_up import note_answer, send_up
from kheo.registrations.similar import Similar, similar_to
from kheo.registrations.states import SENT, Kind, State, label_for_officer, label_for_unit

__all__ = [
    "SENT",
    "Indicator",
    "Initiative",
    "Kind",
    "PaperFacts",
    "Receipt",
    "Registration",
    "Rights",
    "Similar",
    "State",
    "Tab",
    "accept",
    "accept_many",
    "acts_for",
    "apply_import",
    "can_read_list",
    "can_receive",
    "contact_unit_ids",
    "deadline_of",
    "discard",
    "drafting_counts",
    "figures",
    "import_plan_of",
    "issue_list",
    "issuing",
    "label_for_officer",
    "label_for_unit",
    "led_by",
    "merge_duplicate",
    "note_answer",
    "note_signed_copy",
    "of_units",
    "opened",
    "period_of",
    "place_of",
    "plain_name",
    "plan_cited",
    "profile_of",
    "read_list",
    "receipt_holds",
    "register_tab",
    "registering_units",
    "registration_for",
    "return_",
    "round_for",
    "round_received_by",
    "rounds_of",
    "save_draft",
    "sector_words",
    "send_up",
    "sent_counts",
    "sent_to",
    "set_launch_day",
    "shown_title",
    "similar_to",
    "state_counts",
    "submit",
    "tabs_of",
    "unit_name",
    "unit_sort",
    "usual_facts",
    "visible",
    "waiting_count",
    "withdraw",
    "write",
]
