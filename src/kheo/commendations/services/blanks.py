"""Phôi in sẵn: where each text stands on a blank, shifted by what a test print on that printer showed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.commendations.models import Blank
from kheo.commendations.services.deciding import require_issuer
from kheo.core.errors import N_, InvalidInput
from kheo.core.paper.writing.overlay import SLOTS
from kheo.kernel.clock import day_of
from kheo.recognitions import public as recognitions
from kheo.recognitions.public import needed

_WIDEST, _MOST_SHIFT = Decimal(420), Decimal(50)


@transaction.atomic
def set_blank(
    round_: CampaignRound,
    *,
    name: str,
    size: tuple[Decimal, Decimal],
    shift: tuple[Decimal, Decimal],
    slots: Mapping[str, Sequence[Decimal]],
    legacy: bool,
    by: User,
    at: datetime,
) -> Blank:
    """Set a blank of the place by its name (“Phôi A4, máy Canon”), all lengths in mm from the left top corner.

    `slots`: name → (x, y, width, points). Raises NotAllowed, InvalidInput (`field` name, width, shift_x, “slot”).
    """
    recognitions.require_manager(by, round_.campaign, day_of(at))
    if any(not 50 <= one <= _WIDEST for one in size):
        raise InvalidInput(N_("Khổ phôi từ 50 đến 420 mm mỗi chiều."), code="blank-size", field="width")
    if any(abs(one) > _MOST_SHIFT for one in shift):
        raise InvalidInput(N_("Độ lệch không quá 50 mm mỗi chiều."), code="blank-shift", field="shift_x")
    kept = {}
    for key, place in slots.items():
        if key not in SLOTS or len(place) != 4 or any(one < 0 for one in place):
            raise InvalidInput(
                N_("Vị trí của “%(slot)s”: ghi bốn số, cách trái, cách trên, rộng (mm), cỡ chữ."),
                code="blank-slot",
                field=key,
                slot=key,
            )
        kept[key] = [str(one) for one in place]
    if not kept:
        raise InvalidInput(N_("Hãy ghi vị trí của ít nhất một nội dung."), code="blank-empty", field="name")
    values = {
        "width": size[0],
        "height": size[1],
        "shift_x": shift[0],
        "shift_y": shift[1],
        "legacy": legacy,
        "slots": kept,
        "set_at": at,
        "set_by": by,
    }
    unit = require_issuer(round_, day_of(at))
    said = needed(name, "name", 120, N_("Hãy đặt tên phôi và máy in."))
    row, _new = Blank.objects.update_or_create(unit=unit, name=said, defaults=values)
    audit.record("commendations:blank:set", row, by=by, at=at, unit_id=unit.pk, name=said)
    return row
