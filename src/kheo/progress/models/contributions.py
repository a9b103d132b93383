"""What the people gave, in totals: the ledger, the households' decision, supervision, what was made public.

No row stands for a household. A correction is a new row with a reason; the one it corrects stays as it was.
"""

from typing import Self

from django.db import models
from django.db.models import F, Q

from kheo.progress.contribution_kinds import Channel, Direction, Purpose, Scope, Shown, Way, What


class Drive(models.Model):
    """One registration's calling on the people: for a common work, or for people in hardship."""

    registration = models.ForeignKey(
        "registrations.Registration", on_delete=models.PROTECT, related_name="drives"
    )
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    matter = models.CharField(
        max_length=300, blank=True, help_text="the common work; of help for people: none"
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="progress_drive_once", fields=["registration", "purpose"]),
            models.CheckConstraint(
                name="progress_drive_matter_of_works_alone",
                condition=(Q(purpose="works") & ~Q(matter="")) | Q(purpose="hardship", matter=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.purpose}"


class Noted(models.Model):
    """A row that is written once. `corrects` with a reason takes an earlier one's place; `is_void` puts
    nothing there. `token` is the form's own: pressed twice it is one row.
    """

    token = models.UUIDField(unique=True)
    reason = models.CharField(max_length=500, blank=True, help_text="why it corrects an earlier one")
    is_void = models.BooleanField(default=False)
    entered_for_unit = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    @classmethod
    def rows(cls) -> models.QuerySet[Self]:
        """All of this kind."""
        return cls._default_manager.all()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_corrects_with_reason",
                condition=Q(corrects__isnull=True, reason="", is_void=False)
                | (Q(corrects__isnull=False) & ~Q(reason="")),
            ),
        ]


class LedgerEntry(Noted):
    """A total received or spent on a day."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="entries")
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    direction = models.CharField(max_length=8, choices=Direction.choices)
    what = models.CharField(max_length=8, choices=What.choices)
    on = models.DateField()
    amount = models.DecimalField(
        max_digits=16, decimal_places=2, help_text="đồng, m², ngày công, or the goods' unit"
    )
    goods = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=30, blank=True, help_text="the goods' unit: bao, kg, suất")
    value = models.BigIntegerField(null=True, help_text="valuation of goods received, in đồng")
    valued_by = models.CharField(max_length=200, blank=True, help_text="how the valuation was made")
    spent_for = models.CharField(max_length=300, blank=True)
    people = models.PositiveIntegerField(null=True, help_text="how many persons received help")
    gift_signed_on = models.DateField(
        null=True, help_text="day of the voluntary written gift that every holder of the land signed"
    )

    class Meta(Noted.Meta):
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(name="progress_entry_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="progress_entry_spends_money_or_goods",
                condition=Q(direction="received") | Q(what__in=["money", "goods"]),
            ),
            models.CheckConstraint(
                name="progress_entry_goods_named",
                condition=(Q(what="goods") & ~Q(goods="") & ~Q(unit=""))
                | (~Q(what="goods") & Q(goods="", unit="")),
            ),
            models.CheckConstraint(
                name="progress_entry_goods_received_have_value",
                condition=Q(what="goods", direction="received", value__gt=0)
                | (~Q(what="goods", direction="received") & Q(value__isnull=True)),
            ),
            models.CheckConstraint(
                name="progress_entry_gift_paper_is_of_land",
                condition=Q(gift_signed_on__isnull=True) | Q(what="land"),
            ),
        ]
        indexes = [models.Index(name="progress_entry_of_drive", fields=["drive", "on"])]

    def __str__(self) -> str:
        return f"{self.direction} {self.what} {self.amount}"


class HouseholdDecision(Noted):
    """The households were asked. `total` is all of them, fixed when it opened, whoever comes."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="decisions")
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    way = models.CharField(max_length=8, choices=Way.choices)
    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.SETTLEMENT)
    place = models.CharField(max_length=200)
    opened_on = models.DateField()
    total = models.PositiveIntegerField()
    decided_on = models.DateField(null=True)
    present = models.PositiveIntegerField(null=True)
    agreeing = models.PositiveIntegerField(null=True)
    result_at = models.DateTimeField(null=True)
    result_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Noted.Meta):
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(name="progress_decision_has_households", condition=Q(total__gte=1)),
            models.CheckConstraint(
                name="progress_decision_within_total",
                condition=(Q(agreeing__isnull=True) | Q(agreeing__lte=F("total")))
                & (Q(present__isnull=True) | Q(present__lte=F("total"))),
            ),
            models.CheckConstraint(
                name="progress_decision_result_whole",
                condition=Q(
                    decided_on__isnull=True,
                    agreeing__isnull=True,
                    present__isnull=True,
                    result_at__isnull=True,
                )
                | Q(decided_on__gte=F("opened_on"), agreeing__isnull=False, result_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.agreeing}/{self.total}"


class SupervisionBoard(Noted):
    """Ban Giám sát đầu tư của cộng đồng: how many, since when, by which paper."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="boards")
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    set_up_on = models.DateField()
    members = models.PositiveSmallIntegerField()
    paper = models.CharField(max_length=120, help_text="number and symbol of the decision")

    class Meta(Noted.Meta):
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(name="progress_board_has_members", condition=Q(members__gte=1)),
        ]

    def __str__(self) -> str:
        return self.paper


class Publication(Noted):
    """What was made public, where and when. `until` is its last day, None while it is still there."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="publications")
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    what = models.CharField(max_length=10, choices=Shown.choices)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    place = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta(Noted.Meta):
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="progress_publication_days_in_order",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="progress_publication_only_postings_end",
                condition=Q(until__isnull=True) | Q(channel="posting"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.channel}"


class NamedGiver(models.Model):
    """A giver who asked in writing to be named. No amount stands beside a name; taken back, the name goes."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="named_givers")
    token = models.UUIDField(unique=True)
    name = models.CharField(max_length=200)
    name_sort = models.CharField(max_length=600)
    wished_on = models.DateField(help_text="day of the giver's written wish")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="progress_giver_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"giver {self.pk}"
