"""Reading what was enacted, and what still holds."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, NotFound
from kheo.core.vietnamese import short_date, upper_first
from kheo.kernel.certificates import Checked
from kheo.recognitions import permissions
from kheo.recognitions.frozen import Enacted, kind_words
from kheo.recognitions.models import Exemplar, Recognition, RecognitionDecision
from kheo.recognitions.selectors.rounds import opened
from kheo.recognitions.states import RecognitionState
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration


def decisions_of(round_: CampaignRound) -> QuerySet[RecognitionDecision]:
    """What was enacted in the round, the newest first. A decision is public once it is issued."""
    return RecognitionDecision.objects.filter(round=round_).order_by("-issued_on", "-pk")


def decision_for(user: User, pk: int, on: date) -> RecognitionDecision:
    """One decision, for whoever has a part in its round. Raises NotFound."""
    found = RecognitionDecision.objects.select_related("document", "unit", "enacted_by").filter(pk=pk).first()
    if found is None:
        raise _none()
    found.round, _rights = opened(user, found.round_id, on)
    return found


def _none() -> NotFound:
    return NotFound(
        N_("Không có quyết định này, hoặc tài khoản này không được xem. Hãy mở lại từ trang công nhận."),
        code="recognition-decision-not-found",
    )


def recognitions_of(round_: CampaignRound) -> QuerySet[Recognition]:
    """Everything recognised in the round, in the order of its decisions."""
    rows = Recognition.objects.filter(round=round_).select_related("decision", "ended_by")
    return rows.order_by("decision__issued_on", "decision_id", "ordinal")


def standing_before(round_: CampaignRound) -> QuerySet[Recognition]:
    """What was recognised under the same managing unit in this round or before, and still holds: what a yearly
    review goes through.
    """
    rows = Recognition.objects.filter(
        state=RecognitionState.VALID,
        round__campaign__managing_unit=round_.campaign.managing_unit_id,
        round__year__lte=round_.year,
    )
    return rows.select_related("decision", "round", "initiative").order_by(
        "round__year", "decision__issued_on", "decision_id", "ordinal"
    )


def of_initiative(initiative_id: int) -> list[Recognition]:
    """Every recognition of the initiative over the years, the newest first: one query."""
    rows = Recognition.objects.filter(initiative_id=initiative_id).select_related(
        "decision", "ended_by", "round"
    )
    return list(rows.order_by("-valid_from", "-pk"))


def by_code(code: str) -> Checked | None:
    """What a certificate's check code stands for, in the words of the decision as enacted."""
    row = Recognition.objects.select_related("decision", "ended_by").filter(check_code=code).first()
    if row is None:
        return None
    made = Enacted.from_json(row.decision.content)
    return Checked(
        name=row.name,
        form=f"Giấy chứng nhận: được công nhận là {kind_words(is_exemplar=row.exemplar_id is not None)} năm {made.year}",
        decision=str(row.decision),
        issued_on=row.decision.issued_on,
        issuer=upper_first(made.by),
        valid=row.state == RecognitionState.VALID,
        state=_standing(row),
    )


def _standing(row: Recognition) -> str:
    if row.ended_by is None:
        return str(RecognitionState.VALID.label)
    return _("Thôi công nhận theo Quyết định số %(number)s ngày %(day)s") % {
        "number": row.ended_by,
        "day": short_date(row.ended_by.issued_on),
    }


def may_manage(user: User, decision: RecognitionDecision, on: date) -> bool:
    """Whether the person runs the campaign of the decision."""
    return permissions.can_manage(user, decision.round.campaign, on)


def unrecognised(round_: CampaignRound) -> list[tuple[str, str]]:
    """(“m12” or “d3”, name) of received registrations and examples of the round that no decision names: two queries."""
    rows = Registration.objects.filter(round=round_, state=registrations.State.ACCEPTED)
    free = rows.filter(recognitions__isnull=True).order_by("title_sort", "pk")
    found = [(f"m{pk}", title) for pk, title in free.values_list("pk", "title")]
    noted = Exemplar.objects.filter(round=round_, struck_at__isnull=True, recognitions__isnull=True)
    return found + [
        (f"d{pk}", _("Điển hình: %(name)s") % {"name": name})
        for pk, name in noted.order_by("pk").values_list("pk", "subject__name")
    ]
