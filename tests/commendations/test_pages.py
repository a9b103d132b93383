"""The pages of commendation, from a dossier to the certificates; who may do what from where."""

import pytest
from django.urls import reverse
from pypdfium2 import PdfDocument

from kheo.accounts.roles import Role
from kheo.commendations.models import Blank, CommendationDecision, Dossier, FundEntry
from kheo.commendations.states import DossierState
from kheo.commendations.web import certificates
from kheo.councils.services import sessions
from kheo.recognitions.models import Exemplar
from kheo.recognitions.services import reconfirming
from tests.factories import NOON, user
from tests.factories import commendations as made
from tests.factories import councils as sittings
from tests.factories import recognitions as noted

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SIGNED = {
    "number": "120",
    "symbol": "QĐ-UBND",
    "issued_on": "02/02/2026",
    "position": "CHỦ TỊCH",
    "signer": "Hoàng Văn Thử",
}


def signed_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def text(response):
    return response.content.decode()


def at(name, *args):
    return reverse(f"commendations:{name}", args=args)


def typed(**changes):
    return {
        "award": "giay-khen",
        "occasion": "campaign",
        "achievement": "Đã có thành tích trong phong trào thi đua “Dân vận khéo” năm 2026",
        "span_first": "01/01/2026",
        "span_last": "02/02/2026",
        "summary": "Vận động 12 hộ nạo vét mương.",
        "report": "Vận động 12 hộ nạo vét mương.",
    } | changes


@pytest.fixture
def ready(running, place, contact):
    row = noted.exemplar(running, place.hamlets[0], contact)
    noted.signed(running, place.hamlets[0], contact, row)
    return row


def test_from_the_dossier_to_the_certificates_and_the_money(client, running, place, contact, ready):
    pk, hamlet = running.round.pk, place.hamlets[0].pk
    signed_in(client, contact)
    assert "Bà Nguyễn Thị Mẫu" in text(client.get(at("choose", pk)))
    new = at("new", pk, hamlet, f"e{ready.pk}")
    assert "760" in text(client.get(new)) or "710" in text(client.get(new))
    assert client.post(new, typed(achievement="")).status_code == 422
    assert client.post(new, typed()).status_code == 302
    row = Dossier.objects.get()
    page = text(client.get(at("dossier", row.pk)))
    assert "Một thành tích, một lần khen" in page
    assert "Chưa có trả lời" not in page
    assert client.post(at("act", row.pk, "tiep-nhan")).status_code == 403
    assert client.post(at("act", row.pk, "gui")).status_code == 302

    signed_in(client, running.officer)
    assert client.post(at("act", row.pk, "tiep-nhan")).status_code == 302
    opinion = {
        "body": "Phòng",
        "verdict": "agree",
        "answered_on": "02/02/2026",
        "words": "Đủ điều kiện, tiêu chuẩn.",
    }
    refused = client.post(at("act", row.pk, "tham-dinh"), opinion)
    assert refused.status_code == 422
    assert "Đang bị xem xét thì chưa đề nghị" in text(refused)
    asked = {"body": "Đảng ủy xã", "answer_by": "10/02/2026"}
    client.post(at("act", row.pk, "lay-y-kien"), asked)
    [consult] = row.opinions.all()
    assert client.get(at("consultation_file", row.pk, consult.pk, "pdf")).content.startswith(b"%PDF")
    client.post(at("opinion", row.pk, consult.pk), opinion)
    client.post(
        at("act", row.pk, "du-dieu-kien"), {"clear": "yes", "paper": "5/CAX", "answered_on": "02/02/2026"}
    )
    assert client.post(at("act", row.pk, "tham-dinh"), opinion).status_code == 302
    for paper in ("to-trinh", "bao-cao-thanh-tich", "tom-tat-thanh-tich", "phieu-tiep-nhan"):
        assert client.get(at("dossier_file", row.pk, paper, "pdf")).content.startswith(b"%PDF")
    for paper in ("tham-dinh", "cong-khai"):
        assert client.get(at("list_file", pk, "giay-khen", paper, "pdf")).content.startswith(b"%PDF")
    result = {"number": "07/BB", "held_on": "02/02/2026", f"result-{row.pk}": "khong"}
    assert client.post(at("results", pk), result).status_code == 422
    client.post(at("results", pk), result | {f"result-{row.pk}": "thong-qua"})
    assert "710.000" in text(client.get(at("enact", pk, "giay-khen", "campaign")))
    assert client.get(at("draft_file", pk, "giay-khen", "campaign", "pdf")).content.startswith(b"%PDF")
    assert client.post(at("enact", pk, "giay-khen", "campaign"), SIGNED | {"typed": "ừ"}).status_code == 422
    client.post(at("enact", pk, "giay-khen", "campaign"), SIGNED | {"typed": "khen thưởng"})

    decision = CommendationDecision.objects.get()
    assert "Quyết định số 120/QĐ-UBND" in text(client.get(at("decision", decision.pk)))


