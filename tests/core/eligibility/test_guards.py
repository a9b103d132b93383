"""Guards over facts: what stops, what is unknown, who may let it through."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.eligibility import Batch, Earlier, Ended, Facts, Span, Verdict, judged, rule_day
from kheo.core.law.awards import Sort
from kheo.core.law.guards import Effect
from kheo.core.law.provisions import Occasion

ON = date(2026, 11, 22)
DAYS = st.dates(date(2025, 7, 1), date(2027, 2, 28))
KEYS = st.frozensets(st.sampled_from(["i:1", "i:2", "d:3", "d:4"]), max_size=3)


def facts(**changes):
    values = {
        "on": ON,
        "award": "giay-khen",
        "sort": Sort.FORM,
        "occasion": Occasion.CAMPAIGN,
        "achievements": frozenset({"i:1"}),
        "span": Span(date(2026, 1, 1), date(2026, 11, 1)),
        "clear": True,
    }
    return Facts(**(values | changes))


def earlier(**changes):
    values = {
        "award": "giay-khen",
        "name": "Giấy khen",
        "sort": Sort.FORM,
        "occasion": Occasion.CAMPAIGN,
        "decided_on": date(2025, 12, 20),
        "number": "12/QĐ-UBND",
        "achievements": frozenset({"i:9"}),
        "span": Span(date(2025, 1, 1), date(2025, 12, 1)),
    }
    return Earlier(**(values | changes))


def answer(key, about):
    return next(one for one in judged(about) if one.guard.key == key)


def test_a_plain_case_passes_every_guard_and_every_answer_names_its_article():
    answers = judged(facts())

    assert {one.verdict for one in answers} == {Verdict.PASSES}
    assert all(one.guard.law.citation and str(one.words) for one in answers)


@given(KEYS, KEYS)
def test_one_achievement_is_never_rewarded_twice(mine, theirs):
    about = facts(achievements=mine, earlier=(earlier(achievements=theirs),))
    said = answer("one-achievement-one-award", about)

    assert (said.verdict is Verdict.FAILS) == bool(mine & theirs)
    if mine & theirs:
        assert said.stops
        assert not said.overridable
        assert not said.by_hand


def test_what_is_recognised_no_longer_is_not_commended_and_nobody_lifts_that():
    ended = Ended("219/QĐ-UBND", date(2026, 11, 1), "Không còn làm.")
    said = answer("recognition-stands", facts(ended=ended))

    assert (said.stops, said.overridable, said.by_hand) == (True, False, False)
    assert "219/QĐ-UBND ngày 01/11/2026, lý do: Không còn làm." in str(said.words)


def test_what_the_records_cannot_tell_is_unknown_and_answered_by_a_person():
    blind = facts(achievements=frozenset(), earlier=(earlier(span=Span(date(2026, 5, 1), date(2026, 6, 1))),))
    said = answer("one-achievement-one-award", blind)

    assert (said.verdict, said.stops, said.by_hand) == (Verdict.UNKNOWN, True, True)


@given(st.sampled_from([Occasion.CAMPAIGN, Occasion.SUDDEN, Occasion.ANNUAL]))
def test_thematic_and_sudden_results_are_never_used_for_merit(occasion):
    relied = (earlier(occasion=occasion),)
    merit = answer("thematic-not-for-merit", facts(occasion=Occasion.ANNUAL, relied_on=relied))
    thematic = answer("thematic-not-for-merit", facts(relied_on=relied))

    assert merit.stops == (occasion is not Occasion.ANNUAL)
    assert not thematic.stops


@pytest.mark.parametrize(
    ("clear", "verdict"), [(None, Verdict.UNKNOWN), (True, Verdict.PASSES), (False, Verdict.FAILS)]
)
def test_pending_matters_stop_until_the_office_has_answered_and_nobody_lifts_that(clear, verdict):
    said = answer("no-pending-matter", facts(clear=clear))

    assert said.verdict is verdict
    assert said.stops == (clear is not True)
    assert not said.overridable
    assert not said.by_hand


@given(DAYS, st.integers(-400, 400))
def test_achievements_count_from_after_the_last_decision(last, shift):
    first = last + timedelta(days=shift)
    before = earlier(decided_on=last, span=None)
    about = facts(span=Span(first, first + timedelta(days=30)), earlier=(before,))

    assert answer("counted-from-last-decision", about).stops == (first <= last)


def test_the_period_stated_in_the_decision_goes_before_its_day():
    before = earlier(decided_on=date(2026, 2, 1), span=Span(date(2025, 1, 1), date(2025, 12, 1)))
    about = facts(span=Span(date(2025, 12, 2), date(2026, 10, 1)), earlier=(before,))

    assert not answer("counted-from-last-decision", about).stops
    assert answer("counted-from-last-decision", replace(about, span=None)).verdict is Verdict.UNKNOWN


def test_one_initiative_serves_one_title_and_two_titles_warn_without_stopping():
    title = earlier(sort=Sort.TITLE, achievements=frozenset({"i:1"}), span=Span(ON, ON))
    about = facts(sort=Sort.TITLE, span=Span(ON, ON), earlier=(title,))

    assert answer("one-initiative-one-title", about).stops
    warned = answer("highest-prize-only", about)
    assert warned.verdict is Verdict.FAILS
    assert warned.guard.effect is Effect.WARN
    assert not warned.stops


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 100))
def test_leaders_are_at_most_their_share_of_persons(leaders, others, percent):
    batch = Batch(cases=leaders + others, persons=leaders + others, leaders=leaders, leaders_percent=percent)
    said = answer("leaders-share", facts(batch=batch))

    assert (said.verdict is Verdict.PASSES) == (leaders * 100 <= (leaders + others) * percent)
    assert said.overridable == said.stops


@given(st.integers(0, 50), st.one_of(st.none(), st.integers(0, 50)))
def test_a_decision_holds_at_most_the_local_number(cases, most):
    said = answer("within-quota", facts(batch=Batch(cases, 0, 0, most=most)))

    assert said.stops == (most is not None and cases > most)


@pytest.mark.parametrize(("good", "stops"), [(None, True), (True, False), (False, True)])
def test_a_rating_is_asked_only_where_the_place_asks_it(good, stops):
    assert answer("rating-good", facts(rating_asked=True, rated_good=good)).stops == stops
    assert not answer("rating-good", facts(rated_good=good)).stops


@given(DAYS, DAYS)
def test_a_dossier_is_judged_by_the_day_on_which_it_was_received(received, later):
    assert rule_day(received, later) == received
    assert rule_day(None, later) == later


@pytest.mark.parametrize(
    ("on", "knows"), [(date(2025, 6, 30), False), (date(2025, 7, 1), True), (date(2027, 2, 28), True)]
)
def test_guards_change_with_the_law_on_each_side_of_its_day(on, knows):
    keys = {one.guard.key for one in judged(facts(on=on))}

    assert ("no-pending-matter" in keys) == knows
    assert "one-achievement-one-award" in keys


def test_what_ended_without_a_successor_is_still_answered_and_stops_nothing():
    ended = {one.guard.key: one for one in judged(facts(on=date(2027, 3, 1), clear=False))}

    pending = ended["no-pending-matter"]
    assert pending.verdict is Verdict.FAILS
    assert pending.guard.ended
    assert not pending.stops
    assert not ended["one-achievement-one-award"].guard.ended
