"""Pages of handovers: the list, making one in one step, one with its minutes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.core.errors import N_, Conflict, InvalidInput, NotFound
from kheo.core.vietnamese import fold
from kheo.documents.public import attachment
from kheo.handovers import papers, selectors, services
from kheo.handovers.web.forms import HandoverForm
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.registrations import public as registrations
from kheo.units import public as units
from kheo.units.public import Leaving, Membership

_ON_A_PAGE = 30


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


@page("GET", access=SIGNED_IN)
def index(request: HttpRequest) -> HttpResponseBase:
    """Handovers that concern me: as the giver, as the taker, as administrator."""
    who, on = _person(request), today()
    shown = Paginator(selectors.visible(who, on), _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": shown, "may_hand_over": units.has_any_role(who), "today": on}
    return render(request, "handovers/index.html", context)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the page is about before anything is typed."""

    giver: User
    by: User
    roles: tuple[Membership, ...]
    at: datetime

    @property
    def today(self) -> date:
        return day_of(self.at)

    def form(self, data: QueryDict | None) -> HandoverForm:
        names = units.names({row.unit_id for row in self.roles}, self.today)
        return HandoverForm(
            data,
            takers=list(units.takers(self.giver, list(self.roles), self.today)) if self.roles else [],
            roles=[(row.pk, self._said(row, names)) for row in self.roles],
            today=self.today,
        )

    def _said(self, row: Membership, names: dict[int, str]) -> str:
        said = {"role": row.get_role_display(), "unit": names.get(row.unit_id, "")}
        if row.valid_to and row.valid_to <= self.today:
            return _("%(role)s, %(unit)s (đã kết thúc)") % said
        return _("%(role)s, %(unit)s") % said

    def content(self, form: HandoverForm) -> list[dict[str, Any]]:
        """What would pass and what is open, for the roles that were ticked."""
        wanted = {int(pk) for pk in form.cleaned_data["roles"]}
        chosen = tuple(row for row in self.roles if row.pk in wanted)
        return selectors.preview(Leaving(self.giver, chosen, form.cleaned_data["on"]), self.at)


def _asked(request: HttpRequest, at: datetime) -> _Asked:
    who, wanted = _person(request), request.GET.get("nguoi", "")
    giver: User | None = who
    if wanted and wanted != str(who.pk):
        known = wanted.isascii() and wanted.isdecimal() and len(wanted) < 19
        giver = User.objects.filter(pk=wanted).first() if known else None
        if giver is None or not units.hands_over_for(who, giver, day_of(at)):
            raise NotFound(
                N_(
                    "Không có người này, hoặc người này không còn vai trò nào trong phần quản trị của tài khoản này."
                ),
                code="giver-not-found",
            )
    assert giver is not None
    return _Asked(giver, who, tuple(units.roles_to_hand(giver, who, day_of(at), day_of(at))), at)


@page("GET", "POST", access=SIGNED_IN)
def new(request: HttpRequest) -> HttpResponseBase:
    """To whom and from when; then all that passes, named; then, with the word typed, one step.

    `?nguoi=` is somebody else, whom the signed-in person administers.
    """
    at = now()
    asked = _asked(request, at)
    typed = request.POST if request.method == "POST" else _typed(request)
    form = asked.form(typed)
    content: list[dict[str, Any]] | None = None
    word = _("BÀN GIAO")
    context: dict[str, Any] = {"word": word, "typed_word": request.POST.get("word", "")}
    if form.is_bound and form.is_valid():
        if request.method == "POST":
            context["wrong_word"] = fold(context["typed_word"]) != fold(word)
            if not context["wrong_word"] and (done := _made(request, asked, form, context)):
                return done
        content = asked.content(form) if form.is_valid() else None
    context |= {
        "form": form,
        "giver": asked.giver,
        "is_own": asked.giver.pk == asked.by.pk,
        "has_roles": bool(asked.roles),
        "content": content,
        "seen": selectors.seen_mark(content) if content is not None else "",
        "taker_name": dict(form.fields["taker"].choices).get(form["taker"].value(), ""),  # type: ignore[attr-defined]
    }
    refused = request.method == "POST" or (form.is_bound and bool(form.errors))
    return render(request, "handovers/new.html", context, status=422 if refused else 200)


def _typed(request: HttpRequest) -> QueryDict | None:
    """What was asked in the address, or typed before the sign-in expired."""
    kept = kept_forms.take(request)
    if kept:
        return kept
    return request.GET if "taker" in request.GET else None


def _made(
    request: HttpRequest, asked: _Asked, form: HandoverForm, context: dict[str, Any]
) -> HttpResponseBase | None:
    """The page of the handover; None where it was refused, with the reason at its field or over the page."""
    said = form.cleaned_data
    try:
        row = services.hand_over(
            asked.giver,
            User.objects.get(pk=int(said["taker"])),
            role_ids={int(pk) for pk in said["roles"]},
            on=said["on"],
            reason=said["reason"],
            basis=said["basis"],
            by=asked.by,
            at=asked.at,
            seen=request.POST.get("seen", ""),
        )
    except InvalidInput as refusal:
        form.refuse(refusal)
        return None
    except Conflict as refusal:
        if refusal.code == "role-gone":
            raise
        context["changed"] = sentence_of(refusal)
        return None
    messages.success(request, _("Đã bàn giao. Hai người và các đơn vị liên quan đã được báo."))
    return redirect("handovers:detail", row.pk)


@page("GET", access=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One handover as it was, with its minutes to print."""
    on, who = today(), _person(request)
    row = selectors.handover_for(who, pk, on)
    roles = list(row.roles.order_by("unit_id", "role"))
    names = units.names({one.unit_id for one in roles}, on)
    context = {
        "row": row,
        "roles": [(names.get(one.unit_id, ""), one) for one in roles],
        "content": row.content,
        "is_ahead": row.on > on,
        "closing_url": reverse("units:account", args=[row.giver_id])
        if row.giver.is_active and units.has_charge_of(who, row.giver, on)
        else "",
    }
    return render(request, "handovers/detail.html", context)


@page("GET", access=SIGNED_IN)
def minutes_file(request: HttpRequest, pk: str, form: str) -> HttpResponseBase:
    """“Biên bản bàn giao” as .docx or .pdf."""
    at = now()
    row = selectors.handover_for(_person(request), int(pk), day_of(at))
    data = registrations.write(papers.minutes(row), form, at=at)
    return attachment(
        data, f"{registrations.plain_name('bien ban ban giao', row.giver.full_name, row.on)}.{form}"
    )
