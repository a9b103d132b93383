"""Pages of councils: reached from the menu and from “Việc của tôi”, worked without JavaScript, for the right eyes."""

import io

import pytest
import time_machine
from django.urls import reverse
from docx import Document as Docx

from kheo.accounts.roles import Role
from kheo.core.paper.lint.files import judge_paper
from kheo.core.paper.profiles import profile_for
from kheo.councils import papers
from kheo.councils.models import AgendaItem, Council, CouncilSession
from kheo.councils.services import items, paper_vote, sessions, voting
from kheo.councils.services.items import Who
from kheo.councils.services.paper_vote import Tally
from kheo.councils.states import ItemState, Mode, SessionState
from tests.factories import NOON, TODAY, commune, user
from tests.factories.councils import council, decided, meeting, planned, roll, voted_by_hands

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def place():
    return commune()


@pytest.fixture
def sitting(place):
    return council(place)


@pytest.fixture
def sign_in(client):
    def sign(person):
        client.force_login(person, backend=BACKEND)
        return client

    return sign


def text_of(answer):
    return answer.content.decode()


def url(name, *args):
    return reverse(f"councils:{name}", args=args)


def test_whole_way_from_setting_up_to_closing_by_forms_alone(sign_in, place):
    officer, chair = user(place.committee, Role.COMMUNE_OFFICER), user(place.committee, Role.SIGNER)
    page = sign_in(officer)
    assert "Chưa có hội đồng nào" in text_of(page.get(url("index")))

    said = {"name": "Hội đồng xét", "decided_by": "Quyết định số 5", "decided_on": "05/01/2026"}
    assert page.post(url("new"), said | {"unit": place.committee.pk, "name": ""}).status_code == 422
    page.post(url("new"), said | {"unit": place.committee.pk})
    made = Council.objects.get()
    seats = [
        {"user": chair.pk, "office": "Chủ tịch", "role": "chair", "on": "05/01/2026"},
        {"user": officer.pk, "office": "Công chức", "role": "secretary", "on": "05/01/2026"},
        {"name": "Lê Văn Giấy", "office": "Trưởng xóm", "role": "member", "on": "05/01/2026"},
    ]
    for seat in seats:
        assert page.post(url("add_member", made.pk), seat).status_code == 302
    assert page.post(url("add_member", made.pk), seats[0]).status_code == 422
    planned_on = {"title": "Họp", "begins_on": "02/02/2026", "begins_time": "13h30", "place": "Xã"}
    assert page.post(url("new_session", made.pk), planned_on | {"begins_time": "25h"}).status_code == 422
    page.post(url("new_session", made.pk), planned_on)
    session = CouncilSession.objects.get()
    page.post(url("add_item", session.pk), {"title": "Bàn việc"})
    page.post(url("call", session.pk))
    session.refresh_from_db()
    assert session.state == SessionState.CALLED
    roll_page = text_of(page.get(url("roll", session.pk)))
    there = {f"presence-{one.pk}": "present" for one in made.seats.all()}
    absent = {f"presence-{made.seats.get(role='member').pk}": "absent"}
    assert all(one.name in roll_page for one in made.seats.all())
    assert page.post(url("roll", session.pk), there | absent).status_code == 422
    page.post(url("roll", session.pk), there)
    item = AgendaItem.objects.get()
    page.post(url("open_vote", item.pk), {"mode": "hands"})
    wrong = page.post(url("record", item.pk), {"votes_for": "1", "votes_against": "0", "votes_none": "0"})
    assert wrong.status_code == 422
    assert "Cộng lại là 1 người" in text_of(wrong)
    page.post(url("record", item.pk), {"votes_for": "2", "votes_against": "0", "votes_none": "1"})
    page.post(url("notes", item.pk), {"discussion": "Nhất trí cao", "dissent": "Một ý kiến khác"})

    assert sign_in(officer).post(url("close", session.pk), {"word": "chốt"}).status_code == 403
    page = sign_in(chair)
    assert "Chốt kết quả phiên họp: Họp" in text_of(page.get("/"))
    assert page.post(url("close", session.pk), {"word": "xong"}).status_code == 422
    page.post(url("close", session.pk), {"word": "chốt"})
    item.refresh_from_db()
    assert (item.state, item.passed) == (ItemState.DECIDED, True)
    shown = text_of(page.get(url("item", item.pk)))
    assert "2/3 tán thành" in shown
    assert "Một ý kiến khác" in shown
    assert "Mở biểu quyết" not in shown


