"""Reading inspections: one, those of a round, what waits for whom, what an appraisal shows of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kheo.accounts.public import User
from kheo.appraisals import inspection_rights as rights
from kheo.appraisals.models import (
    Finding,
    Inspection,
    InspectionMember,
    InspectionSample,
    Remedy,
    Visit,
    VisitPhoto,
)
from kheo.appraisals.states import InspectionState, RemedyState, TeamPart, VisitState
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, NotFound
from kheo.core.sampling import Candidate, draw
from kheo.core.scoring import Kind, Rubric
from kheo.progress.public import Evidence
from kheo.registrations import public as registrations
from kheo.units import public as units

_VISIT_WITH = (
    "inspection__round__campaign__managing_unit",
    "registration__round__campaign",
    "registration__sector",
    "registration__lead",
    "written_by",
)


def _not_found() -> NotFound:
    return NotFound(
        N_("Không có cuộc kiểm tra này, hoặc tài khoản này không được xem. Hãy mở lại từ trang kiểm tra."),
        code="inspection-not-found",
    )


def _with_team() -> "Prefetch[str]":
    team = InspectionMember.objects.select_related("user").order_by("position")
    return Prefetch("team", queryset=team)


def _standing_photos() -> "Prefetch[str]":
    rows = VisitPhoto.objects.filter(evidence__removed_at__isnull=True)
    return Prefetch("photos", queryset=rows.select_related("evidence").order_by("pk"))


def inspection_for(user: User, pk: int, on: date) -> Inspection:
    """One that the person sees as a whole. Raises NotFound: units see their own visits alone."""
    row = (
        Inspection.objects.select_related("round__campaign__managing_unit", "replaces", "replaced_by")
        .prefetch_related(_with_team())
        .filter(pk=pk)
        .first()
    )
    if row is None or not rights.reads_all(user, row, on):
        raise _not_found()
    return row


def visit_for(user: User, pk: int, on: date) -> Visit:
    """One visit with its findings. Raises NotFound for who sees neither the inspection nor the registration, and for
    the unit before it may know.
    """
    row = (
        Visit.objects.select_related(*_VISIT_WITH)
        .prefetch_related(
            Prefetch("inspection__team", queryset=InspectionMember.objects.select_related("user")),
            Prefetch("findings", queryset=Finding.objects.order_by("position")),
            Prefetch("remedies", queryset=Remedy.objects.order_by("number")),
            _standing_photos(),
        )
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise _not_found()
    if not rights.reads_all(user, row.inspection, on):
        readable = registrations.visible(user, on)
        if not (rights.is_shown_to_unit(row) and readable.filter(pk=row.registration_id).exists()):
            raise _not_found()
    return row


def remedy_for(user: User, pk: int, on: date) -> Remedy:
    """One thing to mend that the person may see; not before its inspection was closed. Raises NotFound."""
    row = Remedy.objects.filter(pk=pk).exclude(state=RemedyState.PROPOSED).first()
    if row is None:
        raise _not_found()
    row.visit = visit_for(user, row.visit_id, on)
    return row


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """An inspection in a list, with how far it is."""

    row: Inspection
    places: int
    seen: int
    open_remedies: int


def of_round(user: User, round_: CampaignRound, on: date, *, sees_all: bool) -> QuerySet[Inspection]:
    """The inspections of a round, the newest first: all of them for who runs or leads, else those of the person's team."""
    rows = Inspection.objects.filter(round=round_)
    if not sees_all:
        rows = rows.filter(team__user=user)
    of_row = Visit.objects.filter(inspection_id=OuterRef("pk"))
    owed = Remedy.objects.filter(
        visit__inspection_id=OuterRef("pk"), state__in=[RemedyState.OPEN, RemedyState.ANSWERED]
    )
    counted = rows.annotate(
        n_places=_count(of_row, "inspection_id"),
        n_seen=_count(of_row.filter(begun_at__isnull=False), "inspection_id"),
        n_owed=_count(owed, "visit__inspection_id"),
    )
    return counted.order_by("-starts_on", "-pk")


def lines_of(rows: Iterable[Inspection]) -> list[InspectionLine]:
    """Rows of `of_round`, each with its counts."""
    return [
        InspectionLine(row, vars(row)["n_places"], vars(row)["n_seen"], vars(row)["n_owed"]) for row in rows
    ]


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    grouped = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)


def named_visits_of(row: Inspection, on: date) -> list[tuple[Visit, str]]:
    """As `visits_of`, each with the name of its unit on the day; three queries too."""
    rows = _visits_of(row).annotate(unit_name=units.name_through("registration__handled_by_unit_id", on))
    return [(one, vars(one)["unit_name"] or "") for one in rows]


def visits_of(row: Inspection) -> list[Visit]:
    """The places in the order of the route, with findings and what is to mend: three queries."""
    return list(_visits_of(row))


def _visits_of(row: Inspection) -> QuerySet[Visit]:
    return (
        row.visits.select_related("registration__sector", "registration__lead")
        .prefetch_related(
            Prefetch("findings", queryset=Finding.objects.order_by("position")),
            Prefetch("remedies", queryset=Remedy.objects.order_by("number")),
        )
        .order_by("on", "position", "pk")
    )


def samples_of(row: Inspection) -> list[InspectionSample]:
    """Every sample drawn, the newest first, without its list."""
    return list(row.samples.select_related("made_by").defer("frame").order_by("-number"))


def sample_of(row: Inspection, number: int) -> InspectionSample:
    """One drawn sample with its list. Raises NotFound."""
    found = row.samples.select_related("made_by").filter(number=number).first()
    if found is None:
        raise NotFound(N_("Không có lần bốc thăm này."), code="sample-not-found")
    return found


