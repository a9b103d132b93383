"""Writing the trail: inside the transaction of the action that it records."""

import json
import os
import socket
import uuid
from contextvars import ContextVar
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from kheo.audit.chain import event_hash
from kheo.audit.models import Event, Seal
from kheo.audit.selectors import seal_hash, summary_until

_operation: ContextVar[str] = ContextVar("kheo_operation", default="")
_SEAL_FIRST = 1


def new_operation() -> str:
    """Begin a new operation (request or command); its events share this id."""
    value = str(uuid.uuid4())
    _operation.set(value)
    return value


def record(
    action: str,
    subject: models.Model | None,
    *,
    by: object,
    at: datetime,
    unit_id: int | None = None,
    first: bool = False,
    **details: object,
) -> Event:
    """Append one event to the chain of `subject` (or to this process's chain of the day).

    Must run in the transaction that changes the subject, whose row is already locked: two
    writers of one chain then queue on the record and not on a common head. `by` is a user or
    “system”. `details` are plain values (names of units and states, never a person's profile).
    `first`: the subject was made in this very transaction, so that its chain begins here.
    """
    if not connection.in_atomic_block:
        message = "an audit event belongs inside the transaction that it records"
        raise RuntimeError(message)
    label = f"{subject._meta.label}:{subject.pk}" if subject is not None else ""
    stream = label or f"process:{socket.gethostname()}-{os.getpid()}:{at:%Y-%m-%d}"
    plain = json.loads(json.dumps(details, cls=DjangoJSONEncoder, ensure_ascii=False))
    last = None if first else _head(stream)
    values = {
        "stream": stream[:80],
        "seq": last[0] + 1 if last else 1,
        "at": at,
        "actor": str(getattr(by, "username", by)),
        "action": action,
        "subject": label,
        "unit_id": unit_id,
        "operation": _operation.get() or new_operation(),
        "details": plain,
        "prev_hash": last[1] if last else "",
    }
    return Event.objects.create(**values, hash=event_hash(**values))


def _head(stream: str) -> tuple[int, str] | None:
    return Event.objects.filter(stream=stream).order_by("-seq").values_list("seq", "hash").first()


@transaction.atomic
def seal(*, at: datetime) -> Seal:
    """Write the next numbered seal over the head and length of every chain."""
    last = Seal.objects.select_for_update().order_by("-number").first()
    summary = summary_until(None)
    values = {
        "number": last.number + 1 if last else _SEAL_FIRST,
        "at": at,
        **summary,
        "prev_hash": last.hash if last else "",
    }
    return Seal.objects.create(**values, hash=seal_hash(values))
