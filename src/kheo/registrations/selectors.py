"""Reading registrations."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Subquery

from kheo.accounts.public import User
from kheo.campaigns.public import (
    CampaignParticipant,
    CampaignRound,
    CampaignState,
    Part,
    PlanContent,
    Sector,
    Theme,
)
from kheo.core.errors import N_, NotFound
from kheo.registrations import permissions
from kheo.registrations.models import Amendment, Draft, Registration
from kheo.registrations.states import SENT, AmendmentState, State
from kheo.units import public as units
from kheo.units.public import Unit

SHOWN_WITH = (
    "round__campaign",
    "initiative",
    "sector",
    "theme",
    "content",
    "lead",
    "submitted_by",
    "decided_by",
)


def visible(user: User, on: date) -> QuerySet[Registration]:
    """The registrations that this person may read on the day."""
    return Registration.objects.filter(permissions.visible(user, on))


def registration_for(user: User, pk: int, on: date) -> Registration:
    """One registration with all that its page shows. Raises NotFound where it is not for these eyes."""
    found = visible(user, on).select_related(*SHOWN_WITH).filter(pk=pk).first()
    if found is None:
        raise not_found()
    return found


def draft_for(draft_id: Any) -> Draft:
    """A draft with its registration and round. Raises NotFound."""
    found = (
        Draft.objects.select_related("registration__round__campaign", "registration__initiative", "saved_by")
        .filter(pk=draft_id)
        .first()
    )
    if found is None:
        raise not_found()
    return found


def not_found() -> NotFound:
    """The one sentence for what does not exist and for what is not for these eyes."""
    return NotFound(
        N_("Không có đăng ký này, hoặc tài khoản này không được xem. Hãy mở lại từ danh sách của đơn vị."),
        code="registration-not-found",
    )


def of_units(round_: CampaignRound, unit_ids: Collection[int]) -> QuerySet[Registration]:
    """What these units have in the round, in order of making, drafts with their posted fields."""
    return (
        Registration.objects.filter(round=round_, handled_by_unit_id__in=unit_ids)
        .select_related("draft", "sector", "lead")
        .order_by("created_at", "pk")
    )


def counts_of_units(
    rounds: Collection[CampaignRound], unit_ids: Collection[int]
) -> dict[int, dict[str, int]]:
    """For each round how many registrations of these units are `sent`, `returned` or a `draft`."""
    counts = {one.pk: {"sent": 0, "returned": 0, "draft": 0} for one in rounds}
    rows = (
        Registration.objects.filter(round__in=rounds, handled_by_unit_id__in=unit_ids)
        .values_list("round_id", "state")
        .annotate(number=Count("pk"))
    )
    for round_id, state, number in rows.order_by():
        of_round = counts[round_id]
        if state in SENT:
            of_round["sent"] += number
        elif state in of_round:
            of_round[state] += number
    return counts


def shown_title(registration: Registration) -> str:
    """The title as sent; of a draft never sent, the one typed so far."""
    if registration.title:
        return registration.title
    draft = getattr(registration, "draft", None)
    return str(draft.fields.get("title", "")) if draft else ""


def continuable(round_: CampaignRound, unit_id: int, *, besides: int | None = None) -> QuerySet[Registration]:
    """Accepted registrations of earlier years that the unit may carry on in this round, newest first.

    An initiative that stands in the round already (but for the registration `besides`), or was merged
    into another, is left out.
    """
    standing = Registration.objects.filter(round=round_)
    if besides is not None:
        standing = standing.exclude(pk=besides)
    taken = standing.values("initiative_id")
    return (
        Registration.objects.filter(
            state=State.ACCEPTED,
            handled_by_unit_id__in=units.predecessor_ids([unit_id]),
            round__year__lt=round_.year,
            initiative__merged_into__isnull=True,
        )
        .exclude(initiative_id__in=taken)
        .select_related("initiative", "round", "sector", "lead")
        .order_by("-round__year", "title_sort", "pk")
    )


def in_force(
    model: type[Sector | Theme | PlanContent], round_: CampaignRound, stands: int | None = None
) -> QuerySet[Any]:
    """What may be chosen from one of the campaign's lists: what is in force, and what is chosen already."""
    rows = model._default_manager  # noqa: SLF001 -- Django's public name for it
    return rows.filter(Q(ended_by__isnull=True) | Q(pk=stands), campaign_id=round_.campaign_id)


def sent_to(round_: CampaignRound) -> QuerySet[Registration]:
    """What was sent in the round, for the officer's desk: never drafts."""
    return (
        Registration.objects.filter(round=round_)
        .exclude(state=State.DRAFT)
        .select_related("sector", "lead", "initiative")
        .order_by("title_sort", "pk")
    )


def sent_counts(round_: CampaignRound, unit_ids: Iterable[int] | None = None) -> dict[int, int]:
    """Unit → how many it has sent (waiting or accepted) in the round."""
    return _counts(round_, SENT, unit_ids)


