"""Contexts of an inspection's papers: quyết định or kế hoạch, lịch, biên bản, kết quả, bộ phiếu."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import override

from kheo.appraisals import inspection_rights as rights
from kheo.appraisals.inspection_facts import (
    claimed_line,
    inspecting,
    local,
    mend_lines,
    place,
    seen_line,
    unit_names,
)
from kheo.appraisals.models import Inspection, Visit
from kheo.appraisals.selectors.inspections import visits_of
from kheo.appraisals.states import InspectionState, RoundKind, SetUpBy, VisitState
from kheo.core.errors import N_, NotFound, Refusal
from kheo.core.paper.forms import Issuing
from kheo.core.paper.forms.inspection_results import PackSheet, results_notice, visit_minutes, visit_pack
from kheo.core.paper.forms.inspections import inspection_decision, inspection_plan, schedule_notice
from kheo.core.paper.forms.words import clock_words, counted
from kheo.core.paper.kinds import DECISION, MINUTES, NOTICE, PLAN, PaperKind
from kheo.core.paper.model import Paper
from kheo.core.vietnamese import long_date, sort_key
from kheo.documents import public as documents
from kheo.documents.public import Document
from kheo.kernel.clock import day_of
from kheo.progress import public as progress
from kheo.registrations import public as registrations
from kheo.units import public as units
from kheo.units.public import UnitKind

KIND_OF = {
    "quyet-dinh": DECISION,
    "ke-hoach": PLAN,
    "thong-bao-lich": NOTICE,
    "thong-bao-ket-qua": NOTICE,
    "bien-ban": MINUTES,
}
PACK = "bo-phieu"
_TEAM_PAPERS = "Trưởng Đoàn kiểm tra"
_MOST_ON_LINES = 8


def papers_of(row: Inspection) -> list[str]:
    """Which papers the inspection has as it stands, in their order."""
    found = ["quyet-dinh" if row.set_up_by == SetUpBy.DECISION else "ke-hoach"]
    if row.kind == RoundKind.PERIODIC:
        found.append("thong-bao-lich")
    if row.state == InspectionState.DONE:
        found.append("thong-bao-ket-qua")
    return found


def paper_of(row: Inspection, name: str, *, at: datetime, unit_id: int | None = None) -> Paper:
    """One of `papers_of`, or the pack. `unit_id`: the schedule of that unit alone. Raises NotFound, and Refusal where
    there is no place yet. Papers are in Vietnamese.
    """
    makers = {
        "quyet-dinh": _decision,
        "ke-hoach": _plan,
        "thong-bao-lich": _schedule,
        "thong-bao-ket-qua": _results,
        PACK: _pack,
    }
    if name not in makers or (name != PACK and name not in papers_of(row)):
        raise NotFound(N_("Không có văn bản này của cuộc kiểm tra."), code="no-such-paper")
    visits = visits_of(row)
    if unit_id is not None:
        visits = [one for one in visits if one.registration.handled_by_unit_id == unit_id]
    if not visits:
        raise Refusal(N_("Chưa chọn nơi nào để kiểm tra nên chưa lập văn bản được."), code="no-places")
    for one in visits:
        one.inspection = row
    with override("vi"):
        if name == "thong-bao-lich" and unit_id is not None:
            return _schedule(row, visits, at, unit=unit_names(visits, day_of(at)).get(unit_id, ""))
        return makers[name](row, visits, at)


def _issuing(
    row: Inspection, kind: PaperKind, on: date, told: Sequence[str] = (), *, dated: bool = False
) -> Issuing:
    """Head and foot of the unit that leads the campaign. `dated`: the day is known, else there is room for it."""
    unit = row.round.campaign.managing_unit
    short = kind.abbreviation(documents.profile_of(unit, on)) or ""
    facts = documents.usual_facts(unit, short, on)
    make = documents.deciding if kind is DECISION else documents.issuing
    return make(
        unit,
        units.name_of(unit, on),
        replace(facts, issued_on=on) if dated else facts,
        on=on,
        recipients=tuple(told),
    )


def _set_up_on(row: Inspection, at: datetime) -> date:
    """Papers that set it up bear the month in which it began, however late they are printed."""
    return day_of(row.begun_at or at)


def _told(visits: Sequence[Visit], at: datetime) -> tuple[str, ...]:
    """Each unit on a line; where they are many, all in one."""
    names = sorted(set(unit_names(visits, day_of(at)).values()), key=sort_key)
    if len(names) > _MOST_ON_LINES:
        return (_TEAM_PAPERS, "Các đơn vị được kiểm tra")
    return (_TEAM_PAPERS, *names)


def _basis(row: Inspection, at: datetime) -> str:
    unit = row.round.campaign.managing_unit
    return registrations.plan_cited(row.round, units.name_of(unit, day_of(at)))


def _decision(row: Inspection, visits: Sequence[Visit], at: datetime) -> Paper:
    unit, on = row.round.campaign.managing_unit, _set_up_on(row, at)
    name = units.name_of(unit, on)
    # An unannounced inspection is not told to those whom it visits.
    told = (_TEAM_PAPERS,) if row.kind == RoundKind.UNANNOUNCED else _told(visits, at)
    return inspection_decision(
        issuing=_issuing(row, DECISION, on, told),
        facts=inspecting(row, visits, on),
        decider=documents.decider_of(UnitKind(unit.kind), name).upper(),
        bases=documents.bases_of(unit, _basis(row, at), on),
    )


def _plan(row: Inspection, visits: Sequence[Visit], at: datetime) -> Paper:
    told = (_TEAM_PAPERS,) if row.kind == RoundKind.UNANNOUNCED else _told(visits, at)
    return inspection_plan(
        issuing=_issuing(row, PLAN, _set_up_on(row, at), told),
        facts=inspecting(row, visits, day_of(at)),
        basis=_basis(row, at),
    )


def _schedule(row: Inspection, visits: Sequence[Visit], at: datetime, unit: str = "") -> Paper:
    return schedule_notice(
        issuing=_issuing(
            row, NOTICE, _set_up_on(row, at), (_TEAM_PAPERS, unit) if unit else _told(visits, at)
        ),
        facts=inspecting(row, visits, day_of(at)),
        paper=_basis(row, at),
        unit=unit,
    )


def _results(row: Inspection, visits: Sequence[Visit], at: datetime) -> Paper:
    on = day_of(at)
    names = unit_names(visits, on)
    signed = [one for one in visits if one.state == VisitState.SIGNED]
    missed = [one for one in visits if one.state == VisitState.MISSED]
    counts = [
        f"Đã kiểm tra {counted(len(signed))} mô hình của {counted(len(unit_names(signed, on)))} đơn vị."
    ]
    counts += [
        f"Không kiểm tra được mô hình “{one.registration.title}”: {one.missed_reason.rstrip('.')}."
        for one in missed
    ]
    differing = [
        (
            f"{names.get(one.registration.handled_by_unit_id, '')}: {one.registration.title}",
            seen_line(finding),
        )
        for one in signed
        for finding in one.findings.all()
        if finding.differs
    ]
    return results_notice(
        issuing=_issuing(row, NOTICE, day_of(row.ended_at or at), _told(signed, at)),
        facts=inspecting(row, visits, on),
        counts=counts,
        findings=[one.strip() for one in row.findings.splitlines() if one.strip()],
        differing=differing,
        to_mend=mend_lines(signed, names),
    )


def _pack(row: Inspection, visits: Sequence[Visit], at: datetime) -> Paper:
    """Route and sheets of what is still to be seen; of everything once all is."""
    on = day_of(at)
    left = [one for one in visits if one.state == VisitState.PLANNED] or list(visits)
    names = unit_names(left, on)
    measured = progress.measured_of([one.registration for one in left], on)
    unit = row.round.campaign.managing_unit
    return visit_pack(
        profile=documents.profile_of(unit, on),
        issuer=units.name_of(unit, on),
        facts=inspecting(row, left, on),
        days=[
            (f"Lộ trình {long_date(day)}" if day else "Chưa xếp ngày", [place(one, names) for one in group])
            for day, group in groupby(left, key=lambda one: one.on)
        ],
        sheets=[
            PackSheet(
                place=place(one, names),
                lines=tuple(map(claimed_line, measured[one.registration_id])),
                contact=one.registration.contact_name,
            )
            for one in left
        ],
    )


def minutes_of(row: Visit, *, at: datetime) -> Paper:
    """Biên bản kiểm tra of one place; before anything was written it has room to write by hand."""
    written = row.signed_on or (day_of(row.seen_at) if row.seen_at else None)
    on = written or row.on or day_of(at)
    with override("vi"):
        inspection = row.inspection
        measured = [] if row.begun_at else progress.measured_of([row.registration], on)[row.registration_id]
        people = [one.user for one in rights.team_of(inspection) if one.user]
        return visit_minutes(
            issuing=_issuing(inspection, MINUTES, on, dated=written is not None),
            facts=inspecting(inspection, [row], on),
            place=replace(place(row, unit_names([row], on)), where=row.place),
            when=clock_words(local(row.seen_at)) if row.seen_at else "",
            received_by=row.received_by,
            lines=[*map(seen_line, row.findings.all()), *map(claimed_line, measured)],
            remarks=_lines(row.remark),
            noted=rights.noted(people, row.registration, on),
            to_mend=mend_lines([row], {}, named=False),
            opinion=_lines(row.unit_opinion)
            or ([f"Đơn vị không ký biên bản: {row.unsigned_reason}."] if row.unsigned_reason else []),
            unit_signer=row.unit_signer,
        )


def _lines(text: str) -> list[str]:
    return [one.strip() for one in text.splitlines() if one.strip()]


def register_kind(name: str) -> Document.Kind:
    """The kind under which the register keeps the paper."""
    return documents.kind_of(KIND_OF[name].name)
