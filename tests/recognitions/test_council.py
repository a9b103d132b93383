"""Where the campaign asks a council, its session decides the proposals."""

import pytest
from django.urls import reverse

from kheo.core.errors import Refusal
from kheo.councils import public as councils
from kheo.recognitions.models import Proposal
from kheo.recognitions.selectors.agendas import agendas_of
from kheo.recognitions.services import proposing
from kheo.recognitions.services.council import on_decided
from kheo.recognitions.states import ProposalState
from tests.factories import NOON, TODAY
from tests.factories import councils as sittings
from tests.factories import recognitions as made
from tests.factories.registrations import accepted

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def decided(key, *, passed):
    return councils.Result(
        kind="recognition",
        key=key,
        item_id=1,
        session_id=1,
        council="Hội đồng Thi đua - Khen thưởng xã Đồng Trăng",
        on=TODAY,
        mode="hands",
        rule_words="quá nửa tổng số thành viên: cần 5/9",
        total=9,
        present=8,
        votes_for=7 if passed else 2,
        votes_against=1,
        votes_none=0,
        invalid=0,
        denominator=9,
        needed=5,
        passed=passed,
        conclusion="",
        minutes_url="/",
    )


def test_a_proposal_waits_on_the_agenda_and_the_session_decides_it(client, running, place, contact):
    made.body(running, place, needs_council=True)
    [row] = made.staged(running, place.hamlets[0], contact, accepted(running, place.hamlets[0], contact))
    session = sittings.planned(sittings.council(place))
    client.force_login(running.officer, backend=BACKEND)
    address = reverse("recognitions:to_council", args=[running.round.pk])

    assert "Phiên họp xét công nhận" in client.get(address).content.decode()
    assert client.post(address, {"session": session.pk, "chosen": row.pk}).status_code == 302
    assert agendas_of([row.pk])[row.pk].session_id == session.pk
    with pytest.raises(Refusal, match="nằm trong chương trình"):
        proposing.return_(row, reason="thiếu báo cáo", by=running.officer, at=NOON)

    on_decided(decided(f"proposal:{row.pk}", passed=True), by=running.officer, at=NOON)
    row.refresh_from_db()
    assert row.state == ProposalState.PASSED
    assert "7/9 tán thành" in row.council_words

    on_decided(decided(f"proposal:{row.pk}", passed=False), by=running.officer, at=NOON)
    assert Proposal.objects.get().state == ProposalState.NOT_PASSED
