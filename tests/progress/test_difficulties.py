"""A difficulty from the unit that raises it to its closing: who may what, what is refused, who is told."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, TransitionNotAllowed
from kheo.notices import public as notices
from kheo.progress.models import Difficulty
from kheo.progress.selectors import difficulties as selectors
from kheo.progress.services import difficulties as services
from kheo.progress.states import DifficultyDesk, DifficultyState
from tests.factories import NOON, TODAY, commune, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def place():
    return commune()


@pytest.fixture
def running(place):
    return running_campaign(place)


@pytest.fixture
def contact(place):
    return user(place.hamlets[0], full_name="Lường Thị Mẫu")


@pytest.fixture
def solver(place):
    return user(place.division)


def raised(running, unit, by, **extra):
    values = {"matter": "Thiếu 200 m ống thoát nước", "place": "Đường liên xóm"} | extra
    return services.raise_difficulty(running.round, unit=unit, by=by, at=NOON, **values)


def given(running, place, contact, **extra):
    row = raised(running, place.hamlets[0], contact, **extra)
    return services.give(row, owner=place.division, by=running.officer, at=NOON)


def titles(person):
    return [notice.title for notice in notices.inbox(person, TODAY)]


def test_raised_difficulty_waits_for_the_officer_who_is_told(running, place, contact):
    row = raised(running, place.hamlets[0], contact)

    assert (row.state, row.entered_for_unit) == (DifficultyState.WAITING, False)
    assert titles(running.officer) == ["Khó khăn, vướng mắc mới chờ giao giải quyết"]


def test_given_difficulty_is_due_in_working_days_past_tet(running, place, contact, solver):
    row = raised(running, place.hamlets[0], contact)

    row = services.give(row, owner=place.division, days=10, by=running.officer, at=NOON)

    assert row.answer_by == date(2026, 2, 23)  # 02/02 + 10 working days; 16–20/02 is Tết
    assert "trả lời chậm nhất 23/02/2026" in titles(solver)[0]


def test_whole_way_ends_only_with_the_yes_of_who_raised_it(running, place, contact, solver):
    row = given(running, place, contact)
    row = services.answer(row, text="Phòng đã bố trí 200 m ống.", by=solver, at=NOON)
    row = services.refuse(row, text="Còn thiếu 50 m.", by=contact, at=NOON)
    assert row.state == DifficultyState.GIVEN
    row = services.answer(row, text="Đã đưa đủ 250 m.", by=solver, at=NOON)
    with pytest.raises(NotAllowed):
        services.accept(row, by=solver, at=NOON)

    row = services.accept(row, by=contact, at=NOON)

    assert (row.state, row.closed_at) == (DifficultyState.CLOSED, NOON)
    assert [step.verb for step in selectors.steps_of(row)] == ["give", "answer", "refuse", "answer", "accept"]


def test_escalation_goes_up_by_a_name_and_never_down(running, place, contact, solver):
    row = given(running, place, contact)
    row = services.escalate(
        row, desk="leader", led_by="ông Nông Đình Khải, Phó Chủ tịch", reason="", by=solver, at=NOON
    )
    assert (row.desk, row.escalated_to) == (DifficultyDesk.LEADER, "ông Nông Đình Khải, Phó Chủ tịch")

    with pytest.raises(InvalidInput, match="cấp cao hơn"):
        services.escalate(row, desk="leader", led_by="bà Ma Thị Yến", reason="", by=solver, at=NOON)
    with pytest.raises(InvalidInput) as missing:
        services.escalate(row, desk="standing", led_by=" ", reason="", by=solver, at=NOON)
    assert missing.value.field == "led_by"


@pytest.mark.parametrize(
    ("matter", "code"),
    [
        ("Hộ ông Nguyễn Văn Tám không cho mở đường", "resident-named"),
        ("Bà Tư phản đối", "resident-named"),
        ("Có đơn khiếu nại về đền bù", "complaint-not-taken"),
        ("Xin tố cáo trưởng xóm", "complaint-not-taken"),
        ("   ", "matter-missing"),
        ("a" * 3001, "matter-too-long"),
    ],
)
def test_matter_that_names_a_resident_or_belongs_elsewhere_is_refused(running, place, contact, matter, code):
    with pytest.raises(InvalidInput) as refusal:
        raised(running, place.hamlets[0], contact, matter=matter)

    assert (refusal.value.code, refusal.value.field, Difficulty.objects.count()) == (code, "matter", 0)


def test_households_that_do_not_agree_may_be_a_number(running, place, contact):
    row = raised(running, place.hamlets[0], contact, matter="Còn 4 hộ chưa đồng thuận mở rộng đường")

    assert row.matter == "Còn 4 hộ chưa đồng thuận mở rộng đường"


def test_only_own_units_can_raise_and_the_officer_in_a_units_name(running, place, contact):
    with pytest.raises(NotAllowed):
        raised(running, place.hamlets[1], contact)

    row = raised(running, place.hamlets[1], running.officer)

    assert row.entered_for_unit
    services.give(row, owner=place.division, by=running.officer, at=NOON)
    services.answer(row, text="Đã xong.", by=running.officer, at=NOON)
    assert services.accept(row, by=running.officer, at=NOON).state == DifficultyState.CLOSED


def test_owner_of_another_commune_and_days_out_of_reason_are_refused(running, place, contact):
    row = raised(running, place.hamlets[0], contact)
    elsewhere = commune("Suối Vàng").division
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(area_code="05501")

    with pytest.raises(InvalidInput) as owner:
        services.give(row, owner=elsewhere, by=running.officer, at=NOON)
    with pytest.raises(InvalidInput) as days:
        services.give(row, owner=place.division, days=0, by=running.officer, at=NOON)

    assert (owner.value.field, days.value.field) == ("owner", "days")


def test_two_people_at_once_the_second_is_told_to_look_again(running, place, contact, solver):
    row = given(running, place, contact)
    seen = services.seen_mark(row)
    services.answer(row, text="Xong.", by=solver, at=NOON, seen=seen)

    with pytest.raises(Conflict):
        services.answer(row, text="Xong rồi.", by=running.officer, at=NOON, seen=seen)
    with pytest.raises(TransitionNotAllowed):
        services.answer(row, text="Xong rồi.", by=running.officer, at=NOON)


def test_neighbour_and_province_see_nothing_of_it_while_overseers_do(running, place, contact, solver):
    row = given(running, place, contact)
    neighbour = user(place.hamlets[1])
    administrator = user(place.hamlets[0], Role.ADMINISTRATOR)

    for stranger in (neighbour, administrator, user()):
        with pytest.raises(NotFound):
            selectors.difficulty_for(stranger, row.pk, TODAY)
    for reader in (contact, solver, running.officer, user(place.committee, Role.SIGNER)):
        assert selectors.difficulty_for(reader, row.pk, TODAY) == row


def test_overdue_is_computed_from_the_day(running, place, contact):
    row = given(running, place, contact)

    pk = running.round.pk
    before, after = (selectors.tallies([pk], row.answer_by + timedelta(days=days))[pk] for days in (0, 1))

    assert (before.overdue, after.overdue, after.unsolved, after.raised) == (0, 1, 1, 1)


def test_open_difficulties_flow_into_the_next_report(running, place, contact):
    registration = accepted(running, place.hamlets[0], contact)
    row = given(running, place, contact, registration=registration)
    assert selectors.open_lines([registration.pk]) == {
        registration.pk: ["Thiếu 200 m ống thoát nước (Đường liên xóm): đã nêu, đang giải quyết"]
    }

    services.withdraw(row, text="Xóm đã tự lo được.", by=contact, at=NOON)

    assert selectors.open_lines([registration.pk]) == {}


def signed_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.usefixtures("_noon")
def test_pages_carry_it_from_raising_to_closing(client, running, place, contact, solver):
    registration = accepted(running, place.hamlets[0], contact)
    new = reverse("progress:raise_difficulty", args=[running.round.pk])

    page = signed_in(client, contact).get(f"{new}?mo-hinh={registration.pk}").content.decode()
    assert "Khiếu nại, tố cáo, tố giác không nhận ở đây." in page
    sent = client.post(
        new,
        {
            "matter": "Thiếu ống",
            "place": "Cầu Mây",
            "unit": place.hamlets[0].pk,
            "registration": registration.pk,
            "asks_plan_change": "on",
        },
    )
    row = Difficulty.objects.get()
    assert (sent.url, row.registration, row.asks_plan_change) == (
        reverse("progress:difficulty", args=[row.pk]),
        registration,
        True,
    )

    def act(person, verb, **data):
        return signed_in(client, person).post(reverse("progress:difficulty_act", args=[row.pk, verb]), data)

    assert act(running.officer, "giao", owner=place.division.pk, days="5").status_code == 302
    refused = act(solver, "tra-loi", text="Đã hỏi bà Tư")
    assert (refused.status_code, "Đã hỏi bà Tư" in refused.content.decode()) == (422, True)
    assert act(solver, "tra-loi", text="Đã cấp ống.").status_code == 302
    assert act(contact, "chua-dong-y", text="Chưa nhận được.").status_code == 302
    assert act(solver, "tra-loi", text="Đã giao tận nơi.").status_code == 302
    done = signed_in(client, contact).post(reverse("progress:difficulty_accept", args=[row.pk]), follow=True)

    assert "Đã giải quyết xong" in done.content.decode()


@pytest.mark.usefixtures("_noon")
def test_form_refused_keeps_what_was_typed(client, running, place, contact):
    new = reverse("progress:raise_difficulty", args=[running.round.pk])

    page = signed_in(client, contact).post(
        new, {"matter": "Hộ ông Nguyễn Văn Tám cản trở", "place": "Cầu Mây", "unit": place.hamlets[0].pk}
    )

    text = page.content.decode()
    assert (page.status_code, "Hộ ông Nguyễn Văn Tám cản trở" in text, "Cầu Mây" in text) == (422, True, True)
    assert "không ghi tên" in text


@pytest.mark.usefixtures("_noon")
def test_list_costs_the_same_for_three_and_thirty(
    client, running, place, contact, django_assert_max_num_queries
):
    signed_in(client, running.officer)
    address = reverse("progress:difficulties")

    def queries():
        with django_assert_max_num_queries(40) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    for number in range(3):
        given(running, place, contact, matter=f"Việc {number}")
    few = queries()
    for number in range(27):
        given(running, place, contact, matter=f"Việc thêm {number}")

    assert queries() == few


@pytest.mark.usefixtures("_noon")
@pytest.mark.parametrize(
    "query", ["?dot=abc", "?dot=999999", "?trang-thai=khac", "?page=99", "?trang-thai=closed"]
)
def test_list_takes_any_address(client, running, contact, query):
    assert signed_in(client, contact).get(reverse("progress:difficulties") + query).status_code == 200
