"""Pages of one appraisal: its card, the self-score, an appraiser's sheet, gates, the conclusion."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.appraisals import papers, permissions
from kheo.appraisals.models import Appraisal, Assignment
from kheo.appraisals.selectors import cards, waiting
from kheo.appraisals.selectors.files import card_page, rows_for_form, writes_for
from kheo.appraisals.selectors.rubrics import content_of
from kheo.appraisals.services import judging as services
from kheo.appraisals.services import returning
from kheo.appraisals.sheets import marks_of, to_explain, without_reasons
from kheo.appraisals.states import Desk, ScoreState
from kheo.appraisals.web.here import frame, person
from kheo.appraisals.web.round_forms import ConclusionForm, GateAnswerForm, SheetForm
from kheo.core.errors import N_, InvalidInput, NotAllowed, NotFound, Refusal
from kheo.documents.public import attachment, plain_name, write
from kheo.kernel.clock import day_of, now
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.progress import public as progress
from kheo.registrations import public as registrations
from kheo.units import public as units


def _file(request: HttpRequest, pk: int) -> Appraisal:
    return cards.appraisal_for(person(request), pk, day_of(now()))


def _frame(request: HttpRequest, row: Appraisal) -> dict[str, Any]:
    on = day_of(now())
    unit = row.registration.handled_by_unit_id
    return frame(request, row.appraisal_round.round) | {
        "row": row,
        "registration": row.registration,
        "unit_name": units.names([unit], on).get(unit, ""),
    }


@page("GET", access=SIGNED_IN)
def appraisal(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The card: gates, marks, sums, reasons, and what this reader can do."""
    return _card(request, _file(request, pk))


def _card(request: HttpRequest, row: Appraisal, refusal: Refusal | None = None) -> HttpResponseBase:
    on, who = day_of(now()), person(request)
    context = _frame(request, row) | card_page(row, who, on)
    context |= {
        "tabs": registrations.tabs_of(row.registration, who, on),
        "here": "appraisal",
        "fault": sentence_of(refusal) if refusal else "",
        "posted": request.POST,
    }
    return render(request, "appraisals/appraisal.html", context, status=422 if refusal else 200)


