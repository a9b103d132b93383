"""Which places the team visits, and when: chosen by hand, or drawn by risk and by lot."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Max

from kheo.accounts.public import User
from kheo.appraisals import permissions
from kheo.appraisals.models import Inspection, InspectionSample, Visit
from kheo.appraisals.selectors.risks import SIGNS, weighed
from kheo.appraisals.services.inspections import locked
from kheo.appraisals.states import INSPECTION_FLOW, InspectionState, VisitState, Why
from kheo.audit import public as audit
from kheo.core.asking import needed, short_enough
from kheo.core.errors import N_, InvalidInput, Refusal
from kheo.core.sampling import Candidate, draw
from kheo.core.timetable.workdays import is_working_day
from kheo.core.vietnamese import clean_line, short_date
from kheo.kernel.clock import day_of
from kheo.registrations.public import Registration, State
from kheo.units import public as units

MOST_PLACES = 200
HIGHEST_WEIGHT = 9


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a sample is to be drawn. `weights`: sign → 0 … 9, and `large`, the amount of large gifts in đồng."""

    by_risk: int
    at_random: int
    seed: str
    weights: Mapping[str, int]
    reason: str = ""


@transaction.atomic
def draw_sample(inspection: Inspection, drawing: Drawing, *, by: User, at: datetime) -> InspectionSample:
    """Draw places out of every received initiative of the round; what was drawn before gives way, what was chosen by
    hand stays. The list, the seed and the weights are frozen with it; drawn again it says why.

    Raises NotAllowed, TransitionNotAllowed, InvalidInput at its field.
    """
    row = _preparing(inspection, by, at)
    last = row.samples.order_by("-number").first()
    reason = clean_line(drawing.reason)
    if last is not None:
        reason = needed(
            reason, "reason", 300, N_("Đã bốc thăm một lần; hãy ghi vì sao bốc lại. Lần trước vẫn giữ.")
        )
    weights = _weights(drawing.weights)
    by_hand = set(row.visits.filter(why=Why.CHOSEN).values_list("registration_id", flat=True))
    rows = [one for one in candidates(row) if one.pk not in by_hand]
    seed = short_enough(clean_line(drawing.seed), "seed", 60)
    found = weighed(rows, weights, day_of(at))
    drawn = draw(
        (Candidate(str(one.registration.pk), one.risk) for one in found),
        by_risk=drawing.by_risk,
        at_random=drawing.at_random,
        seed=seed,
    )
    _require_room(len(by_hand) + len(drawn.by_risk) + len(drawn.at_random))
    names = units.names({one.handled_by_unit_id for one in rows}, day_of(at))
    made = InspectionSample.objects.create(
        inspection=row,
        number=last.number + 1 if last else 1,
        seed=seed,
        by_risk=drawing.by_risk,
        at_random=drawing.at_random,
        weights=weights,
        frame=[
            {
                "registration": one.registration.pk,
                "title": one.registration.title,
                "unit": names.get(one.registration.handled_by_unit_id, ""),
                "risk": one.risk,
                "signs": dict(one.signs),
            }
            for one in found
        ],
        chosen={"by_risk": list(map(int, drawn.by_risk)), "at_random": list(map(int, drawn.at_random))},
        reason=reason,
        made_at=at,
        made_by=by,
    )
    row.visits.exclude(why=Why.CHOSEN).delete()
    _add(row, made.chosen["by_risk"], Why.RISK)
    _add(row, made.chosen["at_random"], Why.LOT)
    _lay_out(row)
    audit.record(
        "appraisals:inspection:draw", row, by=by, at=at, number=made.number, seed=seed, reason=reason
    )
    return made


@transaction.atomic
def choose(
    inspection: Inspection,
    registration_ids: Collection[int],
    *,
    by: User,
    at: datetime,
    among: Collection[int] | None = None,
) -> list[Visit]:
    """Places chosen by hand, beside what was drawn: these and no others of those `among` which was chosen (one page
    of a long list; else of all). Raises NotAllowed, TransitionNotAllowed,
    InvalidInput.
    """
    row = _preparing(inspection, by, at)
    drawn = set(row.visits.exclude(why=Why.CHOSEN).values_list("registration_id", flat=True))
    by_hand = set(row.visits.filter(why=Why.CHOSEN).values_list("registration_id", flat=True))
    kept = by_hand - set(among) if among is not None else set()
    wanted = {one.pk for one in candidates(row)} & (set(registration_ids) | kept)
    _require_room(len(wanted | drawn))
    row.visits.filter(why=Why.CHOSEN).exclude(registration_id__in=wanted).delete()
    have = set(row.visits.values_list("registration_id", flat=True))
    made = _add(row, sorted(wanted - have), Why.CHOSEN)
    _lay_out(row)
    audit.record("appraisals:inspection:choose", row, by=by, at=at, count=len(wanted))
    return made


