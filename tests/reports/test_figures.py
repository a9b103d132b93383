"""Figures of a round: each counts what its list shows, at the same cost for few and many."""

import pytest
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.commendations.services.revoking import revoke
from kheo.reports.selectors.counting import listed
from kheo.reports.selectors.figures import content_of
from kheo.reports.selectors.scopes import scope_of
from tests.factories import NOON, TODAY, user
from tests.factories import commendations as given
from tests.factories import recognitions as made
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted, sent
from tests.progress.test_publicity import noted as published


def signed_in(client, person):
    client.force_login(person)
    return client


pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(running, place, contact):
    """Two received ones (one recognised), one that waits; the year before one was received."""
    made.body(running, place)
    mine = accepted(running, place.hamlets[0], contact)
    noted = made.exemplar(running, place.hamlets[0], contact)
    made.recognised(running, place.hamlets[0], contact, mine, noted)
    accepted(
        running,
        place.hamlets[1],
        running.officer,
        title="Tổ tự quản",
        kind="continued",
        changes="không thay đổi",
    )
    sent(running, place.hamlets[2], user(place.hamlets[2]), title="Cánh đồng một giống")
    earlier = running_campaign(place, year=2025, closes_at=None, officer=running.officer)
    accepted(earlier, place.hamlets[0], running.officer, title="Năm trước")
    return running


def values(running, **options):
    found = content_of(scope_of(running.round), NOON, **options)
    return found, {one.key: one.value for one in found.figures}


def test_every_measure_counts_what_it_says(counted):
    _content, found = values(counted)

    assert (found["registered"], found["accepted"], found["new"], found["continued"]) == (3, 2, 1, 1)
    assert (found["recognised"], found["exemplars"], found["noted"], found["carried-out"]) == (1, 1, 1, 0)


def test_a_figure_stands_beside_the_year_before(counted):
    content, _found = values(counted)

    assert content.before_years == (2025,)
    assert content.figure("accepted").before == 1


def test_what_a_figure_counts_is_what_its_list_shows(counted):
    content, found = values(counted, with_cases=True)

    for key in ("registered", "accepted", "new", "continued", "recognised", "stopped", "copied", "withdrawn"):
        rows = listed([counted.round.pk], key, {}, TODAY)
        assert rows.count() == found[key] == sum(key in case.counts for case in content.cases), key


def test_breakdowns_add_up_to_the_whole(counted):
    content, found = values(counted)

    for one in content.breakdowns:
        assert sum(line.values.get("accepted", 0) for line in one.lines) == found["accepted"], one.key


@pytest.fixture
def reader(place):
    return user(place.committee, Role.SIGNER)


def test_the_page_shows_every_figure_with_its_list(client, counted, reader):
    page = signed_in(client, reader).get(reverse("reports:round", args=[counted.round.pk]))
    text = page.content.decode()

    assert page.status_code == 200
    assert "Số liệu lúc 12:00" in text
    for key in ("registered", "accepted", "recognised"):
        address = reverse("reports:figure", args=[counted.round.pk, key])
        assert address in text
        assert client.get(address).status_code == 200
    assert client.get(reverse("reports:figure", args=[counted.round.pk, "khong-co"])).status_code == 404


def test_a_unit_does_not_read_the_figures_of_all(client, counted, contact):
    signed_in(client, contact)

    assert client.get(reverse("reports:round", args=[counted.round.pk])).status_code == 404
    assert client.get(reverse("reports:figure", args=[counted.round.pk, "accepted"])).status_code == 404


def test_pages_cost_the_same_for_few_and_many(client, counted, place, django_assert_max_num_queries):
    signed_in(client, counted.officer)
    addresses = [
        reverse("reports:round", args=[counted.round.pk]),
        reverse("reports:figure", args=[counted.round.pk, "accepted"]),
        reverse("reports:units", args=[counted.round.pk]),
        reverse("reports:lower", args=[counted.round.pk]),
    ]

    def queries(address):
        with django_assert_max_num_queries(60) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    few = [queries(one) for one in addresses]
    for number in range(12):
        accepted(counted, place.hamlets[number % 3], counted.officer, title=f"Mô hình số {number}")

    assert [queries(one) for one in addresses] == few
    assert max(few[1], few[3]) <= 10
    assert few[2] <= 20


def test_what_was_given_stands_among_the_figures_and_each_opens_its_list(client, running, place, contact):
    noted = made.exemplar(running, place.hamlets[0], contact)
    made.signed(running, place.hamlets[0], contact, noted)
    row = given.received(running, given.drafted(running, place.hamlets[0], contact))
    given.passed(running, given.appraised(running, row))
    given.enacted(running)

    content, _found = values(running)

    assert content.figure("prizes").value == 710_000
    figure = content.figure("commended-individual")
    page = signed_in(client, running.officer).get(figure.address)
    assert [one.subject.kind for one, _unit in page.context["rows"]] == ["individual"] * figure.value
    everything = client.get(content.figure("commended").address)
    assert everything.context["page_obj"].paginator.count == content.figure("commended").value == 1
    [heading] = content.more
    assert [words for _form, words in heading.lines] == ["cá nhân 1"]


def test_a_revoked_award_is_counted_no_more(running, place, contact):
    noted = made.exemplar(running, place.hamlets[0], contact)
    made.signed(running, place.hamlets[0], contact, noted)
    row = given.received(running, given.drafted(running, place.hamlets[0], contact))
    given.passed(running, given.appraised(running, row))
    decision = given.enacted(running)
    reasons = {award.pk: "Kê khai sai thành tích" for award in decision.awards.all()}
    how = {"facts": given.facts("130"), "typed": "HỦY BỎ", "by": running.officer, "at": NOON}
    revoke(decision, reasons=reasons, **how)

    content, _found = values(running)

    assert (content.figure("commended").value, content.figure("prizes").value) == (0, 0)
    assert content.more == ()


def test_figures_of_publicity_open_just_what_they_count(client, counted, place):
    for kind in ("news", "article", "article"):
        published(counted, place.committee, counted.officer, kind=kind)
    content, _found = values(counted)
    signed_in(client, counted.officer)

    articles = client.get(content.figure("article").address)

    assert articles.context["page_obj"].paginator.count == content.figure("article").value == 2


def test_the_way_to_reports_keeps_what_was_asked_for(client, counted):
    signed_in(client, counted.officer)
    there = client.get(reverse("progress:reports", args=[counted.round.pk]) + "?loc=da-gui")
    assert there.url.endswith("?loc=da-gui")
