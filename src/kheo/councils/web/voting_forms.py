"""Forms of voting: how it is done, what was counted, one ballot."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.councils.models import Attendance
from kheo.councils.states import Choice, Mode
from kheo.councils.web.forms import ask
from kheo.kernel.web.plain_form import PlainForm


class ModeForm(PlainForm):
    """How a matter is voted on."""

    mode = forms.ChoiceField(label=_("Cách biểu quyết"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, modes: Sequence[Mode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = [(mode.value, mode.label) for mode in modes]  # type: ignore[attr-defined]
        self.fields["mode"].initial = modes[0].value


def _count(label: Any) -> forms.IntegerField:
    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "class": "medium form-control", "autocomplete": "off"}
    )
    errors = {"required": _("Hãy ghi số."), "invalid": _("Hãy ghi một số nguyên.")}
    return forms.IntegerField(label=label, widget=widget, error_messages=errors, min_value=0, max_value=999)


class _ChoicesForm(PlainForm):
    """One choice for each of some members."""

    def __init__(self, *args: Any, voters: Sequence[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voters = voters
        for one in voters:
            self.fields[f"choice-{one.pk}"] = forms.ChoiceField(
                label=str(one),
                choices=Choice.choices,
                widget=forms.RadioSelect,
                error_messages=ask(_("Hãy chọn ý kiến của người này.")),
            )

    def choices(self) -> dict[int, str]:
        """Attendance → what was said."""
        return {one.pk: self.cleaned_data[f"choice-{one.pk}"] for one in self.voters}


class HandsForm(_ChoicesForm):
    """Hands counted in the room; below them what the absent wrote."""

    votes_for = _count(_("Số người tán thành"))
    votes_against = _count(_("Số người không tán thành"))
    votes_none = _count(_("Số người không có ý kiến"))


class NamedForm(_ChoicesForm):
    """How each voted in the open."""


class TallyForm(PlainForm):
    """What was counted out of the box."""

    issued = _count(_("Số phiếu phát ra"))
    collected = _count(_("Số phiếu thu về"))
    votes_for = _count(_("Phiếu tán thành"))
    votes_against = _count(_("Phiếu không tán thành"))
    votes_none = _count(_("Phiếu trắng, không có ý kiến"))
    votes_invalid = _count(_("Phiếu không hợp lệ"))


class VoteForm(PlainForm):
    """One secret vote. The field's name is on the list of what is never kept (kernel/web/kept_forms.py)."""

    phieu = forms.ChoiceField(
        label=_("Ý kiến của tôi"),
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn một ý kiến rồi bỏ phiếu."),
            "invalid_choice": _("Hãy chọn một ý kiến rồi bỏ phiếu."),
        },
    )
