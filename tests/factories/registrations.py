"""Forms as a unit fills them, and registrations in any state, made by the services."""

from datetime import datetime
from uuid import UUID, uuid4

from kheo.accounts.models import User
from kheo.registrations.models import Receipt, Registration
from kheo.registrations.services.deciding import accept
from kheo.registrations.services.sending import submit
from kheo.units.public import Unit
from tests.factories import NOON
from tests.factories.campaigns import Running


def filled(running: Running, **changes: str) -> dict[str, str]:
    """The short form, complete, with one indicator."""
    return {
        "title": "Thắp sáng đường quê",
        "kind": "new",
        "sector": str(running.sectors[1].pk),
        "lead_kind": "collective",
        "lead_name": "Ban công tác Mặt trận xóm 1",
        "address": "Xóm 1",
        "time_words": "cả năm 2026",
        "measure-0-name": "Đèn đường lắp mới",
        "measure-0-target": "15",
        "measure-0-unit": "bóng",
    } | changes


def sent(
    running: Running,
    unit: Unit,
    by: User,
    *,
    at: datetime = NOON,
    draft_id: UUID | None = None,
    **changes: str,
) -> Receipt:
    return submit(
        draft_id or uuid4(),
        fields=filled(running, **changes),
        revision=0,
        round_=running.round,
        unit=unit,
        by=by,
        at=at,
    )


def accepted(running: Running, unit: Unit, by: User, *, at: datetime = NOON, **changes: str) -> Registration:
    return accept(sent(running, unit, by, at=at, **changes).registration, by=running.officer, at=at)
