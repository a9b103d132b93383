"""From posted fields to typed values: everything checked, every fault at its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from kheo.campaigns.public import CampaignParticipant, CampaignRound, PlanContent, Sector, Theme
from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import fold, format_number, parse_date, parse_number, sort_key
from kheo.registrations import fields as form
from kheo.registrations.models import Registration
from kheo.registrations.selectors import continuable, in_force
from kheo.registrations.states import Kind
from kheo.units.public import Subject, Unit

T = TypeVar("T")
_LARGEST = Decimal(10) ** 14
_DECIMALS = 3
_FIRST_YEARS = 60


@dataclass(frozen=True, slots=True)
class Measure:
    """What will be counted."""

    name: str
    target: Decimal
    unit: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What will be done, where nothing is to be counted."""

    name: str
    due_on: date | None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A registration as it may be sent: columns, who leads (and whether the unit has named this subject
    before), what is measured, what it continues.
    """

    columns: dict[str, Any]
    lead: tuple[str, str, str]
    known_lead: Subject | None
    measures: tuple[Measure, ...]
    steps: tuple[Step, ...]
    continues: Registration | None
    first_year: int
    names: dict[str, str]


_BROKEN = "\ufffd"
"""What stands where bytes could not be read as letters."""


@dataclass
class _Reading:
    """The fields under examination, and the faults found so far."""

    fields: Mapping[str, str]
    faults: list[InvalidInput] = field(default_factory=list)

    def text(self, name: str) -> str:
        value = self.fields.get(name, "")
        limit = form.LINES.get(name) or form.TEXTS.get(name, 0)
        if len(value) > limit:
            self.fault(
                N_("Dài %(length)d ký tự, nhiều nhất là %(limit)d. Hãy rút gọn."),
                "too-long",
                name,
                length=len(value),
                limit=limit,
            )
            return value[:limit]
        if _BROKEN in value:
            self.fault(N_("Có ký tự bị hỏng (�). Hãy xóa và gõ lại chỗ đó."), "broken-letter", name)
        return value

    def needed(self, name: str, sentence: str) -> str:
        value = self.text(name)
        if not value:
            self.fault(sentence, "missing", name)
        return value

    def parsed(self, name: str, parse: Callable[[str], T], value: str) -> T | None:
        """The parsed value; a refusal of the parser becomes a fault at this field."""
        try:
            return parse(value) if value else None
        except InvalidInput as error:
            self.faults.append(InvalidInput(error.sentence, code=error.code, field=name, **error.params))
            return None

    def fault(self, sentence: str, code: str, name: str, **params: object) -> None:
        """Note what is wrong with a field; one fault a field is enough to mend it by."""
        if any(one.field == name for one in self.faults):
            return
        self.faults.append(InvalidInput(sentence, code=code, field=name, **params))


def read_content(
    fields: Mapping[str, str],
    *,
    round_: CampaignRound,
    unit_id: int,
    besides: int | None = None,
    standing: Registration | None = None,
) -> Content:
    """The typed content of a form that is ready to be sent; `besides` is the registration itself.

    `standing` is the received registration that a change is proposed to: its kind and first year stay, and
    what it chose may stay even where the campaign's lists have dropped it since.
    Raises InvalidInput (registration-incomplete) whose params hold `faults`, one InvalidInput a field.
    """
    reading = _Reading(fields)
    if standing is None:
        kind, continued, first_year = _kind(reading, round_, unit_id, besides)
    else:
        kind, continued, first_year = standing.kind, None, standing.initiative.first_year
    columns: dict[str, Any] = {"kind": kind}
    columns |= _named(reading)
    columns |= {name: reading.text(name) for name in form.TEXTS}
    columns |= {
        name: reading.text(name) for name in ("time_words", "contact_name", "contact_phone", "confirmed_by")
    }
    columns |= _days(reading)
    chosen, names = _choices(reading, round_, standing)
    columns |= chosen
    lead = _lead(reading)
    measures, steps = _measures(reading), _steps(reading)
    if kind == Kind.CONTINUED and not columns["changes"]:
        reading.fault(
            N_("Hãy ghi điều thay đổi so với năm trước; nếu giữ nguyên thì ghi “không thay đổi”."),
            "missing",
            "changes",
        )
    if reading.faults:
        raise incomplete(reading.faults)
    known_lead = _known_lead(unit_id, *lead)
    return Content(columns, lead, known_lead, measures, steps, continued, first_year, names)


def incomplete(faults: list[InvalidInput]) -> InvalidInput:
    """The refusal of a form in which this is wrong."""
    return InvalidInput(
        N_("Chưa gửi được: còn %(count)d chỗ cần sửa. Nội dung đã nhập vẫn được giữ."),
        code="registration-incomplete",
        field=faults[0].field,
        count=len(faults),
        faults=faults,
    )


def _kind(
    reading: _Reading, round_: CampaignRound, unit_id: int, besides: int | None
) -> tuple[str, Registration | None, int]:
    kind = reading.needed("kind", N_("Hãy chọn mô hình mới hay tiếp tục thực hiện."))
    if kind and kind not in Kind.values:
        reading.fault(N_("Hãy chọn một trong hai loại."), "unknown-choice", "kind")
    if kind != Kind.CONTINUED:
        return kind, None, round_.year
    wanted = reading.text("continues")
    if not wanted:
        return kind, None, _first_year(reading, round_)
    before = continued_from(wanted, round_=round_, unit_id=unit_id, besides=besides)
    if before is None:
        reading.fault(
            N_("Bản ghi năm trước đã chọn không dùng được nữa. Hãy chọn lại từ danh sách."),
            "unknown-choice",
            "continues",
        )
        return kind, None, round_.year
    return kind, before, before.initiative.first_year


def continued_from(
    wanted: str, *, round_: CampaignRound, unit_id: int, besides: int | None = None
) -> Registration | None:
    """The earlier registration that a form names, if this unit may continue it in this round."""
    if not wanted.isdecimal():
        return None
    return continuable(round_, unit_id, besides=besides).filter(pk=int(wanted)).first()


def _first_year(reading: _Reading, round_: CampaignRound) -> int:
    """The year in which a continued initiative without a record here was first registered."""
    value = reading.text("first_year") or str(round_.year - 1)
    if not value.isdecimal() or not round_.year - _FIRST_YEARS <= int(value) < round_.year:
        reading.fault(
            N_("Năm đăng ký đầu phải là năm có bốn chữ số, trước năm %(year)d."),
            "year-unreadable",
            "first_year",
            year=round_.year,
        )
        return round_.year
    return int(value)


def _named(reading: _Reading) -> dict[str, str]:
    title = reading.needed("title", N_("Hãy ghi tên mô hình."))
    address = reading.needed(
        "address", N_("Hãy ghi địa chỉ mô hình: thôn, xóm, tổ dân phố hoặc cơ quan nơi làm.")
    )
    return {
        "title": title,
        "title_folded": fold(title)[:500],
        "title_sort": sort_key(title)[:1500],
        "address": address,
    }


def _lead(reading: _Reading) -> tuple[str, str, str]:
    kind = reading.needed("lead_kind", N_("Hãy chọn tập thể, cá nhân hay hộ gia đình chỉ đạo mô hình."))
    if kind and kind not in Subject.Kind.values:
        reading.fault(N_("Hãy chọn tập thể, cá nhân hay hộ gia đình."), "unknown-choice", "lead_kind")
    name = reading.needed("lead_name", N_("Hãy ghi tên tập thể hoặc cá nhân chỉ đạo xây dựng mô hình."))
    return kind, name, reading.text("lead_office")


def _known_lead(unit_id: int, kind: str, name: str, office: str) -> Subject | None:
    return Subject.objects.filter(
        kind=kind, unit_id=unit_id, name_folded=fold(name)[:200], office=office
    ).first()


def _days(reading: _Reading) -> dict[str, date | None]:
    days = {
        name: reading.parsed(name, parse_date, reading.text(name))
        for name in ("starts_on", "ends_on", "launch_on")
    }
    start, end = days["starts_on"], days["ends_on"]
    if start and end and end < start:
        reading.fault(
            N_("Ngày kết thúc phải từ ngày bắt đầu trở đi. Hãy xem lại hai ngày."), "days-reversed", "ends_on"
        )
    if not any(reading.fields.get(name) for name in ("time_words", "starts_on", "ends_on")):
        reading.fault(
            N_("Hãy ghi thời gian thực hiện, ví dụ “cả năm 2026” hoặc từ ngày đến ngày."),
            "missing",
            "time_words",
        )
    return days


def _choices(
    reading: _Reading, round_: CampaignRound, standing: Registration | None
) -> tuple[dict[str, int | None], dict[str, str]]:
    """Ids of what was chosen from the campaign's lists, and what each is called."""
    chosen: dict[str, int | None] = {}
    names: dict[str, str] = {}
    reading.needed("sector", N_("Hãy chọn lĩnh vực."))
    lists: tuple[tuple[str, type[Sector | Theme | PlanContent], str], ...] = (
        ("sector", Sector, "name"),
        ("theme", Theme, "name"),
        ("content", PlanContent, "text"),
    )
    for name, model, label in lists:
        stands = getattr(standing, f"{name}_id", None)
        found = _choice(reading, name, partial(in_force, model, round_, stands))
        chosen[f"{name}_id"] = found.pk if found else None
        if found:
            names[name] = str(getattr(found, label))
    beside = standing.accompanying_unit_id if standing else None
    unit = _choice(reading, "accompanying_unit", lambda: _taking_part(round_, beside))
    chosen["accompanying_unit_id"] = unit.pk if unit else None
    return chosen, names


