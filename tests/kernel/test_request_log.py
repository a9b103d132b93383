"""One line of log per request, and never what a person sent in or looked for."""

import io
import json
import logging
from logging.config import DictConfigurator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kheo.accounts.public import Role
from kheo.kernel.logs import logging_config
from tests import factories

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def logged():
    """Everything that would reach the console at the most talkative level."""
    config = logging_config("DEBUG")
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(DictConfigurator(config).configure_formatter(config["formatters"]["line"]))
    talkative = ["", "kheo.requests", "django.request", "axes"]
    before = {name: logging.getLogger(name).level for name in talkative}
    for name in talkative:
        logging.getLogger(name).setLevel(config["loggers"].get(name, {}).get("level", "DEBUG"))
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def requests(stream):
    return [line for line in lines(stream) if line["logger"] == "kheo.requests"]


def test_a_request_is_one_line_with_the_route_and_the_person_as_a_number(client, logged):
    place = factories.commune()
    user = factories.user(place.committee, Role.ADMINISTRATOR, "Lê Thị Quản")
    client.force_login(user, backend=BACKEND)

    client.get(f"/don-vi/{place.women.pk}/", {"q": "điều riêng"})

    (line,) = requests(logged)
    assert (line["method"], line["route"], line["status"]) == ("GET", "don-vi/<int:pk>/", 200)
    assert (line["user"], line["level"]) == (user.pk, "info")
    assert "điều riêng" not in logged.getvalue()
    assert "Quản" not in logged.getvalue()
    assert user.username not in logged.getvalue()


def test_a_refused_secret_paper_leaves_nothing_of_itself_in_the_log(client, logged):
    place = factories.commune()
    client.force_login(factories.user(place.committee, Role.COMMUNE_OFFICER), backend=BACKEND)
    paper = "MẬT\nỦY BAN NHÂN DÂN XÃ ĐỒNG TRĂNG\nKẾ HOẠCH\nDiễn tập phương án ở đồi Sim\n"

    answer = client.post(
        "/phong-trao/tai-len/",
        {
            "unit": place.committee.pk,
            "file": SimpleUploadedFile("phuong-an-doi-sim.txt", paper.encode(), "text/plain"),
        },
    )

    assert answer.status_code == 422
    assert "độ mật" in answer.content.decode().lower()
    assert requests(logged)[-1]["status"] == 422
    for word in ("Diễn tập", "đồi Sim", "doi-sim"):
        assert word not in logged.getvalue()


def test_a_wrong_password_is_not_logged(client, logged):
    client.post("/tai-khoan/dang-nhap/", {"login": "lan.xom3", "password": "con-vỏi-con-voi"})

    assert requests(logged)[-1]["user"] is None
    assert "con-v" not in logged.getvalue()
    assert "lan.xom3" not in logged.getvalue()
