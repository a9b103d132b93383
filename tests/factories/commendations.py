"""Dossiers and awards in any state, made by the services."""

from datetime import date

from kheo.accounts.models import User
from kheo.accounts.roles import Role
from kheo.commendations.models import CommendationDecision, Dossier
from kheo.commendations.papers.bundles import bundle_files
from kheo.commendations.selectors.dossiers import lines_of, sources
from kheo.commendations.services import deciding, drafting, forwarding, judging, passing, receiving
from kheo.commendations.states import OpinionVerdict
from kheo.documents.public import PaperFacts
from kheo.registrations.list_papers import zipped
from kheo.units.public import Unit, UnitKind
from tests.factories import NOON, TODAY, Commune, unit, user
from tests.factories.campaigns import Running, running_campaign

PARTS = "Biên bản xét khen thưởng"


def case(**changes: object) -> drafting.Case:
    values = {
        "award": "giay-khen",
        "occasion": "campaign",
        "achievement": "Đã có thành tích trong phong trào thi đua “Dân vận khéo” năm 2026",
        "summary": "Vận động 12 hộ cùng nạo vét mương.",
        "report": "Vận động 12 hộ cùng nạo vét mương.\nĐưa nước về 3 ha ruộng.",
        "span_first": date(2026, 1, 1),
        "span_last": TODAY,
    }
    return drafting.Case(**(values | changes))


def drafted(running: Running, unit: Unit, by: User, *, at_source: int = 0, **changes: object) -> Dossier:
    """Of what the unit has: recognised or noted."""
    source = sources(running.round, unit.pk)[at_source]
    return drafting.draft(running.round, unit=unit, source=source, case=case(**changes), by=by, at=NOON)


def received(running: Running, row: Dossier) -> Dossier:
    drafting.submit(row, by=running.officer, at=NOON)
    return receiving.receive(row, by=running.officer, at=NOON)


def cleared(running: Running, row: Dossier, *, clear: bool = True) -> Dossier:
    judging.note_standing(row, clear=clear, paper="12/CAX", answered_on=TODAY, by=running.officer, at=NOON)
    return Dossier.objects.get(pk=row.pk)


def appraised(running: Running, row: Dossier) -> Dossier:
    cleared(running, row)
    if row.award != "giay-khen":  # what the level above asks for on paper came
        papers = [part.name for part in lines_of([row], TODAY)[0].parts if part.there is False]
        if papers:
            receiving.tick_parts(row, parts=papers, by=running.officer, at=NOON)
    said = judging.Said(
        OpinionVerdict.AGREE, TODAY, "05/BC-VHXH", "Đúng đối tượng, đủ điều kiện, tiêu chuẩn."
    )
    judging.appraise(row, body="Phòng Văn hóa - Xã hội", said=said, by=running.officer, at=NOON)
    return Dossier.objects.get(pk=row.pk)


def passed(running: Running, *rows: Dossier) -> None:
    passing.decide_by_minutes(
        running.round,
        number="07/BB-HĐ",
        held_on=TODAY,
        passed=[row.pk for row in rows],
        not_passed={},
        by=running.officer,
        at=NOON,
    )


def facts(number: str = "120", on: date = TODAY) -> PaperFacts:
    return PaperFacts(number, "QĐ-UBND", on, "CHỦ TỊCH", "Hoàng Văn Thử")


def enacted(running: Running, **changes: object) -> CommendationDecision:
    values = {"award": "giay-khen", "occasion": "campaign", "facts": facts(), "typed": "KHEN THƯỞNG"}
    return deciding.enact(running.round, **(values | changes), by=running.officer, at=NOON)


def province(place: Commune) -> Running:
    """The province above the commune with its own campaign in the same Khéo; the commune registers in it."""
    seat = unit(UnitKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân tỉnh Thái Nguyên", area_code="19", symbol="UBND")
    above = Commune(seat, *[place.committee] * 6, hamlets=[])
    return running_campaign(above, registrants=[place.committee], officer=user(seat, Role.PROVINCE_OFFICER))


def sent_up(running: Running, *rows: Dossier, paper: str = "12/TTr-UBND") -> None:
    """Dossiers that passed, recorded as sent to the level above."""
    ids = [row.pk for row in rows]
    forwarding.forward(running.round, ids=ids, to="Sở Nội vụ", paper=paper, by=running.officer, at=NOON)


def bundle_of(running: Running, *rows: Dossier) -> bytes:
    """The archive that the commune's page gives out."""
    found = [
        Dossier.objects.select_related("subject", "unit", "round__campaign__managing_unit").get(pk=one.pk)
        for one in rows
    ]
    return zipped(bundle_files(running.round, found, at=NOON), at=NOON)
