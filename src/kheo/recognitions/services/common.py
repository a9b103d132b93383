"""What several verbs of the module ask first."""

from datetime import date, datetime

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound, CampaignState
from kheo.core.asking import needed, needed_text, short_enough, typed_word
from kheo.core.errors import N_, InvalidInput, Refusal
from kheo.kernel.clock import day_of
from kheo.recognitions import permissions
from kheo.units import public as units
from kheo.units.public import Unit, UnitKind

__all__ = [
    "issuers",
    "lock_round",
    "manager",
    "needed",
    "needed_text",
    "past_day",
    "require_issuer",
    "require_launched",
    "short_enough",
    "typed_word",
]

_ISSUERS = (
    UnitKind.PEOPLES_COMMITTEE,
    UnitKind.PARTY_COMMITTEE,
    UnitKind.FRONT,
    UnitKind.STEERING_BOARD,
)


def past_day(on: date | None, field: str, round_: CampaignRound, at: datetime) -> date:
    """A day that has come, not before the year before the round. Raises InvalidInput."""
    if on is None or on > day_of(at):
        raise InvalidInput(
            N_("Ngày này còn để trống hoặc ở sau hôm nay. Hãy ghi ngày đã diễn ra."),
            code="day",
            field=field,
        )
    if on.year < round_.year - 1:
        raise InvalidInput(
            N_("Ngày này trước phong trào. Hãy ghi vào đúng năm của phong trào."),
            code="day-early",
            field=field,
        )
    return on


def lock_round(round_: CampaignRound) -> CampaignRound:
    """The round with its campaign, locked: acts over its whole list queue here."""
    rows = CampaignRound.objects.select_for_update(of=("self",)).select_related("campaign__managing_unit")
    return rows.get(pk=round_.pk)


def require_launched(round_: CampaignRound) -> None:
    """Raise Refusal for a campaign that is still being prepared."""
    if round_.campaign.state == CampaignState.PREPARING:
        raise Refusal(
            N_("Phong trào chưa phát động nên chưa có bình xét, công nhận."), code="campaign-not-launched"
        )


def issuers(round_: CampaignRound, on: date) -> list[Unit]:
    """The bodies of the place that issue papers of praise and recognition, named: committee, Party, Front, board."""
    managing = round_.campaign.managing_unit
    rows = Unit.objects.filter(kind__in=_ISSUERS, area_code=managing.area_code) | Unit.objects.filter(
        pk=managing.pk
    )
    named = units.with_names(rows.filter(province_code=managing.province_code), on)
    return list(named.order_by("kind", "pk"))


def require_issuer(unit: Unit, round_: CampaignRound, on: date) -> Unit:
    """Raise InvalidInput for a unit that is no such body of the place."""
    if unit.pk not in {one.pk for one in issuers(round_, on)}:
        raise InvalidInput(
            N_("Hãy chọn một cơ quan của địa phương: Ủy ban nhân dân, Đảng ủy, Mặt trận hoặc Ban Chỉ đạo."),
            code="issuer",
            field="unit",
        )
    return unit


def manager(by: User, round_: CampaignRound, at: datetime) -> None:
    """Raise NotAllowed unless the person runs the campaign."""
    permissions.require_manager(by, round_.campaign, day_of(at))
