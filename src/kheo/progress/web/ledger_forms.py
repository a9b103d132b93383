"""Forms of the ledger: totals received and spent; a giver who asks to be named."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.kernel.web.fields import AmountField, DayField
from kheo.progress.contribution_kinds import Direction, Purpose, What
from kheo.progress.models import Drive, LedgerEntry
from kheo.progress.services import contributions
from kheo.progress.services.contributions import EntryFacts
from kheo.progress.services.noting import Pen
from kheo.progress.web.book_form import BookForm


class EntryForm(BookForm):
    """One total received or spent."""

    direction: ClassVar[Direction] = Direction.RECEIVED
    what: ClassVar[What] = What.MONEY
    model = LedgerEntry
    button = _("Ghi vào sổ")
    next_step = _("Số đã nhận, đã chi và còn lại được tính ngay. Ghi sai thì sửa kèm lý do, dòng cũ vẫn còn.")

    on = DayField(
        label=_("Ngày"), help_text=_("Ghi tổng số của cả ngày hoặc cả đợt, không ghi theo từng hộ.")
    )

    def write(self, pen: Pen) -> Any:
        """Into the ledger."""
        typed = {name: value for name, value in self.cleaned_data.items() if name in _FACTS}
        facts = EntryFacts(direction=self.direction, what=self.what, **typed)
        return contributions.note_entry(self.drive.pk, facts, pen)


_FACTS = frozenset(
    ["on", "amount", "goods", "unit", "value", "valued_by", "spent_for", "people", "gift_signed_on"]
)


class MoneyReceived(EntryForm):
    heading = _("Ghi tiền đã nhận")
    amount = AmountField(label=_("Tổng số tiền (đồng)"), help_text=_("Ví dụ 12.500.000."))
    field_order = ["amount", "on"]


class LabourReceived(EntryForm):
    heading = _("Ghi ngày công")
    what = What.LABOUR
    amount = AmountField(label=_("Tổng số ngày công"), whole=False, help_text=_("Ví dụ 96 hoặc 12,5."))
    field_order = ["amount", "on"]


class LandReceived(EntryForm):
    heading = _("Ghi đất hiến")
    what = What.LAND
    amount = AmountField(label=_("Tổng diện tích (m²)"), whole=False, help_text=_("Ví dụ 120 hoặc 45,5."))
    gift_signed_on = DayField(
        label=_("Ngày ký văn bản tự nguyện hiến đất"),
        required=False,
        help_text=_(
            "Chỉ ghi ngày khi mọi người có quyền với thửa đất đã ký. Chưa có thì để trống: diện tích chưa được tính. Khéo không giữ giấy tờ đất."
        ),
    )
    field_order = ["amount", "on", "gift_signed_on"]


class GoodsReceived(EntryForm):
    heading = _("Ghi hiện vật đã nhận")
    what = What.GOODS
    goods = forms.CharField(
        label=_("Tên hiện vật"), max_length=100, help_text=_("Ví dụ xi măng, gạo, cây giống.")
    )
    amount = AmountField(label=_("Số lượng"), whole=False)
    unit = forms.CharField(label=_("Đơn vị tính"), max_length=30, help_text=_("Ví dụ bao, kg, cây."))
    value = AmountField(label=_("Trị giá (đồng)"))
    valued_by = forms.CharField(
        label=_("Định giá theo cách nào"),
        max_length=200,
        help_text=_("Ví dụ: theo giá bán tại xã, Ban công tác Mặt trận chứng kiến."),
    )
    field_order = ["goods", "amount", "unit", "value", "valued_by", "on"]


class _Spending(EntryForm):
    direction = Direction.SPENT

    def __init__(self, *args: Any, drive: Drive, **kwargs: Any) -> None:
        super().__init__(*args, drive=drive, **kwargs)
        if drive.purpose == Purpose.HARDSHIP:
            del self.fields["spent_for"]
        else:
            del self.fields["people"]

    spent_for = forms.CharField(
        label=_("Chi, dùng vào việc gì"),
        max_length=300,
        help_text=_("Ví dụ: mua 12 m³ cát và 80 bao xi măng."),
    )
    people = AmountField(
        label=_("Trao cho bao nhiêu người"),
        help_text=_("Chỉ ghi số người. Không ghi tên, bệnh tật hay nơi ở của ai."),
    )


class MoneySpent(_Spending):
    heading = _("Ghi tiền đã chi, đã trao")
    amount = AmountField(label=_("Số tiền (đồng)"))
    field_order = ["amount", "on", "spent_for", "people"]


class GoodsSpent(_Spending):
    heading = _("Ghi hiện vật đã dùng, đã trao")
    what = What.GOODS
    goods = forms.CharField(
        label=_("Tên hiện vật"), max_length=100, help_text=_("Ghi như khi nhận, ví dụ xi măng.")
    )
    amount = AmountField(label=_("Số lượng"), whole=False)
    unit = forms.CharField(label=_("Đơn vị tính"), max_length=30, help_text=_("Ghi như khi nhận, ví dụ bao."))
    field_order = ["goods", "amount", "unit", "on", "spent_for", "people"]


class GiverForm(BookForm):
    """A giver asks to be named."""

    heading = _("Ghi người góp muốn được nêu tên")
    button = _("Ghi tên")
    next_step = _("Bên cạnh tên không có số tiền. Người góp đổi ý thì xóa tên ngay trên trang đóng góp.")

    name = forms.CharField(
        label=_("Tên đúng như người góp muốn nêu"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    wished_on = DayField(
        label=_("Ngày người góp ghi ý muốn bằng văn bản"),
        help_text=_("Không có văn bản thì không ghi tên."),
    )

    def write(self, pen: Pen) -> Any:
        """Into the list of names."""
        return contributions.name_giver(self.drive.pk, **self.typed(), token=pen.token, by=pen.by, at=pen.at)
