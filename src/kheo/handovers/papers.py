"""“Biên bản bàn giao công việc” of one handover, from what was frozen."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import translation

from kheo.core.paper.forms.handover import (
    HandedGroup,
    HandedMatter,
    HandoverFacts,
    Party,
    handover_minutes,
)
from kheo.core.paper.model import Paper
from kheo.handovers.models import Handover
from kheo.handovers.states import Reason
from kheo.kernel.clock import day_of
from kheo.registrations import public as registrations
from kheo.units import public as units

_ATTESTING = "XÁC NHẬN CỦA THỦ TRƯỞNG"


def minutes(row: Handover) -> Paper:
    """The minutes for two signatures; the head of the office confirms beneath."""
    with translation.override("vi"):
        return _minutes(row)


def _minutes(row: Handover) -> Paper:
    made_on = day_of(row.made_at)
    roles = list(row.roles.order_by("unit_id", "role"))
    names = units.names({one.unit_id for one in roles} | {row.unit_id}, made_on)
    house = names.get(row.unit_id, "")
    office = next((one.title for one in roles if one.title), "")
    facts = HandoverFacts(
        giver=Party(row.giver.full_name, office),
        taker=Party(row.taker.full_name),
        made_on=made_on,
        on=row.on,
        place=house,
        reason=str(Reason(row.reason).label),
        basis=row.basis,
        roles=tuple((names.get(one.unit_id, ""), str(one.get_role_display())) for one in roles),
        passing=_groups(group for group in row.content if group["passes"]),
        staying=_groups(group for group in row.content if not group["passes"]),
    )
    usual = registrations.usual_facts(row.unit, "BB", made_on)
    issuing = registrations.issuing(row.unit, house, usual, on=made_on)
    return handover_minutes(issuing=issuing, facts=facts, attesting=_ATTESTING)


def _groups(content: Iterable[Mapping[str, Any]]) -> tuple[HandedGroup, ...]:
    return tuple(
        HandedGroup(
            group["title"],
            tuple(
                HandedMatter(one["words"], date.fromisoformat(one["due"]) if one["due"] else None)
                for one in group["lines"]
            ),
            group["count"],
            group["note"],
        )
        for group in content
    )
