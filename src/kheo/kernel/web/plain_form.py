"""A form that looks like every form of the house and takes a refusal at its field."""

from typing import Any

from django import forms

from kheo.core.errors import KheoError
from kheo.kernel.web.middleware import sentence_of


class PlainForm(forms.Form):
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
