"""Forms of a round of appraisal and of one of its files."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.accounts.public import User
from kheo.appraisals.services.rounds import MOST_DAYS
from kheo.appraisals.sheets import faults_of, unexplained
from kheo.appraisals.states import RoundKind, Verdict
from kheo.core.errors import InvalidInput
from kheo.core.scoring import Answer, Criterion, Kind, Mark, Part, Rubric
from kheo.kernel.web.fields import AmountField, DayField
from kheo.kernel.web.plain_form import PlainForm


class _WithTeam(PlainForm):
    """Who judges: the head and the others, among `people`."""

    head = forms.ChoiceField(label=gettext_lazy("Tổ trưởng"))
    team = forms.MultipleChoiceField(
        label=gettext_lazy("Thành viên tổ thẩm định"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        choices = [(pk, one.full_name) for pk, one in self.people.items()]
        self.fields["team"].choices = choices  # type: ignore[attr-defined]
        self.fields["head"].choices = choices  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """As the service takes them."""
        said = dict(self.cleaned_data)
        said["head"] = self.people[said["head"]]
        said["team"] = [self.people[pk] for pk in said["team"]]
        return said


class TeamForm(_WithTeam):
    """Another team for a round under way."""

    paper = forms.CharField(
        label=gettext_lazy("Văn bản thay đổi tổ"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: Quyết định số 41/QĐ-UBND ngày 10/9/2026."),
    )


class RoundForm(_WithTeam):
    """A new round with its team."""

    field_order = ("name", "kind", "starts_on", "ends_on", "self_score_until")

    name = forms.CharField(label=gettext_lazy("Tên đợt thẩm định"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        choices=RoundKind.choices,
        help_text=gettext_lazy("Không báo trước: đơn vị không tự chấm, chỉ tổ thẩm định được báo."),
    )
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến hết ngày"))
    self_score_until = DayField(label=gettext_lazy("Hạn đơn vị tự chấm"), required=False)
    decided_by = forms.CharField(
        label=gettext_lazy("Văn bản lập tổ"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Ví dụ: Quyết định số 25/QĐ-UBND ngày 02/6/2026."),
    )
    spread = AmountField(
        label=gettext_lazy("Chênh lệch điểm phải thống nhất"),
        whole=False,
        decimals=2,
        least=0,
        most=1000,
        help_text=gettext_lazy("Hai người chấm một tiêu chí lệch nhau hơn số này thì đưa ra bàn."),
    )
    least_sheets = forms.IntegerField(
        label=gettext_lazy("Mỗi mô hình cần ít nhất mấy phiếu"), min_value=1, max_value=50
    )
    ask_days = forms.IntegerField(
        label=gettext_lazy("Sau kết luận, đơn vị được đề nghị xem xét lại trong mấy ngày làm việc"),
        min_value=1,
        max_value=MOST_DAYS,
    )
    answer_days = forms.IntegerField(
        label=gettext_lazy("Đề nghị đó được trả lời trong mấy ngày làm việc"),
        min_value=1,
        max_value=MOST_DAYS,
    )
    belonging_blocks = forms.BooleanField(
        label=gettext_lazy("Quy chế của địa phương không cho chấm mô hình của đơn vị mình"),
        required=False,
    )


class GateAnswerForm(PlainForm):
    """The answer to one gate."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Trả lời"),
        choices=[
            (str(Answer.MET), gettext_lazy("Đạt")),
            (str(Answer.UNMET), gettext_lazy("Chưa đạt")),
            (str(Answer.WAITING), gettext_lazy("Chờ kết quả")),
        ],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=gettext_lazy("Theo văn bản, nguồn nào"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Phải ghi khi trả lời Đạt hoặc Chưa đạt: số, ngày, cơ quan. Chỉ ghi kết quả chung của đơn vị, không ghi về từng người dân."
        ),
    )
    period = forms.CharField(label=gettext_lazy("Của kỳ nào"), required=False, max_length=100)
    from_whom = forms.CharField(
        label=gettext_lazy("Chờ cơ quan nào"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Phải ghi khi trả lời Chờ kết quả."),
    )
    expected_on = DayField(label=gettext_lazy("Dự kiến có ngày"), required=False)


_YES_NO = [("yes", gettext_lazy("Đạt")), ("no", gettext_lazy("Chưa đạt"))]
_HAS = [("yes", gettext_lazy("Có")), ("no", gettext_lazy("Không có"))]


class SheetForm(PlainForm):
    """A mark for every criterion. Fields are named after its code: `c1`, `c1-out`, `c1-has`, `c1-why`, `c1-seen`."""

    def __init__(
        self,
        *args: Any,
        rubric: Rubric,
        marks: dict[str, Mark],
        evidence: list[tuple[str, str]] | None = None,
        hung: dict[str, list[str]] | None = None,
        asks_why: bool = False,
        against: Sequence[Mapping[str, Mark]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rubric, self.evidence, self.asks_why, self.against = rubric, evidence, asks_why, against
        for criterion in rubric.criteria:
            self._add(criterion, marks.get(criterion.code, Mark()), (hung or {}).get(criterion.code, []))
            for name in (
                f"{criterion.code}-has",
                criterion.code,
                f"{criterion.code}-out",
                f"{criterion.code}-why",
            ):
                if name in self.fields:
                    self.fields[name].called = Truncator(criterion.text).words(8)  # type: ignore[attr-defined]
        self._dress()

    def clean(self) -> dict[str, Any]:
        """Everything that keeps the sheet from being sent, said at once."""
        marks = self.marks()
        for fault in faults_of(self.rubric, marks):
            if fault.field not in self.errors and f"{fault.field}-out" not in self.errors:
                self.refuse(fault)
        for fault in unexplained(self.rubric, marks, self.against):
            if fault.field not in self.errors:
                self.refuse_reason(fault)
        return self.cleaned_data

    def refuse_reason(self, fault: InvalidInput) -> None:
        """What a refusal says of a criterion, where its reason is typed."""
        if fault.code == "reason-missing":
            fault.field = f"{fault.field}-why"
        self.refuse(fault)

    def _add(self, criterion: Criterion, mark: Mark, hung: list[str]) -> None:
        code, fields = criterion.code, self.fields
        # Without its condition a criterion needs no figure; bonus and deduction may be nothing.
        needed = criterion.part == Part.BASE and not criterion.condition
        if criterion.condition:
            fields[f"{code}-has"] = forms.ChoiceField(
                label=_("Có %(condition)s không") % {"condition": criterion.condition},
                choices=_HAS,
                initial="yes" if mark.condition_met else "no",
            )
        if criterion.kind == Kind.YES_NO:
            said = {None: "", True: "yes", False: "no"}[mark.passed]
            fields[code] = forms.ChoiceField(
                label=_("Kết quả"), choices=_YES_NO, widget=forms.RadioSelect, initial=said, required=needed
            )
        else:
            fields[code] = AmountField(
                label=self._label(criterion),
                whole=False,
                decimals=self.rubric.decimals if criterion.kind == Kind.MARKS else None,
                required=needed,
                initial=mark.value,
            )
        if criterion.kind == Kind.SHARE:
            fields[f"{code}-out"] = AmountField(
                label=_("Số phải làm"), whole=False, required=needed, initial=mark.out_of
            )
        if self.asks_why:
            fields[f"{code}-why"] = forms.CharField(
                label=_("Lý do, nhận xét"), required=False, max_length=500, initial=mark.reason
            )
        if self.evidence:
            fields[f"{code}-seen"] = forms.MultipleChoiceField(
                label=_("Ảnh, tệp minh chứng"),
                required=False,
                choices=self.evidence,
                widget=forms.CheckboxSelectMultiple,
                initial=hung,
            )

    @staticmethod
    def _label(criterion: Criterion) -> str:
        if criterion.kind == Kind.SHARE:
            return _("Số làm được")
        if criterion.kind == Kind.STEPS:
            return _("Số liệu đạt được")
        if criterion.kind == Kind.SAMPLE:
            return _("Số phiếu đúng trong %(size)d phiếu") % {"size": criterion.sample}
        if criterion.part == Part.MALUS:
            return _("Điểm trừ")
        return _("Điểm")

    def _dress(self) -> None:
        for field in self.fields.values():
            ticked = (forms.CheckboxSelectMultiple, forms.RadioSelect)
            if not isinstance(field.widget, ticked):
                select = isinstance(field.widget, forms.Select)
                default = "form-select" if select else "form-control"
                wide = field.widget.attrs.get("class", "")
                field.widget.attrs["class"] = f"{default} {wide}".strip() if default not in wide else wide

    def marks(self) -> dict[str, Mark]:
        """What was typed, criterion by criterion."""
        said, found = self.cleaned_data, {}
        for criterion in self.rubric.criteria:
            code = criterion.code
            typed = said.get(code)
            yes_no = criterion.kind == Kind.YES_NO
            found[code] = Mark(
                value=None if yes_no or typed in (None, "") else Decimal(typed),
                out_of=said.get(f"{code}-out") if criterion.kind == Kind.SHARE else None,
                passed={"yes": True, "no": False}.get(str(typed)) if yes_no else None,
                condition_met=said.get(f"{code}-has", "yes") != "no",
                reason=" ".join(str(said.get(f"{code}-why") or "").split()),
            )
        return found

    def hung(self) -> dict[str, list[int]]:
        """Criterion → evidence chosen for it."""
        return {
            one.code: [int(pk) for pk in self.cleaned_data.get(f"{one.code}-seen", [])]
            for one in self.rubric.criteria
        }

    def of(self, criterion: Criterion) -> list[Any]:
        """The bound fields of one criterion."""
        wanted = (f"{criterion.code}-has", criterion.code, f"{criterion.code}-out", f"{criterion.code}-why")
        names = (*wanted, f"{criterion.code}-seen")
        return [self[name] for name in names if name in self.fields]


class ConclusionForm(PlainForm):
    """What the head says beside the common sheet."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Kết luận"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Nhận xét, việc đơn vị cần bổ sung"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    downgrades = forms.MultipleChoiceField(
        label=gettext_lazy("Có trường hợp phải hạ mức"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    prefer_women = forms.ChoiceField(
        label=gettext_lazy("Khi bằng điểm: cá nhân là nữ, hoặc tập thể có từ 70% là nữ"),
        required=False,
        choices=[
            ("", gettext_lazy("chưa rõ")),
            ("yes", gettext_lazy("đúng")),
            ("no", gettext_lazy("không")),
        ],
    )
    signed_by_all = forms.BooleanField(
        label=gettext_lazy("Đây là phiếu chung trên giấy, cả tổ đã ký"), required=False
    )
    quorum_reason = forms.CharField(
        label=gettext_lazy("Lý do kết luận khi thiếu phiếu"), required=False, max_length=300
    )

    def __init__(self, *args: Any, rubric: Rubric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rubric.downgrades:
            choices = [(one.code, one.text) for one in rubric.downgrades]
            self.fields["downgrades"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["downgrades"]

    def facts(self) -> dict[str, Any]:
        """As the service takes them."""
        said = dict(self.cleaned_data)
        said["prefer_women"] = {"yes": True, "no": False}.get(said["prefer_women"])
        said.setdefault("downgrades", [])
        return said
