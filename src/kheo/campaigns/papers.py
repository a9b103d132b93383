"""Ready papers of a running campaign: facts of the database in, papers out. Nothing is written here."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from kheo.accounts.public import User
from kheo.campaigns.models import CampaignRound, GoverningPaper, PaperItem, ParticipantGroup, Quota
from kheo.campaigns.selectors.calendar import CalendarDay, calendar_of
from kheo.campaigns.selectors.running import paper_name, plan_of_round, sectors_of
from kheo.campaigns.states import ItemStatus, PaperRole, PaperState
from kheo.core.paper.forms import (
    CalendarItem,
    Issuing,
    QuotaLine,
    campaign_letter,
    moment_words,
    year_calendar,
)
from kheo.core.paper.model import Authority, OfficialHead, Paper, Signature
from kheo.core.paper.profiles import BodyKind, Profile, profile_for
from kheo.core.vietnamese import upper_first
from kheo.core.vietnamese.dates import long_date
from kheo.kernel.clock import day_of
from kheo.units import public as units
from kheo.units.public import Unit, UnitKind

_BODIES: dict[str, BodyKind] = {
    UnitKind.PARTY_COMMITTEE: "PARTY",
    UnitKind.PARTY_BODY: "PARTY",
    UnitKind.PARTY_CELL: "PARTY",
    UnitKind.FRONT: "FRONT",
}
_SIGNED_FOR = re.compile(r"\s*(T/?M|K/?T|T/?L|TUQ|Q)(?:\s*[./]\s*|\s+)(.+)", re.IGNORECASE)
_SIGNING_LINES = re.compile(r"[;\n]")
_CONCURRENT = re.compile(r"^kiêm\s+", re.IGNORECASE)
_EACH = re.compile(r"\b(?:mỗi|từng)\b", re.IGNORECASE)
_MANY = 8


def profile_of(unit: Unit, on: date) -> Profile:
    """The layout of papers that the unit issues on the day."""
    return profile_for(_BODIES.get(unit.kind, "STATE"), on)


def amendments_of_round(round_: CampaignRound) -> list[GoverningPaper]:
    """Papers in force that amend the plan of the round, oldest first."""
    rows = GoverningPaper.objects.filter(round=round_, state=PaperState.IN_FORCE, role=PaperRole.AMENDMENT)
    return list(rows.defer("text", "blocks").order_by("applied_at", "pk"))


def citation(paper: GoverningPaper | None, issuer: str, *, amended_by: Sequence[GoverningPaper] = ()) -> str:
    """“Kế hoạch số 46/KH-UBND ngày 19 tháng 3 năm 2026 của Ủy ban nhân dân xã …”, and what amends it."""
    if paper is None:
        return f"phong trào thi đua “Dân vận khéo” của {issuer}"
    cited = f"{_dated(paper)} của {issuer}"
    if amended_by:
        cited += f" (được sửa đổi, bổ sung tại {' và '.join(map(_dated, amended_by))})"
    return cited


def _dated(paper: GoverningPaper) -> str:
    name = paper_name(paper)
    if paper.issued_on:
        name = f"{name.rpartition(' ngày ')[0]} {long_date(paper.issued_on)}"
    return name


def deadline_words(round_: CampaignRound) -> str:
    """The deadline to follow “Gửi đăng ký”, with the paper that set it where it is not the plan; the paper's
    own words where no moment is set.
    """
    if round_.registration_closes_at is None:
        return round_.registration_words
    words = moment_words(round_.registration_closes_at)
    later = round_.registration_paper
    if later is None or later.role == PaperRole.PLAN:
        return words
    return f"{words} (thời hạn theo {_dated(later)})"


def letter(round_: CampaignRound, *, by: User, at: datetime, address: str = "") -> Paper:
    """The công văn that tells the units and asks them to register, ready for its number."""
    campaign, on = round_.campaign, day_of(at)
    name = units.name_of(campaign.managing_unit, on)
    plan = plan_of_round(round_)
    return campaign_letter(
        issuing=_issuing(campaign.managing_unit, name, plan, on),
        year=round_.year,
        plan=citation(plan, name, amended_by=amendments_of_round(round_)),
        addressees=addressees(round_, on),
        deadline=deadline_words(round_),
        send_to=send_to(plan) or name,
        sectors=[sector.name for sector in sectors_of(campaign)],
        quotas=quota_lines(round_, on),
        web_address=address,
        contact=", điện thoại ".join(part for part in (by.full_name, by.office_phone) if part),
    )


def zalo(round_: CampaignRound, *, at: datetime, address: str = "") -> str:
    """A message for the units' Zalo group: what, until when, where to, in plain lines."""
    campaign, on = round_.campaign, day_of(at)
    name = units.name_of(campaign.managing_unit, on)
    plan = plan_of_round(round_)
    cited = citation(plan, name, amended_by=amendments_of_round(round_))
    lines = [
        "Kính gửi đầu mối các đơn vị.",
        f"{name} đề nghị các đơn vị đăng ký mô hình “Dân vận khéo” năm {round_.year} theo {cited}.",
        f"Thời hạn: gửi đăng ký {deadline_words(round_)}.",
    ]
    if owed := quota_lines(round_, on):
        parts = "; ".join(f"{quota.who} ít nhất {quota.count} mô hình" for quota in owed)
        lines.append(f"Số lượng: {parts}.")
    if address:
        lines.append(f"Đăng ký tại: {address}")
    lines.append(f"Đơn vị chưa có tài khoản gửi bản giấy về {send_to(plan) or name} để được nhập thay.")
    return "\n".join(lines)


