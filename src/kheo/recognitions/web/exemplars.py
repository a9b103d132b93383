"""Pages of exemplars: the list, noting one, one with how it was praised."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.core.errors import N_, InvalidInput, NotAllowed
from kheo.documents import public as documents
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.paging import page_of
from kheo.recognitions import permissions
from kheo.recognitions.models import Exemplar
from kheo.recognitions.papers.praises import praise_paper
from kheo.recognitions.selectors import exemplars as selectors
from kheo.recognitions.selectors import proposals
from kheo.recognitions.selectors.rounds import body_of, opened, writes_somewhere, writing_units
from kheo.recognitions.services import exemplars as services
from kheo.recognitions.services import praising
from kheo.recognitions.services.common import issuers
from kheo.recognitions.states import ProposalState
from kheo.recognitions.web.forms import ExemplarForm, PraiseLetterForm, ReasonForm
from kheo.recognitions.web.people import person
from kheo.units import public as units
from kheo.units.public import Unit

_ON_A_PAGE = 50


@page("GET", access=SIGNED_IN)
def exemplar_list(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """“Gương điển hình” of the round."""
    on, who = today(), person(request)
    round_, rights = opened(who, round_id, on)
    rows = selectors.with_standing(selectors.exemplars_of(round_, rights), on)
    shown = page_of(rows, request.GET.get("page"), _ON_A_PAGE)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "rights": rights,
        "page_obj": shown,
        "rows": [(row, row.unit_name, list(row.praises.all()), _standing(row.proposed)) for row in shown],
        "writes": writes_somewhere(who, rights, on),
    }
    return render(request, "recognitions/exemplars.html", context)


def _standing(state: str | None) -> tuple[str, str] | None:
    known = ProposalState(state) if state else None
    return (proposals.LOOKS[known], str(known.label)) if known else None


@page("GET", "POST", access=SIGNED_IN)
def note(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """“Ghi nhận gương điển hình”."""
    at, who = now(), person(request)
    on = day_of(at)
    round_, _rights = opened(who, round_id, on)
    own = writing_units(who, round_, on)
    if not own:
        raise NotAllowed(
            N_("Tài khoản này không ghi nhận điển hình cho đơn vị nào của phong trào này."),
            code="not-this-unit",
        )
    linkable = {str(row.pk): row for row in selectors.linkable(round_, {unit.pk for unit in own})}
    form = ExemplarForm(
        request.POST if request.method == "POST" else kept_forms.take(request),
        units=own,
        registrations=[(key, row.title) for key, row in linkable.items()],
        initial={"happened_on": on},
    )
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        unit = next(one for one in own if str(one.pk) == typed.pop("unit"))
        deed = services.Deed(**typed | {"registration": linkable.get(typed["registration"])})
        try:
            row = services.note(round_, unit=unit, deed=deed, by=who, at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ghi nhận gương điển hình."))
            return redirect("recognitions:exemplar", row.pk)
    context = {"round": round_, "campaign": round_.campaign, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "recognitions/exemplar_new.html", context, status=status)


@page("GET", access=SIGNED_IN)
def exemplar(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One example: the deed, the praise, what may be done."""
    row = selectors.exemplar_for(person(request), pk, today())
    return render(request, "recognitions/exemplar.html", _context(request, row))


def _context(request: HttpRequest, row: Exemplar, **bound: Any) -> dict[str, Any]:
    on, who = today(), person(request)
    manages = permissions.can_manage(who, row.round.campaign, on)
    praises = list(row.praises.order_by("issued_on", "pk"))
    names = units.names({row.unit_id, row.noted_for_id, *(one.unit_id for one in praises)}, on)
    bodies = issuers(row.round, on) if manages and row.struck_at is None else []
    taken = proposals.taken([], [row.pk]).get(("d", row.pk))
    may_strike = row.struck_at is None and (manages or row.noted_by_id == who.pk)
    return {
        "row": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "unit": names.get(row.unit_id, ""),
        "noted_for": names.get(row.noted_for_id, ""),
        "praises": [(one, names.get(one.unit_id, "")) for one in praises],
        "standing": _standing(taken.state if taken else None),
        "praise_form": _praise_form(row, bodies) if bodies else None,
        "strike_form": ReasonForm(label=_("Vì sao gạch bỏ")) if may_strike else None,
        **bound,
    }


def _praise_form(row: Exemplar, bodies: list[Unit], data: Any = None) -> PraiseLetterForm:
    on = today()
    body = body_of(row.round)
    first = next((one for one in bodies if body and one.pk == body.unit_id), bodies[0])
    usual = documents.usual_facts(first, "TB", on)
    initial = {
        "unit": first.pk,
        "symbol": usual.symbol,
        "issued_on": on,
        "position": usual.position,
        "signer": usual.signer,
    }
    return PraiseLetterForm(data, units=bodies, initial=initial, auto_id="khen-%s")


@page("POST", access=SIGNED_IN)
def praise(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send the letter, or issue the notice."""
    at, who = now(), person(request)
    row = selectors.exemplar_for(who, pk, day_of(at))
    permissions.require_manager(who, row.round.campaign, day_of(at))
    bodies = issuers(row.round, day_of(at))
    form = _praise_form(row, bodies, request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        unit = next(one for one in bodies if str(one.pk) == typed["unit"])
        try:
            praising.praise(
                row, form=typed["form"], unit=unit, facts=form.facts(), words=typed["words"], by=who, at=at
            )
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã biểu dương; đơn vị đã được báo. Tải bản in ở dưới để ký."))
            return redirect("recognitions:exemplar", pk)
    return render(request, "recognitions/exemplar.html", _context(request, row, praise_form=form), status=422)


@page("POST", access=SIGNED_IN)
def strike(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Strike a wrong note out."""
    at, who = now(), person(request)
    row = selectors.exemplar_for(who, pk, day_of(at))
    form = ReasonForm(request.POST, label=_("Vì sao gạch bỏ"))
    if form.is_valid():
        services.strike(row, reason=form.cleaned_data["reason"], by=who, at=at)
        messages.success(request, _("Đã gạch bỏ."))
        return redirect("recognitions:exemplar", pk)
    return render(request, "recognitions/exemplar.html", _context(request, row, strike_form=form), status=422)


@page("GET", access=SIGNED_IN)
def praise_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The letter or notice, from what was kept with it."""
    row = selectors.praise_for(person(request), pk, today())
    paper = praise_paper(row.unit, row.content)
    name = documents.plain_name(row.get_form_display(), row.content["who"])
    return documents.attachment(documents.write(paper, form, at=row.made_at), f"{name}.{form}")
