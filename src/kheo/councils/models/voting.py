"""Votes. An open vote names its voters; a secret one keeps who voted and what was voted in two tables that
share nothing but the matter.
"""

import secrets

from django.db import models
from django.db.models import F, Q

from kheo.councils.models.sessions import AgendaItem, Attendance
from kheo.councils.states import Choice


class Recusal(models.Model):
    """A member who does not vote on a matter, with the reason."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recusals")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="councils_recusal_once", fields=["item", "attendance"]),
            models.CheckConstraint(name="councils_recusal_with_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.attendance_id}"


class MemberVote(models.Model):
    """How a member voted in an open vote, or in writing."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="member_votes")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=7, choices=Choice.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="councils_membervote_once", fields=["item", "attendance"]),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.attendance_id}"


class Voter(models.Model):
    """Who may vote in secret on the screen, and whether he has. Not when."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="voter_list")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="+")
    has_voted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="councils_voter_once", fields=["item", "attendance"])]

    def __str__(self) -> str:
        return f"{self.item_id} {self.attendance_id}"


def random_id() -> int:
    """An id that says nothing of when its row was made."""
    return secrets.randbelow(2**62) + 1


class Ballot(models.Model):
    """One secret vote: no time, no voter, no sequence. See services/screen.py for how its order is lost."""

    id = models.BigIntegerField(primary_key=True, default=random_id)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="ballots")
    choice = models.CharField(max_length=7, choices=Choice.choices)

    def __str__(self) -> str:
        return "phiếu"


class TallyEntry(models.Model):
    """The count of a paper vote as one of two people entered it, without seeing the other's."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="tallies")
    attempt = models.PositiveSmallIntegerField()
    issued = models.PositiveSmallIntegerField()
    collected = models.PositiveSmallIntegerField()
    votes_for = models.PositiveSmallIntegerField()
    votes_against = models.PositiveSmallIntegerField()
    votes_none = models.PositiveSmallIntegerField()
    votes_invalid = models.PositiveSmallIntegerField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="councils_tally_once_each", fields=["item", "attempt", "entered_by"]
            ),
            models.CheckConstraint(
                name="councils_tally_adds_up",
                condition=Q(
                    collected=F("votes_for") + F("votes_against") + F("votes_none") + F("votes_invalid")
                )
                & Q(collected__lte=F("issued")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} #{self.attempt}"
