"""Small helps for the pages of units."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import template

from kheo.units.models import Membership

register = template.Library()


@register.filter
def get(mapping: Mapping[Any, Any], key: Any) -> Any:
    """The value under a key that is itself a variable; nothing where there is none."""
    return mapping.get(key, "")


@register.filter
def day_before(day: date) -> date:
    """The last day that counts of a half-open interval."""
    return day - timedelta(days=1)


@register.filter
def dialog_id(row: Membership) -> str:
    """The id of the dialog that asks before a role ends."""
    return f"end-role-{row.pk}"
