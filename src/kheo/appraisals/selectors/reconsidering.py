"""Requests for another look: until when a unit may ask, about what, what waits for whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.appraisals.models import Appraisal, Reconsideration
from kheo.appraisals.selectors import cards
from kheo.appraisals.selectors.rubrics import content_of
from kheo.appraisals.states import Desk, RequestState, RoundState
from kheo.core.errors import N_, NotFound
from kheo.core.timetable.workdays import add_working_days
from kheo.kernel.clock import day_of, end_of

_LONGEST = timedelta(days=120)  # no window is longer: 60 working days with every holiday between them


def ask_until(row: Appraisal) -> date | None:
    """The last day on which the unit may ask about the conclusion that stands; None where none stands."""
    if row.conclusion is None:
        return None
    return add_working_days(day_of(row.conclusion.made_at), row.appraisal_round.ask_days)


def subjects_of(row: Appraisal) -> list[tuple[str, str]]:
    """What a request may be about: every criterion, every gate, the conclusion itself."""
    content = content_of(row.rubric)
    found = [(one.code, one.text) for one in content.criteria]
    found += [(f"gate:{one.code}", _("Điều kiện: %(text)s") % {"text": one.text}) for one in content.gates]
    return [*found, ("", _("Kết luận chung"))]


def requests_of(row: Appraisal) -> list[Reconsideration]:
    """Every request about the appraisal, the newest first: closed ones stay."""
    rows = row.reconsiderations.select_related("asked_by", "owner", "answered_by", "conclusion")
    return list(rows.prefetch_related("evidence").order_by("-asked_at", "-pk"))


def request_for(user: User, pk: int, on: date) -> Reconsideration:
    """One request of an appraisal that the person may open. Raises NotFound."""
    row = Reconsideration.objects.select_related("owner", "asked_by", "conclusion").filter(pk=pk).first()
    if row is None:
        raise NotFound(
            N_("Không có đề nghị xem xét lại này. Hãy mở lại từ trang thẩm định."),
            code="reconsideration-not-found",
        )
    row.appraisal = cards.appraisal_for(user, row.appraisal_id, on)
    return row


def _open_requests() -> QuerySet[Reconsideration]:
    rows = Reconsideration.objects.filter(state=RequestState.OPEN)
    return rows.select_related("appraisal__registration", "owner").order_by("answer_by", "pk")


def to_answer(user: User) -> QuerySet[Reconsideration]:
    """What the person owes an answer, the nearest day first."""
    return _open_requests().filter(owner=user)


def asked_by_units(unit_ids: Collection[int]) -> QuerySet[Reconsideration]:
    """What these units asked and wait for."""
    return _open_requests().filter(appraisal__registration__handled_by_unit_id__in=unit_ids)


@dataclass(frozen=True, slots=True)
class Judged:
    """A result about which its unit may still ask, and until when."""

    row: Appraisal
    until: date


def still_to_ask(unit_ids: Collection[int], at: datetime) -> list[Judged]:
    """Results of these units about which they may still ask: one query."""
    rows = cards.appraisals_with_all().filter(
        registration__handled_by_unit_id__in=unit_ids,
        desk=Desk.DONE,
        appraisal_round__state=RoundState.OPEN,
        conclusion__made_at__gte=at - _LONGEST,
    )
    found = []
    for row in rows.order_by("-conclusion__made_at", "pk"):
        until = ask_until(row)
        if until is not None and at < end_of(until):
            found.append(Judged(row, until))
    return found
