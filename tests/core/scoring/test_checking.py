"""Contradictions are named; what judges households by their gifts is refused; presets and the example hold."""

from pathlib import Path

import pytest

from kheo.core.errors import InvalidInput
from kheo.core.scoring import asks_households_to_give, problems_of, require_no_household_giving, rubric_of
from kheo.core.scoring.cli import check_command
from kheo.core.scoring.presets import DEFAULT, preset, presets
from tests.core.scoring.examples import CAN_THO_157, CAN_THO_2579

ROOT = Path(__file__).resolve().parents[3]
PLANS = ROOT / "../shared/plans"


def codes(**changes):
    return {one.code for one in problems_of(rubric_of(CAN_THO_2579 | changes))}


def test_rubrics_of_real_places_hold():
    assert codes() == set()
    assert problems_of(rubric_of(CAN_THO_157)) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"total": 90}, "total"),
        ({"bonus_cap": None}, "bonus-cap-missing"),
        ({"malus_cap": None}, "malus-cap-missing"),
        ({"groups": [*CAN_THO_2579["groups"], {"code": "c", "name": "Trống"}]}, "group-empty"),
        ({"groups": [{"code": "a", "name": "A", "maximum": 12}, CAN_THO_2579["groups"][1]]}, "group-total"),
        ({"criteria": [*CAN_THO_2579["criteria"], CAN_THO_2579["criteria"][0]]}, "code-twice"),
        ({"criteria": []}, "criteria-missing"),
        ({"bands": [*CAN_THO_2579["bands"], {"code": "y", "name": "Y", "at_least": 85}]}, "bands-overlap"),
        ({"bands": CAN_THO_2579["bands"][:3]}, "bands-bottom"),
        ({"bands": [{"code": "z", "name": "Z", "at_least": 200}]}, "band-out-of-reach"),
        (
            {"bands": [{"code": "z", "name": "Z", "at_least": 0, "below": 10}, CAN_THO_2579["bands"][1]]},
            "bands-gap",
        ),
        ({"downgrades": [{"code": "k", "text": "k", "at_most": "?"}]}, "downgrade-unknown"),
        ({"ties": [{"kind": "criterion", "code": "?"}]}, "tie-unknown"),
        ({"ties": [{"kind": "bonus"}, {"kind": "malus"}, {"kind": "bonus"}]}, "tie-twice"),
        (
            {"criteria": [*CAN_THO_2579["criteria"], CAN_THO_2579["criteria"][0] | {"code": "z"}]},
            "criterion-twice",
        ),
        (
            {"gates": [{"code": "g", "text": "Có kế hoạch"}, {"code": "h", "text": "có  kế hoạch"}]},
            "gate-twice",
        ),
        ({"groups": [*CAN_THO_2579["groups"], CAN_THO_2579["groups"][0] | {"code": "z"}]}, "group-twice"),
        (
            {"bands": [*CAN_THO_2579["bands"], CAN_THO_2579["bands"][0] | {"code": "z", "at_least": 1}]},
            "band-twice",
        ),
        ({"bands": [*CAN_THO_2579["bands"], {"code": "z", "name": "Z", "at_least": -10}]}, "band-negative"),
        ({"bonus_cap": 20_000}, "total-too-large"),
        ({"name": ""}, "name-missing"),
        ({"gates": [{"code": "g", "text": "Trên 90% số hộ tham gia đóng góp"}]}, "household-giving"),
    ],
)
def test_contradiction_is_named(changes, code):
    assert code in codes(**changes)


def test_rung_that_leans_on_nothing_is_told_without_inner_codes():
    broken = CAN_THO_2579 | {"ties": [{"kind": "criterion", "code": "xyz"}, {"kind": "group", "code": "xyz"}]}

    told = [one.words.text() for one in problems_of(rubric_of(broken)) if one.code == "tie-unknown"]

    assert len(told) == 2
    assert not any("xyz" in words for words in told)


