"""Contexts of the papers: phiếu chấm, biên bản thẩm định, bảng tổng hợp điểm."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from kheo.appraisals.models import Appraisal, AppraisalRound, Assignment, Ranking
from kheo.appraisals.selectors import cards
from kheo.appraisals.selectors.team import team_of
from kheo.appraisals.states import ScoreState, Verdict
from kheo.core.paper.forms import Signing
from kheo.core.paper.forms.appraisals import (
    GateFact,
    MarkLine,
    RankedLine,
    gates_table,
    marks_table,
    score_sheet,
    score_summary,
)
from kheo.core.paper.forms.meetings import Meeting, minutes
from kheo.core.paper.forms.official import table_appendix
from kheo.core.paper.model import Paper
from kheo.core.scoring import Answer, GateAnswer, GateLine, Kind, Line, Part, Result
from kheo.core.vietnamese import format_number, short_date
from kheo.documents.public import issuing, place_of, profile_of, usual_facts
from kheo.kernel.clock import day_of
from kheo.units import public as units

_ANSWERS = {Answer.MET: "Đạt", Answer.UNMET: "Chưa đạt", Answer.WAITING: "Chờ kết quả"}


def sheet(row: Appraisal, mine: Assignment | None, on: date) -> Paper:
    """The sheet of one appraiser; of the team once it is concluded; else with room to write by hand."""
    unit = row.appraisal_round.round.campaign.managing_unit
    answers = cards.gates_of([row], on)[row.pk]
    own = cards.card(row, row.self_sheet, answers) if row.self_sheet else None
    given = (
        mine.sheet if mine and mine.state == ScoreState.SENT else row.common_sheet if row.conclusion else None
    )
    shown = cards.card(row, given, answers)
    filled = given is not None
    notes = [mine.note] if mine and mine.note else []
    return score_sheet(
        profile=profile_of(unit, on),
        issuer=units.name_of(unit, on),
        round_name=row.appraisal_round.name,
        initiative=row.registration.title,
        unit=units.names([row.registration.handled_by_unit_id], on).get(
            row.registration.handled_by_unit_id, ""
        ),
        rubric=row.rubric.name,
        gates=_gates(shown.gates),
        lines=_lines(shown, own, filled=filled),
        total=_total(shown) if filled else "",
        remarks=notes,
        signing=_signing(row.appraisal_round, on),
        appraiser=mine.appraiser.full_name if mine else "",
    )


def _gates(gates: Sequence[GateLine]) -> list[GateFact]:
    return [
        GateFact(
            one.gate.text,
            _ANSWERS[one.answer] if one.answer else "",
            _basis(one.given),
        )
        for one in gates
    ]


def _basis(given: GateAnswer | None) -> str:
    if given is None:
        return ""
    if given.answer != Answer.WAITING:
        return given.words
    until = f", dự kiến {short_date(given.expected_on)}" if given.expected_on else ""
    return f"chờ {given.from_whom}{until}"


def _lines(shown: Result, own: Result | None, *, filled: bool) -> list[MarkLine]:
    selves = {one.criterion.code: one for one in own.lines} if own else {}
    by_code = {one.criterion.code: one for one in shown.lines}
    heads = [
        (MarkLine(one.name, format_number(one.maximum), is_group=True), shown.rubric.of_group(one.code))
        for one in shown.groups
    ]
    for part, word in ((Part.BONUS, "Điểm cộng"), (Part.MALUS, "Điểm trừ")):
        heads.append((MarkLine(word, is_group=True), shown.rubric.of_part(part)))
    found: list[MarkLine] = []
    for head, inside in heads:
        found += [head] if head.text and inside else []
        found += [_line(by_code[one.code], selves.get(one.code), filled=filled) for one in inside]
    return found


def _line(one: Line, own: Line | None, *, filled: bool) -> MarkLine:
    said = [one.reason] if one.reason else []
    # A mark that was typed needs no arithmetic beside it.
    if filled and one.criterion.maximum and one.mark and one.criterion.kind != Kind.MARKS:
        said.insert(0, one.how.text())
    return MarkLine(
        text=one.criterion.text,
        maximum=format_number(one.criterion.maximum) if one.criterion.maximum else "đạt/chưa đạt",
        own=_mark(own),
        mark=_mark(one) if filled else "",
        how="; ".join(said) if filled else one.criterion.guidance,
    )


def _mark(one: Line | None) -> str:
    if one is None or one.mark is None:
        return ""
    return format_number(one.mark) if one.criterion.maximum else one.how.text()


def _total(shown: Result) -> str:
    if not shown.rubric.by_marks:
        return ""
    band = f" ({shown.band.name})" if shown.band else ""
    return f"{format_number(shown.total)}{band}"


def _signing(row: AppraisalRound, on: date) -> Signing:
    return Signing(place=place_of(row.round.campaign.managing_unit, on), month=on.month, year=on.year)


def minutes_of(row: Appraisal, sheets: Sequence[Assignment], at: datetime) -> Paper:
    """Biên bản thẩm định: who judged, who stepped aside and why, who belongs where, gates, marks, what was concluded."""
    on = day_of(at)
    round_ = row.appraisal_round
    unit = round_.round.campaign.managing_unit
    name = units.name_of(unit, on)
    owner = units.names([row.registration.handled_by_unit_id], on).get(
        row.registration.handled_by_unit_id, ""
    )
    shown = cards.card(row, row.common_sheet, cards.gates_of([row], on)[row.pk])
    own = cards.card(row, row.self_sheet, {}) if row.self_sheet else None
    made = minutes(
        issuing=issuing(unit, name, usual_facts(unit, "BB", on), on=on),
        meeting=Meeting(
            name=f"Thẩm định mô hình “{row.registration.title}” của {owner}",
            place=place_of(unit, on),
            chair=f"{round_.head.full_name}, Tổ trưởng tổ thẩm định",
            present=tuple(one.full_name for one in team_of(round_)),
            absent="; ".join(
                f"{one.appraiser.full_name} không chấm: {one.recuse_reason}"
                for one in sheets
                if one.state == ScoreState.RECUSED
            ),
            agenda=(
                f"Thẩm định theo bộ tiêu chí: {row.rubric.name}",
                "Xem báo cáo, minh chứng, điểm tự chấm của đơn vị",
            ),
            opinions=tuple(_opinions(row, sheets)),
            conclusion=tuple(_conclusion(row, shown)),
        ),
    )
    tables = [
        table_appendix(
            "Điểm thẩm định",
            marks_table(
                _lines(shown, own, filled=row.common_sheet is not None),
                _total(shown) if row.common_sheet else "",
            ),
        )
    ]
    if shown.gates:
        tables.insert(0, table_appendix("Điều kiện bắt buộc", gates_table(_gates(shown.gates))))
    return replace(made, appendices=tuple(tables))


def _opinions(row: Appraisal, sheets: Sequence[Assignment]) -> list[str]:
    found = [
        f"{one.appraiser.full_name} {', '.join(one.ties)}; đã nêu trước khi chấm"
        for one in sheets
        if one.ties
    ]
    found += [
        f"Tiêu chí “{one.criterion.text}” chấm khác nhau: "
        + "; ".join(f"{name} {format_number(value)}" for name, value in one.given)
        for one in cards.differences(row, sheets)
    ]
    return found + [f"{one.appraiser.full_name}: {one.note}" for one in sheets if one.note]


def _conclusion(row: Appraisal, shown: Result) -> list[str]:
    if row.conclusion is None:
        return []
    found = [f"Kết luận: {Verdict(row.conclusion.verdict).label}"]
    if shown.rubric.by_marks:
        found += [one.text() for one in shown.sums]
        found += [f"Mức: {row.conclusion.band}"] if row.conclusion.band else []
    found += [str(one).rstrip(".") for one in row.conclusion.result["reasons"]]
    found += [row.conclusion.words.rstrip(".")] if row.conclusion.words else []
    if row.conclusion.quorum_reason:
        found.append(f"Số phiếu ít hơn quy định; tổ trưởng ghi lý do: {row.conclusion.quorum_reason}")
    return found


def summary(row: AppraisalRound, shown: Ranking, on: date) -> Paper:
    """Bảng tổng hợp điểm of one frozen ranking."""
    unit = row.round.campaign.managing_unit
    sections: dict[str, list[RankedLine]] = {}
    for one in shown.rows:
        sections.setdefault(one["rubric"], []).append(
            RankedLine(
                unit=one["unit"],
                name=one["title"],
                total=format_number(Decimal(one["total"])) if one["total"] else "",
                band=one["band"],
                verdict=str(Verdict(one["verdict"]).label),
                place="" if one["place"] is None else str(one["place"]),
                note="; ".join(
                    [*one["why"], *(f"có điều kiện: chờ {words}" for words in one["conditional"])]
                ),
            )
        )
    version = f"Bản xếp loại số {shown.number}, lập ngày {short_date(day_of(shown.made_at))}"
    return score_summary(
        profile=profile_of(unit, on),
        issuer=units.name_of(unit, on),
        round_name=row.name,
        version=f"{version} ({shown.reason})" if shown.reason else version,
        sections=list(sections.items()),
        notes=[],
        signing=_signing(row, on),
    )
