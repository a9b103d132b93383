"""Who prepares an inspection, who writes what was seen, who accepts what was mended, who reads.

Prepare    officers of the unit that manages the campaign.
Write      the team's head and its secretary; nobody writes about what he leads or signed for (`rights.py`).
Accept     the head; where the head has no account, or is blocked, the secretary.
Read       officers, the campaign's leader, the team. The unit sees a visit that was announced, or has begun:
           of an unannounced one nothing before.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext

from kheo.accounts.public import User
from kheo.appraisals import permissions
from kheo.appraisals.models import Inspection, InspectionMember, Visit
from kheo.appraisals.rights import ties_of
from kheo.appraisals.states import InspectionState, RoundKind, TeamPart, VisitState
from kheo.core.errors import N_, NotAllowed
from kheo.registrations.public import Registration

_PENS = (TeamPart.HEAD, TeamPart.SECRETARY)


def team_of(row: Inspection) -> list[InspectionMember]:
    """The team in its order, the head first."""
    return sorted(row.team.all(), key=lambda one: one.position)


def with_part(row: Inspection, part: TeamPart) -> InspectionMember | None:
    """The head, or the secretary."""
    return next((one for one in team_of(row) if one.part == part), None)


def holds_pen(user: User, row: Inspection) -> bool:
    """Whether the person is the team's head or secretary."""
    return any(one.user_id == user.pk and one.part in _PENS for one in row.team.all())


def is_member(user: User, row: Inspection) -> bool:
    """Whether the person sits in the team."""
    return any(one.user_id == user.pk for one in row.team.all())


def reads_all(user: User, row: Inspection, on: date) -> bool:
    """Whether the person sees the inspection as a whole: officers, the campaign's leader, the team."""
    campaign = row.round.campaign
    return (
        is_member(user, row)
        or permissions.can_run(user, campaign, on)
        or permissions.leads(user, campaign, on)
    )


def shown_to_units() -> Q:
    """Visits that units see: begun ones; planned ones of an inspection that was announced."""
    announced = Q(
        inspection__kind=RoundKind.PERIODIC,
        inspection__state__in=[InspectionState.RUNNING, InspectionState.DONE],
    )
    return Q(state__in=[VisitState.WRITTEN, VisitState.SIGNED]) | announced


def is_shown_to_unit(row: Visit) -> bool:
    """The same for one visit."""
    if row.state in {VisitState.WRITTEN, VisitState.SIGNED}:
        return True
    live = {InspectionState.RUNNING, InspectionState.DONE}
    return row.inspection.kind == RoundKind.PERIODIC and row.inspection.state in live


def blocked(user: User, registration: Registration, on: date) -> str:
    """Why the person may not judge this initiative; "" where nothing is against it."""
    found = ties_of([user], [registration], on, belonging_blocks=False)
    return found[registration.pk, user.pk].blocked


def noted(users: Sequence[User], registration: Registration, on: date) -> list[str]:
    """What ties members of the team to the initiative, each as the minutes say it."""
    found = ties_of(users, [registration], on, belonging_blocks=False)
    lines = []
    for user in users:
        ties = found[registration.pk, user.pk]
        words = [word for word in (ties.blocked, *ties.noted) if word]
        if words:
            lines.append(f"{user.full_name} {', '.join(words)}")
    return lines


def require_pen(user: User, row: Visit, on: date) -> None:
    """Raise NotAllowed unless the person writes this visit's sheet."""
    if not holds_pen(user, row.inspection):
        raise NotAllowed(
            N_("Chỉ trưởng đoàn và thư ký đoàn kiểm tra mới ghi kết quả kiểm tra."), code="not-team-pen"
        )
    _require_unblocked(user, row.registration, on)


def _require_unblocked(user: User, registration: Registration, on: date) -> None:
    why = blocked(user, registration, on)
    if why:
        raise NotAllowed(
            N_(
                "Người ghi %(why)s nên không ghi kết quả kiểm tra ở đây được. Hãy để người kia (trưởng đoàn hoặc thư ký) ghi."
            ),
            code="may-not-inspect",
            why=why,
        )


def accepts(user: User, row: Visit, on: date) -> bool:
    """Whether the person decides on what was mended after this visit."""
    return holds_pen(user, row.inspection) and bool(accepted_by(user, [row], on))


def accepted_by(user: User, rows: Sequence[Visit], on: date) -> set[int]:
    """Of these visits those after which the person decides what is mended: two queries, however many."""
    heads = {row.pk: with_part(row.inspection, TeamPart.HEAD) for row in rows}
    people = {one.user_id: one.user for one in heads.values() if one and one.user} | {user.pk: user}
    ties = ties_of(list(people.values()), [row.registration for row in rows], on, belonging_blocks=False)
    found = set()
    for row in rows:
        head = heads[row.pk]
        able = head is not None and head.user_id is not None
        able = able and not ties[row.registration_id, head.user_id].blocked  # type: ignore[union-attr,index]
        secretary = with_part(row.inspection, TeamPart.SECRETARY)
        decider = head if able else secretary
        free = not ties[row.registration_id, user.pk].blocked
        if decider is not None and decider.user_id == user.pk and free:
            found.add(row.pk)
    return found


def require_acceptor(user: User, row: Visit, on: date) -> None:
    """Raise NotAllowed unless the person decides on what was mended after this visit."""
    if not accepts(user, row, on):
        who = with_part(row.inspection, TeamPart.HEAD)
        raise NotAllowed(
            N_("Việc khắc phục do trưởng đoàn kiểm tra (%(who)s) xem và xác nhận."),
            code="not-team-head",
            who=who.name if who else gettext("chưa có"),
        )
