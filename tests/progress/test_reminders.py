"""Reminders: what units owe and when they are told, from dates alone; every channel; the log as proof."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from icalendar import Calendar

from kheo.accounts.roles import Role
from kheo.campaigns.models import Quota
from kheo.core.errors import InvalidInput, NotAllowed
from kheo.core.paper.writing.docx import write_docx
from kheo.progress import reminder_papers as papers
from kheo.progress.models import Digest, Reminded, ReminderRun
from kheo.progress.selectors import owing
from kheo.progress.selectors import reminders as selectors
from kheo.progress.services import difficulties
from kheo.progress.services import reminders as services
from kheo.progress.states import OwedKind
from tests.factories import NOON, TODAY, commune, user
from tests.factories.campaigns import extension, running_campaign
from tests.factories.registrations import accepted, sent

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TWO_BEFORE = date(
    2026, 2, 11
)  # registration closes with 16/02/2026, within Tết: 13/02 is the last day of work


@pytest.fixture
def place():
    return commune()


@pytest.fixture
def running(place):
    made = running_campaign(place)
    for hamlet in place.hamlets:
        Quota.objects.create(campaign=made.campaign, round=made.round, unit=hamlet, minimum=1)
    return made


@pytest.fixture
def contact(place):
    return user(place.hamlets[0], full_name="Lường Thị Mẫu")


def owed(running, on, kind):
    return [one for one in owing.owed_in(running.round, on) if one.kind == kind]


def given_difficulty(running, place, by, at=NOON, **extra):
    values = {"matter": "Thiếu ống thoát nước", "place": "Cầu Mây"} | extra
    row = difficulties.raise_difficulty(running.round, unit=place.hamlets[0], by=by, at=at, **values)
    return difficulties.give(row, owner=place.division, by=running.officer, at=at)


def test_units_that_registered_owe_no_registration(running, place, contact):
    sent(running, place.hamlets[0], contact)

    found = owed(running, TODAY, OwedKind.REGISTER)

    assert {one.unit_id for one in found} == {place.hamlets[1].pk, place.hamlets[2].pk}
    assert {one.due for one in found} == {date(2026, 2, 16)}


def test_extension_moves_the_due_day_of_its_unit_alone(running, place):
    extension(running, place.hamlets[1], by=timedelta(days=9))

    found = {one.unit_id: one.due for one in owed(running, TODAY, OwedKind.REGISTER)}

    assert (found[place.hamlets[0].pk], found[place.hamlets[1].pk]) == (date(2026, 2, 16), date(2026, 2, 25))


def test_received_registration_owes_the_six_month_report(running, place, contact):
    accepted(running, place.hamlets[0], contact)

    (one,) = owed(running, date(2026, 6, 10), OwedKind.REPORT)

    assert (one.unit_id, one.due, one.count) == (place.hamlets[0].pk, date(2026, 6, 15), 1)
    assert "6 tháng đầu năm 2026" in one.what
    assert owed(running, date(2026, 3, 2), OwedKind.REPORT) == []


def test_given_difficulty_is_owed_by_its_owner(running, place, contact):
    row = given_difficulty(running, place, contact)

    (one,) = owed(running, TODAY, OwedKind.ANSWER)

    assert (one.unit_id, one.due, one.subject) == (place.division.pk, row.answer_by, row.pk)


def test_the_same_for_one_unit_as_for_the_whole_round(running, place, contact):
    given_difficulty(running, place, contact)
    accepted(running, place.hamlets[1], running.officer)

    for on in (TODAY, date(2026, 6, 16)):
        every = owing.owed_in(running.round, on)
        by_unit = [
            one
            for unit in (*place.hamlets, place.division)
            for one in owing.owed_by([running.round], {unit.pk}, on)
        ]
        assert sorted(by_unit, key=str) == sorted(every, key=str)


def test_due_on_a_day_needs_no_job_to_have_run(running):
    pairs = selectors.due_now(date(2026, 2, 12))

    assert {rung.code for _one, rung in pairs} == {"before-1"}
    assert selectors.due_now(date(2026, 2, 9)) == []
    assert ReminderRun.objects.count() == 0


def test_digest_is_made_once_a_morning_for_each_person(running, place, contact):
    user(place.hamlets[1])
    morning = datetime(2026, 2, 12, 0, 30, tzinfo=UTC)

    first = services.make_digests(at=morning)
    again = services.make_digests(at=morning + timedelta(hours=2))

    assert (first, again, Digest.objects.count()) == (2, 0, 2)
    digest = selectors.digest_of(contact, date(2026, 2, 12))
    assert [(line["unit"], line["words"]) for line in digest.lines] == [("Xóm 1", "còn 1 ngày làm việc")]
    assert Reminded.objects.filter(channel="in-app").count() == 2


def test_nobody_is_reminded_on_a_day_of_rest(running, contact):
    assert services.make_digests(at=datetime(2026, 2, 14, 1, tzinfo=UTC)) == 0
    assert ReminderRun.objects.count() == 0


def test_contact_of_two_units_gets_one_digest(running, place, contact):
    from kheo.units import public as units

    units.give_role(contact, unit=place.hamlets[1], role=Role.UNIT_CONTACT, on=TODAY, by="system", at=NOON)

    services.make_digests(at=datetime(2026, 2, 12, 1, tzinfo=UTC))

    assert len(Digest.objects.get().lines) == 2


def test_ladder_of_the_round_may_be_changed_or_switched_off(running, contact):
    services.set_ladder(running.round, is_on=True, before=[2], after=[], by=running.officer, at=NOON)
    assert {rung.code for _one, rung in selectors.due_now(TWO_BEFORE)} == {"before-2"}

    services.set_ladder(running.round, is_on=False, before=[2], after=[], by=running.officer, at=NOON)
    assert selectors.due_now(TWO_BEFORE) == []


@pytest.mark.parametrize("days", [[0], [61], [1, 2, 3, 4, 5, 6, 7]])
def test_ladder_out_of_reason_is_refused(running, days):
    with pytest.raises(InvalidInput) as refusal:
        services.set_ladder(running.round, is_on=True, before=days, after=[], by=running.officer, at=NOON)

    assert refusal.value.field == "before"


def test_only_the_officer_notes_and_sets(running, contact):
    with pytest.raises(NotAllowed):
        services.set_ladder(running.round, is_on=False, before=[], after=[], by=contact, at=NOON)
    with pytest.raises(NotAllowed):
        services.note_reminded(running.round, keys=["x"], channel="zalo", told_on=TODAY, by=contact, at=NOON)


def test_noting_by_hand_is_the_proof(running, place):
    keys = [one.key for one in owing.owed_in(running.round, TODAY)][:2]

    count = services.note_reminded(
        running.round, keys=keys, channel="phone", told_on=TODAY, by=running.officer, at=NOON
    )

    assert count == 2
    assert {(row.channel, row.told_on, row.noted_by) for row in selectors.log_of(running.round)} == {
        ("phone", TODAY, running.officer)
    }
    assert set(selectors.last_reminded(running.round).values()) == {TODAY}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"channel": "in-app"}, "channel"),
        ({"channel": "khói"}, "channel"),
        ({"told_on": TODAY + timedelta(days=1)}, "day"),
        ({"told_on": None}, "day"),
        ({"keys": ["register.1.20260216.0"]}, "keys"),
    ],
)
def test_noting_what_cannot_be_is_refused_at_its_field(running, change, field):
    keys = [one.key for one in owing.owed_in(running.round, TODAY)]
    values = {"keys": keys, "channel": "zalo", "told_on": TODAY} | change

    with pytest.raises(InvalidInput) as refusal:
        services.note_reminded(running.round, **values, by=running.officer, at=NOON)

    assert (refusal.value.field, Reminded.objects.count()) == (field, 0)


def test_zalo_text_and_letter_name_the_units_and_their_matter(running, place):
    on = date(2026, 2, 24)
    lines = papers.said_of(
        owing.owed_in(running.round, on), {unit.pk: f"Xóm {n}" for n, unit in enumerate(place.hamlets, 1)}, on
    )

    text = papers.zalo_text("UBND xã Đồng Trăng", lines, on)
    letter = papers.letter(running.round, lines, by=running.officer, at=datetime(2026, 2, 24, 3, tzinfo=UTC))

    assert "- Xóm 2: đăng ký mô hình năm 2026 (còn thiếu 1), hạn 16/02/2026 (quá hạn 2 ngày làm việc)" in text
    assert letter.addressees == ("Xóm 1", "Xóm 2", "Xóm 3")
    assert len(write_docx(letter, at=NOON)) > 5000


def test_unit_without_contact_reaches_whoever_works_there(running, place, contact):
    worker = user(place.division, Role.VIEWER)
    user(place.division, Role.ADMINISTRATOR)

    people = selectors.people_of({place.division.pk, place.hamlets[0].pk, place.hamlets[1].pk}, TODAY)

    assert people == {place.division.pk: [worker], place.hamlets[0].pk: [contact], place.hamlets[1].pk: []}


def test_merged_unit_is_answered_for_by_its_successor(running, place):
    from kheo.units import public as units
    from kheo.units.public import UnitKind
    from tests.factories import unit

    new = unit(UnitKind.SETTLEMENT, "Xóm Mới", place.committee, local_kind="xóm", area_code="05500")
    heir = user(new)
    units.merge(place.hamlets[:2], into=new, on=TODAY, decision="NQ 1", by="system", at=NOON)

    assert selectors.people_of({place.hamlets[0].pk}, TODAY) == {place.hamlets[0].pk: [heir]}


def signed_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def _late():
    with time_machine.travel(datetime(2026, 2, 24, 3, tzinfo=UTC), tick=False):
        yield


@pytest.mark.usefixtures("_late")
def test_officers_desk_offers_every_channel_and_keeps_the_log(client, running, place, contact):
    signed_in(client, running.officer)
    address = reverse("progress:reminders", args=[running.round.pk])

    page = client.get(address).content.decode()
    assert "Lường Thị Mẫu" in page
    assert "Tự nhắc chưa chạy lần nào" in page
    key = owing.owed_in(running.round, date(2026, 2, 24))[0].key
    noted = client.post(address, {"channel": "zalo", "day": "24/02/2026", "keys": [key]})
    assert noted.status_code == 302
    log = client.get(reverse("progress:reminder_log", args=[running.round.pk])).content.decode()
    assert "Nhóm Zalo" in log
    client.post(reverse("progress:run_reminders", args=[running.round.pk]))
    assert "Tự nhắc đã chạy hôm nay" in client.get(address).content.decode()
    assert (
        "Xóm 2" in client.get(reverse("progress:reminder_phones", args=[running.round.pk])).content.decode()
    )
    letter = client.get(reverse("progress:reminder_letter", args=[running.round.pk, "docx"]))
    assert letter["Content-Disposition"].startswith("attachment")


@pytest.mark.usefixtures("_late")
def test_form_with_nothing_chosen_says_so_and_writes_nothing(client, running):
    address = reverse("progress:reminders", args=[running.round.pk])

    page = signed_in(client, running.officer).post(address, {"channel": "zalo", "day": "30/02/2026"})

    assert (page.status_code, Reminded.objects.count()) == (422, 0)
    assert "Hãy đánh dấu ít nhất một dòng" in page.content.decode()


@pytest.mark.usefixtures("_late")
def test_contact_cannot_open_the_desk_but_has_his_own_page(client, running, contact):
    signed_in(client, contact)

    assert client.get(reverse("progress:reminders", args=[running.round.pk])).status_code == 403
    page = client.get(reverse("progress:my_reminders")).content.decode()
    assert "quá hạn 2 ngày làm việc" in page


@pytest.mark.usefixtures("_late")
def test_calendar_feed_opens_by_its_address_until_it_is_renewed(client, running, place, contact):
    given_difficulty(running, place, contact, at=datetime(2026, 2, 24, 2, tzinfo=UTC))
    signed_in(client, contact)
    client.post(reverse("progress:renew_feed"))
    token = selectors.feed_of(contact).token
    client.logout()
    address = reverse("progress:calendar_feed", args=[token])

    feed = client.get(address)
    events = [str(event["summary"]) for event in Calendar.from_ical(feed.content).walk("VEVENT")]
    assert feed["Content-Type"].startswith("text/calendar")
    assert events == ["Hạn: đăng ký mô hình năm 2026 (còn thiếu 1)"]
    services.renew_feed(by=contact, at=NOON)
    assert client.get(address).status_code == 404


def test_command_prints_who_is_due_as_words_and_json(running, contact):
    words, plain = StringIO(), StringIO()

    call_command("reminders_due", on="12/02/2026", stdout=words)
    call_command("reminders_due", on="2026-02-12", json=True, stdout=plain)

    assert "Xóm 1 (Lường Thị Mẫu): đăng ký mô hình năm 2026" in words.getvalue()
    found = json.loads(plain.getvalue())
    assert (found["on"], len(found["reminders"])) == ("2026-02-12", 3)
    with pytest.raises(CommandError, match="không phải là ngày"):
        call_command("reminders_due", on="mai")


@pytest.mark.usefixtures("_late")
def test_desk_and_own_page_cost_the_same_for_few_and_many(
    client, running, place, contact, django_assert_max_num_queries
):
    def queries(person, address):
        signed_in(client, person)
        with django_assert_max_num_queries(60) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    at = datetime(2026, 2, 24, 2, tzinfo=UTC)
    worker = user(place.division)
    pages = [
        (running.officer, reverse("progress:reminders", args=[running.round.pk])),
        (worker, reverse("progress:my_reminders")),
    ]
    given_difficulty(running, place, contact, at=at)
    few = [queries(*page) for page in pages]
    for number in range(20):
        given_difficulty(running, place, contact, at=at, matter=f"Việc {number}")

    assert [queries(*page) for page in pages] == few
