"""Running a campaign: deadlines of single units, grace, steps done on paper, upper and lower, its end."""

import re
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns import hooks, permissions
from kheo.campaigns.models import (
    Campaign,
    CampaignRound,
    DeadlineExtension,
    GoverningPaper,
    Milestone,
    PaperStep,
    UnitPlan,
)
from kheo.campaigns.selectors.running import (
    STEPS,
    address_of,
    deadline_of,
    latest_extensions,
    registering_ids,
    visible,
)
from kheo.campaigns.states import CAMPAIGN, CampaignState, PaperState
from kheo.core.errors import N_, InvalidInput, NotFound, Refusal, TransitionNotAllowed
from kheo.core.timetable.deadline import say
from kheo.core.vietnamese import clean_line, fold
from kheo.kernel.clock import day_of
from kheo.kernel.words import duration_words
from kheo.notices import public as notices
from kheo.units import public as units

_LIST_GOES_OUT = re.compile(
    r"\b(?:phat hanh|ban hanh|thong bao|cong bo)\b.*\bdanh (?:muc|sach)\b.*\bmo hinh\b"
)
MOST_GRACE_MINUTES = 7 * 24 * 60


def lock(campaign: Campaign, *, by: User, at: datetime) -> Campaign:
    """The campaign's row, held, for somebody who may run it. Raises NotAllowed, TransitionNotAllowed."""
    found = (
        Campaign.objects.select_for_update(of=("self",)).select_related("managing_unit").get(pk=campaign.pk)
    )
    units.require(permissions.can_manage(by, found, day_of(at)))
    if found.state == CampaignState.PREPARING:
        raise TransitionNotAllowed(
            N_("Phong trào này chưa phát động. Hãy phát động trước rồi làm tiếp."),
            code="campaign-not-launched",
        )
    if found.state == CampaignState.CLOSED:
        raise TransitionNotAllowed(
            N_("Phong trào này đã kết thúc nên không đổi được nữa."), code="campaign-closed"
        )
    return found


def lock_round(round_: CampaignRound, *, by: User, at: datetime) -> CampaignRound:
    """One year of a campaign that runs, held together with its campaign."""
    campaign = lock(round_.campaign, by=by, at=at)
    found = CampaignRound.objects.get(pk=round_.pk)
    found.campaign = campaign
    return found


def taking_part(campaign: Campaign, unit_ids: Collection[int]) -> list[int]:
    """The chosen units, each once. Raises InvalidInput where none is chosen or one does not register."""
    chosen = sorted(set(unit_ids))
    if not chosen:
        raise InvalidInput(
            N_("Chưa chọn đơn vị nào. Hãy đánh dấu ít nhất một đơn vị."), code="no-unit", field="units"
        )
    if set(chosen) - registering_ids(campaign):
        raise InvalidInput(
            N_("Có đơn vị không tham gia đăng ký phong trào này. Hãy tải lại trang và chọn lại."),
            code="unit-not-in-campaign",
            field="units",
        )
    return chosen


@transaction.atomic
def extend(
    round_: CampaignRound,
    *,
    unit_ids: Collection[int],
    closes_at: datetime,
    reason: str,
    by: User,
    at: datetime,
) -> int:
    """Let these units register until `closes_at` (the first moment that is too late) and tell them.

    Raises InvalidInput (`field` units, day or reason): nobody chosen, no reason, not later than what holds.
    """
    round_ = lock_round(round_, by=by, at=at)
    chosen = taking_part(round_.campaign, unit_ids)
    reason = clean_line(reason)[:500]
    if not reason:
        raise InvalidInput(N_("Hãy ghi lý do gia hạn."), code="extension-reason", field="reason")
    _require_later(round_, chosen, closes_at, at)
    DeadlineExtension.objects.bulk_create(
        DeadlineExtension(
            round=round_, unit_id=unit, closes_at=closes_at, reason=reason, given_at=at, given_by=by
        )
        for unit in chosen
    )
    audit.record(
        "campaigns:deadline:extend",
        round_.campaign,
        by=by,
        at=at,
        unit_id=round_.campaign.managing_unit_id,
        year=round_.year,
        units=chosen,
        closes_at=closes_at,
        reason=reason,
    )
    deadline = deadline_of(round_, closes_at)
    until = say(deadline, at).text(_) if deadline else ""
    return notices.tell(
        round_.campaign,
        unit_ids=chosen,
        title=_("Đơn vị được gia hạn đăng ký: %(until)s") % {"until": until},
        body=_("Phong trào: %(title)s. Lý do: %(reason)s")
        % {"title": round_.campaign.title, "reason": reason},
        link=address_of(round_),
        by=by,
        at=at,
    )


