"""Reading what was decided: decisions, awards, history, the register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.commendations.models import Commendation, CommendationDecision, Dossier
from kheo.commendations.states import AwardState
from kheo.core.errors import N_, NotFound
from kheo.core.vietnamese import fold, short_date
from kheo.kernel.certificates import Checked
from kheo.kernel.codes import as_printed
from kheo.recognitions import public as recognitions
from kheo.units import public as units
from kheo.units.public import Unit, UnitKind


def decisions_of(round_: CampaignRound) -> QuerySet[CommendationDecision]:
    """What was decided in the round, the newest first. A decision is public once it is issued."""
    return CommendationDecision.objects.filter(round=round_).order_by("-issued_on", "-pk")


def decision_for(user: User, pk: int, on: date) -> CommendationDecision:
    """One decision, for whoever has a part in its round, and for those whose own people stand in it. Raises NotFound."""
    rows = CommendationDecision.objects.select_related(
        "document__file", "unit", "enacted_by", "round__campaign__managing_unit"
    )
    found = rows.filter(pk=pk).first()
    if found is None or (is_guest(user, found, on) and not _own_awards(user, found, on).exists()):
        raise NotFound(
            N_(
                "Không có quyết định này, hoặc tài khoản này không được xem. Hãy mở lại từ trang khen thưởng."
            ),
            code="commendation-decision-not-found",
        )
    return found


def is_guest(user: User, decision: CommendationDecision, on: date) -> bool:
    """Whether the person has no part in the decision's round: he comes for those of his own place alone."""
    try:
        recognitions.opened(user, decision.round_id, on)
    except NotFound:
        return True
    return False


def _own_awards(user: User, decision: CommendationDecision, on: date) -> QuerySet[Commendation]:
    told = Q(decision=decision) | Q(revoked_by=decision)
    return Commendation.objects.filter(told, unit__in=units.visible(user, on))


def shown_to(user: User, decision: CommendationDecision, on: date) -> set[int]:
    """The ordinals whose certificates the person prints: all of them, a guest those of his own place."""
    rows = decision.awards.filter(state=AwardState.VALID)
    if is_guest(user, decision, on):
        rows = rows.filter(unit__in=units.visible(user, on))
    return set(rows.values_list("ordinal", flat=True))


def awards_of(decision: CommendationDecision) -> list[Commendation]:
    """Its awards in the order of the golden book."""
    rows = decision.awards.select_related("subject", "unit", "revoked_by", "dossier")
    return list(rows.order_by("ordinal"))


def by_code(code: str) -> Checked | None:
    """What a certificate's check code stands for: name, form, decision, issuer, whether it holds, and nothing else."""
    row = Commendation.objects.select_related("decision", "revoked_by").filter(check_code=code).first()
    if row is None:
        return None
    return Checked(
        name=row.name,
        form=row.award_name,
        decision=str(row.decision),
        issued_on=row.issued_on,
        issuer=row.decision.issuer,
        valid=row.state == AwardState.VALID,
        state=_standing(row),
    )


def _standing(row: Commendation) -> str:
    if row.revoked_by is None:
        return str(AwardState.VALID.label)
    return _("Đã hủy bỏ theo Quyết định số %(number)s ngày %(day)s") % {
        "number": row.revoked_by,
        "day": short_date(row.revoked_by.issued_on),
    }


def passed_words(rows: Sequence[Dossier]) -> list[str]:
    """The meetings that passed them, each once; an opinion without a meeting is no basis of a decision."""
    said = dict.fromkeys(one.passed_by.partition(":")[0] for one in rows)
    return [words for words in said if words.startswith("Biên bản")]


def submitter_of(round_: CampaignRound, on: date) -> Unit:
    """Who submits to the chairman: as said for recognition, else the commune's division, else who manages."""
    body = recognitions.body_of(round_)
    if body is not None:
        return body.submitter
    managing = round_.campaign.managing_unit
    rows = units.of_commune(managing.area_code, on) if managing.area_code else []
    return next((one for one in rows if one.kind == UnitKind.DIVISION), managing)


def proposer_for(round_: CampaignRound, issuer: Unit, on: date) -> str:
    """Who proposes to this issuer, as its decision says it; "" where the Party committee or the Front has nobody of its own."""
    if issuer.kind == UnitKind.PEOPLES_COMMITTEE:
        return submitter_words(round_, on)
    body = recognitions.body_of(round_)
    if body is not None and body.unit_id == issuer.pk:
        return recognitions.proposer_words(body.submitter, units.name_of(body.submitter, on))
    rows = units.of_commune(issuer.area_code, on) if issuer.area_code else []
    wanted = UnitKind.PARTY_BODY if issuer.kind == UnitKind.PARTY_COMMITTEE else None
    found = next((one for one in rows if one.kind == wanted), None)
    return units.name_of(found, on) if found else ""


def submitter_words(round_: CampaignRound, on: date) -> str:
    """“Trưởng phòng Văn hóa - Xã hội”."""
    unit = submitter_of(round_, on)
    return recognitions.proposer_words(unit, units.name_of(unit, on))


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure counts: awards that hold, decided in these rounds; of one kind of subject, of one form, or all."""

    round_ids: frozenset[int]
    kind: str = ""
    form: str = ""


def history(
    user: User,
    on: date,
    *,
    words: str = "",
    unit_id: int | None = None,
    year: int | None = None,
    counted: Counted | None = None,
) -> QuerySet[Commendation]:
    """Every award in the person's scope, newest first; `words` without marks are found in names and achievements.
    `counted` narrows it to what a figure counts.
    """
    rows = Commendation.objects.filter(unit__in=units.visible(user, on))
    if words.strip():
        said = fold(words)
        rows = rows.filter(Q(name_folded__contains=said) | Q(check_code=as_printed(words)))
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    if year is not None:
        rows = rows.filter(issued_on__year=year)
    if counted is not None:
        rows = rows.filter(decision__round_id__in=counted.round_ids, state=AwardState.VALID)
        if counted.kind:
            rows = rows.filter(subject__kind=counted.kind)
        if counted.form:
            rows = rows.filter(award_name=counted.form)
    return rows.select_related("decision", "subject", "revoked_by").order_by(
        "-issued_on", "decision_id", "ordinal"
    )


def award_of(dossier: Dossier) -> Commendation | None:
    """What was decided of a dossier: here, or by the level above that took it in from here."""
    own = Q(dossier=dossier)
    if dossier.receipt_code:
        own |= Q(dossier__origin_code=dossier.receipt_code)
    return Commendation.objects.select_related("decision").filter(own).order_by("pk").last()


def of_subject(subject_id: int) -> list[Commendation]:
    """What one subject was given, the newest first: one query."""
    rows = Commendation.objects.filter(subject_id=subject_id).select_related("decision", "revoked_by")
    return list(rows.order_by("-issued_on", "-pk"))
