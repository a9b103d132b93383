"""Prizes: coefficient × base pay of the decision's day, rounded up to 10.000 đồng, never a float."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.errors import InvalidInput, NotFound
from kheo.core.law.awards import AwardSubject, national_awards
from kheo.core.prizes import prize

PERSON, GROUP, HOME = AwardSubject.INDIVIDUAL, AwardSubject.COLLECTIVE, AwardSubject.HOUSEHOLD
BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)


@pytest.mark.parametrize(
    ("key", "subject", "before", "after"),
    [
        ("giay-khen", PERSON, 710_000, 760_000),
        ("giay-khen", HOME, 1_060_000, 1_140_000),
        ("giay-khen", GROUP, 1_410_000, 1_520_000),
        ("tap-the-lao-dong-tien-tien", GROUP, 1_880_000, 2_030_000),
        ("chien-si-thi-dua-co-so", PERSON, 2_340_000, 2_530_000),
        ("bang-khen-tinh", PERSON, 3_510_000, 3_800_000),
        ("bang-khen-tinh", HOME, 5_270_000, 5_700_000),
        ("bang-khen-tinh", GROUP, 7_020_000, 7_590_000),
    ],
)
def test_prize_follows_the_base_pay_of_the_decisions_day(key, subject, before, after) -> None:
    assert prize(key, subject, BEFORE).dong == before
    assert prize(key, subject, AFTER).dong == after


def test_prize_shows_its_arithmetic_and_its_articles() -> None:
    one = prize("giay-khen", PERSON, AFTER)

    assert one.product == "0,3 × 2.530.000 = 759.000"
    assert one.in_words == "Bảy trăm sáu mươi nghìn đồng"
    assert one.coefficient.law.citation == "Điều 54 Nghị định số 152/2025/NĐ-CP"
    assert one.base_pay.law.citation == "khoản 2 Điều 3 Nghị định số 161/2026/NĐ-CP"


def test_prize_of_a_subject_the_award_is_not_for_is_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        prize("lao-dong-tien-tien", HOME, AFTER)

    assert str(refusal.value).startswith("Lao động tiên tiến không tặng cho hộ gia đình")


@pytest.mark.parametrize(
    ("key", "subject", "on", "code"),
    [
        ("gia-dinh-van-hoa", HOME, AFTER, "coefficient-unknown"),
        ("giay-khen", PERSON, date(2027, 3, 1), "coefficient-unknown"),
        ("giay-khen", PERSON, date(2019, 6, 30), "base-pay-unknown"),
        ("huan-chuong", PERSON, AFTER, "award-unknown"),
    ],
)
def test_prize_the_law_of_the_day_does_not_say_is_refused_not_guessed(key, subject, on, code) -> None:
    with pytest.raises(NotFound) as refusal:
        prize(key, subject, on)

    assert refusal.value.code == code


@given(st.dates(date(2024, 7, 1), date(2027, 2, 28)), st.sampled_from(AwardSubject))
def test_prize_is_the_first_step_not_below_the_product(on: date, subject: AwardSubject) -> None:
    one = prize("giay-khen", subject, on)
    exact = Fraction(one.coefficient.value) * national_awards().base_pay(on).dong

    assert one.dong % 10_000 == 0
    assert one.dong - 10_000 < exact <= one.dong
