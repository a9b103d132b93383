from datetime import date, datetime
from itertools import pairwise

import pytest

from kheo.core.errors import InvalidInput
from kheo.core.paper.forms import SheetFacts, moment_words
from kheo.core.paper.model import Authority, Run, Signature, Table
from kheo.core.paper.profiles import PROFILES, profile_for
from kheo.core.paper.writing.boxes import Line, Rule
from kheo.core.paper.writing.foot import foot, recipient_lines, signature_lines
from kheo.core.paper.writing.layout import compose
from kheo.core.paper.writing.metrics import balanced_margin, breakable, line_count, text_width
from kheo.core.paper.writing.setting import dateline, day_words
from kheo.core.timetable.deadline import VIETNAM
from tests.core.paper.writing.paper_samples import (
    FRONT,
    PARTY,
    PARTY_BEFORE,
    STATE,
    letter,
    notice,
    party_issuing,
    plan,
    sheet,
    state_issuing,
    unit_list,
)


def words(lines):
    return ["".join(run.text for run in line.runs) for line in lines]


@pytest.mark.parametrize(
    ("body", "on", "code"),
    [
        ("STATE", date(2020, 3, 5), "ND30-2020"),
        ("STATE", date(2026, 11, 22), "ND30-2020"),
        ("PARTY", date(2026, 5, 26), "HD36-2018"),
        ("PARTY", date(2026, 5, 27), "HD05-2026"),
        ("FRONT", date(2026, 5, 27), "FRONT-ND30"),
    ],
)
def test_profile_for_body_and_day_gives_the_rules_in_force(body, on, code):
    assert profile_for(body, on).code == code


def test_profile_for_day_before_any_rule_is_refused():
    with pytest.raises(InvalidInput) as refused:
        profile_for("STATE", date(2020, 3, 4))

    assert refused.value.code == "paper-no-profile"


def test_profiles_of_one_body_never_overlap():
    for body in ("STATE", "PARTY", "FRONT"):
        spans = sorted((p.valid_from, p.valid_to or date.max) for p in PROFILES if p.body_kind == body)
        assert all(first[1] <= second[0] for first, second in pairwise(spans))


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (date(2024, 2, 5), "ngày 05 tháng 02 năm 2024"),
        (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (date(2026, 12, 1), "ngày 01 tháng 12 năm 2026"),
    ],
)
def test_day_words_pads_days_and_the_first_two_months_only(on, text):
    assert day_words(on) == text


def test_dateline_without_day_leaves_room_and_keeps_what_is_known():
    assert (
        dateline("Suối Đá", None, month=4, year=2026).replace("\u00a0", "_")
        == "Suối Đá, ngày_____ tháng 4 năm 2026"
    )


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2026, 2, 16, tzinfo=VIETNAM), "đến hết Chủ nhật, ngày 15 tháng 02 năm 2026"),
        (datetime(2026, 2, 13, 17, tzinfo=VIETNAM), "trước 17 giờ, thứ Sáu, ngày 13 tháng 02 năm 2026"),
        (
            datetime(2026, 2, 13, 11, 5, tzinfo=VIETNAM),
            "trước 11 giờ 05 phút, thứ Sáu, ngày 13 tháng 02 năm 2026",
        ),
    ],
)
def test_moment_words_midnight_is_the_end_of_the_day_before(at, text):
    assert moment_words(at) == text


def test_signature_under_a_prefix_party_position_is_not_bold():
    signature = Signature("PHÓ BÍ THƯ", "Nguyễn Văn Hòa", (Authority("TM", "ĐẢNG ỦY"),))

    lines = signature_lines(signature, PARTY)

    assert words(lines) == ["T/M ĐẢNG ỦY", "PHÓ BÍ THƯ", "Nguyễn Văn Hòa"]
    assert [line.runs[0].bold for line in lines] == [True, False, True]


def test_signature_party_head_signing_directly_is_bold():
    lines = signature_lines(Signature("TRƯỞNG BAN", "Nguyễn Văn Hòa"), PARTY)

    assert [line.runs[0].bold for line in lines] == [True, True]


def test_signature_prefix_unknown_to_the_party_is_refused():
    with pytest.raises(InvalidInput) as refused:
        signature_lines(Signature("A", "B", (Authority("TUQ", "C"),)), PARTY)

    assert refused.value.code == "paper-signing-prefix"


@pytest.mark.parametrize(
    ("profile", "label", "end"),
    [
        (STATE, (12, True, True, False), ";"),
        (PARTY, (14, False, False, True), ";"),
        (PARTY_BEFORE, (14, False, False, True), ","),
    ],
)
def test_recipients_are_set_as_the_profile_says(profile, label, end):
    lines = recipient_lines(("Như trên", "Lưu"), profile)

    run = lines[0].runs[0]
    assert (lines[0].size, run.bold, run.italic, run.underline) == label
    assert words(lines) == ["Nơi nhận:", f"- Như trên{end}", "- Lưu."]


@pytest.mark.parametrize(("profile", "prefix"), [(PARTY, "về việc đăng ký"), (PARTY_BEFORE, "đăng ký")])
def test_party_letter_subject_follows_the_guide_of_its_day(profile, prefix):
    head = compose(letter(party_issuing(profile))).regions[0].boxes[0]

    assert words(head.rows[1][0])[1].startswith(prefix)


