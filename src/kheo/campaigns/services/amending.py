"""A later paper is applied: rows come and end, and every unit that it touches is told what changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns import hooks
from kheo.campaigns.choices import tidy
from kheo.campaigns.models import CampaignRound, GoverningPaper
from kheo.campaigns.permissions import managing_ids
from kheo.campaigns.selectors import amending as reading
from kheo.campaigns.selectors.amending import Amendment, ChangeLine
from kheo.campaigns.selectors.amending_choices import tidy_changes
from kheo.campaigns.selectors.amending_standing import READ, REPLACE
from kheo.campaigns.selectors.owed import owed
from kheo.campaigns.selectors.running import (
    address_of,
    deadline_of,
    following_ids,
    latest_extensions,
    paper_name,
    registering_ids,
)
from kheo.campaigns.services.amended_rows import Change, change, end, kind_name
from kheo.campaigns.services.entering import enter_governing
from kheo.campaigns.services.running import lock
from kheo.campaigns.states import PAPER, PaperRole, PaperState
from kheo.core.errors import N_, InvalidInput, TransitionNotAllowed
from kheo.core.timetable.deadline import Deadline, short_date
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of
from kheo.notices import public as notices


@dataclass(slots=True)
class Applied:
    """What a paper changed, and what each unit is told."""

    changes: list[Change] = field(default_factory=list)
    told: dict[int, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Before:
    """Numbers and deadlines unit by unit, as they stood."""

    owed: Mapping[int, int]
    ends: Mapping[int, Deadline | None]


@transaction.atomic
def save_changes(paper: GoverningPaper, *, raw: Mapping[str, Any], by: User, at: datetime) -> Amendment:
    """Keep what the officer chose for a later paper. Raises InvalidInput (hour), TransitionNotAllowed."""
    paper = _lock_paper(paper, by=by, at=at)
    kept = tidy_changes(raw, reading.amendment_of(paper, day_of(at)))
    paper.choices = {**paper.choices, **tidy({"registration_hour": raw.get("registration_hour", "")}), **kept}
    paper.save(update_fields=["choices"])
    audit.record(
        "campaigns:paper:prepare",
        paper,
        by=by,
        at=at,
        unit_id=paper.campaign.managing_unit_id,
        changes=sorted(kept["changes"]),
    )
    return reading.amendment_of(paper, day_of(at))


def try_out(paper: GoverningPaper, *, by: User, at: datetime) -> Applied:
    """What `apply` would change and whom it would tell; nothing of it stays."""
    with transaction.atomic():
        applied = _apply(_lock_paper(paper, by=by, at=at), at=at)
        transaction.set_rollback(True)
    return applied


@transaction.atomic
def apply(
    paper: GoverningPaper,
    *,
    number: str,
    symbol: str,
    issued_on: date | None,
    dated_ahead: bool = False,
    by: User,
    at: datetime,
) -> Applied:
    """Put a later paper in force: new rows bear it, replaced ones end by it, affected units are told.

    `dated_ahead`: the officer has said that a date yet to come is right.
    Raises InvalidInput (no number or date; a date ahead; values that ask whom they mean; two for one place),
    TransitionNotAllowed, NotAllowed.
    """
    paper = _lock_paper(paper, by=by, at=at)
    paper.number, paper.symbol = clean_line(number)[:20], clean_line(symbol)[:80]
    paper.issued_on = _day_signed(paper.number, issued_on, at, dated_ahead=dated_ahead)
    paper.is_draft = False
    applied = _apply(paper, at=at)
    _put_in_force(paper, at)
    audit.record(
        "campaigns:paper:apply",
        paper,
        by=by,
        at=at,
        unit_id=paper.campaign.managing_unit_id,
        version=paper.version,
        changes=[change_.sentence for change_ in applied.changes],
        told=sorted(applied.told),
    )
    _tell(paper, applied, by=by, at=at)
    enter_governing(paper, by=by, at=at)
    return applied


def _day_signed(number: str, issued_on: date | None, at: datetime, *, dated_ahead: bool) -> date:
    """The day of a paper that was signed: it has a number and a day, and one yet to come was said to be right."""
    if not number or issued_on is None:
        raise InvalidInput(
            N_("Cần cả số và ngày của văn bản đã ký thì mới áp dụng được."),
            code="amend-unsigned",
            field="number",
        )
    if issued_on > day_of(at) and not dated_ahead:
        raise InvalidInput(
            N_(
                "Văn bản đề ngày %(day)s, sau hôm nay (%(today)s). Hãy xem lại ngày; nếu ngày đúng, hãy đánh dấu “Ngày này đúng, áp dụng ngay từ hôm nay”."
            ),
            code="amend-dated-ahead",
            field="issued_on",
            day=short_date(issued_on),
            today=short_date(day_of(at)),
        )
    return issued_on


def _lock_paper(paper: GoverningPaper, *, by: User, at: datetime) -> GoverningPaper:
    campaign = lock(paper.campaign, by=by, at=at)
    found = GoverningPaper.objects.select_for_update(of=("self",)).select_related("round").get(pk=paper.pk)
    if found.state != PaperState.REVIEWING:
        raise TransitionNotAllowed(
            N_("Văn bản này đã được áp dụng hoặc đã bỏ. Nếu có thay đổi, hãy tải lên văn bản sửa đổi."),
            code="paper-not-in-review",
        )
    found.campaign = found.round.campaign = campaign
    return found


def _apply(paper: GoverningPaper, *, at: datetime) -> Applied:
    on, round_ = day_of(at), paper.round
    amendment = reading.amendment_of(paper, on)
    if amendment.missing:
        raise InvalidInput(
            N_(
                "Chưa rõ những mục sau là của đơn vị nào: %(missing)s. Hãy chọn đơn vị, hoặc chọn “Chỉ để đọc”."
            ),
            code="amend-asks",
            missing="; ".join(amendment.missing),
        )
    _refuse_rivals(amendment)
    before, registered = _state(round_, on), registering_ids(paper.campaign)
    applied = Applied()
    for line in amendment.lines:
        if line.mode != READ:
            applied.changes += change(line, amendment)
    for row in amendment.standing:
        if row.key in amendment.ended and row.row.ended_by_id is None:
            end(row, paper)
            applied.changes.append(Change(kind_name(row.kind), row.words, ""))
    _collect_told(applied, paper, before, registered, on)
    return applied


def _refuse_rivals(amendment: Amendment) -> None:
    """Raise InvalidInput where two values take the same place, or a unit both comes and goes."""
    places: dict[str, ChangeLine] = {}
    for line in amendment.lines:
        if line.mode != REPLACE:
            continue
        place = f"{line.item.kind}-{line.target}"
        if first := places.get(place):
            raise InvalidInput(
                N_(
                    "“%(first)s” và “%(second)s” cùng thay cho một mục (%(what)s: %(was)s). Hãy để một mục thay, mục kia chọn “Thêm mới” hoặc “Chỉ để đọc”."
                ),
                code="amend-rivals",
                field=f"{line.key}-mode",
                first=first.says or first.words,
                second=line.says or line.words,
                what=line.title,
                was=line.was,
            )
        places[place] = line
    working = [line for line in amendment.lines if line.mode != READ]
    joining = {unit: line for line in working if line.item.kind == "participant" for unit in line.unit_ids}
    for line in working:
        both = [unit for unit in line.unit_ids if unit in joining] if line.item.kind == "leaving" else []
        if both:
            raise InvalidInput(
                N_(
                    "“%(first)s” và “%(second)s” trái nhau: vừa cho tham gia, vừa đưa ra khỏi danh sách. Hãy chọn “Chỉ để đọc” ở một trong hai mục."
                ),
                code="amend-rivals",
                field=f"{line.key}-mode",
                first=joining[both[0]].words,
                second=line.words,
            )


def _state(round_: CampaignRound, on: date) -> _Before:
    given = latest_extensions(round_)
    units = registering_ids(round_.campaign)
    return _Before(
        owed={line.unit_id: line.minimum for line in owed(round_, on)},
        ends={unit: deadline_of(round_, given.get(unit)) for unit in units},
    )


def _collect_told(
    applied: Applied, paper: GoverningPaper, before: _Before, registered: Collection[int], on: date
) -> None:
    """Numbers and deadlines reach only units whose own changed; the rest reaches all who take part."""
    own = {kind_name("quota"), _("Hạn đăng ký"), kind_name("participant"), kind_name("leaving")}
    general = [one.sentence for one in applied.changes if one.what not in own]
    after = _state(paper.round, on)
    everybody = following_ids(paper.campaign) - managing_ids(paper.campaign) if general else set()
    gone = set(before.ends) - set(after.ends)
    kept = hooks.registered(paper.round, gone) if gone else {}
    for unit in sorted(gone):
        applied.told[unit] = [_farewell(kept.get(unit, 0))]
    for unit in sorted((set(after.ends) | set(before.owed) | set(after.owed) | everybody) - gone):
        lines = list(general)
        if unit not in registered and unit in after.ends:
            lines.insert(0, _("Đơn vị tham gia đăng ký từ văn bản này."))
        lines += _own_lines(unit, before, after)
        if lines:
            applied.told[unit] = lines


def _farewell(registered: int) -> str:
    if not registered:
        return _("Đơn vị không còn tham gia đăng ký từ văn bản này.")
    words = _(
        "Đơn vị không còn tham gia đăng ký từ văn bản này. %(number)d đăng ký đã gửi của đơn vị được giữ nguyên."
    )
    return words % {"number": registered}


def _own_lines(unit: int, before: _Before, after: _Before) -> Iterable[str]:
    old, new = before.owed.get(unit, 0), after.owed.get(unit, 0)
    if old != new:
        yield Change(_("Số mô hình phải đăng ký, ít nhất"), str(old), str(new)).sentence
    ends = [reading.words_of_end(state.ends.get(unit)) for state in (before, after)]
    if ends[0] != ends[1]:
        yield Change(_("Hạn đăng ký"), ends[0], ends[1]).sentence


def _put_in_force(paper: GoverningPaper, at: datetime) -> None:
    """An amendment is the plan's next version; what it leaves alone stays in force with its own paper."""
    paper.state = PAPER.target("apply", current=PaperState(paper.state))
    paper.applied_at = at
    if paper.role == PaperRole.AMENDMENT:
        versions = GoverningPaper.objects.filter(
            campaign=paper.campaign,
            role__in=[PaperRole.PLAN, PaperRole.AMENDMENT],
            superseded_by__isnull=True,
        ).exclude(state__in=[PaperState.REVIEWING, PaperState.SET_ASIDE])
        earlier = versions.filter(round=paper.round).order_by("-version", "-pk").first()
        earlier = earlier or versions.order_by("-version", "-pk").first()
        if earlier is not None:
            paper.supersedes, paper.version = earlier, earlier.version + 1
    paper.save()


def _tell(paper: GoverningPaper, applied: Applied, *, by: User, at: datetime) -> None:
    alike: dict[str, list[int]] = defaultdict(list)
    for unit, lines in applied.told.items():
        alike["\n".join(lines)].append(unit)
    for body, units in sorted(alike.items()):
        notices.tell(
            paper.campaign,
            unit_ids=units,
            title=_("%(paper)s thay đổi: %(title)s")
            % {"paper": paper_name(paper), "title": paper.campaign.title},
            body=body,
            link=address_of(paper.round),
            by=by,
            at=at,
        )
