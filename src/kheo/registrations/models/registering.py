"""Initiatives, their registrations year by year, drafts, receipts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kheo.registrations.states import Kind, State


class Initiative(models.Model):
    """Identity only: one initiative across years. What it is stands in its registrations."""

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="who first registered it"
    )
    province_code = models.CharField(max_length=2, db_index=True)
    first_year = models.PositiveSmallIntegerField()
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="registrations_initiative_merged_into_other", condition=~Q(merged_into=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"initiative {self.pk}"


class Registration(models.Model):
    """An initiative in one round. Typed columns are filled on sending; until then the draft holds."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="who registered; never rewritten"
    )
    handled_by_unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the unit, or its successor after a merger",
    )
    province_code = models.CharField(max_length=2, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NEW)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)

    title = models.CharField(max_length=500, blank=True)
    title_folded = models.CharField(max_length=500, blank=True)
    title_sort = models.CharField(max_length=1500, blank=True)
    sector = models.ForeignKey("campaigns.Sector", null=True, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey("campaigns.Theme", null=True, on_delete=models.PROTECT, related_name="+")
    content = models.ForeignKey(
        "campaigns.PlanContent", null=True, on_delete=models.PROTECT, related_name="+"
    )
    lead = models.ForeignKey("units.Subject", null=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    time_words = models.CharField(
        max_length=200, blank=True, help_text="thời gian thực hiện as the unit wrote it"
    )
    need = models.TextField(blank=True, help_text="thực trạng, lý do")
    aims = models.TextField(blank=True, help_text="mục tiêu, tiêu chí")
    method = models.TextField(blank=True, help_text="nội dung, cách thức thực hiện")
    scope = models.TextField(blank=True, help_text="đối tượng, quy mô: places and numbers, never persons")
    partners = models.TextField(blank=True, help_text="lực lượng phối hợp, tham gia")
    accompanying_unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    resources = models.TextField(blank=True, help_text="nguồn lực")
    outputs = models.TextField(blank=True, help_text="sản phẩm đầu ra kiểm chứng được")
    durability = models.TextField(blank=True, help_text="khả năng duy trì, nhân rộng")
    contact_name = models.CharField(max_length=200, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    confirmed_by = models.CharField(max_length=300, blank=True, help_text="xác nhận của chi ủy, thủ trưởng")
    changes = models.TextField(blank=True, help_text="what changed since last year, for a continued one")
    launch_on = models.DateField(null=True, help_text="ngày ra mắt")

    entered_for_unit = models.BooleanField(
        default=False, help_text="the officer entered it in the unit's name"
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    first_submitted_at = models.DateTimeField(
        null=True, help_text="what was sent in time stays in time after a return"
    )
    is_late = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    return_reason = models.TextField(blank=True)
    resubmit_until = models.DateTimeField(
        null=True, help_text="until when what was returned may be sent again, where the officer set it"
    )
    withdraw_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="registrations_once_a_round", fields=["round", "initiative"]),
            models.CheckConstraint(
                name="registrations_state_matches_submitted",
                condition=Q(state="draft", submitted_at__isnull=True, submitted_by__isnull=True)
                | (~Q(state="draft") & Q(submitted_at__isnull=False, submitted_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="registrations_decided_who_and_when",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="registrations_accepted_was_decided",
                condition=~Q(state__in=["accepted", "returned"]) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="registrations_return_has_reason", condition=~Q(state="returned") | ~Q(return_reason="")
            ),
            models.CheckConstraint(
                name="registrations_sent_has_title", condition=Q(state="draft") | ~Q(title="")
            ),
            models.CheckConstraint(
                name="registrations_dates_in_order",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
            ),
        ]
        indexes = [
            models.Index(name="registrations_list", fields=["round", "state", "handled_by_unit"]),
            models.Index(name="registrations_list_by_title", fields=["round", "title_sort"]),
            models.Index(name="registrations_by_unit", fields=["handled_by_unit", "round"]),
        ]

    def __str__(self) -> str:
        return self.title or f"registration {self.pk}"


class Draft(models.Model):
    """The posted fields as they stand, under an id made by the browser, with a revision."""

    id = models.UUIDField(primary_key=True)
    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="draft")
    fields = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.id)


class _Standing(models.Manager["Indicator"]):
    """Indicators that are still followed."""

    def get_queryset(self) -> models.QuerySet["Indicator"]:
        return super().get_queryset().filter(ended_at__isnull=True)


class Indicator(models.Model):
    """What will be measured (target with unit), or a step where nothing is to be counted.

    A row keeps its identity while the same thing is counted in the same unit, whatever becomes of its name,
    target or day: reports point to it. One that is followed no more is ended, never deleted once the
    registration was received; `objects` and `registration.indicators` give those that stand, `every` all.
    Positions are not given twice.
    """

    class Kind(models.TextChoices):
        MEASURE = "measure", _("chỉ tiêu")
        STEP = "step", _("bước thực hiện")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="indicators")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    target = models.DecimalField(max_digits=18, decimal_places=3, null=True)
    unit = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="from when it is followed no more")

    objects = _Standing()
    every = models.Manager["Indicator"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="registrations_indicator_place", fields=["registration", "kind", "position"]
            ),
            models.CheckConstraint(
                name="registrations_measure_has_target",
                condition=~Q(kind="measure") | (Q(target__isnull=False) & ~Q(unit="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Receipt(models.Model):
    """Phiếu tiếp nhận: proof for the unit of what was sent, and when, to the second."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="receipts")
    code = models.CharField(max_length=20, unique=True, help_text="mã đối chiếu, from the content's hash")
    content = models.JSONField(help_text="what was sent, as hashed")
    content_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=200)
    amendment = models.OneToOneField(
        "registrations.Amendment",
        null=True,
        on_delete=models.PROTECT,
        related_name="receipt",
        help_text="where a change was proposed, not the registration sent",
    )

    def __str__(self) -> str:
        return self.code


class TitleWord(models.Model):
    """A telling word of a received registration's title: the index by which similar names are found."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="title_words")
    province_code = models.CharField(max_length=2)
    word = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="registrations_title_word_once", fields=["province_code", "word", "registration"]
            )
        ]

    def __str__(self) -> str:
        return self.word
