"""What is typed on the pages of the register."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.documents.kinds import REGISTERED
from kheo.documents.models import Document
from kheo.documents.services import Details
from kheo.documents.states import Reset, TermStart
from kheo.kernel.web.fields import DayField
from kheo.kernel.web.plain_form import PlainForm, SpokenForm

_EMPTY_FILE = {"empty": _("Tệp không có nội dung. Hãy kiểm tra và chọn lại đúng tệp.")}
_MOST_FIGURES = 32_000


def kind_choices() -> list[tuple[str, Any]]:
    """Kinds that stand in a register."""
    return [(kind.value, kind.label) for kind in REGISTERED]


def _select(**options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(widget=forms.Select(attrs={"class": "form-select"}), **options)


def _file(label: Any, help_text: Any, *, required: bool, accept: str = ".pdf,.docx") -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.FileInput(attrs={"accept": accept, "class": "form-control"}),
        error_messages=_EMPTY_FILE | {"required": _("Chưa chọn tệp nào.")},
    )


class FilterForm(SpokenForm):
    """What part of the register is shown."""

    unit = _select(label=_("Cơ quan"), required=False)
    year = _select(label=_("Năm"), required=False)
    kind = _select(label=_("Loại"), required=False)
    tim = forms.CharField(label=_("Tìm theo số, ký hiệu, trích yếu"), max_length=200, required=False)

    def __init__(self, *args: Any, names: Iterable[tuple[int, str]], years: Iterable[int], **kw: Any) -> None:
        super().__init__(*args, **kw)
        every = ("", _("Tất cả"))
        units = [(str(pk), name) for pk, name in names]
        self.fields["unit"].choices = [every, *units]  # type: ignore[attr-defined]
        self.fields["year"].choices = [every, *((str(y), str(y)) for y in years)]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [every, *kind_choices()]  # type: ignore[attr-defined]
        if len(units) < 2:
            del self.fields["unit"]


class PutInForm(PlainForm):
    """A paper put in by hand: out of its file, or typed."""

    unit = _select(label=_("Cơ quan ban hành"))
    file = _file(
        _("Tệp văn bản"),
        _(
            "Tệp .pdf hoặc .docx, không quá 20 MB; nên là bản đã ký. Khéo đọc số, ngày, trích yếu để đối chiếu. Văn bản mật không được đưa vào đây."
        ),
        required=False,
    )
    scan_known = forms.BooleanField(
        label=_("Đã xem: bản quét không có dấu độ mật"),
        help_text=_("Chỉ cần khi tệp là ảnh quét, Khéo không đọc được chữ."),
        required=False,
    )
    kind = _select(label=_("Loại văn bản"), required=False)
    subject = forms.CharField(
        label=_("Trích yếu"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Để trống thì lấy theo tệp. Không có tệp thì ghi ở đây."),
    )

    def __init__(self, *args: Any, names: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(str(pk), name) for pk, name in names]
        self.fields["unit"].choices = options  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("Theo tệp")), *kind_choices()]  # type: ignore[attr-defined]
        if len(options) == 1:
            self.fields["unit"].initial = options[0][0]


class ReserveForm(PlainForm):
    """A number kept for a paper that is not signed yet."""

    unit = _select(label=_("Cơ quan ban hành"))
    kind = _select(label=_("Loại văn bản"))
    subject = forms.CharField(
        label=_("Giữ số cho văn bản"),
        max_length=500,
        error_messages={"required": _("Hãy ghi trích yếu: số này giữ cho văn bản nào.")},
    )

    symbol = forms.CharField(
        label=_("Ký hiệu"),
        max_length=60,
        required=False,
        help_text=_("Để trống thì lấy theo loại và ký hiệu của cơ quan, ví dụ KH-UBND."),
    )

    def __init__(self, *args: Any, names: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(pk), name) for pk, name in names]  # type: ignore[attr-defined]
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]


class IssueForm(PlainForm):
    """Number, date and the signed file that came back; where Khéo numbers, the date alone is asked."""

    number = forms.CharField(
        label=_("Số"), max_length=20, error_messages={"required": _("Hãy ghi số của văn bản đã ký.")}
    )
    symbol = forms.CharField(
        label=_("Ký hiệu"),
        max_length=60,
        help_text=_("Ví dụ KH-UBND; văn bản của Đảng: KH/ĐU."),
        error_messages={"required": _("Hãy ghi ký hiệu.")},
    )
    issued_on = DayField(label=_("Ngày ban hành"))
    file = _file(_("Bản đã ký"), _("Tệp .pdf hoặc .docx nhận lại sau khi ký."), required=False)
    scan_known = forms.BooleanField(label=_("Đã xem: bản quét không có dấu độ mật"), required=False)

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["number"]


class VersionForm(PlainForm):
    """A further file of a paper."""

    file = _file(_("Tệp"), _("Tệp .pdf hoặc .docx, không quá 20 MB."), required=True)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    scan_known = forms.BooleanField(label=_("Đã xem: bản quét không có dấu độ mật"), required=False)


class DetailsForm(PlainForm):
    """What the register says of a paper that waits."""

    kind = _select(label=_("Loại văn bản"))
    subject = forms.CharField(
        label=_("Trích yếu"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi trích yếu: văn bản này về việc gì.")},
    )
    signer = forms.CharField(label=_("Người ký"), max_length=100, required=False)
    signer_position = forms.CharField(label=_("Chức vụ người ký"), max_length=200, required=False)
    recipients = forms.CharField(
        label=_("Nơi nhận"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi nơi một dòng."),
    )
    pages = forms.IntegerField(label=_("Số trang"), required=False, min_value=1, max_value=_MOST_FIGURES)
    copies = forms.IntegerField(label=_("Số bản"), required=False, min_value=1, max_value=_MOST_FIGURES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]

    @classmethod
    def of(cls, row: Document) -> "DetailsForm":
        """The form as the register stands."""
        names = ("kind", "subject", "signer", "signer_position", "pages", "copies")
        initial = {name: getattr(row, name) for name in names}
        return cls(initial=initial | {"recipients": row.recipients.replace("; ", "\n")})

    def details(self) -> Details:
        """What was typed, beside kind and subject."""
        names = ("signer", "signer_position", "recipients", "pages", "copies")
        return Details(**{name: self.cleaned_data[name] for name in names})


class ReasonForm(PlainForm):
    """Why a paper is called back, or a number not used."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=300, error_messages={"required": _("Hãy ghi lý do.")}
    )


