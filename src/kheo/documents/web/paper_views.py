"""One paper of the register: its files, its history, what is done with it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.audit import public as audit
from kheo.core.errors import KheoError
from kheo.core.vietnamese import fold
from kheo.documents import permissions, printing, register, services
from kheo.documents.downloads import attachment
from kheo.documents.kinds import DOSSIER
from kheo.documents.models import Document, DocumentVersion
from kheo.documents.states import DocumentState
from kheo.documents.web.register_forms import (
    DetailsForm,
    IssueForm,
    ReasonForm,
    VersionForm,
    day_of_head,
)
from kheo.documents.web.register_views import badge, person
from kheo.documents.web.register_words import act_words, signature_words
from kheo.kernel import clock
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.plain_form import PlainForm
from kheo.kernel.web.uploads import refuse_too_large, was_too_large
from kheo.units import public as units

Doing = Callable[[HttpRequest, Document, Any, datetime], str]


@page("GET", "POST", access=SIGNED_IN)
def paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The paper's page; each of its forms says what it does by `action`."""
    at = clock.now()
    row = register.document_for(person(request), pk, clock.day_of(at))
    if request.method != "POST":
        return _shown(request, row, at)
    action = request.POST.get("action", "")
    if action not in _DOING:
        raise Http404
    form, do = _form(action, row, request, at), _DOING[action]
    if was_too_large(request):
        refuse_too_large(form)
    elif form.is_valid():
        try:
            done = do(request, row, form, at)
        except KheoError as error:
            if error.code.startswith(("file-", "scan-", "paper-")) and "file" in form.fields:
                error.field = "file"  # type: ignore[attr-defined]
            if error.status != 422:
                raise
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect("documents:paper", row.pk)
    return _shown(request, row, at, refused={action: form})


def _form(action: str, row: Document, request: HttpRequest, at: datetime) -> PlainForm:
    if action == "issue":
        return IssueForm(request.POST, request.FILES, own=_numbers_own(row, at))
    if action == "version":
        return VersionForm(request.POST, request.FILES)
    return DetailsForm(request.POST) if action == "change" else ReasonForm(request.POST)


def _numbers_own(row: Document, at: datetime) -> bool:
    return row.series_id is not None or bool(register.series_for(row.unit, row.kind, clock.day_of(at)))


def _issue(request: HttpRequest, row: Document, form: IssueForm, at: datetime) -> str:
    said, file = form.cleaned_data, form.cleaned_data["file"]
    signed = None
    if file:
        signed, _read = services.taken(
            file.read(), file.name, at=at, scan_known=said["scan_known"], note=_("Bản đã ký nhận lại")
        )
        signed = services.as_signed(signed)
    common = {"issued_on": said["issued_on"], "symbol": said["symbol"], "by": person(request), "at": at}
    if "number" in said:
        made = services.record_issue(row, number=said["number"], signed=signed, **common)
    else:
        made = services.issue(row, signed=signed, **common)
    return _("Đã ghi sổ: số %(number)s.") % {"number": register.number_shown(made)}


def _version(request: HttpRequest, row: Document, form: VersionForm, at: datetime) -> str:
    file, said = form.cleaned_data["file"], form.cleaned_data
    upload, _read = services.taken(
        file.read(), file.name, at=at, scan_known=said["scan_known"], note=said["note"]
    )
    if row.state != DocumentState.DRAFT:
        upload = services.as_signed(upload)
    services.add_version(row, upload, by=person(request), at=at)
    return _("Đã thêm tệp vào văn bản.")


def _change(request: HttpRequest, row: Document, form: DetailsForm, at: datetime) -> str:
    said = form.cleaned_data
    services.change_draft(
        row, kind=said["kind"], subject=said["subject"], details=form.details(), by=person(request), at=at
    )
    return _("Đã lưu thông tin của văn bản.")


