"""Papers put on file before there was a register take their place in it."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import databases, factories
from tests.factories import NOON

BEFORE, AFTER = ("documents", "0002_ruleswitch"), ("documents", "0005_final_papers")
REGISTER = ("documents", "0003_register")


@pytest.fixture
def _before_the_register(db):
    """A database as it stood then: every module that does not need the register is in its last state."""
    with databases.without_tables():
        executor = MigrationExecutor(connection)
        graph = executor.loader.graph
        executor.migrate(
            [*(leaf for leaf in graph.leaf_nodes() if REGISTER not in graph.forwards_plan(leaf)), BEFORE]
        )
        yield


@pytest.mark.slow
@pytest.mark.usefixtures("_before_the_register")
def test_numbers_given_before_are_entered_and_a_double_counts_once():
    place = factories.commune(hamlets=1)
    who = factories.user(place.committee)
    loader = MigrationExecutor(connection).loader
    old = loader.project_state([BEFORE]).apps.get_model("documents", "Document")
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
