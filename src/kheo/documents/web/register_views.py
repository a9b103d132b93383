"""“Sổ văn bản”: the list, a paper put in by hand, a number kept, the register as a paper."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.core.errors import KheoError, NotAllowed
from kheo.core.vietnamese import clean_line, fold, sort_key
from kheo.documents import permissions, printing, register, services
from kheo.documents.downloads import attachment
from kheo.documents.kinds import REGISTERED
from kheo.documents.models import Document, NumberSeries
from kheo.documents.states import DocumentState
from kheo.documents.web.register_forms import FilterForm, PutInForm, ReserveForm
from kheo.kernel import clock
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.uploads import refuse_too_large, was_too_large
from kheo.units import public as units
from kheo.units.public import Unit

_ON_A_PAGE = 50
_MOST_UNITS = 300
_BADGES = {
    DocumentState.DRAFT: "waiting",
    DocumentState.ISSUED: "done",
    DocumentState.SUPERSEDED: "superseded",
    DocumentState.RECALLED: "withdrawn",
    DocumentState.DROPPED: "withdrawn",
}


def person(request: HttpRequest) -> User:
    """The signed-in person: no page of the register is open to strangers."""
    return cast("User", request.user)


def badge(row: Document) -> str:
    """How the paper's state looks."""
    return _BADGES[DocumentState(row.state)]


@page("GET", access=SIGNED_IN)
def register_list(request: HttpRequest) -> HttpResponseBase:
    """Papers of the registers that the person reads, the waiting ones first; a constant number of queries."""
    on, user = clock.today(), person(request)
    if not permissions.reads_some_register(user, on):
        raise NotAllowed(
            _("Sổ văn bản dành cho văn thư, cán bộ phụ trách, người ký và người xem của cơ quan."),
            code="register-not-yours",
        )
    readable = register.documents_for(user, on).filter(kind__in=REGISTERED)
    names = _named(readable.order_by().values_list("unit_id", flat=True).distinct()[:_MOST_UNITS], on)
    years = readable.exclude(issued_on=None).order_by().values_list(ExtractYear("issued_on"), flat=True)
    shown_years = sorted(set(years.distinct()), reverse=True)
    form = FilterForm(request.GET or None, names=names, years=shown_years)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = filtered(readable, chosen).select_related("unit", "series")
    shown = Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page"))
    by_id = dict(names)
    filing, headed = permissions.filing_unit_ids(user, on), permissions.headed_unit_ids(user, on)
    context = {
        "form": form,
        "page_obj": shown,
        "lines": [
            {
                "row": row,
                "number": register.number_shown(row),
                "unit": by_id.get(row.unit_id, ""),
                "badge": badge(row),
            }
            for row in shown
        ],
        "several_units": len(names) > 1,
        "can_put_in": bool(filing),
        "can_reserve": bool(_numbered(filing, on)),
        "headed": _named(headed, on),
        "books": _books(names, shown_years, chosen),
    }
    return render(request, "documents/register.html", context)


def filtered(rows: QuerySet[Document], chosen: dict[str, Any]) -> QuerySet[Document]:
    """The papers asked for. Each word must be there, with or without marks; “%” and “_” stand for themselves."""
    if chosen.get("unit"):
        rows = rows.filter(unit_id=int(chosen["unit"]))
    if chosen.get("year"):
        rows = rows.filter(issued_on__year=int(chosen["year"]))
    if chosen.get("kind"):
        rows = rows.filter(kind=chosen["kind"])
    for token in clean_line(chosen.get("tim", "")).split():
        if word := fold(token):
            rows = rows.filter(words__contains=word)
        if not word or any(sign in token for sign in "%_"):
            rows = rows.filter(subject__contains=token)
    return rows.order_by(F("issued_on").desc(nulls_first=True), "-number_value", "-pk")


def _named(unit_ids: Iterable[int], on: date) -> list[tuple[int, str]]:
    return sorted(units.names(list(unit_ids), on).items(), key=lambda pair: sort_key(pair[1]))


def _numbered(unit_ids: set[int], on: date) -> set[int]:
    holds = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return set(NumberSeries.objects.filter(holds, unit_id__in=unit_ids).values_list("unit_id", flat=True))


