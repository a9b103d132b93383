"""Who raises, gives, answers, closes and reads difficulties.

Raise    whoever has a role in a unit with a part in the campaign; its officers in any registering unit's name.
Give     officers of the unit that manages the campaign; they and the owner take it to a leader.
Answer   whoever has a role in the unit it was given to; the officer in its name.
Close    whoever has a role in the unit that raised it; the officer where an officer had entered it.
Read     all of these, and whoever works where the campaign is managed. Nobody above the commune.
"""

from datetime import date

from django.db.models import F, Q

from kheo.accounts.public import Role, User
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import Campaign, CampaignParticipant, CampaignRound
from kheo.core.errors import N_, NotAllowed
from kheo.progress.models import Difficulty
from kheo.registrations import public as registrations
from kheo.units import public as units
from kheo.units.public import Unit

WORKING = tuple(role for role in Role if role is not Role.ADMINISTRATOR)
_OVERSEEING = (Role.COMMUNE_OFFICER, Role.SIGNER, Role.RECORDS_CLERK, Role.VIEWER)


def working_unit_ids(user: User, on: date) -> set[int]:
    """Units in which the person works (units merged into them counted); administering one is no such work."""
    return units.own_unit_ids(user, on, WORKING)


def managed_campaigns(user: User, on: date) -> Q:
    """Campaigns that the person runs as an officer."""
    return campaigns.managed_from(
        units.own_unit_ids(user, on, [Role.COMMUNE_OFFICER]),
        units.own_unit_ids(user, on, [Role.PROVINCE_OFFICER]),
        on,
    )


def visible(user: User, on: date) -> Q:
    """The difficulties that this person may read. Without any membership: none."""
    own = working_unit_ids(user, on)
    reach = units.scope(user, on, _OVERSEEING).values("pk")
    overseen = Campaign.objects.filter(managed_campaigns(user, on) | Q(managing_unit_id__in=reach))
    return (
        Q(unit_id__in=own)
        | Q(owner_id__in=own)
        | Q(unit_id__in=reach)
        | Q(owner_id__in=reach)
        | Q(round__campaign_id__in=overseen.values("pk"))
    )


def raising_units(user: User, round_: CampaignRound, on: date) -> list[tuple[Unit, bool]]:
    """Units for which the person may raise one, named, in Vietnamese order; True where it is his own."""
    own = working_unit_ids(user, on)
    taking_part = CampaignParticipant.objects.filter(campaign_id=round_.campaign_id)
    parts = units.successor_ids(taking_part.values_list("unit_id", flat=True)) | {
        round_.campaign.managing_unit_id
    }
    wanted = own & parts
    if registrations.can_receive(user, round_.campaign, on):
        wanted |= units.successor_ids(campaigns.registering_ids(round_.campaign))
    found = units.with_names(Unit.objects.filter(pk__in=wanted), on).order_by(F("name_sort"), "pk")
    return [(unit, unit.pk in own) for unit in found if _alive(unit, on)]


def _alive(unit: Unit, on: date) -> bool:
    ended_on: date | None = unit.ended_on  # type: ignore[attr-defined]
    return ended_on is None or ended_on > on


def gives(user: User, difficulty: Difficulty, on: date) -> bool:
    """Whether the person gives it to a unit and sets the day."""
    return registrations.can_receive(user, difficulty.round.campaign, on)


def answers(user: User, difficulty: Difficulty, on: date) -> bool | None:
    """True for somebody of the owning unit, False for the officer in its name, None for all others."""
    if difficulty.owner_id in working_unit_ids(user, on):
        return True
    return False if gives(user, difficulty, on) else None


def closes(user: User, difficulty: Difficulty, on: date) -> bool | None:
    """True for somebody of the unit that raised it, False for the officer who noted it in the unit's name."""
    if difficulty.unit_id in working_unit_ids(user, on):
        return True
    return False if difficulty.entered_for_unit and gives(user, difficulty, on) else None


def require(allowed: bool | None) -> bool:  # noqa: FBT001 -- the answer of one of the questions above
    """The answer itself, unless it was None. Raises NotAllowed."""
    if allowed is None:
        raise NotAllowed(
            N_(
                "Tài khoản này không làm việc này được. Nơi nêu đồng ý hoặc rút; đơn vị được giao trả lời; cán bộ phụ trách giao việc."
            ),
            code="not-for-this-desk",
        )
    return allowed


def require_giver(user: User, difficulty: Difficulty, on: date) -> None:
    """Raise NotAllowed unless the person gives difficulties of this campaign to units."""
    if not gives(user, difficulty, on):
        raise NotAllowed(
            N_(
                "Chỉ cán bộ của đơn vị chủ trì phong trào mới giao khó khăn, vướng mắc cho đơn vị giải quyết."
            ),
            code="not-receiver",
        )
