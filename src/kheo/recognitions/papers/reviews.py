"""Biên bản bình xét of a unit, for two signatures, with the list that those present sign."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kheo.core.paper.forms import attendance_appendix
from kheo.core.paper.forms.meetings import Meeting, minutes
from kheo.core.paper.forms.words import counted
from kheo.core.paper.model import Paper
from kheo.documents import public as documents
from kheo.recognitions.models import ReviewItem, UnitReview
from kheo.recognitions.selectors.reviews import carried, name_of
from kheo.units import public as units

_MOST_TO_SIGN = 150


def review_paper(review: UnitReview, items: Sequence[ReviewItem], *, least_percent: int, on: date) -> Paper:
    """The minutes as they are to be signed; the number stays for the unit to write."""
    name = units.name_of(review.unit, review.held_on)
    usual = documents.usual_facts(review.unit, "BB", on)
    facts = replace(usual, issued_on=review.held_on, signer="")
    issuing = documents.issuing(review.unit, name, facts, on=review.held_on)
    year = review.round.year
    absent = review.entitled - review.present
    meeting = Meeting(
        name=f"Họp bình xét, đề nghị công nhận mô hình, điển hình “Dân vận khéo” năm {year}",
        place=review.place,
        chair=review.chair,
        secretary=review.secretary,
        present=(
            f"Số người được dự họp: {counted(review.entitled)} người",
            f"Số người có mặt: {counted(review.present)} người (có danh sách ký tên kèm theo)",
        ),
        absent=f"{counted(absent)} người" if absent else "không",
        agenda=(f"Xem xét kết quả thực hiện và biểu quyết từng trường hợp đề nghị công nhận năm {year}.",),
        opinions=tuple(line for line in review.opinions.splitlines() if line.strip()),
        conclusion=tuple(_voted(one, review.present, least_percent) for one in items),
    )
    paper = minutes(issuing=issuing, meeting=meeting)
    return replace(paper, appendices=(attendance_appendix(min(review.present, _MOST_TO_SIGN)),))


def _voted(item: ReviewItem, present: int, least_percent: int) -> str:
    what = "mô hình" if item.registration is not None else "điển hình"
    none = present - item.votes_for - item.votes_against
    counts = f"tán thành {item.votes_for}/{present} người có mặt, không tán thành {item.votes_against}"
    counts += f", không có ý kiến {none}" if none else ""
    result = "đề nghị công nhận" if carried(item, present, least_percent) else "không đề nghị công nhận"
    name = name_of(item).strip("“”")
    return f"{what.capitalize()} “{name}”: {counts}; {result}."
