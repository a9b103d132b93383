"""How far the work is: only from what was counted, never from what somebody typed as a percentage."""

from collections.abc import Iterable
from decimal import Decimal


def percent(counted: Iterable[tuple[Decimal | None, Decimal | None]]) -> int | None:
    """The mean share reached of (target, actual) pairs, in whole per cent, rounded down; more than the target
    counts as all of it. None where nothing is to be counted.
    """
    shares = [
        min((actual or Decimal(0)) / target, Decimal(1))
        for target, actual in counted
        if target is not None and target > 0
    ]
    return int(100 * sum(shares) / len(shares)) if shares else None


def share_of_time(passed_days: int, all_days: int) -> int:
    """How much of the time has gone, in whole per cent from 0 to 100."""
    if all_days <= 0:
        return 100
    return max(0, min(100, 100 * passed_days // all_days))
