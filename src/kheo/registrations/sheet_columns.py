"""The registration form as columns of a workbook: posted fields ↔ cells, choices by their words.

Serves the template for many registrations and the sheet “Đăng ký” of a packet.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean_line, fold, parse_number, plain_number
from kheo.core.workbook.model import CODE, Column, Kind
from kheo.registrations.fields import LINES, ROWS, TEXTS, Fields
from kheo.registrations.selectors import continuable
from kheo.registrations.states import Kind as InitiativeKind
from kheo.units.public import Subject, Unit

FROM_MONTH, TO_MONTH, UNIT = "from_month", "to_month", "unit"
_MONTH = re.compile(r"(?:^|\D)(\d{1,2})\s*[/.-]\s*(20\d\d)$")
_MEASURES, _STEPS = 2, 1
_CHOICE_LENGTH = 120
BREAKS = ("time_words", "step-0-due", "method", "outputs")
"""After these columns a printed page ends."""

_KINDS = {"Mô hình mới": str(InitiativeKind.NEW), "Tiếp tục thực hiện": str(InitiativeKind.CONTINUED)}
_LEADS = {
    "Tập thể": str(Subject.Kind.COLLECTIVE),
    "Cá nhân": str(Subject.Kind.INDIVIDUAL),
    "Hộ gia đình": str(Subject.Kind.HOUSEHOLD),
}
# key, title, width, hint; those whose lists are empty in a campaign are left out.
_COLUMNS: tuple[tuple[str, str, int, str], ...] = (
    ("title", "Tên mô hình", 34, "Ngắn gọn, nói rõ việc làm và nơi làm. Bắt buộc."),
    ("kind", "Loại mô hình", 13, "Chọn trong danh sách. Để trống là mô hình mới."),
    ("sector", "Lĩnh vực", 17, "Chọn trong danh sách. Bắt buộc khi gửi."),
    ("lead_kind", "Ai chỉ đạo", 12, "Chọn tập thể, cá nhân hay hộ gia đình."),
    ("lead_name", "Tên tập thể hoặc cá nhân chỉ đạo", 24, "In trong danh sách. Bắt buộc khi gửi."),
    ("address", "Địa chỉ mô hình", 20, "Thôn, xóm, tổ dân phố hoặc cơ quan nơi làm. Bắt buộc khi gửi."),
    (FROM_MONTH, "Từ tháng", 14, "Chọn tháng bắt đầu; hoặc ghi thời gian bằng chữ ở cột sau."),
    (TO_MONTH, "Đến tháng", 14, "Chọn tháng kết thúc; lấy đến hết tháng đó."),
    ("time_words", "Thời gian thực hiện (ghi bằng chữ)", 18, "Ví dụ: cả năm 2026; quý II."),
    ("measure-0-name", "Chỉ tiêu 1: đếm cái gì", 24, "Ví dụ: đèn đường lắp mới."),
    ("measure-0-target", "Chỉ tiêu 1: con số", 11, "Số từ 0 trở lên."),
    ("measure-0-unit", "Chỉ tiêu 1: đơn vị tính", 11, "Ví dụ: bóng, hộ, mét, ngày công."),
    ("measure-1-name", "Chỉ tiêu 2: đếm cái gì", 24, ""),
    ("measure-1-target", "Chỉ tiêu 2: con số", 11, "Số từ 0 trở lên."),
    ("measure-1-unit", "Chỉ tiêu 2: đơn vị tính", 11, ""),
    ("step-0-name", "Bước thực hiện: việc làm", 24, "Việc không đếm được thì ghi ở đây."),
    ("step-0-due", "Bước thực hiện: xong trước ngày", 13, "Ngày/tháng/năm."),
    ("continues", "Tiếp tục từ bản đăng ký", 26, "Chọn mô hình năm trước; để trống nếu năm trước đăng ký trên giấy."),
    ("first_year", "Năm đăng ký lần đầu", 10, "Chỉ ghi khi mô hình tiếp tục đã đăng ký trên giấy."),
    ("changes", "Năm nay có gì thay đổi", 24, "Bắt buộc với mô hình tiếp tục; giữ nguyên thì ghi “không thay đổi”."),
    ("need", "Thực trạng, lý do", 26, ""),
    ("aims", "Mục tiêu, tiêu chí", 26, ""),
    ("method", "Nội dung, cách thức thực hiện", 26, ""),
    ("scope", "Đối tượng, quy mô", 24, "Ghi nơi và con số, không ghi tên người dân."),
    ("partners", "Lực lượng phối hợp, tham gia", 24, ""),
    ("resources", "Nguồn lực", 22, ""),
    ("outputs", "Kết quả kiểm chứng được", 22, ""),
    ("durability", "Khả năng duy trì, nhân rộng", 22, ""),
    ("theme", "Chuyên đề", 18, "Chọn trong danh sách."),
    ("content", "Nội dung của kế hoạch", 22, "Chọn trong danh sách."),
    ("contact_name", "Người phụ trách", 20, "Người của đơn vị, làm đầu mối."),
    ("contact_phone", "Điện thoại cơ quan", 15, ""),
    ("launch_on", "Ngày ra mắt", 13, "Ngày dự kiến, ngày/tháng/năm."),
)  # fmt: skip
_OPTIONAL_LISTS = frozenset({"theme", "content", "continues"})


@dataclass(frozen=True, slots=True)
class Lists:
    """What may be chosen, in words, with what the form posts for it."""

    chosen: Mapping[str, Mapping[str, str]]
    months: Mapping[str, tuple[int, int]]
    units: Mapping[str, int] = field(default_factory=dict)

    def choices(self, key: str) -> tuple[str, ...]:
        """The words of a column's list."""
        if key in {FROM_MONTH, TO_MONTH}:
            return tuple(self.months)
        return tuple(self.units) if key == UNIT else tuple(self.chosen.get(key, ()))


