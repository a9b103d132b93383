"""The registration form as a page shows it. What is right and wrong is decided by the services."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import F, Q
from django.forms.utils import ErrorDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kheo.campaigns.public import CampaignParticipant, CampaignRound, PlanContent, Sector, Theme
from kheo.core.errors import Refusal
from kheo.kernel.clock import day_of
from kheo.kernel.web.middleware import sentence_of
from kheo.registrations import fields as known
from kheo.registrations.models import Registration
from kheo.registrations.selectors import continuable, in_force
from kheo.registrations.standing import FIXED
from kheo.registrations.states import Kind
from kheo.units import public as units
from kheo.units.public import Subject, Unit

Choices = Sequence[tuple[str, str | Promise]]

REASON = _("Vì sao đề nghị thay đổi")
_LABELS: dict[str, tuple[str | Promise, str | Promise]] = {
    "title": (_("Tên mô hình"), _("Ngắn gọn, nói rõ việc làm và nơi làm.")),
    "kind": (_("Loại mô hình"), ""),
    "sector": (_("Lĩnh vực"), ""),
    "lead_kind": (_("Ai chỉ đạo xây dựng mô hình"), ""),
    "lead_name": (
        _("Tên tập thể hoặc cá nhân chỉ đạo"),
        _("Tên người hoặc tập thể đứng ra làm, in trong danh sách."),
    ),
    "lead_office": (_("Chức vụ"), _("Chỉ ghi khi cá nhân chỉ đạo.")),
    "address": (_("Địa chỉ mô hình"), _("Thôn, xóm, tổ dân phố hoặc cơ quan nơi làm.")),
    "time_words": (
        _("Thời gian thực hiện"),
        _("Ví dụ: cả năm 2026; quý II. Hoặc chỉ ghi hai ngày bên dưới."),
    ),
    "starts_on": (_("Bắt đầu từ ngày"), _("Ví dụ 20/01/2026.")),
    "ends_on": (_("Đến hết ngày"), ""),
    "continues": (_("Tiếp tục từ bản đăng ký"), _("Để trống nếu năm trước đăng ký trên giấy.")),
    "first_year": (
        _("Năm đăng ký lần đầu"),
        _(
            "Chọn bản đăng ký năm trước ở trên thì lấy năm của bản đó; ghi ở đây khi năm trước đăng ký trên giấy."
        ),
    ),
    "changes": (_("Năm nay có gì thay đổi"), _("Nếu giữ nguyên thì ghi “không thay đổi”.")),
    "theme": (_("Chuyên đề"), ""),
    "content": (_("Nội dung của kế hoạch mà mô hình góp phần"), ""),
    "need": (_("Thực trạng, lý do"), ""),
    "aims": (_("Mục tiêu, tiêu chí"), ""),
    "method": (_("Nội dung, cách thức thực hiện"), ""),
    "scope": (_("Đối tượng, quy mô"), ""),
    "partners": (_("Lực lượng phối hợp, tham gia"), ""),
    "accompanying_unit": (_("Đơn vị đồng hành"), ""),
    "resources": (_("Nguồn lực"), _("Ngân sách, xã hội hóa, Nhân dân đóng góp, ngày công.")),
    "outputs": (_("Kết quả kiểm chứng được"), _("Thứ nhìn thấy, đếm được khi làm xong.")),
    "durability": (_("Khả năng duy trì, nhân rộng"), ""),
    "contact_name": (_("Người phụ trách"), ""),
    "contact_phone": (_("Điện thoại cơ quan"), ""),
    "confirmed_by": (_("Cấp ủy hoặc thủ trưởng xác nhận"), _("Họ tên và chức vụ người ký xác nhận.")),
    "launch_on": (_("Ngày ra mắt"), _("Ngày dự kiến ra mắt mô hình, ví dụ 19/5/2026.")),
}
_OTHER_LABELS = {"reason": REASON}
REQUIRED = frozenset(
    {"title", "kind", "sector", "lead_kind", "lead_name", "address", "time_words", "changes"}
)
_PREFILLED = frozenset({"contact_name", "contact_phone"})
_ROW_LABELS: dict[tuple[str, str], str | Promise] = {
    ("measure", "name"): _("Chỉ tiêu %(place)d: đếm cái gì"),
    ("measure", "target"): _("Chỉ tiêu %(place)d: con số cần đạt"),
    ("measure", "unit"): _("Chỉ tiêu %(place)d: đơn vị tính"),
    ("step", "name"): _("Bước %(place)d: việc làm"),
    ("step", "due"): _("Bước %(place)d: xong trước ngày"),
}
_ROW_NAMES: dict[str, str | Promise] = {"measure": _("Chỉ tiêu %(place)d"), "step": _("Bước %(place)d")}
GROUPS: dict[str, tuple[str, ...]] = {
    "continued": ("continues", "first_year", "changes"),
    "plan": ("theme", "content"),
    "why": ("need", "aims", "method", "scope"),
    "means": ("partners", "accompanying_unit", "resources"),
    "results": ("outputs", "durability"),
    "people": ("contact_name", "contact_phone", "confirmed_by", "launch_on"),
}
_SHORT_LABELS: dict[str, str | Promise] = {
    "name": _("Nội dung"),
    "target": _("Con số cần đạt"),
    "unit": _("Đơn vị tính"),
    "due": _("Xong trước ngày"),
}
_BLANK_ROWS = 2


class _Cell(forms.CharField):
    """A cell of a table of rows; on a telephone its short label stands beside it."""

    short_label: str | Promise = ""


class RegistrationForm(forms.Form):
    """Every field by its posted name; always bound to what is kept, so that nothing typed is lost."""

    use_required_attribute = False
    left_out: frozenset[str] = frozenset()
    """Fields that this form does not ask."""

    def __init__(
        self,
        posted: Mapping[str, str],
        *,
        lists: Mapping[str, Choices],
        faults: Iterable[Refusal] = (),
        more_rows: int = 0,
    ) -> None:
        super().__init__(data=dict(posted), label_suffix="")
        self._faults = list(faults)
        for name in (name for name in _LABELS if name not in self.left_out):
            if name not in lists or len(lists[name]) > 1 or name == "sector":
                self.fields[name] = _field(name, lists.get(name))
        self._rows = {
            kind: min(len(known.rows(posted, kind)) + _BLANK_ROWS + more_rows, known.MOST_ROWS)
            for kind in known.ROWS
        }
        for kind, parts in known.ROWS.items():
            for place in range(self._rows[kind]):
                for part in parts:
                    self.fields[known.row_name(kind, place, part)] = _cell(kind, place, part)
                of = known.row_name(kind, place, known.OF)
                if posted.get(of):
                    self.fields[of] = forms.CharField(required=False, widget=forms.HiddenInput)

    def full_clean(self) -> None:
        """Nothing is checked here: the faults are those that the service found."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        for fault in self._faults:
            field = getattr(fault, "field", "")
            name = field if field in self.fields else NON_FIELD_ERRORS
            self._errors.setdefault(name, self.error_class(renderer=self.renderer)).append(sentence_of(fault))

    def table(self, kind: str) -> list[list[forms.BoundField]]:
        """The rows of one kind, cell by cell."""
        return [
            [self[known.row_name(kind, place, part)] for part in known.ROWS[kind]]
            for place in range(self._rows[kind])
        ]

    def measures(self) -> list[list[forms.BoundField]]:
        return self.table("measure")

    def steps(self) -> list[list[forms.BoundField]]:
        return self.table("step")

    def has_steps(self) -> bool:
        return any(cell.value() or cell.errors for row in self.steps() for cell in row)

    def group(self, name: str) -> dict[str, Any]:
        """Fields of one part of the form; open when it holds something or something is wrong in it."""
        found = [self[field] for field in GROUPS[name] if field in self.fields]
        told = [field for field in found if field.name not in _PREFILLED]
        is_open = any(field.errors for field in found) or any(self.data.get(field.name) for field in told)
        return {"fields": found, "open": is_open}

    def continued(self) -> dict[str, Any]:
        group = self.group("continued")
        return group | {"open": group["open"] or self.data.get("kind") == Kind.CONTINUED}

    def plan(self) -> dict[str, Any]:
        return self.group("plan")

    def why(self) -> dict[str, Any]:
        return self.group("why")

    def means(self) -> dict[str, Any]:
        return self.group("means")

    def results(self) -> dict[str, Any]:
        return self.group("results")

    def people(self) -> dict[str, Any]:
        return self.group("people")


