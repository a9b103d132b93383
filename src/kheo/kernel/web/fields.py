"""Form fields that every module types alike."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kheo.core.errors import InvalidInput
from kheo.core.vietnamese import (
    clean_line,
    format_number,
    parse_date,
    parse_number,
    parse_whole,
    plain_number,
)
from kheo.kernel.web.middleware import sentence_of

_FIRST, _LAST = 1900, 2199
_EXAMPLE = _("Ví dụ 16/02/2026.")
_CURRENCY = ("đồng", "vnđ", "vnd", "đ")


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


class AmountField(forms.Field):
    """A number as an official writes it: “5.000.000”, “5.000.000 đồng”; with a comma where it may have parts.

    `decimals`: how many digits may stand after the comma, where not every number may (`whole` is False);
    `least`, `most`: what it has to lie between. What the field shows it always reads back.
    """

    def __init__(
        self,
        *,
        whole: bool = True,
        decimals: int | None = None,
        least: int | Decimal | None = None,
        most: int | Decimal | None = None,
        **options: Any,
    ) -> None:
        self.whole, self.decimals, self.least, self.most = whole, decimals, least, most
        options.setdefault(
            "widget",
            forms.TextInput(
                attrs={
                    "inputmode": "numeric" if whole else "decimal",
                    "class": "medium",
                    "autocomplete": "off",
                }
            ),
        )
        options["error_messages"] = {"required": _("Hãy ghi số.")} | options.get("error_messages", {})
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """Figures in Vietnamese form, as they are read back; what was typed stays as typed."""
        if not isinstance(value, int | Decimal):
            return value
        shown = format_number(value)
        try:
            return shown if self.read(shown) == value else plain_number(value)
        except InvalidInput:
            return plain_number(value)

    @property
    def read(self) -> Callable[[str], int | Decimal]:
        """How what was typed is read; raises InvalidInput."""
        return parse_whole if self.whole else partial(parse_number, decimals=self.decimals)

    def to_python(self, value: Any) -> Any:
        """The number. A word it cannot be read as is refused at the field."""
        if isinstance(value, int | Decimal):  # a disabled field gives back what it was shown from
            return value
        text = clean_line(str(value or ""))
        for word in _CURRENCY:
            if text.lower().endswith(word):
                text = text[: -len(word)].strip()
                break
        if not text:
            return None
        try:
            number = self.read(text)
        except InvalidInput as refusal:
            raise ValidationError(sentence_of(refusal), code=refusal.code) from refusal
        self._require_within(number)
        return number

    def _require_within(self, number: int | Decimal) -> None:
        least, most = self.least, self.most
        if (least is None or number >= least) and (most is None or number <= most):
            return
        if least is not None and most is not None:
            words = _("Hãy ghi số từ %(least)s đến %(most)s.")
        else:
            words = (
                _("Hãy ghi số từ %(least)s trở lên.") if most is None else _("Hãy ghi số không quá %(most)s.")
            )
        shown = {
            name: format_number(bound)
            for name, bound in (("least", least), ("most", most))
            if bound is not None
        }
        raise ValidationError(words, code="number-out-of-range", params=shown)
