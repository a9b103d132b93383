"""A draft as plain data: the keys and shapes that other programs read."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from kheo.core.plans.draft import Attachment, Deadline, Found, Model, PlanDraft, Remark


def _plain(value: Found[Any] | None) -> Any:
    if value is None:
        return None
    return value.value.isoformat() if isinstance(value.value, date) else value.value


def _list(values: tuple[Found[str], ...]) -> list[Any]:
    return [_plain(value) for value in values]


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "date": deadline.date.value,
        "what": deadline.what.value,
        "words": deadline.date.words,
        "form": deadline.form,
        "boundary": deadline.boundary,
        "last_day": deadline.last_day.isoformat() if deadline.last_day else None,
        "kind": deadline.kind,
    }


def _model(model: Model) -> dict[str, Any]:
    return {
        "kind": model.kind,
        "text": model.text.value,
        "owner": _plain(model.owner),
        "figures": [{"value": f.value.value, "unit": f.unit, "what": f.what} for f in model.figures],
    }


def _attachment(form: Attachment) -> dict[str, Any]:
    return {
        "title": form.title.value,
        "columns": _list(form.columns),
        "groups": _list(form.groups),
        "place": _plain(form.place),
        "date_partial": _plain(form.date_partial),
        "is_registration_form": form.is_registration_form,
    }


def _warning(remark: Remark) -> dict[str, Any]:
    places = [{"page": s.page, "start": s.start, "end": s.end} for s in remark.spans]
    return {"code": remark.code, "message": str(remark), "places": places}


def to_json(draft: PlanDraft) -> dict[str, Any]:
    """Keys and shapes of a plan read; `found` gives every value its place, `warnings` what disagrees."""
    form = draft.registration_form
    return {
        "doc_type": _plain(draft.doc_type),
        "number": _plain(draft.number),
        "symbol": _plain(draft.symbol),
        "place": _plain(draft.place),
        "date": _plain(draft.date),
        "date_partial": _plain(draft.date_partial),
        "issuer": _plain(draft.issuer),
        "title": _plain(draft.title),
        "legal_bases": _list(draft.legal_bases),
        "answers": _plain(draft.answers),
        "period": {k: _plain(getattr(draft.period, k)) for k in ("start", "end", "label")},
        "phases": [
            {"name": p.name.value, "start": _plain(p.start), "end": _plain(p.end)} for p in draft.phases
        ],
        "deadlines": [_deadline(d) for d in draft.deadlines],
        "participants": {
            "collective": _list(draft.participants.collective),
            "individual": _list(draft.participants.individual),
            "leaving": _list(draft.participants.leaving),
        },
        "fields": _list(draft.fields),
        "contents": _list(draft.contents),
        "criteria_collective": _list(draft.criteria_collective),
        "criteria_individual": _list(draft.criteria_individual),
        "gates": _list(draft.gates),
        "award_limits": _list(draft.award_limits),
        "quotas": [{"who": q.who.value, "count": q.count.value, "text": q.text.value} for q in draft.quotas],
        "models": [_model(m) for m in draft.models],
        "responsibilities": [
            {"who": _plain(r.who), "what": r.what.value, "source": r.source.value}
            for r in draft.responsibilities
        ],
        "recipients": _list(draft.recipients),
        "signer": {k: _plain(getattr(draft.signer, k)) for k in ("name", "title", "authority")},
        "cited": _list(draft.cited),
        "attachments": [_attachment(a) for a in draft.attachments],
        "registration_form": form.title.value if form else None,
        "send_to": _plain(draft.send_to),
        "launches_campaign": draft.launches_campaign,
        "found": list(_places(draft)),
        "warnings": [_warning(remark) for remark in draft.remarks],
    }


def _places(value: Any, path: str = "") -> Iterator[dict[str, Any]]:
    """Every value found, with its path in the JSON, the words at its place and its certainty."""
    if isinstance(value, Found):
        yield {
            "path": path,
            "value": value.words,
            "page": value.span.page,
            "start": value.span.start,
            "end": value.span.end,
            "certainty": value.certainty,
        }
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _places(item, f"{path}[{index}]")
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            if name != "remarks":
                yield from _places(getattr(value, name), f"{path}.{name}" if path else name)
