"""Councils, who sits in them over time, the rule they gave themselves."""

from django.db import models
from django.db.models import F, Q

from kheo.core.law.votes import Ballot as BallotRule
from kheo.core.law.votes import Base
from kheo.councils.states import SeatRole


class Council(models.Model):
    """A council of a unit, set up by a paper. Ended, never deleted."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    symbol = models.CharField(max_length=20, blank=True, help_text="in paper numbers: HĐTĐKT")
    decided_by = models.CharField(max_length=200, help_text="the paper that set it up, with its number")
    decided_on = models.DateField()
    ended_on = models.DateField(null=True, help_text="first day without it")
    ended_by = models.CharField(max_length=200, blank=True, help_text="the paper that ended it")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="councils_council_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="councils_council_dates_in_order",
                condition=Q(ended_on__isnull=True, ended_by="") | Q(ended_on__gte=F("decided_on")),
            ),
        ]
        indexes = [models.Index(name="councils_of_unit", fields=["unit", "ended_on"])]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A member of a council between two dates: an account, or a name and an office and nothing more."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    name_sort = models.CharField(max_length=400)
    office = models.CharField(max_length=200, help_text="chức vụ, as papers print it")
    role = models.CharField(max_length=10, choices=SeatRole.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, help_text="first day without the seat")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="councils_seat_once_open",
                fields=["council", "user"],
                condition=Q(valid_to__isnull=True, user__isnull=False),
            ),
            models.UniqueConstraint(
                name="councils_seat_one_chair",
                fields=["council"],
                condition=Q(valid_to__isnull=True, role=SeatRole.CHAIR),
            ),
            models.UniqueConstraint(
                name="councils_seat_one_secretary",
                fields=["council"],
                condition=Q(valid_to__isnull=True, role=SeatRole.SECRETARY),
            ),
            models.CheckConstraint(
                name="councils_seat_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.office})" if self.office else self.name


class OwnRule(models.Model):
    """What a council's own rule (quy chế) says of voting, from a day on. A later one follows, none is edited."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="own_rules")
    paper = models.CharField(max_length=200, help_text="the council's rule, with number and date")
    valid_from = models.DateField()
    quorum_numerator = models.PositiveSmallIntegerField()
    quorum_denominator = models.PositiveSmallIntegerField()
    passes_numerator = models.PositiveSmallIntegerField()
    passes_denominator = models.PositiveSmallIntegerField()
    passes_over = models.BooleanField(help_text="more than the ratio, not just the ratio")
    base = models.CharField(max_length=7, choices=[(one.value, one.value) for one in Base])
    ballot = models.CharField(max_length=6, choices=[(one.value, one.value) for one in BallotRule])
    written = models.BooleanField(help_text="whoever is absent may answer in writing")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="councils_rule_once_from", fields=["council", "valid_from"]),
            models.CheckConstraint(
                name="councils_rule_ratios",
                condition=Q(quorum_numerator__gte=1, quorum_numerator__lte=F("quorum_denominator"))
                & Q(passes_numerator__gte=1, passes_numerator__lte=F("passes_denominator")),
            ),
        ]

    def __str__(self) -> str:
        return self.paper
