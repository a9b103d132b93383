"""Forms of councils and sessions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from kheo.core.law.votes import Ballot, Base, Ratio
from kheo.councils.models import Attendance, Council, CouncilSession, Seat
from kheo.councils.services.councils import RuleFacts
from kheo.councils.services.sessions import Roll
from kheo.councils.states import Presence, SeatRole
from kheo.kernel.clock import VIETNAM, day_of
from kheo.kernel.web.fields import DayField
from kheo.kernel.web.plain_form import PlainForm

_CLOCKS = ["%H:%M", "%Hh%M", "%Hh", "%H giờ %M", "%H giờ", "%H giờ %M phút"]


def ask(sentence: Any) -> dict[str, Any]:
    return {"required": sentence}


class CouncilForm(PlainForm):
    """What a council is called and which paper set it up."""

    unit = forms.ChoiceField(label=_("Cơ quan lập hội đồng"))
    name = forms.CharField(
        label=_("Tên hội đồng"),
        max_length=200,
        help_text=_("Ví dụ: Hội đồng Thi đua - Khen thưởng xã Đồng Trăng."),
        error_messages=ask(_("Hãy ghi tên hội đồng.")),
    )
    symbol = forms.CharField(
        label=_("Ký hiệu trong số văn bản"),
        max_length=20,
        required=False,
        help_text=_("Ví dụ: HĐTĐKT."),
    )
    decided_by = forms.CharField(
        label=_("Quyết định thành lập"),
        max_length=200,
        help_text=_("Số và cơ quan ban hành, ví dụ: Quyết định số 12/QĐ-UBND của Ủy ban nhân dân xã."),
        error_messages=ask(_("Hãy ghi quyết định thành lập: số, cơ quan ban hành.")),
    )
    decided_on = DayField(label=_("Ngày của quyết định"))

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].initial = units[0][0]
            self.fields["unit"].widget = forms.HiddenInput()


class SeatForm(PlainForm):
    """A member: an account, or a name; the office as papers print it."""

    user = forms.ChoiceField(label=_("Tài khoản"), required=False)
    name = forms.CharField(
        label=_("Họ và tên, nếu không có tài khoản"),
        max_length=200,
        required=False,
        help_text=_("Chỉ ghi họ tên và chức vụ, không ghi gì thêm về người này."),
    )
    office = forms.CharField(
        label=_("Chức vụ"),
        max_length=200,
        help_text=_("Như ghi trong quyết định, ví dụ: Chủ tịch Hội Nông dân xã."),
        error_messages=ask(_("Hãy ghi chức vụ như ghi trong văn bản.")),
    )
    role = forms.ChoiceField(
        label=_("Vai trò trong hội đồng"), choices=SeatRole.choices, initial=SeatRole.MEMBER
    )
    on = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("Không có tài khoản, ghi tên ở dưới"))
        self.fields["user"].choices = [none, *people]  # type: ignore[attr-defined]


class RuleForm(PlainForm):
    """What the council's own rule says of voting."""

    paper = forms.CharField(
        label=_("Quy chế"),
        max_length=200,
        help_text=_("Tên, số, ngày, ví dụ: Quy chế số 03/QC-HĐTĐKT ngày 05/01/2026."),
        error_messages=ask(_("Hãy ghi quy chế: tên, số, ngày.")),
    )
    valid_from = DayField(label=_("Áp dụng từ ngày"))
    quorum = forms.ChoiceField(
        label=_("Họp khi có mặt"),
        choices=[
            ("1/2", _("từ 1/2 tổng số thành viên")),
            ("2/3", _("từ 2/3 tổng số thành viên")),
            ("3/4", _("từ 3/4 tổng số thành viên")),
            ("8/10", _("từ 80% tổng số thành viên")),
            ("9/10", _("từ 90% tổng số thành viên")),
        ],
        initial="2/3",
    )
    passes = forms.ChoiceField(
        label=_("Được thông qua khi có"),
        choices=[
            ("over", _("quá 1/2 tán thành")),
            ("2/3", _("từ 2/3 tán thành")),
            ("3/4", _("từ 3/4 tán thành")),
            ("8/10", _("từ 80% tán thành")),
            ("9/10", _("từ 90% tán thành")),
        ],
    )
    base = forms.ChoiceField(
        label=_("Tính trên"),
        choices=[
            (Base.TOTAL.value, _("tổng số thành viên hội đồng")),
            (Base.PRESENT.value, _("số thành viên dự họp")),
        ],
    )
    ballot = forms.ChoiceField(
        label=_("Cách biểu quyết"),
        choices=[
            (Ballot.FREE.value, _("hội đồng chọn từng lần")),
            (Ballot.BALLOT.value, _("phải bỏ phiếu kín")),
        ],
    )
    written = forms.BooleanField(
        label=_("Thành viên vắng mặt được gửi ý kiến bằng văn bản và được tính"), required=False
    )

    def facts(self) -> RuleFacts:
        """The rule as typed."""
        said = self.cleaned_data
        over = said["passes"] == "over"
        return RuleFacts(
            paper=said["paper"],
            valid_from=said["valid_from"],
            quorum=_ratio(said["quorum"]),
            passes=Ratio(1, 2, over=True) if over else _ratio(said["passes"]),
            base=Base(said["base"]),
            ballot=Ballot(said["ballot"]),
            written=said["written"],
        )


def _ratio(text: str) -> Ratio:
    numerator, _slash, whole = text.partition("/")
    return Ratio(int(numerator), int(whole))


class EndForm(PlainForm):
    """The council no longer works."""

    on = DayField(label=_("Thôi hoạt động từ ngày"))
    paper = forms.CharField(label=_("Theo văn bản"), max_length=200)


