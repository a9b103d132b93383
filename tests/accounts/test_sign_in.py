"""Signing in and out: by name and password, with lockout, a trail, and nothing lost on the way."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import NoReverseMatch, reverse

from kheo.accounts.models import User
from kheo.audit.models import Event
from tests import factories
from tests.factories import NOON, PASSWORD

pytestmark = pytest.mark.django_db

LOGIN = "/tai-khoan/dang-nhap/"


def sign_in(client, user, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": user.username, "password": password, **extra})


def actions(user):
    return list(Event.objects.filter(subject=f"accounts.User:{user.pk}").values_list("action", flat=True))


def test_sign_in_right_password_opens_home_and_is_on_the_trail(client):
    user = factories.user()

    response = sign_in(client, user)

    assert (response.status_code, response["Location"]) == (302, "/")
    assert actions(user) == ["accounts:session:sign-in"]


def test_sign_in_name_in_capitals_is_the_same_person(client):
    user = factories.user()

    client.post(LOGIN, {"login": f" {user.username.upper()} ", "password": PASSWORD})

    assert int(client.session["_auth_user_id"]) == user.pk


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("/tai-khoan/cua-toi/", "/tai-khoan/cua-toi/"), ("https://example.org/x", "/"), ("//example.org", "/")],
)
def test_sign_in_goes_on_only_to_pages_of_ours(client, asked, shown):
    assert sign_in(client, factories.user(), next=asked)["Location"] == shown


def test_sign_in_wrong_password_says_so_in_vietnamese_and_is_on_the_trail(client):
    user = factories.user()

    response = sign_in(client, user, "sai-mat-khau-roi")

    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in response.content.decode()
    assert actions(user) == ["accounts:session:failure"]


def test_sign_in_unknown_name_is_not_written_down(client):
    client.post(LOGIN, {"login": "mat-khau-go-nham", "password": "gì đó"})

    events = list(Event.objects.values("subject", "actor", "details"))
    assert events == [{"subject": "", "actor": "system", "details": {}}]


def test_no_event_holds_a_password(client):
    user = factories.user()
    sign_in(client, user, "sai-mat-khau-roi")
    sign_in(client, user)

    assert [e.details for e in Event.objects.filter(action__startswith="accounts:")] == [{}, {}]


def test_five_wrong_passwords_lock_even_the_right_one_for_a_quarter_of_an_hour(client):
    user = factories.user()
    with time_machine.travel(NOON, tick=False) as clock:
        statuses = [sign_in(client, user, "sai-mat-khau-roi").status_code for _ in range(5)]
        locked = sign_in(client, user)
        clock.move_to(NOON + timedelta(minutes=14))
        still = sign_in(client, user)
        clock.move_to(NOON + timedelta(minutes=16))
        after = sign_in(client, user)

    assert statuses == [200, 200, 200, 200, 429]
    assert (locked.status_code, still.status_code, after.status_code) == (429, 429, 302)
    assert "tạm khóa 15 phút" in locked.content.decode()


def test_lockout_counts_one_account_whatever_the_case_and_leaves_others_alone(client):
    user, other = factories.user(), factories.user()
    for name in (user.username, user.username.upper(), user.username, user.username.title(), user.username):
        last = client.post(LOGIN, {"login": name, "password": "sai-mat-khau-roi"})

    assert last.status_code == 429
    assert sign_in(client, other).status_code == 302


def test_sign_out_asks_first_then_is_on_the_trail(client):
    user = factories.user()
    sign_in(client, user)

    asked = client.get("/tai-khoan/dang-xuat/")
    done = client.post("/tai-khoan/dang-xuat/")

    assert (asked.status_code, done["Location"]) == (200, "/")
    assert "_auth_user_id" not in client.session
    assert actions(user) == ["accounts:session:sign-in", "accounts:session:sign-out"]


def test_closed_account_is_out_at_the_next_request_and_cannot_return(client):
    user = factories.user()
    sign_in(client, user)
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.get("/tai-khoan/cua-toi/")["Location"].startswith(LOGIN)
    assert sign_in(client, user)["Location"] == "/tai-khoan/da-dong/"
    assert client.get("/tai-khoan/da-dong/").status_code == 403


def test_form_sent_after_the_session_ended_comes_back_filled(client, settings):
    settings.ROOT_URLCONF = "tests.accounts.urls_with_form"
    user = factories.user()

    sent = client.post("/bieu-mau/", {"noi-dung": "Đường hoa xóm 3", "csrfmiddlewaretoken": "x"})
    shown = client.get(sent["Location"])
    back = sign_in(client, user, next="/bieu-mau/")
    filled = client.get(back["Location"])

    assert sent["Location"] == f"{LOGIN}?next=/bieu-mau/"
    assert "Nội dung vừa nhập vẫn được giữ" in shown.content.decode()
    assert filled.content.decode() == "Đường hoa xóm 3"
    assert client.get("/bieu-mau/").content.decode() == "trống"


def test_one_time_password_opens_only_the_page_that_replaces_it(client):
    user = factories.user()
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    sign_in(client, user)

    assert client.get("/")["Location"] == "/tai-khoan/doi-mat-khau/"
    fields = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    same = client.post("/tai-khoan/doi-mat-khau/", fields)
    assert "Mật khẩu mới phải khác mật khẩu đang dùng." in same.content.decode()

    new = "bốn mùa hoa nở ven đê"
    done = client.post("/tai-khoan/doi-mat-khau/", fields | {"password1": new, "password2": new})

    assert done["Location"] == "/"
    assert client.get("/").status_code == 200
    assert actions(user) == ["accounts:session:sign-in", "accounts:password:change"]


def test_change_password_weak_one_is_refused_in_vietnamese(client):
    user = factories.user()
    sign_in(client, user)
    fields = {"oldpassword": PASSWORD, "password1": "ngan", "password2": "ngan"}

    page = client.post("/tai-khoan/doi-mat-khau/", fields).content.decode()

    assert "Mật khẩu này quá ngắn. Cần ít nhất 14 ký tự" in page


def test_own_details_are_changed_and_on_the_trail(client):
    user = factories.user()
    sign_in(client, user)

    done = client.post("/tai-khoan/cua-toi/", {"full_name": "Trần  Thị Thử", "office_phone": "02xx 123 456"})
    assert "chỉ gồm chữ số" in done.content.decode()
    done = client.post("/tai-khoan/cua-toi/", {"full_name": "Trần  Thị Thử", "office_phone": "0210 123 456"})

    user.refresh_from_db()
    assert (done.status_code, user.full_name, user.office_phone) == (302, "Trần Thị Thử", "0210 123 456")
    assert Event.objects.get(action="accounts:account:change").details == {
        "changed": ["full_name", "office_phone"]
    }


@pytest.mark.parametrize(
    "name", ["account_signup", "account_reset_password", "account_email", "account_set_password"]
)
def test_pages_that_an_office_does_not_use_do_not_exist(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", [LOGIN, "/tai-khoan/da-dong/"])
def test_pages_for_strangers_hold_no_english(client, path):
    page = client.get(path).content.decode()

    words = ("Password", "Username", "Sign In", "Remember", "Forgot")
    assert [word for word in words if word in page] == []
