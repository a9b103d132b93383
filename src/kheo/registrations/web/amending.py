"""The unit's side of a change: the form of what stands, its draft, sending, discarding."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.core.errors import Conflict, KheoError, Refusal
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.registrations import amendments, permissions, selectors
from kheo.registrations.fields import Fields
from kheo.registrations.hooks import origin_of
from kheo.registrations.models import Amendment, Registration
from kheo.registrations.services.amending import change_fields, discard_change, propose, save_change
from kheo.registrations.services.amendment_rows import require_amendable
from kheo.registrations.similar import similar_to
from kheo.registrations.standing import amendable_fields
from kheo.registrations.states import AmendmentState, State
from kheo.registrations.web.comparing import both, chosen_fields, keep_mine
from kheo.registrations.web.forms import AmendmentForm, lists_for
from kheo.registrations.web.keeping import MORE_ROWS, draft_id_of, here_alone, kept, whereabouts, whole
from kheo.registrations.web.people import person
from kheo.units import public as units

_BECAUSE = "vi"


@page("GET", "POST", access=SIGNED_IN)
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The form of a proposed change: begun from what stands, gone on with, sent."""
    at = now()
    on = day_of(at)
    row = selectors.registration_for(person(request), pk, on)
    permissions.acts_for(person(request), row.round.campaign, row.handled_by_unit_id, on)
    if request.method == "POST":
        return _take(request, row, at=at)
    one = amendments.open_changes([row.pk]).get(row.pk)
    if one is not None and one.state == AmendmentState.PROPOSED:
        return redirect("registrations:change", one.pk)
    if one is not None:
        one.registration = row
        permissions.require_amender(person(request), one, on)
    else:
        require_amendable(row, at)
    left = kept(request)
    fields = left or (one.fields if one else _first_fields(request, row, at))
    return _form_page(
        request,
        row,
        one,
        at=at,
        fields=fields,
        draft_id=str(one.pk) if one else (left or {}).get("draft_id", ""),
        revision=whole(left["revision"]) if left and "revision" in left else one.revision if one else 0,
        more_rows=MORE_ROWS if request.GET.get("them-dong") else 0,
    )


