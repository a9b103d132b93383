"""Reads about the linter: which rules rest for whom, and what it says of a paper of our own."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.core.paper.lint.files import judge_paper
from kheo.core.paper.model import Paper
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


def notes_on(paper: Paper, user: User, on: date) -> list[str]:
    """What the linter says of a paper of our own before it is offered; it never stops anything."""
    off = rules_off(user, on)
    found = [one for one in judge_paper(paper, today=on) if one.id not in off]
    return [_(one.sentence) % one.params if one.params else _(one.sentence) for one in found]
