"""Columns of another body's software: read from its empty template, each matched to what Khéo knows of a dossier.

Pure: knows no database. A head is guessed by its words; the person has the last word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kheo.core.errors import N_, InvalidInput
from kheo.core.paper.limits import STANDARD, Limits
from kheo.core.vietnamese import clean_line, fold
from kheo.core.workbook.reading import Grid, read_workbook

MOST_COLUMNS, MOST_ABOVE = 60, 40
_TITLE = 200
_HEAD_WITHIN = 40
EMPTY, FIXED = "", "fixed"
"""A column that is left empty; one that says the same in every row."""
FIELDS: Mapping[str, str] = {
    "number": N_("Số thứ tự"),
    "code": N_("Mã hồ sơ"),
    "name": N_("Họ tên, tên tập thể"),
    "kind": N_("Tập thể, cá nhân hay hộ"),
    "office": N_("Chức vụ, công việc"),
    "unit": N_("Đơn vị đề nghị"),
    "award": N_("Danh hiệu, hình thức"),
    "occasion": N_("Dịp khen thưởng"),
    "achievement": N_("Thành tích (như in trên quyết định)"),
    "summary": N_("Tóm tắt thành tích"),
    "report": N_("Báo cáo thành tích đầy đủ"),
    "first": N_("Thành tích từ ngày"),
    "last": N_("Thành tích đến ngày"),
    "year": N_("Năm"),
    "leads": N_("Lãnh đạo, quản lý (có, không)"),
    "rating": N_("Xếp loại năm"),
    "passed": N_("Biên bản, cơ quan thông qua"),
    "letter": N_("Số tờ trình"),
    "received": N_("Ngày tiếp nhận"),
    "state": N_("Trạng thái hồ sơ"),
    "decision": N_("Số quyết định"),
    "decided": N_("Ngày quyết định"),
    "issuer": N_("Người, cơ quan quyết định"),
    "prize": N_("Tiền thưởng (đồng)"),
}
# The first of these that stands in a folded head tells its field: the particular before the general.
_WORDS = (
    ("so thu tu", "number"),
    ("so quyet dinh", "decision"),
    ("so qd", "decision"),
    ("ngay quyet dinh", "decided"),
    ("ngay ky", "decided"),
    ("ngay qd", "decided"),
    ("ngay ban hanh", "decided"),
    ("co quan quyet dinh", "issuer"),
    ("nguoi ky", "issuer"),
    ("cap quyet dinh", "issuer"),
    ("so to trinh", "letter"),
    ("to trinh", "letter"),
    ("tien thuong", "prize"),
    ("muc thuong", "prize"),
    ("so tien", "prize"),
    ("ma ho so", "code"),
    ("tom tat", "summary"),
    ("bao cao thanh tich", "report"),
    ("tu ngay", "first"),
    ("den ngay", "last"),
    ("ngay tiep nhan", "received"),
    ("ngay nhan", "received"),
    ("trang thai", "state"),
    ("tinh trang", "state"),
    ("xep loai", "rating"),
    ("lanh dao", "leads"),
    ("bien ban", "passed"),
    ("loai doi tuong", "kind"),
    ("doi tuong", "kind"),
    ("loai hinh khen", "occasion"),
    ("dip", "occasion"),
    ("hinh thuc", "award"),
    ("danh hieu", "award"),
    ("noi dung khen", "achievement"),
    ("thanh tich", "achievement"),
    ("chuc vu", "office"),
    ("chuc danh", "office"),
    ("don vi", "unit"),
    ("noi cong tac", "unit"),
    ("co quan", "unit"),
    ("dia chi", "unit"),
    ("ho va ten", "name"),
    ("ho ten", "name"),
    ("ten tap the", "name"),
    ("ten ca nhan", "name"),
    ("nam", "year"),
)
_WHOLE = {"stt": "number", "tt": "number", "so tt": "number", "ten": "name", "loai": "kind", "ghi chu": EMPTY}
_NEVER = (
    "ngay sinh",
    "nam sinh",
    "gioi tinh",
    "dan toc",
    "ton giao",
    "dang vien",
    "cccd",
    "can cuoc",
    "so dien thoai",
)


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column: its head as the template has it, which field fills it, the words of a fixed one."""

    title: str
    field: str = EMPTY
    words: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A template's table: the sheet's name, the rows above the head, the columns in their order."""

    sheet: str
    above: tuple[tuple[str, ...], ...]
    columns: tuple[ExportColumn, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Layout":
        """What `as_json` gave, after its way through JSON."""
        above = tuple(tuple(row) for row in kept["above"])
        return cls(kept["sheet"], above, tuple(ExportColumn(**one) for one in kept["columns"]))


def guess(title: str, known: Mapping[str, str]) -> str:
    """The field of a head: as it was matched the last time (`known`: folded head → field), else by its words."""
    head = fold(title)
    if head in known:
        return known[head]
    if head in _WHOLE:
        return _WHOLE[head]
    if any(words in head for words in _NEVER):
        return EMPTY
    padded = f" {head} "
    return next((field for words, field in _WORDS if f" {words} " in padded), EMPTY)


def read_template(
    data: bytes, known: Mapping[str, str], *, head_row: int | None = None, limits: Limits = STANDARD
) -> Layout:
    """The table of an empty template. `head_row`: which row of the sheet holds the heads, where the guess was wrong.

    Raises UnreadableFile; InvalidInput: template-no-head (`field` file), template-head-row (head_row), template-wide (file).
    """
    grids = read_workbook(data, limits)
    found = _head_of(grids, head_row)
    if found is None:
        if head_row is not None:
            raise InvalidInput(
                N_(
                    "Dòng %(row)d của trang đầu tiên không có tên cột nào. Hãy xem lại số dòng, hoặc để trống để Khéo tự tìm."
                ),
                code="template-head-row",
                field="head_row",
                row=head_row,
            )
        raise InvalidInput(
            N_(
                "Không thấy dòng tên cột trong tệp (cần ít nhất hai cột có tên). Hãy chọn đúng tệp mẫu, hoặc gõ tên các cột."
            ),
            code="template-no-head",
            field="file",
        )
    grid, place = found
    heads = _trimmed(grid.rows[place].cells)
    if len(heads) > MOST_COLUMNS:
        raise _wide("file", len(heads))
    first = grid.rows[place].number
    told = {row.number: _trimmed(row.cells) for row in grid.rows[:place]}
    above = [told.get(number, ()) for number in range(1, first)]
    columns = tuple(ExportColumn(title, guess(title, known)) for title in heads)
    return Layout(grid.title[:31], tuple(above[-MOST_ABOVE:]), columns)


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """The texts of a row, without the empty cells after the last one."""
    texts = [clean_line(text)[:_TITLE] for text in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _head_of(grids: Sequence[Grid], head_row: int | None) -> tuple[Grid, int] | None:
    if head_row is not None:
        for place, row in enumerate(grids[0].rows if grids else ()):
            if row.number == head_row and any(row.cells):
                return grids[0], place
        return None
    best: tuple[int, Grid, int] | None = None
    for grid in grids:
        for place, row in enumerate(grid.rows[:_HEAD_WITHIN]):
            wide = sum(bool(text) and not text.replace(".", "").isdecimal() for text in row.cells)
            if wide >= 2 and (best is None or wide > best[0]):
                best = wide, grid, place
    return (best[1], best[2]) if best else None


def typed_columns(text: str, known: Mapping[str, str]) -> Layout:
    """Heads that were typed, one a line. Raises InvalidInput (`field` typed): template-no-head, template-wide."""
    heads = [head[:_TITLE] for line in text.splitlines() if (head := clean_line(line))]
    if len(heads) < 2:
        raise InvalidInput(
            N_("Hãy gõ tên các cột, mỗi cột một dòng, ít nhất hai cột."),
            code="template-no-head",
            field="typed",
        )
    if len(heads) > MOST_COLUMNS:
        raise _wide("typed", len(heads))
    return Layout("Khen thuong", (), tuple(ExportColumn(head, guess(head, known)) for head in heads))


def _wide(field: str, count: int) -> InvalidInput:
    return InvalidInput(
        N_("Bảng có %(count)d cột, nhiều nhất là %(most)d. Hãy bỏ bớt cột không dùng rồi tải lại."),
        code="template-wide",
        field=field,
        count=count,
        most=MOST_COLUMNS,
    )
