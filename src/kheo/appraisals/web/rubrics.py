"""Pages of rubrics: begun, read, edited part by part, put in force."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.appraisals import permissions
from kheo.appraisals.models import RubricVersion
from kheo.appraisals.rubric_parts import facts_of, key_of, mark_of
from kheo.appraisals.selectors import rubrics as selectors
from kheo.appraisals.services import rubrics as services
from kheo.appraisals.states import RubricState
from kheo.appraisals.web.here import frame, person
from kheo.appraisals.web.rubric_forms import FACTS_WORDS, FORMS, FactsForm, PartForm, initial_of
from kheo.appraisals.web.rubric_page import differences, parts_of
from kheo.core.errors import N_, Conflict, InvalidInput, NotFound, Refusal, TransitionNotAllowed
from kheo.core.scoring import problems_of
from kheo.kernel.clock import day_of, now
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.registrations import public as registrations


@page("GET", "POST", access=SIGNED_IN)
def new(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """From what a new rubric begins."""
    at = now()
    round_ = registrations.round_received_by(person(request), round_id, day_of(at))
    found = selectors.beginnings(round_)
    if request.method == "POST":
        chosen = next((one for one in found if one.key == request.POST.get("key")), None)
        if chosen is None:
            raise NotFound(N_("Không có mẫu này. Hãy chọn lại."), code="beginning-unknown")
        made = services.begin(round_, data=chosen.data, origin=chosen.words, by=person(request), at=at)
        messages.success(request, _("Đã lập bản nháp. Hãy xem, sửa rồi bấm “Áp dụng”."))
        return redirect("appraisals:rubric", made.pk)
    return render(request, "appraisals/rubric_new.html", frame(request, round_) | {"beginnings": found})


def _version(request: HttpRequest, pk: int) -> RubricVersion:
    return selectors.version_for(person(request), pk, day_of(now()))


@page("GET", access=SIGNED_IN)
def rubric(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The rubric as it judges; as a draft, with its ways to change it."""
    return _page(request, _version(request, pk))


def _page(request: HttpRequest, version: RubricVersion, refusal: Refusal | None = None) -> HttpResponseBase:
    round_ = version.rubric.round
    shown = parts_of(version)
    runs = permissions.can_run(person(request), round_.campaign, day_of(now()))
    context = frame(request, round_) | shown
    context |= {
        "shown": version,
        "seen": mark_of(version.content),
        "problems": [one.words.text(_) for one in problems_of(shown["content"])] if runs else [],
        "edits": runs and version.state == RubricState.DRAFT,
        "older": version.rubric.versions.exclude(pk=version.pk).exclude(state="draft").order_by("-number"),
        "is_later": version.number > 1,
        "fault": sentence_of(refusal) if refusal else "",
        "posted": request.POST,
    }
    return render(request, "appraisals/rubric.html", context, status=refusal.status if refusal else 200)


