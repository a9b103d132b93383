from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kheo.audit import public as audit
from kheo.audit.models import Event, Seal
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def _three_events():
    unit = factories.unit("division", "Phòng Văn hóa - Xã hội")
    with transaction.atomic():
        for word in ("một", "hai", "ba"):
            audit.record("units:unit:rename", unit, by="system", at=NOON, before=word)
    return unit


def test_record_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(RuntimeError):
        audit.record("units:unit:rename", None, by="system", at=NOON)


def test_history_of_a_record_is_one_chain_in_order():
    unit = _three_events()

    events = list(audit.history(unit))

    assert [e.seq for e in events] == [1, 2, 3, 4]
    assert [e.prev_hash for e in events[1:]] == [e.hash for e in events[:-1]]


def test_verify_untouched_trail_finds_nothing():
    _three_events()

    result = audit.verify()

    assert result.faults == ()
    assert result.events == Event.objects.count()


@pytest.mark.parametrize(
    "change", [{"details": {"before": "sửa"}}, {"actor": "ai-khac"}, {"at": NOON + timedelta(days=1)}]
)
def test_verify_changed_event_is_named(change, monkeypatch):
    unit = _three_events()
    event = audit.history(unit)[1]
    tampered = Event.objects.get(pk=event.pk)
    for name, value in change.items():
        setattr(tampered, name, value)
    rows = [tampered if e.pk == event.pk else e for e in Event.objects.order_by("stream", "seq")]

    faults = _verify_rows(rows, monkeypatch)

    assert [(f.where, f.what) for f in faults] == [(f"{event.stream}#2", "content-changed")]


def test_verify_removed_event_is_named(monkeypatch):
    unit = _three_events()
    stream = audit.history(unit)[0].stream
    rows = [e for e in Event.objects.order_by("stream", "seq") if (e.stream, e.seq) != (stream, 2)]

    faults = _verify_rows(rows, monkeypatch)

    assert {(f.where, f.what) for f in faults} == {
        (f"{stream}#3", "missing-before"),
        (f"{stream}#3", "link-broken"),
    }


def _verify_rows(rows, monkeypatch):
    """Run the same check over rows that the database itself would never let change."""
    from kheo.audit import selectors

    faults, heads = [], {}
    for event in rows:
        faults.extend(selectors._faults_of(event, heads.get(event.stream, (0, ""))))
        heads[event.stream] = (event.seq, event.hash)
    return faults


def test_event_cannot_be_updated():
    _three_events()

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(actor="ai-khac")


def test_event_cannot_be_deleted():
    _three_events()

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.first().delete()


def test_seals_are_numbered_and_hold():
    _three_events()
    audit.seal(at=NOON)
    with transaction.atomic():
        audit.record("units:unit:rename", None, by="system", at=NOON)
    audit.seal(at=NOON + timedelta(days=1))

    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert audit.verify().faults == ()


def test_failed_audit_write_saves_nothing():
    unit = factories.unit("division", "Phòng Văn hóa - Xã hội")

    @transaction.atomic
    def rename_with_a_trail_that_cannot_be_written():
        unit.versions.update(name="Phòng khác")
        audit.record("units:unit:rename", unit, by="system", at=NOON, odd=object())

    with pytest.raises(TypeError):
        rename_with_a_trail_that_cannot_be_written()

    assert unit.versions.get().name == "Phòng Văn hóa - Xã hội"
