"""The report's form as a page shows it. What is right and wrong is decided by the services."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.core.errors import Refusal
from kheo.core.vietnamese import format_number, short_date
from kheo.kernel.web.middleware import sentence_of
from kheo.progress import report_fields as known
from kheo.progress.selectors.reports import Measured
from kheo.progress.states import Standing
from kheo.registrations.public import Indicator

_LABELS: dict[str, tuple[str | Promise, str | Promise]] = {
    "standing": (gettext_lazy("Mô hình đang ở mức nào"), ""),
    "results": (
        gettext_lazy("Kỳ này đã làm được gì"),
        gettext_lazy("Chỉ ghi việc mới của kỳ này: làm gì, ở đâu, kết quả thấy được."),
    ),
    "difficulties": (
        gettext_lazy("Khó khăn, vướng mắc"),
        gettext_lazy("Ghi việc gì, ở đâu; những việc còn chờ trả lời đã được điền sẵn."),
    ),
    "next_steps": (gettext_lazy("Việc tiếp theo"), ""),
    "households": (gettext_lazy("Số hộ hưởng lợi"), gettext_lazy("Chỉ ghi con số, tính từ đầu đến nay.")),
}
_REQUIRED = frozenset({"standing", "results"})
_ROWS = {"results": 5, "difficulties": 3, "next_steps": 3}


class ReportForm(forms.Form):
    """Every field by its posted name; always bound to what is kept, so that nothing typed is lost."""

    use_required_attribute = False

    def __init__(
        self, posted: Mapping[str, str], *, lines: Sequence[Measured], faults: Iterable[Refusal] = ()
    ) -> None:
        super().__init__(data=dict(posted), label_suffix="")
        self._faults = list(faults)
        for line in lines:
            self.fields[_name(line)] = _cell(line)
        for name in _LABELS:
            self.fields[name] = _field(name)
        self._lines = list(lines)

    def full_clean(self) -> None:
        """Nothing is checked here: the faults are those that the service found."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        for fault in self._faults:
            field = getattr(fault, "field", "")
            name = field if field in self.fields else NON_FIELD_ERRORS
            self._errors.setdefault(name, self.error_class(renderer=self.renderer)).append(sentence_of(fault))

    def measures(self) -> list[forms.BoundField]:
        """What is counted, field by field."""
        return [self[_name(line)] for line in self._lines if line.indicator.kind == Indicator.Kind.MEASURE]

    def steps(self) -> list[forms.BoundField]:
        """What is ticked when done."""
        return [self[_name(line)] for line in self._lines if line.indicator.kind == Indicator.Kind.STEP]


def _name(line: Measured) -> str:
    return known.cell_name(line.indicator.kind, line.indicator.position)


def _cell(line: Measured) -> forms.Field:
    one = line.indicator
    if one.kind == Indicator.Kind.STEP:
        due = _("Cần xong trước %(day)s.") % {"day": short_date(one.due_on)} if one.due_on else ""
        return forms.BooleanField(
            label=one.name, required=False, help_text=due, widget=forms.CheckboxInput(attrs={"value": "1"})
        )
    words = {"target": format_number(one.target or 0), "unit": one.unit}
    help_text = _("Cần đạt %(target)s %(unit)s.") % words
    if line.value is not None and line.value.actual is not None:
        help_text += " " + _("Kỳ trước đã ghi %(actual)s %(unit)s.") % {
            "actual": format_number(line.value.actual),
            "unit": one.unit,
        }
    label = _("%(name)s: đã đạt đến nay (%(unit)s)") % {"name": one.name, "unit": one.unit}
    attrs = {"inputmode": "decimal", "class": "medium", "maxlength": "40", "autocomplete": "off"}
    return forms.CharField(label=label, help_text=help_text, widget=forms.TextInput(attrs=attrs))


def _field(name: str) -> forms.Field:
    label, help_text = _LABELS[name]
    words: dict[str, Any] = {"label": label, "help_text": help_text, "required": name in _REQUIRED}
    if name == "standing":
        return forms.ChoiceField(choices=Standing.choices, widget=forms.RadioSelect, **words)
    if name == "households":
        attrs = {"inputmode": "numeric", "class": "medium", "maxlength": "20", "autocomplete": "off"}
        return forms.CharField(widget=forms.TextInput(attrs=attrs), **words)
    attrs = {"rows": str(_ROWS[name]), "maxlength": str(known.TEXTS[name])}
    return forms.CharField(widget=forms.Textarea(attrs=attrs), **words)


def label_of(name: str, lines: Sequence[Measured]) -> str:
    """The words that stand over a field."""
    if name in _LABELS:
        return str(_LABELS[name][0])
    return next((line.indicator.name for line in lines if _name(line) == name), name)


def shown_value(name: str, value: str) -> str:
    """A posted value as a person reads it."""
    if name == "standing" and value in Standing.values:
        return str(Standing(value).label)
    if name.startswith("step-"):
        return _("đã xong") if value == "1" else ""
    return value
