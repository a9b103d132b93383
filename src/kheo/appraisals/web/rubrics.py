"""Pages of rubrics: begun, read, edited part by part, put in force."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.appraisals import permissions
from kheo.appraisals.hooks import fact_kinds
from kheo.appraisals.models import RubricVersion
from kheo.appraisals.selectors import rubrics as selectors
from kheo.appraisals.services import rubrics as services
from kheo.appraisals.states import RubricState
from kheo.appraisals.web.here import frame, person
from kheo.appraisals.web.rubric_forms import FORMS, KINDS, PARTS, SUBJECTS, FactsForm, initial_of
from kheo.campaigns.public import Sector
from kheo.core.errors import N_, InvalidInput, NotFound, Refusal
from kheo.core.scoring import Part, last_words, named, problems_of
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
    content = selectors.content_of(version)
    round_ = version.rubric.round
    facts = {kind.key: kind.words for kind in fact_kinds()}
    place = {one.code: at for at, one in enumerate(content.criteria)}
    groups = [
        (
            next((one.name for one in content.groups if one.code == code), ""),
            content.group_maximum(code),
            [(place[one.code], one, KINDS[one.kind]) for one in content.of_group(code)],
        )
        for code in content.group_codes
    ]
    extras = [
        (PARTS[part], cap, [(place[one.code], one, KINDS[one.kind]) for one in content.of_part(part)])
        for part, cap in ((Part.BONUS, content.bonus_cap), (Part.MALUS, content.malus_cap))
        if content.of_part(part)
    ]
    runs = permissions.can_run(person(request), round_.campaign, day_of(now()))
    context = frame(request, round_) | {
        "shown": version,
        "content": content,
        "groups": groups,
        "extras": extras,
        "subjects": [SUBJECTS[one] for one in sorted(content.subjects)],
        "sectors": [Sector.Code(one).label for one in sorted(content.sectors) if one in Sector.Code.values],
        "gates": [(at, one, facts.get(one.fact, "")) for at, one in enumerate(content.gates)],
        "bands": sorted(enumerate(content.bands), key=lambda pair: -pair[1].at_least),
        "band_names": {one.code: one.name for one in content.bands},
        "ties": [(at, named(one, content).text(_)) for at, one in enumerate(content.ties)],
        "last_words": [one.text(_) for one in last_words()],
        "problems": [one.words.text(_) for one in problems_of(content)] if runs else [],
        "edits": runs and version.state == RubricState.DRAFT,
        "older": version.rubric.versions.exclude(pk=version.pk).exclude(state="draft").order_by("-number"),
        "is_later": version.number > 1,
        "fault": sentence_of(refusal) if refusal else "",
        "posted": request.POST,
    }
    return render(request, "appraisals/rubric.html", context, status=422 if refusal else 200)


@page("GET", "POST", access=SIGNED_IN)
def facts(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Name, source, whom it is for, totals and caps."""
    version = _version(request, pk)
    permissions.require_run(person(request), version.rubric.round.campaign, day_of(now()))
    if version.state != RubricState.DRAFT and request.method == "GET":
        return redirect("appraisals:rubric", pk)
    kept = kept_forms.take(request)
    form = FactsForm(
        request.POST or kept,
        rubric=selectors.content_of(version),
        initial=initial_of("facts", version.content),
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.set_facts(version, facts=form.data_of(), by=person(request), at=now())
            return redirect("appraisals:rubric", pk)
        except InvalidInput as refusal:
            form.refuse(refusal)
    return _form_page(request, version, form, _("Tên, nguồn, đối tượng, mức tối đa"))


@page("GET", "POST", access=SIGNED_IN)
def part(request: HttpRequest, pk: int, kind: str, place: int | None = None) -> HttpResponseBase:
    """One part: added, or changed where it stands."""
    version = _version(request, pk)
    permissions.require_run(person(request), version.rubric.round.campaign, day_of(now()))
    if kind not in FORMS:
        raise NotFound(N_("Không có mục này trong bộ tiêu chí."), code="part-unknown")
    if version.state != RubricState.DRAFT and request.method == "GET":
        return redirect("appraisals:rubric", pk)
    form_class, words = FORMS[kind]
    parts = version.content[kind]
    if place is not None and place >= len(parts):
        raise NotFound(N_("Mục này vừa được bỏ. Hãy mở lại bộ tiêu chí."), code="part-gone")
    initial = initial_of(kind, parts[place]) if place is not None else {"passes": True}
    kept = kept_forms.take(request)
    form = form_class(request.POST or kept, rubric=selectors.content_of(version), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.put_part(
                version, kind=kind, place=place, part=form.data_of(), by=person(request), at=now()
            )
            messages.success(request, _("Đã ghi."))
            return redirect("appraisals:rubric", pk)
        except InvalidInput as refusal:
            form.refuse(refusal)
    return _form_page(request, version, form, str(words))


def _form_page(request: HttpRequest, version: RubricVersion, form: Any, words: str) -> HttpResponseBase:
    context = frame(request, version.rubric.round) | {"shown": version, "form": form, "words": words}
    status = 422 if form.is_bound and request.method == "POST" else 200
    return render(request, "appraisals/rubric_part.html", context, status=status)


@page("POST", access=SIGNED_IN)
def change_part(request: HttpRequest, pk: int, kind: str, place: int) -> HttpResponseBase:
    """Take a part out, or put it a place higher."""
    version = _version(request, pk)
    if kind not in FORMS:
        raise NotFound(N_("Không có mục này trong bộ tiêu chí."), code="part-unknown")
    verb = services.move_part if request.POST.get("action") == "up" else services.drop_part
    verb(version, kind=kind, place=place, by=person(request), at=now())
    return redirect("appraisals:rubric", pk)


@page("POST", access=SIGNED_IN)
def apply(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put the draft in force."""
    version = _version(request, pk)
    try:
        services.put_in_force(version, change=request.POST.get("change", ""), by=person(request), at=now())
    except Refusal as refusal:
        return _page(request, version, refusal)
    messages.success(request, _("Bộ tiêu chí đang áp dụng. Các đơn vị tham gia đã được báo."))
    return redirect("appraisals:rubric", pk)


@page("POST", access=SIGNED_IN)
def amend(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Begin the next version."""
    made = services.amend(_version(request, pk), by=person(request), at=now())
    messages.info(request, _("Đây là bản mới, chưa áp dụng. Bản cũ vẫn áp dụng đến khi bấm “Áp dụng”."))
    return redirect("appraisals:rubric", made.pk)
