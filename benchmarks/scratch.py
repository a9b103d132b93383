"""A scratch installation with as many rows as wanted, made straight in the tables."""

from datetime import UTC, date, datetime, timedelta

from django.core.management import call_command

from kheo.accounts.models import User
from kheo.accounts.roles import Role
from kheo.campaigns.models import (
    Campaign,
    CampaignParticipant,
    CampaignRound,
    ParticipantGroup,
    Quota,
    Sector,
)
from kheo.core.vietnamese import fold, person_sort_key, sort_key
from kheo.kernel import installation
from kheo.progress.models import IndicatorValue, ProgressReport
from kheo.registrations.models import Indicator, Initiative, Registration, TitleWord
from kheo.registrations.similar import telling_words
from kheo.units import public as units
from kheo.units.models import Unit

NOW = datetime(2026, 2, 2, 5, 0, tzinfo=UTC)
HALF_YEAR = datetime(2026, 6, 14, 5, 0, tzinfo=UTC)
FOUNDED = date(2025, 7, 1)
_SECTORS = [
    ("KT", "Kinh tế"),
    ("VH-XH", "Văn hóa - xã hội"),
    ("QP-AN", "Quốc phòng - an ninh"),
    ("XDHTCT", "Xây dựng hệ thống chính trị"),
]
WHAT = [
    "Bê tông hóa đường", "Thắp sáng đường", "Thu gom rác thải ở", "Tổ tự quản an ninh", "Hướng dẫn dịch vụ công tại",
    "Trồng hoa dọc đường", "Nuôi gà thả vườn ở", "Hũ gạo tiết kiệm", "Tiếng kẻng an ninh", "Nhà sạch vườn đẹp",
    "Trồng chè sạch ở", "Hiến đất mở đường", "Xóa nhà tạm ở", "Tủ sách cộng đồng", "Câu lạc bộ hát ru", "Nuôi ong lấy mật",
    "Ngày thứ bảy tình nguyện", "Phân loại rác tại nguồn", "Camera giám sát", "Bảo vệ rừng đầu nguồn",
]  # fmt: skip


def prepare() -> None:
    """Tables and the mark, once."""
    call_command("migrate", verbosity=0, interactive=False)
    if installation.kind() is None:
        installation.mark("demo", at=NOW)


def person(unit: Unit, role: Role) -> User:
    """An account with one role."""
    number = User.objects.count()
    name = f"Người Đo {number}"
    user = User(username=f"do-{number}", full_name=name, name_sort=person_sort_key(name))
    user.set_unusable_password()
    user.save()
    units.give_role(user, unit=unit, role=role, on=FOUNDED, by="system", at=NOW)
    return user


def commune(hamlets: int, *, province_code: str = "19", area_code: str = "05500") -> tuple[Unit, list[Unit]]:
    """A People's Committee with hamlets under it."""
    root = units.found(
        kind="peoples-committee",
        name="Ủy ban nhân dân xã Đo Lường",
        parent=None,
        on=FOUNDED,
        by="system",
        at=NOW,
        province_code=province_code,
        area_code=area_code,
    )
    below = [
        units.found(
            kind="settlement", name=f"Xóm {n}", parent=root, on=FOUNDED, by="system", at=NOW, local_kind="xóm"
        )
        for n in range(1, hamlets + 1)
    ]
    return root, below


def province(code: str) -> Unit:
    """A provincial body, whose area is the province itself."""
    return units.found(
        kind="peoples-committee",
        name="Ủy ban nhân dân tỉnh Đo Lường",
        parent=None,
        on=FOUNDED,
        by="system",
        at=NOW,
        province_code=code,
        area_code=code,
    )


