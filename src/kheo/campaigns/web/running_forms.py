"""What is typed while a campaign runs."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kheo.campaigns.choices import FIRST_YEAR, LAST_YEAR
from kheo.campaigns.selectors.running import STEPS
from kheo.campaigns.states import PaperRole
from kheo.core.timetable.deadline import Boundary, last_moment
from kheo.kernel.web import kept_forms
from kheo.kernel.web.fields import DayField
from kheo.kernel.web.plain_form import PlainForm
from kheo.kernel.web.uploads import READABLE_ENDINGS, READABLE_PAPERS
from kheo.notices.public import Telling


class HourField(forms.TimeField):
    """An hour, or nothing for the end of the day."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            input_formats=("%H:%M", "%Hh%M", "%H"),
            label=_("Giờ"),
            help_text=_("Để trống nếu nhận đến hết 24 giờ của ngày đó."),
            widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "17:00", "autocomplete": "off"}),
            error_messages={"invalid": _("Giờ ghi chưa đúng. Hãy ghi theo dạng 17:00.")},
            **options,
        )


class _WithUnits(PlainForm):
    """A form about some of the units that register."""

    units = forms.MultipleChoiceField(
        label=_("Đơn vị"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chưa chọn đơn vị nào. Hãy đánh dấu ít nhất một đơn vị.")},
    )

    def __init__(self, *args: Any, names: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = [(str(pk), name) for pk, name in names.items()]  # type: ignore[attr-defined]

    @property
    def unit_ids(self) -> list[int]:
        """The chosen units."""
        return [int(pk) for pk in self.cleaned_data["units"]]


class ToldForm(_WithUnits):
    """Who was told outside the app, how and when."""

    channel = forms.ChoiceField(
        label=_("Đã báo bằng cách nào"),
        choices=[(code, word) for code, word in Telling.Channel.choices if code != Telling.Channel.IN_APP],
    )
    day = DayField(label=_("Ngày báo"))
    matter = forms.CharField(
        label=_("Nội dung"),
        required=False,
        max_length=170,
        help_text=_("Để trống: phát động, đề nghị đăng ký."),
    )
    field_order = ("channel", "day", "matter", "units")


class ExtensionForm(_WithUnits):
    """A later deadline for some units, with the reason."""

    day = DayField(label=_("Nhận đến hết ngày"))
    hour = HourField()
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("day", "hour", "reason", "units")

    @property
    def closes_at(self) -> datetime:
        """The first moment that is too late."""
        return last_moment(self.cleaned_data["day"], Boundary.THROUGH, self.cleaned_data["hour"])


class GraceForm(PlainForm):
    """The published time after the deadline."""

    minutes = forms.IntegerField(
        label=_("Nhận bản nộp muộn thêm bao nhiêu phút"),
        min_value=0,
        help_text=_("0 là không nhận sau hạn. Ví dụ 60 là một giờ, 1440 là một ngày."),
    )


class LaterPaperForm(PlainForm):
    """A paper that comes after the launch."""

    role = forms.ChoiceField(
        label=_("Văn bản này làm gì"),
        choices=[
            (PaperRole.GUIDANCE, _("Hướng dẫn thêm")),
            (PaperRole.NOTICE, _("Thông báo (ngày, mốc, việc mới)")),
            (PaperRole.AMENDMENT, _("Sửa đổi, bổ sung kế hoạch (thành bản mới của kế hoạch)")),
            (PaperRole.PLAN, _("Kế hoạch của năm sau trong cùng phong trào")),
        ],
    )
    file = forms.FileField(
        label=_("Tệp văn bản"),
        help_text=format_lazy(
            _("Tệp {files}, không quá 20 MB. Văn bản mật không được đưa vào đây."), files=READABLE_PAPERS
        ),
        widget=forms.ClearableFileInput(attrs={"accept": READABLE_ENDINGS}),
        error_messages={
            "empty": _("Tệp không có nội dung. Hãy kiểm tra và chọn lại đúng tệp."),
            "required": _("Chưa chọn tệp nào."),
        },
    )


class SignedForm(PlainForm):
    """Number and date of a paper that is put in force."""

    number = forms.CharField(label=_("Số"), max_length=20)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=80, required=False)
    issued_on = DayField(label=_("Ngày ban hành"))
    dated_ahead = forms.BooleanField(label=_("Ngày này đúng, áp dụng ngay từ hôm nay"), required=False)

    def day_ahead(self, on: date) -> date | None:
        """The date that stands in the form, where it is yet to come."""
        try:
            day: date | None = self.fields["issued_on"].clean(self["issued_on"].value())
        except forms.ValidationError:
            return None
        return day if day and day > on else None


class StepForm(PlainForm):
    """A step that was done on paper."""

    step = forms.ChoiceField(
        label=_("Việc đã làm"), choices=[(code, _(words)) for code, words in STEPS.items()]
    )
    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=60)
    day = DayField(label=_("Ngày"))


class AnswerForm(PlainForm):
    """What stands above the campaign."""

    upper = forms.ChoiceField(label=_("Phong trào cấp trên có trong Khéo"), required=False)
    words = forms.CharField(
        label=_("Văn bản cấp trên mà phong trào này thực hiện"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sends_up_to = forms.CharField(label=_("Danh sách gửi lên cơ quan nào"), required=False, max_length=300)

    def __init__(self, *args: Any, options: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = ("", _("Không có, hoặc chưa dùng Khéo"))
        self.fields["upper"].choices = [empty, *((str(pk), title) for pk, title in options)]  # type: ignore[attr-defined]


class UnitPlanForm(PlainForm):
    """A unit's own plan."""

    unit = forms.ChoiceField(label=_("Đơn vị đã ban hành kế hoạch riêng"))
    number = forms.CharField(label=_("Số, ký hiệu"), required=False, max_length=80)
    day = DayField(label=_("Ngày"), required=False)

    def __init__(self, *args: Any, names: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(pk), name) for pk, name in names.items()]  # type: ignore[attr-defined]


class YearForm(PlainForm):
    """Another year of the campaign; its dates are asked anew."""

    year = forms.IntegerField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    starts_on = DayField(label=_("Bắt đầu"), required=False)
    ends_on = DayField(label=_("Kết thúc"), required=False)
    closes_on = DayField(label=_("Nhận đăng ký đến hết ngày"), required=False)
    hour = HourField()
    copy_quotas = forms.BooleanField(
        label=_("Giữ nguyên số lượng giao cho từng đơn vị như năm trước"), required=False, initial=True
    )

    @property
    def closes_at(self) -> datetime | None:
        """The first moment that is too late; None where no day was typed."""
        day: date | None = self.cleaned_data["closes_on"]
        hour: time | None = self.cleaned_data["hour"]
        return last_moment(day, Boundary.THROUGH, hour) if day else None


class CloneForm(PlainForm):
    """A new campaign like this one."""

    year = forms.IntegerField(label=_("Năm của phong trào mới"), min_value=FIRST_YEAR, max_value=LAST_YEAR)


def kept_initial(request: HttpRequest) -> dict[str, Any]:
    """What had been typed before the sign-in expired, as a form's initial values."""
    kept = kept_forms.take(request)
    if kept is None:
        return {}
    return {name: kept.getlist(name) if name == "units" else kept[name] for name in kept}
