"""Pages of one place: what was seen beside what was claimed, the sheet that works without a signal, the unit's
opinion, the signatures; and what is mended afterwards.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.appraisals import inspection_rights as rights
from kheo.appraisals import permissions
from kheo.appraisals.inspection_papers import minutes_of
from kheo.appraisals.models import Remedy, Visit
from kheo.appraisals.selectors import inspections as selectors
from kheo.appraisals.services import inspection_filing
from kheo.appraisals.services import remedies as remedy_services
from kheo.appraisals.services import visits as services
from kheo.appraisals.states import InspectionState, RemedyState, VisitState
from kheo.appraisals.web.here import frame, person
from kheo.appraisals.web.inspection_forms import SignForm, VisitForm
from kheo.core.errors import N_, InvalidInput, NotAllowed, NotFound, Refusal
from kheo.documents.public import attachment, plain_name, write
from kheo.kernel.clock import VIETNAM, day_of, now, today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.offline import opens_offline
from kheo.kernel.web.uploads import UploadTooLarge, was_too_large
from kheo.progress import public as progress
from kheo.registrations import public as registrations
from kheo.units import public as units


def _visit(request: HttpRequest, pk: int) -> Visit:
    return selectors.visit_for(person(request), pk, today())


def _frame(request: HttpRequest, row: Visit) -> dict[str, Any]:
    unit_id = row.registration.handled_by_unit_id
    return frame(request, row.inspection.round) | {
        "visit": row,
        "inspection": row.inspection,
        "registration": row.registration,
        "unit_name": units.names([unit_id], today()).get(unit_id, ""),
        "sees_all": rights.reads_all(person(request), row.inspection, today()),
    }


def _speaks(request: HttpRequest, row: Visit) -> bool | None:
    """True for the unit's contact, False for an officer in its name, None for anybody else."""
    try:
        return registrations.acts_for(
            person(request), row.inspection.round.campaign, row.registration.handled_by_unit_id, today()
        )
    except NotAllowed:
        return None


