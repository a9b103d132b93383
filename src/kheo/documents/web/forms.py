"""What is typed on the pages of this module."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kheo.kernel.web.plain_form import SpokenForm
from kheo.kernel.web.uploads import READABLE_ENDINGS, READABLE_PAPERS


class CheckForm(SpokenForm):
    """A paper to be judged; it is not kept."""

    file = forms.FileField(
        label=_("Tệp văn bản"),
        help_text=format_lazy(
            _(
                "Tệp {files}, không quá 20 MB. Khéo đọc rồi bỏ ngay, không giữ tệp. Văn bản mật không được đưa vào đây."
            ),
            files=READABLE_PAPERS,
        ),
        widget=forms.ClearableFileInput(attrs={"accept": READABLE_ENDINGS, "class": "form-control"}),
        error_messages={
            "empty": _("Tệp không có nội dung. Hãy kiểm tra và chọn lại đúng tệp."),
            "required": _("Chưa chọn tệp nào."),
        },
    )


class RestForm(SpokenForm):
    """Why a unit lets a rule rest."""

    unit = forms.ChoiceField(label=_("Tắt cho đơn vị"), widget=forms.Select(attrs={"class": "form-select"}))
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        help_text=_(
            "Ví dụ: tỉnh có hướng dẫn trình bày riêng, số … ngày …. Mọi người trong đơn vị đọc được lý do này."
        ),
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": _("Chưa ghi lý do.")},
    )

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(str(pk), name) for pk, name in units]
        self.fields["unit"].choices = options  # type: ignore[attr-defined]
        if len(options) == 1:
            self.fields["unit"].initial = options[0][0]
