"""Reading the units' own reviews."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, NotFound
from kheo.recognitions import permissions
from kheo.recognitions.models import Exemplar, ReviewItem, UnitReview
from kheo.recognitions.permissions import Rights
from kheo.recognitions.states import ReviewState
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a unit's meeting may vote on: a received registration or an exemplar of the unit."""

    key: str
    name: str
    about: str
    registration: Registration | None = None
    exemplar: Exemplar | None = None


def candidates(round_: CampaignRound, unit_id: int) -> list[Candidate]:
    """Everything of the unit that its meeting may propose, initiatives first: two queries."""
    rows = Registration.objects.filter(
        round=round_, handled_by_unit_id=unit_id, state=registrations.State.ACCEPTED
    ).select_related("lead")
    found = [
        Candidate(f"m{row.pk}", row.title, registrations.led_by(row), registration=row)
        for row in rows.order_by("title_sort", "pk")
    ]
    noted = Exemplar.objects.filter(round=round_, unit_id=unit_id, struck_at__isnull=True)
    return found + [
        Candidate(f"d{row.pk}", row.subject.name, row.deed, exemplar=row)
        for row in noted.select_related("subject").order_by("-happened_on", "pk")
    ]


def _with_items(rows: QuerySet[UnitReview]) -> QuerySet[UnitReview]:
    items = ReviewItem.objects.select_related("registration", "exemplar__subject").order_by("position")
    return rows.prefetch_related(Prefetch("items", queryset=items))


def reviews_of(round_: CampaignRound, rights: Rights) -> QuerySet[UnitReview]:
    """Every review of the round that the person may read, the newest first."""
    return _with_items(UnitReview.objects.filter(rights.narrow(), round=round_)).order_by("-held_on", "-pk")


def review_for(user: User, pk: int, on: date) -> UnitReview:
    """One review with what it voted on. Raises NotFound."""
    rows = UnitReview.objects.select_related(
        "round__campaign__managing_unit", "unit", "scan", "noted_by", "signed_noted_by"
    )
    found = _with_items(rows).filter(pk=pk).first()
    if found is not None:
        rights = permissions.rights(user, found.round.campaign, on)
        if rights.read_all or found.unit_id in rights.own:
            return found
    raise NotFound(
        N_("Không có cuộc bình xét này, hoặc tài khoản này không được xem. Hãy mở lại từ trang bình xét."),
        code="review-not-found",
    )


def name_of(item: ReviewItem) -> str:
    """The initiative's title, or who is the example."""
    if item.registration is not None:
        return item.registration.title
    return item.exemplar.subject.name if item.exemplar else ""


def carried(item: ReviewItem, present: int, least_percent: int) -> bool:
    """Whether more than so many of a hundred of those present were for it."""
    return item.votes_for * 100 > present * least_percent


def newest_signed_items(
    *, registration_ids: Collection[int] = (), exemplar_ids: Collection[int] = ()
) -> dict[tuple[str, int], ReviewItem]:
    """(“m” or “d”, id) → what the newest signed review said of it: at most two queries."""
    found: dict[tuple[str, int], ReviewItem] = {}
    rows = ReviewItem.objects.filter(review__state=ReviewState.SIGNED).select_related("review")
    for kind, field, ids in (("m", "registration_id", registration_ids), ("d", "exemplar_id", exemplar_ids)):
        if not ids:
            continue
        for item in rows.filter(**{f"{field}__in": ids}).order_by("-review__held_on", "-review__pk"):
            found.setdefault((kind, getattr(item, field)), item)
    return found