def campaign(root: Unit, members: list[Unit], officer: User, year: int = 2026) -> CampaignRound:
    """A running campaign whose registration is open."""
    row = Campaign.objects.create(
        title=f"Phong trào thi đua “Dân vận khéo” năm {year}", managing_unit=root, province_code=root.province_code, state="running",
        created_at=NOW, created_by=officer, launched_at=NOW, launched_by=officer,
    )  # fmt: skip
    group = ParticipantGroup.objects.create(campaign=row, label="các xóm", unit_kind="settlement")
    CampaignParticipant.objects.create(campaign=row, unit=root, part="manage")
    CampaignParticipant.objects.bulk_create(
        CampaignParticipant(campaign=row, unit=u, part="register", group=group) for u in members
    )
    for place, (code, name) in enumerate(_SECTORS):
        Sector.objects.create(campaign=row, code=code, name=name, position=place)
    round_ = CampaignRound.objects.create(
        campaign=row, year=year, starts_on=date(year, 1, 1), ends_on=date(year, 12, 15),
        registration_closes_at=datetime(2099, 1, 1, tzinfo=UTC), registration_words="trước ngày 01/01/2099",
    )  # fmt: skip
    Quota.objects.create(campaign=row, round=round_, group=group, minimum=1)
    return round_


def fill(round_: CampaignRound, members: list[Unit], officer: User, count: int, *, batch: int = 5000) -> None:
    """`count` received registrations, spread over the members."""
    sectors = list(Sector.objects.filter(campaign=round_.campaign))
    for start in range(0, count, batch):
        size = min(batch, count - start)
        initiatives = Initiative.objects.bulk_create(
            Initiative(
                unit=members[n % len(members)], province_code=members[0].province_code, first_year=round_.year
            )
            for n in range(size)
        )
        made = Registration.objects.bulk_create(
            _registration(round_, initiative, members[n % len(members)], sectors[n % 4], officer, start + n)
            for n, initiative in enumerate(initiatives)
        )
        TitleWord.objects.bulk_create(
            TitleWord(registration=row, province_code=row.province_code, word=word)
            for row in made
            if row.state == "accepted"
            for word in telling_words(row.title)
        )


def report(round_: CampaignRound, officer: User, *, batch: int = 5000) -> int:
    """A report of the first half year with one figure on two received registrations of three; how many."""
    ids = list(Registration.objects.filter(round=round_, state="accepted").values_list("pk", flat=True))
    for start in range(0, len(ids), batch):
        part = ids[start : start + batch]
        indicators = Indicator.objects.bulk_create(
            Indicator(
                registration_id=pk,
                kind="measure",
                position=1,
                name="Đèn đường lắp mới",
                target=20,
                unit="bóng",
            )
            for pk in part
        )
        made = ProgressReport.objects.bulk_create(
            _report(one.registration_id, officer, number)
            for number, one in enumerate(indicators)
            if number % 3
        )
        of = {one.registration_id: one for one in indicators}
        IndicatorValue.objects.bulk_create(
            IndicatorValue(
                report=one, indicator=of[one.registration_id], kind="measure", position=1,
                name="Đèn đường lắp mới", target=20, unit="bóng", actual=(one.percent or 0) // 5,
            )
            for one in made
        )  # fmt: skip
    return len(ids)


def _report(registration_id: int, officer: User, number: int) -> ProgressReport:
    sent = HALF_YEAR - timedelta(minutes=number % 9000)
    return ProgressReport(
        registration_id=registration_id, period="h1", period_from=date(2025, 12, 15),
        period_to=date(2026, 6, 14), due_on=date(2026, 6, 15), state="received" if number % 2 else "sent",
        standing="under-way", percent=5 * (number % 20), results="Đã làm.", created_at=sent,
        created_by=officer, sent_at=sent, sent_by=officer, first_sent_at=sent,
        decided_at=sent if number % 2 else None, decided_by=officer if number % 2 else None,
    )  # fmt: skip


def _registration(  # noqa: PLR0917 -- one row
    round_: CampaignRound, initiative: Initiative, unit: Unit, sector: Sector, officer: User, number: int
) -> Registration:
    title = f"{WHAT[number % len(WHAT)]} xóm {number % 997}, tuyến số {number}"
    sent = NOW - timedelta(minutes=number % 5000)
    return Registration(
        round=round_, initiative=initiative, unit=unit, handled_by_unit=unit, province_code=unit.province_code,
        kind="new" if number % 3 else "continued", state="accepted" if number % 4 else "submitted",
        title=title, title_folded=fold(title)[:500], title_sort=sort_key(title)[:1500], sector=sector,
        created_at=sent, created_by=officer, submitted_at=sent, submitted_by=officer, first_submitted_at=sent,
        decided_at=sent if number % 4 else None, decided_by=officer if number % 4 else None,
    )  # fmt: skip
