"""The form of a report as it opens: filled with what is known already, so that only changes are written."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from kheo.core.timetable.deadline import short_date
from kheo.core.vietnamese import format_number, plain_number
from kheo.progress.contribution_kinds import Purpose
from kheo.progress.models import ProgressReport
from kheo.progress.report_fields import Fields, cell_name
from kheo.progress.selectors.contributions import Totals
from kheo.progress.selectors.reports import Measured
from kheo.registrations.public import Indicator


def first_fields(
    lines: Sequence[Measured],
    before: ProgressReport | None,
    open_difficulties: Sequence[str],
    contributions: str = "",
) -> Fields:
    """What the last report said of figures and standing, the difficulties that are still open, and what the book
    of contributions comes to (`contributed`).
    """
    found: Fields = {}
    for line in lines:
        if line.value is None:
            continue
        name = cell_name(line.indicator.kind, line.indicator.position)
        if line.indicator.kind == Indicator.Kind.STEP:
            found[name] = "1" if line.value.is_done else ""
        elif line.value.actual is not None:
            found[name] = plain_number(line.value.actual)
    if before is not None:
        found["standing"] = before.standing
        if before.households is not None:
            found["households"] = str(before.households)
    if open_difficulties:
        found["difficulties"] = "\n".join(f"- {one}" for one in open_difficulties)
    if contributions:
        found["results"] = contributions
    return {name: value for name, value in found.items() if value}


def contributed(books: Sequence[tuple[str, Totals]], until: date) -> str:
    """A line for each book (its purpose, its totals up to the day) that holds anything; nothing else is said."""
    heads = {
        Purpose.WORKS: _("Nhân dân đóng góp làm việc chung (tính đến %(day)s)"),
        Purpose.HARDSHIP: _("Giúp người gặp khó khăn (tính đến %(day)s)"),
    }
    found = []
    for purpose, totals in books:
        if parts := _parts(totals):
            head = heads[Purpose(purpose)] % {"day": short_date(until)}
            found.append(f"- {head}: {'; '.join(parts)}.")
    return "\n".join(found)


def _parts(totals: Totals) -> list[str]:
    said = (
        (totals.received, _("%(number)s đồng")),
        (totals.land, _("%(number)s m² đất")),
        (totals.labour, _("%(number)s ngày công")),
        (totals.goods_value, _("hiện vật trị giá %(number)s đồng")),
        (totals.spent, _("đã chi %(number)s đồng")),
        (totals.people, _("đã giúp %(number)s lượt người")),
    )
    return [words % {"number": format_number(number)} for number, words in said if number]