class AmendmentForm(RegistrationForm):
    """The same form for a received registration: without what stays, with the reason for the change."""

    def __init__(self, posted: Mapping[str, str], *, kind: str, **more: Any) -> None:
        carried_on = kind == Kind.CONTINUED or posted.get("changes")
        self.left_out = frozenset(FIXED) if carried_on else frozenset((*FIXED, "changes"))
        super().__init__(posted, **more)
        self.fields["reason"] = forms.CharField(
            label=REASON,
            help_text=_("Điều gì khác so với lúc đăng ký, để cán bộ xem xét."),
            widget=forms.Textarea(attrs={"rows": 3}),
        )


def lists_for(
    round_: CampaignRound,
    unit: Unit,
    *,
    at: datetime,
    besides: Registration | None = None,
    standing: Registration | None = None,
) -> dict[str, Choices]:
    """What may be chosen: sectors, themes and contents of the campaign, units that take part, last
    year's records of this unit; and what the received registration `standing` has chosen already.
    """
    places = ("position", "pk")

    def offered(model: type[Sector | Theme | PlanContent], name: str, label: str) -> Iterable[Any]:
        rows = in_force(model, round_, getattr(standing, f"{name}_id", None))
        return rows.order_by(*places).values_list("pk", label)

    return {
        "kind": Kind.choices,
        "lead_kind": Subject.Kind.choices,
        "sector": _chosen(offered(Sector, "sector", "name")),
        "theme": _chosen(offered(Theme, "theme", "name")),
        "content": _chosen((pk, text[:150]) for pk, text in offered(PlanContent, "content", "text")),
        "accompanying_unit": _chosen(
            _units_beside(round_, unit, at, standing.accompanying_unit_id if standing else None)
        ),
        "continues": _chosen(
            (row.pk, f"{row.title} ({row.round.year})")
            for row in continuable(round_, unit.pk, besides=besides.pk if besides else None)
        ),
    }


