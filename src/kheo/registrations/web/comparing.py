"""Two versions of one draft, side by side."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from kheo.core.errors import InvalidInput
from kheo.registrations.fields import Fields, known_fields
from kheo.registrations.models import Draft
from kheo.registrations.states import State
from kheo.registrations.web.forms import label_of, lists_for, shown_value

_KEY = "kheo-draft-conflict"


def keep_mine(request: HttpRequest, draft: Draft, fields: Mapping[str, str]) -> None:
    """Remember what this browser had, for the page that shows both; one at a time, bounded."""
    try:
        mine = known_fields(fields)
    except InvalidInput:
        return
    request.session[_KEY] = {"draft": str(draft.pk), "fields": mine}


def conflict_page(
    request: HttpRequest, draft: Draft, mine: Mapping[str, str] | None, *, at: datetime
) -> HttpResponseBase:
    """The page with both versions; with nothing to compare, the draft itself."""
    if mine is None:
        kept = request.session.get(_KEY) or {}
        if kept.get("draft") != str(draft.pk):
            return redirect("registrations:edit", draft.pk)
        mine = kept["fields"]
    registration = draft.registration
    fields = known_fields(mine)
    lists = lists_for(registration.round, registration.handled_by_unit, at=at, besides=registration)
    context = {
        "draft": draft,
        "registration": registration,
        "sent": registration.state not in {State.DRAFT, State.RETURNED},
        "mine": fields,
        "rows": [
            {
                "label": label_of(name),
                "kept": shown_value(name, draft.fields.get(name, ""), lists),
                "mine": shown_value(name, fields.get(name, ""), lists),
            }
            for name in _different(draft.fields, fields)
        ],
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "registrations/conflict.html", context, status=status)


def _different(one: Fields, other: Fields) -> list[str]:
    names = list(dict.fromkeys([*one, *other]))
    return [name for name in names if one.get(name, "") != other.get(name, "")]
