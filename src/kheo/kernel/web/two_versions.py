"""Two versions of one draft side by side, and which of the two stands field by field.

Posted are the fields of this browser (`mine`), and for every field that differs which of the two is wanted.
What was typed last is chosen until its writer says otherwise, but an empty field never wins by itself; fields
that make sense only together (a row of figures: `parts`) go together.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from kheo.core.errors import InvalidInput

_KEY = "kheo-draft-conflict"
_CHOICE = "giu-"
_KEPT = "may-chu"
Fields = dict[str, str]
Known = Callable[[Mapping[str, str]], Fields]
Parts = Callable[[str], list[str]]


def keep_mine(request: HttpRequest, draft: Any, fields: Mapping[str, str], known: Known) -> None:
    """Remember what this browser had, for the page that shows both; one at a time, bounded by `known`."""
    try:
        mine = known(fields)
    except InvalidInput:
        return
    request.session[_KEY] = {"draft": str(draft.pk), "fields": mine}


def both(
    request: HttpRequest,
    draft: Any,
    mine: Mapping[str, str] | None,
    *,
    known: Known,
    label: Callable[[str], str],
    shown: Callable[[str, Mapping[str, str]], str],
    edit_url: str,
    sent_url: str = "",
    parts: Parts = lambda name: [name],
) -> HttpResponseBase:
    """The page with both versions; `mine` None takes what `keep_mine` remembered, else the draft itself opens.

    `sent_url` where the kept version was sent and is only to be read. `shown` says a field of some fields in words.
    """
    if mine is None:
        kept = request.session.get(_KEY) or {}
        if kept.get("draft") != str(draft.pk):
            return redirect(edit_url)
        mine = kept["fields"]
    fields = known(mine)
    rows = [
        {
            "name": _CHOICE + name,
            "label": label(name),
            "kept": shown(name, draft.fields),
            "mine": shown(name, fields),
        }
        for name in _different(draft.fields, fields, parts)
    ]
    context = {"draft": draft, "edit_url": edit_url, "sent_url": sent_url, "mine": fields, "rows": rows}
    status = 409 if request.method == "POST" else 200
    return render(request, "kheo/draft_conflict.html", context, status=status)


def chosen_fields(
    posted: Mapping[str, str],
    kept: Mapping[str, str],
    known: Known,
    parts: Parts = lambda name: [name],
) -> Fields:
    """This browser's fields, but for those of which the kept version was chosen on the page of both."""
    mine = known(posted)
    for name in _different(kept, mine, parts):
        if posted.get(_CHOICE + name) != _KEPT:
            continue
        for part in parts(name):
            mine.pop(part, None)
            if part in kept:
                mine[part] = kept[part]
    return mine


def _different(kept: Mapping[str, str], mine: Mapping[str, str], parts: Parts) -> list[str]:
    """The fields that differ; of fields that go together the first stands for all of them."""
    names = (name for name in dict.fromkeys([*kept, *mine]) if kept.get(name, "") != mine.get(name, ""))
    return list(dict.fromkeys(parts(name)[0] for name in names))
