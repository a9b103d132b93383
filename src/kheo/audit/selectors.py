"""Reading and checking the trail."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from kheo.audit.chain import digest, event_hash
from kheo.audit.models import Event, Seal


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where the trail does not hold."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` looked at and what it found."""

    events: int
    streams: int
    seals: int
    faults: tuple[Fault, ...]


def history(subject: Model) -> QuerySet[Event]:
    """The events of one record, oldest first."""
    return Event.objects.filter(subject=f"{subject._meta.label}:{subject.pk}").order_by("seq")


def verify() -> Verification:
    """Check every chain link by link, then every seal against the events that it covered.

    A tail cut off after the last seal shows only from the next seal on.
    """
    faults: list[Fault] = []
    heads: dict[str, tuple[int, str]] = {}
    count = 0
    for event in Event.objects.order_by("stream", "seq").iterator():
        count += 1
        faults.extend(_faults_of(event, heads.get(event.stream, (0, ""))))
        heads[event.stream] = (event.seq, event.hash)
    seals = list(Seal.objects.order_by("number"))
    faults.extend(_seal_faults(seals))
    return Verification(events=count, streams=len(heads), seals=len(seals), faults=tuple(faults))


def _faults_of(event: Event, before: tuple[int, str]) -> Iterator[Fault]:
    where = f"{event.stream}#{event.seq}"
    if event.seq != before[0] + 1:
        yield Fault(where, "missing-before")
    if event.prev_hash != before[1]:
        yield Fault(where, "link-broken")
    expected = event_hash(
        prev_hash=event.prev_hash,
        stream=event.stream,
        seq=event.seq,
        at=event.at,
        actor=event.actor,
        action=event.action,
        subject=event.subject,
        unit_id=event.unit_id,
        operation=event.operation,
        details=event.details,
    )
    if event.hash != expected:
        yield Fault(where, "content-changed")


def _seal_faults(seals: list[Seal]) -> Iterator[Fault]:
    previous = ""
    for expected_number, seal in enumerate(seals, start=1):
        where = f"seal {seal.number}"
        if seal.number != expected_number or seal.prev_hash != previous:
            yield Fault(where, "link-broken")
        values = {
            f: getattr(seal, f)
            for f in ("number", "at", "streams", "events", "last_event_id", "digest", "prev_hash")
        }
        if seal.hash != seal_hash(values):
            yield Fault(where, "content-changed")
        now = summary_until(seal.last_event_id)
        if (seal.events, seal.digest) != (now["events"], now["digest"]):
            yield Fault(where, "events-changed-since")
        previous = seal.hash


def seal_hash(values: Mapping[str, object]) -> str:
    """The hash of a seal, from its own values and the seal before it."""
    return digest(
        [values[k] for k in ("prev_hash", "number", "streams", "events", "last_event_id", "digest")]
    )


def summary_until(last_event_id: int | None) -> dict[str, int | str]:
    """Count and digest of all chains as they stood when `last_event_id` was the newest event."""
    events = Event.objects.all() if last_event_id is None else Event.objects.filter(pk__lte=last_event_id)
    heads: dict[str, tuple[int, str]] = {}
    count = newest = 0
    for pk, stream, seq, head in events.order_by("id").values_list("id", "stream", "seq", "hash").iterator():
        heads[stream] = (seq, head)
        count, newest = count + 1, pk
    return {
        "streams": len(heads),
        "events": count,
        "last_event_id": newest,
        "digest": digest(sorted((stream, seq, head) for stream, (seq, head) in heads.items())),
    }
