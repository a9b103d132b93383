"""Migrations: every one can be taken back; tables made together are the tables made one by one."""

import pytest
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from kheo.kernel.db.append_only import append_only
from kheo.kernel.db.operations import together
from tests import databases


def _key():
    return ("id", models.BigAutoField(primary_key=True))


OPERATIONS = [
    # An egg names a hen, and a hen its best egg: neither can come first with all its columns.
    migrations.CreateModel("Egg", [_key(), ("laid_on", models.DateField())]),
    migrations.CreateModel(
        "Hen", [_key(), ("best", models.ForeignKey("kernel.Egg", models.PROTECT, null=True))]
    ),
    migrations.AddField("egg", "hen", models.ForeignKey("kernel.Hen", models.PROTECT, null=True)),
    migrations.AddConstraint("egg", models.UniqueConstraint(fields=["hen", "laid_on"], name="one_a_day")),
    append_only("kernel_egg"),
    migrations.AddField("hen", "name", models.CharField(max_length=20, default="")),
]


def _run(operations):
    migration = type("Migration", (migrations.Migration,), {"operations": operations})("x", "kernel")
    with connection.schema_editor() as editor:
        return migration.apply(ProjectState(), editor), migration


def _tables():
    with connection.cursor() as cursor:
        return {
            table.name: (
                sorted(
                    column.name
                    for column in connection.introspection.get_table_description(cursor, table.name)
                ),
                {
                    name: (sorted(one["columns"]), one["unique"], one["foreign_key"])
                    for name, one in connection.introspection.get_constraints(cursor, table.name).items()
                    if "__unnamed" not in name
                },
            )
            for table in connection.introspection.get_table_list(cursor)
        }


@pytest.mark.django_db
def test_tables_made_together_are_those_made_one_by_one_and_can_be_taken_back():
    with databases.without_tables():
        _run(OPERATIONS)
        one_by_one = _tables()
    steps = together(OPERATIONS)
    assert [type(step).__name__ for step in steps] == ["CreateModels", "Triggers", "AddField"]
    with databases.without_tables():
        state, migration = _run(steps)
        assert _tables() == one_by_one
        egg = state.apps.get_model("kernel", "Egg")
        row = egg.objects.create(laid_on="2026-06-01")
        with pytest.raises(IntegrityError), transaction.atomic():
            row.delete()
        with connection.schema_editor() as editor:
            migration.unapply(ProjectState(), editor)
        assert _tables() == {}


def test_every_migration_can_be_taken_back():
    loader = MigrationLoader(None)
    final = [
        f"{app}.{name}: {operation.describe()}"
        for (app, name), migration in loader.disk_migrations.items()
        for operation in migration.operations
        if migration.__module__.startswith("kheo.") and not operation.reversible
    ]
    assert final == []
