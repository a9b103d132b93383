"""A form that looks like every form of the house, speaks as it does, and takes a refusal at its field."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kheo.core.errors import KheoError
from kheo.kernel.web.middleware import sentence_of

_FRAMEWORK = forms.Field.default_error_messages["required"]
_FRAMEWORK_WHOLE = forms.IntegerField.default_error_messages["invalid"]
_FRAMEWORK_CHOICES = (
    forms.ChoiceField.default_error_messages["invalid_choice"],
    forms.MultipleChoiceField.default_error_messages["invalid_choice"],
)


class SpokenForm(forms.Form):
    """Whatever a field does not say itself, it says as a sentence of the house and not of the framework."""

    def full_clean(self) -> None:
        """As every form; late, so that fields that came in after `__init__` speak alike."""
        for field in self.fields.values():
            _speak(field)
        super().full_clean()


def _speak(field: forms.Field) -> None:
    said = field.error_messages
    if said.get("required") is _FRAMEWORK:
        said["required"] = _asked(field)
    if said.get("invalid") is _FRAMEWORK_WHOLE:
        said["invalid"] = _("Hãy ghi một số nguyên.")
    if said.get("invalid_choice") in _FRAMEWORK_CHOICES:
        said["invalid_choice"] = _("Mục đã chọn không còn trong danh sách. Hãy chọn lại.")
    said.setdefault("min_value", _("Hãy ghi số từ %(limit_value)s trở lên."))
    said.setdefault("max_value", _("Hãy ghi số không quá %(limit_value)s."))
    said.setdefault(
        "max_length", _("Hãy viết gọn lại: nhiều nhất %(limit_value)s ký tự, đang có %(show_value)s.")
    )


def _asked(field: forms.Field) -> str:
    """What to do in a field that may not stay empty."""
    if isinstance(field, forms.FileField):
        return _("Chưa chọn tệp nào.")
    if isinstance(field, forms.BooleanField):
        return _("Hãy đánh dấu vào ô này.")
    chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    return _("Hãy chọn mục này.") if chosen else _("Hãy ghi mục này.")


class PlainForm(SpokenForm):
    """Fields as the style sheet knows them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dress()

    def dress(self) -> None:
        """Give every field its class; to be called again where fields came in later."""
        for field in self.fields.values():
            ticked = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)
            if not isinstance(field.widget, ticked):
                select = isinstance(field.widget, forms.Select)
                field.widget.attrs.setdefault("class", "form-select" if select else "form-control")

    def refuse(self, error: KheoError) -> None:
        """The sentence of a refusal, at its field where it names one that the form has."""
        field = getattr(error, "field", "")
        self.add_error(field if field in self.fields else None, sentence_of(error))
