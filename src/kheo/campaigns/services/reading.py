"""From a paper as read (`PlanDraft`) to values with their place and certainty. Nothing is written here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kheo.campaigns.kinds import Data
from kheo.core.plans.draft import Deadline, Found, Model, PlanDraft, Span

_FAR = 600
_ORDER = ("sure", "likely", "ask")
_THEME = re.compile(r"“(\s*D[aâ]n\s+v[aậ]n\s+kh[eé]o[^”]{0,160})”", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\b")
_STAGE = re.compile(r"\b(20\d\d)\s*(?:[-–—]|đến(?:\s+năm)?)\s*20\d\d\b", re.IGNORECASE)
# The term of a congress, the day and the number of a paper that a title cites, are no years of a plan.
_OTHER_YEARS = re.compile(
    r"nhiệm\s+kỳ\s+(?:20\d\d\s*[-–—]\s*)?20\d\d|\d{1,2}\s*/\s*\d{1,2}\s*/\s*20\d\d|\d+/20\d\d/\S+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the paper, ready to become a row."""

    kind: str
    data: Data
    span: Span
    certainty: str


def values_of(draft: PlanDraft, text: str) -> list[Value]:
    """Every value of the draft in the order in which an officer reads them."""
    return [
        *_head(draft),
        *_time(draft),
        *_participants(draft),
        *_themes(draft, text),
        *_texts("sector", draft.fields),
        *_texts("content", draft.contents),
        *_quotas(draft),
        *_texts("gate", draft.gates),
        *_texts("award_limit", draft.award_limits),
        *_criteria(draft),
        *(_initiative(model) for model in draft.models),
        *_tasks(draft),
        *_ending(draft),
    ]


def year_of(draft: PlanDraft, otherwise: int) -> int:
    """The year of the round that the paper opens: what it calls itself, its period, its date; else the given one.

    A plan “năm 2027” may begin in November 2026: its own name goes before its days. Of a stage it is the
    first year; a name of several single years does not tell.
    """
    period = draft.period
    for named in (draft.title, period.label):
        if named and (year := _named_year(named.value)):
            return year
    for found in (period.start, period.end, draft.date_partial):
        match = _YEAR.search(found.value) if found else None
        if match:
            return int(match[1])
    return draft.date.value.year if draft.date else otherwise


def _named_year(words: str) -> int | None:
    words = _OTHER_YEARS.sub(" ", words)
    if stage := _STAGE.search(words):
        return int(stage[1])
    years = set(_YEAR.findall(words))
    return int(years.pop()) if len(years) == 1 else None


def _one(kind: str, found: Found[str] | None) -> Iterator[Value]:
    if found is not None:
        yield Value(kind, {"text": found.value}, found.span, found.certainty)


def _texts(kind: str, found: Iterable[Found[str]]) -> Iterator[Value]:
    for one in found:
        yield from _one(kind, one)


def _head(draft: PlanDraft) -> Iterator[Value]:
    yield from _one("doc_type", draft.doc_type)
    yield from _one("number", draft.number)
    yield from _one("symbol", draft.symbol)
    yield from _one("place", draft.place)
    dated = draft.date or draft.date_partial
    if dated is not None:
        data = {
            "day": draft.date.value.isoformat() if draft.date else "",
            "partial": draft.date_partial.value if draft.date_partial and not draft.date else "",
        }
        yield Value("date", data, dated.span, dated.certainty)
    yield from _one("issuer", draft.issuer)
    yield from _one("subject", draft.title)
    yield from _one("answers", draft.answers)
    yield from _texts("base", draft.legal_bases)


def _time(draft: PlanDraft) -> Iterator[Value]:
    period = draft.period
    if ends := [f for f in (period.start, period.end, period.label) if f]:
        data = {name: _text(getattr(period, name)) for name in ("start", "end", "label")}
        yield _value("period", data, ends)
    for phase in draft.phases:
        data = {"name": phase.name.value, "start": _text(phase.start), "end": _text(phase.end)}
        yield _value("phase", data, [phase.name, phase.start, phase.end])
    yield from map(_deadline, draft.deadlines)


