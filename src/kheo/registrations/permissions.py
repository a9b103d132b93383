"""Who may register, receive and read.

Register   a contact of the unit (or of the unit it was merged into); the officer in the unit's name.
Receive    officers of the unit that manages the campaign, whatever branch the registrant stands in.
Read       the unit itself; by place, whoever works above it; by campaign, whoever has a part in it.
           A draft is read by its own unit alone, and by the officer where the officer entered it.
"""

from datetime import date

from django.db.models import Q, QuerySet

from kheo.accounts.public import Role, User
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import Campaign, CampaignParticipant, Part
from kheo.core.errors import N_, NotAllowed
from kheo.registrations.models import Amendment, Registration
from kheo.registrations.states import State
from kheo.units import public as units
from kheo.units.public import Unit

OFFICERS = (Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER)
READ_SENT = (*OFFICERS, Role.SIGNER, Role.RECORDS_CLERK, Role.VIEWER)
READ_ACCEPTED = (Role.APPRAISER, Role.COUNCIL_MEMBER)
_OPENING_PARTS = (Part.MANAGE, Part.APPRAISE, Part.WATCH)
# A unit that a later paper took out keeps what it registered, and its way to it.
_REGISTERED = (Part.REGISTER, Part.LEFT)


def contact_unit_ids(user: User, on: date) -> set[int]:
    """Units for which the person registers: own ones, and those merged into them."""
    return units.own_unit_ids(user, on, [Role.UNIT_CONTACT])


def officer_unit_ids(user: User, on: date) -> set[int]:
    """Units whose campaigns the person runs: the commune's tree; for the province its own unit only."""
    return units.scope_ids(user, on, [Role.COMMUNE_OFFICER]) | units.own_unit_ids(
        user, on, [Role.PROVINCE_OFFICER]
    )


def managed_by(unit_ids: set[int]) -> Q:
    """Campaigns run by one of these units."""
    managing = CampaignParticipant.objects.filter(unit_id__in=unit_ids, part=Part.MANAGE)
    return Q(managing_unit_id__in=unit_ids) | Q(pk__in=managing.values("campaign_id"))


def can_receive(user: User, campaign: Campaign, on: date) -> bool:
    """Whether the person accepts and returns this campaign's registrations."""
    offices = {row.unit_id for row in units.held(user, on, OFFICERS)}
    # Most officers sit in the managing unit itself; only others cost more queries.
    if not offices or campaign.managing_unit_id in offices:
        return bool(offices)
    managing = campaigns.managing_ids(campaign)
    return bool(managing & offices) or bool(managing & officer_unit_ids(user, on))


def takes_part(campaign: Campaign, unit_id: int) -> bool:
    """Whether the unit (or one merged into it) stands among those that register."""
    registering = CampaignParticipant.objects.filter(campaign=campaign, part=Part.REGISTER)
    # Most units stand there themselves; only others cost a walk over what was merged into them.
    return (
        registering.filter(unit_id=unit_id).exists()
        or registering.filter(unit_id__in=units.predecessor_ids([unit_id])).exists()
    )


def has_left(campaign: Campaign, unit_ids: set[int]) -> bool:
    """Whether a later paper took one of the units out of the campaign."""
    parts = CampaignParticipant.objects.filter(campaign=campaign, unit_id__in=unit_ids)
    return parts.filter(part=Part.LEFT).exists()


def acts_for(user: User, campaign: Campaign, unit_id: int, on: date) -> bool:
    """True for the unit's own contact, False for an officer who enters in the unit's name.

    The officer is one who receives for the campaign, or the commune's officer for a unit of his commune.
    Raises NotAllowed for anybody else.
    """
    own = {row.unit_id for row in units.held(user, on, [Role.UNIT_CONTACT])}
    if unit_id in own or unit_id in contact_unit_ids(user, on):
        return True
    if unit_id in units.scope_ids(user, on, [Role.COMMUNE_OFFICER]) or can_receive(user, campaign, on):
        return False
    raise NotAllowed(
        N_(
            "Tài khoản này không đăng ký thay cho đơn vị này được. Hãy nhờ đầu mối của đơn vị hoặc cán bộ phụ trách."
        ),
        code="not-this-unit",
    )


