"""The sheets of a packet and their columns."""

from kheo.core.workbook.model import CODE, Column, Kind

FORM_VERSION = "1"
INFO, REGISTER, REPORT, GIFTS, TROUBLES = (
    "Thông tin",
    "Đăng ký",
    "Báo cáo tiến độ",
    "Đóng góp",
    "Khó khăn",
)
CODE_TITLE, CODE_WIDTH = "Mã dòng", 9
SEND, KEEP = "Gửi", "Để nháp"
YES, NO = "Có", "Không"
DONE, NOT_DONE = "Xong", "Chưa"
RECEIVED, SPENT = "Nhận", "Chi"
MONEY, LAND, LABOUR, GOODS = "Tiền (đồng)", "Đất hiến (m²)", "Ngày công", "Hiện vật"
STANDINGS = ("Chưa triển khai", "Đang làm", "Hoàn thành", "Duy trì")
PACKET_CODE, CHECKSUM = "ma-goi", "ma-kiem"

_CODE = Column(CODE, CODE_TITLE, CODE_WIDTH)
VERB = Column(
    "verb",
    "Gửi hay để nháp",
    11,
    Kind.CHOICE,
    choices=(SEND, KEEP),
    hint="“Gửi”: cán bộ nhận được ngay khi nộp gói. “Để nháp”: còn xem lại trên Khéo.",
)
INFO_COLUMNS = (_CODE, Column("what", "Mục", 26), Column("value", "Nội dung", 84))
REPORT_COLUMNS = (
    _CODE,
    Column("what", "Mô hình, chỉ tiêu, bước", 34),
    Column("target", "Cần đạt", 13),
    Column("before", "Lần trước", 11),
    Column("actual", "Đến nay", 11, Kind.NUMBER, hint="Số đã đạt tính từ đầu đến nay; chưa có thì ghi 0."),
    Column("done", "Bước đã xong", 10, Kind.CHOICE, choices=(DONE, NOT_DONE)),
    Column("standing", "Mức độ", 14, Kind.CHOICE, choices=STANDINGS),
    Column("results", "Kỳ này đã làm được gì", 34, Kind.TEXT, 5000, hint="Chưa làm thì ghi lý do."),
    Column(
        "difficulties",
        "Khó khăn, vướng mắc",
        24,
        Kind.TEXT,
        3000,
        hint="Ghi việc và nơi, không ghi tên người dân.",
    ),
    Column("next_steps", "Việc tiếp theo", 22, Kind.TEXT, 3000),
    Column("households", "Số hộ hưởng lợi", 9, Kind.WHOLE, hint="Chỉ ghi số, không ghi tên."),
    VERB,
)
GIFT_COLUMNS = (
    _CODE,
    Column("on", "Ngày", 13, Kind.DAY, hint="Ngày nhận hoặc chi, ngày/tháng/năm."),
    Column("direction", "Nhận hay chi", 10, Kind.CHOICE, choices=(RECEIVED, SPENT)),
    Column("what", "Loại", 15, Kind.CHOICE, choices=(MONEY, LAND, LABOUR, GOODS)),
    Column(
        "amount",
        "Tổng số",
        15,
        Kind.NUMBER,
        hint="Tổng của ngày đó, đợt đó; không ghi theo từng hộ, không ghi tên ai.",
    ),
    Column("goods", "Tên hiện vật", 20, Kind.LINE, 100),
    Column("unit", "Đơn vị tính", 11, Kind.LINE, 30, hint="Chỉ ghi với hiện vật: bao, kg, suất."),
    Column("value", "Trị giá (đồng)", 15, Kind.WHOLE, hint="Chỉ ghi với hiện vật nhận về."),
    Column("valued_by", "Định giá theo", 22, Kind.LINE, 200, hint="Ví dụ: theo giá bán tại xã."),
    Column("spent_for", "Chi vào việc gì", 24, Kind.LINE, 300, hint="Ví dụ: mua 12 m³ cát."),
    Column("people", "Số người nhận", 9, Kind.WHOLE, hint="Chỉ với sổ giúp người khó khăn, khi chi."),
)
_TITLE_LIMIT = 500


def trouble_columns(titles: tuple[str, ...]) -> tuple[Column, ...]:
    """`titles`: the unit's received initiatives, one of which a difficulty may be about."""
    about = Column(
        "about",
        "Của mô hình (nếu có)",
        30,
        Kind.CHOICE if titles else Kind.LINE,
        0 if titles else _TITLE_LIMIT,
        titles,
    )
    return (
        _CODE,
        Column(
            "matter",
            "Việc gì vướng",
            46,
            Kind.TEXT,
            3000,
            hint="Ghi việc và con số (4 hộ chưa đồng thuận), không ghi tên người dân; không nhận đơn thư khiếu nại, tố cáo.",
        ),
        Column("place", "Ở đâu", 24, Kind.LINE, 300),
        about,
        Column("asks", "Đề nghị đổi kế hoạch", 12, Kind.CHOICE, choices=(YES, NO)),
        Column("state", "Tình trạng", 26),
    )
