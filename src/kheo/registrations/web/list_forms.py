"""Forms about the papers of the list."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.documents.public import PaperFacts
from kheo.kernel.web.fields import DayField
from kheo.kernel.web.plain_form import PlainForm


def _needed(sentence: Any) -> dict[str, Any]:
    return {"required": sentence}


class NumberedForm(PlainForm):
    """Number, symbol, date and signer of a paper."""

    number = forms.CharField(
        label=_("Số"), max_length=20, error_messages=_needed(_("Hãy ghi số của văn bản đã ký."))
    )
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, error_messages=_needed(_("Hãy ghi ký hiệu.")))
    issued_on = DayField(label=_("Ngày ban hành"))
    position = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=200, required=False)

    def facts(self) -> PaperFacts:
        """What was typed, cleaned by the form."""
        return PaperFacts(
            **{
                name: self.cleaned_data[name]
                for name in ("number", "symbol", "issued_on", "position", "signer")
            }
        )


class NoticeForm(NumberedForm):
    """To issue the list."""

    shown_to_leader_on = DayField(label=_("Ngày trình lãnh đạo"))
    leader_name = forms.CharField(
        label=_("Lãnh đạo đã xem"),
        max_length=200,
        help_text=_("Danh mục trình lãnh đạo một lần trước khi ban hành."),
        error_messages=_needed(_("Hãy ghi tên lãnh đạo đã xem danh mục.")),
    )

    unsettled_known = forms.BooleanField(
        label=_("Tôi đã xem những đăng ký nêu trên, vẫn ban hành danh mục như hiện có"), required=False
    )

    field_order = ["shown_to_leader_on", "leader_name", "number", "symbol", "issued_on", "position", "signer"]

    def shown_on(self) -> date | None:
        """The day that was typed for the leader, where it is one; also of a form refused for another field."""
        day: date | None = (
            self.cleaned_data.get("shown_to_leader_on") if self.errors or self.is_valid() else None
        )
        return day

    def ask_only_where(self, loose: object) -> None:
        """The last question stands there only where something is still loose."""
        if not loose:
            del self.fields["unsettled_known"]


class SendUpForm(NumberedForm):
    """To send the list up."""

    sent_to = forms.CharField(
        label=_("Nơi nhận"), max_length=300, error_messages=_needed(_("Hãy ghi nơi nhận hồ sơ."))
    )
    field_order = ["sent_to", "number", "symbol", "issued_on", "position", "signer"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issued_on"].label = _("Ngày gửi")


class AnswerForm(PlainForm):
    """What the upper body answered."""

    answered_on = DayField(label=_("Ngày trả lời"))
    answer = forms.CharField(
        label=_("Nội dung trả lời"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Số, ký hiệu văn bản trả lời hoặc ý kiến nhận được."),
        error_messages=_needed(_("Hãy ghi nội dung trả lời.")),
    )


class SignedCopyForm(PlainForm):
    """“Đã nhận bản ký” of one unit."""

    received_on = DayField(label=_("Ngày nhận bản ký"))
    scan = forms.FileField(
        label=_("Bản quét"),
        required=False,
        help_text=_("Tệp .pdf, .jpg hoặc .png, không quá 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"empty": _("Tệp không có nội dung. Hãy kiểm tra và chọn lại đúng tệp.")},
    )


class LaunchDayForm(PlainForm):
    """“Ngày ra mắt” of one initiative; empty takes it away."""

    launch_on = DayField(label=_("Ngày ra mắt"), required=False)
