"""Frozen content as pages say it."""

from datetime import date

from django import template

from kheo.core.vietnamese.numbers import format_number

register = template.Library()


@register.filter
def day_said(text: str) -> date | None:
    """A day that was frozen as text."""
    return date.fromisoformat(text) if text else None


@register.filter
def more_than(count: int, named: int) -> str:
    """How many are not named."""
    return format_number(count - named)
