"""Reading votes: who may vote, who has, what two people entered. A secret vote is not counted before it is closed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kheo.accounts.public import User
from kheo.core.law.votes import VoteRule
from kheo.councils.models import AgendaItem, Attendance, TallyEntry, Voter
from kheo.councils.states import Presence

TALLY_FIELDS = ("issued", "collected", "votes_for", "votes_against", "votes_none", "votes_invalid")


def voters_among(rows: Sequence[Attendance], recused: Collection[int], rule: VoteRule) -> list[Attendance]:
    """Who votes: those present and, where the rule counts it, the absent who answer in writing; nobody recused."""
    counted = {Presence.PRESENT, Presence.WRITTEN} if rule.written else {Presence.PRESENT}
    return [one for one in rows if one.presence in counted and one.pk not in recused]


def voter_of(item: AgendaItem, user: User) -> Voter | None:
    """The person's place in the voter list of a vote on the screen."""
    return Voter.objects.filter(item=item, attendance__user=user).select_related("attendance").first()


def turnout(item: AgendaItem) -> tuple[int, int]:
    """How many have voted, of how many; nothing of what."""
    marks = list(Voter.objects.filter(item=item).values_list("has_voted", flat=True))
    return sum(marks), len(marks)


@dataclass(frozen=True, slots=True)
class Difference:
    """One line on which two counts differ: both figures in order of size, not of persons."""

    field: str
    lower: int
    higher: int


def entries_of(item: AgendaItem, attempt: int) -> list[TallyEntry]:
    """What was entered in one attempt, without an order that would tell who came first."""
    rows = TallyEntry.objects.filter(item=item, attempt=attempt)
    return sorted(rows, key=lambda row: [getattr(row, name) for name in TALLY_FIELDS])


def differences(item: AgendaItem) -> list[Difference]:
    """Where the last pair of counts differed; empty when there was no such pair."""
    pair = entries_of(item, item.attempt - 1) if item.attempt > 1 else []
    if len(pair) != 2:
        return []
    found = []
    for name in TALLY_FIELDS:
        one, other = (getattr(row, name) for row in pair)
        if one != other:
            found.append(Difference(name, min(one, other), max(one, other)))
    return found


def has_entered(item: AgendaItem, user: User) -> bool:
    """Whether the person has entered a count in the present attempt."""
    return TallyEntry.objects.filter(item=item, attempt=item.attempt, entered_by=user).exists()
