"""From a prepared plan to a running campaign."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns import choices, hooks, permissions
from kheo.campaigns.models import Campaign, CampaignRound, GoverningPaper
from kheo.campaigns.preparing import Preparation
from kheo.campaigns.selectors.launching import plan_of, prepare
from kheo.campaigns.services.entering import enter_governing
from kheo.campaigns.services.rows import make_rows
from kheo.campaigns.states import CAMPAIGN, PAPER, CampaignState, PaperState
from kheo.core.errors import N_, Conflict, InvalidInput, TransitionNotAllowed
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.units import public as units


@transaction.atomic
def save_choices(campaign: Campaign, *, raw: Mapping[str, Any], by: User, at: datetime) -> Preparation:
    """Keep the officer's answers as he goes; only what `raw` names changes.

    Returns what launch would make of them. Raises InvalidInput (with `field`) for what is no date, hour or
    number; nothing of that save is then kept.
    """
    campaign = _lock_prepared(campaign, by=by, at=at)
    paper = plan_of(campaign)
    paper.choices = {**paper.choices, **choices.tidy(raw)}
    paper.save(update_fields=["choices"])
    made = prepare(campaign, by=by, at=at)
    if made.starts_on and made.ends_on and made.ends_on < made.starts_on:
        raise InvalidInput(
            N_("Ngày kết thúc đứng trước ngày bắt đầu. Hãy sửa lại một trong hai ngày."),
            code="period-order",
            field="ends_on",
        )
    audit.record(
        "campaigns:campaign:prepare",
        campaign,
        by=by,
        at=at,
        unit_id=campaign.managing_unit_id,
        answered=sorted(raw),
    )
    return made


@transaction.atomic
def launch(
    campaign: Campaign,
    *,
    by: User,
    at: datetime,
    number: str = "",
    symbol: str = "",
    issued_on: date | None = None,
    is_draft: bool = False,
) -> Campaign:
    """Make the campaign run: its rows, its units told, initiatives of the plan handed on, all or nothing.

    Raises InvalidInput (launch-incomplete) naming everything that is missing, TransitionNotAllowed where it
    runs already, NotAllowed. `is_draft` (“dự thảo”) lets number and date wait for the signature.
    """
    campaign = _lock_prepared(campaign, by=by, at=at)
    made = prepare(campaign, by=by, at=at)
    number, symbol = clean_line(number)[:20], clean_line(symbol)[:80]
    missing = [*made.missing, *_unsigned(number, issued_on, is_draft=is_draft)]
    if missing:
        raise InvalidInput(
            N_("Chưa phát động được, còn thiếu: %(missing)s. Hãy bổ sung rồi bấm “Phát động” lần nữa."),
            code="launch-incomplete",
            missing="; ".join(missing),
        )
    _put_in_force(made.paper, number=number, symbol=symbol, issued_on=issued_on, is_draft=is_draft, at=at)
    _open_round(made)
    make_rows(made)
    _start(campaign, made, by=by, at=at)
    hooks.launched(campaign, round=made.round, initiatives=_named(made), by=by, at=at)
    _tell(campaign, made, by=by, at=at)
    enter_governing(GoverningPaper.objects.get(pk=made.paper.pk), by=by, at=at)
    return campaign


@transaction.atomic
def note_signed(
    paper: GoverningPaper, *, number: str, symbol: str, issued_on: date | None, by: User, at: datetime
) -> GoverningPaper:
    """A paper launched as “dự thảo” has been signed: its number and date. Raises InvalidInput, Conflict."""
    paper = GoverningPaper.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=paper.pk)
    units.require(permissions.can_manage(by, paper.campaign, day_of(at)))
    number = clean_line(number)[:20]
    if not number or issued_on is None:
        raise InvalidInput(
            N_("Cần cả số và ngày của văn bản đã ký."), code="signature-incomplete", field="number"
        )
    if not paper.is_draft or paper.state == PaperState.REVIEWING:
        raise Conflict(
            N_("Văn bản này không còn chờ số và ngày. Hãy tải lại trang."), code="paper-not-waiting"
        )
    paper.number, paper.symbol, paper.issued_on = number, clean_line(symbol)[:80], issued_on
    paper.is_draft = False
    paper.save()
    audit.record(
        "campaigns:paper:sign",
        paper,
        by=by,
        at=at,
        unit_id=paper.campaign.managing_unit_id,
        number=number,
        issued_on=issued_on,
    )
    enter_governing(paper, by=by, at=at)
    return paper


def _lock_prepared(campaign: Campaign, *, by: User, at: datetime) -> Campaign:
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    units.require(permissions.can_manage(by, campaign, day_of(at)))
    if campaign.state != CampaignState.PREPARING:
        raise TransitionNotAllowed(
            N_("Phong trào này đã được phát động. Hãy mở trang của phong trào để làm tiếp."),
            code="campaign-already-launched",
        )
    return campaign


def _unsigned(number: str, issued_on: date | None, *, is_draft: bool) -> list[str]:
    if is_draft:
        return []
    needed = [(number, _("số văn bản")), (issued_on, _("ngày ban hành"))]
    return [words for value, words in needed if not value]


def _put_in_force(
    paper: GoverningPaper, *, number: str, symbol: str, issued_on: date | None, is_draft: bool, at: datetime
) -> None:
    paper.state = PAPER.target("apply", current=PaperState(paper.state))
    paper.number, paper.symbol, paper.issued_on, paper.is_draft = number, symbol, issued_on, is_draft
    paper.applied_at = at
    paper.save()


def _open_round(made: Preparation) -> None:
    round_: CampaignRound = made.round
    round_.year, round_.starts_on, round_.ends_on = made.year, made.starts_on, made.ends_on
    round_.registration_closes_at = made.registration.closes_at
    round_.registration_words = made.registration.paper_words
    round_.registration_paper = made.paper
    round_.grace_minutes = made.grace_minutes
    round_.save()


def _start(campaign: Campaign, made: Preparation, *, by: User, at: datetime) -> None:
    campaign.state = CAMPAIGN.target("launch", current=CampaignState(campaign.state))
    campaign.title, campaign.managing_unit_id = made.title[:500], int(made.managing_unit_id or 0)
    campaign.sends_up_to = made.sends_up_to[:300]
    campaign.launched_at, campaign.launched_by = at, by
    campaign.save()
    audit.record(
        "campaigns:campaign:launch",
        campaign,
        by=by,
        at=at,
        unit_id=campaign.managing_unit_id,
        year=made.year,
        units=len(made.registering_ids),
        closes_at=made.registration.closes_at,
        draft=made.paper.is_draft,
    )


def _named(made: Preparation) -> list[hooks.NamedInitiative]:
    return [
        hooks.NamedInitiative(
            item_id=row.item.pk,
            unit_id=row.unit_id,
            title=row.title,
            subject_kind=str(row.item.data.get("kind") or "collective"),
            owner=row.owner,
            figures=tuple(
                hooks.NamedFigure(str(f["value"]), str(f.get("unit", "")), str(f.get("what", "")))
                for f in row.item.data.get("figures", ())
            ),
        )
        for row in made.initiatives
        if row.unit_id is not None
    ]


def _tell(campaign: Campaign, made: Preparation, *, by: User, at: datetime) -> None:
    said = made.registration.said
    notices.tell(
        campaign,
        unit_ids=made.registering_ids,
        title=_("Đã phát động: %(title)s") % {"title": campaign.title},
        body=said.text(_) if said else "",
        link=reverse("portal:campaign", args=[campaign.pk]),
        by=by,
        at=at,
    )