def _require_later(
    round_: CampaignRound, unit_ids: Collection[int], closes_at: datetime, at: datetime
) -> None:
    if round_.registration_closes_at is None:
        raise Refusal(N_("Năm này chưa định hạn đăng ký nên không có gì để gia hạn."), code="no-deadline")
    given = latest_extensions(round_)
    latest = max([round_.registration_closes_at, *(given[unit] for unit in unit_ids if unit in given)])
    if closes_at <= latest or closes_at <= at:
        raise InvalidInput(
            N_("Hạn mới phải sau hạn đang có của các đơn vị đã chọn và sau lúc này. Hãy chọn ngày khác."),
            code="extension-not-later",
            field="day",
        )


@transaction.atomic
def publish_grace(round_: CampaignRound, *, minutes: int, by: User, at: datetime) -> CampaignRound:
    """Announce for how long after the deadline late registrations are still taken, and tell the units.

    Raises Refusal once the deadline has passed: a grace nobody knew of would favour some.
    """
    round_ = lock_round(round_, by=by, at=at)
    if round_.registration_closes_at is None or at >= round_.registration_closes_at:
        raise Refusal(
            N_(
                "Chỉ công bố được trước khi hết hạn đăng ký. Sau hạn, hãy gia hạn cho từng đơn vị, kèm lý do."
            ),
            code="grace-too-late",
        )
    if not 0 <= minutes <= MOST_GRACE_MINUTES:
        raise InvalidInput(
            N_("Thời gian nhận nộp muộn không quá %(most)s (%(minutes)s phút). Hãy ghi số phút nhỏ hơn."),
            code="grace-range",
            field="minutes",
            most=duration_words(MOST_GRACE_MINUTES),
            minutes=MOST_GRACE_MINUTES,
        )
    before, round_.grace_minutes = round_.grace_minutes, minutes
    round_.save(update_fields=["grace_minutes"])
    campaign = round_.campaign
    audit.record(
        "campaigns:deadline:grace",
        campaign,
        by=by,
        at=at,
        unit_id=campaign.managing_unit_id,
        year=round_.year,
        before=before,
        after=minutes,
    )
    if before != minutes:
        notices.tell(
            campaign,
            unit_ids=registering_ids(campaign),
            title=_("Nhận đăng ký nộp muộn thêm %(duration)s sau hạn") % {"duration": duration_words(minutes)}
            if minutes
            else _("Không còn nhận đăng ký nộp muộn sau hạn"),
            body=_("Bản gửi trong thời gian đó được ghi là nộp muộn.") if minutes else "",
            link=address_of(round_),
            by=by,
            at=at,
        )
    return round_


@transaction.atomic
def note_paper_step(
    round_: CampaignRound, *, step: str, number: str, done_on: date | None, by: User, at: datetime
) -> PaperStep:
    """“Làm trên giấy”: a step was done before Khéo was used, under this number, on this day."""
    round_ = lock_round(round_, by=by, at=at)
    number = clean_line(number)[:60]
    if step not in STEPS:
        raise InvalidInput(N_("Hãy chọn việc đã làm."), code="step-unknown", field="step")
    if not number:
        raise InvalidInput(N_("Hãy ghi số, ký hiệu của văn bản."), code="step-number", field="number")
    if done_on is None or done_on > day_of(at):
        raise InvalidInput(
            N_("Hãy ghi ngày của văn bản; ngày đó không ở sau hôm nay."), code="step-date", field="day"
        )
    row, _made = PaperStep.objects.update_or_create(
        round=round_,
        step=step,
        defaults={"number": number, "done_on": done_on, "noted_at": at, "noted_by": by},
    )
    audit.record(
        "campaigns:step:note",
        round_.campaign,
        by=by,
        at=at,
        unit_id=round_.campaign.managing_unit_id,
        year=round_.year,
        step=step,
        number=number,
        done_on=done_on,
    )
    return row


@transaction.atomic
def note_list_issued(
    round_: CampaignRound, *, paper: str, issued_on: date, by: User, at: datetime
) -> list[Milestone]:
    """The list of initiatives went out with this paper: milestones that asked for it are done on its day.

    A milestone ticked by an earlier list stays so. Raises NotAllowed.
    """
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=round_.campaign_id)
    units.require(permissions.can_manage(by, campaign, day_of(at)))
    rows = Milestone.objects.filter(round=round_, ended_by__isnull=True, done_on__isnull=True)
    done = [row for row in rows if _LIST_GOES_OUT.search(fold(row.what))]
    for row in done:
        row.done_on, row.done_by = issued_on, clean_line(paper)[:200]
    Milestone.objects.bulk_update(done, ["done_on", "done_by"])
    if done:
        audit.record(
            "campaigns:milestone:done",
            campaign,
            by=by,
            at=at,
            unit_id=campaign.managing_unit_id,
            year=round_.year,
            milestones=[row.what for row in done],
            paper=paper,
            done_on=issued_on,
        )
    return done


