"""What holds for every request: language, the demo's address, forms kept for their writer only."""

import pytest
from django.db import connection
from django.urls import path

from kheo.kernel import installation
from kheo.kernel.models import Installation
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from tests import factories
from tests.factories import NOON, PASSWORD

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db


def _login(client, user):
    client.force_login(user, backend=BACKEND)


@page("GET", "POST", access=SIGNED_IN)
def _form(request):
    from django.http import HttpResponse

    kept = kept_forms.take(request) if request.method == "GET" else None
    return HttpResponse(kept["word"] if kept else "-")


@page("GET", access=SIGNED_IN)
def _writing_read(request):
    Installation.objects.bulk_create([Installation(pk=1, kind="demo", made_at=NOON)], ignore_conflicts=True)


from config.urls import urlpatterns as _real  # noqa: E402 -- the test's own addresses stand before them

urlpatterns = [path("mau", _form, name="mau"), path("ghi-khi-doc", _writing_read), *_real]


@pytest.fixture
def form(settings):
    settings.ROOT_URLCONF = "tests.kernel.test_requests"
    return "/mau"


@pytest.mark.parametrize(("method", "status", "moves"), [("get", 401, False), ("post", 204, True)])
def test_signed_out_htmx_moves_the_page_only_for_a_pressed_button(client, form, method, status, moves):
    response = getattr(client, method)(form, headers={"HX-Request": "true"})

    assert (response.status_code, "HX-Redirect" in response.headers) == (status, moves)
    assert response.content == b""


def test_language_is_vietnamese_whatever_the_browser_was_installed_in(client):
    response = client.get("/tai-khoan/dang-nhap/", headers={"accept-language": "en"})

    assert response.headers["Content-Language"] == "vi"


def test_language_chosen_on_the_page_holds(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    assert client.get("/tai-khoan/dang-nhap/").headers["Content-Language"] == "en"


def test_demo_data_is_refused_to_another_machine(client):
    installation.mark("demo", at=NOON)

    assert client.get("/song", REMOTE_ADDR="10.0.0.7").status_code == 403
    assert client.get("/song", REMOTE_ADDR="127.0.0.1").status_code == 200


def test_real_data_is_served_to_other_machines(client):
    installation.mark("real", at=NOON)

    assert client.get("/song", REMOTE_ADDR="10.0.0.7").status_code == 200


def test_form_kept_when_the_session_expired_comes_back_to_its_writer(client, form):
    writer = factories.user()
    _login(client, writer)
    client.get(form)
    del client.cookies["sessionid"]

    client.post(form, {"word": "đã gõ"})
    client.post("/tai-khoan/dang-nhap/", {"login": writer.username, "password": PASSWORD})

    assert client.get(form).content.decode() == "đã gõ"


def test_form_kept_when_the_session_expired_is_not_shown_to_the_next_person(client, form):
    writer, other = factories.user(), factories.user()
    _login(client, writer)
    client.get(form)
    del client.cookies["sessionid"]

    client.post(form, {"word": "đã gõ"})
    client.post("/tai-khoan/dang-nhap/", {"login": other.username, "password": PASSWORD})

    assert client.get(form).content.decode() == "-"


def test_a_read_that_writes_fails_loudly(client, form):
    _login(client, factories.user())

    with pytest.raises(RuntimeError, match="kernel_installation"):
        client.get("/ghi-khi-doc")
    connection.set_rollback(False)


@pytest.mark.parametrize(
    ("came_from", "offered"),
    [
        ("http://testserver/don-vi/?trang=2", "/don-vi/?trang=2"),
        ("http://noi-khac.example/don-vi/", ""),
        ("http://testserver/phong-trao/999999/", ""),
        ("", ""),
    ],
)
def test_a_refusal_leads_back_to_the_page_of_this_house_that_led_there(client, came_from, offered):
    _login(client, factories.user())
    page = client.get("/phong-trao/999999/", headers={"Referer": came_from})

    assert page.status_code == 404
    assert ("Quay lại trang trước" in page.content.decode()) == bool(offered)
    if offered:
        assert f'href="{offered}"' in page.content.decode()