@pytest.mark.parametrize(
    "bad",
    [
        {"criteria": [{"code": "a", "text": "A", "maximum": "mười"}]},
        {"criteria": [{"code": "a", "text": "A", "kind": "vui"}]},
        {"criteria": "không phải danh sách"},
        {"bands": ["x"]},
        {"total": "NaN"},
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(bad):
    with pytest.raises(InvalidInput) as refusal:
        rubric_of({"name": "x"} | bad)

    assert refusal.value.code == "rubric-unreadable"


@pytest.mark.parametrize(
    "text",
    [
        "Tỷ lệ hộ đóng góp",
        "Tỉ lệ hộ gia đình tham gia đóng góp xây dựng đường",
        "Mức đóng góp bình quân mỗi hộ",
        "Đóng góp bình quân/hộ từ 500.000 đồng",
        "Trên 90% số hộ dân ủng hộ tiền làm đường",
        "100% hộ nộp quỹ đúng hạn",
        "Số hộ hiến đất từ 10 hộ trở lên",
        "Bình quân mỗi hộ góp 2 ngày công",
        "Tỷ lệ hộ tự nguyện đóng góp kinh phí",
        "Huy động đóng góp tính theo đầu người",
        "TỶ LỆ HỘ ĐÓNG GÓP",
        "Hộ đóng góp đầy đủ các khoản",
        "Tỷ lệ người dân quyên góp",
    ],
)
def test_judging_households_by_their_gifts_is_refused(text):
    assert asks_households_to_give(text)
    with pytest.raises(InvalidInput, match="đóng góp là tự nguyện"):
        require_no_household_giving(text)


@pytest.mark.parametrize(
    "text",
    [
        "Công khai các khoản Nhân dân đóng góp",
        "Các hộ được bàn, quyết định mức đóng góp",
        "Tỷ lệ hộ dân được tuyên truyền về các khoản đóng góp tự nguyện",
        "Tỷ lệ hộ đồng tình, ủng hộ chủ trương",
        "Tỷ lệ hộ đạt gia đình văn hóa từ 90%",
        "Số ý kiến đóng góp của Nhân dân được tiếp thu",
        "Giảm tỷ lệ hộ nghèo",
        "Số hộ hưởng lợi từ mô hình",
        "Vận động hỗ trợ hộ khó khăn",
        "10/10 làng đạt danh hiệu văn hóa",
        "Người dân tham gia đóng góp ý kiến",
        "",
    ],
)
def test_other_sentences_about_people_and_gifts_stand(text):
    assert not asks_households_to_give(text)


def test_every_preset_holds_and_says_where_it_comes_from():
    assert preset(DEFAULT) is not None
    for one in presets():
        assert problems_of(rubric_of(one.data)) == []
        assert one.source


def test_example_for_users_passes_and_a_broken_one_is_named(tmp_path, capsys):
    example = ROOT / "docs/user/rubric.example.toml"
    assert check_command(str(example)) == 0

    broken = tmp_path / "b.toml"
    broken.write_text(
        example.read_text(encoding="utf-8").replace("below = 95", "below = 97"), encoding="utf-8"
    )
    assert check_command(str(broken)) == 1
    assert "“Tốt” và mức “Xuất sắc” chồng nhau" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"name = ", "viết chưa đúng ở"),
        (b'name = "a\nb = 1', "viết chưa đúng ở dòng 1"),
        (b"[criteria", "viết chưa đúng ở"),
        ("name = 'Bộ'".encode("utf-16"), "không phải là văn bản UTF-8"),
        (None, "Không có tệp"),
    ],
)
def test_file_that_cannot_be_read_is_told_in_vietnamese_alone(tmp_path, capsys, data, words):
    path = tmp_path / "c.toml"
    if data is not None:
        path.write_bytes(data)

    assert check_command(str(path)) == 2

    said = capsys.readouterr().err
    assert words in said
    assert not any(word in said for word in ("Invalid", "Errno", "line", "codec"))


@pytest.mark.skipif(not PLANS.is_dir(), reason="the five real plans are not on this machine")
@pytest.mark.parametrize("name", ["to-tung-2023", "pho-minh-2024"])
def test_criteria_of_a_real_plan_make_a_rubric_as_they_stand(name):
    from kheo.core.paper.gate import open_paper
    from kheo.core.plans.reader import read_plan

    path = PLANS / f"{name}.txt"
    draft = read_plan(open_paper(path.read_bytes(), path.name))
    texts = [one.value for one in (*draft.criteria_collective, *draft.criteria_individual)]
    rubric = rubric_of(
        {
            "name": name,
            "criteria": [{"code": f"c{n}", "kind": "pass", "text": text} for n, text in enumerate(texts, 1)],
            "gates": [{"code": f"g{n}", "text": one.value} for n, one in enumerate(draft.gates, 1)],
        }
    )

    assert len(rubric.criteria) >= 2
    assert problems_of(rubric) == []
