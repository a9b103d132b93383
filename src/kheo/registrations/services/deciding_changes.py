"""A proposed change is decided by the office: the yes makes it what stands, the no says why."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.core.errors import N_, Conflict, InvalidInput, Refusal
from kheo.core.vietnamese import clean
from kheo.kernel.clock import VIETNAM, day_of
from kheo.registrations import permissions
from kheo.registrations.models import Amendment, Registration, RegistrationVersion
from kheo.registrations.services.amendment_rows import (
    LONGEST_REASON,
    bare,
    locked,
    read_change,
    record,
    require_amendable,
    tell_unit,
)
from kheo.registrations.services.content import Content
from kheo.registrations.services.indexing import index_words
from kheo.registrations.services.indicators import in_a_line, settle_indicators
from kheo.registrations.services.versions import keep_amended, keep_standing
from kheo.registrations.standing import FIXED
from kheo.registrations.states import AMENDMENT_WORKFLOW, AmendmentState
from kheo.units import public as units


@transaction.atomic
def agree(amendment: Amendment, *, by: User, at: datetime, seen: str = "") -> RegistrationVersion:
    """The yes: the change stands from now on everywhere, the version before stays frozen beside it.

    `seen` is the proposal's `change_mark` when its page was opened. Raises NotAllowed, Conflict,
    TransitionNotAllowed, Refusal where the campaign has ended or what was chosen is gone meanwhile.
    """
    one = _decided(amendment, by=by, at=at, seen=seen)
    row = one.registration
    target = AMENDMENT_WORKFLOW.target("agree", current=AmendmentState(one.state))
    require_amendable(row, at)
    try:
        content = read_change(row, one.fields)
    except InvalidInput as gone:
        raise Refusal(
            N_(
                "Đề nghị này chọn mục không còn trong kế hoạch (lĩnh vực, chuyên đề hoặc đơn vị đã bỏ) nên chưa đồng ý được. Hãy trả lời “Không đồng ý” và ghi rõ mục cần chọn lại để đơn vị gửi đề nghị khác."
            ),
            code="change-outdated",
        ) from gone
    keep_standing(row, at=at)
    ended = _apply(row, content, one.fields, by=by, at=at)
    one.state, one.decided_at, one.decided_by = target, at, by
    one.save(update_fields=["state", "decided_at", "decided_by"])
    version = keep_amended(row, one, at=at)
    record("agree-change", one, by=by, at=at, version=version.number, ended=ended)
    stopped = "".join(f"\nThôi theo dõi: {line}." for line in ended)
    tell_unit(
        one, f"Đã đồng ý thay đổi đăng ký “{row.title}”", by=by, at=at, body=f"{one.reason}{stopped}".strip()
    )
    return version


@transaction.atomic
def refuse(amendment: Amendment, *, reason: str, by: User, at: datetime, seen: str = "") -> Amendment:
    """The no, with what stands against it; the received version stands on.

    Raises InvalidInput without a reason, NotAllowed, Conflict, TransitionNotAllowed.
    """
    one = _decided(amendment, by=by, at=at, seen=seen)
    one.state = AMENDMENT_WORKFLOW.target("refuse", current=AmendmentState(one.state))
    one.answer = clean(reason)[:LONGEST_REASON]
    if not one.answer:
        raise InvalidInput(
            N_("Hãy ghi vì sao không đồng ý, để đơn vị biết mà làm."), code="reason-missing", field="reason"
        )
    one.decided_at, one.decided_by = at, by
    one.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    record("refuse-change", one, by=by, at=at, reason=one.answer)
    tell_unit(one, f"Không đồng ý thay đổi đăng ký “{one.registration.title}”", by=by, at=at, body=one.answer)
    return one


def change_mark(amendment: Amendment) -> str:
    """What a page that offers a decision has shown: the state and which proposal it was."""
    sent = amendment.proposed_at.astimezone(VIETNAM).isoformat() if amendment.proposed_at else ""
    return f"{amendment.state} {sent} {amendment.revision}"


def _decided(amendment: Amendment, *, by: User, at: datetime, seen: str) -> Amendment:
    """The proposal, locked, for who decides it. Raises NotAllowed, Conflict where it is not as he saw it."""
    one = locked(amendment.pk)
    permissions.require_receiver(by, one.registration.round.campaign, day_of(at))
    if seen and seen != change_mark(one):
        raise Conflict(
            N_(
                "Người khác vừa quyết định hoặc đơn vị vừa rút đề nghị này nên việc vừa bấm chưa được làm. Hãy tải lại trang để xem."
            ),
            code="changed-since-seen",
        )
    return one


def _apply(
    row: Registration, content: Content, fields: Mapping[str, str], *, by: User, at: datetime
) -> list[str]:
    """The change becomes what stands; the indicators it ends, each in a line."""
    kind, name, office = content.lead
    row.lead = content.known_lead or units.subject(
        kind=kind, unit=row.handled_by_unit, name=name, office=office
    )
    columns = {key: value for key, value in content.columns.items() if key not in FIXED}
    for column, value in columns.items():
        setattr(row, column, value)
    row.save(update_fields=["lead", *(column.removesuffix("_id") for column in columns)])
    ended = settle_indicators(row, content, at=at)
    _follow_draft(row, fields, by=by, at=at)
    index_words([row])
    return [in_a_line(one) for one in ended]


def _follow_draft(row: Registration, fields: Mapping[str, str], *, by: User, at: datetime) -> None:
    """What was sent stands as the draft of a later return: it must start from the change."""
    draft = getattr(row, "draft", None)
    if draft is None:
        return
    fixed = {name: draft.fields[name] for name in FIXED if name in draft.fields}
    draft.fields = bare(dict(fields)) | fixed
    draft.saved_at, draft.saved_by = at, by
    draft.revision += 1
    draft.save(update_fields=["fields", "saved_at", "saved_by", "revision"])
