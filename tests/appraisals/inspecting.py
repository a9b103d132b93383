"""An inspection in any state, made by the services, in the commune of `judging`."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from kheo.appraisals.models import Remedy, Visit
from kheo.appraisals.services import choosing, inspections, visits
from kheo.appraisals.services.choosing import Drawing
from kheo.appraisals.services.inspections import InspectionFacts, Person
from kheo.appraisals.services.visits import Seen, ToMend, VisitSheet
from kheo.registrations.public import Indicator

JUNE = datetime(2026, 6, 15, 3, 0, tzinfo=UTC)
LATER = datetime(2026, 6, 17, 3, 0, tzinfo=UTC)
WEIGHTS = {"late": 2, "silent": 3, "gifts": 3, "changed": 1, "differs": 2, "large": 50_000_000}


def inspection_facts(world, **changes):
    values = {
        "name": "Kiểm tra giữa năm",
        "subject": "Tiến độ thực hiện mô hình\nCông khai các khoản đóng góp",
        "kind": "periodic",
        "set_up_by": "decision",
        "period_from": date(2026, 1, 1),
        "period_to": date(2026, 6, 14),
        "starts_on": date(2026, 6, 15),
        "ends_on": date(2026, 6, 17),
        "head": Person(world.head.full_name, "Phó Chủ tịch Ủy ban Mặt trận xã", world.head),
        "secretary": Person(world.appraiser.full_name, "Công chức Văn hóa - Xã hội", world.appraiser),
        "members": [Person("Vàng Thị Mẫu", "Chủ tịch Hội Phụ nữ xã")],
    }
    return InspectionFacts(**values | changes)


def prepared(world, **changes):
    """Made, with the world's two initiatives as places."""
    world.inspection = inspections.make(
        world.round, inspection_facts(world, **changes), by=world.officer, at=JUNE
    )
    choosing.choose(world.inspection, [world.row.pk, world.neighbour.pk], by=world.officer, at=JUNE)
    world.visit = Visit.objects.get(inspection=world.inspection, registration=world.row)
    world.other_visit = Visit.objects.get(inspection=world.inspection, registration=world.neighbour)
    return world


def running(world, **changes):
    prepared(world, **changes)
    inspections.begin(world.inspection, by=world.officer, at=JUNE)
    return world


def drawing(**changes):
    return Drawing(**{"by_risk": 1, "at_random": 1, "seed": "2026-15", "weights": WEIGHTS} | changes)


def indicator(world, row=None):
    return Indicator.objects.get(registration=row or world.row)


def sheet(world, *, row=None, count="9", **changes):
    values = {
        "seen_at": JUNE,
        "received_by": "Lường Thị Mẫu, Trưởng xóm",
        "seen": {indicator(world, row).pk: Seen(Decimal(count), remark="đếm tại chỗ")},
        "remark": "Đèn sáng đều, dây đi gọn.",
        "to_mend": [ToMend("Sửa hai bóng ở ngõ cuối xóm", date(2026, 7, 1))],
    }
    return VisitSheet(**values | changes)


def written(world, **changes):
    running(world)
    world.visit = visits.write(world.visit, sheet(world, **changes), by=world.appraiser, at=JUNE)
    return world


def signed(world, **changes):
    written(world, **changes)
    world.visit = visits.sign(
        world.visit,
        signed_on=date(2026, 6, 15),
        unit_signer="Lường Thị Mẫu",
        by=world.appraiser,
        at=JUNE + timedelta(hours=1),
    )
    return world


def concluded(world, **changes):
    signed(world, **changes)
    visits.miss(world.other_visit, reason="Đường ngập do mưa lớn", by=world.head, at=LATER)
    world.inspection = inspections.conclude(
        world.inspection,
        findings="Các mô hình làm thật, có kết quả.\nMột số nơi ghi sổ chưa kịp thời.",
        typed="thông báo",
        by=world.officer,
        at=LATER,
    )
    world.remedy = Remedy.objects.get(visit=world.visit)
    return world


def again(row):
    """The row as it lies in the database now."""
    return type(row).objects.get(pk=row.pk)
