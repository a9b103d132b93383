"""What the page of one appraisal shows to this reader."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.appraisals import permissions
from kheo.appraisals.hooks import fact_kinds
from kheo.appraisals.models import Appraisal, Assignment
from kheo.appraisals.selectors import cards, reconsidering
from kheo.appraisals.selectors.inspections import beside, inspected
from kheo.appraisals.selectors.rubrics import content_of
from kheo.appraisals.sheets import differ, marks_of
from kheo.appraisals.states import Desk, RequestState, RoundState, ScoreState
from kheo.core.errors import NotAllowed
from kheo.core.scoring import Criterion, Part, Result
from kheo.core.scoring.arithmetic import told
from kheo.core.timetable.deadline import say_day
from kheo.kernel.clock import day_of
from kheo.registrations import public as registrations


def writes_for(row: Appraisal, user: User, on: date) -> bool | None:
    """True for the unit's own contact, False for the officer in its name, None for anybody else."""
    try:
        return registrations.acts_for(
            user, row.appraisal_round.round.campaign, row.registration.handled_by_unit_id, on
        )
    except NotAllowed:
        return None


def card_page(row: Appraisal, user: User, on: date) -> dict[str, Any]:
    """Gates, lines with self-score beside official score, reasons, sheets as far as this reader sees them, and what
    he can do.
    """
    answers = cards.gates_of([row], on)[row.pk]
    sheets = cards.sheets_of(row)
    mine = next((one for one in sheets if one.appraiser_id == user.pk), None)
    opens = cards.may_see_others(user, row, sheets, on)
    own = cards.card(row, row.self_sheet, answers) if row.self_sheet else None
    official = cards.card(row, row.common_sheet, answers) if row.desk == Desk.DONE else None
    runs = permissions.can_run(user, row.appraisal_round.round.campaign, on)
    head = row.appraisal_round.head_id == user.pk
    writes = writes_for(row, user, on)
    withdrawn = row.registration.state == registrations.State.WITHDRAWN
    live = row.appraisal_round.state == RoundState.OPEN and not withdrawn
    shown = official or own or cards.card(row, None, answers)
    at_team = row.desk == Desk.TEAM
    looks, evidence = inspected(row.registration_id), cards.evidence_shown(row)
    return {
        "withdrawn": withdrawn,
        "gates": shown.gates,
        "answered_by_people": {one.gate.code for one in shown.gates if not _told(one.gate.fact)},
        "sections": _sections(shown, own, official, row),
        "own": own,
        "official": official,
        "kept": row.conclusion.result if row.conclusion else None,
        "steps": _steps(row),
        "sheets": [(one, _totals(row, one, answers)) for one in sheets] if opens else [],
        "sheets_hidden": bool(sheets) and not opens and (mine is not None or runs),
        "waiting_sheets": sum(one.state == ScoreState.UNSENT for one in sheets),
        "differences": cards.differences(row, sheets) if opens and at_team else [],
        "mine": mine,
        "may_self": live and row.desk == Desk.UNIT and writes is not None,
        "in_name": writes is False,
        "may_score": live and at_team and mine is not None and mine.state == ScoreState.UNSENT,
        "may_agree": row.self_sheet is not None,
        "may_gate": live and row.desk != Desk.DONE and (runs or head),
        "may_conclude": live and at_team and head,
        "may_take_over": live and row.desk == Desk.UNIT and runs,
        "may_back": live
        and row.desk != Desk.UNIT
        and (runs or head or permissions.leads(user, row.appraisal_round.round.campaign, on)),
        "sees_minutes": runs or cards.is_member(user, row.appraisal_round),
        "evidence": evidence,
        "inspected": looks,
        "seen": beside(content_of(row.rubric), looks, evidence),
        **_requests(row, user, on, runs=runs, writes=writes is not None),
    }


