"""Reading messages and the log of tellings."""

from datetime import date

from django.db.models import Exists, Model, OuterRef, QuerySet

from kheo.accounts.public import User
from kheo.notices.models import Notice, Seen, Telling, label
from kheo.units import public as units


def inbox(user: User, on: date) -> QuerySet[Notice]:
    """Messages to the units for which the person answers, newest first, with `is_seen`."""
    seen = Seen.objects.filter(notice=OuterRef("pk"), user_id=user.pk)
    return (
        Notice.objects.filter(unit_id__in=units.own_unit_ids(user, on))
        .annotate(is_seen=Exists(seen))
        .order_by("-sent_at", "-pk")
    )


def tellings(subject: Model) -> QuerySet[Telling]:
    """Who was told what about a record, when and how, newest first."""
    return (
        Telling.objects.filter(subject=label(subject)).select_related("by").order_by("-at", "unit_id", "pk")
    )


def unread(user: User, on: date) -> QuerySet[Notice]:
    """Messages to the person's units that he has not opened yet."""
    own = units.own_unit_ids(user, on)
    return Notice.objects.filter(unit_id__in=own).exclude(seen__user_id=user.pk)


def unread_count(user: User, on: date) -> int:
    """How many messages the person has not opened yet."""
    return unread(user, on).count()
