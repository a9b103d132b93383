"""From the plan in hand to the list in hand: one commune, one year, through the pages alone, without scripts."""

import io
import zipfile
from datetime import datetime

import pytest
import time_machine
from django.urls import reverse
from python_calamine import CalamineWorkbook

from kheo.accounts.roles import Role
from kheo.campaigns.models import Campaign, Sector
from kheo.core.paper.gate import open_paper
from kheo.core.paper.writing.docx import write_docx
from kheo.demo.days import Days
from kheo.demo.plan_files import paper_of
from kheo.kernel.clock import VIETNAM
from kheo.registrations.models import ListNotice, Receipt, Registration, UpwardBundle
from kheo.registrations.states import State
from tests.campaigns.trees import tree
from tests.factories import user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted
from tests.journeys.pages import Person, a_file

pytestmark = pytest.mark.django_db

ISSUED = datetime(2026, 1, 12, 8, 30, tzinfo=VIETNAM)
OPEN = datetime(2026, 1, 20, 9, 0, tzinfo=VIETNAM)
IN_GRACE = datetime(2026, 2, 2, 10, 0, tzinfo=VIETNAM)
LAST_MINUTES = datetime(2026, 2, 2, 23, 50, tzinfo=VIETNAM)
TOO_LATE = datetime(2026, 2, 3, 0, 0, 1, tzinfo=VIETNAM)
AFTER = datetime(2026, 2, 5, 8, 0, tzinfo=VIETNAM)
CLOSES = datetime(2026, 2, 2, tzinfo=VIETNAM).date()  # “trước ngày 02/02/2026”: the first is the last day


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def commune():
    return tree("xã Nậm Mây", ("Bản Hua Nậm", "Bản Tát", "Bản Noong"))


@pytest.fixture
def plan():
    words = Days(ISSUED.date()).words(year=2026, issued=ISSUED.date(), closes=CLOSES)
    return write_docx(paper_of("nam-may-nam", number="07", on=ISSUED.date(), words=words), at=ISSUED)


def _contact(unit):
    return Person(user(unit, Role.UNIT_CONTACT))


def _launched(officer, plan, clock):
    """Upload, review, be asked for what the paper leaves open, launch. Gives the campaign."""
    clock.move_to(ISSUED)
    officer.open(reverse("campaigns:upload"))
    officer.press(files={"file": a_file("ke-hoach-2026.docx", plan)})
    assert "Bản Hua Nậm thực hiện mô hình" in officer.text
    assert "07" in officer.read()
    officer.press(having="dung-het")
    campaign = Campaign.objects.get(state="preparing")

    officer.open(reverse("campaigns:prepare_launch", args=[campaign.pk]))
    said = "Nhận đăng ký đến hết 24 giờ Chủ nhật, 01/02/2026; từ 0 giờ ngày 02/02/2026 là muộn."
    assert said in officer.read()
    officer.press(having="national_sent", button="launch")
    assert officer.status == 422
    assert "Chưa phát động được, còn thiếu: “Trạm Y tế” là những đơn vị nào." in officer.read()

    fields = officer.fields("national_sent")
    health = next(name for name, value in fields.items() if name.endswith("-mode") and not value)
    named = {n: _unit_id(officer, n) for n in fields if n.startswith("initiative-")}
    officer.press(
        having="national_sent",
        button="launch",
        **{health: "read", "grace_minutes": "1440", "sends_up_to": "Ủy ban nhân dân tỉnh Lam Trà"},
        **named,
    )
    assert officer.status == 200
    campaign.refresh_from_db()
    assert campaign.state == "running"
    return campaign


def _unit_id(officer, field):
    """The unit that the officer picks for an initiative of the plan, by the initiative's name."""
    form = officer._form("national_sent")
    label = form.xpath(f"//label[@for='{field}']")[0].text_content()
    wanted = "Bản Hua Nậm" if "Nước sạch" in label else "Hội Liên hiệp Phụ nữ"
    options = form.inputs[field].iter("option")
    return next(one.get("value") for one in options if (one.text or "").startswith(wanted))