def test_member_finds_session_and_vote_among_the_work_and_votes(sign_in, sitting):
    member = sitting.members[0]
    session = planned(sitting, "Xét mô hình Đường hoa")
    sessions.call(session, by=sitting.secretary, at=NOON)
    page = sign_in(member)
    assert "Dự họp hội đồng lúc 12:00" in text_of(page.get("/"))
    sessions.begin(session, roll=roll(sitting), by=sitting.secretary, at=NOON)
    item = voting.open_vote(session.items.get(), mode=Mode.SCREEN, by=sitting.secretary, at=NOON)

    home = text_of(page.get("/"))
    assert "Bỏ phiếu: Xét mô hình Đường hoa" in home
    assert url("index") in home
    form = page.get(url("vote", item.pk))
    assert "checked" not in text_of(form)
    assert "no-store" in form["Cache-Control"]
    assert page.post(url("vote", item.pk), {}).status_code == 422
    done = text_of(page.post(url("vote", item.pk), {"phieu": "against"}, follow=True))
    assert "Bạn đã bỏ phiếu nội dung này" in done
    assert "against" not in done
    assert page.post(url("vote", item.pk), {"phieu": "for"}).status_code == 409
    assert "Bỏ phiếu:" not in text_of(page.get("/"))


def test_paper_vote_is_entered_by_two_on_the_page(sign_in, sitting):
    _session, [item] = meeting(sitting)
    voting.open_vote(item, mode=Mode.PAPER, by=sitting.secretary, at=NOON)
    counted = {
        "issued": "9",
        "collected": "9",
        "votes_for": "7",
        "votes_against": "1",
        "votes_none": "0",
        "votes_invalid": "1",
    }
    page = sign_in(sitting.secretary)
    assert "Nhập kết quả kiểm phiếu" in text_of(page.get("/"))
    assert page.post(url("tally", item.pk), counted | {"votes_for": "9"}).status_code == 422
    page.post(url("tally", item.pk), counted)
    assert "Đã có 1/2 người nhập" in text_of(page.get(url("item", item.pk)))
    assert page.post(url("tally", item.pk), counted).status_code == 422

    sign_in(sitting.members[0]).post(url("tally", item.pk), counted)

    item.refresh_from_db()
    assert (item.votes_for, item.votes_invalid, item.passed) == (7, 1, True)


def test_recusal_reason_and_broken_off_vote_on_the_page(sign_in, sitting):
    session, [item] = meeting(sitting, absent=3)
    row = session.attendance.get(user=sitting.members[0])
    page = sign_in(sitting.secretary)
    page.post(url("recuse", item.pk), {"attendance": row.pk, "reason": "chỉ đạo mô hình"})
    refused = page.post(url("open_vote", item.pk), {"mode": "hands"})
    assert refused.status_code == 422
    assert "Người chủ trì ghi lý do" in text_of(refused)
    assert page.post(url("allow_few", item.pk), {"reason": "vẫn họp"}).status_code == 403
    chair = sign_in(sitting.chair)
    assert "Vẫn biểu quyết khi còn ít người" in text_of(chair.get(url("item", item.pk)))
    chair.post(url("allow_few", item.pk), {"reason": "không mời thêm được"})
    page = sign_in(sitting.secretary)
    assert page.post(url("open_vote", item.pk), {"mode": "named"}).status_code == 302
    sign_in(sitting.chair).post(url("abandon", item.pk), {"reason": "nhầm cách"})
    item.refresh_from_db()
    assert (item.state, item.mode) == (ItemState.WAITING, "")
    page = sign_in(sitting.secretary)
    page.post(url("lift_recusal", item.pk, item.recusals.get().pk), {"reason": "trùng tên"})
    assert not item.recusals.exists()


