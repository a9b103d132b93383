"""Pages of the people's contributions: a registration's book, its public sheet, the table of a round."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.core.law import contributions as law
from kheo.core.law import rule
from kheo.documents import public as documents
from kheo.kernel import clock
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.offline import opens_offline
from kheo.progress import contribution_papers as papers
from kheo.progress import permissions
from kheo.progress.contribution_kinds import Purpose
from kheo.progress.models import Drive, HouseholdDecision, Publication
from kheo.progress.selectors import contributions as selectors
from kheo.progress.services import contributions as services
from kheo.progress.web.book_form import BookForm
from kheo.progress.web.contribution_forms import OpenForm, kinds_for, slug_of
from kheo.progress.web.decision_forms import ResultForm, TakeDownForm
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration
from kheo.units import public as units

_ON_A_PAGE = 50
_PAPER = (("docx", "Word", "file-earmark-word"), ("pdf", "PDF", "file-earmark-pdf"))
_TABLE = (*_PAPER, ("xlsx", "Excel", "file-earmark-spreadsheet"))
# Standing → (look of the badge, word).
_STANDINGS = {
    law.Standing.MET: ("done", N_("Đã có")),
    law.Standing.LATE: ("late", N_("Đã làm, muộn")),
    law.Standing.RUNNING: ("open", N_("Đang làm")),
    law.Standing.MISSING: ("missing", N_("Còn thiếu")),
    law.Standing.NOT_ASKED: ("quiet", N_("Không bắt buộc")),
}


# What the law asks → the part of the book in which it is written; all else is publication.
_PARTS = {
    "decision": "decisions",
    "received-early": "decisions",
    "board": "boards",
    "land": "entries",
    "handed-over": "entries",
}


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


@page("GET", "POST", access=SIGNED_IN)
def of_registration(request: HttpRequest, registration_id: int) -> HttpResponseBase:
    """The registration's books, and how to begin one."""
    at = clock.now()
    on, user = clock.day_of(at), _person(request)
    row = registrations.registration_for(user, registration_id, on)
    drives = list(selectors.drives_of([row.pk]))
    offered = [one for one in Purpose if one not in {drive.purpose for drive in drives}]
    form = OpenForm(request.POST if request.method == "POST" else kept_forms.take(request), offered=offered)
    if request.method == "POST" and form.is_valid():
        try:
            drive = services.open_drive(
                row,
                purpose=Purpose(form.cleaned_data["purpose"]),
                matter=form.cleaned_data.get("matter", ""),
                by=user,
                at=at,
            )
        except InvalidInput as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã mở sổ. Hãy ghi quyết định của các hộ hoặc khoản đã nhận."))
            return redirect("progress:drive", drive.pk)
    totals = selectors.totals_of([drive.pk for drive in drives])
    context = _around(row, user, on) | {
        "books": [(drive, totals[drive.pk]) for drive in drives],
        "offered": offered,
        "form": form,
        "may_write": _may_write(row, user, on),
        "rules": [rule("voluntary-contributions", on), rule("publish-contributions", on)],
    }
    return _shown(request, "progress/contributions/registration.html", context)


