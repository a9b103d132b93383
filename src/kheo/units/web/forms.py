"""Forms of units, in the order in which a clerk meets them."""

from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kheo.accounts.public import EXPLAINED, Role, User
from kheo.core.areas import AreaKind
from kheo.kernel.web.fields import DayField
from kheo.kernel.web.plain_form import SpokenForm
from kheo.units.models import AdministrativeArea, Unit, UnitKind
from kheo.units.selectors import Node
from kheo.units.usual import USUAL_BODIES
from kheo.units.web.fields import UnitField, UnitsField, from_day

_LOCAL_KIND_HELP = _("Chỉ ghi khi là nơi ở của dân: xóm, thôn, bản, ấp, khu phố, tổ dân phố…")
_OTHER = "+"
_CELL_NOTE = _(
    "Vai trò ở chi bộ, đảng ủy chỉ nói người này phụ trách phần việc của nơi đó trên Khéo, không nói người này có là đảng viên hay không."
)


class FoundForm(SpokenForm):
    """A new unit under the one that is open."""

    kind = forms.ChoiceField(label=_("Loại đơn vị"), choices=UnitKind.choices)
    name = forms.CharField(
        label=_("Tên đầy đủ"),
        max_length=200,
        help_text=_("Như in trên văn bản, ví dụ: “Xóm 12”, “Chi bộ xóm 12”."),
    )
    local_kind = forms.CharField(
        label=_("Tên gọi loại dân cư"), max_length=20, required=False, help_text=_LOCAL_KIND_HELP
    )
    symbol = forms.CharField(
        label=_("Ký hiệu trong số văn bản"),
        max_length=20,
        required=False,
        help_text=_("Ví dụ: UBND, ĐU, MTTQ-BTT. Để trống nếu đơn vị không ban hành văn bản."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = from_day(
            today, _("Ngày đơn vị bắt đầu có. Đơn vị có từ trước: ghi ngày thành lập, hoặc 01/07/2025.")
        )


class FoundManyForm(SpokenForm):
    """Twenty hamlets at once: one name a line."""

    names = forms.CharField(
        label=_("Tên các đơn vị"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Mỗi dòng một xóm (thôn, tổ dân phố, chi bộ…). Dán được cả cột từ bảng tính."),
    )
    kind = forms.ChoiceField(label=_("Loại đơn vị"), choices=UnitKind.choices, initial=UnitKind.SETTLEMENT)
    local_kind = forms.CharField(
        label=_("Tên gọi loại dân cư"), max_length=20, required=False, help_text=_LOCAL_KIND_HELP
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = from_day(
            today, _("Ngày các đơn vị bắt đầu có. Có từ trước: ghi ngày thành lập, hoặc 01/07/2025.")
        )


class RenameForm(SpokenForm):
    """Another name from a day on."""

    name = forms.CharField(label=_("Tên mới"), max_length=200)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = from_day(today, _("Văn bản trước ngày này vẫn hiện tên cũ."))


class MoveForm(SpokenForm):
    """Another place in the tree from a day on."""

    def __init__(self, *args: Any, roots: list[Node], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = UnitField(roots, label=_("Đơn vị cấp trên mới"))
        self.fields["on"] = from_day(today, _("Các đơn vị trực thuộc đi theo từ ngày này."))


class DecidedForm(SpokenForm):
    """What a decision does to units from a day on: its number, its day, the day from which it holds."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"] = forms.CharField(
            label=_("Số, ký hiệu văn bản quyết định"), max_length=60, help_text=_("Ví dụ: 12/NQ-HĐND")
        )
        self.fields["signed_on"] = DayField(label=_("Ngày văn bản"))
        self.fields["on"] = from_day(
            today,
            _("Ngày văn bản có hiệu lực. Từ ngày này đơn vị cũ không còn; lịch sử của nó giữ nguyên."),
        )

    @property
    def decision(self) -> str:
        """The decision as it is written into the history."""
        return f"{self.cleaned_data['number']} ngày {self.cleaned_data['signed_on']:%d/%m/%Y}"


class MergeForm(DecidedForm):
    """Several units become one by a decision."""

    def __init__(self, *args: Any, roots: list[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["olds"] = UnitsField(
            roots,
            label=_("Các đơn vị sáp nhập"),
            error_messages={"required": _("Chưa chọn đơn vị nào để sáp nhập.")},
        )
        self.fields["into"] = UnitField(
            roots,
            label=_("Đơn vị nhận"),
            help_text=_("Một đơn vị đang có. Nếu lập đơn vị mới, hãy thêm đơn vị mới trước rồi chọn ở đây."),
        )
        self.order_fields(["olds", "into"])

    def clean(self) -> dict[str, Any]:
        """Ticking the successor among the merged is how people think of it: it stays, the others join."""
        data = super().clean() or {}
        into: Unit | None = data.get("into")
        if into and "olds" in data:
            data["olds"] = [unit for unit in data["olds"] if unit.pk != into.pk]
            if not data["olds"]:
                self.add_error("olds", _("Hãy chọn ít nhất một đơn vị khác đơn vị nhận."))
        return data


class SplitForm(DecidedForm):
    """One unit becomes several, or gives a part away, by a decision."""

    remains = forms.ChoiceField(
        label=_("Đơn vị này sau khi chia tách"),
        widget=forms.RadioSelect,
        choices=[
            ("no", _("Không còn: chia hẳn thành các đơn vị ghi dưới đây")),
            ("yes", _("Vẫn còn: chỉ tách ra các đơn vị ghi dưới đây")),
        ],
    )
    names = forms.CharField(
        label=_("Các đơn vị sau khi chia tách"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Mỗi dòng một tên. Tên của đơn vị đang có cùng cấp trên thì phần chia nhập vào đơn vị ấy; tên mới thì lập đơn vị mới."
        ),
    )

    def clean_remains(self) -> bool:
        """As the verb takes it."""
        return bool(self.cleaned_data["remains"] == "yes")

    def clean_names(self) -> list[str]:
        """One name a line."""
        return [line for line in self.cleaned_data["names"].splitlines() if line.strip()]


class DissolveForm(DecidedForm):
    """A unit ends by a decision, and nothing becomes of it."""

    def __init__(self, *args: Any, roots: list[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"] = UnitField(
            roots,
            label=_("Đơn vị tiếp nhận hồ sơ"),
            help_text=_(
                "Giữ hồ sơ và làm tiếp đăng ký đang mở. Trang sau cho chọn đơn vị khác cho từng đăng ký."
            ),
        )
        self.order_fields(["into"])


class RoleForm(SpokenForm):
    """A role for somebody who has an account."""

    username = forms.ChoiceField(label=_("Người được giao"))
    other = forms.CharField(
        label=_("Tên đăng nhập của người khác"),
        max_length=150,
        required=False,
        help_text=_("Chỉ ghi khi ở trên chọn “Người khác”: người đã có tài khoản ở địa bàn khác."),
    )
    role = forms.ChoiceField(label=_("Vai trò"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Chức vụ"),
        max_length=120,
        required=False,
        help_text=_("Như in dưới chữ ký, ví dụ: “CHỦ TỊCH”, “Bí thư chi bộ”."),
    )

    def __init__(self, *args: Any, unit: Unit, people: list[User], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(user.username, f"{user.full_name} ({user.username})") for user in people]
        self.fields["username"].choices = [  # type: ignore[attr-defined]
            ("", _("Chọn người")),
            *choices,
            (_OTHER, _("Người khác (ghi tên đăng nhập ở dưới)")),
        ]
        _offer_roles(self, unit)
        self.fields["on"] = from_day(today, _("Ngày bắt đầu vai trò."))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        by_name = data.get("username") == _OTHER
        name = str(data.get("other" if by_name else "username") or "").strip()
        user = User.objects.filter(username__iexact=name, is_active=True).first() if name else None
        if user is None and "username" in data:
            self.add_error(
                "other" if by_name else "username",
                _("Chưa có tài khoản đang dùng nào mang tên này. Hãy chọn người khác hoặc mở tài khoản mới."),
            )
        data["user"] = user
        return data


class PersonForm(SpokenForm):
    """Whose account is opened: a name, a way to sign in, an office telephone; nothing else."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=200)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        help_text=_("Chữ không dấu, chữ số, dấu chấm hoặc gạch ngang, ví dụ: “lan.xom3”."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    office_phone = forms.CharField(
        label=_("Điện thoại cơ quan"),
        max_length=40,
        required=False,
        help_text=_("In trong Danh bạ đầu mối, chỉ người của xã xem được."),
        widget=forms.TextInput(attrs={"type": "tel"}),
    )


class CommuneForm(PersonForm):
    """Another commune of the installation, from the official list, and its first officer."""

    def __init__(self, *args: Any, areas: list[AdministrativeArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area_code"] = forms.ChoiceField(
            label=_("Xã, phường, đặc khu"),
            choices=[
                ("", _("Chọn xã, phường, đặc khu")),
                *((area.code, f"{area.full_name} ({area.code})") for area in areas),
            ],
            help_text=_(
                "Theo danh mục chính thức; nơi đã có trong Khéo không kê ở đây. Ủy ban nhân dân, Đảng ủy và Ủy ban Mặt trận Tổ quốc được lập sẵn."
            ),
        )
        self.fields["usual"] = forms.MultipleChoiceField(
            label=_("Lập sẵn các cơ quan, tổ chức thường có"),
            required=False,
            choices=[(body.key, body.name(AreaKind.COMMUNE, "").strip()) for body in USUAL_BODIES],
            initial=[body.key for body in USUAL_BODIES],
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Bỏ đánh dấu nơi không có; tên được ghi theo xã, phường hay đặc khu đã chọn. Thôn, xóm, chi bộ, trường học thêm sau."
            ),
        )
        self.fields["full_name"].label = _("Họ và tên cán bộ đầu tiên")
        self.order_fields(["area_code", "usual"])


class AccountForm(PersonForm):
    """A new account with its first role."""

    role = forms.ChoiceField(label=_("Vai trò"), widget=forms.RadioSelect, initial=Role.UNIT_CONTACT)
    title = forms.CharField(
        label=_("Chức vụ"),
        max_length=120,
        required=False,
        help_text=_("Như in dưới chữ ký, ví dụ: “CHỦ TỊCH”, “Bí thư chi bộ”."),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_roles(self, unit)


class SeatForm(SpokenForm):
    """A member of the steering board, and what this person follows."""

    holder_name = forms.CharField(label=_("Họ và tên"), max_length=200)
    office = forms.CharField(
        label=_("Chức danh trong Ban Chỉ đạo"),
        max_length=200,
        help_text=_("Trưởng ban, Phó Trưởng ban, Ủy viên thường trực, Ủy viên…"),
    )

    def __init__(self, *args: Any, roots: list[Node], today: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follows"] = UnitsField(roots, label=_("Đơn vị được phân công theo dõi"), required=False)
        if today is None:
            del self.fields["holder_name"]
        else:
            self.fields["on"] = from_day(today, _("Ngày tham gia Ban Chỉ đạo."))


class AreaFilter(SpokenForm):
    """Search in the official list."""

    q = forms.CharField(label=_("Tên hoặc mã"), max_length=100, required=False)
    province = forms.ChoiceField(label=_("Tỉnh, thành phố"), required=False)

    def __init__(self, *args: Any, provinces: list[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].choices = [("", _("Cả nước")), *provinces]  # type: ignore[attr-defined]
        self.fields["on"] = DayField(label=_("Vào ngày"), required=False, initial=today)


def _offer_roles(form: forms.Form, unit: Unit) -> None:
    """Roles that fit the unit, each with its paragraph; in the Party's units, what a role there does not mean."""
    provincial = unit.area_code == unit.province_code
    roles = [role for role in Role if provincial or role != Role.PROVINCE_OFFICER]
    field = form.fields["role"]
    field.choices = [(role.value, _explained(role)) for role in roles]  # type: ignore[attr-defined]
    if unit.kind in {UnitKind.PARTY_CELL, UnitKind.PARTY_COMMITTEE, UnitKind.PARTY_BODY}:
        field.help_text = _CELL_NOTE


def _explained(role: Role) -> SafeString:
    return format_html('<span>{}<br><span class="soft small">{}</span></span>', role.label, EXPLAINED[role])
