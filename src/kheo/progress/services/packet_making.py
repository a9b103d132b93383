"""Giving out an offline packet: a unit's own data in one workbook, under a code and a checksum."""

from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound, CampaignState
from kheo.core.errors import N_, Refusal
from kheo.core.timetable.deadline import short_date
from kheo.core.workbook.writing import write_book
from kheo.kernel.clock import VIETNAM, day_of
from kheo.kernel.codes import new_code
from kheo.progress.models import Packet
from kheo.progress.packets import content, layout
from kheo.progress.selectors import packets as selectors
from kheo.registrations import public as registrations
from kheo.units import public as units
from kheo.units.public import Unit

_HOW = (
    "Gói này dùng khi không có mạng: điền vào tệp, khi có mạng thì nộp lại trên Khéo hoặc gửi cán bộ phụ trách nộp giúp.",
    "Cách điền:",
    "Chỉ ghi vào ô nền sáng. Không đổi tên trang, tên cột; không xóa, không chèn dòng; không sửa cột “Mã dòng” và trang “Thông tin”.",
    "Dòng không dùng thì để trống. Điền chưa hết vẫn nộp được; điền thêm rồi nộp lại chính tệp này, Khéo chỉ nhận dòng mới hoặc dòng đã đổi.",
    "Số: ghi 1500 hoặc 2,5. Tiền: ghi số đồng. Không ghi số âm, không dùng công thức. Ngày: ghi ngày/tháng/năm, ví dụ 16/02/2026.",
    "Cột “Gửi hay để nháp”: chọn “Gửi” thì cán bộ nhận được ngay khi nộp gói; “Để nháp” thì còn xem lại trên Khéo rồi gửi.",
    "Đóng góp chỉ ghi tổng số của ngày, của đợt. Dòng đã vào sổ thì không sửa bằng gói; sửa trên Khéo, kèm lý do.",
    "Không ghi tên người dân, hộ dân nào; không ghi tôn giáo, dân tộc, sức khỏe, số căn cước.",
    "Khi nộp lại:",
    "Khéo trả lời từng dòng: đã nhận, hoặc chưa nhận được và vì sao, ở ô nào. Dòng đã được sửa trên Khéo sau ngày lập gói thì hiện hai bản cạnh nhau và chưa nhận.",
)


@transaction.atomic
def make(round_: CampaignRound, unit: Unit, *, by: User | None, at: datetime) -> tuple[Packet, bytes]:
    """A new packet of the unit, and its file. `by` None: from the server's command line, for nobody's eyes but
    the unit's received things.

    Raises NotAllowed for whoever neither is the unit's contact nor acts in its name; Refusal unless the campaign
    runs.
    """
    on = day_of(at)
    own = by is not None and registrations.acts_for(by, round_.campaign, unit.pk, on)
    if round_.campaign.state != CampaignState.RUNNING:
        raise Refusal(
            N_("Phong trào này chưa phát động hoặc đã kết thúc nên không lập gói làm việc ngoại tuyến."),
            code="campaign-not-running",
        )
    period = selectors.period_of(round_, on)
    name = units.name_of(unit, on)
    facts = (
        ("phong-trao", "Phong trào", round_.campaign.title),
        ("nam", "Năm", str(round_.year)),
        ("don-vi", "Đơn vị", name),
        ("ky", "Kỳ báo cáo", period.name if period else "không có"),
        ("mau", "Phiên bản mẫu", layout.FORM_VERSION),
        ("lap-luc", "Lập lúc", f"{short_date(on)} {at.astimezone(VIETNAM):%H:%M}"),
        ("nguoi-lap", "Người lập", by.full_name if by else "máy chủ"),
    )
    sheets = selectors.sheets_of(round_, unit, selectors.Reader(own), on)
    made = content.Packet(new_code(), facts, sheets)
    row = Packet.objects.create(
        code=made.code,
        round=round_,
        unit=unit,
        period=period.key if period else "",
        form_version=layout.FORM_VERSION,
        checksum=made.checksum,
        content=content.as_json(made),
        made_at=at,
        made_by=by,
    )
    audit.record(
        "progress:packet:make", row, by=by or "system", at=at, unit_id=unit.pk, first=True, code=made.code
    )
    title = f"Gói làm việc ngoại tuyến: {name}"
    return row, write_book(content.book_of(made, title, _HOW), at=at.astimezone(VIETNAM))


def file_name(packet: Packet, unit_name: str) -> str:
    """“goi-xom-suoi-2026-AB2C-3D4E.xlsx”."""
    return f"{registrations.plain_name('goi', unit_name)}-{packet.round.year}-{packet.code}.xlsx"
