"""The form of an inspection: its facts and its team."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.accounts.public import User
from kheo.appraisals.models import Inspection
from kheo.appraisals.services.inspections import InspectionFacts, Person
from kheo.appraisals.states import RoundKind, SetUpBy, TeamPart
from kheo.core.vietnamese import clean_line, fold
from kheo.kernel.web.fields import DayField
from kheo.kernel.web.plain_form import PlainForm

_TYPED = "khac"


class InspectionForm(PlainForm):
    """Facts and team. Whoever has no account is typed as “Họ tên, chức vụ”."""

    name = forms.CharField(label=gettext_lazy("Tên cuộc kiểm tra"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        choices=RoundKind.choices,
        help_text=gettext_lazy("Không báo trước: đơn vị không thấy gì cho đến khi đoàn ghi phiếu tại chỗ."),
    )
    set_up_by = forms.ChoiceField(label=gettext_lazy("Lập bằng"), choices=SetUpBy.choices)
    subject = forms.CharField(
        label=gettext_lazy("Nội dung kiểm tra"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Mỗi nội dung một dòng, in vào các văn bản đúng như đã ghi."),
    )
    period_from = DayField(label=gettext_lazy("Thời kỳ kiểm tra, từ ngày"))
    period_to = DayField(label=gettext_lazy("Thời kỳ kiểm tra, đến ngày"))
    starts_on = DayField(label=gettext_lazy("Đi kiểm tra từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đi kiểm tra đến hết ngày"))
    head = forms.ChoiceField(label=gettext_lazy("Trưởng đoàn"))
    head_typed = forms.CharField(
        label=gettext_lazy("Trưởng đoàn chưa có tài khoản"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Họ tên, chức vụ. Ví dụ: Lò Văn Mẫu, Phó Chủ tịch Ủy ban Mặt trận xã."),
    )
    secretary = forms.ChoiceField(label=gettext_lazy("Thư ký đoàn"))
    secretary_typed = forms.CharField(
        label=gettext_lazy("Thư ký chưa có tài khoản"), required=False, max_length=400
    )
    members = forms.MultipleChoiceField(
        label=gettext_lazy("Thành viên khác"), widget=forms.CheckboxSelectMultiple, required=False
    )
    others = forms.CharField(
        label=gettext_lazy("Thành viên chưa có tài khoản"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Mỗi người một dòng: họ tên, chức vụ."),
    )

    posts = forms.CharField(
        label=gettext_lazy("Chức vụ, đơn vị công tác in trên văn bản"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Mỗi người một dòng: họ tên, chức vụ, đơn vị. Chỉ ghi người đã chọn ở trên mà danh sách chưa có chức vụ hoặc có chức vụ khác."
        ),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[User, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): Person(user.full_name, post, user) for user, post in people}
        listed = [
            (pk, f"{one.name}, {one.post}" if one.post else one.name) for pk, one in self.people.items()
        ]
        typed = (_TYPED, _("người chưa có tài khoản (ghi ở ô dưới)"))
        for part in ("head", "secretary"):
            self.fields[part].choices = [*listed, typed]  # type: ignore[attr-defined]
        self.fields["members"].choices = listed  # type: ignore[attr-defined]

    def clean_posts(self) -> str:
        """Each line begins with a name that the list has."""
        text = str(self.cleaned_data["posts"])
        names = {fold(one.name) for one in self.people.values()}
        for line in filter(None, map(clean_line, text.splitlines())):
            if fold(_typed(line).name) not in names or not _typed(line).post:
                raise forms.ValidationError(
                    _(
                        "Không đọc được dòng “%(line)s”. Hãy ghi họ tên đúng như trong danh sách, dấu phẩy, rồi chức vụ."
                    ),
                    params={"line": line},
                )
        return text

    def facts(self) -> InspectionFacts:
        """As the service takes them."""
        said = self.cleaned_data
        plain = {name: said[name] for name in ("name", "kind", "set_up_by", "subject")}
        days = {name: said[name] for name in ("period_from", "period_to", "starts_on", "ends_on")}
        return InspectionFacts(
            **plain,
            **days,
            head=self._person("head"),
            secretary=self._person("secretary"),
            members=[
                *(self._known(pk) for pk in said["members"]),
                *(_typed(line) for line in said["others"].splitlines() if clean_line(line)),
            ],
        )

    def _person(self, part: str) -> Person:
        chosen = self.cleaned_data[part]
        return _typed(self.cleaned_data[f"{part}_typed"]) if chosen == _TYPED else self._known(chosen)

    def _known(self, pk: str) -> Person:
        """Somebody with an account, with the office typed for him where one was."""
        one = self.people[pk]
        typed = [_typed(line) for line in self.cleaned_data["posts"].splitlines()]
        post = next((it.post for it in typed if fold(it.name) == fold(one.name)), one.post)
        return Person(one.name, post, one.user)


def _typed(line: str) -> Person:
    name, _comma, post = clean_line(line).partition(",")
    return Person(name.strip(), post.strip())


def initial_of(row: Inspection) -> dict[str, Any]:
    """What the form shows of one that is being prepared, or is to be replaced."""
    found: dict[str, Any] = {
        name: getattr(row, name)
        for name in (
            "name",
            "kind",
            "set_up_by",
            "subject",
            "period_from",
            "period_to",
            "starts_on",
            "ends_on",
        )
    }
    members, others = [], []
    posts = [f"{one.name}, {one.post}" for one in row.team.all() if one.user_id and one.post]
    for one in row.team.all():
        typed = f"{one.name}, {one.post}" if one.post else one.name
        if one.part == TeamPart.MEMBER:
            (members.append(str(one.user_id)) if one.user_id else others.append(typed))
        else:
            found[one.part] = str(one.user_id) if one.user_id else _TYPED
            found[f"{one.part}_typed"] = "" if one.user_id else typed
    return found | {"members": members, "others": "\n".join(others), "posts": "\n".join(posts)}
