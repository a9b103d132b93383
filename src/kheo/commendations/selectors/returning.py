"""What a revoked award gives back, and by when."""

from datetime import date

from kheo.commendations.frozen import Enacted
from kheo.commendations.models import Commendation
from kheo.core.timetable.workdays import add_working_days


def due_of(award: Commendation) -> date | None:
    """The last day to give back, counted in working days from the revocation; None while the award holds."""
    act = award.revoked_by
    return add_working_days(act.issued_on, Enacted.from_json(act.content).days) if act else None
