"""What recognition tells of a registration: the unit behind it has at least one recognised initiative."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from kheo.appraisals.public import Fact
from kheo.recognitions.selectors.marks import units_with_recognised
from kheo.registrations.public import Registration


def recognised_before(rows: Collection[Registration], on: date) -> dict[int, Fact]:
    """One query, however many."""
    counts = units_with_recognised({row.handled_by_unit_id for row in rows})
    found = {}
    for row in rows:
        count = counts.get(row.handled_by_unit_id, 0)
        if count:
            words = _("đơn vị có %(count)d mô hình đang được công nhận") % {"count": count}
            found[row.pk] = Fact("met", words)
        else:
            found[row.pk] = Fact("unmet", _("đơn vị chưa có mô hình nào đang được công nhận"))
    return found
