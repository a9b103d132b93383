"""From posted fields to a report that may be sent: everything checked, every fault at its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import format_number, parse_number, parse_whole
from kheo.progress import figures
from kheo.progress import report_fields as form
from kheo.progress.states import Standing
from kheo.registrations.public import Indicator

_LARGEST = Decimal(10) ** 14
_DECIMALS = 3
_MOST_HOUSEHOLDS = 10_000_000
_BROKEN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Reached:
    """One indicator with what has been reached of it."""

    indicator: Indicator
    actual: Decimal | None = None
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """A report as it may be sent."""

    columns: dict[str, Any]
    reached: tuple[Reached, ...]


@dataclass
class _Reading:
    fields: Mapping[str, str]
    faults: list[InvalidInput] = field(default_factory=list)

    def fault(self, sentence: str, code: str, name: str, **params: object) -> None:
        if not any(one.field == name for one in self.faults):
            self.faults.append(InvalidInput(sentence, code=code, field=name, **params))

    def text(self, name: str) -> str:
        value, limit = self.fields.get(name, ""), form.TEXTS[name]
        if len(value) > limit:
            self.fault(
                N_("Dài %(length)d ký tự, nhiều nhất là %(limit)d. Hãy rút gọn."),
                "too-long",
                name,
                length=len(value),
                limit=limit,
            )
        if _BROKEN in value:
            self.fault(N_("Có ký tự bị hỏng (�). Hãy xóa và gõ lại chỗ đó."), "broken-letter", name)
        return value


def read_content(fields: Mapping[str, str], indicators: Sequence[Indicator]) -> Content:
    """The typed content of a form that is ready to be sent.

    Raises InvalidInput (report-incomplete) whose params hold `faults`, one InvalidInput a field.
    """
    reading = _Reading(fields)
    standing = fields.get("standing", "")
    if standing not in Standing.values:
        reading.fault(N_("Hãy chọn mô hình đang ở mức nào."), "missing", "standing")
    reached = tuple(_reached(reading, one) for one in indicators)
    texts = {name: reading.text(name) for name in form.TEXTS}
    if not texts["results"]:
        reading.fault(N_("Hãy ghi kỳ này đã làm được gì; nếu chưa làm thì ghi lý do."), "missing", "results")
    _require_agreement(reading, standing, reached)
    columns = texts | {"standing": standing, "households": _households(reading)}
    columns["percent"] = figures.percent(
        (one.indicator.target, one.actual) for one in reached if one.indicator.kind == Indicator.Kind.MEASURE
    )
    if reading.faults:
        raise InvalidInput(
            N_("Chưa gửi được: còn %(count)d chỗ cần sửa. Nội dung đã nhập vẫn được giữ."),
            code="report-incomplete",
            field=reading.faults[0].field,
            count=len(reading.faults),
            faults=reading.faults,
        )
    return Content(columns, reached)


def _reached(reading: _Reading, indicator: Indicator) -> Reached:
    name = form.cell_name(indicator.kind, indicator.position)
    typed = reading.fields.get(name, "")
    if indicator.kind == Indicator.Kind.STEP:
        return Reached(indicator, is_done=typed == "1")
    if not typed:
        reading.fault(N_("Hãy ghi số đã đạt tính từ đầu đến nay; chưa có thì ghi 0."), "missing", name)
        return Reached(indicator)
    try:
        return Reached(indicator, _counted(typed))
    except InvalidInput as error:
        reading.faults.append(InvalidInput(error.sentence, code=error.code, field=name, **error.params))
        return Reached(indicator)


def _counted(text: str) -> Decimal:
    value = parse_number(text)
    exponent = (
        value.normalize().as_tuple().exponent
    )  # “18,5550” has three, written so as not to read as a group
    if value < 0:
        raise InvalidInput(N_("Số đã đạt không thể nhỏ hơn 0. Hãy ghi lại."), code="number-negative")
    if value >= _LARGEST or (isinstance(exponent, int) and -exponent > _DECIMALS):
        raise InvalidInput(
            N_("Con số phải từ 0 trở lên, nhỏ hơn %(largest)s và có nhiều nhất ba chữ số sau dấu phẩy."),
            code="number-out-of-range",
            largest=format_number(_LARGEST),
        )
    return value


def _households(reading: _Reading) -> int | None:
    typed = reading.fields.get("households", "")
    if not typed:
        return None
    try:
        count = parse_whole(typed)
    except InvalidInput as error:
        reading.fault(error.sentence, error.code, "households", **error.params)
        return None
    if not 0 <= count <= _MOST_HOUSEHOLDS:
        reading.fault(
            N_("Số hộ hưởng lợi phải từ 0 đến %(most)s. Hãy xem lại."),
            "number-out-of-range",
            "households",
            most=format_number(Decimal(_MOST_HOUSEHOLDS)),
        )
        return None
    return count


def _require_agreement(reading: _Reading, standing: str, reached: Sequence[Reached]) -> None:
    """What is said of the whole must not contradict the figures beside it."""
    begun = any(one.is_done or (one.actual or 0) > 0 for one in reached)
    if standing == Standing.NOT_BEGUN and begun:
        reading.fault(
            N_(
                "Đã có kết quả ở chỉ tiêu hoặc bước thực hiện thì không thể là “Chưa triển khai”. Hãy sửa một trong hai."
            ),
            "standing-contradicts",
            "standing",
        )
