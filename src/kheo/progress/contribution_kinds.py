"""Words for what is given, decided and made public. The values are those of core/law/contributions.py."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.core.law import contributions as law


class Purpose(TextChoices):
    """What is given for."""

    WORKS = law.Purpose.WORKS.value, _("Nhân dân đóng góp làm việc chung")
    HARDSHIP = law.Purpose.HARDSHIP.value, _("Giúp người gặp khó khăn")


class What(TextChoices):
    """What is given."""

    MONEY = "money", _("Tiền")
    LAND = "land", _("Đất hiến")
    LABOUR = "labour", _("Ngày công")
    GOODS = "goods", _("Hiện vật")


class Direction(TextChoices):
    """In or out."""

    RECEIVED = "received", _("Nhận")
    SPENT = "spent", _("Chi")


class Way(TextChoices):
    """How the households were asked."""

    MEETING = "meeting", _("Họp đại diện hộ gia đình")
    SLIPS = "slips", _("Phát phiếu lấy ý kiến từng hộ")
    BOTH = "both", _("Họp, rồi phát phiếu bổ sung")


class Scope(TextChoices):
    """Whose decision it is."""

    SETTLEMENT = law.Scope.SETTLEMENT.value, _("Một thôn, xóm, tổ dân phố (tính theo hộ)")
    COMMUNE = law.Scope.COMMUNE.value, _("Toàn xã (tính theo số thôn, tổ dân phố)")


class Shown(TextChoices):
    """What is made public."""

    DECISION = law.Shown.DECISION.value, _("Quyết định, mức đóng góp")
    ACCOUNTS = law.Shown.ACCOUNTS.value, _("Số đã nhận, đã chi, còn lại")
    APPEAL = law.Shown.APPEAL.value, _("Lời kêu gọi")
    REPORT = law.Shown.REPORT.value, _("Kết quả sau khi trao")


class Channel(TextChoices):
    """Where."""

    POSTING = law.Channel.POSTING.value, _("Niêm yết")
    WEBSITE = law.Channel.WEBSITE.value, _("Trang thông tin điện tử")
    MEETING = law.Channel.MEETING.value, _("Đọc tại cuộc họp")
    LOUDSPEAKER = law.Channel.LOUDSPEAKER.value, _("Loa truyền thanh")
    SOCIAL = law.Channel.SOCIAL.value, _("Nhóm Zalo, mạng xã hội")
    OFFICES = law.Channel.OFFICES.value, _("Gửi Ủy ban nhân dân và Ủy ban Mặt trận Tổ quốc xã")
