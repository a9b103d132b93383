"""What is typed to hand over: to whom, from which day, which roles, why."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.accounts.public import User
from kheo.handovers.states import Reason
from kheo.kernel.web.fields import DayField
from kheo.kernel.web.plain_form import PlainForm


class HandoverForm(PlainForm):
    """All of it, shown again until the word is typed."""

    taker = forms.ChoiceField(
        label=_("Người nhận"), error_messages={"required": _("Hãy chọn người nhận bàn giao.")}
    )
    on = DayField(
        label=_("Người nhận làm việc từ ngày"), help_text=_("Vai trò của người bàn giao hết vào ngày này.")
    )
    roles = forms.MultipleChoiceField(
        label=_("Vai trò bàn giao"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một vai trò để bàn giao.")},
    )
    reason = forms.ChoiceField(label=_("Lý do"), choices=Reason.choices)
    basis = forms.CharField(
        label=_("Căn cứ"),
        required=False,
        max_length=200,
        help_text=_("Số, ngày của quyết định, nếu có. Ví dụ: Quyết định số 12/QĐ-UBND ngày 03/11/2026."),
    )

    def __init__(
        self, *args: Any, takers: Sequence[User], roles: Sequence[tuple[int, str]], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.pk), f"{one.full_name} ({one.username})") for one in takers]
        self.fields["taker"].choices = [("", _("Chọn người")), *people]  # type: ignore[attr-defined]
        self.fields["roles"].choices = [(str(pk), words) for pk, words in roles]  # type: ignore[attr-defined]
        self.initial = {"on": today, "roles": [str(pk) for pk, _words in roles], **self.initial}
