"""When a round's units report, and what they reported. Periods themselves are computed (`periods.py`)."""

from django.db import models
from django.db.models import F, Q

from kheo.progress.states import ReportState, Rhythm, Standing


class ReportingRule(models.Model):
    """The rhythm that the officer set for a round, over the one its plan gives."""

    round = models.OneToOneField("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices)
    days_to_send = models.PositiveSmallIntegerField(
        default=1, help_text="how many days after its last day a period's report is due"
    )
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="progress_rule_days_to_send",
                condition=Q(days_to_send__gte=1) & Q(days_to_send__lte=60),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.rhythm}"


class SkippedPeriod(models.Model):
    """Nobody reports for this period of the round, for a reason; taken back, it stays on record."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=12, help_text="key of the period: year, h1, q2, m07")
    reason = models.CharField(max_length=500)
    skipped_at = models.DateTimeField()
    skipped_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    resumed_at = models.DateTimeField(null=True)
    resumed_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="progress_skipped_once",
                fields=["round", "period"],
                condition=Q(resumed_at__isnull=True),
            ),
            models.CheckConstraint(name="progress_skipped_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="progress_skipped_resumed_who_and_when",
                condition=Q(resumed_at__isnull=True, resumed_by__isnull=True)
                | Q(resumed_at__isnull=False, resumed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.period}"


class ProgressReport(models.Model):
    """One registration in one period. Typed columns are filled on sending; until then the draft holds."""

    registration = models.ForeignKey(
        "registrations.Registration", on_delete=models.PROTECT, related_name="progress_reports"
    )
    period = models.CharField(max_length=12, help_text="key of the period: year, h1, q2, m07")
    period_from = models.DateField()
    period_to = models.DateField(help_text="last day")
    due_on = models.DateField(help_text="last day in time, as it stood when the report was begun")
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    standing = models.CharField(max_length=10, choices=Standing.choices, blank=True)
    percent = models.PositiveSmallIntegerField(
        null=True, help_text="computed from the indicators on sending; null where nothing is counted"
    )
    results = models.TextField(blank=True, help_text="kết quả: what was done in the period")
    difficulties = models.TextField(blank=True, help_text="khó khăn, vướng mắc: matters and places")
    next_steps = models.TextField(blank=True, help_text="việc tiếp theo")
    households = models.PositiveIntegerField(null=True, help_text="số hộ hưởng lợi: a number, never names")
    entered_for_unit = models.BooleanField(
        default=False, help_text="the officer entered it in the unit's name"
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    first_sent_at = models.DateTimeField(null=True, help_text="what was sent in time stays in time")
    is_late = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    return_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="progress_report_once_a_period", fields=["registration", "period"]),
            models.CheckConstraint(
                name="progress_report_period_in_order", condition=Q(period_to__gte=F("period_from"))
            ),
            models.CheckConstraint(
                name="progress_report_state_matches_sent",
                condition=Q(
                    state="draft", sent_at__isnull=True, sent_by__isnull=True, first_sent_at__isnull=True
                )
                | (
                    ~Q(state="draft")
                    & Q(sent_at__isnull=False, sent_by__isnull=False, first_sent_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="progress_report_decided_who_and_when",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="progress_report_return_has_reason",
                condition=~Q(state="returned") | ~Q(return_reason=""),
            ),
            models.CheckConstraint(
                name="progress_report_percent_in_range",
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
            ),
            models.CheckConstraint(
                name="progress_report_sent_has_standing",
                condition=Q(state="draft") | ~Q(standing=""),
            ),
        ]
        indexes = [models.Index(name="progress_report_by_period", fields=["period", "state"])]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.period}"


class ReportDraft(models.Model):
    """The posted fields as they stand, under an id made by the browser, with a revision."""

    id = models.UUIDField(primary_key=True)
    report = models.OneToOneField(ProgressReport, on_delete=models.CASCADE, related_name="draft")
    fields = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.id)


class ReportVersion(models.Model):
    """What was sent, each time it was sent."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sent_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(name="progress_report_version", fields=["report", "number"])]

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"


class IndicatorValue(models.Model):
    """What had been reached of one indicator (counted since its beginning) when the report was sent.

    The indicator's own words and target stand with it as they were: a change that was agreed to later leaves
    old reports as they are.
    """

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="values")
    indicator = models.ForeignKey(
        "registrations.Indicator",
        null=True,
        on_delete=models.SET_NULL,
        related_name="values",
        help_text="whose value it is, whatever becomes of name and target",
    )
    kind = models.CharField(max_length=8, help_text="measure or step, as the registration had it")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    target = models.DecimalField(max_digits=18, decimal_places=3, null=True)
    unit = models.CharField(max_length=40, blank=True)
    actual = models.DecimalField(max_digits=18, decimal_places=3, null=True)
    is_done = models.BooleanField(default=False, help_text="of a step: it was done")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="progress_value_once", fields=["report", "kind", "position"]),
            models.CheckConstraint(
                name="progress_value_not_negative", condition=Q(actual__isnull=True) | Q(actual__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.actual}"


class InitiativeEnd(models.Model):
    """An initiative is not carried on, from a day, for a reason; taken up again, the end stays on record."""

    initiative = models.ForeignKey("registrations.Initiative", on_delete=models.PROTECT, related_name="ends")
    ended_on = models.DateField()
    reason = models.CharField(max_length=500)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    resumed_at = models.DateTimeField(null=True)
    resumed_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="progress_end_once", fields=["initiative"], condition=Q(resumed_at__isnull=True)
            ),
            models.CheckConstraint(name="progress_end_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="progress_end_resumed_who_and_when",
                condition=Q(resumed_at__isnull=True, resumed_by__isnull=True)
                | Q(resumed_at__isnull=False, resumed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.ended_on}"
