"""Mergers of units, duplicates of initiatives, and what a launch leaves behind."""

import pytest
from django.urls import reverse

from kheo.audit import public as audit
from kheo.campaigns.hooks import NamedFigure, NamedInitiative
from kheo.core.errors import InvalidInput, NotAllowed
from kheo.notices.models import Notice
from kheo.registrations.models import Draft, Registration
from kheo.registrations.services.deciding import withdraw
from kheo.registrations.services.launching import on_launch
from kheo.registrations.services.merging import merge_duplicate
from kheo.registrations.services.sending import submit
from kheo.units import public as units
from tests.factories import NOON, TODAY, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted, filled, sent


def merge(world):
    units.merge(
        [world.hamlet], into=world.place.hamlets[1], on=TODAY, decision="12/QĐ-UBND", by="system", at=NOON
    )


def test_merger_hands_over_and_never_rewrites_who_registered(world):
    row = accepted(world.running, world.hamlet, world.contact)

    merge(world)

    row.refresh_from_db()
    assert (row.unit, row.handled_by_unit) == (world.hamlet, world.place.hamlets[1])
    assert audit.history(row).last().details == {
        "before": world.hamlet.pk,
        "after": world.place.hamlets[1].pk,
    }


def test_merger_leaves_withdrawn_and_closed_ones(world):
    gone = sent(world.running, world.hamlet, world.contact).registration
    withdraw(gone, reason="Thôi", by=world.contact, at=NOON)
    last = running_campaign(world.place, year=2025, officer=world.officer)
    old = accepted(last, world.hamlet, world.contact)
    last.campaign.state = "closed"
    last.campaign.save()

    merge(world)

    for row in (gone, old):
        row.refresh_from_db()
        assert row.handled_by_unit == world.hamlet


def two_years(world):
    last = running_campaign(world.place, year=2025, officer=world.officer)
    old = accepted(last, world.hamlet, world.contact).initiative
    new = accepted(world.running, world.hamlet, world.contact).initiative
    return old, new


def test_merge_duplicate_makes_one_identity(world):
    old, new = two_years(world)

    merge_duplicate(new, into=old, reason="Cùng một mô hình", by=world.officer, at=NOON)

    new.refresh_from_db()
    assert new.merged_into == old


def test_merge_duplicate_in_the_same_round_is_refused(world):
    one = accepted(world.running, world.hamlet, world.contact).initiative
    two = accepted(world.running, world.hamlet, world.contact, title="Khác").initiative

    with pytest.raises(InvalidInput) as refusal:
        merge_duplicate(one, into=two, reason="x", by=world.officer, at=NOON)

    assert refusal.value.code == "merge-same-round"


def test_merge_duplicate_into_itself_or_twice_is_refused(world):
    old, new = two_years(world)
    with pytest.raises(InvalidInput):
        merge_duplicate(new, into=new, reason="x", by=world.officer, at=NOON)
    merge_duplicate(new, into=old, reason="x", by=world.officer, at=NOON)

    with pytest.raises(InvalidInput):
        merge_duplicate(old, into=new, reason="x", by=world.officer, at=NOON)


def test_merge_duplicate_needs_a_reason_and_the_officer(world):
    old, new = two_years(world)

    with pytest.raises(InvalidInput):
        merge_duplicate(new, into=old, reason=" ", by=world.officer, at=NOON)
    with pytest.raises(NotAllowed):
        merge_duplicate(new, into=old, reason="x", by=world.contact, at=NOON)


def launch(world):
    on_launch(
        campaign=world.running.campaign,
        round=world.round,
        initiatives=[
            NamedInitiative(
                item_id=1,
                unit_id=world.hamlet.pk,
                title="Mở rộng đường liên xóm",
                subject_kind="collective",
                owner="Chi hội Nông dân xóm 1",
                figures=(NamedFigure("200", "m", "chiều dài"), NamedFigure("2,5", "m", "chiều ngang")),
            )
        ],
        by=world.officer,
        at=NOON,
    )
    return Draft.objects.get()