def test_decided_matter_goes_to_a_later_session_with_a_reason(sign_in, sitting):
    item = decided(sitting)
    later = planned(sitting)
    page = sign_in(sitting.secretary)
    assert page.post(url("supersede", item.pk), {"session": later.pk}).status_code == 422
    page.post(url("supersede", item.pk), {"session": later.pk, "explanation": "có đơn nêu ý kiến"})

    assert later.items.get().supersedes == item
    assert "đang được xem xét lại" in text_of(page.get(url("item", item.pk)))


def test_stranger_finds_nothing_and_member_cannot_run(sign_in, sitting, place):
    session, [item] = meeting(sitting)
    page = sign_in(user(place.hamlets[0]))
    for name, pk in [("council", sitting.council.pk), ("session", session.pk), ("item", item.pk)]:
        assert page.get(url(name, pk)).status_code == 404
    assert "Hội đồng và phiên họp" in text_of(page.get(url("index")))
    assert url("index") not in text_of(page.get("/"))
    page = sign_in(sitting.members[0])
    assert page.get(url("session", session.pk)).status_code == 200
    for name, pk in [
        ("roll", session.pk),
        ("add_item", session.pk),
        ("open_vote", item.pk),
        ("notes", item.pk),
    ]:
        assert page.get(url(name, pk)).status_code == 403
    assert page.get(url("rule", sitting.council.pk)).status_code == 403


def test_form_posted_after_sign_in_expired_comes_back_filled(client, sitting):
    session = planned(sitting, "Một")
    address = url("add_item", session.pk)
    client.post(address, {"title": "Nội dung đang gõ dở"})
    client.force_login(sitting.secretary, backend=BACKEND)

    assert "Nội dung đang gõ dở" in text_of(client.get(address))


def test_members_and_rule_change_on_the_page(sign_in, sitting):
    page = sign_in(sitting.officer)
    seat = sitting.council.seats.get(user=sitting.members[0])
    page.post(url("end_member", sitting.council.pk), {"seat": seat.pk})
    rule = {
        "paper": "Quy chế số 3",
        "valid_from": "02/02/2026",
        "quorum": "8/10",
        "passes": "over",
        "base": "PRESENT",
        "ballot": "FREE",
    }
    page.post(url("rule", sitting.council.pk), rule)
    shown = text_of(page.get(url("council", sitting.council.pk)))

    seat.refresh_from_db()
    assert seat.valid_to == TODAY
    assert "Cần quá 1/2 số thành viên dự họp tán thành; họp khi có mặt từ 80%" in shown
    assert "Quy chế số 3" in shown
    assert page.post(url("end_member", sitting.council.pk), {"seat": "x"}).status_code == 404
    page.post(
        url("change", sitting.council.pk),
        {
            "name": "Hội đồng khác",
            "decided_by": "QĐ",
            "decided_on": "1/1/2026",
            "unit": sitting.council.unit_id,
        },
    )
    page.post(url("end", sitting.council.pk), {"on": "02/02/2026", "paper": "Quyết định giải thể"})
    assert "Thôi hoạt động" in text_of(page.get(url("council", sitting.council.pk)))


def test_lists_cost_the_same_for_few_and_many(sign_in, sitting, place, django_assert_max_num_queries):
    session, [item] = meeting(sitting)
    page = sign_in(sitting.officer)

    def queries():
        found = []
        for address in [
            url("index"),
            url("council", sitting.council.pk),
            url("session", session.pk),
            url("item", item.pk),
            "/",
        ]:
            with django_assert_max_num_queries(40) as counted:
                assert page.get(address).status_code == 200
            found.append(len(counted))
        return found

    few = queries()
    for number in range(6):
        planned(sitting, f"Việc {number}")
        items.open_item(session, title=f"Thêm {number}", by=sitting.secretary, at=NOON)
    for _ in range(3):
        council(place, members=1)

    many = queries()
    assert few[0] <= 10
    assert (many[0], many[1], many[2], many[3]) == tuple(few[:4])
    assert many[4] == few[4]


# Papers


