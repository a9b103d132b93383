"""What real plans do to a reader of their values; the numbers are those of docs/domain/hazards.md.

The others of these hazards are tested where plans are read: tests/core/plans.
"""

import pytest

from kheo.core.paper.gate import open_paper
from kheo.core.plans.as_json import to_json
from kheo.core.plans.reader import read_plan

HEAD = """ỦY BAN NHÂN DÂN XÃ MÙ CẢ
Số: 12/KH-UBND
Mù Cả, ngày 10 tháng 02 năm 2026

KẾ HOẠCH
Phát động phong trào thi đua “Dân vận khéo” năm 2026

Căn cứ Kế hoạch số 03-KH/ĐU ngày 20/01/2026 của Đảng ủy xã về phong trào thi đua “Dân vận khéo”;

Ủy ban nhân dân xã Mù Cả xây dựng kế hoạch như sau:

"""
TAIL = """

Nơi nhận:
- Đảng ủy xã;
- Lưu: VT.

CHỦ TỊCH

Lỳ Xé Chừ
"""


def values(body, head=HEAD, tail=TAIL):
    return to_json(read_plan(open_paper((head + body + tail).encode(), "van-ban.txt")))


def warned(found):
    return {warning["code"] for warning in found["warnings"]}


def test_h01_letter_without_head_or_kind_is_taken_for_a_letter_and_asked():
    found = values("Đề nghị các bản đăng ký mô hình “Dân vận khéo” trước ngày 10/3/2026.", head="")

    assert found["doc_type"] == "Công văn"
    assert next(one["certainty"] for one in found["found"] if one["path"] == "doc_type") == "ask"


def test_h18_citation_later_than_the_paper_is_said_and_kept():
    found = values("I. NỘI DUNG\n\nGiữ rừng.", head=HEAD.replace("20/01/2026", "20/03/2026"))

    assert "cites-later-paper" in warned(found)
    assert "20/03/2026" in found["legal_bases"][0]


def test_h20_phases_called_dot_with_figures_in_words_are_phases():
    found = values(
        "II. THỜI GIAN\n\n- Đợt thứ nhất: từ ngày 01/3/2026 đến ngày 31/5/2026.\n\n"
        "- Đợt thứ hai: từ ngày 01/6/2026 đến ngày 30/11/2026."
    )

    assert [phase["start"] for phase in found["phases"]] == ["2026-03-01", "2026-06-01"]


def test_h24_plan_without_any_date_has_no_deadline_made_up():
    found = values("I. NỘI DUNG\n\nCác bản gửi đăng ký về Ủy ban nhân dân xã đúng thời gian qui định.")

    assert [
        one for one in found["deadlines"] if one["kind"] == "registration" and one["form"] == "exact"
    ] == []


def test_h26_collective_alone_under_participants_leaves_individuals_to_what_follows():
    found = values(
        "II. ĐỐI TƯỢNG\n\nTập thể: Các bản, trường học trong xã.\n\nIII. NỘI DUNG\n\na. Đối với tập thể:\n\n"
        "Trồng hoa ven lối đi.\n\nb. Đối với cá nhân:\n\nGiúp người già neo đơn."
    )

    assert found["participants"]["collective"]
    assert "Các bản" in found["participants"]["collective"][0]


def test_h28_criteria_of_kinds_of_collectives_stay_criteria_of_collectives():
    found = values(
        "III. TIÊU CHÍ\n\n1. Đối với tập thể\n\n- Các bản: có lối đi sạch, có hoa;\n\n- Trường học: có cổng trường an toàn.\n\n"
        "2. Đối với cá nhân\n\n- Gương mẫu giữ gìn lối đi."
    )

    assert len(found["criteria_collective"]) >= 2
    assert any("Gương mẫu" in one for one in found["criteria_individual"])


@pytest.mark.parametrize(
    "figure", ["10/10 bản", "trực 24/7", "bản 2C, 3C", "469 hộ", "Điều 9 khoản 2", "đường 115"]
)
def test_h30_figures_that_look_like_dates_make_no_deadline(figure):
    found = values(f"I. NỘI DUNG\n\nVận động {figure} giữ gìn lối đi sạch đẹp.")

    assert found["deadlines"] == []


def test_h31_registration_form_behind_the_plan_gives_its_columns():
    form = "\n\nMẫu số 01\n\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2026\n\n| TT | Tên mô hình | Nơi làm | Người chủ trì |\n|---|---|---|---|\n| 1 | | | |\n"
    found = values("I. NỘI DUNG\n\nCác bản đăng ký theo mẫu kèm theo.", tail=TAIL + form)

    (attached,) = found["attachments"]
    assert attached["columns"] == ["TT", "Tên mô hình", "Nơi làm", "Người chủ trì"]
    assert found["registration_form"]


def test_h35_long_numbered_list_of_slogans_is_no_list_of_tasks():
    slogans = "\n\n".join(f"{n}. “Bản sạch, lối thơm, nhà vui số {n}”!" for n in range(1, 24))
    found = values(f"IV. KHẨU HIỆU\n\n{slogans}")

    assert found["responsibilities"] == []


def test_h53_form_left_over_from_another_year_is_said():
    form = (
        "\n\nDANH SÁCH\nĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024\n\n| TT | Tên mô hình |\n|---|---|\n| 1 | |\n"
    )
    found = values("I. NỘI DUNG\n\nCác bản đăng ký theo mẫu kèm theo.", tail=TAIL + form)

    assert "template-year" in warned(found)


def test_h54_abbreviated_actor_is_kept_as_printed():
    found = values("V. TỔ CHỨC THỰC HIỆN\n\n1. Đề nghị UBMTTQ xã: phối hợp tuyên truyền, vận động các hộ.")

    assert [one["who"] for one in found["responsibilities"]] == ["UBMTTQ xã"]