def _deadline(deadline: Deadline) -> Value:
    data = {
        "date": deadline.date.value,
        "what": deadline.what.value,
        "form": deadline.form,
        "boundary": deadline.boundary,
        "last_day": deadline.last_day.isoformat() if isinstance(deadline.last_day, date) else None,
        "kind": deadline.kind,
    }
    return _value("deadline", data, [deadline.date, deadline.what])


def _participants(draft: PlanDraft) -> Iterator[Value]:
    for subject_kind in ("collective", "individual"):
        for found in getattr(draft.participants, subject_kind):
            data = {"label": found.value, "subject_kind": subject_kind}
            yield Value("participant", data, found.span, found.certainty)
    for found in draft.participants.leaving:
        yield Value("leaving", {"label": found.value}, found.span, found.certainty)


def _themes(draft: PlanDraft, text: str) -> Iterator[Value]:
    """A subject line that quotes several movements counts them apart; a single one needs no theme."""
    if draft.title is None:
        return
    start = draft.title.span.start
    quoted: dict[str, Value] = {}
    for match in _THEME.finditer(text[start : draft.title.span.end]):
        name = " ".join(match[1].split())
        span = Span(start + match.start(1), start + match.end(1), draft.title.span.page)
        quoted.setdefault(name.casefold(), Value("theme", {"text": name}, span, "likely"))
    if len(quoted) > 1:
        yield from quoted.values()


def _quotas(draft: PlanDraft) -> Iterator[Value]:
    for quota in draft.quotas:
        data = {"who": quota.who.value, "count": quota.count.value, "text": quota.text.value}
        yield _value("quota", data, [quota.text, quota.who, quota.count])


def _criteria(draft: PlanDraft) -> Iterator[Value]:
    for subject_kind in ("collective", "individual"):
        for found in getattr(draft, f"criteria_{subject_kind}"):
            data = {"text": found.value, "subject_kind": subject_kind}
            yield Value("criterion", data, found.span, found.certainty)


def _initiative(model: Model) -> Value:
    figures = [{"value": f.value.value, "unit": f.unit, "what": f.what} for f in model.figures]
    data = {"kind": model.kind, "text": model.text.value, "owner": _text(model.owner), "figures": figures}
    return Value("initiative", data, model.text.span, _least([model.text, model.owner]))


def _tasks(draft: PlanDraft) -> Iterator[Value]:
    for task in draft.responsibilities:
        yield _value(
            "responsibility", {"who": _text(task.who), "what": task.what.value}, [task.what, task.who]
        )


def _ending(draft: PlanDraft) -> Iterator[Value]:
    yield from _one("send_to", draft.send_to)
    yield from _texts("recipient", draft.recipients)
    signer = [f for f in (draft.signer.name, draft.signer.title, draft.signer.authority) if f]
    if signer:
        of_signer = {name: _text(getattr(draft.signer, name)) for name in ("name", "title", "authority")}
        yield _value("signer", of_signer, signer)
    for form in draft.attachments:
        data: Data = {
            "title": form.title.value,
            "columns": [column.value for column in form.columns],
            "groups": [group.value for group in form.groups],
        }
        yield Value("form", data, form.title.span, form.title.certainty)


def _text(found: Found[str] | None) -> str:
    return found.value if found else ""


def _value(kind: str, data: Data, parts: Iterable[Found[str] | Found[int] | None]) -> Value:
    found = [part for part in parts if part]
    return Value(kind, data, _hull([part.span for part in found]), _least(found))


def _hull(spans: list[Span]) -> Span:
    """One stretch round all parts where they stand together, else the first part's own."""
    first = min(spans, key=lambda span: span.start)
    end = max(span.end for span in spans)
    return Span(first.start, end, first.page) if end - first.start <= _FAR else spans[0]


def _least(parts: Iterable[Found[str] | Found[int] | None]) -> str:
    return max((part.certainty for part in parts if part), key=_ORDER.index)
