"""Two versions of the draft of a registration, or of a change to it: which fields there are, and what they say."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from kheo.kernel.web import two_versions
from kheo.registrations.fields import OF, ROWS, Fields, known_fields, row_name
from kheo.registrations.models import Amendment, Draft
from kheo.registrations.states import State
from kheo.registrations.web.forms import Choices, label_of, lists_for, shown_value

Known = Callable[[Mapping[str, str]], Fields]


def keep_mine(
    request: HttpRequest, draft: Draft | Amendment, fields: Mapping[str, str], known: Known = known_fields
) -> None:
    """Remember what this browser had, for the page that shows both."""
    two_versions.keep_mine(request, draft, fields, known)


def conflict_page(
    request: HttpRequest, draft: Draft, mine: Mapping[str, str] | None, *, at: datetime
) -> HttpResponseBase:
    """The page with both versions of a registration's draft; with nothing to compare, the draft itself."""
    registration = draft.registration
    return both(
        request,
        draft,
        mine,
        lists=lambda: lists_for(
            registration.round, registration.handled_by_unit, at=at, besides=registration
        ),
        edit_url=reverse("registrations:edit", args=[draft.pk]),
        sent_url=""
        if registration.state in {State.DRAFT, State.RETURNED}
        else reverse("registrations:detail", args=[registration.pk]),
    )


def both(
    request: HttpRequest,
    draft: Draft | Amendment,
    mine: Mapping[str, str] | None,
    *,
    lists: Callable[[], Mapping[str, Choices]],
    edit_url: str,
    sent_url: str,
    known: Known = known_fields,
) -> HttpResponseBase:
    """Both versions; `sent_url` where the kept one was sent and is only to be read. `lists` is asked once."""
    names: dict[str, Choices] = {}

    def shown(name: str, fields: Mapping[str, str]) -> str:
        if not names:
            names.update(lists())
        cells = (part for part in _parts(name) if not part.endswith(f"-{OF}"))
        values = (shown_value(cell, fields.get(cell, ""), names) for cell in cells)
        return "; ".join(value for value in values if value)

    return two_versions.both(
        request,
        draft,
        mine,
        known=known,
        label=label_of,
        shown=shown,
        edit_url=edit_url,
        sent_url=sent_url,
        parts=_parts,
    )


def chosen_fields(posted: Mapping[str, str], kept: Mapping[str, str], known: Known = known_fields) -> Fields:
    """This browser's fields, but for those of which the kept version was chosen on the page of both."""
    return two_versions.chosen_fields(posted, kept, known, _parts)


def _parts(name: str) -> list[str]:
    """The field itself, or every cell of the row of figures in which it stands."""
    kind, _, place = name.rpartition("-")[0].partition("-")
    return [row_name(kind, int(place), part) for part in (*ROWS[kind], OF)] if kind in ROWS else [name]
