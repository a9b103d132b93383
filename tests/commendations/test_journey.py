"""From a good example to a certificate that checks, and back: the services."""

from datetime import date

import pytest

from kheo.commendations.frozen import Enacted
from kheo.commendations.models import Commendation, Dossier, StandingAnswer
from kheo.commendations.selectors.decisions import history, of_subject
from kheo.commendations.selectors.dossiers import lines_of, sources
from kheo.commendations.services import (
    deciding,
    drafting,
    erasing,
    fund,
    judging,
    outside,
    passing,
    receiving,
    revoking,
)
from kheo.commendations.states import AwardState, DossierState, FundKind
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, Refusal, TransitionNotAllowed
from kheo.kernel.certificates import checked
from tests.factories import NOON, TODAY, user
from tests.factories import commendations as made
from tests.factories import recognitions as noted

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(running, place, contact):
    """An example of a hamlet, voted for by the hamlet's own meeting."""
    row = noted.exemplar(running, place.hamlets[0], contact)
    noted.signed(running, place.hamlets[0], contact, row)
    return row


def test_an_example_becomes_a_certificate_with_its_prize(running, place, contact, ready):
    row = made.received(running, made.drafted(running, place.hamlets[0], contact))
    made.passed(running, made.appraised(running, row))
    decision = made.enacted(running)

    [award] = decision.awards.all()
    assert (award.prize, award.ordinal, award.state) == (710_000, 1, AwardState.VALID)
    assert Enacted.from_json(decision.content).cases[0].product == "0,3 × 2.340.000 = 702.000"
    assert Dossier.objects.get(pk=row.pk).state == DossierState.DECIDED
    found = checked(award.check_code.lower())
    assert (found.name, found.decision, found.valid) == ("Bà Nguyễn Thị Mẫu", "120/QĐ-UBND", True)
    assert [one.pk for one in history(running.officer, TODAY, words="nguyen thi mau")] == [award.pk]


def test_the_prize_is_that_of_the_decisions_day(running, place, contact, ready):
    from kheo.commendations.selectors.prizes import known_prize

    assert known_prize("giay-khen", "individual", date(2026, 6, 30)).dong == 710_000
    assert known_prize("giay-khen", "individual", date(2026, 7, 1)).dong == 760_000


def test_nothing_is_appraised_before_the_answer_on_standing_is_there(running, place, contact, ready):
    row = made.received(running, made.drafted(running, place.hamlets[0], contact))
    said = judging.Said("agree", TODAY, "", "Đủ.")

    with pytest.raises(Refusal) as refused:
        judging.appraise(row, body="Phòng", said=said, by=running.officer, at=NOON)
    assert refused.value.code == "guard-stops"
    made.cleared(running, row, clear=False)
    with pytest.raises(Refusal):
        judging.appraise(row, body="Phòng", said=said, by=running.officer, at=NOON)
    with pytest.raises(Refusal) as binds:
        judging.waive(row, guard="no-pending-matter", reason="x", by=running.officer, at=NOON)
    assert binds.value.code == "guard-binds"


def test_without_the_units_own_review_the_dossier_lacks_its_minutes(running, place, contact):
    noted.exemplar(running, place.hamlets[0], contact)
    row = made.received(running, made.drafted(running, place.hamlets[0], contact))
    made.cleared(running, row)

    with pytest.raises(Refusal) as refused:
        judging.appraise(
            row, body="Phòng", said=judging.Said("agree", TODAY, "", "Đủ."), by=running.officer, at=NOON
        )
    assert refused.value.code == "part-missing"


def test_one_achievement_is_rewarded_once_even_after_a_decision_made_outside(running, place, contact, ready):
    made.passed(
        running,
        made.appraised(running, made.received(running, made.drafted(running, place.hamlets[0], contact))),
    )
    made.enacted(running)

    with pytest.raises(Conflict):
        made.drafted(running, place.hamlets[0], contact)
    again = made.drafted(running, place.hamlets[0], contact, award="bang-khen-tinh")
    [line] = lines_of([again], TODAY)
    assert {one.answer.guard.key for one in line.judged if one.stops} >= {"one-achievement-one-award"}


def test_who_sits_outside_the_unit_or_below_the_officer_changes_nothing(running, place, contact, ready):
    row = made.drafted(running, place.hamlets[0], contact)
    stranger = user(place.hamlets[1])

    with pytest.raises(NotAllowed):
        drafting.submit(row, by=stranger, at=NOON)
    drafting.submit(row, by=contact, at=NOON)
    for verb in (receiving.receive,):
        with pytest.raises(NotAllowed):
            verb(row, by=contact, at=NOON)
    with pytest.raises(TransitionNotAllowed):
        drafting.change(row, case=made.case(), by=contact, at=NOON)
    back = receiving.return_(row, reason="Thiếu xác nhận", by=running.officer, at=NOON)
    assert back.state == DossierState.RETURNED
    drafting.change(row, case=made.case(confirmed_by="Ông Xác Nhận"), by=contact, at=NOON)