@page("POST", access=SIGNED_IN)
def save(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the page's script saves while somebody types; answers in JSON."""
    at = now()
    fields = request.POST.dict()
    try:
        row = selectors.registration_for(person(request), pk, day_of(at))
        one = save_change(draft_id_of(fields), **_posted(request, row, fields, at))
    except Conflict as conflict:
        return JsonResponse(
            {"message": sentence_of(conflict), "conflict_url": _conflict_url(request, conflict, fields, pk)},
            status=409,
        )
    except KheoError as refusal:
        # 401 and 403 mean to the script that the sign-in has ended: this is another matter.
        return JsonResponse({"code": refusal.code, "message": sentence_of(refusal)}, status=422)
    return JsonResponse(
        {
            "revision": one.revision,
            "saved_at": one.saved_at.isoformat(),
            "url": reverse("registrations:change_new", args=[pk]),
        }
    )


@page("GET", access=SIGNED_IN)
def conflict(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Both versions of a proposal side by side: the one kept here, the one this browser had."""
    at = now()
    one = amendments.change_for(person(request), draft_id, day_of(at))
    permissions.require_amender(person(request), one, day_of(at))
    return _both(request, one, None, at=at)


@page("POST", access=SIGNED_IN)
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Throw away a proposal that was never sent."""
    at = now()
    one = amendments.change_for(person(request), draft_id, day_of(at))
    discard_change(one, by=person(request), at=at)
    messages.success(request, _("Đã bỏ đề nghị đang soạn. Bản đã tiếp nhận giữ nguyên."))
    return redirect("registrations:detail", one.registration_id)


def _posted(
    request: HttpRequest, row: Registration, fields: Mapping[str, str], at: datetime
) -> dict[str, Any]:
    """What the services are given of a posted form."""
    key = request.GET.get(_BECAUSE, "")
    known = origin_of(key, row, person(request), day_of(at)) if key else None
    return {
        "fields": fields,
        "revision": whole(fields.get("revision", "")),
        "registration": row,
        "by": person(request),
        "at": at,
        "origin": key if known else "",
    }


def _take(request: HttpRequest, row: Registration, *, at: datetime) -> HttpResponseBase:
    """A pressed button: keep, send, or add rows. Whatever happens, what was typed comes back."""
    fields = request.POST.dict()
    action = fields.get("action", "save")
    if action == "merge":
        one = amendments.open_changes([row.pk]).get(row.pk)
        if one is not None:
            fields = chosen_fields(fields, one.fields, change_fields) | whereabouts(fields)
    posted = _posted(request, row, fields, at)
    try:
        if action == "send":
            receipt = propose(draft_id_of(fields), **posted)
            messages.success(request, _("Đã gửi đề nghị thay đổi. Đây là phiếu tiếp nhận của đơn vị."))
            return redirect("registrations:receipt", receipt.code)
        save_change(draft_id_of(fields), **posted)
    except Conflict as refusal:
        one = _newer(refusal, row)
        return _both(request, one, fields, at=at) if one else _refused(request, refusal, posted, at=at)
    except Refusal as refusal:
        return _refused(request, refusal, posted, at=at)
    if action == "rows":
        return redirect(f"{reverse('registrations:change_new', args=[row.pk])}?them-dong=1#chi-tieu")
    messages.success(request, _("Đã lưu nháp."))
    return redirect("registrations:change_new", row.pk)


def _newer(conflict: Conflict, row: Registration) -> Amendment | None:
    """The proposal that stands in the way, with its registration."""
    one = conflict.params.get("draft") or conflict.params.get("amendment")
    if not isinstance(one, Amendment):
        return None
    one.registration = row
    return one


def _refused(
    request: HttpRequest, refusal: KheoError, posted: dict[str, Any], *, at: datetime
) -> HttpResponseBase:
    """The form again, with its faults; the draft is kept where that can be done."""
    fields, revision, row, saved = posted["fields"], posted["revision"], posted["registration"], True
    one: Amendment | None = None
    try:
        one = save_change(draft_id_of(fields), **posted)
        revision = one.revision
    except KheoError:
        saved = False
    faults = refusal.params.get("faults")
    return _form_page(
        request,
        row,
        one,
        at=at,
        fields=fields,
        draft_id=fields.get("draft_id") or fields.get("new_id", ""),
        revision=revision,
        faults=faults if isinstance(faults, list) else [refusal],
        saved=saved,
        status=422,
    )


def _form_page(
    request: HttpRequest,
    row: Registration,
    one: Amendment | None,
    *,
    at: datetime,
    fields: Mapping[str, str],
    draft_id: str,
    revision: int,
    faults: list[Any] | None = None,
    more_rows: int = 0,
    saved: bool = False,
    status: int = 200,
) -> HttpResponseBase:
    on = day_of(at)
    unit = row.handled_by_unit
    lists = lists_for(row.round, unit, at=at, besides=row, standing=row)
    form = AmendmentForm(fields, kind=row.kind, lists=lists, faults=faults or (), more_rows=more_rows)
    similar = reverse("registrations:similar", args=[row.round_id])
    key = one.origin if one else request.GET.get(_BECAUSE, "")
    context = {
        "registration": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "unit_name": units.name_of(unit, on),
        "form": form,
        "amendment": one,
        "draft_id": draft_id,
        "revision": revision,
        "new_id": uuid4(),
        "form_url": here_alone(request),
        "draft_url": reverse("registrations:change_save", args=[row.pk])
        + (f"?{_BECAUSE}={key}" if key and not one else ""),
        "similar_url": f"{similar}?don-vi={unit.pk}&mo-hinh={row.initiative_id}",
        "similar": similar_to(fields.get("title", ""), unit=unit, on=on, besides=row.initiative_id),
        "for_unit": unit.pk not in permissions.contact_unit_ids(person(request), on),
        "origin": origin_of(key, row, person(request), on) if key else None,
        "amendable": row.state == State.ACCEPTED,
        "saved": saved,
        "refused": bool(faults),
    }
    return render(request, "registrations/change_form.html", context, status=status)


def _first_fields(request: HttpRequest, row: Registration, at: datetime) -> Fields:
    """What stands; or an earlier proposal that was not agreed to; with the reason of what asks for it."""
    fields = amendable_fields(row)
    earlier = request.GET.get("tu", "")
    for one in amendments.changes_of(row) if earlier else ():
        if str(one.pk) == earlier and one.state != AmendmentState.AGREED:
            return dict(one.fields)
    origin = origin_of(request.GET.get(_BECAUSE, ""), row, person(request), day_of(at))
    return fields | ({"reason": origin.reason} if origin else {})


def _both(
    request: HttpRequest, one: Amendment, mine: Mapping[str, str] | None, *, at: datetime
) -> HttpResponseBase:
    row = one.registration
    return both(
        request,
        one,
        mine,
        lists=lambda: lists_for(row.round, row.handled_by_unit, at=at, besides=row, standing=row),
        edit_url=reverse("registrations:change_new", args=[row.pk]),
        sent_url="" if one.state == AmendmentState.DRAFT else reverse("registrations:change", args=[one.pk]),
        known=change_fields,
    )


def _conflict_url(request: HttpRequest, conflict: Conflict, fields: dict[str, str], pk: int) -> str:
    one = conflict.params.get("draft") or conflict.params.get("amendment")
    if not isinstance(one, Amendment):
        return reverse("registrations:detail", args=[pk])
    keep_mine(request, one, fields, change_fields)
    return reverse("registrations:change_conflict", args=[one.pk])
