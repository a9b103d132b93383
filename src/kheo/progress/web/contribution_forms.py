"""Which forms a book of contributions has, and how one begins."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.kernel.web.plain_form import PlainForm
from kheo.progress.contribution_kinds import Purpose
from kheo.progress.models import Drive, LedgerEntry
from kheo.progress.web.book_form import BookForm
from kheo.progress.web.decision_forms import BoardForm, DecisionForm, PublicationForm
from kheo.progress.web.ledger_forms import (
    EntryForm,
    GiverForm,
    GoodsReceived,
    GoodsSpent,
    LabourReceived,
    LandReceived,
    MoneyReceived,
    MoneySpent,
)


class OpenForm(PlainForm):
    """A book begins."""

    purpose = forms.ChoiceField(label=_("Đóng góp để làm gì"), widget=forms.RadioSelect)
    matter = forms.CharField(
        label=_("Việc chung cần làm"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: Bê tông hóa đường xóm, dài 300 m. Giúp người khó khăn thì để trống."),
    )

    def __init__(self, *args: Any, offered: list[Purpose], **kwargs: Any) -> None:
        kwargs["initial"] = {"purpose": offered[0].value if offered else ""}
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]
        if Purpose.WORKS not in offered:
            del self.fields["matter"]


KINDS: dict[str, type[BookForm]] = {
    "tien-nhan": MoneyReceived,
    "ngay-cong": LabourReceived,
    "dat-hien": LandReceived,
    "hien-vat-nhan": GoodsReceived,
    "tien-chi": MoneySpent,
    "hien-vat-chi": GoodsSpent,
    "lay-y-kien": DecisionForm,
    "giam-sat": BoardForm,
    "cong-khai": PublicationForm,
    "nguoi-gop": GiverForm,
}
_OF_WORKS = frozenset(["ngay-cong", "dat-hien", "lay-y-kien", "giam-sat"])


def kinds_for(drive: Drive) -> dict[str, type[BookForm]]:
    """The forms that this book has."""
    works = drive.purpose == Purpose.WORKS
    return {slug: form for slug, form in KINDS.items() if works or slug not in _OF_WORKS}


def slug_of(row: Any) -> str:
    """The form by which a row is corrected."""
    for slug, form in KINDS.items():
        if form.model is type(row) and (
            not isinstance(row, LedgerEntry)
            or (issubclass(form, EntryForm) and (form.direction, form.what) == (row.direction, row.what))
        ):
            return slug
    return ""
