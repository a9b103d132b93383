"""Pages of reminders: the officer's desk with every channel, the log, a person's own, the calendar feed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound, CampaignState
from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.core.vietnamese import sort_key, upper_first
from kheo.documents.public import attachment
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.mornings import do_morning_work
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import PUBLIC, SIGNED_IN, page
from kheo.kernel.web.addresses import public_address
from kheo.progress import reminder_papers as papers
from kheo.progress.models import Reminded
from kheo.progress.reminder_papers import Said
from kheo.progress.selectors import owing
from kheo.progress.selectors import reminders as selectors
from kheo.progress.selectors.attention import at_risk, silent
from kheo.progress.selectors.news import silent_words
from kheo.progress.selectors.owing import Owing
from kheo.progress.services import reminders as services
from kheo.progress.web.people import person
from kheo.progress.web.reminder_forms import LadderForm, NoteForm
from kheo.registrations import public as registrations
from kheo.units import public as units

_LATE, _NEAR, _ALL, _SILENT, _RISK = "qua-han", "sap-den", "tat-ca", "im-lang", "nguy-co"


def _lines(request: HttpRequest, round_: CampaignRound, on: date) -> list[Said]:
    """What the round's units owe: late, near, or both; of which nothing was heard; at risk. Soonest first, then by
    the unit's name; `?don-vi=` (once or more) narrows it to these units.
    """
    wanted = _wanted(request)
    if wanted in (_SILENT, _RISK):
        owed = (silent if wanted == _SILENT else at_risk)(round_, on)
    else:
        near = (one for one in owing.owed_in(round_, on) if selectors.is_near(one, on))
        owed = [one for one in near if _is(one, on, wanted)]
    if only := _units_asked(request):
        owed = [one for one in owed if one.unit_id in only]
    names = units.names({one.unit_id for one in owed}, on)
    said = papers.said_of(owed, names, on)
    return sorted(said, key=lambda one: (one.owing.due, one.owing.kind, sort_key(one.unit)))


def _is(one: Owing, on: date, wanted: str) -> bool:
    return wanted == _ALL or owing.is_late(one, on) == (wanted == _LATE)


def _wanted(request: HttpRequest) -> str:
    asked = request.GET.get("loc", _ALL)
    return asked if asked in (_LATE, _NEAR, _SILENT, _RISK) else _ALL


def _units_asked(request: HttpRequest) -> set[int]:
    asked = request.GET.getlist("don-vi")
    return {int(one) for one in asked if one.isascii() and one.isdecimal() and len(one) < 19}


def _narrowed(request: HttpRequest) -> str:
    """The part of the address that keeps the filter."""
    return urlencode([("loc", _wanted(request)), *(("don-vi", one) for one in sorted(_units_asked(request)))])


@page("GET", "POST", access=SIGNED_IN)
def desk(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Who is late or near, with the Zalo text, the telephone list, the letter; noting what was done."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = registrations.round_received_by(who, round_id, on)
    lines = _lines(request, round_, on)
    choices = [(one.owing.key, f"{one.unit}: {one.owing.what} ({one.words})") for one in lines]
    kept = kept_forms.take(request)
    form = NoteForm(request.POST or None, lines=choices, initial={"day": on} | (kept.dict() if kept else {}))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            count = services.note_reminded(
                round_, keys=typed["keys"], channel=typed["channel"], told_on=typed["day"], by=who, at=at
            )
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ghi nhắc %(count)d việc vào nhật ký.") % {"count": count})
            return redirect("progress:reminders", round_id)
    context = _desk_context(round_, lines, on) | {
        "form": form,
        "wanted": _wanted(request),
        "narrowed": _narrowed(request),
        "only": bool(_units_asked(request)),
    }
    return render(request, "progress/reminders.html", context, status=422 if form.is_bound else 200)


def _desk_context(round_: CampaignRound, lines: list[Said], on: date) -> dict[str, Any]:
    people = selectors.people_of({one.owing.unit_id for one in lines}, on)
    last = selectors.last_reminded(round_)
    issuer = units.name_of(round_.campaign.managing_unit, on)
    return {
        "round": round_,
        "campaign": round_.campaign,
        "rows": [
            (
                one,
                people[one.owing.unit_id],
                last.get((one.owing.unit_id, one.owing.kind, one.owing.due)),
                owing.is_late(one.owing, on),
            )
            for one in lines
        ],
        "zalo": papers.zalo_text(issuer, lines, on) if lines else "",
        "light": selectors.light(on),
        "mail": selectors.mail_light(on),
        "by_mail": len({one.pk for each in people.values() for one in each if one.mail_reminders}),
        "ladder": owing.ladders_of([round_.pk]).get(round_.pk, owing.USUAL),
        "tabs": [
            (_ALL, _("Tất cả")),
            (_LATE, _("Đã quá hạn")),
            (_NEAR, _("Sắp đến hạn")),
            (_SILENT, upper_first(silent_words())),
            (_RISK, _("Có nguy cơ")),
        ],
        "today": on,
    }


@page("GET", access=SIGNED_IN)
def phones(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Whom to call: one sheet to print, with room to write."""
    on = today()
    round_ = registrations.round_received_by(person(request), round_id, on)
    lines = _lines(request, round_, on)
    people = selectors.people_of({one.owing.unit_id for one in lines}, on)
    by_unit: dict[int, list[Said]] = {}
    for one in lines:
        by_unit.setdefault(one.owing.unit_id, []).append(one)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "calls": [(said[0].unit, people[unit], said) for unit, said in by_unit.items()],
        "today": on,
    }
    return render(request, "progress/reminder_phones.html", context)


