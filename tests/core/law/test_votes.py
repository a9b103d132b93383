"""Ratios, quorums and which rule holds."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.errors import InvalidInput, NotFound
from kheo.core.law import votes
from kheo.core.law.votes import Ballot, Base, Level, Ratio, VoteRule
from kheo.core.sources import Verified

DAY = date(2026, 6, 1)
BAC_NINH = "24"


def rule(
    matter: str = "general", province: str = "19", level: Level = Level.COMMUNE, on: date = DAY
) -> VoteRule:
    return votes.rule_for(matter, level=level, province_code=province, on=on)


@pytest.mark.parametrize(
    ("ratio", "whole", "least"),
    [
        (Ratio(1, 2, over=True), 9, 5),
        (Ratio(1, 2, over=True), 10, 6),
        (Ratio(2, 3), 9, 6),
        (Ratio(2, 3), 10, 7),
        (Ratio(9, 10), 9, 9),
        (Ratio(9, 10), 10, 9),
        (Ratio(8, 10), 11, 9),
    ],
)
def test_least_number_that_makes_the_ratio(ratio: Ratio, whole: int, least: int) -> None:
    assert ratio.of(whole) == least


@given(st.integers(1, 12), st.integers(1, 12), st.booleans(), st.integers(1, 400))
def test_least_number_is_enough_and_one_less_is_not(n: int, d: int, over: bool, whole: int) -> None:
    if n > d or (over and n == d):
        return
    ratio, share = Ratio(n, d, over), Fraction(n, d)

    def enough(count: int) -> bool:
        return Fraction(count, whole) > share if over else Fraction(count, whole) >= share

    assert enough(ratio.of(whole))
    assert not enough(ratio.of(whole) - 1)


@pytest.mark.parametrize("parts", [(0, 3, False), (4, 3, False), (1, 1, True)])
def test_ratio_that_no_vote_could_make_is_refused(parts: tuple[int, int, bool]) -> None:
    with pytest.raises(InvalidInput):
        Ratio(*parts)


def test_ratio_says_itself_as_an_official_would() -> None:
    said = [str(one.words) for one in (Ratio(1, 2, over=True), Ratio(2, 3), Ratio(9, 10))]

    assert said == ["quá 1/2", "từ 2/3", "từ 90%"]


def test_hero_needs_ninety_percent_of_all_members_by_ballot_whatever_the_place() -> None:
    for province in ("19", BAC_NINH):
        found = rule("hero", province)
        assert (found.passes.of(9), found.base, found.ballot) == (9, Base.TOTAL, Ballot.BALLOT)
        assert found.citation == "khoản 5 Điều 33, Điều 45 Nghị định số 152/2025/NĐ-CP"
        assert found.verified is Verified.READ


def test_after_the_decree_ends_its_ratio_is_kept_and_marked_unverified() -> None:
    later = rule("hero", on=date(2027, 3, 1))

    assert later.passes == rule("hero", on=date(2027, 2, 28)).passes
    assert later.verified is Verified.UNVERIFIED
    assert later.citation == ""


def test_recognition_without_a_text_is_the_usual_majority_of_all_and_says_so() -> None:
    found = rule("recognition")

    assert (found.key, found.passes, found.base, found.verified) == (
        "usual",
        Ratio(1, 2, over=True),
        Base.TOTAL,
        Verified.UNVERIFIED,
    )


def test_rule_of_one_province_holds_there_from_its_day_and_nowhere_else() -> None:
    assert rule("recognition", BAC_NINH).key == "bn86-base"
    assert rule("recognition", BAC_NINH).dissent_reported
    assert rule("recognition", BAC_NINH, on=date(2025, 12, 14)).key == "usual"
    assert rule("giay-khen", BAC_NINH, Level.PROVINCE).quorum == Ratio(8, 10)
    assert rule("general", BAC_NINH, Level.PROVINCE).quorum == Ratio(2, 3)


@pytest.mark.parametrize("on", [date(2021, 1, 1), date(2025, 7, 1), DAY, date(2027, 3, 1), date(2030, 1, 1)])
@pytest.mark.parametrize("matter", ["general", "hero", "government-flag", "giay-khen", "recognition"])
@pytest.mark.parametrize("province", ["19", BAC_NINH])
@pytest.mark.parametrize("level", list(Level))
def test_every_matter_has_a_rule_on_every_day_that_survives_being_kept(
    on: date, matter: str, province: str, level: Level
) -> None:
    found = rule(matter, province, level, on)

    assert VoteRule.from_json(found.as_json()) == found


def test_a_day_before_every_rule_is_refused() -> None:
    with pytest.raises(NotFound, match="01/01/2019"):
        rule(on=date(2019, 1, 1))


def test_denominator_counts_all_members_or_those_present_and_never_shrinks_by_recusal() -> None:
    usual = rule()
    present = VoteRule.from_json(usual.as_json() | {"base": "PRESENT", "written": True})

    assert votes.denominator(usual, total=9, present=7, written=1) == 9
    assert votes.denominator(present, total=9, present=7, written=1) == 8
    assert votes.outcome(usual, denominator=9, votes_for=5).passed
    assert not votes.outcome(usual, denominator=9, votes_for=4).passed


def test_quorum_is_met_by_those_in_the_room() -> None:
    assert votes.quorum(rule(), total=9, present=6).met
    assert votes.quorum(rule(), total=9, present=5) == votes.Quorum(9, 5, 6)


def test_rules_of_a_day_are_listed_once() -> None:
    keys = [one.key for one in votes.rules_in_force(DAY)]

    assert len(keys) == len(set(keys))
    assert keys[-1] == "usual"
