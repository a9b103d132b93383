"""Form fields that every module types alike."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kheo.core.errors import InvalidInput
from kheo.core.vietnamese import parse_date

_FIRST, _LAST = 1900, 2199
_EXAMPLE = _("Ví dụ 16/02/2026.")


class DayField(forms.DateField):
    """A day as an official writes it, day first: “5/2/2026”, “05-02-2026”, “ngày 05 tháng 02 năm 2026”.

    One kind of field on every page: the browser's own picker shows the order of the machine's language,
    which is often month first.
    """

    def __init__(self, **options: Any) -> None:
        said = options.get("help_text")
        options["help_text"] = format_lazy("{} {}", said, _EXAMPLE) if said else _EXAMPLE
        options.setdefault(
            "widget", forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "off", "class": "medium"})
        )
        unreadable = {
            "invalid": _("Ngày này không có hoặc ghi chưa đúng. Hãy ghi ngày/tháng/năm như 16/02/2026."),
            "required": _("Hãy ghi ngày, ví dụ 16/02/2026."),
        }
        options["error_messages"] = unreadable | options.get("error_messages", {})
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        """The day that was typed; what is no day of a sensible year is refused at the field."""
        if value in self.empty_values or isinstance(value, date):
            found: date | None = super().to_python(value)
            return found
        try:
            day = parse_date(str(value))
        except InvalidInput as refusal:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from refusal
        if not _FIRST <= day.year <= _LAST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day
