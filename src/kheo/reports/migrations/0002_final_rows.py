from django.db import migrations

from kheo.kernel.db.append_only import append_only
from kheo.kernel.db.frozen import frozen_unless

ISSUED = (
    "round_id",
    "kind",
    "unit_id",
    "addressee",
    "wording",
    "content",
    "document_id",
    "issued_on",
    "issued_at",
    "issued_by_id",
    "drop_reason",
)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [
        append_only("reports_snapshot"),
        # What was issued or put away stays as it was.
        frozen_unless("reports_review", "drafting", ISSUED),
    ]
