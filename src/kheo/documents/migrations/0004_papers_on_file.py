"""Papers put on file before there was a register take their place in it; a number given twice counts once."""

from django.db import migrations

from kheo.core.errors import InvalidInput
from kheo.documents.numbers import given, search_words


def enter(apps, schema_editor):
    Document = apps.get_model("documents", "Document")
    Version = apps.get_model("documents", "DocumentVersion")
    seen = set()
    for row in Document.objects.select_related("file").order_by("pk"):
        row.words = search_words(row.number, row.symbol, row.subject)
        if row.number and row.issued_on:
            row.state, row.period = "issued", str(row.issued_on.year)
            try:
                found = given(row.number, row.symbol)
            except InvalidInput:
                found = None
            place = (row.unit_id, row.period, found.symbol_key, found.key) if found else None
            if found and place not in seen:
                seen.add(place)
                row.number_key, row.number_value, row.symbol_key = found.key, found.value, found.symbol_key
        row.save()
        if row.file_id:
            Version.objects.create(
                document=row,
                number=1,
                file=row.file,
                file_name=row.file_name,
                sha256=row.file.sha256,
                made_at=row.created_at,
                made_by_id=row.created_by_id,
            )


def leave(apps, schema_editor):
    """The columns go with the migration before."""


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_register")]
    operations = [migrations.RunPython(enter, leave)]
