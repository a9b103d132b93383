"""Open registrations of a unit that is split or dissolved go to whom the administrator chose, and he sees it before."""

import re
from uuid import uuid4

import pytest
import time_machine

from kheo.accounts.roles import Role
from kheo.audit import public as audit
from kheo.notices.models import Notice
from kheo.registrations.services.drafts import save_draft
from kheo.units import public as units
from tests.factories import NOON, TODAY, user
from tests.factories.registrations import accepted, filled, sent

DECIDED = {"number": "12/NQ-HĐND", "signed_on": "2026-02-01", "on": "2026-02-02"}


@pytest.fixture
def admin(world, client):
    with time_machine.travel(NOON, tick=False):
        person = user(world.place.committee, Role.ADMINISTRATOR)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        yield person


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def handler(row):
    row.refresh_from_db()
    return units.name_of(row.handled_by_unit, TODAY)


def test_split_hands_each_registration_to_the_part_chosen_for_it(world, admin, client):
    first = accepted(world.running, world.hamlet, world.contact, title="Đường hoa")
    second = sent(world.running, world.hamlet, world.contact, title="Hố rác").registration
    url = f"/don-vi/{world.hamlet.pk}/chia-tach/"
    form = DECIDED | {"remains": "no", "names": "Xóm Trên\r\nXóm Dưới"}

    review = client.post(url, form)
    untouched = handler(first), handler(second)
    done = client.post(url, form | {"word": "chia tách", f"work-registration-{second.pk}": "1"}, follow=True)

    assert "Đăng ký đang mở (2)" in text(review)
    assert "Hố rác" in text(review)
    assert "Xóm Dưới (lập mới)" in text(review)
    assert "Chưa đúng chữ" not in text(review)
    assert untouched == ("Xóm 1", "Xóm 1")
    assert (handler(first), handler(second)) == ("Xóm Trên", "Xóm Dưới")
    assert units.name_of(second.unit, TODAY) == "Xóm 1"
    assert audit.history(second).last().action == "registrations:registration:follow-unit"
    assert "Đã chia tách “Xóm 1” thành 2 đơn vị." in text(done)
    assert Notice.objects.filter(title="Đơn vị nhận tiếp 1 đăng ký của Xóm 1").count() == 2


def test_part_that_is_separated_takes_only_what_was_chosen(world, admin, client):
    first = accepted(world.running, world.hamlet, world.contact, title="Đường hoa")
    second = accepted(world.running, world.hamlet, world.contact, title="Hố rác")
    form = DECIDED | {"remains": "yes", "names": "Xóm Mới", "word": "CHIA TÁCH"}

    client.post(f"/don-vi/{world.hamlet.pk}/chia-tach/", form | {f"work-registration-{second.pk}": "0"})

    assert (handler(first), handler(second)) == ("Xóm 1", "Xóm Mới")


def test_dissolve_leaves_registrations_with_the_unit_above_unless_another_is_chosen(world, admin, client):
    first = accepted(world.running, world.hamlet, world.contact, title="Đường hoa")
    second = accepted(world.running, world.hamlet, world.contact, title="Hố rác")
    other = world.place.hamlets[1]
    form = DECIDED | {"into": str(world.place.committee.pk)}
    url = f"/don-vi/{world.hamlet.pk}/giai-the/"

    review = client.post(url, form)
    client.post(url, form | {"word": "giải thể", f"work-registration-{second.pk}": str(other.pk)})

    assert "Giải thể, kết thúc “Xóm 1”?" in text(review)
    assert world.contact.full_name in text(review)
    assert (handler(first), handler(second)) == ("Ủy ban nhân dân xã Đồng Trăng", "Xóm 2")
    assert not units.alive(world.hamlet, TODAY)


def test_review_does_not_tell_the_title_of_what_was_never_sent(world, admin, client):
    save_draft(
        uuid4(),
        fields=filled(world.running, title="Chuyện riêng của xóm"),
        revision=0,
        round_=world.round,
        unit=world.hamlet,
        by=world.contact,
        at=NOON,
    )

    review = client.post(
        f"/don-vi/{world.hamlet.pk}/giai-the/", DECIDED | {"into": str(world.place.committee.pk)}
    )

    assert "Bản chưa gửi" in text(review)
    assert "Chuyện riêng" not in text(review)


def test_refusal_comes_with_the_form_filled_before_any_word_is_typed(world, admin, client):
    answer = client.post(
        f"/don-vi/{world.hamlet.pk}/chia-tach/", DECIDED | {"remains": "no", "names": "Xóm Trên"}
    )

    assert answer.status_code == 422
    assert "Cần ghi ít nhất hai đơn vị" in text(answer)
    assert "Xóm Trên" in answer.content.decode()


def test_going_back_from_the_review_keeps_what_was_typed(world, admin, client):
    form = DECIDED | {"remains": "no", "names": "Xóm Trên\r\nXóm Dưới", "again": "1"}

    back = client.post(f"/don-vi/{world.hamlet.pk}/chia-tach/", form)

    assert back.status_code == 200
    assert "Xóm Trên" in back.content.decode()
    assert 'name="names"' in back.content.decode()
    assert units.alive(world.hamlet, TODAY)


def test_merging_units_of_different_kinds_asks_for_its_own_sentence(world, admin, client):
    school, into = world.place.school, world.place.hamlets[1]
    form = DECIDED | {"olds": [school.pk], "into": into.pk, "word": "SÁP NHẬP"}

    without = client.post("/don-vi/sap-nhap/", form)
    alive = units.alive(school, TODAY)
    client.post("/don-vi/sap-nhap/", form | {"kinds": "on"})

    assert "khác loại nhau" in text(without)
    assert "Chưa xác nhận. Chưa có gì thay đổi." in text(without)
    assert alive
    assert not units.alive(school, TODAY)


def test_merging_a_party_cell_with_a_hamlet_is_refused_on_the_form(world, admin, client):
    units.give_role(admin, unit=world.place.party, role=Role.ADMINISTRATOR, on=TODAY, by="system", at=NOON)

    answer = client.post(
        "/don-vi/sap-nhap/", DECIDED | {"olds": [world.place.cell.pk], "into": world.hamlet.pk}
    )

    assert answer.status_code == 422
    assert "một bên là tổ chức đảng" in text(answer)
