"""What every test shares."""

import hypothesis
import pytest
from django.db.backends.sqlite3.base import DatabaseOperations

from kheo.kernel import installation

# How long an example takes says how busy the machine is, nothing about the code.
hypothesis.settings.register_profile("plain", deadline=None)
hypothesis.settings.load_profile("plain")
# `make soak`: many more examples than a test run can wait for.
hypothesis.settings.register_profile("soak", max_examples=2000, deadline=None)

_sql_flush = DatabaseOperations.sql_flush


def _flush_past_append_only(self, style, tables, **options):
    """Emptying the database between tests goes past the triggers that keep the trail append-only.

    PostgreSQL truncates, which fires no row trigger; on SQLite the triggers are taken off and put back.
    """
    if not tables:
        return []
    with self.connection.cursor() as cursor:
        triggers = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    drop = [f"DROP TRIGGER {name}" for name, _ in triggers]
    return [*drop, *_sql_flush(self, style, tables, **options), *(sql for _, sql in triggers)]


DatabaseOperations.sql_flush = _flush_past_append_only


@pytest.fixture(autouse=True)
def _forget_installation():
    installation.forget()
    yield
    installation.forget()
