"""Forms about the households' decision, the board that supervises, what was made public."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.kernel.web.fields import AmountField, DayField
from kheo.progress.contribution_kinds import Channel, Purpose, Scope, Shown, Way
from kheo.progress.models import Drive, HouseholdDecision, Publication, SupervisionBoard
from kheo.progress.services import deciding_together
from kheo.progress.services.noting import Pen
from kheo.progress.web.book_form import BookForm


class DecisionForm(BookForm):
    """The households are asked."""

    heading = _("Bắt đầu lấy ý kiến các hộ")
    button = _("Chốt tổng số và bắt đầu")
    next_step = _("Tổng số được giữ nguyên từ đây, tính cả hộ vắng mặt. Có kết quả thì ghi số tán thành.")
    model = HouseholdDecision

    place = forms.CharField(label=_("Nơi lấy ý kiến"), max_length=200)
    scope = forms.ChoiceField(label=_("Phạm vi"), choices=Scope.choices)
    way = forms.ChoiceField(label=_("Hình thức"), choices=Way.choices)
    opened_on = DayField(label=_("Ngày bắt đầu"))
    total = AmountField(
        label=_("Tổng số hộ (hoặc số thôn khi hỏi toàn xã)"),
        help_text=_("Toàn bộ hộ của thôn, xóm, tổ dân phố, không phải số hộ dự họp."),
    )

    def usual(self) -> dict[str, Any]:
        """The place of the registration."""
        return {"place": self.drive.registration.address[:200]}

    def write(self, pen: Pen) -> Any:
        """Open it."""
        return deciding_together.open_decision(self.drive.pk, **self.typed(way=Way, scope=Scope), pen=pen)


class ResultForm(BookForm):
    """What the households said."""

    heading = _("Ghi kết quả lấy ý kiến")
    button = _("Ghi kết quả")
    next_step = _("Chỉ ghi con số. Ai không tán thành không được ghi lại ở bất cứ đâu.")

    decided_on = DayField(label=_("Ngày có kết quả"))
    present = AmountField(
        label=_("Số đại diện hộ có mặt"), required=False, help_text=_("Để trống khi chỉ phát phiếu.")
    )
    agreeing = AmountField(label=_("Số tán thành"))

    decision: Any = None

    def write(self, pen: Pen) -> Any:
        """Into the decision that waits for it."""
        return deciding_together.record_result(self.drive.pk, self.decision.pk, **self.typed(), pen=pen)


class BoardForm(BookForm):
    """The board that supervises."""

    heading = _("Ghi Ban Giám sát đầu tư của cộng đồng")
    button = _("Ghi Ban Giám sát")
    model = SupervisionBoard

    paper = forms.CharField(label=_("Số, ký hiệu quyết định"), max_length=120)
    set_up_on = DayField(label=_("Ngày thành lập"))
    members = AmountField(label=_("Số thành viên"))

    def write(self, pen: Pen) -> Any:
        """Into the book."""
        return deciding_together.note_board(self.drive.pk, **self.typed(), pen=pen)


class PublicationForm(BookForm):
    """What was made public."""

    heading = _("Ghi một lần công khai")
    button = _("Ghi lần công khai")
    next_step = _("Bản niêm yết còn treo thì để trống ngày gỡ; gỡ xuống thì ghi sau.")
    model = Publication

    what = forms.ChoiceField(label=_("Công khai nội dung gì"))
    channel = forms.ChoiceField(label=_("Bằng cách nào"), choices=Channel.choices)
    place = forms.CharField(
        label=_("Ở đâu"), max_length=200, help_text=_("Ví dụ: Nhà văn hóa xóm và trụ sở Ủy ban nhân dân xã.")
    )
    since = DayField(label=_("Từ ngày"))
    until = DayField(label=_("Ngày gỡ"), required=False)

    def __init__(self, *args: Any, drive: Drive, **kwargs: Any) -> None:
        super().__init__(*args, drive=drive, **kwargs)
        first = Shown.DECISION if drive.purpose == Purpose.WORKS else Shown.APPEAL
        kinds = (first, Shown.ACCOUNTS, Shown.REPORT)
        self.fields["what"].choices = [(one.value, one.label) for one in kinds]  # type: ignore[attr-defined]

    def write(self, pen: Pen) -> Any:
        """Into the book."""
        return deciding_together.publish(self.drive.pk, **self.typed(what=Shown, channel=Channel), pen=pen)


class TakeDownForm(BookForm):
    """A posting ends."""

    heading = _("Ghi ngày gỡ bản niêm yết")
    button = _("Ghi ngày gỡ")
    until = DayField(label=_("Ngày gỡ"))

    publication: Any = None

    def write(self, pen: Pen) -> Any:
        """Into the posting that still hangs."""
        return deciding_together.take_down(self.drive.pk, self.publication.pk, **self.typed(), pen=pen)