def _taking_part(round_: CampaignRound, stands: int | None) -> QuerySet[Unit]:
    taking_part = CampaignParticipant.objects.filter(campaign_id=round_.campaign_id)
    return Unit.objects.filter(Q(pk__in=taking_part.values("unit_id")) | Q(pk=stands))


def _choice(reading: _Reading, name: str, rows: Callable[[], QuerySet[Any]]) -> Any:
    """What was chosen, of these rows: they are asked for only where something was."""
    value = reading.text(name)
    found = rows().filter(pk=int(value)).first() if value.isdecimal() else None
    if value and found is None:
        reading.fault(N_("Mục đã chọn không còn trong phong trào này. Hãy chọn lại."), "unknown-choice", name)
    return found


def _measures(reading: _Reading) -> tuple[Measure, ...]:
    found = []
    for place, row in enumerate(form.rows(reading.fields, "measure")):
        name = form.row_name("measure", place, "name")
        target_name = form.row_name("measure", place, "target")
        unit_name = form.row_name("measure", place, "unit")
        if not row["name"]:
            reading.fault(N_("Hãy ghi tên chỉ tiêu của dòng này."), "missing", name)
        if not row["target"]:
            reading.fault(
                N_("Hãy ghi con số cần đạt; việc không đếm được thì ghi ở phần các bước."),
                "missing",
                target_name,
            )
        if not row["unit"]:
            reading.fault(N_("Hãy ghi đơn vị tính, ví dụ hộ, mét, ngày công."), "missing", unit_name)
        _short_enough(reading, "measure", place, row)
        target = reading.parsed(target_name, _target, row["target"])
        if target is not None:
            found.append(Measure(row["name"], target, row["unit"], row.get(form.OF, "")))
    return tuple(found)