def _units_beside(
    round_: CampaignRound, unit: Unit, at: datetime, stands: int | None
) -> list[tuple[int, str]]:
    taking_part = CampaignParticipant.objects.filter(campaign_id=round_.campaign_id).exclude(unit_id=unit.pk)
    beside = Unit.objects.filter(Q(pk__in=taking_part.values("unit_id")) | Q(pk=stands))
    rows = units.with_names(beside, day_of(at))
    return [(one.pk, getattr(one, "name", "") or "") for one in rows.order_by(F("name_sort"), "pk")]


def _chosen(rows: Iterable[tuple[int, str]]) -> Choices:
    return [("", _("— chọn —")), *((str(pk), name) for pk, name in rows)]


def _field(name: str, choices: Choices | None) -> forms.Field:
    label, help_text = _LABELS[name]
    words: dict[str, Any] = {"label": label, "help_text": help_text, "required": name in REQUIRED}
    if choices is not None and name in {"kind", "lead_kind"}:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **words)
    if choices is not None:
        return forms.ChoiceField(choices=choices, **words)
    if name in known.TEXTS:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **words)
    attrs = {"maxlength": str(known.LINES[name]), "autocomplete": "off"}
    if name in {"starts_on", "ends_on", "launch_on", "first_year"}:
        attrs |= {"class": "medium"}
    return forms.CharField(widget=forms.TextInput(attrs=attrs), **words)


def _cell(kind: str, place: int, part: str) -> forms.Field:
    label = str(_ROW_LABELS[kind, part]) % {"place": place + 1}
    attrs = {"autocomplete": "off", "aria-label": label}
    if part == "target":
        attrs |= {"inputmode": "decimal", "class": "num"}
    cell = _Cell(
        label=label,
        required=False,
        widget=forms.TextInput(attrs=attrs | {"maxlength": str(known.ROWS[kind][part])}),
    )
    cell.short_label = _SHORT_LABELS[part]
    return cell


def labelled() -> list[tuple[str, str]]:
    """Every single field with the words over it, in the order of the form."""
    return [(name, str(words[0])) for name, words in _LABELS.items()]


def label_of(name: str) -> str:
    """The words that stand over a field, or before the row in which it stands."""
    if name in _LABELS:
        return str(_LABELS[name][0])
    if name in _OTHER_LABELS:
        return str(_OTHER_LABELS[name])
    kind, place, _part = name.split("-")
    return str(_ROW_NAMES[kind]) % {"place": int(place) + 1}


def shown_value(name: str, value: str, lists: Mapping[str, Choices]) -> str:
    """A posted value as a person reads it: what was chosen by its name."""
    return str(dict(lists[name]).get(value, value)) if name in lists and value else value
