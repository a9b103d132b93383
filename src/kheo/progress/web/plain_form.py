"""The form of this module's pages: looks like every form of the house, takes a refusal at its field."""

from typing import Any

from django import forms

from kheo.core.errors import InvalidInput
from kheo.kernel.web.middleware import sentence_of


class PlainForm(forms.Form):
    """Fields as the style sheet knows them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            ticked = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)
            if not isinstance(field.widget, ticked):
                select = isinstance(field.widget, forms.Select)
                field.widget.attrs.setdefault("class", "form-select" if select else "form-control")

    def refuse(self, error: InvalidInput) -> None:
        """The sentence of a refusal, at its field where the form has it."""
        self.add_error(error.field if error.field in self.fields else None, sentence_of(error))
