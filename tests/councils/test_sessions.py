"""From setting up a council to a session closed for good."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kheo.accounts.roles import Role
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, Refusal, TransitionNotAllowed
from kheo.core.law.votes import Ballot as BallotRule
from kheo.core.law.votes import Base, Ratio
from kheo.core.paper.model import Paragraph
from kheo.councils import hooks
from kheo.councils import public as face
from kheo.councils.models import AgendaItem, Attendance, CouncilSession, MemberVote
from kheo.councils.papers import session_paper, sitting_of
from kheo.councils.selectors.councils import attendance_of
from kheo.councils.selectors.rules import rule_of
from kheo.councils.services import councils, items, screen, sessions, voting
from kheo.councils.services.councils import RuleFacts
from kheo.councils.services.items import Who
from kheo.councils.services.sessions import Roll
from kheo.councils.services.voting import Counts
from kheo.councils.states import Choice, ItemState, Mode, Presence, SeatRole, SessionState
from tests.factories import NOON, TODAY, commune, user
from tests.factories.councils import (
    SET_UP,
    attendance,
    council,
    decided,
    meeting,
    planned,
    roll,
    seat,
    voted_by_hands,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return commune()


@pytest.fixture
def sitting(place):
    return council(place)


def own_rule(**changes):
    values = {
        "paper": "Quy chế số 03/QC-HĐTĐKT",
        "valid_from": TODAY,
        "quorum": Ratio(1, 2),
        "passes": Ratio(2, 3),
        "base": Base.PRESENT,
        "ballot": BallotRule.FREE,
        "written": True,
    }
    return RuleFacts(**values | changes)


def test_council_has_one_chair_one_secretary_and_nobody_twice(sitting):
    with pytest.raises(InvalidInput) as chair:
        seat(sitting.council, sitting.officer, SeatRole.CHAIR, name="Người thứ hai")
    with pytest.raises(InvalidInput) as twice:
        seat(sitting.council, sitting.officer, SeatRole.MEMBER, person=sitting.chair)

    assert (chair.value.code, twice.value.code) == ("role-taken", "seat-taken")
    with pytest.raises(NotAllowed):
        seat(sitting.council, sitting.chair, SeatRole.MEMBER, name="Ai đó")


def test_seat_ended_stays_in_what_was_and_leaves_room_for_another(sitting):
    old = sitting.council.seats.get(role=SeatRole.SECRETARY)
    councils.end_seat(old, on=TODAY, by=sitting.officer, at=NOON)
    seat(sitting.council, sitting.officer, SeatRole.SECRETARY, name="Thư ký mới")

    assert sitting.council.seats.filter(role=SeatRole.SECRETARY).count() == 2
    with pytest.raises(Conflict):
        councils.end_seat(old, on=TODAY, by=sitting.officer, at=NOON)


def test_own_rule_lies_over_the_usual_one_but_not_over_what_the_law_fixes(sitting):
    councils.adopt_rule(sitting.council, facts=own_rule(), by=sitting.officer, at=NOON)

    assert rule_of(sitting.council, "recognition", TODAY).citation == "Quy chế số 03/QC-HĐTĐKT"
    assert rule_of(sitting.council, "recognition", TODAY - timedelta(days=1)).key == "usual"
    assert rule_of(sitting.council, "hero", TODAY).passes == Ratio(9, 10)
    with pytest.raises(InvalidInput):
        councils.adopt_rule(sitting.council, facts=own_rule(), by=sitting.officer, at=NOON)


def test_call_without_a_matter_is_refused_and_moving_the_day_asks_to_call_again(sitting):
    empty = planned(sitting)
    with pytest.raises(InvalidInput, match="Chưa có nội dung"):
        sessions.call(empty, by=sitting.secretary, at=NOON)

    items.open_item(empty, title="Bàn việc", by=sitting.secretary, at=NOON)
    assert sessions.call(empty, by=sitting.secretary, at=NOON).state == SessionState.CALLED
    moved = sessions.change(
        empty,
        title=empty.title,
        begins_at=NOON + timedelta(days=1),
        place=empty.place,
        by=sitting.secretary,
        at=NOON,
    )
    assert moved.state == SessionState.PREPARING


def test_session_begins_on_its_day_with_everybody_on_the_roll_and_a_leader(sitting):
    later = planned(sitting, "Bàn việc", begins_at=NOON + timedelta(days=3))
    with pytest.raises(TransitionNotAllowed, match="Chưa tới ngày họp"):
        sessions.begin(later, roll=roll(sitting), by=sitting.secretary, at=NOON)

    today = planned(sitting, "Bàn việc")
    said = roll(sitting)
    first = next(iter(said))
    for wrong, code in [
        ({**said, first: Roll("")}, "roll-missing"),
        ({**said, first: Roll(Presence.ABSENT)}, "absence-reason"),
        (dict.fromkeys(said, Roll(Presence.ABSENT, "lũ")), "no-leader"),
    ]:
        with pytest.raises(InvalidInput) as refusal:
            sessions.begin(today, roll=wrong, by=sitting.secretary, at=NOON)
        assert refusal.value.code == code
    assert not Attendance.objects.exists()


def test_member_or_stranger_does_not_run_the_session(sitting, place):
    session, [item] = meeting(sitting)

    for who in (sitting.members[0], sitting.chair, user(place.committee, Role.VIEWER)):
        with pytest.raises(NotAllowed):
            voting.open_vote(item, mode=Mode.HANDS, by=who, at=NOON)
    with pytest.raises(NotAllowed, match="người chủ trì"):
        sessions.close(session, word="chốt", by=sitting.secretary, at=NOON)


def test_majority_of_all_members_counts_those_absent(sitting):
    _session, [item] = meeting(sitting, absent=3)

    row = voted_by_hands(item, sitting, votes_for=4, against=2)

    assert (row.total, row.present, row.voters, row.denominator, row.needed) == (9, 6, 6, 9, 5)
    assert row.passed is False


def test_without_a_quorum_no_vote_opens(sitting):
    _session, [item] = meeting(sitting, absent=4)

    with pytest.raises(Refusal, match="5/9 thành viên, cần ít nhất 6"):
        voting.open_vote(item, mode=Mode.HANDS, by=sitting.secretary, at=NOON)


def test_late_member_makes_the_quorum_but_not_while_a_vote_is_open(sitting):
    session, [item] = meeting(sitting, absent=4)
    last = attendance_of(session)[-1]
    sessions.note_attendance(session, roll={last.pk: Roll(Presence.PRESENT)}, by=sitting.secretary, at=NOON)

    voting.open_vote(item, mode=Mode.HANDS, by=sitting.secretary, at=NOON)

    with pytest.raises(TransitionNotAllowed, match="Đang có nội dung biểu quyết"):
        sessions.note_attendance(
            session, roll={last.pk: Roll(Presence.ABSENT, "về sớm")}, by=sitting.secretary, at=NOON
        )


def test_hands_must_add_up_and_may_be_corrected_until_closed(sitting):
    session, [item] = meeting(sitting, absent=2)
    voting.open_vote(item, mode=Mode.HANDS, by=sitting.secretary, at=NOON)
    with pytest.raises(InvalidInput, match="Cộng lại là 6 người, nhưng có 7"):
        voting.record_hands(item, counts=Counts(5, 1, 0), written={}, by=sitting.secretary, at=NOON)
    say = {"written": {}, "by": sitting.secretary, "at": NOON}
    assert not voting.record_hands(item, counts=Counts(4, 3, 0), **say).passed

    assert voting.record_hands(item, counts=Counts(6, 1, 0), **say).passed
    sessions.close(session, word="CHỐT", by=sitting.chair, at=NOON)
    with pytest.raises(TransitionNotAllowed, match="đã chốt"):
        voting.record_hands(item, counts=Counts(7, 0, 0), **say)


def test_written_opinions_count_where_the_rule_says_so(sitting):
    councils.adopt_rule(sitting.council, facts=own_rule(), by=sitting.officer, at=NOON)
    session, [item] = meeting(sitting, absent=1, written=2)
    wrote = [row for row in attendance_of(session) if row.presence == Presence.WRITTEN]

    voting.open_vote(item, mode=Mode.HANDS, by=sitting.secretary, at=NOON)
    say = {"counts": Counts(4, 2, 0), "by": sitting.secretary, "at": NOON}
    with pytest.raises(InvalidInput, match="Hãy chọn ý kiến"):
        voting.record_hands(item, written={}, **say)
    row = voting.record_hands(item, written={wrote[0].pk: "for", wrote[1].pk: "for"}, **say)

    assert (row.voters, row.denominator, row.needed, row.votes_for) == (8, 8, 6, 6)
    assert row.passed


def test_written_opinions_are_left_out_where_the_rule_knows_none(sitting):
    _session, [item] = meeting(sitting, written=2)

    row = voting.open_vote(item, mode=Mode.NAMED, by=sitting.secretary, at=NOON)

    assert (row.voters, row.present, row.denominator) == (7, 7, 9)


def test_named_vote_keeps_each_voice(sitting):
    session, [item] = meeting(sitting)
    voting.open_vote(item, mode=Mode.NAMED, by=sitting.secretary, at=NOON)
    choices = {row.pk: "for" for row in attendance_of(session)}
    choices[next(iter(choices))] = "against"

    row = voting.record_named(item, choices=choices, by=sitting.secretary, at=NOON)

    assert (row.votes_for, row.votes_against, row.passed) == (8, 1, True)
    assert MemberVote.objects.filter(item=item).count() == 9


def test_nominee_on_the_council_does_not_vote_and_stays_in_the_denominator(sitting):
    session = planned(sitting)
    judged = sitting.members[0]
    item = items.open_item(
        session,
        title="Khen cá nhân",
        nominees=[Who(judged.full_name, judged.pk), Who("Người ngoài hội đồng")],
        by=sitting.secretary,
        at=NOON,
    )
    sessions.begin(session, roll=roll(sitting), by=sitting.secretary, at=NOON)

    row = voting.open_vote(item, mode=Mode.HANDS, by=sitting.secretary, at=NOON)

    recusal = item.recusals.get()
    assert (recusal.attendance.user, recusal.reason) == (judged, "là người được đề nghị xét")
    assert (row.voters, row.denominator) == (8, 9)


def test_recusals_break_no_quorum_without_the_chairs_recorded_reason(sitting):
    session, [item] = meeting(sitting, absent=3)
    row = attendance_of(session)[3]
    items.recuse(item, row, reason="cùng chỉ đạo mô hình", by=sitting.secretary, at=NOON)

    with pytest.raises(Refusal) as refusal:
        voting.open_vote(item, mode=Mode.HANDS, by=sitting.secretary, at=NOON)
    assert refusal.value.code == "recusal-breaks-quorum"
    with pytest.raises(NotAllowed):
        items.allow_few(item, reason="vẫn họp", by=sitting.secretary, at=NOON)

    items.allow_few(item, reason="không mời thêm được ai trong hôm nay", by=sitting.chair, at=NOON)

    assert voting.open_vote(item, mode=Mode.HANDS, by=sitting.secretary, at=NOON).voters == 5


def test_matter_that_the_law_wants_by_ballot_takes_no_hands(sitting):
    hooks.register_item_kind("danh-hieu", words="Danh hiệu", matter="hero")
    session = planned(sitting)
    item = items.open_item(
        session, kind="danh-hieu", key="1", title="Xét danh hiệu", by=sitting.secretary, at=NOON
    )
    sessions.begin(session, roll=roll(sitting), by=sitting.secretary, at=NOON)

    with pytest.raises(InvalidInput, match=r"phải bỏ phiếu \(khoản 5 Điều 33"):
        voting.open_vote(item, mode=Mode.HANDS, by=sitting.secretary, at=NOON)
    with pytest.raises(TransitionNotAllowed):
        items.conclude(item, conclusion="Thôi được", by=sitting.secretary, at=NOON)
    assert voting.open_vote(item, mode=Mode.PAPER, by=sitting.secretary, at=NOON).needed == 9


def test_closing_asks_for_the_word_and_a_result_and_postpones_what_was_not_reached(sitting):
    session, [first, _second] = meeting(sitting, "Một", "Hai")
    with pytest.raises(TransitionNotAllowed, match="Chưa có nội dung nào có kết quả"):
        sessions.close(session, word="chốt", by=sitting.chair, at=NOON)
    items.conclude(first, conclusion="Giao thư ký hoàn thiện", by=sitting.secretary, at=NOON)
    with pytest.raises(InvalidInput) as refusal:
        sessions.close(session, word="đồng ý", by=sitting.chair, at=NOON)
    assert refusal.value.field == "word"

    sessions.close(session, word=" chốt ", by=sitting.chair, at=NOON)

    states = list(session.items.order_by("position").values_list("state", flat=True))
    assert states == [ItemState.DECIDED, ItemState.POSTPONED]


def test_vice_chair_leads_where_the_chair_is_absent(sitting):
    session = planned(sitting, "Một")
    said = roll(sitting)
    chair = sitting.council.seats.get(role=SeatRole.CHAIR)
    sessions.begin(
        session, roll={**said, chair.pk: Roll(Presence.ABSENT, "họp tỉnh")}, by=sitting.secretary, at=NOON
    )
    items.conclude(session.items.get(), conclusion="Nhất trí", by=sitting.secretary, at=NOON)

    with pytest.raises(NotAllowed):
        sessions.close(session, word="chốt", by=sitting.chair, at=NOON)
    assert sessions.close(session, word="chốt", by=sitting.vice, at=NOON).closed_by == sitting.vice


def test_leader_without_account_closes_through_the_signed_minutes(place):
    officer = user(place.committee, Role.COMMUNE_OFFICER)
    made = councils.set_up(
        place.committee,
        name="Hội đồng",
        symbol="",
        decided_by="Quyết định số 1",
        decided_on=SET_UP,
        by=officer,
        at=NOON,
    )
    for name, role in [("Ông Chủ", SeatRole.CHAIR), ("Bà Ký", SeatRole.SECRETARY), ("Ông Viên", "member")]:
        seat(made, officer, role, name=name)
    session = sessions.plan(made, title="Họp", begins_at=NOON, place="Xã", by=officer, at=NOON)
    item = items.open_item(session, title="Một", by=officer, at=NOON)
    there = {one.pk: Roll(Presence.PRESENT) for one in made.seats.all()}
    sessions.begin(session, roll=there, by=officer, at=NOON)
    items.conclude(item, conclusion="Nhất trí", by=officer, at=NOON)

    with pytest.raises(InvalidInput) as refusal:
        sessions.close(session, word="chốt", by=officer, at=NOON)
    assert refusal.value.field == "signed_minutes"
    done = sessions.close(
        session, word="chốt", signed_minutes="Biên bản ký ngày 02/02/2026", by=officer, at=NOON
    )
    assert done.state == SessionState.CLOSED


def test_what_is_decided_cannot_be_changed_by_any_hand(sitting):
    item = decided(sitting)

    def refused(write):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()

    refused(lambda: AgendaItem.objects.filter(pk=item.pk).update(passed=False))
    refused(lambda: AgendaItem.objects.filter(pk=item.pk).update(state="counted", decided_on=None))
    refused(lambda: CouncilSession.objects.filter(pk=item.session_id).update(title="Khác"))
    refused(lambda: Attendance.objects.filter(session=item.session_id).update(presence="absent"))
    refused(lambda: Attendance.objects.filter(session=item.session_id).delete())
    row = attendance_of(item.session)[0]
    refused(lambda: MemberVote.objects.create(item=item, attendance=row, choice="for"))
    with pytest.raises(TransitionNotAllowed):
        sessions.close(item.session, word="chốt", by=sitting.chair, at=NOON)


def test_decided_matter_is_only_superseded_by_a_new_session_with_a_reason(sitting):
    first = decided(sitting, kind="mau", key="7", votes_for=3)
    later = planned(sitting)
    say = {"kind": "mau", "key": "7", "title": "Xét lại", "by": sitting.secretary, "at": NOON}
    with pytest.raises(Conflict, match="đã được hội đồng quyết định ngày 02/02/2026"):
        items.open_item(later, **say)
    with pytest.raises(InvalidInput):
        items.open_item(later, supersedes=first, **say)

    again = items.open_item(later, supersedes=first, explanation="có tài liệu mới", **say)

    assert face.result_of("mau", "7").passed is False
    assert face.standing_of("mau", ["7"])["7"].session_id == later.pk
    sessions.begin(later, roll=roll(sitting), by=sitting.secretary, at=NOON)
    voted_by_hands(again, sitting, votes_for=8)
    sessions.close(later, word="chốt", by=sitting.chair, at=NOON)
    assert (face.result_of("mau", "7").passed, face.result_of("mau", "7").item_id) == (True, again.pk)


def test_listener_hears_of_its_decided_matters_and_may_undo_the_closing(sitting):
    heard = []
    hooks.register_item_kind("nghe", words="Nghe", on_decided=lambda result, **_: heard.append(result))
    decided(sitting, kind="nghe", key="a", votes_for=5)

    [result] = heard
    assert (result.key, result.passed, result.votes_for, result.needed) == ("a", True, 5, 5)
    assert result.rule_words == "cần quá 1/2 tổng số thành viên tán thành"

    def stop(result, **_):
        raise Conflict("Chưa được.", code="stop")

    hooks.register_item_kind("nghe", words="Nghe", on_decided=stop)
    with pytest.raises(Conflict), transaction.atomic():
        decided(sitting, kind="nghe", key="b")
    assert face.result_of("nghe", "b") is None


def test_cancelled_session_frees_its_matters(sitting):
    session = planned(sitting)
    items.open_item(session, kind="mau", key="9", title="Một", by=sitting.secretary, at=NOON)

    sessions.cancel(session, reason="trùng lịch huyện", by=sitting.secretary, at=NOON)

    again = planned(sitting)
    assert items.open_item(again, kind="mau", key="9", title="Một", by=sitting.secretary, at=NOON)
    with pytest.raises(TransitionNotAllowed):
        items.open_item(session, title="Hai", by=sitting.secretary, at=NOON)


@pytest.mark.parametrize(
    ("days", "code"), [(-40_000, "before-council"), (-800, "before-council"), (400, "session-far")]
)
def test_a_day_on_which_the_council_cannot_meet_is_refused_at_its_field(sitting, days, code):
    with pytest.raises(InvalidInput) as planned_wrong:
        planned(sitting, begins_at=NOON + timedelta(days=days))
    made = planned(sitting)
    with pytest.raises(InvalidInput) as moved_wrong:
        sessions.change(
            made,
            title=made.title,
            begins_at=NOON + timedelta(days=days),
            place=made.place,
            by=sitting.secretary,
            at=NOON,
        )

    assert [(one.value.code, one.value.field) for one in (planned_wrong, moved_wrong)] == [
        (code, "begins_on")
    ] * 2


def test_who_leaves_after_a_vote_stands_among_those_who_were_there_and_the_minutes_say_when(sitting):
    session, [first, second] = meeting(sitting, "Xét đường hoa", "Xét đèn năng lượng", absent=1)
    voted_by_hands(first, sitting, 8)
    leaver, late = attendance(session, sitting.members[0]), attendance_of(session)[-1]
    gone = {leaver.pk: Roll(Presence.ABSENT, "có việc nhà"), late.pk: Roll(Presence.PRESENT)}
    sessions.note_attendance(session, roll=gone, by=sitting.secretary, at=NOON)
    voted_by_hands(second, sitting, 8)

    said = sitting_of(session)

    assert (len(said.present), len(said.absent), said.total) == (9, 0, 9)
    remarks = {one.name: one.remark for one in said.present if one.remark}
    assert remarks == {
        leaver.name: "về sớm, sau nội dung 1: có việc nhà",
        late.name: "đến muộn, sau nội dung 1",
    }
    assert "có mặt khi khai mạc 8/9" in said.quorum
    assert [one.vote.present for one in said.matters] == [8, 8]


def test_a_roll_that_is_corrected_before_anything_is_settled_says_nothing_of_coming_and_leaving(sitting):
    session, _items = meeting(sitting, "Xét đường hoa")
    wrong = attendance(session, sitting.members[0])
    sessions.note_attendance(
        session, roll={wrong.pk: Roll(Presence.ABSENT, "ốm")}, by=sitting.secretary, at=NOON
    )

    said = sitting_of(session)

    assert [one.remark for one in said.absent] == ["ốm"]
    assert not any(one.remark for one in said.present)


def test_who_could_vote_and_did_not_is_counted_aloud(sitting):
    session, [item] = meeting(sitting, "Xét đường hoa")
    opened = voting.open_vote(item, mode=Mode.SCREEN, by=sitting.secretary, at=NOON)
    for person in sitting.everyone[:6]:
        screen.cast(opened, choice=Choice.FOR, by=person, at=NOON)
    screen.close_vote(opened, by=sitting.chair, at=NOON)

    item.refresh_from_db()
    paper = session_paper(session, "bien-ban")

    assert item.unused == 3
    assert "không bỏ phiếu 3" in "\n".join(
        str(block.text) for block in paper.body if isinstance(block, Paragraph)
    )