@pytest.fixture
def decided(running, place, contact, ready):
    row = made.received(running, made.drafted(running, place.hamlets[0], contact))
    made.passed(running, made.appraised(running, row))
    return made.enacted(running)


def test_papers_money_and_revocation_of_a_decision(client, running, decided):
    pk, decision = running.round.pk, decided
    signed_in(client, running.officer)
    page = text(client.get(at("decision", decision.pk)))
    assert "Quyết định số 120/QĐ-UBND" in page
    assert "710.000" in page
    assert client.get(at("certificates", decision.pk)).content.startswith(b"%PDF")
    assert client.get(at("signing_file", decision.pk, "docx")).status_code == 200
    assert client.get(at("ceremony_file", pk, "docx")).status_code == 200
    assert "Bà Nguyễn Thị Mẫu" in text(client.get(at("history") + "?tim=nguyen thi mau"))
    assert client.get(at("history_file", "xlsx")).status_code == 200
    money = at("fund", pk, 2026)
    client.post(money, {"what": "bound", "recurrent": "2.000.000.000", "permille": "10", "basis": "QĐ số 1"})
    row = {"kind": "receipt", "amount": "20.000.000", "on": "02/02/2026", "words": "Lập quỹ"}
    client.post(money, row)
    assert client.post(money, row | {"amount": "1"}).status_code == 422
    entry = FundEntry.objects.get()
    assert client.post(at("reverse", pk, 2026, entry.pk), {"reason": "nhầm"}).status_code == 302
    chosen = decision.awards.get().pk
    away = SIGNED | {"number": "130", "typed": "hủy bỏ", "chosen": chosen}
    assert client.post(at("revoke", decision.pk), away).status_code == 422
    before = {"chosen": chosen, "du-thao": "docx"}
    assert "Hãy ghi lý do hủy bỏ" in text(client.post(at("revoke", decision.pk), before))
    draft = client.post(at("revoke", decision.pk), before | {f"reason-{chosen}": "Kê khai sai"})
    assert "du-thao-quyet-dinh-huy-bo" in draft["Content-Disposition"]
    assert CommendationDecision.objects.count() == 1
    assert "Hãy ghi số của quyết định đã ký" in text(
        client.post(at("revoke", decision.pk), away | {"number": "", f"reason-{chosen}": "Kê khai sai"})
    )
    client.post(at("revoke", decision.pk), away | {f"reason-{chosen}": "Kê khai sai"})
    act = CommendationDecision.objects.latest("pk")
    assert "Nộp lại trước hết ngày" in text(client.get(at("decision", act.pk)))
    assert client.get(at("decision_file", act.pk, "pdf")).content.startswith(b"%PDF")
    assert client.post(at("returned", act.pk, chosen)).status_code == 302
    assert client.get(at("certificates", decision.pk)).status_code == 404