@dataclass(frozen=True, slots=True)
class Stop:
    """When the team comes to one place, and its number on the route."""

    on: date | None
    starts_at: time | None = None
    position: int = 1


@transaction.atomic
def lay_out(inspection: Inspection, stops: Mapping[int, Stop], *, by: User, at: datetime) -> None:
    """Days, hours and order of the places; while the team is on its way, of those it has not seen.

    Raises NotAllowed, TransitionNotAllowed, InvalidInput whose `field` is `on-<visit>` for a day outside the days of
    the inspection.
    """
    row = locked(inspection)
    permissions.require_run(by, row.round.campaign, day_of(at))
    if row.state != InspectionState.RUNNING:
        INSPECTION_FLOW.target("change", current=InspectionState(row.state))
    visits = list(row.visits.filter(state=VisitState.PLANNED, pk__in=stops))
    for one in visits:
        stop = stops[one.pk]
        if stop.on is None or not row.starts_on <= stop.on <= row.ends_on:
            raise InvalidInput(
                N_("Hãy ghi ngày đến, từ %(first)s đến %(last)s."),
                code="visit-day",
                field=f"on-{one.pk}",
                first=short_date(row.starts_on),
                last=short_date(row.ends_on),
            )
        one.on, one.starts_at, one.position = stop.on, stop.starts_at, max(1, min(stop.position, 999))
    Visit.objects.bulk_update(visits, ["on", "starts_at", "position"])
    audit.record("appraisals:inspection:lay_out", row, by=by, at=at, count=len(visits))


def candidates(row: Inspection) -> list[Registration]:
    """Everything received in the round, by title."""
    rows = Registration.objects.filter(round_id=row.round_id, state=State.ACCEPTED)
    return list(rows.select_related("round", "sector").order_by("title_sort", "pk"))


def _preparing(inspection: Inspection, by: User, at: datetime) -> Inspection:
    row = locked(inspection)
    permissions.require_run(by, row.round.campaign, day_of(at))
    INSPECTION_FLOW.target("change", current=InspectionState(row.state))
    return row


def _weights(given: Mapping[str, int]) -> dict[str, int]:
    found = {}
    for sign in SIGNS:
        weight = given.get(sign.key, 0)
        if not 0 <= weight <= HIGHEST_WEIGHT:
            raise InvalidInput(
                N_("Mức của mỗi dấu hiệu từ 0 đến %(most)d."),
                code="sign-weight",
                field=f"w-{sign.key}",
                most=HIGHEST_WEIGHT,
            )
        found[sign.key] = weight
    large = given.get("large", 0)
    if large < 0:
        raise InvalidInput(N_("Số tiền không nhỏ hơn 0."), code="sign-large", field="w-large")
    return found | {"large": large}


def _require_room(count: int) -> None:
    if count > MOST_PLACES:
        raise Refusal(
            N_("Một cuộc kiểm tra đến nhiều nhất %(most)d nơi; đang chọn %(count)d."),
            code="too-many-places",
            most=MOST_PLACES,
            count=count,
        )


def _add(row: Inspection, registration_ids: Collection[int], why: Why) -> list[Visit]:
    last = row.visits.aggregate(n=Max("position"))["n"] or 0
    return Visit.objects.bulk_create(
        Visit(inspection=row, registration_id=pk, why=why, position=last + place)
        for place, pk in enumerate(registration_ids, 1)
    )


def _lay_out(row: Inspection) -> None:
    """A first layout, to be changed by hand: places of one unit together, spread evenly over the days."""
    visits = list(row.visits.select_related("registration"))
    visits.sort(key=lambda one: (one.registration.handled_by_unit_id, one.registration.title_sort, one.pk))
    days = _working_days(row.starts_on, row.ends_on)
    for place, one in enumerate(visits):
        one.position = place + 1
        if one.on is None or not row.starts_on <= one.on <= row.ends_on:
            one.on = days[place * len(days) // len(visits)]
    Visit.objects.bulk_update(visits, ["on", "position"])


def _working_days(first: date, last: date) -> list[date]:
    """The working days among them; where there are none, every day."""
    every = [first + timedelta(days=n) for n in range(min((last - first).days + 1, 366))]
    return [one for one in every if is_working_day(one)] or every
