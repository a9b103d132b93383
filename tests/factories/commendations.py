"""Dossiers and awards in any state, made by the services."""

from datetime import date

from kheo.accounts.models import User
from kheo.commendations.models import CommendationDecision, Dossier
from kheo.commendations.selectors.dossiers import sources
from kheo.commendations.services import deciding, drafting, judging, passing, receiving
from kheo.commendations.states import OpinionVerdict
from kheo.documents.public import PaperFacts
from kheo.units.public import Unit
from tests.factories import NOON, TODAY
from tests.factories.campaigns import Running

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
