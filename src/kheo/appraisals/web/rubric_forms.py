"""Forms of a rubric: its facts, and one form for each kind of part."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.appraisals.hooks import fact_kinds
from kheo.campaigns.public import Sector
from kheo.core.scoring import Kind, Part, Rubric, SubjectKind, TieKind
from kheo.core.vietnamese import format_number, parse_number
from kheo.kernel.web.fields import AmountField
from kheo.kernel.web.plain_form import PlainForm

Data = dict[str, Any]
KINDS = {
    Kind.MARKS: gettext_lazy("chấm điểm từ 0 đến tối đa"),
    Kind.YES_NO: gettext_lazy("đạt hoặc chưa đạt"),
    Kind.SHARE: gettext_lazy("theo tỷ lệ: số làm được / số phải làm × điểm tối đa"),
    Kind.STEPS: gettext_lazy("theo mức: số liệu thuộc mức nào được điểm mức đó"),
    Kind.SAMPLE: gettext_lazy("hỏi mẫu: số phiếu đúng / số phiếu × điểm tối đa"),
}
PARTS = {
    Part.BASE: gettext_lazy("tiêu chí"),
    Part.BONUS: gettext_lazy("điểm cộng"),
    Part.MALUS: gettext_lazy("điểm trừ"),
}
SUBJECTS = {
    SubjectKind.COLLECTIVE: gettext_lazy("tập thể"),
    SubjectKind.INDIVIDUAL: gettext_lazy("cá nhân"),
    SubjectKind.HOUSEHOLD: gettext_lazy("hộ gia đình"),
}


def _plain(value: Any) -> Any:
    """Numbers as text, that JSON holds them as typed."""
    return f"{value:f}" if isinstance(value, Decimal) else value


class PartForm(PlainForm):
    """One part of a rubric. `rubric` gives what may be chosen."""

    def __init__(self, *args: Any, rubric: Rubric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rubric = rubric
        self.choose(rubric)

    def choose(self, rubric: Rubric) -> None:
        """Fill what depends on the rubric."""

    def data_of(self) -> Data:
        """What the service keeps."""
        return {name: _plain(value) for name, value in self.cleaned_data.items()}


def _text(label: Any, *, required: bool = True, rows: int = 2, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=1000, widget=widget, help_text=help_text
    )


def _line(label: Any, *, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=200, help_text=help_text)


class FactsForm(PartForm):
    name = forms.CharField(label=gettext_lazy("Tên bộ tiêu chí"), max_length=300)
    source = forms.CharField(
        label=gettext_lazy("Nguồn"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Văn bản quy định: số, ngày, cơ quan ban hành. Đơn vị nhìn thấy dòng này."),
    )
    subjects = forms.MultipleChoiceField(
        label=gettext_lazy("Dành cho"),
        choices=[(str(kind), words) for kind, words in SUBJECTS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ cho lĩnh vực"),
        required=False,
        choices=Sector.Code.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn: mọi lĩnh vực."),
    )
    total = AmountField(
        label=gettext_lazy("Tổng điểm ghi trong văn bản"),
        whole=False,
        required=False,
        help_text=gettext_lazy("Để trống nếu không có; nếu ghi thì phải bằng các tiêu chí cộng lại."),
    )
    bonus_cap = AmountField(label=gettext_lazy("Điểm cộng tối đa"), whole=False, required=False)
    malus_cap = AmountField(label=gettext_lazy("Điểm trừ tối đa"), whole=False, required=False)


class GroupForm(PartForm):
    name = forms.CharField(label=gettext_lazy("Tên nhóm"), max_length=200)
    maximum = AmountField(
        label=gettext_lazy("Điểm tối đa của nhóm"),
        whole=False,
        required=False,
        help_text=gettext_lazy("Để trống: bằng các tiêu chí cộng lại."),
    )


class CriterionForm(PartForm):
    text = _text(gettext_lazy("Nội dung tiêu chí"))
    part = forms.ChoiceField(label=gettext_lazy("Tính vào"), choices=[(str(k), w) for k, w in PARTS.items()])
    group = forms.ChoiceField(label=gettext_lazy("Thuộc nhóm"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Cách chấm"),
        choices=[(str(k), w) for k, w in KINDS.items()],
        help_text=gettext_lazy("Không cho điểm tiêu chí nào thì cả bộ chấm đạt, chưa đạt."),
    )
    maximum = AmountField(label=gettext_lazy("Điểm tối đa"), whole=False, required=False)
    steps = _text(
        gettext_lazy("Các mức"),
        required=False,
        rows=4,
        help_text=gettext_lazy("Chỉ khi chấm theo mức. Mỗi dòng một mức: từ bao nhiêu = điểm. Ví dụ: 90 = 3"),
    )
    sample = forms.IntegerField(
        label=gettext_lazy("Số phiếu của mẫu"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=gettext_lazy("Chỉ khi hỏi mẫu."),
    )
    condition = _line(
        gettext_lazy("Điều kiện để được tính điểm"),
        help_text=gettext_lazy("Ví dụ: kế hoạch của đơn vị. Không có thì tiêu chí này 0 điểm."),
    )
    evidence = _text(gettext_lazy("Minh chứng cần có"), required=False)
    guidance = _text(gettext_lazy("Hướng dẫn chấm"), required=False)
    remedy = _text(gettext_lazy("Nếu chưa đạt thì làm gì"), required=False)
    clause = _line(gettext_lazy("Điểm, khoản của văn bản"))
    fails_on_zero = forms.BooleanField(
        label=gettext_lazy("Điểm liệt: 0 điểm ở đây thì không đạt cả bộ"), required=False
    )

    def choose(self, rubric: Rubric) -> None:
        none = ("", gettext_lazy("không thuộc nhóm"))
        groups = [none, *((one.code, one.name) for one in rubric.groups)]
        self.fields["group"].choices = groups  # type: ignore[attr-defined]

    def clean_steps(self) -> list[Data]:
        """“90 = 3” a line."""
        found = []
        for line in str(self.cleaned_data.get("steps") or "").splitlines():
            if not line.strip():
                continue
            at_least, equals, mark = line.partition("=")
            try:
                if not equals:
                    raise ValueError  # noqa: TRY301 -- one sentence for both faults
                found.append({"at_least": f"{parse_number(at_least):f}", "mark": f"{parse_number(mark):f}"})
            except Exception as error:
                if not isinstance(error, ValueError) and not hasattr(error, "sentence"):
                    raise
                words = _("Chưa đọc được dòng “%(line)s”. Hãy ghi như: 90 = 3")
                raise forms.ValidationError(words % {"line": line[:60]}) from error
        return found


class GateForm(PartForm):
    text = _text(gettext_lazy("Điều kiện bắt buộc"))
    fact = forms.ChoiceField(
        label=gettext_lazy("Ai trả lời"),
        required=False,
        help_text=gettext_lazy("Chọn việc phần mềm tự biết thì không ai phải trả lời."),
    )
    clause = _line(gettext_lazy("Điểm, khoản của văn bản"))
    evidence = _text(gettext_lazy("Minh chứng cần có"), required=False)
    remedy = _text(gettext_lazy("Nếu chưa đạt thì làm gì"), required=False)

    def choose(self, rubric: Rubric) -> None:
        people = ("", gettext_lazy("cán bộ trả lời, ghi nguồn văn bản"))
        known = [(kind.key, kind.words) for kind in fact_kinds()]
        self.fields["fact"].choices = [people, *known]  # type: ignore[attr-defined]


class BandForm(PartForm):
    name = forms.CharField(label=gettext_lazy("Tên mức"), max_length=100)
    at_least = AmountField(label=gettext_lazy("Từ bao nhiêu điểm"), whole=False)
    no_zero = forms.BooleanField(label=gettext_lazy("Không nhận nếu có tiêu chí 0 điểm"), required=False)
    passes = forms.BooleanField(label=gettext_lazy("Mức này là đạt"), required=False)


class DowngradeForm(PartForm):
    text = _text(gettext_lazy("Trường hợp"), help_text=gettext_lazy("Ví dụ: người đứng đầu bị khiển trách."))
    at_most = forms.ChoiceField(label=gettext_lazy("Chỉ xếp cao nhất mức"))
    clause = _line(gettext_lazy("Điểm, khoản của văn bản"))

    def choose(self, rubric: Rubric) -> None:
        bands = [(one.code, one.name) for one in rubric.bands]
        self.fields["at_most"].choices = bands  # type: ignore[attr-defined]


class TieForm(PartForm):
    what = forms.ChoiceField(
        label=gettext_lazy("Khi bằng điểm thì xét"),
        help_text=gettext_lazy(
            "Xét lần lượt từ trên xuống; sau cùng là ưu tiên nữ và cấp có thẩm quyền quyết định."
        ),
    )

    def choose(self, rubric: Rubric) -> None:
        found = [(f"{TieKind.CRITERION}:{one.code}", one.text) for one in rubric.criteria]
        groups = [(f"{TieKind.GROUP}:{one.code}", one.name) for one in rubric.groups]
        rest = [
            (f"{TieKind.BONUS}:", gettext_lazy("điểm cộng cao hơn")),
            (f"{TieKind.MALUS}:", gettext_lazy("điểm trừ ít hơn")),
        ]
        self.fields["what"].choices = [*found, *groups, *rest]  # type: ignore[attr-defined]

    def data_of(self) -> Data:
        kind, _colon, code = self.cleaned_data["what"].partition(":")
        return {"kind": kind, "code": code}


FORMS: dict[str, tuple[type[PartForm], Any]] = {
    "groups": (GroupForm, gettext_lazy("Nhóm tiêu chí")),
    "criteria": (CriterionForm, gettext_lazy("Tiêu chí")),
    "gates": (GateForm, gettext_lazy("Điều kiện bắt buộc")),
    "bands": (BandForm, gettext_lazy("Mức xếp loại")),
    "downgrades": (DowngradeForm, gettext_lazy("Quy tắc hạ mức")),
    "ties": (TieForm, gettext_lazy("Thứ tự khi bằng điểm")),
}


def initial_of(kind: str, part: Data) -> Data:
    """A part as its form shows it."""
    found = dict(part)
    for name in ("maximum", "at_least", "total", "bonus_cap", "malus_cap"):
        if found.get(name) is not None:
            found[name] = Decimal(found[name])
    if kind == "criteria":
        lines = [
            f"{format_number(Decimal(one['at_least']))} = {format_number(Decimal(one['mark']))}"
            for one in part.get("steps", [])
        ]
        found["steps"] = "\n".join(lines)
        found["sample"] = part.get("sample") or None
    if kind == "ties":
        found["what"] = f"{part['kind']}:{part.get('code', '')}"
    return found