class SeriesForm(PlainForm):
    """Own numbering of some kinds."""

    label = forms.CharField(
        label=_("Tên gọi"), max_length=100, required=False, help_text=_("Để trống thì gọi theo loại văn bản.")
    )
    kinds = forms.MultipleChoiceField(
        label=_("Các loại đánh chung một dãy số"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn loại nào: mọi loại văn bản chung một dãy số."),
    )
    reset = _select(label=_("Đánh lại từ 01"), choices=Reset.choices)
    first_number = forms.IntegerField(
        label=_("Số đầu tiên Khéo cấp"),
        min_value=1,
        max_value=99_999,
        initial=1,
        help_text=_("Đã có số ở sổ hoặc hệ thống khác trong năm (nhiệm kỳ) này thì ghi số tiếp theo."),
    )
    width = forms.IntegerField(label=_("Ít nhất mấy chữ số"), min_value=2, max_value=4, initial=2)
    valid_from = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = kind_choices()  # type: ignore[attr-defined]


class TermForm(PlainForm):
    """A term of a Party body."""

    label = forms.CharField(label=_("Nhiệm kỳ"), max_length=60, help_text=_("Ví dụ 2025 - 2030."))
    begins_on = DayField(label=_("Ngày bắt đầu đánh số"))
    start_rule = _select(label=_("Bắt đầu theo"), choices=TermStart.choices)
    decision = forms.CharField(
        label=_("Căn cứ"),
        max_length=200,
        help_text=_("Số, ngày của nghị quyết đại hội hoặc quyết định chỉ định."),
    )


class TemplateForm(PlainForm):
    """A unit's own .docx for one kind."""

    kind = _select(label=_("Dùng cho loại văn bản"))
    template = _file(_("Tệp mẫu .docx"), _("Không quá 5 MB."), required=True, accept=".docx")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]


def day_of_head(value: str) -> date | None:
    """The day that the file says, if it says one."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
