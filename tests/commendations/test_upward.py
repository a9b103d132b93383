"""The way upward, walked through the pages: sent up, returned with a reason, mended, sent again, decided, seen below."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.commendations.models import Commendation, CommendationDecision, Dossier, IncomingBundle
from kheo.commendations.selectors.dossiers import lines_of
from kheo.commendations.states import DossierState
from kheo.notices.public import inbox
from tests.commendations.test_pages import BACKEND, SIGNED, at, text, typed
from tests.factories import TODAY, user
from tests.factories import commendations as made
from tests.factories import recognitions as noted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OPINION = {
    "body": "Phòng",
    "verdict": "agree",
    "answered_on": "02/02/2026",
    "words": "Đủ điều kiện, tiêu chuẩn.",
}
STANDING = {"clear": "yes", "paper": "5/CAX", "answered_on": "02/02/2026"}


def plain(response) -> str:
    """The words of a page, for a test that fails."""
    return " ".join(re.sub(r"<[^>]+>", " ", text(response).partition("<main")[2]).split())


class Walker:
    """Whoever sits at the browser; a verb that is refused fails the test with the page's words."""

    def __init__(self, client):
        self.client = client

    def sits(self, person):
        self.client.force_login(person, backend=BACKEND)
        return self

    def reads(self, name, *args, **query) -> str:
        found = self.client.get(at(name, *args), query)
        assert found.status_code == 200, text(found)
        return text(found)

    def posts(self, name, *args, **data):
        found = self.client.post(at(name, *args), data)
        assert found.status_code == 302, plain(found)
        return found

    def acts(self, row, verb, **data):
        return self.posts("act", row.pk, verb, **data)

    def judges(self, row, minutes: str):
        """From received to passed, as the officer of the place does it."""
        self.acts(row, "du-dieu-kien", **STANDING)
        [line] = lines_of([Dossier.objects.get(pk=row.pk)], TODAY)
        missing = [part.name for part in line.parts if part.there is False]
        if missing:  # what came on paper stays ticked when the dossier comes again
            self.client.post(at("parts", row.pk), {"part": missing})
        self.acts(row, "tham-dinh", **OPINION)
        result = {"number": minutes, "held_on": "02/02/2026", f"result-{row.pk}": "thong-qua"}
        self.posts("results", row.round_id, **result)

    def takes_in(self, round_id, archive):
        found = self.client.post(at("incoming", round_id), {"file": SimpleUploadedFile("goi.zip", archive)})
        assert found.status_code == 302, text(found)
        shown = text(self.client.get(found.url))
        mark = shown.split('name="mark" value="')[1].split('"')[0]
        self.client.post(found.url, {"viec": "nhan", "mark": mark})
        return shown


@pytest.fixture
def walker(client):
    return Walker(client)


@pytest.fixture
def ready(running, place, contact):
    row = noted.exemplar(running, place.hamlets[0], contact)
    noted.signed(running, place.hamlets[0], contact, row)
    return row


@pytest.fixture
def sent(walker, running, place, contact, ready):
    """A hamlet's dossier for a Bằng khen that the commune sent up; and the archive it sent."""
    walker.sits(contact)
    walker.posts(
        "new", running.round.pk, place.hamlets[0].pk, f"e{ready.pk}", **typed(award="bang-khen-tinh")
    )
    row = Dossier.objects.get()
    walker.acts(row, "gui")
    archive = forwarded(walker, running, row, "12/TTr-UBND")
    return row, archive


def forwarded(walker, running, row, paper) -> bytes:
    walker.sits(running.officer)
    walker.acts(row, "tiep-nhan")
    walker.judges(row, "07/BB")
    pk = running.round.pk
    assert "Trình cấp trên: Bằng khen" in walker.reads("round", pk)
    assert walker.client.get(at("enact", pk, "bang-khen-tinh", "campaign")).status_code == 422
    assert "Bà Nguyễn Thị Mẫu" in walker.reads("forward", pk)
    for form in ("docx", "pdf"):
        assert (
            walker.client.get(at("list_file", pk, "bang-khen-tinh", "trinh-cap-tren", form)).status_code
            == 200
        )
    asked = {"to": "Sở Nội vụ", "chosen": row.pk}
    assert walker.client.post(at("forward", pk), asked | {"paper": ""}).status_code == 422
    walker.posts("forward", pk, **asked, paper=paper)
    assert "Gói hồ sơ đã trình: Bằng khen" in walker.reads("forward", pk)
    archive = walker.client.get(at("bundle", pk, "bang-khen-tinh"))
    assert archive.status_code == 200
    return archive.content


def told(person) -> list[str]:
    return [one.title for one in inbox(person, TODAY)]


def test_commune_and_province_in_one_kheo_and_the_result_seen_below(walker, running, place, contact, sent):
    row, archive = sent
    above = made.province(place)
    assert "Sở Nội vụ" in walker.reads("dossier", row.pk)

    walker.sits(above.officer)
    shown = walker.takes_in(above.round.pk, archive)
    assert "Ủy ban nhân dân xã Đồng Trăng" in shown
    higher = Dossier.objects.get(round=above.round)
    page = walker.reads("dossier", higher.pk)
    assert "12/TTr-UBND" in walker.reads("bundle_in", IncomingBundle.objects.get().pk)
    assert "bao-cao-01" in page
    walker.acts(higher, "tra-lai", reason="Thiếu xác nhận của cơ quan thuế")

    archive = mended(walker, running, contact, row)
    walker.sits(above.officer)
    shown = walker.takes_in(above.round.pk, archive)
    assert "nay nhận bản đã bổ sung" in shown
    higher.refresh_from_db()
    assert (higher.state, higher.summary, higher.reason) == (
        DossierState.RECEIVED,
        "Đã bổ sung xác nhận.",
        "",
    )
    page = walker.reads("dossier", higher.pk)
    assert "Cùng thời gian có" not in page  # one case at two levels is not two
    assert "đã dùng cho" not in page
    nothing_by_hand(walker, running, row)

    walker.sits(above.officer)
    walker.judges(higher, "21/BB")
    walker.posts("enact", above.round.pk, "bang-khen-tinh", "campaign", **SIGNED, typed="khen thưởng")
    for person in (running.officer, contact):
        walker.sits(person)
        seen_below(walker, row, above)
    assert any("120/QĐ-UBND" in title for title in told(contact))
    walker.sits(user(place.committee, Role.VIEWER))
    assert "120/QĐ-UBND" in walker.reads("decision", CommendationDecision.objects.get().pk)


