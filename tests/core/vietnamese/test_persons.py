import pytest

from kheo.core.vietnamese.persons import singled_out


@pytest.mark.parametrize(
    "text",
    [
        "hộ ông Lường Văn A nộp 2 triệu",
        "Hộ Nguyễn Văn Bình",
        "bà Lan góp thêm",
        "gia đình chị Hoa",
        "các hộ chưa nộp",
        "hộ cuối xóm còn nợ hai triệu",
        "danh sách hộ",
        "gọi 0912345678",
        "CCCD 001099012345",
    ],
)
def test_singled_out_finds_a_person_a_household_a_number_or_who_has_not_given(text: str) -> None:
    assert singled_out(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mua xi măng, cát, đá 1x2",
        "Làm đường Bà Triệu",
        "chợ Ông Hoàng",
        "Nhà Văn hóa Xóm Suối",
        "Học tập và làm theo Bác Hồ",
        "mua 120 bao xi măng, giá 85.000 đồng một bao",
        "hộ nghèo, hộ cận nghèo",
        "Quyết định số 12/QĐ-MTTQ-BTT",
    ],
)
def test_singled_out_lets_works_and_places_pass(text: str) -> None:
    assert singled_out(text) == ""
