"""A received registration as its form shows it: what a change starts from, and what a version keeps."""

from datetime import datetime
from typing import Any

from kheo.core.vietnamese import format_number, short_date
from kheo.kernel.clock import day_of
from kheo.registrations.fields import OF, Fields, row_name
from kheo.registrations.models import Indicator, Registration, RegistrationVersion
from kheo.units import public as units

FIXED = ("kind", "continues", "first_year", "launch_on")
"""What no amendment changes: the kind and what it continues; the launch day has a page of its own."""
VERSION_WITH = ("initiative", "sector", "theme", "content", "lead", "accompanying_unit")
_PLAIN = (
    "kind",
    "title",
    "address",
    "time_words",
    "need",
    "aims",
    "method",
    "scope",
    "partners",
    "resources",
    "outputs",
    "durability",
    "changes",
    "contact_name",
    "contact_phone",
    "confirmed_by",
)
_CHOSEN = ("sector", "theme", "content", "accompanying_unit")
_DAYS = ("starts_on", "ends_on", "launch_on")


def standing_fields(row: Registration) -> Fields:
    """The registration's columns and indicators as the form posts them, each row with its indicator's id.

    Reading these fields as a form gives the columns again.
    """
    fields = {name: str(getattr(row, name)) for name in _PLAIN}
    fields |= {name: str(getattr(row, f"{name}_id") or "") for name in _CHOSEN}
    days = {name: getattr(row, name) for name in _DAYS}
    fields |= {name: short_date(day) for name, day in days.items() if day}
    fields["first_year"] = str(row.initiative.first_year)
    if row.lead is not None:
        fields |= {
            "lead_kind": row.lead.kind,
            "lead_name": row.lead.name,
            "lead_office": row.lead.office,
        }
    places = dict.fromkeys(Indicator.Kind.values, 0)
    for one in sorted(row.indicators.all(), key=lambda one: (one.kind, one.position)):
        cells = {row_name(one.kind, places[one.kind], part): value for part, value in _cells(one).items()}
        places[one.kind] += 1
        fields |= cells
    return {name: value for name, value in fields.items() if value}


def _cells(one: Indicator) -> Fields:
    cells = {"name": one.name, OF: str(one.pk)}
    if one.kind == Indicator.Kind.STEP:
        return cells | ({"due": short_date(one.due_on)} if one.due_on else {})
    return cells | {"target": format_number(one.target or 0), "unit": one.unit}


def amendable_fields(row: Registration) -> Fields:
    """What the form of a change starts with."""
    return {name: value for name, value in standing_fields(row).items() if name not in FIXED}


def content_of(row: Registration, unit_name: str, names: dict[int, str]) -> dict[str, Any]:
    """What a version freezes; `names` holds the name of the unit that accompanies."""
    chosen = {
        "sector": row.sector.name if row.sector else "",
        "theme": row.theme.name if row.theme else "",
        "content": row.content.text if row.content else "",
        "accompanying_unit": names.get(row.accompanying_unit_id or 0, ""),
    }
    return {
        "fields": standing_fields(row),
        "names": {name: said for name, said in chosen.items() if said},
        "unit": unit_name,
    }


def version_of(row: Registration, number: int, at: datetime, names: dict[int, str]) -> RegistrationVersion:
    """The version, not saved, of what stands; `names`: of the unit that handles it and the one beside it."""
    return RegistrationVersion(
        registration=row,
        number=number,
        content=content_of(row, names.get(row.handled_by_unit_id, ""), names),
        stands_from=at,
        proposed_by_id=row.submitted_by_id,
        decided_by_id=row.decided_by_id,
    )


def unit_names(rows: list[Registration], at: datetime) -> dict[int, str]:
    """The names of the units that these rows' versions name."""
    wanted = {pk for row in rows for pk in (row.handled_by_unit_id, row.accompanying_unit_id) if pk}
    return units.names(wanted, day_of(at))
