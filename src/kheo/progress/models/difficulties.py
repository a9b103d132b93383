"""Difficulties: raised in two fields, given to a unit with a day to answer by, closed by who raised them."""

from django.db import models
from django.db.models import Q

from kheo.progress.states import DifficultyDesk, DifficultyState, DifficultyVerb


class Difficulty(models.Model):
    """Khó khăn, vướng mắc of a round, perhaps of one registration. A matter and a place, never a resident."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(
        "registrations.Registration", null=True, on_delete=models.PROTECT, related_name="known_difficulties"
    )
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="who raised it"
    )
    token = models.UUIDField(null=True, unique=True, help_text="the filled form: sent twice, written once")
    matter = models.TextField(help_text="việc gì vướng")
    place = models.CharField(max_length=300, help_text="ở đâu")
    asks_plan_change = models.BooleanField(
        default=False, help_text="the unit asks that plan or registration be changed"
    )
    entered_for_unit = models.BooleanField(
        default=False, help_text="the officer entered it in the unit's name"
    )
    state = models.CharField(max_length=10, choices=DifficultyState.choices, default=DifficultyState.WAITING)
    desk = models.CharField(max_length=10, choices=DifficultyDesk.choices, default=DifficultyDesk.UNIT)
    owner = models.ForeignKey(
        "units.Unit", null=True, on_delete=models.PROTECT, related_name="+", help_text="who answers"
    )
    answer_by = models.DateField(null=True, help_text="last day in time")
    escalated_to = models.CharField(
        max_length=200, blank=True, help_text="who leads the matter now: a name and an office"
    )
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, help_text="when the answer that stands was given")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="progress_difficulty_says_what", condition=~Q(matter="")),
            models.CheckConstraint(name="progress_difficulty_says_where", condition=~Q(place="")),
            models.CheckConstraint(
                name="progress_difficulty_owner_has_a_day",
                condition=Q(owner__isnull=True, answer_by__isnull=True)
                | Q(owner__isnull=False, answer_by__isnull=False),
            ),
            models.CheckConstraint(
                name="progress_difficulty_owned_unless_waiting",
                condition=Q(state__in=["waiting", "withdrawn"]) | Q(owner__isnull=False),
            ),
            models.CheckConstraint(
                name="progress_difficulty_answered_when",
                condition=~Q(state__in=["answered", "closed"]) | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="progress_difficulty_closed_when",
                condition=Q(state__in=["closed", "withdrawn"], closed_at__isnull=False)
                | (~Q(state__in=["closed", "withdrawn"]) & Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="progress_difficulty_led_by_a_name",
                condition=Q(desk="unit", escalated_to="") | (~Q(desk="unit") & ~Q(escalated_to="")),
            ),
        ]
        indexes = [
            models.Index(name="progress_difficulty_list", fields=["round", "state"]),
            models.Index(name="progress_difficulty_by_unit", fields=["unit", "state"]),
            models.Index(name="progress_difficulty_by_owner", fields=["owner", "state"]),
        ]

    def __str__(self) -> str:
        return self.matter[:80]


class DifficultyStep(models.Model):
    """What was done about it, in order: given to a unit, answered, not accepted … Never edited."""

    difficulty = models.ForeignKey(Difficulty, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=12, choices=DifficultyVerb.choices)
    text = models.TextField(blank=True)
    owner = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField(null=True)
    desk = models.CharField(max_length=10, choices=DifficultyDesk.choices, blank=True)
    led_by = models.CharField(max_length=200, blank=True)
    on_behalf = models.BooleanField(default=False, help_text="noted by the officer in the unit's name")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.difficulty_id} {self.verb}"
