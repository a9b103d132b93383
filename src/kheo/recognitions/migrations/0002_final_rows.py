from django.db import migrations

from kheo.kernel.db.append_only import append_only
from kheo.kernel.db.frozen import frozen_unless

SIGNED = ("round_id", "unit_id", "held_on", "place", "chair", "secretary", "entitled", "present", "opinions", "signed_on", "scan_id")
RECOGNISED = (
    "decision_id",
    "round_id",
    "proposal_id",
    "initiative_id",
    "registration_id",
    "exemplar_id",
    "unit_id",
    "name",
    "reason",
    "subject_kind",
    "sector",
    "ordinal",
    "check_code",
    "valid_from",
)


class Migration(migrations.Migration):
    dependencies = [("recognitions", "0001_initial")]
    operations = [
        append_only("recognitions_recognitiondecision"),
        append_only("recognitions_recognitioncheck"),
        append_only("recognitions_praise"),
        # A recognition is final from the moment it is made: it has no draft.
        frozen_unless("recognitions_recognition", "draft", RECOGNISED),
        frozen_unless("recognitions_unitreview", "open", SIGNED),
    ]
