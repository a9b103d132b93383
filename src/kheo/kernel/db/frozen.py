"""Rows that are final once they have left a state: triggers on both databases refuse to change or delete them."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.special import RunPython

_FUNCTION = """
CREATE OR REPLACE FUNCTION kheo_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% holds final rows', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def frozen_unless(table: str, state: str, columns: Sequence[str]) -> RunPython:
    """A migration operation: a row whose `state` is another keeps these columns and is never deleted.

    It cannot return to that state either. SQLite forgets triggers when a later migration makes the table anew:
    that migration repeats this operation (held by a test of the table's module).
    """

    def make(apps: Any, schema_editor: Any) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        differ = "IS DISTINCT FROM" if postgres else "IS NOT"
        changed = " OR ".join(f"NEW.{name} {differ} OLD.{name}" for name in columns)
        final = f"OLD.state <> '{state}'"
        back = f"NEW.state = '{state}'"
        rules = {"update": f"{final} AND ({back} OR {changed})", "delete": final}
        if postgres:
            schema_editor.execute(_FUNCTION, params=None)
        for verb, when in rules.items():
            head = f"CREATE TRIGGER {table}_final_{verb} BEFORE {verb.upper()} ON {table}"
            if postgres:
                body = f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION kheo_frozen();"
            else:
                body = f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{table} holds final rows'); END;"
            schema_editor.execute(f"{head} {body}", params=None)

    def drop(apps: Any, schema_editor: Any) -> None:
        on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_final_{verb}{on}")

    return RunPython(make, drop)