def lists_of(round_: CampaignRound, unit: Unit | None, names: Mapping[int, str] | None = None) -> Lists:
    """The lists of a round, for one unit or (`names` of several) for all of them: four queries."""
    campaign = round_.campaign
    chosen = {
        "kind": _KINDS,
        "lead_kind": _LEADS,
        "sector": {clean_line(one.name): str(one.pk) for one in campaigns.sectors_of(campaign)},
        "theme": {clean_line(one.name): str(one.pk) for one in campaigns.themes_of(campaign)},
        "content": _apart((clean_line(one.text), one.pk) for one in campaigns.contents_of(campaign)),
    }
    if unit is not None:
        rows = continuable(round_, unit.pk)[:200]
        chosen["continues"] = _apart((f"{row.title} ({row.round.year})", row.pk) for row in rows)
    months = {
        f"Tháng {month}/{year}": (year, month)
        for year in (round_.year, round_.year + 1)
        for month in range(1, 13)
    }
    return Lists(chosen, months, {name: pk for pk, name in (names or {}).items()})


def _apart(rows: Iterable[tuple[str, int]]) -> dict[str, str]:
    """Words → id, the words short and each once."""
    found: dict[str, str] = {}
    for words, pk in rows:
        short = words if len(words) <= _CHOICE_LENGTH else f"{words[: _CHOICE_LENGTH - 1]}…"
        unique, number = short, 2
        while unique in found:
            unique, number = f"{short} [{number}]", number + 1
        found[unique] = str(pk)
    return found


def columns_of(lists: Lists, *, code: str = "TT", code_width: int = 5) -> tuple[Column, ...]:
    """The columns for these lists; `code` is the head of the first one."""
    found = [Column(CODE, code, code_width)]
    if lists.units:
        found.append(
            Column(
                UNIT, "Đơn vị", 24, Kind.CHOICE, choices=tuple(lists.units), hint="Mô hình của đơn vị nào."
            )
        )
    for key, title, width, hint in _COLUMNS:
        choices = lists.choices(key)
        if choices or key not in _OPTIONAL_LISTS:
            found.append(Column(key, title, width, _kind(key, choices), _limit(key), choices, hint))
    return tuple(found)


