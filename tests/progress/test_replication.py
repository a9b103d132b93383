"""Copying what is good: from where, what was changed, what came of it; who is told, who is reminded."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.audit import public as audit
from kheo.core.errors import Conflict, InvalidInput, NotAllowed
from kheo.kernel import installation
from kheo.notices import public as notices
from kheo.progress.models import Replication
from kheo.progress.selectors import owing
from kheo.progress.selectors import replication as selectors
from kheo.progress.services import replication as services
from kheo.progress.states import OwedKind
from kheo.registrations.models import Registration
from kheo.registrations.services.deciding import return_, withdraw
from kheo.registrations.services.drafts import save_draft
from tests.factories import NOON, TODAY, user
from tests.factories.registrations import accepted, sent
from tests.progress.reporting import make_world

pytestmark = [pytest.mark.django_db]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world(db):
    with time_machine.travel(NOON, tick=False):
        found = make_world()
        found.origin = found.row
        found.copy = accepted(
            found.running, found.place.hamlets[1], found.neighbour, title="Đèn sáng đường quê xóm 2"
        )
        yield found


def begun(world, row=None, origin="", by=None, **changes):
    facts = {
        "origin_id": (origin or world.origin).pk if origin is not None else None,
        "origin_words": "",
        "begun_on": TODAY,
        "adapted": "Dùng đèn năng lượng mặt trời.",
        "by": by or world.neighbour,
        "at": NOON,
    }
    return services.begin(row or world.copy, **facts | changes)


def result(world, months=6, *, at=NOON + timedelta(days=185), **changes):
    facts = {"outcome": "reached", "words": "20 bóng, 1,2 km đường sáng."}
    return services.note_result(world.copy, after_months=months, by=world.neighbour, at=at, **facts | changes)


def test_origin_is_told_and_shows_who_copies_it(world):
    begun(world)

    copies = selectors.copies_of(world.origin.initiative_id, TODAY)

    assert (copies.count, copies.shown[0].title) == (1, "Đèn sáng đường quê xóm 2")
    assert "học theo mô hình “Thắp sáng đường quê”" in notices.inbox(world.contact, TODAY)[0].title
    assert "“Thắp sáng đường quê” của" in selectors.origin_words(selectors.standing_of(world.copy), TODAY)


def test_model_of_another_place_is_written_in_words(world):
    made = begun(world, origin=None, origin_words="mô hình “Tiếng kẻng an ninh” của xã Bến Lở")

    assert selectors.origin_words(made, TODAY) == "mô hình “Tiếng kẻng an ninh” của xã Bến Lở"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"origin_id": None}, "origin_words"),
        ({"begun_on": TODAY + timedelta(days=1)}, "begun_on"),
        ({"begun_on": date(2019, 1, 1)}, "begun_on"),
        ({"begun_on": None}, "begun_on"),
        ({"adapted": "  "}, "adapted"),
        ({"origin_id": 987_654}, "origin"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world, change, field):
    with pytest.raises(InvalidInput) as refusal:
        begun(world, **change)

    assert (refusal.value.field, Replication.objects.count()) == (field, 0)


def test_nothing_copies_itself_or_in_a_ring(world):
    third = accepted(world.running, world.hamlet, world.contact, title="Đường sáng ba")
    with pytest.raises(InvalidInput) as itself:
        begun(world, origin=world.copy)
    begun(world)
    begun(world, row=third, origin=world.copy, by=world.contact)
    with pytest.raises(InvalidInput) as ring:
        begun(world, row=world.origin, origin=third, by=world.contact)

    assert (itself.value.code, ring.value.code) == ("copies-itself", "copies-in-a-ring")


@pytest.mark.parametrize("what", ["submitted", "draft", "withdrawn", "returned"])
def test_only_a_received_initiative_is_copied(world, what):
    if what == "draft":
        fields = {"title": "Chưa gửi"}
        save_draft(
            uuid4(),
            fields=fields,
            revision=0,
            round_=world.round,
            unit=world.hamlet,
            by=world.contact,
            at=NOON,
        )
    else:
        row = sent(world.running, world.hamlet, world.contact, title="Chưa tiếp nhận").registration
        if what == "withdrawn":
            withdraw(row, reason="không làm nữa", by=world.contact, at=NOON)
        if what == "returned":
            return_(row, reason="thiếu", by=world.officer, at=NOON)
    other = Registration.objects.order_by("pk").last()
    assert other.state == what

    with pytest.raises(InvalidInput) as refusal:
        begun(world, origin=other)

    assert refusal.value.code == "origin-not-received"


def test_initiative_of_another_province_is_not_chosen(world):
    Registration.objects.filter(pk=world.origin.pk).update(province_code="01")

    with pytest.raises(InvalidInput):
        begun(world)


def test_others_do_not_write_for_the_unit(world):
    with pytest.raises(NotAllowed):
        begun(world, by=world.contact)
    with pytest.raises(NotAllowed):
        begun(world, by=user(world.place.committee, Role.VIEWER))
    assert begun(world, by=world.officer)


def test_results_are_due_after_six_and_twelve_months():
    assert selectors.due_on(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert selectors.due_on(date(2026, 1, 15), 12) == date(2027, 1, 15)


def test_result_is_not_noted_before_its_time_and_replaced_on_the_record(world):
    made = begun(world)
    with pytest.raises(Conflict):
        result(world, at=NOON + timedelta(days=100))
    with pytest.raises(InvalidInput):
        result(world, words=" ")

    result(world, outcome="partly")
    result(world)

    assert [one.outcome for one in made.results.all()] == ["reached"]
    trail = [event.details for event in audit.history(made)]
    assert any((one.get("before") or {}).get("outcome") == "partly" for one in trail)


def test_unit_is_reminded_until_the_result_is_noted(world):
    begun(world)
    near = date(2026, 7, 28)

    def owed(on):
        return [one for one in owing.owed_in(world.round, on) if one.kind == OwedKind.COPY]

    assert owed(date(2026, 7, 1)) == []
    (one,) = owed(near)
    assert (one.unit_id, one.due) == (world.copy.handled_by_unit_id, date(2026, 8, 2))
    assert one.url == reverse("progress:copying", args=[world.copy.pk])
    result(world)
    assert owed(near) == []


def test_given_up_copy_is_counted_no_more_and_may_begin_anew(world):
    begun(world)
    with pytest.raises(Conflict):
        begun(world)

    services.give_up(world.copy, reason="ghi nhầm mô hình", by=world.neighbour, at=NOON)

    assert selectors.copies_of(world.origin.initiative_id, TODAY).count == 0
    assert begun(world)


def test_round_counts_who_copies_and_what_came_of_it(world):
    begun(world)
    result(world)

    found = selectors.counted(world.round)

    assert (found.copying, found.results) == (1, [(6, "Đạt kết quả, tiếp tục làm", 1)])


def test_unit_finds_the_model_by_name_and_notes_it(client, world):
    client.force_login(world.neighbour, backend=BACKEND)
    address = reverse("progress:copying", args=[world.copy.pk])

    page = client.get(address, {"tim": "thắp sáng đường quê"})
    assert f'value="{world.origin.pk}"' in page.content.decode()
    search = address + "?tim=thap sang duong que"
    wrong = client.post(search, {"origin": world.origin.pk, "begun_on": "02/02/2026", "adapted": ""})
    assert wrong.status_code == 422
    done = client.post(
        search, {"origin": world.origin.pk, "begun_on": "02/02/2026", "adapted": "Đèn mặt trời"}, follow=True
    )

    assert "Kết quả sau 6 tháng" in done.content.decode()
    early = client.post(
        reverse("progress:copying_result", args=[world.copy.pk]),
        {"after_months": "6", "outcome": "reached", "words": "20 bóng"},
    )
    assert early.status_code == 409


def test_page_of_the_origin_names_who_copies_it_and_nothing_more(client, world):
    begun(world)
    client.force_login(world.contact, backend=BACKEND)

    page = client.get(reverse("progress:copying", args=[world.origin.pk])).content.decode()
    lineage = client.get(reverse("progress:lineage", args=[world.origin.initiative_id])).content.decode()

    assert "Đã có 1 nơi học theo" in page
    assert "Đèn sáng đường quê xóm 2" in page
    assert "năng lượng mặt trời" not in page
    assert "Đã có 1 nơi học theo" in lineage
    assert client.get(reverse("progress:copying", args=[world.copy.pk])).status_code == 404


def test_whoever_may_not_write_is_told_so_and_nothing_is_noted(client, world):
    client.force_login(user(world.place.committee, Role.VIEWER), backend=BACKEND)

    answer = client.post(reverse("progress:copying", args=[world.copy.pk]), {"origin_words": "Xã bạn"})

    assert answer.status_code == 403
    assert not Replication.objects.exists()


def test_officers_table_asks_at_most_ten_times(client, world, django_assert_max_num_queries):
    begun(world)
    for number in range(5):
        row = accepted(world.running, world.hamlet, world.contact, title=f"Học theo {number}")
        begun(world, row=row, origin=world.copy, by=world.contact)
    client.force_login(world.officer, backend=BACKEND)
    installation.mark("real", at=NOON)
    client.get(reverse("portal:campaigns"))  # what a process asks once

    with django_assert_max_num_queries(10):
        page = client.get(reverse("progress:copying_of_round", args=[world.round.pk])).content.decode()

    assert page.count("<tr data-href") == 6
