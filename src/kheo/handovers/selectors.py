"""Reading handovers: what would pass, what passed, whose eyes it is for."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation

from kheo.accounts.public import Role, User
from kheo.core.errors import N_, NotFound
from kheo.handovers.models import HandedRole, Handover
from kheo.units import public as units
from kheo.units.public import Leaving, Matters

_NEWS = timedelta(days=30)


def content_of(groups: Sequence[Matters]) -> list[dict[str, Any]]:
    """The groups as plain values: what is shown, sealed and kept."""
    return [
        {
            "key": group.key,
            "title": str(group.title),
            "note": str(group.note),
            "passes": group.passes,
            "count": group.count,
            "lines": [
                {"words": str(one.words), "due": one.due.isoformat() if one.due else ""}
                for one in group.lines
            ],
        }
        for group in groups
    ]


def preview(leaving: Leaving, at: datetime) -> list[dict[str, Any]]:
    """What is open now in the hands of the person who leaves, in the language of the paper it will stand in."""
    with translation.override("vi"):
        return content_of(units.open_matters(leaving, at))


def seen_mark(content: Sequence[dict[str, Any]]) -> str:
    """What the page has shown, in one word."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def visible(user: User, on: date) -> QuerySet[Handover]:
    """Both people's own; those of the units that somebody administers; newest first."""
    tree = units.scope_ids(user, on, [Role.ADMINISTRATOR])
    in_tree = HandedRole.objects.filter(handover=OuterRef("pk"), unit_id__in=tree)
    rows = Handover.objects.filter(Q(giver=user) | Q(taker=user) | Q(Exists(in_tree)))
    return rows.select_related("giver", "taker", "made_by").order_by("-made_at", "-pk")


def handover_for(user: User, pk: int, on: date) -> Handover:
    """One handover. Raises NotFound where it is not for these eyes."""
    row = visible(user, on).select_related("unit").filter(pk=pk).first()
    if row is None:
        raise NotFound(
            N_("Không có lần bàn giao này, hoặc tài khoản này không được xem. Hãy mở lại từ trang Bàn giao."),
            code="handover-not-found",
        )
    return row


def recent(user: User, on: date) -> list[Handover]:
    """The person's own handovers of the last weeks and of days to come, newest first; one query."""
    rows = Handover.objects.filter(Q(giver=user) | Q(taker=user), on__gt=on - _NEWS)
    return list(rows.select_related("giver", "taker").order_by("-made_at", "-pk")[:3])
