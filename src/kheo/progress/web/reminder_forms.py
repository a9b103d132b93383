"""What is typed about reminders."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kheo.kernel.web.fields import DayField
from kheo.kernel.web.plain_form import PlainForm
from kheo.progress.states import BY_ITSELF, ReminderChannel


class NoteForm(PlainForm):
    """Which units were reminded of what, how and on which day."""

    channel = forms.ChoiceField(
        label=_("Đã nhắc bằng cách nào"),
        choices=[pair for pair in ReminderChannel.choices if pair[0] not in BY_ITSELF],
    )
    day = DayField(label=_("Ngày nhắc"))
    keys = forms.MultipleChoiceField(
        label=_("Đã nhắc những đơn vị nào"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chưa chọn đơn vị nào. Hãy đánh dấu ít nhất một dòng.")},
    )

    def __init__(self, *args: Any, lines: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = list(lines)  # type: ignore[attr-defined]


class NumbersField(forms.CharField):
    """Some numbers in one line: “10, 3, 1”."""

    def clean(self, value: Any) -> list[int]:
        """The numbers; what is none of that is refused at the field."""
        typed = str(super().clean(value) or "")
        parts = [part for part in re.split(r"[\s,;]+", typed) if part]
        if any(not (part.isascii() and part.isdigit() and len(part) < 4) for part in parts):
            raise ValidationError(_("Hãy ghi các số cách nhau bằng dấu phẩy, ví dụ: 10, 3, 1."))
        return [int(part) for part in parts]


class LadderForm(PlainForm):
    """When units of this round are reminded."""

    is_on = forms.BooleanField(label=_("Tự nhắc các đơn vị trong Khéo"), required=False)
    before = NumbersField(
        label=_("Trước hạn mấy ngày làm việc"),
        required=False,
        max_length=60,
        help_text=_("Ví dụ: 10, 3, 1. Đúng ngày hết hạn luôn nhắc."),
    )
    after = NumbersField(
        label=_("Sau hạn mấy ngày làm việc"), required=False, max_length=60, help_text=_("Ví dụ: 1, 5, 10.")
    )
