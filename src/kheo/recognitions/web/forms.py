"""Forms of recognition."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.documents.public import PaperFacts
from kheo.kernel.web.fields import AmountField, DayField
from kheo.kernel.web.plain_form import PlainForm
from kheo.recognitions.selectors.reviews import Candidate
from kheo.recognitions.services.reviewing import Votes
from kheo.recognitions.states import PraiseForm
from kheo.units.public import Subject, Unit

Choices = Sequence[tuple[str, Any]]


def unit_choices(units: Sequence[Unit]) -> list[tuple[str, str]]:
    """Named units for a select."""
    return [(str(one.pk), one.name) for one in units]  # type: ignore[attr-defined]


class ExemplarForm(PlainForm):
    """Who did what, when, where."""

    unit = forms.ChoiceField(label=_("Thuộc đơn vị"))
    kind = forms.ChoiceField(label=_("Tập thể, cá nhân hay hộ gia đình"), choices=Subject.Kind.choices)
    name = forms.CharField(
        label=_("Tên"),
        max_length=200,
        help_text=_("Chỉ tên; không ghi tuổi, dân tộc, tôn giáo, hoàn cảnh, sức khỏe của ai."),
        error_messages={"required": _("Hãy ghi tên tập thể, cá nhân hoặc hộ gia đình.")},
    )
    office = forms.CharField(
        label=_("Chức vụ, vai trò"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: Trưởng ban công tác Mặt trận."),
    )
    deed = forms.CharField(
        label=_("Việc đã làm"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Làm gì, kết quả đo đếm được ra sao."),
        error_messages={"required": _("Hãy ghi việc đã làm: làm gì, kết quả ra sao.")},
    )
    happened_on = DayField(label=_("Ngày diễn ra"))
    place = forms.CharField(
        label=_("Nơi diễn ra"),
        max_length=300,
        error_messages={"required": _("Hãy ghi nơi diễn ra việc này.")},
    )
    registration = forms.ChoiceField(
        label=_("Gắn với mô hình đã tiếp nhận"),
        required=False,
        help_text=_("Để trống khi không qua đăng ký."),
    )

    def __init__(self, *args: Any, units: Sequence[Unit], registrations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = unit_choices(units)  # type: ignore[attr-defined]
        self.fields["registration"].choices = [("", _("Không gắn")), *registrations]  # type: ignore[attr-defined]


class SignedForm(PlainForm):
    """Number, symbol, day and signer of a paper; the number may be left to Khéo where it numbers the kind."""

    number = forms.CharField(
        label=_("Số"),
        max_length=20,
        required=False,
        error_messages={"required": _("Hãy ghi số của quyết định đã ký.")},
    )
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, required=False)
    issued_on = DayField(label=_("Ngày ký"))
    position = forms.CharField(
        label=_("Chức vụ người ký"),
        max_length=120,
        error_messages={"required": _("Hãy ghi chức vụ người ký.")},
    )
    signer = forms.CharField(
        label=_("Người ký"), max_length=200, error_messages={"required": _("Hãy ghi họ tên người ký.")}
    )

    def facts(self) -> PaperFacts:
        """What was typed."""
        names = ("number", "symbol", "issued_on", "position", "signer")
        return PaperFacts(**{name: self.cleaned_data[name] for name in names})


class PraiseLetterForm(SignedForm):
    """To praise in public."""

    form = forms.ChoiceField(
        label=_("Biểu dương bằng"),
        choices=PraiseForm.choices,
        help_text=_("Thư khen không có số, ký hiệu. Thông báo lấy số ở sổ văn bản như mọi thông báo."),
    )
    unit = forms.ChoiceField(label=_("Cơ quan biểu dương"))
    words = forms.CharField(
        label=_("Lời khen"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Đứng sau phần kể việc đã làm."),
    )
    field_order = ["form", "unit", "words", "position", "signer", "issued_on", "number", "symbol"]

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = unit_choices(units)  # type: ignore[attr-defined]
        self.fields["number"].label = _("Số (của thông báo)")
        self.fields["symbol"].label = _("Ký hiệu (của thông báo)")


class ReasonForm(PlainForm):
    """A reason."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label


