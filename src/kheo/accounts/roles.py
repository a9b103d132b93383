"""Roles as code: what each may do is decided by predicates; here is how each is explained."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person does in a unit."""

    PROVINCE_OFFICER = "province-officer", _("Cán bộ cấp tỉnh")
    COMMUNE_OFFICER = "commune-officer", _("Cán bộ phụ trách phong trào")
    UNIT_CONTACT = "unit-contact", _("Đầu mối đơn vị")
    APPRAISER = "appraiser", _("Người thẩm định")
    COUNCIL_MEMBER = "council-member", _("Thành viên hội đồng")
    SIGNER = "signer", _("Người ký")
    RECORDS_CLERK = "records-clerk", _("Văn thư")
    VIEWER = "viewer", _("Người xem")
    ADMINISTRATOR = "administrator", _("Quản trị hệ thống")


EXPLAINED = {
    Role.PROVINCE_OFFICER: _(
        "Xem và tổng hợp số liệu của mọi xã, phường, đặc khu trong tỉnh; phát động phong trào cấp tỉnh. Không sửa hồ sơ của xã."
    ),
    Role.COMMUNE_OFFICER: _(
        "Tải kế hoạch lên, phát động phong trào của đơn vị mình, tiếp nhận hoặc trả lại đăng ký, nhập thay đơn vị không có tài khoản, in và gửi danh sách."
    ),
    Role.UNIT_CONTACT: _(
        "Đăng ký mô hình thay mặt đơn vị mình (tổ chức, chi bộ, thôn, xóm, trường học…), bổ sung khi bị trả lại, in danh sách của đơn vị. Chỉ thấy hồ sơ của đơn vị mình."
    ),
    Role.APPRAISER: _("Xem các đăng ký đã tiếp nhận của phong trào được giao thẩm định."),
    Role.COUNCIL_MEMBER: _("Xem hồ sơ trình hội đồng của phong trào."),
    Role.SIGNER: _(
        "Xem toàn bộ phong trào của cơ quan mình và các văn bản chờ ký. Một cơ quan có thể có nhiều người ký."
    ),
    Role.RECORDS_CLERK: _("Ghi số, ngày cho văn bản đã ký, ghi đã nhận bản ký, lưu văn bản của cơ quan."),
    Role.VIEWER: _("Chỉ xem, không sửa."),
    Role.ADMINISTRATOR: _("Lập cây đơn vị, mở tài khoản và giao vai trò. Không tiếp nhận hay sửa đăng ký."),
}