def _drop(request: HttpRequest, row: Document, form: ReasonForm, at: datetime) -> str:
    services.drop(row, reason=form.cleaned_data["reason"], by=person(request), at=at)
    return _("Đã ghi “bỏ” kèm lý do; dòng này vẫn ở trong sổ.")


def _recall(request: HttpRequest, row: Document, form: ReasonForm, at: datetime) -> str:
    services.recall(row, reason=form.cleaned_data["reason"], by=person(request), at=at)
    return _("Đã ghi thu hồi văn bản.")


_DOING: dict[str, Doing] = {
    "issue": _issue,
    "version": _version,
    "change": _change,
    "drop": _drop,
    "recall": _recall,
}


def _shown(
    request: HttpRequest, row: Document, at: datetime, refused: dict[str, Form] | None = None
) -> HttpResponseBase:
    on, user, given = clock.day_of(at), person(request), refused or {}
    files = permissions.can_file(user, row.unit_id, on)
    closes = permissions.can_close(user, row.unit_id, on)
    is_draft, own = row.state == DocumentState.DRAFT, _numbers_own(row, at)
    versions = row.versions.select_related("made_by", "file").order_by("-number")
    context = {
        "row": row,
        "number": register.number_shown(row),
        "badge": badge(row),
        "unit_name": units.name_of(row.unit, row.issued_on or on),
        "own": own,
        "is_draft": is_draft,
        "versions": [
            {"row": one, "signatures": [signature_words(found) for found in one.signatures]}
            for one in versions
        ],
        "history": [(event, act_words(event.action)) for event in audit.history(row)],
        "replaced_by": Document.objects.filter(replaces=row).first(),
        "keeps_files": register.keeps_files(row.unit),
        "issue_form": given.get("issue") or _issue_form(row, own=own, on=at) if is_draft and files else None,
        "details_form": given.get("change") or DetailsForm.of(row) if is_draft and files else None,
        "version_form": given.get("version") or VersionForm() if files and _takes_file(row) else None,
        "drop_form": given.get("drop") or ReasonForm() if is_draft and files else None,
        "recall_form": given.get("recall") or ReasonForm()
        if closes and row.state == DocumentState.ISSUED
        else None,
        "can_replace": files and row.state == DocumentState.ISSUED,
        "confirms": is_draft and bool(row.read_head),
        "dossier": row.kind in DOSSIER,
    }
    return render(request, "documents/paper.html", context, status=422 if refused else 200)


def _takes_file(row: Document) -> bool:
    return row.state in {DocumentState.DRAFT, DocumentState.ISSUED}


def _issue_form(row: Document, *, own: bool, on: datetime) -> IssueForm:
    head = row.read_head
    initial = {
        "number": head.get("number", ""),
        "symbol": row.symbol
        or head.get("symbol", "")
        or register.usual_symbol(row.unit, row.kind, clock.day_of(on)),
        "issued_on": day_of_head(head.get("issued_on", "")),
    }
    return IssueForm(own=own, initial=initial)


@page("GET", access=SIGNED_IN)
def paper_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A version's file, as an attachment; of a registration's dossier the reading is written down."""
    at = clock.now()
    row = register.document_for(person(request), pk, clock.day_of(at))
    version = DocumentVersion.objects.filter(document=row, number=number).select_related("file").first()
    if version is None or version.file is None:
        raise Http404
    if row.kind in DOSSIER:
        services.note_reading(row, version, by=person(request), at=at)
    return attachment(
        services.read(version.file), version.file_name or f"van-ban-{pk}", version.file.media_type
    )


@page("GET", access=SIGNED_IN)
def paper_bundle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The paper's files with its metadata."""
    at = clock.now()
    row = register.document_for(person(request), pk, clock.day_of(at))
    name = fold(register.number_shown(row)).replace(" ", "-") or str(pk)
    return attachment(printing.bundle(row, at=at), f"van-ban-{name}.zip")