@page("GET", access=SIGNED_IN)
def drive(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One book: totals, what the law asks and what is missing, every row."""
    on, user = clock.today(), _person(request)
    book = selectors.drive_for(user, pk, on)
    totals = selectors.totals_of([book.pk])[book.pk]
    given = selectors.given_of([book], {book.pk: totals}, selectors.board_members([book.pk]))[book.pk]
    asked = law.asked(given, on)
    writes = _may_write(book.registration, user, on)
    context = _around(book.registration, user, on) | {
        "drive": book,
        "totals": totals,
        "asked": [(one, *_STANDINGS[one.standing]) for one in asked],
        "missing": sum(one.standing is law.Standing.MISSING for one in asked),
        "missing_in": Counter(
            _PARTS.get(one.code, "publications") for one in asked if one.standing is law.Standing.MISSING
        ),
        "works": selectors.is_works(book),
        "may_write": writes,
        "book": _rows(book, writes=writes),
        "exports": _exports("progress:sheet_file", book.pk, _PAPER),
    }
    return render(request, "progress/contributions/drive.html", context)


def _rows(drive: Drive, *, writes: bool) -> dict[str, Any]:
    """Every row with what the page says of it and where it is corrected."""
    book = selectors.book_of(drive)

    def line(row: Any, said: str) -> dict[str, Any]:
        later = getattr(row, "corrected_by", None)
        url = ""
        if writes and later is None:
            url = reverse("progress:correct", args=[drive.pk, slug_of(row), row.pk])
        return {"row": row, "said": said, "later": later, "url": url}

    return {
        "entries": [line(row, papers.amount_words(row)) for row in book.entries],
        "decisions": [line(row, row.place) | _vote(row) for row in book.decisions],
        "boards": [line(row, row.paper) for row in book.boards],
        "publications": [line(row, row.place) for row in book.publications],
        "givers": book.givers,
    }


def _vote(row: HouseholdDecision) -> dict[str, Any]:
    vote = selectors.vote_of(row)
    return {"needed": law.needed(vote.total, vote.opened_on, vote.scope), "passes": law.passes(vote)}


@page("GET", "POST", access=SIGNED_IN)
@opens_offline
def write(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """One more row."""
    book = selectors.drive_for(_person(request), pk, clock.today())
    return _filled(request, book, _form_class(book, kind))


@page("GET", "POST", access=SIGNED_IN)
def correct(request: HttpRequest, pk: int, kind: str, row_id: int) -> HttpResponseBase:
    """A new row in the place of one, with the reason."""
    book = selectors.drive_for(_person(request), pk, clock.today())
    form_class = _form_class(book, kind)
    model: Any = form_class.model
    row = model.objects.filter(drive=book, pk=row_id, is_void=False).first() if model else None
    if row is None or slug_of(row) != kind:
        raise _no_row()
    return _filled(request, book, form_class, row=row)


@page("GET", "POST", access=SIGNED_IN)
def result(request: HttpRequest, pk: int, row_id: int) -> HttpResponseBase:
    """What the households said."""
    book = selectors.drive_for(_person(request), pk, clock.today())
    row = HouseholdDecision.objects.filter(drive=book, pk=row_id).first()
    if row is None:
        raise _no_row()
    return _filled(request, book, ResultForm, decision=row)


@page("GET", "POST", access=SIGNED_IN)
def take_down(request: HttpRequest, pk: int, row_id: int) -> HttpResponseBase:
    """The last day of a posting."""
    book = selectors.drive_for(_person(request), pk, clock.today())
    row = Publication.objects.filter(drive=book, pk=row_id).first()
    if row is None:
        raise _no_row()
    return _filled(request, book, TakeDownForm, publication=row)


@page("POST", access=SIGNED_IN)
def forget_giver(request: HttpRequest, pk: int, row_id: int) -> HttpResponseBase:
    """A giver no longer wishes to be named."""
    at = clock.now()
    book = selectors.drive_for(_person(request), pk, clock.day_of(at))
    services.forget_giver(book.pk, row_id, by=_person(request), at=at)
    messages.success(request, _("Đã xóa tên theo ý người góp."))
    return redirect("progress:drive", pk)


def _filled(
    request: HttpRequest, drive: Drive, form_class: type[BookForm], *, row: Any = None, **about: Any
) -> HttpResponseBase:
    """The form; posted and taken, back to the book."""
    at = clock.now()
    user, on = _person(request), clock.day_of(at)
    permissions.require_writer(user, drive.registration, on)
    posted = request.POST if request.method == "POST" else kept_forms.take(request)
    form = form_class(posted, drive=drive, row=row)
    for name, value in about.items():
        setattr(form, name, value)
    if request.method == "POST" and form.is_valid():
        try:
            form.write(form.pen(user, at))
        except InvalidInput as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi vào sổ."))
            return redirect("progress:drive", drive.pk)
    context = _around(drive.registration, user, on) | {
        "drive": drive,
        "form": form,
        "heading": _("Sửa: %(what)s") % {"what": form.heading} if row else form.heading,
        "row": row,
        "about": about,
    }
    return _shown(request, "progress/contributions/form.html", context)


def _form_class(drive: Drive, kind: str) -> type[BookForm]:
    found = kinds_for(drive).get(kind)
    if found is None:
        raise NotFound(
            N_("Sổ này không có loại ghi đó. Hãy mở lại trang đóng góp."), code="entry-kind-unknown"
        )
    return found


def _no_row() -> NotFound:
    return NotFound(N_("Không có dòng này trong sổ. Hãy mở lại trang đóng góp."), code="row-not-found")


@page("GET", access=SIGNED_IN)
def sheet(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What everybody may see, to be printed from the browser."""
    on, user = clock.today(), _person(request)
    book = selectors.drive_for(user, pk, on)
    context = _around(book.registration, user, on) | {
        "drive": book,
        "sheet": papers.sheet_of(book, on),
        "exports": _exports("progress:sheet_file", book.pk, _PAPER),
    }
    return render(request, "progress/contributions/sheet.html", context)


@page("GET", access=SIGNED_IN)
def sheet_file(request: HttpRequest, pk: str, form: str) -> HttpResponseBase:
    """The paper for the notice board."""
    at = clock.now()
    on = clock.day_of(at)
    book = selectors.drive_for(_person(request), int(pk), on)
    name = registrations.plain_name("cong khai dong gop", book.registration.title)
    return documents.attachment(
        registrations.write(papers.notice_board(book, on), form, at=at), f"{name}.{form}"
    )


@page("GET", access=SIGNED_IN)
def of_round(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The officer's table: every book of the round with its totals and how much is missing."""
    on, user = clock.today(), _person(request)
    round_, _rights = registrations.opened(user, round_id, on)
    whole = selectors.whole_of(round_.pk).values()
    paginator = Paginator(selectors.with_drives(round_.pk, on), _ON_A_PAGE)
    paginator.count = sum(books for books, _totals in whole)
    shown = paginator.get_page(request.GET.get("page"))
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "page_obj": shown,
        "lines": selectors.lines_of(list(shown), on),
        "whole": selectors.sum_of(totals for _books, totals in whole),
        "exports": _exports("progress:contributions_file", round_.pk, _TABLE),
    }
    return render(request, "progress/contributions/round.html", context)


@page("GET", access=SIGNED_IN)
def round_file(request: HttpRequest, round_id: str, form: str) -> HttpResponseBase:
    """The same table on paper."""
    at = clock.now()
    on = clock.day_of(at)
    round_, _rights = registrations.opened(_person(request), int(round_id), on)
    lines = selectors.lines_of(list(selectors.with_drives(round_.pk, on)), on)
    paper = papers.table_of_round(round_, lines, on)
    return documents.attachment(
        registrations.write(paper, form, at=at), f"tong-hop-dong-gop-{round_.year}.{form}"
    )


def _around(row: Registration, user: User, on: date) -> dict[str, Any]:
    """What stands round every page of a registration."""
    return {
        "registration": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "tabs": registrations.tabs_of(row, user, on),
        "unit_name": units.names({row.handled_by_unit_id}, on).get(row.handled_by_unit_id, ""),
    }


def _may_write(row: Registration, user: User, on: date) -> bool:
    received = row.state == registrations.State.ACCEPTED
    return received and permissions.writes_for(user, row, on) is not None


def _exports(name: str, pk: int, forms: Iterable[tuple[str, str, str]]) -> list[dict[str, str]]:
    return [
        {"url": reverse(name, args=[pk, form]), "label": word, "icon": icon} for form, word, icon in forms
    ]


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponseBase:
    return render(request, template, context, status=422 if request.method == "POST" else 200)
