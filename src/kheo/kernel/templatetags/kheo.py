"""What templates need beyond Django: icons, Vietnamese dates and figures, states, the time line.

{% load kheo %}
{% icon "printer" %}                     decorative; {% icon "lock" label=… %} when it stands alone
{{ day|vn_date }}                        thứ Sáu, 16/02/2024
{{ moment|vn_datetime }}                 10:32, thứ Sáu, 16/02/2024 (Vietnamese time)
{{ closes_at|until_words }}               đến hết ngày 15/02/2024; trước 17 giờ ngày 15/02/2024
{{ amount|vn_number }}                   1.234.567,5
{{ minutes|duration_words }}             2 ngày; 1 giờ 30 phút
{% state_badge registration.state word %}
{% querystring_with page=3 %}            the present address with one thing changed
{% sort_header "name" label %}           a <th> that sorts by the address
{% timeline phases today %}              the campaign's time line with today marked
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kheo.core.timetable.deadline import Deadline, say, say_day, short_date
from kheo.core.timetable.phrase import Phrase
from kheo.core.timetable.words import say_until
from kheo.core.vietnamese.numbers import format_number
from kheo.kernel.clock import VIETNAM, day_of
from kheo.kernel.words import duration_words

register = template.Library()

_SPRITE = "vendor/icons/icons.svg"

# code of a state → (look, icon). The word comes from the module, from the reader's side.
_STATES: dict[str, tuple[str, str]] = {
    "draft": ("quiet", "pencil"),
    "submitted": ("wait", "send"),
    "sent": ("wait", "send"),
    "waiting": ("wait", "hourglass-split"),
    "returned": ("warn", "arrow-return-left"),
    "accepted": ("good", "check-circle"),
    "received": ("good", "check-circle"),
    "done": ("good", "check-lg"),
    "open": ("wait", "clock"),
    "launched": ("good", "flag"),
    "current": ("wait", "clock"),
    "future": ("quiet", "calendar-event"),
    "past": ("quiet", "check-lg"),
    "withdrawn": ("quiet", "x-circle"),
    "closed": ("quiet", "lock"),
    "superseded": ("quiet", "archive"),
    "late": ("warn", "clock-history"),
    "overdue": ("bad", "exclamation-triangle"),
    "missing": ("bad", "exclamation-circle"),
    "refused": ("bad", "x-circle"),
    "on_paper": ("quiet", "file-earmark-text"),
    "recognised": ("gold", "award"),
}
_OTHER_STATE = ("quiet", "circle")


@cache
def _sprite() -> str:
    """Asked a hundred times on a page, the same as long as the process lives."""
    return static(_SPRITE)


@register.simple_tag
def icon(name: str, *, label: str = "") -> SafeString:
    """An icon of kernel/icons.txt. Without a label it is hidden from screen readers."""
    address = f"{_sprite()}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', address
    )


@register.filter
def vn_date(value: date | datetime | None) -> str:
    """“thứ Sáu, 16/02/2024”; a moment becomes its Vietnamese day; nothing stays empty."""
    on = _day(value)
    return say_day(on).text(gettext) if on else ""


@register.filter
def vn_day(value: date | datetime | None) -> str:
    """“16/02/2024”, for tables where the weekday is noise."""
    on = _day(value)
    return short_date(on) if on else ""


@register.filter
def vn_datetime(value: datetime | None) -> str:
    """“10:32, thứ Sáu, 16/02/2024”, the clock of Vietnam."""
    return f"{value.astimezone(VIETNAM):%H:%M}, {vn_date(value)}" if value else ""


@register.filter
def until_words(closes_at: datetime | None) -> str:
    """A moment from which it is too late, as people say it; nothing stays empty."""
    return say_until(closes_at).text(gettext) if closes_at else ""


@register.filter
def vn_number(value: float | Decimal | str | None) -> str:
    """“1.234.567,5”: a point for thousands, a comma for the fraction, no trailing zeros."""
    return "" if value is None or value == "" else format_number(Decimal(str(value)))


@register.filter
def in_words(phrase: Phrase | None) -> str:
    """A phrase of core in the reader's language."""
    return phrase.text(gettext) if phrase else ""


register.filter(duration_words)


@register.filter
def accepts_at(deadline: Deadline, at: datetime) -> bool:
    """Whether what is sent now is still taken, in time or late."""
    return deadline.accepts(at)


@register.simple_tag
def deadline_words(deadline: Deadline, at: datetime) -> str:
    """The deadline in words as seen from `at`."""
    return say(deadline, at).text(gettext)