def mended(walker, running, contact, row) -> bytes:
    """Below: with the reason, at once, before the hamlet; mended and sent through the same hands again."""
    row.refresh_from_db()
    assert row.state == DossierState.RETURNED
    walker.sits(contact)
    assert "Thiếu xác nhận của cơ quan thuế" in walker.reads("dossier", row.pk)
    assert any("Cấp trên trả lại" in title for title in told(contact))
    changed = typed(award="bang-khen-tinh", summary="Đã bổ sung xác nhận.", confirmed_by="Bà Thuế")
    walker.posts("change", row.pk, **changed)
    walker.acts(row, "gui")
    return forwarded(walker, running, row, "15/TTr-UBND")


def nothing_by_hand(walker, running, row):
    """What the province does in this very Khéo, the commune cannot write down: the result comes by itself."""
    walker.sits(running.officer)
    said = SIGNED | {"issuer": "Chủ tịch UBND tỉnh", "chosen": row.pk}
    by_hand = walker.client.post(at("above", running.round.pk), said)
    assert by_hand.status_code == 422
    assert "kết quả tự về đây" in text(by_hand)
    assert walker.client.post(at("act", row.pk, "cap-tren-tra"), {"reason": "x"}).status_code == 422


def seen_below(walker, row, above):
    """The dossier, the history, the decision, the certificate, the check of its code."""
    row.refresh_from_db()
    assert row.state == DossierState.DECIDED
    page = walker.reads("dossier", row.pk)
    assert "120/QĐ-UBND" in page
    assert "đã dùng cho" not in page
    assert "120/QĐ-UBND" in walker.reads("history", tim="nguyen thi mau")
    award = Commendation.objects.get()
    page = walker.reads("decision", award.decision_id)
    assert "Bà Nguyễn Thị Mẫu" in page
    upward = reverse("commendations:round", args=[above.round.pk])
    assert upward not in page or walker.client.get(upward).status_code == 200  # no dead link for a guest
    assert walker.client.get(at("certificates", award.decision_id)).content.startswith(b"%PDF")
    assert "Bà Nguyễn Thị Mẫu" in text(walker.client.get(f"/kiem-tra/{award.check_code}/"))


def test_a_guest_prints_only_the_certificates_of_his_own_place(walker, running, place, contact, sent):
    from tests.factories import commune

    above = made.province(place)
    walker.sits(above.officer)
    walker.takes_in(above.round.pk, sent[1])
    higher = Dossier.objects.get(round=above.round)
    walker.judges(higher, "21/BB")
    walker.posts("enact", above.round.pk, "bang-khen-tinh", "campaign", **SIGNED, typed="khen thưởng")
    decision = CommendationDecision.objects.get()
    beside = commune("Nam Mây")
    for unit in (beside.committee, beside.hamlets[0]):
        unit.area_code = "05503"
        unit.save()

    walker.sits(user(beside.hamlets[0]))

    assert walker.client.get(at("decision", decision.pk)).status_code == 404
    assert walker.client.get(at("certificates", decision.pk)).status_code == 404
    assert walker.client.get(at("dossier", higher.pk)).status_code == 404


def test_a_province_elsewhere_is_written_down_by_hand(walker, running, contact, sent):
    row, _archive = sent
    walker.sits(running.officer)
    assert walker.client.post(at("act", row.pk, "cap-tren-tra"), {"reason": ""}).status_code == 422
    walker.acts(row, "cap-tren-tra", reason="Sai mẫu báo cáo")
    walker.sits(contact)
    assert "Sai mẫu báo cáo" in walker.reads("dossier", row.pk)
    walker.acts(row, "gui")
    forwarded(walker, running, row, "16/TTr-UBND")

    facts = SIGNED | {"issuer": "Chủ tịch Ủy ban nhân dân tỉnh", "number": "900"}
    assert "Bà Nguyễn Thị Mẫu" in walker.reads("above", running.round.pk)
    assert walker.client.post(at("above", running.round.pk), facts).status_code == 422
    walker.posts("above", running.round.pk, **facts, chosen=row.pk)

    decision = CommendationDecision.objects.get()
    walker.sits(contact)
    assert "900/QĐ-UBND" in walker.reads("dossier", row.pk)
    assert "900/QĐ-UBND" in walker.reads("history", tim="nguyen thi mau")
    page = walker.reads("decision", decision.pk)
    assert "Chủ tịch Ủy ban nhân dân tỉnh" in page
    assert walker.client.get(at("certificates", decision.pk)).status_code == 404  # who decided prints them


def test_own_and_upward_stand_apart_on_one_page(walker, running, place, contact, ready):
    made.received(running, made.drafted(running, place.hamlets[0], contact))
    made.drafted(running, place.hamlets[0], contact, award="bang-khen-tinh")
    walker.sits(running.officer)

    page = walker.reads("round", running.round.pk)

    assert "Khen thưởng theo thẩm quyền" in page
    assert "Đề nghị cấp trên khen thưởng" in page
