"""How an event is turned into a hash: one canonical text, so that anyone can check it."""

import hashlib
import json
from datetime import UTC, datetime


def event_hash(
    *,
    prev_hash: str,
    stream: str,
    seq: int,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    unit_id: int | None,
    operation: str,
    details: dict[str, object],
) -> str:
    """SHA-256 over the event's canonical JSON and the hash before it."""
    body = [prev_hash, stream, seq, _moment(at), actor, action, subject, unit_id, operation, details]
    return digest(body)


def digest(body: object) -> str:
    """SHA-256 of canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
