"""How many examples a property is tried with: few enough for `make test`, many under `make soak`."""

import os

_TIMES = int(os.environ.get("KHEO_SOAK_TIMES", "1"))


def examples(count: int) -> int:
    """`count` in a test run, many times that under `make soak`."""
    return count * _TIMES
