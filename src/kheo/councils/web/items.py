"""The page of one matter: who does not vote, how it is voted on, what was said, what came of it."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.core.errors import N_, NotFound
from kheo.core.law import votes
from kheo.core.law.votes import Ballot as BallotRule
from kheo.core.law.votes import VoteRule
from kheo.councils import permissions
from kheo.councils.hooks import PLAIN, kind_of
from kheo.councils.models import AgendaItem, Attendance, CouncilSession, Recusal
from kheo.councils.selectors import councils as selectors
from kheo.councils.selectors import voting as voting_selectors
from kheo.councils.selectors.councils import filed_papers
from kheo.councils.selectors.rules import kept_rule, marks, quorum_words, rule_of, rule_words
from kheo.councils.services import items as services
from kheo.councils.states import ItemState, Mode, SessionState
from kheo.councils.web.common import LOOKS, VOTES, about, acted, form_page, person, posted
from kheo.councils.web.forms import (
    ConcludeForm,
    ItemForm,
    NotesForm,
    ReasonForm,
    RecuseForm,
    SupersedeForm,
)
from kheo.councils.web.showing import outcome_of
from kheo.councils.web.voting_forms import ModeForm
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page

_BALLOTS = (Mode.PAPER, Mode.SCREEN)


@page("GET", access=SIGNED_IN)
def item(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One matter with everything that can be done about it now."""
    at, who = now(), person(request)
    on = day_of(at)
    row = permissions.item_for(who, pk, on)
    rows = selectors.attendance_of(row.session)
    recusals = list(row.recusals.select_related("attendance"))
    rule = kept_rule(row) or rule_of(row.session.council, row.matter, day_of(row.session.begins_at))
    meets = row.session.state == SessionState.MEETING
    runs, leads = (
        permissions.runs(who, row.session.council, on),
        permissions.presides(who, row.session, rows, on),
    )
    context = {
        "item": row,
        "session": row.session,
        "council": row.session.council,
        "look": LOOKS.get(row.state, "waiting"),
        "kind": kind_of(row.kind),
        "source_url": _source_of(row),
        "nominees": list(row.nominees.all()),
        "recusals": recusals,
        "rule": rule,
        "rule_words": rule_words(rule),
        "quorum_words": quorum_words(rule),
        "marks": marks(rule),
        "outcome": outcome_of(row),
        "filed": filed_papers(row.session, row).get("bien-ban-kiem-phieu"),
        "runs": runs,
        "leads": leads,
        "meets": meets,
        "earlier": row.supersedes,
        "later": AgendaItem.objects.filter(supersedes=row).select_related("session").first(),
        "at": at,
        **_forms(row, rows, recusals, rule, runs=runs and meets, leads=leads and meets),
        **_voting(row, who, rows, recusals, rule),
    }
    return render(request, "councils/item.html", context)


def _source_of(row: AgendaItem) -> str:
    link = kind_of(row.kind).link_of
    return link(row.key) if link and row.key else ""


def _forms(
    row: AgendaItem,
    rows: list[Attendance],
    recusals: list[Recusal],
    rule: VoteRule,
    *,
    runs: bool,
    leads: bool,
) -> dict[str, Any]:
    waiting = row.state == ItemState.WAITING
    found: dict[str, Any] = {}
    if runs and waiting:
        out = {one.attendance_id for one in recusals}
        modes = _BALLOTS if rule.ballot is BallotRule.BALLOT else VOTES
        found |= {
            "mode_form": ModeForm(modes=modes),
            "recuse_form": RecuseForm(rows=[one for one in rows if one.pk not in out], auto_id="recuse-%s"),
            "conclude_form": ConcludeForm(auto_id="conclude-%s") if row.kind == PLAIN else None,
            "lift_form": ReasonForm(auto_id="lift-%s"),
        }
    if leads and waiting and _recusals_leave_few(rows, recusals, rule):
        found["few_form"] = ReasonForm(auto_id="few-%s")
    if leads and row.state == ItemState.VOTING:
        found["abandon_form"] = ReasonForm(auto_id="abandon-%s")
    if row.state == ItemState.DECIDED and not hasattr(row, "superseded_by"):
        later = _later_sessions(row, day_of(row.session.begins_at))
        found["later_sessions"] = later
        found["supersede_form"] = SupersedeForm(sessions=later, auto_id="again-%s")
    return found