def _target(text: str) -> Decimal:
    value = parse_number(text)
    exponent = (
        value.normalize().as_tuple().exponent
    )  # “18,5550” has three, written so as not to read as a group
    if value < 0 or value >= _LARGEST or (isinstance(exponent, int) and -exponent > _DECIMALS):
        raise InvalidInput(
            N_("Con số phải từ 0 trở lên, nhỏ hơn %(largest)s và có nhiều nhất ba chữ số sau dấu phẩy."),
            code="number-out-of-range",
            largest=format_number(_LARGEST),
        )
    return value


def _steps(reading: _Reading) -> tuple[Step, ...]:
    found = []
    for place, row in enumerate(form.rows(reading.fields, "step")):
        if not row["name"]:
            reading.fault(N_("Hãy ghi việc cần làm."), "missing", form.row_name("step", place, "name"))
        _short_enough(reading, "step", place, row)
        due = reading.parsed(form.row_name("step", place, "due"), parse_date, row["due"])
        found.append(Step(row["name"], due, row.get(form.OF, "")))
    return tuple(found)


def _short_enough(reading: _Reading, kind: str, place: int, row: Mapping[str, str]) -> None:
    for part, limit in form.ROWS[kind].items():
        if len(row[part]) > limit:
            reading.fault(
                N_("Dài %(length)d ký tự, nhiều nhất là %(limit)d. Hãy rút gọn."),
                "too-long",
                form.row_name(kind, place, part),
                length=len(row[part]),
                limit=limit,
            )