def words_of(paper):
    from kheo.core.paper.writing.docx import write_docx

    document = Docx(io.BytesIO(write_docx(paper, at=NOON)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.fixture
def held(sitting):
    session = planned(sitting, "Xét mô hình Đường hoa", "Xét mô hình Bếp lửa", "Bàn lịch")
    first, second, third = session.items.order_by("position")
    items.drop_item(second, by=sitting.secretary, at=NOON)
    second = items.open_item(
        session,
        title="Khen cá nhân",
        nominees=[Who(sitting.members[0].full_name, sitting.members[0].pk)],
        by=sitting.secretary,
        at=NOON,
    )
    sessions.begin(session, roll=roll(sitting, absent=1), by=sitting.secretary, at=NOON)
    voted_by_hands(first, sitting, votes_for=6, against=2)
    items.note(
        first,
        discussion="Nên làm\nNên nhân rộng",
        dissent="Xin bảo lưu",
        conclusion="",
        by=sitting.secretary,
        at=NOON,
    )
    voting.open_vote(second, mode=Mode.PAPER, by=sitting.secretary, at=NOON)
    for teller in (sitting.secretary, sitting.members[1]):
        paper_vote.enter_tally(second, tally=Tally(7, 7, 4, 2, 0, 1), by=teller, at=NOON)
    items.conclude(third, conclusion="Họp tháng sau", by=sitting.secretary, at=NOON)
    sessions.close(session, word="chốt", by=sitting.chair, at=NOON)
    session.refresh_from_db()
    second.refresh_from_db()
    return session, second


def test_papers_are_clean_under_our_own_linter(held):
    session, item = held
    made = [papers.session_paper(session, name) for name in ("giay-moi", "danh-sach-du-hop", "bien-ban")]
    made += [papers.item_paper(item, name) for name in ("phieu-bieu-quyet", "bien-ban-kiem-phieu")]

    assert [one.id for paper in made for one in judge_paper(paper, today=TODAY)] == []


def test_minutes_hold_ratios_denominators_recusals_and_dissent(held, sitting):
    said = words_of(papers.session_paper(held[0], "bien-ban"))

    for words in (
        "Có mặt 08/09 thành viên",
        "Tỷ lệ tán thành 6/9 (66,7%); cần quá 1/2 tổng số thành viên tán thành, tức ít nhất 05: thông qua",
        "Tỷ lệ tán thành 4/9 (44,4%)",
        "không thông qua",
        f"{sitting.members[0].full_name} (là người được đề nghị xét)",
        "Xin bảo lưu",
        "Nên nhân rộng",
        "Họp tháng sau",
        "lý do: đi công tác",
    ):
        assert words in said


def test_ballots_are_as_many_as_voters_and_all_alike(held):
    item = held[1]
    said = words_of(papers.item_paper(item, "phieu-bieu-quyet"))

    assert said.count("Nội dung: Khen cá nhân") == item.voters == 7
    assert said.count("Không ghi tên, không ký") == 7


def test_party_council_invites_by_letter(place, sitting):
    sitting.council.unit = place.party
    sitting.council.save(update_fields=["unit"])
    session = CouncilSession.objects.create(
        council=sitting.council,
        title="Phiên họp",
        begins_at=NOON,
        place="Xã",
        made_at=NOON,
        made_by=sitting.officer,
    )
    AgendaItem.objects.create(session=session, position=1, title="Một", made_at=NOON, made_by=sitting.officer)

    paper = papers.session_paper(session, "giay-moi")

    assert paper.kind is None
    assert paper.profile == profile_for("PARTY", TODAY)
    assert "mời dự họp" in paper.subject
    assert [one.id for one in judge_paper(paper, today=TODAY)] == []


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_papers_are_downloaded_and_unknown_ones_are_not_found(sign_in, held, sitting, form):
    session, item = held
    page = sign_in(sitting.members[0])

    for address in (
        url("session_paper", session.pk, "bien-ban", form),
        url("item_paper", item.pk, "bien-ban-kiem-phieu", form),
    ):
        answer = page.get(address)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
    for address in (
        url("session_paper", session.pk, "thu-tinh", form),
        url("session_paper", session.pk, "bien-ban", "exe"),
        url("item_paper", session.items.order_by("position").first().pk, "phieu-bieu-quyet", form),
    ):
        assert page.get(address).status_code == 404
