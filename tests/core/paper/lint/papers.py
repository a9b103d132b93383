"""Well-formed papers of fictional communes as plain text, and ways to judge them."""

from datetime import date

from kheo.core.paper.gate import open_paper
from kheo.core.paper.lint import Finding, lint
from kheo.core.paper.reading.reader import read_parts

TODAY = date(2026, 11, 22)

PLAN = """ỦY BAN NHÂN DÂN
XÃ ĐỒNG TRĂNG

Số: 46/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Đồng Trăng, ngày 05 tháng 02 năm 2026

KẾ HOẠCH

Thực hiện phong trào thi đua “Dân vận khéo” năm 2026

Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;

Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định về phân cấp, phân quyền trong lĩnh vực thi đua, khen thưởng;

Căn cứ Kế hoạch số 12/KH-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh về phong trào thi đua năm 2026.

Ủy ban nhân dân xã Đồng Trăng ban hành Kế hoạch thực hiện phong trào thi đua “Dân vận khéo” năm 2026 như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

a) Nâng cao nhận thức của cán bộ, đảng viên và Nhân dân.

b) Phát huy vai trò làm chủ của Nhân dân.

c) Nhân rộng mô hình hiệu quả theo đúng quy định.

d) Tạo đồng thuận trong Nhân dân.

đ) Giữ gìn an ninh, trật tự.

2. Yêu cầu

Mỗi đơn vị đăng ký ít nhất một mô hình thiết thực, ứng dụng tiến bộ khoa học, kỹ thuật, không để xảy ra hình thức.

II. NỘI DUNG

1. Thời gian thực hiện

- Giai đoạn 1: từ năm 2026 - 2027.

- Giai đoạn 2: từ năm 2028 - 2030.

2. Lĩnh vực

Kinh tế; văn hóa - xã hội; quốc phòng - an ninh; xây dựng hệ thống chính trị.

III. TỔ CHỨC THỰC HIỆN

Các cơ quan, đơn vị triển khai thực hiện Kế hoạch này./.

Nơi nhận:
- Đảng ủy, HĐND xã;
- Các thôn, xóm;
- Lưu: VT, VHXH.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH



Nguyễn Văn Bình
"""

LETTER = """ỦY BAN NHÂN DÂN
XÃ ĐỒNG TRĂNG

Số: 20/UBND-VHXH
V/v đăng ký mô hình “Dân vận khéo” năm 2026

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Đồng Trăng, ngày 12 tháng 6 năm 2026

Kính gửi:
- Các thôn, xóm;
- Các trường học.

Thực hiện Kế hoạch số 46/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân xã Đồng Trăng, Ủy ban nhân dân xã đề nghị các đơn vị đăng ký mô hình như sau:

Gửi danh sách về Phòng Văn hóa - Xã hội trước ngày 30 tháng 6 năm 2026./.

Nơi nhận:
- Như trên;
- Lưu: VT, VHXH.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH



Trần Thị Ngọc
"""

PARTY = """ĐẢNG BỘ TỈNH CỬA MÂY
ĐẢNG ỦY XÃ BẾN LỞ
*
Số 07-KH/ĐU

ĐẢNG CỘNG SẢN VIỆT NAM

Bến Lở, ngày 12 tháng 6 năm 2026

KẾ HOẠCH
lãnh đạo phong trào thi đua “Dân vận khéo” năm 2026
-----

- Căn cứ Quyết định số 23-QĐ/TW, ngày 30/7/2021 của Bộ Chính trị về Quy chế công tác dân vận;

- Căn cứ Chương trình số 05-CTr/TU, ngày 10/02/2026 của Ban Thường vụ Tỉnh ủy về công tác dân vận.

Ban Thường vụ Đảng ủy xã ban hành Kế hoạch lãnh đạo phong trào thi đua như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Nâng cao hiệu quả công tác dân vận của cả hệ thống chính trị.

2. Gắn phong trào với xây dựng chi bộ bốn tốt.

II. TỔ CHỨC THỰC HIỆN

Các chi bộ trực thuộc tổ chức thực hiện Kế hoạch này.

Nơi nhận:
- Tỉnh ủy (báo cáo);
- Các chi bộ trực thuộc;
- Lưu Văn phòng Đảng ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ



Lò Thị Hoa
"""


def found(
    text: str, *, today: date = TODAY, name: str = "van-ban.txt", **asked: object
) -> tuple[Finding, ...]:
    """The findings in a text."""
    source = open_paper(text.encode(), name)
    return lint(read_parts(source), source, today=today, **asked)  # type: ignore[arg-type]


def ids(text: str, **asked: object) -> list[str]:
    """Their ids, each once, in the order of the text."""
    return list(dict.fromkeys(one.id for one in found(text, **asked)))  # type: ignore[arg-type]
