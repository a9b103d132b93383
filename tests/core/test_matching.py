import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.core.matching import SIMILAR_FROM, likeness, similar
from kheo.core.vietnamese import fold
from tests.examples import examples

SAME = [
    ("Camera an ninh xóm 3", "Mô hình “Camera an ninh” xóm Đồng Tâm"),
    ("Tuyến đường xanh - sạch - đẹp", "Xây dựng tuyến đường Xanh – Sạch – Đẹp"),
    ("Thắp sáng đường quê", "Mô hình thắp sáng đường quê thôn Bãi Giữa"),
    (
        "Vận động nhân dân hiến đất mở rộng đường ngõ xóm",
        "Dân vận khéo trong vận động nhân dân hiến đất làm đường",
    ),
    ("Tổ tự quản an ninh trật tự", "Tổ nhân dân tự quản về an ninh, trật tự"),
    ("Biến rác thải thành tiền giúp phụ nữ nghèo", "Biến rác thành tiền"),
    ("Phân loại rác thải tại hộ gia đình", "Phân loại rác tại nguồn ở hộ gia đình"),
    ("Hũ gạo tình thương", "“Hũ gạo tình thương” của hội phụ nữ"),
    ("Thuỷ lợi nội đồng do dân tự quản", "Thủy lợi nội đồng dân tự quản"),
    ("Nói không với túi ni lông", "Phụ nữ nói không với túi nilông"),
    ("Xóa nhà tạm, nhà dột nát", "Chung tay xóa nhà tạm, nhà dột nát cho hộ nghèo"),
    ("THỨ BẢY TÌNH NGUYỆN", "Ngày thứ bảy tình nguyện"),
    ("Cựu chiến binh giúp nhau phát triển kinh tế", "Phụ nữ giúp nhau phát triển kinh tế"),
]
DIFFERENT = [
    ("Tổ tự quản an ninh trật tự", "Tổ tự quản bảo vệ môi trường"),
    ("Camera an ninh", "Tiếng kẻng an ninh"),
    ("Vận động nhân dân hiến đất làm đường", "Vận động nhân dân hiến máu tình nguyện"),
    ("Xây dựng nhà văn hóa thôn", "Xây dựng nông thôn mới kiểu mẫu"),
    ("Dân vận khéo trong giải phóng mặt bằng", "Dân vận khéo trong cải cách hành chính"),
    ("Trồng cây ăn quả", "Trồng cây xanh ven đường"),
    ("Mô hình nuôi dê sinh sản", "Mô hình nuôi ong lấy mật"),
    ("Tuyên truyền phòng cháy, chữa cháy", "Tuyên truyền phòng, chống ma túy"),
    ("Tổ công nghệ số cộng đồng", "Tổ hòa giải ở cơ sở"),
    ("Chuyển đổi cơ cấu cây trồng", "Chuyển đổi số ở xóm"),
    ("Xóm 3", "Xóm 5"),
    ("Xây dựng mô hình Dân vận khéo", "Mô hình Dân vận khéo"),
]
WORDS = st.lists(
    st.sampled_from(
        ["mô hình", "dân vận khéo", "tổ", "tự quản", "đường", "hoa", "xóm 3", "rác", "camera", "an ninh"]
    ),
    max_size=7,
).map(" ".join)


@pytest.mark.parametrize(("name", "other"), SAME)
def test_likeness_same_idea_in_other_words_is_shown(name: str, other: str) -> None:
    assert likeness(name, other) >= SIMILAR_FROM


@pytest.mark.parametrize(("name", "other"), DIFFERENT)
def test_likeness_other_idea_with_common_words_is_not_shown(name: str, other: str) -> None:
    assert likeness(name, other) < SIMILAR_FROM


def test_similar_best_first_and_no_more_than_the_limit() -> None:
    names = {
        1: "Đường hoa nông thôn",
        2: "Camera an ninh khu dân cư",
        3: "Mô hình camera an ninh",
        4: "Camera an ninh",
    }
    candidates = [(key, fold(name)) for key, name in names.items()]

    found = similar("Camera an ninh", candidates, limit=2)

    assert [key for key, _ in found] == [4, 3]
    assert found[0][1] == 100.0


def test_similar_name_half_typed_already_finds_what_it_may_become() -> None:
    candidates = [(1, fold("Trồng cây xanh ven đường trục xã")), (2, fold("Nuôi ong lấy mật"))]

    assert [key for key, _ in similar("trồng cây x", candidates)] == [1]


def test_similar_nothing_alike_is_empty() -> None:
    assert similar("Tiếng kẻng an ninh", [(1, fold("Nuôi ong lấy mật"))]) == []
    assert similar("", [(1, "")]) == []


def test_similar_threshold_is_the_callers() -> None:
    candidates = [(1, fold("Tiếng kẻng an ninh"))]

    assert similar("Camera an ninh", candidates) == []
    assert [key for key, _ in similar("Camera an ninh", candidates, threshold=50)] == [1]


@settings(max_examples=examples(100))
@given(WORDS | st.text(max_size=20), WORDS)
def test_likeness_is_symmetric_and_within_bounds(name: str, other: str) -> None:
    score = likeness(name, other)

    assert score == pytest.approx(likeness(other, name))
    assert 0.0 <= score <= 100.0
