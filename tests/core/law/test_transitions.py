"""A dossier on each side of a change of the law."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kheo.core.law.transitions import transitions, transitions_of
from kheo.core.sources import Verified

CHANGE = date(2026, 10, 1)
DAYS = st.dates(date(2025, 7, 1), date(2028, 1, 1))


@given(DAYS, DAYS)
def test_only_received_before_and_still_open_after_is_weighed(received, on):
    assert bool(transitions(received, on)) == (received < CHANGE <= on)


def test_the_days_at_the_border_and_what_was_never_received():
    before = CHANGE - timedelta(days=1)

    assert transitions(before, before) == ()
    assert len(transitions(before, CHANGE)) == 1
    assert transitions(CHANGE, CHANGE) == ()
    assert transitions(None, CHANGE) == ()


def test_nobody_claims_to_have_compared_what_nobody_read():
    [one] = transitions(date(2026, 9, 30), CHANGE)

    assert one.verified is Verified.SECONDARY
    assert not one.compared
    assert "có lợi hơn" in one.text


def test_a_later_change_is_a_further_row():
    row = {
        "instrument": "luat-06-2026",
        "changes_on": date(2028, 1, 1),
        "text": "Văn bản giả định.",
        "compared": True,
        "verified": "READ",
        "source": "Để thử",
    }
    table = transitions_of({"transition": [row, {**row, "changes_on": CHANGE}]})

    assert [one.changes_on for one in transitions(date(2026, 1, 1), date(2028, 1, 1), table)] == [
        CHANGE,
        date(2028, 1, 1),
    ]
