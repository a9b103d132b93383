"""Forms of a rubric: its facts, and one form for each kind of part."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.appraisals.hooks import fact_kinds
from kheo.appraisals.rubric_parts import mark_of
from kheo.campaigns.public import Sector
from kheo.core.errors import InvalidInput
from kheo.core.scoring import MOST_MARKS, Kind, Part, Rubric, SubjectKind, TieKind
from kheo.core.vietnamese import format_number, parse_number, plain_number
from kheo.kernel.web.fields import AmountField
from kheo.kernel.web.middleware import sentence_of
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


_DECIMALS = 2
_LARGEST_STEP = 1_000_000_000


def _plain(value: Any) -> Any:
    """Numbers as text, that JSON holds them as typed."""
    return f"{value:f}" if isinstance(value, Decimal) else value


class PartForm(PlainForm):
    """One part of a rubric. `rubric` gives what may be chosen; `seen` is the mark of the part as it was shown."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rubric: Rubric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rubric = rubric
        self.choose(rubric)

    def choose(self, rubric: Rubric) -> None:
        """Fill what depends on the rubric."""

    def data_of(self) -> Data:
        """What the service keeps."""
        return {name: _plain(value) for name, value in self.cleaned_data.items() if name != "seen"}

    def now_seen(self, mark: str) -> None:
        """From here on the page shows what stands: the next post is about that."""
        posted = cast("QueryDict", self.data).copy()
        posted["seen"] = mark
        self.data = posted


def _text(
    label: Any, *, required: bool = True, rows: int = 2, help_text: Any = "", asked: Any = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
        error_messages={"required": asked} if asked else None,
    )


def _marks(label: Any, *, required: bool = False, help_text: Any = "") -> AmountField:
    """So many marks."""
    return AmountField(
        label=label,
        whole=False,
        decimals=_DECIMALS,
        least=0,
        most=MOST_MARKS,
        required=required,
        help_text=help_text,
    )


def _line(label: Any, *, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=200, help_text=help_text)


class FactsForm(PartForm):
    name = forms.CharField(
        label=gettext_lazy("Tên bộ tiêu chí"),
        max_length=300,
        error_messages={"required": gettext_lazy("Hãy đặt tên cho bộ tiêu chí.")},
    )
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
        error_messages={"required": gettext_lazy("Hãy chọn bộ tiêu chí này dành cho ai.")},
    )
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ cho lĩnh vực"),
        required=False,
        choices=Sector.Code.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn: mọi lĩnh vực."),
    )
    total = _marks(
        gettext_lazy("Tổng điểm ghi trong văn bản"),
        help_text=gettext_lazy("Để trống nếu không có; nếu ghi thì phải bằng các tiêu chí cộng lại."),
    )
    bonus_cap = _marks(gettext_lazy("Điểm cộng tối đa"))
    malus_cap = _marks(gettext_lazy("Điểm trừ tối đa"))


class GroupForm(PartForm):
    name = forms.CharField(
        label=gettext_lazy("Tên nhóm"),
        max_length=200,
        error_messages={"required": gettext_lazy("Hãy đặt tên cho nhóm.")},
    )
    maximum = _marks(
        gettext_lazy("Điểm tối đa của nhóm"),
        help_text=gettext_lazy("Để trống: bằng các tiêu chí cộng lại."),
    )


class CriterionForm(PartForm):
    text = _text(gettext_lazy("Nội dung tiêu chí"), asked=gettext_lazy("Hãy ghi nội dung tiêu chí."))
    part = forms.ChoiceField(label=gettext_lazy("Tính vào"), choices=[(str(k), w) for k, w in PARTS.items()])
    group = forms.ChoiceField(label=gettext_lazy("Thuộc nhóm"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Cách chấm"),
        choices=[(str(k), w) for k, w in KINDS.items()],
        help_text=gettext_lazy("Không cho điểm tiêu chí nào thì cả bộ chấm đạt, chưa đạt."),
    )
    maximum = _marks(gettext_lazy("Điểm tối đa"))
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
        lines = str(self.cleaned_data.get("steps") or "").splitlines()
        return [_step(line) for line in lines if line.strip()]


def _step(line: str) -> Data:
    """“90 = 3”. Raises ValidationError, naming the line."""
    from_, equals, given = line.partition("=")
    words = _("Chưa đọc được dòng “%(line)s”. Hãy ghi như: 90 = 3")
    if not equals or not from_.strip() or not given.strip():
        raise forms.ValidationError(words % {"line": line.strip()[:60]})
    try:
        at_least, mark = parse_number(from_), parse_number(given, decimals=_DECIMALS)
    except InvalidInput as refusal:
        words = _("Dòng “%(line)s”: %(why)s")
        said = {"line": line.strip()[:60], "why": sentence_of(refusal)}
        raise forms.ValidationError(words % said) from refusal
    if abs(at_least) > _LARGEST_STEP or abs(mark) > MOST_MARKS:
        words = _("Dòng “%(line)s” có số quá lớn. Hãy xem lại.")
        raise forms.ValidationError(words % {"line": line.strip()[:60]})
    return {"at_least": f"{at_least:f}", "mark": f"{mark:f}"}


class GateForm(PartForm):
    text = _text(gettext_lazy("Điều kiện bắt buộc"), asked=gettext_lazy("Hãy ghi điều kiện bắt buộc."))
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
    name = forms.CharField(
        label=gettext_lazy("Tên mức"),
        max_length=100,
        error_messages={"required": gettext_lazy("Hãy đặt tên cho mức.")},
    )
    at_least = _marks(gettext_lazy("Từ bao nhiêu điểm"), required=True)
    no_zero = forms.BooleanField(label=gettext_lazy("Không nhận nếu có tiêu chí 0 điểm"), required=False)
    passes = forms.BooleanField(label=gettext_lazy("Mức này là đạt"), required=False)


class DowngradeForm(PartForm):
    text = _text(
        gettext_lazy("Trường hợp"),
        help_text=gettext_lazy("Ví dụ: người đứng đầu bị khiển trách."),
        asked=gettext_lazy("Hãy ghi trường hợp phải hạ mức."),
    )
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


FACTS_WORDS = gettext_lazy("Tên, nguồn, đối tượng, mức tối đa")
FORMS: dict[str, tuple[type[PartForm], Any]] = {
    "groups": (GroupForm, gettext_lazy("Nhóm tiêu chí")),
    "criteria": (CriterionForm, gettext_lazy("Tiêu chí")),
    "gates": (GateForm, gettext_lazy("Điều kiện bắt buộc")),
    "bands": (BandForm, gettext_lazy("Mức xếp loại")),
    "downgrades": (DowngradeForm, gettext_lazy("Quy tắc hạ mức")),
    "ties": (TieForm, gettext_lazy("Thứ tự khi bằng điểm")),
}


def initial_of(kind: str, part: Data) -> Data:
    """A part as its form shows it, with its mark."""
    found = dict(part) | {"seen": mark_of(part)}
    for name in ("maximum", "at_least", "total", "bonus_cap", "malus_cap"):
        if found.get(name) is not None:
            found[name] = Decimal(found[name])
    if kind == "criteria":
        lines = [
            f"{plain_number(Decimal(one['at_least']))} = {format_number(Decimal(one['mark']))}"
            for one in part.get("steps", [])
        ]
        found["steps"] = "\n".join(lines)
        found["sample"] = part.get("sample") or None
    if kind == "ties":
        found["what"] = f"{part['kind']}:{part.get('code', '')}"
    return found
