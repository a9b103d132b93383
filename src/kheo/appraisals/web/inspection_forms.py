"""Forms of inspections: facts and team, the draw, the sheet of a visit, what ends one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.appraisals.selectors.risks import SIGNS, proposed_weights
from kheo.appraisals.services.choosing import HIGHEST_WEIGHT, Drawing
from kheo.appraisals.services.visits import Seen, ToMend, VisitSheet
from kheo.kernel.clock import VIETNAM
from kheo.kernel.web.fields import AmountField, DayField
from kheo.kernel.web.plain_form import PlainForm
from kheo.progress.public import About, Chosen, Consent, Measured
from kheo.registrations.public import Indicator

ROWS_TO_MEND = 3
_LARGEST = 10**14 - 1


class DrawForm(PlainForm):
    """How the sample is drawn."""

    by_risk = forms.IntegerField(
        label=gettext_lazy("Số nơi chọn theo dấu hiệu cần xem"), min_value=0, max_value=200, initial=2
    )
    at_random = forms.IntegerField(
        label=gettext_lazy("Số nơi bốc thăm"), min_value=0, max_value=200, initial=2
    )
    seed = forms.CharField(
        label=gettext_lazy("Số bốc thăm"),
        max_length=60,
        help_text=gettext_lazy(
            "Ghi trước mặt mọi người, chẳng hạn dãy số do một người đọc lên. Cùng số này và cùng danh sách thì rút lại vẫn ra đúng mẫu này."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Vì sao bốc lại"),
        max_length=300,
        error_messages={"required": gettext_lazy("Hãy ghi vì sao bốc lại.")},
    )

    def __init__(
        self, *args: Any, again: bool, weights: Mapping[str, int] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        begun = dict(weights or proposed_weights())
        for sign in SIGNS:
            self.fields[f"w-{sign.key}"] = forms.IntegerField(
                label=str(sign.words),
                min_value=0,
                max_value=HIGHEST_WEIGHT,
                initial=begun[sign.key],
                help_text=str(sign.why),
            )
        self.fields["w-large"] = AmountField(
            label=_("Đóng góp từ bao nhiêu đồng coi là lớn"),
            least=0,
            most=_LARGEST,
            initial=begun["large"],
        )
        if not again:
            del self.fields["reason"]
        self.dress()

    def drawing(self) -> Drawing:
        """As the service takes it."""
        said = self.cleaned_data
        weights = {name[2:]: int(value) for name, value in said.items() if name.startswith("w-")}
        return Drawing(said["by_risk"], said["at_random"], said["seed"], weights, said.get("reason", ""))

    def weight_fields(self) -> list[forms.BoundField]:
        """The signs with their weights."""
        return [self[name] for name in self.fields if name.startswith("w-")]

    def draw_fields(self) -> list[forms.BoundField]:
        """Everything else."""
        return [self[name] for name in self.fields if not name.startswith("w-")]


_DONE = [("", gettext_lazy("không xem")), ("yes", gettext_lazy("đã xong")), ("no", gettext_lazy("chưa xong"))]


class VisitForm(PlainForm):
    """The sheet of one place. Fields of an indicator are `seen-<id>`, `remark-<id>`; its photos `photo-<id>`."""

    token = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    seen_day = DayField(label=gettext_lazy("Ngày kiểm tra"))
    seen_clock = forms.TimeField(
        label=gettext_lazy("Giờ"),
        input_formats=["%H:%M", "%Hh%M", "%H.%M", "%H"],
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Hãy ghi giờ như 8:30.")},
    )
    received_by = forms.CharField(
        label=gettext_lazy("Người của đơn vị cùng làm việc"),
        max_length=300,
        help_text=gettext_lazy("Họ tên, chức vụ."),
    )
    place_agreed = forms.BooleanField(
        label=gettext_lazy("Đơn vị đồng ý ghi địa điểm vào biên bản"), required=False
    )
    place = forms.CharField(label=gettext_lazy("Địa điểm"), required=False, max_length=300)
    remark = forms.CharField(
        label=gettext_lazy("Nhận xét của đoàn"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    unit_opinion = forms.CharField(
        label=gettext_lazy("Ý kiến của đơn vị"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ghi lời đơn vị nói tại chỗ; đơn vị còn ghi thêm được đến khi ký biên bản."),
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("Người dân nhận ra được trong ảnh"),
        choices=Consent.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    consent_on = DayField(label=gettext_lazy("Ngày đồng ý"), required=False)
    keeps = forms.BooleanField(label=gettext_lazy("Giữ ngày chụp và nơi chụp ghi trong ảnh"), required=False)
    shows_help = forms.BooleanField(label=gettext_lazy("Trong ảnh có người đang nhận hỗ trợ"), required=False)

    def __init__(self, *args: Any, lines: Sequence[Measured], hides_place: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid4()} | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            pk, name = line.indicator.pk, line.indicator.name
            self.fields[f"seen-{pk}"] = (
                forms.ChoiceField(label=_("Thấy tại chỗ"), choices=_DONE, required=False)
                if line.indicator.kind == Indicator.Kind.STEP
                else AmountField(
                    label=_("Số thấy tại chỗ"),
                    whole=False,
                    decimals=3,
                    least=0,
                    most=_LARGEST,
                    required=False,
                )
            )
            self.fields[f"remark-{pk}"] = forms.CharField(label=_("Ghi chú"), required=False, max_length=500)
            for key in (f"seen-{pk}", f"remark-{pk}"):
                self.fields[key].widget.attrs["aria-label"] = f"{self.fields[key].label}: {name}"
        for place in range(1, ROWS_TO_MEND + 1):
            self.fields[f"what-{place}"] = forms.CharField(
                label=_("Việc phải khắc phục %(place)d") % {"place": place}, required=False, max_length=500
            )
            self.fields[f"due-{place}"] = DayField(
                label=_("Hạn của việc %(place)d") % {"place": place}, required=False
            )
        if hides_place:
            del self.fields["place"]
            del self.fields["place_agreed"]
        self.dress()

    def indicator_rows(self) -> list[dict[str, Any]]:
        """Each indicator with its fields."""
        return [
            {
                "line": line,
                "seen": self[f"seen-{line.indicator.pk}"],
                "remark": self[f"remark-{line.indicator.pk}"],
                "photo": f"photo-{line.indicator.pk}",
            }
            for line in self.lines
        ]

    def mend_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """What is to mend, each with its day."""
        return [(self[f"what-{n}"], self[f"due-{n}"]) for n in range(1, ROWS_TO_MEND + 1)]

    def rest(self, *names: str) -> list[forms.BoundField]:
        """These fields, where the form has them."""
        return [self[name] for name in names if name in self.fields]

    def at_place(self) -> list[forms.BoundField]:
        """When, with whom, where."""
        return self.rest("seen_day", "seen_clock", "received_by", "place_agreed", "place")

    def about_photos(self) -> list[forms.BoundField]:
        """What is said of the photos."""
        return self.rest("consent", "consent_on", "keeps", "shows_help")

    def said(self) -> list[forms.BoundField]:
        """What both sides say."""
        return self.rest("remark", "unit_opinion")

    def sheet(self, files: Mapping[str, Sequence[Any]]) -> VisitSheet:
        """As the service takes it; `files` by the name of their field."""
        said = self.cleaned_data
        return VisitSheet(
            seen_at=_moment(said["seen_day"], said["seen_clock"]),
            received_by=said["received_by"],
            seen={line.indicator.pk: self._seen(line, files) for line in self.lines},
            remark=said["remark"],
            unit_opinion=said["unit_opinion"],
            photos=_chosen(files.get("photo", ())),
            about=About(
                caption=_("Đoàn kiểm tra chụp"),
                consent=said["consent"],
                consent_on=said["consent_on"],
                keeps_when_and_where=said["keeps"],
                shows_help_received=said["shows_help"],
            ),
            place=said.get("place", ""),
            place_agreed=bool(said.get("place_agreed")),
            to_mend=[
                ToMend(said[f"what-{n}"], said[f"due-{n}"])
                for n in range(1, ROWS_TO_MEND + 1)
                if said[f"what-{n}"] or said[f"due-{n}"]
            ],
        )

    def _seen(self, line: Measured, files: Mapping[str, Sequence[Any]]) -> Seen:
        pk = line.indicator.pk
        given = self.cleaned_data[f"seen-{pk}"]
        step = line.indicator.kind == Indicator.Kind.STEP
        return Seen(
            count=None if step or given is None else Decimal(given),
            done={"yes": True, "no": False}.get(given) if step else None,
            remark=self.cleaned_data[f"remark-{pk}"],
            photos=_chosen(files.get(f"photo-{pk}", ())),
        )


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=VIETNAM)


def _chosen(files: Sequence[Any]) -> list[Chosen]:
    return [Chosen(one.name or "", one.read()) for one in files]


class SignForm(PlainForm):
    """Both have signed."""

    signed_on = DayField(label=gettext_lazy("Ngày ký biên bản"))
    unit_signer = forms.CharField(
        label=gettext_lazy("Người ký thay mặt đơn vị"), required=False, max_length=200
    )
    unsigned_reason = forms.CharField(
        label=gettext_lazy("Nếu đơn vị không ký, vì sao"), required=False, max_length=300
    )


class ConcludeForm(PlainForm):
    """The results in words."""

    findings = forms.CharField(
        label=gettext_lazy("Nhận xét chung"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Mặt được, mặt chưa được, nguyên nhân; in vào thông báo kết quả, mỗi đoạn một dòng."
        ),
    )
    typed = forms.CharField(
        label=gettext_lazy("Gõ chữ “thông báo” để xác nhận"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class StopForm(PlainForm):
    """When the team comes to one place."""

    on = DayField(label=gettext_lazy("Ngày"))
    starts_at = forms.TimeField(
        label=gettext_lazy("Giờ"),
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%H.%M", "%H"],
        widget=forms.TimeInput(
            format="%H:%M", attrs={"class": "short", "autocomplete": "off", "type": "text"}
        ),
        error_messages={"invalid": gettext_lazy("Hãy ghi giờ như 8:30.")},
    )
    position = forms.IntegerField(label=gettext_lazy("Thứ tự"), min_value=1, max_value=999)

    def __init__(self, *args: Any, what: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs["aria-label"] = f"{field.label}: {what}"
