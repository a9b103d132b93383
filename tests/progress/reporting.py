"""A received registration, and reports on it made by the services."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

from kheo.accounts.roles import Role
from kheo.progress.services.reports import send
from tests.factories import commune, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted

JUNE = datetime(2026, 6, 10, 3, 0, tzinfo=UTC)
LATE = datetime(2026, 7, 1, 3, 0, tzinfo=UTC)


def make_world():
    place = commune()
    running = running_campaign(place)
    contact = user(place.hamlets[0], full_name="Lường Thị Mẫu")
    return SimpleNamespace(
        place=place,
        running=running,
        round=running.round,
        officer=running.officer,
        hamlet=place.hamlets[0],
        contact=contact,
        neighbour=user(place.hamlets[1]),
        viewer=user(place.committee, Role.VIEWER),
        stranger=user(),
        row=accepted(running, place.hamlets[0], contact),
    )


def filled(**changes):
    return {
        "measure-1": "9",
        "standing": "under-way",
        "results": "Đã lắp chín bóng đèn ở ngõ giữa xóm.",
        "difficulties": "Thiếu cột ở đoạn qua cánh đồng.",
    } | changes


def sent(world, *, row=None, by=None, at=JUNE, period="h1", draft_id=None, revision=0, **changes):
    return send(
        draft_id or uuid4(),
        fields=filled(**changes),
        revision=revision,
        registration=row or world.row,
        period=period,
        by=by or world.contact,
        at=at,
    )
