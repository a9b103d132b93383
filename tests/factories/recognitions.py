"""Exemplars, reviews, proposals and decisions in any state, made by the services."""

from datetime import date, datetime

from kheo.accounts.models import User
from kheo.documents.public import PaperFacts
from kheo.recognitions.models import (
    Exemplar,
    Proposal,
    RecognisingBody,
    Recognition,
    RecognitionDecision,
    UnitReview,
)
from kheo.recognitions.services import deciding, enacting, exemplars, proposing, reviewing, setting
from kheo.registrations.models import Registration
from kheo.units.public import Unit
from tests.factories import NOON, TODAY, Commune
from tests.factories.campaigns import Running


def body(running: Running, place: Commune, **changes: object) -> RecognisingBody:
    """The chairman of the commune recognises; minutes of a meeting suffice."""
    values = {
        "unit": place.committee,
        "submitter": place.division,
        "position": "CHỦ TỊCH",
        "signer": "Hoàng Văn Thử",
        "needs_council": False,
        "least_percent": 50,
    }
    facts = setting.BodyFacts(**(values | changes))
    return setting.set_body(running.round, facts=facts, by=running.officer, at=NOON)


def exemplar(running: Running, unit: Unit, by: User, **changes: object) -> Exemplar:
    values = {
        "kind": "individual",
        "name": "Bà Nguyễn Thị Mẫu",
        "deed": "Vận động 12 hộ cùng nạo vét mương, đưa nước về 3 ha ruộng.",
        "happened_on": TODAY,
        "place": "Đồng Chiêm",
    }
    deed = exemplars.Deed(**(values | changes))
    return exemplars.note(running.round, unit=unit, deed=deed, by=by, at=NOON)


def held(
    running: Running, unit: Unit, by: User, votes: dict[str, reviewing.Votes], **changes: object
) -> UnitReview:
    """A meeting of 30 entitled and 25 present; its signed minutes are not in yet."""
    values = {
        "held_on": TODAY,
        "place": "Nhà văn hóa",
        "chair": "Nguyễn Văn Chủ, Trưởng ban công tác Mặt trận",
        "secretary": "Trần Thị Ghi",
        "entitled": 30,
        "present": 25,
    }
    meeting = reviewing.Meeting(**(values | changes))
    return reviewing.hold(running.round, unit=unit, meeting=meeting, votes=votes, by=by, at=NOON)


def signed(
    running: Running, unit: Unit, by: User, *about: Registration | Exemplar, votes_for: int = 24
) -> UnitReview:
    """The same, everybody but one for each case, the signed minutes in."""
    votes = {
        f"{'m' if isinstance(one, Registration) else 'd'}{one.pk}": reviewing.Votes(votes_for, 1)
        for one in about
    }
    review = held(running, unit, by, votes)
    return reviewing.note_signed(review, received_on=TODAY, by=by, at=NOON)


def staged(running: Running, unit: Unit, by: User, *about: Registration | Exemplar) -> list[Proposal]:
    review = signed(running, unit, by, *about)
    return [proposing.propose(item, by=by, at=NOON) for item in review.items.order_by("position")]


def passed(running: Running, rows: list[Proposal]) -> list[Proposal]:
    deciding.decide_by_meeting(
        running.round,
        number="05/BB-UBND",
        held_on=TODAY,
        passed=[row.pk for row in rows],
        not_passed={},
        by=running.officer,
        at=NOON,
    )
    return list(Proposal.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))


def facts(number: str = "112", on: date = TODAY, symbol: str = "QĐ-UBND") -> PaperFacts:
    return PaperFacts(number, symbol, on, "CHỦ TỊCH", "Hoàng Văn Thử")


def enacted(running: Running, *, number: str = "112", at: datetime = NOON) -> RecognitionDecision:
    return enacting.enact(running.round, facts=facts(number), typed="CÔNG NHẬN", by=running.officer, at=at)


def recognised(running: Running, unit: Unit, by: User, *about: Registration | Exemplar) -> list[Recognition]:
    """From the unit's review to the decision."""
    passed(running, staged(running, unit, by, *about))
    return list(enacted(running).recognitions.order_by("ordinal"))
