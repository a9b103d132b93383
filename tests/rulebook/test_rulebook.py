"""The law of a day with the rules of a place over it: what is shown, who may enter what."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.audit import public as audit
from kheo.core.errors import InvalidInput, NotAllowed, NotFound, TransitionNotAllowed
from kheo.core.law.provisions import Occasion
from kheo.rulebook.models import LocalRule
from kheo.rulebook.permissions import Place
from kheo.rulebook.selectors import law_of
from kheo.rulebook.services import Said, add_rule, strike_rule, take_preset
from kheo.units.public import UnitKind
from tests.factories import NOON, TODAY, unit, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
AREA = "08266"


@pytest.fixture
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def committee():
    return unit(
        UnitKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân xã Đồng Trăng", area_code=AREA, province_code="24"
    )


@pytest.fixture
def officer(committee):
    return user(committee, Role.COMMUNE_OFFICER)


HERE = Place("24", AREA)
PROVINCE = Place("24")


def said(**extra: object) -> Said:
    values: dict[str, object] = {
        "matter": "time",
        "values": {"working_days": "5"},
        "paper": "Quyết định số 12/QĐ-UBND",
        "issuer": "Chủ tịch Ủy ban nhân dân xã Đồng Trăng",
        "effective_from": date(2026, 1, 1),
        "award": "giay-khen",
    }
    return Said(**values | extra)


def days(on: date = TODAY, place: Place | None = HERE) -> object:
    found = law_of("giay-khen", Occasion.CAMPAIGN, on, place)
    return next(rule["working_days"] for matter, rule in found.provisions if matter.key == "time")


def test_rule_of_the_commune_lies_over_the_nations_from_its_day_and_nowhere_else(officer):
    add_rule(HERE, said(), by=officer, at=NOON)

    assert (days(), days(date(2025, 12, 31))) == (5, 10)
    assert days(place=Place("24", "08999")) == 10
    assert days(place=None) == 10


def test_rule_struck_out_no_longer_holds_and_stays_on_the_page(client, officer):
    rule = add_rule(HERE, said(), by=officer, at=NOON)

    strike_rule(rule, reason="nhập nhầm số", by=officer, at=NOON)

    assert days() == 10
    client.force_login(officer, backend=BACKEND)
    shown = client.get(reverse("rulebook:local", args=[AREA])).content.decode()
    assert "nhập nhầm số" in shown
    assert [event.action for event in audit.history(rule)] == ["rulebook:rule:add", "rulebook:rule:strike"]
    with pytest.raises(TransitionNotAllowed):
        strike_rule(rule, reason="lần nữa", by=officer, at=NOON)


@pytest.mark.parametrize(
    ("extra", "field"),
    [
        ({"matter": "return", "values": {"working_days": "3"}, "award": ""}, "matter"),
        ({"values": {"working_days": "năm"}}, "working_days"),
        ({"paper": "  "}, "paper"),
        ({"issuer": ""}, "issuer"),
        ({"effective_from": None}, "effective_from"),
        ({"effective_to": date(2026, 1, 1)}, "effective_to"),
        ({"award": "huan-chuong"}, "award"),
        ({"occasion": "never"}, "occasion"),
    ],
)
def test_rule_that_cannot_be_is_refused_at_its_field_and_nothing_is_written(officer, extra, field):
    with pytest.raises(InvalidInput) as refusal:
        add_rule(HERE, said(**extra), by=officer, at=NOON)

    assert refusal.value.field == field
    assert not LocalRule.objects.exists()


@pytest.mark.parametrize("role", [Role.UNIT_CONTACT, Role.VIEWER, Role.SIGNER])
def test_rule_by_whoever_keeps_no_rules_is_refused(committee, role):
    with pytest.raises(NotAllowed):
        add_rule(HERE, said(), by=user(committee, role), at=NOON)


def test_rule_of_another_commune_is_refused(officer):
    with pytest.raises(NotAllowed):
        add_rule(Place("24", "08999"), said(), by=officer, at=NOON)


def test_province_rules_are_its_own_once_it_works_here(officer):
    add_rule(PROVINCE, said(), by=officer, at=NOON)
    provincial = unit(UnitKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân tỉnh", area_code="24", province_code="24")

    with pytest.raises(NotAllowed):
        add_rule(PROVINCE, said(), by=officer, at=NOON)

    add_rule(PROVINCE, said(), by=user(provincial, Role.PROVINCE_OFFICER), at=NOON)
    assert LocalRule.objects.count() == 2


def test_preset_is_taken_whole_once_by_its_own_province(officer):
    first = take_preset(PROVINCE, "bac-ninh-86-2025", by=officer, at=NOON)

    assert len(first) == 4
    assert take_preset(PROVINCE, "bac-ninh-86-2025", by=officer, at=NOON) == []
    found = law_of("giay-khen", Occasion.CAMPAIGN, TODAY, HERE)
    titles = {matter.title for matter, rule in found.provisions if rule.level.name == "PROVINCE"}
    assert titles == {
        "Điều kiện thêm của địa phương",
        "Gửi hồ sơ trước hội nghị sơ kết, tổng kết",
        "Xét tại Hội đồng Thi đua - Khen thưởng",
    }


def test_preset_of_another_place_is_refused(officer):
    with pytest.raises(InvalidInput):
        take_preset(HERE, "bac-ninh-86-2025", by=officer, at=NOON)
    with pytest.raises(NotFound):
        take_preset(PROVINCE, "khong-co", by=officer, at=NOON)

    assert not LocalRule.objects.exists()


def test_page_tells_anybody_the_law_of_a_day(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        shown = client.get(
            reverse("rulebook:law"), {"hinh_thuc": "giay-khen", "dip": "campaign", "ngay": "22/11/2026"}
        )

    page = shown.content.decode()
    assert shown.status_code == 200
    assert "760.000" in page
    assert "0,3 × 2.530.000 = 759.000" in page
    assert "chưa xác minh" in page
    assert "Một thành tích, một lần khen" in page


@pytest.mark.parametrize(
    "asked",
    [
        {"hinh_thuc": "giay-khen", "dip": "any", "ngay": "01/01/1990"},
        {"hinh_thuc": "khong-co", "dip": "x", "ngay": "hôm qua"},
        {"ngay": ""},
    ],
)
def test_page_asked_for_what_is_not_there_says_so(client, asked):
    shown = client.get(reverse("rulebook:law"), asked)

    assert shown.status_code == 200
    assert "bắt buộc." not in shown.content.decode()


def test_page_of_a_place_enters_a_rule_and_keeps_what_was_typed_when_refused(client, officer):
    client.force_login(officer, backend=BACKEND)
    address = reverse("rulebook:add", args=[AREA, "dossier"])
    typed = {
        "parts": "Tờ trình\nDanh sách",
        "copies": "1",
        "award": "giay-khen",
        "occasion": "any",
        "paper": "",
        "issuer": "Ủy ban nhân dân tỉnh",
        "effective_from": "01/01/2026",
    }

    refused = client.post(address, typed)
    entered = client.post(address, typed | {"paper": "Quyết định số 10/2026/QĐ-UBND"})

    assert refused.status_code == 422
    assert "Danh sách" in refused.content.decode()
    assert entered.status_code == 302
    assert LocalRule.objects.get().values == {"parts": ["Tờ trình", "Danh sách"], "copies": 1}


def test_page_of_a_place_that_is_not_mine_is_not_found(client, officer):
    client.force_login(officer, backend=BACKEND)

    assert client.get(reverse("rulebook:local", args=["08999"])).status_code == 404
    assert client.get(reverse("rulebook:add", args=[AREA, "khong-co"])).status_code == 404


def test_page_of_a_place_asks_as_often_with_many_rules(client, officer, django_assert_max_num_queries):
    for _number in range(30):
        add_rule(HERE, said(), by=officer, at=NOON)
    client.force_login(officer, backend=BACKEND)

    with django_assert_max_num_queries(10):
        client.get(reverse("rulebook:local", args=[AREA]))
