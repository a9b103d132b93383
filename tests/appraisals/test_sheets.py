"""Sheets as people fill them in: everything wrong is said at once, nothing is lowered without a reason."""

from decimal import Decimal

import pytest

from kheo.appraisals.models import Appraisal
from kheo.appraisals.services import judging
from kheo.core.errors import InvalidInput
from kheo.core.scoring import Mark
from tests.appraisals.judging import SEPTEMBER, assigned, gate, marks, opened, self_scored
from tests.appraisals.test_pages import as_, text, url

pytestmark = pytest.mark.usefixtures("_september")


def test_the_head_too_gives_a_reason_for_what_differs_from_the_self_score(client, judged):
    self_scored(judged)
    [sheet] = assigned(judged)
    judging.send_sheet(sheet, marks={}, agrees=True, by=judged.appraiser, at=SEPTEMBER)
    as_(client, judged.head)
    lowered = {"c1": "5", "c2": "45", "c2-out": "60", "verdict": "failed", "words": "Làm lại"}

    refused = client.post(url("conclude", judged.appraisal.pk), lowered)
    done = client.post(url("conclude", judged.appraisal.pk), lowered | {"c1-why": "Chưa thấy cách làm mới"})

    assert refused.status_code == 422
    assert "hãy ghi lý do để đơn vị hiểu" in text(refused)
    assert done.status_code == 302
    assert "Chưa thấy cách làm mới" in text(
        as_(client, judged.contact).get(url("appraisal", judged.appraisal.pk))
    )


def test_without_a_self_score_the_head_explains_what_no_appraiser_gave(world):
    judged = opened(world, kind="unannounced", self_score_until=None)
    gate(judged)
    [sheet] = assigned(judged)
    judging.send_sheet(sheet, marks=marks(c1="30"), by=judged.appraiser, at=SEPTEMBER)

    with pytest.raises(InvalidInput) as refusal:
        judging.conclude(
            judged.appraisal, marks=marks(c1="35"), verdict="passed", by=judged.head, at=SEPTEMBER
        )

    assert refusal.value.code == "reason-missing"


def test_what_appraisers_said_begins_the_reasons_of_the_common_sheet(client, judged):
    self_scored(judged)
    for sheet, why in zip(
        assigned(judged, judged.appraiser, judged.second), ("Ảnh mờ", "Thiếu danh sách"), strict=True
    ):
        given = marks(c1="28", c1_reason=why)
        judging.send_sheet(sheet, marks=given, by=sheet.appraiser, at=SEPTEMBER)

    page = text(as_(client, judged.head).get(url("conclude", judged.appraisal.pk)))

    assert "Ảnh mờ; Thiếu danh sách" in page


def test_everything_wrong_with_a_sheet_is_said_at_once_by_its_criterion(client, judged):
    as_(client, judged.contact)

    page = text(
        client.post(
            url("self_score", judged.appraisal.pk), {"c1": "99", "c2": "x", "c2-out": "60", "cong": "-3"}
        )
    )

    assert "Còn 3 chỗ cần sửa" in page
    assert "Cách làm hay, điểm: “Cách làm hay”: ghi từ 0 đến 40" in page
    assert "Đạt chỉ tiêu, số làm được: “x” không phải là số" in page


def test_something_out_of_nothing_is_refused_and_nothing_out_of_nothing_is_not(judged):
    def send(done):
        given = marks() | {"c2": Mark(Decimal(done), out_of=Decimal(0))}
        judging.send_self(judged.appraisal, marks=given, hung={}, by=judged.contact, at=SEPTEMBER)

    with pytest.raises(InvalidInput, match="số phải làm") as refusal:
        send("500")
    assert refusal.value.field == "c2"
    send("0")
    assert Appraisal.objects.get(pk=judged.appraisal.pk).desk == "team"


def test_my_sheet_begins_with_the_self_score_so_that_one_mark_can_be_changed(client, judged):
    self_scored(judged, marks(c1="31"))
    assigned(judged)

    page = text(as_(client, judged.appraiser).get(url("score", judged.appraisal.pk)))

    assert 'name="c1" value="31"' in page


def test_the_unit_is_told_until_when_and_how_much_it_can_score(client, judged):
    page = text(as_(client, judged.contact).get(url("self_score", judged.appraisal.pk)))

    assert "Tổng điểm cao nhất: 100" in page
    assert "Hạn tự chấm: hết thứ Sáu, 25/09/2026" in page
    assert "Mô hình chưa có ảnh, tệp minh chứng nào" in page


def test_a_result_is_not_awaited_for_a_day_that_is_past(judged):
    with pytest.raises(InvalidInput) as refusal:
        gate(judged, "waiting", from_whom="Đảng ủy", expected_on=SEPTEMBER.date().replace(year=2020))
    assert refusal.value.field == "expected_on"


def test_mark_with_three_decimals_is_told_how_many_may_stand(client, judged):
    as_(client, judged.contact)

    refused = client.post(
        url("self_score", judged.appraisal.pk), {"c1": "18,555", "c2": "45", "c2-out": "60"}
    )

    assert refused.status_code == 422
    assert "nhiều nhất 2 chữ số sau dấu phẩy" in text(refused)
    assert "mười tám nghìn" not in text(refused)
