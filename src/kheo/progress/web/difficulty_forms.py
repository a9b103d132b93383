"""What is typed about a difficulty."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kheo.kernel.web.plain_form import PlainForm
from kheo.progress.services.difficulties import MOST_DAYS, USUAL_DAYS
from kheo.progress.states import DifficultyDesk

NO_NAMES = _(
    "Ghi việc, nơi và con số; không ghi tên người dân, tên hộ, bệnh tật hay thái độ của ai. Ví dụ: 4 hộ chưa đồng thuận."
)


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RaiseForm(PlainForm):
    """Two fields: which matter, where. The rest is chosen, or ticked where it is so."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    matter = forms.CharField(
        label=_("Việc đang vướng"),
        widget=_text(4),
        max_length=3000,
        help_text=NO_NAMES,
        error_messages={"required": _("Hãy ghi việc đang vướng.")},
    )
    place = forms.CharField(
        label=_("Nơi đang vướng"),
        max_length=300,
        help_text=_("Ví dụ: đường liên xóm, đoạn qua cầu Nà Lúa."),
        error_messages={"required": _("Hãy ghi nơi đang vướng.")},
    )
    registration = forms.ChoiceField(label=_("Vướng ở mô hình nào"), required=False)
    unit = forms.ChoiceField(label=_("Đơn vị nêu"))
    asks_plan_change = forms.BooleanField(
        label=_("Đề nghị điều chỉnh kế hoạch hoặc bản đăng ký"), required=False
    )

    def __init__(
        self,
        *args: Any,
        units: Mapping[int, str],
        registrations: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(pk), name) for pk, name in units.items()]  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].initial = str(next(iter(units)))
            self.fields["unit"].widget = forms.HiddenInput()
        listed = [(str(pk), title) for pk, title in registrations]
        none = ("", _("Vướng chung, không riêng mô hình nào"))
        self.fields["registration"].choices = [none, *listed]  # type: ignore[attr-defined]
        if not listed:
            del self.fields["registration"]


class GiveForm(PlainForm):
    """Which unit answers, within how many working days."""

    owner = forms.ChoiceField(label=_("Giao đơn vị giải quyết"))
    days = forms.IntegerField(
        label=_("Trả lời trong mấy ngày làm việc"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        help_text=_("Tính từ ngày mai, trừ ngày nghỉ và ngày lễ."),
    )

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = ("", _("Chọn đơn vị"))
        self.fields["owner"].choices = [choose, *((str(pk), name) for pk, name in units.items())]  # type: ignore[attr-defined]


class AnswerForm(PlainForm):
    """The owner's answer."""

    text = forms.CharField(
        label=_("Trả lời"),
        widget=_text(4),
        max_length=3000,
        help_text=_("Đã làm gì, ai làm tiếp, bao giờ xong. Không ghi tên người dân."),
        error_messages={"required": _("Hãy ghi trả lời: đã làm gì, ai làm tiếp, bao giờ xong.")},
    )


class EscalateForm(PlainForm):
    """To whom within the commune."""

    desk = forms.ChoiceField(label=_("Báo cáo"))
    led_by = forms.CharField(
        label=_("Người nhận việc"),
        max_length=200,
        help_text=_("Họ tên và chức vụ, ví dụ: ông Nông Đình Khải, Phó Chủ tịch."),
        error_messages={"required": _("Hãy ghi họ tên và chức vụ người nhận việc.")},
    )
    reason = forms.CharField(label=_("Vì sao"), required=False, max_length=3000, widget=_text(2))

    def __init__(self, *args: Any, desk: str = DifficultyDesk.UNIT, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = list(DifficultyDesk)
        higher = order[order.index(DifficultyDesk(desk)) + 1 :]
        self.fields["desk"].choices = [(one.value, one.label) for one in higher]  # type: ignore[attr-defined]


class _Said(PlainForm):
    text = forms.CharField(widget=_text(3), max_length=3000)
    words: str | Promise
    missing: str | Promise

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = str(self.words)
        self.fields["text"].error_messages["required"] = str(self.missing)


class RefuseForm(_Said):
    """Why the answer is not enough."""

    words = _("Còn vướng chỗ nào")
    missing = _("Hãy ghi còn vướng chỗ nào để đơn vị được giao biết.")


class WithdrawForm(_Said):
    """Why it is taken back."""

    words = _("Lý do rút")
    missing = _("Hãy ghi lý do rút, ví dụ: xóm đã tự giải quyết.")