def test_letter_with_one_addressee_stands_on_one_line():
    boxes = compose(letter(addressees=("Các thôn",))).regions[0].boxes

    assert "Kính gửi: Các thôn" in words(box for box in boxes if hasattr(box, "runs"))


def test_front_paper_is_set_like_a_state_paper():
    assert (FRONT.motto, FRONT.number_form, FRONT.end) == (STATE.motto, STATE.number_form, STATE.end)


def test_rule_under_the_motto_is_as_long_as_its_text():
    head = compose(letter()).regions[0].boxes[0]

    assert head.rows[0][1][-1].length == pytest.approx(
        text_width("Độc lập - Tự do - Hạnh phúc", 13, bold=True), abs=0.1
    )


def test_national_name_stands_on_one_line():
    head = compose(letter()).regions[0].boxes[0]

    assert text_width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True) < head.widths[1]


def test_empty_list_says_so_in_both_groups():
    table = next(block for block in unit_list(()).body if isinstance(block, Table))

    assert [row.cells for row in table.rows] == [
        ("I", "Mô hình mới năm 2026"),
        ("", "(không có)"),
        ("II", "Mô hình tiếp tục thực hiện (đã đăng ký năm 2025)"),
        ("", "(không có)"),
    ]


def test_sheet_has_thirteen_items_in_order():
    labels = [block.label for block in sheet(SheetFacts("", "NEW")).body if hasattr(block, "label")]

    assert [label.split(".")[0] for label in labels] == [str(n) for n in range(1, 14)]


def test_notice_counts_initiatives_and_units():
    text = notice().body[0].text

    assert "gồm 03 mô hình của 03 đơn vị, trong đó có 02 mô hình mới và 01 mô hình tiếp tục thực hiện" in text


def test_line_count_wraps_at_words_and_cuts_long_ones():
    narrow = text_width("một hai", 12) + 0.1

    assert line_count((Run("một hai ba"),), 12, narrow) == 2
    assert line_count((Run("m" * 20),), 12, text_width("m" * 10, 12) + 0.01) == 2
    assert line_count((Run("a\nb\nc"),), 12, 100) == 3


def test_breakable_touches_only_words_wider_than_the_line():
    assert breakable("ngắn " + "d" * 9, 12, text_width("d" * 8, 12)) == "ngắn " + "\u200b".join("d" * 9)


def test_balanced_margin_never_adds_a_line():
    runs = (Run("Về việc đăng ký mô hình “Dân vận khéo” năm 2026"),)

    side = balanced_margin(runs, 12, 70)

    assert side > 0
    assert line_count(runs, 12, 70 - 2 * side) == line_count(runs, 12, 70)


def test_plan_state_bases_are_italic_with_semicolon_then_full_stop():
    boxes = compose(plan(state_issuing())).regions[0].boxes

    lines = [box for box in boxes if isinstance(box, Line) and box.runs[:1] and "Căn cứ" in box.runs[0].text]
    assert words(lines) == ["Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"]
    assert lines[0].runs[0].italic
    assert "Thực hiện Kế hoạch số 12/KH-UBND." in words(box for box in boxes if isinstance(box, Line))


def test_plan_party_bases_begin_with_a_dash_and_stand_upright():
    boxes = compose(plan(party_issuing())).regions[0].boxes

    lines = [box for box in boxes if isinstance(box, Line) and box.runs[:1] and "Căn cứ" in box.runs[0].text]
    assert words(lines) == ["- Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"]
    assert not lines[0].runs[0].italic


def test_plan_party_title_is_followed_by_five_hyphens_state_by_a_rule():
    party = compose(plan(party_issuing())).regions[0].boxes
    state = compose(plan(state_issuing())).regions[0].boxes

    assert "-----" in words(box for box in party if isinstance(box, Line))
    assert not any(isinstance(box, Rule) for box in party)
    assert any(isinstance(box, Rule) for box in state)


@pytest.mark.parametrize(
    ("issuing", "names"),
    [(state_issuing, ["Phụ lục I", "Phụ lục II"]), (party_issuing, ["Phụ lục 1", "Phụ lục 2"])],
)
def test_appendices_are_numbered_as_the_profile_says(issuing, names):
    regions = compose(plan(issuing())).regions[1:]

    assert [words(region.boxes[:1])[0] for region in regions] == names
    assert [region.landscape for region in regions] == [False, True]


def test_paper_ends_with_the_profiles_mark():
    state, party = (compose(plan(issuing())).regions[0].boxes for issuing in (state_issuing, party_issuing))

    assert any(line.endswith("tiết kiệm./.") for line in words(box for box in state if isinstance(box, Line)))
    assert any(line.endswith("tiết kiệm.") for line in words(box for box in party if isinstance(box, Line)))


def test_two_signers_have_their_names_on_one_height():
    pair = foot(plan(state_issuing()), 165)[0]

    heights = [sum(line.before + line.size * 1.15 for line in cell) for cell in pair.rows[0]]
    assert heights[0] == pytest.approx(heights[1])


def test_sheet_item_three_has_a_line_for_each_part():
    facts = SheetFacts("Sạch nhà", "NEW", sector="kinh tế", plan_content="Vận động hội viên phân loại rác")

    lines = words([box for box in compose(sheet(facts)).regions[0].boxes if isinstance(box, Line)])

    place = lines.index("3. Lĩnh vực: Kinh tế")
    assert lines[place + 1] == "Nội dung kế hoạch: Vận động hội viên phân loại rác"
