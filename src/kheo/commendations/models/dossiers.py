"""One subject and one award: the dossier, and everything that is asked and answered about it."""

from django.db import models
from django.db.models import F, Q

from kheo.commendations.states import DossierState, OpinionKind, OpinionVerdict, Rating


class Posting(models.Model):
    """Niêm yết, công khai: names, units and achievements put up before the council, where a place asks it."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=300)
    from_on = models.DateField()
    until = models.DateField(help_text="the last day of it")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="commendations_posting_days", condition=Q(until__gte=F("from_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.from_on}"


class Dossier(models.Model):
    """Hồ sơ đề nghị khen thưởng of one subject for one award. What was decided of it is a `Commendation`."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="who proposes"
    )
    subject = models.ForeignKey("units.Subject", on_delete=models.PROTECT, related_name="+")
    award = models.CharField(max_length=60, help_text="key of core/law/awards.toml")
    occasion = models.CharField(max_length=10, help_text="campaign, annual, sudden")
    recognition = models.ForeignKey(
        "recognitions.Recognition", null=True, on_delete=models.PROTECT, related_name="+"
    )
    exemplar = models.ForeignKey(
        "recognitions.Exemplar", null=True, on_delete=models.PROTECT, related_name="+"
    )
    item = models.ForeignKey(
        "recognitions.ReviewItem", null=True, on_delete=models.PROTECT, related_name="+", help_text="bình xét"
    )
    achievement = models.CharField(max_length=400, help_text="what for, as decision and certificate print it")
    summary = models.TextField(help_text="tóm tắt thành tích")
    report = models.TextField(blank=True, help_text="báo cáo thành tích in full; empty: the summary serves")
    span_first = models.DateField()
    span_last = models.DateField()
    leads = models.BooleanField(default=False, help_text="a person in a leading office")
    rating = models.CharField(max_length=10, choices=Rating.choices, blank=True)
    confirmed_by = models.CharField(
        max_length=200, blank=True, help_text="who confirms the report, with office"
    )
    state = models.CharField(max_length=10, choices=DossierState.choices, default=DossierState.DRAFT)
    state_at = models.DateTimeField()
    reason = models.CharField(
        max_length=1000, blank=True, help_text="why returned, unfit, not passed, taken back"
    )
    entered_for_unit = models.BooleanField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    received_on = models.DateField(null=True, help_text="its law is the law of this day")
    receipt_code = models.CharField(max_length=20, blank=True)
    handed_in = models.JSONField(default=list, help_text="parts of the dossier that came on paper")
    posting = models.ForeignKey(Posting, null=True, on_delete=models.PROTECT, related_name="dossiers")
    passed_by = models.CharField(max_length=500, blank=True, help_text="minutes, or the council's result")
    passed_on = models.DateField(null=True)
    of_council = models.BooleanField(
        default=False, help_text="a session in Khéo decided: only another changes it"
    )
    forwarded_to = models.CharField(max_length=300, blank=True)
    forwarded_paper = models.CharField(max_length=100, blank=True)
    bundle = models.ForeignKey(
        "commendations.IncomingBundle",
        null=True,
        on_delete=models.PROTECT,
        related_name="dossiers",
        help_text="in which it came from the level below, the last time",
    )
    origin_code = models.CharField(max_length=20, blank=True, help_text="its receipt's code at the sender")
    origin_mark = models.CharField(max_length=64, blank=True, help_text="hash of what the sender said of it")
    origin_words = models.CharField(max_length=500, blank=True, help_text="what passed it at the sender")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="commendations_dossier_once",
                fields=["round", "subject", "award"],
                condition=~Q(state__in=["unfit", "not-passed", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="commendations_dossier_source",
                condition=Q(recognition__isnull=True) | Q(exemplar__isnull=True),
            ),
            models.CheckConstraint(
                name="commendations_dossier_span", condition=Q(span_last__gte=F("span_first"))
            ),
            models.CheckConstraint(
                name="commendations_dossier_reason",
                condition=~Q(state__in=["returned", "unfit", "not-passed", "withdrawn"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="commendations_dossier_received",
                condition=Q(state__in=["draft", "submitted", "returned", "withdrawn"])
                | Q(received_on__isnull=False),
            ),
            models.CheckConstraint(
                name="commendations_dossier_passed",
                condition=~Q(state__in=["passed", "forwarded", "decided"]) | ~Q(passed_by=""),
            ),
        ]
        indexes = [
            models.Index(name="commendations_dossiers", fields=["round", "state"]),
            models.Index(name="commendations_of_subject", fields=["subject", "state"]),
        ]

    def __str__(self) -> str:
        return f"dossier {self.pk}"


class Opinion(models.Model):
    """A written opinion: of the advisory division, or of a body that is consulted with a day to answer by."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="opinions")
    kind = models.CharField(max_length=10, choices=OpinionKind.choices)
    body = models.CharField(max_length=300, help_text="who gives it")
    asked_on = models.DateField()
    answer_by = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    verdict = models.CharField(max_length=8, choices=OpinionVerdict.choices, blank=True)
    paper = models.CharField(max_length=100, blank=True, help_text="number and symbol of the answer")
    words = models.TextField(blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="commendations_opinion_answered",
                condition=Q(answered_on__isnull=True, verdict="")
                | (Q(answered_on__isnull=False) & ~Q(verdict="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.body}"


class StandingAnswer(models.Model):
    """Discipline, inspection, complaints: “đủ” or “chưa đủ điều kiện” with the answer's number and day, nothing of
    what it says. Erased after the time limit.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="standing")
    clear = models.BooleanField()
    paper = models.CharField(max_length=100)
    answered_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.paper


class Waiver(models.Model):
    """A guard that a person answered where the records could not, or that whoever may let it through let through."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="waivers")
    guard = models.CharField(max_length=60)
    overrides = models.BooleanField(help_text="true: it fails and was let through; false: it was unknown")
    reason = models.CharField(max_length=500)
    paper = models.CharField(max_length=200, blank=True, help_text="of who let it through: number, day, name")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="commendations_waiver_once", fields=["dossier", "guard"]),
            models.CheckConstraint(
                name="commendations_waiver_paper", condition=Q(overrides=False) | ~Q(paper="")
            ),
        ]

    def __str__(self) -> str:
        return self.guard
