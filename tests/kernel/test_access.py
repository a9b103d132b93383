"""An address opened in another way than it is meant for."""

import pytest
from django.http import HttpResponse
from django.urls import include, path

from kheo.kernel.web.access import SIGNED_IN, page
from tests import factories

pytestmark = pytest.mark.django_db


@page("GET", access=SIGNED_IN)
def _shown(request, pk):
    return HttpResponse("trang")


@page("POST", access=SIGNED_IN)
def _pressed(request, pk):
    return HttpResponse("đã bấm")


urlpatterns = [
    path("mau/<int:pk>/", _shown),
    path("mau/<int:pk>/viec/nho/", _pressed),
    path("le-loi/<int:pk>/", _pressed),
    path("", include("config.urls")),
]


@pytest.fixture
def signed_in(client, settings):
    settings.ROOT_URLCONF = "tests.kernel.test_access"
    client.force_login(factories.user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize(("opened", "led_to"), [("/mau/3/viec/nho/", "/mau/3/"), ("/le-loi/3/", "/")])
def test_opening_the_address_of_a_button_leads_to_the_page_above_with_a_sentence(signed_in, opened, led_to):
    answer = signed_in.get(opened)

    assert (answer.status_code, answer["Location"]) == (302, led_to)
    assert "Địa chỉ vừa mở chỉ dùng khi bấm nút" in signed_in.get("/", follow=True).content.decode()


def test_sending_to_a_page_that_is_only_read_says_so_and_leads_back(signed_in):
    answer = signed_in.post("/mau/3/")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    text = answer.content.decode()
    assert ["chỉ để xem" in text, 'href="/mau/3/"' in text] == [True, True]
