"""Timing and the table at the end."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

_BASELINE_BYTES = bytes(64 * 1024 * 1024)


def milliseconds(work: Callable[[], object], *, times: int = 5) -> float:
    """The median of several runs, after one that is not counted."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return median(taken)


@dataclass
class Report:
    """Figures against budgets, and against one baseline measured in the same run."""

    rows: list[tuple[str, float, str, float | None]] = field(default_factory=list)
    baseline: float = field(init=False)

    def __post_init__(self) -> None:
        self.baseline = milliseconds(lambda: hashlib.sha256(_BASELINE_BYTES).digest(), times=5)

    def add(
        self,
        what: str,
        value: float,
        *,
        unit: str = "ms",
        most: float | None = None,
        least: float | None = None,
    ) -> None:
        """One figure; `most` or `least` is its budget in the same unit."""
        bound = most if most is not None else (-least if least is not None else None)
        self.rows.append((what, value, unit, bound))
        print(f"  {what}: {value:.1f} {unit}", flush=True)

    @property
    def within_budget(self) -> bool:
        """Whether every figure that has a budget keeps it."""
        return all(_kept(value, bound) for _, value, _, bound in self.rows)

    def print(self) -> None:
        """The table, as it stands in docs/performance.md."""
        print(f"\nbaseline (SHA-256 of 64 MB): {self.baseline:.1f} ms\n")
        print("| what | measured | ratio to baseline | budget | |")
        print("|---|---|---|---|---|")
        for what, value, unit, bound in self.rows:
            ratio = f"{value / self.baseline:.2f}" if unit == "ms" else ""
            budget = (
                "" if bound is None else (f"≤ {bound:g} {unit}" if bound >= 0 else f"≥ {-bound:g} {unit}")
            )
            mark = "" if bound is None else ("kept" if _kept(value, bound) else "**broken**")
            print(f"| {what} | {value:.1f} {unit} | {ratio} | {budget} | {mark} |")


def _kept(value: float, bound: float | None) -> bool:
    if bound is None:
        return True
    return value <= bound if bound >= 0 else value >= -bound
