"""Rows that are final once they have left a state: triggers on both databases refuse to change or delete them."""

from collections.abc import Sequence
from typing import Any

from kheo.kernel.db.operations import Triggers

_FUNCTION = """
CREATE OR REPLACE FUNCTION kheo_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% holds final rows', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

_WITH_PARENT = """
CREATE OR REPLACE FUNCTION kheo_frozen_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held {table};
BEGIN
  IF TG_OP = 'INSERT' THEN held := NEW; ELSE held := OLD; END IF;
  IF {closed} THEN
    RAISE EXCEPTION '% holds final rows', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
"""


def frozen_unless(table: str, state: str, columns: Sequence[str]) -> Triggers:
    """A migration operation: a row whose `state` is another keeps these columns and is never deleted.

    It cannot return to that state either. SQLite forgets triggers when a later migration makes the table anew:
    that migration repeats this operation (held by a test of the table's module).
    """
    return _frozen(table, f"OLD.state <> '{state}'", f"NEW.state = '{state}'", columns)


def frozen_in(table: str, states: Sequence[str], columns: Sequence[str]) -> Triggers:
    """A migration operation: a row in one of these states stays there, keeps these columns and is never deleted."""
    final = ", ".join(f"'{state}'" for state in states)
    return _frozen(table, f"OLD.state IN ({final})", "NEW.state <> OLD.state", columns)


def frozen_with(table: str, key: str, parent: str, states: Sequence[str]) -> Triggers:
    """A migration operation: rows of `table` are neither added, changed nor deleted once the row of `parent` that
    their column `key` names is in one of these states.
    """
    final = ", ".join(f"'{state}'" for state in states)

    def closed(row: str) -> str:
        return f"EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {row}.{key} AND p.state IN ({final}))"  # noqa: S608 -- names from a migration

    def make(schema_editor: Any) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        if postgres:
            schema_editor.execute(_WITH_PARENT.format(table=table, closed=closed("held")), params=None)
        for verb in ("insert", "update", "delete"):
            head = f"CREATE TRIGGER {table}_final_{verb} BEFORE {verb.upper()} ON {table}"
            when = closed("NEW" if verb == "insert" else "OLD")
            if postgres:
                body = f"FOR EACH ROW EXECUTE FUNCTION kheo_frozen_{table}();"
            else:
                body = f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{table} holds final rows'); END;"
            schema_editor.execute(f"{head} {body}", params=None)

    def drop(schema_editor: Any) -> None:
        _drop(schema_editor, table, ("insert", "update", "delete"))
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION kheo_frozen_{table}()")

    return Triggers(make, drop)


def _frozen(table: str, final: str, back: str, columns: Sequence[str]) -> Triggers:
    def make(schema_editor: Any) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        differ = "IS DISTINCT FROM" if postgres else "IS NOT"
        changed = " OR ".join(f'NEW."{name}" {differ} OLD."{name}"' for name in columns)
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

    def drop(schema_editor: Any) -> None:
        _drop(schema_editor, table, ("update", "delete"))

    return Triggers(make, drop)


def _drop(schema_editor: Any, table: str, verbs: Sequence[str]) -> None:
    on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for verb in verbs:
        schema_editor.execute(f"DROP TRIGGER {table}_final_{verb}{on}")