def require_writer(user: User, registration: Registration, on: date) -> bool:
    """Whether the person writes as the unit's contact (True) or in its name (False).

    Raises NotAllowed for others; an officer writes only what an officer entered: the unit's own drafts
    are not for his eyes.
    """
    own = acts_for(user, registration.round.campaign, registration.handled_by_unit_id, on)
    if not own and not registration.entered_for_unit:
        raise NotAllowed(
            N_("Bản này do đơn vị tự soạn; chỉ đầu mối của đơn vị mới mở và sửa được."), code="draft-of-unit"
        )
    return own


def require_amender(user: User, amendment: Amendment, on: date) -> bool:
    """Whether the person writes on a proposed change as the unit's contact (True) or in its name (False).

    Raises NotAllowed for others; an officer goes on only with what an officer began.
    """
    registration = amendment.registration
    own = acts_for(user, registration.round.campaign, registration.handled_by_unit_id, on)
    if not own and not amendment.entered_for_unit:
        raise NotAllowed(
            N_("Đề nghị này do đơn vị tự soạn; chỉ đầu mối của đơn vị mới mở và sửa được."),
            code="draft-of-unit",
        )
    return own


def concerning(user: User, on: date, prefix: str = "") -> Q:
    """Campaigns in which the person registers, or of which he may read registrations."""
    own = contact_unit_ids(user, on)
    reach = units.scope(user, on, [*READ_SENT, *READ_ACCEPTED]).values("pk")
    registering = CampaignParticipant.objects.filter(unit_id__in=own, part__in=_REGISTERED)
    reached = CampaignParticipant.objects.filter(unit_id__in=reach)
    return (
        Q(**{f"{prefix}pk__in": registering.values("campaign_id")})
        | Q(**{f"{prefix}pk__in": reached.values("campaign_id")})
        | Q(**{f"{prefix}managing_unit_id__in": reach})
    )


def reaches(user: User, campaign: Campaign, on: date) -> bool:
    """Whether this campaign's registrations concern the person at all."""
    one = Campaign.objects.filter(pk=campaign.pk)
    return one.filter(_directly(user, on)).exists() or one.filter(concerning(user, on)).exists()


def _directly(user: User, on: date) -> Q:
    """`concerning` for the units in which the person has a role, without a walk over the tree."""
    held = [(row.unit_id, row.role) for row in units.held(user, on)]
    contact = [unit for unit, role in held if role == Role.UNIT_CONTACT]
    reader = [unit for unit, role in held if role in {*READ_SENT, *READ_ACCEPTED}]
    registering = CampaignParticipant.objects.filter(unit_id__in=contact, part__in=_REGISTERED)
    reached = CampaignParticipant.objects.filter(unit_id__in=reader)
    return (
        Q(managing_unit_id__in=reader)
        | Q(pk__in=registering.values("campaign_id"))
        | Q(pk__in=reached.values("campaign_id"))
    )


def require_receiver(user: User, campaign: Campaign, on: date) -> None:
    """Raise NotAllowed unless the person receives registrations of this campaign."""
    if not can_receive(user, campaign, on):
        raise NotAllowed(
            N_("Chỉ cán bộ của đơn vị chủ trì phong trào mới tiếp nhận hoặc trả lại đăng ký."),
            code="not-receiver",
        )


def visible(user: User, on: date) -> Q:
    """The registrations that this person may read. Without any membership: none."""
    accepted = Q(state=State.ACCEPTED) & _reached(units.scope(user, on, READ_ACCEPTED))
    return reads_what_waits(user, on) | accepted


def reads_what_waits(user: User, on: date) -> Q:
    """Those of which the person also reads what is not received yet: the unit, the desk, who works above."""
    own = contact_unit_ids(user, on)
    desk = officer_unit_ids(user, on)
    mine = Q(handled_by_unit_id__in=own) | Q(unit_id__in=own)
    entered = Q(entered_for_unit=True) & (Q(handled_by_unit_id__in=desk) | _of_campaigns(managed_by(desk)))
    sent = ~Q(state=State.DRAFT) & _reached(units.scope(user, on, READ_SENT))
    return mine | entered | sent


def _reached(scope: QuerySet[Unit]) -> Q:
    """By place, or through a part that one of these units has in the campaign."""
    unit_ids = scope.values("pk")
    parts = CampaignParticipant.objects.filter(unit_id__in=unit_ids, part__in=_OPENING_PARTS)
    return Q(handled_by_unit_id__in=unit_ids) | _of_campaigns(
        Q(managing_unit_id__in=unit_ids) | Q(pk__in=parts.values("campaign_id"))
    )


def _of_campaigns(condition: Q) -> Q:
    return Q(round__campaign_id__in=Campaign.objects.filter(condition).values("pk"))