def test_launch_makes_a_draft_of_what_the_plan_names(world):
    draft = launch(world)

    assert draft.fields == {
        "title": "Mở rộng đường liên xóm",
        "kind": "new",
        "lead_kind": "collective",
        "lead_name": "Chi hội Nông dân xóm 1",
        "measure-0-name": "Chiều dài",
        "measure-0-target": "200",
        "measure-0-unit": "m",
        "measure-1-name": "Chiều ngang",
        "measure-1-target": "2,5",
        "measure-1-unit": "m",
    }
    assert (draft.registration.unit, draft.registration.state) == (world.hamlet, "draft")
    assert Notice.objects.get().link == f"/dang-ky/ban-nhap/{draft.pk}/"


def test_launch_draft_can_be_completed_and_sent_by_the_unit(world):
    draft = launch(world)

    submit(
        draft.pk,
        fields=filled(world.running) | draft.fields,
        revision=1,
        round_=world.round,
        unit=world.hamlet,
        by=world.contact,
        at=NOON,
    )

    row = Registration.objects.get()
    assert (row.state, row.entered_for_unit, row.indicators.count()) == ("submitted", False, 2)


def page_of_both(client, world):
    last = running_campaign(world.place, year=2025, officer=world.officer)
    old = accepted(last, world.place.women, user(world.place.women), title="Thắp sáng ngõ")
    new = accepted(world.running, world.hamlet, world.contact, title="Thắp sáng ngõ quê")
    client.force_login(world.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return old, new, reverse("registrations:duplicate", args=[new.pk])


def test_duplicate_is_found_compared_and_said_with_the_word(client, world):
    old, new, address = page_of_both(client, world)

    first = client.get(address).content.decode()
    both = client.get(f"{address}?voi={old.pk}").content.decode()
    done = client.post(
        f"{address}?voi={old.pk}", {"reason": "Cùng nơi, cùng việc", "word": "trùng"}, follow=True
    )

    assert f'href="?voi={old.pk}"' in first
    assert ["Được báo: Hội Liên hiệp Phụ nữ xã Đồng Trăng, Xóm 1." in both, "khác nhau" in both] == [
        True,
        True,
    ]
    new.initiative.refresh_from_db()
    assert new.initiative.merged_into == old.initiative
    assert "từ nay là một mô hình" in done.content.decode()
    assert (
        f'href="{reverse("registrations:detail", args=[old.pk])}">Thắp sáng ngõ</a>' in done.content.decode()
    )
    told = Notice.objects.filter(title__contains="cùng một mô hình").values_list("unit_id", "body")
    assert set(told) == {
        (world.hamlet.pk, "Cùng nơi, cùng việc"),
        (world.place.women.pk, "Cùng nơi, cùng việc"),
    }


@pytest.mark.parametrize(
    ("posted", "field"),
    [({"reason": "x", "word": "TRÙN"}, "word"), ({"reason": " ", "word": "TRÙNG"}, "reason")],
)
def test_duplicate_without_word_or_reason_changes_nothing_and_keeps_what_was_typed(
    client, world, posted, field
):
    old, new, address = page_of_both(client, world)

    answer = client.post(f"{address}?voi={old.pk}", posted)

    new.initiative.refresh_from_db()
    assert (answer.status_code, new.initiative.merged_into) == (422, None)
    assert f'id="{field}-error"' in answer.content.decode()
    assert f'value="{posted["word"]}"' in answer.content.decode()


def test_duplicate_page_is_for_who_receives_and_never_offers_the_same_round(client, world):
    old, _new, address = page_of_both(client, world)
    beside = accepted(world.running, world.hamlet, world.contact, title="Thắp sáng ngõ quê nhà")

    assert f"?voi={beside.pk}" not in client.get(address).content.decode()
    assert client.get(f"{address}?voi={beside.pk}").status_code == 404
    client.force_login(world.contact, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"{address}?voi={old.pk}").status_code == 403
