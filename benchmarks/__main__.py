"""`make bench`: the budgets of docs/performance.md, measured in one run against one baseline.

The baseline is a fixed piece of work of this machine's processor (SHA-256 over 64 MB); each
figure is printed in milliseconds, as a ratio to it, and beside its budget. A scratch database
is made in a temporary folder (KHEO_BENCH_POSTGRES_URL names a PostgreSQL to measure too).
"""

import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Prepare the scratch installation, then run every measurement."""
    scratch = Path(tempfile.mkdtemp(prefix="kheo-bench-"))
    os.environ["KHEO_VAR"] = str(scratch)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    if url := os.environ.get("KHEO_BENCH_POSTGRES_URL"):
        os.environ["KHEO_DATABASE_URL"] = url
    import django  # noqa: PLC0415 -- settings come from the lines above

    django.setup()
    from benchmarks import (  # noqa: PLC0415 -- needs Django
        commending,
        judging,
        packets,
        pages,
        papers,
        reading,
        reminding,
        reviewing,
        vietnamese,
        writes,
        writing,
    )
    from benchmarks.report import Report  # noqa: PLC0415 -- needs Django

    report = Report()
    only = set(sys.argv[1:])
    for part in (
        papers,
        reading,
        writing,
        vietnamese,
        writes,
        reminding,
        packets,
        judging,
        reviewing,
        commending,
        pages,
    ):
        if not only or part.__name__.rpartition(".")[2] in only:
            part.measure(report)
    report.print()
    return 0 if report.within_budget else 1


if __name__ == "__main__":
    raise SystemExit(main())
