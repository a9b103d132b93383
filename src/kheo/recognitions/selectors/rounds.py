"""The round a page is about, and for which units the person writes there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value

from kheo.accounts.public import Role, User
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, NotAllowed, NotFound
from kheo.recognitions import permissions
from kheo.recognitions.models import Proposal, RecognisingBody, Recognition, RecognitionDecision
from kheo.recognitions.permissions import Rights
from kheo.recognitions.states import ProposalState
from kheo.registrations import public as registrations
from kheo.units import public as units
from kheo.units.public import Unit


def opened(user: User, round_id: int, on: date) -> tuple[CampaignRound, Rights]:
    """The round, for whoever has a part in it, and what he may do there. Raises NotFound."""
    round_ = registrations.round_for(user, round_id, on)
    return round_, permissions.rights(user, round_.campaign, on)


def managed(user: User, round_id: int, on: date) -> CampaignRound:
    """The round, for whoever runs it. Raises NotFound, NotAllowed."""
    try:
        return registrations.round_received_by(user, round_id, on)
    except NotAllowed:
        raise NotAllowed(
            N_(
                "Chỉ cán bộ của đơn vị chủ trì phong trào mới làm được việc này về công nhận, khen thưởng. Đơn vị xem kết quả ở trang của phong trào."
            ),
            code="not-managing-recognition",
        ) from None


def writing_units(user: User, round_: CampaignRound, on: date) -> list[Unit]:
    """Units for which the person writes here, named, in Vietnamese order: one's own that register; all of them
    for the officer.
    """
    registering = units.successor_ids(campaigns.registering_ids(round_.campaign))
    if not permissions.can_manage(user, round_.campaign, on):
        registering &= units.own_unit_ids(user, on, [Role.UNIT_CONTACT])
    rows = units.with_names(Unit.objects.filter(pk__in=registering), on)
    return list(rows.order_by(F("name_sort"), "pk"))


def writing_unit(user: User, round_: CampaignRound, unit_id: int, on: date) -> Unit:
    """One of them. Raises NotFound."""
    found = next((one for one in writing_units(user, round_, on) if one.pk == unit_id), None)
    if found is None:
        raise NotFound(
            N_("Không có đơn vị này trong phong trào, hoặc tài khoản này không làm thay đơn vị này."),
            code="review-unit-not-found",
        )
    return found


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on top of the round's page. `kind` is "" where nobody said who recognises; `counts`: state → how many
    proposals the person may read; `decisions`, `recognised`: how many there are.
    """

    kind: str
    body: str
    needs_council: bool
    counts: Mapping[str, int]
    decisions: int
    recognised: int


def head_of(round_: CampaignRound, rights: Rights, on: date) -> Head:
    """All of it in one query."""
    body = RecognisingBody.objects.filter(round=OuterRef("pk"))
    mine = Proposal.objects.filter(rights.narrow(), round=OuterRef("pk"))
    states = {f"n_{place}": _count(mine.filter(state=state)) for place, state in enumerate(ProposalState)}
    found: Any = CampaignRound.objects.filter(pk=round_.pk).values(
        kind=Subquery(body.values("kind")),
        body=Subquery(body.annotate(called=units.name_through("unit_id", on)).values("called")),
        needs_council=Subquery(body.values("needs_council")),
        decisions=_count(RecognitionDecision.objects.filter(round=OuterRef("pk"))),
        recognised=_count(Recognition.objects.filter(round=OuterRef("pk"))),
        **states,
    )
    row: dict[str, Any] = found[0]
    counts = {state.value: row[f"n_{place}"] or 0 for place, state in enumerate(ProposalState)}
    return Head(
        row["kind"] or "",
        row["body"] or "",
        bool(row["needs_council"]),
        counts,
        row["decisions"] or 0,
        row["recognised"] or 0,
    )


def _count(rows: QuerySet[Any]) -> Subquery:
    each = rows.order_by().annotate(every=Value(1)).values("every")
    return Subquery(each.annotate(n=Count("pk")).values("n"), output_field=IntegerField())


def writes_somewhere(user: User, rights: Rights, on: date) -> bool:
    """Whether the person may hold reviews and note exemplars for some unit; the page that asks for the unit tells
    which. No query of its own.
    """
    return rights.manage or bool(units.held(user, on, [Role.UNIT_CONTACT]))


def body_of(round_: CampaignRound) -> RecognisingBody | None:
    """Who recognises in the round, where that has been said."""
    return RecognisingBody.objects.select_related("unit").filter(round=round_).first()
