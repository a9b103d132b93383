"""One row of the book of contributions: how every such form is shown, corrected and refused."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.kernel.web.plain_form import PlainForm
from kheo.progress.models import Drive
from kheo.progress.models.contributions import Noted
from kheo.progress.services.noting import Pen


class BookForm(PlainForm):
    """One row of the book. Correcting, it asks why, and may take the row away altogether."""

    heading: ClassVar[Any] = ""
    button: ClassVar[Any] = ""
    next_step: ClassVar[Any] = ""
    model: ClassVar[type[Noted] | None] = None

    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, drive: Drive, row: Any = None, **kwargs: Any) -> None:
        self.drive, self.row = drive, row
        first = {"token": uuid4()} | (self.of(row) if row is not None else self.usual())
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        if row is not None:
            self._ask_why()

    def _ask_why(self) -> None:
        self.fields["is_void"] = forms.BooleanField(
            label=_("Bỏ hẳn dòng này (ghi nhầm), không thay bằng dòng khác"), required=False
        )
        self.fields["reason"] = forms.CharField(
            label=_("Lý do sửa"),
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Dòng cũ vẫn nằm trong sổ cùng lý do này."),
            error_messages={"required": _("Hãy ghi lý do sửa. Dòng cũ vẫn được giữ để đối chiếu.")},
        )
        self.dress()
        if self.data.get("is_void"):
            for name, field in self.fields.items():
                if name not in {"token", "is_void", "reason"}:
                    field.disabled = True

    def pen(self, by: Any, at: Any) -> Pen:
        """Who writes, and what it corrects."""
        typed = self.cleaned_data
        token: UUID = typed["token"]
        if self.row is None:
            return Pen(by, at, token)
        return Pen(by, at, token, self.row.pk, typed["reason"], typed["is_void"])

    def usual(self) -> dict[str, Any]:
        """What the form offers before anything is typed."""
        return {}

    def of(self, row: Any) -> dict[str, Any]:
        """What a row to be corrected says."""
        return {
            name: getattr(row, name) for name in self.base_fields if hasattr(row, name) and name != "token"
        }

    def typed(self, **kinds: Callable[[str], Any]) -> dict[str, Any]:
        """What was typed into the form's own fields, as the services take it; `kinds` says what a choice stands for."""
        found = {name: self.cleaned_data[name] for name in self.base_fields if name != "token"}
        return found | {name: kind(found[name]) for name, kind in kinds.items()}

    def write(self, pen: Pen) -> Any:
        """Hand what was typed to the service."""
        raise NotImplementedError
