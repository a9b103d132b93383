"""What speaks for going to look at an initiative: when it was last heard of, what was given for it."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from kheo.progress.selectors.contributions import drives_of, sum_of, totals_of
from kheo.progress.selectors.news import heard_at
from kheo.registrations.public import Registration


def last_heard(registration_ids: Collection[int]) -> dict[int, datetime]:
    """Received registration → the moment of its last news: a report, a photo, a gift, a difficulty; one query."""
    rows = Registration.objects.filter(pk__in=registration_ids, decided_at__isnull=False)
    return dict(rows.annotate(heard=heard_at()).values_list("pk", "heard"))


def given_value(registration_ids: Collection[int]) -> dict[int, Decimal]:
    """Registration → money received and goods as valued, in đồng; those without any are left out. Two queries."""
    drives = list(drives_of(registration_ids))
    totals = totals_of([one.pk for one in drives])
    found: dict[int, Decimal] = {}
    for drive in drives:
        whole = sum_of([totals[drive.pk]])
        value = whole.received + whole.goods_value
        if value:
            found[drive.registration_id] = found.get(drive.registration_id, Decimal(0)) + value
    return found
