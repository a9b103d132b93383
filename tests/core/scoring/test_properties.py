"""What holds for every sheet: order never matters, caps hold, a mark more never harms."""

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from kheo.core.scoring import Kind, Mark, Part, Scorer, Sheet, Verdict, data_of, rank, rubric_of, score
from tests.core.scoring.examples import CAMPAIGN, MARKS

_VALUES = st.decimals(0, 12, places=2)
_CODES = [one.code for one in MARKS.criteria]
_ALL = st.fixed_dictionaries(dict.fromkeys(_CODES, _VALUES))


def sheet(values):
    from tests.core.scoring.test_scoring import GOOD

    return Sheet({code: Mark(value) for code, value in values.items()}, GOOD)


@given(_ALL, st.permutations(_CODES))
def test_order_of_entry_never_matters(values, order):
    assert score(MARKS, sheet({code: values[code] for code in order})) == score(MARKS, sheet(values))


@given(_ALL)
def test_marks_groups_and_caps_are_never_exceeded(values):
    result = score(MARKS, sheet(values))

    assert result.bonus <= 3
    assert result.malus <= 3
    assert 0 <= result.total <= 103
    assert all(0 <= line.mark <= line.criterion.maximum for line in result.lines)
    assert all(group.earned <= group.maximum for group in result.groups)


@given(_ALL, st.sampled_from(_CODES), _VALUES)
def test_a_mark_more_never_lowers_total_or_level_unless_it_is_deducted(values, code, more):
    before = score(MARKS, sheet(values))
    after = score(MARKS, sheet(values | {code: values[code] + more}))
    deducted = MARKS.criterion(code).part == Part.MALUS

    if deducted:
        assert after.total <= before.total
    else:
        assert after.total >= before.total
        assert after.band.at_least >= before.band.at_least


@given(st.lists(_ALL, min_size=2, max_size=6), st.data())
def test_rank_is_the_same_however_they_come_and_a_mark_more_never_lowers_it(many, data):
    results = {n: score(MARKS, sheet(values)) for n, values in enumerate(many)}
    order = data.draw(st.permutations(sorted(results)))
    places = {one.key: one.place for one in rank(results)}

    assert {one.key: one.place for one in rank({n: results[n] for n in order})} == places
    code = data.draw(st.sampled_from([one.code for one in MARKS.criteria if one.part != Part.MALUS]))
    raised = results | {0: score(MARKS, sheet(many[0] | {code: many[0][code] + 1}))}
    assert {one.key: one.place for one in rank(raised)}[0] <= places[0]


@given(st.lists(_ALL, min_size=2, max_size=5))
def test_equals_share_a_place_and_are_told_why(many):
    results = {n: score(MARKS, sheet(many[0])) for n in range(len(many))}

    assert {one.place for one in rank(results)} == {1}
    assert all("đồng hạng" in one.why[0].text() for one in rank(results))


def test_rubric_becomes_data_and_comes_back_equal():
    for rubric in (MARKS, CAMPAIGN):
        assert rubric_of(data_of(rubric)) == rubric


_ANY = st.builds(
    Mark,
    value=st.none() | st.decimals(-5, 130, places=3),
    out_of=st.none() | st.decimals(0, 130, places=1),
    condition_met=st.booleans(),
)


def naive(criterion, mark):
    """What the criterion is worth, word for word from its definition; None where nothing was said."""
    if mark is not None and criterion.condition and not mark.condition_met:
        return Decimal(0)
    if mark is None or mark.value is None or (criterion.kind == Kind.SHARE and mark.out_of is None):
        return None if criterion.part == Part.BASE else Decimal(0)
    if criterion.kind == Kind.SHARE:
        found = mark.value / mark.out_of * criterion.maximum if mark.out_of > 0 else Decimal(0)
    elif criterion.kind == Kind.SAMPLE:
        found = max(Decimal(0), min(mark.value, Decimal(criterion.sample))) / criterion.sample
        found *= criterion.maximum
    elif criterion.kind == Kind.STEPS:
        steps = sorted(criterion.steps, key=lambda one: one.at_least)
        found = ([Decimal(0)] + [one.mark for one in steps if one.at_least <= mark.value])[-1]
    else:
        found = mark.value
    found = found.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return max(Decimal(0), min(found, criterion.maximum))


def naive_total(rubric, worths):
    def earned(wanted):
        return sum(
            (worths[one.code] or Decimal(0) for one in rubric.criteria if wanted(one)),
            Decimal(0),
        )

    base = sum(
        (
            min(earned(lambda one, code=group.code: one.group == code), group.maximum)
            for group in rubric.groups
        ),
        Decimal(0),
    )
    bonus = min(earned(lambda one: one.part == Part.BONUS), rubric.bonus_cap)
    malus = earned(lambda one: one.part == Part.MALUS)
    malus = malus if rubric.malus_cap is None else min(malus, rubric.malus_cap)
    return max(base + bonus - malus, Decimal(0))


@given(st.data(), st.sampled_from([MARKS, CAMPAIGN]))
def test_one_scorer_says_of_many_sheets_what_the_definition_says_of_each(data, rubric):
    one_sheet = st.fixed_dictionaries({}, optional={one.code: _ANY for one in rubric.criteria})
    scorer = Scorer(rubric)
    for marks in data.draw(st.lists(one_sheet, min_size=1, max_size=4)):
        result = scorer.score(Sheet(marks))
        worths = {one.code: naive(one, marks.get(one.code)) for one in rubric.criteria}

        assert {one.criterion.code: one.mark for one in result.lines} == worths
        assert result.total == naive_total(rubric, worths)
        unscored = None in worths.values() or rubric.gates
        assert (result.verdict == Verdict.INCOMPLETE) == bool(unscored)
        assert result == score(rubric, Sheet(marks))
        assert all(one.how.text() for one in result.lines)
