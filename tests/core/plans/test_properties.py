"""What holds for any text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.core.errors import KheoError
from kheo.core.paper.gate import open_paper
from kheo.core.plans.as_json import to_json
from kheo.core.plans.reader import read_plan
from tests.core.plans.conftest import CORPUS, paper_of
from tests.core.plans.marking import alike
from tests.core.plans.test_corpus import STEMS
from tests.examples import examples

TEXTS = {stem: paper_of(stem).read_text(encoding="utf-8") for stem in STEMS}
LINES = sorted({line for text in TEXTS.values() for line in text.split("\n")})
ODD = st.text('IVX123./()-–•*#|:;,“”"\\&\n\t\f \u00a0ĐđÀừ', max_size=40)


def _check(text):
    try:
        source = open_paper(text.encode(), "van-ban.md")
        got = to_json(read_plan(source))
    except KheoError:
        return
    for place in got["found"]:
        assert 0 <= place["start"] < place["end"] <= len(source.text)
        assert alike(source.text[place["start"] : place["end"]], place["value"]) >= 0.9


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LINES), ODD), max_size=40))
def test_shuffled_lines_of_papers_raise_only_what_is_expected(lines):
    _check("\n".join(lines))


@settings(max_examples=examples(40), deadline=None)
@given(st.text(max_size=300))
def test_any_text_raises_only_what_is_expected(text):
    _check(text)


@settings(max_examples=examples(25), deadline=None)
@given(st.sampled_from(STEMS), st.integers(0, 3000), st.integers(0, 3000), ODD)
def test_cut_and_smeared_papers_raise_only_what_is_expected(stem, start, length, odd):
    text = TEXTS[stem]
    _check(text[:start] + odd + text[start + length :])


@pytest.mark.parametrize("stem", STEMS)
def test_every_place_holds_its_value(stem):
    path = paper_of(stem)
    source = open_paper(path.read_bytes(), path.name)
    got = to_json(read_plan(source))

    bad = [p for p in got["found"] if alike(source.text[p["start"] : p["end"]], p["value"]) < 0.9]
    assert bad == []
    assert got["found"]


@pytest.mark.parametrize("stem", STEMS)
def test_decomposed_letters_read_like_composed_ones(stem):
    path = paper_of(stem)
    composed = path.read_text(encoding="utf-8")

    one = to_json(read_plan(open_paper(composed.encode(), path.name)))
    other = to_json(read_plan(open_paper(unicodedata.normalize("NFD", composed).encode(), path.name)))
    assert one == other


def test_corpus_is_where_it_should_be():
    assert len(STEMS) >= 14
    assert CORPUS.is_dir()
