"""Fields that several forms of units share."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.kernel.web.fields import DayField
from kheo.units.models import Unit
from kheo.units.selectors import Node

_INDENT = "\u2003"


def from_day(today: date, help_text: Any) -> DayField:
    """“Từ ngày”, today unless said otherwise."""
    return DayField(label=_("Từ ngày"), initial=today, help_text=help_text)


def tree_choices(roots: Iterable[Node], depth: int = 0) -> list[tuple[str, str]]:
    """Units as choices in the order of the tree, set in by their depth."""
    choices = []
    for node in roots:
        choices.append((str(node.unit.pk), f"{_INDENT * depth}{node.unit.name}"))  # type: ignore[attr-defined]
        choices += tree_choices(node.below, depth + 1)
    return choices


def units_of(roots: Iterable[Node]) -> dict[int, Unit]:
    """Every unit of the trees by id."""
    found: dict[int, Unit] = {}
    for node in roots:
        found[node.unit.pk] = node.unit
        found |= units_of(node.below)
    return found


class UnitField(forms.TypedChoiceField):
    """One unit of the commune's trees."""

    def __init__(self, roots: list[Node], **kwargs: Any) -> None:
        units: Mapping[int, Unit] = units_of(roots)
        choices = [("", _("Chọn đơn vị")), *tree_choices(roots)]
        super().__init__(choices=choices, coerce=lambda pk: units[int(pk)], **kwargs)


class UnitsField(forms.TypedMultipleChoiceField):
    """Several units of the commune's trees, each with its box to tick."""

    def __init__(self, roots: list[Node], **kwargs: Any) -> None:
        units: Mapping[int, Unit] = units_of(roots)
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(choices=tree_choices(roots), coerce=lambda pk: units[int(pk)], **kwargs)
