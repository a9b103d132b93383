from django.db import migrations

from kheo.kernel.db.append_only import append_only
from kheo.kernel.db.frozen import frozen_unless

GIVEN = (
    "decision_id",
    "dossier_id",
    "subject_id",
    "unit_id",
    "award",
    "award_name",
    "occasion",
    "name",
    "achievement",
    "achievements",
    "prize",
    "ordinal",
    "check_code",
    "issued_on",
)


class Migration(migrations.Migration):
    dependencies = [("commendations", "0001_initial")]
    operations = [
        append_only("commendations_commendationdecision"),
        append_only("commendations_fundentry"),
        # An award is final from the moment it is given: it has no draft.
        frozen_unless("commendations_commendation", "draft", GIVEN),
    ]
