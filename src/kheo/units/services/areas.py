"""The official list of provinces and communes, brought into the database."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kheo.audit import public as audit
from kheo.core.areas import AreaVersion, all_area_versions, areas_on
from kheo.core.vietnamese import fold, sort_key
from kheo.units.models import AdministrativeArea
from kheo.units.services.common import SYSTEM

_FIELDS = (
    "kind",
    "name",
    "name_folded",
    "name_sort",
    "province_code",
    "valid_to",
    "code_verified",
    "note",
    "source",
)


@dataclass(frozen=True, slots=True)
class AreasLoaded:
    """What the database holds after loading: rows added and mended, and the areas in force on the day."""

    added: int
    mended: int
    by_kind: dict[str, int]
    unverified: tuple[str, ...]

    @property
    def provinces(self) -> int:
        kinds = AdministrativeArea.Kind
        return self.by_kind.get(kinds.PROVINCE, 0) + self.by_kind.get(kinds.CITY, 0)

    @property
    def communes(self) -> int:
        return sum(self.by_kind.values()) - self.provinces


@transaction.atomic
def load_areas(*, on: date, at: datetime) -> AreasLoaded:
    """Bring the table of areas to the state of the list; loading again changes nothing.

    Rows are added and mended, never removed: papers of former years name former areas.
    """
    held = {(row.code, row.valid_from): row for row in AdministrativeArea.objects.select_for_update()}
    new, changed = [], []
    for version in all_area_versions():
        values = _values(version)
        row = held.get((version.code, version.valid_from))
        if row is None:
            new.append(AdministrativeArea(code=version.code, valid_from=version.valid_from, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    AdministrativeArea.objects.bulk_update(changed, _FIELDS, batch_size=200)
    AdministrativeArea.objects.bulk_create(new, batch_size=500)
    if new or changed:
        audit.record("units:areas:load", None, by=SYSTEM, at=at, added=len(new), mended=len(changed))
    in_force = areas_on(on)
    return AreasLoaded(
        added=len(new),
        mended=len(changed),
        by_kind=dict(Counter(area.kind.value for area in in_force)),
        unverified=tuple(f"{area.code} {area.full_name}" for area in in_force if not area.code_verified),
    )


def _values(version: AreaVersion) -> dict[str, object]:
    return {
        "kind": version.kind.value,
        "name": version.name,
        "name_folded": fold(version.name)[:120],
        "name_sort": sort_key(version.name)[:400],
        "province_code": version.province_code or version.code,
        "valid_to": version.valid_to,
        "code_verified": version.code_verified,
        "note": version.note[:300],
        "source": version.source[:200],
    }
