"""Papers of a session and of a matter, as .docx or .pdf."""

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kheo.core.errors import N_, NotFound
from kheo.core.paper.model import OfficialHead, Paper
from kheo.councils import papers, permissions
from kheo.councils.models import AgendaItem, CouncilPaper, CouncilSession
from kheo.councils.selectors.councils import filed_papers
from kheo.councils.services.filing import Numbered, file_paper, with_number
from kheo.councils.web.common import form_page, person, posted
from kheo.documents import public as documents
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.fields import DayField
from kheo.kernel.web.plain_form import PlainForm

_FORMS = {"docx", "pdf"}


@page("GET", access=SIGNED_IN)
def session_paper(request: HttpRequest, pk: int, name: str, form: str) -> HttpResponseBase:
    """Invitation, list to sign, minutes."""
    at = now()
    row = permissions.session_for(person(request), pk, day_of(at))
    made = _as_filed(papers.session_paper(row, name), filed_papers(row).get(name))
    _require_form(form)
    stem = documents.plain_name(name, row.title)
    return documents.attachment(documents.write(made, form, at=at), f"{stem}.{form}")


@page("GET", access=SIGNED_IN)
def item_paper(request: HttpRequest, pk: int, name: str, form: str) -> HttpResponseBase:
    """Ballots to print, minutes of the count."""
    at = now()
    row = permissions.item_for(person(request), pk, day_of(at))
    made = _as_filed(papers.item_paper(row, name), filed_papers(row.session, row).get(name))
    _require_form(form)
    stem = documents.plain_name(name, row.title)
    return documents.attachment(documents.write(made, form, at=at), f"{stem}.{form}")


def _require_form(form: str) -> None:
    if form not in _FORMS:
        raise NotFound(N_("Chỉ có bản .docx và .pdf."), code="paper-form")


def _as_filed(made: Paper, filed: CouncilPaper | None) -> Paper:
    """With its number where it stands in the register."""
    if filed is None or filed.document.issued_on is None:
        return made
    return with_number(made, filed.document.number, filed.document.symbol, filed.document.issued_on)


class FileForm(PlainForm):
    """The number that the council's book gave."""

    number = forms.CharField(
        label=_("Số"),
        max_length=20,
        error_messages={"required": _("Hãy ghi số của văn bản.")},
        widget=forms.TextInput(attrs={"class": "medium", "autocomplete": "off"}),
    )
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60)
    issued_on = DayField(label=_("Ngày văn bản"))


@page("GET", "POST", access=SIGNED_IN)
def file_session_paper(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Invitation or minutes into the register."""
    row = permissions.session_for(person(request), pk, day_of(now()))
    return _filing(request, row, name, papers.session_paper(row, name), None)


@page("GET", "POST", access=SIGNED_IN)
def file_item_paper(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Minutes of the count into the register."""
    item = permissions.item_for(person(request), pk, day_of(now()))
    return _filing(request, item.session, name, papers.item_paper(item, name), item)


def _filing(
    request: HttpRequest, row: CouncilSession, name: str, made: Paper, item: AgendaItem | None
) -> HttpResponseBase:
    at, who = now(), person(request)
    permissions.require_runs(who, row.council, day_of(at))
    symbol = made.head.symbol if isinstance(made.head, OfficialHead) else ""
    form = FileForm(posted(request), initial={"symbol": symbol, "issued_on": day_of(at)})
    return form_page(
        request,
        form,
        lambda said: file_paper(row, name, item=item, numbered=Numbered(**said), by=who, at=at),
        template="councils/form.html",
        context={
            "council": row.council,
            "session": row,
            "title": say("Ghi vào sổ văn bản"),
            "lead": made.subject or row.title,
            "button": say("Ghi vào sổ"),
        },
        to=lambda: ("councils:item", item.pk) if item is not None else ("councils:session", row.pk),
        said=say("Đã ghi vào sổ văn bản của cơ quan."),
    )
