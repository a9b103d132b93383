"""Who works with the list of a round: who reads it, who files what came in on paper.

Read    officers, signers, clerks and viewers of a unit that follows the whole campaign (or stands above one).
File    its officers and its records clerks: signed copies, numbers and dates of issued papers.
Receive (see `permissions`) its officers: issue, send up, import.
"""

from dataclasses import dataclass
from datetime import date

from kheo.accounts.public import Role, User
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import Campaign, CampaignRound
from kheo.core.errors import N_, NotAllowed, NotFound
from kheo.registrations import permissions
from kheo.units import public as units
from kheo.units.public import Unit


@dataclass(frozen=True, slots=True)
class Rights:
    """What the person may do with the list of a campaign."""

    read: bool
    file: bool
    receive: bool


def rights(user: User, campaign: Campaign, on: date) -> Rights:
    """One query for who works in the managing unit itself; more for who stands above it or beside it."""
    works = units.held(user, on, permissions.READ_SENT)
    managing = {campaign.managing_unit_id}
    if {row.unit_id for row in works} - managing:
        managing = campaigns.managing_ids(campaign)
    held = {row.role for row in works if row.unit_id in managing}
    if held & set(permissions.OFFICERS):
        return Rights(read=True, file=True, receive=True)
    receives = permissions.can_receive(user, campaign, on)
    if Role.RECORDS_CLERK in held or receives:
        return Rights(read=True, file=True, receive=receives)
    clerk = units.own_unit_ids(user, on, [Role.RECORDS_CLERK])
    reads = bool(held) or _follows(user, campaign, {row.unit_id for row in works}, on)
    return Rights(read=reads, file=bool(clerk & managing), receive=False)


def _follows(user: User, campaign: Campaign, works: set[int], on: date) -> bool:
    """Whether one of these units, or of those above which the person works, follows the whole campaign."""
    following = campaigns.following_ids(campaign)
    above = units.scope(user, on, permissions.READ_SENT).filter(pk__in=following)
    return bool(works & following) or above.exists()


def can_read_list(user: User, campaign: Campaign, on: date) -> bool:
    """Whether the whole list of the campaign is for this person."""
    return rights(user, campaign, on).read


def can_file(user: User, campaign: Campaign, on: date) -> bool:
    """Whether the person notes what came in, or went out, on paper."""
    return rights(user, campaign, on).file


def require_filing(user: User, campaign: Campaign, on: date) -> None:
    """Raise NotAllowed unless the person files papers of the campaign."""
    if not can_file(user, campaign, on):
        raise NotAllowed(
            N_("Chỉ cán bộ phụ trách hoặc văn thư của đơn vị chủ trì mới ghi được việc này."),
            code="not-filing",
        )


def round_for(user: User, round_id: int, on: date) -> CampaignRound:
    """The round whose list the person may read, with its campaign. Raises NotFound for all others."""
    return opened(user, round_id, on)[0]


def opened(user: User, round_id: int, on: date) -> tuple[CampaignRound, Rights]:
    """The same with what the person may do there."""
    round_ = _round(round_id)
    if round_ is None:
        raise _not_found()
    found = rights(user, round_.campaign, on)
    if not found.read:
        raise _not_found()
    return round_, found


def round_of_unit_for(user: User, round_id: int, unit_id: int, on: date) -> tuple[CampaignRound, Unit]:
    """The round and one of its units, for the unit's own contact or whoever reads the whole list."""
    round_, unit = _round(round_id), Unit.objects.filter(pk=unit_id).first()
    if round_ is None or unit is None:
        raise _not_found()
    if unit_id not in permissions.contact_unit_ids(user, on) and not can_read_list(user, round_.campaign, on):
        raise _not_found()
    return round_, unit


def _round(round_id: int) -> CampaignRound | None:
    rows = CampaignRound.objects.select_related("campaign__managing_unit")
    return rows.filter(pk=round_id).first()


def _not_found() -> NotFound:
    return NotFound(
        N_("Không có danh sách này, hoặc tài khoản này không được xem. Hãy mở lại từ trang phong trào."),
        code="list-not-found",
    )
