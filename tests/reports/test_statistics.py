"""Statistical forms of a small world: every figure against what was put in, the file opened again."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from kheo.accounts.roles import Role
from kheo.audit.models import Event
from kheo.campaigns.models import Campaign
from kheo.campaigns.states import CampaignState
from kheo.commendations.models import Commendation
from kheo.commendations.services import outside
from kheo.core.errors import InvalidInput, NotAllowed
from kheo.core.law.statistics import statistical_form, statistical_forms
from kheo.documents.public import PaperFacts
from kheo.reports.models import MovementClass
from kheo.reports.selectors.statistics import filled, listed_awards, listed_movements, place_of
from kheo.reports.services import classify
from kheo.units.public import UnitKind
from tests.factories import NOON, TODAY, unit, user
from tests.factories import commendations as given
from tests.factories import recognitions as made
from tests.factories.campaigns import running_campaign

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 31)


def cells(running, key):
    """Row code → the numbers of its columns."""
    found = filled(statistical_form(key, DAY), place_of(running.round), running.round.year)
    return {row.code: numbers for row, numbers in found.rows if row.code}, found.notes


def say(running, campaign=None, **changes):
    said = {"scope": "region", "method": "thematic", "first_on": None, "last_on": None} | changes
    return classify(campaign or running.campaign, **said, by=running.officer, at=NOON)


def test_a_movement_stands_in_the_rows_that_its_days_and_its_officer_say(running):
    say(running)

    found, notes = cells(running, "0601")

    one, none = (1, None, None, 1), (0, None, None, 0)
    assert [found[code] for code in ("01", "03", "06", "11")] == [one] * 4
    assert [found[code] for code in ("02", "04", "05", "07", "08", "09", "10", "12")] == [none] * 8
    assert any("Cột 2" in text for text in notes)
    assert not any("chưa ghi" in text for text in notes)


@pytest.mark.parametrize(
    ("last", "code"),
    [
        (date(2026, 12, 31), "07"),
        (date(2027, 1, 1), "08"),
        (date(2028, 12, 31), "09"),
        (date(2030, 12, 30), "09"),
        (date(2030, 12, 31), "10"),
    ],
)
def test_whole_years_stand_in_their_own_row(running, last, code):
    say(running, first_on=date(2026, 1, 1), last_on=last)

    found, _notes = cells(running, "0601")

    assert [row for row in ("06", "07", "08", "09", "10") if found[row][0]] == [code]


def test_what_nobody_said_is_counted_in_the_whole_alone_and_said(running):
    found, notes = cells(running, "0601")

    assert found["01"][0] == 1
    assert [found[code][0] for code in ("02", "03", "04", "05", "11", "12")] == [0] * 6
    assert any("1 phong trào chưa ghi phạm vi, phương thức" in text for text in notes)


def test_other_years_other_places_and_what_is_not_launched_stay_out(running, place):
    running_campaign(place, year=2025, officer=running.officer)
    elsewhere = running_campaign(place, officer=running.officer)
    elsewhere.campaign.managing_unit = unit(
        UnitKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân xã Bên Sông", area_code="05501"
    )
    elsewhere.campaign.save()
    waiting = running_campaign(place, officer=running.officer)
    Campaign.objects.filter(pk=waiting.campaign.pk).update(
        state=CampaignState.PREPARING, launched_at=None, launched_by=None
    )

    found, _notes = cells(running, "0601")

    assert found["01"] == (1, None, None, 1)


def test_only_officers_classify_and_days_come_in_pairs(running, place):
    with pytest.raises(NotAllowed):
        classify(
            running.campaign,
            scope="region",
            method="thematic",
            first_on=None,
            last_on=None,
            by=user(place.committee, Role.VIEWER),
            at=NOON,
        )
    for wrong in (
        {"scope": "world"},
        {"method": "slow"},
        {"first_on": TODAY},
        {"first_on": TODAY, "last_on": date(2026, 1, 1)},
    ):
        with pytest.raises(InvalidInput):
            say(running, **wrong)
    say(running)
    say(running, scope="body")

    assert MovementClass.objects.get().scope == "body"
    assert Event.objects.filter(action="reports:movement:classify").count() == 2


@pytest.fixture
def awarded(running, place, contact):
    """A giấy khen through Khéo; bằng khen for a person, a household, a hamlet and a co-operative, from paper."""
    noted = made.exemplar(running, place.hamlets[0], contact)
    made.signed(running, place.hamlets[0], contact, noted)
    row = given.received(running, given.drafted(running, place.hamlets[0], contact))
    given.passed(running, given.appraised(running, row))
    given.enacted(running)
    cooperative = unit(
        UnitKind.ENTERPRISE, "Hợp tác xã Bình Minh", place.committee, area_code=place.committee.area_code
    )
    rows = [
        outside.OutsideRow("individual", "Nguyễn Thị Mẫu", place.hamlets[0], "Vận động hiến đất"),
        outside.OutsideRow("household", "Hộ ông Trần Văn Thử", place.hamlets[1], "Hiến 200 m² đất"),
        outside.OutsideRow("collective", "Xóm 3", place.hamlets[2], "Đường hoa tự quản"),
        outside.OutsideRow("collective", "Hợp tác xã Bình Minh", cooperative, "Bao tiêu nông sản"),
    ]
    said = outside.Outside(
        award="bang-khen-tinh",
        occasion="campaign",
        facts=PaperFacts("15", "QĐ-UBND", TODAY, "CHỦ TỊCH", "Lê Thị Ví Dụ"),
        issuer="Chủ tịch Ủy ban nhân dân tỉnh",
        rows=rows,
    )
    outside.enter_outside(running.round, said=said, by=running.officer, at=NOON)
    return running


def test_awards_of_the_province_stand_by_form_subject_and_occasion(awarded):
    found, notes = cells(awarded, "0603")

    assert found["01"] == (4, 4, 0, 0, None)
    assert [found[code][0] for code in ("02", "03", "04", "05")] == [1, 1, 1, 1]
    assert [found[code][0] for code in ("11", "12", "13")] == [0, 4, 0]
    assert [found[code] for code in ("06", "07", "08", "09", "14", "17")] == [(None,) * 5] * 6
    assert any("1 cá nhân ghi từ quyết định ngoài Khéo" in text for text in notes)


def test_giay_khen_stands_in_the_table_of_the_place_and_in_no_form(awarded):
    own, _notes = cells(awarded, "rieng")
    above, _notes = cells(awarded, "0602")

    assert own["01"][:2] == (1, 1)
    assert above["1"][0] == 0


def test_the_forms_about_staff_stay_empty(running):
    for key in ("0604", "0605"):
        found, notes = cells(running, key)
        assert {number for numbers in found.values() for number in numbers} == {None}
        assert any("để trống" in text for text in notes)


def test_a_revoked_award_is_counted_no_more(awarded):
    decision = Commendation.objects.filter(award="bang-khen-tinh").first().decision
    Commendation.objects.filter(decision=decision, ordinal=1).update(
        state="revoked", revoked_by=decision, revoke_reason="Kê khai không đúng"
    )

    found, _notes = cells(awarded, "0603")

    assert found["01"][0] == 3


def test_every_number_opens_as_many_as_it_counts(awarded):
    say(awarded)
    place, year = place_of(awarded.round), awarded.round.year
    opened = 0
    for form in statistical_forms(DAY):
        for row, numbers in filled(form, place, year).rows:
            for column, number in zip(form.columns, numbers, strict=True):
                if not number:
                    continue
                listed = listed_movements if form.counts == "campaigns" else listed_awards
                assert len(listed(form, row, column, place, year)) == number, (form.key, row.code)
                opened += 1
    assert opened > 15


def test_the_workbook_opens_with_codes_figures_and_notes(client, awarded):
    client.force_login(awarded.officer)
    say(awarded)
    address = reverse("reports:statistics_file", args=[awarded.round.pk, "xlsx"])

    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{address}?bieu=0603").content))

    assert book.sheet_names == ["0603.N"]
    rows = book.get_sheet_by_index(0).to_python()
    texts = [[str(cell) for cell in row] for row in rows]
    assert any("BIỂU SỐ 0603.N/BNV-TĐKT" in row[0] for row in texts)
    head = next(place for place, row in enumerate(texts) if row[0] == "Chỉ tiêu")
    assert texts[head + 1] == ["A", "B", "1", "2", "3", "4", "5"]
    lines = {row[1]: row[2:] for row in texts[head + 2 :] if row[1]}
    assert lines["01"] == ["4", "4", "0", "0", ""]
    assert lines["04"] == ["1", "1", "0", "0", ""]
    assert lines["14"] == ["", "", "", "", ""]
    assert any("chưa xác minh" in row[0] for row in texts)


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_form_is_printed_too(client, running, form):
    client.force_login(running.officer)
    address = reverse("reports:statistics_file", args=[running.round.pk, form])

    for key in ("0601", "0602"):
        assert len(client.get(f"{address}?bieu={key}").content) > 5000


def test_pages_show_every_form_and_what_is_not_known(client, awarded, place):
    client.force_login(user(place.committee, Role.SIGNER))
    page = reverse("reports:statistics", args=[awarded.round.pk])

    for form in statistical_forms(DAY):
        text = client.get(f"{page}?bieu={form.key}").content.decode()
        assert form.title in text
        assert "chưa xác minh" in text
    assert (
        reverse("reports:classify", args=[awarded.round.pk, awarded.campaign.pk])
        not in client.get(page).content.decode()
    )
    cell = reverse("reports:statistics_list", args=[awarded.round.pk, "0603", "04", "2"])
    assert "Hộ ông Trần Văn Thử" in client.get(cell).content.decode()
    assert client.get(page, {"bieu": "9999"}).status_code == 404
    assert client.get(cell.replace("/04/", "/99/")).status_code == 404


def test_a_unit_does_not_open_them(client, awarded, contact):
    client.force_login(contact)

    assert client.get(reverse("reports:statistics", args=[awarded.round.pk])).status_code == 404
    assert (
        client.get(reverse("reports:classify", args=[awarded.round.pk, awarded.campaign.pk])).status_code
        == 404
    )


def test_the_officer_says_what_a_movement_is(client, running):
    client.force_login(running.officer)
    address = reverse("reports:classify", args=[running.round.pk, running.campaign.pk])
    assert "20/01/2026" in client.get(address).content.decode()

    refused = client.post(
        address, {"scope": "region", "method": "regular", "first_on": "01/01/2026", "last_on": ""}
    )
    done = client.post(
        address, {"scope": "region", "method": "regular", "first_on": "01/01/2026", "last_on": "31/12/2026"}
    )

    assert refused.status_code == 422
    assert done.status_code == 302
    found, _notes = cells(running, "0601")
    assert (found["07"][0], found["12"][0]) == (1, 1)


def test_pages_cost_the_same_for_few_and_many(client, awarded, place, django_assert_max_num_queries):
    client.force_login(awarded.officer)
    page = reverse("reports:statistics", args=[awarded.round.pk])

    def queries(key):
        with django_assert_max_num_queries(40) as asked:
            assert client.get(f"{page}?bieu={key}").status_code == 200
        return len(asked)

    few = [queries(key) for key in ("0601", "0603")]
    for _number in range(4):
        running_campaign(place, officer=awarded.officer)

    assert [queries(key) for key in ("0601", "0603")] == few
