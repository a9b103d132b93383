"""What is typed on the pages of this module."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kheo.campaigns import choices
from kheo.campaigns.choices import Choices
from kheo.core.errors import InvalidInput
from kheo.kernel.web.plain_form import SpokenForm
from kheo.kernel.web.uploads import READABLE_ENDINGS, READABLE_PAPERS

_PLAIN = (
    "title",
    "year",
    "managing_unit",
    "starts_on",
    "ends_on",
    "registration_day",
    "registration_boundary",
    "registration_hour",
    "grace_minutes",
    "sends_up_to",
    "number",
    "symbol",
    "issued_on",
)


class UploadForm(SpokenForm):
    """A paper to be read, and the unit whose campaign it opens."""

    unit = forms.ChoiceField(label=_("Đơn vị chủ trì"))
    file = forms.FileField(
        label=_("Tệp kế hoạch"),
        help_text=format_lazy(
            _("Tệp {files}, không quá 20 MB. Văn bản mật không được đưa vào đây."), files=READABLE_PAPERS
        ),
        widget=forms.ClearableFileInput(attrs={"accept": READABLE_ENDINGS}),
        error_messages={
            "empty": _("Tệp không có nội dung. Hãy kiểm tra và chọn lại đúng tệp."),
            "required": _("Chưa chọn tệp nào."),
        },
    )

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(str(pk), name) for pk, name in units]
        self.fields["unit"].choices = options  # type: ignore[attr-defined]
        if len(options) == 1:
            self.fields["unit"].initial = options[0][0]
        for field in self.fields.values():
            select = isinstance(field.widget, forms.Select)
            field.widget.attrs.setdefault("class", "form-select" if select else "form-control")


def answers(post: QueryDict, row_keys: Iterable[str]) -> dict[str, Any]:
    """The launch page's fields as raw choices; a field that was not sent is not among them."""
    raw: dict[str, Any] = {name: post[name] for name in _PLAIN if name in post}
    if "national_sent" in post:
        raw["national"] = post.getlist("national")
        raw["appraisers"] = post.getlist("appraisers")
        raw["is_draft"] = "is_draft" in post
        raw["who"] = {key: _row(post, key) for key in row_keys if f"who-{key}-mode" in post}
        raw["sectors"] = _prefixed(post, "sector-")
        raw["initiatives"] = _prefixed(post, "initiative-")
        pairs = zip(post.getlist("own-unit"), post.getlist("own-minimum"), strict=False)
        raw["own_quotas"] = {unit: count for unit, count in pairs if unit.isdecimal() and count.strip()}
    return raw


def sort_out(raw: dict[str, Any]) -> tuple[dict[str, Any], dict[str, InvalidInput]]:
    """What can be kept, and what cannot with its reason: one bad date does not lose the rest."""
    good: Choices = {}
    errors: dict[str, InvalidInput] = {}
    for name, value in raw.items():
        try:
            choices.tidy({name: value})
            good[name] = value
        except InvalidInput as error:
            errors[error.field or name] = error
    return good, errors


def _row(post: QueryDict, key: str) -> dict[str, Any]:
    return {
        "mode": post[f"who-{key}-mode"],
        "units": post.getlist(f"who-{key}-units"),
        "minimum": post.get(f"who-{key}-minimum", ""),
    }


def _prefixed(post: QueryDict, prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): str(value) for name, value in post.items() if name.startswith(prefix)}
