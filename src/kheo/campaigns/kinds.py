"""What a paper says, value by value: the kinds of `PaperItem`, the shape of their data, how they are typed in.

| kind | data |
|---|---|
| doc_type, number, symbol, place, issuer, subject, base, answers, sector, theme, content, gate, award_limit, recipient, send_to | text |
| date | day (ISO or ""), partial (“2026-04” or "") |
| period | start, end (ISO, may be “2026”, “2026-04” or ""), label |
| phase | name, start, end |
| deadline | date (ISO or the paper's words), what, form, boundary, last_day, kind |
| participant | label, subject_kind |
| leaving | label |
| quota | who, count, text |
| criterion | text, subject_kind |
| initiative | kind, text, owner, figures ([{value, unit, what}]) |
| responsibility | who, what |
| signer | name, title, authority |
| form | title, columns, groups |
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a person types or chooses. `choices`: code → word."""

    name: str
    label: str
    required: bool = False
    long: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    shape: str = "text"  # text, day, part-day, number
    help: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: what it is called, what it is made of. `many`: a paper may hold several. `later_only`: only a paper
    that comes after the launch says it.
    """

    code: str
    name: str
    fields: tuple[Field, ...]
    many: bool = True
    read_only: bool = False
    later_only: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that an officer thinks of together."""

    code: str
    name: str
    kinds: tuple[str, ...]
    read_only: bool = False


_COLLECTIVE_OR_ONE = (("collective", N_("tập thể")), ("individual", N_("cá nhân")))
_BOUNDARIES = (
    ("through", N_("tính cả ngày này")),
    ("before", N_("trước ngày này")),
    ("on", N_("đúng ngày này")),
)
_DEADLINES = (
    ("registration", N_("đăng ký")),
    ("send-up", N_("gửi cấp trên")),
    ("appraisal", N_("thẩm định")),
    ("report", N_("báo cáo")),
    ("review", N_("sơ kết, tổng kết")),
    ("launch", N_("ra mắt")),
    ("other", N_("việc khác")),
)
_PART_DAY = N_("Ngày, tháng hoặc năm, ví dụ 15/4/2026, 4/2026 hoặc 2026.")


def _text(name: str, *, code: str, many: bool = False, long: bool = False, read_only: bool = False) -> Kind:
    return Kind(code, name, (Field("text", name, required=True, long=long),), many, read_only)


