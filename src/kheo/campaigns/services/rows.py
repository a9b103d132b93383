"""Working rows out of a preparation: what the time line, “Đơn vị chưa đăng ký” and the deadline read."""

from collections.abc import Iterable

from kheo.campaigns.choices import READ
from kheo.campaigns.models import (
    CampaignParticipant,
    Gate,
    Milestone,
    PaperItem,
    ParticipantGroup,
    Phase,
    PlanContent,
    Quota,
    Sector,
    Theme,
)
from kheo.campaigns.preparing import Preparation
from kheo.campaigns.states import Part
from kheo.core.vietnamese import upper_first


def make_rows(made: Preparation) -> None:
    """All of it, inside the caller's transaction."""
    _themes(made)
    _contents(made, _sectors(made))
    _phases(made)
    _milestones(made)
    _gates(made)
    _participants(made)


def _themes(made: Preparation) -> None:
    Theme.objects.bulk_create(
        Theme(campaign=made.campaign, paper=made.paper, position=n, name=str(item.data["text"])[:300])
        for n, item in enumerate(made.themes, 1)
    )


def _sectors(made: Preparation) -> list[tuple[int, Sector]]:
    """The sectors, and where in the paper each begins (for the contents that stand under it)."""
    rows: list[tuple[int, Sector]] = []
    for row in made.sectors:
        if row.code != READ:
            sector = Sector(campaign=made.campaign, paper=made.paper, code=row.code, name=row.name[:300])
            rows.append((row.item.start if row.item.start is not None else -1, sector))
    taken = {sector.code for _start, sector in rows}
    for code in made.national:
        if code not in taken:
            sector = Sector(
                campaign=made.campaign, paper=made.paper, code=code, name=str(Sector.Code(code).label)
            )
            rows.append((-1, sector))
    for position, (_start, sector) in enumerate(rows, 1):
        sector.position = position
        sector.save()
    return rows


def _contents(made: Preparation, sectors: list[tuple[int, Sector]]) -> None:
    PlanContent.objects.bulk_create(
        PlanContent(
            campaign=made.campaign,
            paper=made.paper,
            position=n,
            text=str(item.data["text"]),
            sector=_above(item, sectors),
        )
        for n, item in enumerate(made.contents, 1)
    )


def _above(item: PaperItem, sectors: Iterable[tuple[int, Sector]]) -> Sector | None:
    """The sector that the content itself names, else the one whose heading stands last before it."""
    if item.start is None or item.end is None:
        return None
    within = [(start, sector) for start, sector in sectors if item.start <= start < item.end]
    if within:
        return min(within, key=lambda pair: pair[0])[1]
    before = [(start, sector) for start, sector in sectors if 0 <= start <= item.start]
    return max(before, key=lambda pair: pair[0])[1] if before else None


def _phases(made: Preparation) -> None:
    Phase.objects.bulk_create(
        Phase(
            campaign=made.campaign,
            paper=made.paper,
            round=made.round,
            position=n,
            name=row.name[:300],
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            words=row.words[:300],
        )
        for n, row in enumerate(made.phases, 1)
    )


def _milestones(made: Preparation) -> None:
    Milestone.objects.bulk_create(
        Milestone(
            campaign=made.campaign,
            paper=made.paper,
            round=made.round,
            position=n,
            kind=row.kind if row.kind in Milestone.Kind.values else Milestone.Kind.OTHER,
            what=upper_first(row.what)[:500],
            who=row.who[:300],
            words=row.words[:300],
            from_on=row.from_on,
            to_on=row.to_on,
            recurs_on_day=row.recurs_on_day,
        )
        for n, row in enumerate(made.milestones, 1)
    )


def _gates(made: Preparation) -> None:
    Gate.objects.bulk_create(
        Gate(campaign=made.campaign, paper=made.paper, position=n, text=str(item.data["text"]))
        for n, item in enumerate(made.gates, 1)
    )


def _participants(made: Preparation) -> None:
    groups: dict[str, ParticipantGroup] = {}
    for n, row in enumerate(made.who, 1):
        groups[row.key] = ParticipantGroup.objects.create(
            campaign=made.campaign,
            paper=made.paper,
            position=n,
            label=row.label[:500],
            subject_kind=row.subject_kind,
            unit_kind=row.unit_kind,
        )
        if row.unit_ids and row.minimum:
            words = str(row.quota_item.data.get("text") or "") if row.quota_item else ""
            _quota(made, row.minimum, words, group=groups[row.key])
    for unit_id, minimum in made.own_quotas.items():
        _quota(made, minimum, "", unit_id=unit_id)
    under = {unit_id: groups[row.key] for unit_id, row in made.group_of.items()}
    managing = int(made.managing_unit_id or 0)
    parts = [(managing, Part.MANAGE), *((unit, Part.APPRAISE) for unit in made.appraiser_ids)]
    CampaignParticipant.objects.bulk_create(
        [
            *(CampaignParticipant(campaign=made.campaign, unit_id=unit, part=part) for unit, part in parts),
            *(
                CampaignParticipant(
                    campaign=made.campaign, unit_id=unit, part=Part.REGISTER, group=under[unit]
                )
                for unit in made.registering_ids
            ),
        ]
    )


def _quota(
    made: Preparation,
    minimum: int,
    words: str,
    *,
    group: ParticipantGroup | None = None,
    unit_id: int | None = None,
) -> None:
    Quota.objects.create(
        campaign=made.campaign,
        paper=made.paper,
        round=made.round,
        group=group,
        unit_id=unit_id,
        minimum=minimum,
        words=words[:500],
    )