def test_a_revocation_names_its_reason_and_its_fifteen_working_days(running, place, contact, ready):
    made.passed(
        running,
        made.appraised(running, made.received(running, made.drafted(running, place.hamlets[0], contact))),
    )
    decision = made.enacted(running)
    [award] = decision.awards.all()

    with pytest.raises(InvalidInput):
        revoking.revoke(
            decision,
            reasons={award.pk: ""},
            facts=made.facts("130"),
            typed="HỦY BỎ",
            by=running.officer,
            at=NOON,
        )
    act = revoking.revoke(
        decision,
        reasons={award.pk: "Kê khai sai thành tích"},
        facts=made.facts("130"),
        typed="hủy bỏ",
        by=running.officer,
        at=NOON,
    )
    award.refresh_from_db()
    assert (award.state, award.revoked_by_id) == (AwardState.REVOKED, act.pk)
    assert Enacted.from_json(act.content).days == 15
    assert not checked(award.check_code).valid
    assert "130/QĐ-UBND" in checked(award.check_code).state
    with pytest.raises(TransitionNotAllowed):
        revoking.revoke(
            decision,
            reasons={award.pk: "x"},
            facts=made.facts("131"),
            typed="HỦY BỎ",
            by=running.officer,
            at=NOON,
        )


def test_the_fund_keeps_its_ceiling_its_twenty_percent_and_pays_once(running, place, contact, ready):
    made.passed(
        running,
        made.appraised(running, made.received(running, made.drafted(running, place.hamlets[0], contact))),
    )
    decision = made.enacted(running)
    row = fund.set_year(
        running.round,
        year=2026,
        recurrent=1_000_000_000,
        permille=10,
        basis="QĐ 1",
        by=running.officer,
        at=NOON,
    )

    def enter(kind, amount, **more):
        said = fund.Entry(kind, amount, TODAY, "Nội dung", **more)
        return fund.enter(running.round, row, entry=said, by=running.officer, at=NOON)

    with pytest.raises(Refusal):
        enter(FundKind.RECEIPT, 10_000_001)
    enter(FundKind.RECEIPT, 10_000_000)
    with pytest.raises(Refusal):
        enter(FundKind.ORGANISING, 2_000_001)
    enter(FundKind.ORGANISING, 2_000_000)
    paid = enter(FundKind.PRIZE, 710_000, decision=decision)
    with pytest.raises(Conflict):
        enter(FundKind.PRIZE, 710_000, decision=decision)
    fund.reverse(running.round, paid, reason="Ghi nhầm ngày", by=running.officer, at=NOON)
    enter(FundKind.PRIZE, 710_000, decision=decision)


def test_a_decision_of_elsewhere_is_entered_and_known_to_the_guards(running, place, contact, ready):
    line = outside.OutsideRow("individual", "Bà Nguyễn Thị Mẫu", place.hamlets[0], "Đã nạo vét mương")
    said = outside.Outside("giay-khen", "campaign", made.facts("99", date(2026, 1, 20)), [line])
    decision = outside.enter_outside(running.round, said=said, by=running.officer, at=NOON)

    assert decision.made_outside
    subject = sources(running.round, place.hamlets[0].pk)[0].subject
    assert [one.name for one in of_subject(subject.pk)] == ["Bà Nguyễn Thị Mẫu"]
    row = made.drafted(running, place.hamlets[0], contact)
    [judged] = [
        one for one in lines_of([row], TODAY)[0].judged if one.answer.guard.key == "one-achievement-one-award"
    ]
    assert judged.stops
    assert judged.answer.by_hand


def test_answers_on_standing_are_erased_after_their_time(running, place, contact, ready):
    row = made.received(running, made.drafted(running, place.hamlets[0], contact))
    made.passed(running, made.appraised(running, row))
    made.enacted(running)

    assert erasing.erase_answers(days=1, at=NOON) == 0
    assert erasing.erase_answers(days=0, at=NOON) == 1
    assert not StandingAnswer.objects.exists()


def test_what_was_given_is_never_changed(running, place, contact, ready):
    from django.db import IntegrityError, transaction

    made.passed(
        running,
        made.appraised(running, made.received(running, made.drafted(running, place.hamlets[0], contact))),
    )
    decision = made.enacted(running)
    for rows, change in (
        (Commendation.objects.filter(decision=decision), {"name": "Khác"}),
        (type(decision).objects.filter(pk=decision.pk), {"number": "1"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_a_place_without_council_rule_goes_through_the_council(running, place, contact, ready):
    row = made.appraised(running, made.received(running, made.drafted(running, place.hamlets[0], contact)))

    with pytest.raises(Refusal) as refused:
        passing.pass_without_council(row, by=running.officer, at=NOON)
    assert refused.value.code == "council-asked"
    with pytest.raises(Refusal):
        deciding.enact(
            running.round,
            award="giay-khen",
            occasion="campaign",
            facts=made.facts(),
            typed="KHEN THƯỞNG",
            by=running.officer,
            at=NOON,
        )
