"""Running campaigns after units were split: who takes part, and what may not end under a campaign."""

from datetime import datetime

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.models import Campaign, CampaignParticipant
from kheo.campaigns.states import CampaignState, Part
from kheo.core.errors import N_, Conflict
from kheo.units.public import Change, UnitSuccession


def on_succession(change: Change, *, by: User | str, at: datetime) -> None:
    """What was separated from a unit registers beside it; heirs of an ended unit do so by descent.

    Raises Conflict where the unit that is split runs a campaign: two units would run it.
    """
    kinds = UnitSuccession.Kind
    if change.kind == kinds.SPLIT:
        _require_no_campaign(change)
    if change.kind == kinds.SEPARATED:
        _let_register(change, by=by, at=at)


def _require_no_campaign(change: Change) -> None:
    running = (
        Campaign.objects.filter(managing_unit__in=change.olds).exclude(state=CampaignState.CLOSED).first()
    )
    if running is not None:
        raise Conflict(
            N_(
                "Đơn vị này đang chủ trì phong trào “%(name)s”. Hãy kết thúc phong trào trước, hoặc chọn “vẫn còn” để chỉ tách một phần."
            ),
            code="split-runs-campaign",
            name=running.title,
        )


def _let_register(change: Change, *, by: User | str, at: datetime) -> None:
    rows = (
        CampaignParticipant.objects.filter(unit__in=change.olds, part=Part.REGISTER)
        .exclude(campaign__state=CampaignState.CLOSED)
        .select_related("campaign")
        .order_by("campaign_id")
    )
    for row in rows:
        known = set(
            CampaignParticipant.objects.filter(
                campaign=row.campaign, unit__in=change.heirs, part=Part.REGISTER
            ).values_list("unit_id", flat=True)
        )
        new = [heir for heir in change.heirs if heir.pk not in known]
        CampaignParticipant.objects.bulk_create(
            CampaignParticipant(campaign=row.campaign, unit=heir, part=Part.REGISTER, group_id=row.group_id)
            for heir in new
        )
        if new:
            audit.record(
                "campaigns:participants:add",
                row.campaign,
                by=by,
                at=at,
                unit_id=row.campaign.managing_unit_id,
                separated_from=row.unit_id,
                units=[heir.pk for heir in new],
            )