def test_a_council_in_kheo_decides_by_its_own_session(client, running, place, contact, ready):
    row = made.appraised(running, made.received(running, made.drafted(running, place.hamlets[0], contact)))
    sitting = sittings.council(place)
    session = sittings.planned(sitting)
    signed_in(client, running.officer)
    address = at("to_council", running.round.pk)
    assert "Bà Nguyễn Thị Mẫu" in text(client.get(address))
    assert client.post(address, {"session": session.pk, "chosen": row.pk}).status_code == 302
    back = client.post(at("act", row.pk, "tra-lai"), {"reason": "thiếu"})
    assert back.status_code == 422
    assert "nằm trong chương trình" in text(back)

    item = session.items.get()
    sessions.begin(session, roll=sittings.roll(sitting), by=sitting.secretary, at=NOON)
    sittings.voted_by_hands(item, sitting, 7)
    sessions.close(session, word="chốt", by=sitting.chair, at=NOON)
    row.refresh_from_db()
    assert (row.state, row.of_council) == (DossierState.PASSED, True)
    assert "7/9 tán thành" in row.passed_by
    assert "chỉ một phiên họp khác" in text(client.post(at("act", row.pk, "xem-xet-lai"), {"reason": "x"}))


def test_blanks_and_outside_decisions(client, running, place, contact):
    signed_in(client, running.officer)
    pk = running.round.pk
    listed = SIGNED | {
        "award": "giay-khen",
        "occasion": "campaign",
        "rows": "cá nhân | Bà Mẫu | Xóm 99 | Đã làm tốt",
    }
    refused = client.post(at("outside", pk), listed)
    assert refused.status_code == 422
    assert "Dòng 1" in text(refused)
    assert (
        client.post(at("outside", pk), listed | {"rows": "cá nhân | Bà Mẫu | Xóm 1 | Đã làm tốt"}).status_code
        == 302
    )
    blank = {
        "name": "Phôi A4",
        "width": "297",
        "height": "210",
        "shift_x": "1.5",
        "shift_y": "-2",
        "legacy": "on",
    }
    assert client.post(at("blanks", pk), blank).status_code == 422
    client.post(at("blanks", pk), blank | {f"name-{one}": "50" for one in "xyw"} | {"name-s": "20"})
    assert Blank.objects.get().slots["name"] == ["50", "50", "50", "20"]
    assert client.get(at("blanks", pk)).status_code == 200


@pytest.mark.parametrize("role", [Role.SIGNER, Role.APPRAISER, Role.COUNCIL_MEMBER, Role.VIEWER])
def test_whoever_judges_or_signs_reads_and_decides_nothing(client, running, place, ready, role):
    row = made.cleared(
        running, made.received(running, made.drafted(running, place.hamlets[0], running.officer))
    )
    reader = signed_in(client, user(place.committee, role))

    page = text(reader.get(at("dossier", row.pk)))
    assert ("12/CAX" in page) == (role in {Role.SIGNER, Role.APPRAISER})
    for name in ("post", "to_council", "results", "forward", "above", "outside", "blanks"):
        assert reader.get(at(name, running.round.pk)).status_code == 403
    for verb in ("tra-lai", "rut"):
        assert reader.post(at("act", row.pk, verb), {"reason": "thiếu"}).status_code == 403
    row.refresh_from_db()
    assert row.state == DossierState.RECEIVED


def test_a_unit_sees_its_own_dossiers_alone(client, running, place, contact, ready):
    row = made.drafted(running, place.hamlets[0], contact)
    stranger = signed_in(client, user(place.hamlets[1]))

    assert stranger.get(at("dossier", row.pk)).status_code == 404
    assert "Bà Nguyễn Thị Mẫu" not in text(stranger.get(at("round", running.round.pk)))


def test_the_list_costs_the_same_for_few_and_many(
    client, running, place, contact, django_assert_max_num_queries
):
    signed_in(client, running.officer)

    def fill(unit, count):
        for n in range(count):
            noted.exemplar(running, unit, running.officer, name=f"Bà Mẫu {unit.pk} {n}")
        noted.signed(running, unit, running.officer, *Exemplar.objects.filter(unit=unit))
        for n in range(count):
            row = made.received(running, made.drafted(running, unit, running.officer, at_source=n))
            made.appraised(running, row)

    def queries(name):
        with django_assert_max_num_queries(10) as counted:
            assert client.get(name).status_code == 200
        return len(counted)

    names = ("round", "decided", "to_council", "results", "post")
    pages = (at("history"), *(at(name, running.round.pk) for name in names))
    fill(place.hamlets[0], 1)
    few = [queries(one) for one in pages]
    fill(place.hamlets[1], 4)
    assert [queries(one) for one in pages] == few


