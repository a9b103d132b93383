"""What this body does with a dossier of a bundle is known at once to its sender, where the sender works in the same Khéo."""

from collections.abc import Sequence
from datetime import datetime

from kheo.accounts.public import User
from kheo.commendations.models import CommendationDecision, Dossier
from kheo.commendations.services.common import locked, move, tell_unit
from kheo.commendations.states import DossierState


def origin_of(row: Dossier) -> Dossier | None:
    """The sender's own dossier, while it waits for this body; None where the sender works elsewhere."""
    if not row.origin_code:
        return None
    found = Dossier.objects.filter(receipt_code=row.origin_code, state=DossierState.FORWARDED).first()
    return locked(found) if found else None


def send_back(row: Dossier, *, reason: str, by: User, at: datetime) -> None:
    """A forwarded dossier lies with its unit again: nothing that passed it below holds any more."""
    row.passed_by, row.passed_on, row.of_council, row.posting = "", None, False, None
    move(row, "decline-above", by=by, at=at, reason=reason)
    tell_unit(row, f"Cấp trên trả lại hồ sơ khen thưởng: {row.subject.name}", body=reason, by=by, at=at)


def decided(rows: Sequence[Dossier], decision: CommendationDecision, *, by: User, at: datetime) -> None:
    """The senders' own dossiers are decided too; the award itself stands once, with the decision."""
    for origin in (found for row in rows if (found := origin_of(row)) is not None):
        move(origin, "decide-above", by=by, at=at, decision=str(decision))
        tell_unit(
            origin, f"Đã có Quyết định số {decision} về khen thưởng: {origin.subject.name}", by=by, at=at
        )
