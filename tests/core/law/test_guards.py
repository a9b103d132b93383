"""What must hold before an award, by day."""

from datetime import date, timedelta

import pytest

from kheo.core.errors import NotFound
from kheo.core.law.guards import Effect, guard, guards, lapsed_guards
from kheo.core.sources import Verified

NOW = date(2026, 11, 22)


def test_guards_of_the_decree_begin_and_end_with_it() -> None:
    assert guard("thematic-not-for-merit", date(2025, 7, 1)).effect is Effect.BLOCK
    for on in (date(2025, 6, 30), date(2027, 3, 1)):
        with pytest.raises(NotFound):
            guard("thematic-not-for-merit", on)


def test_guards_each_says_its_text_and_where_it_stands() -> None:
    found = guards(NOW)

    assert {"one-achievement-one-award", "no-pending-matter", "counted-from-last-decision"} <= {
        one.key for one in found
    }
    for one in found:
        assert one.title
        assert one.text.endswith(".")
        assert one.law.citation
        assert one.law.source


def test_guard_of_the_law_amended_since_is_unverified() -> None:
    law = guard("one-achievement-one-award", NOW).law

    assert law.known(date(2026, 9, 30)) is Verified.SECONDARY
    assert law.known(NOW) is Verified.UNVERIFIED


ENDED = date(2027, 3, 1)


def test_what_ends_without_a_successor_is_shown_and_marked_not_forgotten() -> None:
    before, after = lapsed_guards(ENDED - timedelta(days=1)), lapsed_guards(ENDED)

    assert before == ()
    keys = {one.key for one in after}
    assert {"thematic-not-for-merit", "no-pending-matter", "counted-from-last-decision"} <= keys
    assert keys.isdisjoint(one.key for one in guards(ENDED))
    for one in after:
        assert (one.effect, one.ended, one.known(ENDED)) == (Effect.WARN, True, Verified.UNVERIFIED)


def test_every_guard_that_stops_and_ends_says_what_is_left_of_it() -> None:
    stopping = {one.key for one in guards(NOW) if one.effect is Effect.BLOCK and one.law.effective_to}

    assert stopping
    assert stopping <= {one.key for one in lapsed_guards(ENDED)}
