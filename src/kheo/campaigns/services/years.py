"""Another year of a campaign, and a new campaign made like last year's."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns import permissions
from kheo.campaigns.choices import UNITS
from kheo.campaigns.models import (
    Campaign,
    CampaignParticipant,
    CampaignRound,
    Gate,
    GoverningPaper,
    PaperItem,
    ParticipantGroup,
    PlanContent,
    Quota,
)
from kheo.campaigns.selectors.running import (
    address_of,
    deadline_of,
    registering_ids,
    rounds_of,
    sectors_of,
    themes_of,
)
from kheo.campaigns.services.running import lock
from kheo.campaigns.states import CampaignState, ItemStatus, PaperRole, PaperState, Part
from kheo.core.errors import N_, Conflict, InvalidInput, Refusal
from kheo.core.timetable.deadline import say
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.units import public as units

_HEAD = ("doc_type", "symbol", "place", "issuer", "send_to", "signer", "recipient")
_FURTHEST = 10


@transaction.atomic
def open_round(
    campaign: Campaign,
    *,
    year: int,
    starts_on: date | None,
    ends_on: date | None,
    closes_at: datetime | None,
    copy_quotas: bool,
    by: User,
    at: datetime,
) -> CampaignRound:
    """“Thêm năm”: a further year with its own dates and registrations; its units are told.

    `copy_quotas` takes over who owes how many. Raises Conflict (the year is there), InvalidInput.
    """
    campaign = lock(campaign, by=by, at=at)
    newest = rounds_of(campaign)[0]
    _require_new_year(campaign, newest, year)
    _require_dates(starts_on, ends_on, closes_at, at)
    made = CampaignRound.objects.create(
        campaign=campaign,
        year=year,
        starts_on=starts_on,
        ends_on=ends_on,
        registration_closes_at=closes_at,
        grace_minutes=newest.grace_minutes,
    )
    if copy_quotas:
        _copy_quotas(newest, made)
    audit.record(
        "campaigns:round:open",
        campaign,
        by=by,
        at=at,
        unit_id=campaign.managing_unit_id,
        year=year,
        closes_at=closes_at,
        quotas=copy_quotas,
    )
    _tell_of_year(made, by=by, at=at)
    return made


def _require_new_year(campaign: Campaign, newest: CampaignRound, year: int) -> None:
    if CampaignRound.objects.filter(campaign=campaign, year=year).exists():
        raise Conflict(
            N_("Phong trào đã có năm %(year)s. Hãy chọn năm khác."), code="round-exists", year=year
        )
    if not newest.year < year <= newest.year + _FURTHEST:
        raise InvalidInput(
            N_("Năm thêm vào phải sau năm %(last)s và không quá %(most)s năm."),
            code="round-year",
            field="year",
            last=newest.year,
            most=_FURTHEST,
        )


def _require_dates(
    starts_on: date | None, ends_on: date | None, closes_at: datetime | None, at: datetime
) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise InvalidInput(
            N_("Ngày kết thúc đứng trước ngày bắt đầu. Hãy sửa lại một trong hai ngày."),
            code="period-order",
            field="ends_on",
        )
    if closes_at is not None and closes_at <= at:
        raise InvalidInput(
            N_("Hạn đăng ký phải ở sau lúc này. Hãy chọn ngày khác."), code="deadline-past", field="closes_on"
        )


def _copy_quotas(source: CampaignRound, made: CampaignRound) -> None:
    """Who owes how many, taken over from one year to another."""
    rows = list(Quota.objects.filter(round=source, ended_by__isnull=True).order_by("pk"))
    for row in rows:
        row.pk, row.round = None, made
    Quota.objects.bulk_create(rows)


def _tell_of_year(made: CampaignRound, *, by: User, at: datetime) -> None:
    deadline = deadline_of(made)
    notices.tell(
        made.campaign,
        unit_ids=registering_ids(made.campaign),
        title=_("Bắt đầu năm %(year)d: %(title)s") % {"year": made.year, "title": made.campaign.title},
        body=_("Gửi đăng ký: %(until)s.") % {"until": say(deadline, at).text(_)} if deadline else "",
        link=address_of(made),
        by=by,
        at=at,
    )


@transaction.atomic
def clone(campaign: Campaign, *, year: int, by: User, at: datetime) -> Campaign:
    """A new campaign of `year` like this one: its themes, sectors, contents, gates, participants, numbers.

    What is made is a plan in review, so that the officer goes through it and launches as with any other;
    its number and its dates are asked anew.
    """
    source = (
        Campaign.objects.select_for_update(of=("self",)).select_related("managing_unit").get(pk=campaign.pk)
    )
    units.require(permissions.can_manage(by, source, day_of(at)))
    newest = rounds_of(source)[0]
    _require_clonable(source, newest, year)
    made, paper = _blank_copy(source, source.title.replace(str(newest.year), str(year)), year, by=by, at=at)
    paper.choices = _answers(source, newest, made, paper)
    paper.save(update_fields=["choices"])
    audit.record(
        "campaigns:campaign:clone",
        made,
        by=by,
        at=at,
        unit_id=made.managing_unit_id,
        source=source.pk,
        year=year,
    )
    return made


def _require_clonable(source: Campaign, newest: CampaignRound, year: int) -> None:
    if source.state == CampaignState.PREPARING:
        raise Refusal(
            N_("Phong trào này chưa phát động nên chưa có gì để sao chép."), code="clone-unlaunched"
        )
    if year <= newest.year:
        raise InvalidInput(
            N_("Năm của phong trào mới phải sau năm %(last)s."),
            code="clone-year",
            field="year",
            last=newest.year,
        )


def _blank_copy(
    source: Campaign, title: str, year: int, *, by: User, at: datetime
) -> tuple[Campaign, GoverningPaper]:
    """The new campaign with its year and its plan, still without values."""
    made = Campaign.objects.create(
        title=title,
        managing_unit=source.managing_unit,
        province_code=source.province_code,
        answers_words=source.answers_words,
        sends_up_to=source.sends_up_to,
        cloned_from=source,
        created_at=at,
        created_by=by,
    )
    paper = GoverningPaper.objects.create(
        campaign=made,
        round=CampaignRound.objects.create(campaign=made, year=year),
        role=PaperRole.PLAN,
        subject=title,
        file_name="",
        uploaded_at=at,
        uploaded_by=by,
        **_head_of(source),
    )
    return made, paper


def _old_plan(source: Campaign) -> GoverningPaper | None:
    rows = GoverningPaper.objects.filter(campaign=source, role=PaperRole.PLAN)
    return rows.exclude(state__in=[PaperState.REVIEWING, PaperState.SET_ASIDE]).order_by("-pk").first()


def _head_of(source: Campaign) -> dict[str, str]:
    plan = _old_plan(source)
    return {name: getattr(plan, name) for name in ("doc_type", "symbol", "place", "issuer")} if plan else {}


def _answers(
    source: Campaign, round_: CampaignRound, made: Campaign, paper: GoverningPaper
) -> dict[str, Any]:
    """Items of the new paper out of the rows that are in force, and the answers that go with them."""
    plan = _old_plan(source)
    if plan:
        kept = plan.items.filter(kind__in=_HEAD).exclude(status=ItemStatus.REJECTED)
        for item in kept.order_by("kind", "position"):
            _add(paper, item.kind, [item.data])
    _add(paper, "subject", [{"text": paper.subject}])
    _add(paper, "theme", [{"text": theme.name} for theme in themes_of(source)])
    sectors = sectors_of(source)
    items = _add(paper, "sector", [{"text": sector.name} for sector in sectors])
    contents = PlanContent.objects.filter(campaign=source, ended_by__isnull=True).order_by("position", "pk")
    _add(paper, "content", [{"text": content.text} for content in contents])
    gates = Gate.objects.filter(campaign=source, ended_by__isnull=True).order_by("position", "pk")
    _add(paper, "gate", [{"text": gate.text} for gate in gates])
    parts = CampaignParticipant.objects.filter(campaign=source)
    return {
        "title": made.title,
        "year": paper.round.year,
        "managing_unit": made.managing_unit_id,
        "sends_up_to": made.sends_up_to,
        "appraisers": sorted(parts.filter(part=Part.APPRAISE).values_list("unit_id", flat=True)),
        "sectors": {str(item.pk): sector.code for item, sector in zip(items, sectors, strict=True)},
        "who": _who(source, round_, paper),
        "own_quotas": {
            str(quota.unit_id): quota.minimum
            for quota in Quota.objects.filter(round=round_, ended_by__isnull=True, unit__isnull=False)
        },
    }


def _who(source: Campaign, round_: CampaignRound, paper: GoverningPaper) -> dict[str, dict[str, Any]]:
    groups = list(
        ParticipantGroup.objects.filter(campaign=source, ended_by__isnull=True).order_by("position", "pk")
    )
    items = _add(
        paper, "participant", [{"label": group.label, "subject_kind": group.subject_kind} for group in groups]
    )
    minimum = {
        quota.group_id: quota.minimum
        for quota in Quota.objects.filter(round=round_, ended_by__isnull=True, group__isnull=False)
    }
    members: dict[int | None, list[int]] = {}
    rows = CampaignParticipant.objects.filter(campaign=source, part=Part.REGISTER).order_by("unit_id")
    for group_id, unit_id in rows.values_list("group_id", "unit_id"):
        members.setdefault(group_id, []).append(unit_id)
    found = {
        f"item-{item.pk}": {
            "mode": UNITS,
            "units": members.get(group.pk, []),
            "minimum": minimum.get(group.pk),
        }
        for item, group in zip(items, groups, strict=True)
        if group.subject_kind == "collective"
    }
    if loose := members.get(None):
        (item,) = _add(paper, "participant", [{"label": _("Các đơn vị khác"), "subject_kind": "collective"}])
        found[f"item-{item.pk}"] = {"mode": UNITS, "units": loose, "minimum": None}
    return found


def _add(paper: GoverningPaper, kind: str, values: Iterable[dict[str, Any]]) -> list[PaperItem]:
    start = PaperItem.objects.filter(paper=paper, kind=kind).count()
    return [
        PaperItem.objects.create(paper=paper, kind=kind, position=n, data=data, status=ItemStatus.ADDED)
        for n, data in enumerate(values, start + 1)
    ]
