"""A difficulty may ask for a change of its registration: the way there, and what was proposed because of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.core.errors import NotAllowed
from kheo.core.vietnamese import short_date
from kheo.kernel.clock import day_of
from kheo.progress.models import Difficulty
from kheo.progress.selectors.difficulties import visible
from kheo.progress.states import DifficultyState
from kheo.registrations import public as registrations
from kheo.registrations.public import Amendment, Origin, Registration

CHANGE_ORIGIN = "difficulty"


def why_change(pk: int, registration: Registration, user: User, on: date) -> Origin | None:
    """The difficulty as what gave rise to a proposed change; None where it is of another registration or not
    for these eyes.
    """
    row = visible(user, on).filter(pk=pk, registration=registration).first()
    if row is None:
        return None
    day = short_date(day_of(row.raised_at))
    return Origin(
        words=_("khó khăn, vướng mắc nêu ngày %(day)s") % {"day": day},
        url=reverse("progress:difficulty", args=[pk]),
        reason=_("Theo khó khăn, vướng mắc đã nêu ngày %(day)s: %(matter)s")
        % {"day": day, "matter": row.matter},
    )


@dataclass(frozen=True, slots=True)
class ChangeOfPlan:
    """What the difficulty's page says of changes: those proposed, and where this person may propose one."""

    proposed: Sequence[Amendment]
    url: str


def change_of_plan(row: Difficulty, user: User, at: datetime) -> ChangeOfPlan | None:
    """None for a difficulty of no registration."""
    if row.registration is None:
        return None
    key = f"{CHANGE_ORIGIN}-{row.pk}"
    may = row.state != DifficultyState.WITHDRAWN and _may_propose(row, user, at)
    address = reverse("registrations:change_new", args=[row.registration.pk])
    return ChangeOfPlan(registrations.changes_from(key), f"{address}?vi={key}" if may else "")


def _may_propose(row: Difficulty, user: User, at: datetime) -> bool:
    registration = row.registration
    if registration is None:
        return False
    registration.round = row.round
    if not registrations.is_amendable(registration, at):
        return False
    try:
        registrations.acts_for(user, row.round.campaign, registration.handled_by_unit_id, day_of(at))
    except NotAllowed:
        return False
    return True