@transaction.atomic
def tick_unit_plan(
    campaign: Campaign, *, unit_id: int, number: str, issued_on: date | None, by: User, at: datetime
) -> UnitPlan:
    """A unit has issued a plan of its own: its number and date, as far as they are known."""
    campaign = lock(campaign, by=by, at=at)
    (unit_id,) = taking_part(campaign, [unit_id])
    row, _made = UnitPlan.objects.update_or_create(
        campaign=campaign,
        unit_id=unit_id,
        defaults={"number": clean_line(number)[:80], "issued_on": issued_on, "noted_at": at, "noted_by": by},
    )
    audit.record(
        "campaigns:unit-plan:tick",
        campaign,
        by=by,
        at=at,
        unit_id=unit_id,
        number=row.number,
        issued_on=issued_on,
    )
    return row


@transaction.atomic
def answer(
    campaign: Campaign, *, upper_id: int | None, words: str, sends_up_to: str, by: User, at: datetime
) -> Campaign:
    """Which upper campaign this one carries out: one that stands in Khéo, or only its paper's words."""
    campaign = lock(campaign, by=by, at=at)
    upper = None
    if upper_id is not None:
        upper = visible(by, day_of(at)).filter(pk=upper_id).first()
        if upper is None:
            raise NotFound(
                N_("Không có phong trào cấp trên này, hoặc không được xem."), code="upper-not-found"
            )
        _require_no_ring(campaign, upper)
    campaign.answers = upper
    campaign.answers_words = clean_line(words)[:1000]
    campaign.sends_up_to = clean_line(sends_up_to)[:300]
    campaign.save(update_fields=["answers", "answers_words", "sends_up_to"])
    audit.record(
        "campaigns:campaign:answer",
        campaign,
        by=by,
        at=at,
        unit_id=campaign.managing_unit_id,
        upper=upper_id,
        words=campaign.answers_words,
        sends_up_to=campaign.sends_up_to,
    )
    return campaign


def _require_no_ring(campaign: Campaign, upper: Campaign) -> None:
    above: Campaign | None = upper
    while above is not None:
        if above.pk == campaign.pk:
            raise InvalidInput(
                N_(
                    "Phong trào không thể thực hiện chính nó hoặc phong trào cấp dưới của nó. Hãy chọn phong trào khác."
                ),
                code="answers-itself",
                field="upper",
            )
        above = above.answers


@transaction.atomic
def close(campaign: Campaign, *, by: User, at: datetime) -> Campaign:
    """End the campaign: nothing is registered any more. Raises Refusal while something waits."""
    campaign = lock(campaign, by=by, at=at)
    if GoverningPaper.objects.filter(campaign=campaign, state=PaperState.REVIEWING).exists():
        raise Refusal(
            N_("Còn văn bản đang rà soát. Hãy áp dụng hoặc bỏ văn bản đó trước khi kết thúc."),
            code="close-papers-waiting",
        )
    hooks.before_close(campaign)
    campaign.state = CAMPAIGN.target("close", current=CampaignState(campaign.state))
    campaign.save(update_fields=["state"])
    audit.record("campaigns:campaign:close", campaign, by=by, at=at, unit_id=campaign.managing_unit_id)
    notices.tell(
        campaign,
        unit_ids=registering_ids(campaign),
        title=_("Đã kết thúc: %(title)s") % {"title": campaign.title},
        link=address_of(campaign),
        by=by,
        at=at,
    )
    return campaign


@transaction.atomic
def set_aside(paper: GoverningPaper, *, by: User, at: datetime) -> GoverningPaper:
    """A later paper that was uploaded by mistake is not used; it stays on record."""
    lock(paper.campaign, by=by, at=at)
    paper = GoverningPaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.state != PaperState.REVIEWING:
        raise TransitionNotAllowed(
            N_("Văn bản này đã được áp dụng nên không bỏ được. Hãy tải lên văn bản sửa đổi."),
            code="paper-not-in-review",
        )
    paper.state = PaperState.SET_ASIDE
    paper.save(update_fields=["state"])
    audit.record("campaigns:paper:set-aside", paper, by=by, at=at, unit_id=paper.campaign.managing_unit_id)
    return paper
