"""An officer of the commune retired yesterday: she handed her part over to her colleague."""

from kheo.accounts.public import Role
from kheo.demo.days import Days, at
from kheo.demo.tree import Cast, facts
from kheo.handovers import public as handovers
from kheo.kernel.clock import day_of
from kheo.units import public as units

_SYSTEM = "system"


def retired(cast: Cast, days: Days) -> None:
    """One past handover with all that was open on its day; the account stays, without any role."""
    told = facts("following")["handover"]
    office = cast.roots["dong-trang"].committee
    giver, _password = units.open_account(
        username=told["username"],
        full_name=told["name"],
        office_phone=told["phone"],
        unit=office,
        role=Role.COMMUNE_OFFICER,
        by=_SYSTEM,
        at=at(days.founded, 10),
        title=told["title"],
    )
    moment = days.ago(1, 16, 10)
    roles = [row.pk for row in units.roles_to_hand(giver, giver, day_of(moment), day_of(moment))]
    handovers.hand_over(
        giver,
        cast.people["canbo.dongtrang"],
        role_ids=roles,
        on=day_of(moment),
        reason=handovers.Reason.RETIRED,
        by=giver,
        at=moment,
    )