class BodyForm(PlainForm):
    """Who recognises, and how."""

    unit = forms.ChoiceField(label=_("Cơ quan công nhận"))
    position = forms.CharField(
        label=_("Chức vụ người ký"),
        max_length=120,
        help_text=_("Như in dưới chữ ký: CHỦ TỊCH, BÍ THƯ, TRƯỞNG BAN."),
        error_messages={"required": _("Hãy ghi chức vụ người ký.")},
    )
    signer = forms.CharField(label=_("Người ký"), max_length=200, required=False)
    submitter = forms.ChoiceField(
        label=_("Cơ quan trình"), help_text=_("Đơn vị tổng hợp hồ sơ và ký tờ trình.")
    )
    needs_council = forms.ChoiceField(
        label=_("Thông qua bằng"),
        choices=[("", _("Biên bản họp của cơ quan công nhận")), ("council", _("Biên bản họp hội đồng"))],
        required=False,
    )
    least_percent = AmountField(
        label=_("Bình xét ở đơn vị: cần quá bao nhiêu phần trăm số người có mặt tán thành"),
        help_text=_(
            "Mặc định 50 (quá nửa). Đây là mức mặc định của Khéo, chưa kiểm chứng với văn bản nào; kế hoạch hoặc hướng dẫn nói khác thì sửa."
        ),
    )
    source = forms.CharField(
        label=_("Căn cứ trong kế hoạch, hướng dẫn"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, bodies: Choices, submitters: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = bodies  # type: ignore[attr-defined]
        self.fields["submitter"].choices = unit_choices(submitters)  # type: ignore[attr-defined]


class ReviewForm(PlainForm):
    """The meeting, then for each case how many were for and against it."""

    held_on = DayField(label=_("Ngày họp"))
    place = forms.CharField(
        label=_("Nơi họp"), max_length=300, error_messages={"required": _("Hãy ghi nơi họp.")}
    )
    chair = forms.CharField(
        label=_("Chủ trì"),
        max_length=200,
        help_text=_("Họ tên, chức vụ."),
        error_messages={"required": _("Hãy ghi họ tên, chức vụ người chủ trì.")},
    )
    secretary = forms.CharField(
        label=_("Người ghi biên bản"),
        max_length=200,
        error_messages={"required": _("Hãy ghi họ tên người ghi biên bản.")},
    )
    entitled = AmountField(label=_("Số người được dự họp"))
    present = AmountField(label=_("Số người có mặt"))
    opinions = forms.CharField(
        label=_("Ý kiến tại cuộc họp"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi ý một dòng; ghi ý kiến, không ghi ai bỏ phiếu thế nào."),
    )

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._candidates = candidates
        for one in candidates:
            self.fields[f"for-{one.key}"] = AmountField(label=_("Tán thành"), required=False)
            self.fields[f"against-{one.key}"] = AmountField(label=_("Không tán thành"), required=False)
            for name in (f"for-{one.key}", f"against-{one.key}"):
                self.fields[name].widget.attrs["class"] = "form-control short"

    @property
    def meeting_fields(self) -> list[Any]:
        """Those of the meeting itself."""
        return [self[name] for name in self.base_fields]

    @property
    def cases(self) -> list[tuple[Candidate, Any, Any]]:
        """Each candidate with its two fields."""
        return [(one, self[f"for-{one.key}"], self[f"against-{one.key}"]) for one in self._candidates]

    def votes(self) -> dict[str, Votes]:
        """What was typed; a case left empty was not voted on."""
        data = self.cleaned_data
        return {
            one.key: Votes(data[f"for-{one.key}"], data[f"against-{one.key}"])
            for one in self._candidates
            if data.get(f"for-{one.key}") is not None
        }


class SignedCopyForm(PlainForm):
    """“Đã nhận bản ký ngày …”, with a scan where there is one."""

    received_on = DayField(label=_("Ngày nhận bản ký"))
    scan = forms.FileField(
        label=_("Bản quét biên bản và danh sách ký"),
        required=False,
        help_text=_("Tệp .pdf, .jpg hoặc .png, không quá 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"empty": _("Tệp không có nội dung. Hãy kiểm tra và chọn lại đúng tệp.")},
    )


class MeetingForm(PlainForm):
    """The minutes of the recognising body's meeting."""

    number = forms.CharField(
        label=_("Số, ký hiệu biên bản"),
        max_length=60,
        help_text=_("Ví dụ: 05/BB-UBND."),
        error_messages={"required": _("Hãy ghi số, ký hiệu biên bản họp.")},
    )
    held_on = DayField(label=_("Ngày họp"))


class EnactForm(SignedForm):
    """The last act: the word is typed."""

    typed = forms.CharField(
        label=_("Gõ chữ xác nhận"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Hãy gõ chữ xác nhận.")},
    )

    def __init__(self, *args: Any, word: str, own_numbers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed"].label = _("Gõ “%(word)s” để xác nhận") % {"word": word}
        self.fields["typed"].help_text = _("Quyết định đã ban hành không sửa được; chỉ có quyết định khác.")
        self.fields["number"].required = not own_numbers
        if own_numbers:
            self.fields["number"].help_text = _("Để trống thì Khéo cấp số kế tiếp của sổ.")


class OutsideForm(SignedForm):
    """A decision made without Khéo, and whom it names."""

    chosen = forms.MultipleChoiceField(
        label=_("Có tên trong quyết định"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn những mô hình, điển hình có tên trong quyết định.")},
    )
    field_order = ["number", "symbol", "issued_on", "position", "signer", "chosen"]

    def __init__(self, *args: Any, cases: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = True
        self.fields["chosen"].choices = cases  # type: ignore[attr-defined]
