"""The composed page: what both .docx and .pdf draw, with every size already decided.

Lengths are millimetres; sizes and vertical spaces are points. Space stands only before a box, so that the
two formats cannot disagree about how spaces add up.
"""

from dataclasses import dataclass
from enum import StrEnum

from kheo.core.paper.model import Align, Chart, RowKind, Run
from kheo.core.paper.profiles import Face, Margins, Profile

CELL_PADDING_X = 1.5
CELL_PADDING_Y = 0.8
TIGHT_PADDING_Y = 0.25
SHEET_LINE = 0.5  # points, stroke of a table's grid


class Role(StrEnum):
    """What a line is in the paper: the name of its style in Word, as a clerk reads it."""

    PLAIN = ""
    NATION = "Khéo Quốc hiệu"
    MOTTO = "Khéo Tiêu ngữ"
    SUPERIOR = "Khéo Cơ quan cấp trên"
    ISSUER = "Khéo Cơ quan ban hành"
    NUMBER = "Khéo Số ký hiệu"
    PLACE_DATE = "Khéo Địa danh ngày tháng"
    LETTER_SUBJECT = "Khéo Trích yếu công văn"
    DRAFT = "Khéo Dự thảo"
    URGENCY = "Khéo Mức độ khẩn"
    CIRCULATION = "Khéo Phạm vi lưu hành"
    KIND = "Khéo Tên loại"
    SUBJECT = "Khéo Trích yếu"
    ADDRESSEE = "Khéo Kính gửi"
    DECIDER = "Khéo Thẩm quyền ban hành"
    BASIS = "Khéo Căn cứ"
    RESOLVES = "Khéo Quyết định"
    PART = "Khéo Phần"
    CHAPTER = "Khéo Chương"
    SECTION = "Khéo Mục"
    SUBSECTION = "Khéo Tiểu mục"
    NAME_BELOW = "Khéo Tên phần chương mục"
    ARTICLE_HEADING = "Khéo Tên điều"
    ARTICLE = "Khéo Điều"
    ROMAN = "Khéo Đề mục I"
    CLAUSE_HEADING = "Khéo Đề mục 1"
    POINT_HEADING = "Khéo Đề mục a"
    CLAUSE = "Khéo Khoản"
    POINT = "Khéo Điểm"
    DASH = "Khéo Gạch đầu dòng"
    BODY = "Khéo Lời văn"
    ENTRY = "Khéo Dòng điền"
    AUTHORITY = "Khéo Quyền hạn ký"
    POSITION = "Khéo Chức vụ"
    SIGNER = "Khéo Họ tên người ký"
    RECIPIENTS_LABEL = "Khéo Nơi nhận"
    RECIPIENTS = "Khéo Danh sách nơi nhận"
    DRAFTER = "Khéo Ký hiệu người soạn"
    APPENDIX = "Khéo Phụ lục"
    APPENDIX_TITLE = "Khéo Tên phụ lục"
    APPENDIX_REFERENCE = "Khéo Kèm theo"
    FORM_TITLE = "Khéo Tên biểu mẫu"
    TABLE_HEAD = "Khéo Đầu bảng"
    TABLE_CELL = "Khéo Ô bảng"
    CONTACT = "Khéo Địa chỉ liên hệ"
    PAGE_NUMBER = "Khéo Số trang"


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawn box around a stamp, in millimetres."""

    width: float
    height: float
    red: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `outline` 0 is text, 1 the title of the paper or of an appendix, more are headings under it.

    `leader` fills the rest of the last line with dots to write on.
    """

    runs: tuple[Run, ...]
    size: float
    align: Align = Align.LEFT
    before: float = 0
    first_indent: float = 0
    left: float = 0
    right: float = 0
    outline: int = 0
    exact: float | None = None
    keep_next: bool = False
    leader: bool = False
    role: Role = Role.PLAIN
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A solid line, centred in a box of the given width."""

    length: float
    within: float
    before: float = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Boxes side by side without borders; never split over two pages."""

    widths: tuple[float, ...]
    rows: tuple[tuple[tuple["Line | Rule", ...], ...], ...]
    before: float = 0


@dataclass(frozen=True, slots=True)
class SheetRow:
    cells: tuple[str, ...]
    kind: RowKind
    splits: bool = False  # taller than most of a page: may run over to the next


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with borders. A row with fewer cells than columns lets its last one span the rest."""

    widths: tuple[float, ...]
    titles: tuple[str, ...]
    aligns: tuple[Align, ...]
    rows: tuple[SheetRow, ...]
    size: float
    repeat_header: bool
    merge_first: bool
    padding: float = CELL_PADDING_Y  # above and below the text of a cell
    before: float = 6


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, drawn as wide as the text. Sizes in millimetres."""

    chart: Chart
    width: float
    height: float
    before: float = 6


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins a new page."""


Box = Line | Rule | Grid | Sheet | Picture | Break


@dataclass(frozen=True, slots=True)
class Region:
    """Pages of one orientation, numbered from 1; the first bears no number.

    `top` stands above the text of the first page, `bottom` below it; `end` at the foot of the last page.
    """

    landscape: bool
    margins: Margins
    number: Face
    number_from_top: float
    boxes: tuple[Box, ...]
    top: tuple[Line, ...] = ()
    bottom: tuple[Line, ...] = ()
    end: tuple[Line, ...] = ()

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the sheet: A4."""
        return (297, 210) if self.landscape else (210, 297)

    @property
    def width(self) -> float:
        """Width of the text."""
        return self.page[0] - self.margins.left - self.margins.right

    @property
    def height(self) -> float:
        """Height of the text."""
        return self.page[1] - self.margins.top - self.margins.bottom


@dataclass(frozen=True, slots=True)
class Layout:
    profile: Profile
    title: str
    author: str
    base_size: float
    regions: tuple[Region, ...]
