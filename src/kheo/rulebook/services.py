"""Writing local rules: a new row, a struck one, a province's rules taken over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, InvalidInput, NotFound, TransitionNotAllowed
from kheo.core.law.awards import national_awards
from kheo.core.law.provisions import Occasion, Preset, checked_values, matter, presets
from kheo.core.sources import Verified
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of
from kheo.rulebook.models import LocalRule
from kheo.rulebook.permissions import Place, require_keeper


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule-keeper enters. `paper` as cited: “Quyết định số 86/2025/QĐ-UBND”."""

    matter: str
    values: Mapping[str, object]
    paper: str
    issuer: str
    effective_from: date | None
    award: str = ""
    occasion: str = "any"
    article: str = ""
    effective_to: date | None = None
    was_read: bool = False
    source: str = ""


@transaction.atomic
def add_rule(place: Place, said: Said, *, by: User, at: datetime) -> LocalRule:
    """Enter one rule. Raises NotAllowed, InvalidInput (`field` names it): beyond the place's competence, a value that
    the matter does not take, no paper, days out of order, an award that the law does not know.
    """
    require_keeper(by, place, day_of(at))
    about = matter(said.matter)
    if place.level not in about.local:
        raise InvalidInput(
            N_("%(matter)s do trung ương quy định; tỉnh, xã không đặt khác được."),
            code="beyond-competence",
            field="matter",
            matter=about.title,
        )
    if said.effective_from is None:
        raise InvalidInput(N_("Hãy ghi ngày bắt đầu áp dụng."), code="from-missing", field="effective_from")
    if said.effective_to is not None and said.effective_to <= said.effective_from:
        raise InvalidInput(
            N_("Ngày hết áp dụng phải sau ngày bắt đầu áp dụng."), code="days-order", field="effective_to"
        )
    if said.award and said.award not in {one.key for one in national_awards().award_rows}:
        raise InvalidInput(N_("Hãy chọn danh hiệu, hình thức trong danh sách."), code="award", field="award")
    row = LocalRule.objects.create(
        province_code=place.province_code,
        area_code=place.area_code,
        matter=said.matter,
        award=said.award,
        occasion=_occasion(said.occasion),
        values=checked_values(said.matter, said.values),
        paper=_needed(said.paper, "paper", 300, N_("Hãy ghi văn bản quy định: tên loại, số, ký hiệu.")),
        issuer=_needed(said.issuer, "issuer", 200, N_("Hãy ghi cơ quan ban hành.")),
        article=clean_line(said.article)[:100],
        effective_from=said.effective_from,
        effective_to=said.effective_to,
        verified=(Verified.READ if said.was_read else Verified.UNVERIFIED).name,
        source=clean_line(said.source)[:500],
        entered_at=at,
        entered_by=by,
    )
    audit.record("rulebook:rule:add", row, by=by, at=at, first=True, matter=row.matter, paper=row.paper)
    return row


def _occasion(said: str) -> str:
    if said.upper() not in Occasion.__members__:
        raise InvalidInput(N_("Hãy chọn dịp khen thưởng."), code="occasion", field="occasion")
    return said


def _needed(text: str, field: str, longest: int, missing: str) -> str:
    said = clean_line(text)[:longest]
    if not said:
        raise InvalidInput(missing, code=f"{field}-missing", field=field)
    return said


@transaction.atomic
def strike_rule(rule: LocalRule, *, reason: str, by: User, at: datetime) -> LocalRule:
    """Strike a wrong row out, with the reason. Raises NotAllowed, InvalidInput (reason), TransitionNotAllowed."""
    row = LocalRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    require_keeper(by, Place(row.province_code, row.area_code), day_of(at))
    if row.struck_at is not None:
        raise TransitionNotAllowed(N_("Quy định này đã được gạch bỏ."), code="struck-already")
    row.strike_reason = _needed(reason, "reason", 300, N_("Hãy ghi vì sao gạch bỏ, ví dụ: nhập nhầm số."))
    row.struck_at, row.struck_by = at, by
    row.save(update_fields=["strike_reason", "struck_at", "struck_by"])
    audit.record("rulebook:rule:strike", row, by=by, at=at, reason=row.strike_reason)
    return row


@transaction.atomic
def take_preset(place: Place, key: str, *, by: User, at: datetime) -> list[LocalRule]:
    """Take a ready set of a province's rules over, whole; rows already there are left out. Raises NotAllowed,
    NotFound (preset-unknown), InvalidInput where the rules are another place's.
    """
    require_keeper(by, place, day_of(at))
    preset = _preset(key)
    if place != Place(preset.province_code):
        raise InvalidInput(
            N_("%(paper)s là quy định của tỉnh %(province)s, không áp dụng cho nơi này."),
            code="preset-elsewhere",
            paper=preset.paper.name,
            province=preset.province,
        )
    there = set(
        LocalRule.objects.filter(
            province_code=place.province_code, area_code="", paper=preset.paper.name, struck_at__isnull=True
        ).values_list("matter", "award", "occasion")
    )
    return [
        add_rule(place, _said(preset, number), by=by, at=at)
        for number, one in enumerate(preset.provisions)
        if (one.matter, one.award, one.occasion.name.lower()) not in there
    ]


def _preset(key: str) -> Preset:
    for one in presets():
        if one.key == key:
            return one
    raise NotFound(N_("Không có bộ quy định mẫu này. Hãy mở lại trang."), code="preset-unknown")


def _said(preset: Preset, number: int) -> Said:
    one = preset.provisions[number]
    return Said(
        matter=one.matter,
        values=one.values,
        paper=preset.paper.name,
        issuer=preset.paper.issuer,
        effective_from=one.law.effective_from,
        award=one.award,
        occasion=one.occasion.name.lower(),
        article=one.law.article,
        was_read=one.law.verified is Verified.READ,
        source=one.law.source,
    )
