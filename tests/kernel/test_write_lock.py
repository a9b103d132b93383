"""Many writers at once: none is refused, none waits for ever."""

import threading

import pytest
from django.db import connection, connections, transaction

from kheo.kernel.models import Installation
from kheo.notices.models import Notice
from tests import factories
from tests.factories import NOON


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_eight_threads_writing_none_is_refused():
    unit = factories.commune().division
    failures = []

    def write(number):
        try:
            for turn in range(5):
                with transaction.atomic():
                    Notice.objects.count()
                    Notice.objects.create(unit=unit, subject="x", title=f"{number}/{turn}", sent_at=NOON)
        except Exception as error:  # noqa: BLE001 -- whatever a writer meets is a failure of the test
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert failures == []
    assert Notice.objects.count() == 40


@pytest.mark.django_db(transaction=True)
def test_lock_is_given_back_after_commit_and_after_failure():
    if connection.vendor != "sqlite":
        pytest.skip("the lock exists on SQLite only")
    with transaction.atomic():
        Installation.objects.count()
        assert connection.write_lock.held
    assert not connection.write_lock.held

    @transaction.atomic
    def fail_half_way():
        Installation.objects.create(pk=1, kind="demo", made_at=NOON)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert not connection.write_lock.held


@pytest.mark.django_db(transaction=True)
def test_single_write_outside_a_transaction_takes_and_returns_the_lock():
    if connection.vendor != "sqlite":
        pytest.skip("the lock exists on SQLite only")

    Installation.objects.filter(pk=1).update(kind="real")

    assert not connection.write_lock.held


@pytest.mark.django_db
def test_sqlite_runs_with_a_write_ahead_log_and_full_sync():
    if connection.vendor != "sqlite":
        pytest.skip("pragmas exist on SQLite only")

    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        sync = cursor.execute("PRAGMA synchronous").fetchone()[0]

    assert (journal, sync) == ("wal", 2)