@page("GET", access=SIGNED_IN)
def letter_file(request: HttpRequest, round_id: int, form: str) -> HttpResponseBase:
    """The letter “nhắc việc”, ready for its number. Raises NotFound where nobody is to be reminded."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = registrations.round_received_by(who, round_id, on)
    lines = _lines(request, round_, on)
    if not lines:
        raise NotFound(
            N_("Không có đơn vị nào quá hạn hoặc sắp đến hạn nên không có công văn nhắc việc."),
            code="nobody-to-remind",
        )
    data = registrations.write(papers.letter(round_, lines, by=who, at=at), form, at=at)
    return attachment(data, f"{registrations.plain_name('cong van nhac viec', on.isoformat())}.{form}")


@page("GET", access=SIGNED_IN)
def log(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Who was reminded of what, when, how and by whom: to be printed as proof."""
    on = today()
    round_ = registrations.round_received_by(person(request), round_id, on)
    rows = selectors.log_of(round_)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "days": _by_day(rows, units.names({row.unit_id for row in rows}, on)),
        "count": len(rows),
    }
    return render(request, "progress/reminder_log.html", context)


def _by_day(
    rows: Iterable[Reminded], names: dict[int, str]
) -> list[tuple[date, list[tuple[Reminded, list[str]]]]]:
    """One line for each matter and way of a day, with the units' names."""
    found: dict[date, dict[tuple[object, ...], tuple[Reminded, list[str]]]] = {}
    for row in rows:
        of_day = found.setdefault(row.told_on, {})
        key = (row.matter, row.due_on, row.channel, row.noted_by_id)
        one = of_day.setdefault(key, (row, []))
        name = names.get(row.unit_id, "")
        if row.person:
            name = f"{name} ({row.person.full_name})"
        one[1].append(name)
    return [
        (on, [(row, sorted(told, key=sort_key)) for row, told in lines.values()])
        for on, lines in found.items()
    ]


@page("GET", "POST", access=SIGNED_IN)
def ladder(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """How many working days before and after a due day the units are reminded."""
    at, who = now(), person(request)
    round_ = registrations.round_received_by(who, round_id, day_of(at))
    present = owing.ladders_of([round_.pk]).get(round_.pk, owing.USUAL)
    shown = present or owing.USUAL
    initial = {
        "is_on": present is not None,
        "before": ", ".join(map(str, shown.before)),
        "after": ", ".join(map(str, shown.after)),
    }
    form = LadderForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_ladder(round_, **form.cleaned_data, by=who, at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã đặt lịch nhắc việc."))
            return redirect("progress:reminders", round_id)
    context = {"round": round_, "campaign": round_.campaign, "form": form}
    return render(request, "progress/reminder_ladder.html", context, status=422 if form.is_bound else 200)


@page("POST", access=SIGNED_IN)
def run(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Run the morning's job now, where nothing runs it on this machine."""
    at = now()
    registrations.round_received_by(person(request), round_id, day_of(at))
    count = services.make_digests(at=at)
    do_morning_work(at=at)
    messages.success(request, _("Đã nhắc %(count)d người trong Khéo hôm nay.") % {"count": count})
    return redirect("progress:reminders", round_id)


@page("GET", access=SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponseBase:
    """What my units owe, and my private calendar."""
    at, who = now(), person(request)
    on = day_of(at)
    owed = selectors.owed_to_me(who, on)
    names = units.names({one.unit_id for one in owed}, on)
    feed = selectors.feed_of(who)
    context = {
        "lines": [(one, owing.is_late(one.owing, on)) for one in papers.said_of(owed, names, on)],
        "digest": selectors.digest_of(who, on),
        "feed": feed,
        "feed_address": _feed_address(request, feed.token) if feed else "",
        "at": at,
    }
    return render(request, "progress/my_reminders.html", context)


def _feed_address(request: HttpRequest, token: str) -> str:
    path = f"/tien-do/lich/{token}.ics"
    return public_address(request, path) or request.build_absolute_uri(path)


@page("POST", access=SIGNED_IN)
def renew_feed(request: HttpRequest) -> HttpResponseBase:
    """Make my private calendar address, or a new one in its place."""
    services.renew_feed(by=person(request), at=now())
    messages.success(request, _("Đã có địa chỉ lịch mới. Địa chỉ cũ, nếu có, không còn dùng được."))
    return redirect("progress:my_reminders")


@page("GET", access=PUBLIC)
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar behind a private address. Whoever holds it reads due days, nothing else."""
    found = selectors.feed_by_token(token)
    if found is None:
        raise NotFound(
            N_("Địa chỉ lịch này không còn dùng được. Hãy lấy địa chỉ mới ở trang Nhắc việc."),
            code="feed-not-found",
        )
    at = now()
    return HttpResponse(
        _calendar_of(found.user, at),
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"},
    )


def _calendar_of(user: User, at: datetime) -> bytes:
    on = day_of(at)
    rounds = [
        one
        for one in registrations.rounds_of(user, on)
        if one.campaign.state == CampaignState.RUNNING and one.year >= on.year
    ]
    owed = selectors.owed_to_me(user, on, rounds, near=False)
    return papers.calendar(owed, rounds, at=at, address=settings.KHEO_PUBLIC_URL)
