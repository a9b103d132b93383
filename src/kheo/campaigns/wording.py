"""Values in words, as the pages show them and as a person would type them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from kheo.campaigns.dates import hour_in
from kheo.campaigns.kinds import KINDS, Data, Field, iso_day
from kheo.campaigns.models import GoverningPaper, PaperItem
from kheo.campaigns.states import ItemStatus
from kheo.core.timetable.deadline import say_day, short_date
from kheo.core.vietnamese import clean_line, upper_first

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DOING = re.compile(
    r"^(?:(?:về việc|về|tổ chức|triển khai|phát động|thực hiện|tiếp tục|đẩy mạnh|hưởng ứng|và)[\s,]+)+"
    r"(?=(?:các\s+)?(?:phong trào|cuộc vận động|thi đua)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Input:
    """One part of a value as a form shows it."""

    name: str
    label: str
    help: str
    value: str
    choices: tuple[tuple[str, str], ...]
    long: bool
    required: bool


def inputs(kind: str, values: Mapping[str, str]) -> list[Input]:
    """The parts of a kind with what stands in them now."""
    return [
        Input(
            field.name,
            gettext(field.label),
            gettext(field.help) if field.help else "",
            values.get(field.name, ""),
            tuple((code, gettext(word)) for code, word in field.choices),
            field.long,
            field.required,
        )
        for field in KINDS[kind].fields
    ]


def lines_of(kind: str, data: Data) -> list[tuple[str, str]]:
    """(label, words) of every part that has a value; a kind with one part has no label."""
    fields = KINDS[kind].fields
    found = [(field, _words(field, str(data.get(field.name) or ""))) for field in fields]
    plain = len(fields) == 1
    lines = [("" if plain else gettext(field.label), words) for field, words in found if words]
    figures = "; ".join(_figure(figure) for figure in data.get("figures", ()))
    return [*lines, (gettext("Số liệu trong văn bản"), figures)] if figures else lines


def lines_of_item(item: PaperItem) -> list[tuple[str, str]]:
    """The parts of a value as review shows them: a milestone with the hour that ends it, a month with no day
    to count from.
    """
    data = item.data
    if item.kind != "deadline":
        return lines_of(item.kind, data)
    exact = data.get("form") == "exact"
    if not exact and data.get("boundary") == "on":
        return lines_of(item.kind, {**data, "boundary": ""})
    lines, hour = lines_of(item.kind, data), hour_in(said(item, item.paper)) if exact else ""
    if not hour:
        return lines
    return [*lines[:-1], (lines[-1][0], gettext("trước %(hour)s của ngày này") % {"hour": hour})]


def typed(kind: str, data: Data) -> dict[str, str]:
    """The parts as a person would type them: days as 16/02/2026."""
    return {field.name: _typed(str(data.get(field.name) or "")) for field in KINDS[kind].fields}


def in_words(kind: str, data: Data) -> str:
    """The whole value on one line."""
    return "; ".join(words for _label, words in lines_of(kind, data))


def campaign_title(subject: str) -> str:
    """What a plan is about, as the name of its campaign: “Thực hiện phong trào …” is “Phong trào …”."""
    return upper_first(_DOING.sub("", clean_line(subject)))


def said(item: PaperItem, paper: GoverningPaper) -> str:
    """The date of a milestone as the paper itself says it, on one line; what the officer typed, where he did."""
    if item.start is not None and item.status != ItemStatus.CORRECTED:
        return " ".join(paper.text[item.start : item.end].split())[:300]
    value = str(item.data.get("date") or item.data.get("text") or "")
    day = iso_day(value)
    return say_day(date.fromisoformat(day)).text(gettext) if day else value[:300]


def _words(field: Field, value: str) -> str:
    if field.choices:
        return gettext(dict(field.choices).get(value, ""))
    day = iso_day(value)
    if day:
        return say_day(date.fromisoformat(day)).text(gettext)
    return _typed(value) if field.shape == "part-day" else value


def _typed(value: str) -> str:
    if len(value) == 10 and iso_day(value):
        return short_date(date.fromisoformat(value))
    month = _MONTH.fullmatch(value)
    return f"{int(month[2])}/{month[1]}" if month else value


def _figure(figure: dict[str, str]) -> str:
    amount = " ".join(part for part in (figure.get("value", ""), figure.get("unit", "")) if part)
    what = str(figure.get("what", "")).strip()
    return upper_first(f"{what} {amount}".strip())
