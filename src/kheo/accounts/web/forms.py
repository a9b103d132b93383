"""Sign-in, password and details, in plain words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as LibraryChangePasswordForm
from allauth.account.forms import LoginForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kheo.accounts import services
from kheo.accounts.models import User
from kheo.core.errors import InvalidInput
from kheo.kernel.clock import now
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.plain_form import SpokenForm


class SignInForm(SpokenForm, LoginForm):  # type: ignore[misc]
    """Name and password; nothing is remembered on a shared computer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _without_placeholders(self)
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")

    def clean_login(self) -> str:
        """One spelling of a name, so that wrong passwords are counted on one account."""
        return str(super().clean_login()).lower()


class ChangePasswordForm(SpokenForm, LibraryChangePasswordForm):  # type: ignore[misc]
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _without_placeholders(self)

    def clean(self) -> dict[str, Any]:
        """The new password differs from the old one: a one-time password must not stay."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("password1") and data["password1"] == data.get("oldpassword"):
            self.add_error("password1", gettext("Mật khẩu mới phải khác mật khẩu đang dùng."))
        return data

    def save(self) -> None:
        """Through our own verb, so that it stands on the trail."""
        user = services.change_own_password(self.user, password=self.cleaned_data["password1"], at=now())
        self.user.password, self.user.must_change_password = user.password, False


class DetailsForm(SpokenForm):
    """What a person may correct about himself."""

    full_name = forms.CharField(
        label=_("Họ và tên"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    office_phone = forms.CharField(
        label=_("Điện thoại cơ quan"),
        max_length=40,
        required=False,
        help_text=_(
            "In trong Danh bạ đầu mối của xã. Không ghi số riêng nếu không muốn mọi người trong xã biết."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    work_email = forms.CharField(
        label=_("Thư điện tử công việc"),
        max_length=254,
        required=False,
        help_text=_(
            "Chỉ dùng để gửi thư nhắc việc cho chính người có tài khoản này; không in ở đâu. Không ghi địa chỉ của người dân."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "email", "type": "email"}),
    )
    mail_reminders = forms.BooleanField(
        label=_("Gửi cho tôi thư nhắc việc (nhiều nhất mỗi ngày làm việc một thư)"), required=False
    )

    def save(self, user: User) -> bool:
        """Write through the verb; False puts its refusal at the field."""
        try:
            services.change_own_details(user, **self.cleaned_data, at=now())
        except InvalidInput as refusal:
            field = refusal.field if refusal.field in self.fields else None
            self.add_error(field, ValidationError(sentence_of(refusal)))
            return False
        return True


def _without_placeholders(form: forms.Form) -> None:
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
