"""What every verb of this module begins with."""

from datetime import datetime

from kheo.accounts.public import User
from kheo.core.errors import N_, InvalidInput, TransitionNotAllowed
from kheo.core.vietnamese import clean, clean_line
from kheo.councils import permissions
from kheo.councils.models import AgendaItem, Council, CouncilSession
from kheo.councils.states import SESSION, SessionState
from kheo.kernel.clock import day_of


def locked_council(council: Council) -> Council:
    """The council, its row held until the transaction ends."""
    return Council.objects.select_for_update(of=("self",)).select_related("unit").get(pk=council.pk)


def session_held(session: CouncilSession) -> CouncilSession:
    """The session with its council, its row held until the transaction ends."""
    rows = CouncilSession.objects.select_for_update(of=("self",)).select_related("council__unit")
    return rows.get(pk=session.pk)


def locked_session(session: CouncilSession, verb: str, *, by: User, at: datetime) -> CouncilSession:
    """The session for somebody who runs it, where the verb is possible from its state."""
    row = session_held(session)
    permissions.require_runs(by, row.council, day_of(at))
    SESSION.target(verb, current=SessionState(row.state))
    return row


def locked_item(item: AgendaItem) -> AgendaItem:
    """The matter, its session's row held first: whoever closes the session waits for it, and the other way round."""
    session = session_held(item.session)
    row = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    row.session = session
    return row


def require_meeting(item: AgendaItem) -> None:
    """Raise TransitionNotAllowed before the meeting began and after it was closed."""
    state = SessionState(item.session.state)
    if state is SessionState.MEETING:
        return
    if state is SessionState.CLOSED:
        raise TransitionNotAllowed(
            N_(
                "Kết quả phiên họp đã chốt nên không sửa được. Muốn xem xét lại, hãy đưa nội dung ra một phiên họp mới."
            ),
            code="session-closed",
        )
    raise TransitionNotAllowed(
        N_("Phiên họp chưa bắt đầu. Hãy điểm danh và bắt đầu phiên họp trước."), code="session-not-begun"
    )


def needed_line(text: str, field: str, longest: int, missing: str) -> str:
    """One line of text. Raises InvalidInput at the field where it is empty."""
    said = clean_line(text)[:longest]
    if not said:
        raise InvalidInput(missing, code=f"{field}-missing", field=field)
    return said


def text_of(text: str) -> str:
    """A text of several lines through the gate."""
    return clean(text).strip()
