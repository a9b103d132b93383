"""Reading proposed changes and versions."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, NotFound
from kheo.kernel.clock import now
from kheo.registrations import permissions
from kheo.registrations.models import Amendment, Indicator, Registration, RegistrationVersion
from kheo.registrations.standing import content_of, unit_names, version_of
from kheo.registrations.states import OPEN_AMENDMENT, AmendmentState, State

_SHOWN_WITH = (
    "proposed_by",
    "decided_by",
    "registration__round__campaign",
    "registration__initiative",
    "registration__sector",
    "registration__theme",
    "registration__content",
    "registration__lead",
)


def not_found() -> NotFound:
    """The one sentence for what does not exist and for what is not for these eyes."""
    return NotFound(
        N_("Không có đề nghị thay đổi này, hoặc tài khoản này không được xem. Hãy mở lại từ trang đăng ký."),
        code="change-not-found",
    )


def change_for(user: User, pk: UUID, on: date) -> Amendment:
    """One proposal with all that its page shows. Raises NotFound where it is not for these eyes."""
    readable = Registration.objects.filter(permissions.reads_what_waits(user, on))
    found = Amendment.objects.select_related(*_SHOWN_WITH).filter(
        pk=pk, registration__in=readable.values("pk")
    )
    one = found.first()
    if one is None:
        raise not_found()
    return one


def changes_sent(round_: CampaignRound) -> QuerySet[Amendment]:
    """What was proposed in the round, for the officer's desk, the longest waiting first: never drafts."""
    rows = Amendment.objects.filter(registration__round=round_).exclude(state=AmendmentState.DRAFT)
    return rows.select_related("registration").order_by("proposed_at", "pk")


def changes_waiting(round_ids: Collection[int]) -> dict[int, int]:
    """Round → how many proposals wait for an answer: one query."""
    rows = Amendment.objects.filter(registration__round_id__in=round_ids, state=AmendmentState.PROPOSED)
    return dict(rows.values_list("registration__round_id").annotate(n=Count("pk")).order_by())


def change_counts(round_id: int) -> dict[str, int]:
    """State → how many proposals of the round."""
    rows = Amendment.objects.filter(registration__round=round_id).values_list("state")
    return dict(rows.annotate(n=Count("pk")).order_by())


def open_changes(registration_ids: Collection[int]) -> dict[int, Amendment]:
    """Registration → the proposal that is written or waits, where there is one: one query."""
    rows = Amendment.objects.filter(registration_id__in=registration_ids, state__in=OPEN_AMENDMENT)
    return {one.registration_id: one for one in rows}


def changes_of(registration: Registration) -> list[Amendment]:
    """What was proposed for the registration, newest first: never drafts."""
    rows = registration.amendments.exclude(state=AmendmentState.DRAFT).select_related("made_version")
    return list(rows.order_by("-proposed_at", "pk"))


def changes_from(origin: str) -> list[Amendment]:
    """What was proposed because of this (“difficulty-12”), oldest first: never drafts."""
    rows = Amendment.objects.filter(origin=origin).exclude(state=AmendmentState.DRAFT)
    return list(rows.order_by("proposed_at", "pk"))


def versions_of(registration: Registration) -> list[RegistrationVersion]:
    """The registration's versions, newest first. One received before versions were kept has what stands."""
    kept = list(registration.versions.select_related("proposed_by", "decided_by").order_by("-number"))
    if kept or registration.state != State.ACCEPTED:
        return kept
    at = registration.decided_at or now()
    return [version_of(registration, 1, at, unit_names([registration], at))]


def standing_content(registration: Registration) -> dict[str, Any]:
    """What stands, as a version would keep it."""
    names = unit_names([registration], now())
    return content_of(registration, names.get(registration.handled_by_unit_id, ""), names)


def base_of(one: Amendment) -> dict[str, Any]:
    """What a proposal is to be compared with: what stands while it is open, what stood when it was decided."""
    if one.decided_at is None:
        return standing_content(one.registration)
    before = one.registration.versions.filter(stands_from__lte=one.decided_at).exclude(amendment=one)
    version = before.order_by("-number").first()
    return version.content if version else standing_content(one.registration)


def proposed_content(one: Amendment) -> dict[str, Any]:
    """What a proposal asks for."""
    return {"fields": one.fields, "names": one.names}


def ended_indicators(registration: Registration) -> list[Indicator]:
    """Indicators and steps that are followed no more, in the order in which they were ended."""
    rows = Indicator.every.filter(registration=registration, ended_at__isnull=False)
    return list(rows.order_by("ended_at", "kind", "position"))


def changed_since(round_: CampaignRound, at: datetime) -> list[RegistrationVersion]:
    """The newest version of every registration of the round that was changed after this moment, by title."""
    rows = RegistrationVersion.objects.filter(
        registration__round=round_, registration__state=State.ACCEPTED, stands_from__gt=at, number__gt=1
    )
    newest = {one.registration_id: one for one in rows.select_related("registration").order_by("number")}
    return sorted(newest.values(), key=lambda one: (one.registration.title_sort, one.registration_id))