def _short(**changes):
    return {
        "kind": "new",
        "lead_kind": "collective",
        "time_words": "cả năm 2026",
        "address": "Nậm Mây",
        "measure-0-name": "Hộ tham gia",
        "measure-0-target": "40",
        "measure-0-unit": "hộ",
    } | changes


def _sector(round_, code):
    return str(Sector.objects.get(campaign=round_.campaign, code=code).pk)


def test_plan_becomes_the_list_in_hand(commune, plan):
    with time_machine.travel(ISSUED, tick=False) as clock:
        before = running_campaign(commune, year=2025, closes_at=None, registrants=[commune.women])
        women_user = user(commune.women, Role.UNIT_CONTACT)
        earlier = accepted(before, commune.women, women_user, at=ISSUED, title="Chợ phiên vùng cao")
        officer = Person(user(commune.committee, Role.COMMUNE_OFFICER))
        women, hamlet = Person(women_user), _contact(commune.settlement_1)
        second, school = _contact(commune.settlement_2), _contact(commune.school)

        campaign = _launched(officer, plan, clock)
        round_ = campaign.rounds.get()

        # New: the plan's own initiative lies ready as a draft; the hamlet completes and sends it.
        clock.move_to(OPEN)
        draft = Registration.objects.get(round=round_, unit=commune.settlement_1)
        hamlet.open(reverse("registrations:edit", args=[draft.draft.pk]))
        assert hamlet.fields("title")["title"] == "Nước sạch về bản"
        hamlet.press(
            having="title",
            button="send",
            **_short(
                sector=_sector(round_, "KT"),
                lead_name="Ban công tác Mặt trận bản Hua Nậm",
                **{"measure-0-target": "850", "measure-0-unit": "m", "measure-0-name": "Ống dẫn nước"},
            ),
        )
        assert Receipt.objects.get(registration=draft).code in hamlet.text

        # Continued: from last year's record, with what changed.
        women.open(reverse("registrations:new", args=[round_.pk]) + f"?tiep-tuc={earlier.pk}")
        assert women.fields("title")["title"] == "Chợ phiên vùng cao"
        women.press(
            having="title",
            button="send",
            sector=_sector(round_, "KT"),
            changes="Thêm hai phiên mỗi tháng.",
            time_words="cả năm 2026",
        )
        assert women.status == 200, women.errors()
        again = Registration.objects.get(round=round_, unit=commune.women, state=State.SUBMITTED)
        assert again.initiative_id == earlier.initiative_id

        # Returned with a reason, mended, sent again.
        officer.open(reverse("registrations:detail", args=[draft.pk]))
        officer.press(having="tra-lai", reason="Chưa ghi số hộ được dùng nước.")
        hamlet.open(reverse("registrations:edit", args=[draft.draft.pk]))
        assert "Chưa ghi số hộ được dùng nước." in hamlet.read()

        # Late, within the published grace; one second after it the door is shut and the draft kept.
        clock.move_to(IN_GRACE)
        school.open(reverse("registrations:new", args=[round_.pk]))
        school.press(
            having="title",
            button="send",
            **_short(
                title="Lớp học buổi tối cho người lớn",
                sector=_sector(round_, "VH-XH"),
                lead_name="Tổ Xã hội, Trường Tiểu học",
            ),
        )
        assert Registration.objects.get(round=round_, unit=commune.school).is_late
        clock.move_to(LAST_MINUTES)
        second.open(reverse("registrations:new", args=[round_.pk]))
        clock.move_to(TOO_LATE)
        second.press(
            having="title",
            button="send",
            **_short(title="Tổ giữ rừng", sector=_sector(round_, "QP-AN"), lead_name="Bản Tát"),
        )
        assert second.status == 422
        assert "Đã hết hạn nhận đăng ký (đến hết ngày 02/02/2026). Bản nháp vẫn được giữ." in second.read()
        assert Registration.objects.get(round=round_, unit=commune.settlement_2).state == State.DRAFT

        # What was returned is not late when it is sent again.
        hamlet.open(reverse("registrations:edit", args=[draft.draft.pk]))
        hamlet.press(
            having="title",
            button="send",
            **{
                "measure-1-name": "Hộ dùng nước",
                "measure-1-target": "64",
                "measure-1-unit": "hộ",
                "measure-2-name": "",
                "measure-2-target": "",
                "measure-2-unit": "",
            },
        )
        draft.refresh_from_db()
        assert (draft.state, draft.is_late) == (State.SUBMITTED, False)

        clock.move_to(AFTER)
        titles = {"Nước sạch về bản", "Chợ phiên vùng cao", "Lớp học buổi tối cho người lớn"}
        _received(officer, round_, titles)
        _lists(officer, round_, commune, titles)
        _issued_and_sent_up(officer, round_, titles)
        _numbers_agree(officer, campaign, round_)


