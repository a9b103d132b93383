"""The list of campaigns: filtered, sorted, with their figures."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import Campaign, CampaignRound, CampaignState
from kheo.core.timetable.deadline import Deadline
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of
from kheo.portal.seat import Seat
from kheo.registrations.public import figures
from kheo.units.public import UnitVersion

PER_PAGE = 50
SORTS = {
    "phong-trao": ("title",),
    "nam": ("year", "title"),
    "han": ("closes_at", "title"),
    "trang-thai": ("state", "title"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One campaign in the list, at its newest year."""

    campaign: Campaign
    year: int
    managing_name: str
    deadline: Deadline | None
    is_over: bool
    sent: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asked for; empty strings ask for nothing."""

    state: str = ""
    year: str = ""
    words: str = ""
    sort: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Filter":
        """From an address; what is not understood is left out."""
        state, year = asked.get("trang-thai", ""), asked.get("nam", "")
        sort = asked.get("sort", "")
        return cls(
            state=state if state in CampaignState.values else "",
            year=year if year.isdecimal() and len(year) == 4 else "",
            words=clean_line(asked.get("tim", ""))[:100],
            sort=sort if sort.removeprefix("-") in SORTS else "",
        )


def page_of(seat: Seat, asked: Filter, number: str, at: datetime) -> Page[Line]:
    """One page of the campaigns that the person may open; queries do not grow with the rows."""
    rows = _rows(seat.campaigns(), day_of(at))
    page: Page[Campaign] = Paginator(_ordered(_filtered(rows, asked), asked.sort), PER_PAGE).get_page(number)
    counts = figures.by_round({row.round_id for row in page if row.round_id})  # type: ignore[attr-defined]
    lines = [_line(row, counts.get(row.round_id, {}), day_of(at)) for row in page]  # type: ignore[attr-defined]
    page.object_list = lines  # type: ignore[assignment]
    return page  # type: ignore[return-value]


def _rows(rows: QuerySet[Campaign], on: date) -> QuerySet[Campaign]:
    newest = CampaignRound.objects.filter(campaign=OuterRef("pk")).order_by("-year")
    versions = UnitVersion.objects.filter(unit=OuterRef("managing_unit"), valid_from__lte=on)
    return rows.annotate(
        year=Max("rounds__year"),
        round_id=Subquery(newest.values("pk")[:1]),
        closes_at=Subquery(newest.values("registration_closes_at")[:1]),
        ends_on=Subquery(newest.values("ends_on")[:1]),
        managing_name=Subquery(versions.order_by("-valid_from").values("name")[:1]),
    )


def _filtered(rows: QuerySet[Campaign], asked: Filter) -> QuerySet[Campaign]:
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.year:
        rows = rows.filter(Q(pk__in=CampaignRound.objects.filter(year=int(asked.year)).values("campaign_id")))
    if asked.words:
        rows = rows.filter(title__icontains=asked.words)
    return rows


def _ordered(rows: QuerySet[Campaign], sort: str) -> QuerySet[Campaign]:
    names = SORTS.get(sort.removeprefix("-"), ("-year", "title"))
    if sort.startswith("-"):
        first = F(names[0]).desc(nulls_last=True)
        return rows.order_by(first, *names[1:], "pk")
    return rows.order_by(*names, "pk")


def _line(row: Campaign, counts: figures.Counts, on: date) -> Line:
    closes_at = row.closes_at  # type: ignore[attr-defined]
    return Line(
        campaign=row,
        year=row.year,  # type: ignore[attr-defined]
        managing_name=row.managing_name or "",  # type: ignore[attr-defined]
        deadline=Deadline(closes_at) if closes_at else None,
        is_over=campaigns.has_ended(row.state, row.ends_on, on),  # type: ignore[attr-defined]
        sent=figures.sent(counts),
        waiting=counts.get("submitted", 0),
    )


def newest_rounds(rows: Collection[Campaign]) -> dict[int, CampaignRound]:
    """Campaign → its newest round."""
    found: dict[int, CampaignRound] = {}
    for round_ in CampaignRound.objects.filter(campaign__in=rows).select_related("campaign").order_by("year"):
        found[round_.campaign_id] = round_
    return found
