"""How a row of a packet is written: by the same verbs as on the pages, so that all their rules hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from kheo.accounts.public import User
from kheo.core.errors import N_, InvalidInput, KheoError
from kheo.core.vietnamese import parse_date, parse_number, parse_whole
from kheo.progress.contribution_kinds import Direction, What
from kheo.progress.models import Packet, ProgressReport, ReportDraft
from kheo.progress.packets import layout
from kheo.progress.packets.returning import Fault, ReturnedLine
from kheo.progress.services import difficulties, reports
from kheo.progress.services.contributions import EntryFacts, note_entry
from kheo.progress.services.noting import Pen
from kheo.progress.states import Standing
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration, sheet_columns

_STANDINGS = {words: str(one.value) for one, words in zip(Standing, layout.STANDINGS, strict=True)}
_KINDS = {
    layout.MONEY: What.MONEY,
    layout.LAND: What.LAND,
    layout.LABOUR: What.LABOUR,
    layout.GOODS: What.GOODS,
}
_DIRECTIONS = {layout.RECEIVED: Direction.RECEIVED, layout.SPENT: Direction.SPENT}


@dataclass(slots=True)
class Work:
    """One thing to be written: a line, with the lines of its indicators where it is a report."""

    head: ReturnedLine
    parts: list[ReturnedLine] = field(default_factory=list)

    @property
    def lines(self) -> list[ReturnedLine]:
        return [self.head, *self.parts]

    @property
    def code(self) -> str:
        return self.head.line.code

    @property
    def faults(self) -> list[Fault]:
        return [fault for one in self.lines for fault in one.faults]

    @property
    def is_changed(self) -> bool:
        """Whether anything was filled that was not given out so."""
        return any(one.changed for one in self.lines)

    @property
    def filled(self) -> dict[str, str]:
        """Every filled cell by line and key: what “the same row again” is known by."""
        return {
            f"{one.line.code}/{key}": value
            for one in self.lines
            for key, value in sorted(one.filled.items())
            if value
        }

    @property
    def sends(self) -> bool:
        return self.head.filled.get("verb") == layout.SEND

    def cell_of(self, name: str) -> str:
        """The cell of a posted field, "" where it has none."""
        for one in self.parts:
            if one.line.about.get("field") == name:
                return one.cell(next(iter(sorted(one.line.open))))
        key = {"starts_on": sheet_columns.FROM_MONTH, "ends_on": sheet_columns.TO_MONTH}.get(name, name)
        key = _FIELDS.get(key, key)
        return self.head.cell(key) if key in self.head.line.open else ""


_FIELDS = {"registration": "about", "valuation": "value"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Who takes a packet in, and when."""

    packet: Packet
    by: User
    at: datetime
    lists: sheet_columns.Lists

    def token(self, code: str) -> UUID:
        """The id of a row's own: taken twice it is one."""
        return uuid5(NAMESPACE_URL, f"kheo:packet:{self.packet.code}:{code}")


def write_registration(work: Work, desk: Desk) -> str:
    """Keep the row as a draft, or send it; what the sheet does not ask stays as it was. Gives its mark."""
    draft_id = UUID(work.head.line.about["draft"]) if work.head.line.about else desk.token(work.code)
    draft = registrations.Draft.objects.filter(pk=draft_id).first()
    filled = {key: value for key, value in work.head.filled.items() if key != "verb"}
    fields = dict(draft.fields) if draft else {}
    for key in _changed_keys(work, filled, is_new=draft is None):
        for name in sheet_columns.posted_names(key):
            fields.pop(name, None)
        fields |= sheet_columns.fields_of({key: filled.get(key, "")}, desk.lists)
    if draft is None:
        fields.setdefault("kind", "new")
    write: Callable[..., object] = registrations.submit if work.sends else registrations.save_draft
    write(
        draft_id,
        fields=fields,
        revision=draft.revision if draft else 0,
        round_=desk.packet.round,
        unit=desk.packet.unit,
        by=desk.by,
        at=desk.at,
    )
    return registration_mark(draft_id)


def _changed_keys(work: Work, filled: Mapping[str, str], *, is_new: bool) -> list[str]:
    """Of a row taken before, every cell counts: one may have been emptied since."""
    if is_new:
        return [key for key, value in filled.items() if value]
    if work.head.line.about:
        return [key for key in filled if key in work.head.changed]
    return list(filled)


def registration_mark(draft_id: UUID) -> str:
    """The state of a registration's draft now."""
    found = registrations.Draft.objects.filter(pk=draft_id).select_related("registration").first()
    return f"{found.registration.state}:{found.revision}" if found else ""


