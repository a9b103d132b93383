"""A campaign that runs, made straight from its rows: what a launch would leave behind."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from kheo.accounts.models import User
from kheo.accounts.roles import Role
from kheo.campaigns.models import (
    Campaign,
    CampaignParticipant,
    CampaignRound,
    DeadlineExtension,
    Sector,
    Theme,
)
from kheo.campaigns.states import CampaignState, Part
from kheo.units.public import Unit
from tests.factories import NOON, Commune, user

CLOSES_AT = datetime(2026, 2, 16, 17, 0, tzinfo=UTC)  # 24:00 of 16/02/2026 in Viet Nam
SECTORS = (
    ("KT", "Kinh tế"),
    ("VH-XH", "Văn hóa - xã hội"),
    ("QP-AN", "Quốc phòng - an ninh"),
    ("XDHTCT", "Xây dựng hệ thống chính trị"),
)


@dataclass
class Running:
    """A launched campaign with its round, its sectors and the officer who runs it."""

    campaign: Campaign
    round: CampaignRound
    sectors: list[Sector]
    officer: User


def running_campaign(
    commune: Commune,
    *,
    year: int = 2026,
    closes_at: datetime | None = CLOSES_AT,
    grace_minutes: int = 0,
    registrants: list[Unit] | None = None,
    officer: User | None = None,
) -> Running:
    officer = officer or user(commune.committee, Role.COMMUNE_OFFICER)
    campaign = Campaign.objects.create(
        title=f"Phong trào thi đua “Dân vận khéo” năm {year}",
        managing_unit=commune.committee,
        province_code=commune.committee.province_code,
        state=CampaignState.RUNNING,
        created_at=NOON,
        created_by=officer,
        launched_at=NOON,
        launched_by=officer,
    )
    if registrants is None:
        registrants = [commune.party, commune.front, commune.women, commune.cell, commune.division]
        registrants += [commune.school, *commune.hamlets]
    CampaignParticipant.objects.create(campaign=campaign, unit=commune.committee, part=Part.MANAGE)
    CampaignParticipant.objects.bulk_create(
        CampaignParticipant(campaign=campaign, unit=unit, part=Part.REGISTER) for unit in registrants
    )
    return Running(
        campaign=campaign,
        round=CampaignRound.objects.create(
            campaign=campaign,
            year=year,
            starts_on=date(year, 1, 20),
            ends_on=date(year, 12, 15),
            registration_closes_at=closes_at,
            registration_words="trước ngày 17/02",
            grace_minutes=grace_minutes,
        ),
        sectors=[
            Sector.objects.create(campaign=campaign, code=code, name=name, position=place)
            for place, (code, name) in enumerate(SECTORS)
        ],
        officer=officer,
    )


def theme(running: Running, name: str = "Chuyên đề chuyển đổi số") -> Theme:
    return Theme.objects.create(campaign=running.campaign, name=name)


def extension(running: Running, unit: Unit, *, by: timedelta) -> DeadlineExtension:
    assert running.round.registration_closes_at is not None
    return DeadlineExtension.objects.create(
        round=running.round,
        unit=unit,
        closes_at=running.round.registration_closes_at + by,
        reason="Xóm mới kiện toàn ban công tác",
        given_at=NOON,
        given_by=running.officer,
    )
