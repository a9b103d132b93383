"""Pages of a campaign that runs: its calendar, telling the units, deadlines of single units."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.campaigns import papers
from kheo.campaigns.models import Campaign, CampaignRound
from kheo.campaigns.selectors import running
from kheo.campaigns.selectors.calendar import calendar_of
from kheo.campaigns.services import running as services
from kheo.campaigns.services import telling as tellings
from kheo.campaigns.services.entering import file_letter
from kheo.campaigns.web.here import here, managed_here, person
from kheo.campaigns.web.running_forms import ExtensionForm, GraceForm, ToldForm, kept_initial
from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.core.paper.model import Paper
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from kheo.core.vietnamese import sort_key
from kheo.documents import public as documents
from kheo.documents.public import Document, attachment, notes_on
from kheo.kernel.clock import now, today
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.addresses import public_address
from kheo.notices import public as notices
from kheo.units import public as units

_WRITERS = {"docx": write_docx, "pdf": write_pdf}
_SHOWN_TELLINGS = 400


def sent_paper(paper: Paper, form: str, name: str) -> HttpResponseBase:
    """A paper as a file to keep. Raises NotFound for a form that is not written."""
    if form not in _WRITERS:
        raise NotFound(N_("Chỉ có tệp .docx và .pdf."), code="paper-form-unknown")
    return attachment(_WRITERS[form](paper, at=now()), f"{name}.{form}")


@page("GET", access=SIGNED_IN)
def calendar(request: HttpRequest, pk: int) -> HttpResponseBase:
    """“Lịch năm” as a page."""
    campaign, round_ = here(request, pk)
    context = {"campaign": campaign, "round": round_, "days": calendar_of(round_, today()), "today": today()}
    return render(request, "campaigns/calendar.html", context)


@page("GET", access=SIGNED_IN)
def calendar_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """“Lịch năm” as one A4 for the wall."""
    _campaign, round_ = here(request, pk)
    return sent_paper(papers.calendar(round_, at=now()), form, f"Lịch năm {round_.year}")


@page("GET", "POST", access=SIGNED_IN)
def telling(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Letter and Zalo text ready to send; who was told how and when; noting what was told by hand."""
    campaign, round_ = managed_here(request, pk)
    names = running.registering_names(campaign, today())
    form = ToldForm(request.POST or None, names=names, initial={"day": today()} | kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            count = tellings.note_told(
                campaign,
                unit_ids=form.unit_ids,
                channel=form.cleaned_data["channel"],
                told_on=form.cleaned_data["day"],
                matter=form.cleaned_data["matter"],
                by=person(request),
                at=now(),
            )
        except InvalidInput as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi: %(count)d đơn vị đã được báo.") % {"count": count})
            return redirect(running.address_of(round_).split("?")[0] + f"bao-don-vi/?nam={round_.year}")
    context = _telling_context(request, campaign, round_, names) | {"form": form}
    return render(request, "campaigns/telling.html", context, status=422 if form.is_bound else 200)


def _telling_context(
    request: HttpRequest, campaign: Campaign, round_: CampaignRound, names: dict[int, str]
) -> dict[str, Any]:
    told = list(notices.tellings(campaign)[:_SHOWN_TELLINGS])
    address = _address(request, round_)
    letter = papers.letter(round_, by=person(request), at=now(), address=address)
    every = units.names({row.unit_id for row in told} - set(names), today()) | names
    heard = {row.unit_id for row in told}
    return {
        "campaign": campaign,
        "round": round_,
        "zalo": papers.zalo(round_, at=now(), address=address),
        "notes": notes_on(letter, person(request), today()),
        "has_address": bool(address),
        "told": _grouped(told, every),
        "untold": [name for pk, name in names.items() if pk not in heard],
    }


def _grouped(
    told: Iterable[notices.Telling], names: Mapping[int, str]
) -> list[tuple[notices.Telling, list[str]]]:
    """One line for each time that units were told something: the telling and the units' names."""
    found: dict[tuple[object, ...], tuple[notices.Telling, list[str]]] = {}
    for row in told:
        one = found.setdefault((row.matter, row.channel, row.at, row.by_id), (row, []))
        one[1].append(names.get(row.unit_id, ""))
    return [(row, sorted(units, key=sort_key)) for row, units in found.values()]


def _address(request: HttpRequest, round_: CampaignRound) -> str:
    return public_address(request, running.address_of(round_).partition("?")[0])


@page("GET", access=SIGNED_IN)
def letter_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The công văn to the units, ready for its number."""
    _campaign, round_ = managed_here(request, pk)
    paper = papers.letter(round_, by=person(request), at=now(), address=_address(request, round_))
    name = f"Công văn đăng ký Dân vận khéo {round_.year}"
    if form == "docx":
        made = documents.docx_of(paper, round_.campaign.managing_unit, Document.Kind.LETTER, at=now())
        return attachment(made, f"{name}.docx")
    return sent_paper(paper, form, name)


@page("POST", access=SIGNED_IN)
def letter_to_register(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The công văn as it stands now waits in the register for its number."""
    _campaign, round_ = managed_here(request, pk)
    letter = papers.letter(round_, by=person(request), at=now(), address=_address(request, round_))
    row = file_letter(round_, letter, by=person(request), at=now())
    messages.success(request, _("Công văn đã vào sổ, chờ số. Ký xong thì ghi số, ngày ở đây."))
    return redirect("documents:paper", row.pk)


@page("GET", "POST", access=SIGNED_IN)
def deadlines(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The round's deadline, its grace, and later deadlines for single units."""
    campaign, round_ = managed_here(request, pk)
    names = running.registering_names(campaign, today())
    form = ExtensionForm(request.POST or None, names=names, initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            count = services.extend(
                round_,
                unit_ids=form.unit_ids,
                closes_at=form.closes_at,
                reason=form.cleaned_data["reason"],
                by=person(request),
                at=now(),
            )
        except InvalidInput as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Đã gia hạn cho %(count)d đơn vị và báo trong Khéo.") % {"count": count}
            )
            return redirect(request.get_full_path())
    grace_form = GraceForm(initial={"minutes": round_.grace_minutes})
    context = _deadlines_context(campaign, round_, names) | {"form": form, "grace_form": grace_form}
    return render(request, "campaigns/deadlines.html", context, status=422 if form.is_bound else 200)


@page("POST", access=SIGNED_IN)
def grace(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Publish for how long after the deadline late registrations are taken."""
    campaign, round_ = managed_here(request, pk)
    form = GraceForm(request.POST)
    if form.is_valid():
        try:
            services.publish_grace(round_, minutes=form.cleaned_data["minutes"], by=person(request), at=now())
        except InvalidInput as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã công bố thời gian nhận nộp muộn và báo các đơn vị."))
            return redirect(f"{running.address_of(round_).partition('?')[0]}gia-han/?nam={round_.year}")
    names = running.registering_names(campaign, today())
    extension = ExtensionForm(names=names)
    context = _deadlines_context(campaign, round_, names) | {"form": extension, "grace_form": form}
    return render(request, "campaigns/deadlines.html", context, status=422)


def _deadlines_context(campaign: Campaign, round_: CampaignRound, names: dict[int, str]) -> dict[str, Any]:
    given = running.extensions_of(round_)
    every = units.names({row.unit_id for row in given} - set(names), today()) | names
    at, deadline = now(), running.deadline_of(round_)
    return {
        "campaign": campaign,
        "round": round_,
        "at": at,
        "deadline": deadline,
        "may_publish_grace": bool(deadline and at < deadline.closes_at),
        "given": [
            (every.get(row.unit_id, ""), running.deadline_of(round_, row.closes_at), row) for row in given
        ],
    }