@register.simple_tag
def state_badge(code: str, word: str) -> SafeString:
    """A state as icon and word; `word` is the module's, from the reader's side. Lists show one or two a row: a template
    of its own would cost a fifth of the page.
    """
    look, mark = _STATES.get(str(code).lower(), _OTHER_STATE)
    return format_html('<span class="state state-{}">{}<span>{}</span></span>', look, icon(mark), word)


def _address_with(request: HttpRequest, changes: Mapping[str, object]) -> str:
    query: QueryDict = request.GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def querystring_with(context: Context, **changes: object) -> str:
    """The query of this page with some values changed; None or "" takes one away."""
    return _address_with(context["request"], changes)


@register.inclusion_tag("kheo/_sort_header.html", takes_context=True)
def sort_header(context: Context, key: str, label: str, *, numeric: bool = False) -> dict[str, object]:
    """A column head whose link sorts by `?sort=key`, and back by `?sort=-key`; the page returns to 1."""
    request: HttpRequest = context["request"]
    present = request.GET.get("sort", "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(present, "")
    target = f"-{key}" if direction == "ascending" else key
    address = _address_with(request, {"sort": target, "page": None})
    return {"label": label, "address": address, "direction": direction, "numeric": numeric}


@dataclass(frozen=True)
class TimelineEntry:
    """One stop as the page shows it.

    A stretch of days has `start` and `end` (the last day that counts; either may be missing), a single
    day has `on`; `words` stand where the paper gives no date. `percent` of a current stretch has passed.
    """

    name: str
    state: str
    start: date | None = None
    end: date | None = None
    on: date | None = None
    words: str = ""
    url: str = ""
    note: str = ""
    percent: int | None = None


@dataclass(frozen=True)
class TodayMarker:
    """Today, where it falls between two stops."""

    today: date
    state: str = "today"


def entries_with_today(items: Iterable[Any], today: date) -> list[TimelineEntry | TodayMarker]:
    """Stops in the order given, today among them.

    An item is a mapping or an object with `name` (or `what`) and either `on`, or `start` and `end` (also
    `starts_on`, `ends_on`), and perhaps `words`, `url`, `note`. Where no stop holds today, a marker of its
    own stands behind the last one that has passed.
    """
    stops = [_entry(item, today) for item in items]
    states = [stop.state for stop in stops]
    if "current" in states:
        return [*stops]
    behind = len(states) - states[::-1].index("past") if "past" in states else 0
    return [*stops[:behind], TodayMarker(today), *stops[behind:]]


def _entry(item: Any, today: date) -> TimelineEntry:
    def first_of(*names: str) -> Any:
        values = (
            item.get(name) if isinstance(item, Mapping) else getattr(item, name, None) for name in names
        )
        return next((value for value in values if value), None)

    on, start, end = (
        _day(first_of(*names)) for names in (("on",), ("start", "starts_on"), ("end", "ends_on"))
    )
    if on is None and start is not None and start == end:
        on = start
    state = _state_on(on or start, on or end, today)
    return TimelineEntry(
        name=str(first_of("name", "what") or ""),
        state=state,
        start=start if on is None else None,
        end=end if on is None else None,
        on=on,
        words=str(first_of("words") or ""),
        url=str(first_of("url") or ""),
        note=str(first_of("note") or ""),
        percent=_passed(start, end, today) if state == "current" and on is None else None,
    )


def _day(value: date | datetime | None) -> date | None:
    return day_of(value) if isinstance(value, datetime) else value or None


def _state_on(first: date | None, last: date | None, today: date) -> str:
    if (first is None and last is None) or (first is not None and today < first):
        return "future"
    return "past" if last is not None and last < today else "current"


def _passed(start: date | None, end: date | None, today: date) -> int | None:
    if start is None or end is None:
        return None
    return round(100 * (today - start).days / (end - start).days)


@register.inclusion_tag("kheo/_timeline.html")
def timeline(items: Iterable[Any], today: date, *, label: str = "") -> dict[str, object]:
    """The time line; see entries_with_today for what an item holds."""
    entries = entries_with_today(items, today)
    stops = [entry for entry in entries if isinstance(entry, TimelineEntry)]
    soon = min((stop for stop in stops if stop.state == "future"), key=_first_day, default=None)
    return {
        "entries": entries,
        "today": today,
        "label": label,
        "folds": len(stops) > 2,
        "now": min((stop for stop in stops if stop.state == "current"), key=_last_day, default=None),
        "soon": soon,
        "soon_on": soon and (soon.on or soon.start or soon.end),
    }


def _first_day(stop: TimelineEntry) -> date:
    return stop.on or stop.start or stop.end or date.max


def _last_day(stop: TimelineEntry) -> date:
    return stop.on or stop.end or date.max
