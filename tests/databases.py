"""An empty database with all its tables, made by the migrations once and copied for every process that tests.

`python -m tests.databases` makes it ahead of time. It is kept until a migration changes: on SQLite as a file in
.pytest_cache, on PostgreSQL as a database of the server that KHEO_TEST_POSTGRES_URL names.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connection, connections
from django.test.utils import setup_databases

from kheo.kernel import db
from kheo.kernel.db.write_lock import WriteLock

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache" / "databases"
PREFIX = "kheo_empty_"


def state_of_migrations() -> str:
    """A word that changes with any migration and with the operations of our own that they call."""
    folders = [Path(config.path) / "migrations" for config in apps.get_app_configs()]
    seen = hashlib.sha256()
    for folder in [*folders, Path(db.__file__).parent]:
        for file in sorted(folder.glob("*.py")):
            seen.update(f"{folder.parent.name}/{file.name}\n".encode() + file.read_bytes())
    return seen.hexdigest()[:12]


def create_test_databases(verbosity: int) -> list:
    """The test database of this process, copied. Django still migrates it, and finds nothing left to do."""
    with _the_empty_one() as empty:
        if connection.vendor == "postgresql":
            connection.settings_dict["TEST"]["TEMPLATE"] = empty
            return _set_up(verbosity)
        shutil.copyfile(empty, connection.settings_dict["TEST"]["NAME"])
        return _set_up(verbosity, keepdb=True)


def _set_up(verbosity: int, **options: bool) -> list:
    return setup_databases(
        verbosity, interactive=False, aliases=["default"], serialized_aliases=[], **options
    )


@contextmanager
def _the_empty_one() -> Iterator[str]:
    """The name of the database to copy; nobody else makes or drops one meanwhile."""
    if connection.vendor == "postgresql":
        with _on_the_server() as (name, there):
            if not there:
                _make(name)
            yield name
        return
    lock = WriteLock(str(KEPT / "lock"))
    lock.acquire()
    try:
        file = KEPT / f"{PREFIX}{state_of_migrations()}.sqlite3"
        if not file.exists():
            for old in KEPT.glob(f"{PREFIX}*"):
                old.unlink()
            _make(str(file))
        yield str(file)
    finally:
        lock.release()


@contextmanager
def _on_the_server() -> Iterator[tuple[str, bool]]:
    name = PREFIX + state_of_migrations()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        try:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX + "%"])
            found = {row[0] for row in cursor.fetchall()}
            if name not in found:
                for old in found:
                    cursor.execute(f"DROP DATABASE {old}")
            yield name, name in found
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [PREFIX])


@contextmanager
def without_tables() -> Iterator[None]:
    """For a while the default connection leads to a database that holds nothing: for tests of migrations."""
    ours = connections["default"]
    name = f"{ours.settings_dict['NAME']}_bare"
    on_server = ours.vendor == "postgresql"
    if on_server:
        _tell_server(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    connections["default"] = type(ours)({**ours.settings_dict, "NAME": name}, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = ours
        if on_server:
            _tell_server(f"DROP DATABASE {name}")
        else:
            Path(name).unlink()


def _tell_server(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _make(name: str) -> None:
    """In a process of its own: no connection of this one learns of another database."""
    subprocess.run([sys.executable, "-m", "tests.databases", name], cwd=ROOT, check=True)


def _migrate_into(name: str) -> None:
    from django.core.management import call_command

    making = f"{name}_making"
    if connection.vendor == "postgresql":
        _tell_server(f"DROP DATABASE IF EXISTS {making}", f"CREATE DATABASE {making}")
        connection.settings_dict["NAME"] = making
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        _tell_server(f"ALTER DATABASE {making} RENAME TO {name}")
        return
    call_command("migrate", verbosity=0, interactive=False)
    Path(making).unlink(missing_ok=True)
    with closing(connection.cursor()) as cursor:
        cursor.execute("VACUUM INTO %s", [making])
    Path(making).replace(name)


def main(words: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django

    django.setup()
    if words:
        _migrate_into(words[0])
    else:
        with _the_empty_one():
            pass


if __name__ == "__main__":
    main(sys.argv[1:])
