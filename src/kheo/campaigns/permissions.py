"""Who may do what with campaigns. Predicates of a user (and a unit or campaign) on a day."""

from datetime import date

from kheo.accounts.public import Role, User
from kheo.campaigns.models import Campaign, CampaignParticipant
from kheo.campaigns.states import CampaignState, Part
from kheo.units import public as units
from kheo.units.public import Unit

OFFICERS = (Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER)


def prepares_anywhere(user: User, on: date) -> bool:
    """Whether the person is an officer of any unit: may upload a plan at all."""
    return bool(units.held(user, on, OFFICERS))


def desk_ids(user: User, on: date) -> set[int]:
    """Units whose campaigns the person runs: a commune officer's whole tree; of a province his own unit only,
    for the communes below answer for theirs.
    """
    return units.scope_ids(user, on, [Role.COMMUNE_OFFICER]) | units.own_unit_ids(
        user, on, [Role.PROVINCE_OFFICER]
    )


def can_prepare(user: User, unit: Unit, on: date) -> bool:
    """An officer prepares and launches campaigns of the units at his desk."""
    return unit.pk in desk_ids(user, on)


def can_manage(user: User, campaign: Campaign, on: date) -> bool:
    """An officer at whose desk the managing unit stands, or a unit that manages the campaign with it."""
    reach = desk_ids(user, on)
    return bool(reach) and bool(reach & managing_ids(campaign))


def can_see(user: User, campaign: Campaign, on: date) -> bool:
    """Who manages it; once it is launched, also whoever has a role that reaches a unit taking part."""
    if campaign.state == CampaignState.PREPARING:
        return can_manage(user, campaign, on)
    reach = units.scope(user, on)
    taking_part = CampaignParticipant.objects.filter(campaign=campaign, unit_id__in=reach.values("pk"))
    return reach.filter(pk=campaign.managing_unit_id).exists() or taking_part.exists()


def managing_ids(campaign: Campaign) -> set[int]:
    """Ids of the managing unit and of every unit with the part MANAGE."""
    shared = CampaignParticipant.objects.filter(campaign=campaign, part=Part.MANAGE)
    return {campaign.managing_unit_id, *shared.values_list("unit_id", flat=True)}
