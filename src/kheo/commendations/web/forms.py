"""Forms of commendation."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kheo.commendations.selectors.law import OCCASIONS, code_of
from kheo.commendations.selectors.picking import Option
from kheo.commendations.selectors.prizes import WrittenMoney
from kheo.commendations.services.drafting import Case
from kheo.commendations.services.judging import Said
from kheo.commendations.states import FundKind, OpinionVerdict, Rating
from kheo.core.law.awards import national_awards
from kheo.core.vietnamese import upper_first
from kheo.documents.public import PaperFacts
from kheo.kernel.web.fields import AmountField, DayField
from kheo.kernel.web.plain_form import PlainForm

Choices = Sequence[tuple[str, Any]]


def occasion_choices() -> list[tuple[str, str]]:
    """The three occasions."""
    return [(code_of(one), upper_first(_now(one.value))) for one in OCCASIONS]


def award_choices(on: date) -> list[tuple[str, str]]:
    """Every title and form of the day, titles apart from forms in words."""
    return [(one.key, f"{one.name} ({_now(one.sort.value)})") for one in national_awards().awards(on)]


class ReasonForm(PlainForm):
    """A reason."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


class CaseForm(PlainForm):
    """What a unit says of one case."""

    award = forms.ChoiceField(
        label=_("Đề nghị"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn danh hiệu hoặc hình thức.")},
    )
    occasion = forms.ChoiceField(label=_("Dịp khen thưởng"))
    achievement = forms.CharField(
        label=_("Thành tích, như in trên quyết định và giấy khen"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: Đã có thành tích trong phong trào thi đua “Dân vận khéo” năm 2026."),
        error_messages={"required": _("Hãy ghi thành tích như in trên quyết định, giấy khen.")},
    )
    span_first = DayField(label=_("Thành tích tính từ ngày"))
    span_last = DayField(label=_("đến hết ngày"))
    summary = forms.CharField(
        label=_("Tóm tắt thành tích"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Việc đã làm và kết quả đo đếm được; không ghi dân tộc, tôn giáo, hoàn cảnh, sức khỏe của ai."
        ),
        error_messages={"required": _("Hãy ghi tóm tắt thành tích.")},
    )
    report = forms.CharField(
        label=_("Báo cáo thành tích đầy đủ"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Mỗi đoạn một dòng. Để trống khi thủ tục đơn giản chỉ cần tóm tắt."),
    )
    confirmed_by = forms.CharField(
        label=_("Người xác nhận báo cáo"),
        max_length=200,
        required=False,
        help_text=_("Họ tên, chức vụ; in dưới phần xác nhận để ký."),
    )
    leads = forms.BooleanField(label=_("Là người giữ chức vụ lãnh đạo, quản lý"), required=False)
    rating = forms.ChoiceField(label=_("Xếp loại năm, khi địa phương yêu cầu"), required=False)

    def __init__(self, *args: Any, options: Sequence[Option], person: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["award"].choices = [(one.key, one.words) for one in options]  # type: ignore[attr-defined]
        self.fields["occasion"].choices = occasion_choices()  # type: ignore[attr-defined]
        self.fields["rating"].choices = [("", _("Không yêu cầu")), *Rating.choices]  # type: ignore[attr-defined]
        if not person:
            del self.fields["leads"]

    def case(self) -> Case:
        """What was typed."""
        typed = dict(self.cleaned_data)
        typed.setdefault("leads", False)
        return Case(**typed)


class SignedForm(PlainForm):
    """Number, symbol, day and signer of a paper."""

    number = forms.CharField(
        label=_("Số"),
        max_length=20,
        required=False,
        error_messages={"required": _("Hãy ghi số của quyết định đã ký.")},
    )
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60)
    issued_on = DayField(label=_("Ngày ký"))
    position = forms.CharField(label=_("Chức vụ người ký"), max_length=120)
    signer = forms.CharField(
        label=_("Người ký"), max_length=200, error_messages={"required": _("Hãy ghi họ tên người ký.")}
    )

    def facts(self) -> PaperFacts:
        """What was typed."""
        names = ("number", "symbol", "issued_on", "position", "signer")
        return PaperFacts(**{name: self.cleaned_data[name] for name in names})


class EnactForm(SignedForm):
    """The signed decision, with the word that goes before what cannot be undone."""

    typed = forms.CharField(label=_("Gõ để xác nhận"), max_length=40)

    def __init__(self, *args: Any, word: str, own_numbers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed"].help_text = _now("Gõ chữ “%(word)s”: việc này không sửa lại được.") % {
            "word": word
        }
        self.fields["number"].required = not own_numbers
        if own_numbers:
            self.fields["number"].help_text = _now("Để trống thì Khéo cấp số tiếp theo của sổ.")


class MoneyForm(PlainForm):
    """Prizes that the Party committee or the Front writes, by kind of subject, with the text that fixes them."""

    collective = AmountField(label=_("Tiền thưởng mỗi tập thể (đồng)"), required=False)
    household = AmountField(label=_("Tiền thưởng mỗi hộ gia đình (đồng)"), required=False)
    individual = AmountField(label=_("Tiền thưởng mỗi cá nhân (đồng)"), required=False)
    source = forms.CharField(
        label=_("Văn bản quy định mức tiền thưởng"),
        max_length=300,
        help_text=_(
            "Tên loại, số, ngày, cơ quan ban hành. Khéo ghi rõ bên số tiền rằng mức này chưa được đối chiếu."
        ),
        error_messages={"required": _("Hãy ghi văn bản quy định mức tiền thưởng: tên, số, ngày.")},
    )
    fund = forms.CharField(
        label=_("Chi từ nguồn nào"),
        max_length=300,
        required=False,
        help_text=_("Để trống thì ghi: nguồn kinh phí khen thưởng của cơ quan ra quyết định."),
    )

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ("collective", "household", "individual"):
            if kind not in kinds:
                del self.fields[kind]

    def money(self) -> WrittenMoney | None:
        """What was typed; None where no sum was."""
        typed = self.cleaned_data
        amounts = {kind: typed[kind] for kind in ("collective", "household", "individual") if typed.get(kind)}
        return WrittenMoney(amounts, typed["source"], typed["fund"]) if amounts else None


class AskForm(PlainForm):
    """Whom to ask, by when he answers."""

    body = forms.CharField(
        label=_("Cơ quan được lấy ý kiến"),
        max_length=300,
        help_text=_("Ví dụ: Ban Thường vụ Đảng ủy (cán bộ thuộc diện quản lý), Công an xã."),
    )
    answer_by = DayField(label=_("Đề nghị trả lời trước hết ngày"))


class OpinionForm(PlainForm):
    """A written answer."""

    verdict = forms.ChoiceField(label=_("Ý kiến"), choices=OpinionVerdict.choices)
    answered_on = DayField(label=_("Ngày văn bản"))
    paper = forms.CharField(label=_("Số, ký hiệu"), max_length=100, required=False)
    words = forms.CharField(
        label=_("Nội dung ý kiến"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def said(self) -> Said:
        """What was typed."""
        return Said(
            **{name: self.cleaned_data[name] for name in ("verdict", "answered_on", "paper", "words")}
        )


class AppraiseForm(OpinionForm):
    """Ý kiến thẩm định."""

    body = forms.CharField(label=_("Cơ quan thẩm định"), max_length=300)
    field_order = ["body", "verdict", "words", "answered_on", "paper"]


class StandingForm(PlainForm):
    """Đủ, chưa đủ điều kiện: the answer's number and day, nothing else."""

    clear = forms.ChoiceField(
        label=_("Cơ quan có thẩm quyền trả lời"),
        choices=[("yes", _("Đủ điều kiện")), ("no", _("Chưa đủ điều kiện"))],
    )
    paper = forms.CharField(
        label=_("Số, ký hiệu văn bản trả lời"),
        max_length=100,
        help_text=_("Chỉ ghi số và ngày; không ghi nội dung kỷ luật, thanh tra, đơn thư."),
    )
    answered_on = DayField(label=_("Ngày trả lời"))


class WaiveForm(PlainForm):
    """Why a guard does not stop the case."""

    guard = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    paper = forms.CharField(
        label=_("Văn bản cho phép: số, ngày, người ký"),
        max_length=200,
        required=False,
        help_text=_("Cần có khi điều kiện không đủ mà người có thẩm quyền cho phép."),
    )


class PostForm(PlainForm):
    """Niêm yết, công khai."""

    place = forms.CharField(label=_("Nơi niêm yết, trang đăng"), max_length=300)
    from_on = DayField(label=_("Từ ngày"))
    working_days = AmountField(label=_("Số ngày làm việc"))


class MinutesForm(PlainForm):
    """Which minutes."""

    number = forms.CharField(label=_("Số, ký hiệu biên bản họp hội đồng"), max_length=60)
    held_on = DayField(label=_("Ngày họp"))


class ForwardForm(PlainForm):
    """To whom, by which tờ trình."""

    to = forms.CharField(
        label=_("Nơi nhận"),
        max_length=300,
        help_text=_("Ví dụ: Sở Nội vụ; hoặc ngành dọc khi trình theo ngành."),
    )
    paper = forms.CharField(label=_("Số, ký hiệu tờ trình đã ký"), max_length=100)


class AboveForm(SignedForm):
    """A decision of the level above."""

    issuer = forms.CharField(
        label=_("Người, cơ quan quyết định"),
        max_length=300,
        help_text=_("Ví dụ: Chủ tịch Ủy ban nhân dân tỉnh."),
    )
    field_order = ["issuer", "number", "symbol", "issued_on", "position", "signer"]


class OutsideForm(SignedForm):
    """A decision that was made without Khéo, with its list line by line."""

    award = forms.ChoiceField(label=_("Danh hiệu, hình thức"))
    occasion = forms.ChoiceField(label=_("Dịp khen thưởng"))
    issuer = forms.CharField(
        label=_("Người quyết định, khi là cấp khác"),
        max_length=300,
        required=False,
        help_text=_("Để trống khi là Chủ tịch Ủy ban nhân dân của chính địa phương."),
    )
    rows = forms.CharField(
        label=_("Danh sách"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Mỗi dòng một trường hợp, bốn phần cách nhau bằng dấu | : tập thể, cá nhân hoặc hộ | tên | đơn vị | thành tích."
        ),
    )
    field_order = [
        "award",
        "occasion",
        "issuer",
        "number",
        "symbol",
        "issued_on",
        "position",
        "signer",
        "rows",
    ]

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = True
        self.fields["award"].choices = award_choices(on)  # type: ignore[attr-defined]
        self.fields["occasion"].choices = occasion_choices()  # type: ignore[attr-defined]


class FundForm(PlainForm):
    """What bounds the fund of a year."""

    recurrent = AmountField(label=_("Chi thường xuyên của năm (đồng)"))
    permille = forms.ChoiceField(
        label=_("Mức trích cao nhất"),
        choices=[
            ("10", _("1,0% (đồng bằng, thành phố)")),
            ("15", _("1,5% (miền núi, trung du, Tây Nguyên, vùng sâu, hải đảo)")),
        ],
    )
    basis = forms.CharField(label=_("Văn bản giao dự toán"), max_length=300)


class EntryForm(PlainForm):
    """Money in or out."""

    kind = forms.ChoiceField(label=_("Thu, chi"), choices=FundKind.choices)
    amount = AmountField(label=_("Số tiền (đồng)"))
    on = DayField(label=_("Ngày"))
    words = forms.CharField(label=_("Nội dung"), max_length=300)
    paper = forms.CharField(label=_("Chứng từ"), max_length=100, required=False)
    decision = forms.ChoiceField(label=_("Tiền thưởng của quyết định"), required=False)

    def __init__(self, *args: Any, decisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [("", _("Không gắn")), *decisions]  # type: ignore[attr-defined]


class BlankForm(PlainForm):
    """A pre-printed blank on one printer."""

    name = forms.CharField(
        label=_("Tên phôi và máy in"),
        max_length=120,
        help_text=_("Ví dụ: Phôi giấy khen A4, máy in phòng Văn thư."),
    )
    width = AmountField(label=_("Khổ rộng (mm)"), whole=False)
    height = AmountField(label=_("Khổ cao (mm)"), whole=False)
    shift_x = forms.DecimalField(
        label=_("Dịch sang phải (mm)"),
        max_digits=4,
        decimal_places=1,
        help_text=_("Số âm là dịch sang trái. In thử trên giấy trắng, đặt lên phôi rồi đo."),
    )
    shift_y = forms.DecimalField(label=_("Dịch xuống (mm)"), max_digits=4, decimal_places=1)
    legacy = forms.BooleanField(label=_("Phôi dùng phông TCVN3 (.VnTime)"), required=False)
