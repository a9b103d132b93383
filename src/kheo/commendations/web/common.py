"""What several pages of the module share."""

from datetime import date, datetime
from typing import Any, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from kheo.accounts.public import User
from kheo.core.paper.model import Paper
from kheo.documents import public as documents
from kheo.recognitions import public as recognitions
from kheo.units.public import Unit


def person(request: HttpRequest) -> User:
    """The signed-in person: only the page that checks a certificate is open to strangers."""
    return cast("User", request.user)


def paper_file(paper: Paper, unit: Unit, kind: str, name: str, *, at: datetime) -> HttpResponseBase:
    """A paper as the form that the name ends in; as .docx by the unit's own template where it has one."""
    form = name.rpartition(".")[2]
    if form == "docx" and kind:
        return documents.attachment(documents.docx_of(paper, unit, kind, at=at), name)
    return documents.attachment(documents.write(paper, form, at=at), name)


def initial_facts(round_: Any, unit: Unit, on: date) -> dict[str, Any]:
    """What a form offers of a decision of this unit: symbol, office, signer, the day."""
    usual = documents.usual_facts(unit, "QĐ", on)
    body = recognitions.body_of(round_)
    same = body is not None and body.unit_id == unit.pk
    return {
        "symbol": usual.symbol,
        "position": (body.position if body and same else "") or usual.position or "CHỦ TỊCH",
        "signer": (body.signer if body and same else "") or usual.signer,
        "issued_on": on,
    }
