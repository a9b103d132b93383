"""The official areas, the first units of an installation, its first administrator."""

from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from kheo.accounts.public import Role, User
from kheo.audit.models import Event
from kheo.core.errors import Conflict, InvalidInput, NotAllowed
from kheo.kernel import installation
from kheo.kernel.clock import today
from kheo.units import public as units
from kheo.units.models import AdministrativeArea, Unit
from tests import factories
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.django_db

FIRST = {"username": "quan.tri", "full_name": "Lê Thị Quản", "password": "trăng lên đầu núi sáng"}


def start(**changes):
    return units.start_installation(**{"area_code": "05500", "at": NOON, **FIRST, **changes})


def area_named(kind):
    return AdministrativeArea.objects.filter(kind=kind, valid_to=None).order_by("code").first()


@pytest.fixture
def areas():
    return units.load_areas(on=TODAY, at=NOON)


def test_load_areas_counts_are_the_official_ones_before_and_after_the_change(areas):
    later = units.load_areas(on=date(2026, 4, 30), at=NOON)

    assert (areas.provinces, areas.communes) == (34, 3321)
    assert areas.by_kind == {"province": 28, "city": 6, "commune": 2621, "ward": 687, "special_zone": 13}
    assert later.by_kind == {"province": 27, "city": 7, "commune": 2611, "ward": 697, "special_zone": 13}
    assert len(areas.unverified) == 2


def test_load_areas_again_changes_nothing_and_a_spoilt_row_is_mended(areas):
    rows = AdministrativeArea.objects.count()
    again = units.load_areas(on=TODAY, at=NOON)
    AdministrativeArea.objects.filter(code="01", valid_to=None).update(name="Ha Noi")
    mended = units.load_areas(on=TODAY, at=NOON)

    assert (areas.added, again.added, again.mended, mended.mended) == (rows, 0, 0, 1)
    assert AdministrativeArea.objects.get(code="01").full_name == "Thành phố Hà Nội"
    assert Event.objects.filter(action="units:areas:load").count() == 2


def test_areas_are_found_without_marks_by_code_by_province_and_by_day(areas):
    found = [area.full_name for area in units.areas(TODAY, text="dong nai")]
    later = [area.full_name for area in units.areas(date(2026, 5, 1), text="dong nai")]
    by_code = {area.code for area in units.areas(TODAY, text="06970")}

    assert "Tỉnh Đồng Nai" in found
    assert "Thành phố Đồng Nai" in later
    assert by_code == {"06970"}
    assert {a.province_code for a in units.areas(TODAY, province_code="75")} == {"75"}
    assert not units.areas(date(2025, 6, 30)).exists()


def test_area_page_marks_codes_that_are_not_verified(client, areas):
    client.force_login(
        factories.user(factories.commune().women),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )

    page = client.get("/don-vi/dia-ban/", {"q": "ba che"}).content.decode()

    assert "Xã Ba Chẽ" in page
    assert "mã chưa xác minh: 06970 hoặc 06978" in page


