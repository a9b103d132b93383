"""The list is issued, and sent up."""

from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.core.paper.model import Paper
from kheo.core.timetable.deadline import Deadline
from kheo.core.vietnamese import clean_line
from kheo.documents import public as documents
from kheo.documents.public import Document, PaperFacts, usual_facts, write
from kheo.kernel import clock
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.registrations import amendments, desk, listing, numbered_papers, permissions
from kheo.registrations.models import ListNotice, RegistrationVersion, UpwardBundle
from kheo.registrations.numbered_papers import IssuedList
from kheo.registrations.services import lists as services
from kheo.registrations.services import sending_up
from kheo.registrations.unsettled import unsettled
from kheo.registrations.web.list_forms import AnswerForm, NoticeForm, SendUpForm
from kheo.registrations.web.lists import exports, user_of
from kheo.units import public as units

_SEND_UP = "send-up"


@page("GET", "POST", access=SIGNED_IN)
def list_notice(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """“Thông báo danh mục mô hình”: the draft for the leader, then number and date; versions issued."""
    at = clock.now()
    on, user = clock.day_of(at), user_of(request)
    round_ = desk.round_for(user, round_id, on)
    if request.method == "POST":
        permissions.require_receiver(user, round_.campaign, on)
    posted = request.POST if request.method == "POST" else kept_forms.take(request)
    form = NoticeForm(posted, initial=_usual(round_, "TB", on))
    if request.method == "POST" and form.is_valid():
        try:
            row = services.issue_list(
                round_,
                facts=form.facts(),
                shown_to_leader_on=form.cleaned_data["shown_to_leader_on"],
                leader_name=form.cleaned_data["leader_name"],
                by=user,
                at=at,
                unsettled_known=form.cleaned_data["unsettled_known"],
            )
        except InvalidInput as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Đã ban hành Thông báo số %(number)s; các đơn vị đã được báo.") % {"number": row}
            )
            return redirect("registrations:list_notice", round_id)
    loose = unsettled(round_, form.shown_on())
    form.ask_only_where(loose)
    context = _common(request, round_, form, on) | {
        "accepted": len(listing.listed(round_, on)),
        "loose": loose,
        "issued": [
            {"row": row, "exports": exports("registrations:notice_file", round_id, row.version)}
            for row in ListNotice.objects.filter(round=round_)
            .select_related("issued_by")
            .order_by("-version")
        ],
        "changed": _changed_since_issue(round_),
        "drafts": exports("registrations:notice_draft", round_id)[:2],
        "notes": documents.notes_on(
            numbered_papers.notice(round_, _draft(round_, "TB", on), on=on), user, on
        ),
    }
    return _shown(request, "registrations/list_notice.html", context)


def _changed_since_issue(round_: CampaignRound) -> list[RegistrationVersion]:
    """What stands otherwise now than in the list that was issued last: a change was agreed to since."""
    last = ListNotice.objects.filter(round=round_).order_by("-version").first()
    return amendments.changed_since(round_, last.issued_at) if last else []


@page("GET", access=SIGNED_IN)
def notice_draft(request: HttpRequest, round_id: int, form: str) -> HttpResponseBase:
    """The notice without number and date, to be shown to the leader and signed."""
    at = clock.now()
    on = clock.day_of(at)
    round_ = desk.round_for(user_of(request), round_id, on)
    issued = _draft(round_, "TB", on)
    paper = numbered_papers.notice(round_, issued, on=on)
    name = f"du-thao-thong-bao-danh-muc-{round_.year}.{form}"
    if form == "docx":
        unit, lists = round_.campaign.managing_unit, issued.for_template()
        made = documents.docx_of(paper, unit, Document.Kind.NOTICE, at=at, lists=lists)
        return documents.attachment(made, name)
    return documents.attachment(write(paper, form, at=at), name)


@page("GET", access=SIGNED_IN)
def notice_file(request: HttpRequest, round_id: int, version: int, form: str) -> HttpResponseBase:
    """An issued version, from its frozen rows."""
    at = clock.now()
    round_ = desk.round_for(user_of(request), round_id, clock.day_of(at))
    rows = ListNotice.objects.select_related("document__file")
    row = rows.filter(round=round_, version=version).first()
    if row is None:
        raise NotFound(N_("Không có lần ban hành này. Hãy mở lại từ danh sách."), code="notice-version")
    kept = row.document.file if row.document else None
    if form == "docx" and kept is not None:
        name = numbered_papers.notice_name(round_, version, form)
        return documents.attachment(documents.read(kept), name)
    paper = numbered_papers.notice(round_, IssuedList.from_json(row.rows), on=row.issued_on)
    return documents.attachment(
        write(paper, form, at=row.issued_at), numbered_papers.notice_name(round_, version, form)
    )


