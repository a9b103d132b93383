"""A paper of a session gets its number and stands in the register of the unit's papers, as it was then."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput, TransitionNotAllowed
from kheo.core.paper.model import OfficialHead, Paper
from kheo.councils import papers, permissions
from kheo.councils.models import AgendaItem, CouncilPaper, CouncilSession
from kheo.councils.services.common import needed_line, session_held
from kheo.councils.states import SessionState
from kheo.documents import public as documents
from kheo.documents.public import Document
from kheo.kernel.clock import day_of

KINDS = {
    "giay-moi": Document.Kind.INVITATION,
    "bien-ban": Document.Kind.MINUTES,
    "bien-ban-kiem-phieu": Document.Kind.MINUTES,
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """What the council's book says of a paper."""

    number: str
    symbol: str
    issued_on: date | None


@transaction.atomic
def file_paper(
    session: CouncilSession,
    name: str,
    *,
    numbered: Numbered,
    by: User,
    at: datetime,
    item: AgendaItem | None = None,
) -> CouncilPaper:
    """Put the paper into the register under its number, with its text as of now.

    Raises NotAllowed, NotFound for a paper that is none or not ready, TransitionNotAllowed before the session was
    called (invitation) or closed (minutes), Conflict where it stands there already, InvalidInput at its field (also
    for a number that another paper has).
    """
    row = session_held(session)
    permissions.require_runs(by, row.council, day_of(at))
    _require_ready(row, name)
    if CouncilPaper.objects.filter(session=row, item=item, name=name).exists():
        raise Conflict(N_("Văn bản này đã vào sổ. Văn bản đã vào sổ không ghi lại được."), code="paper-filed")
    number, symbol, on = _said(numbered, day_of(at))
    made = papers.item_paper(item, name) if item is not None else papers.session_paper(row, name)
    made = with_number(made, number, symbol, on)
    unit, kind = row.council.unit, KINDS[name]
    document = documents.file_paper(
        kind=kind,
        unit=unit,
        subject=made.subject or f"{row.council.name}: {item.title if item else row.title}",
        by=by,
        at=at,
        number=number,
        symbol=symbol,
        issued_on=on,
        upload=documents.Upload(documents.docx_of(made, unit, kind, at=at), f"{name}-{number}.docx"),
        details=documents.Details(recipients="\n".join(made.recipients)),
    )
    kept = CouncilPaper.objects.create(
        session=row, item=item, name=name, document=document, filed_at=at, filed_by=by
    )
    audit.record(
        "councils:paper:file",
        row,
        by=by,
        at=at,
        unit_id=row.council.unit_id,
        paper=name,
        number=str(document),
    )
    return kept


def _said(numbered: Numbered, today: date) -> tuple[str, str, date]:
    """Number, symbol and day, each there. Raises InvalidInput at its field."""
    number = needed_line(numbered.number, "number", 20, N_("Hãy ghi số của văn bản."))
    symbol = needed_line(numbered.symbol, "symbol", 60, N_("Hãy ghi ký hiệu của văn bản."))
    if numbered.issued_on is None or numbered.issued_on > today:
        raise InvalidInput(
            N_("Ngày này còn để trống hoặc ở sau hôm nay. Hãy ghi ngày của văn bản."),
            code="paper-day",
            field="issued_on",
        )
    return number, symbol, numbered.issued_on


def _require_ready(row: CouncilSession, name: str) -> None:
    if name not in KINDS:
        raise InvalidInput(N_("Văn bản này không vào sổ."), code="paper-not-filed", field="number")
    if name == "giay-moi" and row.state in {SessionState.PREPARING, SessionState.CANCELLED}:
        raise TransitionNotAllowed(
            N_("Phiên họp chưa mời hoặc không họp nên giấy mời chưa vào sổ được."), code="not-called"
        )
    if name != "giay-moi" and row.state != SessionState.CLOSED:
        raise TransitionNotAllowed(
            N_("Phiên họp chưa chốt nên biên bản chưa vào sổ được. Chốt xong, biên bản mới là bản cuối."),
            code="not-closed",
        )


def with_number(paper: Paper, number: str, symbol: str, on: date) -> Paper:
    """The paper as it bears its number and day."""
    if not isinstance(paper.head, OfficialHead):
        return paper
    return replace(paper, head=replace(paper.head, number=number, symbol=symbol, on=on))