def calendar(round_: CampaignRound, *, at: datetime) -> Paper:
    """“Lịch năm”: all dates of the round on one A4 for the wall."""
    campaign, on = round_.campaign, day_of(at)
    name = units.name_of(campaign.managing_unit, on)
    plan = plan_of_round(round_)
    return year_calendar(
        profile=profile_of(campaign.managing_unit, on),
        title=campaign.title,
        year=round_.year,
        items=[_calendar_item(day) for day in calendar_of(round_, on)],
        issuer=name,
        source=f"Theo {citation(plan, name)}" if plan else "",
    )


def addressees(round_: CampaignRound, on: date) -> list[str]:
    """Whom the letter goes to: the groups as the plan names them (“mỗi bản” are “các bản”), else all."""
    groups = ParticipantGroup.objects.filter(
        campaign_id=round_.campaign_id, ended_by__isnull=True, subject_kind="collective"
    )
    labels = list(
        groups.filter(participants__isnull=False)
        .distinct()
        .order_by("paper", "position")
        .values_list("label", flat=True)
    )
    if labels:
        return [upper_first(_EACH.sub("các", label)) for label in labels[:_MANY]]
    return ["Các cơ quan, đơn vị tham gia phong trào"]


def quota_lines(round_: CampaignRound, on: date) -> list[QuotaLine]:
    """Who owes how many, as the paper names them."""
    rows = Quota.objects.filter(round=round_, ended_by__isnull=True).select_related("group").order_by("pk")
    quotas = list(rows)
    names = units.names([quota.unit_id for quota in quotas if quota.unit_id], on)
    return [
        QuotaLine(
            _each(quota.group.label) if quota.group else names.get(quota.unit_id or 0, ""), quota.minimum
        )
        for quota in quotas
        if quota.minimum
    ]


def _each(label: str) -> str:
    """A group owes its number unit by unit: “các bản, mỗi đơn vị”."""
    return label if _EACH.search(label) else f"{label}, mỗi đơn vị"


def send_to(plan: GoverningPaper | None) -> str:
    """Where the plan wants the registration form sent; "" where it does not say."""
    found = _item(plan, "send_to")
    return str(found.get("text", "")) if found else ""


def _item(plan: GoverningPaper | None, kind: str) -> dict[str, str]:
    if plan is None:
        return {}
    item = (
        PaperItem.objects.filter(paper=plan, kind=kind)
        .exclude(status=ItemStatus.REJECTED)
        .order_by("position")
        .first()
    )
    return dict(item.data) if item else {}


def _issuing(unit: Unit, name: str, plan: GoverningPaper | None, on: date) -> Issuing:
    profile = profile_of(unit, on)
    placed = units.with_names(Unit.objects.filter(pk=unit.pk), on).first()
    parent: int | None = getattr(placed, "parent_id", None)
    superior = units.names([parent], on).get(parent, "") if parent else ""
    symbol = f"CV/{unit.symbol}" if profile.body_kind == "PARTY" and unit.symbol else unit.symbol
    head = OfficialHead(
        issuer=name.upper(),
        symbol=symbol,
        place=plan.place if plan else "",
        superior=superior.upper(),
        month=on.month,
        year=on.year,
    )
    return Issuing(profile=profile, head=head, name=name, signature=_signature(plan, profile))


def _signature(plan: GoverningPaper | None, profile: Profile) -> Signature:
    """As the plan was signed: each line on whose behalf on its own, then the position and a second office.

    A form of signing that the layout does not know stays with the position, as it was written.
    """
    signer = _item(plan, "signer")
    known = dict(profile.prefixes)
    said = "; ".join(str(signer.get(part) or "") for part in ("authority", "title"))
    authority, offices = [], []
    for line in filter(None, map(str.strip, _SIGNING_LINES.split(said))):
        match = _SIGNED_FOR.fullmatch(line)
        prefix = match[1].upper().replace("/", "") if match else ""
        if match and prefix in known:
            authority.append(Authority(prefix, match[2]))
        else:
            offices.append(_CONCURRENT.sub("", line))
    position, *further = offices or [""]
    return Signature(
        position=position,
        name=str(signer.get("name") or ""),
        authority=tuple(authority),
        concurrent=", ".join(further),
    )


def _calendar_item(day: CalendarDay) -> CalendarItem:
    if day.first and not day.is_soft:
        until = day.last if day.last != day.first else None
        return CalendarItem(day.what, day.who, on=day.first, until=until)
    month = day.month
    return CalendarItem(
        day.what,
        day.who,
        when=day.words,
        year=month.year if month else None,
        month=month.month if month else None,
    )
