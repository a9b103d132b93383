"""The pages of recognition, from a unit's review to the certificates."""

import pytest
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.recognitions.models import Exemplar, Proposal, RecognisingBody, Recognition, UnitReview
from kheo.recognitions.states import ProposalState
from tests.factories import recognitions as made
from tests.factories import user
from tests.factories.registrations import accepted

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def text(response):
    return response.content.decode()


def test_from_the_units_review_to_the_certificates(client, running, place, contact):
    mine = accepted(running, place.hamlets[0], contact)
    pk, hamlet = running.round.pk, place.hamlets[0].pk

    def at(name, *args):
        return reverse(f"recognitions:{name}", args=args)

    signed_in(client, contact)
    meeting = {
        "held_on": "02/02/2026",
        "place": "Nhà văn hóa",
        "chair": "Ông Chủ, Trưởng xóm",
        "secretary": "Bà Ghi",
        "entitled": "30",
        "present": "25",
        f"for-m{mine.pk}": "26",
    }
    refused = client.post(at("hold_review", pk, hamlet), meeting)
    assert refused.status_code == 422
    assert "Nhà văn hóa" in text(refused)
    client.post(
        at("hold_review", pk, hamlet), meeting | {f"for-m{mine.pk}": "24", f"against-m{mine.pk}": "1"}
    )
    review = UnitReview.objects.get()
    assert client.get(at("minutes_file", review.pk, "pdf")).content.startswith(b"%PDF")
    item = review.items.get().pk
    assert client.post(at("propose", review.pk), {"item": item}).status_code == 422
    client.post(at("signed_review", review.pk), {"received_on": "02/02/2026"})
    assert client.post(at("propose", review.pk), {"item": item}).status_code == 302
    assert "Chưa có báo cáo tiến độ" in text(client.get(at("of_registration", mine.pk)))

    signed_in(client, running.officer)
    page = text(client.get(at("body", pk)))
    assert "chưa kiểm chứng" in page
    body = {
        "unit": place.committee.pk,
        "submitter": place.division.pk,
        "position": "Chủ tịch",
        "signer": "Hoàng Văn Thử",
        "least_percent": "50",
    }
    assert client.post(at("body", pk), body).status_code == 302
    assert RecognisingBody.objects.get().position == "CHỦ TỊCH"
    proposal = Proposal.objects.get()
    result = {"number": "05/BB-UBND", "held_on": "02/02/2026", f"result-{proposal.pk}": "khong"}
    assert client.post(at("results", pk), result).status_code == 422
    client.post(at("results", pk), result | {f"result-{proposal.pk}": "thong-qua"})
    for paper in ("to-trinh", "quyet-dinh"):
        assert client.get(at("draft_file", pk, paper, "pdf")).content.startswith(b"%PDF")
    signed = {
        "number": "112",
        "symbol": "QĐ-UBND",
        "issued_on": "02/02/2026",
        "position": "CHỦ TỊCH",
        "signer": "Hoàng Văn Thử",
        "typed": "vâng",
    }
    assert client.post(at("enact", pk), signed).status_code == 422
    client.post(at("enact", pk), signed | {"typed": "công nhận"})

    recognition = Recognition.objects.get()
    page = text(client.get(at("decision", recognition.decision_id)))
    assert "Quyết định số 112/QĐ-UBND" in page
    assert recognition.check_code in page
    assert client.get(at("certificates", recognition.decision_id, 0)).content.startswith(b"%PDF")
    for address in (
        reverse("registrations:detail", args=[mine.pk]),
        reverse("registrations:list", args=[pk]),
        reverse("progress:lineage", args=[mine.initiative_id]),
        at("round", pk),
    ):
        assert "Đã công nhận" in text(client.get(address))
    assert "Công nhận không phải khen thưởng" in text(client.get(at("round", pk)))


def test_an_example_is_noted_and_praised_on_its_page(client, running, place, contact):
    signed_in(client, contact)
    deed = {
        "unit": place.hamlets[0].pk,
        "kind": "household",
        "name": "Hộ ông Mẫu",
        "deed": "Cho mượn sân suốt 12 ngày.",
        "happened_on": "01/02/2026",
        "place": "Xóm 1",
    }
    address = reverse("recognitions:note_exemplar", args=[running.round.pk])
    assert client.post(address, deed | {"deed": ""}).status_code == 422
    client.post(address, deed)
    row = Exemplar.objects.get()

    signed_in(client, running.officer)
    praise = reverse("recognitions:praise", args=[row.pk])
    letter = {
        "form": "letter",
        "unit": place.committee.pk,
        "words": "",
        "position": "Chủ tịch",
        "signer": "Hoàng Văn Thử",
        "issued_on": "02/02/2026",
    }
    assert client.post(praise, letter | {"signer": ""}).status_code == 422
    client.post(praise, letter)
    written = reverse("recognitions:praise_file", args=[row.praises.get().pk, "pdf"])
    assert client.get(written).content.startswith(b"%PDF")
    assert "Thư khen" in text(client.get(reverse("recognitions:exemplar", args=[row.pk])))


