"""A failing guard is let through by the one whom the text lets, and by nobody else; answers on standing have their time."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.audit import public as audit
from kheo.commendations.models import Dossier, StandingAnswer, Waiver
from kheo.commendations.selectors.dossiers import lines_of
from kheo.commendations.services import judging
from kheo.core.errors import InvalidInput, NotAllowed, Refusal
from kheo.rulebook.public import Place
from kheo.rulebook.services import Said, add_rule
from tests.factories import NOON, TODAY, user
from tests.factories import commendations as made
from tests.factories import recognitions as noted

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WAIVER = {
    "guard": "within-quota",
    "reason": "Năm có bão, nhiều người xứng đáng",
    "paper": "CV 5/UBND ngày 02/02/2026",
}


def rule(running, matter: str, **values: str) -> None:
    said = Said(
        matter=matter,
        values=values,
        paper="Quyết định số 12/QĐ-UBND",
        issuer="Ủy ban nhân dân xã Đồng Trăng",
        effective_from=date(2026, 1, 1),
    )
    add_rule(Place("19", "05500"), said, by=running.officer, at=NOON)


@pytest.fixture
def received(running, place, contact):
    row = noted.exemplar(running, place.hamlets[0], contact)
    noted.signed(running, place.hamlets[0], contact, row)
    return made.received(running, made.drafted(running, place.hamlets[0], contact))


@pytest.fixture
def signer(place):
    return user(place.committee, Role.SIGNER)


def stopped(row) -> set[str]:
    [line] = lines_of([Dossier.objects.get(pk=row.pk)], TODAY)
    return {one.answer.guard.key for one in line.judged if one.stops}


def test_only_who_decides_lets_a_failing_guard_pass_with_reason_and_paper(running, place, received, signer):
    rule(running, "most", cases="0")
    assert "within-quota" in stopped(received)
    others = [
        running.officer,
        user(place.committee, Role.APPRAISER),
        user(place.committee, Role.COUNCIL_MEMBER),
        user(place.party, Role.SIGNER),
        user(place.committee, Role.ADMINISTRATOR),
    ]
    for person in others:
        with pytest.raises(NotAllowed):
            judging.waive(received, **WAIVER, by=person, at=NOON)
    for lacks in ("reason", "paper"):
        with pytest.raises(InvalidInput):
            judging.waive(received, **WAIVER | {lacks: " "}, by=signer, at=NOON)
    assert not Waiver.objects.exists()

    judging.waive(received, **WAIVER, by=signer, at=NOON)

    assert "within-quota" not in stopped(received)
    assert Waiver.objects.get().made_by == signer
    assert "commendations:dossier:waive" in [one.action for one in audit.history(received)]


def test_a_guard_that_no_text_opens_stays_closed_to_the_decider_too(running, received, signer):
    made.cleared(running, received, clear=False)

    with pytest.raises(NotAllowed):  # what no text opens is not his to answer at all
        judging.waive(received, **WAIVER | {"guard": "no-pending-matter"}, by=signer, at=NOON)
    with pytest.raises(Refusal) as binds:
        judging.waive(received, **WAIVER | {"guard": "no-pending-matter"}, by=running.officer, at=NOON)
    assert binds.value.code == "guard-binds"


def test_he_may_still_do_it_before_the_decision_and_nobody_here_where_the_level_above_decides(
    running, place, contact, received, signer
):
    row = made.appraised(running, received)
    rule(running, "most", cases="0")
    with pytest.raises(Refusal):
        made.passed(running, row)
    judging.waive(row, **WAIVER, by=signer, at=NOON)
    made.passed(running, row)
    made.enacted(running)

    above = made.received(running, made.drafted(running, place.hamlets[0], contact, award="bang-khen-tinh"))
    with pytest.raises(NotAllowed) as refused:
        judging.waive(above, **WAIVER, by=signer, at=NOON)
    assert refused.value.code == "guard-above"


def test_the_page_offers_it_to_him_alone(client, running, place, received, signer):
    rule(running, "most", cases="0")
    address = reverse("commendations:dossier", args=[received.pk])
    field = 'id="paper-within-quota"'
    act = reverse("commendations:act", args=[received.pk, "bo-qua"])

    client.force_login(running.officer, backend=BACKEND)
    assert field not in client.get(address).content.decode()
    refused = client.post(act, WAIVER)
    assert refused.status_code == 403
    assert "người có thẩm quyền quyết định khen thưởng" in refused.content.decode()
    client.force_login(signer, backend=BACKEND)
    assert field in client.get(address).content.decode()
    assert client.post(act, WAIVER).status_code == 302
    page = client.get(address).content.decode()
    assert f"{signer.full_name} cho phép" in page
    assert "Năm có bão" in page
    assert field not in page


def test_the_signer_of_the_committee_decides_also_where_the_party_manages(running, place, received):
    """The campaign is the Party committee's; the chairman of the People's Committee decides all the same."""
    campaign = running.campaign
    campaign.managing_unit = place.party
    campaign.save()
    row = Dossier.objects.get(pk=received.pk)
    rule(running, "most", cases="0")

    with pytest.raises(NotAllowed):
        judging.waive(row, **WAIVER, by=user(place.party, Role.SIGNER), at=NOON)
    judging.waive(row, **WAIVER, by=user(place.committee, Role.SIGNER), at=NOON)
    assert "within-quota" not in stopped(row)


@pytest.fixture
def ended(running, received):
    made.passed(running, made.appraised(running, received))
    made.enacted(running)
    return received


def test_the_morning_erases_what_is_past_its_time(ended, settings):
    with time_machine.travel(NOON + timedelta(days=settings.KHEO_STANDING_ANSWER_DAYS - 1), tick=False):
        call_command("reminders_send", verbosity=0)
        assert StandingAnswer.objects.exists()
    with time_machine.travel(NOON + timedelta(days=settings.KHEO_STANDING_ANSWER_DAYS), tick=False):
        call_command("reminders_send", verbosity=0)
        call_command("reminders_send", verbosity=0)
    assert not StandingAnswer.objects.exists()
    actions = [one.action for one in audit.history(ended)]
    assert actions.count("commendations:dossier:erase-standing") == 1


def test_past_its_time_nobody_sees_it_though_the_job_never_ran(client, running, ended, settings):
    client.force_login(running.officer, backend=BACKEND)
    address = reverse("commendations:dossier", args=[ended.pk])

    assert "12/CAX" in client.get(address).content.decode()
    with time_machine.travel(NOON + timedelta(days=settings.KHEO_STANDING_ANSWER_DAYS), tick=False):
        client.force_login(running.officer, backend=BACKEND)
        page = client.get(address).content.decode()
    assert StandingAnswer.objects.exists()
    assert "12/CAX" not in page
    assert "Đủ điều kiện" not in page
    assert "xóa khi hết thời hạn lưu" in page


def test_of_a_dossier_that_never_ended_the_answer_has_its_time_too(running, received, settings):
    made.cleared(running, received)
    later = TODAY + timedelta(days=settings.KHEO_STANDING_ANSWER_DAYS)

    [line] = lines_of([Dossier.objects.get(pk=received.pk)], later)

    assert "no-pending-matter" in {one.answer.guard.key for one in line.judged if one.stops}
    with time_machine.travel(NOON + timedelta(days=settings.KHEO_STANDING_ANSWER_DAYS), tick=False):
        call_command("reminders_send", verbosity=0)
    assert not StandingAnswer.objects.exists()
