"""How well a received registration was followed through: what an appraisal or a proposal looks at first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef

from kheo.core.vietnamese import fold
from kheo.progress.contribution_kinds import Purpose
from kheo.progress.hooks import open_difficulties
from kheo.progress.models import Drive, ProgressReport, Publication
from kheo.progress.selectors.contributions import current
from kheo.progress.selectors.reports import latest_of
from kheo.progress.states import REPORTED, Standing
from kheo.registrations.public import Indicator

_GIVEN_UNITS = ("ngay cong", "cong lao dong", "cong")
_GIVEN_WORDS = (
    "dong gop",
    "nhan dan gop",
    "gop tien",
    "gop cong",
    "gop quy",
    "ung ho",
    "hien dat",
    "dat hien",
    "hien tang",
    "ngay cong",
)


@dataclass(frozen=True, slots=True)
class Followed:
    """One registration. `percent` is None where nothing is counted, `published` where no book of contributions was
    opened; `asked`: its indicator by which the people are to give money or work, "" where it has none.
    """

    reports: int = 0
    standing: str = ""
    percent: int | None = None
    last_on: date | None = None
    published: bool | None = None
    open_difficulties: int = 0
    asked: str = ""


def followed(registration_ids: Collection[int]) -> dict[int, Followed]:
    """Registration → what is known of it; every one asked for is there. A constant number of queries."""
    latest = latest_of(registration_ids)
    sent = ProgressReport.objects.filter(registration_id__in=registration_ids, first_sent_at__isnull=False)
    counts = dict(sent.values_list("registration_id").annotate(n=Count("pk")).order_by())
    shown = current(Publication.objects.filter(drive_id=OuterRef("pk")))
    published: dict[int, bool] = {}
    works = Drive.objects.filter(registration_id__in=registration_ids, purpose=Purpose.WORKS)
    for registration, public in works.annotate(public=Exists(shown)).values_list("registration_id", "public"):
        published[registration] = published.get(registration, True) and public
    difficulties = open_difficulties(registration_ids)
    asked = _asked(registration_ids)
    found = {}
    for pk in registration_ids:
        report = latest.get(pk)
        found[pk] = Followed(
            reports=counts.get(pk, 0),
            standing=str(Standing(report.standing).label) if report and report.standing else "",
            percent=report.percent if report else None,
            last_on=report.period_to if report else None,
            published=published.get(pk),
            open_difficulties=len(difficulties.get(pk, ())),
            asked=asked.get(pk, ""),
        )
    return found


def _asked(registration_ids: Collection[int]) -> dict[int, str]:
    """Registration → its first indicator that counts what people give: by its unit or its words; one query."""
    rows = Indicator.objects.filter(registration_id__in=registration_ids, kind=Indicator.Kind.MEASURE)
    found: dict[int, str] = {}
    for pk, name, unit in rows.order_by("position").values_list("registration_id", "name", "unit"):
        words = f" {fold(name)} "
        if fold(unit) in _GIVEN_UNITS or any(f" {given} " in words for given in _GIVEN_WORDS):
            found.setdefault(pk, name)
    return found


def sent_periods(registration_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """Registration → keys of the periods for which a report stands sent; one query."""
    rows = ProgressReport.objects.filter(registration_id__in=registration_ids, state__in=REPORTED)
    found: dict[int, set[str]] = {}
    for registration, period in rows.values_list("registration_id", "period"):
        found.setdefault(registration, set()).add(period)
    return {pk: frozenset(keys) for pk, keys in found.items()}