_SUBJECT = Field("subject_kind", N_("Dành cho"), required=True, choices=_COLLECTIVE_OR_ONE)

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        _text(N_("Loại văn bản"), code="doc_type"),
        _text(N_("Số"), code="number"),
        _text(N_("Ký hiệu"), code="symbol"),
        _text(N_("Nơi ban hành"), code="place"),
        Kind(
            "date",
            N_("Ngày ban hành"),
            (
                Field("day", N_("Ngày"), shape="day", help=N_("Ví dụ 16/02/2026.")),
                Field("partial", N_("Chỉ biết tháng hoặc năm"), shape="part-day"),
            ),
            many=False,
        ),
        _text(N_("Cơ quan ban hành"), code="issuer"),
        _text(N_("Trích yếu"), code="subject", long=True),
        _text(N_("Căn cứ"), code="base", many=True, long=True, read_only=True),
        _text(N_("Thực hiện kế hoạch cấp trên"), code="answers", long=True),
        Kind(
            "signer",
            N_("Người ký"),
            (
                Field("name", N_("Họ và tên")),
                Field("title", N_("Chức vụ")),
                Field("authority", N_("Thẩm quyền (TM., KT. …)")),
            ),
            many=False,
        ),
        Kind(
            "period",
            N_("Thời gian thực hiện"),
            (
                Field("start", N_("Từ"), shape="part-day", help=_PART_DAY),
                Field("end", N_("Đến hết"), shape="part-day", help=_PART_DAY),
                Field("label", N_("Cách gọi trong văn bản")),
            ),
            many=False,
        ),
        Kind(
            "phase",
            N_("Giai đoạn"),
            (
                Field("name", N_("Tên giai đoạn"), required=True),
                Field("start", N_("Từ"), shape="part-day", help=_PART_DAY),
                Field("end", N_("Đến hết"), shape="part-day", help=_PART_DAY),
            ),
        ),
        Kind(
            "deadline",
            N_("Mốc thời gian"),
            (
                Field("what", N_("Việc"), required=True, long=True),
                Field("kind", N_("Loại việc"), required=True, choices=_DEADLINES),
                Field(
                    "date",
                    N_("Thời hạn"),
                    required=True,
                    help=N_("Ngày cụ thể (16/02/2026) hoặc cách nói của văn bản (giữa tháng 6/2026)."),
                ),
                Field("boundary", N_("Cách tính"), required=True, choices=_BOUNDARIES),
            ),
        ),
        Kind(
            "participant",
            N_("Đối tượng tham gia"),
            (Field("label", N_("Đối tượng"), required=True, long=True), _SUBJECT),
        ),
        Kind(
            "leaving",
            N_("Thôi tham gia"),
            (Field("label", N_("Đơn vị không còn tham gia"), required=True, long=True),),
            later_only=True,
        ),
        _text(N_("Chuyên đề"), code="theme", many=True),
        _text(N_("Lĩnh vực"), code="sector", many=True),
        _text(N_("Nội dung"), code="content", many=True, long=True),
        Kind(
            "quota",
            N_("Chỉ tiêu số lượng"),
            (
                Field("who", N_("Ai"), required=True),
                Field("count", N_("Ít nhất bao nhiêu mô hình"), required=True, shape="number"),
                Field("text", N_("Câu trong văn bản"), long=True),
            ),
        ),
        _text(N_("Điều kiện bắt buộc"), code="gate", many=True, long=True),
        _text(N_("Số lượng khen thưởng"), code="award_limit", many=True, long=True, read_only=True),
        Kind(
            "criterion",
            N_("Tiêu chí"),
            (Field("text", N_("Tiêu chí"), required=True, long=True), _SUBJECT),
            read_only=True,
        ),
        Kind(
            "initiative",
            N_("Mô hình nêu tên"),
            (
                Field("text", N_("Tên mô hình"), required=True, long=True),
                Field("kind", N_("Của tập thể hay cá nhân"), required=True, choices=_COLLECTIVE_OR_ONE),
                Field("owner", N_("Tập thể hoặc người phụ trách nêu trong văn bản")),
            ),
        ),
        Kind(
            "responsibility",
            N_("Phân công"),
            (Field("who", N_("Ai")), Field("what", N_("Việc"), required=True, long=True)),
            read_only=True,
        ),
        _text(N_("Nơi nhận"), code="recipient", many=True, read_only=True),
        _text(N_("Gửi đăng ký về"), code="send_to"),
        Kind(
            "form", N_("Biểu mẫu kèm theo"), (Field("title", N_("Tên biểu mẫu"), required=True, long=True),)
        ),
    )
}

GROUPS: tuple[Group, ...] = (
    Group(
        "van-ban",
        N_("Văn bản"),
        ("doc_type", "number", "symbol", "place", "date", "issuer", "subject", "answers", "signer", "base"),
    ),
    Group("thoi-gian", N_("Thời gian"), ("period", "phase", "deadline")),
    Group("tham-gia", N_("Ai tham gia"), ("participant", "leaving")),
    Group("noi-dung", N_("Nội dung, lĩnh vực"), ("theme", "sector", "content")),
    Group("chi-tieu", N_("Chỉ tiêu số lượng"), ("quota",)),
    Group("tieu-chi", N_("Điều kiện, tiêu chí"), ("gate", "criterion", "award_limit"), read_only=True),
    Group("mo-hinh", N_("Mô hình nêu tên"), ("initiative",)),
    Group("phan-cong", N_("Phân công"), ("responsibility",), read_only=True),
    Group("noi-gui", N_("Nơi gửi, biểu mẫu"), ("send_to", "form", "recipient")),
)

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
_WHOLE_DAY = re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4})(?!\d)")
_DAY_AND_MONTH = re.compile(
    r"\bngày (?P<day>\d{1,2})(?:/| tháng )(?P<month>\d{1,2})(?! ?[/.\d])(?: năm (?P<year>\d{4}))?"
)
_LEAP_YEAR = 2024  # a day without its year may be 29/02


