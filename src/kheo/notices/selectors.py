"""Reading messages and the log of tellings."""

from datetime import date

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from kheo.accounts.public import User
from kheo.notices.models import Notice, Seen, Telling, label
from kheo.units import public as units


def inbox(user: User, on: date) -> QuerySet[Notice]:
    """Messages to the person and to the units for which he answers, newest first, with `is_seen`."""
    seen = Seen.objects.filter(notice=OuterRef("pk"), user_id=user.pk)
    return Notice.objects.filter(_for(user, on)).annotate(is_seen=Exists(seen)).order_by("-sent_at", "-pk")


def tellings(subject: Model) -> QuerySet[Telling]:
    """Who was told what about a record, when and how, newest first."""
    return (
        Telling.objects.filter(subject=label(subject)).select_related("by").order_by("-at", "unit_id", "pk")
    )


def unread(user: User, on: date) -> QuerySet[Notice]:
    """Messages to the person and his units that he has not opened yet."""
    return Notice.objects.filter(_for(user, on)).exclude(seen__user_id=user.pk)


def _for(user: User, on: date) -> Q:
    return Q(unit_id__in=units.own_unit_ids(user, on)) | Q(user_id=user.pk)


def unread_count(user: User, on: date) -> int:
    """How many messages the person has not opened yet."""
    return unread(user, on).count()
