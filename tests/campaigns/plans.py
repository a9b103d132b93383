"""Plans of our own fictional communes, as text."""

LETTER = """ĐẢNG ỦY XÃ SUỐI NGỌC
*
Số: 31-KH/ĐU
Suối Ngọc, ngày 15 tháng 01 năm 2026

KẾ HOẠCH
thực hiện phong trào thi đua “Dân vận khéo” năm 2026

Căn cứ Kế hoạch số 12-KH/TU ngày 05/01/2026 của Tỉnh ủy về phong trào thi đua “Dân vận khéo” năm 2026;
Đảng ủy xã Suối Ngọc xây dựng Kế hoạch thực hiện phong trào thi đua “Dân vận khéo” năm 2026 như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao chất lượng công tác dân vận trong toàn hệ thống chính trị của xã.

II. ĐỐI TƯỢNG, THỜI GIAN
1. Đối tượng
- Tập thể: các xóm; các chi bộ trực thuộc; các tổ chức chính trị - xã hội xã.
- Cá nhân: cán bộ, hội viên, đoàn viên và Nhân dân trong xã.
2. Thời gian thực hiện: từ ngày 01/02/2026 đến ngày 30/11/2026.

III. NỘI DUNG
1. Lĩnh vực kinh tế
- Vận động Nhân dân chuyển đổi giống cây trồng ở cánh đồng Nà Lầu.
2. Lĩnh vực văn hóa - xã hội
- Giữ gìn đường xóm xanh, sạch.

IV. CHỈ TIÊU
- Mỗi xóm đăng ký ít nhất 02 mô hình “Dân vận khéo”.
- Mỗi chi bộ đăng ký ít nhất 01 mô hình “Dân vận khéo”.

V. TỔ CHỨC THỰC HIỆN
1. Các đơn vị gửi đăng ký mô hình về Đảng ủy xã (qua Văn phòng Đảng ủy) chậm nhất ngày 20/02/2026.
2. Ban Chỉ đạo phong trào thi đua thẩm định các mô hình vào giữa tháng 10/2026.

Nơi nhận:
- Các chi bộ trực thuộc;
- Lưu: VT.

T/M ĐẢNG ỦY
BÍ THƯ

Trần Văn Suối
"""

SILENT = """ỦY BAN NHÂN DÂN XÃ SUỐI NGỌC

KẾ HOẠCH
Phát động phong trào thi đua “Dân vận khéo” năm 2026

Ủy ban nhân dân xã Suối Ngọc xây dựng Kế hoạch phát động phong trào thi đua “Dân vận khéo” năm 2026 như sau:

I. ĐỐI TƯỢNG
Tập thể: tổ hợp tác bến nước.

II. TỔ CHỨC THỰC HIỆN
Các đơn vị triển khai thực hiện Kế hoạch này.

CHỦ TỊCH

Lê Văn Ngọc
"""
