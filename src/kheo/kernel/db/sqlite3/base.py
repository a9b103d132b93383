"""Django's SQLite backend with one inter-process lock round everything that writes.

The lock sits where Django begins a transaction, not round our services: sign-in, lockout and
sessions write too. Write-ahead log, synchronous=FULL (NORMAL loses acknowledged commits in a
power cut), BEGIN IMMEDIATE.
"""

import re
from typing import Any

from django.db.backends.sqlite3 import base

from kheo.kernel.db.write_lock import WriteLock

_WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP)\b", re.IGNORECASE)
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"


class _LockingCursor(base.SQLiteCursorWrapper):
    """Outside a transaction a single write takes the lock for itself."""

    kheo_lock: WriteLock

    def execute(self, query: str, params: Any = None) -> Any:
        if self.connection.in_transaction or not _WRITES.match(query):
            return super().execute(query, params)
        self.kheo_lock.acquire()
        try:
            return super().execute(query, params)
        finally:
            self.kheo_lock.release()


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend named in DATABASES as `kheo.kernel.db.sqlite3`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = self.settings_dict.setdefault("OPTIONS", {})
        options.setdefault("transaction_mode", "IMMEDIATE")
        options.setdefault("timeout", 20)
        options.setdefault("init_command", _PRAGMAS)
        self._write_lock: WriteLock | None = None
        self._transaction_holds_lock = False

    @property
    def write_lock(self) -> WriteLock | None:
        """The lock beside the database file; none for a database in memory."""
        name = str(self.settings_dict["NAME"])
        if self._write_lock is None and ":memory:" not in name and "mode=memory" not in name:
            self._write_lock = WriteLock(name + ".lock")
        return self._write_lock

    def create_cursor(self, name: str | None = None) -> Any:
        if self.write_lock is None:
            return super().create_cursor(name)
        cursor = self.connection.cursor(factory=_LockingCursor)
        cursor.kheo_lock = self.write_lock
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        if self.write_lock is not None:
            self.write_lock.acquire()
            self._transaction_holds_lock = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_of_transaction()
            raise

    def _commit(self) -> None:
        # A failed commit is followed by a roll-back, which gives the lock back.
        super()._commit()  # type: ignore[misc]
        self._end_of_transaction()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_of_transaction()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_of_transaction()

    def _end_of_transaction(self) -> None:
        if self._transaction_holds_lock and self.write_lock is not None:
            self._transaction_holds_lock = False
            self.write_lock.release()
