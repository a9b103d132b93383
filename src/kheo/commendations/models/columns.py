"""Columns of the software of another body, as a place matched them."""

from django.db import models


class ExportColumns(models.Model):
    """Bảng cột của phần mềm tỉnh: one version of a matching under its name. Never edited: the newest is used."""

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="whose it is"
    )
    name = models.CharField(max_length=120)
    number = models.PositiveIntegerField(help_text="its version, from 1")
    layout = models.JSONField(help_text="the sheet, the rows above the head, the columns with their fields")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="commendations_columns_once", fields=["unit", "name", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"
