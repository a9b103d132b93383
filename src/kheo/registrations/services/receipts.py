"""Receipts: what was sent, when, and a code anyone can check against the content."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kheo.accounts.public import User
from kheo.kernel.clock import VIETNAM
from kheo.registrations.models import Amendment, Receipt, Registration

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nobody reads 1 for I over the telephone
_CHARACTERS = 12
_BITS = 5


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def code_of(digest: str) -> str:
    """Mã đối chiếu: the first 60 bits of the hash as “7K3M-0QXA-92DF”."""
    number = int(digest, 16) >> (256 - _BITS * _CHARACTERS)
    letters = ""
    for _ in range(_CHARACTERS):
        number, place = divmod(number, 32)
        letters = _ALPHABET[place] + letters
    return "-".join(letters[start : start + 4] for start in range(0, _CHARACTERS, 4))


def holds(receipt: Receipt) -> bool:
    """Whether code and hash still follow from the content kept with the receipt."""
    digest = content_hash(receipt.content)
    return (digest, code_of(digest)) == (receipt.content_hash, receipt.code)


def give(
    registration: Registration,
    *,
    unit_name: str,
    fields: Mapping[str, str],
    names: Mapping[str, str],
    by: User,
    at: datetime,
    amendment: Amendment | None = None,
) -> Receipt:
    """The receipt of one sending, or of one proposal to change what was received; the moment is part of the
    content, so each has its own code.
    """
    content = {
        "campaign": registration.round.campaign.title,
        "year": registration.round.year,
        "registration": registration.pk,
        "unit": unit_name,
        "late": registration.is_late,
        "sent_at": at.astimezone(VIETNAM).isoformat(timespec="seconds"),
        "fields": dict(fields),
        "names": dict(names),
    }
    if amendment is not None:
        content["amendment"] = str(amendment.pk)
    digest = content_hash(content)
    return Receipt.objects.create(
        registration=registration,
        amendment=amendment,
        code=code_of(digest),
        content=content,
        content_hash=digest,
        sent_at=at,
        sent_by_name=by.full_name,
    )


def latest(registration: Registration) -> Receipt | None:
    """The receipt of the last sending of the registration itself."""
    return registration.receipts.filter(amendment__isnull=True).order_by("-sent_at", "-pk").first()