def write_report(work: Work, desk: Desk) -> str:
    """Keep the report as a draft, or send it. Gives its mark."""
    about = work.head.line.about
    registration = Registration.objects.select_related("round__campaign").get(pk=about["registration"])
    draft = ReportDraft.objects.filter(
        report__registration=registration, report__period=about["period"]
    ).first()
    fields = dict(draft.fields) if draft else {}
    fields |= report_fields(work)
    write: Callable[..., object] = reports.send if work.sends else reports.save_draft
    write(
        draft.pk if draft else desk.token(work.code),
        fields=fields,
        revision=draft.revision if draft else 0,
        registration=registration,
        period=about["period"],
        by=desk.by,
        at=desk.at,
    )
    return report_mark(registration.pk, about["period"])


def report_fields(work: Work) -> dict[str, str]:
    """The posted fields of a report's lines."""
    found = {name: work.head.filled.get(name, "") for name in ("results", "difficulties", "next_steps")}
    found["households"] = work.head.filled.get("households", "")
    found["standing"] = _STANDINGS.get(work.head.filled.get("standing", ""), "")
    for one in work.parts:
        value = one.filled.get("actual", "")
        if "done" in one.filled:
            value = "1" if one.filled["done"] == layout.DONE else ""
        found[one.line.about["field"]] = value
    return found


def report_mark(registration_id: int, period: str) -> str:
    """The state of the period's report now; "" where none was begun."""
    rows = ProgressReport.objects.filter(registration_id=registration_id, period=period)
    found = rows.select_related("draft").first()
    return f"{found.state}:{found.draft.revision}" if found else ""


def write_gift(work: Work, desk: Desk) -> str:
    """Note a total in the book."""
    filled = work.head.filled
    what, direction = filled.get("what", ""), filled.get("direction", "")
    if not what:
        raise InvalidInput(
            N_("Hãy chọn loại: tiền, đất hiến, ngày công hay hiện vật."), code="missing", field="what"
        )
    if not direction:
        raise InvalidInput(N_("Hãy chọn là nhận hay chi."), code="missing", field="direction")
    day = filled.get("on", "")
    facts = EntryFacts(
        direction=_DIRECTIONS[direction],
        what=_KINDS[what],
        on=parse_date(day) if day else None,
        amount=_number(filled.get("amount", "")),
        goods=filled.get("goods", ""),
        unit=filled.get("unit", ""),
        value=_whole(filled.get("value", "")),
        valued_by=filled.get("valued_by", ""),
        spent_for=filled.get("spent_for", ""),
        people=_whole(filled.get("people", "")),
    )
    pen = Pen(by=desk.by, at=desk.at, token=desk.token(work.code))
    note_entry(work.head.line.about["drive"], facts, pen)
    return ""


def _number(text: str) -> Decimal | None:
    return parse_number(text) if text else None


def _whole(text: str) -> int | None:
    return parse_whole(text) if text else None


def write_trouble(work: Work, desk: Desk) -> str:
    """Put a difficulty before the officer."""
    filled = work.head.filled
    pk = work.head.line.about["titles"].get(filled.get("about", ""))
    difficulties.raise_difficulty(
        desk.packet.round,
        unit=desk.packet.unit,
        matter=filled.get("matter", ""),
        place=filled.get("place", ""),
        by=desk.by,
        at=desk.at,
        registration=Registration.objects.get(pk=pk) if pk else None,
        asks_plan_change=filled.get("asks") == layout.YES,
    )
    return ""


WRITERS: dict[str, Callable[[Work, Desk], str]] = {
    layout.REGISTER: write_registration,
    layout.REPORT: write_report,
    layout.GIFTS: write_gift,
    layout.TROUBLES: write_trouble,
}
ONCE = frozenset({layout.GIFTS, layout.TROUBLES})
"""Sheets whose rows, once taken, are changed on the pages alone."""


def faults_of(error: KheoError, work: Work) -> list[tuple[str, KheoError]]:
    """The cells of a refusal: each fault of a form at its own, else the one that is named."""
    found = error.params.get("faults")
    errors: Sequence[Any] = found if isinstance(found, list) and found else [error]
    return [(work.cell_of(getattr(one, "field", "")), one) for one in errors]


def now_of(work: Work, lines: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What stands on the server in the cells of a work, by the same names as `Work.filled`."""
    return {
        f"{one.line.code}/{key}": value
        for one in work.lines
        for key in sorted(one.line.open)
        if (value := lines.get(one.line.code, {}).get(key, ""))
    }
