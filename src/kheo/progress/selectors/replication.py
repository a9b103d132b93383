"""Reading who copies what: a registration's own row, who copies an initiative, the counts of a round, what is due."""

import calendar
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.progress.models import Replication, ReplicationResult
from kheo.progress.states import COPY_TERMS, CopyOutcome
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration, State
from kheo.units import public as units

EARLY = timedelta(days=30)
"""How long before its day a result may be noted."""
SHOWN = 50
_LONGEST_CHAIN = 50


def due_on(begun_on: date, months: int) -> date:
    """The same day so many months later; the month's last day where it has no such day."""
    place = begun_on.month - 1 + months
    year, month = begun_on.year + place // 12, place % 12 + 1
    return date(year, month, min(begun_on.day, calendar.monthrange(year, month)[1]))


def is_open(copied: Replication, months: int, on: date) -> bool:
    """Whether the result after so many months may be noted on the day."""
    return due_on(copied.begun_on, months) - EARLY <= on


def kept(row: Registration) -> int:
    """The initiative that a registration stands for, also where it was merged into another."""
    return row.initiative.merged_into_id or row.initiative_id


def _standing() -> QuerySet[Replication]:
    return Replication.objects.filter(given_up_at__isnull=True, registration__state=State.ACCEPTED)


def standing_of(row: Registration) -> Replication | None:
    """What the registration copies, where it copies anything."""
    rows = Replication.objects.filter(registration=row, given_up_at__isnull=True)
    return rows.select_related("origin__round", "noted_by").first()


def copied_by(registration_ids: Collection[int]) -> Replication | None:
    """What the newest of these registrations that copies anything copies: one query."""
    rows = _standing().filter(registration_id__in=registration_ids).select_related("origin__round")
    return rows.order_by("-begun_on", "-pk").first()


def ancestors(initiative_id: int) -> set[int]:
    """The initiatives that this one copies, directly or over others."""
    found, edge = set[int](), {initiative_id}
    while edge and len(found) < _LONGEST_CHAIN:
        rows = _standing().filter(origin__isnull=False).filter(_initiative_in("registration", edge))
        nearer = set(rows.values_list(_kept_column("origin"), flat=True))
        edge = nearer - found
        found |= nearer
    return found


def _kept_column(of: str) -> Coalesce:
    return Coalesce(f"{of}__initiative__merged_into_id", f"{of}__initiative_id")


def _initiative_in(of: str, ids: Collection[int]) -> Q:
    return Q(**{f"{of}__initiative_id__in": ids}) | Q(**{f"{of}__initiative__merged_into_id__in": ids})


@dataclass(frozen=True, slots=True)
class Copied:
    """One place that copies the initiative: what the box of similar names may show, and no more."""

    title: str
    unit: str
    year: int


@dataclass(frozen=True, slots=True)
class Copies:
    """How many places copy it, and the first of them."""

    count: int
    shown: list[Copied]


def copies_of(initiative_id: int, on: date) -> Copies:
    """Who copies the initiative, the newest first: two queries at most."""
    rows = (
        _standing()
        .filter(origin__isnull=False)
        .filter(_initiative_in("origin", [initiative_id]))
        .order_by("-begun_on", "-pk")
        .annotate(unit_name=registrations.unit_name("registration__handled_by_unit_id", on))
    )
    found = list(
        rows.values_list("registration__title", "unit_name", "registration__round__year")[: SHOWN + 1]
    )
    count = len(found) if len(found) <= SHOWN else rows.count()
    return Copies(count, [Copied(title, unit or "", year) for title, unit, year in found[:SHOWN]])


@dataclass(frozen=True, slots=True)
class Term:
    """One of the two results: when it is due, what was noted, whether it may be noted today."""

    months: int
    due: date
    result: ReplicationResult | None
    is_open: bool
    is_late: bool


def terms_of(copied: Replication, on: date) -> list[Term]:
    """After six and after twelve months; one query."""
    noted = {one.after_months: one for one in copied.results.select_related("noted_by")}
    return [
        Term(
            months,
            day := due_on(copied.begun_on, months),
            noted.get(months),
            is_open=is_open(copied, months, on),
            is_late=months not in noted and day < on,
        )
        for months in COPY_TERMS
    ]


def origin_words(copied: Replication, on: date) -> str:
    """The origin as the box of similar names says it: title, unit, year; or the words that were typed."""
    origin = copied.origin
    if origin is None:
        return copied.origin_words
    name = units.names({origin.handled_by_unit_id}, on).get(origin.handled_by_unit_id, "")
    return _("“%(title)s” của %(unit)s, năm %(year)d") % {
        "title": origin.title,
        "unit": name,
        "year": origin.round.year,
    }


def may_read(user: User, row: Registration, on: date) -> bool:
    """Whether the page of the initiative copied from is for this person."""
    return registrations.visible(user, on).filter(pk=row.pk).exists()


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of a round. `results`: (months, outcome in words, how many)."""

    copying: int
    results: list[tuple[int, str, int]]


def counted(round_: CampaignRound) -> Counted:
    """How many of the round's initiatives copy another, and what came of it: two queries."""
    rows = _standing().filter(registration__round=round_)
    noted = ReplicationResult.objects.filter(replication__in=rows)
    found = {
        (months, outcome): number
        for months, outcome, number in noted.values_list("after_months", "outcome")
        .annotate(n=Count("pk"))
        .order_by("after_months", "outcome")
    }
    lines = [
        (months, str(outcome.label), found[months, outcome.value])
        for months in COPY_TERMS
        for outcome in CopyOutcome
        if (months, outcome.value) in found
    ]
    return Counted(rows.count(), lines)


def of_round(round_: CampaignRound, on: date) -> QuerySet[Replication]:
    """The round's rows for the officer's table, each with what it says besides."""
    results = ReplicationResult.objects.filter(replication=OuterRef("pk"))
    return (
        _standing()
        .filter(registration__round=round_)
        .select_related("registration", "origin__round")
        .annotate(
            unit_name=registrations.unit_name("registration__handled_by_unit_id", on),
            origin_unit=registrations.unit_name("origin__handled_by_unit_id", on),
            after_6=Subquery(results.filter(after_months=6).values("outcome")[:1]),
            after_12=Subquery(results.filter(after_months=12).values("outcome")[:1]),
        )
        .order_by(F("registration__title_sort"), "pk")
    )


@dataclass(frozen=True, slots=True)
class Due:
    """A result that is still to be noted."""

    round_id: int
    unit_id: int
    registration_id: int
    title: str
    months: int
    day: date


def due_of(round_ids: Collection[int], unit_ids: Collection[int] | None) -> Iterable[Due]:
    """Results that nobody has noted yet, of these rounds (of these units alone, where given): one query."""
    rows = _standing().filter(registration__round_id__in=round_ids)
    if unit_ids is not None:
        rows = rows.filter(registration__handled_by_unit_id__in=unit_ids)
    results = ReplicationResult.objects.filter(replication=OuterRef("pk"))
    listed = rows.annotate(
        has_6=Exists(results.filter(after_months=6)), has_12=Exists(results.filter(after_months=12))
    ).values_list(
        "registration__round_id",
        "registration__handled_by_unit_id",
        "registration_id",
        "registration__title",
        "begun_on",
        "has_6",
        "has_12",
    )
    for round_id, unit_id, pk, title, begun_on, *noted in listed.order_by("begun_on", "pk"):
        for months, is_noted in zip(COPY_TERMS, noted, strict=True):
            if not is_noted:
                yield Due(round_id, unit_id, pk, title, months, due_on(begun_on, months))
