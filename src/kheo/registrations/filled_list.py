"""A filled “Danh sách đăng ký” out of its tables: which column is what, which row is an initiative.

Pure reading: no database. The six columns of the form are known by the words of their heads, however they
are wrapped; columns that would record a person's profile are refused by name and nothing is given back.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from kheo.core.errors import N_, InvalidInput
from kheo.core.paper.tables import Row, Sheet
from kheo.core.vietnamese import clean_line, fold
from kheo.registrations.states import Kind

MOST_ROWS = 1000
_HEAD_WITHIN = 40
_FEWEST_COLUMNS = 3
_MOST_IGNORED = 12

# The first that fits names the column; words are folded, “^” asks for the beginning, “=” for the whole head.
_COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("number", ("=tt", "=stt", "=so tt", "=so thu tu", "=thu tu")),
    ("sector", ("^linh vuc",)),
    (
        "name",
        (
            "ten mo hinh",
            "=mo hinh",
            "ten dien hinh",
            "noi dung mo hinh",
            "ten cong trinh",
            "^mo hinh dang ky",
        ),
    ),
    (
        "led_by",
        ("chi dao", "chu tri", "phu trach", "tap the", "ca nhan", "thuc hien mo hinh", "don vi thuc hien"),
    ),
    ("address", ("dia chi", "dia diem", "dia ban", "noi thuc hien")),
    ("period", ("thoi gian", "thoi han")),
    ("unit", ("^don vi", "^ten don vi", "^co quan", "^to chuc", "^thon", "^xom")),
    ("kind", ("^loai", "^hinh thuc", "moi tiep tuc")),
    ("note", ("ghi chu",)),
)
_FORBIDDEN = (
    "tôn giáo", "dân tộc", "đảng viên", "vào đảng", "đảng phái", "sức khỏe", "bệnh", "bệnh án", "khuyết tật",
    "tiền án", "tiền sự", "án tích", "CCCD", "CMND", "căn cước", "chứng minh nhân dân", "chứng minh thư",
    "số định danh", "mã định danh", "quan điểm chính trị",
)  # fmt: skip
_FORBIDDEN_WORDS = re.compile(rf"\b(?:{'|'.join(map(fold, _FORBIDDEN))})\b(?! vien\b)")
# A list of sectors or a name may speak of places of believers; it profiles nobody.
_MAY_SPEAK = frozenset({"sector", "name"})
_IDENTITY = re.compile(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)")
_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b", re.IGNORECASE)
_UNIT_LINE = re.compile(r"^\s*đơn vị\s*:\s*([^….]{3,200})", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:tong cong|tong so|cong|tong)\b")
_ROMAN = re.compile(r"^[IVX]{1,4}\.?$")


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row as filled. `lone`: only the name stands, which may be a unit's heading instead."""

    sheet: str
    number: int
    name: str = ""
    led_by: str = ""
    address: str = ""
    sector: str = ""
    period: str = ""
    unit: str = ""
    kind: str = ""
    lone: bool = False
    has_identity_number: bool = False


@dataclass(frozen=True, slots=True)
class FilledList:
    """What a file holds: its rows, and what it says of itself."""

    rows: tuple[FilledRow, ...]
    ignored: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    unit: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "FilledList":
        """What `as_json` gave."""
        rows = tuple(FilledRow(**row) for row in kept["rows"])
        return cls(rows, tuple(kept["ignored"]), tuple(kept["years"]), kept["unit"])


@dataclass(slots=True)
class _Head:
    """A table's columns by name, and the row after which its data begins."""

    columns: dict[str, int]
    titles: tuple[str, ...]
    last: int


@dataclass(slots=True)
class _Reading:
    rows: list[FilledRow] = field(default_factory=list)
    ignored: dict[str, None] = field(default_factory=dict)
    refused: dict[str, None] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


