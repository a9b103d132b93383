"""Figures after a change of what was registered: they keep their indicator, follow the new target, old reports stay."""

import pytest
from django.urls import reverse

from kheo.progress.models import IndicatorValue
from kheo.progress.selectors.reports import latest_of, measured, percent_now
from kheo.progress.services.difficulties import raise_difficulty
from kheo.progress.services.reports import save_draft
from kheo.registrations.hooks import figures_of
from kheo.registrations.models import Amendment, Indicator
from kheo.registrations.services.deciding_changes import agree
from tests.progress.reporting import JUNE, LATE, make_world, sent
from tests.registrations.changing import proposed

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world(db):
    return make_world()


def agreed(world, **changes):
    return agree(proposed(world.row, world.contact, at=LATE, **changes), by=world.officer, at=LATE)


def lines(world):
    return measured(
        world.row.indicators.order_by("kind", "position"), latest_of([world.row.pk])[world.row.pk]
    )


def test_renamed_indicator_keeps_what_was_reported_and_follows_the_new_target(world):
    report = sent(world)
    assert report.percent == 60

    agreed(world, **{"measure-0-name": "Bóng năng lượng mặt trời", "measure-0-target": "30"})

    assert [(line.indicator.name, line.value.actual) for line in lines(world)] == [
        ("Bóng năng lượng mặt trời", 9)
    ]
    assert percent_now(lines(world)) == 30
    report.refresh_from_db()
    value = IndicatorValue.objects.get(report=report)
    assert (report.percent, value.name, value.target) == (60, "Đèn đường lắp mới", 15)


def test_ended_indicator_stays_in_the_old_report_and_gives_its_figure_to_no_other(world):
    report = sent(world)
    old = world.row.indicators.get()

    agreed(
        world,
        **{
            "measure-0-of": "",
            "measure-0-name": "Cột",
            "measure-0-target": "5",
            "measure-0-unit": "bóng cột",
        },
    )

    assert [(line.indicator.name, line.value) for line in lines(world)] == [("Cột", None)]
    assert IndicatorValue.objects.get(report=report).indicator == Indicator.every.get(pk=old.pk)


def test_report_half_written_keeps_its_figures_at_the_right_indicator(world):
    from uuid import uuid4

    from tests.progress.reporting import filled

    agreed(world, **{"measure-1-name": "Cột", "measure-1-target": "5", "measure-1-unit": "cột"})
    draft = save_draft(
        uuid4(),
        fields=filled(**{"measure-2": "4"}),
        revision=0,
        registration=world.row,
        period="h1",
        by=world.contact,
        at=LATE,
    )
    agreed(world, **{"measure-0-name": "", "measure-0-target": "", "measure-0-unit": "", "measure-0-of": ""})

    report = sent(world, draft_id=draft.pk, revision=draft.revision, at=LATE, **{"measure-2": "4"})

    value = IndicatorValue.objects.get(report=report)
    assert (value.name, value.actual) == ("Cột", 4)


def test_reported_figure_stands_beside_the_row_that_is_to_change(world):
    sent(world)

    assert figures_of([world.row.indicators.get().pk]) == {
        world.row.indicators.get().pk: "Đã báo cáo: đã đạt 9 bóng"
    }


def difficulty(world):
    return raise_difficulty(
        world.round,
        unit=world.hamlet,
        registration=world.row,
        matter="Thiếu cột điện ở đoạn qua đồng.",
        place="Xóm 1",
        asks_plan_change=True,
        by=world.contact,
        at=JUNE,
    )


def test_difficulty_leads_to_a_change_prefilled_and_linked_both_ways(client, world):
    row = difficulty(world)
    client.force_login(world.contact, backend=BACKEND)
    address = reverse("registrations:change_new", args=[world.row.pk]) + f"?vi=difficulty-{row.pk}"
    page = client.get(reverse("progress:difficulty", args=[row.pk]))
    assert address in page.content.decode()

    form = client.get(address).context["form"]
    assert "Thiếu cột điện ở đoạn qua đồng." in form["reason"].value()
    fields = {name: str(bound) for name, bound in form.data.items()}
    client.post(
        address,
        fields
        | {
            "title": "Tên khác",
            "draft_id": "3d0f6d52-5f0e-4f9e-8c2e-1d2f3a4b5c6d",
            "revision": "0",
            "action": "send",
        },
    )

    one = Amendment.objects.get()
    assert one.origin == f"difficulty-{row.pk}"
    change = reverse("registrations:change", args=[one.pk])
    assert reverse("progress:difficulty", args=[row.pk]) in client.get(change).content.decode()
    assert change in client.get(reverse("progress:difficulty", args=[row.pk])).content.decode()


def test_difficulty_of_another_registration_is_no_reason(client, world):
    from tests.factories.registrations import accepted

    row = difficulty(world)
    other = accepted(world.running, world.hamlet, world.contact, title="Mô hình khác")
    client.force_login(world.contact, backend=BACKEND)

    page = client.get(reverse("registrations:change_new", args=[other.pk]) + f"?vi=difficulty-{row.pk}")

    assert page.context["form"]["reason"].value() in {None, ""}
    assert page.context["origin"] is None
