"""Lists on paper: signed copies, issued lists, bundles sent up, filled lists read."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SignedCopy(models.Model):
    """“Đã nhận bản ký”: the unit's signed list came in, on this day; a scan is optional."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    scan = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="registrations_signed_copy_once", fields=["round", "unit"])
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.received_on}"


class ListNotice(models.Model):
    """“Thông báo danh mục mô hình”: shown once to the leader, then issued; a frozen version."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    shown_to_leader_on = models.DateField()
    leader_name = models.CharField(max_length=200)
    number = models.CharField(max_length=20)
    symbol = models.CharField(max_length=60)
    issued_on = models.DateField()
    rows = models.JSONField(help_text="the list as issued")
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="registrations_notice_version", fields=["round", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.symbol}"


class UpwardBundle(models.Model):
    """Letter, list and sheets sent up as one, and what was answered."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    sent_to = models.CharField(max_length=300)
    number = models.CharField(max_length=20)
    symbol = models.CharField(max_length=60)
    sent_on = models.DateField()
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="registrations_bundle_version", fields=["round", "version"]),
            models.CheckConstraint(
                name="registrations_bundle_answer_with_date",
                condition=Q(answer="", answered_on__isnull=True)
                | (~Q(answer="") & Q(answered_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.symbol}"


class ImportBatch(models.Model):
    """A filled list as read, kept between showing and applying so that what was shown is what is entered."""

    class Form(models.TextChoices):
        LIST = "list", _("danh sách giấy đã có, cán bộ nhập là đã tiếp nhận")
        SHEET = "sheet", _("bảng đăng ký nhiều mô hình, thành bản nháp hoặc gửi đi")

    form = models.CharField(max_length=8, choices=Form.choices, default=Form.LIST)
    round = models.ForeignKey(
        "campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+", help_text="where it was begun"
    )
    year = models.PositiveSmallIntegerField(help_text="the year whose list it is")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(help_text="the rows as read, of the form's columns only")
    choices = models.JSONField(default=dict, help_text="what the officer said of units and rows")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    made = models.PositiveIntegerField(default=0, help_text="registrations entered")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="registrations_import_applied_who_and_when",
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ColumnMatch(models.Model):
    """What a unit (of a common file: the managing unit) said that a head of its own file means."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    head = models.CharField(max_length=200, help_text="the head as compared: folded")
    column = models.CharField(max_length=40, help_text="the column's key; “-”: not to be taken")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="registrations_column_match_once", fields=["unit", "head"]),
            models.CheckConstraint(
                name="registrations_column_match_says_both", condition=~Q(head="") & ~Q(column="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head} → {self.column}"
