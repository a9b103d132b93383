"""Telling units, and keeping the proof."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.vietnamese import clean
from kheo.kernel.clock import day_of
from kheo.notices.models import Notice, Seen, Telling, label
from kheo.notices.selectors import inbox


@transaction.atomic
def tell(
    subject: Model,
    *,
    unit_ids: Iterable[int],
    title: str,
    by: User,
    at: datetime,
    body: str = "",
    link: str = "",
) -> int:
    """Put a message before everybody who answers for these units, and log that they were told."""
    ids = sorted(set(unit_ids))
    about = label(subject)
    Notice.objects.bulk_create(
        Notice(unit_id=pk, subject=about, title=title[:300], body=body, link=link[:300], sent_at=at)
        for pk in ids
    )
    Telling.objects.bulk_create(
        Telling(subject=about, matter=title[:200], unit_id=pk, channel=Telling.Channel.IN_APP, at=at, by=by)
        for pk in ids
    )
    return len(ids)


@transaction.atomic
def tell_people(
    subject: Model, *, user_ids: Iterable[int], title: str, at: datetime, body: str = "", link: str = ""
) -> int:
    """Put a message before these people themselves: what concerns their person and no unit."""
    ids = sorted(set(user_ids))
    Notice.objects.bulk_create(
        Notice(user_id=pk, subject=label(subject), title=title[:300], body=body, link=link[:300], sent_at=at)
        for pk in ids
    )
    return len(ids)


@transaction.atomic
def note_told(
    subject: Model, *, unit_ids: Iterable[int], matter: str, channel: Telling.Channel, by: User, at: datetime
) -> int:
    """Log by hand that units were told by letter, Zalo, telephone or in a meeting."""
    ids = sorted(set(unit_ids))
    matter = clean(matter).strip()[:200]
    Telling.objects.bulk_create(
        Telling(subject=label(subject), matter=matter, unit_id=pk, channel=channel, at=at, by=by)
        for pk in ids
    )
    audit.record("notices:telling:note", subject, by=by, at=at, channel=channel, units=ids)
    return len(ids)


@transaction.atomic
def mark_seen(user: User, notices: Iterable[Notice], *, at: datetime) -> None:
    """Remember that the person has opened these messages (a “seen” mark, no business row, no event).

    Messages to units for which the person does not answer are left out.
    """
    own = inbox(user, day_of(at)).filter(pk__in=[notice.pk for notice in notices])
    Seen.objects.bulk_create(
        (Seen(notice=notice, user=user, at=at) for notice in own), ignore_conflicts=True, batch_size=500
    )
