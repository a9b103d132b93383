"""Giấy khen of the Party committee and of the Front: their own issuer, papers, signature, number and money."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse

from kheo.commendations.frozen import Enacted
from kheo.commendations.papers.certificates import certificates
from kheo.commendations.papers.decisions import decision_paper
from kheo.commendations.selectors.fund import unpaid
from kheo.commendations.selectors.picking import options_for
from kheo.commendations.selectors.prizes import WrittenMoney
from kheo.commendations.services import deciding, fund, revoking
from kheo.commendations.states import FundKind
from kheo.core.errors import InvalidInput, Refusal
from kheo.core.paper.lint.files import judge_paper
from kheo.documents.public import PaperFacts
from kheo.units.public import Unit, UnitVersion
from tests.factories import NOON, TODAY
from tests.factories import commendations as made
from tests.factories import recognitions as noted

pytestmark = pytest.mark.django_db
MONEY = WrittenMoney({"individual": 300_000}, "Quy định số 12-QĐ/TU ngày 05/01/2026 của Tỉnh ủy")
PARTY = PaperFacts("05", "QĐ/ĐU", TODAY, "BÍ THƯ", "Hoàng Văn Thử")
FRONT = PaperFacts("07", "QĐ-MTTQ-BTT", TODAY, "CHỦ TỊCH", "Trần Thị Ví Dụ")
CASES = [("giay-khen-dang-uy", PARTY, "party"), ("giay-khen-mttq", FRONT, "front")]


@pytest.fixture
def ready(running, place, contact):
    row = noted.exemplar(running, place.hamlets[0], contact)
    noted.signed(running, place.hamlets[0], contact, row)
    return row


def passed(running, place, contact, award):
    row = made.received(running, made.drafted(running, place.hamlets[0], contact, award=award))
    made.passed(running, made.appraised(running, row))
    return row


@pytest.mark.parametrize("case", CASES, ids=["party", "front"])
def test_the_body_of_the_catalogue_decides_signs_and_pays(running, place, contact, ready, case):
    award, facts, body = case
    issuer: Unit = getattr(place, body)
    passed(running, place, contact, award)

    decision = made.enacted(running, award=award, facts=facts, money=MONEY)

    told = Enacted.from_json(decision.content)
    [given] = decision.awards.all()
    assert decision.unit == issuer
    assert given.prize == 300_000
    assert told.prize_laws == (f"{MONEY.source} (do cơ quan ra quyết định ghi; Khéo chưa đối chiếu)",)
    assert told.fund.startswith("nguồn kinh phí khen thưởng của")
    assert "Quỹ thi đua" not in told.fund
    paper = decision_paper(issuer, told, on=TODAY)
    assert not judge_paper(paper, today=TODAY)


def test_the_partys_paper_is_the_partys(running, place, contact, ready):
    passed(running, place, contact, "giay-khen-dang-uy")

    decision = made.enacted(running, award="giay-khen-dang-uy", facts=PARTY, money=MONEY)

    told = Enacted.from_json(decision.content)
    paper = decision_paper(decision.unit, told, on=TODAY)
    assert str(decision) == "05-QĐ/ĐU"
    assert decision.issuer == "Ban Thường vụ Đảng ủy xã Đồng Trăng"
    assert told.award == "Giấy khen của Đảng ủy xã Đồng Trăng"
    assert paper.profile.body_kind == "PARTY"
    assert [one.prefix for one in paper.signature.authority] == ["TM"]
    assert not any("Nghị định" in one or "Quỹ" in one for one in told.bases)
    assert any("Ban Thường vụ Đảng ủy" in one for one in told.bases)
    later = replace(told, facts=replace(PARTY, issued_on=date(2026, 6, 10)))
    newer = decision_paper(decision.unit, later, on=date(2026, 6, 10))
    assert newer.profile != paper.profile
    assert not judge_paper(newer, today=date(2026, 6, 10))
    page = certificates(decision, told.cases, at=NOON)
    text = pypdfium2.PdfDocument(BytesIO(page))[0].get_textpage().get_text_range()
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "CỘNG HÒA" not in text


def test_the_fronts_paper_is_the_fronts(running, place, contact, ready):
    passed(running, place, contact, "giay-khen-mttq")

    decision = made.enacted(running, award="giay-khen-mttq", facts=FRONT)

    told = Enacted.from_json(decision.content)
    assert str(decision) == "07/QĐ-MTTQ-BTT"
    assert told.award.startswith("Giấy khen của Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã")
    assert decision.awards.get().prize is None
    assert not told.prize_words
    assert any("Luật Thi đua, khen thưởng" in one for one in told.bases)
    assert not judge_paper(decision_paper(decision.unit, told, on=TODAY), today=TODAY)


def test_what_is_written_needs_its_text_and_what_is_counted_is_not_written(running, place, contact, ready):
    passed(running, place, contact, "giay-khen-dang-uy")
    for wrong, field in (
        (WrittenMoney({"individual": 300_000}, " "), "source"),
        (WrittenMoney({"individual": 0}, "Quy định"), "individual"),
        (WrittenMoney({"individual": 10**12}, "Quy định"), "individual"),
    ):
        with pytest.raises(InvalidInput) as refused:
            made.enacted(running, award="giay-khen-dang-uy", facts=PARTY, money=wrong)
        assert refused.value.field == field
    with pytest.raises(InvalidInput) as counted:
        deciding.require_money("giay-khen", TODAY, MONEY)
    assert counted.value.code == "prize-counted"


def test_the_states_fund_pays_no_prize_of_the_party(running, place, contact, ready):
    passed(running, place, contact, "giay-khen-dang-uy")
    decision = made.enacted(running, award="giay-khen-dang-uy", facts=PARTY, money=MONEY)
    year = fund.set_year(
        running.round,
        year=2026,
        recurrent=10_000_000_000,
        permille=10,
        basis="Quyết định 01",
        by=running.officer,
        at=NOON,
    )
    receipt = fund.Entry(FundKind.RECEIPT, 5_000_000, TODAY, "Lập quỹ")
    fund.enter(running.round, year, entry=receipt, by=running.officer, at=NOON)

    assert unpaid(running.round, year) == []
    with pytest.raises(Refusal) as refused:
        fund.enter(
            running.round,
            year,
            entry=fund.Entry(FundKind.PRIZE, 300_000, TODAY, "Chi", decision=decision),
            by=running.officer,
            at=NOON,
        )
    assert refused.value.code == "not-this-fund"


def test_a_body_that_is_not_there_offers_nothing_and_its_forms_are_refused(running, place, contact, ready):
    offered = {one.key for one in options_for(running.round, "individual", TODAY)}
    assert {"giay-khen", "giay-khen-dang-uy", "giay-khen-mttq"} <= offered
    assert "giay-khen-dang-uy" not in {one.key for one in options_for(running.round, "household", TODAY)}

    UnitVersion.objects.filter(unit=place.front).update(valid_to=TODAY)
    Unit.objects.filter(pk=place.front.pk).update(area_code="05501")

    assert "giay-khen-mttq" not in {one.key for one in options_for(running.round, "individual", TODAY)}
    with pytest.raises(Refusal) as refused:
        made.drafted(running, place.hamlets[0], contact, award="giay-khen-mttq")
    assert refused.value.code == "no-issuer"
    assert "Mặt trận" in str(refused.value)


def test_a_choice_says_whose_it_is_and_what_is_not_known(running):
    words = {one.key: one.words for one in options_for(running.round, "individual", TODAY)}

    assert "khen thưởng của Đảng" in words["giay-khen-dang-uy"]
    assert "tiền thưởng do cơ quan ra quyết định ghi; quy định chưa xác minh" in words["giay-khen-dang-uy"]
    assert "710.000 đồng" in words["giay-khen"]


def test_the_page_takes_the_sum_into_the_draft_and_then_into_the_decision(
    client, running, place, contact, ready
):
    client.force_login(running.officer)
    passed(running, place, contact, "giay-khen-dang-uy")
    address = reverse("commendations:enact", args=[running.round.pk, "giay-khen-dang-uy", "campaign"])
    typed = {"individual": "300.000", "source": MONEY.source, "fund": "ngân sách Đảng năm 2026"}
    signed = {
        "number": "05",
        "symbol": "QĐ/ĐU",
        "issued_on": "02/02/2026",
        "position": "BÍ THƯ",
        "signer": "Hoàng Văn Thử",
        "typed": "KHEN THƯỞNG",
    }

    plain = client.get(address).content.decode()
    assert "QĐ/ĐU" in plain
    assert "BÍ THƯ" in plain
    told = client.get(address, typed).content.decode()
    draft = client.get(
        reverse("commendations:draft_file", args=[running.round.pk, "giay-khen-dang-uy", "campaign", "docx"]),
        typed,
    )
    bad = client.post(f"{address}?individual=300000&source=", signed)
    done = client.post(f"{address}?individual=300000&source=Quy+dinh+so+12", signed)

    assert "300.000" in told
    assert draft.status_code == 200
    assert bad.status_code == 422
    assert done.status_code == 302
    page = client.get(done.headers["Location"]).content.decode()
    assert "Khéo chưa đối chiếu" in page
    assert "05-QĐ/ĐU" in page


def test_a_revocation_is_the_same_bodys(running, place, contact, ready):
    passed(running, place, contact, "giay-khen-dang-uy")
    decision = made.enacted(running, award="giay-khen-dang-uy", facts=PARTY)
    [given] = decision.awards.all()

    act = revoking.revoke(
        decision,
        reasons={given.pk: "Kê khai sai thành tích"},
        facts=PaperFacts("06", "QĐ/ĐU", TODAY, "BÍ THƯ", "Hoàng Văn Thử"),
        typed="HỦY BỎ",
        by=running.officer,
        at=NOON,
    )

    assert str(act) == "06-QĐ/ĐU"
    paper = decision_paper(act.unit, Enacted.from_json(act.content), on=TODAY)
    assert paper.profile.body_kind == "PARTY"
    assert not judge_paper(paper, today=TODAY)