def read_filled_list(sheets: Iterable[Sheet], text: str = "") -> FilledList:
    """The rows of every table that has the form's columns; `text` stands around the tables.

    Raises InvalidInput: columns-forbidden (`names`), columns-missing, rows-none, rows-too-many.
    """
    reading, found = _Reading(words=[text]), False
    for sheet in sheets:
        head = _head(sheet.rows)
        if head is None:
            continue
        found = True
        reading.words += [" ".join(row.cells) for row in sheet.rows[: head.last + 1]]
        _note_columns(head, reading)
        _read_rows(sheet, head, reading)
    refuse_columns(reading.refused)
    if not found:
        raise InvalidInput(
            N_(
                "Không thấy bảng theo mẫu danh sách: cần có cột “Tên mô hình” và ít nhất hai cột khác của mẫu (chỉ đạo, địa chỉ, lĩnh vực, thời gian)."
            ),
            code="columns-missing",
            field="file",
        )
    return _finished(reading)


def refuse_columns(titles: Iterable[str]) -> None:
    """Raise InvalidInput (columns-forbidden) where there is any title of a column that profiles people."""
    names = ", ".join(f"“{title}”" for title in titles)
    if names:
        raise InvalidInput(
            N_(
                "Tệp có cột không được thu thập: %(names)s. Khéo không lưu tôn giáo, dân tộc, đảng tịch, sức khỏe, án tích hay số định danh của người nào. Hãy xóa các cột này khỏi tệp rồi tải lại; chưa có gì được lưu."
            ),
            code="columns-forbidden",
            field="file",
            names=names,
        )


def profiles_people(title: str) -> bool:
    """Whether a column of this head would record a person's profile."""
    return column_of(title) not in _MAY_SPEAK and bool(_FORBIDDEN_WORDS.search(fold(title)))


def _finished(reading: _Reading) -> FilledList:
    if not reading.rows:
        raise InvalidInput(
            N_("Bảng trong tệp chưa có mô hình nào. Hãy điền danh sách rồi tải lại."),
            code="rows-none",
            field="file",
        )
    if len(reading.rows) > MOST_ROWS:
        raise InvalidInput(
            N_("Tệp có %(count)d dòng, mỗi lần nhập nhiều nhất %(limit)d. Hãy tách thành nhiều tệp."),
            code="rows-too-many",
            field="file",
            count=len(reading.rows),
            limit=MOST_ROWS,
        )
    words = "\n".join(reading.words)
    unit = next((m[1] for line in words.splitlines() if (m := _UNIT_LINE.match(line))), "")
    years = dict.fromkeys(int(year) for year in _YEAR.findall(words))
    return FilledList(
        tuple(reading.rows), tuple(reading.ignored)[:_MOST_IGNORED], tuple(years), clean_line(unit)
    )


def column_of(title: str) -> str:
    """The column that a head names, "" for none that the form knows."""
    folded = fold(title)
    for name, words in _COLUMNS:
        if any(_fits(folded, word) for word in words):
            return name
    return ""


def _fits(folded: str, word: str) -> bool:
    if word.startswith("="):
        return folded == word[1:]
    return folded.startswith(word[1:]) if word.startswith("^") else word in folded


def _head(rows: Sequence[Row]) -> _Head | None:
    """The first row, alone or with the next one beneath it, that names the form's columns."""
    for place, row in enumerate(rows[:_HEAD_WITHIN]):
        below = rows[place + 1].cells if place + 1 < len(rows) else ()
        if columns := _columns(row.cells):
            if _continues(below):
                return _Head(columns, _joined(row.cells, below), place + 1)
            return _Head(columns, row.cells, place)
        both = _joined(row.cells, below)
        if below and (columns := _columns(both)) and not _columns(below):
            return _Head(columns, both, place + 1)
    return None


def _columns(titles: Sequence[str]) -> dict[str, int]:
    """Column → its place; empty unless the name and enough others are there."""
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        name = column_of(title)
        if name:
            found.setdefault(name, place)
    telling = set(found) - {"number", "note", "kind"}
    return found if "name" in found and len(telling) >= _FEWEST_COLUMNS else {}


def _continues(cells: Sequence[str]) -> bool:
    """Whether a row goes on with the heads above it: every text begins small or in brackets."""
    texts = [cell for cell in cells if cell]
    return (
        bool(texts)
        and all(text[0].islower() or text[0] == "(" for text in texts)
        and not counts_columns(texts)
    )


