"""The morning's digest by mail: to those who asked, once a day, one failing never stops the others."""

import logging
from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.urls import reverse

from kheo.accounts.services import change_own_details
from kheo.campaigns.models import Quota
from kheo.core.errors import InvalidInput
from kheo.kernel import installation
from kheo.progress.models import Digest, Reminded
from kheo.progress.services.mailing import mail_digests
from kheo.progress.services.reminders import make_digests, note_reminded
from tests.factories import NOON, commune, user
from tests.factories.campaigns import running_campaign

MORNING = datetime(2026, 2, 12, 0, 30, tzinfo=UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Refusing(EmailBackend):
    """A mail server that does not know one address."""

    def send_messages(self, messages):
        for one in messages:
            if one.to[0].startswith("khong-co"):
                raise SMTPRecipientsRefused({one.to[0]: (550, b"unknown")})
        return super().send_messages(messages)


class Silent(EmailBackend):
    """A mail server that does not answer."""

    def open(self):
        raise TimeoutError


@pytest.fixture
def place(db, settings):
    settings.KHEO_MAIL_HOST = "thu.xa.vn"
    settings.DEFAULT_FROM_EMAIL = "Khéo <kheo@xa.vn>"
    return commune()


@pytest.fixture
def running(place):
    made = running_campaign(place)
    for hamlet in place.hamlets:
        Quota.objects.create(campaign=made.campaign, round=made.round, unit=hamlet, minimum=1)
    return made


def reached(place, hamlet, address, *, asks=True):
    who = user(place.hamlets[hamlet])
    change_own_details(
        who, full_name=who.full_name, office_phone="", work_email=address, mail_reminders=asks, at=NOON
    )
    who.refresh_from_db()
    return who


def test_those_who_asked_get_one_plain_letter_a_day(place, running, settings):
    settings.KHEO_PUBLIC_URL = "https://kheo.xa.vn"
    who = reached(place, 0, "xom1@xa.vn")
    reached(place, 1, "xom2@xa.vn", asks=False)
    make_digests(at=MORNING)

    first = mail_digests(at=MORNING)
    again = mail_digests(at=MORNING + timedelta(hours=3))

    assert ((first.sent, first.failed), (again.sent, again.failed)) == ((1, 0), (0, 0))
    (letter,) = mail.outbox
    assert letter.to == ["xom1@xa.vn"]
    assert letter.subject == "Dân vận khéo: 1 việc cần làm (ngày 12/02/2026)"
    assert "Xóm 1" in letter.body
    assert "còn 1 ngày làm việc" in letter.body
    assert "https://kheo.xa.vn" in letter.body
    assert letter.content_subtype == "plain"
    digest = Digest.objects.get(user=who)
    assert letter.extra_headers["Message-ID"] == f"<kheo-20260212-{digest.pk}@xa.vn>"
    assert Reminded.objects.get(channel="mail").person == who


def test_one_address_that_fails_stops_no_other_and_is_tried_again(place, running, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    caplog.set_level(logging.INFO, "kheo.mail")
    broken, sound = reached(place, 0, "khong-co@xa.vn"), reached(place, 1, "xom2@xa.vn")
    make_digests(at=MORNING)

    done = mail_digests(at=MORNING)

    assert (done.sent, done.failed) == (1, 1)
    assert [one.to for one in mail.outbox] == [["xom2@xa.vn"]]
    row = Digest.objects.get(user=broken)
    assert (row.mail_tries, row.mail_fault, row.mailed_at) == (1, "SMTPRecipientsRefused", None)
    assert "khong-co" not in caplog.text
    assert {f"person={broken.pk}", f"person={sound.pk}"} <= set(caplog.text.split())

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mail_digests(at=MORNING + timedelta(minutes=1)).sent == 1
    assert "try=2" in caplog.text


def test_server_that_does_not_answer_is_asked_once_a_run(place, running, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Silent"
    for number in range(3):
        reached(place, number, f"xom{number}@xa.vn")
    make_digests(at=MORNING)

    assert mail_digests(at=MORNING).failed == 1


def test_letter_begun_by_another_job_a_moment_ago_is_left_to_it(place, running):
    reached(place, 0, "xom1@xa.vn")
    make_digests(at=MORNING)
    Digest.objects.update(mail_claimed_at=MORNING)

    assert mail_digests(at=MORNING + timedelta(minutes=1)).sent == 0
    assert mail_digests(at=MORNING + timedelta(minutes=11)).sent == 1


def test_without_a_server_or_in_the_demonstration_nothing_goes_out(place, running, settings):
    reached(place, 0, "xom1@xa.vn")
    make_digests(at=MORNING)
    settings.KHEO_MAIL_HOST = ""
    assert not mail_digests(at=MORNING).is_on
    settings.KHEO_MAIL_HOST = "thu.xa.vn"
    installation.mark("demo", at=NOON)
    assert not mail_digests(at=MORNING).is_on
    assert mail.outbox == []


def test_mail_is_noted_by_the_job_alone(place, running):
    with pytest.raises(InvalidInput):
        note_reminded(
            running.round, keys=["x"], channel="mail", told_on=MORNING.date(), by=running.officer, at=MORNING
        )


@pytest.mark.parametrize(
    ("address", "code"), [("khong phai thu", "mail-form"), ("a@b", "mail-form"), ("", "mail-without-address")]
)
def test_wrong_address_is_refused_and_nothing_changes(place, address, code):
    who = user(place.hamlets[0])
    with pytest.raises(InvalidInput) as refusal:
        reached_with(who, address)

    who.refresh_from_db()
    assert (refusal.value.code, who.work_email, who.mail_reminders) == (code, "", False)


def reached_with(who, address):
    change_own_details(
        who, full_name=who.full_name, office_phone="", work_email=address, mail_reminders=True, at=NOON
    )


def test_person_gives_an_address_and_takes_it_back_on_the_own_page(client, place):
    who = user(place.hamlets[0])
    client.force_login(who, backend=BACKEND)
    page, typed = reverse("account_details"), {"full_name": who.full_name, "work_email": "xom1@xa.vn"}

    client.post(page, typed | {"mail_reminders": "on"})
    who.refresh_from_db()
    assert (who.work_email, who.mail_reminders) == ("xom1@xa.vn", True)
    client.post(page, typed | {"work_email": ""})
    who.refresh_from_db()
    assert (who.work_email, who.mail_reminders) == ("", False)
    assert client.post(page, typed | {"work_email": "sai"}).status_code in {200, 422}


def test_desk_of_reminders_says_whether_mail_works(client, place, running, settings):
    reached(place, 0, "xom1@xa.vn")
    pages = []
    with time_machine.travel(MORNING, tick=False):
        call_command("reminders_send", verbosity=0)
        client.force_login(running.officer, backend=BACKEND)
        for host in ("thu.xa.vn", ""):
            settings.KHEO_MAIL_HOST = host
            answer = client.get(reverse("progress:reminders", args=[running.round.pk]))
            pages.append(answer.content.decode())

    assert "Hôm nay đã gửi 1 thư" in pages[0]
    assert "KHEO_MAIL_HOST" in pages[1]
