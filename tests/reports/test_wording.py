"""Figures stand in wording as placeholders; what is none is refused with its name."""

from datetime import date
from decimal import Decimal

import pytest

from kheo.core.errors import InvalidInput
from kheo.reports.content import Breakdown, Case, Content, Figure, Line, changes, moved, sha256_of
from kheo.reports.papers.drafting import first_wording
from kheo.reports.selectors.background import Background, Best
from kheo.reports.states import ReviewKind
from kheo.reports.wording import fill, typed_figures, values_of

CASE = Case(1, "Đường hoa", "Xóm 1", "Văn hóa - xã hội", "new", ("accepted", "recognised"))


def content(**changes):
    values = {
        "on": date(2026, 7, 17),
        "years": (2026,),
        "before_years": (2025,),
        "figures": (
            Figure("accepted", "Mô hình đã tiếp nhận", "tiếp nhận", "mô hình", 34, "Đăng ký", 29, 30),
            Figure("land", "Đất hiến", "đất hiến", "m²", Decimal("1250.5"), "Đóng góp"),
        ),
        "breakdowns": (
            Breakdown(
                "sector",
                "Theo lĩnh vực",
                "theo lĩnh vực",
                (Line("Kinh tế", "Kinh tế", {"accepted": 12}), Line("QP-AN", "QP-AN", {"accepted": 22})),
            ),
        ),
        "columns": (("accepted", "Tiếp nhận"),),
        "cases": (CASE,),
    }
    return Content(**(values | changes))


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Đã tiếp nhận {tiếp nhận} mô hình.", "Đã tiếp nhận 34 mô hình."),
        ("{TIEP NHAN}", "34"),
        ("{tiếp nhận: so với kỳ trước}", "tăng 5 mô hình (17,2%) so với năm 2025"),
        ("{tiếp nhận: so với chỉ tiêu}", "đạt 113,3% chỉ tiêu của kế hoạch (30 mô hình)"),
        ("{tiếp nhận: theo lĩnh vực}", "kinh tế 12, QP-AN 22"),
        ("{đất hiến} m²", "1.250,5 m²"),
        ("năm {năm}", "năm 2026"),
    ],
)
def test_placeholders_become_figures(text, filled):
    assert fill(text, values_of(content())) == filled


def test_a_breakdown_of_nothing_is_still_a_placeholder():
    nothing = content(breakdowns=(Breakdown("sector", "Theo lĩnh vực", "theo lĩnh vực", ()),))

    assert fill("{tiếp nhận: theo lĩnh vực}", values_of(nothing)) == "không có"


@pytest.mark.parametrize("text", ["{tiếp nhậnn}", "{}", "{tiếp nhận", "tiếp nhận}"])
def test_a_placeholder_that_is_none_is_refused_at_its_part(text):
    with pytest.raises(InvalidInput) as refused:
        fill(text, values_of(content()), field="registered")

    assert refused.value.field == "registered"


def test_numbers_typed_by_hand_are_pointed_out():
    assert typed_figures("Có 45 mô hình và 1.200.000 đồng; điểm 8 mục 2, ngày 12/7.") == [
        "45 mô hình",
        "1.200.000 đồng",
    ]


def test_figures_are_kept_and_read_again_without_loss():
    made = content()

    assert Content.from_json(made.as_json()) == made
    assert sha256_of(made.as_json()) == sha256_of(dict(reversed(made.as_json().items())))
    assert sha256_of(made.as_json()) != sha256_of(content(on=date(2026, 7, 18)).as_json())


def test_a_difference_names_what_came_what_left_and_what_was_changed():
    other = Case(2, "Tổ tự quản", "Xóm 2", "QP-AN", "new", ("accepted",))
    renamed = Case(1, "Đường hoa Xóm 1", "Xóm 1", "Văn hóa - xã hội", "new", ("accepted",))
    now = content(cases=(renamed, other))

    found = changes(content(figures=(*content().figures, Figure("recognised", "x", "x", "", 1))), now)
    by_key = {one.figure.key: one for one in found}

    assert [case.pk for case in by_key["accepted"].came] == [2]
    assert [(one.then.title, one.now.title) for one in moved(content(), now)] == [
        ("Đường hoa", "Đường hoa Xóm 1")
    ]
    assert changes(content(), content()) == []


def test_a_first_wording_is_whole_sentences_and_tells_of_nothing_that_is_none():
    counted = {
        "registered": 15,
        "accepted": 15,
        "carried-out": 15,
        "units-done": 9,
        "news": 1,
        "broadcast": 2,
    }
    figures = tuple(
        Figure(key, key, key, "đơn vị", value, target=17 if key == "units-done" else None)
        for key, value in counted.items()
    )
    told = Background(
        plan="Kế hoạch số 05/KH-UBND",
        issuer="Ủy ban nhân dân xã Đồng Trăng",
        best=[Best("Đường hoa", "Xóm 1", "Đã trồng 200 m"), Best("Tủ sách", "Xóm 2")],
        difficulties=["Thiếu nước tưới (Xóm 2)"],
    )

    words = first_wording(ReviewKind.FINAL, content(figures=figures), told)

    assert words["best"].splitlines() == [
        "- Mô hình “Đường hoa” của Xóm 1: Đã trồng 200 m.",
        "- Mô hình “Tủ sách” của Xóm 2.",
    ]
    assert words["limits"].splitlines() == [
        "- Mới có {đơn vị đăng ký đủ} đơn vị đăng ký đủ số mô hình được giao, {đơn vị đăng ký đủ: so với chỉ tiêu}.",
        "- Thiếu nước tưới (Xóm 2).",
    ]
    assert words["publicity"] == (
        "Đã có {tin} tin và {buổi phát thanh} buổi phát thanh tuyên truyền về phong trào."
    )
