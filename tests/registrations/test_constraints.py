"""The database holds the same truth, whatever a program tries."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kheo.registrations.models import Draft, Indicator, Initiative, Receipt, Registration
from tests.factories import NOON
from tests.factories.registrations import sent


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("state_matches_submitted", {"state": "draft"}),
        ("state_matches_submitted", {"submitted_at": None}),
        ("decided_who_and_when", {"decided_at": NOON}),
        ("accepted_was_decided", {"state": "accepted"}),
        ("sent_has_title", {"title": ""}),
        ("dates_in_order", {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 1)}),
    ],
)
def test_registration_impossible_row_is_refused(world, name, change):
    sent(world.running, world.hamlet, world.contact)

    with pytest.raises(IntegrityError, match=f"registrations_{name}"), transaction.atomic():
        Registration.objects.update(**change)


def test_registration_returned_without_reason_is_refused(world):
    sent(world.running, world.hamlet, world.contact)

    with pytest.raises(IntegrityError, match="return_has_reason"), transaction.atomic():
        Registration.objects.update(state="returned", decided_at=NOON, decided_by=world.officer)


def test_registration_twice_in_a_round_is_refused(world):
    one = sent(world.running, world.hamlet, world.contact).registration
    two = sent(world.running, world.hamlet, world.contact, title="Khác").registration

    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=two.pk).update(initiative=one.initiative)


def test_initiative_merged_into_itself_is_refused(world):
    one = sent(world.running, world.hamlet, world.contact).registration.initiative

    with pytest.raises(IntegrityError, match="merged_into_other"), transaction.atomic():
        Initiative.objects.filter(pk=one.pk).update(merged_into=one.pk)


def test_measure_without_target_is_refused(world):
    sent(world.running, world.hamlet, world.contact)

    with pytest.raises(IntegrityError, match="measure_has_target"), transaction.atomic():
        Indicator.objects.update(target=None)


def test_receipt_code_is_given_once(world):
    one = sent(world.running, world.hamlet, world.contact)
    two = sent(world.running, world.hamlet, world.contact, title="Khác")

    with pytest.raises(IntegrityError), transaction.atomic():
        Receipt.objects.filter(pk=two.pk).update(code=one.code)


def test_draft_one_for_a_registration(world):
    one = sent(world.running, world.hamlet, world.contact).registration
    two = sent(world.running, world.hamlet, world.contact, title="Khác").registration

    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(registration=two).update(registration=one)
