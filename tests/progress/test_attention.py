"""Who is late, of whom nothing was heard, what is at risk: from rows and dates as they stand, with a way to remind."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from kheo.kernel.clock import day_of
from kheo.progress import public as progress
from kheo.progress.models import Reminded
from kheo.progress.selectors import round_table
from kheo.progress.selectors.attention import attention
from kheo.progress.services.receiving import return_
from tests.factories.registrations import accepted
from tests.progress.reporting import JUNE, make_world, sent

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
APRIL = datetime(2026, 4, 20, 3, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 10, 3, tzinfo=UTC)


@pytest.fixture
def world():
    return make_world()


def of(world, at):
    world.round.refresh_from_db()
    return attention(world.round, day_of(at))


def test_nothing_heard_for_sixty_days_is_told_and_any_news_ends_it(world):
    assert [one.unit_id for one in of(world, APRIL).silent] == [world.hamlet.pk]

    progress.raise_difficulty(
        world.round,
        unit=world.hamlet,
        registration=world.row,
        matter="Thiếu ống",
        place="Cầu",
        by=world.contact,
        at=APRIL - timedelta(days=3),
    )

    assert of(world, APRIL).silent == []


def test_sixty_days_are_not_yet_over_on_the_sixtieth(world):
    heard = world.row.decided_at

    assert of(world, heard + timedelta(days=60)).silent == []
    assert [one.count for one in of(world, heard + timedelta(days=61)).silent] == [1]


def test_a_server_may_say_after_how_many_days_it_misses_news(world, settings):
    settings.KHEO_SILENT_DAYS = 30
    heard = world.row.decided_at

    silent = of(world, heard + timedelta(days=31)).silent

    assert of(world, heard + timedelta(days=30)).silent == []
    assert [one.what for one in silent] == ["báo tình hình thực hiện (1 mô hình chưa có thông tin 30 ngày)"]
    assert round_table.tab_words()["im-lang"] == "Chưa có thông tin 30 ngày"


def test_what_is_finished_is_not_missed(world):
    sent(world, standing="done")

    assert of(world, JUNE + timedelta(days=90)).silent == []


def test_low_figures_near_the_end_and_a_returned_report_are_at_risk(world):
    report = sent(world)
    return_(report, reason="Ghi rõ số cột.", by=world.officer, at=JUNE)

    words = [one.what for one in of(world, NOVEMBER).at_risk]

    assert words == [
        "bổ sung, gửi lại 1 báo cáo bị trả lại",
        "đẩy nhanh thực hiện (1 mô hình chậm so với thời gian)",
    ]


def test_answer_past_its_day_is_at_risk_of_the_unit_that_answers(world):
    row = progress.raise_difficulty(
        world.round, unit=world.hamlet, matter="Thiếu ống", place="Cầu", by=world.contact, at=APRIL
    )
    progress.give_difficulty(row, owner=world.place.division, by=world.officer, at=APRIL, days=2)

    found = of(world, APRIL + timedelta(days=10))

    assert world.place.division.pk in {one.unit_id for one in found.at_risk}
    assert world.place.division.pk in {one.unit_id for one in found.late}


def test_round_that_is_over_asks_for_nothing(world):
    world.round.ends_on = day_of(APRIL) - timedelta(days=1)
    world.round.save()

    found = of(world, APRIL)

    assert (found.silent, found.at_risk) == ([], [])


@time_machine.travel(APRIL, tick=False)
def test_page_of_reminders_shows_just_these_units_and_logs_them(client, world):
    accepted(world.running, world.place.hamlets[1], world.neighbour, title="Cổng chào")
    client.force_login(world.officer, backend=BACKEND)
    address = reverse("progress:reminders", args=[world.round.pk])

    page = client.get(address, {"loc": "im-lang", "don-vi": str(world.hamlet.pk)})
    (one, *_rest), *others = page.context["rows"]
    client.post(
        f"{address}?loc=im-lang&don-vi={world.hamlet.pk}",
        {"channel": "phone", "day": "20/04/2026", "keys": [one.owing.key]},
    )
    nobody = client.get(address, {"loc": "im-lang", "don-vi": str(world.place.women.pk)})

    assert (one.unit, others) == ("Xóm 1", [])
    assert [(row.unit_id, row.kind) for row in Reminded.objects.all()] == [(world.hamlet.pk, "news")]
    assert nobody.context["rows"] == []


def test_asks_as_often_for_one_registration_as_for_many(world, django_assert_max_num_queries):
    def queries(more):
        for number in range(more):
            accepted(
                world.running,
                world.place.hamlets[number % 3],
                world.contact if number % 3 == 0 else world.officer,
                title=f"Mô hình {more} {number}",
            )
        with django_assert_max_num_queries(20) as asked:
            of(world, APRIL)
        return len(asked)

    assert queries(1) == queries(6)