def test_a_dossier_says_that_its_example_is_recognised_no_longer_and_does_not_pass(
    client, running, place, contact
):
    noted.body(running, place)
    example = noted.exemplar(running, place.hamlets[0], contact)
    [held] = noted.recognised(running, place.hamlets[0], contact, example)
    row = made.received(running, made.drafted(running, place.hamlets[0], contact))
    made.cleared(running, row)
    reconfirming.review(
        running.round,
        facts=noted.facts("219"),
        kept=[],
        ended={held.pk: "Không còn làm"},
        typed="RÀ SOÁT",
        by=running.officer,
        at=NOON,
    )

    signed_in(client, running.officer)
    page = text(client.get(at("dossier", row.pk)))
    assert "Đã thôi công nhận theo Quyết định số 219/QĐ-UBND" in page
    opinion = {"body": "Phòng", "verdict": "agree", "answered_on": "02/02/2026", "words": "Đủ."}
    refused = client.post(at("act", row.pk, "tham-dinh"), opinion)
    assert refused.status_code == 422
    assert "Không còn làm" in text(refused)
    assert Dossier.objects.get().state == DossierState.RECEIVED
    signed_in(client, contact)
    assert "Bà Nguyễn Thị Mẫu" not in text(client.get(at("choose", running.round.pk)))


def test_a_refused_appraisal_names_who_has_not_answered_and_an_appraised_dossier_leads_on(
    client, running, place, contact, ready
):
    row = made.received(running, made.drafted(running, place.hamlets[0], contact))
    made.cleared(running, row)
    signed_in(client, running.officer)
    empty = client.post(at("parts", row.pk), follow=True)
    assert "Chưa đánh dấu phần nào" in text(empty)
    client.post(at("act", row.pk, "lay-y-kien"), {"body": "Đảng ủy xã", "answer_by": "10/02/2026"})
    opinion = {"body": "Phòng", "verdict": "agree", "answered_on": "02/02/2026", "words": "Đủ."}
    refused = text(client.post(at("act", row.pk, "tham-dinh"), opinion))
    assert "“Đảng ủy xã” được lấy ý kiến chưa trả lời (hạn 10/02/2026)" in refused
    client.post(at("opinion", row.pk, row.opinions.get().pk), opinion)
    assert at("to_council", running.round.pk) not in text(client.get(at("dossier", row.pk)))
    client.post(at("act", row.pk, "tham-dinh"), opinion)
    page = text(client.get(at("dossier", row.pk)))
    assert at("to_council", running.round.pk) in page
    assert at("results", running.round.pk) in page


def test_more_certificates_than_one_file_holds_come_in_several(client, running, place, contact, monkeypatch):
    monkeypatch.setattr(certificates, "MOST", 1)
    examples = [
        noted.exemplar(running, place.hamlets[0], contact, name=name) for name in ("Bà Một", "Ông Hai")
    ]
    noted.signed(running, place.hamlets[0], contact, *examples)
    rows = [made.drafted(running, place.hamlets[0], contact, at_source=at) for at in (0, 1)]
    made.passed(running, *(made.appraised(running, made.received(running, row)) for row in rows))
    decision = made.enacted(running)
    signed_in(client, running.officer)
    file = at("certificates", decision.pk)

    page = text(client.get(at("decision", decision.pk)))

    assert "?phan=2" in page
    assert "?phan=3" not in page
    for part, name in (("1", "Bà Một"), ("2", "Ông Hai")):
        document = PdfDocument(client.get(f"{file}?phan={part}").content)
        assert len(document) == 1
        assert name in document[0].get_textpage().get_text_range()
        document.close()
    for part in ("0", "3", "hai"):
        assert client.get(f"{file}?phan={part}").status_code == 404
