"""Pages of a session: planned, called, the roll, its one page, closed for good."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.core.law import votes
from kheo.councils import permissions
from kheo.councils.models import CouncilPaper, CouncilSession
from kheo.councils.selectors import councils as selectors
from kheo.councils.selectors.rules import quorum_words, rule_of, rule_words
from kheo.councils.services import items as item_services
from kheo.councils.services import sessions as services
from kheo.councils.states import TAKING_ITEMS, ItemState, Presence, SessionState
from kheo.councils.web.common import LOOKS, acted, form_page, person, posted
from kheo.councils.web.forms import CloseForm, ItemForm, ReasonForm, RollForm, SessionForm
from kheo.councils.web.showing import outcome_of
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page


@page("GET", "POST", access=SIGNED_IN)
def new(request: HttpRequest, council_pk: int) -> HttpResponseBase:
    """Plan a session."""
    at, who = now(), person(request)
    council = permissions.council_for(who, council_pk, day_of(at))
    permissions.require_runs(who, council, day_of(at))
    form = SessionForm(posted(request))
    made: list[CouncilSession] = []

    def act(said: dict[str, Any]) -> None:
        made.append(
            services.plan(
                council, title=said["title"], place=said["place"], begins_at=form.begins_at(), by=who, at=at
            )
        )

    return form_page(
        request,
        form,
        act,
        template="councils/form.html",
        context={
            "council": council,
            "title": _("Phiên họp mới"),
            "lead": _("Phiên đã họp trên giấy cũng ghi được: chọn đúng ngày đã họp."),
            "button": _("Lập phiên họp"),
        },
        to=lambda: ("councils:session", made[0].pk),
        said=_("Đã lập phiên họp. Hãy thêm nội dung cần bàn rồi mời họp."),
    )


@page("GET", access=SIGNED_IN)
def session(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The one page of a session."""
    at, who = now(), person(request)
    on = day_of(at)
    row = permissions.session_for(who, pk, on)
    rows, items = selectors.attendance_of(row), selectors.items_of(row)
    rule = rule_of(row.council, "general", day_of(row.begins_at))
    there = selectors.there(rows)
    runs, leads = permissions.runs(who, row.council, on), permissions.presides(who, row, rows, on)
    settled = {ItemState(item.state) for item in items}
    context = {
        "session": row,
        "council": row.council,
        "look": LOOKS.get(row.state, "done"),
        "attendance": rows,
        "members": [] if rows else list(selectors.seats_of(row.council, day_of(row.begins_at))),
        "leader": permissions.presiding(rows),
        "quorum": votes.quorum(rule, total=len(rows), present=len(there)) if rows else None,
        "written": sum(one.presence == Presence.WRITTEN for one in rows),
        "items": [(item, LOOKS.get(item.state, "waiting"), outcome_of(item)) for item in items],
        "rule_words": rule_words(rule),
        "quorum_words": quorum_words(rule),
        "runs": runs,
        "takes_items": row.state in TAKING_ITEMS,
        "may_begin": runs and row.state in {"preparing", "called"} and day_of(row.begins_at) <= on,
        "may_close": leads
        and row.state == SessionState.MEETING
        and ItemState.COUNTED in settled
        and ItemState.VOTING not in settled,
        "item_form": ItemForm(auto_id="item-%s"),
        "reason_form": ReasonForm(auto_id="cancel-%s"),
        "papers": _papers(row, bool(items)),
        "files_paper": ("giay-moi", "bien-ban")
        if runs and row.state == SessionState.CLOSED
        else ("giay-moi",)
        if runs and row.state != SessionState.PREPARING
        else (),
        "at": at,
    }
    return render(request, "councils/session.html", context)


def _papers(
    row: CouncilSession,
    has_items: bool,  # noqa: FBT001 -- one question
) -> list[tuple[str, str, CouncilPaper | None]]:
    """Name, words, and how it stands in the register."""
    if not has_items or row.state == SessionState.CANCELLED:
        return []
    found = [("giay-moi", _("Giấy mời họp")), ("danh-sach-du-hop", _("Danh sách dự họp để ký"))]
    if row.state in {SessionState.MEETING, SessionState.CLOSED}:
        found.append(("bien-ban", _("Biên bản họp hội đồng")))
    filed = selectors.filed_papers(row)
    return [(name, words, filed.get(name)) for name, words in found]