def test_a_unit_sees_its_own_reviews_examples_and_proposals_alone(client, running, place, contact):
    mine = accepted(running, place.hamlets[0], contact)
    noted = made.exemplar(running, place.hamlets[0], contact)
    [proposal] = made.staged(running, place.hamlets[0], contact, mine)
    stranger = signed_in(client, user(place.hamlets[1]))

    for name, pk in (("review", proposal.item.review_id), ("exemplar", noted.pk), ("proposal", proposal.pk)):
        assert stranger.get(reverse(f"recognitions:{name}", args=[pk])).status_code == 404
    for name in ("round", "reviews", "exemplars"):
        page = text(stranger.get(reverse(f"recognitions:{name}", args=[running.round.pk])))
        assert "Thắp sáng" not in page
        assert "Bà Nguyễn Thị Mẫu" not in page


@pytest.mark.parametrize("role", [Role.SIGNER, Role.APPRAISER, Role.COUNCIL_MEMBER, Role.VIEWER])
def test_whoever_judges_or_signs_reads_and_changes_nothing(client, running, place, contact, role):
    mine = accepted(running, place.hamlets[0], contact)
    [proposal] = made.staged(running, place.hamlets[0], contact, mine)
    reader = signed_in(client, user(place.committee, role))

    assert reader.get(reverse("recognitions:proposal", args=[proposal.pk])).status_code == 200
    for name in ("body", "results", "enact", "outside", "yearly"):
        assert reader.get(reverse(f"recognitions:{name}", args=[running.round.pk])).status_code == 403
    back = reverse("recognitions:proposal_act", args=[proposal.pk, "tra-lai"])
    assert reader.post(back, {"reason": "thiếu báo cáo"}).status_code == 403
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.STAGED


def test_the_yearly_page_names_what_holds_and_enters_a_decision(client, running, place, contact):
    made.body(running, place)
    [row] = made.recognised(running, place.hamlets[0], contact, accepted(running, place.hamlets[0], contact))
    address = reverse("recognitions:yearly", args=[running.round.pk])
    signed_in(client, running.officer)
    signed = {
        "number": "140",
        "symbol": "QĐ-UBND",
        "issued_on": "02/02/2026",
        "position": "CHỦ TỊCH",
        "signer": "Hoàng Văn Thử",
        "typed": "RÀ SOÁT",
        f"result-{row.pk}": "thoi",
    }

    assert "Thắp sáng đường quê" in text(client.get(address))
    refused = client.post(address, signed)
    assert refused.status_code == 422
    assert "Hãy ghi lý do thôi công nhận" in text(refused)
    draft = {f"result-{row.pk}": "thoi", "du-thao": "pdf"}
    assert "Hãy ghi lý do thôi công nhận" in text(client.post(address, draft))
    assert client.post(address, draft | {f"reason-{row.pk}": "Đèn hỏng"}).content.startswith(b"%PDF")
    row.refresh_from_db()
    assert row.end_reason == ""
    assert "Hãy ghi số của quyết định đã ký" in text(client.post(address, signed | {"number": ""}))
    assert client.post(address, signed | {f"reason-{row.pk}": "Đèn hỏng, không ai giữ"}).status_code == 302
    row.refresh_from_db()
    assert row.end_reason == "Đèn hỏng, không ai giữ"


def test_pages_cost_the_same_for_few_and_many(client, running, place, django_assert_max_num_queries):
    made.body(running, place)
    signed_in(client, running.officer)

    def fill(unit, count):
        rows = [
            accepted(running, unit, running.officer, title=f"Mô hình {unit.pk} {n}") for n in range(count)
        ]
        noted = made.exemplar(running, unit, running.officer, name=f"Bà Mẫu {unit.pk}")
        made.staged(running, unit, running.officer, *rows, noted)

    def queries(name):
        with django_assert_max_num_queries(10) as counted:
            assert client.get(reverse(f"recognitions:{name}", args=[running.round.pk])).status_code == 200
        return len(counted)

    names = ("round", "recognised", "reviews", "exemplars")
    fill(place.hamlets[0], 1)
    queries("round")
    few = [queries(name) for name in names]
    fill(place.hamlets[1], 4)
    fill(place.hamlets[2], 3)

    assert [queries(name) for name in names] == few
