"""“Các bản đã qua”: every version of a received registration, one by one and two side by side."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.core.errors import N_, NotFound
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.registrations import amendments, permissions, selectors
from kheo.registrations.models import Registration
from kheo.registrations.states import State
from kheo.registrations.web.changes import all_rows, compared, facts
from kheo.registrations.web.people import person
from kheo.units import public as units


@page("GET", access=SIGNED_IN)
def versions(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The versions, newest first, and what was proposed; `?so=3&voi=1` opens two side by side."""
    on = day_of(now())
    row = selectors.registration_for(person(request), pk, on)
    one, other = request.GET.get("so", ""), request.GET.get("voi", "")
    if one.isdecimal() and other.isdecimal() and len(one + other) < 10:
        return redirect(f"{reverse('registrations:version', args=[pk, int(one)])}?voi={other}")
    kept = amendments.versions_of(row)
    waits_too = Registration.objects.filter(permissions.reads_what_waits(person(request), on), pk=pk).exists()
    context = {
        "registration": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "unit_name": units.names([row.handled_by_unit_id], on).get(row.handled_by_unit_id, ""),
        "versions": kept,
        "standing": row.state == State.ACCEPTED,
        "changes": amendments.changes_of(row) if waits_too else [],
    }
    return render(request, "registrations/versions.html", context)


@page("GET", access=SIGNED_IN)
def version(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """One version as it stood; `?voi=1` compares it with another."""
    row = selectors.registration_for(person(request), pk, day_of(now()))
    kept = {one.number: one for one in amendments.versions_of(row)}
    asked = request.GET.get("voi", "")
    other = kept.get(int(asked)) if asked.isdecimal() and len(asked) < 6 else None
    shown = kept.get(number)
    if shown is None:
        raise NotFound(N_("Không có bản này. Hãy mở lại từ “Các bản đã qua”."), code="version-not-found")
    later = kept.get(number + 1)
    context: dict[str, Any] = {
        "registration": row,
        "shown": shown,
        "until": later.stands_from if later else None,
        "other": other,
        "facts": facts(shown.content),
        "rows": all_rows(shown.content),
    }
    if other is not None:
        context |= {
            "compared": compared(other.content, shown.content),
            "was_head": _("Bản thứ %(number)d") % {"number": other.number},
            "becomes_head": _("Bản thứ %(number)d") % {"number": shown.number},
        }
    return render(request, "registrations/version.html", context)