def counts_columns(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: “1 2 3 4 5 6” or “(1) (2) …” under the heads."""
    digits = [text.strip("().") for text in texts]
    return len(digits) >= _FEWEST_COLUMNS and all(one.isdecimal() for one in digits) and digits[0] == "1"


def _joined(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    width = max(len(above), len(below))
    pairs = ((_cell(above, place), _cell(below, place)) for place in range(width))
    return tuple(f"{one} {two}".strip() for one, two in pairs)


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _note_columns(head: _Head, reading: _Reading) -> None:
    places = {place: name for name, place in head.columns.items()}
    for place, title in enumerate(head.titles):
        name = places.get(place, "")
        if name not in _MAY_SPEAK and _FORBIDDEN_WORDS.search(fold(title)):
            reading.refused[title] = None
        elif title and not name:
            reading.ignored[title] = None


def is_no_row(texts: Sequence[str]) -> bool:
    """Whether a row of a list is none of its entries: a total, “không có”, numbers of columns."""
    words = fold(" ".join(text for text in texts if not _ROMAN.match(text)))
    return (
        not words
        or bool(_TOTAL.match(words))
        or words == "khong co"
        or all(text.isdecimal() for text in texts)
        or counts_columns(texts)
    )


def _read_rows(sheet: Sheet, head: _Head, reading: _Reading) -> None:
    kind = unit = ""
    for row in sheet.rows[head.last + 1 :]:
        texts = [cell for cell in row.cells if cell]
        if _columns(row.cells) or is_no_row(texts):
            continue
        if group := group_kind(texts):
            kind = group
            reading.words.append(" ".join(texts))
            continue
        filled = _filled(sheet.title, row, head, kind)
        unit = filled.unit or unit
        reading.rows.append(_with_unit(filled, unit) if "unit" in head.columns else filled)


def _with_unit(row: FilledRow, unit: str) -> FilledRow:
    """A unit written once for several rows belongs to all of them."""
    return FilledRow(**{**asdict(row), "unit": unit}) if unit and not row.unit and not row.lone else row


def group_kind(texts: Sequence[str]) -> str:
    """The kind said by “I. Mô hình mới …” or “II. Mô hình tiếp tục …”, which stand alone in their row."""
    words = fold(" ".join(text for text in texts if not _ROMAN.match(text)))
    if len(texts) > 2 or (len(texts) == 2 and not _leads(texts[0])):
        return ""
    if "tiep tuc" in words:
        return Kind.CONTINUED
    return Kind.NEW if re.search(r"\bmo hinh (?:dang ky )?moi\b|\bdang ky moi\b", words) else ""


def _leads(text: str) -> bool:
    """A number before a heading: “I”, “II.”, “A”, “1”."""
    return len(text) <= 4 and (bool(_ROMAN.match(text)) or text.strip(".)").isalnum())


def _filled(sheet: str, row: Row, head: _Head, kind: str) -> FilledRow:
    values = {name: _cell(row.cells, head.columns.get(name)) for name in ("name", "led_by", "address")}
    values |= {name: _cell(row.cells, head.columns.get(name)) for name in ("sector", "period", "unit")}
    others = [text for name, text in values.items() if name != "name" and text]
    number = _cell(row.cells, head.columns.get("number"))
    if not values["name"] and not others and number and not number.strip(".)").isdecimal():
        values["name"] = number  # a heading in a merged cell stands in its first place
    own = kind_said(_cell(row.cells, head.columns.get("kind")))
    return FilledRow(
        sheet=sheet,
        number=row.number,
        kind=own or kind,
        lone=bool(values["name"]) and not others,
        has_identity_number=bool(_IDENTITY.search(values["led_by"])),
        **values,
    )


def kind_said(text: str) -> str:
    """The kind that a cell's words mean, "" where they say none."""
    folded = fold(text)
    if "tiep tuc" in folded or folded == "cu":
        return Kind.CONTINUED
    return Kind.NEW if re.search(r"\bmoi\b", folded) else ""
