"""Pages of difficulties: the list, raising one, one with everything that can be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignState
from kheo.core.errors import N_, InvalidInput, NotAllowed, NotFound
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.offline import opens_offline
from kheo.kernel.web.plain_form import PlainForm
from kheo.kernel.web.queue import Queue, onward
from kheo.progress import difficulty_rights as rights
from kheo.progress.change_of_plan import change_of_plan
from kheo.progress.models import Difficulty
from kheo.progress.queues import difficulty_queue
from kheo.progress.selectors import difficulties as selectors
from kheo.progress.selectors.owing import words_of_day
from kheo.progress.services import difficulties as services
from kheo.progress.states import UNSOLVED, DifficultyDesk, DifficultyState
from kheo.progress.web.difficulty_forms import (
    AnswerForm,
    EscalateForm,
    GiveForm,
    RaiseForm,
    RefuseForm,
    WithdrawForm,
)
from kheo.progress.web.people import person
from kheo.registrations import public as registrations
from kheo.units import public as units

_ON_A_PAGE = 50
_OPEN = "dang-mo"
_LOOKS = {
    DifficultyState.WAITING: "waiting",
    DifficultyState.GIVEN: "open",
    DifficultyState.ANSWERED: "submitted",
    DifficultyState.CLOSED: "done",
    DifficultyState.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A difficulty as a row or a head says it."""

    row: Difficulty
    unit: str
    owner: str
    look: str
    word: str | Promise
    due_words: Any


def line_of(row: Difficulty, names: dict[int, str], on: date) -> Line:
    """The row with the names of its units and where it stands on the day."""
    late = row.state == DifficultyState.GIVEN and row.answer_by is not None and row.answer_by < on
    return Line(
        row=row,
        unit=names.get(row.unit_id, ""),
        owner=names.get(row.owner_id or 0, ""),
        look="overdue" if late else _LOOKS[DifficultyState(row.state)],
        word=_("Quá hạn trả lời") if late else DifficultyState(row.state).label,
        due_words=words_of_day(row.answer_by, on)
        if row.answer_by and row.state == DifficultyState.GIVEN
        else None,
    )


@page("GET", access=SIGNED_IN)
def difficulty_list(request: HttpRequest) -> HttpResponseBase:
    """What I may read; first what is open. `?dot=` narrows it to one round, `?mo-hinh=` to one registration."""
    on, who = today(), person(request)
    wanted = request.GET.get("trang-thai", _OPEN)
    rows = selectors.visible(who, on)
    asked = {name: _number(request, name) for name in ("dot", "mo-hinh")}
    if asked["dot"]:
        rows = rows.filter(round_id=asked["dot"])
    if asked["mo-hinh"]:
        rows = rows.filter(registration_id=asked["mo-hinh"])
    several = _tabs(on)
    if wanted in several:
        rows = rows.filter(several[wanted][1])
    elif wanted in DifficultyState.values:
        rows = rows.filter(state=wanted)
    shown = Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page"))
    found = list(shown)
    names = units.names({pk for row in found for pk in (row.unit_id, row.owner_id) if pk}, on)
    context = {
        "page_obj": shown,
        "lines": [line_of(row, names, on) for row in found],
        "wanted": wanted,
        "narrowed": urlencode({name: pk for name, pk in asked.items() if pk}),
        "about": registrations.visible(who, on).filter(pk=asked["mo-hinh"]).first()
        if asked["mo-hinh"]
        else None,
        "tabs": [
            *((key, word) for key, (word, _rows) in several.items()),
            *DifficultyState.choices,
            ("tat-ca", _("Tất cả")),
        ],
        "rounds": [
            one for one in registrations.rounds_of(who, on) if one.campaign.state == CampaignState.RUNNING
        ],
    }
    return render(request, "progress/difficulties.html", context)


def _tabs(on: date) -> dict[str, tuple[str, Q]]:
    """Filters of several states, as totals count them: what they are called and their rows."""
    replied = Q(state__in=[DifficultyState.ANSWERED, DifficultyState.CLOSED])
    return {
        _OPEN: (_("Đang mở"), Q(state__in=UNSOLVED)),
        "qua-han": (_("Quá hạn trả lời"), selectors.overdue(on)),
        "da-tra-loi": (_("Đã trả lời"), replied),
        "da-neu": (_("Đã nêu (không kể đã rút)"), ~Q(state=DifficultyState.WITHDRAWN)),
    }