def _requests(row: Appraisal, user: User, on: date, *, runs: bool, writes: bool) -> dict[str, Any]:
    """The unit's requests for another look, and what this reader can do about them."""
    asked, until = reconsidering.requests_of(row), reconsidering.ask_until(row)
    live = row.appraisal_round.state == RoundState.OPEN
    asking = live and until is not None and on <= until
    return {
        "requests": asked,
        "ask_until": until,
        "asking": asking,
        "may_ask": asking and writes,
        "may_answer": {
            one.pk
            for one in asked
            if live and one.state == RequestState.OPEN and (runs or one.owner_id == user.pk)
        },
    }


def _told(key: str) -> bool:
    return key in {one.key for one in fact_kinds()}


def _totals(row: Appraisal, sheet: Assignment, answers: Any) -> Result | None:
    return cards.card(row, sheet.sheet, answers) if sheet.state == ScoreState.SENT else None


def _sections(
    shown: Result, own: Result | None, official: Result | None, row: Appraisal
) -> list[dict[str, Any]]:
    """Lines by group; then bonus and deduction."""
    mine = {one.criterion.code: one for one in own.lines} if own else {}
    theirs = {one.criterion.code: one for one in official.lines} if official else {}
    selves, commons = marks_of(row.self_sheet), marks_of(row.common_sheet)

    def line(criterion: Criterion) -> dict[str, Any]:
        code = criterion.code
        return {
            "criterion": criterion,
            "own": mine.get(code),
            "official": theirs.get(code),
            "differs": official is not None
            and own is not None
            and differ(criterion, selves.get(code), commons.get(code), shown.rubric.decimals),
        }

    found = [
        {
            "name": one.name,
            "earned": one.earned,
            "maximum": one.maximum,
            "lines": [line(c) for c in shown.rubric.of_group(one.code)],
        }
        for one in shown.groups
    ]
    for part, word in ((Part.BONUS, _("Điểm cộng")), (Part.MALUS, _("Điểm trừ"))):
        inside = shown.rubric.of_part(part)
        if inside:
            found.append({"name": word, "earned": None, "maximum": None, "lines": [line(c) for c in inside]})
    return found


def _steps(row: Appraisal) -> list[dict[str, Any]]:
    order = [Desk.UNIT, Desk.TEAM, Desk.DONE]
    at = order.index(Desk(row.desk))
    return [
        {
            "name": str(desk.label),
            "state": "done"
            if place < at or row.desk == Desk.DONE
            else "current"
            if place == at
            else "waiting",
            "note": say_day(day_of(row.since)).text(_) if place == at else "",
        }
        for place, desk in enumerate(order)
    ]


def rows_for_form(row: Appraisal, form: Any, *, shows_self: bool) -> list[dict[str, Any]]:
    """The criteria of a form, by group, each with its fields, the self-score and what hangs on it."""
    content = content_of(row.rubric)
    selves = marks_of(row.self_sheet) if shows_self else {}
    hung = cards.evidence_shown(row) if shows_self else {}
    seen = beside(content, inspected(row.registration_id), hung) if shows_self else {}

    def line(criterion: Criterion) -> dict[str, Any]:
        own = selves.get(criterion.code)
        return {
            "criterion": criterion,
            "fields": form.of(criterion),
            "own": told(criterion, own, content.decimals).text(_) if own else "",
            "own_reason": own.reason if own else "",
            "evidence": hung.get(criterion.code, []),
            "seen": seen.get(criterion.code, []),
        }

    names = {one.code: one.name for one in content.groups}
    found = [
        {
            "name": names.get(code, ""),
            "maximum": content.group_maximum(code),
            "lines": [line(one) for one in content.of_group(code)],
        }
        for code in content.group_codes
    ]
    for part, word in ((Part.BONUS, _("Điểm cộng")), (Part.MALUS, _("Điểm trừ"))):
        inside: Sequence[Criterion] = content.of_part(part)
        if inside:
            found.append({"name": word, "maximum": None, "lines": [line(one) for one in inside]})
    return found
