"""What other modules may use of registrations."""

from kheo.registrations import figures
from kheo.registrations.deadlines import deadline_of
from kheo.registrations.import_plan import plan_of as import_plan_of
from kheo.registrations.models import Indicator, Initiative, Receipt, Registration
from kheo.registrations.permissions import acts_for, can_receive, contact_unit_ids
from kheo.registrations.selectors import (
    drafting_counts,
    of_units,
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
    "Receipt",
    "Registration",
    "Similar",
    "State",
    "accept",
    "accept_many",
    "acts_for",
    "apply_import",
    "can_receive",
    "contact_unit_ids",
    "deadline_of",
    "discard",
    "drafting_counts",
    "figures",
    "import_plan_of",
    "issue_list",
    "label_for_officer",
    "label_for_unit",
    "merge_duplicate",
    "note_answer",
    "note_signed_copy",
    "of_units",
    "read_list",
    "receipt_holds",
    "return_",
    "save_draft",
    "send_up",
    "sent_counts",
    "sent_to",
    "set_launch_day",
    "shown_title",
    "similar_to",
    "state_counts",
    "submit",
    "visible",
    "waiting_count",
    "withdraw",
]
