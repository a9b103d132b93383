"""What every test shares."""

import gc

import hypothesis
import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations
from django.test import TransactionTestCase
from django.test.utils import teardown_databases

from kheo.kernel import installation
from tests import databases

# How long an example takes says how busy the machine is, nothing about the code.
hypothesis.settings.register_profile("plain", deadline=None)
hypothesis.settings.load_profile("plain")
# Examples say nothing about a database; on the second one a few are enough.
hypothesis.settings.register_profile("few", max_examples=20, deadline=None)
if connection.vendor == "postgresql":
    hypothesis.settings.load_profile("few")
# `make soak`: many more examples than a test run can wait for.
hypothesis.settings.register_profile("soak", max_examples=2000, deadline=None)


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what touches the database: the rest has been run beside SQLite."""
    if connection.vendor != "postgresql":
        return
    touching = [item for item in items if _touches_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(touching)])
    items[:] = touching


def _touches_the_database(item):
    return (
        item.get_closest_marker("django_db") is not None
        or not {"db", "transactional_db", "django_db_setup"}.isdisjoint(item.fixturenames)
        or issubclass(item.cls or object, TransactionTestCase)
    )


def pytest_collection_finish(session):
    """What is loaded by now stays until the end: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


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


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """In place of pytest-django's: the tables come from a copy, not from running every migration in every process."""
    verbosity = request.config.option.verbose
    with django_db_blocker.unblock():
        made = databases.create_test_databases(verbosity)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity)


@pytest.fixture(autouse=True)
def _forget_installation():
    installation.forget()
    yield
    installation.forget()