@page("GET", "POST", access=SIGNED_IN)
def send_up(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The bundle to the body the plan names: its deadline, what went, what was answered."""
    at = clock.now()
    on, user = clock.day_of(at), user_of(request)
    round_ = desk.round_for(user, round_id, on)
    if request.method == "POST":
        permissions.require_receiver(user, round_.campaign, on)
    posted = request.POST if request.method == "POST" else kept_forms.take(request)
    form = SendUpForm(posted, initial=_usual(round_, "", on) | {"sent_to": round_.campaign.sends_up_to})
    if request.method == "POST" and form.is_valid():
        try:
            sending_up.send_up(
                round_, facts=form.facts(), sent_to=form.cleaned_data["sent_to"], by=user, at=at
            )
        except InvalidInput as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lập hồ sơ gửi lên. Hãy tải về và gửi đi."))
            return redirect("registrations:send_up", round_id)
    return _shown(request, "registrations/send_up.html", _send_up_context(request, round_, form, at))


def _send_up_context(
    request: HttpRequest, round_: CampaignRound, form: SendUpForm, at: datetime
) -> dict[str, Any]:
    on = clock.day_of(at)
    due = [one for one in campaigns.milestones_of(round_) if one.kind == _SEND_UP]
    return _common(request, round_, form, on) | {
        "accepted": len(listing.listed(round_, on)),
        "bundles": UpwardBundle.objects.filter(round=round_).select_related("made_by").order_by("-version"),
        "due": [
            {"what": one.what, "words": one.words, "deadline": _deadline(one.to_on) if one.to_on else None}
            for one in due
        ],
        "drafts": exports("registrations:letter_draft", round_.pk)[:2],
        "notes": _notes(request, round_, on),
        "can_file": desk.can_file(user_of(request), round_.campaign, on),
        "at": at,
    }


def _notes(request: HttpRequest, round_: CampaignRound, on: date) -> Any:
    """What the linter says of the letter; without a recipient there is none yet."""
    to = round_.campaign.sends_up_to
    return documents.notes_on(_upward_draft(round_, to, on), user_of(request), on) if to else None


def _deadline(last_day: date) -> Deadline:
    return Deadline(clock.end_of(last_day))


def _upward_draft(round_: CampaignRound, to: str, on: date) -> Paper:
    return numbered_papers.letter_up(round_, _draft(round_, "", on), to=to, on=on)


@page("GET", access=SIGNED_IN)
def letter_draft(request: HttpRequest, round_id: int, form: str) -> HttpResponseBase:
    """The công văn without number and date, for signature."""
    at = clock.now()
    on = clock.day_of(at)
    round_ = desk.round_for(user_of(request), round_id, on)
    to = clean_line(request.GET.get("noi-nhan", ""))[:300] or round_.campaign.sends_up_to
    if not to:
        raise InvalidInput(
            N_("Chưa có nơi nhận nên chưa lập được công văn. Hãy quay lại ghi nơi nhận rồi tải dự thảo."),
            code="recipient-missing",
            field="noi-nhan",
        )
    paper = _upward_draft(round_, to, on)
    name = f"du-thao-cong-van-gui-danh-sach-{round_.year}.{form}"
    if form == "docx":
        made = documents.docx_of(paper, round_.campaign.managing_unit, Document.Kind.LETTER, at=at)
        return documents.attachment(made, name)
    return documents.attachment(write(paper, form, at=at), name)


@page("GET", access=SIGNED_IN)
def bundle_file(request: HttpRequest, round_id: int, version: int) -> HttpResponseBase:
    """The archive as it was sent."""
    row = _bundle(request, round_id, version)
    return documents.attachment(documents.read(row.file), row.file_name)


@page("GET", "POST", access=SIGNED_IN)
def answer(request: HttpRequest, round_id: int, version: int) -> HttpResponseBase:
    """What the upper body answered."""
    at = clock.now()
    row = _bundle(request, round_id, version)
    form = AnswerForm(
        request.POST if request.method == "POST" else kept_forms.take(request),
        initial={"answer": row.answer, "answered_on": row.answered_on or clock.day_of(at)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            sending_up.note_answer(
                row,
                answer=form.cleaned_data["answer"],
                answered_on=form.cleaned_data["answered_on"],
                by=user_of(request),
                at=at,
            )
        except InvalidInput as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi trả lời của cấp trên."))
            return redirect("registrations:send_up", round_id)
    context = {"round": row.round, "campaign": row.round.campaign, "bundle": row, "form": form}
    return _shown(request, "registrations/send_up_answer.html", context)


def _bundle(request: HttpRequest, round_id: int, version: int) -> UpwardBundle:
    round_ = desk.round_for(user_of(request), round_id, clock.today())
    row = UpwardBundle.objects.select_related("file").filter(round=round_, version=version).first()
    if row is None:
        raise NotFound(N_("Không có lần gửi này. Hãy mở lại từ danh sách."), code="bundle-version")
    row.round = round_
    return row


def _usual(round_: CampaignRound, kind: str, on: date) -> dict[str, Any]:
    """What the form offers before anything is typed."""
    return asdict(replace(usual_facts(round_.campaign.managing_unit, kind, on), issued_on=on))


def _draft(round_: CampaignRound, kind: str, on: date) -> IssuedList:
    facts: PaperFacts = usual_facts(round_.campaign.managing_unit, kind, on)
    name = units.name_of(round_.campaign.managing_unit, on)
    lines = listing.listed(round_, on)
    plan = numbered_papers.plan_cited(round_, name)
    return IssuedList.freeze(facts, name, plan, lines, told=numbered_papers.units_told(lines, on))


def _common(request: HttpRequest, round_: CampaignRound, form: Any, on: date) -> dict[str, Any]:
    return {
        "round": round_,
        "campaign": round_.campaign,
        "form": form,
        "can_receive": permissions.can_receive(user_of(request), round_.campaign, on),
        "kept": request.method == "GET" and form.is_bound,
    }


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponseBase:
    return render(request, template, context, status=422 if request.method == "POST" else 200)