def tidy(code: str, raw: Mapping[str, str], before: Data | None = None) -> Data:
    """What a person typed, as data of this kind. What the form does not ask stays as it was `before`.

    Raises InvalidInput, naming the field, for what is missing or no date or number.
    """
    data = dict(before or {})
    for field in KINDS[code].fields:
        data[field.name] = _typed(field, clean(raw.get(field.name, "")))
    if code == "deadline":
        _require_possible(str(data["date"]))
        data |= _exact(str(data["date"]), str(data["boundary"]))
    if not any(data.values()):
        raise InvalidInput(N_("Mục này còn trống. Hãy ghi nội dung, hoặc bấm “Bỏ”."), code="item-empty")
    return data


def _typed(field: Field, value: str) -> str | int:
    if field.required and not value:
        raise InvalidInput(
            N_("Còn thiếu “%(label)s”. Hãy ghi thêm rồi lưu lại."),
            code="item-field-missing",
            field=field.name,
            label=field.label,
        )
    if field.choices and value not in dict(field.choices):
        raise InvalidInput(
            N_("Hãy chọn một giá trị có trong danh sách."), code="item-choice-unknown", field=field.name
        )
    if field.shape == "number":
        return _number(value, field)
    if field.shape in ("day", "part-day") and value:
        return _iso(value, field)
    return value


def _number(value: str, field: Field) -> int:
    if not value.isdecimal() or not 0 < int(value) < 1000:
        raise InvalidInput(
            N_("“%(label)s” phải là số từ 1 đến 999."),
            code="item-number",
            field=field.name,
            label=field.label,
        )
    return int(value)


def _iso(value: str, field: Field) -> str:
    found = iso_day(value)
    if found:
        return found
    month = _MONTH.fullmatch(value) or re.fullmatch(r"(?P<y>\d{4})-(?P<m>\d{2})", value)
    if field.shape == "part-day" and month:
        number, year = (int(part) for part in month.groups())
        if number > year:
            number, year = year, number
        if 1 <= number <= 12:
            return f"{year:04d}-{number:02d}"
    if field.shape == "part-day" and re.fullmatch(r"\d{4}", value):
        return value
    raise InvalidInput(
        N_("“%(value)s” không phải là ngày đúng. Hãy ghi theo dạng 16/02/2026."),
        code="item-date",
        field=field.name,
        value=value[:40],
    )


def iso_day(value: str) -> str:
    """“16/2/2026” or “2026-02-16” as an ISO day; "" where it is neither."""
    match = _DAY.fullmatch(value.strip())
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        return date.fromisoformat(value.strip()).isoformat() if len(value.strip()) == 10 else ""
    except ValueError:
        return ""


def _require_possible(words: str) -> None:
    """Raise InvalidInput for a day that no calendar has (31/02/2027), wherever the words name it."""
    for match in (*_WHOLE_DAY.finditer(words), *_DAY_AND_MONTH.finditer(words)):
        day, month, year = int(match["day"]), int(match["month"]), int(match["year"] or _LEAP_YEAR)
        if not (1 <= month <= 12 and 1 <= day <= monthrange(max(year, 1), month)[1]):
            raise InvalidInput(
                N_("Không có ngày %(value)s. Hãy xem lại ngày, tháng rồi ghi theo dạng 16/02/2026."),
                code="item-day-impossible",
                field="date",
                value=match[0].removeprefix("ngày").strip(),
            )


def _exact(words: str, boundary: str) -> Data:
    day = iso_day(words)
    if not day:
        return {"form": "soft", "last_day": None}
    last = date.fromisoformat(day) - timedelta(days=boundary == "before")
    return {"date": day, "form": "exact", "last_day": last.isoformat()}