def _books(names: list[tuple[int, str]], years: list[int], chosen: dict[str, Any]) -> dict[str, Any] | None:
    """The register on paper is one unit's and one year's."""
    unit = int(chosen.get("unit") or (names[0][0] if len(names) == 1 else 0))
    year = int(chosen.get("year") or (years[0] if years else 0))
    return {"unit": unit, "year": year, "forms": ("docx", "pdf", "xlsx")} if unit and year else None


def _kept_in(year: int) -> Q:
    """A number without a paper belongs to its year; one of a term to the year in which it was kept."""
    return Q(period=str(year)) | Q(period__startswith="nk-", created_at__year=year)


@page("GET", access=SIGNED_IN)
def register_book(request: HttpRequest, unit_id: int, year: int, form: str) -> HttpResponseBase:
    """“Sổ đăng ký văn bản đi” of a year."""
    at = clock.now()
    on = clock.day_of(at)
    unit = permissions.readable_units(person(request), on).filter(pk=unit_id).first()
    if unit is None:
        raise Http404
    rows = (
        Document.objects.filter(unit=unit, kind__in=REGISTERED)
        .filter(Q(issued_on__year=year) | Q(issued_on=None) & _kept_in(year))
        .exclude(number_key="", number="")
        .select_related("unit", "series")
        .order_by(F("issued_on").asc(nulls_last=True), "number_value", "pk")
    )
    paper = printing.register_book(unit, year, rows, on)
    return attachment(printing.written(paper, form, at=at), f"so-dang-ky-van-ban-di-{year}.{form}")


@page("GET", "POST", access=SIGNED_IN)
def put_in(request: HttpRequest) -> HttpResponseBase:
    """A paper is put in by hand; what was read of it is confirmed on its page."""
    at, user = clock.now(), person(request)
    on = clock.day_of(at)
    names = _named(permissions.filing_unit_ids(user, on), on)
    units.require(bool(names))
    replaced = _replaced(request, user, on)
    initial = (
        {"unit": replaced.unit_id, "kind": replaced.kind, "subject": replaced.subject} if replaced else {}
    )
    posted = request.POST if request.method == "POST" else kept_forms.take(request)
    form = PutInForm(posted, request.FILES or None, names=names, initial=initial)
    if was_too_large(request):
        refuse_too_large(form)
    elif request.method == "POST" and form.is_valid():
        said, file = form.cleaned_data, form.cleaned_data["file"]
        try:
            row = services.put_in(
                Unit.objects.get(pk=said["unit"]),
                kind=said["kind"],
                subject=said["subject"],
                by=user,
                at=at,
                data=file.read() if file else None,
                name=file.name if file else "",
                scan_known=said["scan_known"],
                replaces=replaced,
            )
        except KheoError as error:
            _refuse(form, error)
        else:
            messages.success(request, _("Đã đưa vào sổ. Hãy đối chiếu số, ngày, trích yếu rồi ghi sổ."))
            return redirect("documents:paper", row.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/put_in.html", {"form": form, "replaced": replaced}, status=status)


def _refuse(form: PutInForm, error: KheoError) -> None:
    """A refusal about the file stands at the file."""
    if error.code.startswith(("file-", "scan-", "paper-")) and not getattr(error, "field", ""):
        error.field = "file"  # type: ignore[attr-defined]
    form.refuse(error)


def _replaced(request: HttpRequest, user: User, on: date) -> Document | None:
    pk = request.GET.get("thay-the", "")
    return register.document_for(user, int(pk), on) if pk.isdecimal() else None


@page("GET", "POST", access=SIGNED_IN)
def reserve(request: HttpRequest) -> HttpResponseBase:
    """A number is kept for a paper that is not signed yet."""
    at, user = clock.now(), person(request)
    on = clock.day_of(at)
    names = _named(_numbered(permissions.filing_unit_ids(user, on), on), on)
    units.require(bool(names))
    form = ReserveForm(request.POST if request.method == "POST" else kept_forms.take(request), names=names)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = services.reserve(
                Unit.objects.get(pk=said["unit"]),
                kind=said["kind"],
                subject=said["subject"],
                symbol=said["symbol"],
                by=user,
                at=at,
            )
        except KheoError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã giữ số %(number)s.") % {"number": register.number_shown(row)})
            return redirect("documents:paper", row.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/reserve.html", {"form": form}, status=status)
