"""One writer at a time, between processes, in the order they came.

SQLite's own busy handler is unfair: a starved writer may wait a second although the database
is free in between. The kernel queues waiters on a file lock instead. The only place with
platform code: fcntl on POSIX; msvcrt on Windows (written from its documentation, not yet run there).
"""

import os
import sys
import threading
from pathlib import Path


class WriteLock:
    """A lock on the file beside the database; re-entrant within one thread's connection."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._handle: int | None = None
        self._depth = 0
        self._owner = threading.get_ident()

    def acquire(self) -> None:
        """Wait until no other process or thread writes. Taking it again only counts."""
        if self._depth == 0:
            Path(self._path).parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(handle)
            except BaseException:
                os.close(handle)
                raise
            self._handle = handle
        self._depth += 1

    def release(self) -> None:
        """Give it back once every taker has; releasing what is not held does nothing."""
        if self._depth == 0:
            return
        self._depth -= 1
        if self._depth == 0 and self._handle is not None:
            os.close(self._handle)  # closing drops the lock
            self._handle = None

    @property
    def held(self) -> bool:
        return self._depth > 0


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _lock(handle: int) -> None:
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
            except OSError:
                continue
            return

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
