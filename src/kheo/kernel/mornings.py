"""What each module does once a morning, after the day's reminders.

register_morning_work(work)      # in `AppConfig.ready`
do_morning_work(at=…)            # `kheo reminders send`, and the page that runs it by hand

Again on the same day is no harm. Nothing that is shown depends on whether it ran.
"""

from collections.abc import Callable
from datetime import datetime

Work = Callable[[datetime], object]
_works: list[Work] = []


def register_morning_work(work: Work) -> None:
    """A module has something to do every morning; it is called with the moment of the run."""
    if work not in _works:
        _works.append(work)


def do_morning_work(*, at: datetime) -> None:
    """Every module's work, in the order in which the modules stand."""
    for work in _works:
        work(at)