def test_area_page_takes_the_same_queries_for_one_and_for_many(
    client, areas, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(
        factories.user(factories.commune().women),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    with django_assert_max_num_queries(15) as few:
        client.get("/don-vi/dia-ban/", {"q": "06970"})

    with django_assert_num_queries(len(few)):
        client.get("/don-vi/dia-ban/")


def test_start_installation_founds_three_roots_that_share_the_area():
    roots, user = start()

    three = [roots.committee, roots.party, roots.front]
    names = [units.name_of(unit, TODAY) for unit in three]
    place = names[0].removeprefix("Ủy ban nhân dân ")
    assert names[1:] == [f"Đảng ủy {place}", f"Ủy ban Mặt trận Tổ quốc Việt Nam {place}"]
    assert [unit.area_code for unit in three] == ["05500"] * 3
    assert [unit.symbol for unit in three] == ["UBND", "ĐU", "MTTQ-BTT"]
    assert {unit.pk for unit in units.of_commune("05500", TODAY)} == {unit.pk for unit in three}
    assert all(units.has_role(user, Role.ADMINISTRATOR, unit, TODAY) for unit in three)
    assert user.must_change_password is False


def test_start_installation_of_a_province_names_its_bodies():
    roots, _user = start(area_code="75")

    assert [units.name_of(unit, TODAY) for unit in (roots.committee, roots.party, roots.front)] == [
        "Ủy ban nhân dân tỉnh Đồng Nai",
        "Tỉnh ủy Đồng Nai",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Đồng Nai",
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"area_code": "00000"}, "area-unknown"),
        ({"area_code": "5500"}, "area-unknown"),
        ({"province_code": "01"}, "area-unknown"),
        ({"area_name": "Một tên khác"}, "area-name-differs"),
        ({"password": "ngan"}, "password-weak"),
        ({"username": "Quản trị"}, "username-form"),
        ({"full_name": "  "}, "full-name-missing"),
    ],
)
def test_start_installation_refuses_and_leaves_nothing(changes, code):
    with pytest.raises(InvalidInput) as refused:
        start(**changes)

    assert refused.value.code == code
    assert (Unit.objects.count(), User.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_start_installation_twice_is_refused():
    start()

    with pytest.raises(Conflict) as refused:
        start(username="nguoi-khac")

    assert refused.value.code == "units-exist"


def test_command_starts_a_real_installation_and_says_what_it_made():
    out = StringIO()

    call_command("start_installation", commune="05500", stdout=out, **FIRST)

    assert installation.kind() == "real"
    assert AdministrativeArea.objects.filter(valid_to=None).count() == 3355
    assert "Ủy ban Mặt trận Tổ quốc Việt Nam phường Tích Lương." in out.getvalue()
    assert "Người quản trị: quan.tri." in out.getvalue()


def test_command_that_is_refused_leaves_the_database_unmarked():
    with pytest.raises(CommandError, match="Không có xã, phường, đặc khu mã “99999”"):
        call_command("start_installation", commune="99999", **FIRST)

    assert installation.kind() is None
    assert AdministrativeArea.objects.count() == 0


def test_load_areas_command_prints_the_figures():
    out = StringIO()

    call_command("load_areas", stdout=out)

    assert out.getvalue().startswith("Cấp tỉnh: 34 · cấp xã: 3.321\n")
    assert "mã chưa xác minh: 06970 Xã Ba Chẽ" in out.getvalue()


@time_machine.travel(NOON, tick=False)
def test_another_commune_is_founded_whole_by_the_province_officer_and_its_officer_can_begin(client, areas):
    roots, _admin = start(area_code="19")
    officer = factories.user(roots.committee, Role.PROVINCE_OFFICER)
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    code = AdministrativeArea.objects.filter(province_code="19", kind="ward").first().code
    form = {"area_code": code, "usual": ["phu-nu", "kinh-te"], "full_name": "Đỗ Văn Đầu", "username": "dau"}

    shown = client.get("/don-vi/them-xa/").content.decode()
    done = client.post("/don-vi/them-xa/", form).content.decode()

    place = units.place_names([code], TODAY)[code]
    names = {unit.name for unit in units.of_commune(code, TODAY)}
    assert f"({code})" in shown
    assert len(names) == 5
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in names
    assert f"Hội Liên hiệp Phụ nữ p{place[1:]}" in names
    user = User.objects.get(username="dau")
    assert user.must_change_password
    assert 'id="one-time"' in done
    committee = next(unit for unit in units.of_commune(code, TODAY) if unit.kind == "peoples-committee")
    assert units.has_role(user, Role.COMMUNE_OFFICER, committee, TODAY)
    assert units.has_role(user, Role.ADMINISTRATOR, committee, TODAY)
    assert Event.objects.get(action="units:commune:found").actor == officer.username
    assert f"({code})" not in client.get("/don-vi/them-xa/").content.decode()


@pytest.mark.parametrize("who", ["commune administrator", "commune officer", "stranger"])
def test_another_commune_is_not_founded_from_a_commune_of_a_province_that_works_here(client, areas, who):
    start(area_code="19")
    place = factories.commune()
    role = Role.ADMINISTRATOR if who == "commune administrator" else Role.COMMUNE_OFFICER
    user = factories.user(None if who == "stranger" else place.committee, role)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get("/don-vi/them-xa/").status_code == 403
    assert client.post("/don-vi/them-xa/", {"area_code": "05503"}).status_code == 403


def test_who_began_an_installation_with_a_commune_brings_in_others_of_the_province_only(areas):
    _roots, admin = start()
    second = AdministrativeArea.objects.filter(province_code="19", kind="commune").last().code
    person = {"usual": [], "full_name": "Đỗ Văn Đầu", "username": "dau.tien", "office_phone": ""}

    _, officer, _ = units.found_commune(second, **person, by=admin, at=NOON)

    with pytest.raises(NotAllowed):
        units.found_commune(area_named("ward").code, **person, by=admin, at=NOON)
    with pytest.raises(NotAllowed):
        units.found_commune("05503", **person, by=officer, at=NOON)
    with pytest.raises(Conflict) as again:
        units.found_commune(second, **person, by=admin, at=NOON)
    assert again.value.code == "commune-exists"


def test_a_taken_username_founds_nothing(areas):
    _roots, admin = start()
    before = Unit.objects.count()

    with pytest.raises(InvalidInput):
        units.found_commune(
            "05503",
            usual=["phu-nu"],
            full_name="A",
            username=admin.username,
            office_phone="",
            by=admin,
            at=NOON,
        )

    assert Unit.objects.count() == before


def test_init_asks_until_the_name_means_one_place_and_founds_the_usual_bodies(monkeypatch):
    said = iter(["Không Đâu", "Tích", "phường tích lương", "", "Lê Thị Quản", "quan.tri"])
    monkeypatch.setattr("builtins.input", lambda _question: next(said))
    monkeypatch.setattr("getpass.getpass", lambda _question: FIRST["password"])
    out = StringIO()

    call_command("kheo_init", stdout=out)

    words = out.getvalue()
    assert "Không có tên hoặc mã này trong danh mục" in words
    assert "05500  Phường Tích Lương, tỉnh Thái Nguyên" in words
    assert "Tiếp theo:" in words
    names = {unit.name for unit in units.of_commune("05500", today())}
    assert {"Phòng Kinh tế, Hạ tầng và Đô thị", "Hội Nông dân phường Tích Lương"} <= names


def test_init_without_the_usual_bodies_founds_the_roots_alone(monkeypatch):
    said = iter(["05500", "k", "Lê Thị Quản", "quan.tri"])
    monkeypatch.setattr("builtins.input", lambda _question: next(said))
    monkeypatch.setattr("getpass.getpass", lambda _question: FIRST["password"])

    call_command("kheo_init", stdout=StringIO())

    assert Unit.objects.count() == 3
