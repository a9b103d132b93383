"""What every verb of units asks first."""

from datetime import datetime

from kheo.accounts.public import User
from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of
from kheo.units import permissions
from kheo.units.models import Unit

SYSTEM = "system"
_LONGEST_NAME = 200


def needed_name(name: str, *, field: str = "name") -> str:
    """The name on one line. Raises InvalidInput where it is missing or too long for a paper."""
    name = clean_line(name)
    if not name or len(name) > _LONGEST_NAME:
        raise InvalidInput(
            N_("Hãy ghi tên đầy đủ, không quá %(most)d ký tự."),
            code="name-missing",
            field=field,
            most=_LONGEST_NAME,
        )
    return name


def require_administrator(by: User | str, unit: Unit | None, at: datetime) -> None:
    """Whoever acts administers the unit on the day of the act, not on the day from which it holds.

    An administrator of former years could otherwise act by dating the change back.
    """
    if by == SYSTEM:
        return
    allowed = (
        isinstance(by, User) and unit is not None and permissions.can_arrange_units(by, unit, day_of(at))
    )
    permissions.require(allowed)
