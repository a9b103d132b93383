"""Changes proposed to received registrations, made by the services."""

from datetime import timedelta
from uuid import uuid4

from kheo.registrations.services.amending import propose
from kheo.registrations.standing import amendable_fields
from tests.factories import NOON

LATER = NOON + timedelta(days=30)


def changed(row, **changes):
    """The form as it opens for this registration, with other values; an empty one clears a field."""
    row.refresh_from_db()
    fields = amendable_fields(row) | {"reason": "Xóm làm thêm một đoạn đường"} | changes
    return {name: value for name, value in fields.items() if value}


def proposed(row, by, *, at=LATER, draft_id=None, revision=0, origin="", **changes):
    """The proposal as it lies before the officer."""
    receipt = propose(
        draft_id or uuid4(),
        fields=changed(row, **changes),
        revision=revision,
        registration=row,
        by=by,
        at=at,
        origin=origin,
    )
    return receipt.amendment