def _number(request: HttpRequest, name: str) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else 0


@page("GET", "POST", access=SIGNED_IN)
@opens_offline
def raise_one(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Two fields; `?mo-hinh=` says of which registration."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = registrations.round_for(who, round_id, on)
    allowed = rights.raising_units(who, round_, on)
    if not allowed:
        raise NotAllowed(
            N_("Tài khoản này không thuộc đơn vị nào tham gia phong trào nên không nêu khó khăn ở đây được."),
            code="not-this-unit",
        )
    names = {unit.pk: str(unit.name) for unit, _own in allowed}  # type: ignore[attr-defined]
    listed = {
        row.pk: row
        for row in registrations.of_units(round_, names).filter(state=registrations.State.ACCEPTED)
    }
    kept = kept_forms.take(request)
    about = listed.get(_number(request, "mo-hinh"))
    initial: dict[str, Any] = {}
    if about is not None:
        initial = {"registration": about.pk, "unit": about.handled_by_unit_id, "place": about.address}
    form = RaiseForm(
        request.POST or None,
        units=names,
        registrations=[(pk, row.title) for pk, row in listed.items()],
        initial=initial | (kept.dict() if kept else {}),
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            row = services.raise_difficulty(
                round_,
                unit=next(unit for unit, _own in allowed if str(unit.pk) == typed["unit"]),
                matter=typed["matter"],
                place=typed["place"],
                registration=listed.get(int(typed.get("registration") or 0)),
                asks_plan_change=typed["asks_plan_change"],
                token=typed["token"],
                by=who,
                at=at,
            )
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã gửi. Cán bộ phụ trách đã được báo và sẽ giao đơn vị giải quyết."))
            return redirect("progress:difficulty", row.pk)
    context = {"round": round_, "campaign": round_.campaign, "form": form}
    return render(request, "progress/difficulty_new.html", context, status=422 if form.is_bound else 200)


@page("GET", access=SIGNED_IN)
def difficulty(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One difficulty: what, where, at whose desk, until when, what was done."""
    on = today()
    row = selectors.difficulty_for(person(request), pk, on)
    return render(request, "progress/difficulty.html", _context(person(request), row, on))


def _context(
    user: User, row: Difficulty, on: date, bound: tuple[str, PlainForm] | None = None
) -> dict[str, Any]:
    steps = selectors.steps_of(row)
    wanted = {row.unit_id, row.owner_id, *(step.owner_id for step in steps)}
    names = units.names({pk for pk in wanted if pk}, on)
    forms = _forms(user, row, on)
    if bound is not None and bound[0] in forms:
        forms[bound[0]] = bound[1]
    return {
        "row": row,
        "line": line_of(row, names, on),
        "desk": DifficultyDesk(row.desk).label,
        "steps": [(step, names.get(step.owner_id or 0, "")) for step in steps],
        "round": row.round,
        "campaign": row.round.campaign,
        "forms": forms,
        "opened": bound[0] if bound else "",
        "seen": services.seen_mark(row),
        "may_accept": row.state == DifficultyState.ANSWERED and rights.closes(user, row, on) is not None,
        "change": change_of_plan(row, user, now()),
        "changes_plan": row.asks_plan_change and rights.gives(user, row, on),
        "queue": _queue_of(row, forms, user, on),
    }


_DESK_OF = {
    DifficultyState.WAITING: "giao",
    DifficultyState.GIVEN: "tra-loi",
    DifficultyState.ANSWERED: "chua-dong-y",
}


def _queue_of(row: Difficulty, forms: dict[str, PlainForm], user: User, on: date) -> Queue | None:
    """The desk at which it waits for this person, if it does."""
    verb = _DESK_OF.get(DifficultyState(row.state), "")
    return difficulty_queue(row, verb, user, on) if verb in forms else None


def _forms(user: User, row: Difficulty, on: date) -> dict[str, PlainForm]:
    """The forms of what this person may do now, by the last part of their addresses."""
    found: dict[str, PlainForm] = {}
    state = DifficultyState(row.state)
    if state in (DifficultyState.WAITING, DifficultyState.GIVEN) and rights.gives(user, row, on):
        found["giao"] = GiveForm(units=_owners(row, on), auto_id="giao-%s", initial={"owner": row.owner_id})
    if state == DifficultyState.GIVEN and rights.answers(user, row, on) is not None:
        found["tra-loi"] = AnswerForm(auto_id="tra-loi-%s")
        if row.desk != DifficultyDesk.STANDING:
            found["bao-cao-lanh-dao"] = EscalateForm(desk=row.desk, auto_id="bao-cao-%s")
    if rights.closes(user, row, on) is not None:
        if state == DifficultyState.ANSWERED:
            found["chua-dong-y"] = RefuseForm(auto_id="chua-dong-y-%s")
        if state in UNSOLVED:
            found["rut"] = WithdrawForm(auto_id="rut-%s")
    return found


def _owners(row: Difficulty, on: date) -> dict[int, str]:
    return {unit.pk: str(unit.name) for unit in services.possible_owners(row, on)}  # type: ignore[attr-defined]


def _give(row: Difficulty, form: PlainForm, **who: Any) -> None:
    typed = form.cleaned_data
    owner = units.Unit.objects.get(pk=int(typed["owner"]))
    services.give(row, owner=owner, days=typed["days"], **who)


def _escalate(row: Difficulty, form: PlainForm, **who: Any) -> None:
    typed = form.cleaned_data
    services.escalate(row, desk=typed["desk"], led_by=typed["led_by"], reason=typed["reason"], **who)


_VERBS: dict[str, tuple[Callable[..., Any], str | Promise]] = {
    "giao": (_give, gettext_lazy("Đã giao. Đơn vị được giao và nơi nêu đã được báo.")),
    "tra-loi": (
        lambda row, form, **who: services.answer(row, text=form.cleaned_data["text"], **who),
        gettext_lazy("Đã ghi trả lời. Nơi nêu đã được báo để xem và đồng ý hoặc không."),
    ),
    "bao-cao-lanh-dao": (
        _escalate,
        gettext_lazy("Đã ghi người nhận việc. Các đơn vị liên quan đã được báo."),
    ),
    "chua-dong-y": (
        lambda row, form, **who: services.refuse(row, text=form.cleaned_data["text"], **who),
        gettext_lazy("Đã ghi chưa đồng ý. Đơn vị được giao có thêm hạn trả lời."),
    ),
    "rut": (
        lambda row, form, **who: services.withdraw(row, text=form.cleaned_data["text"], **who),
        gettext_lazy("Đã rút."),
    ),
}


@page("POST", access=SIGNED_IN)
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponseBase:
    """One of the steps that take a form."""
    at, who = now(), person(request)
    on = day_of(at)
    row = selectors.difficulty_for(who, pk, on)
    if verb not in _VERBS:
        raise NotFound(N_("Không có việc này. Hãy mở lại trang."), code="verb-unknown")
    run, done = _VERBS[verb]
    form = _bound(verb, row, request, on)
    if form.is_valid():
        try:
            run(row, form, by=who, at=at, seen=request.POST.get("seen", ""))
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            return _onward(request, row, verb, str(done), on)
    context = _context(who, row, on, (verb, form))
    return render(request, "progress/difficulty.html", context, status=422)


def _bound(verb: str, row: Difficulty, request: HttpRequest, on: date) -> PlainForm:
    if verb == "giao":
        return GiveForm(request.POST, units=_owners(row, on), auto_id="giao-%s")
    if verb == "bao-cao-lanh-dao":
        return EscalateForm(request.POST, desk=row.desk, auto_id="bao-cao-%s")
    plain = {"tra-loi": AnswerForm, "chua-dong-y": RefuseForm, "rut": WithdrawForm}[verb]
    return plain(request.POST, auto_id=f"{verb}-%s")


@page("POST", access=SIGNED_IN)
def accept(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Whoever raised it accepts the answer."""
    at: datetime = now()
    row = selectors.difficulty_for(person(request), pk, day_of(at))
    services.accept(row, by=person(request), at=at, seen=request.POST.get("seen", ""))
    return _onward(request, row, "dong-y", _("Đã đồng ý. Khó khăn, vướng mắc này kết thúc."), day_of(at))


def _onward(request: HttpRequest, row: Difficulty, verb: str, said: str, on: date) -> HttpResponseBase:
    """To the next one that waits at the same desk; steps that belong to no desk stay on the page."""
    here = reverse("progress:difficulty", args=[row.pk])
    queue = difficulty_queue(row, verb, person(request), on)
    if queue is None:
        messages.success(request, said)
        return redirect(here)
    return onward(request, said, queue, here=here)
