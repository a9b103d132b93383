"""Two versions of one draft, side by side, and which of the two stands field by field.

Posted are the fields of this browser (`mine`), and for every field that differs which of the two is wanted.
What was typed last is chosen until its writer says otherwise, but an empty field never wins by itself; a whole
row of figures goes together.
"""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from kheo.core.errors import InvalidInput
from kheo.registrations.fields import ROWS, Fields, known_fields, row_name
from kheo.registrations.models import Draft
from kheo.registrations.states import State
from kheo.registrations.web.forms import Choices, label_of, lists_for, shown_value

_KEY = "kheo-draft-conflict"
_CHOICE = "giu-"
_KEPT = "may-chu"


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
                "name": _CHOICE + name,
                "label": label_of(name),
                "kept": _shown(name, draft.fields, lists),
                "mine": _shown(name, fields, lists),
            }
            for name in different(draft.fields, fields)
        ],
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "registrations/conflict.html", context, status=status)


def chosen_fields(posted: Mapping[str, str], kept: Mapping[str, str]) -> Fields:
    """This browser's fields, but for those of which the kept version was chosen on the page of both."""
    mine = known_fields(posted)
    for name in different(kept, mine):
        if posted.get(_CHOICE + name) != _KEPT:
            continue
        for part in _parts(name):
            mine.pop(part, None)
            if part in kept:
                mine[part] = kept[part]
    return mine


def different(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """The fields that differ; of a row of figures or steps its first cell stands for all of it."""
    names = (name for name in dict.fromkeys([*one, *other]) if one.get(name, "") != other.get(name, ""))
    return list(dict.fromkeys(_parts(name)[0] for name in names))


def _parts(name: str) -> list[str]:
    """The field itself, or every cell of the row in which it stands."""
    kind, _, place = name.rpartition("-")[0].partition("-")
    return [row_name(kind, int(place), part) for part in ROWS[kind]] if kind in ROWS else [name]


def _shown(name: str, fields: Mapping[str, str], lists: Mapping[str, Choices]) -> str:
    values = (shown_value(part, fields.get(part, ""), lists) for part in _parts(name))
    return "; ".join(value for value in values if value)
