"""Reads spoilt files one after the other and says of each what it cost: run as a program of its own.

    python -m tests.core.paper.fuzz_worker FORM FIRST COUNT

Prints one line a file that went wrong, and at the end the dearest: processor seconds and megabytes.
"""

import re
import sys
import time
from pathlib import Path

from tests.core.paper.fuzzing import spoilt, tried

MOST_SECONDS, MOST_MEGABYTES = 2.0, 300.0
_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def _memory(what: str) -> float:
    found = re.search(rf"{what}:\s+(\d+)", _STATUS.read_text()) if _STATUS.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main(form: str, first: int, count: int) -> int:
    """The number of files that broke a rule."""
    tried(form, first)  # imports and caches are not the file's cost
    wrong, slowest, largest = 0, 0.0, 0.0
    for seed in range(first, first + count):
        spoilt(form, seed)
        if _CLEAR.exists():
            _CLEAR.write_text("5")  # the peak begins anew
        before, begun = _memory("VmRSS"), time.process_time()
        try:
            tried(form, seed)
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            say(f"{form} {seed}: {type(error).__name__}: {error}"[:300])
            wrong += 1
        seconds, megabytes = time.process_time() - begun, _memory("VmHWM") - before
        slowest, largest = max(slowest, seconds), max(largest, megabytes)
        if seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES:
            say(f"{form} {seed}: {seconds:.2f} s, {megabytes:.0f} MB")
            wrong += 1
    say(f"{form}: {count} files, dearest {slowest:.2f} s, {largest:.0f} MB")
    return wrong


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])), 100))
