"""A drawn sample hangs on the list and the seed alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.errors import InvalidInput
from kheo.core.sampling import Candidate, draw

LISTS = st.dictionaries(st.text(min_size=1, max_size=6), st.integers(0, 9), min_size=1, max_size=30)
SEEDS = st.text(min_size=1, max_size=12).filter(lambda words: words.strip())


def listed(found):
    return [Candidate(key, risk) for key, risk in found.items()]


def numbers(data, size):
    by_risk = data.draw(st.integers(0, size))
    return {"by_risk": by_risk, "at_random": data.draw(st.integers(0 if by_risk else 1, size - by_risk))}


@given(LISTS, SEEDS, st.data(), st.randoms())
def test_order_of_entry_never_matters(found, seed, data, shuffled):
    how = numbers(data, len(found))
    rows = listed(found)
    mixed = list(rows)
    shuffled.shuffle(mixed)

    assert draw(rows, **how, seed=seed) == draw(mixed, **how, seed=seed)


@given(LISTS, SEEDS, st.data())
def test_as_many_as_asked_for_each_once_and_the_riskiest_first(found, seed, data):
    how = numbers(data, len(found))
    drawn = draw(listed(found), **how, seed=seed)
    every = [*drawn.by_risk, *drawn.at_random]

    assert len(every) == len(set(every)) == how["by_risk"] + how["at_random"]
    assert all(found[key] > 0 for key in drawn.by_risk)
    left = [risk for key, risk in found.items() if key not in drawn.by_risk]
    if len(drawn.by_risk) == how["by_risk"] and drawn.by_risk:
        assert min(found[key] for key in drawn.by_risk) >= max(left, default=0)


@given(LISTS, SEEDS, st.data())
def test_who_is_not_drawn_changes_nothing_by_leaving(found, seed, data):
    how = numbers(data, len(found))
    drawn = draw(listed(found), **how, seed=seed)
    left = set(found) - {*drawn.by_risk, *drawn.at_random}
    if left:
        gone = min(left)
        smaller = [one for one in listed(found) if one.key != gone]
        assert draw(smaller, **how, seed=seed) == drawn


def test_another_seed_draws_others_and_the_same_one_the_same_for_good():
    rows = [Candidate(str(number)) for number in range(40)]
    first = draw(rows, by_risk=0, at_random=5, seed="15062708")

    assert first.at_random == ("21", "32", "26", "14", "24")
    assert draw(rows, by_risk=0, at_random=5, seed="15062709") != first


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"by_risk": 0, "at_random": 0, "seed": "1"}, "at_random"),
        ({"by_risk": 2, "at_random": 1, "seed": "1"}, "at_random"),
        ({"by_risk": -1, "at_random": 1, "seed": "1"}, "by_risk"),
        ({"by_risk": 0, "at_random": 1, "seed": "  "}, "seed"),
    ],
)
def test_what_cannot_be_drawn_is_refused_at_its_field(how, field):
    with pytest.raises(InvalidInput) as refusal:
        draw([Candidate("a"), Candidate("b", 2)], **how)
    assert refusal.value.field == field
