"""How a registration is told on its page: at whose desk it lies, and what happened to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.vietnamese import short_date
from kheo.kernel.clock import VIETNAM
from kheo.registrations.models import Registration
from kheo.registrations.states import State

_HAPPENED = {
    "begin": gettext_lazy("Bắt đầu soạn"),
    "continue-draft": gettext_lazy("Soạn tiếp"),
    "submit": gettext_lazy("Gửi đăng ký"),
    "accept": gettext_lazy("Tiếp nhận"),
    "return": gettext_lazy("Trả lại"),
    "withdraw": gettext_lazy("Rút đăng ký"),
    "import": gettext_lazy("Nhập từ danh sách giấy"),
    "set-launch-day": gettext_lazy("Ghi ngày ra mắt"),
    "follow-unit": gettext_lazy("Chuyển sang đơn vị nhận tiếp"),
    "begin-change": gettext_lazy("Bắt đầu soạn đề nghị thay đổi"),
    "propose-change": gettext_lazy("Gửi đề nghị thay đổi"),
    "agree-change": gettext_lazy("Đồng ý thay đổi"),
    "refuse-change": gettext_lazy("Không đồng ý thay đổi"),
    "take-back-change": gettext_lazy("Rút đề nghị thay đổi"),
    "discard-change": gettext_lazy("Bỏ đề nghị thay đổi đang soạn"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the history."""

    what: str
    who: str
    at: datetime
    note: str


def moment(at: datetime | None) -> str:
    """“10:32 ngày 16/02/2026”."""
    if at is None:
        return ""
    local = at.astimezone(VIETNAM)
    return _("%(hour)s ngày %(day)s") % {"hour": f"{local:%H:%M}", "day": short_date(local.date())}


def history(registration: Registration) -> list[Happening]:
    """What happened to the registration, newest first, in plain words."""
    events = list(audit.history(registration))
    people = dict(
        User.objects.filter(username__in={event.actor for event in events}).values_list(
            "username", "full_name"
        )
    )
    return [
        Happening(_what(event), people.get(event.actor, _("Hệ thống")), event.at, _note(event.details))
        for event in reversed(events)
    ]


def _what(event: Any) -> str:
    verb = event.action.rpartition(":")[2]
    if verb == "submit" and event.details.get("before") == State.RETURNED:
        return _("Gửi lại sau khi bổ sung")
    return str(_HAPPENED.get(verb, event.action))


def _note(details: dict[str, Any]) -> str:
    parts = [str(details["reason"])] if details.get("reason") else []
    if details.get("code"):
        parts.append(_("Mã đối chiếu %(code)s") % {"code": details["code"]})
    if details.get("version"):
        parts.append(_("từ đây bản thứ %(number)d có hiệu lực") % {"number": details["version"]})
    parts += [_("thôi theo dõi: %(what)s") % {"what": line} for line in details.get("ended", ())]
    if details.get("late"):
        parts.append(_("nộp muộn"))
    if details.get("for_unit"):
        parts.append(_("cán bộ nhập thay đơn vị"))
    return "; ".join(parts)


def steps(registration: Registration, *, unit: str, office: str) -> list[dict[str, str]]:
    """The stepper: written by the unit, before the officer, received."""
    state = State(registration.state)
    here = {State.DRAFT: 0, State.RETURNED: 0, State.SUBMITTED: 1, State.ACCEPTED: 2, State.WITHDRAWN: 0}[
        state
    ]
    names = [_("Đơn vị soạn"), _("Chờ tiếp nhận"), _("Đã tiếp nhận")]
    since = {
        State.DRAFT: registration.created_at,
        State.RETURNED: registration.decided_at,
        State.SUBMITTED: registration.submitted_at,
        State.ACCEPTED: registration.decided_at,
    }.get(state)
    desks = [unit, office, office]
    notes = {here: _("%(desk)s, từ %(since)s") % {"desk": desks[here], "since": moment(since)}}
    if state == State.WITHDRAWN:
        return [
            {"name": name, "state": "waiting", "note": "" if place else _("Đơn vị đã rút")}
            for place, name in enumerate(names)
        ]
    return [
        {"name": name, "state": _at(place, here), "note": notes.get(place, "")}
        for place, name in enumerate(names)
    ]


def _at(place: int, here: int) -> str:
    """The last step is done once reached: nobody waits there."""
    if place == here and place < 2:
        return "current"
    return "done" if place <= here else "waiting"
