"""Pages of voting: opening, writing down an open vote, the secret ballot, the count of two."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from kheo.core.law.votes import VoteRule
from kheo.councils import permissions
from kheo.councils.models import AgendaItem, Attendance, Recusal
from kheo.councils.selectors import councils as selectors
from kheo.councils.selectors import voting as voting_selectors
from kheo.councils.selectors.voting import voters_among
from kheo.councils.services import paper_vote, screen
from kheo.councils.services import voting as services
from kheo.councils.services.paper_vote import Tally
from kheo.councils.services.voting import Counts
from kheo.councils.states import ItemState, Mode, Presence, SessionState
from kheo.councils.web.common import VOTES, about, acted, form_page, person, posted
from kheo.councils.web.voting_forms import HandsForm, ModeForm, NamedForm, TallyForm, VoteForm
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page


@page("GET", "POST", access=SIGNED_IN)
def open_vote(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Open the vote on a matter."""
    at, who = now(), person(request)
    row = permissions.item_for(who, pk, day_of(at))
    permissions.require_runs(who, row.session.council, day_of(at))
    return form_page(
        request,
        ModeForm(posted(request), modes=VOTES),
        lambda said: services.open_vote(row, **said, by=who, at=at),
        template="councils/form.html",
        context=about(row) | {"title": _("Mở biểu quyết"), "button": _("Mở biểu quyết")},
        to=lambda: ("councils:item", pk),
        said=_("Đã mở biểu quyết. Mẫu số và số phiếu cần đã cố định."),
    )


@page("GET", "POST", access=SIGNED_IN)
def record(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Write down an open vote."""
    at, who = now(), person(request)
    row = permissions.item_for(who, pk, day_of(at))
    permissions.require_runs(who, row.session.council, day_of(at))
    if row.mode not in {Mode.HANDS, Mode.NAMED} or not row.rule:
        messages.info(request, _("Nội dung này không đang biểu quyết công khai."))
        return redirect("councils:item", pk)
    recused = set(Recusal.objects.filter(item=row).values_list("attendance_id", flat=True))
    voters = voters_among(selectors.attendance_of(row.session), recused, VoteRule.from_json(row.rule))
    hands = row.mode == Mode.HANDS
    asked = [one for one in voters if one.presence == Presence.WRITTEN] if hands else voters
    form = (HandsForm if hands else NamedForm)(posted(request), voters=asked, initial=_known(row, asked))
    return form_page(
        request,
        form,
        lambda said: _recorded(row, form, said, who, at, hands=hands),
        template="councils/record.html",
        context=about(row)
        | {"hands": hands, "in_room": len(voters) - len(asked) if hands else 0, "asked": asked},
        to=lambda: ("councils:item", pk),
        said=_("Đã ghi kết quả biểu quyết. Sửa được cho tới khi chốt phiên họp."),
    )


def _recorded(
    row: AgendaItem, form: HandsForm | NamedForm, said: dict[str, Any], who: Any, at: Any, *, hands: bool
) -> None:
    if hands:
        counts = Counts(said["votes_for"], said["votes_against"], said["votes_none"])
        services.record_hands(row, counts=counts, written=form.choices(), by=who, at=at)
    else:
        services.record_named(row, choices=form.choices(), by=who, at=at)


def _known(row: AgendaItem, asked: list[Attendance]) -> dict[str, Any]:
    """What was written down before, when it is corrected."""
    if row.state != ItemState.COUNTED:
        return {}
    kept = dict(row.member_votes.values_list("attendance_id", "choice"))
    wrote = [kept.get(one.pk) for one in asked] if row.mode == Mode.HANDS else []
    return {
        **{f"choice-{pk}": choice for pk, choice in kept.items()},
        "votes_for": (row.votes_for or 0) - wrote.count("for"),
        "votes_against": (row.votes_against or 0) - wrote.count("against"),
        "votes_none": (row.votes_none or 0) - wrote.count("none"),
    }


@page("GET", "POST", access=SIGNED_IN)
def vote(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The secret ballot on the screen: one matter, three answers, one button. Nothing is filled in beforehand."""
    at, who = now(), person(request)
    row = permissions.item_for(who, pk, day_of(at))
    voter = voting_selectors.voter_of(row, who)
    form = VoteForm(request.POST if request.method == "POST" else None)
    open_now = row.state == ItemState.VOTING and row.session.state == SessionState.MEETING
    if request.method == "POST" and (form.is_valid() or voter is None or voter.has_voted or not open_now):
        screen.cast(row, choice=request.POST.get("phieu", ""), by=who, at=at)
        messages.success(request, _("Phiếu của bạn đã vào hòm."))
        return redirect("councils:vote", pk)
    recusal = Recusal.objects.filter(item=row, attendance__user=who).first()
    context = about(row) | {"form": form, "voter": voter, "recusal": recusal, "open_now": open_now}
    response = render(request, "councils/vote.html", context, status=422 if request.method == "POST" else 200)
    add_never_cache_headers(response)
    return response


@page("POST", access=SIGNED_IN)
def close_vote(request: HttpRequest, pk: int) -> HttpResponseBase:
    """End the vote on the screen and count it."""
    at, who = now(), person(request)
    row = permissions.item_for(who, pk, day_of(at))
    acted(request, lambda: screen.close_vote(row, by=who, at=at), _("Đã kết thúc bỏ phiếu và kiểm phiếu."))
    return redirect("councils:item", pk)


@page("GET", "POST", access=SIGNED_IN)
def tally(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One person's count of a paper vote."""
    at, who = now(), person(request)
    row = permissions.item_for(who, pk, day_of(at))
    form = TallyForm(posted(request), initial={"issued": row.voters})
    open_now = row.mode == Mode.PAPER and row.state == ItemState.VOTING
    context = about(row) | {
        "open_now": open_now,
        "entered": voting_selectors.has_entered(row, who),
        "differences": _differences(row),
        "may_count": permissions.counts_ballots(who, row, selectors.attendance_of(row.session), day_of(at)),
    }
    return form_page(
        request,
        form,
        lambda said: paper_vote.enter_tally(row, tally=Tally(**said), by=who, at=at),
        template="councils/tally.html",
        context=context,
        to=lambda: ("councils:item", pk),
        said=_("Đã ghi kết quả kiểm phiếu của bạn."),
    )


def _differences(row: AgendaItem) -> list[tuple[str, int, int]]:
    labels = TallyForm().fields
    return [
        (str(labels[one.field].label), one.lower, one.higher) for one in voting_selectors.differences(row)
    ]


@page("POST", access=SIGNED_IN)
def abandon(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Break a vote off before it is counted."""
    at, who = now(), person(request)
    row = permissions.item_for(who, pk, day_of(at))
    reason = request.POST.get("reason", "")
    acted(
        request,
        lambda: services.abandon_vote(row, reason=reason, by=who, at=at),
        _("Đã dừng biểu quyết, phiếu đã bỏ được hủy mà không ai xem. Có thể mở lại."),
    )
    return redirect("councils:item", pk)
