"""“Mẫu đăng ký nhiều mô hình”: a workbook with lists and checks, for one unit or for all of a campaign."""

from datetime import date

from kheo.campaigns.public import CampaignRound
from kheo.core.workbook.model import CODE, Book, Column, Form, Line, Notes
from kheo.registrations import sheet_columns
from kheo.registrations.selectors import registrants
from kheo.registrations.sheet_columns import UNIT
from kheo.units import public as units
from kheo.units.public import Unit

SPARE_ROWS, SPARE_ROWS_OF_ALL = 30, 100
SHEET = "Đăng ký"


def template(round_: CampaignRound, unit: Unit | None, on: date) -> Book:
    """The empty workbook; without a unit it asks in each row whose initiative it is."""
    names = {} if unit else {one.pk: one.name for one in registrants(round_, on)}  # type: ignore[attr-defined]
    lists = sheet_columns.lists_of(round_, unit, names)
    columns = sheet_columns.columns_of(lists)
    open_keys = frozenset(column.key for column in columns) - {CODE}
    whose = f"Đơn vị: {units.name_of(unit, on)}" if unit else f"Đơn vị: ghi ở cột “{_title(columns, UNIT)}”"
    rows = SPARE_ROWS if unit else SPARE_ROWS_OF_ALL
    lines = tuple(Line(str(number), {}, open_keys) for number in range(1, rows + 1))
    above = (whose, "Mỗi mô hình một dòng. Chỉ ghi vào ô nền sáng; ô có mũi tên thì chọn trong danh sách.")
    title = f"Mẫu đăng ký nhiều mô hình “Dân vận khéo” năm {round_.year}"
    form = Form(SHEET, columns, lines, above, sheet_columns.breaks_of(columns), heading=title)
    return Book(title, (form, Notes("Cách điền", _how(round_, columns, is_common=unit is None))))


def _title(columns: tuple[Column, ...], key: str) -> str:
    return next(column.title for column in columns if column.key == key)


def _how(round_: CampaignRound, columns: tuple[Column, ...], *, is_common: bool) -> tuple[str, ...]:
    common = ("Cột “Đơn vị”: chọn đúng đơn vị có mô hình.",) if is_common else ()
    return (
        f"Mẫu đăng ký nhiều mô hình “Dân vận khéo” năm {round_.year}",
        "Cách điền:",
        "Mỗi mô hình ghi một dòng ở trang “Đăng ký”. Không đổi tên cột, không chèn cột. Dòng không dùng thì để trống.",
        *common,
        "Cột bắt buộc khi gửi: tên mô hình, lĩnh vực, tên tập thể hoặc cá nhân chỉ đạo, địa chỉ, thời gian. Chưa đủ vẫn nhập được thành bản nháp.",
        "Thời gian: chọn “Từ tháng”, “Đến tháng”, hoặc ghi bằng chữ (ví dụ: cả năm, quý II).",
        "Số: ghi 1500 hoặc 2,5. Tiền: ghi số đồng, không ghi chữ. Không ghi số âm, không dùng công thức.",
        "Ngày: ghi ngày/tháng/năm, ví dụ 16/02/2026.",
        "Mô hình tiếp tục: chọn bản đăng ký năm trước (nếu có) và ghi năm nay có gì thay đổi.",
        "Không ghi tôn giáo, dân tộc, đảng tịch, sức khỏe, số căn cước của người nào; người hưởng lợi chỉ ghi số lượng.",
        "Nộp lại:",
        "Mở Khéo, vào trang “Đăng ký nhiều mô hình bằng Excel”, tải tệp này lên. Khéo cho xem từng dòng sẽ tạo, sẽ sửa hay chưa nhận được và vì sao, rồi mới nhập; nhập tất cả hoặc không nhập gì.",
        "Từng cột:",
        *(f"{column.title}: {column.hint}" for column in columns[1:] if column.hint),
    )