@page("GET", "POST", access=SIGNED_IN)
def self_score(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The unit scores itself."""
    at, who, row = now(), person(request), _file(request, pk)
    if writes_for(row, who, day_of(at)) is None:
        raise NotAllowed(
            N_("Chỉ đầu mối của đơn vị hoặc cán bộ phụ trách mới ghi điểm tự chấm."), code="not-this-unit"
        )
    if row.desk != Desk.UNIT:
        return redirect("appraisals:appraisal", pk)
    seen = [(str(one.pk), str(one)) for one in progress.evidence_of(row.registration)]
    kept = kept_forms.take(request)
    form = SheetForm(
        request.POST or kept,
        rubric=content_of(row.rubric),
        marks=marks_of(row.self_sheet),
        evidence=seen,
        hung=cards.hung_of(row),
        asks_why=True,
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.send_self(row, marks=form.marks(), hung=form.hung(), by=who, at=at)
            messages.success(request, _("Đã gửi điểm tự chấm cho tổ thẩm định."))
            return redirect("appraisals:appraisal", pk)
        except InvalidInput as refusal:
            form.refuse(refusal)
    return _sheet_page(request, row, form, "self")


def _sheet_page(
    request: HttpRequest, row: Appraisal, form: SheetForm, mode: str, **more: Any
) -> HttpResponseBase:
    context = _frame(request, row) | {
        "form": form,
        "rubric": form.rubric,
        "mode": mode,
        "sections": rows_for_form(row, form, shows_self=mode != "self"),
        **more,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "appraisals/sheet.html", context, status=status)


def _my_sheet(request: HttpRequest, row: Appraisal) -> Assignment:
    found = row.assignments.filter(appraiser=person(request)).first()
    if found is None:
        raise NotFound(N_("Mô hình này không được giao cho tài khoản này chấm."), code="not-assigned")
    return found


@page("GET", "POST", access=SIGNED_IN)
def score(request: HttpRequest, pk: int) -> HttpResponseBase:
    """My sheet."""
    at, who, row = now(), person(request), _file(request, pk)
    mine = _my_sheet(request, row)
    if row.desk != Desk.TEAM or mine.state != ScoreState.UNSENT:
        return redirect("appraisals:appraisal", pk)
    kept = kept_forms.take(request)
    form = SheetForm(
        request.POST or kept,
        rubric=content_of(row.rubric),
        marks=marks_of(mine.sheet) or without_reasons(row.self_sheet),
        asks_why=True,
        against=to_explain(row.self_sheet, []),
    )
    agrees = request.POST.get("action") == "agree"
    if request.method == "POST" and (agrees or form.is_valid()):
        try:
            given = {} if agrees else form.marks()
            services.send_sheet(mine, marks=given, agrees=agrees, by=who, at=at)
            return _onward(request, pk)
        except InvalidInput as refusal:
            form.is_valid()
            form.refuse_reason(refusal)
        except Refusal as refusal:
            return _card(request, row, refusal)
    return _sheet_page(request, row, form, "score", mine=mine)


def _onward(request: HttpRequest, pk: int) -> HttpResponseBase:
    """To the next one in my queue."""
    following = waiting.my_sheets(person(request)).first()
    if following is None:
        messages.success(request, _("Đã gửi phiếu chấm. Không còn mô hình nào chờ chấm."))
        return redirect("appraisals:appraisal", pk)
    messages.success(request, _("Đã gửi phiếu chấm. Đây là mô hình tiếp theo."))
    return redirect("appraisals:score", following.appraisal_id)


@page("POST", access=SIGNED_IN)
def recuse(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Step aside, or have the head note it for somebody."""
    row = _file(request, pk)
    asked = request.POST.get("sheet", "")
    mine = row.assignments.filter(pk=asked).first() if asked.isdecimal() else _my_sheet(request, row)
    if mine is None:
        raise NotFound(N_("Không có phiếu chấm này."), code="sheet-not-found")
    try:
        services.recuse(mine, reason=request.POST.get("reason", ""), by=person(request), at=now())
    except Refusal as refusal:
        return _card(request, row, refusal)
    messages.success(request, _("Đã ghi: không chấm mô hình này."))
    return redirect("appraisals:appraisal", pk)


@page("GET", "POST", access=SIGNED_IN)
def gate(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    """Answer one gate."""
    row, who = _file(request, pk), person(request)
    if row.appraisal_round.head_id != who.pk:
        permissions.require_run(who, row.appraisal_round.round.campaign, day_of(now()))
    asked = next((one for one in content_of(row.rubric).gates if one.code == code), None)
    if asked is None:
        raise NotFound(N_("Không có điều kiện này. Hãy mở lại hồ sơ."), code="gate-not-found")
    before = dict(row.gates.get(code, {}))
    before["source"] = before.get("words", "")
    kept = kept_forms.take(request)
    form = GateAnswerForm(request.POST or kept, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_gate(row, code=code, by=who, at=now(), **form.cleaned_data)
            messages.success(request, _("Đã ghi."))
            return redirect("appraisals:appraisal", pk)
        except InvalidInput as refusal:
            form.refuse(refusal)
    context = _frame(request, row) | {"form": form, "gate": asked}
    status = 422 if request.method == "POST" else 200
    return render(request, "appraisals/gate.html", context, status=status)


@page("GET", "POST", access=SIGNED_IN)
def conclude(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The head: the common sheet, what lies apart, one of three outcomes."""
    at, who, row = now(), person(request), _file(request, pk)
    permissions.require_head(who, row.appraisal_round)
    if row.desk != Desk.TEAM:
        return redirect("appraisals:appraisal", pk)
    sheets = cards.sheets_of(row)
    content = content_of(row.rubric)
    kept = kept_forms.take(request)
    first = marks_of(row.common_sheet) or cards.proposed_common(row, sheets)
    sent = [one.sheet for one in sheets if one.state == ScoreState.SENT]
    form = SheetForm(
        request.POST or kept,
        rubric=content,
        marks=first,
        asks_why=True,
        against=to_explain(row.self_sheet, sent),
    )
    ending = ConclusionForm(request.POST or kept, rubric=content, initial={"downgrades": row.downgrades})
    if request.method == "POST" and all([form.is_valid(), ending.is_valid()]):
        try:
            services.conclude(row, marks=form.marks(), by=who, at=at, **ending.facts())
            messages.success(request, _("Đã kết luận. Đơn vị được báo kết quả kèm lý do."))
            return redirect("appraisals:appraisal", pk)
        except InvalidInput as refusal:
            if refusal.field in ending.fields:
                ending.refuse(refusal)
            else:
                form.refuse_reason(refusal)
        except Refusal as refusal:
            ending.add_error(None, sentence_of(refusal))
    return _sheet_page(
        request,
        row,
        form,
        "conclude",
        ending=ending,
        sheets=sheets,
        differences=cards.differences(row, sheets),
        gates_open=[one for one in card_page(row, who, day_of(at))["gates"] if one.answer != "met"],
    )


@page("POST", access=SIGNED_IN)
def back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send it back to one desk."""
    row = _file(request, pk)
    to = "unit" if request.POST.get("to") == "unit" else "team"
    try:
        returning.send_back(row, to=to, reason=request.POST.get("reason", ""), by=person(request), at=now())
    except Refusal as refusal:
        return _card(request, row, refusal)
    messages.success(request, _("Đã trả lại."))
    return redirect("appraisals:appraisal", pk)


@page("POST", access=SIGNED_IN)
def take_over(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Go on without a self-score."""
    row = _file(request, pk)
    try:
        services.take_over(row, by=person(request), at=now())
    except Refusal as refusal:
        return _card(request, row, refusal)
    messages.success(request, _("Đã chuyển sang tổ thẩm định."))
    return redirect("appraisals:appraisal", pk)


@page("GET", access=SIGNED_IN)
def paper(request: HttpRequest, pk: int, name: str, form: str) -> HttpResponseBase:
    """“Phiếu chấm” and “biên bản thẩm định” of one appraisal."""
    row, at, who = _file(request, pk), now(), person(request)
    on = day_of(at)
    sheets = cards.sheets_of(row)
    if name == "phieu-cham":
        mine = next((one for one in sheets if one.appraiser_id == who.pk), None)
        made = papers.sheet(row, mine, on)
    elif name == "bien-ban":
        if not (cards.is_member(who, row.appraisal_round) or _runs(request, row)):
            raise NotAllowed(
                N_("Biên bản thẩm định do tổ thẩm định và cơ quan chủ trì lưu."), code="minutes-of-team"
            )
        made = papers.minutes_of(row, sheets, at)
    else:
        raise NotFound(N_("Không có văn bản này."), code="paper-unknown")
    return attachment(write(made, form, at=at), f"{plain_name(name, row.registration.title)}.{form}")


def _runs(request: HttpRequest, row: Appraisal) -> bool:
    return permissions.can_run(person(request), row.appraisal_round.round.campaign, day_of(now()))