def _later_sessions(row: AgendaItem, on: date) -> list[CouncilSession]:
    """Sessions of the same council that take the matter again."""
    rows = selectors.sessions_taking_items([row.session.council.unit_id], on)
    return [one for one in rows if one.council_id == row.session.council_id]


def _recusals_leave_few(rows: list[Attendance], recusals: list[Recusal], rule: VoteRule) -> bool:
    there = {one.pk for one in selectors.there(rows)}
    standing = votes.quorum(rule, total=len(rows), present=len(there))
    return standing.met and len(there - {one.attendance_id for one in recusals}) < standing.needed


def _voting(
    row: AgendaItem, who: Any, rows: list[Attendance], recusals: list[Recusal], rule: VoteRule
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if row.mode == Mode.SCREEN:
        marks_of = row.voter_list.select_related("attendance").order_by("attendance__name_sort")
        found["voters"] = list(marks_of)
        found["turnout"] = voting_selectors.turnout(row)
        found["my_vote"] = voting_selectors.voter_of(row, who)
    elif row.mode == Mode.PAPER:
        found["entered"] = len(voting_selectors.entries_of(row, row.attempt))
        found["i_entered"] = voting_selectors.has_entered(row, who)
        found["differs"] = row.state == ItemState.VOTING and row.attempt > 1
        found["may_count"] = permissions.counts_ballots(who, row, rows, day_of(row.session.begins_at))
    elif row.mode in {Mode.HANDS, Mode.NAMED} and row.state != ItemState.VOTING:
        found["member_votes"] = list(
            row.member_votes.select_related("attendance").order_by("attendance__name_sort")
        )
    return found


@page("GET", "POST", access=SIGNED_IN)
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Other words for a matter of the council's own."""
    at, who = now(), person(request)
    row = permissions.item_for(who, pk, day_of(at))
    permissions.require_runs(who, row.session.council, day_of(at))
    form = ItemForm(posted(request), initial={"title": row.title, "explanation": row.explanation})
    return form_page(
        request,
        form,
        lambda said: services.change_item(row, **said, by=who, at=at),
        template="councils/form.html",
        context=about(row) | {"title": _("Sửa nội dung họp"), "button": _("Lưu nội dung")},
        to=lambda: ("councils:item", pk),
        said=_("Đã lưu."),
    )


@page("POST", access=SIGNED_IN)
def drop(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Off the agenda."""
    at, who = now(), person(request)
    row = permissions.item_for(who, pk, day_of(at))
    acted(request, lambda: services.drop_item(row, by=who, at=at), _("Đã bỏ khỏi chương trình họp."))
    return redirect("councils:session", row.session_id)


@page("GET", "POST", access=SIGNED_IN)
def recuse(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A member does not vote on it."""
    at, who = now(), person(request)
    row = permissions.item_for(who, pk, day_of(at))
    permissions.require_runs(who, row.session.council, day_of(at))
    rows = selectors.attendance_of(row.session)
    form = RecuseForm(posted(request), rows=rows)

    def act(said: dict[str, Any]) -> None:
        member = next(one for one in rows if str(one.pk) == said["attendance"])
        services.recuse(row, member, reason=said["reason"], by=who, at=at)

    return form_page(
        request,
        form,
        act,
        template="councils/form.html",
        context=about(row)
        | {"title": _("Không tham gia biểu quyết"), "button": _("Ghi không tham gia biểu quyết")},
        to=lambda: ("councils:item", pk),
        said=_("Đã ghi. Thành viên này vẫn tính trong mẫu số."),
    )


@page("POST", access=SIGNED_IN)
def lift_recusal(request: HttpRequest, pk: int, recusal_pk: int) -> HttpResponseBase:
    """Noted by mistake."""
    at, who = now(), person(request)
    row = permissions.item_for(who, pk, day_of(at))
    found = Recusal.objects.select_related("item__session").filter(item=row, pk=recusal_pk).first()
    if found is None:
        raise NotFound(N_("Không có dòng này. Hãy mở lại trang nội dung họp."), code="no-recusal")
    reason = request.POST.get("reason", "")
    acted(
        request,
        lambda: services.lift_recusal(found, reason=reason, by=who, at=at),
        _("Đã ghi: thành viên này tham gia biểu quyết."),
    )
    return redirect("councils:item", pk)


@page("POST", access=SIGNED_IN)
def allow_few(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who leads the meeting says why the vote is held with few."""
    at, who = now(), person(request)
    row = permissions.item_for(who, pk, day_of(at))
    reason = request.POST.get("reason", "")
    acted(request, lambda: services.allow_few(row, reason=reason, by=who, at=at), _("Đã ghi lý do."))
    return redirect("councils:item", pk)


@page("GET", "POST", access=SIGNED_IN)
def conclude(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Concluded without a vote."""
    at, who = now(), person(request)
    row = permissions.item_for(who, pk, day_of(at))
    permissions.require_runs(who, row.session.council, day_of(at))
    return form_page(
        request,
        ConcludeForm(posted(request)),
        lambda said: services.conclude(row, **said, by=who, at=at),
        template="councils/form.html",
        context=about(row) | {"title": _("Kết luận, không biểu quyết"), "button": _("Ghi kết luận")},
        to=lambda: ("councils:item", pk),
        said=_("Đã ghi kết luận."),
    )


@page("GET", "POST", access=SIGNED_IN)
def notes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the minutes say of it."""
    at, who = now(), person(request)
    row = permissions.item_for(who, pk, day_of(at))
    permissions.require_runs(who, row.session.council, day_of(at))
    known = {"discussion": row.discussion, "dissent": row.dissent, "conclusion": row.conclusion}
    return form_page(
        request,
        NotesForm(posted(request), initial=known),
        lambda said: services.note(row, **said, by=who, at=at),
        template="councils/form.html",
        context=about(row) | {"title": _("Ghi ý kiến, kết luận"), "button": _("Lưu vào biên bản")},
        to=lambda: ("councils:item", pk),
        said=_("Đã lưu vào biên bản."),
    )


@page("GET", "POST", access=SIGNED_IN)
def supersede(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Look at a decided matter again, in a new session."""
    at, who = now(), person(request)
    row = permissions.item_for(who, pk, day_of(at))
    permissions.require_runs(who, row.session.council, day_of(at))
    later = _later_sessions(row, day_of(at))
    form = SupersedeForm(posted(request), sessions=later)
    made: list[AgendaItem] = []

    def act(said: dict[str, Any]) -> None:
        session = next(one for one in later if str(one.pk) == said["session"])
        nominees = [services.Who(one.name, one.user_id) for one in row.nominees.all()]
        made.append(
            services.open_item(
                session,
                title=row.title,
                kind=row.kind,
                key=row.key,
                explanation=said["explanation"],
                nominees=nominees,
                supersedes=row,
                by=who,
                at=at,
            )
        )

    return form_page(
        request,
        form,
        act,
        template="councils/form.html",
        context=about(row)
        | {
            "title": _("Đưa ra xem xét lại"),
            "lead": _("Kết quả cũ giữ nguyên cho tới khi phiên họp mới chốt kết quả khác."),
            "button": _("Đưa ra phiên họp mới"),
        },
        to=lambda: ("councils:session", made[0].session_id),
        said=_("Đã đưa vào chương trình của phiên họp mới."),
    )
