"""What the law asks of the people's contributions, from totals and dates alone."""

from dataclasses import fields, replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from kheo.core.errors import NotFound
from kheo.core.law import contributions as law
from kheo.core.law.contributions import Channel, Given, Publication, Purpose, Scope, Shown, Standing, Vote
from kheo.core.sources import Verified

OPENED = date(2026, 3, 1)
DECIDED = date(2026, 3, 2)  # a Monday
VOTE = Vote("Xóm Suối", 80, OPENED, 54, DECIDED)
POSTED = Publication(Shown.DECISION, Channel.POSTING, date(2026, 3, 4))


def standing(given: Given, code: str, on: date) -> Standing | None:
    return next((one.standing for one in law.asked(given, on) if one.code == code), None)


def words(given: Given, code: str, on: date) -> str:
    return next(str(one.words) for one in law.asked(given, on) if one.code == code)


@for_all(st.integers(1, 20_000))
def test_needed_is_the_first_number_that_makes_two_thirds_of_all(total: int) -> None:
    found = law.needed(total, OPENED)

    assert Fraction(found, total) >= Fraction(2, 3) > Fraction(found - 1, total)


@pytest.mark.parametrize(("agreeing", "stands"), [(53, False), (54, True), (80, True), (0, False)])
def test_decision_stands_with_two_thirds_of_all_households_whoever_came(agreeing: int, stands: bool) -> None:
    vote = replace(VOTE, agreeing=agreeing)

    assert law.passes(vote) is stands
    assert f"{agreeing}/80" in words(Given(votes=(vote,)), "decision", DECIDED)


def test_decision_of_the_whole_commune_counts_settlements() -> None:
    vote = Vote("xã Đồng Trăng", 12, OPENED, 8, DECIDED, Scope.COMMUNE)

    assert law.passes(vote)
    assert "8/12 thôn, tổ dân phố" in words(Given(votes=(vote,)), "decision", DECIDED)


def test_asking_again_at_the_same_place_replaces_the_first_answer() -> None:
    failed = replace(VOTE, agreeing=40)
    again = Vote("Xóm Suối", 80, date(2026, 4, 1), 60, date(2026, 4, 2))

    assert standing(Given(votes=(again, failed)), "decision", date(2026, 4, 3)) is Standing.MET


def test_money_received_before_the_decision_is_said() -> None:
    early = Given(votes=(VOTE,), first_received_on=date(2026, 2, 20), last_entry_on=date(2026, 2, 20))

    assert standing(early, "received-early", DECIDED) is Standing.MISSING
    assert standing(replace(early, first_received_on=DECIDED), "received-early", DECIDED) is None


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2026, 3, 9), Standing.RUNNING), (date(2026, 3, 10), Standing.MISSING)]
)
def test_publishing_has_five_working_days(on: date, expected: Standing) -> None:
    assert standing(Given(votes=(VOTE,)), "published", on) is expected


def test_publishing_late_is_said_with_both_days() -> None:
    shown = Publication(Shown.DECISION, Channel.WEBSITE, date(2026, 3, 12))

    said = words(Given(votes=(VOTE,), publications=(shown,)), "published", date(2026, 3, 12))

    assert "12/03/2026" in said
    assert "09/03/2026" in said


@pytest.mark.parametrize(
    ("until", "on", "expected"),
    [
        (None, date(2026, 3, 20), Standing.RUNNING),
        (None, date(2026, 4, 3), Standing.MET),
        (date(2026, 4, 2), date(2026, 5, 1), Standing.MISSING),
        (date(2026, 4, 3), date(2026, 5, 1), Standing.MET),
    ],
)
def test_posting_hangs_thirty_days_in_a_row(until: date | None, on: date, expected: Standing) -> None:
    given = Given(votes=(VOTE,), publications=(replace(POSTED, until=until),))

    assert standing(given, "posting", on) is expected


def test_two_short_postings_are_not_one_long_one() -> None:
    first = replace(POSTED, until=date(2026, 3, 20))
    second = replace(POSTED, since=date(2026, 3, 25), until=date(2026, 4, 15))

    given = Given(votes=(VOTE,), publications=(first, second))

    assert standing(given, "posting", date(2026, 5, 1)) is Standing.MISSING


def test_loudspeaker_is_not_asked_for_contributions() -> None:
    assert standing(Given(votes=(VOTE,)), "loudspeaker", DECIDED) is Standing.NOT_ASKED


def test_sending_to_the_offices_is_not_showing_the_people() -> None:
    sent = Publication(Shown.DECISION, Channel.OFFICES, date(2026, 3, 3))
    given = Given(votes=(VOTE,), publications=(sent,))

    assert standing(given, "record", date(2026, 3, 5)) is Standing.MET
    assert standing(given, "published", date(2026, 3, 10)) is Standing.MISSING


def test_accounts_are_shown_again_after_a_new_entry() -> None:
    shown = Publication(Shown.ACCOUNTS, Channel.POSTING, date(2026, 5, 1))
    given = Given(votes=(VOTE,), publications=(shown,), last_entry_on=date(2026, 5, 1))

    assert standing(given, "accounts", date(2026, 5, 9)) is Standing.MET
    assert (
        standing(replace(given, last_entry_on=date(2026, 5, 8)), "accounts", date(2026, 5, 9))
        is Standing.MISSING
    )


@pytest.mark.parametrize(
    ("members", "expected"), [(None, Standing.MISSING), (4, Standing.MISSING), (5, Standing.MET)]
)
def test_supervision_board_has_five_members(members: int | None, expected: Standing) -> None:
    assert standing(Given(votes=(VOTE,), board_members=members), "board", DECIDED) is expected


def test_help_for_people_asks_for_no_decision_of_the_households() -> None:
    given = Given(purpose=Purpose.HARDSHIP, first_received_on=DECIDED, last_entry_on=DECIDED, has_left=True)

    assert [one.code for one in law.asked(given, DECIDED)] == ["appeal", "accounts", "handed-over"]


def test_help_handed_over_asks_for_a_report() -> None:
    given = Given(
        purpose=Purpose.HARDSHIP, first_received_on=DECIDED, last_entry_on=DECIDED, handed_over=True
    )
    told = replace(given, publications=(Publication(Shown.REPORT, Channel.MEETING, DECIDED),))

    assert standing(given, "report", DECIDED) is Standing.MISSING
    assert standing(told, "report", DECIDED) is Standing.MET


def test_every_figure_cites_its_article_and_how_it_is_known() -> None:
    for key in ("household-decision", "settlement-decision", "record", "publication", "supervision-board"):
        figures = law.figures(key, OPENED)
        assert "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15" in figures.citation
        assert figures.verified is Verified.READ
        assert figures.source


def test_before_the_law_there_are_no_figures() -> None:
    with pytest.raises(NotFound) as refusal:
        law.needed(80, date(2023, 6, 30))

    assert refusal.value.code == "contribution-law-unknown"


def test_nothing_that_is_known_is_of_one_household() -> None:
    names = {one.name for kind in (Given, Vote, Publication) for one in fields(kind)}

    assert not [name for name in names if "household" in name or "share" in name or "average" in name]
