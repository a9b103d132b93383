"""A table that only grows: triggers on both databases refuse UPDATE and DELETE."""

from typing import Any

from kheo.kernel.db.operations import Triggers

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION kheo_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
_POSTGRES = "CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table} FOR EACH ROW EXECUTE FUNCTION kheo_append_only();"


def append_only(table: str) -> Triggers:
    """A migration operation that makes `table` append-only (IntegrityError on both databases)."""

    def make(schema_editor: Any) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        if postgres:
            schema_editor.execute(_POSTGRES_FUNCTION, params=None)
        for verb in ("update", "delete"):
            statement = _POSTGRES if postgres else _SQLITE
            schema_editor.execute(statement.format(table=table, verb=verb, VERB=verb.upper()), params=None)

    def drop(schema_editor: Any) -> None:
        on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}{on}")

    return Triggers(make, drop)
