"""Forms of the rulebook."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.core.law.awards import national_awards
from kheo.core.law.provisions import Matter, Occasion
from kheo.kernel.clock import today
from kheo.kernel.web.fields import AmountField, DayField
from kheo.kernel.web.plain_form import PlainForm

_LABELS = {
    "parts": gettext_lazy("Các giấy tờ, mỗi dòng một thứ"),
    "copies": gettext_lazy("Số bộ"),
    "working_days": gettext_lazy("Số ngày làm việc"),
    "days": gettext_lazy("Số ngày"),
    "asked": gettext_lazy("Phải xét tại hội đồng"),
    "cases": gettext_lazy("Số trường hợp"),
    "percent": gettext_lazy("Phần trăm"),
    "good": gettext_lazy("Phải có xếp loại từ hoàn thành tốt nhiệm vụ"),
    "before": gettext_lazy("Trước ngày nào hằng năm"),
    "text": gettext_lazy("Nội dung, tóm tắt bằng lời của mình"),
}


class AskForm(PlainForm):
    """Which award, on which occasion, on which day."""

    hinh_thuc = forms.ChoiceField(label=gettext_lazy("Danh hiệu, hình thức"))
    dip = forms.ChoiceField(label=gettext_lazy("Dịp khen thưởng"))
    ngay = DayField(label=gettext_lazy("Ngày ký quyết định"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        awards = national_awards().awards(today())
        self.fields["hinh_thuc"].choices = [(one.key, one.name) for one in awards]  # type: ignore[attr-defined]
        self.fields["dip"].choices = [(one.name.lower(), _(one.value)) for one in Occasion]  # type: ignore[attr-defined]


class RuleForm(PlainForm):
    """One local rule; the fields of its matter come first."""

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        awards = [(one.key, one.name) for one in national_awards().awards(today())]
        asked = {name: _value_field(name, kind) for name, kind in matter.fields.items()}
        self.fields = {
            **asked,
            "award": forms.ChoiceField(
                label=_("Áp dụng cho"), required=False, choices=[("", _("mọi danh hiệu, hình thức")), *awards]
            ),
            "occasion": forms.ChoiceField(
                label=_("Dịp khen thưởng"), choices=[(one.name.lower(), _(one.value)) for one in Occasion]
            ),
            "paper": forms.CharField(
                label=_("Văn bản quy định"),
                max_length=300,
                help_text=_("Ví dụ: Quyết định số 86/2025/QĐ-UBND."),
            ),
            "issuer": forms.CharField(label=_("Cơ quan ban hành"), max_length=200),
            "article": forms.CharField(label=_("Điều, khoản"), max_length=100, required=False),
            "effective_from": DayField(label=_("Áp dụng từ ngày")),
            "effective_to": DayField(
                label=_("Hết áp dụng từ ngày"),
                required=False,
                help_text=_("Để trống khi văn bản còn hiệu lực."),
            ),
            "was_read": forms.BooleanField(
                label=_("Tôi đã đọc chính văn bản này"),
                required=False,
                help_text=_("Không đánh dấu thì quy định hiện “chưa xác minh”."),
            ),
        }
        self.dress()


def _value_field(name: str, kind: str) -> forms.Field:
    label = _LABELS.get(name, name)
    if kind == "flag":
        return forms.BooleanField(label=label, required=False)
    if kind == "number":
        return AmountField(label=label)
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 5 if kind == "lines" else 3}))