@page("GET", "POST", access=SIGNED_IN)
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another title, day or place."""
    at, who = now(), person(request)
    row = permissions.session_for(who, pk, day_of(at))
    permissions.require_runs(who, row.council, day_of(at))
    form = SessionForm(posted(request), initial=SessionForm.of(row))
    return form_page(
        request,
        form,
        lambda said: services.change(
            row, title=said["title"], place=said["place"], begins_at=form.begins_at(), by=who, at=at
        ),
        template="councils/form.html",
        context={
            "council": row.council,
            "session": row,
            "title": _("Sửa phiên họp"),
            "lead": _("Đổi ngày giờ hoặc nơi họp sau khi đã mời thì phải mời lại."),
            "button": _("Lưu phiên họp"),
        },
        to=lambda: ("councils:session", row.pk),
        said=_("Đã lưu phiên họp."),
    )


@page("GET", "POST", access=SIGNED_IN)
def add_item(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put a matter of the council's own on the agenda."""
    at, who = now(), person(request)
    row = permissions.session_for(who, pk, day_of(at))
    permissions.require_runs(who, row.council, day_of(at))
    form = ItemForm(posted(request))
    return form_page(
        request,
        form,
        lambda said: item_services.open_item(row, **said, by=who, at=at),
        template="councils/form.html",
        context={
            "council": row.council,
            "session": row,
            "title": _("Thêm nội dung họp"),
            "button": _("Thêm nội dung"),
        },
        to=lambda: ("councils:session", row.pk),
        said=_("Đã thêm vào chương trình họp."),
    )


@page("POST", access=SIGNED_IN)
def call(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The invitation goes out."""
    at, who = now(), person(request)
    row = permissions.session_for(who, pk, day_of(at))
    said = _(
        "Đã mời họp: phiên họp hiện ở “Việc của tôi” của các thành viên có tài khoản. In giấy mời cho người khác."
    )
    acted(request, lambda: services.call(row, by=who, at=at), said)
    return redirect("councils:session", pk)


@page("POST", access=SIGNED_IN)
def cancel(request: HttpRequest, pk: int) -> HttpResponseBase:
    """It will not be held."""
    at, who = now(), person(request)
    row = permissions.session_for(who, pk, day_of(at))
    reason = request.POST.get("reason", "")
    acted(
        request,
        lambda: services.cancel(row, reason=reason, by=who, at=at),
        _("Đã ghi không họp phiên này. Nội dung của phiên được đưa ra phiên khác."),
    )
    return redirect("councils:session", pk)


@page("GET", "POST", access=SIGNED_IN)
def roll(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who is there: begins the meeting, later corrects it."""
    at, who = now(), person(request)
    row = permissions.session_for(who, pk, day_of(at))
    permissions.require_runs(who, row.council, day_of(at))
    begun = row.state not in {SessionState.PREPARING, SessionState.CALLED}
    members: Any = (
        selectors.attendance_of(row)
        if begun
        else list(selectors.seats_of(row.council, day_of(row.begins_at)))
    )
    form = RollForm(posted(request), members=members, written=True)
    verb = services.note_attendance if begun else services.begin
    return form_page(
        request,
        form,
        lambda _said: verb(row, roll=form.roll(), by=who, at=at),
        template="councils/roll.html",
        context={
            "council": row.council,
            "session": row,
            "begun": begun,
            "counts_written": rule_of(row.council, "general", day_of(at)).written,
        },
        to=lambda: ("councils:session", row.pk),
        said=_("Đã ghi điểm danh.")
        if begun
        else _("Phiên họp bắt đầu. Mở từng nội dung để bàn và biểu quyết."),
    )


@page("GET", "POST", access=SIGNED_IN)
def close(request: HttpRequest, pk: int) -> HttpResponseBase:
    """For good, with the typed word."""
    at, who = now(), person(request)
    row = permissions.session_for(who, pk, day_of(at))
    rows = selectors.attendance_of(row)
    permissions.require_presides(who, row, rows, day_of(at))
    leader = permissions.presiding(rows)
    form = CloseForm(posted(request), by_paper=leader is not None and leader.user_id is None)
    items = selectors.items_of(row)
    context = {
        "council": row.council,
        "session": row,
        "items": [(item, outcome_of(item)) for item in items if item.state == ItemState.COUNTED],
        "postponed": [item for item in items if item.state == ItemState.WAITING],
        "voting": [item for item in items if item.state == ItemState.VOTING],
    }
    return form_page(
        request,
        form,
        lambda said: services.close(row, **said, by=who, at=at),
        template="councils/close.html",
        context=context,
        to=lambda: ("councils:session", row.pk),
        said=_("Đã chốt kết quả phiên họp. In biên bản để thư ký và người chủ trì ký."),
    )
