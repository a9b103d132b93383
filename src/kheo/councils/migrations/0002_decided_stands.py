"""What a council has decided stands: triggers hold it on both databases."""

from django.db import migrations

from kheo.kernel.db.frozen import frozen_in, frozen_with

SESSION = (
    "council_id", "title", "begins_at", "place", "council_name", "called_at", "began_at", "ended_at", "signed_minutes",
    "closed_at", "closed_by_id", "cancel_reason",
)
ITEM = (
    "session_id", "position", "kind", "key", "matter", "title", "explanation", "mode", "supersedes_id", "discussion",
    "conclusion", "dissent", "quorum_reason", "rule", "total", "present", "voters", "denominator", "needed",
    "votes_for", "votes_against", "votes_none", "votes_invalid", "passed", "voting_since", "counted_at", "decided_on",
    "attempt",
)
COUNTED = ("counted", "decided", "postponed")
FINAL = ("decided", "postponed")


class Migration(migrations.Migration):
    dependencies = [("councils", "0001_initial")]

    operations = [
        frozen_in("councils_councilsession", ("closed", "cancelled"), SESSION),
        frozen_with("councils_attendance", "session_id", "councils_councilsession", ("closed", "cancelled")),
        frozen_in("councils_agendaitem", FINAL, ITEM),
        frozen_with("councils_recusal", "item_id", "councils_agendaitem", COUNTED),
        frozen_with("councils_membervote", "item_id", "councils_agendaitem", FINAL),
        frozen_with("councils_voter", "item_id", "councils_agendaitem", COUNTED),
        frozen_with("councils_ballot", "item_id", "councils_agendaitem", COUNTED),
        frozen_with("councils_tallyentry", "item_id", "councils_agendaitem", COUNTED),
    ]