@page("GET", "POST", access=SIGNED_IN)
def facts(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Name, source, whom it is for, totals and caps."""
    version = _editable(request, pk)
    if version.state != RubricState.DRAFT and request.method == "GET":
        return redirect("appraisals:rubric", pk)
    return _Writing(request, version, "facts").answer()


@page("GET", "POST", access=SIGNED_IN)
def part(request: HttpRequest, pk: int, kind: str, key: str | None = None) -> HttpResponseBase:
    """One part: added, or changed where it stands."""
    version = _editable(request, pk)
    if kind not in FORMS:
        raise NotFound(N_("Không có mục này trong bộ tiêu chí."), code="part-unknown")
    if version.state != RubricState.DRAFT and request.method == "GET":
        return redirect("appraisals:rubric", pk)
    return _Writing(request, version, kind, key).answer()


def _editable(request: HttpRequest, pk: int) -> RubricVersion:
    version = _version(request, pk)
    permissions.require_run(person(request), version.rubric.round.campaign, day_of(now()))
    return version


class _Writing:
    """The form of the facts, or of one part; what somebody else changed meanwhile is shown and not overwritten."""

    def __init__(
        self, request: HttpRequest, version: RubricVersion, kind: str, key: str | None = None
    ) -> None:
        self.request, self.version, self.kind, self.key = request, version, kind, key
        self.form_class: type[PartForm] = FactsForm if kind == "facts" else FORMS[kind][0]
        self.words = FACTS_WORDS if kind == "facts" else FORMS[kind][1]

    def answer(self) -> HttpResponseBase:
        """The page; after a good post the rubric."""
        kept = kept_forms.take(self.request)
        standing = self._standing()
        if standing is None and self.request.method == "GET" and not kept:
            raise NotFound(N_("Mục này vừa được bỏ. Hãy mở lại bộ tiêu chí."), code="part-gone")
        form = self._form(self.request.POST or kept, standing or {})
        if self.request.method == "POST" and form.is_valid():
            try:
                self._write(form)
                messages.success(self.request, _("Đã ghi."))
                return redirect("appraisals:rubric", self.version.pk)
            except InvalidInput as refusal:
                form.refuse(refusal)
            except (Conflict, TransitionNotAllowed) as refusal:
                return self._conflict(form, refusal)
        return self._shown(form, 422 if form.is_bound and self.request.method == "POST" else 200)

    def _standing(self) -> dict[str, Any] | None:
        """What the form begins with; None where the part is gone."""
        content = self.version.content
        if self.kind == "facts":
            return initial_of("facts", facts_of(content))
        if self.key is None:
            return {"passes": True}
        found = next((one for one in content[self.kind] if key_of(self.kind, one) == self.key), None)
        return initial_of(self.kind, found) if found is not None else None

    def _form(self, typed: Any, initial: dict[str, Any]) -> PartForm:
        return self.form_class(typed, rubric=selectors.content_of(self.version), initial=initial)

    def _write(self, form: PartForm) -> None:
        who = {"by": person(self.request), "at": now(), "seen": form.cleaned_data["seen"]}
        if self.kind == "facts":
            services.set_facts(self.version, facts=form.data_of(), **who)
        else:
            services.put_part(self.version, kind=self.kind, key=self.key, part=form.data_of(), **who)

    def _conflict(self, form: PartForm, refusal: Refusal) -> HttpResponseBase:
        self.version = _version(self.request, self.version.pk)
        standing = self._standing() if refusal.code != "part-gone" else None
        form.now_seen(standing.get("seen", "") if standing else "")
        context: dict[str, Any] = {"changed": sentence_of(refusal), "is_gone": standing is None}
        if standing is not None and refusal.code != "rubric-in-force":
            context["differences"] = differences(self._form(None, standing), form)
            context["last_edit"] = selectors.last_edit(self.version)
        return self._shown(form, refusal.status, **context)

    def _shown(self, form: PartForm, status: int, **more: Any) -> HttpResponseBase:
        context = frame(self.request, self.version.rubric.round)
        context |= {"shown": self.version, "form": form, "words": self.words, "kind": self.kind} | more
        return render(self.request, "appraisals/rubric_part.html", context, status=status)


@page("POST", access=SIGNED_IN)
def change_part(request: HttpRequest, pk: int, kind: str, key: str) -> HttpResponseBase:
    """Take a part out, or put it a place higher."""
    version = _version(request, pk)
    if kind not in FORMS:
        raise NotFound(N_("Không có mục này trong bộ tiêu chí."), code="part-unknown")
    lifts = request.POST.get("action") == "up"
    verb = services.move_part if lifts else services.drop_part
    try:
        verb(version, kind=kind, key=key, by=person(request), at=now(), seen=request.POST.get("seen", ""))
    except (Conflict, TransitionNotAllowed) as refusal:
        return _page(request, _version(request, pk), refusal)
    if not lifts:
        messages.success(request, _("Đã bỏ."))
    return redirect("appraisals:rubric", pk)


@page("POST", access=SIGNED_IN)
def apply(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put the draft in force."""
    said = {"change": request.POST.get("change", ""), "seen": request.POST.get("seen", "")}
    try:
        services.put_in_force(_version(request, pk), by=person(request), at=now(), **said)
    except Refusal as refusal:
        return _page(request, _version(request, pk), refusal)
    messages.success(request, _("Bộ tiêu chí đang áp dụng. Các đơn vị tham gia đã được báo."))
    return redirect("appraisals:rubric", pk)


@page("POST", access=SIGNED_IN)
def discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Throw the draft away."""
    version = _version(request, pk)
    round_id = version.rubric.round_id
    try:
        left = services.discard(version, by=person(request), at=now(), seen=request.POST.get("seen", ""))
    except (Conflict, TransitionNotAllowed) as refusal:
        return _page(request, _version(request, pk), refusal)
    messages.success(request, _("Đã bỏ bản nháp “%(name)s”.") % {"name": version.name})
    return redirect("appraisals:rubric", left.pk) if left else redirect("appraisals:overview", round_id)


@page("POST", access=SIGNED_IN)
def amend(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Begin the next version."""
    made = services.amend(_version(request, pk), by=person(request), at=now())
    messages.info(request, _("Đây là bản mới, chưa áp dụng. Bản cũ vẫn áp dụng đến khi bấm “Áp dụng”."))
    return redirect("appraisals:rubric", made.pk)
