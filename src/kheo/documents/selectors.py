"""Reads about the linter's rules."""

from collections.abc import Iterable
from datetime import date

from kheo.accounts.public import User
from kheo.documents.models import RuleSwitch
from kheo.units import public as units


def rules_off(user: User, on: date) -> dict[str, RuleSwitch]:
    """Rules that rest for this person: those his units, or units above them, switched off; the nearest counts."""
    own = units.own_unit_ids(user, on)
    rows = switches_of(_with_above(own, on))
    return {row.rule: row for row in sorted(rows, key=lambda row: row.unit_id in own)}


def switches_of(unit_ids: Iterable[int]) -> list[RuleSwitch]:
    """What these units have switched off now."""
    rows = RuleSwitch.objects.filter(unit_id__in=list(unit_ids), ended_at=None)
    return list(rows.select_related("unit", "by").order_by("rule", "unit_id"))


def _with_above(unit_ids: set[int], on: date) -> set[int]:
    above = {
        one.pk for unit in units.Unit.objects.filter(pk__in=unit_ids) for one in units.ancestors(unit, on)
    }
    return unit_ids | above
