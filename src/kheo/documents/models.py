"""Files, stored once under their SHA-256, the official papers that Khéo issues, and rules that units let rest."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """Bytes on disk (or S3) under their own hash; never changed, never shared by name."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]


class Document(models.Model):
    """A paper of a unit: what it is, its number and date once signed, its file versions."""

    class Kind(models.TextChoices):
        PLAN = "plan", _("Kế hoạch")
        LETTER = "letter", _("Công văn")
        NOTICE = "notice", _("Thông báo")
        LIST = "list", _("Danh sách")
        SHEET = "sheet", _("Phiếu đăng ký")
        RECEIPT = "receipt", _("Phiếu tiếp nhận")
        SIGNED_COPY = "signed-copy", _("Bản đã ký (quét)")
        OTHER = "other", _("Văn bản khác")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="whose paper it is"
    )
    subject = models.CharField(max_length=500, help_text="trích yếu")
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="documents_document_number_with_date",
                condition=Q(number="") | Q(issued_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class RuleSwitch(models.Model):
    """A unit does not want to hear of a rule of the linter, and says why. Ended, never deleted."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=20, help_text="id of the rule: “P-SPACE”")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="documents_ruleswitch_once", fields=["unit", "rule"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="documents_ruleswitch_ended_by_somebody",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"
