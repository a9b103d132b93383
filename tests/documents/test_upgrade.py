"""Papers put on file before there was a register take their place in it."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = ("documents", "0002_ruleswitch"), ("documents", "0005_final_papers")


@pytest.fixture
def _back_to_now():
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.slow
@pytest.mark.usefixtures("_back_to_now")
def test_numbers_given_before_are_entered_and_a_double_counts_once():
    place = factories.commune(hamlets=1)
    who = factories.user(place.committee)
    executor = MigrationExecutor(connection)
    old = executor.migrate([BEFORE]).apps.get_model("documents", "Document")
    for subject, number in (("Một", "05"), ("Trùng", "5"), ("Chưa số", "")):
        old.objects.create(
            kind="plan",
            unit_id=place.committee.pk,
            subject=subject,
            number=number,
            symbol="KH-UBND",
            issued_on=date(2026, 1, 5) if number else None,
            created_at=NOON,
            created_by_id=who.pk,
        )

    executor = MigrationExecutor(connection)
    new = executor.migrate([AFTER]).apps.get_model("documents", "Document")

    rows = {row.subject: (row.state, row.number_key, row.period) for row in new.objects.all()}
    assert rows == {
        "Một": ("issued", "5", "2026"),
        "Trùng": ("issued", "", "2026"),
        "Chưa số": ("draft", "", ""),
    }
