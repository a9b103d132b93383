"""When something was last heard of a registration: received, a report, a photo, a contribution, a difficulty's step."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from kheo.kernel.clock import start_of
from kheo.progress.models import Difficulty, DifficultyStep, Evidence, LedgerEntry, ProgressReport


def silent_days() -> int:
    """“Chưa có thông tin” after so many days without any of these (KHEO_SILENT_DAYS)."""
    return int(settings.KHEO_SILENT_DAYS)


def silent_words() -> str:
    """“chưa có thông tin 60 ngày”, as every page calls it."""
    return _("chưa có thông tin %(days)d ngày") % {"days": silent_days()}


def silent_before(on: date) -> datetime:
    """What was heard before this moment is too long ago on the day."""
    return start_of(on - timedelta(days=silent_days()))


def heard_since(limit: datetime) -> Q:
    """Rows of registrations of which something was heard since."""
    found = Q(decided_at__gte=limit)
    for rows, moment in _sources():
        found |= Q(Exists(rows.filter(**{f"{moment}__gte": limit})))
    return found


def heard_at() -> Greatest:
    """The moment of the last news of a row of registrations; never empty of a received one."""
    last = (Subquery(rows.order_by(f"-{moment}").values(moment)[:1]) for rows, moment in _sources())
    return Greatest(F("decided_at"), *(Coalesce(one, F("decided_at")) for one in last))


def _sources() -> "list[tuple[QuerySet[Any, Any], str]]":
    of_row = OuterRef("pk")
    return [
        (ProgressReport.objects.filter(registration=of_row, first_sent_at__isnull=False), "sent_at"),
        (Evidence.objects.filter(registration=of_row, removed_at__isnull=True), "added_at"),
        (LedgerEntry.objects.filter(drive__registration=of_row), "made_at"),
        (Difficulty.objects.filter(registration=of_row), "raised_at"),
        (DifficultyStep.objects.filter(difficulty__registration=of_row), "at"),
    ]
