"""Units of the commune as the matcher and the choices see them."""

from datetime import date

from django.db.models import Q

from kheo.campaigns.matching import UnitLine
from kheo.units import public as units
from kheo.units.public import Unit, UnitKind, UnitVersion

_ORDER = list(UnitKind)


def lines_of(unit: Unit, on: date) -> tuple[UnitLine, ...]:
    """Every living unit of the commune (or province) in which the unit stands, by kind, in Vietnamese order.

    A commune's bodies are no one tree: People's Committee, Party committee and Front are roots of their own,
    held together by the area's code.
    """
    here = Q(unit__in=units.subtree([units.commune_root(unit, on).pk], on).values("pk"))
    if unit.area_code:
        here |= Q(unit__area_code=unit.area_code)
    versions = (
        UnitVersion.objects.filter(here, Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
        .select_related("unit")
        .order_by("name_sort", "unit_id")
    )
    lines = [UnitLine(v.unit_id, v.name, v.unit.kind, v.local_kind) for v in versions]
    return tuple(sorted(lines, key=lambda line: _ORDER.index(UnitKind(line.kind))))
