"""Reading reviews and their frozen figures."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import override

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, NotFound
from kheo.documents import public as documents
from kheo.registrations import public as registrations
from kheo.reports.content import Content, sha256_of
from kheo.reports.models import Review, Snapshot
from kheo.reports.selectors.figures import content_of
from kheo.reports.selectors.scopes import scope_of
from kheo.reports.states import ReviewState


def reviews_of(round_: CampaignRound) -> QuerySet[Review]:
    """The reviews of the round, the newest first."""
    rows = Review.objects.filter(round=round_).defer("content", "wording")
    return rows.select_related("round__campaign", "document__unit").order_by("-begun_at", "-pk")


def review_for(user: User, pk: int, on: date) -> Review:
    """One review, for whoever reads the whole list of its campaign. Raises NotFound."""
    found = (
        Review.objects.select_related("round__campaign__managing_unit", "unit", "document", "saved_by")
        .filter(pk=pk)
        .first()
    )
    if found is None or not registrations.can_read_list(user, found.round.campaign, on):
        raise _none()
    return found


def _none() -> NotFound:
    return NotFound(
        N_(
            "Không có báo cáo này, hoặc tài khoản này không được xem. Hãy mở lại từ trang số liệu của phong trào."
        ),
        code="review-not-found",
    )


def snapshot_for(user: User, pk: int, on: date) -> Snapshot:
    """One set of frozen figures with its review. Raises NotFound."""
    found = Snapshot.objects.select_related("taken_by").filter(pk=pk).first()
    if found is None:
        raise _none()
    found.review = review_for(user, found.review_id, on)
    return found


def snapshots_of(review: Review) -> list[Snapshot]:
    """All of them without their figures, newest first."""
    return list(review.snapshots.defer("content").select_related("taken_by").order_by("-number"))


def is_whole(snapshot: Snapshot) -> bool:
    """Whether the frozen figures still have their fingerprint."""
    return sha256_of(snapshot.content) == snapshot.sha256


def live_of(review: Review, at: datetime, *, with_cases: bool = False) -> Content:
    """The figures of the review as of now."""
    with override("vi"):  # a paper speaks Vietnamese whoever looks at it
        return content_of(scope_of(review.round, review.kind), at, with_cases=with_cases)


def number_of(review: Review) -> str:
    """“143/BC-UBND” once it is issued."""
    return documents.number_shown(review.document) if review.document is not None else ""


def newest_of(review: Review) -> Snapshot | None:
    """The figures frozen last, where there are any."""
    return review.snapshots.order_by("-number").first()


def latest_issued(round_ids: Collection[int], kind: str) -> dict[int, tuple[Review, Content]]:
    """Round → its newest issued report of the kind with the figures it was filled from, as it keeps them: one query.

    The frozen figures themselves bear every registration: a nation's are too heavy to be read for a sum.
    """
    rows = Review.objects.filter(round_id__in=round_ids, kind=kind, state=ReviewState.ISSUED)
    newest = {one.round_id: one for one in rows.select_related("document__unit").order_by("issued_at", "pk")}
    return {pk: (one, Content.from_json(one.content["figures"])) for pk, one in newest.items()}