def draws_the_same(sample: InspectionSample) -> bool:
    """Whether the frozen list and the seed, drawn again now, give what was written down."""
    again = draw(
        (Candidate(str(one["registration"]), one["risk"]) for one in sample.frame),
        by_risk=sample.by_risk,
        at_random=sample.at_random,
        seed=sample.seed,
    )
    kept = sample.chosen
    return [*map(str, kept["by_risk"])] == [*again.by_risk] and [*map(str, kept["at_random"])] == [
        *again.at_random
    ]


# What waits


def to_visit(user: User) -> QuerySet[Visit]:
    """Places whose sheet the person writes, or has signed: of running inspections, in the order of the days."""
    pens = InspectionMember.objects.filter(user=user, part__in=[TeamPart.HEAD, TeamPart.SECRETARY]).values(
        "inspection_id"
    )
    return (
        Visit.objects.filter(
            inspection_id__in=pens,
            inspection__state=InspectionState.RUNNING,
            state__in=[VisitState.PLANNED, VisitState.WRITTEN],
        )
        .select_related("inspection", "registration")
        .order_by("on", "position", "pk")
    )


def answered_to(user: User) -> QuerySet[Remedy]:
    """Answers that lie with teams in which the person is head or secretary."""
    pens = InspectionMember.objects.filter(user=user, part__in=[TeamPart.HEAD, TeamPart.SECRETARY])
    return Remedy.objects.filter(
        state=RemedyState.ANSWERED, visit__inspection_id__in=pens.values("inspection_id")
    )


def to_accept(user: User, on: date) -> list[Remedy]:
    """Answers on which the person decides, as head, or as secretary in the head's place: four queries at most."""
    rows = list(
        answered_to(user)
        .select_related("visit__registration__lead", "visit__inspection")
        .prefetch_related(
            Prefetch("visit__inspection__team", queryset=InspectionMember.objects.select_related("user"))
        )
        .order_by("answered_at", "pk")
    )
    mine = rights.accepted_by(user, [row.visit for row in rows], on) if rows else set()
    return [row for row in rows if row.visit_id in mine]


def to_mend(unit_ids: Collection[int]) -> QuerySet[Remedy]:
    """What these units still have to mend, by the day."""
    return (
        _told()
        .filter(state=RemedyState.OPEN, visit__registration__handled_by_unit_id__in=unit_ids)
        .order_by("due_on", "pk")
    )


def _told() -> QuerySet[Remedy]:
    return Remedy.objects.exclude(state=RemedyState.PROPOSED).select_related(
        "visit__registration", "visit__inspection"
    )


def coming_to(unit_ids: Collection[int]) -> QuerySet[Visit]:
    """Visits of these units that they know of and that are not over: announced ones, those to answer."""
    return (
        Visit.objects.filter(
            rights.shown_to_units(),
            registration__handled_by_unit_id__in=unit_ids,
            inspection__state=InspectionState.RUNNING,
            state__in=[VisitState.PLANNED, VisitState.WRITTEN],
        )
        .select_related("inspection", "registration")
        .order_by("on", "position", "pk")
    )


def visits_to(unit_ids: Collection[int], round_: CampaignRound) -> QuerySet[Visit]:
    """Visits of these units in the round of which they know, over or not, the newest inspection first: one query."""
    return (
        Visit.objects.filter(
            rights.shown_to_units(), inspection__round=round_, registration__handled_by_unit_id__in=unit_ids
        )
        .select_related("inspection", "registration")
        .order_by("-inspection__starts_on", "on", "position", "pk")
    )


# What an appraisal shows


@dataclass(frozen=True, slots=True)
class Inspected:
    """One visit as the card of an appraisal shows it: each finding with its photos."""

    visit: Visit
    findings: Sequence[tuple[Finding, Sequence[Evidence]]]


def inspected(registration_id: int) -> list[Inspected]:
    """Visits of a registration whose minutes are signed, the newest first: four queries at most."""
    rows = (
        Visit.objects.filter(registration_id=registration_id, state=VisitState.SIGNED)
        .select_related("inspection")
        .prefetch_related(
            Prefetch("findings", queryset=Finding.objects.order_by("position")),
            Prefetch("remedies", queryset=Remedy.objects.order_by("number")),
            _standing_photos(),
        )
        .order_by("-seen_at", "-pk")
    )
    return [Inspected(row, with_photos(row)) for row in rows]


def with_photos(row: Visit) -> list[tuple[Finding, list[Evidence]]]:
    """The findings of a visit read with its photos, each with those that show it."""
    photos = list(row.photos.all())
    return [
        (finding, [one.evidence for one in photos if one.position == finding.position])
        for finding in row.findings.all()
    ]


def beside(
    rubric: Rubric, looks: Sequence[Inspected], hung: Mapping[str, Sequence[Evidence]]
) -> dict[str, list[Finding]]:
    """Criterion → what was seen of what it is about, by the newest visit: of a criterion of shares or steps every
    figure, of any other those whose photo hangs on it. Nothing of it is a mark.
    """
    if not looks:
        return {}
    found = {}
    for criterion in rubric.criteria:
        on_it = {one.pk for one in hung.get(criterion.code, ())}
        counted = criterion.kind in {Kind.SHARE, Kind.STEPS}
        seen = [
            finding
            for finding, photos in looks[0].findings
            if finding.was_seen and (counted or on_it & {one.pk for one in photos})
        ]
        if seen:
            found[criterion.code] = seen
    return found
