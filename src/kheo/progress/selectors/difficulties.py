"""Reading difficulties: lists for each desk, what is overdue, what the next report should say."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.core.errors import N_, NotFound
from kheo.progress import difficulty_rights as rights
from kheo.progress.models import Difficulty, DifficultyStep
from kheo.progress.states import UNSOLVED, DifficultyState
from kheo.registrations.public import Registration


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a round stand where on a day."""

    waiting: int = 0
    given: int = 0
    answered: int = 0
    closed: int = 0
    overdue: int = 0

    @property
    def unsolved(self) -> int:
        """All that is still open."""
        return self.waiting + self.given + self.answered

    @property
    def replied(self) -> int:
        """Answered, whether who raised it has said yes or not yet."""
        return self.answered + self.closed

    @property
    def raised(self) -> int:
        """All but those taken back."""
        return self.unsolved + self.closed


def overdue(on: date) -> Q:
    """Given to a unit whose day to answer has passed."""
    return Q(state=DifficultyState.GIVEN, answer_by__lt=on)


def visible(user: User, on: date) -> QuerySet[Difficulty]:
    """What the person may read, with what a list shows; what is due first stands first."""
    rows = Difficulty.objects.filter(rights.visible(user, on))
    return rows.select_related("round__campaign", "registration").order_by(
        F("answer_by").asc(nulls_first=True), "raised_at", "pk"
    )


def difficulty_for(user: User, pk: int, on: date) -> Difficulty:
    """One difficulty. Raises NotFound where it is not for these eyes."""
    found = visible(user, on).select_related("round__campaign__managing_unit", "registration", "raised_by")
    row = found.filter(pk=pk).first()
    if row is None:
        raise not_found()
    return row


def not_found() -> NotFound:
    """The one sentence for what does not exist and for what is not for these eyes."""
    return NotFound(
        N_("Không có khó khăn, vướng mắc này, hoặc tài khoản này không được xem. Hãy mở lại từ danh sách."),
        code="difficulty-not-found",
    )


def steps_of(difficulty: Difficulty) -> list[DifficultyStep]:
    """What was done about it, oldest first."""
    return list(difficulty.steps.select_related("by").order_by("at", "pk"))


def of_registration(registration: Registration) -> list[Difficulty]:
    """Difficulties of one registration, those still open first."""
    rows = list(Difficulty.objects.filter(registration=registration).order_by("raised_at", "pk"))
    return sorted(rows, key=lambda row: row.state not in UNSOLVED)


def open_lines(registration_ids: Collection[int]) -> dict[int, list[str]]:
    """Registration → its open difficulties as the next report says them, one line each; one query."""
    rows = Difficulty.objects.filter(registration_id__in=registration_ids, state__in=UNSOLVED)
    found: dict[int, list[str]] = {}
    for row in rows.order_by("raised_at", "pk"):
        found.setdefault(row.registration_id or 0, []).append(_line(row))
    return found


def _line(row: Difficulty) -> str:
    words = {
        DifficultyState.WAITING: _("đã nêu, chờ giao đơn vị giải quyết"),
        DifficultyState.GIVEN: _("đã nêu, đang giải quyết"),
        DifficultyState.ANSWERED: _("đã được trả lời"),
    }
    said = " ".join(row.matter.split())
    return f"{said} ({row.place}): {words[DifficultyState(row.state)]}"


def tallies(round_ids: Collection[int], on: date) -> Mapping[int, Tally]:
    """Round → its counts, in one query."""
    rows = Difficulty.objects.filter(round_id__in=round_ids).values("round_id").order_by("round_id")
    counted = rows.annotate(
        waiting=Count("pk", filter=Q(state=DifficultyState.WAITING)),
        given=Count("pk", filter=Q(state=DifficultyState.GIVEN)),
        answered=Count("pk", filter=Q(state=DifficultyState.ANSWERED)),
        closed=Count("pk", filter=Q(state=DifficultyState.CLOSED)),
        overdue=Count("pk", filter=overdue(on)),
    )
    return {
        row["round_id"]: Tally(row["waiting"], row["given"], row["answered"], row["closed"], row["overdue"])
        for row in counted
    }


def awaiting_yes(unit_ids: Collection[int], round_ids: Collection[int]) -> list[Difficulty]:
    """Answered ones of these rounds that wait for the yes of who raised them; one query."""
    rows = Difficulty.objects.filter(
        state=DifficultyState.ANSWERED, unit_id__in=unit_ids, round_id__in=round_ids
    )
    return list(rows.order_by("answered_at", "pk"))
