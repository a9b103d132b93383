"""The pages of units: what each shows, who may act, how many queries it takes."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kheo.accounts.public import Role, User
from kheo.audit.models import Event
from kheo.units import public as units
from kheo.units.models import Membership, SteeringSeat, UnitSuccession
from kheo.units.public import UnitKind
from tests import factories
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def signed_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def place():
    return factories.commune()


@pytest.fixture
def admin(place, client):
    user = factories.user(place.committee, Role.ADMINISTRATOR, "Lê Thị Quản")
    signed_in(client, user)
    return user


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


# What is shown


def test_tree_shows_the_three_roots_and_what_hangs_below(client, place, admin):
    words = text(client.get("/don-vi/"))

    assert "Đơn vị – Xã Đồng Trăng" in words
    for name in ("Đảng ủy xã Đồng Trăng", "Chi bộ xóm 1", "Hội Liên hiệp Phụ nữ xã Đồng Trăng", "Xóm 3"):
        assert name in words


def test_tree_search_finds_without_marks(client, place, admin):
    words = text(client.get("/don-vi/", {"q": "xom 2"}))

    assert "Xóm 2" in words
    assert "Xóm 3" not in words


@pytest.mark.parametrize("sign", ["%", "_", "*"])
def test_tree_search_takes_signs_as_they_are(client, place, admin, sign):
    units.rename(place.hamlets[0], name=f"Xóm {sign} lạ", on=TODAY, by=admin, at=NOON)

    words = text(client.get("/don-vi/", {"q": sign}))
    areas = text(client.get("/don-vi/dia-ban/", {"q": sign}))

    assert f"Xóm {sign} lạ" in words
    assert "Xóm 2" not in words
    assert "Không có đơn vị hành chính nào khớp" in areas


def test_tree_takes_the_same_queries_for_few_and_for_many(client, place, admin):
    few = queries(client, "/don-vi/")
    units.found_many(
        [f"Xóm {n}" for n in range(4, 60)],
        kind=UnitKind.SETTLEMENT,
        parent=place.committee,
        on=TODAY,
        by=admin,
        at=NOON,
    )

    assert queries(client, "/don-vi/") == few


def test_unit_page_takes_the_same_queries_for_one_and_for_three_people(client, place, admin):
    url = f"/don-vi/{place.hamlets[0].pk}/"
    factories.user(place.hamlets[0])
    one = queries(client, url)
    factories.user(place.hamlets[0])
    factories.user(place.hamlets[0], Role.VIEWER)

    assert queries(client, url) == one


def test_directory_takes_the_same_queries_for_one_and_for_three(client, place, admin):
    factories.user(place.hamlets[0])
    one = queries(client, "/don-vi/danh-ba/")
    factories.user(place.hamlets[1])
    factories.user(place.women)

    assert queries(client, "/don-vi/danh-ba/") == one


def test_board_page_takes_the_same_queries_for_one_and_for_three_seats(client, place, admin):
    board = factories.unit(UnitKind.STEERING_BOARD, "Ban Chỉ đạo", place.committee)

    def seat(name):
        units.give_seat(
            board, holder_name=name, office="Ủy viên", follows=place.hamlets, on=TODAY, by=admin, at=NOON
        )

    seat("Hà Văn Một")
    one = queries(client, f"/don-vi/{board.pk}/")
    seat("Hà Văn Hai")
    seat("Hà Văn Ba")

    assert queries(client, f"/don-vi/{board.pk}/") == one


def test_unit_page_tells_names_and_mergers(client, place, admin):
    old, into = place.hamlets[:2]
    units.rename(old, name="Xóm Đông", on=TODAY - timedelta(days=9), by=admin, at=NOON)
    units.merge([old], into=into, on=TODAY, decision="12/NQ-HĐND ngày 01/02/2026", by=admin, at=NOON)

    ended, successor = text(client.get(f"/don-vi/{old.pk}/")), text(client.get(f"/don-vi/{into.pk}/"))

    assert "Đơn vị này không còn từ ngày 02/02/2026" in ended
    assert "Xóm 1" in ended
    assert "Xóm Đông" in ended
    assert "12/NQ-HĐND" in ended
    assert "Đã sáp nhập vào đơn vị này: Xóm Đông – 02/02/2026" in successor
    assert "Mở tài khoản" not in ended


def test_directory_lists_contacts_and_who_is_missing(client, place):
    signed_in(client, factories.user(place.women, full_name="Hoàng Thị Phụ"))

    words = text(client.get("/don-vi/danh-ba/"))

    assert "Hoàng Thị Phụ" in words
    assert "Đơn vị chưa có đầu mối (9)" in words


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_directory_paper_is_sent_as_a_file(client, place, form, start):
    signed_in(client, factories.user(place.women))

    response = client.get(f"/don-vi/danh-ba.{form}")

    assert response.content[:4].startswith(start)
    assert f"danh-ba-dau-moi-xa-dong-trang.{form}" in response["Content-Disposition"]


def test_my_roles_are_explained(client, place):
    signed_in(client, factories.user(place.women))

    assert "Chỉ thấy hồ sơ của đơn vị mình." in text(client.get("/don-vi/cua-toi/"))


# Who sees nothing


STRANGERS_PAGES = [
    "/don-vi/{pk}/",
    "/don-vi/?xa=05500",
    "/don-vi/danh-ba/?xa=05500",
    "/don-vi/danh-ba.pdf?xa=05500",
]


@pytest.mark.parametrize("page", STRANGERS_PAGES)
@pytest.mark.parametrize("who", ["no role", "another commune"])
def test_strangers_find_nothing(client, place, page, who):
    elsewhere = factories.unit(UnitKind.PEOPLES_COMMITTEE, "UBND xã Khác", area_code="05501")
    signed_in(client, factories.user(elsewhere if who == "another commune" else None))

    assert client.get(page.format(pk=place.women.pk)).status_code == 404


def test_without_a_role_tree_and_directory_say_whom_to_ask(client, place):
    signed_in(client, factories.user())

    assert "chưa được giao vai trò" in text(client.get("/don-vi/"))
    assert "Xóm" not in text(client.get("/don-vi/danh-ba/"))
    assert client.get("/don-vi/danh-ba.pdf").status_code == 403
    assert client.get("/don-vi/dia-ban/").status_code == 403


def test_province_officer_chooses_the_commune(client, place):
    other = factories.unit(UnitKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân xã Bến Lội", area_code="05501")
    province = factories.unit(UnitKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân tỉnh Mẫu", area_code="19")
    signed_in(client, factories.user(province, Role.PROVINCE_OFFICER))

    words = text(client.get("/don-vi/"))

    assert "Xã Bến Lội" in words
    assert "Xã Đồng Trăng" in words
    assert client.get(f"/don-vi/{other.pk}/").status_code == 200
    assert client.get(f"/don-vi/{other.pk}/doi-ten/").status_code == 403


# Every write: its act, its event, and who may not


def role(place):
    return Membership.objects.create(
        user=factories.user(), unit=place.hamlets[0], role=Role.VIEWER, valid_from=factories.FOUNDED
    )


def board_seat(place):
    board = factories.unit(UnitKind.STEERING_BOARD, "Ban Chỉ đạo", place.committee)
    return SteeringSeat.objects.create(
        board=board, holder_name="Hà Văn Một", office="Ủy viên", valid_from=factories.FOUNDED
    )


ACCOUNT = {"full_name": "Đỗ Thị Mới", "username": "moi.xom1", "role": "unit-contact"}
WRITES = {
    "units:unit:found": lambda p: (
        f"/don-vi/{p.committee.pk}/them/",
        {"kind": "school", "name": "Trường Mầm non", "on": "2026-02-02"},
    ),
    "units:unit:rename": lambda p: (
        f"/don-vi/{p.hamlets[0].pk}/doi-ten/",
        {"name": "Xóm Đông", "on": "02/02/2026"},
    ),
    "units:unit:move": lambda p: (
        f"/don-vi/{p.hamlets[0].pk}/chuyen/",
        {"parent": p.division.pk, "on": "2026-02-02"},
    ),
    "units:unit:merge": lambda p: (
        "/don-vi/sap-nhap/",
        {
            "olds": [p.hamlets[0].pk, p.hamlets[1].pk],
            "into": p.hamlets[1].pk,
            "number": "12/NQ-HĐND",
            "signed_on": "2026-02-01",
            "on": "2026-02-02",
            "word": "sáp nhập",
        },
    ),
    "units:membership:give": lambda p: (
        f"/don-vi/{p.hamlets[0].pk}/giao-vai-tro/",
        {"username": "+", "other": factories.user().username, "role": "viewer", "on": "2026-02-02"},
    ),
    "units:membership:end": lambda p: (f"/don-vi/vai-tro/{role(p).pk}/thoi/", {}),
    "accounts:account:open": lambda p: (f"/don-vi/{p.hamlets[0].pk}/mo-tai-khoan/", ACCOUNT),
    "accounts:password:reset": lambda p: (f"/don-vi/nguoi/{factories.user(p.hamlets[0]).pk}/mat-khau/", {}),
    "accounts:account:close": lambda p: (
        f"/don-vi/nguoi/{factories.user(p.hamlets[0]).pk}/dong/",
        {"word": "đóng"},
    ),
    "units:seat:give": lambda p: (
        f"/don-vi/{board_seat(p).board_id}/them-thanh-vien/",
        {"holder_name": "Hà Văn Hai", "office": "Ủy viên", "follows": [p.hamlets[0].pk], "on": "2026-02-02"},
    ),
    "units:seat:change": lambda p: (
        f"/don-vi/thanh-vien/{board_seat(p).pk}/sua/",
        {"office": "Phó Trưởng ban", "follows": [p.cell.pk]},
    ),
    "units:seat:end": lambda p: (f"/don-vi/thanh-vien/{board_seat(p).pk}/thoi/", {}),
}


@pytest.mark.parametrize("action", WRITES)
def test_write_by_the_administrator_is_done_and_on_the_trail(client, place, admin, action):
    url, data = WRITES[action](place)
    before = Event.objects.filter(action=action, actor=admin.username).count()

    response = client.post(url, data)

    assert response.status_code in {200, 302}, text(response)
    assert Event.objects.filter(action=action, actor=admin.username).count() == before + 1


@pytest.mark.parametrize("action", WRITES)
@pytest.mark.parametrize("who", ["officer", "contact", "front administrator", "stranger", "other commune"])
def test_write_by_anybody_else_is_refused(client, place, action, who):
    url, data = WRITES[action](place)
    elsewhere = factories.unit(UnitKind.PEOPLES_COMMITTEE, "UBND xã Khác", area_code="05501")
    unit, held = {
        "officer": (place.committee, Role.COMMUNE_OFFICER),
        "contact": (place.hamlets[0], Role.UNIT_CONTACT),
        "front administrator": (place.front, Role.ADMINISTRATOR),
        "stranger": (None, Role.VIEWER),
        "other commune": (elsewhere, Role.ADMINISTRATOR),
    }[who]
    signed_in(client, factories.user(unit, held))
    before = Event.objects.count()

    response = client.post(f"{url}?xa=05500" if "sap-nhap" in url else url, data)

    assert response.status_code in {403, 404}
    assert Event.objects.count() == before


def test_found_many_takes_a_pasted_column(client, place, admin):
    done = client.post(
        f"/don-vi/{place.committee.pk}/them-nhieu/",
        {
            "names": "Xóm 4\r\nXóm 5\r\n\r\nXóm 6",
            "kind": "settlement",
            "local_kind": "xóm",
            "on": "2026-02-02",
        },
        follow=True,
    )

    assert "Đã thêm 3 đơn vị." in text(done)


def test_found_many_names_what_stands_twice_and_keeps_the_text(client, place, admin):
    again = client.post(
        f"/don-vi/{place.committee.pk}/them-nhieu/",
        {"names": "Xóm 4\nxóm 1", "kind": "settlement", "on": "2026-02-02"},
    )

    assert again.status_code == 422
    assert "ghi hai lần hoặc đã có trong cây: xóm 1" in text(again)
    assert "Xóm 4" in again.content.decode()


def test_merge_asks_for_the_word_and_names_who_would_end(client, place, admin):
    url, data = WRITES["units:unit:merge"](place)
    first = client.post(url, {k: v for k, v in data.items() if k != "word"})
    wrong = client.post(url, data | {"word": "ừ"})

    assert "Sáp nhập 1 đơn vị vào “Xóm 2”?" in text(first)
    assert "Chưa đúng chữ" in text(wrong)
    assert "Chưa đúng chữ" not in text(first)
    assert UnitSuccession.objects.count() == 0


def test_open_account_shows_a_password_once_that_works_and_must_be_changed(client, place, admin):
    shown = client.post(f"/don-vi/{place.hamlets[0].pk}/mo-tai-khoan/", ACCOUNT)
    password = re.search(r'id="one-time">([a-z2-9-]+)<', shown.content.decode())[1]
    user = User.objects.get(username="moi.xom1")

    assert (len(password), user.must_change_password) == (19, True)
    assert user.check_password(password)
    assert "no-store" in shown["Cache-Control"]
    assert [e.details for e in Event.objects.filter(action="accounts:account:open")] == [
        {"username": "moi.xom1"}
    ]


def test_open_account_taken_name_is_said_at_the_field(client, place, admin):
    again = client.post(
        f"/don-vi/{place.hamlets[0].pk}/mo-tai-khoan/", ACCOUNT | {"username": admin.username.upper()}
    )

    assert again.status_code == 422
    assert "đã có người dùng" in text(again)


def test_role_in_a_party_cell_says_what_it_does_not_mean(client, place):
    signed_in(client, factories.user(place.party, Role.ADMINISTRATOR))

    assert "không nói người này có là đảng viên hay không" in text(
        client.get(f"/don-vi/{place.cell.pk}/giao-vai-tro/")
    )


def test_role_form_explains_every_role_and_refuses_nobody(client, place, admin):
    url = f"/don-vi/{place.hamlets[0].pk}/giao-vai-tro/"

    assert "Lập cây đơn vị, mở tài khoản và giao vai trò." in text(client.get(url))
    unknown = client.post(url, {"username": "+", "other": "không-có", "role": "viewer", "on": "2026-02-02"})
    assert "Chưa có tài khoản đang dùng nào mang tên này" in text(unknown)


def test_board_follows_what_became_of_a_merged_unit(client, place, admin):
    board = factories.unit(UnitKind.STEERING_BOARD, "Ban Chỉ đạo", place.committee)
    one, two = place.hamlets[:2]
    units.give_seat(
        board,
        holder_name="Hà Văn Một",
        office="Ủy viên",
        follows=[one],
        on=factories.FOUNDED,
        by=admin,
        at=NOON,
    )
    units.merge([one], into=two, on=TODAY, decision="số 1", by=admin, at=NOON)

    words = text(client.get(f"/don-vi/{board.pk}/"))

    assert "Xóm 2" in words
    assert "Xóm 1" not in words


def test_password_of_somebody_with_a_role_elsewhere_is_not_reset(client, place, admin):
    officer = factories.user(place.hamlets[0])
    units.give_role(officer, unit=place.front, role=Role.COMMUNE_OFFICER, on=TODAY, by="system", at=NOON)

    assert client.post(f"/don-vi/nguoi/{officer.pk}/mat-khau/").status_code == 404


def test_last_administrator_cannot_be_ended_nor_closed(client, place, admin):
    own = admin.memberships.get()

    ended = client.post(f"/don-vi/vai-tro/{own.pk}/thoi/")
    closed = client.post(f"/don-vi/nguoi/{admin.pk}/dong/", {"word": "ĐÓNG"})

    assert (ended.status_code, closed.status_code) == (409, 409)
    admin.refresh_from_db()
    assert (admin.is_active, admin.memberships.get().valid_to) == (True, None)


def test_account_is_closed_only_when_the_word_is_typed(client, place, admin):
    someone = factories.user(place.hamlets[0])
    url = f"/don-vi/nguoi/{someone.pk}/dong/"

    asked, wrong = client.get(url), client.post(url, {"word": "ừ"})

    assert "Gõ “ĐÓNG” để xác nhận" in text(asked)
    assert "Xóm 1: Đầu mối đơn vị" in text(asked)
    assert "Chưa đúng chữ “ĐÓNG”. Chưa có gì thay đổi." in text(wrong)
    someone.refresh_from_db()
    assert someone.is_active


def test_tree_tells_an_administrator_that_nobody_runs_campaigns_yet(client, place, admin):
    before = text(client.get("/don-vi/"))
    factories.user(place.committee, Role.COMMUNE_OFFICER)

    assert "Chưa có ai giữ vai trò “Cán bộ phụ trách phong trào”" in before
    assert "Chưa có ai giữ vai trò" not in text(client.get("/don-vi/"))


def test_province_officer_role_is_refused_in_a_commune(client, place, admin):
    with pytest.raises(Exception, match="chỉ giao ở cơ quan cấp tỉnh"):
        units.give_role(
            admin, unit=place.committee, role=Role.PROVINCE_OFFICER, on=TODAY, by="system", at=NOON
        )


@pytest.mark.parametrize(
    "page",
    [
        "them/",
        "them-nhieu/",
        "doi-ten/",
        "chuyen/",
        "mo-tai-khoan/",
        "giao-vai-tro/",
    ],
)
def test_form_pages_open_for_the_administrator(client, place, admin, page):
    assert "<form" in client.get(f"/don-vi/{place.hamlets[0].pk}/{page}").content.decode()