def _received(officer, round_, titles):
    """Many at once: how many and which are shown before they are taken in."""
    officer.open(reverse("registrations:desk", args=[round_.pk]))
    waiting = Registration.objects.filter(round=round_, state=State.SUBMITTED)
    assert set(waiting.values_list("title", flat=True)) == titles
    officer.press(having="nhieu", chon=[str(row.pk) for row in waiting])
    assert [title for title in titles if title not in officer.text] == []
    officer.press(having="xac-nhan")
    assert not waiting.all().exists()


def _lists(officer, round_, commune, titles):
    """The three forms of the commune's list, re-read, hold the same rows; so does the unit's own."""
    officer.open(reverse("registrations:summary_file", args=[round_.pk, "docx"]))
    said = " ".join(open_paper(officer.content, "danh-sach.docx").text.split())
    assert [title for title in titles if title not in said] == []
    officer.open(reverse("registrations:summary_file", args=[round_.pk, "pdf"]))
    said = open_paper(officer.content, "danh-sach.pdf").text
    # In a narrow column a name goes over two lines, between which its neighbours' words are printed.
    assert [title for title in titles if not set(title.split()) <= set(said.split())] == []
    officer.open(reverse("registrations:summary_file", args=[round_.pk, "xlsx"]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(officer.content)).get_sheet_by_index(0).to_python()
    cells = [str(cell) for row in rows for cell in row]
    assert [cells.count(title) for title in sorted(titles)] == [1, 1, 1]

    officer.open(reverse("registrations:unit_list_file", args=[round_.pk, commune.women.pk, "docx"]))
    own = open_paper(officer.content, "danh-sach.docx").text
    assert [title for title in sorted(titles) if title in own] == ["Chợ phiên vùng cao"]


def _issued_and_sent_up(officer, round_, titles):
    officer.open(reverse("registrations:list_notice", args=[round_.pk]))
    officer.press(
        having="leader_name", number="12", leader_name="Lù Thị Pằng", shown_to_leader_on="05/02/2026"
    )
    notice = ListNotice.objects.get(round=round_)
    officer.open(reverse("registrations:notice_file", args=[round_.pk, notice.version, "docx"]))
    said = " ".join(open_paper(officer.content, "thong-bao.docx").text.split())
    assert [title for title in titles if title not in said] == []
    assert "12/TB-UBND" in said

    officer.open(reverse("registrations:send_up", args=[round_.pk]))
    officer.press(having="sent_to", number="31", symbol="UBND-VHXH")
    bundle = UpwardBundle.objects.get(round=round_)
    officer.open(reverse("registrations:bundle_file", args=[round_.pk, bundle.version]))
    names = zipfile.ZipFile(io.BytesIO(officer.content)).namelist()
    assert len([name for name in names if name.endswith(".docx")]) >= 1 + 1 + len(titles)


def _numbers_agree(officer, campaign, round_):
    """The campaign's page, the list and the database say the same."""
    officer.open(reverse("portal:campaign", args=[campaign.pk]))
    cockpit = officer.read()
    assert "3 đã gửi" in cockpit
    assert "0 chờ tiếp nhận" in cockpit
    assert "3 đã tiếp nhận" in cockpit
    officer.open(reverse("registrations:list", args=[round_.pk]) + "?trang-thai=accepted")
    found = officer.read()
    assert found.count("Chợ phiên vùng cao") == 1
    assert Registration.objects.filter(round=round_, state=State.ACCEPTED).count() == 3
