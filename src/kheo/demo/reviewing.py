"""The year behind looked back on: a signed sơ kết of its middle, a tổng kết that is being written."""

from collections.abc import Mapping
from datetime import date

from kheo.demo.days import Days, at
from kheo.demo.tree import Cast, facts
from kheo.registrations.public import Registration
from kheo.reports import public as reports
from kheo.reports.public import PaperFacts, ReviewKind

_OFFICER = "canbo.dongtrang"
_LESSON = (
    "- Xóm nào họp dân bàn kỹ trước khi làm thì việc nhanh và không phải làm lại.\n"
    "- Khoản Nhân dân đóng góp phải có sổ, niêm yết tại nhà văn hóa xóm.\n"
    "- Cán bộ phụ trách xuống tận nơi với đơn vị chậm, không chỉ nhắc bằng điện thoại."
)


def middle(cast: Cast, days: Days, kept: Mapping[str, Registration]) -> None:
    """In July: drafted, worded, frozen, signed. What came later is told apart from it."""
    round_, by = next(iter(kept.values())).round, cast.people[_OFFICER]
    begun, signed = at(date(days.before, 7, 16), 14), at(date(days.before, 7, 20), 9)
    review = reports.begin(round_, kind=ReviewKind.MID_TERM, by=by, at=begun)
    fields = {**review.wording, "addressee": review.addressee, "lessons": _LESSON}
    review = reports.save_words(review, fields=fields, revision=review.revision, by=by, at=begun)
    reports.freeze(review, by=by, at=at(date(days.before, 7, 17), 16))
    told = facts("recognitions")["body"]
    issued = PaperFacts("143", "BC-UBND", signed.date(), told["position"], told["signer"])
    reports.issue(review, facts=issued, typed="BAN HÀNH", by=by, at=signed)


def whole_year(cast: Cast, days: Days, kept: Mapping[str, Registration]) -> None:
    """In December, or a week ago where that has not come: drafted, figures frozen once; not signed yet."""
    round_, by = next(iter(kept.values())).round, cast.people[_OFFICER]
    moment = min(at(date(days.before, 12, 10), 15), days.ago(7))
    review = reports.begin(round_, kind=ReviewKind.FINAL, by=by, at=moment)
    reports.freeze(review, by=by, at=moment)
