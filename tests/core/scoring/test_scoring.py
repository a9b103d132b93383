"""Scoring as decision 2579 and plan 157 of Cần Thơ prescribe it, from data alone."""

from datetime import date
from decimal import Decimal

import pytest

from kheo.core.scoring import Answer, GateAnswer, Mark, Sheet, Verdict, rank, rubric_of, score
from tests.core.scoring.examples import CAMPAIGN, MARKS

GOOD = {code: GateAnswer(Answer.MET) for code in ("tc", "dv")}


def sheet(each="10", gates=GOOD, downgrades=(), **marks):
    given = {one.code: Mark(Decimal(each)) for one in MARKS.criteria if one.part == "base"}
    given |= {code: Mark(Decimal(value)) for code, value in marks.items()}
    return Sheet(given, gates, frozenset(downgrades))


def words(phrases):
    return " | ".join(one.text() for one in phrases)


def test_full_marks_are_excellent_and_the_card_shows_the_arithmetic():
    result = score(MARKS, sheet(mh="2"))

    assert (result.total, result.band.name, result.verdict) == (102, "Xuất sắc", Verdict.PASSED)
    assert "Tổng điểm: 100 + 2 − 0 = 102" in words(result.sums)
    assert result.lines[0].how.text() == "10/10 điểm"


def test_bonus_and_deduction_never_exceed_their_caps():
    result = score(MARKS, sheet(mh="3", gx="2", cham="3", sai="3"))

    assert (result.bonus, result.malus, result.total) == (3, 3, 100)
    assert "Điểm cộng: 5, tính tối đa 3" in words(result.sums)
    assert "Điểm trừ: 6, trừ tối đa 3" in words(result.sums)


@pytest.mark.parametrize(
    ("b1", "band"), [("10", "Xuất sắc"), ("5", "Xuất sắc"), ("4.99", "Tốt"), ("0", "Hoàn thành")]
)
def test_level_follows_total_and_the_upper_ones_take_no_zero(b1, band):
    assert score(MARKS, sheet(b1=b1)).band.name == band


def test_zero_that_holds_back_a_level_is_named():
    said = words(score(MARKS, sheet(b1="0")).reasons)

    assert "mức này không nhận tiêu chí 0 điểm: Nhiệm vụ 1" in said


@pytest.mark.parametrize(
    ("why", "band"),
    [(["khien-trach"], "Tốt"), (["canh-cao"], "Hoàn thành"), (["khien-trach", "canh-cao"], "Hoàn thành")],
)
def test_leader_disciplined_caps_the_level_and_says_so(why, band):
    result = score(MARKS, sheet(downgrades=why))

    assert result.band.name == band
    assert f"Mức xếp loại cao nhất là “{band}”" in words(result.reasons)


def test_zero_counts_as_scored_and_nothing_typed_does_not():
    zero = score(MARKS, sheet(b1="0"))
    missing = score(MARKS, Sheet({c: m for c, m in sheet().marks.items() if c != "b1"}, GOOD))

    assert zero.verdict == Verdict.PASSED
    assert missing.verdict == Verdict.INCOMPLETE
    assert "Chưa chấm tiêu chí “Nhiệm vụ 1”" in words(missing.reasons)


def test_gate_not_met_fails_and_says_clause_and_what_to_do():
    result = score(MARKS, sheet(gates=GOOD | {"tc": GateAnswer(Answer.UNMET, "chưa gửi")}))

    assert (result.verdict, result.is_ranked) == (Verdict.FAILED_GATE, False)
    assert words(result.reasons) == (
        "Chưa đạt điều kiện bắt buộc “Tự chấm điểm” (Điều 8). Hiện có: chưa gửi. Việc cần làm: gửi bảng tự chấm."
    )


def test_gate_waited_for_makes_the_result_conditional():
    waiting = GateAnswer(Answer.WAITING, "", "Ban Thường vụ Đảng ủy", date(2026, 12, 20))
    result = score(MARKS, sheet(gates=GOOD | {"dv": waiting}))

    assert (result.verdict, result.is_ranked) == (Verdict.PASSED_IF, True)
    assert "từ Ban Thường vụ Đảng ủy, dự kiến 20/12/2026" in words(result.reasons)
    assert len(result.waiting) == 1


