"""Statistical forms are data of a day: their codes, what they cannot know, a circular that comes later."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from kheo.core.errors import NotFound
from kheo.core.law import instrument
from kheo.core.law.awards import national_awards
from kheo.core.law.statistics import Counted, forms_of, statistical_form, statistical_forms
from kheo.core.sources import Verified

DAY = date(2026, 12, 31)


def test_the_forms_of_the_year_bear_their_codes():
    assert [one.code for one in statistical_forms(DAY)] == [
        "0601.N/BNV-TĐKT",
        "0602.N/BNV-TĐKT",
        "0603.N/BNV-TĐKT",
        "0604.N/BNV-TĐKT",
        "0605.N/BNV-TĐKT",
        "",
    ]
    first = statistical_form("0601", DAY)
    assert [one.code for one in first.rows if one.code] == [f"{n:02d}" for n in range(1, 13)]
    third = statistical_form("0603", DAY)
    assert [one.code for one in third.rows if one.code] == [f"{n:02d}" for n in range(1, 18)]


def test_every_condition_is_one_that_can_be_asked():
    asked = {
        Counted.CAMPAIGNS: {"level", "scope", "lasts", "method"},
        Counted.AWARDS: {"award", "award-not", "subject", "leads", "occasion", "submitter"},
        Counted.NOTHING: set(),
    }
    for form in statistical_forms(DAY):
        lines = (*form.columns, *form.rows)
        assert {name for one in lines for name in one.where} <= asked[form.counts], form.key
        codes = {one.code for one in form.columns}
        assert {code for one in form.columns for code in one.adds} <= codes, form.key


def test_every_award_named_is_one_the_law_knows():
    known = {one.key for one in national_awards().award_rows}
    named = {
        key
        for form in statistical_forms(DAY)
        for column in form.columns
        for name in ("award", "award-not")
        for key in column.where.get(name, ())
    }

    assert named - known == set()


def test_no_form_claims_to_have_been_read_and_before_the_circular_there_is_none():
    assert {one.law.known(DAY) for one in statistical_forms(DAY)} == {Verified.SECONDARY}
    assert statistical_forms(date(2022, 12, 31)) == ()
    with pytest.raises(NotFound, match="0601"):
        statistical_form("0601", date(2022, 12, 31))


def test_a_later_circular_is_a_further_row():
    text = files("kheo.core.law").joinpath("statistics.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["form"]
    later = {**rows[0], "code": "01/TĐKT", "effective_from": date(2028, 1, 1)}
    forms = forms_of({"form": [*rows, later]}, instrument)

    assert statistical_forms(date(2027, 12, 31), forms)[0].code == "0601.N/BNV-TĐKT"
    assert statistical_forms(date(2028, 12, 31), forms)[0].code == "01/TĐKT"
