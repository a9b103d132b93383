from django.db import migrations

from kheo.kernel.db.append_only import append_only
from kheo.kernel.db.frozen import frozen_unless

FINAL = (
    "unit_id",
    "kind",
    "subject",
    "number",
    "symbol",
    "issued_on",
    "number_key",
    "number_value",
    "symbol_key",
    "series_id",
    "signer",
    "signer_position",
    "recipients",
    "pages",
    "copies",
    "file_id",
    "replaces_id",
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_papers_on_file")]
    operations = [
        frozen_unless("documents_document", "draft", FINAL),
        append_only("documents_documentversion"),
    ]