class SessionForm(PlainForm):
    """When, where, about what."""

    title = forms.CharField(
        label=_("Phiên họp về việc"),
        max_length=200,
        help_text=_("Ví dụ: Phiên họp xét công nhận mô hình “Dân vận khéo” năm 2026."),
        error_messages=ask(_("Hãy ghi phiên họp về việc gì.")),
    )
    begins_on = DayField(label=_("Ngày họp"))
    begins_time = forms.TimeField(
        label=_("Giờ họp"),
        input_formats=_CLOCKS,
        help_text=_("Ví dụ 8:00 hoặc 13h30."),
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "medium", "autocomplete": "off"}),
        error_messages={
            "required": _("Hãy ghi giờ họp, ví dụ 8:00."),
            "invalid": _("Giờ chưa đúng. Hãy ghi như 8:00 hoặc 13h30."),
        },
    )
    place = forms.CharField(label=_("Nơi họp"), max_length=200, error_messages=ask(_("Hãy ghi nơi họp.")))

    def begins_at(self) -> datetime:
        """Day and hour together, Vietnamese time."""
        return datetime.combine(self.cleaned_data["begins_on"], self.cleaned_data["begins_time"], VIETNAM)

    @staticmethod
    def of(session: CouncilSession) -> dict[str, Any]:
        """What is known of a session."""
        begins = session.begins_at.astimezone(VIETNAM)
        return {
            "title": session.title,
            "begins_on": day_of(session.begins_at),
            "begins_time": begins.time(),
            "place": session.place,
        }


class ItemForm(PlainForm):
    """A matter of the council's own."""

    title = forms.CharField(
        label=_("Nội dung cần bàn"),
        max_length=300,
        error_messages=ask(_("Hãy ghi nội dung cần bàn.")),
    )
    explanation = forms.CharField(
        label=_("Tóm tắt, tài liệu kèm theo"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReasonForm(PlainForm):
    """A reason in one line."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, error_messages=ask(_("Hãy ghi lý do.")))


class CloseForm(PlainForm):
    """The typed word; where the leader has no account, the paper he signed."""

    signed_minutes = forms.CharField(
        label=_("Biên bản giấy người chủ trì đã ký"),
        max_length=200,
        help_text=_("Người chủ trì không có tài khoản: ghi biên bản đã ký ngày nào."),
    )
    word = forms.CharField(
        label=_("Gõ chữ CHỐT để xác nhận"),
        max_length=20,
        error_messages=ask(_("Hãy gõ chữ CHỐT. Chưa có gì thay đổi.")),
    )

    def __init__(self, *args: Any, by_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].widget.attrs.update({"autocomplete": "off", "class": "medium form-control"})
        if not by_paper:
            del self.fields["signed_minutes"]


class RollForm(PlainForm):
    """Who is there: one line for each member."""

    def __init__(
        self, *args: Any, members: Sequence[Seat] | Sequence[Attendance], written: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        choices = [(kind.value, kind.label) for kind in Presence if written or kind is not Presence.WRITTEN]
        for one in members:
            self.fields[f"presence-{one.pk}"] = forms.ChoiceField(
                label=one.name,
                choices=choices,
                initial=getattr(one, "presence", Presence.PRESENT),
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            self.fields[f"reason-{one.pk}"] = forms.CharField(
                label=_say("Lý do vắng mặt của %(who)s") % {"who": one.name},
                required=False,
                max_length=200,
                initial=getattr(one, "reason", ""),
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    def lines(self) -> list[tuple[Any, BoundField, BoundField]]:
        """Member, presence, reason."""
        return [(one, self[f"presence-{one.pk}"], self[f"reason-{one.pk}"]) for one in self.members]

    def roll(self) -> dict[int, Roll]:
        """What was said of each."""
        said = self.cleaned_data
        return {one.pk: Roll(said[f"presence-{one.pk}"], said[f"reason-{one.pk}"]) for one in self.members}


class ConcludeForm(PlainForm):
    """Concluded without a vote."""

    conclusion = forms.CharField(
        label=_("Kết luận"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=ask(_("Hãy ghi kết luận.")),
    )


class NotesForm(PlainForm):
    """What the minutes say of a matter."""

    discussion = forms.CharField(
        label=_("Ý kiến thảo luận"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi ý kiến một dòng. Không ghi đời tư của người được xét."),
    )
    dissent = forms.CharField(
        label=_("Ý kiến khác, bảo lưu"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    conclusion = forms.CharField(
        label=_("Kết luận"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RecuseForm(PlainForm):
    """Who does not vote, and why."""

    attendance = forms.ChoiceField(label=_("Thành viên"))
    reason = forms.CharField(
        label=_("Lý do không tham gia biểu quyết"),
        max_length=200,
        error_messages=ask(_("Hãy ghi vì sao không tham gia biểu quyết.")),
    )

    def __init__(self, *args: Any, rows: Sequence[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attendance"].choices = [(str(row.pk), str(row)) for row in rows]  # type: ignore[attr-defined]


class SupersedeForm(PlainForm):
    """To which session a decided matter goes again, and why."""

    session = forms.ChoiceField(label=_("Đưa ra phiên họp"))
    explanation = forms.CharField(
        label=_("Vì sao xem xét lại"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=ask(_("Hãy ghi vì sao đưa ra xem xét lại.")),
    )

    def __init__(self, *args: Any, sessions: Sequence[CouncilSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"{one.title} ({one.begins_at.astimezone(VIETNAM):%d/%m/%Y})") for one in sessions
        ]


def council_initial(council: Council) -> dict[str, Any]:
    """What is known of a council."""
    return {
        "unit": str(council.unit_id),
        "name": council.name,
        "symbol": council.symbol,
        "decided_by": council.decided_by,
        "decided_on": council.decided_on,
    }
