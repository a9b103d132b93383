"""What other modules may use of registrations."""

from kheo.documents.public import (
    PaperFacts,
    issuing,
    place_of,
    plain_name,
    profile_of,
    usual_facts,
    write,
)
from kheo.registrations import figures, sheet_columns
from kheo.registrations.amendments import changes_from, changes_waiting
from kheo.registrations.deadlines import deadline_of
from kheo.registrations.desk import Rights, can_read_list, opened
from kheo.registrations.hooks import (
    Mark,
    Origin,
    Tab,
    marks_of,
    register_indicator_figures,
    register_mark_source,
    register_origin,
    register_tab,
    tabs_of,
)
from kheo.registrations.import_plan import plan_of as import_plan_of
from kheo.registrations.list_papers import sector_words, zipped
from kheo.registrations.listing import unit_name, unit_sort
from kheo.registrations.models import Amendment, Draft, Indicator, Initiative, Receipt, Registration
from kheo.registrations.numbered_papers import plan_cited
from kheo.registrations.papers import led_by, period_of
from kheo.registrations.permissions import acts_for, can_receive, contact_unit_ids
from kheo.registrations.selectors import (
    drafting_counts,
    of_units,
    registering_units,
    registrants,
    registration_for,
    require_reach,
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
from kheo.registrations.services.amending import propose as propose_change
from kheo.registrations.services.amendment_rows import is_amendable
from kheo.registrations.services.deciding import accept, accept_many, return_, withdraw
from kheo.registrations.services.deciding_changes import agree as agree_to_change
from kheo.registrations.services.drafts import discard, save_draft
from kheo.registrations.services.importing import apply as apply_import
from kheo.registrations.services.importing import read_list
from kheo.registrations.services.lists import (
    issue_list,
    note_signed_copy,
    require_scan,
    set_launch_day,
)
from kheo.registrations.services.merging import merge_duplicate
from kheo.registrations.services.receipts import holds as receipt_holds
from kheo.registrations.services.sending import submit
from kheo.registrations.services.sending_up import note_answer, send_up
from kheo.registrations.similar import Similar, similar_to
from kheo.registrations.standing import amendable_fields
from kheo.registrations.states import (
    SENT,
    AmendmentState,
    Kind,
    State,
    label_for_officer,
    label_for_unit,
)

__all__ = [
    "SENT",
    "Amendment",
    "AmendmentState",
    "Draft",
    "Indicator",
    "Initiative",
    "Kind",
    "Mark",
    "Origin",
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
    "agree_to_change",
    "amendable_fields",
    "apply_import",
    "can_read_list",
    "can_receive",
    "changes_from",
    "changes_waiting",
    "contact_unit_ids",
    "deadline_of",
    "discard",
    "drafting_counts",
    "figures",
    "import_plan_of",
    "is_amendable",
    "issue_list",
    "issuing",
    "label_for_officer",
    "label_for_unit",
    "led_by",
    "marks_of",
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
    "propose_change",
    "read_list",
    "receipt_holds",
    "register_indicator_figures",
    "register_mark_source",
    "register_origin",
    "register_tab",
    "registering_units",
    "registrants",
    "registration_for",
    "require_reach",
    "require_scan",
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
    "sheet_columns",
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
    "zipped",
]
