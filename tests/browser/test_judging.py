"""From the self-score on a telephone to the decision: unit, appraiser, head, officer; nine members of a council vote in
nine browsers at once, are counted right, and nobody can tell whose ballot is whose.
"""

import pytest
import time_machine
from django.urls import reverse

from kheo.appraisals.models import Appraisal, Conclusion, Ranking
from kheo.councils.models import Ballot, Voter
from kheo.councils.services import sessions, voting
from kheo.councils.states import Mode
from kheo.recognitions.models import Proposal, RecognitionDecision
from kheo.recognitions.services import council
from tests.appraisals.judging import SEPTEMBER, make_world, opened
from tests.browser.test_reporting import walk  # noqa: F401 -- a fixture
from tests.factories import NOON, PASSWORD, commune, user
from tests.factories import councils as sittings
from tests.factories import recognitions as made
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def appraisals(name, *args):
    return reverse(f"appraisals:{name}", args=args)


def test_self_score_to_ranking(walk, db):  # noqa: F811
    with time_machine.travel(SEPTEMBER):
        world = opened(make_world(), kind="periodic", team=[])
        card = appraisals("appraisal", world.appraisal.pk)

        unit = walk(width=360, password=PASSWORD)
        unit.sign_in(world.contact.username)
        unit.open(appraisals("mine"))
        unit.press(world.row.title)
        unit.write("[name=c1]", "30")
        unit.write("[name=c2]", "45")
        unit.write("[name=c2-out]", "60")
        unit.press("Gửi điểm tự chấm")
        assert Appraisal.objects.get(pk=world.appraisal.pk).desk == "team"

        officer = walk(password=PASSWORD)
        officer.sign_in(world.officer.username)
        officer.open(appraisals("gate", world.appraisal.pk, "g2"))
        officer.page.get_by_label("Đạt", exact=True).check()
        officer.page.fill("[name=source]", "Thông báo số 12-TB/ĐU")
        officer.press("Ghi câu trả lời")
        officer.open(appraisals("assign", world.appraisal_round.pk))
        officer.press("Đề xuất giúp", picture="phan-cong-cham")
        officer.press("Phân công")

        head = walk(password=PASSWORD)
        head.sign_in(world.head.username)
        head.open(appraisals("mine"))
        head.open(appraisals("score", world.appraisal.pk))
        head.press("Đồng ý với điểm tự chấm")
        head.open(appraisals("conclude", world.appraisal.pk))
        head.page.get_by_label("Đạt", exact=True).check()
        head.press("Kết luận", picture="ket-luan-tham-dinh")
        assert Conclusion.objects.get().total == 75

        unit.open(card)
        unit.press("Đề nghị xem xét lại")
        unit.page.fill("[name=why]", "Chưa tính 200 m đường.")
        unit.press("Gửi đề nghị")
        head.open(appraisals("mine"))
        head.press(world.row.title)
        head.page.get_by_label("Giữ nguyên kết quả").check()
        head.page.fill("[name=words]", "Đã tính đủ theo biên bản.")
        head.press("Trả lời đơn vị")
        officer.open(appraisals("ranking", world.appraisal_round.pk))
        officer.press("Lập bản xếp loại", picture="xep-loai")
        assert Ranking.objects.get().rows[0]["total"] == "75.00"


@pytest.fixture
def session(db, settings, tmp_path):
    """A session of a council of nine that has begun, one proposal of recognition on its agenda, the vote open."""
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOON):
        place = commune()
        running = running_campaign(place)
        contact = user(place.hamlets[0])
        sitting = sittings.council(place)
        made.body(running, place, needs_council=True)
        mine = accepted(running, place.hamlets[0], contact)
        proposals = made.staged(running, place.hamlets[0], contact, mine)
        row = sittings.planned(sitting)
        council.bring(running.round, row, proposals, by=running.officer, at=NOON)
        row = sessions.begin(row, roll=sittings.roll(sitting), by=sitting.secretary, at=NOON)
        voting.open_vote(row.items.get(), mode=Mode.SCREEN, by=sitting.secretary, at=NOON)
        yield running, sitting, row


def test_nine_vote_at_once_and_the_chair_closes(walk, session):  # noqa: F811
    running, sitting, row = session
    item = row.items.get()
    address = reverse("councils:vote", args=[item.pk])
    people = []
    for place, member in enumerate(sitting.everyone):
        one = walk(width=360 if place % 2 else 1280, password=PASSWORD)
        one.page.goto(f"{one.address}/tai-khoan/dang-nhap/")
        one.page.fill("[name=login]", member.username)
        one.page.fill("[name=password]", PASSWORD)
        one.page.click("main form button.btn-primary")
        one.page.wait_for_url(lambda url: "dang-nhap" not in url)
        one.page.goto(one.address + address)
        people.append(one)
    for one in people[:2]:
        one.seen(picture="bo-phieu")

    # Everybody's form lies open; all are sent before any answer is waited for.
    for place, one in enumerate(people):
        one.page.get_by_label("Tán thành" if place < 6 else "Không tán thành", exact=True).check()
    for one in people:
        one.page.evaluate(
            "setTimeout(() => document.querySelector('main form button.btn-primary').click(), 0)"
        )
    for one in people:
        one.page.get_by_text("Phiếu đã vào hòm").first.wait_for()

    assert Voter.objects.filter(item=item, has_voted=True).count() == 9
    assert sorted(Ballot.objects.values_list("choice", flat=True)) == ["against"] * 3 + ["for"] * 6
    assert {field.name for field in Ballot._meta.fields} == {"id", "item", "choice"}
    page = people[2].open(reverse("councils:item", args=[item.pk]))
    assert "6/9" not in page.inner_text("main")
    page.get_by_role("button", name="Kết thúc bỏ phiếu, kiểm phiếu").click()
    with page.expect_event("domcontentloaded"):
        page.get_by_role("button", name="Kết thúc, kiểm phiếu", exact=True).click()
    people[2].seen()
    chair = people[0]
    chair.open(reverse("councils:close", args=[row.pk]), picture="chot-phien-hop")
    chair.page.fill("[name=word]", "CHỐT")
    chair.press("Chốt kết quả phiên họp")
    assert Proposal.objects.get().state == "passed"
    assert "6/9 tán thành" in Proposal.objects.get().council_words

    officer = walk(password=PASSWORD)
    officer.sign_in(running.officer.username)
    officer.open(reverse("recognitions:enact", args=[running.round.pk]))
    for name, words in (("number", "112"), ("symbol", "QĐ-UBND"), ("typed", "công nhận")):
        officer.page.fill(f"[name={name}]", words)
    officer.page.fill("[name=signer]", "Hoàng Văn Thử")
    officer.press("Ban hành quyết định", picture="quyet-dinh-cong-nhan")
    assert RecognitionDecision.objects.get().number == "112"
    code = RecognitionDecision.objects.get().content["cases"][0]["code"]
    stranger = walk(width=360)
    stranger.open(reverse("certificates"))
    stranger.page.fill("[name=code]", code.lower())
    stranger.press("Kiểm tra", picture="kiem-tra-giay")
    assert stranger.page.get_by_text("Giấy có thật.").is_visible()
