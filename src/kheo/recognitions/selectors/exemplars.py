"""Reading exemplars and how they were praised."""

from datetime import date

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, NotFound
from kheo.recognitions import permissions
from kheo.recognitions.models import Exemplar, Praise, Proposal
from kheo.recognitions.permissions import Rights
from kheo.recognitions.states import ProposalState
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration
from kheo.units import public as units


def exemplars_of(round_: CampaignRound, rights: Rights) -> QuerySet[Exemplar]:
    """Those noted in the round that the person may read, newest deed first, struck ones among them."""
    praises = Prefetch("praises", queryset=Praise.objects.order_by("issued_on", "pk"))
    return (
        Exemplar.objects.filter(rights.narrow(), round=round_)
        .select_related("subject", "registration")
        .prefetch_related(praises)
        .order_by("-happened_on", "-pk")
    )


def with_standing(rows: QuerySet[Exemplar], on: date) -> QuerySet[Exemplar]:
    """Add `unit_name` and `proposed`, the state of the proposal that stands for it."""
    standing = Proposal.objects.filter(exemplar=OuterRef("pk")).exclude(state=ProposalState.TAKEN_BACK)
    return rows.annotate(
        unit_name=units.name_through("unit_id", on), proposed=Subquery(standing.values("state")[:1])
    )


def exemplar_for(user: User, pk: int, on: date) -> Exemplar:
    """One exemplar. Raises NotFound where it is not for these eyes."""
    found = (
        Exemplar.objects.select_related(
            "subject", "registration", "round__campaign__managing_unit", "noted_by", "struck_by", "unit"
        )
        .filter(pk=pk)
        .first()
    )
    if found is not None:
        rights = permissions.rights(user, found.round.campaign, on)
        if rights.read_all or found.unit_id in rights.own:
            return found
    raise NotFound(
        N_("Không có điển hình này, hoặc tài khoản này không được xem. Hãy mở lại từ danh sách điển hình."),
        code="exemplar-not-found",
    )


def praise_for(user: User, pk: int, on: date) -> Praise:
    """One letter or notice, for whoever reads its exemplar. Raises NotFound."""
    found = Praise.objects.select_related("document__file", "unit").filter(pk=pk).first()
    if found is None:
        raise NotFound(N_("Không có thư khen, thông báo này."), code="praise-not-found")
    found.exemplar = exemplar_for(user, found.exemplar_id, on)
    return found


def linkable(round_: CampaignRound, unit_ids: set[int] | None = None) -> QuerySet[Registration]:
    """Received registrations that an exemplar may belong to."""
    rows = Registration.objects.filter(round=round_, state=registrations.State.ACCEPTED)
    if unit_ids is not None:
        rows = rows.filter(handled_by_unit_id__in=unit_ids)
    return rows.order_by("title_sort", "pk")
