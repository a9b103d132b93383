"""The unit's side: what it owes, the form, drafts, sending."""

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

from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, Conflict, KheoError, NotAllowed, Refusal
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.offline import opens_offline
from kheo.registrations import permissions, prefill, selectors
from kheo.registrations.deadlines import deadline_of
from kheo.registrations.fields import says_more
from kheo.registrations.models import Draft, Registration
from kheo.registrations.services.drafts import discard, save_draft
from kheo.registrations.services.sending import submit
from kheo.registrations.similar import similar_to
from kheo.registrations.states import State
from kheo.registrations.web.comparing import chosen_fields, conflict_page, keep_mine
from kheo.registrations.web.forms import RegistrationForm, lists_for
from kheo.registrations.web.keeping import MORE_ROWS, draft_id_of, here_alone, kept, whereabouts, whole
from kheo.registrations.web.people import person
from kheo.units import public as units
from kheo.units.public import Unit


@page("GET", "POST", access=SIGNED_IN)
@opens_offline
def new(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """A new registration: prefilled for the unit, or from last year's record."""
    at = now()
    round_ = selectors.round_for(person(request), round_id, day_of(at))
    unit = _unit_asked(request, round_, at)
    if unit is None:
        return _choose_unit(request, round_, at)
    own = permissions.acts_for(person(request), round_.campaign, unit.pk, day_of(at))
    if request.method == "POST":
        return _take(request, round_, unit, at=at)
    left = kept(request)
    fields = left or _first_fields(request, round_, unit, own=own, at=at)
    return _form_page(
        request,
        round_,
        unit,
        at=at,
        fields=fields,
        draft_id=(left or {}).get("draft_id", ""),
        revision=whole((left or {}).get("revision", "")),
    )


@page("GET", "POST", access=SIGNED_IN)
@opens_offline
def edit(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Go on with a draft, or with what was returned."""
    at = now()
    draft = selectors.draft_for(draft_id)
    registration = draft.registration
    permissions.require_writer(person(request), registration, day_of(at))
    unit = registration.handled_by_unit
    if request.method == "POST":
        return _take(request, registration.round, unit, at=at, registration=registration)
    if registration.state not in {State.DRAFT, State.RETURNED}:
        return redirect("registrations:detail", registration.pk)
    left = kept(request)
    return _form_page(
        request,
        registration.round,
        unit,
        at=at,
        fields=left or draft.fields,
        draft_id=str(draft.pk),
        revision=whole(left["revision"]) if left and "revision" in left else draft.revision,
        registration=registration,
        more_rows=MORE_ROWS if request.GET.get("them-dong") else 0,
    )


@page("GET", access=SIGNED_IN)
def new_for(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponseBase:
    """The new form for one unit, by a plain address."""
    return redirect(f"{reverse('registrations:new', args=[round_id])}?don-vi={unit_id}")


@page("POST", access=SIGNED_IN)
def save(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """What the page's script saves while somebody types; answers in JSON."""
    at = now()
    fields = request.POST.dict()
    try:
        round_ = selectors.round_for(person(request), round_id, day_of(at))
        unit = _unit_asked(request, round_, at)
        if unit is None:
            raise NotAllowed(
                N_("Chưa rõ đăng ký cho đơn vị nào. Hãy mở lại từ trang của đơn vị."), code="no-unit"
            )
        draft = save_draft(
            draft_id_of(fields),
            fields=fields,
            revision=whole(fields.get("revision", "")),
            round_=round_,
            unit=unit,
            by=person(request),
            at=at,
        )
    except Conflict as conflict:
        return JsonResponse(
            {"message": sentence_of(conflict), "conflict_url": _conflict_url(request, conflict, fields)},
            status=409,
        )
    except KheoError as refusal:
        # 401 and 403 mean to the script that the sign-in has ended: this is another matter.
        return JsonResponse({"code": refusal.code, "message": sentence_of(refusal)}, status=422)
    return JsonResponse(
        {
            "revision": draft.revision,
            "saved_at": draft.saved_at.isoformat(),
            "url": reverse("registrations:edit", args=[draft.pk]),
        }
    )


@page("GET", access=SIGNED_IN)
def conflict(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Both versions of a draft side by side: the one kept here, the one this browser had."""
    at = now()
    draft = selectors.draft_for(draft_id)
    permissions.require_writer(person(request), draft.registration, day_of(at))
    return conflict_page(request, draft, None, at=at)


@page("POST", access=SIGNED_IN)
def throw_away(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Discard a draft that was never sent."""
    at = now()
    round_id = selectors.draft_for(draft_id).registration.round_id
    discard(draft_id, by=person(request), at=at)
    messages.success(request, _("Đã xóa bản nháp."))
    return redirect("registrations:mine", round_id)


@page("GET", access=SIGNED_IN)
def similar(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The box under the name while it is typed."""
    at = now()
    round_ = selectors.round_for(person(request), round_id, day_of(at))
    unit = _unit_asked(request, round_, at)
    title = request.GET.get("title", "")[:500]
    besides = request.GET.get("mo-hinh", "")
    found = (
        similar_to(title, unit=unit, on=day_of(at), besides=int(besides) if besides.isdecimal() else None)
        if unit
        else []
    )
    return render(request, "registrations/_similar.html", {"similar": found})


def _take(
    request: HttpRequest,
    round_: CampaignRound,
    unit: Unit,
    *,
    at: datetime,
    registration: Registration | None = None,
) -> HttpResponseBase:
    """A pressed button: keep, send, or add rows. Whatever happens, what was typed comes back."""
    fields = request.POST.dict()
    action = fields.get("action", "save")
    if action == "merge" and registration is not None:
        fields = chosen_fields(fields, registration.draft.fields) | whereabouts(fields)
    keep: dict[str, Any] = {
        "fields": fields,
        "revision": whole(fields.get("revision", "")),
        "round_": round_,
        "unit": unit,
        "by": person(request),
        "at": at,
    }
    try:
        draft_id = draft_id_of(fields)
        if action == "send":
            receipt = submit(draft_id, **keep)
            messages.success(request, _("Đã gửi. Đây là phiếu tiếp nhận của đơn vị."))
            return redirect("registrations:receipt", receipt.code)
        save_draft(draft_id, **keep)
    except Conflict as refusal:
        draft = refusal.params.get("draft")
        if not isinstance(draft, Draft):
            draft = selectors.draft_for(draft_id_of(fields))
        return conflict_page(request, draft, fields, at=at)
    except Refusal as refusal:
        return _refused(request, refusal, keep, registration=registration)
    if action == "rows":
        return redirect(f"{reverse('registrations:edit', args=[draft_id])}?them-dong=1#chi-tieu")
    messages.success(request, _("Đã lưu nháp."))
    return redirect("registrations:edit", draft_id)


def _refused(
    request: HttpRequest, refusal: Refusal, keep: dict[str, Any], *, registration: Registration | None
) -> HttpResponseBase:
    """The form again, with its faults; the draft is kept where that can be done."""
    fields, revision, saved = keep["fields"], keep["revision"], True
    draft_id = fields.get("draft_id") or fields.get("new_id", "")
    try:
        if registration is not None or says_more(fields, _offered(request, keep)):
            draft = save_draft(draft_id_of(fields), **keep)
            revision, registration = draft.revision, draft.registration
        else:  # nothing was typed: no nameless draft stays behind
            saved = False
    except KheoError:
        saved = False
    faults = refusal.params.get("faults")
    shown = faults if isinstance(faults, list) else [refusal]
    return _form_page(
        request,
        keep["round_"],
        keep["unit"],
        at=keep["at"],
        fields=fields,
        draft_id=draft_id,
        revision=revision,
        registration=registration,
        faults=shown,
        saved=saved,
        status=422,
    )


def _offered(request: HttpRequest, keep: Mapping[str, Any]) -> dict[str, str]:
    """What the new form held before anything was typed."""
    unit = keep["unit"]
    return prefill.new_fields(unit, units.name_of(unit, day_of(keep["at"])), contact=person(request))


def _form_page(
    request: HttpRequest,
    round_: CampaignRound,
    unit: Unit,
    *,
    at: datetime,
    fields: Mapping[str, str],
    draft_id: str,
    revision: int,
    registration: Registration | None = None,
    faults: list[Refusal] | None = None,
    more_rows: int = 0,
    saved: bool = False,
    status: int = 200,
) -> HttpResponseBase:
    on = day_of(at)
    lists = lists_for(round_, unit, at=at, besides=registration)
    form = RegistrationForm(fields, lists=lists, faults=faults or (), more_rows=more_rows)
    initiative_id = (
        registration.initiative_id if registration else _continued_initiative(round_, unit, fields)
    )
    here = f"?don-vi={unit.pk}"
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "unit": unit,
        "unit_name": units.name_of(unit, on),
        "form": form,
        "draft_id": draft_id,
        "revision": revision,
        "new_id": uuid4(),
        "form_url": here_alone(request),
        "draft_url": reverse("registrations:save", args=[round_.pk]) + here,
        "similar_url": reverse("registrations:similar", args=[round_.pk])
        + here
        + (f"&mo-hinh={initiative_id}" if initiative_id else ""),
        "similar": similar_to(fields.get("title", ""), unit=unit, on=on, besides=initiative_id),
        "registration": registration,
        "returned": registration is not None and registration.state == State.RETURNED,
        "deadline": deadline_of(round_, unit.pk),
        "for_unit": unit.pk not in permissions.contact_unit_ids(person(request), on),
        "at": at,
        "saved": saved,
        "refused": bool(faults),
        "continuable": selectors.continuable(round_, unit.pk)[:20] if registration is None else [],
    }
    return render(request, "registrations/form.html", context, status=status)


def _continued_initiative(round_: CampaignRound, unit: Unit, fields: Mapping[str, str]) -> int | None:
    """The initiative that a form not yet kept says it continues."""
    wanted = fields.get("continues", "")
    rows = selectors.continuable(round_, unit.pk).filter(pk=int(wanted)) if wanted.isdecimal() else None
    return rows.values_list("initiative_id", flat=True).first() if rows is not None else None


def _unit_asked(request: HttpRequest, round_: CampaignRound, at: datetime) -> Unit | None:
    """The unit named in the address; else the only one for which the person registers."""
    on = day_of(at)
    wanted = request.GET.get("don-vi", "")
    if wanted.isdecimal():
        unit = Unit.objects.filter(pk=int(wanted)).first()
        if unit is None:
            raise selectors.not_found()
        permissions.acts_for(person(request), round_.campaign, unit.pk, on)
        return unit
    own = selectors.registering_units(person(request), round_, on)
    return own[0] if len(own) == 1 else None


def _choose_unit(request: HttpRequest, round_: CampaignRound, at: datetime) -> HttpResponseBase:
    on = day_of(at)
    own = selectors.registering_units(person(request), round_, on)
    if not own and permissions.can_receive(person(request), round_.campaign, on):
        own = selectors.registrants(round_, on)
    context = {"round": round_, "campaign": round_.campaign, "units": own}
    return render(request, "registrations/choose_unit.html", context)


def _first_fields(
    request: HttpRequest, round_: CampaignRound, unit: Unit, *, own: bool, at: datetime
) -> dict[str, str]:
    wanted = request.GET.get("tiep-tuc", "")
    if wanted.isdecimal():
        before = selectors.continuable(round_, unit.pk).filter(pk=int(wanted)).first()
        if before is not None:
            return prefill.continued_fields(before, round_)
        messages.warning(
            request, _("Bản ghi đó đã được tiếp tục hoặc không còn dùng được; đây là đăng ký mới.")
        )
    name = units.name_of(unit, day_of(at))
    return prefill.new_fields(unit, name, contact=person(request) if own else None)


def _conflict_url(request: HttpRequest, conflict: Conflict, fields: dict[str, str]) -> str:
    registration = conflict.params.get("registration")
    if isinstance(registration, int):
        return reverse("registrations:detail", args=[registration])
    draft = conflict.params.get("draft")
    if not isinstance(draft, Draft):
        return request.get_full_path()
    keep_mine(request, draft, fields)
    return reverse("registrations:conflict", args=[draft.pk])
