"""Seats that somebody who leaves has in councils: they stay until the council itself is changed by a decision."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from kheo.councils import permissions
from kheo.councils.models import Seat
from kheo.units import public as units
from kheo.units.public import Leaving, Matter, Matters


def left_behind(leaving: Leaving, _at: datetime) -> Sequence[Matters]:
    """The person's seats on the day; one query."""
    rows = (
        Seat.objects.filter(
            permissions.seated_on(leaving.on), user=leaving.giver, council__ended_on__isnull=True
        )
        .select_related("council")
        .order_by("council__name", "pk")
    )
    return [
        units.matters_of(
            "councils:seats",
            _("Thành viên hội đồng"),
            rows,
            lambda row: Matter(f"{row.council.name}: {row.get_role_display().lower()}"),
            note=_("Thay thành viên hội đồng phải có quyết định; khi có, thư ký sửa ở trang của hội đồng."),
        )
    ]