@page("GET", access=SIGNED_IN)
def visit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One place."""
    return _page(request, _visit(request, pk))


def _page(
    request: HttpRequest, row: Visit, refusal: Refusal | None = None, form: SignForm | None = None
) -> HttpResponseBase:
    who = person(request)
    live = row.inspection.state == InspectionState.RUNNING
    pen = live and rights.holds_pen(who, row.inspection)
    speaks = _speaks(request, row)
    context = _frame(request, row) | {
        "findings": selectors.with_photos(row),
        "photos": [photo.evidence for photo in row.photos.all() if photo.position is None],
        "remedies": [(one, one.is_late(today())) for one in row.remedies.all()],
        "may_write": pen and row.state in {VisitState.PLANNED, VisitState.WRITTEN},
        "may_sign": pen and row.state == VisitState.WRITTEN,
        "may_miss": live
        and row.state == VisitState.PLANNED
        and (pen or permissions.can_run(who, row.inspection.round.campaign, today())),
        "may_answer": live and row.state == VisitState.WRITTEN and speaks is not None,
        "in_name": speaks is False,
        "sign": form or SignForm(initial={"signed_on": today()}),
        "fault": sentence_of(refusal) if refusal else "",
        "posted": request.POST,
    }
    return render(request, "appraisals/visit.html", context, status=422 if refusal or form else 200)


@page("GET", "POST", access=SIGNED_IN)
@opens_offline
def sheet(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sheet, for the telephone: opens and is filled without a signal, is sent once when there is one."""
    at, who, row = now(), person(request), _visit(request, pk)
    rights.require_pen(who, row, day_of(at))
    if row.state in {VisitState.SIGNED, VisitState.MISSED} and request.method == "GET":
        return redirect("appraisals:visit", pk)
    lines = progress.measured_of([row.registration], day_of(at))[row.registration_id]
    kept = kept_forms.take(request)
    form = VisitForm(
        request.POST or kept,
        lines=lines,
        hides_place=progress.is_defence(row.registration),
        initial=_initial(row),
    )
    if request.method == "POST":
        if was_too_large(request):
            form.add_error(None, sentence_of(UploadTooLarge()))
        elif form.is_valid():
            try:
                files = {name: request.FILES.getlist(name) for name in request.FILES}
                services.write(row, form.sheet(files), by=who, at=at, token=form.cleaned_data["token"])
                messages.success(request, _("Đã ghi kết quả kiểm tra. Đơn vị xem được và ghi ý kiến."))
                return redirect("appraisals:visit", pk)
            except InvalidInput as refusal:
                for one in refusal.params.get("faults") or [refusal]:  # type: ignore[attr-defined]
                    form.refuse(one)
            except Refusal as refusal:
                form.add_error(None, sentence_of(refusal))
    context = _frame(request, row) | {"form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "appraisals/visit_sheet.html", context, status=status)


def _initial(row: Visit) -> dict[str, Any]:
    """What was put down before; at first the day and the hour that were planned."""
    seen_at = row.seen_at.astimezone(VIETNAM) if row.seen_at else None
    found: dict[str, Any] = {
        "seen_day": seen_at.date() if seen_at else row.on,
        "seen_clock": seen_at.strftime("%H:%M")
        if seen_at
        else row.starts_at and row.starts_at.strftime("%H:%M"),
        "received_by": row.received_by,
        "place": row.place or row.registration.address,
        "place_agreed": bool(row.place),
        "remark": row.remark,
        "unit_opinion": row.unit_opinion,
    }
    for one in row.findings.all():
        done = {True: "yes", False: "no", None: ""}[one.seen_done]
        found |= {
            f"seen-{one.indicator_id}": one.seen if one.kind == "measure" else done,
            f"remark-{one.indicator_id}": one.remark,
        }
    for owed in row.remedies.all():
        found |= {f"what-{owed.number}": owed.what, f"due-{owed.number}": owed.due_on}
    return found


@page("POST", access=SIGNED_IN)
def answer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The unit's opinion, for the minutes."""
    row = _visit(request, pk)
    try:
        services.answer(row, opinion=request.POST.get("opinion", ""), by=person(request), at=now())
    except Refusal as refusal:
        return _page(request, row, refusal)
    messages.success(request, _("Đã ghi ý kiến của đơn vị vào biên bản."))
    return redirect("appraisals:visit", pk)


@page("POST", access=SIGNED_IN)
def sign(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Both have signed the minutes."""
    row = _visit(request, pk)
    form = SignForm(request.POST)
    if form.is_valid():
        try:
            services.sign(row, **form.cleaned_data, by=person(request), at=now())
            messages.success(request, _("Đã ghi biên bản đã ký; từ đây không sửa được nữa."))
            return redirect("appraisals:visit", pk)
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Refusal as refusal:
            return _page(request, row, refusal)
    return _page(request, row, form=form)


@page("POST", access=SIGNED_IN)
def miss(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The team did not go there."""
    row = _visit(request, pk)
    try:
        services.miss(row, reason=request.POST.get("reason", ""), by=person(request), at=now())
    except Refusal as refusal:
        return _page(request, row, refusal)
    messages.success(request, _("Đã ghi là không đến."))
    return redirect("appraisals:inspection", row.inspection_id)


@page("GET", access=SIGNED_IN)
def minutes(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """Biên bản kiểm tra as .docx or .pdf; before the visit, one to fill by hand."""
    row, at = _visit(request, pk), now()
    if not row.begun_at and not rights.reads_all(person(request), row.inspection, today()):
        raise NotFound(N_("Chưa có biên bản của nơi này."), code="no-minutes")
    made = minutes_of(row, at=at)
    return attachment(
        write(made, form, at=at), f"{plain_name('bien ban kiem tra', row.registration.title)}.{form}"
    )


@page("POST", access=SIGNED_IN)
def file_minutes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put the minutes into the register, to wait for their number."""
    row = _visit(request, pk)
    made = inspection_filing.file_minutes(row, by=person(request), at=now())
    messages.success(request, _("Đã đưa vào sổ văn bản, chờ cấp số."))
    return redirect("documents:paper", made.pk)


# What is mended


@page("GET", access=SIGNED_IN)
def remedy(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One thing to mend: what the unit did about it, what the head says."""
    return _remedy_page(request, selectors.remedy_for(person(request), pk, today()))


def _remedy_page(request: HttpRequest, row: Remedy, refusal: Refusal | None = None) -> HttpResponseBase:
    speaks = _speaks(request, row.visit)
    context = _frame(request, row.visit) | {
        "remedy": row,
        "late": row.is_late(today()),
        "may_answer": row.state == RemedyState.OPEN and speaks is not None,
        "in_name": speaks is False,
        "may_decide": row.state == RemedyState.ANSWERED
        and rights.accepts(person(request), row.visit, today()),
        "fault": sentence_of(refusal) if refusal else "",
        "posted": request.POST,
    }
    return render(request, "appraisals/remedy.html", context, status=422 if refusal else 200)


@page("POST", access=SIGNED_IN)
def mend(request: HttpRequest, pk: int, verb: str) -> HttpResponseBase:
    """Answered by the unit; accepted or sent back by the head."""
    row, who, at = selectors.remedy_for(person(request), pk, today()), person(request), now()
    try:
        match verb:
            case "bao-xong":
                remedy_services.answer(row, words=request.POST.get("words", ""), by=who, at=at)
            case "xac-nhan":
                remedy_services.accept(row, by=who, at=at)
            case "chua-xong":
                remedy_services.send_back(row, reason=request.POST.get("reason", ""), by=who, at=at)
            case _:
                raise NotFound(N_("Không có việc này."), code="no-such-verb")
    except Refusal as refusal:
        return _remedy_page(request, row, refusal)
    messages.success(request, _("Đã ghi."))
    return redirect("appraisals:remedy", pk)
