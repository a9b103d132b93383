"""Signs that speak for going to look at an initiative; each has a weight that the officer sees and may change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.appraisals import facts
from kheo.appraisals.models import Appraisal
from kheo.appraisals.selectors.cards import contents_of
from kheo.appraisals.sheets import figure, marks_of
from kheo.core.scoring import Rubric
from kheo.core.vietnamese import format_number, short_date
from kheo.kernel.clock import day_of
from kheo.progress import public as progress
from kheo.registrations.public import Amendment, AmendmentState, Registration

LARGE = 50_000_000
"""Gifts from this value on count as large, in đồng; a proposal, no rule."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its key, its words, why it speaks for a visit, the weight that is proposed."""

    key: str
    words: str | Promise
    why: str | Promise
    weight: int


SIGNS = (
    Sign(
        "late",
        gettext_lazy("gửi chậm"),
        gettext_lazy("đăng ký sau hạn, hoặc còn thiếu báo cáo đã đến hạn"),
        2,
    ),
    Sign(
        "silent",
        gettext_lazy("lâu chưa có thông tin"),
        gettext_lazy("quá 60 ngày không có báo cáo, ảnh, khoản đóng góp hay ý kiến nào"),
        3,
    ),
    Sign(
        "gifts",
        gettext_lazy("huy động đóng góp lớn"),
        gettext_lazy("tiền và hiện vật Nhân dân đóng góp từ mức ghi bên dưới trở lên"),
        3,
    ),
    Sign(
        "changed",
        gettext_lazy("đã thay đổi nội dung"),
        gettext_lazy("đã được đồng ý thay đổi so với bản đăng ký đầu"),
        1,
    ),
    Sign(
        "differs",
        gettext_lazy("tự chấm lệch với tổ thẩm định"),
        gettext_lazy("lần thẩm định gần nhất lệch nhau quá mức phải thống nhất của đợt"),
        2,
    ),
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One initiative with its signs: key → what was found, in words; `risk` is the sum of their weights."""

    registration: Registration
    signs: Mapping[str, str]
    risk: int


def proposed_weights() -> dict[str, int]:
    """Sign → weight, and the amount of large gifts, as a form begins."""
    return {one.key: one.weight for one in SIGNS} | {"large": LARGE}


def weighed(rows: Sequence[Registration], weights: Mapping[str, int], on: date) -> list[Weighed]:
    """The initiatives with their signs, highest risk first, then by title. Rows with `round`; the number of queries
    does not grow with them.
    """
    found = [
        _Found("late", _late(rows, on)),
        _Found("silent", _silent(rows, on)),
        _Found("gifts", _gifts(rows, weights.get("large", LARGE))),
        _Found("changed", _changed(rows)),
        _Found("differs", _differs(rows)),
    ]
    made = []
    for row in rows:
        signs = {one.key: one.words[row.pk] for one in found if row.pk in one.words}
        made.append(Weighed(row, signs, sum(weights.get(key, 0) for key in signs)))
    return sorted(made, key=lambda one: (-one.risk, one.registration.title_sort, one.registration.pk))


@dataclass(frozen=True, slots=True)
class _Found:
    key: str
    words: Mapping[int, str]


def _late(rows: Sequence[Registration], on: date) -> dict[int, str]:
    found = {pk: one.words for pk, one in facts.reports_sent(rows, on).items() if one.state == "unmet"}
    for row in rows:
        if row.is_late:
            said = _("đăng ký sau hạn")
            found[row.pk] = f"{said}; {found[row.pk]}" if row.pk in found else said
    return found


def _silent(rows: Sequence[Registration], on: date) -> dict[int, str]:
    limit = progress.silent_before(on)
    return {
        pk: _("tin gần nhất ngày %(day)s") % {"day": short_date(day_of(heard))}
        for pk, heard in progress.last_heard([row.pk for row in rows]).items()
        if heard < limit
    }


def _gifts(rows: Sequence[Registration], large: int) -> dict[int, str]:
    return {
        pk: _("%(value)s đồng") % {"value": format_number(value)}
        for pk, value in progress.given_value([row.pk for row in rows]).items()
        if value >= large
    }


def _changed(rows: Sequence[Registration]) -> dict[int, str]:
    agreed = Amendment.objects.filter(
        registration_id__in=[row.pk for row in rows], state=AmendmentState.AGREED
    ).order_by("decided_at")
    return {
        pk: _("thay đổi ngày %(day)s") % {"day": short_date(day_of(moment))}
        for pk, moment in agreed.values_list("registration_id", "decided_at")
        if moment
    }


def _differs(rows: Sequence[Registration]) -> dict[int, str]:
    judged = (
        Appraisal.objects.filter(
            registration__in=[row.pk for row in rows],
            conclusion__isnull=False,
            self_sheet__isnull=False,
            common_sheet__isnull=False,
        )
        .select_related("appraisal_round", "rubric")
        .order_by("appraisal_round__starts_on", "pk")
    )
    newest = {one.registration_id: one for one in judged}
    contents = contents_of(newest.values())
    found = {}
    for pk, one in newest.items():
        apart = _apart(one, contents)
        if apart > one.appraisal_round.spread:
            found[pk] = _("lệch %(marks)s điểm") % {"marks": format_number(apart)}
    return found


def _apart(one: Appraisal, contents: Mapping[int, Rubric]) -> Decimal:
    """By how much the unit's own figures and the team's differ, criterion by criterion."""
    content = contents[one.rubric_id]
    own, theirs = marks_of(one.self_sheet), marks_of(one.common_sheet)
    whole = Decimal(0)
    for criterion in content.criteria:
        pair = [figure(criterion, side.get(criterion.code), content.decimals) for side in (own, theirs)]
        if pair[0] is not None and pair[1] is not None:
            whole += abs(pair[0] - pair[1])
    return whole


def names_of(keys: Collection[str]) -> list[str]:
    """Signs in words, in the order of the table."""
    return [str(one.words) for one in SIGNS if one.key in keys]
