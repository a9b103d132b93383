"""Tiếp nhận: the day from which the law is counted, a receipt; returned with a reason."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.commendations.models import Dossier
from kheo.commendations.selectors.agendas import agendas_of
from kheo.commendations.selectors.law import asked_of, occasion_of
from kheo.commendations.services import below
from kheo.commendations.services.common import locked, move, tell_unit
from kheo.commendations.states import WORKFLOW, DossierState
from kheo.core.errors import N_, InvalidInput, Refusal
from kheo.kernel.clock import day_of
from kheo.kernel.codes import new_code
from kheo.recognitions import public as recognitions
from kheo.recognitions.public import needed


@transaction.atomic
def receive(dossier: Dossier, *, by: User, at: datetime) -> Dossier:
    """Take it in: its receipt, and the day whose law it follows (Nghị định 152/2025, chuyển tiếp theo ngày nhận hồ sơ).

    Raises NotAllowed, TransitionNotAllowed.
    """
    row = locked(dossier)
    recognitions.require_manager(by, row.round.campaign, day_of(at))
    WORKFLOW.target("receive", current=DossierState(row.state))
    row.received_on = day_of(at)
    row.receipt_code = row.receipt_code or new_code()
    move(row, "receive", by=by, at=at, receipt=row.receipt_code)
    tell_unit(row, f"Đã tiếp nhận hồ sơ khen thưởng: {row.subject.name}", by=by, at=at)
    return row


@transaction.atomic
def return_(dossier: Dossier, *, reason: str, by: User, at: datetime) -> Dossier:
    """Back to the unit with what is missing. Raises NotAllowed, TransitionNotAllowed, InvalidInput, Refusal on an agenda."""
    row = locked(dossier)
    recognitions.require_manager(by, row.round.campaign, day_of(at))
    require_on_no_agenda(row)
    said = needed(reason, "reason", 1000, N_("Hãy ghi thiếu gì, cần bổ sung ở đâu."))
    WORKFLOW.target("return", current=DossierState(row.state))
    row.posting = None
    move(row, "return", by=by, at=at, reason=said)
    tell_unit(row, f"Hồ sơ khen thưởng được trả lại: {row.subject.name}", body=said, by=by, at=at)
    origin = below.origin_of(row)
    if origin is not None:
        below.send_back(origin, reason=said, by=by, at=at)
    return row


def require_on_no_agenda(row: Dossier) -> None:
    """Raise Refusal while a session is to decide it: it is taken off the agenda first."""
    standing = agendas_of([row.pk]).get(row.pk)
    if standing is not None:
        raise Refusal(
            N_("Hồ sơ này nằm trong chương trình “%(session)s”. Hãy bỏ khỏi chương trình phiên họp trước."),
            code="on-agenda",
            session=standing.session_title,
        )


@transaction.atomic
def tick_parts(dossier: Dossier, *, parts: Collection[str], by: User, at: datetime) -> Dossier:
    """Which parts of the checklist came on paper. Raises NotAllowed, TransitionNotAllowed; InvalidInput where
    nothing is ticked and nothing was.
    """
    row = locked(dossier)
    recognitions.require_manager(by, row.round.campaign, day_of(at))
    WORKFLOW.target("prepare", current=DossierState(row.state))
    asked = asked_of(row.round, row.award, occasion_of(row.occasion), row.received_on or day_of(at))
    ticked = [one for one in asked.parts if one in set(parts)]
    if not ticked and not row.handed_in:
        raise InvalidInput(
            N_("Chưa đánh dấu phần nào. Hãy đánh dấu phần của hồ sơ đã nhận bản giấy rồi ghi."),
            code="nothing-ticked",
        )
    row.handed_in = ticked
    row.save(update_fields=["handed_in"])
    audit.record(
        "commendations:dossier:tick", row, by=by, at=at, unit_id=row.unit_id, parts=len(row.handed_in)
    )
    return row