def title_of(key: str) -> str:
    """The head of a column of the form, "" for a key that is none."""
    return next((title for one, title, _width, _hint in _COLUMNS if one == key), "")


def breaks_of(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """After which of these columns a printed page ends."""
    keys = {column.key for column in columns}
    return tuple(key for key in BREAKS if key in keys)


def _kind(key: str, choices: tuple[str, ...]) -> Kind:
    if choices:
        return Kind.CHOICE
    if key.endswith("-target"):
        return Kind.NUMBER
    if key in {"launch_on", "step-0-due"}:
        return Kind.DAY
    return Kind.TEXT if key in TEXTS else Kind.LINE


def _limit(key: str) -> int:
    if (found := LINES.get(key) or TEXTS.get(key, 0)) or "-" not in key:
        return found
    kind, _place, part = key.split("-")
    return ROWS[kind][part]


def prepared(column: Column, text: str) -> str:
    """A text of a month's cell in the words of its list: “1/2026”, “01/01/2026” → “Tháng 1/2026”."""
    if column.key not in {FROM_MONTH, TO_MONTH}:
        return text
    found = _MONTH.search(clean_line(text))
    return f"Tháng {int(found[1])}/{found[2]}" if found else text


def posted_names(key: str) -> tuple[str, ...]:
    """The posted fields that a column fills."""
    return {FROM_MONTH: ("starts_on",), TO_MONTH: ("ends_on",), UNIT: ()}.get(key, (key,))


def fields_of(cells: Mapping[str, str], lists: Lists) -> Fields:
    """The posted fields of cells in their one form (`cells.read_value`); empty ones are left out."""
    found: Fields = {}
    for key, value in cells.items():
        if not value or key in {CODE, UNIT}:
            continue
        if key in {FROM_MONTH, TO_MONTH}:
            year, month = lists.months[value]
            day = 1 if key == FROM_MONTH else monthrange(year, month)[1]
            found[posted_names(key)[0]] = f"{day:02d}/{month:02d}/{year}"
        else:
            found[key] = _posted(key, value, lists)
    return found


def _posted(key: str, value: str, lists: Lists) -> str:
    """What the form posts for a value; a choice by its id. Raises InvalidInput for one that is gone."""
    if key not in lists.chosen:
        return value
    if value not in lists.chosen[key]:
        raise InvalidInput(
            N_("Mục đã chọn không còn trong phong trào này. Hãy chọn lại."), code="unknown-choice", field=key
        )
    return lists.chosen[key][value]


def cells_of(fields: Mapping[str, str], lists: Lists) -> dict[str, str]:
    """The cells that say what a form says, as far as they can; a day that is no month's edge says nothing."""
    found: dict[str, str] = {}
    for key, *_ in _COLUMNS:
        if key in {FROM_MONTH, TO_MONTH}:
            found[key] = _month_words(fields.get(posted_names(key)[0], ""), key, lists)
            continue
        value = fields.get(key, "")
        if key in lists.chosen:
            value = next((words for words, posted in lists.chosen[key].items() if posted == value), "")
        elif key.endswith("-target") and value:
            value = _target_words(value)
        found[key] = value
    return found


def _month_words(text: str, key: str, lists: Lists) -> str:
    for words, (year, month) in lists.months.items():
        day = 1 if key == FROM_MONTH else monthrange(year, month)[1]
        if fold(text) == fold(f"{day:02d}/{month:02d}/{year}") or text == date(year, month, day).isoformat():
            return words
    return ""


def _target_words(text: str) -> str:
    try:
        return plain_number(parse_number(text))
    except InvalidInput:
        return text  # a draft holds what was typed; it is shown as it is