def test_plan_157_counts_shares_sample_steps_and_asks_for_the_plan():
    given = {
        "kh": Mark(Decimal(20)),
        "tl": Mark(Decimal(27), out_of=Decimal(40)),
        "hl": Mark(Decimal(45)),
        "tt": Mark(Decimal(0)),
        "vuot": Mark(Decimal("94.5")),
    }
    result = score(CAMPAIGN, Sheet(given))
    how = {one.criterion.code: one.how.text() for one in result.lines}

    assert (result.base, result.bonus, result.total) == (Decimal("65.00"), Decimal("3.00"), Decimal("68.00"))
    assert how["tl"] == "27/40 × 40 = 27 điểm"
    assert how["hl"] == "45/50 phiếu đúng × 0,4 = 18 điểm"
    assert how["vuot"] == "94,5 thuộc mức từ 90: 3 điểm"
    without = score(CAMPAIGN, Sheet(given | {"kh": Mark(Decimal(20), condition_met=False)}))
    assert without.total == Decimal("48.00")
    assert without.lines[0].how.text() == "không có kế hoạch: 0 điểm"


@pytest.mark.parametrize(
    ("figure", "mark"), [("87.9", 0), ("88", 2), ("90", 3), ("99.99", 4), ("100", 5), ("120", 5)]
)
def test_steps_begin_where_they_say(figure, mark):
    assert score(CAMPAIGN, Sheet({"vuot": Mark(Decimal(figure))})).bonus == mark


def test_share_beyond_the_whole_or_of_nothing_stays_within_the_maximum():
    over = score(CAMPAIGN, Sheet({"tl": Mark(Decimal(50), out_of=Decimal(40))}))
    nothing = score(CAMPAIGN, Sheet({"tl": Mark(Decimal(0), out_of=Decimal(0))}))

    assert (over.mark_of("tl"), nothing.mark_of("tl")) == (40, 0)


def test_yes_no_rubric_fails_on_one_no_and_names_it_with_what_is_missing():
    rubric = rubric_of(
        {
            "name": "x",
            "criteria": [
                {"code": "a", "kind": "pass", "text": "Có tên"},
                {
                    "code": "b",
                    "kind": "pass",
                    "text": "Có địa chỉ",
                    "evidence": "bản đăng ký",
                    "remedy": "ghi rõ xóm",
                },
            ],
        }
    )
    yes, no = Mark(passed=True), Mark(passed=False, reason="không ghi xóm")

    assert score(rubric, Sheet({"a": yes, "b": yes})).verdict == Verdict.PASSED
    failed = score(rubric, Sheet({"a": yes, "b": no}))
    assert failed.verdict == Verdict.FAILED
    assert words(failed.reasons) == (
        "Chưa đạt tiêu chí “Có địa chỉ”. Minh chứng cần có: bản đăng ký. Việc cần làm: ghi rõ xóm."
    )


def test_fatal_zero_fails_the_whole():
    data = {"name": "x", "criteria": [{"code": "a", "text": "A", "maximum": 10, "fails_on_zero": True}]}

    assert score(rubric_of(data), Sheet({"a": Mark(Decimal(0))})).verdict == Verdict.FAILED_ZERO


def test_equal_totals_are_parted_by_the_ladder_then_by_the_law_then_shared():
    def of(tl, tt, *, women=None):
        given = {
            "kh": Mark(Decimal(20)),
            "tl": Mark(Decimal(tl), out_of=Decimal(40)),
            "hl": Mark(Decimal(50)),
            "tt": Mark(Decimal(tt)),
        }
        return score(CAMPAIGN, Sheet(given, prefer_women=women))

    places = {
        one.key: one
        for one in rank({"a": of(30, 20), "b": of(40, 10), "c": of(30, 20, women=True), "d": of(30, 20)})
    }

    assert {key: one.place for key, one in places.items()} == {"b": 1, "c": 2, "a": 3, "d": 3}
    assert "điểm tiêu chí “Hồ sơ đúng hạn” (40 so với 30)" in words(places["b"].why)
    assert "70% là nữ" in words(places["c"].why)
    assert "cấp có thẩm quyền quyết định" in words(places["a"].why)