def drafting_counts(round_: CampaignRound, unit_ids: Iterable[int] | None = None) -> dict[int, int]:
    """Unit → how many it is still writing: all that an officer may know of drafts."""
    return _counts(round_, (State.DRAFT,), unit_ids)


def waiting_count(round_: CampaignRound) -> int:
    """How many lie before the officer."""
    return Registration.objects.filter(round=round_, state=State.SUBMITTED).count()


def state_counts(round_: CampaignRound) -> dict[str, int]:
    """State → how many in the round."""
    rows = Registration.objects.filter(round=round_).values_list("state").annotate(n=Count("pk"))
    return dict(rows.order_by("state"))


class DeskCounts(NamedTuple):
    """State → how many in the round; of these, how many have a title that was looked for; changes that wait."""

    every: dict[str, int]
    fitting: dict[str, int]
    changes: int


def desk_counts(round_: CampaignRound, title: Q) -> DeskCounts:
    """The figures over the officer's desk, when it looks for such titles: one query."""
    waiting = Amendment.objects.filter(registration__round=round_, state=AmendmentState.PROPOSED).order_by()
    changes = Subquery(waiting.values("state").annotate(n=Count("pk")).values("n"))
    rows = (
        Registration.objects.filter(round=round_)
        .values_list("state")
        .annotate(n=Count("pk"), fitting=Count("pk", filter=title), changes=changes)
    )
    found = list(rows.order_by("state"))
    return DeskCounts(
        every={state: count for state, count, *_ in found},
        fitting={state: count for state, _, count, _ in found},
        changes=next((changes or 0 for *_, changes in found), 0),
    )


def _counts(round_: CampaignRound, states: Iterable[str], unit_ids: Iterable[int] | None) -> dict[int, int]:
    rows = Registration.objects.filter(round=round_, state__in=list(states))
    if unit_ids is not None:
        rows = rows.filter(handled_by_unit_id__in=set(unit_ids))
    return dict(rows.values_list("handled_by_unit_id").annotate(n=Count("pk")).order_by())


def registering_units(user: User, round_: CampaignRound, on: date) -> list[Unit]:
    """The living units for which the person registers in this round, named."""
    own = Unit.objects.filter(pk__in=permissions.contact_unit_ids(user, on))
    living = [unit for unit in units.with_names(own, on).order_by(F("name_sort"), "pk") if _alive(unit, on)]
    return [unit for unit in living if permissions.takes_part(round_.campaign, unit.pk)]


def _alive(unit: Unit, on: date) -> bool:
    ended_on: date | None = unit.ended_on  # type: ignore[attr-defined]
    return ended_on is None or ended_on > on


def registrants(round_: CampaignRound, on: date) -> list[Unit]:
    """Every living unit that registers in the round, named, in Vietnamese order: for whom the officer enters."""
    taking_part = CampaignParticipant.objects.filter(campaign_id=round_.campaign_id, part=Part.REGISTER)
    now = units.successor_ids(taking_part.values_list("unit_id", flat=True))
    rows = units.with_names(Unit.objects.filter(pk__in=now), on).order_by(F("name_sort"), "pk")
    return [unit for unit in rows if _alive(unit, on)]


def unit_of(pk: int) -> Unit:
    """A unit by its id. Raises NotFound."""
    unit = Unit.objects.filter(pk=pk).first()
    if unit is None:
        raise not_found()
    return unit


def round_for(user: User, pk: int, on: date) -> CampaignRound:
    """A round in which the person registers, or whose registrations reach him. Raises NotFound."""
    round_ = _round(pk)
    require_reach(user, round_, on)
    return round_


def require_reach(user: User, round_: CampaignRound, on: date) -> None:
    """Raise NotFound unless the person registers in the round, or its registrations reach him."""
    if not permissions.reaches(user, round_.campaign, on):
        raise _no_round()


def round_received_by(user: User, pk: int, on: date) -> CampaignRound:
    """A round for which the person receives. Raises NotFound, NotAllowed."""
    round_ = _round(pk)
    permissions.require_receiver(user, round_.campaign, on)
    return round_


def _round(pk: int) -> CampaignRound:
    round_ = CampaignRound.objects.select_related("campaign__managing_unit").filter(pk=pk).first()
    if round_ is None:
        raise _no_round()
    return round_


def _no_round() -> NotFound:
    return NotFound(
        N_("Không có đợt đăng ký này, hoặc tài khoản này không tham gia. Hãy mở lại từ trang đầu."),
        code="round-not-found",
    )


def rounds_of(user: User, on: date) -> QuerySet[CampaignRound]:
    """Rounds of launched campaigns that concern this person, newest first."""
    return (
        CampaignRound.objects.filter(permissions.concerning(user, on, "campaign__"))
        .exclude(campaign__state=CampaignState.PREPARING)
        .select_related("campaign")
        .distinct()
        .order_by("-year", "-pk")
    )
