"""Pages of appraisal: from the rubric to the ranking, each by whom it is for."""

import pytest
from django.urls import reverse

from kheo.appraisals.models import Appraisal, AppraisalRound, Assignment, Ranking, RubricVersion
from kheo.appraisals.services import judging, rounds
from tests.appraisals.judging import SEPTEMBER, assigned, concluded, facts, rubric, self_scored
from tests.factories.registrations import accepted

pytestmark = pytest.mark.usefixtures("_september")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def as_(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def url(name, *args):
    return reverse(f"appraisals:{name}", args=args)


def text(response):
    return response.content.decode()


def test_officer_builds_a_rubric_by_form_and_puts_it_in_force(client, world):
    as_(client, world.officer)
    assert "Bộ tiêu chí mới" in text(client.get(url("overview", world.round.pk)))
    page = client.get(url("new_rubric", world.round.pk))
    assert "không phải quy định" in text(page)
    made = client.post(url("new_rubric", world.round.pk), {"key": "mau-goi-y-100-diem"})
    version = RubricVersion.objects.get()
    assert made.url == url("rubric", version.pk)

    bad = client.post(
        url("add_part", version.pk, "criteria"),
        {"text": "Tỷ lệ hộ đóng góp", "part": "base", "kind": "marks", "maximum": "5"},
    )
    assert bad.status_code == 422
    assert "đóng góp là tự nguyện" in text(bad)
    steps = {
        "text": "Hồ sơ đúng hạn",
        "part": "bonus",
        "kind": "steps",
        "maximum": "5",
        "steps": "90 = 3\n100 = 5",
    }
    assert client.post(url("add_part", version.pk, "criteria"), steps).status_code == 302
    assert (
        client.post(url("add_part", version.pk, "criteria"), steps | {"steps": "chín mươi"}).status_code
        == 422
    )
    version.refresh_from_db()
    code = version.content["criteria"][-1]["code"]
    assert "90 = 3" in text(client.get(url("part", version.pk, "criteria", code)))
    client.post(url("change_part", version.pk, "criteria", code), {"action": "up"})
    client.post(url("change_part", version.pk, "criteria", code), {"action": "drop"})
    for kind, fields in (
        ("gates", {"text": "Đảng ủy trong sạch vững mạnh"}),
        ("bands", {"name": "Trung bình", "at_least": "60", "passes": "on"}),
        ("downgrades", {"text": "bị khiển trách", "at_most": "tot"}),
        ("ties", {"what": "bonus:"}),
    ):
        assert client.post(url("add_part", version.pk, kind), fields).status_code == 302, kind
    facts = {"name": "Bộ của xã", "source": "QĐ 9", "subjects": ["collective"], "total": "100"}
    facts |= {"bonus_cap": "5", "malus_cap": "5"}
    assert client.post(url("rubric_facts", version.pk), facts).status_code == 302

    client.post(url("apply_rubric", version.pk))

    version.refresh_from_db()
    assert (version.state, version.name) == ("in-force", "Bộ của xã")
    page = text(as_(client, world.contact).get(url("rubric", version.pk)))
    assert "Bộ của xã" in page
    assert "Khéo 0." in page  # the footer says the programme's version, not the rubric's
    as_(client, world.officer).post(url("amend_rubric", version.pk))
    later = RubricVersion.objects.get(number=2)
    assert client.get(url("part", version.pk, "criteria", code)).url == url("rubric", version.pk)
    refused = client.post(url("apply_rubric", later.pk))
    assert refused.status_code == 422
    assert "vì sao" in text(refused)


def test_contradiction_is_shown_before_and_refused_when_putting_in_force(client, world):
    as_(client, world.officer).post(url("new_rubric", world.round.pk), {"key": "mau-goi-y-100-diem"})
    version = RubricVersion.objects.get()
    code = version.content["criteria"][0]["code"]
    client.post(url("change_part", version.pk, "criteria", code), {"action": "drop"})

    assert "Phải sửa trước khi áp dụng" in text(client.get(url("rubric", version.pk)))
    assert client.post(url("apply_rubric", version.pk)).status_code == 422


def test_officer_opens_a_round_and_gives_out_the_work_as_proposed(client, world):
    rubric(world)
    as_(client, world.officer)
    assert client.get(url("new_round", world.round.pk)).status_code == 200
    data = {
        "name": "Cuối tháng 9",
        "kind": "periodic",
        "starts_on": "20/09/2026",
        "ends_on": "30/09/2026",
        "self_score_until": "25/09/2026",
        "head": world.head.pk,
        "team": [world.appraiser.pk, world.second.pk],
        "spread": "3",
        "least_sheets": "1",
        "ask_days": "5",
        "answer_days": "5",
    }
    assert client.post(url("new_round", world.round.pk), data | {"ends_on": "01/09/2026"}).status_code == 422
    assert client.post(url("new_round", world.round.pk), data | {"spread": "99999999"}).status_code == 422
    made = client.post(url("new_round", world.round.pk), data)
    row = AppraisalRound.objects.get()
    assert made.url == url("assign", row.pk)

    page = text(client.get(url("assign", row.pk) + "?de-xuat=1"))
    assert page.count(" checked") == 2
    pairs = [f"{one.pk}-{world.appraiser.pk}" for one in row.appraisals.all()]
    client.post(url("assign", row.pk), {"pair": pairs})

    assert Assignment.objects.count() == 2
    assert "Nông Thị Chấm" in text(client.get(url("round", row.pk)))
    assert (
        "Nông Thị Chấm" not in text(as_(client, world.contact).get(url("round", row.pk))).split("<table")[1]
    )


def test_from_self_score_to_ranking_by_the_pages_alone(client, judged):
    pk = judged.appraisal.pk
    as_(client, judged.contact)
    assert "Đơn vị của tôi phải tự chấm" in text(client.get(url("mine")))
    assert "Tự chấm điểm: 1 mô hình" in text(client.get("/"))
    assert client.post(url("self_score", pk), {"c1": "30"}).status_code == 422
    assert client.post(url("self_score", pk), {"c1": "30", "c2": "45", "c2-out": "60"}).status_code == 302
    gate_page = url("gate", pk, "g2")
    as_(client, judged.officer)
    assert client.post(gate_page, {"answer": "met"}).status_code == 422
    assert client.post(gate_page, {"answer": "met", "source": "TB 12-TB/ĐU"}).status_code == 302
    assigned(judged)

    as_(client, judged.appraiser)
    assert "1 mô hình chờ tôi chấm" in text(client.get("/"))
    assert "45/60 × 60 = 45 điểm" in text(client.get(url("score", pk)))
    differs = client.post(url("score", pk), {"c1": "25", "c2": "45", "c2-out": "60", "action": "send"})
    assert differs.status_code == 422
    assert "ghi lý do" in text(differs)
    assert client.post(url("score", pk), {"action": "agree"}).status_code == 302

    as_(client, judged.head)
    assert "chờ tôi kết luận" in text(client.get("/"))
    common = {"c1": "30", "c2": "45", "c2-out": "60"}
    assert client.post(url("conclude", pk), common).status_code == 422
    assert client.post(url("conclude", pk), common | {"verdict": "passed"}).status_code == 302

    page = text(as_(client, judged.contact).get(url("appraisal", pk)))
    assert "Tổng điểm: 75 + 0 − 0 = 75" in page
    assert "Biên bản" not in page
    as_(client, judged.officer).post(url("ranking", judged.appraisal_round.pk))
    assert Ranking.objects.get().rows[0]["place"] == 1
    assert "Bản số 1" in text(client.get(url("ranking", judged.appraisal_round.pk)))
    cockpit = text(client.get(reverse("portal:campaign", args=[judged.campaign.pk])))
    assert "đã kết luận 1/2, đạt 1" in cockpit


def test_wrong_person_gets_a_sentence_on_every_page(client, judged):
    pk = judged.appraisal.pk
    self_scored(judged)
    assigned(judged)
    as_(client, judged.stranger)
    for address in (
        url("appraisal", pk),
        url("round", judged.appraisal_round.pk),
        url("overview", judged.round.pk),
    ):
        assert client.get(address).status_code == 404
    as_(client, judged.contact)
    for name in ("conclude", "gate"):
        args = (pk, "g2") if name == "gate" else (pk,)
        assert client.get(url(name, *args)).status_code == 403
    assert client.get(url("score", pk)).status_code == 404
    assert client.get(url("new_rubric", judged.round.pk)).status_code == 403
    assert client.get(url("assign", judged.appraisal_round.pk)).status_code == 403
    assert client.post(url("back", pk), {"to": "unit", "reason": "x"}).status_code == 403
    assert client.get(url("paper", pk, "bien-ban", "docx")).status_code == 403
    as_(client, judged.leader)
    assert client.post(url("score", pk), {"action": "agree"}).status_code == 404
    assert Appraisal.objects.get(pk=pk).desk == "team"


def test_others_marks_do_not_show_before_ones_own_are_in(client, judged):
    self_scored(judged)
    first, _second = assigned(judged, judged.appraiser, judged.second)
    judging.send_sheet(first, marks={}, agrees=True, note="Rất tốt", by=judged.appraiser, at=SEPTEMBER)

    hidden = text(as_(client, judged.second).get(url("appraisal", judged.appraisal.pk)))
    shown = text(as_(client, judged.appraiser).get(url("appraisal", judged.appraisal.pk)))

    assert "Phiếu của từng người</h2>" not in hidden
    assert "75 điểm" in shown


def test_leader_sends_back_from_the_page(client, judged):
    concluded(judged)
    as_(client, judged.leader)
    assert client.post(url("back", judged.appraisal.pk), {"to": "team", "reason": ""}).status_code == 422
    client.post(url("back", judged.appraisal.pk), {"to": "team", "reason": "Xem lại ảnh"})

    assert "Xem lại ảnh" in text(client.get(url("appraisal", judged.appraisal.pk)))
    assert Appraisal.objects.get(pk=judged.appraisal.pk).desk == "team"


def test_recusing_takes_a_reason(client, judged):
    self_scored(judged)
    assigned(judged)
    as_(client, judged.appraiser)
    assert client.post(url("recuse", judged.appraisal.pk), {"reason": ""}).status_code == 422
    client.post(url("recuse", judged.appraisal.pk), {"reason": "là người nhà"})

    assert Assignment.objects.get().state == "recused"


def test_lists_cost_the_same_for_few_and_many(client, judged, django_assert_max_num_queries):
    world = judged

    def given_out(row):
        pairs = [(one.pk, world.appraiser.pk) for one in row.appraisals.all()]
        rounds.assign(row, pairs, by=world.officer, at=SEPTEMBER)

    def queries(address):
        client.get(address)  # the first request after signing in also renews the session
        # Who may judge what asks for everybody's units and their levels: one query more.
        with django_assert_max_num_queries(11 if "phan-cong" in address else 10) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    def all_pages(row):
        as_(client, world.officer)
        found = [queries(url(name, row.pk)) for name in ("round", "assign", "ranking")]
        as_(client, world.appraiser)
        found.append(queries(url("mine")))
        as_(client, world.contact)
        return [*found, queries(url("round", row.pk)), queries(url("mine"))]

    given_out(world.appraisal_round)
    few = all_pages(world.appraisal_round)
    for number in range(8):
        accepted(world.running, world.place.hamlets[2], world.officer, title=f"Mô hình số {number}")
    more = rounds.open_round(world.round, facts(world, name="Đợt hai"), by=world.officer, at=SEPTEMBER)
    given_out(more)

    assert all_pages(more) == few
